package templates

import (
	"math"
	"strconv"
	"unicode"
)

// Drawing is a picture made of shapes, in units of one pixel at full width.
type Drawing struct {
	W, H   float64
	Shapes []Shape
}

// Shape is one part of a drawing. Kind is rect, line, circle, path or text.
type Shape struct {
	Kind   string
	X, Y   float64 // corner, start, centre or anchor
	W, H   float64 // of a rect
	X2, Y2 float64 // end of a line
	R      float64 // of a circle, or corner of a rect
	D      string  // of a path
	Class  string  // colours and strokes are classes of draw.css
	Fill   string  // a pattern of the layout: hatch-late or hatch-none
	Text   string
	Anchor string // start, middle or end
}

func (d *Drawing) rect(x, y, w, h float64, class string) *Shape {
	d.Shapes = append(d.Shapes, Shape{Kind: "rect", X: x, Y: y, W: math.Max(w, 0), H: math.Max(h, 0), Class: class})
	return &d.Shapes[len(d.Shapes)-1]
}

func (d *Drawing) line(x, y, x2, y2 float64, class string) {
	d.Shapes = append(d.Shapes, Shape{Kind: "line", X: x, Y: y, X2: x2, Y2: y2, Class: class})
}

func (d *Drawing) circle(x, y, r float64, class string) {
	d.Shapes = append(d.Shapes, Shape{Kind: "circle", X: x, Y: y, R: r, Class: class})
}

func (d *Drawing) path(data, class string) {
	d.Shapes = append(d.Shapes, Shape{Kind: "path", D: data, Class: class})
}

func (d *Drawing) text(x, y float64, text, anchor, class string) {
	d.Shapes = append(d.Shapes, Shape{Kind: "text", X: x, Y: y, Text: text, Anchor: anchor, Class: class})
}

// mirror turns a drawing round for pages written from the right. Paths must
// be drawn after it, or be their own mirror image.
func (d *Drawing) mirror() {
	for i := range d.Shapes {
		s := &d.Shapes[i]
		switch s.Kind {
		case "rect":
			s.X = d.W - s.X - s.W
		case "line":
			s.X, s.X2 = d.W-s.X, d.W-s.X2
		case "circle":
			s.X = d.W - s.X
		case "text":
			s.X = d.W - s.X
			switch s.Anchor {
			case "start":
				s.Anchor = "end"
			case "end":
				s.Anchor = "start"
			}
		}
	}
}

// triangle adds a filled arrow head with its tip at x, y. Direction is up,
// down, or back: towards the start of the line.
func (s *speaker) triangle(d *Drawing, x, y float64, direction, class string) {
	if s.rtl {
		x = d.W - x
	}
	tip := "M" + px(x) + " " + px(y)
	switch {
	case direction == "up":
		d.path(tip+"l-5 9h10z", class)
	case direction == "down":
		d.path(tip+"l-5 -9h10z", class)
	case s.rtl:
		d.path(tip+"l-9 -5v10z", class)
	default:
		d.path(tip+"l9 -5v10z", class)
	}
}

// drawn says a text for a drawing, whose direction is always from the left.
func (s *speaker) drawn(t Text) string {
	if t == nil {
		return ""
	}
	return s.turn(t.say(s))
}

// turn keeps the order of a sentence written from the right.
func (s *speaker) turn(text string) string {
	if !s.rtl {
		return text
	}
	for _, r := range text {
		if unicode.IsLetter(r) {
			return "\u2067" + text + "\u2069"
		}
	}
	return text
}

// px writes a coordinate with one digit at most.
func px(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }

// width guesses how wide a text of 13 px is, on the safe side.
func width(text string) float64 {
	w := 0.0
	for _, r := range text {
		switch {
		case r >= 0x2066 && r <= 0x2069:
		case r >= 0x2e80:
			w += 13.5
		case unicode.IsUpper(r), unicode.In(r, unicode.Arabic):
			w += 9
		default:
			w += 7.4
		}
	}
	return w
}

// niceStep is a round distance between scale lines, so that most of them
// fill the height.
func niceStep(most float64, lines int) float64 {
	if most <= 0 {
		return 1
	}
	raw := most / float64(lines)
	base := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, f := range []float64{1, 2, 5, 10} {
		if f*base >= raw {
			return math.Max(f*base, 1)
		}
	}
	return math.Max(10*base, 1)
}

// series is the class of a chart colour; out of range is the last one.
func series(n int) string {
	if n < 1 || n > 6 {
		n = 6
	}
	return "c" + strconv.Itoa(n)
}

// ownerSeries is the colour of each party in timelines and charts.
var ownerSeries = map[string]int{"processor": 1, "panel": 2, "applicant": 3, "shared": 4, "outside": 5, "none": 6}
