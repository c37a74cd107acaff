package idn

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"rootward/idn/internal/ucd"
)

// ruleSets are rules of every kind.
var ruleSets = []Rules{
	{},
	root,
	{MinASCII: 2, MinIDN: 2, SingleCharHan: true, MixedScripts: true, MaxOctets: 20, Unicode: "15.0.0"},
	{LettersOnly: true, Unicode: "17.0.0"},
	{Unicode: "11.0.0"},
}

// randomLabel makes labels of all kinds: words of one script, mixed ones, ones
// of any code points at all, damaged A-labels and octets.
func randomLabel(random *rand.Rand) string {
	kinds := []string{
		"abcxyz019-", "abcxn-", "ABcéßÄ\u0301\u0308·l", "абвгж", "اببتج\u0640\u0660۱\u200c\u064e٠۲", "אבג1׳״\u05b7",
		"कखग\u094d\u200d\u093c", "漢字かなカナーア・", "한국어\u1112\u1161", "αβγς͵", "a.。\u0000 😀",
	}
	letters := []rune(kinds[random.IntN(len(kinds))])
	n := 1 + random.IntN(10)
	if random.IntN(20) == 0 {
		n = 60 + random.IntN(30)
	}
	if random.IntN(200) == 0 {
		n = 400
	}
	word := make([]rune, n)
	for i := range word {
		word[i] = letters[random.IntN(len(letters))]
		if random.IntN(25) == 0 {
			word[i] = rune(random.IntN(0x32000))
		}
	}
	switch random.IntN(8) {
	case 0:
		encoded := AppendALabel(nil, word)
		if len(encoded) > 0 && random.IntN(2) == 0 {
			encoded[random.IntN(len(encoded))] = "abcxyzXYZ019-"[random.IntN(13)]
		}
		return string(encoded)
	case 1:
		octets := []byte(string(word))
		octets[random.IntN(len(octets))] ^= byte(1 << random.IntN(8))
		return string(octets)
	}
	return string(word)
}

// A Checker says what Check says, label after label.
func TestCheckerSaysWhatCheckSays(t *testing.T) {
	var checkers []*Checker
	for _, rules := range ruleSets {
		c, err := NewChecker(rules)
		if err != nil {
			t.Fatal(err)
		}
		checkers = append(checkers, c)
	}
	random := rand.New(rand.NewPCG(7, 8))
	valid := 0
	for n := range 100_000 {
		label := randomLabel(random)
		k := n % len(checkers)
		var o Outcome
		if n%2 == 0 {
			o = checkers[k].Judge(label)
		} else {
			o = checkers[k].JudgeBytes([]byte(label))
		}
		if same(t, label, o, Check(label, ruleSets[k])) {
			valid++
		}
	}
	if valid < 5_000 || valid > 95_000 {
		t.Errorf("%d of 100000 labels are valid: the labels try too little", valid)
	}
}

func TestCheckerOnSamples(t *testing.T) {
	for _, s := range samples(t) {
		c, err := NewChecker(s.rules)
		if err != nil {
			t.Fatal(err)
		}
		same(t, s.label, c.Judge(s.label), Check(s.label, s.rules))
	}
}

// same compares all that both say, and tells whether the label is valid.
func same(t *testing.T, label string, o Outcome, r Report) bool {
	t.Helper()
	faults := r.Faults(Warned)
	if len(faults)+len(o.Findings) > 0 && !reflect.DeepEqual(faults, o.Findings) {
		t.Fatalf("%+q: Check says %+v, the checker %+v", label, faults, o.Findings)
	}
	var runes []rune
	for _, c := range r.CodePoints {
		runes = append(runes, c.Rune)
	}
	if string(o.ULabel) != r.ULabel || string(o.ALabel) != r.ALabel || !slices.Equal(o.Runes, runes) ||
		o.ASCII != r.ASCII || o.RTL != r.RTL || o.Script != r.Script || o.ScriptName != r.ScriptName || o.Valid() != r.Valid() {
		t.Fatalf("%+q: Check says %+v, the checker %+v", label, r, o)
	}
	return o.Valid()
}

func TestNewChecker(t *testing.T) {
	for _, version := range append(UnicodeVersions(), "") {
		if _, err := NewChecker(Rules{Unicode: version}); err != nil {
			t.Errorf("%q: %v", version, err)
		}
	}
	for _, version := range []string{"15", "99.0.0", "latest"} {
		if _, err := NewChecker(Rules{Unicode: version}); err == nil {
			t.Errorf("%q is taken", version)
		}
		if r := Check("a", Rules{Unicode: version}); r.Unicode != DefaultUnicode() {
			t.Errorf("%q: judged by %s", version, r.Unicode)
		}
	}
}

// The version decides what is assigned.
func TestUnicodeVersionDecides(t *testing.T) {
	tests := []struct{ label, version, want string }{
		{"\U00010d70\U00010d71", "15.0.0", "unassigned@1 unassigned@2"}, // Garay came with 16
		{"\U00010d70\U00010d71", "16.0.0", ""},
		{"\U00010d70\U00010d71", "17.0.0", ""},
		{"\U00010d50\U00010d71", "16.0.0", "disallowed-form@1"}, // a capital of the new script
		{"\U00016d67\U00016d67", "15.0.0", "unassigned@1 unassigned@2"},
		{"\U00016d67\U00016d67", "16.0.0", "nfc@1"}, // composes to U+16D68
		{"\U00016d68", "16.0.0", ""},
		{"\u1c89", "15.0.0", "unassigned@1"},
		{"\u1c89", "16.0.0", "disallowed-form@1"},
		{"\U000323b0", "16.0.0", "unassigned@1"}, // an ideograph of 17
		{"\U000323b0", "17.0.0", ""},
		{"\u08c8", "13.0.0", "unassigned@1"}, // came with 14
		{"\u08c8\u08c8", "14.0.0", ""},
	}
	for _, test := range tests {
		r := Check(test.label, Rules{Unicode: test.version})
		if got := faults(r); got != test.want || r.Unicode != test.version {
			t.Errorf("%+q by %s: %q, want %q", test.label, test.version, got, test.want)
		}
	}
	if r := Check("\U00010d70", Rules{}); r.Script != "Gara" || r.CodePoints[0].Name != "GARAY SMALL LETTER A" || !r.RTL {
		t.Errorf("%+v", r)
	}
}

func TestCheckerAllocatesNothing(t *testing.T) {
	c, err := NewChecker(Rules{})
	if err != nil {
		t.Fatal(err)
	}
	for _, label := range []string{"shop", "vermögensberatung", "xn--vermgensberatung-pwb", "امارات", "政务", "சிங்கப்பூர்", "グーグル", "ভারত", "नेपाल", "한국"} {
		text := []byte(label)
		if o := c.JudgeBytes(text); !o.Valid() {
			t.Errorf("%s: %+v", label, o.Findings)
		}
		if n := testing.AllocsPerRun(100, func() { c.JudgeBytes(text) }); n != 0 {
			t.Errorf("%s: %v allocations", label, n)
		}
	}
}

// Both ends of the code space, and every version at once on several goroutines.
func TestTablesAreSafeForManyGoroutines(t *testing.T) {
	done := make(chan string)
	for range 4 {
		go func() {
			text := ""
			for _, v := range ucd.Versions() {
				text += faults(Check("\u08c8", Rules{Unicode: v.Version})) + " "
			}
			done <- text
		}()
	}
	first := <-done
	for range 3 {
		if next := <-done; next != first {
			t.Errorf("%q and %q", first, next)
		}
	}
}
