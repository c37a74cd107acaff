//go:build ignore

package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// reader reads files of the character database and notes what it read.
type reader struct {
	sources []string // lines of the header
	err     error
}

var dated = regexp.MustCompile(`(?m)^# Date: (\d{4}-\d{2}-\d{2})`)

func (r *reader) read(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		r.err = err
		return ""
	}
	date := "undated"
	if m := dated.FindSubmatch(content); m != nil {
		date = string(m[1])
	}
	r.sources = append(r.sources, fmt.Sprintf("//   %s, %s, sha256 %.8x", filepath.Base(path), date, sha256.Sum256(content)))
	return string(content)
}

// rows calls f for every data line, with its range and its other fields.
func (r *reader) rows(path string, f func(lo, hi int, fields []string)) {
	for line := range strings.SplitSeq(r.read(path), "\n") {
		line, _, _ = strings.Cut(line, "#")
		r.row(line, f)
	}
}

func (r *reader) row(line string, f func(lo, hi int, fields []string)) {
	fields := strings.Split(line, ";")
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	if fields[0] == "" {
		return
	}
	from, to, isRange := strings.Cut(fields[0], "..")
	if !isRange {
		to = from
	}
	lo, err1 := strconv.ParseInt(from, 16, 32)
	hi, err2 := strconv.ParseInt(to, 16, 32)
	if err1 != nil || err2 != nil {
		r.err = fmt.Errorf("bad range %q", fields[0])
		return
	}
	f(int(lo), int(hi), fields[1:])
}

// values reads a property of one value in a line; rest is that of code points
// not listed.
func (r *reader) values(path, rest string) []string {
	all := fill(rest)
	r.rows(path, func(lo, hi int, fields []string) {
		for i := lo; i <= hi; i++ {
			all[i] = fields[0]
		}
	})
	return all
}

func (r *reader) property(path string) []string { return r.values(path, "UNASSIGNED") }

// sets reads the code points of each binary property of a file.
func (r *reader) sets(path string) map[string][]bool {
	all := map[string][]bool{}
	r.rows(path, func(lo, hi int, fields []string) {
		if all[fields[0]] == nil {
			all[fields[0]] = make([]bool, last+1)
		}
		for i := lo; i <= hi; i++ {
			all[fields[0]][i] = true
		}
	})
	return all
}

func fill(value string) []string {
	all := make([]string, last+1)
	for i := range all {
		all[i] = value
	}
	return all
}

// codePoints reads "0041 0301".
func codePoints(text string) []rune {
	var all []rune
	for _, f := range strings.Fields(text) {
		n, err := strconv.ParseInt(f, 16, 32)
		if err != nil {
			panic(err)
		}
		all = append(all, rune(n))
	}
	return all
}
