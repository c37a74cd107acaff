package ucd

// Runs calls f with every run of code points that share a record, in order;
// together the runs are all of Unicode. It is the fast way to collect all code
// points with a property. Neighbouring runs may share a record.
func (t *Tables) Runs(f func(first, last rune, record *Record)) {
	runs := t.all()
	for i, run := range runs {
		f(rune(run>>valueBits&0x1FFFFF), rune(begin(runs, i+1)&0x1FFFFF)-1, &records[run&valueMask])
	}
}
