package evaluation_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// races is how often the same claim and the same decision are raced for on
// PostgreSQL; SQLite, whose writers queue by design, gets fewer.
const (
	races       = 1000
	racesSQLite = 100
)

// arena is a world with its own tasks for each race and the database's clock.
func arena(t *testing.T, s *storage.Store, n int) (w *world, tasks []string) {
	t.Helper()
	w = newWorld(t, s)
	w.clock.now = time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC) // before the database's own clock
	for i := range racers {
		who := access.Account{ID: racer("e", i), Email: racer("e", i) + "@example.org", Name: "e", Language: "en", Zone: "UTC", CreatedAt: start, Grants: grants(workflow.Evaluator, "")}
		w.no(s.InsertAccount(w.ctx, who, who.Email, ""))
		who.ID, who.Email, who.Grants = racer("d", i), racer("d", i)+"@example.org", grants(workflow.Decider, "")
		w.no(s.InsertAccount(w.ctx, who, who.Email, ""))
	}
	for i := 0; len(tasks) < n; i++ {
		id := fmt.Sprint("a", i)
		w.apply(id, "beta", "lamp"+id, true)
		for _, x := range w.tasks(id) {
			tasks = append(tasks, x.ID)
		}
	}
	w.Service = wire(s, s, 1<<30)
	return w, tasks[:n]
}

const racers = 4

func racer(role string, i int) string { return role + strconv.Itoa(i) }

// try takes one step and says how it ended.
func try(ctx context.Context, s *evaluation.Service, verb, account, task string, version int64) string {
	var err error
	switch verb {
	case "claim":
		err = s.Claim(ctx, account, task, version)
	case "decide":
		err = s.Decide(ctx, evaluation.Judgement{Account: account, Task: task, Version: version, Outcome: evaluation.Pass, Reason: "as found", Sources: rules})
	default:
		err = errors.New("no such verb")
	}
	var refused *workflow.Refused
	switch {
	case err == nil:
		return "won"
	case errors.Is(err, lifecycle.ErrConflict), errors.As(err, &refused):
		return "lost"
	}
	return "error " + strings.ReplaceAll(err.Error(), "\n", " ")
}

// judgeRace counts one race and returns who won.
func judgeRace(t *testing.T, what string, results []string) int {
	t.Helper()
	winner := -1
	for i, r := range results {
		switch {
		case r == "won" && winner < 0:
			winner = i
		case r != "lost":
			t.Fatalf("%s: %q", what, results)
		}
	}
	if winner < 0 {
		t.Fatalf("%s: nobody won: %q", what, results)
	}
	return winner
}

// run races for each task: claim, then decision, between n racers.
func run(t *testing.T, w *world, tasks []string, n int, race func(verb, role, task string, version int64) []string) {
	t.Helper()
	claims, decisions := make([]int, n), make([]int, n)
	begun := time.Now()
	for _, id := range tasks {
		x := w.task(id)
		first := judgeRace(t, "claim of "+id, race("claim", "e", id, x.Version))
		claims[first]++
		holder := w.task(id)
		if holder.Claimant != racer("e", first) || holder.Version != x.Version+1 {
			t.Fatalf("%s won, but the task is %+v", racer("e", first), holder)
		}
		w.finish(holder)
		x = w.task(id)
		first = judgeRace(t, "decision of "+id, race("decide", "d", id, x.Version))
		decisions[first]++
		if x = w.task(id); x.Decider != racer("d", first) || x.State != workflow.TaskPassed {
			t.Fatalf("%s decided, but the task is %+v", racer("d", first), x)
		}
	}
	t.Logf("%d races for a claim, won by %v; %d for a decision, won by %v; one winner each; %.1f s", len(tasks), claims, len(tasks), decisions, time.Since(begun).Seconds())
	w.sound()
}

