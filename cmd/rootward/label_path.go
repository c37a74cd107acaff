package main

import (
	"strings"

	"rootward/application/label"
)

// path draws how the label goes through the rule set: cut into characters,
// each with the context rules that it keeps, then down the actions to the one
// that decides.
func (e *explainer) path() {
	e.head("The path through the rules")
	if len(e.how.Path) == 0 {
		e.say("The label cannot be cut into characters of the repertoire, so no action was asked.\n")
		e.stopped()
		return
	}
	e.pieces()
	skipped := 0
	for i := range e.how.Path {
		s := &e.how.Path[i]
		if !s.Decided && len(e.how.Path) > 12 && i >= 5 && i < len(e.how.Path)-4 {
			skipped++
			continue
		}
		if skipped > 0 {
			e.say("  ┆   %d more that do not apply\n", skipped)
			skipped = 0
		}
		e.step(s)
	}
}

func (e *explainer) step(s *label.Step) {
	if s.Decided {
		e.say("  ┕━▶ action %d  %s  ━━▶  %s\n", s.Action, visible(s.Condition), visible(s.Disposition))
		return
	}
	e.say("  ├── action %d  %s: does not apply\n", s.Action, visible(s.Condition))
}

// pieces draws the characters side by side in boxes, in rows of eight.
func (e *explainer) pieces() {
	const row = 8
	for from := 0; from < len(e.how.Characters); from += row {
		part := e.how.Characters[from:min(from+row, len(e.how.Characters))]
		var top, glyphs, codes, bottom strings.Builder
		for _, c := range part {
			code := string(appendSpelled(nil, c.CP))
			width := len(code) + 2
			glyph := padded(string(c.CP), 1)
			left := max(0, (width-columns(glyph))/2)
			top.WriteString("┌" + strings.Repeat("─", width) + "┐")
			glyphs.WriteString("│" + strings.Repeat(" ", left) + glyph + strings.Repeat(" ", max(0, width-left-columns(glyph))) + "│")
			codes.WriteString("│ " + code + " │")
			bottom.WriteString("└" + strings.Repeat("─", width) + "┘")
		}
		e.say("  %s\n  %s\n  %s\n  %s\n", top.String(), glyphs.String(), codes.String(), bottom.String())
	}
	for _, c := range e.how.Characters {
		for _, rule := range []struct{ word, name string }{{"keeps", c.When}, {"keeps clear of", c.NotWhen}} {
			if rule.name != "" {
				e.say("  %d: %s %s the context rule %s\n", c.Position, appendSpelled(nil, c.CP), rule.word, visible(rule.name))
			}
		}
	}
	e.say("  │\n")
}

// stopped draws at which code points the label came to an end.
func (e *explainer) stopped() {
	bad := map[int]bool{}
	for i := range e.v.Reasons {
		bad[e.v.Reasons[i].Position] = true
	}
	for i, r := range e.v.Label {
		sign := "├── %s  %s\n"
		if bad[i+1] {
			sign = "┝━✗ %s  %s\n"
		}
		e.say("  "+sign, appendCP(nil, r), padded(string(r), 1))
	}
}
