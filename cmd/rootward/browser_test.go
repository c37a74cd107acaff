package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a real browser on a running program. It looks at each kind of
// page with axe the first time it comes there.
type browser struct {
	*testing.T
	ctx      context.Context //nolint:containedctx // lives for one test
	base     string
	lang     string
	accounts []demoAccount
	axe      string
	seen     map[string]bool
	shots    string // folder for pictures; "" for none
}

// startDemo runs the demonstration in this process, as a newcomer would, and
// opens a browser on it.
func startDemo(t *testing.T, lang string) *browser {
	t.Helper()
	path := findBrowser(t)
	dir, addr := t.TempDir(), freeAddress(t)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan int, 1)
	out := &lockedBuffer{}
	t.Setenv("ROOTWARD_DATABASE", filepath.Join(dir, "rootward.db"))
	go func() {
		done <- run(ctx, []string{"demo", "--dir", dir, "--addr", addr, "--log-level", "warn"}, strings.NewReader(""), out, out)
	}()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != 0 {
			t.Errorf("the program ended with %d: %s", code, out)
		}
	})
	b := &browser{T: t, base: "http://" + addr, lang: lang, seen: map[string]bool{}, shots: os.Getenv("ROOTWARD_TEST_PICTURES")}
	b.waitFor(dir, out)
	script, err := os.ReadFile("../../templates/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	b.axe = string(script)
	options := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	options = append(options, chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1280, 1000),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	alloc, end := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(end)
	tab, close := chromedp.NewContext(alloc)
	t.Cleanup(close)
	b.ctx = tab
	return b
}

// findBrowser fails where the run counts, and leaves the test out elsewhere.
func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no browser: sudo apt-get install -y chromium")
	}
	t.Skip("no browser: sudo apt-get install -y chromium")
	return ""
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // only its number is wanted
	return l.Addr().String()
}

// waitFor waits until the demonstration has said who can sign in.
func (b *browser) waitFor(dir string, out fmt.Stringer) {
	b.Helper()
	for range 1200 {
		text, err := os.ReadFile(filepath.Join(dir, "accounts.json"))
		if err == nil && json.Unmarshal(text, &b.accounts) == nil && strings.Contains(out.String(), "Ctrl-C") {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.Fatalf("the demonstration does not start: %s", out)
}

// as signs in as the first person that fits, and goes to a page.
func (b *browser) as(path string, fits func(demoAccount) bool) {
	b.Helper()
	for _, a := range b.accounts {
		if fits(a) {
			b.visit(strings.TrimPrefix(a.SignInURL, b.base) + "?next=" + url.QueryEscape(withLang(path, b.lang)))
			b.look()
			return
		}
	}
	b.Fatal("nobody fits")
}

func role(name string) func(demoAccount) bool {
	return func(a demoAccount) bool { return a.Role == name }
}

func onPanel(id string) func(demoAccount) bool {
	return func(a demoAccount) bool { return a.Panel == id }
}

func withLang(path, lang string) string {
	if strings.Contains(path, "?") {
		return path + "&lang=" + lang
	}
	return path + "?lang=" + lang
}

// open goes to a page, which must be there, and looks at it.
func (b *browser) open(path string) {
	b.Helper()
	if status := b.visit(path); status != 200 {
		b.Fatalf("%s answers %d: %s", path, status, b.text("main"))
	}
	b.look()
}

func (b *browser) visit(path string) int {
	b.Helper()
	r, err := chromedp.RunResponse(b.ctx, chromedp.Navigate(b.base+path))
	if err != nil {
		b.Fatalf("%s: %v", path, err)
	}
	return int(r.Status)
}

// eval runs a script in the page.
func eval[T any](b *browser, script string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%s: %v", script, err)
	}
	return v
}

func (b *browser) text(selector string) string {
	b.Helper()
	return eval[string](b, fmt.Sprintf(`(document.querySelector(%q) || {innerText: ""}).innerText`, selector))
}

func (b *browser) has(selector string) bool {
	b.Helper()
	return eval[bool](b, fmt.Sprintf(`document.querySelector(%q) !== null`, selector))
}

func (b *browser) path() string {
	b.Helper()
	return eval[string](b, `location.pathname`)
}

// fill types into a form and sends it, as a reader would; the page that comes
// must not be a refusal.
func (b *browser) fill(form string, values map[string]string) {
	b.Helper()
	if status := b.send(form, values); status >= 400 {
		b.Fatalf("%s is refused with %d: %s", form, status, b.text("main"))
	}
}

// send types into a form, sends it, looks at the page that comes and returns
// its status.
func (b *browser) send(form string, values map[string]string) int {
	b.Helper()
	if values == nil {
		values = map[string]string{}
	}
	pairs, err := json.Marshal(values)
	if err != nil {
		b.Fatal(err)
	}
	script := fmt.Sprintf(`(() => {
		const form = document.querySelector(%q);
		if (!form) return "no form";
		const values = %s;
		for (const [name, value] of Object.entries(values)) {
			const inputs = [...form.elements].filter(e => e.name === name);
			if (inputs.length === 0) return "no field " + name;
			for (const e of inputs) {
				if (e.type === "radio" || e.type === "checkbox") e.checked = e.type === "checkbox" ? value !== "" : e.value === value;
				else e.value = value;
			}
			if (inputs[0].type === "radio" && !inputs.some(e => e.checked)) return "no choice " + value + " for " + name;
		}
		return "";
	})()`, form, pairs)
	if fault := eval[string](b, script); fault != "" {
		b.Fatalf("%s on %s: %s\n%s", form, b.path(), fault, b.text("main"))
	}
	r, err := chromedp.RunResponse(b.ctx, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector(%q).requestSubmit()`, form), func(p *runtime.EvaluateParams) {}))
	if err != nil {
		b.Fatalf("%s: %v", form, err)
	}
	b.look()
	return int(r.Status)
}

// numbers are the parts of an address that tell one record from another.
var numbers = regexp.MustCompile(`/(a[a-z0-9]{12}|t[a-z0-9]{12}|[0-9]+-[0-9]+-[0-9]+)`)

// look lets axe judge a kind of page once.
func (b *browser) look() {
	b.Helper()
	here := eval[string](b, `document.title !== "" ? location.pathname : ""`)
	kind := numbers.ReplaceAllString(here, "/:id")
	if kind == "" || b.seen[kind] {
		return
	}
	b.seen[kind] = true
	if lang := eval[string](b, `document.documentElement.lang`); lang != b.lang {
		b.Errorf("%s speaks %q", here, lang)
	}
	eval[bool](b, b.axe+"; true")
	found := eval[[]string](b, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(", ")))`)
	for _, f := range found {
		b.Errorf("axe on %s (%s): %s", here, b.lang, f)
	}
	if wide := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
		b.Errorf("%s (%s) is %d pixels too wide", here, b.lang, wide)
	}
	if b.shots != "" {
		b.picture(kind)
	}
}

func (b *browser) picture(kind string) {
	b.Helper()
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.Error(err)
		return
	}
	name := strings.Trim(strings.NewReplacer("/", "_", ":", "").Replace(kind), "_")
	if err := os.WriteFile(filepath.Join(b.shots, b.lang+"-"+name+".png"), png, 0o600); err != nil {
		b.Error(err)
	}
}

// until reloads a page until it has something: jobs take their time.
func (b *browser) until(path, selector string) {
	b.Helper()
	for range 100 {
		if b.visit(path) == 200 && b.has(selector) {
			b.look()
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	b.Fatalf("%s never has %s: %s", path, selector, b.text("main"))
}
