package portal

import (
	"strconv"
	"time"

	"rootward/application/report"
	"rootward/templates"
)

// sentence is a sentence of a report as pages say it.
func sentence(s report.Sentence) templates.Text {
	if s.Key == "" {
		return nil
	}
	args := make([]any, len(s.Args))
	for i, a := range s.Args {
		if inner, ok := a.(report.Sentence); ok {
			a = sentence(inner)
		}
		if a == utcDays {
			a = calendar(utcDays)
		}
		args[i] = a
	}
	return templates.T(s.Key, args...)
}

// definitions are those of a result as pages show them.
func definitions(in []report.Definition) []templates.Definition {
	out := make([]templates.Definition, len(in))
	for i, d := range in {
		out[i] = templates.Definition{ID: d.ID, Name: templates.T(d.NameKey()), Text: sentence(d.Text)}
	}
	return out
}

// defines tells under which definition a total stands that has none of its
// own.
var defines = map[string]string{
	"count": "stage", "first": "again", "late": "in_time", "open_undated": "open", "removed": "now", "undated": "delegated",
	"period_from": "period", "period_to": "period", "period_ever": "ever", "period_now": "now", "period_removed": "now",
	"sets_resolved": "set_state", "sets_unresolved": "set_state",
}

// defined is the address of the definition of a total in the page, if the
// page has it.
func defined(r report.Result, id string) string {
	wanted := []string{id, defines[id], "contention_" + string(r.Query.AsOf), "plan_" + defines[id]}
	for _, w := range wanted {
		for _, d := range r.Definitions {
			if d.ID == w {
				return "#def-" + w
			}
		}
	}
	return ""
}

// value is one value of a report as a cell.
func value(c report.Column, r report.Row) templates.Cell {
	v := r.Values[c.ID]
	switch x := v.(type) {
	case nil:
		return templates.Cell{}
	case int:
		if c.Type == report.Days {
			return templates.Cell{Text: templates.T("days", "Count", x)}
		}
		return templates.Cell{Text: templates.Num(x)}
	case float64:
		if c.Type == report.Share {
			return templates.Cell{Text: templates.Percent(x)}
		}
		return templates.Cell{Text: templates.Dec(x, 1)}
	case []string:
		return labelsCell(x)
	case string:
		return textCell(c, x)
	}
	return templates.Cell{}
}

func labelsCell(list []string) templates.Cell {
	if len(list) == 1 {
		l := label(list[0], "", "", "")
		return templates.Cell{Label: &l}
	}
	parts := make([]templates.Text, len(list))
	for i, s := range list {
		parts[i] = templates.Plain(s)
	}
	return templates.Cell{Text: templates.Join(" ", parts...)}
}

func textCell(c report.Column, s string) templates.Cell {
	switch {
	case s == "":
		return templates.Cell{}
	case c.Type == report.Day:
		if t, err := time.Parse(time.DateOnly, s); err == nil {
			w := templates.OnDay(t)
			return templates.Cell{When: &w}
		}
	case c.Type == report.Word && c.ID == "script":
		return templates.Cell{Text: scriptWord(s)}
	case c.ID == "round":
		return templates.Cell{Text: templates.RoundName(s)}
	case c.Type == report.Word:
		return templates.Cell{Text: templates.T(c.Words + s)}
	case s == report.Unknown:
		return templates.Cell{Text: templates.T("public.not_recorded")}
	}
	return templates.Cell{Text: templates.Plain(s)}
}

func scriptWord(code string) templates.Text {
	if code == report.Unknown {
		return templates.T("script.unknown")
	}
	return scriptName(code, code)
}

// totalFigure is a total as a large figure.
func totalFigure(t report.Total) templates.Text {
	switch x := t.Value.(type) {
	case int:
		return templates.Num(x)
	case string:
		if day, err := time.Parse(time.DateOnly, x); err == nil {
			return templates.Day(day)
		}
		return templates.Plain(x)
	}
	return nil
}

// binName is a stretch of days: "30–59", "540 and more".
func binName(b report.Bin) templates.Text {
	switch {
	case b.Max == report.NoLimit:
		return templates.T("public.report.from", "Min", b.Min)
	case b.Min == b.Max:
		return templates.Num(b.Min)
	}
	return templates.Plain(strconv.Itoa(b.Min) + "–" + strconv.Itoa(b.Max))
}
