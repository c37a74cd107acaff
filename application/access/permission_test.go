package access

import (
	"testing"

	"rootward/application/lifecycle"
	"rootward/workflow"
)

var (
	public    *Account
	primary   = &Account{ID: "p", Organisation: "o", Rank: Primary}
	member    = &Account{ID: "m", Organisation: "o", Rank: Additional}
	evaluator = &Account{ID: "e", Grants: []Grant{{Role: workflow.Evaluator, Panel: "geographic"}}}
	decider   = &Account{ID: "d", Grants: []Grant{{Role: workflow.Decider}}}
	operator  = &Account{ID: "op", Grants: []Grant{{Role: workflow.Operator}}}
	auditor   = &Account{ID: "au", Grants: []Grant{{Role: Auditor}}}
	nobody    = &Account{ID: "n"}
	locked    = &Account{ID: "l", Disabled: true, Organisation: "o", Rank: Primary, Grants: []Grant{{Role: workflow.Operator}}}
)

// TestWhoMayDoWhat writes the whole table down a second time, person by
// person, so that a change of one is seen.
func TestWhoMayDoWhat(t *testing.T) {
	everybody := []Permission{ReadPublic, Enter}
	for _, c := range []struct {
		name string
		who  *Account
		may  []Permission
	}{
		{"the public", public, everybody},
		{"a locked account is the public", locked, everybody},
		{"an account of no organisation", nobody, append([]Permission{OwnAccount}, everybody...)},
		{"a primary member", primary, append([]Permission{OwnAccount, ReadOwn, EditDraft, BindOrganisation, ManageOrganisation}, everybody...)},
		{"an additional member", member, append([]Permission{OwnAccount, ReadOwn, EditDraft}, everybody...)},
		{"an evaluator", evaluator, append([]Permission{OwnAccount, ReadQueue, ReadTask, Evaluate, ReadStaff}, everybody...)},
		{"a decider", decider, append([]Permission{OwnAccount, ReadQueue, ReadTask, Decide, ReadStaff}, everybody...)},
		{"an operator", operator, append([]Permission{OwnAccount, ReadTask, ReadStaff, Operate, ManageRounds, ManageAccounts, ReadAudit, ReadOutbox}, everybody...)},
		{"an auditor", auditor, append([]Permission{OwnAccount, ReadTask, ReadStaff, ReadAudit, ReadOutbox}, everybody...)},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := map[Permission]bool{}
			for _, p := range c.may {
				want[p] = true
			}
			for _, r := range Permissions {
				if got := Can(c.who, r.Permission); got != want[r.Permission] {
					t.Errorf("%s: %v, want %v", r.Permission, got, want[r.Permission])
				}
			}
		})
	}
}

func TestTableOfPermissions(t *testing.T) {
	seen := map[Permission]bool{}
	for _, r := range Permissions {
		if seen[r.Permission] {
			t.Errorf("%s has two rows", r.Permission)
		}
		seen[r.Permission] = true
		if len(r.Who) == 0 {
			t.Errorf("%s is for nobody", r.Permission)
		}
		for _, w := range r.Who {
			if is[w] == nil {
				t.Errorf("%s is for %q, whom nobody knows", r.Permission, w)
			}
		}
	}
	if Known("fly") {
		t.Error("an unknown permission is known")
	}
	defer func() {
		if recover() == nil {
			t.Error("an unknown permission was decided")
		}
	}()
	Can(operator, "fly")
}

func TestRolesForOneCase(t *testing.T) {
	staffOf := func(org string, g ...Grant) *Account { return &Account{ID: "s", Organisation: org, Grants: g} }
	geo := Grant{Role: workflow.Evaluator, Panel: "geographic"}
	ours := Concern{Organisation: "o", Panels: []string{"geographic"}}
	for _, c := range []struct {
		name string
		who  *Account
		kind lifecycle.Kind
		of   Concern
		want []workflow.Role
	}{
		{"a primary member applies", primary, lifecycle.Application, ours, []workflow.Role{workflow.Applicant}},
		{"an additional member may not bind", member, lifecycle.Application, ours, []workflow.Role{Member}},
		{"another organisation's application is not there", primary, lifecycle.Application, Concern{Organisation: "other"}, nil},
		{"nor is one from a public list", nobody, lifecycle.Application, Concern{}, nil},
		{"nor is a task of one's own application", primary, lifecycle.Task, ours, nil},
		{"an evaluator of its panel", evaluator, lifecycle.Task, ours, []workflow.Role{workflow.Evaluator}},
		{"an evaluator of another panel", evaluator, lifecycle.Task, Concern{Organisation: "o", Panels: []string{"similarity"}}, nil},
		{"an application with a task of the panel", evaluator, lifecycle.Application, ours, []workflow.Role{workflow.Evaluator}},
		{"an application without one", evaluator, lifecycle.Application, Concern{Organisation: "o"}, nil},
		{"a decider of all panels", decider, lifecycle.Task, ours, []workflow.Role{workflow.Decider}},
		{"a decider where there is no task", decider, lifecycle.Application, Concern{Organisation: "o"}, nil},
		{"an operator", operator, lifecycle.Application, Concern{Organisation: "o"}, []workflow.Role{workflow.Operator}},
		{"an auditor", auditor, lifecycle.Task, ours, []workflow.Role{Auditor}},
		{"a conflicted evaluator", staffOf("o", geo), lifecycle.Task, ours, nil},
		{"a conflicted evaluator, asking for the application", staffOf("o", geo), lifecycle.Application, ours, nil},
		{"a conflicted operator", staffOf("o", Grant{Role: workflow.Operator}), lifecycle.Application, ours, nil},
		{"a conflicted auditor", staffOf("o", Grant{Role: Auditor}), lifecycle.Application, ours, nil},
		{"staff of another organisation", staffOf("x", geo), lifecycle.Task, ours, []workflow.Role{workflow.Evaluator}},
		{"several grants", staffOf("", geo, Grant{Role: workflow.Operator}), lifecycle.Task, ours, []workflow.Role{workflow.Evaluator, workflow.Operator}},
		{"staff of the organisation without grants", &Account{Organisation: "o"}, lifecycle.Application, ours, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := roles(c.who, c.kind, c.of); !same(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func same(a, b []workflow.Role) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestCanSeeCase(t *testing.T) {
	at := func(s workflow.State, public bool) lifecycle.Snapshot {
		return lifecycle.Snapshot{Case: lifecycle.Case{Kind: lifecycle.Application, ID: "a"}, Definition: workflow.GTLD2026, State: s, Public: public}
	}
	for _, c := range []struct {
		name  string
		roles []workflow.Role
		of    lifecycle.Snapshot
		want  bool
	}{
		{"everybody sees what is public", nil, at(workflow.Evaluation, true), true},
		{"nobody else sees what is not", nil, at(workflow.Submitted, false), false},
		{"an operator sees what was submitted", []workflow.Role{workflow.Operator}, at(workflow.Submitted, false), true},
		{"but no draft", []workflow.Role{workflow.Operator}, at(workflow.Draft, false), false},
		{"nor does an auditor", []workflow.Role{Auditor}, at(workflow.Draft, false), false},
		{"the applicant sees the draft", []workflow.Role{workflow.Applicant}, at(workflow.Draft, false), true},
		{"and so does an additional member", []workflow.Role{Member}, at(workflow.Draft, false), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := CanSeeCase(c.roles, c.of); got != c.want {
				t.Errorf("%v", got)
			}
		})
	}
}
