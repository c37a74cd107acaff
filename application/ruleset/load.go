package ruleset

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// Service keeps editions and chooses among them.
type Service struct {
	Store   Store
	Door    Door
	Clock   lifecycle.Clock
	Carried *rootzone.Edition // that comes with the program
	// Enqueue adds the job that makes a comparison to the transaction at hand;
	// nil makes it at once.
	Enqueue func(ctx context.Context, comparison int64) error

	// Chosen adds what follows from a choice to the transaction at hand; nil:
	// nothing does.
	Chosen func(ctx context.Context, round string) error

	mu     sync.Mutex
	loaded map[string]*rootzone.Edition // by digest: content never changes
	facts  map[string]Edition           // of carried editions
}

// maxLoaded is how many kept editions stay in memory.
const maxLoaded = 4

// List tells of all editions, the carried one and those kept, by date.
func (s *Service) List(ctx context.Context) ([]Edition, error) {
	kept, err := s.Store.RuleEditions(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing editions: %w", err)
	}
	if s.Carried == nil {
		return kept, nil
	}
	out := make([]Edition, 0, len(kept)+1)
	own, placed := s.carried(), false
	for _, e := range kept {
		if e.ID == own.ID {
			placed = true
		}
		if !placed && e.Date > own.Date {
			out, placed = append(out, own), true
		}
		out = append(out, e)
	}
	if !placed {
		out = append(out, own)
	}
	return out, nil
}

// Describe tells of one edition; lifecycle.ErrNotFound when there is none.
func (s *Service) Describe(ctx context.Context, id string) (Edition, error) {
	e, err := s.Store.RuleEdition(ctx, id)
	if errors.Is(err, lifecycle.ErrNotFound) && s.Carried != nil && id == s.Carried.ID {
		return s.carried(), nil
	}
	if err != nil {
		return Edition{}, fmt.Errorf("reading edition %s: %w", id, err)
	}
	return e, nil
}

// carried tells of the edition of the program. Its sizes are counted once.
func (s *Service) carried() Edition {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.facts[s.Carried.ID]; ok {
		return e
	}
	e := About(s.Carried)
	s.facts = map[string]Edition{e.ID: e}
	return e
}

// About tells of an edition that comes with the program.
func About(r *rootzone.Edition) Edition {
	e := Edition{ID: r.ID, Date: r.Date, Source: r.Source, SourceURL: r.SourceURL, Carried: true, Digest: "carried " + r.ID + " " + r.Date}
	for _, x := range r.Sets {
		e.Sets = append(e.Sets, Set{Name: x.Name, Facts: FactsOf(x)})
	}
	return e
}

// Load reads the rules of an edition; lifecycle.ErrNotFound when there is
// none. What it returns is shared: read only.
func (s *Service) Load(ctx context.Context, id string) (*rootzone.Edition, error) {
	e, err := s.Describe(ctx, id)
	if err != nil {
		return nil, err
	}
	if e.Carried {
		return s.Carried, nil
	}
	s.mu.Lock()
	known := s.loaded[e.Digest]
	s.mu.Unlock()
	if known != nil {
		return known, nil
	}
	files, err := s.Store.RuleFiles(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("reading edition %s: %w", id, err)
	}
	r, err := Build(e, files)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.loaded == nil || len(s.loaded) >= maxLoaded {
		s.loaded = map[string]*rootzone.Edition{}
	}
	s.loaded[e.Digest] = r
	return r, nil
}

// Build makes an edition of files that have passed Add, or of files at hand:
// departures that a lenient reading forgives are forgiven. The error is of
// type Faults when a file cannot be read.
func Build(e Edition, files []File) (*rootzone.Edition, error) {
	sets, wrong := make([]*rootzone.Set, len(files)), make([]Faults, len(files))
	var work sync.WaitGroup
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, f := range files {
		work.Add(1)
		room <- struct{}{}
		go func() {
			defer func() { <-room; work.Done() }()
			g, err := lgr.ParseWith(bytes.NewReader(f.XML), lgr.Options{Lenient: true})
			if err != nil {
				wrong[i] = faultsOf(f.Name, err)
				return
			}
			sets[i] = rootzone.NewSet(f.Name, g)
		}()
	}
	work.Wait()
	var faults Faults
	for _, w := range wrong {
		faults = append(faults, w...)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	r, err := rootzone.NewEdition(e.ID, e.Date, e.Source, sets...)
	if err != nil {
		return nil, fmt.Errorf("edition %s: %w", e.ID, err)
	}
	r.SourceURL = e.SourceURL
	return r, nil
}

// XML is the file of one set as it was given; lifecycle.ErrNotFound when
// there is none, as for sets that come with the program.
func (s *Service) XML(ctx context.Context, edition, set string) (File, error) {
	f, err := s.Store.RuleFile(ctx, edition, set)
	if err != nil {
		return File{}, fmt.Errorf("reading %s of edition %s: %w", set, edition, err)
	}
	return f, nil
}

// InForce says which edition a round is judged by.
type InForce struct {
	Edition string
	Digest  string // as it was when chosen; "" without a choice
	// Binding is false when the rules are shown and refuse nothing.
	Binding bool
	Choice  *Choice // nil: as the policy says
	Source  string  // of the policy's word
	Tag     round.Tag
}

// InForce tells the edition in force for a round.
func (s *Service) InForce(ctx context.Context, r round.Round) (InForce, error) {
	chosen, err := s.Store.ChosenRules(ctx)
	if err != nil {
		return InForce{}, fmt.Errorf("edition of round %s: %w", r.ID, err)
	}
	return inForce(r, chosen), nil
}

func inForce(r round.Round, chosen map[string]Choice) InForce {
	p := r.Policy.RootRules
	out := InForce{Edition: p.Edition, Binding: p.Binding, Source: p.Source, Tag: p.Tag}
	if c, ok := chosen[r.ID]; ok {
		out.Edition, out.Digest, out.Choice = c.Edition, c.Digest, &c
	}
	return out
}

// Use is a round with the edition in force for it.
type Use struct {
	Round round.Round
	InForce
}

// Uses tells the edition in force for every round, in order of id.
func (s *Service) Uses(ctx context.Context) ([]Use, error) {
	rounds, err := s.Store.Rounds(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing rounds: %w", err)
	}
	chosen, err := s.Store.ChosenRules(ctx)
	if err != nil {
		return nil, fmt.Errorf("editions of rounds: %w", err)
	}
	out := make([]Use, len(rounds))
	for i, r := range rounds {
		out[i] = Use{Round: r, InForce: inForce(r, chosen)}
	}
	return out, nil
}

// For reads the rules in force for a round.
func (s *Service) For(ctx context.Context, r round.Round) (*rootzone.Edition, InForce, error) {
	f, err := s.InForce(ctx, r)
	if err != nil {
		return nil, f, err
	}
	e, err := s.Load(ctx, f.Edition)
	return e, f, err
}
