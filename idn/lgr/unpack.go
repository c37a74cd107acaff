package lgr

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// ErrBadPack is returned by Unpack for octets that Pack did not make, or that
// another version of it made.
var ErrBadPack = errors.New("not a packed ruleset of this version")

// Unpack reads what Pack has made. The error is ErrBadPack, or of type Faults
// if the ruleset in it breaks a rule that Parse would not have let pass.
func Unpack(pack []byte) (*LGR, error) {
	rest, ok := strings.CutPrefix(string(pack[:min(len(pack), len(packMagic)+1)]), packMagic)
	if !ok || rest != string(rune(packVersion)) {
		return nil, fmt.Errorf("unpack: %w", ErrBadPack)
	}
	u := &unpacker{data: pack, at: len(packMagic) + 1}
	u.table()
	g := &LGR{}
	c := coder{in: u}
	c.model(g)
	u.chars(g, &c)
	if u.at < len(u.data) {
		u.fail("something after the end")
	}
	if u.err != nil {
		return nil, fmt.Errorf("unpack: %w", u.err)
	}
	g.classes, g.rules = make(map[string]*Class, len(g.Classes)), make(map[string]*Rule, len(g.Rules))
	for _, c := range g.Classes {
		g.classes[c.Name] = c
	}
	for _, r := range g.Rules {
		g.rules[r.Name] = r
	}
	r := &reader{limits: DefaultLimits}
	r.compile(g)
	if len(r.fatal) > 0 {
		return nil, r.all()
	}
	g.Forgiven = r.faults // as when it was read from XML
	return g, nil
}

// unpacker reads numbers and strings. After a failure it gives zeros.
type unpacker struct {
	data    []byte
	at      int
	strings []string
	lists   [][]string
	err     error
}

func (u *unpacker) fail(what string) {
	if u.err == nil {
		u.err = fmt.Errorf("octet %d: %s: %w", u.at, what, ErrBadPack)
	}
	u.at = len(u.data)
}

func (u *unpacker) left() int { return len(u.data) - u.at }

// maxPacked bounds all numbers in a pack.
const maxPacked = 1 << 30

func (u *unpacker) number() int {
	if u.at < len(u.data) {
		if b := u.data[u.at]; b < 0x80 {
			u.at++
			return int(b)
		}
	}
	return u.long()
}

func (u *unpacker) long() int {
	n, size := binary.Uvarint(u.data[u.at:])
	if size <= 0 || n > maxPacked {
		u.fail("a number is cut off or too large")
		return 0
	}
	u.at += size
	return int(n)
}

func (u *unpacker) delta() int {
	n := u.number()
	return n>>1 ^ -(n & 1)
}

func (u *unpacker) str() string {
	i := u.number()
	if i >= len(u.strings) {
		u.fail("no such string")
		return ""
	}
	return u.strings[i]
}

func (u *unpacker) words() []string {
	i := u.number()
	if i >= len(u.lists) {
		u.fail("no such list")
		return nil
	}
	return u.lists[i]
}

// table reads the strings, which share one piece of memory.
func (u *unpacker) table() {
	n := u.number()
	if n > u.left() {
		u.fail("a list that is longer than the pack")
		return
	}
	lengths, total := make([]int, n), 0
	for i := range lengths {
		lengths[i] = u.number()
		total += lengths[i]
		if total > u.left() {
			u.fail("a list that is longer than the pack")
			return
		}
	}
	if total > u.left() {
		u.fail("a list that is longer than the pack")
		return
	}
	all := string(u.data[u.at : u.at+total])
	u.at += total
	u.strings = make([]string, n)
	for i, length := range lengths {
		u.strings[i], all = all[:length], all[length:]
	}
	each(&coder{in: u}, &u.lists, func(list *[]string) { each(&coder{in: u}, list, func(s *string) { *s = u.str() }) })
}

// chars reads characters and variants into one piece of memory each.
func (u *unpacker) chars(g *LGR, c *coder) {
	var shapes []Char
	var variantShapes []Variant
	c.shapes(&shapes, &variantShapes)
	var sizes [3]int
	for i := range sizes {
		if sizes[i] = u.number(); sizes[i] > u.left() {
			u.fail("a list that is longer than the pack")
			return
		}
	}
	chars, variants := make([]Char, sizes[0]), make([]Variant, sizes[1])
	places, cps := make([]*Variant, 0, sizes[1]), make([]rune, 0, sizes[2])
	g.Chars = make([]*Char, sizes[0])
	line := 0
	at := rune(0)
	for i := range chars {
		char := &chars[i]
		g.Chars[i] = char
		head := u.number()
		if head>>2 >= len(shapes) {
			u.fail("no such shape")
			return
		}
		*char = shapes[head>>2]
		at = u.codePoint(at)
		switch head & 3 {
		case packedSingle:
			cps = append(cps, at)
			char.CP = cps[len(cps)-1 : len(cps) : len(cps)]
		case packedSequence:
			from := len(cps)
			cps = u.rest(append(cps, at), at)
			char.CP = cps[from:len(cps):len(cps)]
		case packedRange:
			if char.First, char.Last = at, u.codePoint(at); char.Last < at {
				u.fail("a range that runs backwards")
			}
		default:
			u.fail("no such kind of character")
		}
		line += u.delta()
		char.Line = line
		n := u.number()
		if n > len(variants) || len(cps) > sizes[2] {
			u.fail("more than was announced")
			return
		}
		from := len(places)
		for k := range n {
			v := &variants[k]
			shape := u.number()
			if shape>>1 >= len(variantShapes) {
				u.fail("no such shape")
				return
			}
			*v = variantShapes[shape>>1]
			begin := len(cps)
			if shape&1 == 0 {
				cps = append(cps, u.codePoint(at))
			} else {
				cps = u.rest(cps, at)
			}
			v.CP = cps[begin:len(cps):len(cps)]
			line += u.delta()
			v.Line = line
			places = append(places, v)
		}
		variants = variants[n:]
		if n > 0 {
			char.Variants = places[from:len(places):len(places)]
		}
	}
}

// codePoint is one that is given as the difference from another.
func (u *unpacker) codePoint(from rune) rune {
	n := int(from) + u.delta()
	if n < 0 || n > maxRune {
		u.fail("a number that is no code point")
		return 0
	}
	return rune(n)
}

func (u *unpacker) rest(cps []rune, from rune) []rune {
	n := u.number()
	if n > min(u.left(), DefaultLimits.Sequence) {
		u.fail("a sequence that is too long")
		return cps
	}
	for range n {
		from = u.codePoint(from)
		cps = append(cps, from)
	}
	return cps
}
