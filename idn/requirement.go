package idn

// Requirement is a rule that labels are checked against: what it is called,
// where it comes from and how it is said in English. Its messages in every
// language have the keys label.rule.<ID>.ok, .fail and .fix.
type Requirement struct {
	ID      string // stored and translated; never changes its meaning
	Scope   Scope
	Source  string // empty if it comes with the Rules or the list
	URL     string // of the source, if it can be read on the web
	Warning bool   // breaking it makes no label invalid
	Holds   string
	Fails   string // placeholders such as {{.CodePoint}} name Args of the finding
	Fix     string
}

// Finding is the outcome of the requirement, without position or arguments.
func (r *Requirement) Finding(holds bool) Finding {
	return Finding{
		Rule: r.ID, Scope: r.Scope, OK: holds, Warning: r.Warning && !holds,
		Source: r.Source, SourceURL: r.URL, about: r,
	}
}

// Where the sources can be read.
const (
	rfc1034 = "https://www.rfc-editor.org/rfc/rfc1034"
	rfc1035 = "https://www.rfc-editor.org/rfc/rfc1035"
	rfc4343 = "https://www.rfc-editor.org/rfc/rfc4343"
	rfc5890 = "https://www.rfc-editor.org/rfc/rfc5890"
	rfc5891 = "https://www.rfc-editor.org/rfc/rfc5891"
	rfc5892 = "https://www.rfc-editor.org/rfc/rfc5892"
	rfc5893 = "https://www.rfc-editor.org/rfc/rfc5893"
)

// Requirements lists the rules of this package in the order in which they
// are checked and reported.
func Requirements() []*Requirement {
	return []*Requirement{
		isUTF8, isNotEmpty, isShortEnoughToRead, isOneLabel, isLowerCase, isDecodable, roundTrips,
		isNormalised, isAssigned, isAllowed, isPlainForm, hasNoLeadingMark, hasPlainHyphens,
		joinersInContext, middleDotInContext, keraiaInContext, gereshInContext, katakanaDotInContext, arabicDigitsAlone, extendedDigitsAlone,
		bidiStart, bidiRightToLeft, bidiDigits, bidiLeftToRight, bidiEnd,
		isShortEnough, isLongEnough, isLettersASCII, isLettersIDN, isOneScript,
	}
}

// Can the input be read as one label?
var (
	isUTF8 = &Requirement{
		ID: "utf-8", Scope: Protocol, Source: "RFC 5890, 2.3.2.1", URL: rfc5890,
		Holds: "The text can be read as Unicode.",
		Fails: "The text cannot be read: it is not valid UTF-8.",
		Fix:   "Type the string again, or save the file as UTF-8.",
	}
	isNotEmpty = &Requirement{
		ID: "not-empty", Scope: Protocol, Source: "RFC 1035, 2.3.1", URL: rfc1035,
		Holds: "There is a string.",
		Fails: "There is no string.",
		Fix:   "Type the string you want to check.",
	}
	// A label of 63 octets decodes to 59 code points at most; with room for
	// faulty input that is still far below this limit, which keeps the work
	// small whatever is sent.
	isShortEnoughToRead = &Requirement{
		ID: "input-length", Scope: Protocol, Source: "RFC 5890, 4.2", URL: rfc5890,
		Holds: "The text is short enough to be a label.",
		Fails: "The text has {{.Octets}} octets. No label comes near that, so it was not checked further.",
		Fix:   "Type one label only.",
	}
	isOneLabel = &Requirement{
		ID: "one-label", Scope: Protocol, Source: "RFC 1034, 3.1", URL: rfc1034,
		Holds: "It is one label, without dots.",
		Fails: "There is a dot ({{.CodePoint}}) at position {{.Position}}. A dot separates labels and is never part of one.",
		Fix:   "Type the string without any dot, also without the first one.",
	}
	isLowerCase = &Requirement{
		ID: "lower-case", Scope: Protocol, Source: "RFC 4343, 3", URL: rfc4343, Warning: true,
		Holds: "Letters a to z are small letters.",
		Fails: "Capital letters A to Z are compared as small letters: the string is read as {{.Lower}}.",
		Fix:   "Nothing to do. It is the same string.",
	}
	isDecodable = &Requirement{
		ID: "a-label", Scope: Protocol, Source: "RFC 5890, 2.3.2.1", URL: rfc5890,
		Holds: "The part after xn-- can be decoded.",
		Fails: "The string begins with xn--, but the rest is no encoded string.",
		Fix:   "Type the string in its own script, or copy the A-label again.",
	}
	roundTrips = &Requirement{
		ID: "a-label-mismatch", Scope: Protocol, Source: "RFC 5891, 4.2.1", URL: rfc5891,
		Holds: "A-label and U-label stand for each other.",
		Fails: "The A-label decodes to a string whose own ASCII form is another one: {{.Expected}}.",
		Fix:   "Type the string in its own script instead.",
	}
)

