package portal

import "github.com/labstack/echo/v4"

// apiRoutes give the permissions of the API. Rows whose routes are registered
// by a mount have no handler.
var apiRoutes []route

// mounts register routes by other means than rows with handlers, such as an
// API described by types. Each of their routes has a row all the same.
var mounts []func(*Portal, *echo.Echo) error
