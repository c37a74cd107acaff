package templates

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed static/css static/js static/img static/vendor
var staticFiles embed.FS

// StaticPrefix is where static files are served.
const StaticPrefix = "/static/"

// asset is one static file with its checksum, read once.
type asset struct {
	name, sum string
	data      []byte
}

// assets holds the static files that are served, by name such as
// "css/base.css". Build scripts, maps and notes stay unserved.
var assets = readAssets()

var served = []string{".css", ".js", ".svg", ".woff2", ".png"}

func readAssets() map[string]asset {
	all := map[string]asset{}
	root, err := fs.Sub(staticFiles, "static")
	if err == nil {
		err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !contains(served, path.Ext(name)) {
				return err
			}
			data, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(data)
			all[name] = asset{name, hex.EncodeToString(sum[:6]), data}
			return nil
		})
	}
	if err != nil {
		panic("templates: embedded files cannot be read: " + err.Error())
	}
	return all
}

func contains(list []string, x string) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// Asset is the address of a static file, with its checksum in the path. An
// unknown name gives an address that is not found.
func (s *Set) Asset(name string) string {
	return StaticPrefix + assets[name].sum + "/" + name
}

// StaticHandler serves the static files under [StaticPrefix]. A path with the
// right checksum may be kept for ever; with another checksum it leads to the
// present one, so that a page from before an update still finds its files.
func StaticHandler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sum, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, StaticPrefix), "/")
		a, ok := assets[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if sum != a.sum {
			w.Header().Set("Cache-Control", "no-store")
			http.Redirect(w, r, StaticPrefix+a.sum+"/"+a.name, http.StatusTemporaryRedirect)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		http.ServeContent(w, r, a.name, time.Time{}, bytes.NewReader(a.data))
	})
}
