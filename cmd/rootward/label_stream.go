package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync/atomic"
	"syscall"
)

// longestLine is what a line of standard input may have in octets. Longer
// ones are no list of labels.
const longestLine = 1 << 20

// lineWorker turns one line into what is written of it. Each works for one
// goroutine.
type lineWorker interface {
	// line appends the answer to a line, which has no line end.
	line(out, line []byte) []byte
}

// lineStream answers lines in their order, on all cores. Lines are taken as
// soon as they can be read and answers written as soon as they are there, so
// a program at both ends of a pipe need not close it to get an answer. What is
// in memory is bounded by the number of cores, not of lines.
type lineStream struct {
	worker  func() lineWorker
	batch   int // most lines that one worker takes at a time
	workers int // 0: as many as there are cores
	done    atomic.Int64
}

// batchOctets is how much of the input one worker takes at most.
const batchOctets = 32 << 10

// lineJob is a piece of the input and the answer to it.
type lineJob struct {
	lines, out []byte
	done       chan struct{}
}

// run answers all lines of in. It ends early, without an error, when nobody
// reads the answers any more, and with the context's error when that ends.
func (s *lineStream) run(ctx context.Context, in io.Reader, out io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	workers := s.workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	todo := make(chan *lineJob)
	order := make(chan *lineJob, 4*workers) // the bound on memory
	free := make(chan *lineJob, 4*workers+1)
	for range workers {
		go s.work(s.worker(), todo)
	}
	read := make(chan error, 1)
	go func() {
		defer close(todo)
		defer close(order)
		stopped := false
		err := s.read(in, func(lines []byte) bool {
			j := recycled(free)
			j.lines = append(j.lines[:0], lines...)
			for _, to := range []chan *lineJob{order, todo} {
				select {
				case to <- j:
				case <-ctx.Done():
					stopped = true
					return false
				}
			}
			return true
		})
		if stopped {
			err = ctx.Err()
		}
		read <- err
	}()
	if err := s.write(ctx, out, order, free); err != nil {
		return unlessPipeEnded(err)
	}
	return <-read
}

func recycled(free chan *lineJob) *lineJob {
	select {
	case j := <-free:
		j.out = j.out[:0]
		return j
	default:
		return &lineJob{done: make(chan struct{}, 1)}
	}
}

func (s *lineStream) work(w lineWorker, todo <-chan *lineJob) {
	for j := range todo {
		n := int64(0)
		for rest := j.lines; len(rest) > 0; n++ {
			var line []byte
			line, rest, _ = bytes.Cut(rest, newline)
			j.out = w.line(j.out, bytes.TrimSuffix(line, carriageReturn))
		}
		s.done.Add(n)
		j.done <- struct{}{}
	}
}

var newline, carriageReturn, byteOrderMark = []byte("\n"), []byte("\r"), []byte("\uFEFF")

// write writes answers in order. Before it waits it writes out what it has.
func (s *lineStream) write(ctx context.Context, out io.Writer, order <-chan *lineJob, free chan<- *lineJob) error {
	w := bufio.NewWriterSize(out, 64<<10)
	for {
		j, err := next(ctx, w, order)
		if err != nil || j == nil {
			return err
		}
		select {
		case <-j.done:
		default:
			if err := w.Flush(); err != nil {
				return err
			}
			select {
			case <-j.done:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if _, err := w.Write(j.out); err != nil {
			return err
		}
		if cap(j.out) > 1<<20 {
			j.out = nil // one large answer is not kept for all that follow
		}
		select {
		case free <- j:
		default:
		}
	}
}

// next is the lineJob whose answer is to be written now, nil at the end.
func next(ctx context.Context, w *bufio.Writer, order <-chan *lineJob) (*lineJob, error) {
	select {
	case j := <-order:
		if j == nil {
			return nil, w.Flush()
		}
		return j, nil
	default:
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	select {
	case j := <-order:
		return j, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// read cuts the input into pieces of whole lines and hands them on until take
// returns false.
func (s *lineStream) read(in io.Reader, take func(lines []byte) bool) error {
	buf := make([]byte, 0, 2*batchOctets)
	start := true
	for {
		if len(buf) == cap(buf) {
			if len(buf) > longestLine {
				return fmt.Errorf("standard input: a line of more than %d octets", longestLine)
			}
			buf = append(make([]byte, 0, 2*cap(buf)), buf...)
		}
		n, err := in.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if start && n > 0 && (len(buf) >= len(byteOrderMark) || err != nil) {
			buf, start = bytes.TrimPrefix(buf, byteOrderMark), false
		}
		if err != nil && len(buf) > 0 && buf[len(buf)-1] != '\n' {
			buf = append(buf, '\n')
		}
		whole := bytes.LastIndexByte(buf, '\n') + 1
		for rest := buf[:whole]; len(rest) > 0; {
			piece := s.piece(rest)
			if !take(rest[:piece]) {
				return nil
			}
			rest = rest[piece:]
		}
		buf = append(buf[:0], buf[whole:]...)
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("standard input: %w", err)
		}
	}
}

// piece is the length of the whole lines at the start of text that one worker
// takes.
func (s *lineStream) piece(text []byte) int {
	end := 0
	for range s.batch {
		n := bytes.IndexByte(text[end:], '\n')
		if n < 0 {
			break
		}
		end += n + 1
		if end >= batchOctets {
			break
		}
	}
	return end
}

// unlessPipeEnded drops the error of a pipe whose reader has gone: it has what it wanted.
func unlessPipeEnded(err error) error {
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, os.ErrClosed) || errors.Is(err, io.ErrClosedPipe) {
		return nil
	}
	return err
}
