//go:build ignore

// Command main makes the name table application/namelist/data/names.bin from
// the files as published. The same files give the same bytes.
//
//	go run gen/main.go gen/lists.go gen/read.go gen/places.go -data ../../../shared/data -out data
//
// With -keys it reads the table that is there and makes its index anew, which
// is needed when the index keys of the root zone rules change.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"rootward/application/namelist"
	"rootward/idn/rootzone"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", "../../../shared/data", "folder of the published files")
	out := flag.String("out", "data", "folder of the table")
	keys := flag.Bool("keys", false, "only make the index of the table anew")
	flag.Parse()
	file := filepath.Join(*out, "names.bin")
	all, err := contents(*data, file, *keys)
	if err != nil {
		log.Fatal(err)
	}
	packed, err := namelist.Pack(all, rootzone.Embedded().Common().LGR())
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(file, packed, 0o644); err != nil {
		log.Fatal(err)
	}
	for _, c := range all {
		log.Printf("%-24s %-12s %7d", c.List.ID, c.List.Effect, len(c.Entries))
	}
	log.Printf("%d octets", len(packed))
}

func contents(data, file string, keys bool) ([]namelist.Content, error) {
	if keys {
		old, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		return namelist.Unpack(string(old))
	}
	var all []namelist.Content
	for _, l := range lists {
		c, err := l.content(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.ID, err)
		}
		all = append(all, c)
	}
	return all, nil
}

// list is one list to make.
type list struct {
	namelist.List
	files []string // published files, in the folder of the data
	names []namelist.Entry
	read  func(tables []table) ([]namelist.Entry, error)
}

func (l list) content(data string) (namelist.Content, error) {
	c := namelist.Content{List: l.List, Entries: l.names}
	if c.List.Matching == "" {
		c.List.Matching = namelist.Label
	}
	var sums []string
	var tables []table
	for _, f := range l.files {
		content, err := os.ReadFile(filepath.Join(data, f))
		if err != nil {
			return c, err
		}
		sums = append(sums, fmt.Sprintf("%x", sha256.Sum256(content)))
		t, err := readTable(f, content)
		if err != nil {
			return c, fmt.Errorf("%s: %w", f, err)
		}
		tables = append(tables, t)
		if t.version != "" {
			c.List.Version, c.List.Date = t.version, t.version[:4]+"-"+t.version[4:6]+"-"+t.version[6:8]
		}
	}
	c.List.Digest = strings.Join(sums, " ")
	if l.read != nil {
		var err error
		if c.Entries, err = l.read(tables); err != nil {
			return c, err
		}
	}
	if len(c.Entries) == 0 {
		return c, fmt.Errorf("no names")
	}
	return c, nil
}
