package portal

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	labels "rootward/application/label"
	"rootward/application/namelist"
	"rootward/application/round"
	"rootward/idn/rootzone"
	"rootward/templates"
)

// longestTyped is how much of what was typed is looked at, in octets: far more
// than any label, and little work.
const longestTyped = 1000

// question is what somebody wants to know about a string.
type question struct {
	typed   string
	lang    string        // of the reader
	rounds  []round.Round // to choose among
	round   round.Round   // whose rules apply; without an id when there is no round at all
	lists   *namelist.Lists
	edition *rootzone.Edition
	binding bool
	basis   templates.Text // why that edition
	set     *rootzone.Set  // asked for; nil: the one that fits the string
	noSet   string         // asked for, but there is none of this name
}

// ask puts a question together: the rules of the round asked for, or of the
// newest one, and a rule set of its edition by name.
func (p *Portal) ask(ctx context.Context, lang, typed, roundID, set string) (question, error) {
	q := question{lang: lang, typed: strings.TrimSpace(typed)}
	if len(q.typed) > longestTyped {
		q.typed = strings.ToValidUTF8(q.typed[:longestTyped], "")
	}
	var err error
	if q.rounds, err = p.Applications.Store.Rounds(ctx); err != nil {
		return q, fmt.Errorf("listing rounds: %w", err)
	}
	q.round.Policy = round.Policies[len(round.Policies)-1]
	id := pickRound(q.rounds, roundID)
	for _, r := range q.rounds {
		if r.ID == id {
			q.round = r
		}
	}
	if err := p.rulesFor(ctx, &q); err != nil {
		return q, err
	}
	if q.lists, err = p.nameLists(); err != nil {
		return q, err
	}
	if set != "" && set != "auto" {
		if q.set = q.edition.Set(set); q.set == nil {
			q.noSet = set
		}
	}
	return q, nil
}

// nameLists are the lists of names that count.
func (p *Portal) nameLists() (*namelist.Lists, error) {
	if p.Names == nil {
		return namelist.Default(), nil
	}
	lists, err := p.Names()
	if err != nil {
		return nil, fmt.Errorf("lists of names: %w", err)
	}
	return lists, nil
}

// options are those of the judgement. People type capitals where the DNS
// knows none.
func (q question) options() labels.Options {
	return labels.Options{Edition: q.edition, Set: q.set, Policy: q.round.Policy, Lists: q.lists, Fold: true, Fitting: true}
}

// compactVerdict is the verdict below a field of a form.
func (p *Portal) compactVerdict(ctx context.Context, lang, typed, roundID string) (templates.LabelVerdict, error) {
	q, err := p.ask(ctx, lang, typed, roundID, "")
	if err != nil {
		return templates.LabelVerdict{}, err
	}
	return p.verdictOn(ctx, q, true)
}

// verdictOn judges the string and looks for what it collides with.
func (p *Portal) verdictOn(ctx context.Context, q question, compact bool) (templates.LabelVerdict, error) {
	if q.typed == "" {
		return templates.LabelVerdict{Empty: true}, nil
	}
	v, unclear := labels.Judge(q.typed, q.options())
	var unreadable *labels.InputError
	if unclear != nil && !errors.As(unclear, &unreadable) && !labels.TooMuch(unclear) {
		return templates.LabelVerdict{}, fmt.Errorf("judging a string: %w", unclear)
	}
	found, err := p.collisions(ctx, q, v)
	if err != nil {
		return templates.LabelVerdict{}, err
	}
	out := wholeVerdict(q, v, unclear, found, compact)
	out.Suggest = suggestion(q, v)
	if compact {
		out.More = &templates.Link{Href: checkPath(q.typed, q.round.ID, ""), Text: templates.T("verdict.everything")}
		return out, nil
	}
	out.Command = q.command()
	out.Share = p.BaseURL + checkPath(q.typed, q.round.ID, q.setName())
	return out, nil
}

// setName is the name of the set asked for.
func (q question) setName() string {
	if q.set == nil {
		return ""
	}
	return q.set.Name
}

// suggestion is a string that passes where the one typed does not, and that
// somebody probably meant.
func suggestion(q question, v labels.Verdict) *templates.Suggestion {
	better := plainForm(q.typed)
	if passes(q, v) || better == q.typed || better == "" {
		return nil
	}
	w, err := labels.Judge(better, q.options())
	if err != nil || !passes(q, w) {
		return nil
	}
	r := w.Report
	return &templates.Suggestion{
		Text: templates.T("public.check.suggest"), Label: labelOfText(r.ULabel, r.ALabel, r.Script), Href: checkPath(better, q.round.ID, q.setName()),
	}
}

// passes reports whether the string can be applied for as far as rules and
// lists tell.
func passes(q question, v labels.Verdict) bool {
	return v.Report.Valid() && (v.Eligible || !q.binding)
}

// plainForm is what somebody probably meant: without dots around it and
// without what cannot be seen, in small letters, in composed form.
func plainForm(s string) string {
	seen := strings.Map(func(r rune) rune {
		if unseeable(r) {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(strings.ToLower(norm.NFKC.String(strings.Trim(seen, ". \t"))))
}

// unseeable reports whether a code point cannot be seen, or turns round what
// stands beside it. Joiners are part of words in some scripts.
func unseeable(r rune) bool {
	return r != 0x200C && r != 0x200D && (unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r))
}

// seen puts a mark in the place of every code point that cannot be seen, so
// that none of them steers the page.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		if unseeable(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// command asks the same at the shell, which judges by the edition that the
// program carries; "" where another one is in force. What cannot be seen is
// spelled out.
func (q question) command() string {
	if q.edition != rootzone.Embedded() || len(q.typed) > 4*mostCodePoints {
		return ""
	}
	word := shellWord(q.typed)
	if strings.ContainsFunc(q.typed, unseeable) {
		var spelled []string
		for _, r := range q.typed {
			spelled = append(spelled, fmt.Sprintf("U+%04X", r))
		}
		word = "'" + strings.Join(spelled, " ") + "'"
	}
	out := "rootward label explain"
	if q.set != nil {
		out += " --lgr " + shellWord(q.set.Name)
	}
	// The shell knows the rounds of the programme itself, each with its policy.
	for _, r := range round.Known {
		if r.Policy == q.round.Policy {
			return out + " --round " + shellWord(r.ID) + " " + word
		}
	}
	return out + " " + word
}

// unsafeInShell reports whether a character means something to a shell, or
// cannot be seen.
func unsafeInShell(r rune) bool {
	return unicode.IsSpace(r) || unseeable(r) || strings.ContainsRune("'\"\\$`!*?[](){}<>|&;#~^=%", r)
}

// labelOfText is a label as it is shown, hidden code points marked.
func labelOfText(u, a, script string) templates.Label {
	l := label(u, a, script, "")
	l.U = seen(l.U)
	return l
}
