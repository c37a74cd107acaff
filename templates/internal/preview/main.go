// Preview writes every page, filled with sample data, as HTML files with their
// static files, to be looked at in a browser.
//
// Usage: go run ./templates/internal/preview OUTDIR
package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"

	"rootward/templates"
	"rootward/templates/internal/sample"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: preview OUTDIR")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "preview:", err)
		os.Exit(1)
	}
}

var assetPath = regexp.MustCompile(`"/static/([^"]+)"`)

func run(dir string) error {
	set, err := templates.New()
	if err != nil {
		return err
	}
	missing := map[string]bool{}
	set.OnMissing(func(language, key string) { missing[language+" "+key] = true })
	for _, v := range sample.All() {
		for _, language := range set.Languages() {
			v.Page.Lang = language
			var page bytes.Buffer
			if err := set.Render(&page, v.Page, v.View); err != nil {
				return err
			}
			for _, m := range assetPath.FindAllSubmatch(page.Bytes(), -1) {
				if err := saveAsset(dir, string(m[1])); err != nil {
					return err
				}
			}
			html := assetPath.ReplaceAll(page.Bytes(), []byte(`"static/$1"`))
			if err := save(filepath.Join(dir, v.Name+"-"+language+".html"), html); err != nil {
				return err
			}
		}
	}
	for key := range missing {
		fmt.Println("missing:", key)
	}
	return nil
}

func saveAsset(dir, name string) error {
	to := filepath.Join(dir, "static", name)
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	r := httptest.NewRecorder()
	templates.StaticHandler().ServeHTTP(r, httptest.NewRequest(http.MethodGet, templates.StaticPrefix+name, nil))
	if r.Code != 200 {
		return fmt.Errorf("static file %s: %d", name, r.Code)
	}
	return save(to, r.Body.Bytes())
}

func save(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}
