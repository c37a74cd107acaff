// Command gen writes the diagrams of all life cycles.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"rootward/workflow"
)

func main() {
	for _, d := range workflow.All {
		path := filepath.Join("diagrams", d.Name+".mmd")
		if err := os.WriteFile(path, []byte(d.Mermaid()), 0o600); err != nil {
			fmt.Fprintln(os.Stderr, "writing diagram:", err)
			os.Exit(1)
		}
	}
}
