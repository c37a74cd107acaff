package main

import (
	"fmt"
	"math"
	"strings"
)

// chart is a drawing with two logarithmic axes; times are in seconds.
type chart struct {
	title, desc, x string
	lines          []line
}

type line struct {
	name   string
	points []point
}

type point struct{ x, seconds float64 }

func (l *line) add(x, seconds float64) { l.points = append(l.points, point{x, seconds}) }

// Sizes of a drawing in pixels.
const (
	width, height      = 760, 440
	leftEdge, topEdge  = 70, 56
	rightEdge, lowEdge = 480, 390
)

// Lines are told apart by colour, dashes and the name at their end.
var dashes = []string{"", "7 4", "2 3", "10 3 2 3", "1 5"}

const style = `<style>
text{font:13px system-ui,sans-serif;fill:#1f2430}
.head{font-weight:600}
.small{font-size:12px;fill:#4a5160}
.axis{stroke:#6b7280;stroke-width:1}
.grid{stroke:#d5d9e0;stroke-width:1}
.line{fill:none;stroke-width:2.2}
.back{fill:#fff}
.c0{stroke:#0b5cad;fill:#0b5cad}.c1{stroke:#a8420d;fill:#a8420d}.c2{stroke:#0d7345;fill:#0d7345}.c3{stroke:#8a2b8f;fill:#8a2b8f}.c4{stroke:#5f5a00;fill:#5f5a00}
.line.c0,.line.c1,.line.c2,.line.c3,.line.c4{fill:none}
@media (prefers-color-scheme:dark){
text{fill:#e8eaf0}.small{fill:#b4bac6}.axis{stroke:#9aa1ae}.grid{stroke:#343a46}.back{fill:#14171d}
.c0{stroke:#7ab8f5;fill:#7ab8f5}.c1{stroke:#f0a070;fill:#f0a070}.c2{stroke:#62cf9a;fill:#62cf9a}.c3{stroke:#dc96e0;fill:#dc96e0}.c4{stroke:#d6cf66;fill:#d6cf66}
}
</style>
`

// escape makes text fit for XML.
func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

// scale maps logarithms to pixels.
type scale struct{ from, to, low, high float64 }

func (s scale) at(v float64) float64 {
	return s.low + (math.Log10(v)-s.from)/(s.to-s.from)*(s.high-s.low)
}

func (c *chart) scales() (x, y scale) {
	x = scale{math.Inf(1), math.Inf(-1), leftEdge, rightEdge}
	y = scale{math.Inf(1), math.Inf(-1), lowEdge, topEdge}
	for _, l := range c.lines {
		for _, p := range l.points {
			x.from, x.to = min(x.from, math.Log10(p.x)), max(x.to, math.Log10(p.x))
			y.from, y.to = min(y.from, math.Log10(p.seconds)), max(y.to, math.Log10(p.seconds))
		}
	}
	y.from, y.to = math.Floor(y.from), math.Ceil(y.to)
	return x, y
}

func (c *chart) svg() string {
	var b strings.Builder
	x, y := c.scales()
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="title desc">
<title id="title">%s</title>
<desc id="desc">%s</desc>
%s<rect class="back" width="%d" height="%d"/>
<text x="%d" y="30" class="head">%s</text>
`, width, height, escape(c.title), escape(c.desc), style, width, height, leftEdge, escape(c.title))
	for e := y.from; e <= y.to; e++ {
		at := y.at(math.Pow(10, e))
		fmt.Fprintf(&b, `<line class="grid" x1="%d" x2="%d" y1="%.1f" y2="%.1f"/>`+"\n", leftEdge, rightEdge, at, at)
		fmt.Fprintf(&b, `<text class="small" x="%d" y="%.1f" text-anchor="end">%s</text>`+"\n", leftEdge-8, at+4, duration(math.Pow(10, e)))
	}
	for _, p := range c.lines[0].points {
		at := x.at(p.x)
		fmt.Fprintf(&b, `<line class="axis" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/>`+"\n", at, at, lowEdge, lowEdge+5)
		fmt.Fprintf(&b, `<text class="small" x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n", at, lowEdge+20, count(p.x))
	}
	fmt.Fprintf(&b, `<line class="axis" x1="%d" x2="%d" y1="%d" y2="%d"/>`+"\n", leftEdge, rightEdge, lowEdge, lowEdge)
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">%s</text>`+"\n", (leftEdge+rightEdge)/2, lowEdge+42, escape(c.x))
	c.draw(&b, x, y)
	b.WriteString("</svg>\n")
	return b.String()
}

// draw adds the lines, and their names beside where they end, kept apart.
func (c *chart) draw(b *strings.Builder, x, y scale) {
	names := c.nameHeights(y)
	for i, l := range c.lines {
		var path []string
		for k, p := range l.points {
			px, py := x.at(p.x), y.at(p.seconds)
			path = append(path, fmt.Sprintf("%s%.1f %.1f", map[bool]string{true: "M", false: "L"}[k == 0], px, py))
			fmt.Fprintf(b, `<circle class="c%d" cx="%.1f" cy="%.1f" r="3"/>`+"\n", i, px, py)
		}
		fmt.Fprintf(b, `<path class="line c%d" stroke-dasharray="%s" d="%s"/>`+"\n", i, dashes[i], strings.Join(path, " "))
		last := l.points[len(l.points)-1]
		px, at := x.at(last.x), rightEdge+26
		if px < rightEdge { // the line ends early: its name stands there
			at = int(px) + 10
		} else {
			fmt.Fprintf(b, `<path class="line c%d" stroke-width="1" d="M%.1f %.1f L%d %.1f"/>`+"\n",
				i, px+5, y.at(last.seconds), at-4, names[i]-4)
		}
		fmt.Fprintf(b, `<text class="small" x="%d" y="%.1f">%s</text>`+"\n", at, names[i], escape(l.name))
	}
}

// nameHeights puts each name near the end of its line, 18 pixels apart.
func (c *chart) nameHeights(y scale) []float64 {
	heights := make([]float64, len(c.lines))
	for i, l := range c.lines {
		heights[i] = y.at(l.points[len(l.points)-1].seconds) + 4
	}
	for range 50 {
		for i := range heights {
			for k := range i {
				if gap := heights[i] - heights[k]; math.Abs(gap) < 18 {
					push := (18 - math.Abs(gap)) / 2
					if gap < 0 {
						push = -push
					}
					heights[i] += push
					heights[k] -= push
				}
			}
		}
	}
	return heights
}

// table is the figures as Markdown.
func (c *chart) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |", c.x)
	for _, p := range c.lines[0].points {
		fmt.Fprintf(&b, " %s |", count(p.x))
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(c.lines[0].points)) + "\n")
	for _, l := range c.lines {
		fmt.Fprintf(&b, "| %s |", l.name)
		for i := range c.lines[0].points {
			if i < len(l.points) {
				fmt.Fprintf(&b, " %s |", duration(l.points[i].seconds))
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// duration is a time with two digits and its unit.
func duration(seconds float64) string {
	for _, u := range []struct {
		of   float64
		name string
	}{{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}, {1e-9, "ns"}} {
		if v := seconds / u.of; v >= 0.9995 || u.of == 1e-9 {
			if v < 9.95 {
				return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") + " " + u.name
			}
			return fmt.Sprintf("%.0f %s", v, u.name)
		}
	}
	return ""
}

// count is a number with commas.
func count(n float64) string {
	s := fmt.Sprintf("%.0f", n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
