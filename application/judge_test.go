package application_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"rootward/application"
	"rootward/application/namelist"
	"rootward/application/round"
	"rootward/idn"
	"rootward/idn/rootzone"
)

func ruleOf(r idn.Report, id string) (idn.Finding, bool) {
	for _, f := range r.Findings {
		if f.Rule == id {
			return f, true
		}
	}
	return idn.Finding{}, false
}

func TestRootZoneRulesJudgeStrings(t *testing.T) {
	for _, c := range []struct {
		name, label, rule string
		policy            *round.Policy
		severity          idn.Severity
		position          int
	}{
		{"a string that the rules allow passes", "مكتبتي", "root-zone-rules", round.GTLD2026, idn.Passed, 0},
		{"a letter outside the repertoire is named", "aƀcd", "root-zone-repertoire", round.GTLD2026, idn.Failed, 2},
		{"a mark where its rule does not let it is named", "कंंमल", "root-zone-context", round.GTLD2026, idn.Failed, 3},
		{"a round that the rules do not bind is only warned", "aƀcd", "root-zone-repertoire", round.GTLD2012, idn.Warned, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := application.JudgeLabel(c.label, c.policy)
			f, ok := ruleOf(r, c.rule)
			if !ok || f.Severity() != c.severity || f.Position != c.position || f.Source == "" || f.Args["RuleSet"] == "" {
				t.Errorf("%s: %+v", c.label, r.Findings)
			}
		})
	}
}

func TestNothingIsLetThroughUnjudged(t *testing.T) {
	broken := errors.New("broken")
	var told error
	j := application.Judge{
		Edition: func(string) (*rootzone.Edition, error) { return nil, broken },
		Log:     func(err error) { told = err },
	}
	r := j.Label("wanted", round.GTLD2026)
	if f, ok := ruleOf(r, "root-zone-edition"); !ok || f.Severity() != idn.Failed || r.Valid() || !errors.Is(told, broken) {
		t.Errorf("%+v, told %v", r.Findings, told)
	}
}

func TestListsThatCountAreAsked(t *testing.T) {
	content, err := namelist.ParseFile([]byte("wanted\n"), namelist.List{ID: "special-use", Source: "s", Version: "2", Date: "unknown"})
	if err != nil {
		t.Fatal(err)
	}
	lists, err := namelist.Default().With(content)
	if err != nil {
		t.Fatal(err)
	}
	j := application.Judge{Lists: func() (*namelist.Lists, error) { return lists, nil }}
	if r := j.Label("wanted", round.GTLD2026); r.Valid() {
		t.Error("a name on the operator's list is let through")
	}
	if r := application.JudgeLabel("wanted", round.GTLD2026); !r.Valid() {
		t.Errorf("%+v", r.Findings)
	}
	broken := errors.New("broken")
	var told error
	j = application.Judge{Lists: func() (*namelist.Lists, error) { return nil, broken }, Log: func(err error) { told = err }}
	r := j.Label("wanted", round.GTLD2026)
	if f, ok := ruleOf(r, "name-lists"); !ok || f.Severity() != idn.Failed || f.Source == "" || r.Valid() || !errors.Is(told, broken) {
		t.Errorf("%+v, told %v", r.Findings, told)
	}
}

func TestEveryLanguageSaysTheRootZoneRules(t *testing.T) {
	files, err := filepath.Glob("../templates/locale/*/rules.json")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]string
		if err := json.Unmarshal(content, &words); err != nil {
			t.Fatal(file, err)
		}
		for _, q := range application.Requirements() {
			for key, english := range map[string]string{".ok": q.Holds, ".fail": q.Fails, ".fix": q.Fix} {
				said := words["label.rule."+q.ID+key]
				if said == "" || filepath.Base(filepath.Dir(file)) == "en" && said != english {
					t.Errorf("%s: %s%s is %q", file, q.ID, key, said)
				}
			}
		}
	}
}
