package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

const listed = 10_000 // variants that are listed at most

// perLabel measures all that is done with one label and adds a point to every
// line of the chart.
func perLabel(c *chart, x float64, g *lgr.LGR, label, other []rune) error {
	var key []byte
	variants, err := g.Variants(label)
	if err != nil {
		return err
	}
	for i, work := range []func() (each float64, err error){
		func() (float64, error) { _, err := g.Evaluate(label); return 1, err },
		func() (float64, error) { key = g.AppendIndexKey(key[:0], label); return 1, nil },
		func() (float64, error) { _, _, err := g.SameVariantSet(label, other); return 1, err },
		func() (float64, error) {
			v, err := g.Variants(label)
			if err == nil {
				v.Counts()
			}
			return 1, err
		},
		func() (float64, error) {
			n := 0
			for range variants.All() {
				if n++; n == listed {
					break
				}
			}
			return float64(max(n, 1)), nil
		},
	} {
		parts := 1.0
		took, err := least(func() (err error) { parts, err = work(); return err })
		if err != nil {
			return err
		}
		c.lines[i].add(x, took/parts)
	}
	return nil
}

func perLabelLines() []line {
	return []line{
		{name: "eligibility and disposition"},
		{name: "index key"},
		{name: "same variant set, a variant"},
		{name: "all variants counted"},
		{name: "one variant listed (of up to 10,000)"},
	}
}

// byLength measures Latin labels of growing length under the common rules.
// Every letter has variants, so their number grows like a power of the length.
func byLength() (chart, error) {
	g := rootzone.Embedded().Common().LGR()
	c := chart{
		title: "Processor time by length of the label",
		desc:  "Latin letters under the common rules of the root zone, edition 5; processor time for one label, both axes logarithmic.",
		x:     "code points", lines: perLabelLines(),
	}
	variants := singleVariants(g)
	text := []rune(strings.Repeat("vermögensberatung", 4))
	for _, n := range []int{2, 4, 8, 16, 32, 63} {
		label, other := text[:n], append([]rune{}, text[:n]...)
		for i, r := range other {
			if to := variants[r]; len(to) > 0 {
				other[i] = to[0]
			}
		}
		if err := perLabel(&c, float64(n), g, label, other); err != nil {
			return c, err
		}
	}
	return c, nil
}

// byVariants measures labels of ten code points under rulesets in which every
// code point has the same number of variants.
func byVariants() (chart, error) {
	c := chart{
		title: "Processor time by variants of each code point",
		desc:  "Labels of ten code points under made rulesets in which all code points have so many variants; processor time for one label, both axes logarithmic.",
		x:     "variants of each code point", lines: perLabelLines(),
	}
	for _, n := range []int{1, 2, 4, 8, 16, 32} {
		g, err := lgr.Parse(strings.NewReader(cliques(10, n+1)))
		if err != nil {
			return c, err
		}
		label, other := make([]rune, 10), make([]rune, 10)
		for i := range label {
			label[i] = rune(0x4E00 + i*(n+1))
			other[i] = label[i] + 1
		}
		if err := perLabel(&c, float64(n), g, label, other); err != nil {
			return c, err
		}
	}
	return c, nil
}

// cliques is a ruleset with groups of code points that are variants of each other.
func cliques(groups, size int) string {
	var b strings.Builder
	b.WriteString(`<lgr xmlns="` + lgr.Namespace + `"><meta><version>1</version><date>2026-01-01</date>` +
		`<language>und-Hani</language><unicode-version>16.0.0</unicode-version></meta><data>`)
	for i := range groups * size {
		fmt.Fprintf(&b, `<char cp="%04X">`, 0x4E00+i)
		for k := range size {
			if to := i/size*size + k; to != i {
				fmt.Fprintf(&b, `<var cp="%04X" type="blocked"/>`, 0x4E00+to)
			}
		}
		b.WriteString(`</char>`)
	}
	b.WriteString(`</data></lgr>`)
	return b.String()
}

