package portal

import (
	"slices"

	"rootward/application"
	"rootward/application/round"
	"rootward/templates"
)

// answers lists every question of the policy that is public with what is
// known: the answer, or for applications from public lists the fact that the
// list gives, or that it is not in our records. It is built from the list of
// public questions; an answer to any other cannot get in.
func (r record) answers() []templates.Fact {
	given := map[string]string{}
	for _, a := range r.Answers {
		given[a.Question.ID] = a.Value
	}
	var out []templates.Fact
	var missing []templates.Text
	for _, s := range r.Round.Policy.Sections {
		for _, q := range s.Questions {
			if !q.Public {
				continue
			}
			value, ok := given[q.ID]
			if !ok {
				value = r.fact(q.ID)
			}
			switch {
			case value != "":
				out = append(out, r.answer(q, value))
			case r.Application.Organisation == "":
				missing = append(missing, questionName(q))
			}
		}
	}
	if len(missing) > 0 {
		out = append(out, templates.Fact{
			Name: templates.T("public.answers.missing"), Value: templates.Join("; ", missing...), Hint: templates.T("public.answers.missing.why"), Muted: true,
		})
	}
	return out
}

// fact is what a public list says instead of an answer.
func (r record) fact(question string) string {
	a := r.Application
	if a.Organisation != "" {
		return ""
	}
	has := func(kind string) string {
		if slices.Contains(r.Case.Kinds, kind) {
			return "yes"
		}
		return "no"
	}
	switch question {
	case application.QuestionString:
		return a.String
	case application.QuestionName:
		return a.Applicant
	case application.QuestionCountry:
		return a.Country
	case application.QuestionMeaning:
		return a.Meaning
	case application.QuestionLanguage:
		return a.Language
	case application.QuestionCommunity:
		return has(application.Community)
	case application.QuestionGeo:
		return has(application.Geographic)
	case application.QuestionBrand:
		return has(application.Brand)
	}
	return ""
}

func (r record) answer(q round.Question, value string) templates.Fact {
	f := templates.Fact{Name: questionName(q)}
	switch q.Kind {
	case round.Label:
		l := label(value, "", r.Application.Script, r.Application.Language)
		f.Label = &l
		if q.ID == application.QuestionString && r.ALabel != value {
			f.Code = r.ALabel
		}
	default:
		f.Value = answerText(q, value, r.lang)
	}
	return f
}

// questionName is a question with its number in the guidebook.
func questionName(q round.Question) templates.Text {
	return templates.Join(" ", templates.Plain(q.Number), templates.T("question."+q.ID))
}
