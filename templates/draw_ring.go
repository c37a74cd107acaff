package templates

import (
	"math"
	"strconv"
)

// draw ignores narrow: the ring is small enough for both.
func (r Ring) draw(s *speaker, _ bool) Drawing {
	d := Drawing{W: 420, H: 420}
	if len(r.Groups) == 1 {
		r.Groups[0].draw(&d, 210, 210, 150, 20)
		return d
	}
	centres := r.centres(d)
	for _, link := range r.Between {
		if link.A >= len(centres) || link.B >= len(centres) {
			continue
		}
		a, b := centres[link.A], centres[link.B]
		d.line(a[0], a[1], b[0], b[1], "between")
	}
	radius := 66.0
	if len(centres) > 4 {
		radius = 44
	}
	for i, g := range r.Groups {
		g.draw(&d, centres[i][0], centres[i][1], radius, 13)
	}
	for _, link := range r.Between {
		if link.A >= len(centres) || link.B >= len(centres) {
			continue
		}
		a, b := centres[link.A], centres[link.B]
		text := s.drawn(link.Kind)
		x, y, w := (a[0]+b[0])/2, (a[1]+b[1])/2, width(text)+12
		d.rect(x-w/2, y-11, w, 22, "plate").R = 4
		d.text(x, y+5, text, "middle", "is-strong")
	}
	return d
}

// centres places the groups on a circle, two of them side by side.
func (r Ring) centres(d Drawing) [][2]float64 {
	var list [][2]float64
	n := len(r.Groups)
	for i := range r.Groups {
		angle := math.Pi + 2*math.Pi*float64(i)/float64(max(n, 1))
		if n > 2 {
			angle += math.Pi / 2
		}
		list = append(list, [2]float64{d.W/2 + 125*math.Cos(angle), d.H/2 + 125*math.Sin(angle)})
	}
	return list
}

// draw puts the members of one string on a ring round it, each joined with
// every other.
func (g RingGroup) draw(d *Drawing, x, y, radius, dot float64) {
	n := len(g.Members)
	at := make([][2]float64, n)
	for i := range g.Members {
		angle := 2*math.Pi*float64(i)/float64(max(n, 1)) - math.Pi/2
		at[i] = [2]float64{x + radius*math.Cos(angle), y + radius*math.Sin(angle)}
	}
	if n == 1 {
		at[0] = [2]float64{x, y - radius*0.75}
	}
	if n > 24 {
		dot *= 24 / float64(n)
	}
	for i := range at {
		for j := range i {
			d.line(at[i][0], at[i][1], at[j][0], at[j][1], "web")
		}
	}
	size := "glyph"
	half := math.Max(width(g.Label)*1.15, 30)
	if radius < 100 {
		size, half = "glyph-s", math.Max(width(g.Label)*0.7, 20)
	}
	d.rect(x-half, y-22, 2*half, 44, "plate").R = 22
	d.text(x, y+8, g.Label, "middle", size)
	for i, m := range g.Members {
		g.member(d, at[i], dot, m)
	}
}

func (g RingGroup) member(d *Drawing, at [2]float64, dot float64, m RingMember) {
	number := strconv.Itoa(m.Number)
	switch {
	case m.Now:
		d.circle(at[0], at[1], dot*1.25, "here")
		d.circle(at[0], at[1], dot*1.5, "halo")
		d.text(at[0], at[1]+6, number, "middle", "number-here")
	case m.Out:
		d.circle(at[0], at[1], dot, "out")
		d.text(at[0], at[1]+5, number, "middle", "")
	default:
		d.circle(at[0], at[1], dot, "member")
		d.text(at[0], at[1]+5, number, "middle", "number")
	}
}
