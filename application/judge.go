package application

import (
	"cmp"
	"errors"
	"strconv"

	"golang.org/x/text/unicode/runenames"

	"rootward/application/label"
	"rootward/application/namelist"
	"rootward/application/round"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// Requirements of the Root Zone LGR, which a policy asks for in an edition.
// The verdict on a label is one of them; arguments are those of label.Reason.
var (
	rulesAllow = &idn.Requirement{
		ID: "root-zone-rules", Scope: idn.Registry,
		Holds: "The rule set {{.RuleSet}} finds the string valid.",
		Fails: "The rule set {{.RuleSet}} refuses the string: {{.Condition}}.",
		Fix:   "Choose a string that the rules of its script allow.",
	}
	rulesList = &idn.Requirement{
		ID: "root-zone-repertoire", Scope: idn.Registry,
		Holds: "Every code point is in the repertoire of {{.RuleSet}}.",
		Fails: "{{.CodePoint}} {{.Name}} at position {{.Position}} is not in the repertoire of {{.RuleSet}}.",
		Fix:   "Use letters that the root zone takes in this script.",
	}
	rulesFit = &idn.Requirement{
		ID: "root-zone-context", Scope: idn.Registry,
		Holds: "Every code point stands where {{.RuleSet}} lets it.",
		Fails: "{{.CodePoint}} {{.Name}} may not stand at position {{.Position}}: the rule {{.Rule}} of {{.RuleSet}} does not let it.",
		Fix:   "Look at how words of this script are spelled.",
	}
	rulesKnown = &idn.Requirement{
		ID: "root-zone-edition", Scope: idn.Registry,
		Holds: "Edition {{.Edition}} of the root zone rules could be read.",
		Fails: "Edition {{.Edition}} of the root zone rules could not be read, so the string was not judged by it.",
		Fix:   "Try again later. If it stays so, write to the programme.",
	}
)

// listsKnown is broken when the operator's lists of names cannot be read.
var listsKnown = &idn.Requirement{
	ID: "name-lists", Scope: idn.Registry, Source: "the programme's lists of names",
	Holds: "The lists of names could be read.",
	Fails: "The operator's lists of names could not be read, so the string was not looked up in them.",
	Fix:   "Try again later. If it stays so, write to the programme.",
}

var errNoEdition = errors.New("the program carries no such edition")

// Requirements lists the rules of this package.
func Requirements() []*idn.Requirement {
	return []*idn.Requirement{rulesKnown, rulesList, rulesFit, rulesAllow, listsKnown}
}

// Judge tells everything about a label under a policy: IDNA2008, the round's
// rules, the lists of names and the Root Zone LGR.
type Judge struct {
	// Edition finds an edition of the Root Zone LGR; nil: those that the
	// program carries. Failed reads are told to Log, which may be nil, and the
	// label is refused: nothing is let through unjudged.
	Edition func(id string) (*rootzone.Edition, error)
	// Lists finds the lists of names; nil: the embedded ones.
	Lists func() (*namelist.Lists, error)
	Log   func(error)
}

// JudgeLabel judges by the edition that the program carries.
func JudgeLabel(text string, p *round.Policy) idn.Report { return Judge{}.Label(text, p) }

// Label judges a label. Effects of lists that the policy sets aside are left
// out. Where the Root Zone LGR does not bind the round, its verdict is a
// warning.
func (j Judge) Label(text string, p *round.Policy) idn.Report {
	o := label.Options{Policy: p, Fold: true, NoVariants: true}
	var unread []idn.Finding
	if j.Lists != nil {
		var err error
		if o.Lists, err = j.Lists(); err != nil {
			j.tell(err)
			unread = append(unread, listsKnown.Finding(false))
		}
	}
	e, err := j.edition(p)
	if err != nil {
		j.tell(err)
		v, _ := label.Judge(text, o) //nolint:errcheck // what is wrong with the text stands in the report
		v.Report.Findings = append(v.Report.Findings, ruled(rulesKnown, p, false, map[string]string{"Edition": p.RootRules.Edition}))
		v.Report.Findings = append(v.Report.Findings, unread...)
		return v.Report
	}
	o.Edition = e
	v, err := label.Judge(text, o)
	switch {
	case err == nil:
		v.Report.Findings = append(v.Report.Findings, ruleFindings(&v, p)...)
	case v.Report.Valid(): // too much work for the rules: refused like what they do not know
		j.tell(err)
		v.Report.Findings = append(v.Report.Findings, ruled(rulesKnown, p, false, map[string]string{"Edition": p.RootRules.Edition}))
	}
	v.Report.Findings = append(v.Report.Findings, unread...)
	return v.Report
}

func (j Judge) tell(err error) {
	if j.Log != nil {
		j.Log(err)
	}
}

func (j Judge) edition(p *round.Policy) (*rootzone.Edition, error) {
	if j.Edition != nil {
		return j.Edition(p.RootRules.Edition) //nolint:wrapcheck // the caller names the edition
	}
	if e := rootzone.Embedded(); e.ID == p.RootRules.Edition {
		return e, nil
	}
	return nil, errNoEdition
}

// ruleFindings says a rule set's verdict as findings.
func ruleFindings(v *label.Verdict, p *round.Policy) []idn.Finding {
	set := map[string]string{"RuleSet": v.Set.Name}
	if v.Eligible {
		return []idn.Finding{ruled(rulesAllow, p, true, set)}
	}
	var out []idn.Finding
	for i := range v.Reasons {
		r := &v.Reasons[i]
		about, args := rulesAllow, map[string]string{"RuleSet": v.Set.Name, "Condition": cmp.Or(r.Rule, r.Condition())}
		switch r.Code {
		case lgr.NotInRepertoire:
			about = rulesList
		case lgr.ContextRule:
			about = rulesFit
			args["Rule"] = r.Rule
		}
		if r.Position > 0 {
			args["Position"], args["CodePoint"], args["Name"] = strconv.Itoa(r.Position), idn.CodePoint{Rune: r.CodePoint}.String(), runenames.Name(r.CodePoint)
		}
		f := ruled(about, p, false, args)
		f.Position, f.CodePoint, f.Source = r.Position, r.CodePoint, r.Source()
		out = append(out, f)
	}
	if len(out) == 0 {
		set["Condition"] = v.Disposition
		out = append(out, ruled(rulesAllow, p, false, set))
	}
	return out
}

// ruled is a finding that binds as the policy says.
func ruled(about *idn.Requirement, p *round.Policy, holds bool, args map[string]string) idn.Finding {
	f := about.Finding(holds)
	f.Warning, f.Args = !holds && !p.RootRules.Binding, args
	f.Source = "Root Zone Label Generation Rules, edition " + p.RootRules.Edition + "; " + p.RootRules.Source
	return f
}
