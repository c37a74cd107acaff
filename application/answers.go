package application

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rootward/application/access"
	"rootward/application/round"
)

// longest is how many characters an answer may have when its question names
// no limit of its own; hardest is what is kept of a draft at all.
const (
	longest = 4000
	hardest = 20000
)

// judge checks an answer against its question. An empty answer is never
// wrong here; whether it is missing is a question of completeness.
func (s *Service) judge(q round.Question, value string, p *round.Policy) FieldErrors {
	var out FieldErrors
	fault := func(rule string, args map[string]string) {
		out = append(out, FieldError{Field: q.ID, Rule: rule, Args: args, Source: q.Source})
	}
	if value == "" {
		return nil
	}
	limit := q.Max
	if limit == 0 {
		limit = longest
	}
	if n := utf8.RuneCountInString(value); n > limit {
		fault("too_long", map[string]string{"Max": strconv.Itoa(limit), "Have": strconv.Itoa(n)})
	}
	if strings.ContainsFunc(value, func(r rune) bool {
		return unicode.IsControl(r) && (q.Kind != round.LongText || (r != '\n' && r != '\t'))
	}) {
		fault("control_character", nil)
	}
	switch q.Kind {
	case round.YesNo:
		if value != "yes" && value != "no" {
			fault("choice", nil)
		}
	case round.Choice:
		if !contains(q.Choices, value) {
			fault("choice", nil)
		}
	case round.Country:
		if !access.IsCountry(value) {
			fault("country", nil)
		}
	case round.Email:
		if s.CheckEmail != nil && s.CheckEmail(value) != nil {
			fault("email", nil)
		}
	case round.Website:
		if !website(value) {
			fault("website", nil)
		}
	case round.Label:
		if !s.Judge(value, p).Valid() {
			fault("label", map[string]string{"Label": value})
		}
	case round.ShortText, round.LongText:
	}
	return out
}

// website accepts a host name or an http address in any script.
func website(v string) bool {
	host := strings.TrimPrefix(strings.TrimPrefix(v, "https://"), "http://")
	host, _, _ = strings.Cut(host, "/")
	return strings.Contains(host, ".") && !strings.ContainsAny(host, " \t\"<>\\")
}

func contains(list []string, x string) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// clean makes typed text storable without changing what it says: line ends
// become one kind, outer space goes, and no more than the hard limit stays.
func clean(v string) string {
	v = strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(v, "\uFFFD"), "\r\n", "\n"), "\r", "\n"))
	v = strings.ReplaceAll(v, "\x00", "\uFFFD")
	if utf8.RuneCountInString(v) > hardest {
		v = string([]rune(v)[:hardest])
	}
	return v
}

// asked reports whether a question applies, given the other answers.
func asked(q round.Question, answers map[string]Answer) bool {
	return q.When == "" || answers[q.When].Value == "yes"
}

// SectionState says how far one section of a draft has come.
type SectionState struct {
	Section  round.Section
	Required int // questions that must be answered
	Answered int // of those
	Missing  []round.Question
	Faults   FieldErrors
}

// Complete reports whether nothing in the section keeps the application from
// being submitted.
func (s SectionState) Complete() bool { return len(s.Missing) == 0 && len(s.Faults) == 0 }

// completeness looks at every section of a draft.
func (s *Service) completeness(p *round.Policy, answers map[string]Answer) []SectionState {
	out := make([]SectionState, len(p.Sections))
	for i, sec := range p.Sections {
		st := SectionState{Section: sec}
		for _, q := range sec.Questions {
			if !asked(q, answers) {
				continue
			}
			v := answers[q.ID].Value
			st.Faults = append(st.Faults, s.judge(q, v, p)...)
			if !q.Required {
				continue
			}
			st.Required++
			if v == "" {
				st.Missing = append(st.Missing, q)
			} else {
				st.Answered++
			}
		}
		out[i] = st
	}
	return out
}

// PublicAnswer is one answer that may be shown to everybody.
type PublicAnswer struct {
	Question round.Question
	Value    string
}

// publicAnswers is built from the policy's list of public questions; an
// answer to any other question cannot get in.
func publicAnswers(p *round.Policy, answers map[string]Answer) []PublicAnswer {
	var out []PublicAnswer
	for _, sec := range p.Sections {
		for _, q := range sec.Questions {
			if a, ok := answers[q.ID]; ok && q.Public && a.Value != "" && asked(q, answers) {
				out = append(out, PublicAnswer{Question: q, Value: a.Value})
			}
		}
	}
	return out
}