// Rules on all code points of the label.
var (
	isNormalised = &Requirement{
		ID: "nfc", Scope: Protocol, Source: "RFC 5891, 4.1", URL: rfc5891,
		Holds: "The string is in normalization form C.",
		Fails: "The string is not in normalization form C. From position {{.Position}} on, it should have the code points {{.Normal}}.",
		Fix:   "Use the composed form: {{.Plain}}.",
	}
	isAssigned = &Requirement{
		ID: "unassigned", Scope: Protocol, Source: "RFC 5891, 4.2.2", URL: rfc5891,
		Holds: "Every code point is assigned.",
		Fails: "{{.CodePoint}} at position {{.Position}} is not assigned in Unicode {{.Unicode}}.",
		Fix:   "Leave it out.",
	}
	isAllowed = &Requirement{
		ID: "disallowed", Scope: Protocol, Source: "RFC 5891, 4.2.2", URL: rfc5891,
		Holds: "Every code point is allowed in domain names.",
		Fails: "{{.CodePoint}} {{.Name}} at position {{.Position}} is not allowed in domain names.",
		Fix:   "Leave it out or choose another spelling.",
	}
	isPlainForm = &Requirement{
		ID: "disallowed-form", Scope: Protocol, Source: "RFC 5892, 2.2", URL: rfc5892,
		Holds: "Every letter is in its plain, small form.",
		Fails: "{{.CodePoint}} {{.Name}} at position {{.Position}} is a capital letter or a special form, which domain names do not have.",
		Fix:   "Write {{.Plain}} in its place.",
	}
	hasNoLeadingMark = &Requirement{
		ID: "leading-mark", Scope: Protocol, Source: "RFC 5891, 4.2.3.2", URL: rfc5891,
		Holds: "The string does not begin with a combining mark.",
		Fails: "The string begins with the combining mark {{.CodePoint}} {{.Name}}, which has nothing to combine with.",
		Fix:   "Put a letter before the mark, or leave the mark out.",
	}
	hasPlainHyphens = &Requirement{
		ID: "hyphens", Scope: Protocol, Source: "RFC 5891, 4.2.3.1", URL: rfc5891,
		Holds: "No hyphen stands at the start, at the end, or at positions 3 and 4 together.",
		Fails: "There is a hyphen at position {{.Position}}. None may stand at the start, at the end, or at positions 3 and 4 together.",
		Fix:   "Leave the hyphen out.",
	}
)

// Contextual rules of RFC 5892, appendix A.
var (
	joinersInContext = &Requirement{
		ID: "contextj", Scope: Protocol, Source: "RFC 5892, appendix A.1 and A.2", URL: rfc5892,
		Holds: "Every joiner stands where the script needs it.",
		Fails: "The invisible {{.CodePoint}} {{.Name}} at position {{.Position}} stands where it changes nothing that can be seen.",
		Fix:   "Leave it out. It may only follow a virama; a non-joiner may also separate two letters that would join.",
	}
	middleDotInContext = &Requirement{
		ID: "contexto-middle-dot", Scope: Protocol, Source: "RFC 5892, appendix A.3", URL: rfc5892,
		Holds: "Every middle dot stands between two letters l.",
		Fails: "The middle dot at position {{.Position}} does not stand between two letters l.",
		Fix:   "Leave the dot out, or write l on both sides of it.",
	}
	keraiaInContext = &Requirement{
		ID: "contexto-keraia", Scope: Protocol, Source: "RFC 5892, appendix A.4", URL: rfc5892,
		Holds: "Every Greek lower numeral sign stands before a Greek character.",
		Fails: "The Greek lower numeral sign at position {{.Position}} does not stand before a Greek character.",
		Fix:   "Leave the sign out, or write a Greek character after it.",
	}
	gereshInContext = &Requirement{
		ID: "contexto-geresh", Scope: Protocol, Source: "RFC 5892, appendix A.5 and A.6", URL: rfc5892,
		Holds: "Every geresh and gershayim follows a Hebrew character.",
		Fails: "{{.CodePoint}} {{.Name}} at position {{.Position}} does not follow a Hebrew character.",
		Fix:   "Leave the sign out, or write a Hebrew character before it.",
	}
	katakanaDotInContext = &Requirement{
		ID: "contexto-katakana-dot", Scope: Protocol, Source: "RFC 5892, appendix A.7", URL: rfc5892,
		Holds: "The Katakana middle dot is used in a string with Japanese characters.",
		Fails: "The Katakana middle dot at position {{.Position}} is used in a string without Hiragana, Katakana or Han characters.",
		Fix:   "Leave the dot out.",
	}
	arabicDigitsAlone = &Requirement{
		ID: "contexto-arabic-digits", Scope: Protocol, Source: "RFC 5892, appendix A.8", URL: rfc5892,
		Holds: "Arabic-Indic digits are not mixed with extended ones.",
		Fails: "The Arabic-Indic digit {{.CodePoint}} at position {{.Position}} is mixed with extended Arabic-Indic digits.",
		Fix:   "Use digits of one kind only.",
	}
	extendedDigitsAlone = &Requirement{
		ID: "contexto-extended-digits", Scope: Protocol, Source: "RFC 5892, appendix A.9", URL: rfc5892,
		Holds: "Extended Arabic-Indic digits are not mixed with the other kind.",
		Fails: "The extended Arabic-Indic digit {{.CodePoint}} at position {{.Position}} is mixed with Arabic-Indic digits.",
		Fix:   "Use digits of one kind only.",
	}
)

