package rootzone

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Edition is one edition of the Root Zone Label Generation Rules. It never changes.
type Edition struct {
	ID        string // such as "5"
	Date      string // ISO 8601, of publication
	Source    string // who published it, and under which title
	SourceURL string
	Sets      []*Set // the common one first, then by name

	common  *Set
	byName  map[string]*Set
	members *membership
}

// Errors of NewEdition.
var (
	ErrNoSets     = errors.New("an edition without rule sets")
	ErrSameName   = errors.New("two rule sets of one name")
	ErrTwoCommon  = errors.New("two common rule sets")
	ErrManyScript = errors.New("more rule sets than can be told apart")
)

// NewEdition puts rule sets together. The common one is that whose name has
// the part "common", as in "lgr-6-common", or that lists several languages;
// there may be none. The error is one of those above, or several joined.
func NewEdition(id, date, source string, sets ...*Set) (*Edition, error) {
	e := &Edition{ID: id, Date: date, Source: source, Sets: slices.Clone(sets), byName: map[string]*Set{}}
	slices.SortFunc(e.Sets, func(a, b *Set) int {
		if a.isCommon() != b.isCommon() {
			if a.isCommon() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	var faults []error
	var scripts []*Set
	for _, s := range e.Sets {
		if e.byName[s.Name] != nil {
			faults = append(faults, fmt.Errorf("%q: %w", s.Name, ErrSameName))
		}
		e.byName[s.Name] = s
		switch {
		case !s.isCommon():
			scripts = append(scripts, s)
		case e.common != nil:
			faults = append(faults, fmt.Errorf("%q and %q: %w", e.common.Name, s.Name, ErrTwoCommon))
		default:
			e.common = s
		}
	}
	if len(sets) == 0 {
		faults = append(faults, ErrNoSets)
	}
	if len(scripts) > maxScripts {
		faults = append(faults, fmt.Errorf("%d, at most %d: %w", len(scripts), maxScripts, ErrManyScript))
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("edition %q: %w", id, errors.Join(faults...))
	}
	e.members = newMembership(scripts)
	return e, nil
}

// Common is the rule set of all scripts together; nil if there is none.
func (e *Edition) Common() *Set { return e.common }

// Set is the rule set of that name; nil if there is none.
func (e *Edition) Set(name string) *Set { return e.byName[name] }

// For lists the script rule sets to which a label may belong: every code point
// of it is in their own repertoire. Code points that a set lists only as
// variants from elsewhere do not count. Context rules and actions are not
// looked at, so a set may still refuse the label.
//
// If there are several, as for labels in Han, the one for the fewest scripts
// comes first, then the one with the larger repertoire, then by name: a set
// that was made for nothing else is the better match. The empty label has
// none. The list is shared: do not change it.
func (e *Edition) For(label []rune) []*Set { return e.members.find(label) }
