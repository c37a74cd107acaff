package application

import (
	"fmt"
	"strings"
)

// FieldError is one thing wrong with one answer.
type FieldError struct {
	Field  string            // question id
	Rule   string            // locale key invalid.<Rule>
	Args   map[string]string // for the message
	Source string            // where the rule comes from
}

// FieldErrors is everything wrong with what was typed. It is never a reason
// to lose it.
type FieldErrors []FieldError

func (e FieldErrors) Error() string {
	parts := make([]string, len(e))
	for i, f := range e {
		parts[i] = fmt.Sprintf("%s: %s", f.Field, f.Rule)
	}
	return strings.Join(parts, "; ")
}

// Clash is a save that would overwrite what somebody else saved meanwhile.
type Clash struct {
	Revision int64    // of the application now
	Theirs   []Answer // what stands there now, for the questions in conflict
}

func (c *Clash) Error() string {
	return fmt.Sprintf("%d answers were saved by somebody else meanwhile", len(c.Theirs))
}
