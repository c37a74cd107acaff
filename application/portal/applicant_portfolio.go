package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// fieldRound is the form value for the round of a new draft.
const fieldRound = "round"

// portfolio is everything of one organisation, by A-label.
type portfolio struct {
	drafts []application.Draft
	sent   []application.Listed
	rounds map[string]round.Round
	open   []round.Round // that take applications now
	now    time.Time     // by the clock that windows are kept by
}

func (p *Portal) portfolioShow(c echo.Context) error {
	return p.renderPortfolio(c, http.StatusOK, nil)
}

func (p *Portal) renderPortfolio(c echo.Context, status int, wrong []templates.FieldError) error {
	ctx, v := c.Request().Context(), p.viewer(c)
	all, err := p.readPortfolio(ctx, v.ID())
	if err != nil {
		return err
	}
	view := templates.Portfolio{
		Org: v.Account.OrganisationName, Todo: all.todo(), Drafts: all.draftTable(), Sent: all.sentTable(), Errors: wrong,
		Create: createForm(all.open), Closed: templates.T("apply.no_round_open"),
	}
	if !v.Can(access.EditDraft) {
		view.Create = nil
	}
	page := p.page(c, "portfolio.title")
	page.Nav, page.Now = "portfolio", all.now
	return p.render(c, status, page, view)
}

const portfolioPage = 200

// readPortfolio reads what the account's organisation has. Only drafts are
// read with their answers, to tell what is missing in them.
func (p *Portal) readPortfolio(ctx context.Context, account string) (portfolio, error) {
	out := portfolio{rounds: map[string]round.Round{}}
	org, _, err := p.Applications.Members(ctx, account)
	if err != nil {
		return out, fmt.Errorf("whose portfolio: %w", err)
	}
	rounds, err := p.Applications.Store.Rounds(ctx)
	if err != nil {
		return out, fmt.Errorf("listing rounds: %w", err)
	}
	for _, r := range rounds {
		out.rounds[r.ID] = r
	}
	if out.open, out.now, err = p.openRounds(ctx, rounds); err != nil {
		return out, err
	}
	f := application.Filter{Organisation: org, Limit: portfolioPage}
	for {
		page, err := p.Applications.Store.Find(ctx, f)
		if err != nil {
			return out, fmt.Errorf("listing a portfolio: %w", err)
		}
		for _, l := range page {
			if l.Case.State != l.Case.Definition.Initial {
				out.sent = append(out.sent, l)
				continue
			}
			d, err := p.Applications.Draft(ctx, account, l.ID)
			if err != nil {
				return out, fmt.Errorf("reading a draft: %w", err)
			}
			out.drafts = append(out.drafts, d)
		}
		if len(page) < f.Limit {
			return out, nil
		}
		last := page[len(page)-1]
		f.AfterLabel, f.AfterID = last.ALabel, last.ID
	}
}

// openRounds lists the rounds that take applications now, by the database's
// clock and by their own state, the one that opened last first.
func (p *Portal) openRounds(ctx context.Context, rounds []round.Round) ([]round.Round, time.Time, error) {
	now, err := p.Applications.Clock.Now(ctx)
	if err != nil {
		return nil, now, fmt.Errorf("reading the clock: %w", err)
	}
	var out []round.Round
	for _, r := range rounds {
		if !r.Takes(now) {
			continue
		}
		s, err := p.Applications.Store.ReadCase(ctx, application.RoundCase(r.ID))
		switch {
		case errors.Is(err, lifecycle.ErrNotFound):
		case err != nil:
			return nil, now, fmt.Errorf("reading round %s: %w", r.ID, err)
		case s.State == workflow.RoundOpen:
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b round.Round) int {
		first, _ := b.Window()
		second, _ := a.Window()
		return first.Compare(second)
	})
	return out, now, nil
}

// createForm begins a draft in one of the open rounds; nil when there is
// none.
func createForm(open []round.Round) *templates.StepForm {
	if len(open) == 0 {
		return nil
	}
	f := &templates.StepForm{
		ID: "create", Title: templates.T("apply.create"), Effect: templates.T("apply.create_effect"),
		Action: templates.Action{Href: portfolioPath, Post: true, Kind: "primary", Text: templates.T("apply.create")},
	}
	if len(open) == 1 {
		f.Effect = templates.T("apply.create_effect_one", "Round", roundName(open[0]))
		f.Hidden = []templates.Hidden{{Name: fieldRound, Value: open[0].ID}}
		return f
	}
	pick := templates.Field{Name: fieldRound, Kind: "select", Label: templates.T("apply.round")}
	for _, r := range open {
		pick.Options = append(pick.Options, templates.Option{Value: r.ID, Text: roundName(r)})
	}
	f.Fields, f.Open = []templates.Field{pick}, true
	return f
}

func (p *Portal) draftCreate(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	rounds, err := p.Applications.Store.Rounds(ctx)
	if err != nil {
		return fmt.Errorf("listing rounds: %w", err)
	}
	open, _, err := p.openRounds(ctx, rounds)
	if err != nil {
		return err
	}
	for _, r := range open {
		if r.ID != f.text(fieldRound) {
			continue
		}
		a, err := p.Applications.Create(ctx, p.viewer(c).ID(), r.ID)
		var invalid *lifecycle.Invalid
		if errors.As(err, &invalid) {
			break // the window closed in this second
		}
		if err != nil {
			return fmt.Errorf("beginning a draft: %w", err)
		}
		return see(c, draftPath(a.ID))
	}
	return p.renderPortfolio(c, http.StatusUnprocessableEntity, []templates.FieldError{{Field: fieldRound, Text: templates.T("invalid.window_closed")}})
}
