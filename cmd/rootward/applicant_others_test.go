package main

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// Additional members edit; they do not bind the organisation.
func TestAdditionalMember(t *testing.T) {
	onSite(t, func(s *site) {
		v := s.organisation("Shelf")
		karim := v.second(access.Additional, "karim")
		path := karim.complete("wanted")
		karim.get(path + "/submit").is(http.StatusOK).says("only a primary member of your organisation may do this")
		karim.get(path).says("only a primary member")
		karim.get(path + "/withdraw").is(http.StatusOK).says("only a primary member")
		look := v.get(path + "/submit")
		form := []string{"version", look.value("version"), "revision", look.value("revision"), "declare", "yes", "reason", "x"}
		for _, step := range []string{"/submit", "/withdraw", "/recall"} {
			karim.post(path+step, form...).is(http.StatusNotFound)
		}
		karim.post("/organisation", "name", "x", "email", "x@x.example", "rank", "additional").is(http.StatusNotFound)
		karim.get("/organisation").is(http.StatusOK).says("karim", "only a primary member")
		if got := v.state(path).State; got != workflow.Draft {
			t.Errorf("it is %s", got)
		}
		v.submit(path).is(http.StatusSeeOther)
		karim.get(path+"/receipt").is(http.StatusOK).says("only a primary member", "Salma of Shelf")
	})
}

// Every page of a draft is as good as absent for everybody else.
func TestDraftsOfOthers(t *testing.T) {
	onSite(t, func(s *site) {
		v, other := s.organisation("Shelf"), s.organisation("Other")
		operator := s.staff(workflow.Operator)
		path := v.complete("wanted")
		v.submit(path).is(http.StatusSeeOther)
		absent := other.get("/drafts/a00000000000").is(http.StatusNotFound)
		for _, part := range []string{"", "/applicant", "/financial", "/preview", "/submit", "/receipt", "/receipt.json", "/withdraw", "/nothing"} {
			if got := other.get(path + part).is(http.StatusNotFound).keepsQuiet(markers...); got.text() != absent.text() {
				t.Errorf("%s: forbidden looks different from absent", part)
			}
			operator.get(path + part).is(http.StatusNotFound).keepsQuiet(markers...)
			if to := s.stranger().get(path + part).is(http.StatusSeeOther).header.Get("Location"); !strings.HasPrefix(to, "/sign-in?next=") {
				t.Errorf("%s: a stranger is sent to %s", part, to)
			}
		}
		form := []string{"version", "2", "revision", "9", "declare", "yes", "reason", "x", "mission", "stolen"}
		for _, part := range []string{"/applicant", "/applicant/autosave", "/submit", "/recall", "/withdraw"} {
			other.post(path+part, form...).is(http.StatusNotFound)
			operator.post(path+part, form...).is(http.StatusNotFound)
			if got := s.stranger().post(path+part, form...); part != "/applicant" {
				got.is(http.StatusSeeOther)
			} else {
				got.is(http.StatusUnauthorized).keepsQuiet(markers...) // gives back what was typed, and nothing else
			}
		}
		for _, page := range []string{"/portfolio", "/messages", "/organisation"} {
			other.get(page).is(http.StatusOK).keepsQuiet(append(markers, "wanted", "Open Shelf", strings.TrimPrefix(path, "/drafts/"))...)
			operator.get(page).is(http.StatusNotFound)
			s.stranger().get(page).is(http.StatusSeeOther)
		}
	})
}

// staff is a member of staff with one grant.
func (s *site) staff(role workflow.Role) *visitor {
	s.Helper()
	a, err := s.people.CreateStaff(s.Context(), lifecycle.ByShell("test"), access.NewStaff{Name: "Staff", Email: string(role) + "@staff.example", Grants: []access.Grant{{Role: role}}})
	if err != nil {
		s.Fatal(err)
	}
	return s.enter(a.ID)
}

var inviteForm = regexp.MustCompile(`http://portal\.example/sign-in/link/[A-Za-z0-9_-]{43}`)

func TestMembers(t *testing.T) {
	onSites(t, func(s *site) {
		v := s.organisation("Shelf")
		v.get("/organisation").is(http.StatusOK).says("Salma of Shelf", "Add a member", "1 place is free", "5 places are free")
		v.post("/organisation", "name", "", "email", "nobody", "rank", "king").is(http.StatusUnprocessableEntity).says("Choose one of the two ranks.")
		kept := v.post("/organisation", "name", "كريم", "email", "nobody", "rank", "additional").is(http.StatusUnprocessableEntity)
		if kept.value("name") != "كريم" {
			t.Errorf("the name became %q", kept.value("name"))
		}
		v.post("/organisation", "name", "كريم", "email", "كريم@مثال.example", "rank", "additional").to("/organisation")
		page := v.get("/organisation").says("كريم", "Hand the link below")
		link := inviteForm.FindString(page.body)
		if link == "" {
			t.Fatal("no link for the new member")
		}
		if v.get("/organisation").keepsQuiet(link); t.Failed() {
			t.Fatal("the link is shown twice")
		}
		guest := s.stranger()
		guest.get(strings.TrimPrefix(link, "http://portal.example")).is(http.StatusSeeOther)
		guest.get("/organisation").is(http.StatusOK).says("كريم", "only a primary member")
		s.stranger().get(strings.TrimPrefix(link, "http://portal.example")).is(http.StatusNotFound)
		v.post("/organisation", "name", "x", "email", "كريم@مثال.example", "rank", "additional").is(http.StatusUnprocessableEntity)

		v.post("/organisation", "name", "Lina", "email", "lina@shelf.example", "rank", "primary").to("/organisation")
		v.post("/organisation", "name", "Third", "email", "third@shelf.example", "rank", "primary").is(http.StatusUnprocessableEntity).says("All places of this rank are taken.")
		for _, n := range []string{"b", "c", "d", "e"} {
			v.post("/organisation", "name", n, "email", n+"@shelf.example", "rank", "additional").to("/organisation")
		}
		v.post("/organisation", "name", "f", "email", "f@shelf.example", "rank", "additional").is(http.StatusUnprocessableEntity)
		v.get("/organisation").says("all places are taken")
	})
}

// offline answers every question with a fault, as a database does that went
// away.
type offline struct{ application.Store }

var errOffline = errors.New("the database is gone")

func (offline) InTx(context.Context, func(context.Context) error) error { return errOffline }
func (offline) Rounds(context.Context) ([]round.Round, error)           { return nil, errOffline }
func (offline) Application(context.Context, string) (application.Application, error) {
	return application.Application{}, errOffline
}
