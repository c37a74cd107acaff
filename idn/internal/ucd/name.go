package ucd

import "golang.org/x/text/unicode/runenames"

func Name(r rune) string { return runenames.Name(r) }
