package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"rootward/application/access"
	"rootward/application/intake"
	"rootward/application/lifecycle"
	"rootward/application/simulate"
	"rootward/storage"
	"rootward/templates"
)

type demoCmd struct {
	Dir string `default:".rootward-demo" help:"Where everything is kept; delete it to begin anew."`
}

// Help says what is shown.
func (demoCmd) Help() string {
	return `Brings in the rounds of 2012 and 2026 and the IDN ccTLDs, makes two sample rounds with invented people, and serves it all
on --addr. Prints a sign-in link for each role, usable as long as the program runs, and writes them to accounts.json in
the folder. Needs nothing but this program; with ROOTWARD_DATABASE set it uses that database.`
}

// Run prepares the demonstration and serves it until it is told to stop.
func (c *demoCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return fmt.Errorf("folder of the demonstration: %w", err)
	}
	if s.Database == defaultDatabase {
		s.Database = filepath.Join(c.Dir, "rootward.db")
	}
	store, err := storage.Open(s.Database)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Database, err)
	}
	defer store.Close() //nolint:errcheck // all who write have stopped
	if err := store.Migrate(ctx); err != nil {
		return fmt.Errorf("%s: %w", s.Database, err)
	}
	for _, name := range intake.Tables() {
		if err := importEmbedded(ctx, store, std, name); err != nil {
			return err
		}
	}
	if err := makeSample(ctx, store, std); err != nil {
		return err
	}
	return c.serve(ctx, s, std, store)
}

// importEmbedded brings in a list that the program carries.
func importEmbedded(ctx context.Context, store *storage.Store, std *stdio, name string) error {
	r, meta, err := intake.Embedded(name)
	if err != nil {
		return fmt.Errorf("list %s: %w", name, err)
	}
	defer r.Close() //nolint:errcheck // read-only memory
	text, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("list %s: %w", name, err)
	}
	return importList(ctx, store, std, name, text, meta.Source, meta.SourceDate, lifecycle.ByImport("demo"))
}

// makeSample invents the sample rounds, once per database. It is one
// transaction: an interrupted demonstration begins anew.
func makeSample(ctx context.Context, store *storage.Store, std *stdio) error {
	_, err := store.Round(ctx, simulate.OpenRound)
	if err == nil {
		return nil
	}
	if !errors.Is(err, lifecycle.ErrNotFound) {
		return fmt.Errorf("looking for the sample: %w", err)
	}
	now, err := store.Now(ctx)
	if err != nil {
		return fmt.Errorf("reading the clock: %w", err)
	}
	clock := &simulate.Clock{}
	r, err := newRooms(store, clock)
	if err != nil {
		return err
	}
	r.applications.Enqueue = nil // applications follow their round at once
	r.mails.Enqueue = nil        // invented people get no mail; it is in the outbox to be read
	s := &simulate.Sample{Clock: clock, Applications: r.applications, Accounts: r.people, Tasks: r.evaluation, SaveRound: store.SaveRound}
	err = store.InTx(ctx, func(ctx context.Context) error {
		_, err := s.Make(ctx, now)
		return err //nolint:wrapcheck // names the sample itself
	})
	if err != nil {
		return err //nolint:wrapcheck // names the sample itself
	}
	fmt.Fprintln(std.Out, "sample rounds: made")
	return nil
}

