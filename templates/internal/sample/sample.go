// Package sample fills every view with data, so that pages can be looked at
// and checked without a database. Strings, applicants and outcomes of 2012 are
// public facts; people, drafts, tasks and their dates are invented.
package sample

import (
	"time"

	"rootward/templates"
)

// View is one page filled with sample data.
type View struct {
	Name string // of the file that the preview writes
	Page templates.Page
	View any
}

// Now is the instant at which all samples are looked at.
var Now = time.Date(2027, time.January, 13, 9, 40, 0, 0, time.UTC)

func on(y int, m time.Month, d int) templates.When {
	return templates.OnDay(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
}

func at(y int, m time.Month, d, h, min int) time.Time {
	return time.Date(y, m, d, h, min, 0, 0, time.UTC)
}

func link(href, text string) templates.Link {
	return templates.Link{Href: href, Text: templates.Plain(text)}
}

func plain(list ...string) []templates.Column {
	var columns []templates.Column
	for _, name := range list {
		num := name[0] == '#'
		if num {
			name = name[1:]
		}
		columns = append(columns, templates.Column{Text: templates.Plain(name), Num: num})
	}
	return columns
}

func cell(text string) templates.Cell { return templates.Cell{Text: templates.Plain(text)} }

func num(n int) templates.Cell { return templates.Cell{Text: templates.Num(n)} }

func linked(n int) templates.Cell {
	return templates.Cell{Text: templates.Num(n), Href: "/reports/rows"}
}

var (
	amman    = zone("Asia/Amman")
	salma    = &templates.PageUser{Name: "Salma Idris", Initials: "SI", Org: "Open Shelf Foundation", Roles: []string{"applicant"}}
	jana     = &templates.PageUser{Name: "Jana Oster", Initials: "JO", Org: "Geographic names", Roles: []string{"evaluator", "decider"}}
	operator = &templates.PageUser{Name: "Ines Vidal", Initials: "IV", Org: "Operations", Roles: []string{"operator", "auditor"}}
	maktaba  = templates.Label{U: "مكتبة", A: "xn--ngbcb3hj", Lang: "ar", RTL: true}
)

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		return time.FixedZone(name, 3*3600)
	}
	return z
}

func public(title templates.Text, nav string) templates.Page {
	return templates.Page{Title: title, Nav: nav, Now: Now, Path: "/"}
}

func applicant(title templates.Text, nav string) templates.Page {
	return templates.Page{Title: title, Nav: nav, Now: at(2026, time.August, 10, 11, 32), Path: "/portfolio?x=1", User: salma, Zone: amman, Sample: true}
}

func staff(title templates.Text, nav string, user *templates.PageUser) templates.Page {
	return templates.Page{Title: title, Nav: nav, Now: Now, Path: "/queue", User: user, Staff: true, Sample: true}
}

// All lists a sample of every page, in the order of the menus.
func All() []View {
	var all []View
	for _, list := range [][]View{publicPages(), rulePages(), reportPages(), applicantPages(), staffPages(), otherPages()} {
		all = append(all, list...)
	}
	return all
}
