package ucd

import "sort"

// plainStep says of the code points lo, lo+stride ... hi how far from them
// their plain form is.
type plainStep struct{ lo, hi, stride, distance rune }

// plainText is the plain form of one code point when it is of several.
type plainText struct {
	of   rune
	text string
}

// Plain is how a disallowed code point is written in domain names: its small
// letter, or the letters that it is a special form of (RFC 5892, 2.2). It is
// empty if there is no such form in which every code point is PVALID.
func (t *Tables) Plain(r rune) string {
	form := plain(r)
	for _, p := range form {
		if t.Property(p) != PValid {
			return ""
		}
	}
	return form
}

func plain(r rune) string {
	i := sort.Search(len(plainTexts), func(i int) bool { return plainTexts[i].of >= r })
	if i < len(plainTexts) && plainTexts[i].of == r {
		return plainTexts[i].text
	}
	i = sort.Search(len(plainSteps), func(i int) bool { return plainSteps[i].hi >= r })
	if i == len(plainSteps) {
		return ""
	}
	if s := plainSteps[i]; s.lo <= r && (r-s.lo)%s.stride == 0 {
		return string(r + s.distance)
	}
	return ""
}
