package lgr

import (
	"errors"
	"strings"
	"testing"
	"unicode"
)

func TestPropertySet(t *testing.T) {
	for _, c := range []struct {
		version, property string
		in, out           rune
	}{
		{"15.0.0", "gc:Mn", 0x0300, 'a'},
		{"15.0.0", "gc:L", 'a', '1'},
		{"15.0.0", "gc:LC", 'A', 0x05D0},
		{"15.0.0", "gc:Cn", 0x0378, 'a'},
		{"15.0.0", "sc:Grek", 0x03B1, 'a'},
		{"15.0.0", "sc:Zyyy", 0x0640, 'a'},
		{"15.0.0", "scx:Arab", 0x0640, 'a'}, // tatweel: common, but used by Arabic and others
		{"15.0.0", "scx:Arab", 0x0628, 0x05D0},
		{"15.0.0", "ccc:9", 0x094D, 0x0300},
		{"15.0.0", "ccc:VR", 0x094D, 0x0300},
		{"15.0.0", "ccc:230", 0x0300, 0x094D},
		{"15.0.0", "jt:D", 0x0628, 0x0627},
		{"15.0.0", "jt:R", 0x0627, 0x0628},
		{"15.0.0", "bc:AL", 0x0628, 0x05D0},
		{"15.0.0", "bc:NSM", 0x0300, 'a'},
		{"15.0.0", "NFC_QC:N", 0x0340, 'a'},
		{"15.0.0", "Join_C:Y", 0x200D, 'a'},
		{"15.0.0", "Join_C:N", 'a', 0x200D},
		{"15.0.0", "Ideo:Yes", 0x4E00, 'a'},
		{"15.0.0", "Lower:T", 0x00AA, 'A'},
		{"15.0.0", "NChar:Y", 0xFFFE, 'a'},
		// U+1DF00 was assigned in 14.0, U+05EF in 11.0, U+0C77 in 12.0: the version that is named decides.
		{"11.0.0", "gc:Cn", 0x1DF00, 'a'},
		{"14.0.0", "gc:Ll", 0x1DF00, 'A'},
		{"11.0.0", "gc:Lo", 0x05EF, 0x0C77},
		{"11.0.0", "Alpha:Y", 'a', 0x1DF00},
		{"14.0.0", "Alpha:Y", 0x1DF00, '-'},
	} {
		tables, exact := unicodeTables(c.version)
		if !exact {
			t.Errorf("there is no Unicode %s", c.version)
		}
		set, err := propertySet(tables, c.property)
		if err != nil || !set.Contains(c.in) || set.Contains(c.out) {
			t.Errorf("%s in %s: %04X %v, %04X %v, %v", c.property, c.version, c.in, set.Contains(c.in), c.out, set.Contains(c.out), err)
		}
	}
	tables, _ := unicodeTables("15.0.0")
	for _, name := range []string{"gc", "gc:", "gc:Xx", "sc:Latin", "scx:Qqqq", "ccc:x", "ccc:300", "jt:X", "jt:", "bc:XX", "NFC_QC:", "Alpha:maybe", "age:5.0"} {
		if set, err := propertySet(tables, name); err == nil {
			t.Errorf("%s is a set of %d ranges", name, len(set))
		}
	}
}

func TestUnicodeTables(t *testing.T) {
	for version, want := range map[string]struct {
		version string
		exact   bool
	}{
		"11.0.0": {"11.0.0", true},
		"11.0":   {"11.0.0", true},
		"11":     {"11.0.0", true},
		"11.0.1": {"11.0.0", false},
		"5.2.0":  {"6.3.0", false},
		"99.0.0": {"17.0.0", false},
	} {
		if got, exact := unicodeTables(version); got.Version != want.version || exact != want.exact {
			t.Errorf("%s: %s %v, want %v", version, got.Version, exact, want)
		}
	}
	if got, exact := unicodeTables(""); got.Version == "" || !exact {
		t.Errorf("no version: %s %v", got.Version, exact)
	}
	if _, exact := unicodeTables("new"); exact {
		t.Error("a word is a version")
	}
}

const withProperty = `<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><meta><unicode-version>VERSION</unicode-version></meta><data><char cp="0061"/></data>
<rules><class name="c" property="PROPERTY"/></rules></lgr>`

// A version without tables is refused, unless the reading is lenient.
func TestPropertyOfUnknownVersion(t *testing.T) {
	file := strings.NewReplacer("VERSION", "99.0.0", "PROPERTY", "gc:Ll").Replace(withProperty)
	_, err := Parse(strings.NewReader(file))
	var faults Faults
	if !errors.As(err, &faults) || faults[0].Rule != "unicode-version" || faults[0].Line != 2 {
		t.Errorf("error is %v", err)
	}
	g, err := ParseWith(strings.NewReader(file), Options{Lenient: true})
	if err != nil || len(g.Forgiven) != 1 || !g.Classes[0].set.Contains('a') {
		t.Errorf("lenient: %v, %v", g, err)
	}
	if _, err := Parse(strings.NewReader(strings.Replace(file, `property="gc:Ll"`, "", 1))); err != nil {
		t.Errorf("without properties any version will do: %v", err)
	}
}

// Binary properties are those of Go's tables: newer versions are refused.
func TestBinaryPropertyOfNewerVersion(t *testing.T) {
	have, _ := versionNumber(unicode.Version)
	file := strings.NewReplacer("VERSION", "17.0.0", "PROPERTY", "Alpha:Y").Replace(withProperty)
	if _, err := ParseWith(strings.NewReader(file), Options{Lenient: true}); (err == nil) != (have[0] >= 17) {
		t.Errorf("with the tables of %s the error is %v", unicode.Version, err)
	}
}
