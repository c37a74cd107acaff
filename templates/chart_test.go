package templates_test

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"rootward/templates"
	"rootward/templates/internal/sample"
)

func count(d templates.Drawing, kind, class string) int {
	n := 0
	for _, s := range d.Shapes {
		if s.Kind == kind && s.Class == class {
			n++
		}
	}
	return n
}

// plots are all the drawings of the samples.
func plots() []templates.Plot {
	var all []templates.Plot
	for _, v := range sample.All() {
		switch x := v.View.(type) {
		case templates.ReportShow:
			for _, c := range x.Charts {
				all = append(all, c.Plot)
			}
		case templates.HelpWorkflow:
			all = append(all, x.Flow)
		case templates.SetShow:
			all = append(all, x.Ring)
		case templates.ApplicationShow:
			if x.Spans != nil {
				all = append(all, *x.Spans)
			}
		}
	}
	return append(all, templates.Histogram{}, templates.Bars{}, templates.StackedBars{}, templates.SpanChart{}, templates.Ring{}, templates.Flow{})
}

func TestDrawingsStayInside(t *testing.T) {
	set := newSet(t)
	for _, p := range plots() {
		for _, language := range set.Languages() {
			for _, narrow := range []bool{false, true} {
				d := set.Draw(language, p, narrow)
				for _, s := range d.Shapes {
					right := s.X + s.W
					if math.IsNaN(s.X+s.Y+s.W+s.H+s.X2+s.Y2) || s.X < -1 || right > d.W+1 || s.Y < -1 || s.Y+s.H > d.H+1 {
						t.Errorf("%T in %s, narrow %v: %+v is outside %g x %g", p, language, narrow, s, d.W, d.H)
					}
				}
				if narrow && d.W > 360 {
					if _, ring := p.(templates.Ring); !ring {
						t.Errorf("%T: narrow drawing is %g wide, so its text is below 13 px on a phone", p, d.W)
					}
				}
				if again := set.Draw(language, p, narrow); !reflect.DeepEqual(d, again) {
					t.Errorf("%T is drawn in another way the second time", p)
				}
			}
		}
	}
}

func TestRightToLeftIsTheMirrorImage(t *testing.T) {
	set := newSet(t)
	bars := templates.Bars{Items: []templates.BarItem{{Name: "2013", Value: 73}, {Name: "2014", Value: 406}}}
	en, ar := set.Draw("en", bars, false), set.Draw("ar", bars, false)
	if len(en.Shapes) != len(ar.Shapes) {
		t.Fatal("not the same shapes")
	}
	for i, s := range en.Shapes {
		if s.Kind == "rect" && math.Abs(ar.Shapes[i].X-(en.W-s.X-s.W)) > 0.01 {
			t.Errorf("bar at %g is at %g, want %g", s.X, ar.Shapes[i].X, en.W-s.X-s.W)
		}
	}
}

func TestHistogram(t *testing.T) {
	set := newSet(t)
	h := templates.Histogram{Width: 30, Bins: []templates.Bin{{InTime: 100}, {InTime: 50, Late: 50}, {}}, Level: 45, LevelAs: templates.Plain("level"), Marks: []templates.Mark{{At: 20, Text: templates.Plain("median 20")}, {At: 22, Text: templates.Plain("85th 22")}}}
	d := set.Draw("en", h, false)
	var heights []float64
	for _, s := range d.Shapes {
		if s.Kind == "rect" {
			heights = append(heights, math.Round(s.H))
		}
	}
	if len(heights) != 3 || heights[0] != 2*heights[1] {
		t.Errorf("bars %v: want one full and two of half its height", heights)
	}
	if count(d, "line", "level") != 1 || count(d, "path", "ink") != 2 {
		t.Error("the service level or a mark is not drawn")
	}
	rows := map[float64]bool{}
	for _, s := range d.Shapes {
		if s.Text == "median 20" || s.Text == "85th 22" {
			rows[s.Y] = true
		}
	}
	if len(rows) != 2 {
		t.Error("two marks beside each other lie on top of each other")
	}
}

func TestRing(t *testing.T) {
	set := newSet(t)
	r := templates.Ring{Groups: []templates.RingGroup{{Label: "app"}}}
	for i := range 13 {
		r.Groups[0].Members = append(r.Groups[0].Members, templates.RingMember{Number: i + 1, Now: i == 4})
	}
	d := set.Draw("en", r, false)
	if count(d, "line", "web") != 78 || count(d, "circle", "member") != 12 || count(d, "circle", "here") != 1 {
		t.Errorf("%d lines, %d members", count(d, "line", "web"), count(d, "circle", "member"))
	}
	two := templates.Ring{Groups: []templates.RingGroup{{Label: "hotels", Members: r.Groups[0].Members[:1]}, {Label: "hoteis", Members: r.Groups[0].Members[1:2]}}, Between: []templates.RingLink{{A: 0, B: 1, Kind: templates.Plain("similar")}, {A: 0, B: 9}}}
	if d := set.Draw("en", two, false); count(d, "line", "between") != 1 {
		t.Error("want one line between the groups, and none to a group that is not there")
	}
}

func TestFlowSaysEveryStep(t *testing.T) {
	set := newSet(t)
	f := templates.Flow{
		States: []templates.FlowState{{ID: "a", Name: templates.Plain("Alpha")}, {ID: "b", Name: templates.Plain("Beta")}, {ID: "c", Name: templates.Plain("Gamma"), Terminal: true}},
		Steps:  []templates.FlowStep{{From: "a", To: "b", Name: templates.Plain("on")}, {From: "b", To: "a", Name: templates.Plain("back")}, {From: "a", To: "c", Name: templates.Plain("out")}, {From: "b", To: "c", Name: templates.Plain("end")}, {From: "a", To: "nowhere", Name: templates.Plain("lost")}},
	}
	for _, narrow := range []bool{false, true} {
		d := set.Draw("en", f, narrow)
		var said []string
		for _, s := range d.Shapes {
			said = append(said, s.Text)
		}
		all := strings.Join(said, "|")
		for _, want := range []string{"Alpha", "Beta", "Gamma", "on", "back", "out", "end"} {
			if !strings.Contains(all, want) {
				t.Errorf("narrow %v: %q is not drawn", narrow, want)
			}
		}
		if strings.Contains(all, "lost") {
			t.Errorf("narrow %v: a step to no state is drawn", narrow)
		}
	}
	wide := set.Draw("en", f, false)
	if count(wide, "path", "flow-next") != 2 || count(wide, "path", "flow-head") != 2 {
		t.Error("want two steps along the line and two lanes with a head each")
	}
}

func TestSpans(t *testing.T) {
	set := newSet(t)
	day := func(n int) time.Time { return time.Date(2012, 1, 1+n, 0, 0, 0, 0, time.UTC) }
	d := set.Draw("en", templates.SpanChart{Spans: []templates.Span{{Owner: "processor", From: day(0), To: day(25)}, {From: day(25), To: day(100), Unknown: true}}}, false)
	var widths []float64
	for _, s := range d.Shapes {
		if s.Kind == "rect" {
			widths = append(widths, s.W)
		}
	}
	if len(widths) != 2 || math.Abs(widths[0]-(d.W/4-1.5)) > 0.1 || d.Shapes[len(d.Shapes)-1].Text != "2012-04-10" {
		t.Errorf("widths %v", widths)
	}
}
