package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"

	"rootward/application/label"
	"rootward/idn/lgr"
)

type labelCollisionsCmd struct {
	Labels []string `arg:"" optional:"" name:"label" help:"Labels; none, or -, reads them from standard input, one a line."`
	ruleSetFlag
	formatFlag
}

// Help is shown by rootward label collisions --help.
func (labelCollisionsCmd) Help() string {
	return `Writes one line for every group of two or more labels that are one variant set, in the order of their first
labels: {"group": 1, "index_key": ..., "labels": [{"input": ..., "line": 1, "cps": ...}, ...]}. Lines that are no labels come first,
each with its error. Without --lgr the common rule set decides, which knows the variants across scripts.`
}

// Run reads all labels and writes the groups.
func (c *labelCollisionsCmd) Run(ctx context.Context, std *stdio) error {
	set, err := c.set(std, commonSet)
	if err != nil {
		return err
	}
	if set == nil {
		return errors.New("label collisions: labels collide by one rule set; name it")
	}
	w := &collisionWriter{out: bufio.NewWriter(std.Out), table: c.table(std.Out)}
	err = c.read(ctx, std, w)
	if err == nil {
		err = w.groups(set.LGR())
	}
	if err == nil {
		err = w.out.Flush()
	}
	if err = unlessPipeEnded(err); err != nil {
		return fmt.Errorf("label collisions: %w", err)
	}
	return nil
}

// read takes all labels; lines that are none are written with their error.
func (c *labelCollisionsCmd) read(ctx context.Context, std *stdio, w *collisionWriter) error {
	for _, source := range sources(c.Labels, std.In) {
		lines := bufio.NewScanner(source)
		lines.Buffer(nil, longestLine)
		for lines.Scan() {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := w.add(bytes.TrimSuffix(lines.Bytes(), carriageReturn)); err != nil {
				return err
			}
		}
		if err := lines.Err(); err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
	}
	return nil
}

// collisionWriter keeps labels as they were given and writes groups of them.
type collisionWriter struct {
	out    *bufio.Writer
	table  bool
	lines  int
	inputs []input
	buf    []byte
}

type input struct {
	text  string
	line  int // from 1
	label []rune
}

func (w *collisionWriter) add(line []byte) error {
	w.lines++
	cps, err := label.Parse(string(line))
	if err == nil {
		w.inputs = append(w.inputs, input{string(line), w.lines, cps})
		return nil
	}
	if w.table {
		_, err = fmt.Fprintf(w.out, "line %d: %s: %s\n", w.lines, printable(string(line)), visible(err.Error()))
		return err
	}
	w.buf = appendTextField(append(w.buf[:0], '{'), "input", line)
	w.buf = appendIntField(w.buf, "line", w.lines)
	w.buf = appendTextField(w.buf, "error", err.Error())
	_, err = w.out.Write(append(w.buf, "}\n"...))
	return err
}

// groups writes the groups of two labels or more.
func (w *collisionWriter) groups(g *lgr.LGR) error {
	n := 0
	for _, class := range classes(g, w.inputs) {
		if len(class) < 2 {
			continue
		}
		n++
		if err := w.group(g, n, class); err != nil {
			return err
		}
	}
	return nil
}

func (w *collisionWriter) group(g *lgr.LGR, number int, class []int) error {
	if w.table {
		fmt.Fprintf(w.out, "group %d\n", number) //nolint:errcheck // the writer keeps the first error
		for _, i := range class {
			in := &w.inputs[i]
			fmt.Fprintf(w.out, "  %-24s %s  line %d\n", printable(in.text), appendSpelled(nil, in.label), in.line) //nolint:errcheck // as above
		}
		return nil
	}
	w.buf = appendIntField(append(w.buf[:0], '{'), "group", number)
	w.buf = appendTextField(w.buf, "index_key", g.IndexKey(w.inputs[class[0]].label))
	w.buf = append(appendKey(w.buf, "labels"), '[')
	for k, i := range class {
		if k > 0 {
			w.buf = append(w.buf, ',')
		}
		in := &w.inputs[i]
		w.buf = appendTextField(append(w.buf, '{'), "input", in.text)
		w.buf = appendIntField(w.buf, "line", in.line)
		w.buf = append(appendCPs(appendKey(w.buf, "cps"), in.label), '}')
	}
	_, err := w.out.Write(append(w.buf, "]}\n"...))
	return err
}

// classes groups labels that are one variant set, in the order of their first
// labels. Labels with different keys are never in one; of those with the same
// key each is compared with the first label of every class.
func classes(g *lgr.LGR, inputs []input) [][]int {
	var all [][]int
	byKey := map[string][]int{} // classes by key
	for i := range inputs {
		key := g.IndexKey(inputs[i].label)
		found := false
		for _, c := range byKey[key] {
			same, _, err := g.SameVariantSet(inputs[all[c][0]].label, inputs[i].label)
			if err == nil && same {
				all[c] = append(all[c], i)
				found = true
				break
			}
		}
		if !found {
			byKey[key] = append(byKey[key], len(all))
			all = append(all, []int{i})
		}
	}
	return all
}
