//go:build !unix

package lgr_test

import (
	"math"
	"testing"
)

// processor is not known here.
func processor(*testing.B) float64 { return math.NaN() }
