package application

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/net/idna"

	"rootward/application/round"
	"rootward/idn/lgr"
)

// Variants tells which strings of a round count as one: identical ones, and
// where the Root Zone LGR binds the round, variants of each other by its
// common rule set (AGB 2026, string contention).
type Variants struct {
	// Common finds the common rule set of an edition of the Root Zone LGR; nil
	// in programs that compare no variants.
	Common func(ctx context.Context, edition string) (*lgr.LGR, error)
}

// Key is equal for all strings that count as one. Strings that do not may
// have the same key too: Same tells them apart. It begins with the edition, so
// that keys of another edition are never taken for keys of this one. It is
// empty for an empty string.
//
// Errors: those of Common, wrapped.
func (v Variants) Key(ctx context.Context, p *round.Policy, aLabel string) (string, error) {
	if aLabel == "" {
		return "", nil
	}
	rules, err := v.common(ctx, p)
	if err != nil {
		return "", err
	}
	if rules == nil {
		return keyMark(p) + aLabel, nil
	}
	sum := sha256.Sum256([]byte(rules.IndexKey(codePoints(aLabel))))
	return keyMark(p) + hex.EncodeToString(sum[:16]), nil
}

// keyMark is how the keys of a policy begin.
func keyMark(p *round.Policy) string {
	if !p.RootRules.Binding {
		return "=:"
	}
	return p.RootRules.Edition + ":"
}

// Same reports whether two A-labels count as one string.
//
// Errors: those of Common, or lgr.ErrTooComplex when the rules could not
// decide it with the allowed work; both wrapped.
func (v Variants) Same(ctx context.Context, p *round.Policy, a, b string) (bool, error) {
	if a == b {
		return true, nil
	}
	rules, err := v.common(ctx, p)
	if err != nil || rules == nil {
		return false, err
	}
	same, _, err := rules.SameVariantSet(codePoints(a), codePoints(b))
	if err != nil {
		return false, fmt.Errorf("whether %s and %s are variants: %w", a, b, err)
	}
	return same, nil
}

// common is the rule set that compares strings of all scripts; nil where only
// identical strings count.
func (v Variants) common(ctx context.Context, p *round.Policy) (*lgr.LGR, error) {
	if !p.RootRules.Binding || v.Common == nil {
		return nil, nil //nolint:nilnil // no rules is an answer
	}
	g, err := v.Common(ctx, p.RootRules.Edition)
	if err != nil {
		return nil, fmt.Errorf("root zone rules, edition %s: %w", p.RootRules.Edition, err)
	}
	return g, nil
}

// codePoints of an A-label's U-label; of the label itself if it is none.
func codePoints(aLabel string) []rune {
	if !strings.HasPrefix(aLabel, "xn--") {
		return []rune(aLabel)
	}
	u, err := idna.Punycode.ToUnicode(aLabel)
	if err != nil {
		return []rune(aLabel)
	}
	return []rune(u)
}
