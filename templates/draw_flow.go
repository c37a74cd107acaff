package templates

import "math"

// flowLine is one step as it is drawn: at the row it leaves, on its own line.
type flowLine struct {
	step FlowStep
	next bool // leads to the state below: drawn along the root line
}

// draw puts the states along the root line, in the order of the definition. A
// step to the next state lies on the line itself; any other leaves its state
// sideways, runs along the lane of its target and comes back in there, so
// that no two targets share a lane and no name crosses a line.
func (f Flow) draw(s *speaker, narrow bool) Drawing {
	index := map[string]int{}
	for i, st := range f.States {
		index[st.ID] = i
	}
	lines := make([][]flowLine, len(f.States))
	for _, step := range f.Steps {
		from, ok := index[step.From]
		to, known := index[step.To]
		if !ok || !known {
			continue
		}
		lines[from] = append(lines[from], flowLine{step, to == from+1})
	}
	if narrow {
		return f.drawNarrow(s, lines, index)
	}
	return f.drawWide(s, lines, index)
}

// heights returns the top of each row and the height of all.
func heights(lines [][]flowLine, least, each float64) ([]float64, float64) {
	tops, y := make([]float64, len(lines)), 8.0
	for i, row := range lines {
		tops[i] = y
		y += math.Max(least, 30+each*float64(len(row)))
	}
	return tops, y
}

const (
	flowLine0 = 20.0  // x of the root line
	flowNames = 44.0  // x of the state names
	flowSteps = 330.0 // x of the step names
)

func (f Flow) drawWide(s *speaker, lines [][]flowLine, index map[string]int) Drawing {
	tops, height := heights(lines, 58, 20)
	d := Drawing{W: 1080, H: height}
	lanes := f.lanes(lines)
	reach := flowSteps
	for _, row := range lines {
		for _, l := range row {
			reach = math.Max(reach, flowSteps+width(s.drawn(l.step.Name))+20)
		}
	}
	gap := math.Min(30, (d.W-reach-24)/float64(max(len(lanes), 1)))
	laneX := func(target string) float64 { return reach + 16 + gap*float64(lanes[target]) }
	type head struct{ x, y float64 }
	var back, down []head
	first, last := map[string]float64{}, map[string]float64{}
	stretch := func(target string, y float64) {
		if old, ok := first[target]; !ok || y < old {
			first[target] = y
		}
		if y > last[target] {
			last[target] = y
		}
	}
	f.drawStates(s, &d, tops, true)
	for i, row := range lines {
		for k, l := range row {
			y := tops[i] + 16 + 20*float64(k)
			name := s.drawn(l.step.Name)
			d.text(flowSteps, y+4, name, "start", "")
			if l.next {
				d.line(flowLine0+14, y, flowNames-6, y, "hidden")
				down = append(down, head{flowSteps - 12, y + 5})
				continue
			}
			d.line(flowSteps+width(name)+6, y, laneX(l.step.To), y, "flow")
			d.circle(laneX(l.step.To), y, 2.5, "flow-dot")
			stretch(l.step.To, y)
		}
	}
	for _, st := range f.States {
		lane, ok := lanes[st.ID]
		if !ok {
			continue
		}
		_ = lane
		y := tops[index[st.ID]] + 2
		stretch(st.ID, y)
		d.line(laneX(st.ID), first[st.ID], laneX(st.ID), last[st.ID], "flow")
		d.line(flowNames+width(s.drawn(st.Name))*1.12+16, y, laneX(st.ID), y, "flow")
		back = append(back, head{flowNames + width(s.drawn(st.Name))*1.12 + 8, y})
	}
	if s.rtl {
		d.mirror()
	}
	for _, h := range back {
		s.triangle(&d, h.x, h.y, "back", "flow-head")
	}
	for _, h := range down {
		s.triangle(&d, h.x, h.y, "down", "flow-next")
	}
	return d
}

// lanes gives each target that is reached sideways a lane, in the order in
// which targets are met.
func (f Flow) lanes(lines [][]flowLine) map[string]int {
	lanes := map[string]int{}
	for _, row := range lines {
		for _, l := range row {
			if _, known := lanes[l.step.To]; !known && !l.next {
				lanes[l.step.To] = len(lanes)
			}
		}
	}
	return lanes
}

func (f Flow) drawStates(s *speaker, d *Drawing, tops []float64, subs bool) {
	for i, st := range f.States {
		y := tops[i] + 12
		if i+1 < len(f.States) {
			class := "root"
			if st.Terminal || !f.joined(st.ID, f.States[i+1].ID) {
				class = "root-off"
			}
			d.line(flowLine0, y, flowLine0, tops[i+1]+12, class)
		}
	}
	for i, st := range f.States {
		y, class := tops[i]+12, "state"
		switch {
		case st.Root:
			class = "state-root"
		case st.Terminal:
			class = "state-end"
		}
		if st.Here {
			d.circle(flowLine0, y, 13, "halo-soft")
			class = "state-here"
		}
		d.circle(flowLine0, y, 8, class)
		d.text(flowNames, y+5, s.drawn(st.Name), "start", "is-strong")
		if subs && st.Sub != nil {
			d.text(flowNames, y+23, s.drawn(st.Sub), "start", "")
		}
	}
}

func (f Flow) joined(from, to string) bool {
	for _, step := range f.Steps {
		if step.From == from && step.To == to {
			return true
		}
	}
	return false
}

// drawNarrow writes each step with its target below its state.
func (f Flow) drawNarrow(s *speaker, lines [][]flowLine, index map[string]int) Drawing {
	tops, height := heights(lines, 46, 38)
	d := Drawing{W: 360, H: height}
	f.drawStates(s, &d, tops, false)
	arrow := "→ "
	if s.rtl {
		arrow = "← "
	}
	for i, row := range lines {
		for k, l := range row {
			y := tops[i] + 36 + 38*float64(k)
			d.text(flowNames, y, s.drawn(l.step.Name), "start", "")
			target := f.States[index[l.step.To]].Name
			if target != nil {
				d.text(flowNames+12, y+18, s.turn(arrow+target.say(s)), "start", "")
			}
		}
	}
	if s.rtl {
		d.mirror()
	}
	return d
}
