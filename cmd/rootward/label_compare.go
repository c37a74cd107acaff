package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"rootward/application/label"
	"rootward/idn/lgr"
)

// commonSet is the rule set that knows the variants across all scripts.
const commonSet = "lgr-5-common"

type labelCompareCmd struct {
	ruleSetFlag
	formatFlag
}

// Help is shown by rootward label compare --help.
func (labelCompareCmd) Help() string {
	return `Reads lines of two labels with a tab between them, and says whether they are one variant set: one class of the
symmetric and transitive closure of variants, whatever their dispositions. The relation is identical; blocked
or allocatable, for the second as a variant of the first; linked, through other labels; or none.

  printf 'shop\tshор\n' | rootward label compare

Without --lgr the common rule set decides, which knows the variants across scripts.`
}

// Run compares the pairs of standard input in their order.
func (c *labelCompareCmd) Run(ctx context.Context, std *stdio) error {
	set, err := c.set(std, commonSet)
	if err != nil {
		return err
	}
	if set == nil {
		return errors.New("label compare: two labels are compared by one rule set; name it")
	}
	table := c.table(std.Out)
	stream := &lineStream{batch: batchLines, worker: func() lineWorker { return &labelPair{g: set.LGR(), table: table} }}
	if err := answerAll(ctx, std, stream, sources(nil, std.In)); err != nil {
		return fmt.Errorf("label compare: %w", err)
	}
	return nil
}

// labelPair compares the two labels of a line.
type labelPair struct {
	g     *lgr.LGR
	table bool
}

func (p *labelPair) line(out, line []byte) []byte {
	a, b, two := bytes.Cut(line, []byte("\t"))
	same, relation, err := p.compare(a, b, two)
	if p.table {
		answer := string(relation)
		if err != nil {
			answer = visible(err.Error())
		}
		return fmt.Appendf(out, "%s\t%s\t%s\n", printable(string(a)), printable(string(b)), answer)
	}
	out = appendTextField(append(out, '{'), "a", a)
	out = appendTextField(out, "b", b)
	if err != nil {
		out = appendTextField(out, "error", err.Error())
		return append(out, "}\n"...)
	}
	out = appendBoolField(out, "same_variant_set", same)
	return append(appendTextField(out, "relation", string(relation)), "}\n"...)
}

func (p *labelPair) compare(a, b []byte, two bool) (bool, lgr.Relation, error) {
	if !two {
		return false, "", errors.New("no tab between two labels")
	}
	if bytes.IndexByte(b, '\t') >= 0 {
		return false, "", errors.New("more than two labels")
	}
	x, err := label.Parse(string(a))
	if err != nil {
		return false, "", fmt.Errorf("a: %w", err)
	}
	y, err := label.Parse(string(b))
	if err != nil {
		return false, "", fmt.Errorf("b: %w", err)
	}
	return p.g.SameVariantSet(x, y)
}
