package templates

import (
	"math"
	"strconv"
)

// plane is the part of a drawing inside its axes.
type plane struct {
	left, right, top, base float64
	most                   float64 // value at top
}

func (p plane) y(v float64) float64 { return p.base - v/p.most*(p.base-p.top) }

// scale draws the lines of a scale that starts at zero.
func (s *speaker) scale(d *Drawing, p *plane, most float64) {
	step := niceStep(most, 5)
	p.most = math.Max(step*math.Ceil(most/step), 1)
	for v := 0.0; v <= p.most; v += step {
		d.line(p.left, p.y(v), p.right, p.y(v), "grid")
		d.text(p.left-8, p.y(v)+4, s.decimal(v, 0), "end", "")
	}
}

func (h Histogram) draw(s *speaker, narrow bool) Drawing {
	d := Drawing{W: 1080, H: 384}
	p := plane{left: 48, right: 1072, top: 38, base: 314}
	if narrow {
		d, p = Drawing{W: 360, H: 330}, plane{left: 44, right: 352, top: 38, base: 230}
	}
	most := 1
	for _, b := range h.Bins {
		most = max(most, b.InTime+b.Late)
	}
	s.scale(&d, &p, float64(most))
	if len(h.Bins) == 0 {
		return d
	}
	step := (p.right - p.left) / float64(len(h.Bins))
	h.bars(s, &d, p, step, narrow, most)
	x := func(value int) float64 {
		return math.Min(p.left+float64(value)/float64(max(h.Width, 1))*step, p.right-step/2)
	}
	if h.Level > 0 {
		h.level(s, &d, p, x(h.Level))
	}
	h.names(&d, p, step)
	rows := h.labels(s, &d, p, x)
	d.H = math.Max(d.H, p.base+58+18*float64(rows))
	if h.Unit != nil {
		d.text(p.right, d.H-6, s.drawn(h.Unit), "end", "")
	}
	if s.rtl {
		d.mirror()
	}
	for _, m := range h.Marks {
		s.triangle(&d, x(m.At), p.base+26, "up", "ink")
	}
	return d
}

func (h Histogram) bars(s *speaker, d *Drawing, p plane, step float64, narrow bool, most int) {
	gap := math.Min(2, step*0.08)
	for i, b := range h.Bins {
		x, all := p.left+float64(i)*step+gap/2, b.InTime+b.Late
		if b.InTime > 0 {
			d.rect(x, p.y(float64(b.InTime)), step-gap, p.base-p.y(float64(b.InTime)), "c1")
		}
		if b.Late > 0 {
			foot := p.y(float64(b.InTime))
			if b.InTime > 0 {
				foot -= 1.5
			}
			d.rect(x, p.y(float64(all)), step-gap, foot-p.y(float64(all)), "late").Fill = "hatch-late"
		}
		label := s.decimal(float64(all), 0)
		roomy := width(label) <= step+4 && p.base-p.y(float64(all)) >= 9
		if (roomy && !narrow) || (narrow && all == most) {
			d.text(x+(step-gap)/2, p.y(float64(all))-6, label, "middle", "")
		}
	}
}

func (h Histogram) level(s *speaker, d *Drawing, p plane, x float64) {
	d.line(x, 22, x, p.base+6, "level")
	text, anchor, shift := s.drawn(h.LevelAs), "start", 7.0
	if x+width(text)+10 > p.right {
		anchor, shift = "end", -7
	}
	d.text(x+shift, 30, text, anchor, "is-strong")
}

// names writes the start of every few bins below the axis.
func (h Histogram) names(d *Drawing, p plane, step float64) {
	every := 1
	for float64(every)*step < 52 {
		every++
	}
	last := len(h.Bins) - 1
	for i := range h.Bins {
		if i%every != 0 {
			continue
		}
		name := strconv.Itoa(i * h.Width)
		if i == last && h.Open {
			name += "+"
		}
		d.text(p.left+float64(i)*step, p.base+19, name, "middle", "")
	}
}

// labels writes the names of the marks, each on the first row where it has
// room, and returns the number of rows.
func (h Histogram) labels(s *speaker, d *Drawing, p plane, x func(int) float64) int {
	var ends []float64
	for _, m := range h.Marks {
		text := s.drawn(m.Text)
		half := width(text) / 2
		at := math.Min(math.Max(x(m.At), half), d.W-half)
		row := 0
		for row < len(ends) && ends[row] > at-half {
			row++
		}
		if row == len(ends) {
			ends = append(ends, 0)
		}
		ends[row] = at + half + 12
		d.text(at, p.base+50+18*float64(row), text, "middle", "is-strong")
	}
	return len(ends)
}
