package portal

import (
	"slices"
	"strings"
	"testing"

	"rootward/application"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

func pagesFor(t *testing.T) *templates.Set {
	t.Helper()
	set, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// rulesOfAnswers are those that package application judges answers by, and
// our own two.
var rulesOfAnswers = []string{"too_long", "control_character", "choice", "country", "email", "website", "label", "cut", "declare", "missing", "window_closed"}

func TestEveryQuestionHasWords(t *testing.T) {
	set := pagesFor(t)
	need := map[string]bool{"answer.yes": true, "answer.no": true}
	for _, p := range round.Policies {
		for _, s := range p.Sections {
			need["section."+s.ID], need["section."+s.ID+".lead"] = true, true
			for _, q := range s.Questions {
				need["question."+q.ID], need["question."+q.ID+".hint"] = true, true
				for _, c := range q.Choices {
					need["choice."+q.ID+"."+c] = true
				}
			}
		}
		for _, f := range p.Fees {
			need["fee."+f.ID] = true
		}
		for _, r := range p.Refunds {
			need["refund."+r.ID] = true
		}
	}
	for _, d := range workflow.All {
		for _, step := range d.Steps {
			for _, f := range step.Needs {
				need["fact."+string(f)] = true
			}
		}
		for _, p := range d.Positions {
			need["state."+string(p.State)], need["stage."+string(p.Stage)], need["status."+string(p.Status)] = true, true, true
		}
	}
	for _, r := range rulesOfAnswers {
		need["invalid."+r] = true
	}
	for _, lang := range set.Languages() {
		for key := range need {
			if !set.Has(lang, key) {
				t.Errorf("%s has no words for %s", lang, key)
			}
		}
	}
}

func TestSectionsHaveAddressesOfTheirOwn(t *testing.T) {
	taken := []string{"autosave"}
	for _, r := range applicantRoutes {
		if rest, ok := strings.CutPrefix(r.path, "/drafts/:id/"); ok && !strings.HasPrefix(rest, ":") {
			name, _, _ := strings.Cut(rest, "/")
			taken = append(taken, name)
		}
	}
	for _, p := range round.Policies {
		for _, s := range p.Sections {
			if slices.Contains(taken, s.ID) {
				t.Errorf("section %s of %s has the address of another page", s.ID, p.ID)
			}
			labels := 0
			for _, q := range s.Questions {
				if q.ID == fieldBase || q.ID == fieldVersion {
					t.Errorf("question %s of %s has the name of a value of our own", q.ID, p.ID)
				}
				if q.Kind == round.Label {
					labels++
				}
			}
			if labels > 1 {
				t.Errorf("section %s of %s asks for %d labels; its page shows one verdict", s.ID, p.ID, labels)
			}
		}
	}
}

func TestEveryKindOfQuestionHasAnInput(t *testing.T) {
	for _, p := range round.Policies {
		for _, s := range p.Sections {
			for _, q := range s.Questions {
				f := draftField(q, "typed <b>", "en")
				if f.Kind == "" {
					t.Errorf("%s: no input for answers of kind %s", q.ID, q.Kind)
				}
				if f.Max != 0 {
					t.Errorf("%s: the browser would cut what is pasted after %d units", q.ID, f.Max)
				}
				if f.Dir != "" {
					t.Errorf("%s: the direction is not left to the text", q.ID)
				}
				if f.Value != "typed <b>" {
					t.Errorf("%s: what was typed became %q", q.ID, f.Value)
				}
			}
		}
	}
}

func TestSelectKeepsWhatIsNotInItsList(t *testing.T) {
	f := draftField(round.Question{ID: "country", Kind: round.Country}, "Atlantis", "en")
	if !slices.ContainsFunc(f.Options, func(o templates.Option) bool { return o.Value == "Atlantis" }) {
		t.Error("a country that was typed cannot be shown again")
	}
	if f.Options[0].Value != "" {
		t.Error("the first choice must be none, or a country is chosen by accident")
	}
	again := draftField(round.Question{ID: "country", Kind: round.Country}, "JO", "en")
	for _, o := range again.Options {
		if o.Value == "Atlantis" {
			t.Error("what one reader typed is offered to the next")
		}
	}
}

func TestCountries(t *testing.T) {
	set := pagesFor(t)
	for lang, want := range map[string]string{"en": "Jordan", "ar": "الأردن"} {
		list := countries(lang)
		if len(list) < 240 || len(list) > 270 {
			t.Errorf("%s: %d countries and territories", lang, len(list))
		}
		seen := map[string]bool{}
		for _, o := range list {
			if seen[o.Value] {
				t.Errorf("%s twice", o.Value)
			}
			seen[o.Value] = true
			if o.Value == "JO" && set.Say(lang, o.Text) != want {
				t.Errorf("JO is %q", set.Say(lang, o.Text))
			}
		}
		for _, gone := range []string{"SU", "YU", "DD", "ZZ", "EU", "UK"} {
			if seen[gone] {
				t.Errorf("%s: %s is offered", lang, gone)
			}
		}
	}
}

func TestTooLongCountsCharacters(t *testing.T) {
	d := application.Draft{Round: round.Round{Policy: &round.Policy{Sections: []round.Section{{ID: "s", Questions: []round.Question{{ID: "a", Max: 5}}}}}}, Answers: map[string]application.Answer{}}
	for _, c := range []struct {
		typed, kept string
		want        int
	}{
		{"كتاب!", "كتاب!", 0},     // five characters, nine octets
		{"𐀀𐀁𐀂𐀃𐀄", "𐀀𐀁𐀂𐀃𐀄", 0},     // five characters, ten UTF-16 units
		{"123456", "123456", 0},   // too long, and all of it is kept
		{"1234567", "1234", 1},    // cut
		{"  12345  ", "12345", 0}, // spaces around it go
	} {
		d.Answers["a"] = application.Answer{Value: c.kept}
		if got := tooLong(d, map[string]string{"a": strings.TrimSpace(c.typed)}); len(got) != c.want {
			t.Errorf("%q kept as %q: %v", c.typed, c.kept, got)
		}
	}
}

func TestEveryStepOfApplicantsHasAButton(t *testing.T) {
	set := pagesFor(t)
	placed := append([]workflow.Event{workflow.Submit, workflow.SubmitRequest, workflow.Recall, workflow.Withdraw}, ownSteps...)
	for _, d := range workflow.All {
		for _, s := range d.Steps {
			if workflow.Shares(s.Roles, []workflow.Role{workflow.Applicant}) && !slices.Contains(placed, s.Event) {
				t.Errorf("%s: applicants may %s, and nowhere can they", d.Name, s.Event)
			}
		}
	}
	for _, e := range ownSteps {
		for _, lang := range set.Languages() {
			if !set.Has(lang, "event."+string(e)) {
				t.Errorf("%s has no words for the step %s", lang, e)
			}
		}
	}
}
