package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// The road of an applicant, as they walk it: from the empty portfolio to the
// receipt and back, in both languages.
func TestApplicantRoad(t *testing.T) {
	onSites(t, func(s *site) {
		v := s.organisation("Shelf")
		v.get("/portfolio").is(http.StatusOK).says("Nothing waits for you", "takes applications now")
		path := v.complete("مكتبة")
		v.get("/portfolio").is(http.StatusOK).says("مكتبة", "Everything is there: submit it", "in 29 days")
		v.get(path).says("مكتبة", "Check and submit", "Nothing is missing here.")
		look := v.get(path+"/submit").is(http.StatusOK).says("مكتبة", "xn--ngbcb3hj", "Open Shelf", "Salma of Shelf", "227,000", "31 Jan 2027")
		if look.find("declare") == nil {
			t.Error("nothing is declared")
		}
		v.submit(path).to(path + "/receipt")
		receipt := v.get(path+"/receipt").is(http.StatusOK).says("test-R000001", "The application is submitted.", "Salma of Shelf", "Submission period closes")
		file := v.get(path + "/receipt.json").is(http.StatusOK)
		sum := sha256.Sum256([]byte(file.body))
		receipt.says(hex.EncodeToString(sum[:]))
		if d := file.header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment") || file.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("the content is sent as %q", d)
		}
		var content struct {
			Application string
			Answers     []struct{ Question, Value string }
		}
		if err := json.Unmarshal([]byte(file.body), &content); err != nil || len(content.Answers) != 15 || "/drafts/"+content.Application != path {
			t.Errorf("content of the receipt: %+v, %v", content, err)
		}
		v.get("/portfolio").says("Pay the evaluation fee", "Before evaluation")
		v.get("/messages").is(http.StatusOK).says("test-R000001", "مكتبة")
		for _, part := range []string{"", "/applicant", "/string", "/preview", "/receipt", "/withdraw"} {
			v.in("ar").get(path + part).is(http.StatusOK)
		}
		for _, page := range []string{"/portfolio", "/messages", "/organisation"} {
			v.in("ar").get(page).is(http.StatusOK)
		}
	})
}

func TestDraftIsOnlyBegunInAnOpenRound(t *testing.T) {
	onSite(t, func(s *site) {
		v := s.organisation("Shelf")
		// The IDN ccTLDs take requests for ever by date; their round is recorded
		// from a list and has not been opened here.
		if err := s.applications.OpenRound(t.Context(), round.Round{ID: "idn-cctld", Policy: round.FastTrack}, lifecycle.ByShell("test"), s.store.SaveRound); err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"", "idn-cctld", "2012", "nowhere", "test' OR 1=1"} {
			v.post("/portfolio", "round", id).is(http.StatusUnprocessableEntity).says("The round takes no applications now.")
		}
		s.clock.set(siteOpens.AddDate(0, 0, siteDays).Add(time.Second))
		v.post("/portfolio", "round", "test").is(http.StatusUnprocessableEntity)
		v.get("/portfolio").says("No round takes applications now.")
	})
}

