package lgr

import (
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// Collisions is an index of labels that answers which of them are one variant
// set, and which a further label would be one set with. Labels are found by
// their IndexKey and then compared exactly, as SameVariantSet does. It may be
// used by many goroutines at once. A label takes some 40 octets besides its
// text in UTF-8. There is room for some two thousand million labels.
//
// Code points that are no Unicode scalar values count as U+FFFD.
type Collisions struct {
	g    *LGR
	seed maphash.Seed

	mu     sync.RWMutex
	text   []byte   // all labels, one after the other
	ends   []uint64 // where each label ends in text
	ids    []int
	hashes []uint64 // of the index keys
	next   []int32  // the label before with the same hash, or -1
	table  []int32  // open addressing by hash: the last label with it + 1, or 0
	used   int      // places of table that are taken
}

// Entry is a label of the index with the number that its user gave it.
type Entry struct {
	Label []rune
	ID    int
}

// NewCollisions makes an empty index under a ruleset.
func NewCollisions(g *LGR) *Collisions {
	return &Collisions{g: g, seed: maphash.MakeSeed(), table: make([]int32, 16)}
}

// Len is the number of labels in the index.
func (c *Collisions) Len() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.ids)
}

// Add puts a label into the index. The same label may be added several times;
// id is for the caller alone and need not be unique. The error is ErrTooLong.
func (c *Collisions) Add(label []rune, id int) error {
	if len(label) > MaxLabel {
		return ErrTooLong
	}
	hash := c.hash(label)
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.add(label, id, hash)
}

// AddAll puts many labels into the index and uses all cores. The error joins
// one ErrTooLong for each label that is too long; the others are added.
func (c *Collisions) AddAll(entries []Entry) error {
	hashes := make([]uint64, len(entries))
	parallel(len(entries), 4096, func(from, to int) {
		for i := from; i < to; i++ {
			if len(entries[i].Label) <= MaxLabel {
				hashes[i] = c.hash(entries[i].Label)
			}
		}
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	c.grow(len(entries))
	var faults []error
	for i, e := range entries {
		err := ErrTooLong
		if len(e.Label) <= MaxLabel {
			err = c.add(e.Label, e.ID, hashes[i])
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("label %d: %w", i, err))
		}
	}
	return errors.Join(faults...)
}

// hash is the same for labels with the same index key.
func (c *Collisions) hash(label []rune) uint64 {
	var room [4 * roomy]byte
	return maphash.Bytes(c.seed, c.g.AppendIndexKey(room[:0], label))
}

var errFull = errors.New("the index is full")

func (c *Collisions) add(label []rune, id int, hash uint64) error {
	if len(c.ids) >= math.MaxInt32-1 {
		return errFull
	}
	if 4*(c.used+1) > 3*len(c.table) {
		c.rehash(2 * len(c.table))
	}
	for _, r := range label {
		c.text = utf8.AppendRune(c.text, r)
	}
	c.ends = append(c.ends, uint64(len(c.text)))
	c.ids = append(c.ids, id)
	c.hashes = append(c.hashes, hash)
	at := c.slot(hash)
	if c.table[at] == 0 {
		c.used++
	}
	c.next = append(c.next, c.table[at]-1)
	c.table[at] = int32(len(c.ids))
	return nil
}

// slot is the place of the table for a hash: taken by it, or free.
func (c *Collisions) slot(hash uint64) int {
	mask := uint64(len(c.table) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		if last := c.table[at]; last == 0 || c.hashes[last-1] == hash {
			return int(at)
		}
	}
}

// grow makes room for n more labels.
func (c *Collisions) grow(n int) {
	want := len(c.ids) + n
	c.ends, c.ids, c.hashes = room(c.ends, want), room(c.ids, want), room(c.hashes, want)
	c.next = room(c.next, want)
}

func room[T any](s []T, n int) []T {
	if cap(s) >= n {
		return s
	}
	return append(make([]T, 0, n), s...)
}

func (c *Collisions) rehash(size int) {
	old := c.table
	c.table = make([]int32, size)
	for _, last := range old {
		if last != 0 {
			c.table[c.slot(c.hashes[last-1])] = last
		}
	}
}

// appendLabel appends the code points of a label of the index.
func (c *Collisions) appendLabel(dst []rune, i int) []rune {
	from := uint64(0)
	if i > 0 {
		from = c.ends[i-1]
	}
	for b := c.text[from:c.ends[i]]; len(b) > 0; {
		r, n := utf8.DecodeRune(b)
		dst = append(dst, r)
		b = b[n:]
	}
	return dst
}

// parallel calls work for parts of 0 to n on all cores.
func parallel(n, part int, work func(from, to int)) {
	var at atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (n+part-1)/part) {
		all.Go(func() {
			for {
				to := int(at.Add(int64(part)))
				if to-part >= n {
					return
				}
				work(to-part, min(to, n))
			}
		})
	}
	all.Wait()
}
