// Package templates is what the reader sees: pages, their words and their
// look.
//
// A handler fills a view struct and calls [Set.Render]; the type of the view
// selects its file through the table in views.go. Views carry facts that the
// portal has already decided: strings, numbers, instants, and [Text] values
// that name a message. They carry no domain types, and nothing here reads a
// database, so a page can be looked at with sample data alone.
//
// Words live in locale/LANGUAGE/*.json, one folder per language. Drawings are
// computed from figures when the page is rendered, in the page's language and
// direction.
package templates