func TestNothingTypedIsLostInTheBrowser(t *testing.T) {
	onSites(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.draft()
		long := strings.Repeat("ك", 4001)
		for _, c := range []struct{ section, field, typed, says string }{
			{"string", "string", "كتـب", "U+0640"},
			{"string", "string", "<script>alert(1)</script>", "at position 1"},
			{"applicant", "country", "Atlantis", "Choose a country"},
			{"applicant", "website", "no address", "no web address"},
			{"applicant", "contact_email", "nobody", "cannot be an e-mail address"},
			{"applicant", "legal_name", "tab\there", "cannot be seen or printed"},
			{"applicant", "legal_name", strings.Repeat("é", 300), "300 characters"},
			{"mission", "mission", long, "4001 characters"},
			{"type", "community", "perhaps", "Choose one of the answers"},
		} {
			page := v.fill(path+"/"+c.section, c.field, c.typed).is(http.StatusUnprocessableEntity).says(c.says)
			if c.field == "community" {
				continue // a radio button for an answer that is none cannot be shown
			}
			if c.field == "country" {
				page.says("Atlantis")
			} else if got := page.value(c.field); got != c.typed {
				t.Errorf("%s: typed %q, shown %q", c.field, c.typed, got)
			}
			again := v.get(path + "/" + c.section).is(http.StatusOK).says(c.says)
			if c.field != "country" {
				if got := again.value(c.field); got != c.typed {
					t.Errorf("%s: typed %q, kept %q", c.field, c.typed, got)
				}
			}
			page.keepsQuiet("<script>alert")
		}
		// More than can be kept: the whole text stays in the page, and it says so.
		huge := strings.Repeat("ab ", 8000) + "end"
		page := v.fill(path+"/mission", "mission", huge).is(http.StatusUnprocessableEntity).says("only the first 20000 are saved", "24003 characters")
		if page.value("mission") != huge {
			t.Error("what could not be kept is not in the page either")
		}
		// And what cannot be read at all is refused before anything is changed.
		v.post(path+"/mission", "mission", strings.Repeat("x", 5<<20)).is(http.StatusRequestEntityTooLarge)
		v.post(path+"/mission", "mission", "\xff\xfe").is(http.StatusBadRequest)
		v.post(path+"/mission", "mission", "nul\x00").is(http.StatusBadRequest)
		if got := v.get(path + "/mission").value("mission"); !strings.HasPrefix(huge, got) || len(got) < 19000 {
			t.Errorf("%d characters are kept", len(got))
		}
	})
}

func TestTwoPeopleInOneSection(t *testing.T) {
	onSites(t, func(s *site) {
		salma := s.organisation("Shelf")
		karim := salma.second(access.Additional, "karim")
		path := salma.draft() + "/applicant"
		karimsPage := karim.get(path).value("base")
		salma.fill(path, "legal_name", "Open Shelf", "address", "1 Street").is(http.StatusSeeOther)

		// Karim changes another answer; his page has the old, empty ones.
		karim.post(path, "base", karimsPage, "legal_name", "", "address", "", "contact_name", "Karim").is(http.StatusSeeOther)
		page := salma.get(path)
		if page.value("legal_name") != "Open Shelf" || page.value("contact_name") != "Karim" {
			t.Fatalf("one overwrote the other: %q, %q", page.value("legal_name"), page.value("contact_name"))
		}

		// Now both change the same one.
		karimsPage = karim.get(path).value("base")
		salma.fill(path, "legal_name", "Open Shelf Foundation").is(http.StatusSeeOther)
		clash := karim.post(path, "base", karimsPage, "legal_name", "Offenes Regal", "address", "2 Street").is(http.StatusConflict)
		clash.says("Changed meanwhile", "Open Shelf Foundation", "Salma of Shelf", "Offenes Regal")
		if got := clash.value("legal_name"); got != "Offenes Regal" {
			t.Errorf("what Karim typed became %q", got)
		}
		if p := salma.get(path); p.value("legal_name") != "Open Shelf Foundation" || p.value("address") != "2 Street" {
			t.Errorf("a refused answer was written, or its neighbour lost: %q, %q", p.value("legal_name"), p.value("address"))
		}
		// Having seen it, he may insist.
		karim.post(path, "base", clash.value("base"), "legal_name", clash.value("legal_name")).is(http.StatusSeeOther)
		if got := salma.get(path).value("legal_name"); got != "Offenes Regal" {
			t.Errorf("insisting kept %q", got)
		}
	})
}

