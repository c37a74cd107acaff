package portal

import (
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"rootward/application/access"
	"rootward/templates"
)

// countryLists keeps the list of each language: making one takes longer than
// the rest of a page.
var countryLists sync.Map // language to []templates.Option

// countries lists countries and territories by ISO 3166-1 code in the order
// of their names in the reader's language.
func countries(lang string) []templates.Option {
	if kept, ok := countryLists.Load(lang); ok {
		if list, ok := kept.([]templates.Option); ok {
			return slices.Clone(list)
		}
	}
	tag := language.Make(lang)
	names := display.Regions(tag)
	order := &byName{}
	for _, code := range access.Countries {
		name := names.Name(language.MustParseRegion(code))
		if name == "" {
			name = code
		}
		order.list = append(order.list, templates.Option{Value: code, Text: templates.Plain(name)})
		order.names = append(order.names, name)
	}
	collate.New(tag).Sort(order)
	countryLists.Store(lang, order.list)
	return slices.Clone(order.list)
}

// byName sorts options with the names they are sorted by.
type byName struct {
	list  []templates.Option
	names []string
}

func (n *byName) Len() int { return len(n.list) }

func (n *byName) Swap(i, j int) {
	n.list[i], n.list[j] = n.list[j], n.list[i]
	n.names[i], n.names[j] = n.names[j], n.names[i]
}

func (n *byName) Bytes(i int) []byte { return []byte(n.names[i]) }
