//go:build unix

package lgr_test

import (
	"syscall"
	"testing"
)

// processor is the processor time of the whole process so far, in seconds.
// Figures of several cores are given in it too: other work on the machine
// counts little.
func processor(b *testing.B) float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}
