package access_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/workflow"
)

// TestServiceChecksPermissions calls what only some may do, at the function.
func TestServiceChecksPermissions(t *testing.T) {
	w := lite(t)
	primary := w.register("amina@example.org")
	second, err := w.AddMember(w.Context(), lifecycle.ByAccount(primary.ID), access.NewMember{Name: "Second", Email: "second@example.org"})
	if err != nil {
		t.Fatal(err)
	}
	evaluator := w.staff("e@example.org", access.Grant{Role: workflow.Evaluator})
	operator := w.staff("o@example.org", access.Grant{Role: workflow.Operator})
	other := w.staff("p@example.org", access.Grant{Role: access.Auditor})
	n := 0
	for _, c := range []struct {
		name string
		call func(by lifecycle.Actor) error
		may  []string
	}{
		{"add a member", func(by lifecycle.Actor) error {
			n++
			_, err := w.AddMember(w.Context(), by, access.NewMember{Name: "X", Email: fmt.Sprintf("m%d@example.org", n)})
			return err
		}, []string{primary.ID}},
		{"make staff", func(by lifecycle.Actor) error {
			n++
			_, err := w.CreateStaff(w.Context(), by, access.NewStaff{Name: "X", Email: fmt.Sprintf("s%d@example.org", n), Grants: []access.Grant{{Role: access.Auditor}}})
			return err
		}, []string{operator.ID}},
		{"grant roles", func(by lifecycle.Actor) error {
			return w.SetGrants(w.Context(), by, other.ID, []access.Grant{{Role: access.Auditor}})
		}, []string{operator.ID}},
		{"disable", func(by lifecycle.Actor) error { return w.SetDisabled(w.Context(), by, other.ID, false) }, []string{operator.ID}},
		{"list accounts", func(by lifecycle.Actor) error {
			_, err := w.Accounts(w.Context(), by, access.AccountFilter{Limit: 1})
			return err
		}, []string{operator.ID}},
	} {
		for _, by := range []string{primary.ID, second.ID, evaluator.ID, operator.ID, other.ID, "", "nobody"} {
			err := c.call(lifecycle.ByAccount(by))
			if may := slices.Contains(c.may, by); may != (err == nil) || (!may && !errors.Is(err, access.ErrNotFound)) {
				t.Errorf("%s by %q: %v", c.name, by, err)
			}
		}
	}
}

func TestGrants(t *testing.T) {
	w := lite(t)
	member := w.register("amina@example.org")
	operator := w.staff("o@example.org", access.Grant{Role: workflow.Operator})
	by := lifecycle.ByAccount(operator.ID)
	w.wants(w.SetGrants(w.Context(), by, member.ID, []access.Grant{{Role: workflow.Evaluator}}), "grants:member_staff")
	w.wants(w.SetGrants(w.Context(), by, operator.ID, nil), "grants:own_grants")
	w.wants(w.SetDisabled(w.Context(), by, operator.ID, true), "grants:own_grants")
	_, err := w.CreateStaff(w.Context(), by, access.NewStaff{Name: "X", Email: "x@example.org", Organisation: "none"})
	w.wants(err, "grants:missing", "organisation:organisation")
	_, err = w.CreateStaff(w.Context(), by, access.NewStaff{Name: "X", Email: "x@example.org", Grants: []access.Grant{{Role: "king"}}})
	w.wants(err, "grants:grant")
	_, err = w.CreateStaff(w.Context(), by, access.NewStaff{Name: "X", Email: "x@example.org", Grants: []access.Grant{{Role: workflow.Operator, Panel: "geographic"}}})
	w.wants(err, "grants:grant")
	a, err := w.CreateStaff(w.Context(), by, access.NewStaff{Name: "X", Email: "x@example.org", Organisation: member.Organisation, Grants: []access.Grant{
		{Role: workflow.Decider}, {Role: workflow.Evaluator, Panel: "similarity"}, {Role: workflow.Decider},
	}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.ByID(w.Context(), a.ID)
	want := []access.Grant{{Role: workflow.Evaluator, Panel: "similarity"}, {Role: workflow.Decider}}
	if err != nil || !slices.Equal(got.Grants, want) || got.Member() || got.OrganisationName == "" {
		t.Errorf("%+v %v", got, err)
	}
	if err := w.SetGrants(w.Context(), by, a.ID, nil); err != nil {
		t.Fatal(err)
	}
	if got, err := w.ByID(w.Context(), a.ID); err != nil || got.Staff() {
		t.Errorf("without grants: %+v %v", got, err)
	}
}