// byLabels measures the index of collisions with a growing number of labels.
func byLabels(most int) (chart, error) {
	c := chart{
		title: "Processor time by number of labels",
		desc:  "Labels of six scripts under the common rules of the root zone, edition 5, one in ten a variant of another; processor time, all cores together, both axes logarithmic.",
		x:     "labels in the index",
		lines: []line{
			{name: "add all, group, all relations"},
			{name: "what one more label collides with"},
			{name: "every two labels (baseline)"},
		},
	}
	g, labels, err := sample(most + 100)
	if err != nil {
		return c, err
	}
	for n := 100; n <= most; n *= 10 {
		entries := make([]lgr.Entry, n)
		for i := range entries {
			entries[i] = lgr.Entry{Label: labels[i], ID: i}
		}
		var index *lgr.Collisions
		took, err := least(func() (err error) { index, err = collide(g, entries); return err })
		if err != nil {
			return c, err
		}
		c.lines[0].add(float64(n), took)
		k := 0
		took, err = least(func() error {
			k++
			_, err := index.Query(labels[(k*7919)%(n+100)])
			return err
		})
		if err != nil {
			return c, err
		}
		c.lines[1].add(float64(n), took)
		if n > 1000 {
			continue // grows with the square: nobody would wait for it
		}
		took, err = least(func() error { return everyTwo(g, labels[:n]) })
		if err != nil {
			return c, err
		}
		c.lines[2].add(float64(n), took)
	}
	return c, nil
}

func collide(g *lgr.LGR, entries []lgr.Entry) (*lgr.Collisions, error) {
	index := lgr.NewCollisions(g)
	if err := index.AddAll(entries); err != nil {
		return nil, err
	}
	groups, err := index.Groups()
	for _, gr := range groups {
		for range gr.Relations() { // the time for all of them is asked
		}
	}
	return index, err
}

func everyTwo(g *lgr.LGR, labels [][]rune) error {
	for i, a := range labels {
		for _, b := range labels[:i] {
			if _, _, err := g.SameVariantSet(a, b); err != nil {
				return err
			}
		}
	}
	return nil
}

// singleVariants are the variants of one code point of all single code points.
func singleVariants(g *lgr.LGR) map[rune][]rune {
	variants := map[rune][]rune{}
	for _, c := range g.Chars {
		for _, v := range c.Variants {
			if len(c.CP) == 1 && len(v.CP) == 1 && c.CP[0] != v.CP[0] {
				variants[c.CP[0]] = append(variants[c.CP[0]], v.CP[0])
			}
		}
	}
	return variants
}

// sample makes different eligible labels.
func sample(n int) (*lgr.LGR, [][]rune, error) {
	edition := rootzone.Embedded()
	common := edition.Common().LGR()
	variants := singleVariants(common)
	var alphabets [][]rune
	for _, script := range []string{"latin", "arabic", "chinese", "cyrillic", "greek", "devanagari"} {
		var alphabet []rune
		for _, c := range edition.Set("lgr-5-" + script + "-script").LGR().Chars {
			if len(c.CP) == 1 {
				alphabet = append(alphabet, c.CP[0])
			}
		}
		alphabets = append(alphabets, alphabet)
	}
	random := rand.New(rand.NewPCG(5, 2026)) //nolint:gosec // a fixed sample, not a secret
	seen := map[string]bool{}
	var labels [][]rune
	for len(labels) < n {
		var label []rune
		if k := len(labels); k > 50 && k%10 == 0 {
			label = append(label, labels[random.IntN(k)]...)
			at := random.IntN(len(label))
			if to := variants[label[at]]; len(to) > 0 {
				label[at] = to[random.IntN(len(to))]
			}
		} else {
			alphabet := alphabets[random.IntN(len(alphabets))]
			for range 3 + random.IntN(10) {
				label = append(label, alphabet[random.IntN(len(alphabet))])
			}
		}
		v, err := common.Evaluate(label)
		if err != nil {
			return nil, nil, err
		}
		if v.Eligible && !seen[string(label)] {
			seen[string(label)] = true
			labels = append(labels, label)
		}
	}
	return common, labels, nil
}
