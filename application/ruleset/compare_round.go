package ruleset

import (
	"context"
	"fmt"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// Summary counts what changes for the strings of a round.
type Summary struct {
	Strings   int          `json:"strings"`   // applications looked at
	Distinct  int          `json:"distinct"`  // different labels among them
	Changed   int          `json:"changed"`   // applications that something changes for
	Kinds     map[Kind]int `json:"kinds"`     // the same by kind; one may count under several
	Admitted  int          `json:"admitted"`  // not eligible before, eligible after
	Refused   int          `json:"refused"`   // the other way round
	Meet      int          `json:"meet"`      // groups of strings that become variants of each other
	Part      int          `json:"part"`      // groups that are no more
	Undecided int          `json:"undecided"` // pairs with one key whose test was given up: taken as variants
}

// comparePage is how many strings are read at a time.
const comparePage = 200

// CompareAll compares two editions on strings that next gives in pages, in
// order of A-label; page gets the rows that change of each page and how many
// strings were looked at so far. Labels are grouped at the end, by the common
// set of each edition.
func CompareAll(old, now *rootzone.Edition, next func(after String) ([]String, error), page func(done int, rows []Row) error) (Summary, []Meeting, error) {
	c := comparison{old: old, now: now, of: map[string][]String{}, sum: Summary{Kinds: map[Kind]int{}}}
	var last String
	for {
		list, err := next(last)
		if err != nil {
			return c.sum, nil, err
		}
		if len(list) == 0 {
			break
		}
		rows, err := c.rows(list)
		if err != nil {
			return c.sum, nil, err
		}
		if err := page(c.sum.Strings, rows); err != nil {
			return c.sum, nil, err
		}
		last = list[len(list)-1]
	}
	met, err := c.meetings()
	return c.sum, met, err
}

type comparison struct {
	old, now *rootzone.Edition
	labels   []string
	of       map[string][]String
	last     Change // of the label before: equal labels follow each other
	sum      Summary
}

func (c *comparison) rows(list []String) ([]Row, error) {
	var out []Row
	for _, s := range list {
		if c.of[s.Label] == nil {
			change, err := Compare(c.old, c.now, []rune(s.Label))
			if err != nil {
				return nil, fmt.Errorf("application %s: %w", s.Application, err)
			}
			c.last, c.labels = change, append(c.labels, s.Label)
		}
		c.of[s.Label] = append(c.of[s.Label], s)
		c.sum.Strings++
		if len(c.last.Kinds) == 0 {
			continue
		}
		out = append(out, Row{String: s, Change: c.last})
		c.count()
	}
	return out, nil
}

func (c *comparison) count() {
	c.sum.Changed++
	for _, k := range c.last.Kinds {
		c.sum.Kinds[k]++
	}
	switch {
	case c.last.New.Eligible && !c.last.Old.Eligible:
		c.sum.Admitted++
	case c.last.Old.Eligible && !c.last.New.Eligible:
		c.sum.Refused++
	}
}

func (c *comparison) meetings() ([]Meeting, error) {
	c.sum.Distinct = len(c.labels)
	a, b := c.old.Common(), c.now.Common()
	if a == nil || b == nil {
		return nil, nil
	}
	var groups [2][]int
	for i, g := range []*lgr.LGR{a.LGR(), b.LGR()} {
		numbers, undecided, err := grouped(g, c.labels)
		if err != nil {
			return nil, err
		}
		groups[i] = numbers
		c.sum.Undecided += undecided
	}
	out := meetings(c.labels, groups[0], groups[1], c.of)
	for _, m := range out {
		if m.Gained {
			c.sum.Meet++
		} else {
			c.sum.Part++
		}
	}
	return out, nil
}

// CompareRound compares the edition in force for a round with another one,
// without keeping the result: for the shell. progress may be nil.
func (s *Service) CompareRound(ctx context.Context, roundID string, old, now *rootzone.Edition, each func(Row) error, progress func(done, total int)) (Summary, []Meeting, error) {
	total, err := s.Store.CountRuleStrings(ctx, roundID)
	if err != nil {
		return Summary{}, nil, fmt.Errorf("strings of round %s: %w", roundID, err)
	}
	return CompareAll(old, now, s.strings(ctx, roundID), func(done int, rows []Row) error {
		for _, r := range rows {
			if err := each(r); err != nil {
				return err
			}
		}
		if progress != nil {
			progress(done, total)
		}
		return nil
	})
}

func (s *Service) strings(ctx context.Context, roundID string) func(after String) ([]String, error) {
	return func(after String) ([]String, error) {
		list, err := s.Store.RuleStrings(ctx, roundID, after, comparePage)
		if err != nil {
			return nil, fmt.Errorf("strings of round %s: %w", roundID, err)
		}
		return list, nil
	}
}
