package portal

import (
	"net/http"

	"rootward/application/access"
)

// staffRoutes are those of the people who judge: what they must do, and each
// task.
var staffRoutes = []route{
	{http.MethodGet, "/queue", access.ReadQueue, (*Portal).queueShow},
	{http.MethodPost, "/queue/next", access.ReadQueue, (*Portal).queueNext},
	{http.MethodGet, "/tasks/:id", access.ReadTask, (*Portal).taskShow},
	{http.MethodPost, "/tasks/:id/claim", access.Evaluate, (*Portal).taskClaim},
	{http.MethodPost, "/tasks/:id/release", access.Evaluate, (*Portal).taskRelease},
	{http.MethodPost, "/tasks/:id/renew", access.Evaluate, (*Portal).taskRenew},
	{http.MethodPost, "/tasks/:id/findings/:criterion", access.Evaluate, (*Portal).findingSave},
	{http.MethodPost, "/tasks/:id/recommend", access.Evaluate, (*Portal).taskRecommend},
	{http.MethodPost, "/tasks/:id/decide", access.Decide, (*Portal).taskDecide},
	{http.MethodPost, "/tasks/:id/send-back", access.Decide, (*Portal).taskSendBack},
}
