package templates

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"time"
)

//go:embed *.html shared account api application audit draft error help home label report round rules set task
var pageFiles embed.FS

// Set is every page in every language, parsed once. It is safe for use by
// many at once.
type Set struct {
	catalogue *catalogue
	speakers  map[string]*speaker
	files     map[reflect.Type]file
	pristine  *template.Template // never executed, so that it can be cloned
	idle      chan *printer
	mu        sync.RWMutex
	missing   func(language, key string)
}

// New parses all pages, messages and static files. It fails when a file does
// not parse, a message is given twice, or a view of the table has no file.
func New() (*Set, error) {
	locale, err := fs.Sub(localeFiles, "locale")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	s := &Set{speakers: map[string]*speaker{}, files: map[reflect.Type]file{}, idle: make(chan *printer, 2*runtime.GOMAXPROCS(0))}
	if s.catalogue, err = readCatalogue(locale); err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	for _, name := range s.catalogue.languages {
		if s.speakers[name], err = newSpeaker(s.catalogue, name, s.reportMissing); err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
	}
	if err := s.parse(); err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	return s, nil
}

// parse reads every page under its path, so that pages call each other's
// fragments by file name.
func (s *Set) parse() error {
	s.pristine = template.New("").Funcs((&printer{}).funcs())
	err := fs.WalkDir(pageFiles, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		source, err := pageFiles.ReadFile(name)
		if err != nil {
			return err
		}
		_, err = s.pristine.New(name).Parse(strings.TrimRight(string(source), "\n"))
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range files {
		if s.pristine.Lookup(f.Name) == nil {
			return fmt.Errorf("view %T has no file %s", f.View, f.Name)
		}
		s.files[reflect.TypeOf(f.View)] = f
	}
	return nil
}

// printer is a copy of the pages whose functions speak for one page at a
// time. Making one costs milliseconds, so they are kept.
type printer struct {
	set       *Set
	templates *template.Template
	page      *Page
	speaker   *speaker
	ids       int
}

func (s *Set) take() (*printer, error) {
	select {
	case p := <-s.idle:
		return p, nil
	default:
	}
	p := &printer{set: s}
	clone, err := s.pristine.Clone()
	if err != nil {
		return nil, err
	}
	p.templates = clone.Funcs(p.funcs())
	return p, nil
}

func (s *Set) giveBack(p *printer) {
	p.page, p.speaker, p.ids = nil, nil, 0
	select {
	case s.idle <- p:
	default:
	}
}

// ErrNoFile means that a view is not in the table of views.go.
var ErrNoFile = errors.New("view has no page")

// Render writes the page of a view. Nothing is written when it fails. The
// view is a struct of views.go or a pointer to one.
func (s *Set) Render(w io.Writer, page Page, view any) error {
	t := reflect.TypeOf(view)
	if t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	f, ok := s.files[t]
	if !ok {
		return fmt.Errorf("render %T: %w", view, ErrNoFile)
	}
	p, err := s.take()
	if err != nil {
		return fmt.Errorf("render %T: %w", view, err)
	}
	defer s.giveBack(p)
	p.prepare(page)
	var out bytes.Buffer
	if err := p.print(&out, f, view); err != nil {
		return fmt.Errorf("render %T: %w", view, err)
	}
	if _, err := out.WriteTo(w); err != nil {
		return fmt.Errorf("render %T: %w", view, err)
	}
	return nil
}

// prepare fills what a handler may leave open.
func (p *printer) prepare(page Page) {
	if page.Zone == nil {
		page.Zone = time.UTC
	}
	if page.Now.IsZero() {
		page.Now = time.Now()
	}
	p.speaker = p.set.speakers[page.Lang]
	if p.speaker == nil {
		page.Lang = DefaultLanguage
		p.speaker = p.set.speakers[DefaultLanguage]
	}
	p.page = &page
}

// frame is what the layout prints.
type frame struct {
	Page      *Page
	Dir       string
	Wide      bool // the page brings its own columns: no frame around main
	Body      template.HTML
	Menu      []navItem
	Foot      []navItem
	Languages []languageLink
}

type languageLink struct {
	Lang, Dir, Name, Href string
	Current               bool
}

func (p *printer) print(out *bytes.Buffer, f file, view any) error {
	if f.Fragment {
		return p.templates.ExecuteTemplate(out, f.Name, view)
	}
	var body bytes.Buffer
	if err := p.templates.ExecuteTemplate(&body, f.Name, view); err != nil {
		return err
	}
	// The body was escaped by the same package a moment ago.
	fr := frame{Page: p.page, Dir: p.speaker.direction(), Wide: f.Wide, Body: template.HTML(body.String()), Menu: menu(p.page), Foot: footMenu} //nolint:gosec // see above
	for _, name := range p.set.catalogue.languages {
		s := p.set.speakers[name]
		fr.Languages = append(fr.Languages, languageLink{name, s.direction(), s.message("language.name", nil), languageURL(p.page.Path, name), name == p.page.Lang})
	}
	return p.templates.ExecuteTemplate(out, "layout.html", fr)
}

// Languages lists the languages we have, as folders of locale are named.
func (s *Set) Languages() []string { return append([]string(nil), s.catalogue.languages...) }

// Match returns the language that best fits the wishes, the strongest first;
// each is a tag ("ar") or an Accept-Language header. Empty ones are skipped.
func (s *Set) Match(wishes ...string) string {
	var given []string
	for _, w := range wishes {
		if strings.TrimSpace(w) != "" {
			given = append(given, w)
		}
	}
	return s.catalogue.match(given...)
}

// Say says one text outside a page, for mail and the shell.
func (s *Set) Say(language string, t Text) string {
	if t == nil {
		return ""
	}
	sp := s.speakers[language]
	if sp == nil {
		sp = s.speakers[DefaultLanguage]
	}
	return t.say(sp)
}

// Has reports whether the language has a message with this key.
func (s *Set) Has(language, key string) bool { return s.catalogue.messages[language][key] != nil }

// OnMissing sets what is called with each key that a language lacks when it
// is asked for. Nothing is called by default; the page then says the default
// language's words, or the key.
func (s *Set) OnMissing(f func(language, key string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.missing = f
}

func (s *Set) reportMissing(language, key string) {
	s.mu.RLock()
	f := s.missing
	s.mu.RUnlock()
	if f != nil {
		f(language, key)
	}
}
