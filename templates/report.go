package templates

// ReportIndex lists the reports.
type ReportIndex struct {
	Lead    Text
	Reports []ReportLink
	Data    []Link // open data
}

// ReportLink is one report with its main figure.
type ReportLink struct {
	Href   string
	Name   Text
	Text   Text
	Figure Text
	Sub    Text
}

// ReportShow is any report: filters, figures, charts, tables with links
// behind numbers, definitions, odd rows, and the command for the shell.
type ReportShow struct {
	Title       Text
	Lead        []Text // what is seen, a paragraph each
	Filters     []Filter
	Action      string
	AsOf        When
	Basis       Text // "1,243 delegations"
	CSV, JSON   string
	Stats       []Stat
	Charts      []Chart
	Tables      []Table
	Pager       *Pager // of the table, when it is longer than a page
	Definitions []Definition
	Odd         *Table
	OddNote     Text
	Sources     []Source
	Command     string
}

// Chart is a drawing with its title, the finding, the same numbers as a
// table, and links to definition, rows and data.
type Chart struct {
	ID    string
	Title Text
	Text  Text // the finding in a sentence
	Desc  Text // the finding with its numbers, read aloud instead of the drawing
	Key   []Part
	Plot  Plot
	Table Table
	Links []Link
}

// ReportRows are the rows behind a number.
type ReportRows struct {
	Title  Text
	Crumbs []Link
	Lead   Text
	Active []Chip
	Table  Table
	Pager  Pager
	CSV    string
	JSON   string
}

// Definitions is every term of the site and how each figure is counted.
type Definitions struct {
	Lead  Text
	Parts []DefinitionPart
}

// DefinitionPart is a group of definitions.
type DefinitionPart struct {
	ID    string
	Title Text
	List  []Definition
}
