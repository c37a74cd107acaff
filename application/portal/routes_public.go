package portal

import (
	"net/http"

	"rootward/application/access"
)

// publicRoutes are what everybody may read. Nothing behind them tells of a
// case that is not public.
var publicRoutes = []route{
	{http.MethodGet, "/", access.ReadPublic, (*Portal).homeShow},
	{http.MethodGet, "/applications", access.ReadPublic, (*Portal).applicationList},
	{http.MethodGet, "/applications/:id", access.ReadPublic, (*Portal).applicationShow},
	{http.MethodGet, "/sets", access.ReadPublic, (*Portal).setList},
	{http.MethodGet, "/sets/:round/:name", access.ReadPublic, (*Portal).setShow},
	{http.MethodGet, "/rounds", access.ReadPublic, (*Portal).roundList},
	{http.MethodGet, "/rounds/:id", access.ReadPublic, (*Portal).roundShow},
	{http.MethodGet, "/rules", access.ReadPublic, (*Portal).ruleList},
	{http.MethodGet, "/rules/:edition", access.ReadPublic, (*Portal).ruleEdition},
	{http.MethodGet, "/rules/:edition/:set", access.ReadPublic, (*Portal).ruleSetShow},
	{http.MethodGet, "/rules/:edition/:set/xml", access.ReadPublic, (*Portal).ruleSetXML},
	{http.MethodGet, "/rules/:edition/:set/file", access.ReadPublic, (*Portal).ruleSetFile},
	{http.MethodGet, "/check", access.ReadPublic, (*Portal).checkShow},
	{http.MethodGet, "/check/verdict", access.ReadPublic, (*Portal).checkVerdict},
	{http.MethodPost, "/check/verdict", access.ReadPublic, (*Portal).checkVerdict},
	{http.MethodGet, "/reports", access.ReadPublic, (*Portal).reportIndex},
	{http.MethodGet, "/reports/:name", access.ReadPublic, (*Portal).reportShow},
	{http.MethodGet, "/reports/:name/rows", access.ReadPublic, (*Portal).reportRows},
	{http.MethodGet, "/definitions", access.ReadPublic, (*Portal).definitionList},
	{http.MethodGet, "/help/workflows", access.ReadPublic, (*Portal).helpIndex},
	{http.MethodGet, "/help/workflows/:name", access.ReadPublic, (*Portal).helpWorkflow},
}
