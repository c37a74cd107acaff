package lgr

import (
	"fmt"
	"strings"
	"unicode"

	"rootward/idn/internal/ucd"
)

// propertySet is the set of code points with a Unicode property, named as in
// RFC 7940, section 6.2.3: alias of the property, colon, alias of the value.
// General categories are those of Go's standard library, scripts and joining
// types those of our own tables.
func propertySet(name string) (Set, error) {
	property, value, ok := strings.Cut(name, ":")
	if !ok {
		return nil, fmt.Errorf("property %q is not of the form name:value", name)
	}
	switch property {
	case "gc":
		if value == "Cn" {
			assigned := Set{}
			for _, table := range unicode.Categories {
				assigned = assigned.union(tableSet(table))
			}
			return assigned.complement(), nil
		}
		if table, ok := unicode.Categories[value]; ok {
			return tableSet(table), nil
		}
	case "sc":
		if index, ok := ucd.Current.Index(value); ok {
			return whereSet(func(r rune) bool { return ucd.Current.ScriptIndex(r) == index }), nil
		}
	case "scx":
		if index, ok := ucd.Current.Index(value); ok {
			return whereSet(func(r rune) bool {
				for _, i := range ucd.Current.ScriptExtensions(r) {
					if i == index {
						return true
					}
				}
				return ucd.Current.ScriptIndex(r) == index
			}), nil
		}
	case "jt":
		if i := strings.Index("URLDCT", value); i >= 0 && len(value) == 1 {
			return whereSet(func(r rune) bool { return int(ucd.Current.Joining(r)) == i }), nil
		}
	default:
		return nil, fmt.Errorf("property %q is not supported", property)
	}
	return nil, fmt.Errorf("property %q has no value %q", property, value)
}

func tableSet(table *unicode.RangeTable) Set {
	var ranges []Range
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			ranges = append(ranges, Range{lo, hi})
			return
		}
		for r := lo; r <= hi; r += stride {
			ranges = append(ranges, Range{r, r})
		}
	}
	for _, r := range table.R16 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range table.R32 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return newSet(ranges)
}

func whereSet(holds func(rune) bool) Set {
	var ranges []Range
	for r := rune(0); r <= maxRune; r++ {
		if !holds(r) {
			continue
		}
		if n := len(ranges); n > 0 && ranges[n-1].Hi == r-1 {
			ranges[n-1].Hi = r
			continue
		}
		ranges = append(ranges, Range{r, r})
	}
	return ranges
}
