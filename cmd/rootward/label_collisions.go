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
	if flushed := w.out.Flush(); err == nil {
		err = flushed // else what was found stands above the error
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
		for first := true; lines.Scan(); first = false {
			if err := ctx.Err(); err != nil {
				return err
			}
			line := bytes.TrimSuffix(lines.Bytes(), carriageReturn)
			if first {
				line = bytes.TrimPrefix(line, byteOrderMark)
			}
			if err := w.add(line); err != nil {
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
	if err == nil && len(cps) > lgr.MaxLabel {
		err = lgr.ErrTooLong
	}
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
	entries := make([]lgr.Entry, len(w.inputs))
	for i := range w.inputs {
		entries[i] = lgr.Entry{Label: w.inputs[i].label, ID: i}
	}
	index := lgr.NewCollisions(g)
	if err := index.AddAll(entries); err != nil {
		return fmt.Errorf("labels: %w", err)
	}
	groups, err := index.Groups()
	if err != nil && !errors.Is(err, lgr.ErrTooComplex) {
		return fmt.Errorf("groups: %w", err)
	}
	for i := range groups {
		if err := w.group(g, i+1, groups[i].Entries); err != nil {
			return err
		}
	}
	return err
}

func (w *collisionWriter) group(g *lgr.LGR, number int, class []lgr.Entry) error {
	if w.table {
		fmt.Fprintf(w.out, "group %d\n", number)
		for _, entry := range class {
			in := &w.inputs[entry.ID]
			fmt.Fprintf(w.out, "  %-24s %s  line %d\n", printable(in.text), appendSpelled(nil, in.label), in.line)
		}
		return nil
	}
	w.buf = appendIntField(append(w.buf[:0], '{'), "group", number)
	w.buf = appendTextField(w.buf, "index_key", g.IndexKey(class[0].Label))
	w.buf = append(appendKey(w.buf, "labels"), '[')
	for k, entry := range class {
		if k > 0 {
			w.buf = append(w.buf, ',')
		}
		in := &w.inputs[entry.ID]
		w.buf = appendTextField(append(w.buf, '{'), "input", in.text)
		w.buf = appendIntField(w.buf, "line", in.line)
		w.buf = append(appendCPs(appendKey(w.buf, "cps"), in.label), '}')
	}
	_, err := w.out.Write(append(w.buf, "]}\n"...))
	return err
}
