package idn

// Checker judges many labels by the same rules, one after the other, and says
// only what is wrong with them: the findings of Check that do not hold. For a
// label without fault it allocates nothing. It is for one goroutine.
type Checker struct{ work checker }

// NewChecker makes a checker. The error is that of [Rules.Validate].
func NewChecker(rules Rules) (*Checker, error) {
	if err := rules.Validate(); err != nil {
		return nil, err
	}
	return &Checker{checker{tables: rules.tables(), rules: rules}}, nil
}

// Outcome is what a Checker says of a label. All of it is valid until the
// Checker judges the next one, the arguments of findings too; the slices must
// not be changed. The fields mean what those of Report do.
type Outcome struct {
	ULabel, ALabel     []byte // UTF-8
	ASCII, RTL         bool
	Script, ScriptName string
	// Runes are the code points of the U-label, or of the input when it
	// begins with xn-- and does not decode.
	Runes    []rune
	Findings []Finding // those that do not hold: faults and warnings
}

// Judge judges a label as Check does.
func (c *Checker) Judge(label string) Outcome {
	c.work.reset()
	c.work.lower = append(c.work.lower, label...)
	return c.judge()
}

// JudgeBytes is Judge for a label read as bytes, which it does not keep.
func (c *Checker) JudgeBytes(label []byte) Outcome {
	c.work.reset()
	c.work.lower = append(c.work.lower, label...)
	return c.judge()
}

func (c *Checker) judge() Outcome {
	w := &c.work
	w.check()
	if len(w.records) == 0 { // not read as a label
		w.runes = w.runes[:0]
	}
	return Outcome{
		ULabel: w.u, ALabel: w.a, ASCII: w.ascii, RTL: w.rtl,
		Script: w.script.Code, ScriptName: w.script.Name, Runes: w.runes, Findings: w.findings,
	}
}

// Valid reports whether no rule failed. Warnings do not count.
func (o Outcome) Valid() bool {
	for i := range o.Findings {
		if o.Findings[i].Severity() == Failed {
			return false
		}
	}
	return true
}
