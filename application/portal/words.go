package portal

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// shapes gives every public status its shape. A status that is missing here
// is shown as a dotted ring; a test finds it.
var shapes = map[workflow.Status]string{
	workflow.StatusDraft: "none", workflow.StatusPreparation: "none", workflow.StatusPre: "wait",
	workflow.StatusActive: "active", workflow.StatusOnHold: "hold", workflow.StatusSupport: "active",
	workflow.StatusContracting: "active", workflow.StatusPDT: "active", workflow.StatusDelegated: "done",
	workflow.StatusRemoved: "stop", workflow.StatusWithdrawn: "stop", workflow.StatusPending: "wait",
	workflow.StatusTerminated: "stop", workflow.StatusWillNotProceed: "stop", workflow.StatusNotApproved: "stop",
	workflow.StatusSupportRefused: "stop", workflow.StatusUnrecorded: "none", workflow.StatusNotPassed: "stop",
	"waiting": "wait", "in_review": "active", "recommended": "active", "passed": "done", "cancelled": "none",
	"planned": "none", "open": "active", "closed": "wait", "revealed": "active", "confirmed": "active", "complete": "done",
}

// statusTag is a public status as it is shown.
func statusTag(s workflow.Status) templates.Tag {
	kind, ok := shapes[s]
	if !ok {
		kind = "none"
	}
	return templates.Tag{Kind: kind, Text: word("status", s)}
}

// standingTag is the status of a case now.
func standingTag(c lifecycle.Snapshot) templates.Tag {
	s, _ := c.Standing()
	return statusTag(s)
}

// word is the message of a stored word: status.active, stage.reveal.
func word[T ~string](prefix string, w T) templates.Text {
	if w == "" {
		return nil
	}
	return templates.T(prefix + "." + string(w))
}

func stageName(s workflow.Stage) templates.Text { return word("stage", s) }
func stateName(s workflow.State) templates.Text { return word("state", s) }
func eventName(e workflow.Event) templates.Text { return word("event", e) }

// happened is a step as history calls it, in the past tense. For what a source
// tells, or an import begins with, it is the one step that leads to the state
// entered; where several lead there it is the state itself.
func happened(d *workflow.Definition, e lifecycle.Entry) templates.Text {
	switch {
	case e.Event == workflow.Record, e.Event == workflow.Open && d != nil && e.To != d.Initial:
		return reached(d, e.To)
	}
	return word("happened", e.Event)
}

// reached is how a state came about, as far as the state alone tells.
func reached(d *workflow.Definition, to workflow.State) templates.Text {
	if d == nil {
		return templates.T("happened.entered", "State", stateName(to))
	}
	var events []workflow.Event
	for _, s := range d.Steps {
		if s.To == to && !slices.Contains(events, s.Event) {
			events = append(events, s.Event)
		}
	}
	if len(events) == 1 {
		return word("happened", events[0])
	}
	// Names of ends are in the past tense by themselves.
	if p, ok := d.Position(to); ok && (p.Terminal || p.Recorded) {
		return stateName(to)
	}
	return templates.T("happened.entered", "State", stateName(to))
}

func ownerName(o workflow.Owner) templates.Text { return word("owner", o) }

// roleName is all that the public learns about who took a step.
func roleName(r workflow.Role) templates.Text { return word("role", r) }

// kindNames joins the kinds of an application.
func kindNames(kinds []string) templates.Text {
	if len(kinds) == 0 {
		return nil
	}
	parts := make([]templates.Text, len(kinds))
	for i, k := range kinds {
		parts[i] = word("kind", k)
	}
	return templates.Join(", ", parts...)
}

// roundName is a round as it is called in sentences and menus.
func roundName(r round.Round) templates.Text {
	return templates.RoundName(r.ID)
}

// label is a string with what is needed to show it in its own script.
func label(u, a, script, lang string) templates.Label {
	if u == "" {
		u = a
	}
	l := templates.Label{U: u, Lang: lang, RTL: rightToLeft(u)}
	if a != u {
		l.A = a
	}
	if l.Lang == "" {
		l.Lang = languageOf(script)
	}
	return l
}

// labelOf is the applied-for string of an application.
func labelOf(a application.Application) templates.Label {
	return label(a.String, a.ALabel, a.Script, a.Language)
}

// finalLabel is the string of an application after changes.
func finalLabel(a application.Application) templates.Label {
	if a.FinalString == "" {
		return labelOf(a)
	}
	return label(a.FinalString, a.FinalALabel, a.Script, a.Language)
}

