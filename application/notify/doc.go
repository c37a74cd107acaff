// Package notify decides which mail follows from which event, and to whom.
//
// A mail is written into the outbox in the transaction of the move that it
// tells about, together with the job that sends it: both exist exactly when
// the move does. The outbox keeps the message's name and its arguments, never
// sentences; the words are found when the mail is read or sent, in the
// language that the reader has then.
//
// Only primary members of the organisation that applied are told, and only
// about their own application. Nothing is told about what was recorded from a
// list, and nothing that names other applicants.
package notify
