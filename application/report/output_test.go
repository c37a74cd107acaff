package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rootward/application/lifecycle"
)

func sample() Result {
	r := Result{
		Query: Query{Report: Contention, AsOf: AtReveal, Round: "2026"}, Round: "2026", AsOf: time.Date(2026, 10, 7, 18, 0, 0, 0, time.UTC),
		Columns: []Column{{ID: "set", Type: Text}, {ID: "strings", Type: Labels}, {ID: "applications", Type: Count}, {ID: "share", Type: Share}, {ID: "note", Type: Word, Words: "w."}},
		Rows: []Row{
			{Values: map[string]any{"set": "=1+1", "strings": []string{"商城", "shop"}, "applications": 3, "share": 0.125}, Links: map[string]Selector{"applications": {Part: PartInSets, Key: "a&b", MaxDays: NoLimit}}},
			{Values: map[string]any{"set": "b", "strings": []string{"سوق"}, "applications": 12, "share": 1.0}},
		},
	}
	r.note("sets", 2)
	r.define("set_state")
	return r
}

func TestCSVIsHarmlessAndWhole(t *testing.T) {
	var b bytes.Buffer
	if err := sample().CSV(&b); err != nil {
		t.Fatal(err)
	}
	want := "set,strings,applications,share,note\n'=1+1,商城 shop,3,0.125,\nb,سوق,12,1,\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// No cell of a list, whatever an applicant wrote, begins a formula.
func TestNoCellBeginsAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"=", "+", "-", "@", "\t", "\r", "", "a"}).Draw(t, "first") + rapid.StringMatching(`[a-z="+,\n;-]{0,9}`).Draw(t, "rest")
		var b bytes.Buffer
		w := NewItemsCSV(&b)
		if err := errors.Join(w.Write(Item{ID: "1", Applicant: name}), w.Close()); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%v: %v", rows, err)
		}
		cell := rows[1][5]
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			t.Fatalf("cell %q", cell)
		}
		if name != "" && !strings.HasSuffix(strings.ReplaceAll(cell, "\r\n", "\n"), strings.ReplaceAll(name, "\r\n", "\n")) {
			t.Fatalf("%q became %q", name, cell)
		}
	})
}

func TestJSONHasTheSixParts(t *testing.T) {
	var b bytes.Buffer
	if err := sample().JSON(&b, func(s Sentence) string { return "<" + s.Key + ">" }); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatalf("%v: %s", err, b.String())
	}
	want := map[string]any{
		"report": "contention", "round": "2026", "as_of": "2026-10-07", "totals": map[string]any{"sets": 2.0},
		"definitions": []any{map[string]any{"id": "set_state", "name": "<report.define.set_state>", "text": "<report.define.set_state.text>"}},
		"rows": []any{
			map[string]any{"set": "=1+1", "strings": []any{"商城", "shop"}, "applications": 3.0, "share": 0.125, "note": nil, "links": map[string]any{"applications": "/reports/contention/rows?key=a%26b&part=in_sets&round=2026"}},
			map[string]any{"set": "b", "strings": []any{"سوق"}, "applications": 12.0, "share": 1.0, "note": nil, "links": map[string]any{}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if strings.Index(b.String(), `"set"`) > strings.Index(b.String(), `"applications"`) {
		t.Error("keys must come in the order of columns")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("pipe is gone") }

func TestWritersSayThatWritingFailed(t *testing.T) {
	r := sample()
	items := NewItemsCSV(broken{})
	for name, err := range map[string]error{"csv": r.CSV(broken{}), "json": r.JSON(broken{}, nil), "table": r.Table(broken{}, nil), "items": errors.Join(items.Write(Item{}), items.Close())} {
		if err == nil || !strings.Contains(err.Error(), "pipe is gone") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTableAlignsWideScripts(t *testing.T) {
	var b bytes.Buffer
	if err := sample().Table(&b, nil); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	var ends []int
	for _, l := range lines {
		if i := strings.Index(l, " %"); i > 0 {
			ends = append(ends, Width(l[:i]))
		}
	}
	if len(ends) != 2 || ends[0] != ends[1] {
		t.Errorf("columns end at %v:\n%s", ends, b.String())
	}
	if strings.Contains(b.String(), "note") {
		t.Errorf("an empty column is shown:\n%s", b.String())
	}
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "商城": 4, "ｱ": 1, "한": 2, "नि": 2, "e\u0301": 1, "\u2068x\u2069": 1, "سوق": 3} {
		if got := Width(text); got != want {
			t.Errorf("%q takes %d cells, want %d", text, got, want)
		}
	}
}

func TestItemsSayWhatIsNotKnown(t *testing.T) {
	x := Item{ID: "1", Entered: lifecycle.On(time.Date(2013, 5, 1, 3, 0, 0, 0, time.UTC)), Left: lifecycle.Unrecorded}
	got := x.Values()
	if len(got) != len(ItemColumns()) || got[8] != "2013-05-01" || got[9] != "" || got[10] != "" {
		t.Errorf("%v", got)
	}
}
