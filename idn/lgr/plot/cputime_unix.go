//go:build unix

package main

import (
	"fmt"
	"syscall"
	"time"
)

// used is the processor time of the whole process so far, all cores together.
// Unlike the clock it hardly counts what other programs do meanwhile.
func used() (time.Duration, error) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0, fmt.Errorf("processor time: %w", err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), nil
}
