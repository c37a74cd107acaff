package templates

// Portfolio is what an applicant sees first: what must be done, then all
// applications of the organisation.
type Portfolio struct {
	Org    string
	Todo   []Todo
	Drafts Table
	Sent   Table
	Create *StepForm // nil when no round is open
	Closed Text      // why nothing can be created
	Errors []FieldError
}

// Todo is one thing to do with its time.
type Todo struct {
	Text  Text
	Label *Label
	Note  Text
	Due   Due
	Link  Link
	Kind  string // wait or late; "" is plain
}

// DraftHead is what every page of a draft shows around its subject.
type DraftHead struct {
	ID       string
	Label    *Label // nil until a string was typed
	Name     Text   // "Draft 3"
	Round    Text
	Crumbs   []Link
	Sections []SectionLink
	Deadline Due
	Note     Text // what happens at the deadline
	Missing  []Link
	Others   *Link // things missing in other sections
	Secret   Text  // who can see this now
	Preview  Link
	Save     SaveState
}

// SectionLink is a section in the list of a draft.
type SectionLink struct {
	Href    string
	Name    Text
	State   string // past (complete), miss (has an error), next, or "" for begun
	Sub     Text   // "5 of 7"
	Current bool
}

// SaveState says whether what was typed is kept. It is a fragment of its own:
// autosave answers with it.
type SaveState struct {
	Tag     Tag
	When    When
	Version int    // of the draft
	Base    string // what the form was made from; the form sends it back
	Text    Text
	Link    *Link // compare, when somebody else changed the answer
	Errors  []FieldError
}

// DraftShow is the overview of a draft.
type DraftShow struct {
	DraftHead
	Lead    Text
	Done    int
	Of      int
	Actions []Action
}

// DraftSection is one section of a draft with its fields.
type DraftSection struct {
	DraftHead
	Title    Text
	Lead     Text
	Action   string // where the form goes; its button saves and goes on
	Autosave string // address for saving while typing, "" for none
	Errors   []FieldError
	Fields   []Field
	Verdict  *LabelVerdict // below the field that has Field.Check
	Next     Text          // what the button says
	Off      bool          // may be read only
}

// DraftPreview shows what becomes public and what stays confidential.
type DraftPreview struct {
	DraftHead
	Lead    Text
	Public  []Fact
	Private []Fact // names only, never the answers
}

// SubmitConfirm is the last look before a draft is submitted.
type SubmitConfirm struct {
	DraftHead
	Lead     Text
	Checks   []Rule // what must be complete
	Facts    []Fact // string, applicant, fee, who submits
	Errors   []FieldError
	Declare  []Field // declarations to tick
	Action   Action
	Version  int
	FeeTable Table
}

// Receipt proves a submission.
type Receipt struct {
	Label   Label
	Number  string
	When    When
	Digest  string // SHA-256 of the content, hexadecimal
	By      Text
	Facts   []Fact
	Next    []Event
	Actions []Action
	Mailed  Text // to whom it was sent
}

// WithdrawConfirm asks before an application is withdrawn.
type WithdrawConfirm struct {
	Label   Label
	Crumbs  []Link
	Lead    Text
	Effects []Text // what happens then
	Facts   []Fact
	Errors  []FieldError
	Fields  []Field
	Action  Action
	Back    Link
	Version int
}

// Messages are the mails sent to an organisation.
type Messages struct {
	Lead  Text
	List  []Mail
	Pager Pager
}

// Mail is one mail.
type Mail struct {
	ID      string
	Subject Text
	To      string
	When    When
	Tag     Tag // waiting, sent or failed
	Body    string
	Lang    string
	Dir     string
	Link    *Link
}
