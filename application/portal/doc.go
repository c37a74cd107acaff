// Package portal turns requests into calls of the rooms of the application,
// and their answers into pages and into an API.
//
// A route is a row of a list in routes_*.go: method, path, the permission it
// needs, and its handler. [New] refuses to start when a route has no
// permission or two rows clash; a request that matches no row is not found.
// Who asks is known before a handler runs: see [Viewer].
//
// A handler reads, calls once, and renders or redirects. A form that is
// refused comes back with status 422 and all that was typed; one that is
// accepted answers 303. Every error that a handler returns becomes a page, or
// a problem of RFC 9457 below /api/, in one place: error.go.
//
// Whoever may not see a thing and whoever asks for one that does not exist
// get the same answer.
package portal
