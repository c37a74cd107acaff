package portal

import (
	"net/http"

	"rootward/application/access"
)

// accountRoutes are those of signing in and of one's own account, and those
// that every installation has.
var accountRoutes = []route{
	{http.MethodGet, "/healthz", access.ReadPublic, (*Portal).healthShow},
	{http.MethodGet, "/static/*", access.ReadPublic, (*Portal).staticShow},
	{http.MethodGet, "/sign-in", access.Enter, (*Portal).signInShow},
	{http.MethodPost, "/sign-in", access.Enter, (*Portal).signIn},
	{http.MethodGet, "/sign-in/link/:token", access.Enter, (*Portal).signInLink},
	{http.MethodPost, "/sign-out", access.OwnAccount, (*Portal).signOut},
	{http.MethodGet, "/register", access.Enter, (*Portal).registerShow},
	{http.MethodPost, "/register", access.Enter, (*Portal).registerSave},
	{http.MethodPost, "/language", access.Enter, (*Portal).languageSave},
	{http.MethodGet, "/account", access.OwnAccount, (*Portal).accountShow},
	{http.MethodPost, "/account", access.OwnAccount, (*Portal).accountSave},
	{http.MethodGet, "/account/password", access.OwnAccount, (*Portal).passwordShow},
	{http.MethodPost, "/account/password", access.OwnAccount, (*Portal).passwordSave},
}
