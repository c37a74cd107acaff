package report

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strconv"

	"rootward/application/lifecycle"
)

// Parts of a figure that can be listed.
const (
	PartApplications = "applications" // all that the report looked at
	PartFinished     = "finished"     // stays in a stage with a known length
	PartFirst        = "first"        // of these, the first of their application
	PartAgain        = "again"        // of these, the stage had been entered before
	PartInTime       = "in_time"
	PartLate         = "late"
	PartOpen         = "open"
	PartOpenLate     = "open_late"
	PartOpenUndated  = "open_undated" // open, but since when is not known
	PartEver         = "ever"
	PartNow          = "now"
	PartRemoved      = "removed"  // delegated then, no longer now
	PartRemovals     = "removals" // removed then
	PartUndated      = "undated"  // delegated, but when is not known
	PartInSets       = "in_sets"
	PartAlone        = "alone"
	PartDelegated    = "delegated"
	PartOut          = "out"
)

// Unknown is the key of a row for what is not recorded.
const Unknown = "unknown"

// NoLimit is an upper bound of days that bounds nothing.
const NoLimit = -1

// Selector picks the applications behind one number of a report.
type Selector struct {
	Part  string
	Round string // of the row; empty: the rounds of the query
	Stage string
	Kind  string // a kind, or lifecycle.AllKinds
	Key   string // of a delegations row, or the A-label that names a contention set
	// MinDays and MaxDays bound the length of a stay, both ends included.
	MinDays, MaxDays int
}

// selector params; round, stage and kind of the row stand beside those of the
// query, which may be empty.
const (
	paramPart     = "part"
	paramRowRound = "row_round"
	paramRowStage = "row_stage"
	paramRowKind  = "row_kind"
	paramKey      = "key"
	paramMin      = "min_days"
	paramMax      = "max_days"
	// ParamAfter continues a list behind a place.
	ParamAfter = "after"
)

// Pick is a selector without bounds.
func Pick(part string) Selector { return Selector{Part: part, MaxDays: NoLimit} }

func (s Selector) values() url.Values {
	v := url.Values{}
	for _, x := range []struct{ param, value string }{
		{paramPart, s.Part}, {paramRowRound, s.Round}, {paramRowStage, s.Stage}, {paramRowKind, s.Kind}, {paramKey, s.Key},
	} {
		if x.value != "" {
			v.Set(x.param, x.value)
		}
	}
	if s.MinDays > 0 {
		v.Set(paramMin, strconv.Itoa(s.MinDays))
	}
	if s.MaxDays >= 0 {
		v.Set(paramMax, strconv.Itoa(s.MaxDays))
	}
	return v
}

// RowsPath is the address of the list behind a number of a report.
func RowsPath(q Query, s Selector) string {
	v := q.Values()
	for k, x := range s.values() {
		v[k] = x
	}
	return "/reports/" + q.Report + "/rows?" + v.Encode()
}

// ParseRows reads which list behind which number is asked for. Errors as for
// Parse.
func ParseRows(name string, get func(param string) string) (Query, Selector, error) {
	r, ok := find(name)
	if !ok {
		return Query{}, Selector{}, Faults{{Field: "report", Why: FaultUnknown, Value: name, Allowed: Names()}}
	}
	q, err := Parse(name, get)
	p := &parser{report: r, get: get}
	if f, ok := err.(Faults); ok { //nolint:errorlint // Parse returns it bare
		p.faults = f
	}
	p.report.params = []string{paramPart, paramRowRound, paramRowStage, paramRowKind, paramKey, paramMin, paramMax}
	s := Selector{
		Part: p.optional(paramPart, r.parts), Round: p.text(paramRowRound), Stage: p.text(paramRowStage),
		Kind: p.optional(paramRowKind, kindChoices()), Key: p.text(paramKey),
		MinDays: p.days(paramMin, 0), MaxDays: p.days(paramMax, NoLimit),
	}
	if s.Part == "" && get(paramPart) == "" {
		s.Part = PartApplications
	}
	return q, s, p.faults.err()
}

func (p *parser) days(param string, standard int) int {
	v := p.text(param)
	if v == "" {
		return standard
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > maxDays {
		p.fault(param, FaultNumber, v, nil)
		return standard
	}
	return n
}

const maxDays = 1_000_000

// Cursor is a place in a list: the sort values of the row before it.
type Cursor struct {
	Sort    string `json:"s,omitempty"` // day or A-label
	Number  int64  `json:"n,omitempty"` // whole days
	ID      string `json:"i,omitempty"`
	Ordinal int    `json:"o,omitempty"`
	Set     bool   `json:"-"`
}

// String writes a place for an address; empty for the beginning.
func (c Cursor) String() string {
	if !c.Set {
		return ""
	}
	b, err := json.Marshal(c)
	if err != nil {
		return "" // no field can fail
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// ParseCursor reads a place; the empty string is the beginning. The error is
// Faults.
func ParseCursor(text string) (Cursor, error) {
	if text == "" {
		return Cursor{}, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(text)
	c := Cursor{}
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err != nil {
		return Cursor{}, Faults{{Field: ParamAfter, Why: FaultCursor, Value: text}}
	}
	c.Set = true
	return c, nil
}

func (s Selector) kind() string {
	if s.Kind == lifecycle.AllKinds {
		return ""
	}
	return s.Kind
}
