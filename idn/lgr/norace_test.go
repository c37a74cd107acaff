//go:build !race

package lgr

const racing = false
