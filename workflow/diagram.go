package workflow

import (
	"fmt"
	"strings"
)

// Mermaid writes a life cycle as a Mermaid state diagram. States that are
// only recorded have a dashed frame.
func (d *Definition) Mermaid() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%%%% %s. Written by go generate from the definition; do not edit.\nstateDiagram-v2\n", d.Name)
	fmt.Fprintf(&b, "    [*] --> %s\n", d.Initial)
	for _, s := range d.Steps {
		for _, from := range s.From {
			fmt.Fprintf(&b, "    %s --> %s: %s\n", from, s.To, s.Event)
		}
	}
	for _, p := range d.Positions {
		if p.Terminal {
			fmt.Fprintf(&b, "    %s --> [*]\n", p.State)
		}
	}
	b.WriteString("    classDef recorded stroke-dasharray: 4 3\n")
	for _, p := range d.Positions {
		if p.Recorded {
			fmt.Fprintf(&b, "    class %s recorded\n", p.State)
		}
	}
	return b.String()
}
