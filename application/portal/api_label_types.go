package portal

import (
	"fmt"
	"math/big"

	"github.com/danielgtaylor/huma/v2"

	labels "rootward/application/label"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/templates"
)

// APIVerdict is the verdict on one label, with the fields of the lines that
// the shell writes.
type APIVerdict struct {
	Input         string              `json:"input"`
	ULabel        string              `json:"u_label,omitempty"`
	ALabel        string              `json:"a_label,omitempty"`
	CPS           string              `json:"cps,omitempty" doc:"Code points in hexadecimal: 0627 06CC."`
	Edition       string              `json:"edition,omitempty" doc:"Of the Root Zone LGR."`
	RuleSet       string              `json:"rule_set,omitempty" doc:"That judged; absent when the text is no label."`
	OtherRuleSets []string            `json:"other_rule_sets,omitempty" doc:"That have all code points of the label too."`
	Eligible      bool                `json:"eligible" doc:"By the rule set alone."`
	Disposition   string              `json:"disposition,omitempty" doc:"By the rule set alone."`
	Reasons       []APIReason         `json:"reasons"`
	IndexKey      string              `json:"index_key,omitempty" doc:"Equal on all labels of one variant set of the rule set."`
	VariantCounts map[string]APICount `json:"variant_counts" doc:"By disposition, exact, without the label itself."`
	Variants      []APIVariant        `json:"variants" doc:"The first ones, as many as asked for."`
	IDNAFaults    []APIFault          `json:"idna_faults"`
	RoundFaults   []APIFault          `json:"round_faults" doc:"By the rules of the round and the lists of names."`
	Warnings      []APIFault          `json:"warnings"`
	Error         string              `json:"error,omitempty" doc:"Why the text is no label, or why something is missing."`
}

// APICount is a whole number of any size.
type APICount struct{ n *big.Int }

// MarshalJSON writes all digits.
func (c APICount) MarshalJSON() ([]byte, error) { return []byte(c.n.String()), nil }

// UnmarshalJSON reads them.
func (c *APICount) UnmarshalJSON(text []byte) error {
	n, ok := new(big.Int).SetString(string(text), 10)
	if !ok {
		return fmt.Errorf("%q is no whole number", text)
	}
	c.n = n
	return nil
}

// Schema says so in the description of the API.
func (APICount) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeInteger, Description: "A whole number of any size."}
}

// APIReason is why a rule set decided so.
type APIReason struct {
	Code      string `json:"code" enum:"not-in-repertoire,context-rule,action"`
	Position  int    `json:"position" doc:"1-based code point; 0 for the whole label."`
	CodePoint string `json:"code_point" doc:"In hexadecimal; empty for the whole label."`
	Rule      string `json:"rule,omitempty" doc:"Of the rule set."`
	Action    *int   `json:"action,omitempty" doc:"Of the rule set, from 0; the default ones of RFC 7940 come last."`
	Condition string `json:"condition,omitempty" doc:"Of the action."`
	Source    string `json:"source"`
	Text      string `json:"text" doc:"In the language asked for."`
}

// APIFault is a rule that does not hold.
type APIFault struct {
	Code      string `json:"code"`
	Position  int    `json:"position" doc:"1-based code point; 0 for the whole label."`
	CodePoint string `json:"code_point" doc:"In hexadecimal; empty for the whole label."`
	Source    string `json:"source,omitempty"`
	SourceURL string `json:"source_url,omitempty"`
	Text      string `json:"text" doc:"In the language asked for."`
	Fix       string `json:"fix" doc:"The way out."`
}

// APIVariant is one variant of a label.
type APIVariant struct {
	CPS         string `json:"cps"`
	Disposition string `json:"disposition"`
}

// verdictJSON is a verdict as programs read it, said in a language.
func (p *Portal) verdictJSON(lang string, edition string, v *labels.Verdict, err error) APIVerdict {
	out := APIVerdict{
		Input: v.Input, ULabel: v.Report.ULabel, ALabel: v.Report.ALabel, Reasons: []APIReason{}, VariantCounts: map[string]APICount{},
		Variants: []APIVariant{}, IDNAFaults: []APIFault{}, RoundFaults: []APIFault{}, Warnings: []APIFault{},
	}
	if err != nil {
		out.Error = err.Error()
	}
	for _, f := range v.Report.Findings {
		switch fault := p.faultJSON(lang, f); {
		case f.Severity() == idn.Warned:
			out.Warnings = append(out.Warnings, fault)
		case f.Severity() == idn.Failed && f.Scope == idn.Protocol:
			out.IDNAFaults = append(out.IDNAFaults, fault)
		case f.Severity() == idn.Failed:
			out.RoundFaults = append(out.RoundFaults, fault)
		}
	}
	if v.Set == nil {
		return out
	}
	out.CPS, out.Edition, out.RuleSet, out.Eligible, out.Disposition, out.IndexKey = v.Spell(), edition, v.Set.Name, v.Eligible, v.Disposition, v.IndexKey
	for _, s := range v.OtherRuleSets {
		out.OtherRuleSets = append(out.OtherRuleSets, s.Name)
	}
	for i := range v.Reasons {
		out.Reasons = append(out.Reasons, p.reasonJSON(lang, &v.Reasons[i]))
	}
	for _, c := range v.Counts {
		out.VariantCounts[c.Disposition] = APICount{new(big.Int).Set(c.N)}
	}
	for _, x := range v.Variants {
		out.Variants = append(out.Variants, variantJSON(x))
	}
	return out
}

func variantJSON(v lgr.VariantLabel) APIVariant {
	return APIVariant{CPS: spelled(v.CP, ""), Disposition: v.Disposition}
}

func (p *Portal) reasonJSON(lang string, r *labels.Reason) APIReason {
	out := APIReason{
		Code: r.Code, Position: r.Position, CodePoint: codePointJSON(r.Position, r.CodePoint), Rule: r.Rule, Source: r.Source(), Text: p.Templates.Say(lang, reasonText(r)),
	}
	if r.Action >= 0 {
		action := r.Action
		out.Action, out.Condition = &action, r.Condition()
	}
	return out
}

func (p *Portal) faultJSON(lang string, f idn.Finding) APIFault {
	out := APIFault{Code: f.Rule, Position: f.Position, CodePoint: codePointJSON(f.Position, f.CodePoint), Source: f.Source, SourceURL: f.SourceURL}
	if f.OK {
		return out
	}
	out.Text, out.Fix = p.Templates.Say(lang, templates.T(f.Key(), findingArgs(f)...)), p.Templates.Say(lang, templates.T(f.FixKey(), findingArgs(f)...))
	return out
}

// codePointJSON is a code point in hexadecimal; "" for the whole label.
func codePointJSON(position int, r rune) string {
	if position == 0 {
		return ""
	}
	return fmt.Sprintf("%04X", r)
}
