package namelist

import (
	"encoding/json"
	"fmt"
)

// table holds lists with an index, in one string that is never unpacked: the
// embedded one is read where the operating system maps it.
//
// Layout, numbers with the lowest octet first: magic, the lengths of all parts
// (4 octets each), then the parts: descriptions of the lists in JSON; where
// each pooled string begins (4 octets each); the pooled strings; the records;
// and for each of two indexes where each bucket begins (3 octets each), and
// the slots: the last octet of the key and 3 octets of where the record is.
//
// A record is the number of its list (1 octet), then as uvarints the pooled
// strings territory, language, kind, group, note and articles, then the length
// of the name and the name.
type table struct {
	lists   []*List
	poolAt  string
	pool    string
	records string
	names   index // by the stripped letters, in any order
	keys    index // by the code points of the index key, in any order
}

const (
	magic     = "RWN1"
	parts     = 8
	slotSize  = 4
	pooled    = 6 // strings of a record that are pooled
	maxRecord = 1 << 24
)

// openTable reads what pack made.
func openTable(s string) (*table, error) {
	head := len(magic) + 4*parts
	if len(s) < head || s[:len(magic)] != magic {
		return nil, fmt.Errorf("name table: no %s at its start", magic)
	}
	var part [parts]string
	at := head
	for i := range part {
		n := int(u32(s[len(magic)+4*i:]))
		if n > len(s)-at {
			return nil, fmt.Errorf("name table: cut off in part %d", i)
		}
		part[i] = s[at : at+n]
		at += n
	}
	t := &table{
		poolAt: part[1], pool: part[2], records: part[3],
		names: newIndex(part[4], part[5]), keys: newIndex(part[6], part[7]),
	}
	if err := json.Unmarshal([]byte(part[0]), &t.lists); err != nil {
		return nil, fmt.Errorf("name table: its lists: %w", err)
	}
	return t, nil
}

func u32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func u24(s string) int { return int(s[0]) | int(s[1])<<8 | int(s[2])<<16 }

func uvarint(s string) (v, n int) {
	for shift := 0; n < len(s); shift += 7 {
		b := s[n]
		n++
		v |= int(b&0x7F) << shift
		if b < 0x80 {
			break
		}
	}
	return v, n
}

func (t *table) pooledAt(i int) string {
	return t.pool[u32(t.poolAt[4*i:]):u32(t.poolAt[4*i+4:])]
}

// listAt is the list of the record at an offset.
func (t *table) listAt(at int) *List { return t.lists[t.records[at]] }

// entry reads the record at an offset and tells where the next one is.
func (t *table) entry(at int) (e Entry, next int) {
	e.List = t.listAt(at)
	at++
	for _, to := range [pooled]*string{&e.Territory, &e.Language, &e.Kind, &e.Group, &e.Note, &e.articles} {
		v, n := uvarint(t.records[at:])
		*to = t.pooledAt(v)
		at += n
	}
	size, n := uvarint(t.records[at:])
	at += n
	e.Name = t.records[at : at+size]
	return e, at + size
}

// index finds records by a 64-bit key.
type index struct {
	buckets, slots string
	shift          int // key >> shift is the bucket
}

func newIndex(buckets, slots string) index {
	x := index{buckets: buckets, slots: slots, shift: 64}
	for n := len(buckets)/3 - 1; n > 1; n >>= 1 {
		x.shift--
	}
	return x
}

// find calls yield with the offset of every record that may have the key, and
// of a few others. It stops when yield returns false.
func (x *index) find(key uint64, yield func(at int) bool) {
	if len(x.slots) == 0 {
		return
	}
	b := int(key >> x.shift) //nolint:gosec // fewer than 1<<24 buckets
	if x.shift == 64 {
		b = 0
	}
	mark := byte(key & 0xFF)
	for i, end := u24(x.buckets[3*b:]), u24(x.buckets[3*b+3:]); i < end; i++ {
		slot := x.slots[slotSize*i:]
		if slot[0] == mark && !yield(u24(slot[1:])) {
			return
		}
	}
}

// letterKey adds up over the letters of a text, so that the order of letters
// does not matter and articles can be taken away again.
func letterKey(sum uint64, r rune) uint64 {
	x := uint64(r) * 0x9E3779B97F4A7C15 //nolint:gosec // code points are not negative
	x ^= x >> 29
	x *= 0xBF58476D1CE4E5B9
	return sum + (x ^ x>>32)
}

// spread makes a key of a sum.
func spread(sum uint64) uint64 {
	sum ^= sum >> 33
	sum *= 0xFF51AFD7ED558CCD
	return sum ^ sum>>33
}

func keyOf(s string) (sum uint64) {
	for _, r := range s {
		sum = letterKey(sum, r)
	}
	return sum
}
