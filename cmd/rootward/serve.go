package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"rootward/application/job"
)

type serveCmd struct {
	NoWork bool `help:"Leave background jobs to 'rootward work'."`
}

// Help says what a stop does.
func (serveCmd) Help() string {
	return `Told to stop, it takes no new requests, finishes those in hand, and lets background jobs finish or go back to the
queue, all within ROOTWARD_GRACE.

  rootward serve --addr :8080
  rootward serve --no-work --database postgres://rootward@db/rootward`
}

// Run serves until it is told to stop.
func (c *serveCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	store, err := openReady(ctx, s)
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // all who write have stopped
	a, err := newApp(ctx, s, store)
	if err != nil {
		return err
	}
	log := s.log()
	front, err := listen(ctx, s.Addr, a.Handler(), log)
	if err != nil {
		return err
	}
	var workers *crew
	if !c.NoWork {
		if workers, err = startCrew(ctx, store, a.Jobs(), log); err != nil {
			return errors.Join(err, front.stop(0)) //nolint:contextcheck // that context has ended or may: this is about what comes after
		}
	}
	fmt.Fprintf(std.Out, "Rootward listens on %s\n", front.address())
	return until(ctx, front, workers, s.Grace, log)
}

// wired is what the program is made of, as far as serving it goes.
type wired interface {
	Handler() http.Handler
	Jobs() job.Deps
}

var _ wired = (*app)(nil)

// until waits for the end of ctx, or of the server, and stops both sides at
// once.
func until(ctx context.Context, front *front, workers *crew, grace time.Duration, log *slog.Logger) error {
	var failed error
	select {
	case <-ctx.Done():
		log.InfoContext(ctx, "stopping", "grace", grace)
	case failed = <-front.failed:
	}
	jobs := make(chan error, 1)
	go func() { //nolint:contextcheck // that context has ended or may: this is about what comes after
		if workers == nil {
			jobs <- nil
			return
		}
		jobs <- workers.stop(grace)
	}()
	return errors.Join(failed, front.stop(grace), <-jobs) //nolint:contextcheck // that context has ended or may: this is about what comes after
}

// front is the HTTP server.
type front struct {
	server *http.Server
	at     net.Listener
	cancel context.CancelFunc // of the requests in hand
	failed chan error         // one error when serving ends by itself
	log    *slog.Logger
}

// Limits of a connection. A page is read and written within seconds; exports
// and slow lines get minutes.
const (
	headerTime = 10 * time.Second
	readTime   = 2 * time.Minute
	writeTime  = 5 * time.Minute
	idleTime   = 2 * time.Minute
	maxHeader  = 64 << 10
)

// listen begins to serve. The end of ctx does not cut requests short; stop
// does.
func listen(ctx context.Context, addr string, h http.Handler, log *slog.Logger) (*front, error) {
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listening on %s: %w", addr, err)
	}
	requests, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f := &front{at: ln, cancel: cancel, failed: make(chan error, 1), log: log}
	f.server = &http.Server{
		Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return requests },
	}
	go func() {
		if err := f.server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			f.failed <- fmt.Errorf("serving: %w", err)
		}
	}()
	return f, nil
}

// address is where the server can be reached from this machine.
func (f *front) address() string {
	host, port, err := net.SplitHostPort(f.at.Addr().String())
	if err != nil {
		return f.at.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// stop takes no new connections and waits for the requests in hand, at most
// for grace; those that take longer are cut off.
func (f *front) stop(grace time.Duration) error {
	defer f.cancel()
	ctx, done := context.WithTimeout(context.Background(), grace)
	defer done()
	err := f.server.Shutdown(ctx)
	if err == nil {
		return nil
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stopping the server: %w", err)
	}
	f.log.Warn("requests in hand are cut off", "after", grace)
	if err := f.server.Close(); err != nil {
		return fmt.Errorf("stopping the server: %w", err)
	}
	return nil
}
