package portal

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"rootward/application"
	"rootward/application/round"
	"rootward/idn"
	"rootward/templates"
)

// kindOfField says which input asks for which kind of answer.
var kindOfField = map[round.QuestionKind]string{
	round.ShortText: "text",
	round.LongText:  "area",
	round.YesNo:     "radios",
	round.Choice:    "radios",
	round.Country:   "select",
	round.Email:     "email",
	round.Website:   "url",
	round.Label:     "text",
}

// autocomplete names what a browser may fill in by itself.
var autocomplete = map[string]string{
	"legal_name": "organization", "address": "street-address", "country": "country", "website": "url",
	"contact_name": "name", "contact_email": "email",
}

// longestAnswer is the limit of questions that name none.
const longestAnswer = 4000

func limitOf(q round.Question) int {
	if q.Max > 0 {
		return q.Max
	}
	return longestAnswer
}

// draftField is the input of one question. The limit is told in words and
// never as maxlength: browsers cut what is pasted and count UTF-16 units, and
// nothing that somebody typed may be lost.
func draftField(q round.Question, value, language string) templates.Field {
	f := templates.Field{
		Name: q.ID, Label: templates.T("question." + q.ID), Hint: templates.T("question." + q.ID + ".hint"), Note: questionNote(q),
		Kind: kindOfField[q.Kind], Value: value, Optional: !q.Required, Autocomplete: autocomplete[q.ID], Big: q.Kind == round.Label,
	}
	switch q.Kind {
	case round.LongText:
		f.Rows = 8
		if q.Max > 0 && q.Max <= 500 {
			f.Rows = 4
		}
	case round.YesNo:
		f.Options = []templates.Option{{Value: "yes", Text: templates.T("answer.yes")}, {Value: "no", Text: templates.T("answer.no")}}
	case round.Choice:
		for _, c := range q.Choices {
			f.Options = append(f.Options, templates.Option{Value: c, Text: templates.T("choice." + q.ID + "." + c)})
		}
	case round.Country:
		f.Options = append([]templates.Option{{Value: "", Text: templates.T("apply.choose")}}, countries(language)...)
		f.Options = withValue(f.Options, value)
	case round.ShortText, round.Email, round.Website, round.Label:
	}
	return f
}

// withValue keeps what was typed choosable even if the list does not have it.
func withValue(list []templates.Option, value string) []templates.Option {
	for _, o := range list {
		if o.Value == value {
			return list
		}
	}
	return append(list, templates.Option{Value: value, Text: templates.Plain(value)})
}

// questionNote is what stands beside a question: its number, whether the
// answer becomes public, how long it may be, and when it is asked at all.
func questionNote(q round.Question) templates.Text {
	public := templates.T("apply.confidential")
	if q.Public {
		public = templates.T("apply.public")
	}
	var most, when templates.Text
	if q.Kind == round.ShortText || q.Kind == round.LongText {
		most = templates.T("apply.most", "Count", limitOf(q))
	}
	if q.When != "" {
		when = templates.T("apply.when", "Question", templates.T("question."+q.When))
	}
	return templates.Join(" · ", templates.Plain(q.Number), public, most, when)
}

// answerText is an answer as somebody reads it.
func answerText(q round.Question, value, language string) templates.Text {
	switch {
	case value == "":
		return nil
	case q.Kind == round.YesNo && (value == "yes" || value == "no"):
		return templates.T("answer." + value)
	case q.Kind == round.Choice && slices.Contains(q.Choices, value):
		return templates.T("choice." + q.ID + "." + value)
	case q.Kind == round.Country:
		return country(language, value)
	}
	return templates.Plain(value)
}

// faultText says what is wrong with an answer.
func faultText(f application.FieldError) templates.Text {
	return templates.T("invalid."+f.Rule, arguments(f.Args)...)
}

// judge is how labels are judged; see application.Service.
type judge func(label string, p *round.Policy) idn.Report

// mark puts faults to their fields and lists them for the top of the page.
// Judged strings say each broken rule by itself.
func mark(d application.Draft, fields []templates.Field, faults application.FieldErrors, by judge) []templates.FieldError {
	var summary []templates.FieldError
	for i := range fields {
		f := &fields[i]
		for _, x := range faults {
			if x.Field != f.Name {
				continue
			}
			f.Errors = append(f.Errors, faultLines(d, x, f.Value, by)...)
			f.Rule = templates.Plain(x.Source)
			summary = append(summary, templates.FieldError{Field: f.Name, Text: templates.T("apply.fault", "Question", f.Label, "Fault", faultText(x))})
		}
	}
	return summary
}

func faultLines(d application.Draft, x application.FieldError, value string, by judge) []templates.Text {
	if x.Rule != "label" {
		return []templates.Text{faultText(x)}
	}
	var out []templates.Text
	for _, f := range by(value, d.Round.Policy).Findings {
		if f.OK || f.Warning {
			continue
		}
		out = append(out, templates.Join(" ", templates.T(f.Key(), f.MessageArgs()...), templates.T(f.FixKey(), f.MessageArgs()...)))
	}
	if len(out) == 0 {
		out = []templates.Text{faultText(x)}
	}
	return out
}

// tooLong finds answers that were typed longer than what is kept, by the
// characters that were typed. What is kept of them is their beginning.
func tooLong(d application.Draft, typed map[string]string) application.FieldErrors {
	var out application.FieldErrors
	for _, s := range d.Round.Policy.Sections {
		for _, q := range s.Questions {
			n := utf8.RuneCountInString(typed[q.ID])
			if kept := utf8.RuneCountInString(d.Answers[q.ID].Value); n > limitOf(q) && n > kept {
				out = append(out, application.FieldError{Field: q.ID, Rule: "cut", Args: map[string]string{"Kept": strconv.Itoa(kept), "Have": strconv.Itoa(n), "Max": strconv.Itoa(limitOf(q))}, Source: q.Source})
			}
		}
	}
	return out
}
