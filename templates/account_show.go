package templates

// AccountShow is what a person may see and change about the own account.
type AccountShow struct {
	Title  Text
	Facts  []Fact
	Errors []FieldError
	Forms  []StepForm
	Links  []Link
}
