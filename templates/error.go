package templates

import "strconv"

// Error is a page that says why there is no page. The words follow from the
// status: 403, 404, 409, 422, 429, 500 and 503 have their own, others are
// said as 500.
type Error struct {
	Status int
	Detail Text   // what more is known; nil for the general words
	ID     string // of the entry in our log, for 500
	Links  []Link // ways on
}

// Changed says that somebody was faster: what changed meanwhile, and what the
// reader typed, kept.
type Changed struct {
	Title   Text // instead of the usual one, when nothing changed but nothing could be saved either
	Lead    Text // with Title: why
	What    Text // what the reader wanted to do
	Who     Text
	When    When
	Changes []Change
	Kept    []Kept
	Again   *Action // try again on what is there now, with what was typed
	Back    Link
}

// Change is one difference since the reader opened the page.
type Change struct {
	Name     Text
	Old, New Text
}

// Kept is one value that the reader typed.
type Kept struct {
	Name  string // of the form value
	Label Text
	Value string
}

// kind is the part of the message keys that belongs to the status.
func (e Error) kind() string {
	switch e.Status {
	case 403, 404, 409, 422, 429, 503:
		return strconv.Itoa(e.Status)
	}
	return "500"
}

// TitleKey names what is wrong.
func (e Error) TitleKey() string { return "error." + e.kind() + ".title" }

// WhyKey names the reason.
func (e Error) WhyKey() string { return "error." + e.kind() + ".why" }

// NextKey names the way out.
func (e Error) NextKey() string { return "error." + e.kind() + ".next" }
