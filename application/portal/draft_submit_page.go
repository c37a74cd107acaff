package portal

import (
	"strconv"

	"rootward/application"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// Names of form values. Revision says which answers were looked at.
const (
	fieldDeclare  = "declare"
	fieldVersion  = "version"
	fieldRevision = "revision"
	fieldReason   = "reason"
)

// submitConfirm is the last look: what must be complete, what is submitted by
// whom for what fee, and the declaration.
func submitConfirm(d application.Draft, options []workflow.Option, by string) templates.SubmitConfirm {
	v := templates.SubmitConfirm{
		DraftHead: draftHead(d, "submit"), Checks: submitChecks(d), Version: int(d.Case.Version),
		Facts: []templates.Fact{
			{Name: templates.T("apply.string"), Label: draftLabel(d), Empty: emptyString(d), Code: aLabelOf(d)},
			{Name: templates.T("apply.applicant"), Value: templates.Plain(d.Applicant)},
			{Name: templates.T("apply.submitted_by"), Value: templates.Plain(by)},
		},
		Declare: []templates.Field{{Name: fieldDeclare, Kind: "checkbox", Label: templates.T("apply.declare")}},
	}
	if _, closes := d.Round.Window(); !closes.IsZero() {
		v.Facts = append(v.Facts, templates.Fact{Name: templates.T("apply.deadline"), When: &templates.When{At: closes}})
	}
	v.Action = switchable(d, options, handIn(d).Event, templates.Action{
		Href: draftPath(d.ID, "submit"), Text: templates.T("apply.submit"), Kind: "primary", Confirm: templates.T("apply.submit_note"),
		Hidden: []templates.Hidden{{Name: fieldRevision, Value: itoa(d.Revision)}},
	})
	if v.Action.Off {
		v.Declare = nil
	}
	v.FeeTable = feeTable(d.Round.Policy)
	return v
}

func emptyString(d application.Draft) templates.Text {
	if d.String != "" {
		return nil
	}
	return templates.T("apply.no_string")
}

func aLabelOf(d application.Draft) string {
	if d.ALabel == d.String {
		return ""
	}
	return d.ALabel
}

// submitChecks lists every section, and the string by itself, with the way to what
// is missing.
func submitChecks(d application.Draft) []templates.Rule {
	var out []templates.Rule
	for _, s := range d.Sections {
		r := templates.Rule{State: "done", Text: sectionName(s.Section)}
		if missing := missingIn(d, s); len(missing) > 0 {
			r.State, r.Where = "late", templates.T("apply.missing", "Count", len(missing))
			r.Source, r.Href = templates.T("apply.go_there"), missing[0].Href
		}
		out = append(out, r)
	}
	if sec, ok := sectionOf(d, application.QuestionString); ok {
		r := templates.Rule{State: "done", Text: templates.T("apply.string_valid")}
		if d.Report == nil || !d.Report.Valid() {
			r.State, r.Source, r.Href = "late", templates.T("apply.see_string"), questionPath(d.ID, sec, application.QuestionString)
		}
		out = append(out, r)
	}
	r := templates.Rule{State: "done", Text: templates.T("apply.window"), Source: templates.Plain(d.Round.Policy.WindowNote)}
	if !d.Round.Takes(d.Now) {
		r.State = "late"
	}
	return append(out, r)
}

func feeTable(p *round.Policy) templates.Table {
	t := templates.Table{
		Caption: templates.T("apply.fees"), Hide: true,
		Columns: []templates.Column{{Text: templates.T("apply.fee")}, {Text: templates.T("apply.amount"), Num: true}, {Text: templates.T("apply.source")}},
	}
	for _, f := range p.Fees {
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: templates.T("fee." + f.ID)}, {Text: money(f.Cents)}, {Text: sourceText(f.Source, f.Tag)},
		}})
	}
	return t
}