// The Bidi rule, reported for labels with right-to-left characters.
var (
	bidiStart = &Requirement{
		ID: "bidi-start", Scope: Protocol, Source: "RFC 5893, 2, condition 1", URL: rfc5893,
		Holds: "The string begins with a letter that has a direction.",
		Fails: "The string has right-to-left characters, but begins with {{.CodePoint}} {{.Name}}, which is no letter with a direction.",
		Fix:   "Begin the string with a letter.",
	}
	bidiRightToLeft = &Requirement{
		ID: "bidi-right-to-left", Scope: Protocol, Source: "RFC 5893, 2, condition 2", URL: rfc5893,
		Holds: "No left-to-right letter stands in the right-to-left string.",
		Fails: "{{.CodePoint}} {{.Name}} at position {{.Position}} may not stand in a right-to-left string.",
		Fix:   "Use letters of one direction only.",
	}
	bidiDigits = &Requirement{
		ID: "bidi-digits", Scope: Protocol, Source: "RFC 5893, 2, condition 4", URL: rfc5893,
		Holds: "European and Arabic digits are not mixed.",
		Fails: "European and Arabic digits are mixed: {{.CodePoint}} at position {{.Position}} is of the other kind.",
		Fix:   "Use digits of one kind only.",
	}
	bidiLeftToRight = &Requirement{
		ID: "bidi-left-to-right", Scope: Protocol, Source: "RFC 5893, 2, condition 5", URL: rfc5893,
		Holds: "No right-to-left character stands in the left-to-right string.",
		Fails: "{{.CodePoint}} {{.Name}} at position {{.Position}} may not stand in a left-to-right string.",
		Fix:   "Use letters of one direction only.",
	}
	bidiEnd = &Requirement{
		ID: "bidi-end", Scope: Protocol, Source: "RFC 5893, 2, conditions 3 and 6", URL: rfc5893,
		Holds: "The string ends with a letter or digit.",
		Fails: "The string ends with {{.CodePoint}} {{.Name}}. With right-to-left characters in it, it must end with a letter or digit of its direction.",
		Fix:   "End the string with a letter.",
	}
)

// Length, and what the registry asks for.
var (
	isShortEnough = &Requirement{
		ID: "length-octets", Scope: Protocol, Source: "RFC 1035, 2.3.4", URL: rfc1035,
		Holds: "The A-label is not too long.",
		Fails: "The A-label has {{.Octets}} octets. At most {{.Most}} are possible.",
		Fix:   "Choose a shorter string.",
	}
	isLongEnough = &Requirement{
		ID: "min-length", Scope: Registry,
		Holds: "The string is long enough.",
		Fails: "The string has {{.Have}} characters. At least {{.Least}} are asked for.",
		Fix:   "Choose a longer string.",
	}
	isLettersASCII = &Requirement{
		ID: "ascii-letters", Scope: Registry,
		Holds: "The string has letters a to z only.",
		Fails: "{{.CodePoint}} {{.Name}} at position {{.Position}} is not a letter a to z.",
		Fix:   "Use letters a to z only: no digits, hyphens or other signs.",
	}
	isLettersIDN = &Requirement{
		ID: "idn-letters", Scope: Registry,
		Holds: "The string has letters and their marks only.",
		Fails: "{{.CodePoint}} {{.Name}} at position {{.Position}} is neither a letter nor a mark on one.",
		Fix:   "Use letters and their marks only: no digits, hyphens or other signs.",
	}
	isOneScript = &Requirement{
		ID: "mixed-script", Scope: Registry,
		Holds: "All characters belong to one script, or to scripts that are written together.",
		Fails: "Scripts are mixed: {{.CodePoint}} {{.Name}} at position {{.Position}} is {{.Script}}, the characters before it are {{.Others}}.",
		Fix:   "Write the whole string in one script.",
	}
)
