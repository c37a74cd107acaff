package lgr

import (
	"fmt"
	"strings"
)

// Reason says why a label has its disposition.
type Reason struct {
	Code     string // NotInRepertoire, ContextRule or ByAction
	Position int    // 1-based code point that it is about, 0 for the whole label
	CP       rune   // at that position
	To       int    // last code point that it is about, if Explain found them; else 0
	Type     string // of the variant that an action names, if Explain found it
	Rules    []string
	Action   *Action // of ByAction
	Index    int     // of the action
	Line     int     // of the ruleset's file, 0 for a default action
	Refs     []string
	Comment  string
}

// String is the reason in short: "not-in-repertoire:0063",
// "context-rule:0063:f" or "action:0:match=r".
func (r Reason) String() string {
	switch r.Code {
	case NotInRepertoire:
		return fmt.Sprintf("%s:%04X", r.Code, r.CP)
	case ContextRule:
		return fmt.Sprintf("%s:%04X:%s", r.Code, r.CP, strings.Join(r.Rules, ","))
	}
	return fmt.Sprintf("%s:%d:%s", r.Code, r.Index, r.Action.condition())
}

// outside says what keeps a label from being cut into characters: the longest
// character that fits is taken each time.
func (g *LGR) outside(t *text, room []Reason) []Reason {
	reasons := room[:0]
	for i := 0; i < len(t.label); {
		next := 0
		reason := Reason{Code: NotInRepertoire, Position: i + 1, CP: t.label[i]}
		g.rep.at(t.label, i, func(c *Char, to int) bool {
			if t.allows(c.when, c.not, i, to) {
				next = to
				return false
			}
			reason.Code, reason.Line, reason.Refs, reason.Comment = ContextRule, c.Line, c.Refs, c.when.rule.Comment
			if reason.Rules == nil {
				reason.Rules = c.when.names // shared, and full
				return true
			}
			reason.Rules = append(reason.Rules, c.when.name)
			return true
		})
		if next == 0 {
			reasons = append(reasons, reason)
			next = i + 1
		}
		i = next
	}
	if len(reasons) == 0 { // the empty label
		reasons = append(reasons, Reason{Code: NotInRepertoire})
	}
	return reasons
}
