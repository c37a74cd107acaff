package portal

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"rootward/application/round"
	"rootward/templates"
)

// longestTyped is how much of what was typed is looked at, in bytes: far more
// than any label, and little work.
const longestTyped = 1000

// checkShow answers whether a string can become a top-level domain, as a page
// or, for a partial update, as the verdict alone. Nothing typed is kept.
func (p *Portal) checkShow(c echo.Context) error {
	typed := c.QueryParam("label")
	if typed == "" {
		typed = c.QueryParam("string")
	}
	rounds, policy, err := p.policyFor(c.Request().Context(), c.QueryParam(paramRound))
	if err != nil {
		return err
	}
	verdict := p.judged(typed, policy)
	page := p.page(c, "check.title")
	page.Nav = "check"
	if c.Request().Header.Get("HX-Request") == "true" {
		c.Response().Header().Add("Vary", "HX-Request")
		return p.render(c, http.StatusOK, page, verdict)
	}
	view := templates.Check{Action: "/check", Value: typed}
	if typed != "" {
		verdict.Command = "rootward label check " + shellWord(typed)
		view.Verdict = &verdict
	}
	asked := c.QueryParam(paramRound)
	if len(rounds) > 1 {
		f := templates.Field{Name: paramRound, Kind: "select", Label: templates.T("public.check.rules"), Hint: templates.T("public.check.rules.hint"), Value: asked}
		for _, r := range rounds {
			f.Options = append(f.Options, templates.Option{Value: r.ID, Text: roundName(r)})
			if asked == "" && r.Policy == policy {
				f.Value = r.ID
			}
		}
		view.Rounds = &f
	}
	return p.render(c, http.StatusOK, page, view)
}

// policyFor is the policy of the round asked for, or of the newest one.
func (p *Portal) policyFor(ctx context.Context, asked string) ([]round.Round, *round.Policy, error) {
	rounds, err := p.Applications.Store.Rounds(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("listing rounds: %w", err)
	}
	id := pickRound(rounds, asked)
	for _, r := range rounds {
		if r.ID == id {
			return rounds, r.Policy, nil
		}
	}
	return rounds, round.Policies[len(round.Policies)-1], nil
}

// checkVerdict is the verdict alone, for the string fields of forms: by GET
// with the string as a parameter, or by POST as it stands in the form. The
// parameter field says under which name.
func (p *Portal) checkVerdict(c echo.Context) error {
	name := c.QueryParam("field")
	if name == "" {
		name = "string"
	}
	typed := c.QueryParam(name)
	if c.Request().Method == http.MethodPost {
		f, err := readForm(c)
		if err != nil {
			return err
		}
		typed = f.text(name)
	}
	_, policy, err := p.policyFor(c.Request().Context(), c.QueryParam(paramRound))
	if err != nil {
		return err
	}
	return p.render(c, http.StatusOK, p.page(c, "check.title"), p.judged(typed, policy))
}

// verdictAddress is where a string field asks while somebody types.
func verdictAddress(roundID, field string) string {
	return "/check/verdict?" + url.Values{paramRound: {roundID}, "field": {field}}.Encode()
}

// judged is the verdict on what was typed under a policy.
func (p *Portal) judged(typed string, policy *round.Policy) templates.LabelVerdict {
	typed = strings.TrimSpace(typed)
	if len(typed) > longestTyped {
		typed = strings.ToValidUTF8(typed[:longestTyped], "")
	}
	if typed == "" {
		return templates.LabelVerdict{Empty: true}
	}
	v := labelVerdict(p.Applications.Judge(typed, policy))
	if better := plainForm(typed); !v.Valid && better != typed {
		if r := p.Applications.Judge(better, policy); r.Valid() {
			v.Suggest = &templates.Suggestion{
				Text: templates.T("public.check.suggest"), Label: label(r.ULabel, r.ALabel, r.Script, ""),
				Href: "/check?" + url.Values{"label": {better}, paramRound: {policyRound(policy)}}.Encode(),
			}
		}
	}
	return v
}

// policyRound is a round with a policy, for addresses; rounds are named after
// their policies where the programme ran them.
func policyRound(policy *round.Policy) string {
	for _, r := range round.Known {
		if r.Policy == policy {
			return r.ID
		}
	}
	return ""
}

// shellWord quotes a word for the shell.
func shellWord(s string) string {
	if !strings.ContainsAny(s, " \t\n'\"\\$`!*?[](){}<>|&;#~") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
