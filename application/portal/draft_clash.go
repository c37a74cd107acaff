package portal

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/templates"
)

// clashState tells the writer, beside the form, what somebody else saved. What
// the form was made from stays as it was for those answers, so that the next
// save does not overwrite what has not been read.
func clashState(t typing, k kept) templates.SaveState {
	s := templates.SaveState{
		Tag: templates.Tag{Kind: "late", Text: templates.T("apply.not_saved")}, Version: int(k.draft.Revision), Base: t.baseAfter(k),
		Text: templates.T("apply.clash", "Count", len(k.theirs)),
	}
	for _, a := range k.theirs {
		s.When.At = a.At
		s.Errors = append(s.Errors, templates.FieldError{Field: a.Question, Text: templates.T(
			"apply.clash_both", "Question", templates.T("question."+a.Question), "Theirs", shown(a.Value), "Yours", shown(t.values[a.Question]),
		)})
	}
	return s
}

const longestShown = 200

// shown is the beginning of an answer, as much as fits beside a form.
func shown(s string) templates.Text {
	r := []rune(s)
	switch {
	case s == "":
		return templates.T("apply.clash_cleared")
	case len(r) > longestShown:
		return templates.Plain(string(r[:longestShown]) + "…")
	}
	return templates.Plain(s)
}

// renderClash shows what somebody else saved beside what the writer typed,
// which stays in a form: sending it again writes over what they have now seen.
// All other answers of the section are saved by now.
func (p *Portal) renderClash(c echo.Context, t typing, k kept) error {
	path := draftPath(k.draft.ID, t.section.ID)
	first := k.theirs[0]
	v := templates.Changed{
		What: templates.T("apply.save_section", "Section", sectionName(t.section)),
		Who:  p.memberName(c, first.By), When: templates.When{At: first.At},
		Again: &templates.Action{Href: path, Text: templates.T("apply.save_mine")},
		Back:  templates.Link{Href: path, Text: templates.T("apply.take_theirs")},
	}
	seen := map[string]string{}
	for _, a := range k.theirs {
		q, _ := k.draft.Round.Policy.Question(a.Question)
		seen[q.ID] = a.Value
		v.Changes = append(v.Changes, templates.Change{Name: questionName(q), Old: t.before(q.ID), New: answerText(q, a.Value, p.viewer(c).Lang)})
		v.Kept = append(v.Kept, templates.Kept{Name: q.ID, Label: questionName(q), Value: t.values[q.ID]})
	}
	v.Again.Hidden = []templates.Hidden{{Name: fieldBase, Value: writeBase(seen)}}
	return p.renderDraft(c, http.StatusConflict, k.draft, t.section.ID, v)
}

// before is what stood in an answer when the form was made: only its digest
// is known.
func (t typing) before(question string) templates.Text {
	if sum := t.base[question]; sum == "" || sum == digest("") {
		return nil
	}
	return templates.T("apply.earlier_answer")
}

// renderHandedIn shows what was typed into a draft that was submitted
// meanwhile. It cannot be saved; it can be copied.
func (p *Portal) renderHandedIn(c echo.Context, t typing, now application.Draft) error {
	v := templates.Changed{
		What:    templates.T("apply.save_section", "Section", sectionName(t.section)),
		Changes: []templates.Change{{Name: templates.T("apply.application"), Old: templates.T("apply.a_draft"), New: stateName(now.Case.State)}},
		Back:    templates.Link{Href: draftPath(now.ID), Text: templates.T("apply.see_answers")},
	}
	if len(now.Receipts) > 0 {
		v.When = templates.When{At: now.Receipts[0].At}
	}
	for _, q := range t.section.Questions {
		if typed, ok := t.values[q.ID]; ok && typed != now.Answers[q.ID].Value {
			v.Kept = append(v.Kept, templates.Kept{Name: q.ID, Label: questionName(q), Value: typed})
		}
	}
	return p.renderDraft(c, http.StatusConflict, now, t.section.ID, v)
}
