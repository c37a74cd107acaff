package idn

import (
	"bytes"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/idna"
	"golang.org/x/text/secure/bidirule"

	"rootward/idn/internal/ucd"
)

// reference is x/net/idna as strict as it goes. It follows UTS 46, so it takes
// symbols that IDNA2008 disallows; it has no CONTEXTO rules; and it takes a
// non-joiner before a letter that does not join (TestJoiners checks that by other
// means); and it counts the positions of hyphens in octets. All else must agree.
var reference = idna.New(idna.ValidateForRegistration(), idna.CheckHyphens(true), idna.CheckJoiners(true), idna.BidiRule(), idna.VerifyDNSLength(true), idna.StrictDomainName(true))

var (
	loose   = Rules{MixedScripts: true}
	loose15 = Rules{MixedScripts: true, Unicode: "15.0.0"} // the version of x/net/idna
)

// stricter tells whether the report has a fault that the reference does not
// look for.
func stricter(r Report) bool {
	for _, f := range r.Faults(Failed) {
		if strings.HasPrefix(f.Rule, "context") || f.Rule == "disallowed" || f.Rule == "disallowed-form" {
			return true
		}
	}
	return false
}

func agree(t *testing.T, label string) {
	t.Helper()
	r := Check(label, loose15)
	if strings.Contains(r.ULabel, "--") && !r.ASCII {
		return
	}
	a, err := reference.ToASCII(label)
	switch {
	case r.Valid() && err != nil:
		t.Errorf("%+q: valid, the reference says %v", label, err)
	case r.Valid() && a != r.ALabel:
		t.Errorf("%+q: A-label %s, the reference says %s", label, r.ALabel, a)
	case !r.Valid() && err == nil && !stricter(r):
		t.Errorf("%+q: %s, the reference takes it", label, faults(r))
	}
}

// Every code point alone, between Latin, and after a letter of its neighbours.
func TestEveryCodePointAgainstReference(t *testing.T) {
	for r := rune(0x80); r <= 0x10FFFF; r++ {
		if r == 0xD800 {
			r = 0xE000
		}
		if loose15.tables().Property(r) == ucd.Unassigned && r%257 != 0 {
			continue
		}
		agree(t, string(r))
		agree(t, "a"+string(r)+"b")
		if t.Failed() {
			return
		}
	}
}

// Words made of characters that have rules between them.
func TestWordsAgainstReference(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("ab1-lא1ב\u05b7ا٠۱ل\u0640\u200c\u200dक\u094d·׳・ア漢ας͵ß\u0301\u0308éж한\u1112")
	for range 100_000 {
		word := make([]rune, 1+random.IntN(6))
		for i := range word {
			word[i] = alphabet[random.IntN(len(alphabet))]
		}
		agree(t, string(word))
		if t.Failed() {
			return
		}
	}
}

func TestBidiAgainstBidirule(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	alphabet := []rune("ab12-+#אב\u05b7اب٠۱ل.éж\u200c")
	for range 100_000 {
		word := make([]rune, 1+random.IntN(6))
		for i := range word {
			word[i] = alphabet[random.IntN(len(alphabet))]
		}
		c := &checker{tables: loose15.tables(), runes: word}
		c.describe()
		c.bidi()
		want := bidirule.ValidString(string(word))
		if !c.rtl {
			want = true // the rule asks nothing of a label without such characters
		}
		if (len(c.findings) == 0) != want {
			t.Fatalf("%+q: %s, bidirule says %v", string(word), faults(Report{Findings: c.findings}), want)
		}
	}
}

// RFC 5892, A.1 as it is written there: a regular expression over the joining
// types, here as letters, with V for a virama, Z and J for the two joiners.
func TestJoiners(t *testing.T) {
	// Letters of each type that no other rule objects to.
	of := map[byte]rune{'R': 0x0627, 'D': 0x0628, 'L': 0xA872, 'U': 0x0621, 'T': 0x064E, 'V': 0x094D, 'Z': nonJoiner, 'J': joiner}
	types := "RDLUTVZJ"
	between := regexp.MustCompile(`[LD][TV]*Z[TV]*[RD]`)
	for n := range 8 * 8 * 8 * 8 * 8 {
		word, runes := make([]byte, 5), make([]rune, 5)
		for i := range word {
			word[i] = types[n%8]
			runes[i] = of[word[i]]
			n /= 8
		}
		want := true
		for i, k := range word {
			after := i > 0 && word[i-1] == 'V'
			if k == 'J' && !after || k == 'Z' && !after && !betweenAt(between, word, i) {
				want = false
			}
		}
		got := !strings.Contains(faults(Check(string(runes), loose)), "contextj")
		if got != want {
			t.Fatalf("%s %+q: allowed is %v, want %v", word, string(runes), got, want)
		}
	}
}

// betweenAt tells whether the non-joiner at i is that of some match.
func betweenAt(between *regexp.Regexp, word []byte, i int) bool {
	for from := range i {
		for to := i + 2; to <= len(word); to++ {
			part := word[from:to]
			if m := between.FindIndex(part); m != nil && m[0] == 0 && m[1] == len(part) && part[i-from] == 'Z' && bytes.Count(part, []byte("Z")) == 1 {
				return true
			}
		}
	}
	return false
}

func FuzzCheck(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.label)
	}
	c, err := NewChecker(root)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, label string) {
		r := Check(label, root)
		same(t, label, c.Judge(label), r)
		for _, finding := range r.Findings {
			if finding.Position < 0 || finding.Position > len([]rune(label)) && finding.Position > len(r.CodePoints) {
				t.Errorf("%s at position %d of %d", finding.Rule, finding.Position, len(r.CodePoints))
			}
			if strings.Contains(finding.English(), "{{.Position}}") {
				t.Errorf("%s says %s", finding.Rule, finding.English())
			}
		}
		if len(label) <= 300 && !strings.Contains(label, ".") {
			agree(t, lowerASCII(label))
		}
		if !r.Valid() {
			return
		}
		for _, form := range []string{r.ULabel, r.ALabel} {
			if again := Check(form, root); !again.Valid() || again.ULabel != r.ULabel || again.ALabel != r.ALabel {
				t.Errorf("%+q is valid, its form %+q gives %q %q: %s", label, form, again.ULabel, again.ALabel, faults(again))
			}
		}
	})
}
