package rootzone

import (
	_ "embed" // the table
	"fmt"
	"sync"

	"rootward/idn/rootzone/internal/table"
)

//go:embed data/edition5.bin
var edition5 []byte

var embedded = sync.OnceValue(func() *Edition {
	e, err := fromTable(edition5)
	if err != nil {
		panic(fmt.Sprintf("rootzone: embedded edition 5: %v", err)) // a damaged program
	}
	return e
})

// Embedded is edition 5 of 26 May 2022, the common rule set and 25 scripts.
// Its rule sets have no descriptions and comments; they are loaded one by one
// when they are first used.
func Embedded() *Edition { return embedded() }

func fromTable(file []byte) (*Edition, error) {
	t, err := table.Decode(file)
	if err != nil {
		return nil, fmt.Errorf("table of rules: %w", err)
	}
	sets := make([]*Set, len(t.Sets))
	for i, s := range t.Sets {
		sets[i] = &Set{
			Name: s.Name, Language: s.Language, Version: s.Version, Date: s.Date, UnicodeVersion: s.UnicodeVersion,
			Scripts: s.Scripts, pack: s.Pack,
		}
		sets[i].setOwn(s.Own)
	}
	e, err := NewEdition(t.ID, t.Date, t.Source, sets...)
	if err != nil {
		return nil, err
	}
	e.SourceURL = t.SourceURL
	return e, nil
}
