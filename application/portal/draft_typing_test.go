package portal

import (
	"maps"
	"slices"
	"testing"

	"rootward/application"
	"rootward/application/round"
)

// sectionOfTwo has the questions "a" and "b".
var sectionOfTwo = round.Section{ID: "s", Questions: []round.Question{{ID: "a"}, {ID: "b"}}}

func draftWith(values map[string]string) application.Draft {
	d := application.Draft{Answers: map[string]application.Answer{}}
	for q, v := range values {
		d.Answers[q] = application.Answer{Question: q, Value: v}
	}
	return d
}

func TestTypingAgainstWhatIsKept(t *testing.T) {
	for _, c := range []struct {
		name   string
		base   map[string]string // what the form was made from; nil: it does not say
		typed  map[string]string
		kept   map[string]string
		mine   map[string]string
		theirs []string
	}{
		{"a first answer is written", map[string]string{"a": ""}, map[string]string{"a": "x"}, nil, map[string]string{"a": "x"}, nil},
		{"what was left alone is not written", map[string]string{"a": "old"}, map[string]string{"a": "old"}, map[string]string{"a": "old"}, map[string]string{}, nil},
		{"what was left alone does not undo another's work", map[string]string{"a": "old"}, map[string]string{"a": "old"}, map[string]string{"a": "new"}, map[string]string{}, nil},
		{"a change of what nobody else touched is written", map[string]string{"a": "old"}, map[string]string{"a": "mine"}, map[string]string{"a": "old"}, map[string]string{"a": "mine"}, nil},
		{"an answer may be emptied", map[string]string{"a": "old"}, map[string]string{"a": ""}, map[string]string{"a": "old"}, map[string]string{"a": ""}, nil},
		{"two change one answer", map[string]string{"a": "old"}, map[string]string{"a": "mine"}, map[string]string{"a": "theirs"}, map[string]string{}, []string{"a"}},
		{"two write the same", map[string]string{"a": "old"}, map[string]string{"a": "same"}, map[string]string{"a": "same"}, map[string]string{}, nil},
		{
			"of two answers only one is in conflict",
			map[string]string{"a": "old", "b": "old"},
			map[string]string{"a": "mine", "b": "mine"},
			map[string]string{"a": "theirs", "b": "old"},
			map[string]string{"b": "mine"},
			[]string{"a"},
		},
		{"a form that does not say what it was made from overwrites nothing", nil, map[string]string{"a": "mine"}, map[string]string{"a": "theirs"}, map[string]string{}, []string{"a"}},
		{"an answer that was not sent stays", map[string]string{"a": "old"}, nil, map[string]string{"a": "old"}, map[string]string{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			typed := typing{section: sectionOfTwo, values: c.typed, base: readBase(writeBase(c.base))}
			mine, theirs := typed.against(draftWith(c.kept))
			if !maps.Equal(mine, c.mine) {
				t.Errorf("writes %v, not %v", mine, c.mine)
			}
			var found []string
			for _, a := range theirs {
				found = append(found, a.Question)
			}
			if !slices.Equal(found, c.theirs) {
				t.Errorf("in conflict %v, not %v", found, c.theirs)
			}
		})
	}
}

// Two people write in one section, one form after the other, with the base
// that each answer gave them. At no point may a text be lost that its writer
// did not replace knowingly.
func TestBaseFollowsWhatTheWriterHasSeen(t *testing.T) {
	kept0 := draftWith(map[string]string{"a": "old", "b": "old"})
	form := typing{section: sectionOfTwo, base: readBase(baseOf(kept0, sectionOfTwo))}

	// Somebody else changed b; the writer changes a and has the old b on screen.
	now := draftWith(map[string]string{"a": "old", "b": "theirs"})
	form.values = map[string]string{"a": "mine", "b": "old"}
	mine, theirs := form.against(now)
	if len(theirs) > 0 || !maps.Equal(mine, map[string]string{"a": "mine"}) {
		t.Fatalf("first save writes %v, conflicts %v", mine, theirs)
	}
	saved := draftWith(map[string]string{"a": "mine", "b": "theirs"})
	form.base = readBase(form.baseAfter(kept{draft: saved}))

	// Then the writer changes b, which they have never seen as it is now.
	form.values = map[string]string{"a": "mine", "b": "mine too"}
	if mine, theirs = form.against(saved); len(mine) > 0 || len(theirs) != 1 || theirs[0].Value != "theirs" {
		t.Fatalf("an unseen answer: writes %v, conflicts %v", mine, theirs)
	}
	form.base = readBase(form.baseAfter(kept{draft: saved, theirs: theirs}))
	if _, theirs = form.against(saved); len(theirs) != 1 {
		t.Error("asking twice overwrites what was not seen")
	}

	// A writer who goes back to the first words means it.
	form = typing{section: sectionOfTwo, base: readBase(baseOf(kept0, sectionOfTwo)), values: map[string]string{"a": "mine"}}
	saved = draftWith(map[string]string{"a": "mine", "b": "old"})
	form.base = readBase(form.baseAfter(kept{draft: saved}))
	form.values = map[string]string{"a": "old"}
	if mine, _ = form.against(saved); mine["a"] != "old" {
		t.Errorf("going back writes %v", mine)
	}
}

func TestBaseSurvivesAnything(t *testing.T) {
	for _, text := range []string{"", "=", "a", "a=", "==", "a=b=c", "\x00 \xff", "a=1 a=2"} {
		form := typing{section: sectionOfTwo, values: map[string]string{"a": "mine"}, base: readBase(text)}
		if mine, theirs := form.against(draftWith(map[string]string{"a": "theirs"})); len(mine) > 0 || len(theirs) != 1 {
			t.Errorf("base %q: writes %v over what was not seen", text, mine)
		}
	}
}
