package templates

// HelpIndex lists the life cycles.
type HelpIndex struct {
	Lead  Text
	Table Table
}

// HelpWorkflow explains one life cycle: a diagram, the same as tables, and
// its source.
type HelpWorkflow struct {
	Name    Text
	ID      string // gtld-2026
	Lead    Text
	Flow    Flow
	Desc    Text
	States  Table
	Steps   Table
	Mermaid string
	Others  []Tab
}
