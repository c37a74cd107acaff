package access

import (
	"time"

	"rootward/workflow"
)

// Roles for one case that steps do not name but that decide what is seen.
// Member is a member of the organisation that applied who may not bind it;
// Auditor reads everything and moves nothing.
const (
	Member  workflow.Role = "member"
	Auditor workflow.Role = "auditor"
)

// Rank is the standing of a member in an organisation. Ranks are stored.
type Rank string

// A primary member may submit, pay and withdraw for the organisation; an
// additional one may read and edit.
const (
	Primary    Rank = "primary"
	Additional Rank = "additional"
)

// Account is a person who may sign in.
type Account struct {
	ID               string
	Email            string // as it was typed
	Name             string
	Organisation     string // id; empty for staff who name none
	OrganisationName string
	Rank             Rank   // empty for staff
	Language         string // BCP 47; pages and mails
	Zone             string // IANA time zone
	Disabled         bool
	CreatedAt        time.Time
	Grants           []Grant // in the order of role, then panel
}

// Grant is a role that staff hold. Panel limits evaluators and deciders to
// one panel; empty means all panels.
type Grant struct {
	Role  workflow.Role
	Panel string
}

// GrantRoles are the roles that can be granted, in the order they are shown.
var GrantRoles = []workflow.Role{workflow.Evaluator, workflow.Decider, workflow.Operator, Auditor}

// Staff reports whether the account holds any grant.
func (a *Account) Staff() bool { return a != nil && len(a.Grants) > 0 }

// Member reports whether the account belongs to an organisation that applies.
func (a *Account) Member() bool { return a != nil && a.Organisation != "" && a.Rank != "" }

// Holds reports whether the account was granted a role, for whatever panel.
func (a *Account) Holds(role workflow.Role) bool {
	if a == nil {
		return false
	}
	for _, g := range a.Grants {
		if g.Role == role {
			return true
		}
	}
	return false
}

// HoldsFor reports whether the account was granted a role for a panel.
func (a *Account) HoldsFor(role workflow.Role, panel string) bool {
	if a == nil {
		return false
	}
	for _, g := range a.Grants {
		if g.Role == role && (g.Panel == "" || g.Panel == panel) {
			return true
		}
	}
	return false
}

// Panels lists the panels that the account was granted a role for; all is
// true when it is not limited.
func (a *Account) Panels(role workflow.Role) (panels []string, all bool) {
	if a == nil {
		return nil, false
	}
	for _, g := range a.Grants {
		switch {
		case g.Role != role:
		case g.Panel == "":
			all = true
		default:
			panels = append(panels, g.Panel)
		}
	}
	return panels, all
}

// Organisation is who applies.
type Organisation struct {
	ID        string
	Name      string
	Country   string // ISO 3166-1 alpha-2
	Website   string // empty when there is none
	CreatedAt time.Time
}

// SessionKey is the name under which a session keeps the id of its account.
const SessionKey = "account"
