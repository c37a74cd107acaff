package job

import "github.com/riverqueue/river"

// MailWorker is who sends mails, for tests that stand in for the queue.
func MailWorker(d Deps) river.Worker[SendMail] {
	return &worker[SendMail]{time: sendTime, next: afterFailedMail, do: d.sendMail}
}
