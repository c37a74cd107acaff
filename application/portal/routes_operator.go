package portal

import (
	"net/http"

	"rootward/application/access"
)

// operatorRoutes are those of the people who run a round, and of auditors.
var operatorRoutes = []route{
	{http.MethodGet, "/rounds/:id/manage", access.ManageRounds, (*Portal).roundManage},
	{http.MethodPost, "/rounds/:id/manage", access.ManageRounds, (*Portal).roundMove},
	{http.MethodGet, "/rounds/:id/rules", access.ManageRounds, (*Portal).roundRules},
	{http.MethodPost, "/rounds/:id/rules", access.ManageRounds, (*Portal).roundRulesChoose},
	{http.MethodPost, "/rounds/:id/rules/compare", access.ManageRounds, (*Portal).roundRulesCompare},
	{http.MethodGet, "/rounds/:id/applications", access.Operate, (*Portal).roundApplications},
	{http.MethodGet, "/applications/:id/manage", access.Operate, (*Portal).applicationManage},
	{http.MethodPost, "/applications/:id/manage", access.Operate, (*Portal).applicationMove},
	{http.MethodGet, "/audit", access.ReadAudit, (*Portal).auditList},
	{http.MethodGet, "/mail", access.ReadOutbox, (*Portal).outboxList},
	{http.MethodGet, "/accounts", access.ManageAccounts, (*Portal).accountsList},
	{http.MethodPost, "/accounts", access.ManageAccounts, (*Portal).accountsAdd},
}
