package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"text/tabwriter"

	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/storage"
	"rootward/templates"
	"rootward/workflow"
)

// adminCmd is what the shell can do without anybody signed in.
type adminCmd struct {
	Account   adminAccountCmd `cmd:"" help:"Make and list accounts."`
	Role      adminRoleCmd    `cmd:"" help:"Replace the roles of a staff account."`
	ResetLink adminLinkCmd    `cmd:"" name:"reset-link" help:"Print a new sign-in link for an account; older ones stop working."`
	Round     adminRoundCmd   `cmd:"" help:"Make, list, open and close rounds."`
}

// Help teaches by example.
func (adminCmd) Help() string {
	return `  rootward admin account add ada@example.org --name "Ada" --role operator
  rootward admin account add eve@example.org --name "Eve" --role evaluator:geographic --role decider:background
  rootward admin account add amina@example.org --name "Amina" --organisation "Example Registry" --country EG
  rootward admin round add pilot --policy gtld-2026 --opens 2027-01-01 --closes 2027-03-01T23:59:59Z`
}

type adminAccountCmd struct {
	Add  accountAddCmd  `cmd:"" help:"Make an account and print its one-time sign-in link."`
	List accountListCmd `cmd:"" help:"List accounts."`
}

type accountAddCmd struct {
	Email        string   `arg:"" help:"E-mail address, in any script."`
	Name         string   `required:"" help:"Name of the person."`
	Role         []string `help:"evaluator, decider, operator or auditor; evaluator and decider may be limited to a panel: evaluator:geographic. May be repeated."`
	Organisation string   `help:"Without --role: name of the new organisation that will apply. With --role: id of the person's own organisation, for conflicts of interest."`
	Country      string   `help:"Country of the new organisation, two letters."`
	Website      string   `help:"Web address of the new organisation."`
	Language     string   `default:"en" help:"Language of pages and mails: en or ar."`
	Zone         string   `default:"UTC" help:"Time zone, such as Africa/Cairo."`
}

// Run makes the account.
func (c *accountAddCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withRooms(ctx, s, func(r *rooms) error {
		a, err := c.make(ctx, r.people)
		if err != nil {
			return inWords(err)
		}
		return printLink(ctx, s, std, r.people, a)
	})
}

func (c *accountAddCmd) make(ctx context.Context, people *access.Service) (access.Account, error) {
	if len(c.Role) > 0 {
		grants, err := grantsOf(c.Role)
		if err != nil {
			return access.Account{}, err
		}
		return people.CreateStaff(ctx, byShell(), access.NewStaff{ //nolint:wrapcheck // put into words by the caller
			Name: c.Name, Email: c.Email, Organisation: c.Organisation, Language: c.Language, Zone: c.Zone, Grants: grants,
		})
	}
	if c.Organisation == "" {
		return access.Account{}, errors.New("say --role for staff, or --organisation for somebody who applies")
	}
	// Nobody knows this password: the person comes in by the link and then
	// sets one.
	return people.Register(ctx, access.Registration{ //nolint:wrapcheck // put into words by the caller
		Organisation: c.Organisation, Country: c.Country, Website: c.Website, Name: c.Name, Email: c.Email, Password: rand.Text(), Language: c.Language, Zone: c.Zone,
	}, netip.Addr{})
}

// grantsOf reads role or role:panel.
func grantsOf(words []string) ([]access.Grant, error) {
	var out []access.Grant
	for _, w := range words {
		role, panel, _ := strings.Cut(w, ":")
		if !slices.Contains(roles, workflow.Role(role)) {
			return nil, fmt.Errorf("role %q is none of %s", role, strings.Join(named(roles), ", "))
		}
		if panel != "" && !slices.Contains(panels(), panel) {
			return nil, fmt.Errorf("panel %q is none of %s", panel, strings.Join(panels(), ", "))
		}
		out = append(out, access.Grant{Role: workflow.Role(role), Panel: panel})
	}
	return out, nil
}

func named(roles []workflow.Role) []string {
	out := make([]string, len(roles))
	for i, r := range roles {
		out[i] = string(r)
	}
	return out
}

// printLink makes a link that signs in once and prints it. The secret is kept
// nowhere, so this is the only time it is seen.
func printLink(ctx context.Context, s *settings, std *stdio, people *access.Service, a access.Account) error {
	base, err := s.base()
	if err != nil {
		return err
	}
	secret, err := people.SignInLink(ctx, a.ID, access.LinkLife)
	if err != nil {
		return fmt.Errorf("sign-in link for %s: %w", a.Email, err)
	}
	fmt.Fprintf(std.Out, "account %s\nsigns in once, within %d days, at\n%s/sign-in/link/%s\n", a.ID, int(access.LinkLife.Hours()/24), base, secret)
	return nil
}

