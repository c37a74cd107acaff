package portal

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/templates"
)

// healthShow answers 200 when the database answers and has a schema that we
// can work with, 503 otherwise. What is wrong stands in the log.
func (p *Portal) healthShow(c echo.Context) error {
	ctx := c.Request().Context()
	c.Response().Header().Set("Cache-Control", "no-store")
	for _, check := range []struct {
		what string
		err  error
	}{{"database", p.Health.Ping(ctx)}, {"schema", p.Health.Ready(ctx)}} {
		if check.err != nil {
			p.Log.ErrorContext(ctx, "not healthy", "what", check.what, "error", check.err)
			return c.String(http.StatusServiceUnavailable, check.what+"\n") //nolint:wrapcheck // the connection is gone
		}
	}
	return c.String(http.StatusOK, "ok\n") //nolint:wrapcheck // the connection is gone
}

func (p *Portal) staticShow(c echo.Context) error {
	templates.StaticHandler().ServeHTTP(c.Response(), c.Request())
	return nil
}
