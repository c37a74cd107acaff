package portal

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"rootward/templates"
)

const messagesPath = "/messages"

// messagesShow lists the mails to the reader, newest first.
func (p *Portal) messagesShow(c echo.Context) error {
	before, err := cursor(c)
	if err != nil {
		return err
	}
	v := p.viewer(c)
	mails, err := p.Mails.Mine(c.Request().Context(), v.ID(), before, pageRows+1)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	view := templates.Messages{Pager: templates.Pager{Total: -1}}
	for i, m := range mails {
		if i == pageRows {
			view.Pager.Next = messagesPath + "?" + paramBefore + "=" + strconv.FormatInt(mails[i-1].ID, 10)
			break
		}
		x := p.mailView(m, v.Lang)
		x.To = v.Account.Email
		if m.Case.ID != "" {
			x.Link = &templates.Link{Href: draftPath(m.Case.ID), Text: templates.T("apply.see_application")}
		}
		view.List = append(view.List, x)
		view.Pager.Shown++
	}
	if before > 0 {
		view.Pager.First = messagesPath
	}
	page := p.page(c, "messages.title")
	page.Nav = "messages"
	return p.render(c, http.StatusOK, page, view)
}
