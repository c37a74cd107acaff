package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// echo answers each line with itself; a line "n" after n nanoseconds.
type echo struct{}

func (echo) line(out, line []byte) []byte {
	if n, err := strconv.Atoi(string(line)); err == nil {
		time.Sleep(time.Duration(n))
	}
	return append(append(out, line...), '\n')
}

func echoes(batch int) *lineStream {
	return &lineStream{batch: batch, workers: 4, worker: func() lineWorker { return echo{} }}
}

func TestLineStreamKeepsTheOrder(t *testing.T) {
	var in strings.Builder
	for i := range 20_000 {
		fmt.Fprintln(&in, i*7919%20_011) // later lines are often ready first
	}
	for _, batch := range []int{1, 7, 1000} {
		var out bytes.Buffer
		if err := echoes(batch).run(context.Background(), strings.NewReader(in.String()), &out); err != nil {
			t.Fatal(err)
		}
		if out.String() != in.String() {
			t.Errorf("batches of %d: lines are lost or out of order", batch)
		}
	}
}

// A program at both ends of a pipe gets each answer before it closes its end.
func TestLineStreamAnswersBeforeTheEnd(t *testing.T) {
	in, question := io.Pipe()
	answer, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- echoes(100).run(context.Background(), in, out) }()
	lines := bufio.NewScanner(answer)
	for i := range 100 {
		asked := "line " + strconv.Itoa(i)
		if _, err := io.WriteString(question, asked+"\n"); err != nil {
			t.Fatal(err)
		}
		if !lines.Scan() || lines.Text() != asked {
			t.Fatalf("%q is answered with %q", asked, lines.Text())
		}
	}
	if err := question.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestLabelCheckAnswersBeforeTheEnd(t *testing.T) {
	in, question := io.Pipe()
	answer, out := io.Pipe()
	go run(context.Background(), []string{"label", "check", "--format", "jsonl"}, in, out, io.Discard)
	lines := bufio.NewReader(answer)
	for _, l := range []string{"rootward", "امارات", "a.b"} {
		if _, err := io.WriteString(question, l+"\n"); err != nil {
			t.Fatal(err)
		}
		got, err := lines.ReadString('\n')
		if err != nil || !strings.HasPrefix(got, `{"input":"`+l+`",`) {
			t.Fatalf("%s is answered with %q, %v", l, got, err)
		}
	}
	if err := question.Close(); err != nil {
		t.Fatal(err)
	}
}

// endless never runs out of lines.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "abc\n"[(e.read+i)%4]
	}
	e.read += len(p)
	return len(p), nil
}

// full takes some octets and then has an error.
type full struct {
	room int
	err  error
}

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, f.err
	}
	return len(p), nil
}

func TestLineStreamEndsWhenNobodyListens(t *testing.T) {
	for _, gone := range []error{syscall.EPIPE, io.ErrClosedPipe} {
		if err := echoes(10).run(context.Background(), &endless{}, &full{1000, gone}); err != nil {
			t.Errorf("a broken pipe: %v", err)
		}
	}
	disk := errors.New("disk is full")
	if err := echoes(10).run(context.Background(), &endless{}, &full{1000, disk}); !errors.Is(err, disk) {
		t.Errorf("another fault of the output: %v", err)
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Millisecond)
	defer stop()
	if err := echoes(10).run(ctx, &endless{}, io.Discard); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("told to stop: %v", err)
	}
}

func TestLineStreamTellsFaultsOfTheInput(t *testing.T) {
	var out bytes.Buffer
	broken := errors.New("disk is gone")
	err := echoes(10).run(context.Background(), io.MultiReader(strings.NewReader("a\nb"), &brokenReader{broken}), &out)
	if !errors.Is(err, broken) || out.String() != "a\nb\n" {
		t.Errorf("%v after %q", err, out.String())
	}
	err = echoes(10).run(context.Background(), strings.NewReader("a\n"+strings.Repeat("b", 3*longestLine)), io.Discard)
	if err == nil || !strings.Contains(err.Error(), "standard input: a line of more than") {
		t.Errorf("a line without end: %v", err)
	}
}

type brokenReader struct{ err error }

func (b *brokenReader) Read([]byte) (int, error) { return 0, b.err }

// What is in memory does not grow with the input, also when answers are large
// and their reader is slow.
func TestLineStreamIsBounded(t *testing.T) {
	taken := 0
	in := &counted{limit: 100_000}
	out := writerFunc(func(p []byte) (int, error) {
		taken += bytes.Count(p, newline)
		if ahead := int(in.lines.Load()) - taken; ahead > 40_000 {
			return 0, fmt.Errorf("%d lines are read ahead of the answers", ahead)
		}
		runtime.Gosched()
		return len(p), nil
	})
	if err := echoes(batchLines).run(context.Background(), in, out); err != nil {
		t.Fatal(err)
	}
	if taken != in.limit {
		t.Errorf("%d answers to %d lines", taken, in.limit)
	}
}

// counted has so many lines, and counts those that were read.
type counted struct {
	lines atomic.Int64 // read by whom answers while others read lines
	limit int
}

func (c *counted) Read(p []byte) (int, error) {
	n := min(len(p)/4, c.limit-int(c.lines.Load()))
	if n == 0 {
		return 0, io.EOF
	}
	c.lines.Add(int64(n))
	return copy(p, strings.Repeat("abc\n", n)), nil
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// What 100,000 labels leave in memory is no more than what a few thousand do.
func TestLabelCheckMemoryIsBounded(t *testing.T) {
	labels := manyLabels(t, 1000)
	use := func(times int) uint64 {
		var most uint64
		writes := 0
		out := writerFunc(func(p []byte) (int, error) {
			if writes++; writes%40 == 1 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
			return len(p), nil
		})
		in := bytes.NewReader(bytes.Repeat(labels, times))
		if code := run(context.Background(), []string{"label", "check", "--format", "jsonl"}, in, out, io.Discard); code != 0 {
			t.Fatal("exit code", code)
		}
		return most
	}
	use(5) // loads the rule sets and lists, which stay
	few := use(5)
	if many := use(100); many > few+16<<20 { // the answers have some 50 MB
		t.Errorf("%d octets for 5,000 labels, %d for 100,000", few, many)
	}
}
