package portal

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"rootward/templates"
)

// maxFields is the most values a form may have: ours have far fewer.
const maxFields = 2000

// form is what was typed into a form.
type form struct{ values url.Values }

var (
	errNotUTF8 = echo.NewHTTPError(http.StatusBadRequest, "form is not UTF-8")
	errFields  = echo.NewHTTPError(http.StatusBadRequest, "form has too many fields")
)

// readForm reads the form that was posted. Values of the address do not
// count, so that a link cannot fill in a form.
func readForm(c echo.Context) (*form, error) {
	r := c.Request()
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		var told *echo.HTTPError
		if errors.As(err, &large) || errors.As(err, &told) {
			return nil, err //nolint:wrapcheck // has its own status
		}
		return nil, echo.NewHTTPError(http.StatusBadRequest, "form cannot be read").SetInternal(err)
	}
	n := 0
	for name, list := range r.PostForm {
		n += len(list)
		for _, v := range append([]string{name}, list...) {
			if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				return nil, errNotUTF8
			}
		}
	}
	if n > maxFields {
		return nil, errFields
	}
	return &form{values: r.PostForm}, nil
}

// text is a value without spaces around it and with the line ends of Unix.
func (f *form) text(name string) string {
	return strings.TrimSpace(strings.ReplaceAll(f.raw(name), "\r\n", "\n"))
}

// raw is a value exactly as it was sent: passwords.
func (f *form) raw(name string) string { return f.values.Get(name) }

// all lists the values of checkboxes.
func (f *form) all(name string) []string { return f.values[name] }

// has reports whether a value was sent, even an empty one.
func (f *form) has(name string) bool { return f.values.Has(name) }

// number is a whole number such as a version; 400 when it is none.
func (f *form) number(name string) (int64, error) {
	n, err := strconv.ParseInt(f.text(name), 10, 64)
	if err != nil {
		return 0, echo.NewHTTPError(http.StatusBadRequest, name+" is not a number").SetInternal(fmt.Errorf("reading %s: %w", name, err))
	}
	return n, nil
}

// fill puts what was typed, and what is wrong with it, into the fields of a
// form that is shown again. Passwords are not sent back.
func (f *form) fill(fields []templates.Field, wrong []templates.FieldError) []templates.Field {
	out := make([]templates.Field, len(fields))
	for i, x := range fields {
		switch {
		case f == nil || !f.has(x.Name) && x.Kind != "checkboxes" || x.Kind == "password" || x.Kind == "file":
		case x.Kind == "checkboxes":
			x.Values = f.all(x.Name)
		default:
			x.Value = f.text(x.Name)
		}
		for _, e := range wrong {
			if e.Field == x.Name {
				x.Errors = append(x.Errors, e.Text)
			}
		}
		out[i] = x
	}
	return out
}
