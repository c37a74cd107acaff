package lgr

import "slices"

// Change says what became of a part of a ruleset.
type Change string

// The changes.
const (
	Added   Change = "added"
	Removed Change = "removed"
	Changed Change = "changed"
)

// Difference is what changes from one ruleset to another. Lines, layout,
// comments and the description do not count, nor whether code points are
// listed one by one or as a range; references are compared by their text, as
// their ids may be numbered anew.
type Difference struct {
	Meta       []FieldChange
	References []TextChange // by text; ids alone do not count
	Chars      []CharChange // in the order of code points
	Classes    []ClassChange
	Rules      []TextChange
	Actions    []ActionChange // in order; one that moved is removed and added
}

// FieldChange is a value that changed, "" where there is none.
type FieldChange struct{ Field, Before, After string }

// CharChange is a character that changed, or a run of code points that changed
// in the same way.
type CharChange struct {
	Change   Change
	CP       []rune
	Last     rune          // the last code point of a run that begins with CP, 0 if it is no run
	Fields   []FieldChange // "when", "not-when", "tags", "references"
	Variants []VariantChange
}

// VariantChange is a mapping that changed: its type, its condition, or both.
// Fields are "type" and "condition"; the latter is "when=rule" or "not-when=rule".
type VariantChange struct {
	Change Change
	CP     []rune
	Fields []FieldChange
}

// TextChange is a named part with its definition as XML, or a reference with its text.
type TextChange struct {
	Change        Change
	Name          string
	Before, After string
}

// ClassChange is a named class that changed in its definition or its members.
type ClassChange struct {
	TextChange
	Gained, Lost Set // members; of a class that was added or removed, all of them
}

// ActionChange is an action with its place among those of the file, -1 where it is not.
type ActionChange struct {
	Change        Change
	Before, After int
	Disposition   string
	Condition     string // as in the text of a Reason
}

// Empty reports whether nothing changed.
func (d *Difference) Empty() bool {
	return len(d.Meta)+len(d.References)+len(d.Chars)+len(d.Classes)+len(d.Rules)+len(d.Actions) == 0
}

// Diff says what changes from a to b.
func Diff(a, b *LGR) Difference {
	return Difference{
		Meta: diffMeta(&a.Meta, &b.Meta), References: diffReferences(a, b), Chars: diffChars(a, b),
		Classes: diffClasses(a, b), Rules: diffRules(a, b), Actions: diffActions(a, b),
	}
}

func fields(pairs ...FieldChange) []FieldChange {
	return slices.DeleteFunc(pairs, func(f FieldChange) bool { return f.Before == f.After })
}

func diffMeta(a, b *Meta) []FieldChange {
	scopes := func(m *Meta) string {
		var list []string
		for _, s := range m.Scopes {
			list = append(list, s.Type+":"+s.Value)
		}
		return listText(list)
	}
	return fields(
		FieldChange{"version", a.Version, b.Version},
		FieldChange{"date", a.Date, b.Date},
		FieldChange{"languages", listText(a.Languages), listText(b.Languages)},
		FieldChange{"scopes", scopes(a), scopes(b)},
		FieldChange{"validity-start", a.ValidityStart, b.ValidityStart},
		FieldChange{"validity-end", a.ValidityEnd, b.ValidityEnd},
		FieldChange{"unicode-version", a.UnicodeVersion, b.UnicodeVersion},
	)
}