// receiptPage proves what was submitted and says what comes next. The first
// receipt is the one in force.
func receiptPage(d application.Draft, options []workflow.Option, by templates.Text) templates.Receipt {
	r := d.Receipts[0]
	v := templates.Receipt{
		Label: labelOf(d.Application), Number: r.Number, When: templates.When{At: r.At}, Digest: r.Digest, By: by,
		Mailed: templates.T("apply.mailed"), Next: nextEvents(d),
		Facts: []templates.Fact{
			{Name: templates.T("apply.applicant"), Value: templates.Plain(d.Applicant)},
			{Name: templates.T("apply.round"), Value: roundName(d.Round)},
			{Name: templates.T("apply.policy"), Value: templates.Plain(d.Case.Policy)},
		},
	}
	for _, old := range d.Receipts[1:] {
		v.Facts = append(v.Facts, templates.Fact{Name: templates.T("apply.earlier_receipt"), Value: templates.Join(" · ", templates.Plain(old.Number), templates.Day(old.At)), Code: old.Digest})
	}
	v.Actions = []templates.Action{
		{Href: draftPath(d.ID, "receipt.json"), Text: templates.T("apply.download")},
		{Href: draftPath(d.ID), Text: templates.T("apply.see_answers")},
	}
	if hasStep(d, workflow.Recall) {
		v.Actions = append(v.Actions, switchable(d, options, workflow.Recall, recallAction(d)))
	}
	return v
}

// nextEvents says what comes after the submission: the stages until the
// application is public, with their service levels, and among them the end of
// the window.
func nextEvents(d application.Draft) []templates.Event {
	var out []templates.Event
	here, public := false, false
	seen := map[workflow.Stage]bool{}
	for _, p := range d.Case.Definition.Positions {
		here = here || p.State == d.Case.State
		if !here || public || seen[p.Stage] {
			continue
		}
		seen[p.Stage], public = true, !p.Secret
		e := templates.Event{State: "next", Name: stageName(p.Stage), When: templates.When{Text: templates.T("apply.no_level")}}
		if p.State == d.Case.State {
			e.State, e.When.Text = "here", templates.T("apply.now")
		}
		if l, ok := d.Round.Policy.Level(p.Stage); ok {
			e.Text = templates.T("apply.level", "Count", l.Days, "Basis", templates.Plain(l.Basis))
		}
		out = append(out, e)
		if _, closes := d.Round.Window(); e.State == "here" && closes.After(d.Now) {
			out = append(out, templates.Event{State: "next", Name: templates.T("apply.window_closes"), When: templates.When{At: closes}})
		}
	}
	return out
}

// withdrawConfirm asks before an application ends for good.
func withdrawConfirm(d application.Draft, options []workflow.Option) templates.WithdrawConfirm {
	l := templates.Label{U: "…"}
	if has := draftLabel(d); has != nil {
		l = *has
	}
	v := templates.WithdrawConfirm{
		Label: l, Version: int(d.Case.Version),
		Crumbs:  []templates.Link{{Href: portfolioPath, Text: templates.T("nav.portfolio")}, {Href: draftPath(d.ID), Text: templates.T("apply.number", "Number", d.ID)}},
		Lead:    templates.T("apply.withdraw_lead"),
		Effects: []templates.Text{templates.T("apply.withdraw_final")},
		Fields: []templates.Field{
			{Name: fieldReason, Kind: "area", Label: templates.T("apply.withdraw_reason"), Hint: templates.T("apply.withdraw_reason_hint"), Rows: 4},
			{Name: fieldDeclare, Kind: "checkbox", Label: templates.T("apply.withdraw_declare")},
		},
		Back: templates.Link{Href: draftPath(d.ID), Text: templates.T("apply.keep")},
	}
	if frozen(d) {
		v.Effects = append(v.Effects, templates.T("apply.withdraw_public"))
		for _, r := range d.Round.Policy.Refunds {
			v.Facts = append(v.Facts, templates.Fact{Name: templates.T("refund." + r.ID), Value: templates.T("apply.percent", "Percent", r.Percent), Hint: sourceText(r.Source, r.Tag)})
		}
	} else {
		v.Effects = append(v.Effects, templates.T("apply.withdraw_draft"))
	}
	v.Action = switchable(d, options, workflow.Withdraw, templates.Action{Href: draftPath(d.ID, "withdraw"), Text: templates.T("apply.withdraw"), Kind: "danger"})
	if v.Action.Off {
		v.Fields = nil
	}
	return v
}
