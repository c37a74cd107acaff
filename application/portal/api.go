package portal

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"rootward/templates"
)

// apiVersion is that of the API's promise, not of the program.
const apiVersion = "1.0.0"

// mountAPI registers the operations of the API, their description and the
// page about them.
func mountAPI(p *Portal, e *echo.Echo) error {
	humaOnce.Do(ownErrors)
	config := huma.DefaultConfig("Rootward", apiVersion)
	config.OpenAPI.OpenAPI = "3.1.0"
	config.Info.Description = "Applications for top-level domains, contention sets, rounds and reports. Everything public needs no token; " +
		"operations under /me and all steps need one, sent as a Bearer token. Lists continue with the parameter after; lists never have page numbers."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.CreateHooks = nil
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "An API token of an account."}}
	api := humaecho.New(e, config)
	api.UseMiddleware(func(ctx huma.Context, next func(huma.Context)) {
		next(huma.WithValue(ctx, apiContextKey{}, humaecho.Unwrap(ctx)))
	})
	p.publicOperations(api)
	p.ownOperations(api)
	spec, err := json.MarshalIndent(api.OpenAPI(), "", " ")
	if err != nil {
		return fmt.Errorf("describing the API: %w", err)
	}
	e.GET("/api/openapi.json", func(c echo.Context) error { return c.JSONBlob(http.StatusOK, spec) })
	e.GET("/api/docs", func(c echo.Context) error { return p.apiDocs(c, api.OpenAPI()) })
	return nil
}

type apiContextKey struct{}

// operation registers one operation. Its errors become problems like those of
// every route.
func operation[I, O any](p *Portal, api huma.API, op huma.Operation, f func(ctx context.Context, c echo.Context, in *I) (*O, error)) {
	op.Errors = append(op.Errors, http.StatusUnprocessableEntity, http.StatusInternalServerError)
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		c, ok := ctx.Value(apiContextKey{}).(echo.Context)
		if !ok {
			return nil, newProblem(http.StatusInternalServerError, "internal", "")
		}
		out, err := f(ctx, c, in)
		if err != nil {
			return nil, p.problemOf(ctx, c, err)
		}
		return out, nil
	})
}

// get describes an operation that reads.
func get(id, path, summary string, tag string, errors ...int) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Tags: []string{tag}, Errors: errors}
}

// secured is an operation that needs a token.
func secured(op huma.Operation) huma.Operation {
	op.Security = []map[string][]string{{"token": {}}}
	op.Errors = append(op.Errors, http.StatusUnauthorized)
	return op
}

// apiDocs lists the operations as a page of ours, without any script.
func (p *Portal) apiDocs(c echo.Context, spec *huma.OpenAPI) error {
	v := templates.APIDocs{Spec: "/api/openapi.json", Version: apiVersion}
	for _, path := range apiPaths(spec) {
		for _, x := range []struct {
			method string
			op     *huma.Operation
		}{{http.MethodGet, spec.Paths[path].Get}, {http.MethodPost, spec.Paths[path].Post}} {
			if x.op != nil {
				v.Operations = append(v.Operations, apiOperation(x.method, path, x.op))
			}
		}
	}
	page := p.page(c, "nav.api")
	page.Nav = "api"
	return p.render(c, http.StatusOK, page, v)
}

// apiPaths lists the paths in the order of the table of routes.
func apiPaths(spec *huma.OpenAPI) []string {
	var out []string
	for _, r := range apiRoutes {
		path := bracketed(r.path)
		if spec.Paths[path] != nil {
			out = append(out, path)
		}
	}
	return out
}

// bracketed writes the parameters of a path as OpenAPI does.
func bracketed(path string) string {
	out, inside := []byte{}, false
	for i := range len(path) {
		switch {
		case path[i] == ':':
			inside = true
			out = append(out, '{')
			continue
		case path[i] == '/' && inside:
			inside = false
			out = append(out, '}')
		}
		out = append(out, path[i])
	}
	if inside {
		out = append(out, '}')
	}
	return string(out)
}

func apiOperation(method, path string, op *huma.Operation) templates.APIOperation {
	out := templates.APIOperation{
		ID: op.OperationID, Method: method, Path: path, Text: templates.T("api." + op.OperationID), Token: len(op.Security) > 0,
	}
	for _, x := range op.Parameters {
		note := ""
		if x.Schema != nil {
			note = x.Schema.Type
		}
		out.Parameters = append(out.Parameters, templates.APIParameter{Name: x.Name, In: x.In, Note: note, Text: x.Description, Required: x.Required})
	}
	return out
}
