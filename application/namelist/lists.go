package namelist

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"rootward/idn/lgr"
)

// Lists is a choice of lists that labels are looked up in. It never changes
// and may be used by many goroutines.
type Lists struct {
	all    []*List
	rank   map[*List]int
	tables []*table
	off    map[*List]bool // of the embedded table: replaced
	rules  func() *lgr.LGR
	named  map[Effect]string // sources per effect
}

//go:embed data/names.bin
var embedded string

// Default is the embedded lists. They are part of the program, so a fault in
// them is a fault of the program.
var Default = sync.OnceValue(func() *Lists {
	t, err := openTable(embedded)
	if err != nil {
		panic(fmt.Sprintf("embedded name lists: %v", err))
	}
	return newLists(t)
})

func newLists(base *table, more ...*table) *Lists {
	ls := &Lists{tables: append([]*table{base}, more...), off: map[*List]bool{}, rank: map[*List]int{}, rules: commonRules}
	ls.all = slices.Clone(base.lists)
	for _, t := range more {
		for _, l := range t.lists {
			i := slices.IndexFunc(ls.all, func(x *List) bool { return x.ID == l.ID })
			if i < 0 {
				ls.all = append(ls.all, l)
				continue
			}
			ls.off[ls.all[i]] = true
			ls.all[i] = l
		}
	}
	slices.SortStableFunc(ls.all, func(a, b *List) int {
		return cmp.Compare(slices.Index(Effects, a.Effect), slices.Index(Effects, b.Effect))
	})
	for i, l := range ls.all {
		ls.rank[l] = i
	}
	ls.named = sourcesByEffect(ls.all)
	return ls
}

// With is these lists with others in the place of those of the same id, or
// beside them. Index keys are computed here: about a microsecond a name.
func (ls *Lists) With(others ...Content) (*Lists, error) {
	if len(others) == 0 {
		return ls, nil
	}
	var more []*table
	for _, c := range others {
		packed, err := Pack([]Content{c}, ls.rules())
		if err != nil {
			return nil, err
		}
		t, err := openTable(string(packed))
		if err != nil {
			return nil, err
		}
		for _, l := range t.lists {
			l.Operator = true
		}
		more = append(more, t)
	}
	return newLists(ls.tables[0], append(slices.Clone(ls.tables[1:]), more...)...), nil
}

// All are the lists in the order of reporting: by effect.
func (ls *Lists) All() []*List { return slices.Clone(ls.all) }

// List is the list with an id; nil if there is none.
func (ls *Lists) List(id string) *List {
	for _, l := range ls.all {
		if l.ID == id {
			return l
		}
	}
	return nil
}

// Entries calls yield with every entry of a list, in the order of its source,
// until yield returns false.
func (ls *Lists) Entries(l *List, yield func(Entry) bool) {
	for _, t := range ls.tables {
		if !slices.Contains(t.lists, l) {
			continue
		}
		for at := 0; at < len(t.records); {
			e, next := t.entry(at)
			if e.List == l && !yield(e) {
				return
			}
			at = next
		}
	}
}

// hidden tells whether the list of a record was replaced.
func (ls *Lists) hidden(t *table, at int) bool { return len(ls.off) > 0 && ls.off[t.listAt(at)] }

func (ls *Lists) compare(a, b *Hit) int {
	return cmp.Or(cmp.Compare(ls.rank[a.List], ls.rank[b.List]), cmp.Compare(a.Match, b.Match))
}

// Collisions are the hits that are in the root zone, or on their way there, as
// the label or as a variant of it.
func (ls *Lists) Collisions(label []rune) []Hit {
	return slices.DeleteFunc(ls.Hits(nil, label), func(h Hit) bool { return h.List.Effect != Existing })
}

func splitArticles(s string) []string { return strings.Fields(s) }

func capital(r rune) bool { return unicode.IsUpper(r) || unicode.IsTitle(r) }

// Lookup finds a label in the embedded lists: see [Lists.Lookup].
func Lookup(label string) []Hit { return Default().Lookup(label) }
