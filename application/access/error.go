package access

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"rootward/application/lifecycle"
)

// ErrNotFound means that there is no such account, organisation or token, or
// that the one who asks must not learn of it.
var ErrNotFound = lifecycle.ErrNotFound

// ErrSignIn is the one answer to a sign-in that failed, whatever the cause.
var ErrSignIn = errors.New("e-mail address and password do not match")

// ErrBusy means that more people are signing in than the machine can check
// just now.
var ErrBusy = errors.New("too many sign-ins at once")

// ErrEmailTaken means that another account has the address.
var ErrEmailTaken = errors.New("e-mail address is taken")

// Throttled means that too many attempts were made for one account or from
// one address.
type Throttled struct{ After time.Duration }

func (t *Throttled) Error() string { return fmt.Sprintf("too many attempts: wait %s", t.After) }

// FieldError is one thing wrong with one field. Rule is the locale key
// account.wrong.<Rule>; Args are for its message.
type FieldError struct {
	Field string
	Rule  string
	Args  map[string]string
}

// FieldErrors is everything wrong with a form, in the order of its fields.
type FieldErrors struct{ List []FieldError }

func (e *FieldErrors) Error() string {
	parts := make([]string, len(e.List))
	for i, f := range e.List {
		parts[i] = f.Field + ": " + f.Rule
	}
	return strings.Join(parts, "; ")
}

func (e *FieldErrors) add(field, rule string, args ...string) {
	f := FieldError{Field: field, Rule: rule}
	for i := 0; i+1 < len(args); i += 2 {
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args[args[i]] = args[i+1]
	}
	e.List = append(e.List, f)
}

// orNil is the error when there is something in it.
func (e *FieldErrors) orNil() error {
	if len(e.List) == 0 {
		return nil
	}
	return e
}

// Wrong is a single field error.
func Wrong(field, rule string) error {
	return &FieldErrors{List: []FieldError{{Field: field, Rule: rule}}}
}
