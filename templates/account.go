package templates

// SignIn asks who somebody is.
type SignIn struct {
	Action string
	Next   string // where to go then
	Errors []FieldError
	Fields []Field
	Demo   []Link // ready-made sign-in links of a demonstration
}

// Register makes an organisation and its first member.
type Register struct {
	Action string
	Lead   Text
	Errors []FieldError
	Groups []FieldGroup
}

// FieldGroup is a part of a form with its heading.
type FieldGroup struct {
	Title  Text
	Lead   Text
	Fields []Field
}

// Organisation is one organisation with its members.
type Organisation struct {
	Name    string
	Facts   []Fact
	Members Table
	Invite  *StepForm
	Errors  []FieldError
}

// Accounts is the list of accounts, for operators.
type Accounts struct {
	Lead    Text
	Filters []Filter
	Action  string
	Table   Table
	Pager   Pager
	Errors  []FieldError
	Add     *StepForm
}
