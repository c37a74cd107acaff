package templates_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"rootward/templates"
)

func get(path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	templates.StaticHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func TestStaticFiles(t *testing.T) {
	set := newSet(t)
	for name, kind := range map[string]string{"css/base.css": "text/css", "vendor/govuk.css": "text/css", "vendor/htmx.min.js": "javascript", "js/rootward.js": "javascript", "img/mark.svg": "image/svg"} {
		w := get(set.Asset(name))
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Type"), kind) || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
	}
}

func TestAnOldAddressLeadsToTheNewFile(t *testing.T) {
	set := newSet(t)
	w := get(templates.StaticPrefix + "000000000000/css/base.css")
	if w.Code != http.StatusTemporaryRedirect || w.Header().Get("Location") != set.Asset("css/base.css") || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func TestWhatIsNotServed(t *testing.T) {
	for _, path := range []string{"x/vendor/build.sh", "x/vendor/govuk.scss", "x/../static.go", "x/", "", "x/css"} {
		if w := get(templates.StaticPrefix + path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
