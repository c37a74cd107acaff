package templates

import (
	"net/url"
	"time"
)

// Page is what every page has around its view.
type Page struct {
	Title  Text           // shown in the browser's tab, before the name of the site; required
	Lang   string         // one of Set.Languages; anything else means DefaultLanguage
	Path   string         // the current URL with its query, for the language links
	User   *PageUser      // nil when nobody is signed in
	Staff  bool           // dense page with the dark bar: for those who judge or operate
	Flash  *Flash         // what the last action did, shown once
	Nonce  string         // content security policy nonce, "" when none is used
	Zone   *time.Location // the reader's zone; nil means UTC
	Now    time.Time      // the instant that "in 3 days" is counted from
	Sample bool           // people and dates are invented: the page says so
	Nav    string         // id of the current entry of the main menu, see nav.go
}

// PageUser is the person signed in.
type PageUser struct {
	Name     string
	Initials string   // one or two letters
	Org      string   // organisation or panel, "" for none
	Roles    []string // applicant, evaluator, decider, operator, auditor
}

// Has reports whether the user has the role. A nil user has none.
func (u *PageUser) Has(role string) bool {
	if u == nil {
		return false
	}
	for _, r := range u.Roles {
		if r == role {
			return true
		}
	}
	return false
}

// Flash tells what the last action did.
type Flash struct {
	Kind string // done, wait, late or hold; "" is a plain note
	Text Text
}

// languageURL is the page's own address with another language asked for.
func languageURL(path, language string) string {
	u, err := url.Parse(path)
	if err != nil {
		return "/?lang=" + url.QueryEscape(language)
	}
	q := u.Query()
	q.Set("lang", language)
	u.RawQuery = q.Encode()
	u.Scheme, u.Host, u.User, u.Fragment = "", "", nil, ""
	return u.String()
}
