package templates

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed locale
var localeFiles embed.FS

// DefaultLanguage is spoken when a reader asked for none that we have.
const DefaultLanguage = "en"

// catalogue holds the messages of all languages.
type catalogue struct {
	bundle    *i18n.Bundle
	languages []string                            // folder names, in order
	messages  map[string]map[string]*i18n.Message // language, key
	matcher   language.Matcher
	matched   []string // languages in the matcher's order
}

// readCatalogue reads every file of every language folder. A key given twice
// in one language is an error, whichever files it stands in.
func readCatalogue(files fs.FS) (*catalogue, error) {
	c := &catalogue{bundle: i18n.NewBundle(language.MustParse(DefaultLanguage)), messages: map[string]map[string]*i18n.Message{}}
	folders, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("locale: %w", err)
	}
	var tags []language.Tag
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		tag, err := language.Parse(folder.Name())
		if err != nil {
			return nil, fmt.Errorf("locale folder %s: %w", folder.Name(), err)
		}
		messages, err := readLanguage(files, folder.Name())
		if err != nil {
			return nil, err
		}
		if err := c.bundle.AddMessages(tag, sorted(messages)...); err != nil {
			return nil, fmt.Errorf("locale %s: %w", folder.Name(), err)
		}
		c.languages = append(c.languages, folder.Name())
		c.messages[folder.Name()] = messages
		// The matcher answers its first language when no wish fits.
		if folder.Name() == DefaultLanguage {
			tags = append([]language.Tag{tag}, tags...)
			c.matched = append([]string{folder.Name()}, c.matched...)
		} else {
			tags = append(tags, tag)
			c.matched = append(c.matched, folder.Name())
		}
	}
	if c.messages[DefaultLanguage] == nil {
		return nil, errors.New("locale: no folder for " + DefaultLanguage)
	}
	c.matcher = language.NewMatcher(tags)
	return c, nil
}

// readLanguage merges the files of one folder.
func readLanguage(files fs.FS, folder string) (map[string]*i18n.Message, error) {
	names, err := fs.Glob(files, path.Join(folder, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("locale %s: %w", folder, err)
	}
	all := map[string]*i18n.Message{}
	origin := map[string]string{}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("locale: %w", err)
		}
		part, err := parseMessages(data)
		if err != nil {
			return nil, fmt.Errorf("locale/%s: %w", name, err)
		}
		for _, m := range part {
			if other, twice := origin[m.ID]; twice {
				return nil, fmt.Errorf("locale/%s: key %q is also in locale/%s", name, m.ID, other)
			}
			all[m.ID], origin[m.ID] = m, name
		}
	}
	return all, nil
}

// forms are the plural forms as they are written in a message object.
type forms struct {
	Zero, One, Two, Few, Many, Other string
}

// parseMessages reads one flat JSON object in file order, so that a key
// written twice in one file is noticed too.
func parseMessages(data []byte) ([]*i18n.Message, error) {
	d := json.NewDecoder(strings.NewReader(string(data)))
	open, err := d.Token()
	if err != nil {
		return nil, fmt.Errorf("must be one JSON object: %w", err)
	}
	if open != json.Delim('{') {
		return nil, fmt.Errorf("must be one JSON object, begins with %v", open)
	}
	var all []*i18n.Message
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		key, ok := token.(string)
		if !ok {
			return nil, fmt.Errorf("key %v is no text", token)
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, fmt.Errorf("key %q: %w", key, err)
		}
		m, err := parseMessage(key, raw)
		if err != nil {
			return nil, fmt.Errorf("key %q: %w", key, err)
		}
		all = append(all, m)
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	return all, nil
}

func parseMessage(key string, raw json.RawMessage) (*i18n.Message, error) {
	var simple string
	if json.Unmarshal(raw, &simple) == nil {
		return &i18n.Message{ID: key, Other: simple}, nil
	}
	var f forms
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("neither a string nor plural forms: %w", err)
	}
	return &i18n.Message{ID: key, Zero: f.Zero, One: f.One, Two: f.Two, Few: f.Few, Many: f.Many, Other: f.Other}, nil
}

func sorted(messages map[string]*i18n.Message) []*i18n.Message {
	list := make([]*i18n.Message, 0, len(messages))
	for _, m := range messages {
		list = append(list, m)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].ID < list[j].ID })
	return list
}

// match returns the language we have that best fits the wishes, each a tag or
// an Accept-Language header, the strongest first.
func (c *catalogue) match(wishes ...string) string {
	_, index := language.MatchStrings(c.matcher, wishes...)
	return c.matched[index]
}
