package idn

// Report is everything known about one label.
type Report struct {
	Input, ULabel, ALabel string
	ASCII                 bool
	Script                string // ISO 15924
	ScriptName            string
	RTL                   bool
	CodePoints            []CodePoint
	Findings              []Finding
}

// CodePoint is one code point of a label.
type CodePoint struct {
	Rune     rune
	Name     string
	Script   string
	Property string
}

// Severity says how a rule came out.
type Severity string

// The severities.
const (
	Passed  Severity = "passed"
	Warning Severity = "warning"
	Failed  Severity = "failed"
)

// Finding is the outcome of one rule.
type Finding struct {
	Rule      string
	Severity  Severity
	Position  int // 1-based code point, 0 = whole label
	CodePoint rune
	Args      map[string]string
	Source    string
	SourceURL string
}

// Valid reports whether no rule failed.
func (r Report) Valid() bool {
	for _, f := range r.Findings {
		if f.Severity == Failed {
			return false
		}
	}
	return true
}
