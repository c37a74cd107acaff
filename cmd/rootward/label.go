package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"rootward/application/label"
	"rootward/application/round"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// stdio is where a command reads and writes.
type stdio struct {
	In       io.Reader
	Out, Err io.Writer
}

// labelCmd holds what needs labels alone and no database.
type labelCmd struct {
	Check      labelCheckCmd      `cmd:"" help:"Judge labels by a rule set, IDNA2008, the rules of a round and the lists of names."`
	Explain    labelExplainCmd    `cmd:"" help:"Tell everything about one label, with the path through the rules."`
	Variants   labelVariantsCmd   `cmd:"" help:"List the variants of a label."`
	Compare    labelCompareCmd    `cmd:"" help:"Say of pairs of labels whether they are one variant set."`
	Collisions labelCollisionsCmd `cmd:"" help:"Group labels that are one variant set."`
}

// Help is shown by rootward label --help.
func (labelCmd) Help() string {
	return `A label is given in its own script, as an A-label (xn--...), or as code points (U+0627 U+06CC).
Without labels, or with -, they are read from standard input, one a line, and answered as they come. Examples:

  rootward label check shop москва xn--mgbaam7a8h
  rootward label check --format jsonl --variants 10 < labels.txt
  rootward label explain امارات
  rootward label collisions --lgr lgr-5-common < labels.txt

--lgr takes a rule set of the Root Zone LGR, version 5, by its name (lgr-5-arabic-script),
or any file in the format of RFC 7940.`
}

// ruleSetFlag chooses a rule set.
type ruleSetFlag struct {
	LGR string `name:"lgr" help:"Rule set: its name, a file (RFC 7940), or auto to find it from the code points." placeholder:"NAME|FILE|auto"`
}

// auto is the rule set that is found from the code points.
const auto = "auto"

// set is the rule set asked for; nil stands for auto.
func (f ruleSetFlag) set(std *stdio, otherwise string) (*rootzone.Set, error) {
	name := f.LGR
	if name == "" {
		name = otherwise
	}
	if name == auto {
		return nil, nil
	}
	if s := rootzone.Embedded().Set(name); s != nil {
		return s, nil
	}
	s, forgiven, err := readRuleSet(name)
	if errors.Is(err, os.ErrNotExist) && !strings.ContainsAny(name, "./"+string(filepath.Separator)) {
		return nil, fmt.Errorf("no rule set %q; there are %s, or a file", name, strings.Join(ruleSetNames(), ", "))
	}
	for _, fault := range forgiven {
		fmt.Fprintf(std.Err, "rootward: %s: passed over: %s\n", name, fault)
	}
	return s, err
}

// readRuleSet reads a rule set from a file. It is called as the file is,
// without extension.
func readRuleSet(path string) (*rootzone.Set, []lgr.Fault, error) {
	f, err := os.Open(path) //nolint:gosec // the file that was asked for
	if err != nil {
		return nil, nil, fmt.Errorf("rule set: %w", err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	g, err := lgr.ParseWith(f, lgr.Options{Lenient: true})
	if err != nil {
		return nil, nil, fmt.Errorf("rule set %s: %w", path, err)
	}
	name := filepath.Base(path)
	return rootzone.NewSet(strings.TrimSuffix(name, filepath.Ext(name)), g), g.Forgiven, nil
}

func ruleSetNames() []string {
	var names []string
	for _, s := range rootzone.Embedded().Sets {
		names = append(names, s.Name)
	}
	return names
}

// roundFlag chooses the round whose rules apply.
type roundFlag struct {
	Round string `help:"Round whose rules apply; the latest if not given." placeholder:"ID"`
}

// Validate refuses a round that there is not.
func (f roundFlag) Validate() error {
	_, err := f.policy()
	return err
}

// policy is that of the round asked for.
func (f roundFlag) policy() (*round.Policy, error) {
	if f.Round == "" {
		return round.Known[len(round.Known)-1].Policy, nil
	}
	var ids []string
	for _, r := range round.Known {
		if r.ID == f.Round {
			return r.Policy, nil
		}
		ids = append(ids, r.ID)
	}
	return nil, fmt.Errorf("no round %q; there are %s", f.Round, strings.Join(ids, ", "))
}

// formatFlag chooses how answers are written.
type formatFlag struct {
	Format string `enum:",jsonl,table" default:"" help:"jsonl, one object a line, or table; a table on a terminal if not given." placeholder:"jsonl|table"`
}

// table reports whether a table is asked for.
func (f formatFlag) table(out io.Writer) bool {
	return f.Format == "table" || f.Format == "" && isTerminal(out)
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// sources are the labels of the command line as lines; - stands for standard
// input, and so do no labels at all.
func sources(labels []string, in io.Reader) []io.Reader {
	if len(labels) == 0 {
		return []io.Reader{in}
	}
	var all []io.Reader
	var lines strings.Builder
	for i, l := range labels {
		if l == "-" {
			all = append(all, in)
			continue
		}
		lines.WriteString(strings.ReplaceAll(l, "\n", " ") + "\n")
		if i+1 == len(labels) || labels[i+1] == "-" {
			all = append(all, strings.NewReader(lines.String()))
			lines.Reset()
		}
	}
	return all
}

// answerAll answers lines, one source after the other; a person who waits is
// shown how far it is.
func answerAll(ctx context.Context, std *stdio, s *lineStream, in []io.Reader) error {
	stop := s.progress(std.Err)
	defer stop()
	for _, source := range in {
		if err := s.run(ctx, source, std.Out); err != nil {
			return err
		}
	}
	return nil
}

// dispositions are the counts of a verdict as one text: "allocatable 3, blocked 12".
func dispositions(counts []label.Count) string {
	var parts []string
	for _, c := range counts {
		parts = append(parts, c.Disposition+" "+c.N.String())
	}
	return strings.Join(parts, ", ")
}
