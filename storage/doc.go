// Package storage keeps everything in one database: SQLite in a file, or
// PostgreSQL. Rows are private to this package; callers see the types of the
// rooms above, and one set of migrations and one set of queries serves both.
//
// Use cases own their transactions: [Store.InTx] puts one into the context
// and every method of [Store] joins the one it finds there.
package storage
