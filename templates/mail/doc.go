// Package mail writes letters: plain text, in the reader's language, from
// views as pages are. What people and rules wrote is put in as it is; nothing
// in it is ever read as a placeholder.
package mail
