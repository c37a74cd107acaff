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

// arrow is the head of a line: towards the root line, or down along it.
type arrow struct {
	x, y      float64
	direction string
	class     string
}

// lane is the line that runs beside the states to one target.
type lane struct {
	x           float64
	top, bottom float64
}

// reach lengthens a lane to y.
func (l *lane) reach(y float64) { l.top, l.bottom = math.Min(l.top, y), math.Max(l.bottom, y) }

func (f Flow) drawWide(s *speaker, lines [][]flowLine, index map[string]int) Drawing {
	tops, height := heights(lines, 58, 20)
	d := Drawing{W: 1080, H: height}
	lanes := f.lanes(s, lines, d.W)
	f.drawStates(s, &d, tops, true)
	arrows := drawSteps(s, &d, lines, tops, lanes)
	for _, st := range f.States {
		l, ok := lanes[st.ID]
		if !ok {
			continue
		}
		y, tip := tops[index[st.ID]]+2, flowNames+width(s.drawn(st.Name))*1.12+8
		l.reach(y)
		d.line(l.x, l.top, l.x, l.bottom, "flow")
		d.line(tip+8, y, l.x, y, "flow")
		arrows = append(arrows, arrow{tip, y, "back", "flow-head"})
	}
	if s.rtl {
		d.mirror()
	}
	for _, a := range arrows {
		s.triangle(&d, a.x, a.y, a.direction, a.class)
	}
	return d
}

// drawSteps writes the steps of each state and draws them to their lanes. It
// returns the arrows of those that lead to the next state.
func drawSteps(s *speaker, d *Drawing, lines [][]flowLine, tops []float64, lanes map[string]*lane) []arrow {
	var arrows []arrow
	for i, row := range lines {
		for k, l := range row {
			y, name := tops[i]+16+20*float64(k), s.drawn(l.step.Name)
			d.text(flowSteps, y+4, name, "start", "")
			if l.next {
				arrows = append(arrows, arrow{flowSteps - 12, y + 5, "down", "flow-next"})
				continue
			}
			to := lanes[l.step.To]
			to.reach(y)
			d.line(flowSteps+width(name)+6, y, to.x, y, "flow")
			d.circle(to.x, y, 2.5, "flow-dot")
		}
	}
	return arrows
}

// lanes gives each target that is reached sideways a lane of its own beyond
// the longest name, in the order in which targets are met.
func (f Flow) lanes(s *speaker, lines [][]flowLine, most float64) map[string]*lane {
	lanes, edge := map[string]*lane{}, flowSteps
	var order []*lane
	for _, row := range lines {
		for _, l := range row {
			edge = math.Max(edge, flowSteps+width(s.drawn(l.step.Name))+36)
			if lanes[l.step.To] == nil && !l.next {
				lanes[l.step.To] = &lane{top: math.Inf(1), bottom: math.Inf(-1)}
				order = append(order, lanes[l.step.To])
			}
		}
	}
	gap := math.Min(30, (most-edge-8)/float64(max(len(order), 1)))
	for i, l := range order {
		l.x = edge + gap*float64(i)
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
