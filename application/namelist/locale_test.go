package namelist

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rootward/idn"
)

// ours are the keys that this package and idn define.
var ours = regexp.MustCompile(`^label\.(rule|property|list|match|effect)\.`)

var placeholder = regexp.MustCompile(`{{\.\w+}}`)

func placeholders(s string) string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return strings.Join(slices.Compact(found), " ")
}

// Every rule can be said in every language with the same facts, and English
// is said as the package says it.
func TestLocaleSaysEveryRule(t *testing.T) {
	want := map[string]string{}
	for _, r := range append(idn.Requirements(), Requirements()...) {
		key := "label.rule." + r.ID
		if _, twice := want[key+".ok"]; twice {
			t.Errorf("two rules are called %s", r.ID)
		}
		want[key+".ok"], want[key+".fail"], want[key+".fix"] = r.Holds, r.Fails, r.Fix
	}
	for _, p := range []string{"PVALID", "CONTEXTJ", "CONTEXTO", "DISALLOWED", "UNASSIGNED"} {
		want["label.property."+p] = ""
	}
	for _, l := range Default().All() {
		want["label.list."+l.ID] = ""
	}
	for _, m := range matches {
		want["label.match."+m] = ""
	}
	for _, e := range Effects {
		want["label.effect."+string(e)] = ""
	}
	folders, err := filepath.Glob("../../templates/locale/*/label.json")
	if err != nil || len(folders) < 2 {
		t.Fatalf("languages: %v %v", folders, err)
	}
	for _, file := range folders {
		language := filepath.Base(filepath.Dir(file))
		messages := map[string]string{}
		for _, name := range []string{"label.json", "namelist.json"} {
			content, err := os.ReadFile(filepath.Join(filepath.Dir(file), name))
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(content, &messages); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		for _, fault := range compareMessages(language, messages, want) {
			t.Error(fault)
		}
	}
}

func compareMessages(language string, messages, want map[string]string) []string {
	var faults []string
	for key, text := range want {
		said := messages[key]
		switch {
		case said == "":
			faults = append(faults, fmt.Sprintf("%s: no %s", language, key))
		case text != "" && language == "en" && said != text:
			faults = append(faults, fmt.Sprintf("en: %s is %q, the package says %q", key, said, text))
		case text != "" && placeholders(said) != placeholders(text):
			faults = append(faults, fmt.Sprintf("%s: %s has %q, want %q", language, key, placeholders(said), placeholders(text)))
		}
	}
	for key := range messages {
		if _, ok := want[key]; !ok && ours.MatchString(key) {
			faults = append(faults, fmt.Sprintf("%s: nothing says %s", language, key))
		}
	}
	return faults
}

func TestCompareMessagesFindsFaults(t *testing.T) {
	want := map[string]string{"a": "one {{.X}}", "b": "two", "c": ""}
	faults := compareMessages("ar", map[string]string{"a": "{{.Y}}", "b": "2", "label.rule.d": "4", "label.page": "5"}, want)
	if len(faults) != 3 { // a: other placeholder, c: missing, d: unknown
		t.Errorf("%q", faults)
	}
	if faults := compareMessages("en", map[string]string{"a": "one {{.X}}", "b": "too", "c": "3"}, want); len(faults) != 1 {
		t.Errorf("%q", faults)
	}
}