// finish lets the holder find and recommend.
func (w *world) finish(x evaluation.Task) {
	w.Helper()
	f, err := w.store.Round(w.ctx, x.Round)
	w.no(err)
	panel, _ := f.Policy.Panel(x.Panel)
	for _, c := range panel.Criteria {
		w.no(w.SaveFinding(w.ctx, x.Claimant, x.ID, evaluation.Finding{Criterion: c.ID, Verdict: evaluation.Met, Reason: "seen", Source: "answer"}))
	}
	w.no(w.Recommend(w.ctx, evaluation.Judgement{Account: x.Claimant, Task: x.ID, Version: x.Version, Outcome: evaluation.Pass, Reason: "as found", Sources: rules}))
}

// TestOneWinnerBetweenStores races two stores, each with a pool of its own,
// and two goroutines on each.
func TestOneWinnerBetweenStores(t *testing.T) {
	for d, n := range map[storage.Dialect]int{storage.SQLite: racesSQLite, storage.Postgres: races / 4} {
		t.Run(string(d), func(t *testing.T) {
			target := storagetest.Target(t, d)
			one, two := storagetest.Connect(t, target), storagetest.Connect(t, target)
			w, tasks := arena(t, one, n)
			services := []*evaluation.Service{wire(one, one, 1<<30), wire(two, two, 1<<30)}
			run(t, w, tasks, racers, func(verb, role, task string, version int64) []string {
				var wg sync.WaitGroup
				out, ready := make([]string, racers), make(chan struct{})
				for i := range racers {
					wg.Go(func() {
						<-ready
						out[i] = try(w.ctx, services[i%2], verb, racer(role, i), task, version)
					})
				}
				close(ready)
				wg.Wait()
				return out
			})
		})
	}
}

// TestOneWinnerBetweenProcesses runs this test binary twice more as programs
// of their own on one PostgreSQL database.
func TestOneWinnerBetweenProcesses(t *testing.T) {
	target := storagetest.Target(t, storage.Postgres)
	w, tasks := arena(t, storagetest.Connect(t, target), races)
	programs := []*program{begin(t, target), begin(t, target)}
	turn := 0
	run(t, w, tasks, len(programs), func(verb, role, task string, version int64) []string {
		turn++
		for i := range programs { // who hears of it first takes turns
			k := (i + turn) % len(programs)
			programs[k].say(t, verb, racer(role, k), task, strconv.FormatInt(version, 10))
		}
		out := make([]string, len(programs))
		for i, p := range programs {
			out[i] = p.hear(t)
		}
		return out
	})
}

// program is another process that races.
type program struct {
	in  io.WriteCloser
	out *bufio.Scanner
}

const raceMark = "ROOTWARD_RACE_DATABASE"

func begin(t *testing.T, target string) *program {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), os.Args[0], "-test.run=^$")
	// It ends when its input does, after the context of the test.
	cmd.Env = append(os.Environ(), raceMark+"="+target)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
			t.Error(err)
		}
	})
	p := &program{in: in, out: bufio.NewScanner(out)}
	if got := p.hear(t); got != "ready" {
		t.Fatalf("the other process says %q", got)
	}
	return p
}

func (p *program) say(t *testing.T, words ...string) {
	t.Helper()
	if _, err := fmt.Fprintln(p.in, strings.Join(words, " ")); err != nil {
		t.Fatal(err)
	}
}

func (p *program) hear(t *testing.T) string {
	t.Helper()
	if !p.out.Scan() {
		t.Fatalf("the other process ended: %v", p.out.Err())
	}
	return p.out.Text()
}

func TestMain(m *testing.M) {
	if target := os.Getenv(raceMark); target != "" {
		if err := obey(target); err != nil {
			log.Fatal(err)
		}
		return
	}
	os.Exit(m.Run())
}

// obey is the life of the other process: a step per line, until there are no
// more.
func obey(target string) error {
	s, err := storage.Open(target)
	if err != nil {
		return err
	}
	service := wire(s, s, 1<<30)
	fmt.Println("ready")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		w := strings.Fields(lines.Text())
		version, err := strconv.ParseInt(w[3], 10, 64)
		if err != nil {
			return err
		}
		fmt.Println(try(context.Background(), service, w[0], w[1], w[2], version))
	}
	return errors.Join(lines.Err(), s.Close())
}
