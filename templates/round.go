package templates

// RoundList is the list of rounds.
type RoundList struct {
	Lead  Text
	Table Table
}

// RoundShow is the policy of a round: windows, fees, stages with their
// service levels and the basis of each, and how many applications stand where.
type RoundShow struct {
	Name        Text
	Lead        Text
	Status      Tag
	Version     string // version of the policy
	Road        []Milestone
	Facts       []Fact
	Stats       []Stat
	Calendar    Table
	Fees        Table
	Stages      Table
	Panels      Table
	Questions   Table // with what becomes public
	Counts      Table
	Definitions []Definition
	Links       []Link
	Manage      *Link // for operators
}

// RoundManage is where an operator moves a round along.
type RoundManage struct {
	Name    Text
	Crumbs  []Link
	Status  Tag
	Lead    Text
	Road    []Milestone
	Links   []Link
	Errors  []FieldError
	Steps   []StepForm
	Counts  Table
	Preview *RevealPreview
	History []Event
}

// RevealPreview shows what would become public, answer by answer, before
// anything does.
type RevealPreview struct {
	Lead    Text
	Public  Table // questions on the public list
	Private Table // questions that stay confidential
	Sample  Table // the first applications as they would appear
	More    *Link
	Confirm *StepForm
}
