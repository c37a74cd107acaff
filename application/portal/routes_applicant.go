package portal

import (
	"net/http"

	"rootward/application/access"
)

// applicantRoutes are those of the members of an organisation that applies.
// What binds the organisation is for its primary members; see
// access.Permissions.
var applicantRoutes = []route{
	{http.MethodGet, "/portfolio", access.ReadOwn, (*Portal).portfolioShow},
	{http.MethodPost, "/portfolio", access.EditDraft, (*Portal).draftCreate},
	{http.MethodGet, "/messages", access.ReadOwn, (*Portal).messagesShow},
	{http.MethodGet, "/organisation", access.ReadOwn, (*Portal).organisationShow},
	{http.MethodPost, "/organisation", access.ManageOrganisation, (*Portal).memberAdd},
	{http.MethodGet, "/drafts/:id", access.ReadOwn, (*Portal).draftShow},
	{http.MethodGet, "/drafts/:id/preview", access.ReadOwn, (*Portal).draftPreview},
	{http.MethodGet, "/drafts/:id/submit", access.ReadOwn, (*Portal).submitShow},
	{http.MethodPost, "/drafts/:id/submit", access.BindOrganisation, (*Portal).submit},
	{http.MethodGet, "/drafts/:id/receipt", access.ReadOwn, (*Portal).receiptShow},
	{http.MethodGet, "/drafts/:id/receipt.json", access.ReadOwn, (*Portal).receiptDownload},
	{http.MethodPost, "/drafts/:id/recall", access.BindOrganisation, (*Portal).recall},
	{http.MethodGet, "/drafts/:id/withdraw", access.ReadOwn, (*Portal).withdrawShow},
	{http.MethodPost, "/drafts/:id/withdraw", access.BindOrganisation, (*Portal).withdraw},
	{http.MethodPost, "/drafts/:id/steps/:event", access.BindOrganisation, (*Portal).applicantStep},
	{http.MethodGet, "/drafts/:id/:section", access.ReadOwn, (*Portal).sectionShow},
	{http.MethodPost, "/drafts/:id/:section", access.EditDraft, (*Portal).sectionSave},
	{http.MethodPost, "/drafts/:id/:section/autosave", access.EditDraft, (*Portal).sectionAutosave},
}
