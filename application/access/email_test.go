package access

import (
	"errors"
	"strings"
	"testing"
)

func TestFoldEmail(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"case does not count, spaces around it neither", "  Amina.Khan@Example.ORG ", "amina.khan@example.org"},
		{"Greek on both sides", "Δοκιμή@Δοκιμή.example", "δοκιμή@xn--jxalpdlp.example"},
		{"Arabic", "شارة@مثال.إختبار", "شارة@xn--mgbh0fb.xn--kgbechtv"},
		{"Chinese", "用户@例子.测试", "用户@xn--fsqu00a.xn--0zwm56d"},
		{"Devanagari with a joiner", "क्\u200dष@उदाहरण.परीक्षा", "क्\u200dष@xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g"},
		{"decomposed letters are composed", "e\u0301@e\u0301tude.example", "é@xn--tude-9oa.example"},
		{"sharp s folds", "Straße@example.org", "strasse@example.org"},
		{"tags and digits", "a+b_c-1@m1.example.org", "a+b_c-1@m1.example.org"},
		{"a dot at the end of the domain", "a@example.org.", "a@example.org"},
		{"an A-label as typed", "a@XN--JXALPDLP.example", "a@xn--jxalpdlp.example"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := FoldEmail(c.in)
			if err != nil || got != c.want {
				t.Errorf("%q: %q %v, want %q", c.in, got, err, c.want)
			}
		})
	}
}

func TestWhatCannotBeAnAddress(t *testing.T) {
	for _, in := range []string{
		"", "a", "@example.org", "a@", "a@localhost", "a@@example.org", "a@b@example.org", ".a@example.org", "a.@example.org", "a..b@example.org",
		"a b@example.org", "a\x00b@example.org", "a\nb@example.org", "a\u202eb@example.org", "a\u2066b@example.org", `"a"@example.org`, "<a@example.org>",
		"a@-example.org", "a@exa mple.org", "a@example..org", "a@xn--a.example", "a@\xff.example", "\xff@example.org", "a,b@example.org",
		strings.Repeat("a", 65) + "@example.org", "a@" + strings.Repeat("a", 64) + ".org", "a@" + strings.Repeat("abcdefghi.", 30) + "org",
	} {
		if err := CheckEmail(in); !errors.Is(err, ErrEmail) {
			t.Errorf("%q: %v", in, err)
		}
	}
}
