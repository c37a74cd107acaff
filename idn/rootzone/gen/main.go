// Command gen makes the embedded table of an edition of the Root Zone Label
// Generation Rules from the published XML files. The same files give the same
// octets.
//
//	go run ./gen -data ../../../shared/data/rz-lgr-5 -out data/edition5.bin
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
	"rootward/idn/rootzone/internal/table"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", "../../../shared/data/rz-lgr-5", "folder of the published XML files")
	out := flag.String("out", "data/edition5.bin", "file to write")
	flag.Parse()
	if err := generate(*data, *out); err != nil {
		log.Fatal(err)
	}
}

// edition says what the files do not say themselves.
var edition = table.Edition{
	ID:        "5",
	Date:      "2022-05-26",
	Source:    "ICANN, Root Zone Label Generation Rules, version 5 (RZ-LGR-5), common rule set and 25 scripts",
	SourceURL: "https://www.icann.org/sites/default/files/lgr/rz-lgr-5-overview-26may22-en.pdf",
}

// published is the form of the file names, such as
// lgr-5-arabic-script-26may22-en.xml. The name of the set ends before the date.
var published = regexp.MustCompile(`^(lgr-.*)-\d+[a-z]+\d+-en\.xml$`)

func generate(data, out string) error {
	files, err := filepath.Glob(filepath.Join(data, "*.xml"))
	if err != nil {
		return fmt.Errorf("XML files: %w", err)
	}
	if len(files) == 0 {
		return fmt.Errorf("no XML files in %s", data)
	}
	e := edition
	for _, file := range files {
		s, err := read(file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		e.Sets = append(e.Sets, s)
	}
	if err := os.WriteFile(out, table.Encode(e), 0o644); err != nil { //nolint:gosec // a file of the project, which all may read
		return fmt.Errorf("table of rules: %w", err)
	}
	return nil
}

func read(file string) (table.Set, error) {
	name := published.FindStringSubmatch(filepath.Base(file))
	if name == nil {
		return table.Set{}, fmt.Errorf("file name is not of the form %s", published)
	}
	content, err := os.ReadFile(file) //nolint:gosec // whoever runs the generator names the folder
	if err != nil {
		return table.Set{}, fmt.Errorf("rule set: %w", err)
	}
	g, err := lgr.Parse(bytes.NewReader(content))
	if err != nil {
		return table.Set{}, fmt.Errorf("rule set: %w", err)
	}
	s := rootzone.NewSet(name[1], g)
	return table.Set{
		Name: s.Name, Language: s.Language, Version: s.Version, Date: s.Date, UnicodeVersion: s.UnicodeVersion,
		Scripts: s.Scripts, Checksum: table.Checksum(content), Own: g.OwnRepertoire(), Pack: g.Pack(),
	}, nil
}
