package main

import (
	"bytes"
	"strconv"
	"strings"
	"sync/atomic"

	"rootward/application/label"
	"rootward/idn"
	"rootward/idn/rootzone"
)

// labelLine writes the verdict on a label as one line of JSON.
type labelLine struct {
	judge   *label.Series
	invalid *atomic.Bool
	reasons map[reasonOf][][]byte // those written before, cut where the position stands
}

func (l *labelLine) line(out, line []byte) []byte {
	v, err := l.judge.Judge(line)
	if err != nil || !v.Valid() {
		l.invalid.Store(true)
	}
	out = append(out, '{')
	out = appendTextField(out, "input", line)
	if v.Set != nil {
		out = l.verdict(out, v)
	}
	if err != nil {
		out = appendTextField(out, "error", err.Error())
	}
	if v.Set != nil || len(v.Report.Findings) > 0 {
		out = appendFaults(out, v.Report.Findings)
	}
	return append(out, "}\n"...)
}

// verdict appends what the rule set says.
func (l *labelLine) verdict(out []byte, v *label.Verdict) []byte {
	out = appendTextField(out, "u_label", v.Report.ULabel)
	out = appendTextField(out, "a_label", v.Report.ALabel)
	out = appendCPs(appendKey(out, "cps"), v.Label)
	out = appendTextField(out, "rule_set", v.Set.Name)
	out = appendBoolField(out, "eligible", v.Eligible)
	out = appendTextField(out, "disposition", v.Disposition)
	out = append(appendKey(out, "reasons"), '[')
	for i := range v.Reasons {
		if i > 0 {
			out = append(out, ',')
		}
		out = l.reason(out, v.Set, &v.Reasons[i])
	}
	out = append(out, ']')
	out = appendTextField(out, "index_key", v.IndexKey)
	out = append(appendKey(out, "variant_counts"), '{')
	for _, c := range v.Counts {
		out = c.N.Append(appendKeyText(out, c.Disposition), 10)
	}
	out = append(out, '}')
	out = append(appendKey(out, "variants"), '[')
	for i, variant := range v.Variants {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendCPs(append(out, `{"cps":`...), variant.CP)
		out = append(appendTextField(out, "disposition", variant.Disposition), '}')
	}
	out = append(out, ']')
	if len(v.OtherRuleSets) > 0 {
		out = append(appendKey(out, "other_rule_sets"), '[')
		for i, s := range v.OtherRuleSets {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendString(out, s.Name)
		}
		out = append(out, ']')
	}
	return out
}

// appendKeyText is appendKey for names that come from files.
func appendKeyText(out []byte, key string) []byte {
	if out[len(out)-1] != '{' {
		out = append(out, ',')
	}
	return append(appendString(out, key), ':')
}

// reason appends one reason. Those of an action are the same for all labels
// that it decides, those of a code point but for its position.
func (l *labelLine) reason(out []byte, s *rootzone.Set, r *label.Reason) []byte {
	key := reasonOf{s, r.Code, r.Action, r.CodePoint, r.Rule, strings.Join(r.Cited(), " ")}
	parts, known := l.reasons[key]
	if !known {
		if l.reasons == nil || len(l.reasons) > mostReasons {
			l.reasons = map[reasonOf][][]byte{}
		}
		sample := *r
		if r.Position > 0 {
			sample = r.At(placeholderPosition)
		}
		parts = bytes.Split(appendReason(nil, &sample), strconv.AppendInt(nil, placeholderPosition, 10))
		l.reasons[key] = parts
	}
	for i, part := range parts {
		if i > 0 {
			out = strconv.AppendInt(out, int64(r.Position), 10)
		}
		out = append(out, part...)
	}
	return out
}

// reasonOf is all that a reason consists of but its position.
type reasonOf struct {
	set    *rootzone.Set
	code   string
	action int
	cp     rune
	rule   string
	cited  string // sequences that begin alike may cite different works
}

const (
	// placeholderPosition stands for a position; no label has as many code
	// points, and no rule set such a number.
	placeholderPosition = 1_987_654_321
	mostReasons         = 1 << 14
)

func appendReason(out []byte, r *label.Reason) []byte {
	out = appendTextField(append(out, '{'), "code", r.Code)
	out = appendPlace(out, r.Position, r.CodePoint)
	out = appendTextField(out, "rule", r.Rule)
	if r.Action >= 0 {
		out = appendIntField(out, "action", r.Action)
		out = appendTextField(out, "condition", r.Condition())
	}
	out = appendTextField(out, "source", r.Source())
	return append(appendTextField(out, "text", r.English()), '}')
}

// appendPlace appends where in the label a reason or fault lies; a fault of
// the whole label has position 0 and no code point.
func appendPlace(out []byte, position int, r rune) []byte {
	out = appendKey(appendIntField(out, "position", position), "code_point")
	if position == 0 {
		return append(out, `""`...)
	}
	return append(appendCP(append(out, '"'), r), '"')
}

// faultLists are the lists of faults and warnings beside the verdict.
var faultLists = []struct {
	key  string
	some func(f *idn.Finding) bool
}{
	{"idna_faults", func(f *idn.Finding) bool { return f.Severity() == idn.Failed && f.Scope == idn.Protocol }},
	{"round_faults", func(f *idn.Finding) bool { return f.Severity() == idn.Failed && f.Scope != idn.Protocol }},
	{"warnings", func(f *idn.Finding) bool { return f.Severity() == idn.Warned }},
}

func appendFaults(out []byte, findings []idn.Finding) []byte {
	for _, list := range faultLists {
		out = append(appendKey(out, list.key), '[')
		for i := range findings {
			if !list.some(&findings[i]) {
				continue
			}
			if out[len(out)-1] != '[' {
				out = append(out, ',')
			}
			out = appendFault(out, &findings[i])
		}
		out = append(out, ']')
	}
	return out
}

func appendFault(out []byte, f *idn.Finding) []byte {
	out = appendTextField(append(out, '{'), "code", f.Rule)
	out = appendPlace(out, f.Position, f.CodePoint)
	out = appendTextField(out, "source", f.Source)
	if f.SourceURL != "" {
		out = appendTextField(out, "source_url", f.SourceURL)
	}
	out = appendTextField(out, "text", f.English())
	return append(appendTextField(out, "fix", f.EnglishFix()), '}')
}
