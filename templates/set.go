package templates

// SetList is the list of contention sets of a round.
type SetList struct {
	Lead    Text
	Filters []Filter
	Action  string
	Stats   []Stat
	Table   Table
	Pager   Pager
	Exports []Link
}

// SetShow is one contention set: the drawing and, saying the same, the table.
type SetShow struct {
	Name     Text
	Crumbs   []Link
	Tag      Tag
	Note     Text // how and when it was resolved
	Lead     Text
	Ring     Ring
	Members  Table
	Decision *Decision
	How      []Text // how sets are formed, a paragraph each
	Links    []Link
}
