package templates

// RuleEditions lists the editions of label generation rules.
type RuleEditions struct {
	Lead  Text
	Table Table
	Uses  Table // which round is judged by which
	Links []Link
}

// RuleEdition is one edition with its rule sets.
type RuleEdition struct {
	Name   Text
	Crumbs []Link
	Lead   Text
	Facts  []Fact
	Sets   Table
	Uses   Table
}

// RuleSetShow is one rule set, a part of it at a time.
type RuleSetShow struct {
	Name      Text
	ID        string // lgr-5-arabic-script
	Crumbs    []Link
	Facts     []Fact
	Downloads []Link
	Parts     []Tab
	Action    string // where the filter goes
	Filters   []Filter
	Tables    []Table
	Pager     *Pager
}

// RoundRules is where an operator compares editions for a round and chooses.
type RoundRules struct {
	Name       Text
	Crumbs     []Link
	Lead       Text
	Errors     []FieldError
	Facts      []Fact
	Ask        *StepForm // nil: there is no other edition
	Choose     *StepForm
	Comparison *RuleComparison
}

// RuleComparison is what another edition would change.
type RuleComparison struct {
	Title   Text
	Lead    Text
	Running bool
	Done    int
	Total   int
	Again   string // address that tells how far it is
	Stats   []Stat
	Meet    Table
	Part    Table
	Rows    Table
	Pager   Pager
}