func TestAutosave(t *testing.T) {
	onSites(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.draft() + "/applicant"
		one, two := v.get(path).value("base"), v.get(path).value("base") // two tabs
		saved := v.post(path+"/autosave", "base", one, "legal_name", "Open", "address", "").is(http.StatusOK).says("Saved", "1 Jan 2027")
		if saved.find("legal_name") != nil || saved.find("main") != nil {
			t.Error("autosave answers with more than its state")
		}
		saved = v.post(path+"/autosave", "base", saved.value("base"), "legal_name", "Open Shelf", "country", "Atlantis").is(http.StatusOK).says("Saved", "Choose a country")

		clash := v.post(path+"/autosave", "base", two, "legal_name", "Second tab", "address", "2 Street").is(http.StatusConflict)
		clash.says("Not saved", "Open Shelf", "Second tab")
		// Typing on in the second tab does not overwrite unseen words either.
		v.post(path+"/autosave", "base", clash.value("base"), "legal_name", "Second tab!").is(http.StatusConflict)
		page := v.get(path)
		if page.value("legal_name") != "Open Shelf" || page.value("address") != "2 Street" {
			t.Errorf("kept: %q, %q", page.value("legal_name"), page.value("address"))
		}
		v.post(path+"/autosave", "base", saved.value("base"), "legal_name", "").is(http.StatusOK)
		if got := v.get(path).value("legal_name"); got != "" {
			t.Errorf("an answer cannot be emptied: %q", got)
		}
		v.in("ar").post(path+"/autosave", "base", two, "legal_name", "x").is(http.StatusOK)
		v.post("/drafts/a00000000000/applicant/autosave", "legal_name", "x").is(http.StatusNotFound)
		v.post(strings.Replace(path, "applicant", "nothing", 1)+"/autosave", "legal_name", "x").is(http.StatusNotFound)
	})
}

func TestAnswersOfOtherSectionsAreNotTaken(t *testing.T) {
	onSite(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.draft()
		v.fill(path+"/mission", "mission", "To be of use.", "funding", "smuggled", "legal_name", "smuggled").is(http.StatusSeeOther)
		v.get(path + "/financial").keepsQuiet("smuggled")
		v.get(path + "/applicant").keepsQuiet("smuggled")
	})
}

func TestPreviewHasNothingConfidential(t *testing.T) {
	onSites(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.complete("wanted")
		for _, lang := range []string{"en", "ar"} {
			page := v.in(lang).get(path+"/preview").is(http.StatusOK).says("Open Shelf", "To be of use.", "wanted")
			page.keepsQuiet(markers...)
		}
		v.get(path+"/preview").says("How the registry is funded", "Jordan", "No")
		// The organisation itself reads its own answers, submitted ones too.
		v.get(path + "/financial").says("SECRET-MONEY")
		v.submit(path).is(http.StatusSeeOther)
		v.get(path+"/financial").is(http.StatusOK).says("SECRET-MONEY", "frozen")
	})
}

func TestSubmitNamesWhatStandsInTheWay(t *testing.T) {
	onSites(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.draft()
		page := v.get(path+"/submit").is(http.StatusOK).says("required answers are missing", "things are missing or wrong.")
		if page.find("declare") != nil {
			t.Error("something can be declared before it is there")
		}
		v.post(path+"/submit", "version", "1", "revision", "1", "declare", "yes").is(http.StatusUnprocessableEntity).says("required answers are missing", "the string does not pass the checks")
		v.post(path+"/submit", "version", "x", "revision", "1").is(http.StatusBadRequest)
		v.get(path + "/receipt").is(http.StatusNotFound)
		v.get(path + "/receipt.json").is(http.StatusNotFound)

		whole := v.complete("wanted")
		look := v.get(whole + "/submit")
		v.post(whole+"/submit", "version", look.value("version"), "revision", look.value("revision")).is(http.StatusUnprocessableEntity).says("Tick the box")
		// A colleague changes an answer after the last look.
		colleague := v.second(access.Primary, "lina")
		colleague.fill(whole+"/mission", "mission", "Something else.").is(http.StatusSeeOther)
		v.post(whole+"/submit", "version", look.value("version"), "revision", look.value("revision"), "declare", "yes").is(http.StatusConflict).says("Something else.", "lina")
		s.clock.set(siteOpens.AddDate(0, 0, siteDays).Add(time.Second))
		v.get(whole + "/submit").says("the submission period is not open")
		look = v.get(whole + "/submit")
		v.post(whole+"/submit", "version", look.value("version"), "revision", "999", "declare", "yes").is(http.StatusConflict)
		if got := v.state(whole).State; got != workflow.Draft {
			t.Fatalf("submitted too late: %s", got)
		}
		s.clock.set(siteOpens.AddDate(0, 0, siteDays)) // its last second
		v.submit(whole).to(whole + "/receipt")
		// Twice from one page: the second time it says so, and there is one receipt.
		v.post(whole+"/submit", "version", look.value("version"), "revision", look.value("revision"), "declare", "yes").is(http.StatusConflict).says("Changed meanwhile", "Salma of Shelf")
		v.get(whole + "/submit").to(whole + "/receipt")
	})
}

