// Package report answers the questions of the programme in figures: how long
// each stage took, what was delegated, which strings contend.
//
// A [Query] is read from text in one place ([Parse]), whether it comes from a
// page, the API or the shell. [Service.Run] answers it with a [Result]: ordered
// columns, rows, totals and the definition of every figure. Every figure of a
// result that counts applications carries a [Selector], and [Service.Rows]
// lists exactly the applications behind it, page by page.
//
// Three promises hold for each report and are tested: its totals equal the sum
// of its rows, every number equals the length of the list behind it, and the
// number of SQL statements does not grow with the data. Lengths of stages come
// from the counters of whole days that package lifecycle keeps; no report reads
// the history.
package report
