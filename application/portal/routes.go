package portal

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
)

// route is one row of the table of routes. A row without a handler gives the
// permission of a route that a mount registers.
type route struct {
	method string
	path   string // as echo writes it: /applications/:id
	need   access.Permission
	handle func(*Portal, echo.Context) error
}

// mount registers routes by other means than rows with handlers, such as an
// API described by types. Each of its routes has a row all the same.
type mount = func(*Portal, *echo.Echo) error

// bare are the routes that need neither session nor reader: they answer
// everybody alike.
var bare = []string{"/healthz", "/static/*"}

// allRoutes lists every route, in the order of the menus.
func allRoutes() []route {
	return slices.Concat(publicRoutes, accountRoutes, applicantRoutes, staffRoutes, operatorRoutes, apiRoutes)
}

// Route is a route as others may know it.
type Route struct {
	Method string
	Path   string
	Need   access.Permission
}

// Routes lists every route of the portal in the order of the table.
func (p *Portal) Routes() []Route {
	out := make([]Route, len(p.routes))
	for i, r := range p.routes {
		out[i] = Route{Method: r.method, Path: r.path, Need: r.need}
	}
	return out
}

func policyKey(method, path string) string { return method + " " + path }

// register puts the rows into the router and proves that every route has
// exactly one row.
func (p *Portal) register(rows []route, more []mount) error {
	p.routes, p.policies = rows, make(map[string]route, len(rows))
	shapes := map[string]string{}
	var faults []error
	for _, r := range rows {
		key := policyKey(r.method, r.path)
		if !access.Known(r.need) {
			faults = append(faults, fmt.Errorf("route %s: no such permission %q", key, r.need))
		}
		// Two paths that differ only in the names of their parameters are the
		// same to the router.
		shape := policyKey(r.method, shapeOf(r.path))
		if other, twice := shapes[shape]; twice {
			faults = append(faults, fmt.Errorf("route %s clashes with %s", key, other))
			continue
		}
		shapes[shape], p.policies[key] = key, r
		if r.handle != nil {
			p.echo.Add(r.method, r.path, func(c echo.Context) error { return r.handle(p, c) })
		}
	}
	for _, m := range more {
		if err := m(p, p.echo); err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(append(faults, p.audit()...)...)
}

// audit compares the router with the rows.
func (p *Portal) audit() []error {
	var faults []error
	routed := map[string]bool{}
	for _, r := range p.echo.Routes() {
		key := policyKey(r.Method, r.Path)
		routed[key] = true
		if _, ok := p.policies[key]; !ok {
			faults = append(faults, fmt.Errorf("route %s has no permission", key))
		}
	}
	for _, r := range p.routes {
		if key := policyKey(r.method, r.path); !routed[key] {
			faults = append(faults, fmt.Errorf("row %s has no route", key))
		}
	}
	return faults
}

// shapeOf is a path with its parameters unnamed.
func shapeOf(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, ":") {
			parts[i] = ":"
		}
	}
	return strings.Join(parts, "/")
}

// see answers 303: the browser goes to a page of ours by GET.
func see(c echo.Context, path string) error { return c.Redirect(http.StatusSeeOther, path) }