// languageOf is the language whose fonts fit a script best, empty for Latin
// and for what is not known.
func languageOf(script string) string {
	if script == "" || script == "Latn" {
		return ""
	}
	s, err := language.ParseScript(script)
	if err != nil {
		return ""
	}
	tag, err := language.Compose(s)
	if err != nil {
		return ""
	}
	base, sure := tag.Base()
	if sure == language.No {
		return ""
	}
	return base.String()
}

// rightToLeft reports whether a label has a character of a script that runs
// from the right: the blocks from Hebrew to Arabic Extended and the ancient
// and African ones beyond.
func rightToLeft(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return (r >= 0x0590 && r <= 0x08FF) || (r >= 0xFB1D && r <= 0xFDFF) || (r >= 0xFE70 && r <= 0xFEFF) || (r >= 0x10800 && r <= 0x10FFF) || (r >= 0x1E800 && r <= 0x1EFFF)
	})
}

// country is the name of a country or territory in the reader's language.
func country(lang, code string) templates.Text {
	r, err := language.ParseRegion(code)
	if err != nil {
		return templates.Plain(code)
	}
	name := display.Regions(language.Make(lang)).Name(r)
	if name == "" {
		name = code
	}
	return templates.Plain(name)
}

// script is the name of a script in the reader's language.
func script(lang, code string) templates.Text {
	if code == "" {
		return nil
	}
	s, err := language.ParseScript(code)
	if err != nil {
		return templates.Plain(code)
	}
	name := display.Scripts(language.Make(lang)).Name(s)
	if name == "" {
		name = code
	}
	return templates.Plain(name)
}

// sources are sources as pages show them. Only http addresses become links.
func sources(in []lifecycle.Source) []templates.Source {
	out := make([]templates.Source, len(in))
	for i, s := range in {
		out[i] = templates.Source{Text: templates.Plain(s.Title)}
		if u, err := url.Parse(s.URL); err == nil && (u.Scheme == "https" || u.Scheme == "http") {
			out[i].Href = s.URL
		}
		if s.Title == "" {
			out[i].Text = templates.Plain(s.URL)
		}
	}
	return out
}

// when is the instant of an event. Midnight is how a source's day is stored,
// so only the day is shown.
func when(w lifecycle.When) templates.When {
	if !w.Known {
		return templates.When{}
	}
	h, m, s := w.At.UTC().Clock()
	return templates.When{At: w.At, Day: h == 0 && m == 0 && s == 0}
}

// whenCell is a cell with an instant.
func whenCell(w lifecycle.When) templates.Cell {
	x := when(w)
	return templates.Cell{When: &x}
}

// dayCell is a cell with the day of an instant: the record has the time.
func dayCell(w lifecycle.When) templates.Cell {
	x := when(w)
	x.Day = true
	return templates.Cell{When: &x}
}

// utcDays is how policies call the calendar that all of them use so far.
const utcDays = "calendar days, UTC"

// calendar is the calendar that days are counted in.
func calendar(name string) templates.Text {
	if name == utcDays {
		return templates.T("calendar.utc_days")
	}
	return templates.Plain(name)
}

// applicant is who applied, or the statement that it was not published.
func applicant(a application.Application) templates.Text {
	if !a.ApplicantKnown || a.Applicant == "" {
		return templates.T("public.applicant_not_published")
	}
	return templates.Plain(a.Applicant)
}

// number is the application number, nil when the list it came from gives
// none and we had to make one up.
func number(a application.Application) templates.Text {
	if ownNumber(a) {
		return nil
	}
	return templates.Plain(a.ID)
}

// ownNumber reports whether the id is ours because its list has no numbers.
func ownNumber(a application.Application) bool {
	return a.Organisation == "" && strings.HasPrefix(a.ID, a.Round+"-"+a.ALabel)
}

// tagged says how sure a value of a policy is.
func tagged(t round.Tag) templates.Text {
	if t == round.Seen {
		return nil
	}
	return templates.T("tag." + map[round.Tag]string{round.Recalled: "recalled", round.Derived: "derived", round.Unknown: "unknown"}[t])
}

// sourceText is the source of a rule with how sure it is.
func sourceText(source string, t round.Tag) templates.Text {
	return templates.Join(" · ", templates.Plain(source), tagged(t))
}

// money is an amount of US dollars.
func money(cents int64) templates.Text {
	return templates.T("public.usd", "Amount", templates.Num(int(cents/100)))
}

// pathOf is the address of an application.
func pathOf(id string) string { return "/applications/" + url.PathEscape(id) }

// setPath is the address of a contention set.
func setPath(r, name string) string {
	return "/sets/" + url.PathEscape(r) + "/" + url.PathEscape(name)
}

// roundPath is the address of a round.
func roundPath(id string) string { return "/rounds/" + url.PathEscape(id) }