func TestLateSubmissionIsRefusedAtTheDoor(t *testing.T) {
	onSite(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.complete("wanted")
		look := v.get(path + "/submit")
		s.clock.set(siteOpens.AddDate(0, 0, siteDays).Add(time.Second))
		v.post(path+"/submit", "version", look.value("version"), "revision", look.value("revision"), "declare", "yes").
			is(http.StatusUnprocessableEntity).says("the submission period is not open")
	})
}

func TestWritingAfterSubmission(t *testing.T) {
	onSites(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.complete("wanted")
		base := v.get(path + "/mission").value("base")
		v.submit(path).is(http.StatusSeeOther)
		v.post(path+"/mission", "base", base, "mission", "too late").is(http.StatusConflict).says("too late", "Changed meanwhile")
		v.post(path+"/mission/autosave", "base", base, "mission", "too late").is(http.StatusConflict).says("Not saved")
		page := v.get(path + "/mission")
		if got := page.value("mission"); got != "To be of use." {
			t.Errorf("a submitted answer is now %q", got)
		}
		if n := page.find("mission"); n == nil || !strings.Contains(page.body, "disabled") {
			t.Error("a submitted answer can be typed over")
		}
	})
}

func TestTakeBackAndWithdraw(t *testing.T) {
	onSites(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.complete("wanted")
		v.submit(path).is(http.StatusSeeOther)
		version := v.get(path).value("version")
		v.post(path+"/recall", "version", "1").is(http.StatusConflict).says("Changed meanwhile")
		v.post(path+"/recall", "version", version).to(path)
		v.get(path).says("a draft again")
		v.fill(path+"/mission", "mission", "Better words.").is(http.StatusSeeOther)
		v.submit(path).to(path + "/receipt")
		v.get(path+"/receipt").says("test-R000002", "test-R000001")
		first := v.get(path + "/receipt.json?number=test-R000001").is(http.StatusOK)
		if !strings.Contains(first.body, "To be of use.") {
			t.Error("the first receipt has lost its content")
		}
		v.get(path + "/receipt.json?number=test-R000009").is(http.StatusNotFound)

		ask := v.get(path+"/withdraw").is(http.StatusOK).says("It cannot be undone by anybody.", "65 %")
		v.post(path+"/withdraw", "version", ask.value("version"), "reason", "Our plans changed.").is(http.StatusUnprocessableEntity).says("Tick the box")
		if p := v.post(path+"/withdraw", "version", ask.value("version"), "declare", "yes").is(http.StatusUnprocessableEntity).says("This is required."); p.find("declare") == nil {
			t.Error("the form is gone")
		}
		kept := v.post(path+"/withdraw", "version", ask.value("version"), "reason", "Our plans changed.").value("reason")
		if kept != "Our plans changed." {
			t.Errorf("the reason became %q", kept)
		}
		v.post(path+"/withdraw", "version", ask.value("version"), "reason", "Our plans changed.", "declare", "yes").to(path)
		v.get(path).is(http.StatusOK).says("Withdrawn")
		v.get(path + "/withdraw").is(http.StatusNotFound)
		v.post(path+"/withdraw", "version", ask.value("version"), "reason", "x", "declare", "yes").is(http.StatusConflict)
		v.get("/portfolio").says("Withdrawn")
		if got := v.state(path).State; got != workflow.Withdrawn {
			t.Errorf("it is %s", got)
		}
	})
}

func TestRecallAfterTheWindow(t *testing.T) {
	onSite(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.complete("wanted")
		v.submit(path).is(http.StatusSeeOther)
		version := v.get(path).value("version")
		s.clock.set(siteOpens.AddDate(0, 0, siteDays).Add(time.Second))
		v.get(path).says("the submission period is not open")
		v.post(path+"/recall", "version", version).is(http.StatusConflict)
		if got := v.state(path).State; got != workflow.Submitted {
			t.Errorf("taken back too late: %s", got)
		}
	})
}

