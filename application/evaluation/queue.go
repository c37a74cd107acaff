package evaluation

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
)

// Group is a part of the queue. Every open task that an account may see is in
// exactly one.
type Group string

// The groups: what the account could do and is late; what it holds; what it
// could do next; what others do.
const (
	Overdue Group = "overdue"
	Yours   Group = "yours"
	Pool    Group = "pool"
	Others  Group = "others"
)

// Groups lists them in the order in which they are shown.
var Groups = []Group{Overdue, Yours, Pool, Others}

// Filter narrows the queue.
type Filter struct {
	Group Group  // this one alone, from After on; empty: the start of each
	Panel string // this one alone
	Text  string // part of string, A-label, applicant or number
	After Cursor
	Limit int // rows per group; 0 means 50, at most 200
}

const (
	pageSize = 50
	pageMost = 200
)

// Query is a filter as the store is asked: for whom, as of when.
type Query struct {
	Filter
	Desk Desk
	Now  time.Time
}

// Cursor is a place in a group: behind the task with these values.
type Cursor struct {
	Due      time.Time
	Priority int
	ID       string
}

// String is the cursor as it stands in an address; "" at the start.
func (c Cursor) String() string {
	if c.ID == "" {
		return ""
	}
	return fmt.Sprintf("%d.%d.%s", c.Due.Unix(), c.Priority, c.ID)
}

// ParseCursor reads what String writes. What it cannot read is the start.
func ParseCursor(text string) Cursor {
	parts := strings.SplitN(text, ".", 3)
	if len(parts) != 3 {
		return Cursor{}
	}
	due, err1 := strconv.ParseInt(parts[0], 10, 64)
	priority, err2 := strconv.Atoi(parts[1])
	if err1 != nil || err2 != nil {
		return Cursor{}
	}
	return Cursor{Due: time.Unix(due, 0).UTC(), Priority: priority, ID: parts[2]}
}

// Row is one task of the queue.
type Row struct {
	Task
	About  application.Application // identity, string and applicant alone
	Kinds  []string                // of the application
	Holder string                  // name of who holds it, or recommended it; "" for nobody
}

func (r Row) cursor() Cursor { return Cursor{Due: r.Due, Priority: r.Priority, ID: r.ID} }

// Part is one group of a queue.
type Part struct {
	Group Group
	Count int
	Rows  []Row
	Next  Cursor // where the next page begins; zero when this is the last
}

// Queue is what an account must do now, and what goes on beside it.
type Queue struct {
	Parts  []Part
	Panels []string // that the account may see
	Held   int      // tasks it holds
	Most   int      // tasks it may hold
	Now    time.Time
	Claims bool // it may claim
}

// Total is the number of tasks in all groups.
func (q Queue) Total() int {
	n := 0
	for _, p := range q.Parts {
		n += p.Count
	}
	return n
}

// Queue reads the queue of an account; lifecycle.ErrNotFound for those who
// have none. Tasks about applications of its own organisation are neither
// listed nor counted nor found.
func (s *Service) Queue(ctx context.Context, account string, f Filter) (Queue, error) {
	d, err := s.desk(ctx, account)
	if err != nil {
		return Queue{}, err
	}
	q, err := s.query(ctx, d, f)
	if err != nil {
		return Queue{}, err
	}
	out := Queue{Panels: d.Panels(), Most: s.Most, Now: q.Now, Claims: len(d.Evaluates) > 0}
	if out.Most == 0 {
		out.Most = MostHeld
	}
	if out.Held, err = s.Store.Held(ctx, account); err != nil {
		return Queue{}, fmt.Errorf("tasks of %s: %w", account, err)
	}
	counts, err := s.Store.QueueCounts(ctx, q)
	if err != nil {
		return Queue{}, fmt.Errorf("counting the queue: %w", err)
	}
	limit := q.Limit
	for _, g := range Groups {
		part := Part{Group: g, Count: counts[g]}
		if part.Count > 0 && (f.Group == "" || f.Group == g) {
			q.Group, q.Limit = g, limit+1
			if part.Rows, err = s.Store.QueuePage(ctx, q); err != nil {
				return Queue{}, fmt.Errorf("reading the queue: %w", err)
			}
			if len(part.Rows) > limit {
				part.Rows = part.Rows[:limit]
				part.Next = part.Rows[limit-1].cursor()
			}
		}
		out.Parts = append(out.Parts, part)
	}
	return out, nil
}

func (s *Service) query(ctx context.Context, d Desk, f Filter) (Query, error) {
	now, err := s.Clock.Now(ctx)
	if err != nil {
		return Query{}, fmt.Errorf("reading the clock: %w", err)
	}
	if f.Group != "" && !slices.Contains(Groups, f.Group) {
		return Query{}, fmt.Errorf("group %q of the queue: %w", f.Group, lifecycle.ErrNotFound)
	}
	if f.Group == "" {
		f.After = Cursor{}
	}
	if f.Limit <= 0 {
		f.Limit = pageSize
	}
	f.Limit, f.Text = min(f.Limit, pageMost), strings.TrimSpace(f.Text)
	return Query{Filter: f, Desk: d, Now: now}, nil
}
