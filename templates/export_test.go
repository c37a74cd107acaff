package templates

import (
	"io/fs"
	"text/template/parse"
)

// ViewTypes are zero values of all views, in the order of the table.
func ViewTypes() []any {
	var views []any
	for _, f := range files {
		views = append(views, f.View)
	}
	return views
}

// FileOf is the file that prints a view of the table, and whether it stands
// without a layout.
func FileOf(i int) (name string, fragment bool) { return files[i].Name, files[i].Fragment }

// Messages are the messages of one language as they are written, by key and
// plural form.
func (s *Set) Messages(language string) map[string]map[string]string {
	all := map[string]map[string]string{}
	for key, m := range s.catalogue.messages[language] {
		forms := map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many, "other": m.Other}
		for form, text := range forms {
			if text == "" {
				delete(forms, form)
			}
		}
		all[key] = forms
	}
	return all
}

// Tree is the parsed file with this name.
func (s *Set) Tree(name string) *parse.Tree {
	t := s.pristine.Lookup(name)
	if t == nil {
		return nil
	}
	return t.Tree
}

// ReadCatalogue fails as New does on a bad folder of messages.
func ReadCatalogue(files fs.FS) error {
	_, err := readCatalogue(files)
	return err
}

// LanguageURL and the functions below are what the tests look into.
var LanguageURL = languageURL

// Draw makes a drawing in a language.
func (s *Set) Draw(language string, p Plot, narrow bool) Drawing {
	return p.draw(s.speakers[language], narrow)
}

// DueText is what a due time says at the page's instant.
func (s *Set) DueText(page Page, d Due) (class, left, text string) {
	p := &printer{set: s}
	p.prepare(page)
	v := p.due(d)
	return v.Class, v.Left, v.Text
}

// NamedRounds are the rounds with names of their own.
var NamedRounds = namedRounds