// serve listens, then says where and who can sign in.
func (c *demoCmd) serve(ctx context.Context, s *settings, std *stdio, store *storage.Store) error {
	r, err := newRooms(store, store, access.WithLog(s.log()))
	if err != nil {
		return err
	}
	people, err := r.demoAccounts(ctx)
	if err != nil {
		return err
	}
	var links []templates.Link
	for _, p := range people {
		links = append(links, templates.Link{Href: "/sign-in/link/" + p.secret, Text: templates.T("demo.link", "Name", templates.Plain(p.Name), "Role", templates.T("role."+p.Role), "Organisation", templates.Plain(p.Organisation))})
	}
	a, err := r.serve(s, links)
	if err != nil {
		return err
	}
	log := s.log()
	front, err := listen(ctx, s.Addr, a.Handler(), log)
	if err != nil {
		return err
	}
	workers, err := startCrew(ctx, store, a.Jobs(), log)
	if err != nil {
		return errors.Join(err, front.stop(0)) //nolint:contextcheck // stops whatever became of the context
	}
	if err := c.announce(front.address(), people, std); err != nil {
		return errors.Join(err, workers.stop(0), front.stop(0)) //nolint:contextcheck // stops whatever became of the context
	}
	err = until(ctx, front, workers, s.Grace, log)
	return errors.Join(err, r.endLinks(context.WithoutCancel(ctx), people))
}

// demoAccount is somebody to sign in as; its exported part is what
// accounts.json holds.
type demoAccount struct {
	Email        string `json:"email"`
	Name         string `json:"name"`
	Role         string `json:"role"`
	Organisation string `json:"organisation"`
	Panel        string `json:"panel,omitempty"`
	SignInURL    string `json:"sign_in_url"`
	APIToken     string `json:"api_token"`

	id, secret string
}

// demoAccounts gives every invented person a sign-in link and an API token.
// Those of an earlier run end.
func (r *rooms) demoAccounts(ctx context.Context) ([]demoAccount, error) {
	people, err := simulate.Accounts(ctx, r.people)
	if err != nil {
		return nil, fmt.Errorf("people of the sample: %w", err)
	}
	var out []demoAccount
	for _, p := range people {
		d := demoAccount{Email: p.Email, Name: p.Name, Role: p.Role, Organisation: p.Organisation, Panel: p.Panel, id: p.ID}
		for _, purpose := range []access.Purpose{access.ToSignIn, access.ToAPI} {
			if err := r.people.Revoke(ctx, p.ID, purpose); err != nil {
				return nil, fmt.Errorf("links of %s: %w", p.Email, err)
			}
		}
		if d.secret, err = r.people.SignInLink(ctx, p.ID, 0); err != nil {
			return nil, fmt.Errorf("sign-in link of %s: %w", p.Email, err)
		}
		if d.APIToken, err = r.people.APIToken(ctx, p.ID, 0); err != nil {
			return nil, fmt.Errorf("API token of %s: %w", p.Email, err)
		}
		out = append(out, d)
	}
	return out, nil
}

// endLinks takes the links and tokens back when the demonstration ends.
func (r *rooms) endLinks(ctx context.Context, people []demoAccount) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	var faults []error
	for _, p := range people {
		faults = append(faults, r.people.Revoke(ctx, p.id, access.ToSignIn), r.people.Revoke(ctx, p.id, access.ToAPI))
	}
	return errors.Join(faults...)
}

// announce prints the address with one link per role, and writes all of them
// to accounts.json.
func (c *demoCmd) announce(base string, people []demoAccount, std *stdio) error {
	for i := range people {
		people[i].SignInURL = base + "/sign-in/link/" + people[i].secret
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(people); err != nil { //nolint:gosec // the file is for these secrets, and readable by its owner alone
		return fmt.Errorf("writing accounts.json: %w", err)
	}
	path := filepath.Join(c.Dir, "accounts.json")
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		return fmt.Errorf("writing accounts.json: %w", err)
	}
	fmt.Fprintf(std.Out, "\nRootward listens on %s\n\nSign in, as long as this runs:\n", base)
	shown := map[string]bool{}
	for _, p := range people {
		if !shown[p.Role] {
			shown[p.Role] = true
			fmt.Fprintf(std.Out, "  %-10s %s\n", p.Role, p.SignInURL)
		}
	}
	fmt.Fprintf(std.Out, "\nAll %d people: %s\nStop with Ctrl-C.\n", len(people), path)
	return nil
}
