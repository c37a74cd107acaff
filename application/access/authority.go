package access

import (
	"context"
	"errors"
	"fmt"

	"rootward/application/lifecycle"
	"rootward/workflow"
)

// Authority tells who an account is to one case. It satisfies
// lifecycle.Authority.
type Authority struct{ Store Store }

var _ lifecycle.Authority = (*Authority)(nil)

// RolesFor lists the roles of an account for a case. No role means that the
// account must not learn whether the case exists: it is somebody else's, the
// account is disabled or unknown, or its own organisation applied while it
// judges.
func (y *Authority) RolesFor(ctx context.Context, account string, c lifecycle.Case) ([]workflow.Role, error) {
	a, err := y.Store.Account(ctx, account)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading account: %w", err)
	}
	return y.rolesOf(ctx, &a, c)
}

// rolesOf is RolesFor for an account at hand.
func (y *Authority) rolesOf(ctx context.Context, a *Account, c lifecycle.Case) ([]workflow.Role, error) {
	if a.Disabled {
		return nil, nil
	}
	if c.Kind == lifecycle.Round {
		return a.granted(nil), nil
	}
	concern, err := y.Store.Concerned(ctx, c)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("whose %s is: %w", c, err)
	}
	return roles(a, c.Kind, concern), nil
}

// roles decides from what is known about an account and a case.
func roles(a *Account, kind lifecycle.Kind, of Concern) []workflow.Role {
	own := a.Organisation != "" && a.Organisation == of.Organisation
	switch {
	case a.Staff() && own:
		return nil // conflict of interest
	case a.Staff():
		return a.granted(of.Panels)
	case own && kind == lifecycle.Application && a.Rank == Primary:
		return []workflow.Role{workflow.Applicant}
	case own && kind == lifecycle.Application && a.Rank == Additional:
		return []workflow.Role{Member}
	}
	return nil
}

// granted lists the roles of staff for a case that these panels have a task
// for, in the order of GrantRoles.
func (a *Account) granted(panels []string) []workflow.Role {
	var out []workflow.Role
	for _, role := range GrantRoles {
		byPanel := role == workflow.Evaluator || role == workflow.Decider
		if !byPanel && a.Holds(role) {
			out = append(out, role)
		}
		for _, p := range panels {
			if byPanel && a.HoldsFor(role, p) {
				out = append(out, role)
				break
			}
		}
	}
	return out
}

// CanSeeCase reports whether holders of these roles for a case may see it.
// Everybody sees what has been public; a draft is for its own organisation
// alone.
func CanSeeCase(roles []workflow.Role, s lifecycle.Snapshot) bool {
	switch {
	case s.Public:
		return true
	case s.Kind == lifecycle.Application && s.State == s.Definition.Initial:
		return workflow.Shares(roles, []workflow.Role{workflow.Applicant, Member})
	}
	return len(roles) > 0
}

// Manages reports whether an account holds a granted role for a case, so that
// it may see what those see who work on it. Members of the organisation that
// applied hold none.
func (y *Authority) Manages(ctx context.Context, a *Account, c lifecycle.Case) (bool, error) {
	if !a.Staff() {
		return false, nil
	}
	held, err := y.rolesOf(ctx, a, c)
	return len(held) > 0, err
}

// Sees reports whether an account, or nil for the public, may see a case.
// Staff in conflict of interest see only what everybody sees.
func (y *Authority) Sees(ctx context.Context, a *Account, s lifecycle.Snapshot) (bool, error) {
	if s.Public || a == nil {
		return s.Public, nil
	}
	held, err := y.rolesOf(ctx, a, s.Case)
	if err != nil {
		return false, err
	}
	return CanSeeCase(held, s), nil
}
