package portal

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"rootward/application/round"
	"rootward/templates"
)

// keepsTyping reports whether a request brings words that somebody typed into
// a draft, which must not be lost when their session has ended.
func keepsTyping(c echo.Context) bool {
	return c.Request().Method == http.MethodPost && c.Path() == "/drafts/:id/:section"
}

// renderSignedOut gives back what was typed, as a form that can be sent again
// after signing in. Nothing is read for it: it says no more than was sent.
func (p *Portal) renderSignedOut(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return see(c, "/sign-in")
	}
	path := draftPath(url.PathEscape(c.Param("id")), url.PathEscape(c.Param("section")))
	v := templates.Changed{
		Title: templates.T("apply.signed_out"), Lead: templates.T("apply.signed_out_lead"),
		Again: &templates.Action{Href: path, Text: templates.T("apply.send_again"), Hidden: []templates.Hidden{{Name: fieldBase, Value: f.raw(fieldBase)}}},
		Back:  templates.Link{Href: "/sign-in?next=" + url.QueryEscape(path), Text: templates.T("apply.sign_in_here")},
	}
	seen := map[string]bool{}
	for _, policy := range round.Policies {
		for _, s := range policy.Sections {
			for _, q := range s.Questions {
				if f.has(q.ID) && !seen[q.ID] {
					seen[q.ID] = true
					v.Kept = append(v.Kept, templates.Kept{Name: q.ID, Label: templates.T("question." + q.ID), Value: f.text(q.ID)})
				}
			}
		}
	}
	return p.render(c, http.StatusUnauthorized, p.page(c, "apply.signed_out"), v)
}
