package templates

import "math"

func (b Bars) draw(s *speaker, narrow bool) Drawing {
	d := Drawing{W: 1080, H: 260}
	p := plane{left: 8, right: 1072, top: 24, base: 234}
	if narrow {
		d, p = Drawing{W: 360, H: 220}, plane{left: 8, right: 352, top: 24, base: 194}
	}
	p.most = 1
	for _, item := range b.Items {
		p.most = math.Max(p.most, float64(item.Value))
	}
	d.line(p.left, p.base, p.right, p.base, "axis")
	if len(b.Items) == 0 {
		return d
	}
	step := (p.right - p.left) / float64(len(b.Items))
	wide := math.Min(step*0.76, 96)
	free := -100.0 // where the last name ended
	for i, item := range b.Items {
		middle := p.left + (float64(i)+0.5)*step
		top := p.y(float64(item.Value))
		d.rect(middle-wide/2, top, wide, p.base-top, "c1")
		value := s.decimal(float64(item.Value), 0)
		if width(value) <= step+3 {
			d.text(middle, top-6, value, "middle", "is-strong")
		}
		name := item.Name
		if narrow && item.Short != "" {
			name = item.Short
		}
		name = s.turn(name)
		half := width(name) / 2
		at := math.Min(math.Max(middle, half), d.W-half)
		if at-half > free {
			d.text(at, p.base+18, name, "middle", "")
			free = at + half + 6
		}
	}
	if s.rtl {
		d.mirror()
	}
	return d
}

func (b StackedBars) draw(s *speaker, narrow bool) Drawing {
	names, bar, row := 240.0, 24.0, 34.0
	d := Drawing{W: 1080}
	if narrow {
		d.W, names, row = 360, 0, 50
	}
	d.H = row * float64(max(len(b.Rows), 1))
	for i, r := range b.Rows {
		y := float64(i) * row
		if narrow {
			d.text(0, y+14, s.drawn(r.Name), "start", "is-strong")
			y += 20
		} else {
			d.text(0, y+17, s.drawn(r.Name), "start", "is-strong")
		}
		whole := 0.0
		for _, part := range r.Parts {
			whole += part.Value
		}
		x := names
		for _, part := range r.Parts {
			if part.Value <= 0 || whole <= 0 {
				continue
			}
			w := part.Value / whole * (d.W - names)
			shape := d.rect(x, y, w-1.5, bar, series(part.Series))
			if part.Hatch {
				shape.Class, shape.Fill = "late", "hatch-late"
			}
			x += w
		}
	}
	if s.rtl {
		d.mirror()
	}
	return d
}

func (c SpanChart) draw(s *speaker, narrow bool) Drawing {
	d := Drawing{W: 720, H: 84}
	if narrow {
		d.W = 358
	}
	if len(c.Spans) == 0 {
		return d
	}
	first, last := c.Spans[0].From, c.Spans[len(c.Spans)-1].To
	whole := math.Max(last.Sub(first).Hours(), 1)
	free, named := 0.0, 0.0
	for _, span := range c.Spans {
		x := span.From.Sub(first).Hours() / whole * d.W
		w := span.To.Sub(span.From).Hours() / whole * d.W
		shape := d.rect(x, 22, math.Max(w-1.5, 1.5), 26, series(ownerSeries[span.Owner]))
		if span.Unknown {
			shape.Class, shape.Fill = "", "hatch-none"
		}
		if text := s.drawn(span.Text); text != "" && x >= free && width(text) <= w {
			d.text(x, 14, text, "start", "is-strong")
			free = x + width(text) + 8
		}
		day := span.From.UTC().Format("2006-01-02")
		if x >= named && x+width(day)+110 < d.W {
			d.text(x, 68, day, "start", "")
			named = x + width(day) + 14
		}
	}
	d.text(d.W, 68, last.UTC().Format("2006-01-02"), "end", "")
	if s.rtl {
		d.mirror()
	}
	return d
}

// Key is the legend: the parties that had the ball, in the order they did.
func (c SpanChart) Key() []Part {
	var key []Part
	seen := map[string]bool{}
	for _, span := range c.Spans {
		owner := span.Owner
		if span.Unknown {
			owner = "none"
		}
		if seen[owner] {
			continue
		}
		seen[owner] = true
		part := Part{Series: ownerSeries[owner], Text: T("owner." + owner)}
		if span.Unknown {
			part = Part{Hatch: true, Text: T("owner.unrecorded")}
		}
		key = append(key, part)
	}
	return key
}
