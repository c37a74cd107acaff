//go:build race

package lgr

// racing: the race detector makes pools forget, so memory is asked for again.
const racing = true
