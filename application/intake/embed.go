package intake

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// Names of the fact tables carried by the program.
const (
	Round2012 = "round2012"
	Round2026 = "round2026"
	IDNccTLD  = "idn-cctld"
)

// Tables lists the names that [Embedded] knows, in the order to import them.
func Tables() []string { return []string{Round2012, Round2026, IDNccTLD} }

// ErrNoTable is returned for a name that [Tables] does not list.
var ErrNoTable = errors.New("no such fact table")

// Public facts only, made by gen/main.go: no contact, no person, no price.
//
//go:embed data/*.csv
var tables embed.FS

// Meta says where a fact table comes from. All but Columns, Rows and SHA256 is
// read from the comment lines at its top.
type Meta struct {
	Name         string
	Source       string // who published the facts, in words
	SourceDate   string // the day (YYYY-MM-DD) or month (YYYY-MM) the facts are true for
	SourceSHA256 string // of the file the table was made from
	Licence      string // of the source, where it names one
	Generated    string // the day the table was made, YYYY-MM-DD

	Columns []string
	Rows    int
	SHA256  string // of the table itself, comment lines included
}

// Embedded opens a fact table carried by the program. The readers of this
// package read it as they read the full files. The caller closes it. An
// unknown name gives [ErrNoTable].
func Embedded(name string) (io.ReadCloser, Meta, error) {
	content, err := tables.ReadFile("data/" + name + ".csv")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, Meta{}, fmt.Errorf("%w: %q", ErrNoTable, name)
	}
	if err != nil {
		return nil, Meta{}, fmt.Errorf("open fact table %q: %w", name, err)
	}
	meta, err := readMeta(name, content)
	if err != nil {
		return nil, Meta{}, err
	}
	return io.NopCloser(bytes.NewReader(content)), meta, nil
}

func readMeta(name string, content []byte) (Meta, error) {
	meta := Meta{Name: name}
	fields := map[string]*string{
		"source":        &meta.Source,
		"source-date":   &meta.SourceDate,
		"source-sha256": &meta.SourceSHA256,
		"licence":       &meta.Licence,
		"generated":     &meta.Generated,
	}
	src := bufio.NewReader(bytes.NewReader(content))
	comments, _, err := readPreamble(src)
	if err != nil {
		return Meta{}, fmt.Errorf("fact table %q: %w", name, err)
	}
	for _, line := range comments {
		key, value, _ := strings.Cut(line, ":")
		if field := fields[key]; field != nil {
			*field = strings.TrimSpace(value)
		}
	}
	if err := meta.count(src); err != nil {
		return Meta{}, fmt.Errorf("fact table %q: %w", name, err)
	}
	sum := sha256.Sum256(content)
	meta.SHA256 = hex.EncodeToString(sum[:])
	return meta, nil
}

// count fills in columns and rows.
func (m *Meta) count(src io.Reader) error {
	t := newTable(src, 0)
	header, err := t.csv.Read()
	if err != nil {
		return fmt.Errorf("read header: %w", err)
	}
	m.Columns = append([]string(nil), header...)
	for {
		if _, err := t.csv.Read(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read row: %w", err)
		}
		m.Rows++
	}
}
