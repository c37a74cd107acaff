package portal

import (
	"fmt"
	"strings"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/templates"
	"rootward/workflow"
)

// memberName names an account to members of the same organisation. Everybody
// else has no name here: the programme acted, not a person.
func (p *Portal) memberName(c echo.Context, account string) templates.Text {
	if account == "" {
		return nil
	}
	_, members, err := p.Access.Organisation(c.Request().Context(), p.viewer(c).ID())
	if err != nil {
		return nil // who it was is not worth failing for
	}
	for _, m := range members {
		if m.ID == account {
			return templates.Plain(m.Name)
		}
	}
	if strings.HasPrefix(account, "system:") {
		return templates.T("role." + string(workflow.System))
	}
	return nil
}

// submitter names who submitted the newest receipt.
func (p *Portal) submitter(c echo.Context, d application.Draft) (templates.Text, error) {
	history, err := p.Applications.Store.History(c.Request().Context(), application.CaseOf(d.ID))
	if err != nil {
		return nil, fmt.Errorf("reading the history of %s: %w", d.ID, err)
	}
	for _, e := range history {
		if e.Version == d.Receipts[0].Version {
			return p.memberName(c, e.Actor), nil
		}
	}
	return nil, nil
}
