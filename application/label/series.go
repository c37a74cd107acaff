package label

import "rootward/idn"

// Series judges many labels, one after the other, by the same options. It is
// for one goroutine. Its verdicts are those of Judge, but their reports have
// the faults and warnings alone, neither what holds nor the code points.
type Series struct {
	o Options
	v Verdict
}

// NewSeries begins a series.
func NewSeries(o Options) *Series { return &Series{o: o} }

// Judge judges one label as the function Judge does. The verdict is valid
// until the next call.
func (s *Series) Judge(text []byte) (*Verdict, error) {
	s.v = Verdict{Label: s.v.Label[:0], Counts: s.v.Counts[:0], Variants: s.v.Variants[:0]}
	err := s.v.read(string(text), &s.o, s.faults)
	if err == nil {
		err = s.v.evaluate(&s.o)
	}
	if err == nil {
		err = s.v.count(&s.o)
	}
	return &s.v, err
}

func (s *Series) faults(text string) idn.Report {
	r := report(text, s.o.Policy)
	r.Findings, r.CodePoints = r.Faults(idn.Warned), nil
	return r
}
