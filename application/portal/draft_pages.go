package portal

import (
	"rootward/application"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// stepFor finds what the reader may do with an event; nil when the life cycle
// has no such step from here for the reader.
func stepFor(options []workflow.Option, event workflow.Event) *workflow.Option {
	for i := range options {
		if options[i].Step.Event == event {
			return &options[i]
		}
	}
	return nil
}

// handIn is the step that hands a draft in: the one that leads out of the
// initial state alone.
func handIn(d application.Draft) workflow.Step {
	for _, s := range d.Case.Definition.Steps {
		if len(s.From) == 1 && s.From[0] == d.Case.Definition.Initial {
			return s
		}
	}
	return workflow.Step{}
}

// hasStep reports whether the life cycle has a step from here for the
// organisation, whoever of it may take it.
func hasStep(d application.Draft, event workflow.Event) bool {
	s, ok := d.Case.Definition.Step(d.Case.State, event)
	return ok && workflow.Shares(s.Roles, []workflow.Role{workflow.Applicant})
}

// switchable is an action that is switched off with its reasons when the
// reader may not take its step now.
func switchable(d application.Draft, options []workflow.Option, event workflow.Event, a templates.Action) templates.Action {
	o := stepFor(options, event)
	if o != nil && o.Refused == nil {
		return a
	}
	var refused *workflow.Refused
	if o != nil {
		refused = o.Refused
	}
	a.Why, a.Fix = whyNot(d, refused)
	a.Off = len(a.Why) > 0
	return a
}

// draftShow is the overview: what is done, what is missing, what can be done.
func draftShow(d application.Draft, options []workflow.Option) templates.DraftShow {
	v := templates.DraftShow{DraftHead: draftHead(d, "")}
	v.Name = templates.T("apply.number", "Number", d.ID)
	for _, s := range d.Sections {
		v.Done, v.Of = v.Done+s.Answered, v.Of+s.Required
	}
	preview := templates.Action{Href: draftPath(d.ID, "preview"), Text: templates.T("apply.preview")}
	if !frozen(d) {
		v.Lead = templates.T("apply.lead")
		v.Actions = append(v.Actions, switchable(d, options, handIn(d).Event, templates.Action{Href: draftPath(d.ID, "submit"), Text: templates.T("apply.check_and_submit"), Kind: "primary"}), preview)
	} else {
		status, stage := d.Case.Standing()
		v.Lead = templates.T("apply.frozen_lead", "Status", statusTag(status).Text, "Stage", stageName(stage))
		if len(d.Receipts) > 0 {
			v.Actions = append(v.Actions, templates.Action{Href: draftPath(d.ID, "receipt"), Text: templates.T("apply.receipt"), Kind: "primary"})
		}
		if d.Case.Public {
			v.Actions = append(v.Actions, templates.Action{Href: pathOf(d.ID), Text: templates.T("apply.public_record")})
		}
	}
	return withSteps(v, d, options)
}

// withSteps adds what the organisation may do from here where the life cycle
// has it: its own steps, then taking back and withdrawing.
func withSteps(v templates.DraftShow, d application.Draft, options []workflow.Option) templates.DraftShow {
	for _, e := range ownSteps {
		if hasStep(d, e) {
			v.Actions = append(v.Actions, switchable(d, options, e, stepAction(d, e)))
		}
	}
	if hasStep(d, workflow.Recall) {
		v.Actions = append(v.Actions, switchable(d, options, workflow.Recall, recallAction(d)))
	}
	if hasStep(d, workflow.Withdraw) {
		v.Actions = append(v.Actions, switchable(d, options, workflow.Withdraw, templates.Action{Href: draftPath(d.ID, "withdraw"), Text: templates.T("apply.withdraw")}))
	}
	return v
}

func recallAction(d application.Draft) templates.Action {
	return templates.Action{
		Href: draftPath(d.ID, "recall"), Text: templates.T("apply.recall"), Post: true,
		Hidden: []templates.Hidden{{Name: "version", Value: itoa(d.Case.Version)}}, Confirm: templates.T("apply.recall_note"),
	}
}

// draftSection is one section with its fields. Typed holds what came with a
// form that was refused, so that it is shown instead of what is kept.
func draftSection(d application.Draft, s round.Section, typed map[string]string, lang string, verdict func(string) templates.LabelVerdict) templates.DraftSection {
	v := templates.DraftSection{
		DraftHead: draftHead(d, s.ID), Title: sectionName(s), Lead: templates.T("section." + s.ID + ".lead"), Off: frozen(d),
		Action: draftPath(d.ID, s.ID), Next: templates.T("apply.save_and_go_on"),
	}
	if !v.Off {
		v.Autosave, v.Save.Base = draftPath(d.ID, s.ID, "autosave"), baseOf(d, s)
	}
	for _, q := range s.Questions {
		value, ok := typed[q.ID]
		if !ok {
			value = d.Answers[q.ID].Value
		}
		f := draftField(q, value, lang)
		f.Off = v.Off
		if q.Kind == round.Label && v.Verdict == nil {
			f.Check = verdictAddress(d.Round.ID, q.ID)
			now := verdict(value)
			v.Verdict = &now
		}
		v.Fields = append(v.Fields, f)
	}
	if v.Off {
		v.Lead = templates.T("apply.frozen_note")
	}
	return v
}

// nextAfter is where saving a section leads: the next one, at last the check.
func nextAfter(d application.Draft, section string) string {
	for i, s := range d.Sections {
		if s.Section.ID == section && i+1 < len(d.Sections) {
			return draftPath(d.ID, d.Sections[i+1].Section.ID)
		}
	}
	return draftPath(d.ID, "submit")
}

// draftPreview shows what Reveal Day publishes. The public part is made of
// Draft.Public alone, which is built from the policy's list; of the rest only
// the questions are named.
func draftPreview(d application.Draft, lang string) templates.DraftPreview {
	v := templates.DraftPreview{DraftHead: draftHead(d, "preview")}
	for _, a := range d.Public() {
		v.Public = append(v.Public, publicFact(d, a, lang))
	}
	for _, s := range d.Round.Policy.Sections {
		for _, q := range s.Questions {
			if !q.Public {
				v.Private = append(v.Private, templates.Fact{Name: questionName(q), Hint: sectionName(s)})
			}
		}
	}
	return v
}

func publicFact(d application.Draft, a application.PublicAnswer, lang string) templates.Fact {
	f := templates.Fact{Name: questionName(a.Question)}
	switch {
	case a.Question.ID == application.QuestionString:
		l := labelOf(d.Application)
		f.Label = &l
	case a.Question.Kind == round.Label:
		l := label(a.Value, "", "", "")
		f.Label = &l
	default:
		f.Value = answerText(a.Question, a.Value, lang)
	}
	return f
}
