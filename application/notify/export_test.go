package notify

import "rootward/workflow"

// Told is the table of events, for tests that walk it.
func Told() map[workflow.Event]Message {
	out := map[workflow.Event]Message{}
	for _, row := range told {
		out[row.Event] = row.Message
	}
	return out
}