func TestBrokenStore(t *testing.T) {
	onSite(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.complete("wanted")
		base := v.get(path + "/mission").value("base")
		s.applications.Store = offline{s.store}
		form := []string{"version", "1", "revision", "1", "declare", "yes", "reason", "x", "round", "test", "base", base, "mission", "typed"}
		for _, get := range []string{"/portfolio", path, path + "/applicant", path + "/preview", path + "/submit", path + "/receipt", path + "/receipt.json", path + "/withdraw"} {
			v.get(get).is(http.StatusInternalServerError).keepsQuiet(errOffline.Error())
		}
		for _, post := range []string{"/portfolio", path + "/mission", path + "/mission/autosave", path + "/submit", path + "/recall", path + "/withdraw"} {
			v.post(post, form...).is(http.StatusInternalServerError).keepsQuiet(errOffline.Error())
		}
		s.applications.Store = s.store
		v.get(path + "/mission").is(http.StatusOK).says("To be of use.")
	})
}

// A link or a page of another site cannot submit anything.
func TestFormsOfOtherSites(t *testing.T) {
	onSite(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.complete("wanted")
		look := v.get(path + "/submit")
		query := url.Values{"version": {look.value("version")}, "revision": {look.value("revision")}, "declare": {"yes"}}
		v.post(path + "/submit?" + query.Encode()).is(http.StatusBadRequest)
		if got := v.state(path).State; got != workflow.Draft {
			t.Errorf("a link submitted it: %s", got)
		}
	})
}

func TestTypingOutlivesTheSession(t *testing.T) {
	onSite(t, func(s *site) {
		v := s.organisation("Shelf")
		path := v.draft() + "/mission"
		base := v.get(path).value("base")
		v.post("/sign-out").is(http.StatusSeeOther)
		page := v.post(path, "base", base, "mission", "Written for an hour.", "other", "x").is(http.StatusUnauthorized).says("You are signed out")
		if page.value("mission") != "Written for an hour." || page.value("base") != base || page.find("other") != nil {
			t.Errorf("what came back: %s", page.text())
		}
		again := s.enter(v.account)
		again.post(path, "base", page.value("base"), "mission", page.value("mission")).is(http.StatusSeeOther)
		if got := again.get(path).value("mission"); got != "Written for an hour." {
			t.Errorf("kept: %q", got)
		}
		s.stranger().post("/drafts/%22%3E%3Cscript%3E/mission", "mission", "</textarea><script>alert(1)</script>").is(http.StatusUnauthorized).keepsQuiet("<script>alert", "\"><script>")
	})
}

// Later steps of the applicant's own: here after evaluation was not passed.
func TestApplicantTakesOwnSteps(t *testing.T) {
	onSites(t, func(s *site) {
		v, other := s.organisation("Shelf"), s.organisation("Other")
		karim := v.second(access.Additional, "karim")
		path := v.complete("wanted")
		v.submit(path).is(http.StatusSeeOther)
		step := path + "/steps/" + string(workflow.StartExtended)
		version := strconv.FormatInt(v.state(path).Version, 10)
		v.post(step, "version", version).is(http.StatusConflict)
		v.post(path+"/steps/submit", "version", version).is(http.StatusNotFound)
		for _, to := range []workflow.State{workflow.Evaluation, workflow.PendingTermination} {
			_, err := s.door.Move(t.Context(), lifecycle.Request{
				Case: application.CaseOf(strings.TrimPrefix(path, "/drafts/")), Event: workflow.Record, Actor: lifecycle.ByImport("test"), Version: v.state(path).Version,
				To: to, Sources: []lifecycle.Source{{Title: "test"}}, At: lifecycle.On(siteOpens.Add(time.Hour)),
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		v.get("/portfolio").says("It is your turn")
		page := v.get(path).says("Ask for extended evaluation")
		karim.get(path).says("Ask for extended evaluation", "only a primary member")
		version = page.value("version")
		karim.post(step, "version", version).is(http.StatusNotFound)
		other.post(step, "version", version).is(http.StatusNotFound)
		v.post(step, "version", "1").is(http.StatusConflict).says("Changed meanwhile")
		v.post(step, "version", version).to(path)
		v.get(path).says("The application moved on.")
		if got := v.state(path).State; got != workflow.ExtendedEvaluation {
			t.Errorf("it is %s", got)
		}
	})
}
