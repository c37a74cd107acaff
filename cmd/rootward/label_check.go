package main

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync/atomic"

	"rootward/application/label"
)

type labelCheckCmd struct {
	Labels []string `arg:"" optional:"" name:"label" help:"Labels to judge; none, or -, reads them from standard input, one a line."`
	ruleSetFlag
	roundFlag
	formatFlag
	Variants   int  `help:"How many variants to list." default:"0" placeholder:"N"`
	ExitStatus bool `help:"End with 1 if any label is not valid; warnings do not count."`
}

// Help is shown by rootward label check --help.
func (labelCheckCmd) Help() string {
	return `The rule set's verdict stands alone in eligible and disposition, for the code points as they are given.
What IDNA2008 says is in idna_faults, what the round's rules and the lists of names say in round_faults.
Counts of variants are exact and leave out the label itself.`
}

// Validate refuses what no list can be of.
func (c *labelCheckCmd) Validate() error {
	if c.Variants < 0 {
		return fmt.Errorf("--variants must not be negative")
	}
	return c.roundFlag.Validate()
}

// batchLines is how many labels one core takes at a time when no variants are
// listed.
const batchLines = 256

// Run judges the labels in order and writes each verdict as it is found. The
// error is exitCode 1 if that is asked for and a label is not valid.
func (c *labelCheckCmd) Run(ctx context.Context, std *stdio) error {
	o, err := c.options(std)
	if err != nil {
		return err
	}
	// Little is kept and much is thrown away: memory may grow further before
	// it is looked through.
	defer debug.SetGCPercent(debug.SetGCPercent(300))
	var invalid atomic.Bool
	stream := &lineStream{batch: max(1, batchLines/(1+c.Variants)), worker: func() lineWorker {
		if c.table(std.Out) {
			return &labelRow{judge: label.NewSeries(o), invalid: &invalid}
		}
		return &labelLine{judge: label.NewSeries(o), invalid: &invalid}
	}}
	if c.table(std.Out) {
		fmt.Fprintln(std.Out, labelTableHead())
	}
	if err := answerAll(ctx, std, stream, sources(c.Labels, std.In)); err != nil {
		return fmt.Errorf("label check: %w", err)
	}
	if c.ExitStatus && invalid.Load() {
		return exitCode(1)
	}
	return nil
}

func (c *labelCheckCmd) options(std *stdio) (label.Options, error) {
	policy, err := c.policy()
	if err != nil {
		return label.Options{}, err
	}
	set, err := c.set(std, auto)
	return label.Options{Set: set, Policy: policy, Variants: c.Variants}, err
}