type accountListCmd struct {
	Query string `arg:"" optional:"" help:"Part of an address or a name."`
	Staff bool   `help:"Only those who hold a role."`
}

const accountPage = 200

// Run lists accounts in order of address.
func (c *accountListCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withRooms(ctx, s, func(r *rooms) error {
		w := tabwriter.NewWriter(std.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ACCOUNT\tADDRESS\tNAME\tORGANISATION\tRANK\tROLES\tDISABLED")
		f := access.AccountFilter{Query: storage.Fold(c.Query), Staff: c.Staff, Limit: accountPage}
		for {
			page, err := r.people.Accounts(ctx, byShell(), f)
			if err != nil {
				return fmt.Errorf("listing accounts: %w", err)
			}
			for _, a := range page {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%v\n", a.ID, a.Email, a.Name, a.OrganisationName, a.Rank, grantWords(a.Grants), a.Disabled)
			}
			if len(page) < f.Limit {
				break
			}
			if f.After, err = access.FoldEmail(page[len(page)-1].Email); err != nil {
				return fmt.Errorf("listing accounts: %w", err)
			}
		}
		if err := w.Flush(); err != nil {
			return fmt.Errorf("printing accounts: %w", err)
		}
		return nil
	})
}

func grantWords(grants []access.Grant) string {
	var out []string
	for _, g := range grants {
		out = append(out, strings.TrimSuffix(string(g.Role)+":"+g.Panel, ":"))
	}
	return strings.Join(out, " ")
}

type adminRoleCmd struct {
	Email string   `arg:"" help:"Address of the account."`
	Role  []string `arg:"" optional:"" help:"All roles it is to hold, such as operator or evaluator:geographic; none takes all away."`
}

// Run replaces the roles of an account.
func (c *adminRoleCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	grants, err := grantsOf(c.Role)
	if err != nil {
		return err
	}
	return withRooms(ctx, s, func(r *rooms) error {
		a, err := byEmail(ctx, r, c.Email)
		if err != nil {
			return err
		}
		if err := r.people.SetGrants(ctx, byShell(), a.ID, grants); err != nil {
			return inWords(err)
		}
		fmt.Fprintf(std.Out, "%s holds: %s\n", a.Email, orElse(grantWords(grants), "no role"))
		return nil
	})
}

type adminLinkCmd struct {
	Email string `arg:"" help:"Address of the account."`
}

// Run revokes the links of an account and prints a new one.
func (c *adminLinkCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withRooms(ctx, s, func(r *rooms) error {
		a, err := byEmail(ctx, r, c.Email)
		if err != nil {
			return err
		}
		if a.Disabled {
			return fmt.Errorf("account %s is disabled: no link would let it in", a.Email)
		}
		if err := r.people.Revoke(ctx, a.ID, access.ToSignIn); err != nil {
			return fmt.Errorf("revoking links of %s: %w", a.Email, err)
		}
		return printLink(ctx, s, std, r.people, a)
	})
}

// withRooms runs f over the wired use cases of the database.
func withRooms(ctx context.Context, s *settings, f func(*rooms) error) error {
	store, err := openReady(ctx, s)
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // nothing is left to write
	r, err := newRooms(store, store, access.WithLog(s.log()))
	if err != nil {
		return err
	}
	return f(r)
}

// byEmail finds an account by its address as people write it.
func byEmail(ctx context.Context, r *rooms, email string) (access.Account, error) {
	folded, err := access.FoldEmail(email)
	if err != nil {
		return access.Account{}, fmt.Errorf("%q: %w", email, err)
	}
	id, _, err := r.store.Secret(ctx, folded)
	if errors.Is(err, lifecycle.ErrNotFound) {
		return access.Account{}, fmt.Errorf("no account has the address %s", email)
	}
	if err != nil {
		return access.Account{}, fmt.Errorf("looking for %s: %w", email, err)
	}
	a, err := r.store.Account(ctx, id)
	if err != nil {
		return access.Account{}, fmt.Errorf("looking for %s: %w", email, err)
	}
	return a, nil
}

// inWords says what is wrong with what was typed, as the pages do.
func inWords(err error) error {
	var wrong *access.FieldErrors
	if !errors.As(err, &wrong) {
		return err
	}
	set, broken := templates.New()
	if broken != nil {
		return err
	}
	var said []string
	for _, f := range wrong.List {
		var args []any
		for k, v := range f.Args {
			args = append(args, k, v)
		}
		said = append(said, f.Field+": "+set.Say(templates.DefaultLanguage, templates.T("account.wrong."+f.Rule, args...)))
	}
	return errors.New(strings.Join(said, "\n"))
}
