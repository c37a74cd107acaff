package portal

import (
	"path"

	"rootward/application"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// draftPath is the address of a page of a draft; without more, its overview.
func draftPath(id string, more ...string) string {
	return path.Join(append([]string{"/drafts", id}, more...)...)
}

// frozen reports whether a draft was handed in: its answers can be read and
// not changed any more.
func frozen(d application.Draft) bool { return d.Case.State != d.Case.Definition.Initial }

// draftLabel is the string of a draft as far as it is known.
func draftLabel(d application.Draft) *templates.Label {
	if d.String == "" {
		return nil
	}
	l := labelOf(d.Application)
	return &l
}

// draftHead is what all pages of a draft share. Here is the section that the
// reader is in or another page's last part; empty for the overview.
func draftHead(d application.Draft, here string) templates.DraftHead {
	_, closes := d.Round.Window()
	h := templates.DraftHead{
		ID: d.ID, Label: draftLabel(d), Name: draftName(d), Round: roundName(d.Round),
		Crumbs:   []templates.Link{{Href: portfolioPath, Text: templates.T("nav.portfolio")}},
		Sections: sectionLinks(d, here),
		Deadline: templates.Due{At: closes},
		Note:     templates.T("apply.deadline_note"),
		Secret:   templates.T("apply.secret"),
		Preview:  templates.Link{Href: draftPath(d.ID, "preview"), Text: templates.T("apply.preview")},
		Save:     savedState(d),
	}
	if name := partName(d, here); name != nil {
		h.Crumbs, h.Name = append(h.Crumbs, templates.Link{Href: draftPath(d.ID), Text: h.Name}), name
	}
	others := 0
	for _, s := range d.Sections {
		links := missingIn(d, s)
		if s.Section.ID == here || !isSection(d, here) {
			h.Missing = append(h.Missing, links...)
		} else {
			others += len(links)
		}
	}
	if others > 0 {
		h.Others = &templates.Link{Href: draftPath(d.ID), Text: templates.T("apply.missing_elsewhere", "Count", others)}
	}
	switch {
	case frozen(d):
		h.Deadline, h.Missing, h.Others = templates.Due{}, nil, nil
		h.Note, h.Secret = templates.T("apply.frozen_note"), templates.T("apply.secret_after")
		if d.Case.Public {
			h.Secret = templates.T("apply.secret_over")
		}
	case closes.IsZero():
		h.Note = templates.T("apply.no_deadline")
	case !d.Round.Takes(d.Now):
		h.Note = templates.T("apply.window_over")
	}
	return h
}

const portfolioPath = "/portfolio"

// draftParts names the pages of a draft that are not sections.
var draftParts = map[string]string{
	"preview": "apply.preview", "submit": "apply.check_and_submit", "receipt": "apply.receipt", "withdraw": "apply.withdraw",
}

// partName is the last part of a page's crumbs; nil for the overview.
func partName(d application.Draft, here string) templates.Text {
	if s, ok := d.Round.Policy.Section(here); ok {
		return sectionName(s)
	}
	if key, ok := draftParts[here]; ok {
		return templates.T(key)
	}
	return nil
}

func isSection(d application.Draft, id string) bool {
	_, ok := d.Round.Policy.Section(id)
	return ok
}

func sectionName(s round.Section) templates.Text { return templates.T("section." + s.ID) }

func draftName(d application.Draft) templates.Text {
	if d.String == "" {
		return templates.T("apply.unnamed")
	}
	return templates.Plain(labelOf(d.Application).U)
}

// savedState says that everything is kept, and since when.
func savedState(d application.Draft) templates.SaveState {
	s := templates.SaveState{Tag: templates.Tag{Kind: "done", Text: templates.T("apply.saved")}, When: templates.When{At: d.SavedAt}, Version: int(d.Revision)}
	switch {
	case frozen(d) && d.Case.Position().Terminal:
		s.Tag = templates.Tag{Kind: "stop", Text: templates.T("apply.ended")}
		s.When = when(d.Case.Clock.Since)
	case frozen(d) && len(d.Receipts) > 0:
		s.Tag.Text, s.When.At = templates.T("apply.frozen"), d.Receipts[0].At
	}
	return s
}

// sectionLinks lists the sections with how far each has come, and the last
// look at the end.
func sectionLinks(d application.Draft, here string) []templates.SectionLink {
	var out []templates.SectionLink
	for _, s := range d.Sections {
		l := templates.SectionLink{
			Href: draftPath(d.ID, s.Section.ID), Name: sectionName(s.Section), Current: s.Section.ID == here,
			Sub: templates.T("apply.answered", "Done", s.Answered, "Of", s.Required),
		}
		switch {
		case len(s.Faults) > 0:
			l.State, l.Sub = "miss", templates.T("apply.faults", "Count", len(s.Faults))
		case s.Complete():
			l.State = "past"
		case s.Answered == 0:
			l.State = "next"
		}
		if s.Required == 0 && len(s.Faults) == 0 {
			l.Sub = templates.T("apply.optional_section")
		}
		out = append(out, l)
	}
	if frozen(d) && len(d.Receipts) == 0 {
		return out
	}
	last := templates.SectionLink{Href: draftPath(d.ID, "submit"), Name: templates.T("apply.check_and_submit"), State: "next", Current: here == "submit"}
	if frozen(d) {
		last = templates.SectionLink{Href: draftPath(d.ID, "receipt"), Name: templates.T("apply.receipt"), State: "past", Current: here == "receipt"}
	}
	return append(out, last)
}

// missingIn links everything in a section that keeps the draft from being
// submitted, faults first.
func missingIn(d application.Draft, s application.SectionState) []templates.Link {
	var out []templates.Link
	seen := map[string]bool{}
	for _, f := range s.Faults {
		if seen[f.Field] {
			continue
		}
		seen[f.Field] = true
		out = append(out, templates.Link{
			Href: questionPath(d.ID, s.Section.ID, f.Field),
			Text: templates.T("apply.mend", "Question", templates.T("question."+f.Field), "Fault", faultText(f)),
		})
	}
	for _, q := range s.Missing {
		out = append(out, templates.Link{Href: questionPath(d.ID, s.Section.ID, q.ID), Text: templates.T("question." + q.ID)})
	}
	return out
}

// questionPath leads to one field of a section; fields have the ids f-NAME.
func questionPath(id, section, question string) string {
	return draftPath(id, section) + "#f-" + question
}

// whyNot says in words what keeps the reader from taking a step, and where
// each of it can be mended. Both are empty when nothing does.
func whyNot(d application.Draft, refused *workflow.Refused) (why []templates.Text, fix []templates.Link) {
	if !d.Primary {
		return []templates.Text{templates.T("apply.only_primary")}, []templates.Link{{Href: "/organisation", Text: templates.T("apply.see_members")}}
	}
	if refused == nil {
		return nil, nil
	}
	for _, f := range refused.Missing {
		why = append(why, templates.T("fact."+string(f)))
		switch f {
		case workflow.Complete:
			fix = append(fix, templates.Link{Href: draftPath(d.ID), Text: templates.T("apply.see_missing")})
		case workflow.StringValid:
			if s, ok := sectionOf(d, application.QuestionString); ok {
				fix = append(fix, templates.Link{Href: questionPath(d.ID, s, application.QuestionString), Text: templates.T("apply.see_string")})
			}
		}
	}
	if len(why) == 0 {
		why = []templates.Text{templates.T("why." + string(refused.Why))}
	}
	return why, fix
}

// sectionOf finds the section that asks a question.
func sectionOf(d application.Draft, question string) (string, bool) {
	for _, s := range d.Round.Policy.Sections {
		for _, q := range s.Questions {
			if q.ID == question {
				return s.ID, true
			}
		}
	}
	return "", false
}
