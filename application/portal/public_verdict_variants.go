package portal

import (
	"fmt"
	"math/big"
	"strings"

	"golang.org/x/net/idna"

	labels "rootward/application/label"
	"rootward/idn/lgr"
	"rootward/templates"
)

// mostShown is how many variants of a disposition a page lists.
const mostShown = 20

// shapes and notes of dispositions, the ones that an applicant can use first.
var dispositionTags = map[string]string{"allocatable": "active", "activated": "done", "valid": "done", "blocked": "stop"}

// mostOpen is how many variants the compact form shows unasked.
const mostOpen = 5

// variantsOf counts the variants and lists the first of each disposition; the
// compact form leaves out those that are blocked.
func variantsOf(v labels.Verdict, err error, compact bool) *templates.LabelVariants {
	out := &templates.LabelVariants{}
	switch {
	case v.Set == nil:
		return nil
	case !v.Eligible:
		out.Summary = templates.T("check.variants.not_eligible")
		return out
	case tooMuch(err):
		out.Failed = templates.T("check.variants.too_complex")
		return out
	case len(v.Counts) == 0 || v.Found == nil:
		out.Summary = templates.T("check.variants.none")
		return out
	}
	out.Summary = templates.T("check.variants.count", "Count", templates.Big(totalOf(v.Counts)))
	explanation := v.Explain()
	for _, c := range v.Counts {
		note := "other"
		if dispositionTags[c.Disposition] != "" {
			note = c.Disposition
		}
		out.Counts = append(out.Counts, templates.VariantCount{
			Tag: dispositionTag(c.Disposition), Figure: templates.Big(c.N), Note: templates.T("check.disposition." + note + ".means"),
		})
		if compact && c.Disposition == "blocked" {
			continue
		}
		list := variantList(c, v.Found, &explanation, v.Report.Script)
		list.Folded = list.Folded || compact && len(list.Items) > mostOpen
		out.Lists = append(out.Lists, list)
	}
	return out
}

// totalOf sums counts of all dispositions.
func totalOf(counts []labels.Count) *big.Int {
	total := new(big.Int)
	for _, c := range counts {
		total.Add(total, c.N)
	}
	return total
}

func dispositionTag(d string) templates.Tag {
	kind := dispositionTags[d]
	if kind == "" {
		kind = "none"
	}
	return templates.Tag{Kind: kind, Text: dispositionName(d)}
}

// variantList lists the first variants of a disposition in the order of their
// code points.
func variantList(c labels.Count, found *lgr.Variants, e *labels.Explanation, script string) templates.VariantList {
	out := templates.VariantList{Title: templates.T("check.variants.list", "Disposition", dispositionName(c.Disposition)), Folded: c.Disposition == "blocked"}
	for variant := range found.All(c.Disposition) {
		out.Items = append(out.Items, variantItem(variant, e, script))
		if len(out.Items) == mostShown {
			break
		}
	}
	out.Note = templates.T("check.variants.all", "Count", templates.Big(c.N))
	if !c.N.IsInt64() || c.N.Int64() > mostShown {
		out.Note = templates.T("check.variants.first", "Shown", len(out.Items), "Count", templates.Big(c.N))
	}
	return out
}

// variantItem is a variant and how it comes about.
func variantItem(v lgr.VariantLabel, e *labels.Explanation, script string) templates.VariantItem {
	u := string(v.CP)
	out := templates.VariantItem{Label: labelOfText(u, asciiForm(u), script), Code: spelled(v.CP, "")}
	d, ok := e.Derive(v)
	if !ok {
		return out
	}
	for _, r := range d.Replaced {
		s := templates.Swap{From: standing(r.From), To: standing(r.To), Codes: spelled(r.From, "U+") + " → " + spelled(r.To, "U+"), RTL: rightToLeft(string(r.From))}
		s.Text = templates.T("check.swap.untyped", "Position", r.Position)
		if r.Type != "" {
			s.Text = templates.T("check.swap", "Position", r.Position, "Type", templates.Plain(r.Type))
		}
		out.How = append(out.How, s)
	}
	return out
}

// standing are code points as they are seen by themselves; "∅" for none.
func standing(cps []rune) string {
	if len(cps) == 0 {
		return "∅"
	}
	return onCircle(seen(string(cps)))
}

// spelled writes code points in hexadecimal.
func spelled(cps []rune, before string) string {
	if len(cps) == 0 {
		return "∅"
	}
	parts := make([]string, len(cps))
	for i, r := range cps {
		parts[i] = fmt.Sprintf("%s%04X", before, r)
	}
	return strings.Join(parts, " ")
}

// asciiForm is the A-label of a label; the label itself if it has none.
func asciiForm(u string) string {
	a, err := idna.Punycode.ToASCII(u)
	if err != nil {
		return u
	}
	return a
}
