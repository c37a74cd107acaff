// Package evaluation is the work of the panels: tasks, findings,
// recommendations, decisions.
//
// When an application enters a stage that has panels, [OpenTasks] opens one
// task for each. An evaluator claims a task under a lease, writes a finding
// for each criterion and recommends; somebody else decides. When the last
// task of the stage is decided, [FollowTasks] moves the application, with the
// reasons and sources of all decisions.
//
// Every change of state of a task goes through the door; the columns kept
// beside it (who holds it, until when, who recommended what) are written by
// an effect in the same transaction and follow from its history.
//
// Who comes from the applicant's own organisation has a conflict of interest:
// for them the task does not exist, in lists, counts and search as little as
// by its address.
package evaluation
