package lgr

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rootward/idn/internal/ucd"
)

// unicodeTables are the tables of the Unicode version that a ruleset names,
// such as "11.0.0"; parts left out are 0. If there are none, those of the
// newest version before it stand in, or of the oldest one there is, and exact
// is false. A ruleset that names none gets the version that labels are judged
// by.
func unicodeTables(version string) (t *ucd.Tables, exact bool) {
	if version == "" {
		return ucd.Current, true
	}
	named, ok := versionNumber(version)
	if !ok {
		return ucd.Current, false
	}
	t = ucd.Versions()[0]
	for _, v := range ucd.Versions() {
		if n, ok := versionNumber(v.Version); ok && slices.Compare(n[:], named[:]) <= 0 {
			t, exact = v, n == named
		}
	}
	return t, exact
}

// versionNumber reads one to three numbers with points between them.
func versionNumber(version string) (n [3]int, ok bool) {
	parts := strings.Split(version, ".")
	if len(parts) > len(n) {
		return n, false
	}
	for i, p := range parts {
		v, err := strconv.ParseUint(p, 10, 8)
		if err != nil {
			return n, false
		}
		n[i] = int(v)
	}
	return n, true
}

// property is the set of a class by property, in the Unicode version that the
// ruleset names. A version without tables is a fault that a lenient reading
// forgives: the nearest one then stands in.
func (b *builder) property(c *Class) Set {
	if set, known := b.properties[c.Property]; known {
		return set
	}
	tables, exact := unicodeTables(b.g.Meta.UnicodeVersion)
	if !exact {
		b.r.fault(c.Line, "unicode-version", "there are no tables of Unicode %q for property %q; %s is the nearest",
			b.g.Meta.UnicodeVersion, c.Property, tables.Version)
	}
	set, err := propertySet(tables, c.Property)
	if err != nil {
		b.r.fail(c.Line, "property", "%v", err)
	}
	b.properties[c.Property] = set
	return set
}

// propertySet is the set of code points with a Unicode property, named as in
// RFC 7940, section 6.2.3: short alias of the property, colon, short alias of
// the value, as PropertyAliases.txt and PropertyValueAliases.txt have them.
func propertySet(t *ucd.Tables, name string) (Set, error) {
	property, value, ok := strings.Cut(name, ":")
	if !ok {
		return nil, fmt.Errorf("property %q is not of the form name:value", name)
	}
	if holds, known := enumerated[property]; known {
		test := holds(t, value)
		if test == nil {
			return nil, fmt.Errorf("property %q has no value %q", property, value)
		}
		var ranges []Range
		t.Runs(func(first, last rune, record *ucd.Record) {
			if test(record) {
				ranges = append(ranges, Range{first, last})
			}
		})
		return newSet(ranges), nil
	}
	members, known := binaryProperties[property]
	if !known {
		return nil, fmt.Errorf("property %q is not supported", property)
	}
	yes, err := truth(value)
	if err != nil {
		return nil, fmt.Errorf("property %q: %w", property, err)
	}
	have, _ := versionNumber(unicode.Version)
	if want, _ := versionNumber(t.Version); slices.Compare(want[:], have[:]) > 0 {
		return nil, fmt.Errorf("property %q is known up to Unicode %s only, not %s", property, unicode.Version, t.Version)
	}
	return binarySet(t, members, yes), nil
}

// recordTest reports whether a record has a property.
type recordTest func(*ucd.Record) bool

// enumerated are the properties with values that the tables have; nil stands
// for a value that there is not.
var enumerated = map[string]func(t *ucd.Tables, value string) recordTest{
	"gc": func(_ *ucd.Tables, value string) recordTest {
		values := categoryGroups[value]
		if values == nil {
			values = []string{value}
		}
		if !slices.ContainsFunc(allCategories, func(c string) bool { return slices.Contains(values, c) }) {
			return nil
		}
		return func(r *ucd.Record) bool { return slices.Contains(values, r.Category.String()) }
	},
	"sc": func(t *ucd.Tables, value string) recordTest {
		script, ok := t.Index(value)
		if !ok {
			return nil
		}
		return func(r *ucd.Record) bool { return r.Script == script }
	},
	"scx": func(t *ucd.Tables, value string) recordTest {
		script, ok := t.Index(value)
		if !ok {
			return nil
		}
		return func(r *ucd.Record) bool {
			if used := r.Extensions(); used != nil {
				return slices.Contains(used, script)
			}
			return r.Script == script
		}
	},
	"ccc": func(_ *ucd.Tables, value string) recordTest {
		n, ok := combiningClasses[value]
		if !ok {
			v, err := strconv.ParseUint(value, 10, 8)
			if err != nil {
				return nil
			}
			n = uint8(v)
		}
		return func(r *ucd.Record) bool { return r.CCC == n }
	},
	"jt": func(_ *ucd.Tables, value string) recordTest {
		if !slices.Contains(allJoining, value) {
			return nil
		}
		return func(r *ucd.Record) bool { return r.Joining.String() == value }
	},
	"bc": func(_ *ucd.Tables, value string) recordTest {
		if !slices.Contains(allBidi, value) {
			return nil
		}
		return func(r *ucd.Record) bool { return r.Bidi.String() == value }
	},
	"NFC_QC": func(_ *ucd.Tables, value string) recordTest {
		if !slices.Contains(allQuick, value) {
			return nil
		}
		return func(r *ucd.Record) bool { return r.NFC.String() == value }
	},
}
