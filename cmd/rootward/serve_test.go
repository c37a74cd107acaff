package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"rootward/storage"
	"rootward/storage/storagetest"
)

func get(t *testing.T, url string) (string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	body, err := io.ReadAll(res.Body)
	return string(body), errors.Join(err, res.Body.Close())
}

// slowly answers when it is told to, or when its request is cut off.
func slowly(begun chan<- struct{}, goOn <-chan struct{}) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun <- struct{}{}
		select {
		case <-goOn:
			if _, err := io.WriteString(w, "done"); err != nil {
				panic(err)
			}
		case <-r.Context().Done():
		}
	})
}

func TestAStopFinishesRequestsAndJobsInHand(t *testing.T) {
	s := storagetest.Open(t, storage.SQLite)
	ctx, stop := context.WithCancel(t.Context())
	begun, goOn := make(chan struct{}, 1), make(chan struct{})
	f, err := listen(ctx, "127.0.0.1:0", slowly(begun, goOn), quiet)
	if err != nil {
		t.Fatal(err)
	}
	h := newHands(func(ctx context.Context) error {
		select {
		case <-goOn:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	enqueue(t, s, "r")
	c, err := startCrew(ctx, s, h.deps(s), quiet)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- until(ctx, f, c, 30*time.Second, quiet) }()
	answer := make(chan string, 1)
	go func() {
		body, err := get(t, f.address())
		answer <- body + errorText(err)
	}()
	<-begun
	h.await(t, 1, 0)
	stop()
	time.Sleep(200 * time.Millisecond)
	if _, err := get(t, f.address()); err == nil {
		t.Error("a new request was taken after the stop")
	}
	select {
	case err := <-ended:
		t.Fatalf("stopped with work in hand: %v", err)
	default:
	}
	close(goOn)
	if got := <-answer; got != "done" {
		t.Errorf("the request in hand got %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("the end: %v", err)
	}
	if _, e := h.counts(); e != 1 {
		t.Error("the job in hand did not finish")
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return "error: " + err.Error()
}

func TestAStopCutsOffWhatTakesTooLong(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	begun := make(chan struct{}, 1)
	f, err := listen(ctx, "127.0.0.1:0", slowly(begun, nil), quiet)
	if err != nil {
		t.Fatal(err)
	}
	answer := make(chan error, 1)
	go func() { _, err := get(t, f.address()); answer <- err }()
	<-begun
	stop()
	begin := time.Now()
	if err := until(ctx, f, nil, 200*time.Millisecond, quiet); err != nil {
		t.Errorf("the end: %v", err)
	}
	if took := time.Since(begin); took < 150*time.Millisecond || took > 5*time.Second {
		t.Errorf("the stop took %s", took)
	}
	if err := <-answer; err == nil {
		t.Error("the request that took too long was answered")
	}
}

func TestAServerThatFailsEndsTheProgram(t *testing.T) {
	f, err := listen(t.Context(), "127.0.0.1:0", http.NotFoundHandler(), quiet)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.at.Close(); err != nil {
		t.Fatal(err)
	}
	if err := until(t.Context(), f, nil, time.Second, quiet); err == nil || !strings.Contains(err.Error(), "serving") {
		t.Errorf("got %v", err)
	}
	if _, err := listen(t.Context(), "127.0.0.1:99999", http.NotFoundHandler(), quiet); err == nil {
		t.Error("listens on a port that cannot be")
	}
}

func TestTheAddressCanBeOpened(t *testing.T) {
	for _, addr := range []string{"127.0.0.1:0", ":0"} {
		f, err := listen(t.Context(), addr, http.NotFoundHandler(), quiet)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := get(t, f.address()); err != nil {
			t.Errorf("%s is said to be at %s: %v", addr, f.address(), err)
		}
		if err := f.stop(time.Second); err != nil {
			t.Error(err)
		}
	}
}

// line gives each line that a program prints.
type line chan string

func (l line) Write(p []byte) (int, error) { l <- string(p); return len(p), nil }

func TestServeFromStartToStop(t *testing.T) {
	for _, d := range []storage.Dialect{storage.SQLite, storage.Postgres} {
		for _, work := range [][]string{nil, {"--no-work"}} {
			t.Run(string(d)+strings.Join(work, ""), func(t *testing.T) {
				ctx, stop := context.WithCancel(t.Context())
				defer stop()
				out, code := make(line, 10), make(chan int, 1)
				args := append([]string{"serve", "--database", storagetest.Target(t, d), "--addr", "127.0.0.1:0", "--grace", "10s", "--log-level", "error"}, work...)
				var errs strings.Builder
				go func() { code <- run(ctx, args, strings.NewReader(""), out, &errs) }()
				select {
				case said := <-out:
					url := strings.TrimSpace(strings.TrimPrefix(said, "Rootward listens on "))
					if body, err := get(t, url); err != nil || !strings.Contains(body, "<html") {
						t.Errorf("%s answers %q, %v", url, body, err)
					}
				case n := <-code:
					t.Fatalf("ended with %d: %s", n, errs.String())
				}
				stop()
				if n := <-code; n != 0 {
					t.Errorf("ended with %d: %s", n, errs.String())
				}
			})
		}
	}
}

func TestServeAndWorkRefuseAnOldSchema(t *testing.T) {
	for _, cmd := range []string{"serve", "work"} {
		var out, errs strings.Builder
		if code := run(t.Context(), []string{cmd, "--database", t.TempDir() + "/empty.db"}, strings.NewReader(""), &out, &errs); code != 1 || !strings.Contains(errs.String(), "rootward migrate") {
			t.Errorf("%s on an empty database: %d, %s", cmd, code, errs.String())
		}
	}
}

func TestWorkFromStartToStop(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, code := make(line, 10), make(chan int, 1)
	var errs strings.Builder
	go func() {
		code <- run(ctx, []string{"work", "--database", storagetest.Target(t, storage.SQLite), "--log-level", "error"}, strings.NewReader(""), out, &errs)
	}()
	select {
	case <-out:
	case n := <-code:
		t.Fatalf("ended with %d: %s", n, errs.String())
	}
	stop()
	if n := <-code; n != 0 {
		t.Errorf("ended with %d: %s", n, errs.String())
	}
}
