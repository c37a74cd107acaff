package templates

// AuditList is the history, for auditors.
type AuditList struct {
	Lead    Text
	Filters []Filter
	Action  string
	Active  []Chip
	Table   Table
	Pager   Pager
	Exports []Link
	Proof   []Fact // what the last verification found
}

// OutboxList is the mail waiting, sent and failed, for operators.
type OutboxList struct {
	Lead    Text
	Filters []Filter
	Action  string
	Stats   []Stat
	List    []Mail
	Pager   Pager
}
