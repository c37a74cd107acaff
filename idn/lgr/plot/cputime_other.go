//go:build !unix

package main

import "time"

var start = time.Now()

// used is the time by the clock: there is no better one here.
func used() (time.Duration, error) { return time.Since(start), nil }
