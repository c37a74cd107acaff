// Plot measures how the work on labels grows and draws it.
//
//	go run ./idn/lgr/plot            # from the root of the project
//
// It writes length.svg, variants.svg and labels.svg to -dir and the same
// figures as tables to standard output. A figure is the least processor time of
// several runs, all cores together; other work on the machine counts little.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

func main() {
	dir := flag.String("dir", "idn/lgr/plot", "where the drawings go")
	most := flag.Int("labels", 1_000_000, "labels of the largest index")
	flag.Parse()
	if err := run(*dir, *most); err != nil {
		log.Fatal(err)
	}
}

func run(dir string, most int) error {
	fmt.Printf("%s, %s/%s, %d cores, %s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH,
		runtime.GOMAXPROCS(0), time.Now().UTC().Format(time.DateOnly))
	for _, c := range []struct {
		file    string
		measure func() (chart, error)
	}{
		{"length.svg", byLength},
		{"variants.svg", byVariants},
		{"labels.svg", func() (chart, error) { return byLabels(most) }},
	} {
		drawn, err := c.measure()
		if err != nil {
			return fmt.Errorf("%s: %w", c.file, err)
		}
		fmt.Print("\n", drawn.table())
		if err := os.WriteFile(filepath.Join(dir, c.file), []byte(drawn.svg()), 0o644); err != nil { //nolint:gosec // drawings are for everybody
			return fmt.Errorf("write a drawing: %w", err)
		}
	}
	return nil
}

// least is the least processor time in seconds that f takes of several runs,
// each of which repeats it until the time can be measured.
func least(f func() error) (float64, error) {
	times := 1
	best := 0.0
	for runs := 0; runs < 5; {
		before, err := used()
		if err != nil {
			return 0, err
		}
		for range times {
			if err := f(); err != nil {
				return 0, err
			}
		}
		after, err := used()
		if err != nil {
			return 0, err
		}
		took := after - before
		if took < 10*time.Millisecond {
			times *= 4
			continue
		}
		if each := took.Seconds() / float64(times); runs == 0 || each < best {
			best = each
		}
		runs++
	}
	return best, nil
}
