package lgr

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// meta looks at each part of the description of the ruleset.
func (c *checker) meta() {
	m := &c.g.Meta
	c.missing("version-missing", m.Version)
	c.missing("date-missing", m.Date)
	if m.Date != "" && !isDate(m.Date) {
		c.add("date-invalid", 0, nil, "Value", m.Date)
	}
	for _, d := range []string{m.ValidityStart, m.ValidityEnd} {
		if d != "" && !isDate(d) {
			c.add("validity-invalid", 0, nil, "Value", d)
		}
	}
	// Dates of this form are in the order of their text.
	if isDate(m.ValidityStart) && isDate(m.ValidityEnd) && m.ValidityEnd < m.ValidityStart {
		c.add("validity-backwards", 0, nil, "Start", m.ValidityStart, "End", m.ValidityEnd)
	}
	c.missing("language-missing", strings.Join(m.Languages, " "))
	seen := map[string]bool{}
	for _, l := range m.Languages {
		tag := strings.ToLower(l)
		switch {
		case !wellFormed(l):
			c.add("language-invalid", 0, nil, "Value", l)
		case seen[tag]:
			c.add("language-twice", 0, nil, "Value", l)
		}
		seen[tag] = true
	}
	for _, s := range m.Scopes {
		switch {
		case s.Type != "" && s.Type != "domain":
			c.add("scope-type", 0, nil, "Value", s.Type)
		case s.Value == "" || strings.ContainsAny(s.Value, " \t\r\n"):
			c.add("scope-invalid", 0, nil, "Value", s.Value)
		}
	}
	c.unicodeVersion()
}

func (c *checker) missing(code, value string) {
	if value == "" {
		c.add(code, 0, nil)
	}
}

func isDate(s string) bool {
	_, err := time.Parse("2006-01-02", s)
	return err == nil
}

var threeNumbers = regexp.MustCompile(`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$`)

func (c *checker) unicodeVersion() {
	version := c.g.Meta.UnicodeVersion
	switch {
	case version == "":
		c.add("unicode-missing", 0, nil, "Nearest", c.tables.Version)
	case !threeNumbers.MatchString(version):
		c.add("unicode-invalid", 0, nil, "Value", version)
	case !c.exact:
		c.add("unicode-unknown", 0, nil, "Value", version, "Nearest", c.tables.Version)
	}
	first := true
	c.eachClass(func(class *Class, _ *Rule) {
		if class.Property != "" && !c.tables.Own && first {
			first = false
			c.add("property-approximate", class.Line, nil, "Property", class.Property, "Unicode", c.tables.Version)
		}
	})
}

// tagForm is the grammar of RFC 5646, section 2.1, without the tags that it
// keeps from older times.
var tagForm = regexp.MustCompile(`^(?i:` +
	`([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})` + // language
	`(-([a-z]{4}))?` + // script
	`(-([a-z]{2}|[0-9]{3}))?` + // region
	`(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*` + // variants
	`(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*` + // extensions
	`(-x(-[a-z0-9]{1,8})+)?` +
	`|x(-[a-z0-9]{1,8})+)$`)

const scriptGroup = 4 // of tagForm

// oldTags are the irregular tags of RFC 5646, section 2.1.
var oldTags = strings.Fields("en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao " +
	"i-tay i-tsu sgn-be-fr sgn-be-nl sgn-ch-de")

// wellFormed reports whether a language tag has the form of RFC 5646. It does
// not look up whether its parts are registered.
func wellFormed(tag string) bool {
	return tagForm.MatchString(tag) || slices.Contains(oldTags, strings.ToLower(tag))
}

// scriptOfTag is the script that a tag names, "" if it names none.
func scriptOfTag(tag string) string {
	m := tagForm.FindStringSubmatch(tag)
	if m == nil || m[scriptGroup] == "" {
		return ""
	}
	return strings.ToUpper(m[scriptGroup][:1]) + strings.ToLower(m[scriptGroup][1:])
}

// scriptsOfTag are the scripts of Unicode behind codes of ISO 15924 that stand for several.
var scriptsOfTag = map[string][]string{
	"Jpan": {"Hani", "Hira", "Kana"}, "Hrkt": {"Hira", "Kana"}, "Kore": {"Hang", "Hani"}, "Hans": {"Hani"}, "Hant": {"Hani"},
	"Hanb": {"Hani", "Bopo"}, "Aran": {"Arab"}, "Cyrs": {"Cyrl"}, "Latf": {"Latn"}, "Latg": {"Latn"},
	"Syre": {"Syrc"}, "Syrj": {"Syrc"}, "Syrn": {"Syrc"},
}

// languageScripts: a language tag with a script promises code points of it.
func (c *checker) languageScripts(counts map[string]int) {
	for _, l := range c.g.Meta.Languages {
		script := scriptOfTag(l)
		wanted := scriptsOfTag[script]
		if wanted == nil {
			wanted = []string{script}
		}
		if script != "" && script != "Zyyy" && !slices.ContainsFunc(wanted, func(s string) bool { return counts[s] > 0 }) {
			c.add("language-script", 0, nil, "Value", l, "Script", script)
		}
	}
}
