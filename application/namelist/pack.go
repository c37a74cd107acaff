package namelist

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rootward/idn/lgr"
)

// Content is a list with its entries, before it is packed.
type Content struct {
	List    List
	Entries []Entry // List is not looked at
}

// Pack makes one table of lists, with index keys under a rule set of the root
// zone (variant.go). The same content gives the same bytes.
func Pack(lists []Content, rules *lgr.LGR) ([]byte, error) {
	p := &packer{rules: rules, numbers: map[string]int{}}
	p.number("")
	if len(lists) > 255 {
		return nil, fmt.Errorf("%d lists, at most 255 in a table", len(lists))
	}
	var heads []List
	for i, c := range lists {
		c.List.Names = len(c.Entries)
		heads = append(heads, c.List)
		for _, e := range c.Entries {
			if err := p.add(i, &c.List, e); err != nil {
				return nil, fmt.Errorf("list %s: %w", c.List.ID, err)
			}
		}
	}
	head, err := json.Marshal(heads)
	if err != nil {
		return nil, fmt.Errorf("describing lists: %w", err)
	}
	poolAt := make([]byte, 0, 4*len(p.pool)+4)
	at := 0
	for _, s := range p.pool {
		poolAt = binary.LittleEndian.AppendUint32(poolAt, uint32(at))
		at += len(s)
	}
	poolAt = binary.LittleEndian.AppendUint32(poolAt, uint32(at))
	names, nameSlots := packIndex(p.names)
	keys, keySlots := packIndex(p.keys)
	out := []byte(magic)
	all := [parts][]byte{head, poolAt, []byte(strings.Join(p.pool, "")), p.records, names, nameSlots, keys, keySlots}
	for _, part := range all {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(part))) //nolint:gosec // far below 4 GB
	}
	return slices.Concat(out, slices.Concat(all[:]...)), nil
}

// packer collects records and keys.
type packer struct {
	rules   *lgr.LGR
	numbers map[string]int
	pool    []string
	records []byte
	names   []slot
	keys    []slot
}

type slot struct {
	key uint64
	at  int
}

func (p *packer) number(s string) int {
	n, ok := p.numbers[s]
	if !ok {
		n = len(p.pool)
		p.numbers[s] = n
		p.pool = append(p.pool, s)
	}
	return n
}

func (p *packer) add(list int, l *List, e Entry) error {
	at := len(p.records)
	if at >= maxRecord {
		return fmt.Errorf("more than %d octets of names", maxRecord)
	}
	p.records = append(p.records, byte(list)) //nolint:gosec // at most 255
	for _, s := range []string{e.Territory, e.Language, e.Kind, e.Group, e.Note, e.articles} {
		p.records = binary.AppendUvarint(p.records, uint64(p.number(s))) //nolint:gosec // not negative
	}
	p.records = binary.AppendUvarint(p.records, uint64(len(e.Name)))
	p.records = append(p.records, e.Name...)
	var names, keys []uint64
	for _, f := range forms(e.Name, splitArticles(e.articles), l.Matching) {
		joined := strings.Join(f.words, "")
		names = append(names, spread(keyOf(strip(joined))))
		if l.Effect != Place && !f.weak && canVary(p.rules, joined) {
			keys = append(keys, spread(keyOf(p.rules.IndexKey([]rune(joined)))))
		}
	}
	if len(names) == 0 {
		return fmt.Errorf("%q has no letter", e.Name)
	}
	p.names = appendSlots(p.names, names, at)
	p.keys = appendSlots(p.keys, keys, at)
	return nil
}

// canVary tells whether a text, taken as a label, is in the repertoire, without
// which it has no variants.
func canVary(rules *lgr.LGR, label string) bool {
	if rules == nil {
		return false
	}
	v, err := rules.Evaluate([]rune(label))
	return err == nil && (v.Eligible || v.ActionIndex >= 0)
}

func appendSlots(slots []slot, keys []uint64, at int) []slot {
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		slots = append(slots, slot{k, at})
	}
	return slots
}

// packIndex sorts slots into buckets of four to eight.
func packIndex(slots []slot) (buckets, packed []byte) {
	slices.SortFunc(slots, func(a, b slot) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.at, b.at)) })
	shift, n := 64, 1
	for n*8 < len(slots) {
		n *= 2
		shift--
	}
	next := 0
	for b := range n {
		for n > 1 && next < len(slots) && slots[next].key>>shift < uint64(b) {
			next++
		}
		buckets = append24(buckets, next)
	}
	buckets = append24(buckets, len(slots))
	for _, s := range slots {
		packed = append(packed, byte(s.key&0xFF))
		packed = append24(packed, s.at)
	}
	return buckets, packed
}

func append24(b []byte, v int) []byte {
	return append(b, byte(v&0xFF), byte(v>>8&0xFF), byte(v>>16&0xFF))
}

// Unpack reads back what Pack was given.
func Unpack(packed string) ([]Content, error) {
	t, err := openTable(packed)
	if err != nil {
		return nil, err
	}
	out := make([]Content, len(t.lists))
	for i, l := range t.lists {
		out[i].List = *l
	}
	for at := 0; at < len(t.records); {
		number := int(t.records[at])
		e, next := t.entry(at)
		e.List = nil
		out[number].Entries = append(out[number].Entries, e)
		at = next
	}
	return out, nil
}
