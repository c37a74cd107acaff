package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"rootward/application/report"
	"rootward/templates"
)

// reportCmd prints one report.
type reportCmd struct {
	Name        string `arg:"" help:"Report: processing-times, delegations or contention."`
	Round       string `help:"Round: 2012, 2026, idn-cctld or another. Without it, all that are not samples, a row each."`
	Stage       string `help:"processing-times: only this stage, such as agreement_to_delegation."`
	Kind        string `help:"processing-times: only this kind, such as idn; 'all' is the row for all kinds together."`
	Measure     string `help:"processing-times: elapsed (default) or processing."`
	By          string `help:"delegations: year (default), quarter, month, kind, region or script."`
	Period      string `help:"delegations: FROM..TO in days, or plan for the strategic plan of 2011 to 2014."`
	AsOf        string `help:"contention: reveal (default), by the strings applied for; or now, after changes and with similar ones."`
	Format      string `enum:"table,csv,json" default:"table" help:"table, csv or json."`
	Language    string `default:"en" help:"Language of words in tables and definitions: en or ar."`
	Unpublished bool   `help:"Also count applications and stages that are not public."`
}

// Help teaches by example.
func (reportCmd) Help() string {
	return `How long did it take from the registry agreement to the delegation?
  rootward report processing-times --round 2012 --stage agreement_to_delegation
How much of that was our own time?
  rootward report processing-times --round 2026 --measure processing
How many TLDs were delegated each year, and in the strategic plan's period?
  rootward report delegations --round 2012 --by year
  rootward report delegations --round idn-cctld --period plan
Which strings contend, on the day they were revealed and now?
  rootward report contention --round 2026
  rootward report contention --round 2012 --as-of now --format csv

Every figure is defined below the table. JSON adds, for each number, the address of the rows behind it.
Ends with 2 when a choice is not understood, and names every one.`
}

// Run opens the database and prints the report.
func (c *reportCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	words, err := templates.New()
	if err != nil {
		return fmt.Errorf("reading the words: %w", err)
	}
	store, err := openReady(ctx, s)
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // nothing was written
	say := sayer(words, words.Match(c.Language))
	err = c.run(ctx, std.Out, &report.Service{Store: store, Clock: store}, say)
	return explain(err, std.Err, say)
}

// explain names every choice that was not understood.
func explain(err error, out io.Writer, say report.Say) error {
	var faults report.Faults
	if !errors.As(err, &faults) {
		return err
	}
	for _, f := range faults {
		args := []any{"Value", strconv.Quote(f.Value), "Allowed", strings.Join(f.Allowed, ", ")}
		fmt.Fprintf(out, "rootward: report: %s: %s\n", f.Field, say(report.Sentence{Key: "report.fault." + f.Why, Args: args}))
	}
	return exitCode(2)
}

// run answers the question of the command line on out.
func (c *reportCmd) run(ctx context.Context, out io.Writer, svc *report.Service, say report.Say) error {
	q, err := report.Parse(c.Name, c.param)
	if err != nil {
		return err //nolint:wrapcheck // the faults are the answer
	}
	q.Unpublished = c.Unpublished
	r, err := svc.Run(ctx, q)
	if err != nil {
		return err //nolint:wrapcheck // the faults are the answer
	}
	switch c.Format {
	case "csv":
		return r.CSV(out) //nolint:wrapcheck // says that it was writing
	case "json":
		return r.JSON(out, say) //nolint:wrapcheck // says that it was writing
	}
	return r.Table(out, say) //nolint:wrapcheck // says that it was writing
}

// param gives the flags by the names that pages and the API use.
func (c *reportCmd) param(name string) string {
	return map[string]string{
		report.ParamRound: c.Round, report.ParamStage: c.Stage, report.ParamKind: c.Kind, report.ParamMeasure: c.Measure,
		report.ParamBy: c.By, report.ParamPeriod: c.Period, report.ParamAsOf: c.AsOf,
	}[name]
}

// isolates keep runs of another direction apart on a page; a terminal shows
// them as stray characters.
var isolates = strings.NewReplacer("\u2068", "", "\u2069", "")

// sayer says the sentences of reports in a language.
func sayer(words *templates.Set, language string) report.Say {
	return func(s report.Sentence) string { return isolates.Replace(words.Say(language, text(s))) }
}

func text(s report.Sentence) templates.Text {
	args := make([]any, len(s.Args))
	for i, a := range s.Args {
		if inner, ok := a.(report.Sentence); ok {
			a = text(inner)
		}
		args[i] = a
	}
	return templates.T(s.Key, args...)
}
