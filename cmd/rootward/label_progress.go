package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress shows on a terminal how many lines are answered, from the second
// second on. The function that it returns takes the line away again.
func (s *lineStream) progress(errs io.Writer) (stop func()) {
	if !isTerminal(errs) {
		return func() {}
	}
	over := make(chan struct{})
	var ended sync.WaitGroup
	ended.Add(1)
	go func() {
		defer ended.Done()
		began, shown := time.Now(), false
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-over:
				if shown {
					fmt.Fprint(errs, "\r\x1b[K")
				}
				return
			case now := <-tick.C:
				n := s.done.Load()
				fmt.Fprintf(errs, "\r%d labels, %.0f a second\x1b[K", n, float64(n)/now.Sub(began).Seconds())
				shown = true
			}
		}
	}()
	return func() {
		close(over)
		ended.Wait()
	}
}
