package main

import (
	"bufio"
	"context"
	"fmt"

	"rootward/application/label"
)

type labelVariantsCmd struct {
	Label string `arg:"" help:"Label whose variants to list."`
	ruleSetFlag
	formatFlag
	Disposition []string `help:"Only variants with this disposition, such as allocatable; may be repeated." placeholder:"NAME"`
	Limit       int      `help:"At most so many; 0 for all." default:"0" placeholder:"N"`
}

// Help is shown by rootward label variants --help.
func (labelVariantsCmd) Help() string {
	return `Variants come in the order of their code points, one after the other as they are found, so that
millions of them can be listed. The label itself and variants that are not valid labels are left out.`
}

// Run lists the variants.
func (c *labelVariantsCmd) Run(ctx context.Context, std *stdio) error {
	set, err := c.set(std, auto)
	if err != nil {
		return err
	}
	v, err := label.Judge(c.Label, label.Options{Set: set})
	if err != nil {
		return fmt.Errorf("label variants: %w", err)
	}
	vs, err := v.Set.LGR().Variants(v.Label)
	if err != nil {
		return fmt.Errorf("label variants: %w", err)
	}
	explanation := v.Explain()
	out := bufio.NewWriter(std.Out)
	table := c.table(std.Out)
	var line []byte
	listed := 0
	for variant := range vs.All(c.Disposition...) {
		if c.Limit > 0 && listed == c.Limit || ctx.Err() != nil {
			break
		}
		listed++
		d, _ := explanation.Derive(variant)
		if table {
			line = fmt.Appendf(line[:0], "%-12s %s  %s  %s\n", variant.Disposition, printable(string(variant.CP)), appendSpelled(nil, variant.CP), replaced(d))
		} else {
			line = appendDerived(line[:0], &v, variant.CP, d)
		}
		if _, err := out.Write(line); err != nil {
			return unlessPipeEnded(err)
		}
	}
	return unlessPipeEnded(out.Flush())
}

// appendDerived appends one variant as a line of JSON.
func appendDerived(out []byte, v *label.Verdict, variant []rune, d label.Derivation) []byte {
	out = appendTextField(append(out, '{'), "label", v.Report.ULabel)
	out = appendRunes(appendKey(out, "variant"), variant)
	out = appendCPs(appendKey(out, "cps"), variant)
	out = appendTextField(out, "rule_set", v.Set.Name)
	out = appendTextField(out, "disposition", d.Disposition)
	out = appendIntField(out, "action", d.Action)
	out = appendTextField(out, "condition", d.Condition)
	out = append(appendKey(out, "replaced"), '[')
	for i, r := range d.Replaced {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendIntField(append(out, '{'), "position", r.Position)
		out = appendCPs(appendKey(out, "from"), r.From)
		out = appendCPs(appendKey(out, "to"), r.To)
		out = append(appendTextField(out, "type", r.Type), '}')
	}
	return append(out, "]}\n"...)
}

// replaced says which code points stand for which: "4: p -> ρ (blocked)".
func replaced(d label.Derivation) string {
	text := ""
	for i, r := range d.Replaced {
		if i > 0 {
			text += ", "
		}
		to := printable(string(r.To))
		if len(r.To) == 0 {
			to = "nothing"
		}
		text += fmt.Sprintf("%d: %s -> %s", r.Position, printable(string(r.From)), to)
		if r.Type != "" {
			text += " (" + visible(r.Type) + ")"
		}
	}
	return text
}
