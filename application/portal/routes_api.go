package portal

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
)

// apiRoutes give the permissions of the API. Rows whose routes are registered
// by a mount have no handler.
var apiRoutes = []route{
	{http.MethodGet, "/api/docs", access.ReadPublic, nil},
	{http.MethodGet, "/api/openapi.json", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/labels/:label", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/labels/:label/variants", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/labels/:label/compare", access.ReadPublic, nil},
	// Questions that need no right and change nothing; their body is too long
	// for an address.
	{http.MethodPost, "/api/v1/labels/check", access.ReadPublic, nil},
	{http.MethodPost, "/api/v1/labels/collisions", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/applications", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/applications/:id", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/applications/:id/history", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/sets", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/sets/:round/:name", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/reports/:name", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/rounds", access.ReadPublic, nil},
	{http.MethodGet, "/api/v1/me", access.OwnAccount, nil},
	{http.MethodGet, "/api/v1/me/applications", access.ReadOwn, nil},
	{http.MethodGet, "/api/v1/me/tasks", access.ReadQueue, nil},
	// Which steps somebody may take on which case is for the door to say.
	{http.MethodPost, "/api/v1/applications/:id/events", access.OwnAccount, nil},
	{http.MethodPost, "/api/v1/tasks/:id/events", access.OwnAccount, nil},
}

// mounts register routes by other means than rows with handlers, such as an
// API described by types. Each of their routes has a row all the same.
var mounts = []func(*Portal, *echo.Echo) error{mountAPI}
