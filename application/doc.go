// Package application is what the programme says and does with applications
// for top-level domains: drafting, submitting, withdrawing, and the facts
// that steps of their life cycle need.
//
// Below it stand [rootward/application/round] (what a guidebook fixes),
// [rootward/application/access] (who may do what),
// [rootward/application/namelist] (names that cannot be had) and
// [rootward/application/lifecycle] (the one door). Above it stand the rooms
// for evaluation, reports, imports, jobs and the portal.
package application
