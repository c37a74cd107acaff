package access

import (
	"slices"
	"testing"

	"golang.org/x/text/language"
)

func TestCountries(t *testing.T) {
	if len(Countries) != 249 || !slices.IsSorted(Countries) {
		t.Errorf("%d codes, sorted %v; ISO 3166-1 assigns 249", len(Countries), slices.IsSorted(Countries))
	}
	for _, code := range Countries {
		if r, err := language.ParseRegion(code); err != nil || !r.IsCountry() || r.Canonicalize() != r {
			t.Errorf("%s is no country to others", code)
		}
	}
	for _, code := range []string{"UK", "EU", "XK", "SU", "ZZ", "AN", "AC", "", "de", "DEU"} {
		if IsCountry(code) {
			t.Errorf("%s is none", code)
		}
	}
}
