package templates

// navItem is an entry of the main menu.
type navItem struct {
	ID    string   // Page.Nav names the current one
	Href  string   // where it leads; the portal routes these
	Key   string   // its message
	Roles []string // who sees it; nil is everybody
}

// The menus, in the order they are shown.
var (
	publicMenu = []navItem{
		{ID: "applications", Href: "/applications", Key: "nav.applications"},
		{ID: "sets", Href: "/sets", Key: "nav.sets"},
		{ID: "reports", Href: "/reports", Key: "nav.reports"},
		{ID: "check", Href: "/check", Key: "nav.check"},
		{ID: "rounds", Href: "/rounds", Key: "nav.rounds"},
	}
	applicantMenu = []navItem{
		{ID: "portfolio", Href: "/portfolio", Key: "nav.portfolio"},
		{ID: "messages", Href: "/messages", Key: "nav.messages"},
		{ID: "organisation", Href: "/organisation", Key: "nav.organisation"},
		{ID: "applications", Href: "/applications", Key: "nav.published"},
		{ID: "reports", Href: "/reports", Key: "nav.reports"},
	}
	staffMenu = []navItem{
		{ID: "queue", Href: "/queue", Key: "nav.queue", Roles: []string{"evaluator", "decider"}},
		{ID: "applications", Href: "/applications", Key: "nav.applications"},
		{ID: "sets", Href: "/sets", Key: "nav.sets"},
		{ID: "rounds", Href: "/rounds", Key: "nav.rounds", Roles: []string{"operator"}},
		{ID: "reports", Href: "/reports", Key: "nav.reports"},
		{ID: "mail", Href: "/mail", Key: "nav.mail", Roles: []string{"operator", "auditor"}},
		{ID: "audit", Href: "/audit", Key: "nav.audit", Roles: []string{"auditor", "operator"}},
		{ID: "accounts", Href: "/accounts", Key: "nav.accounts", Roles: []string{"operator"}},
		{ID: "help", Href: "/help/workflows", Key: "nav.help"},
	}
	footMenu = []navItem{
		{ID: "rules", Href: "/rules", Key: "nav.rules"},
		{ID: "definitions", Href: "/definitions", Key: "nav.definitions"},
		{ID: "help", Href: "/help/workflows", Key: "nav.workflows"},
		{ID: "api", Href: "/api/docs", Key: "nav.api"},
	}
)

// menu returns the main menu of a page, without what its reader may not see.
func menu(p *Page) []navItem {
	all := publicMenu
	switch {
	case p.Staff:
		all = staffMenu
	case p.User.Has("applicant"):
		all = applicantMenu
	}
	var seen []navItem
	for _, item := range all {
		if allowed(item.Roles, p.User) {
			seen = append(seen, item)
		}
	}
	return seen
}

func allowed(roles []string, user *PageUser) bool {
	for _, r := range roles {
		if user.Has(r) {
			return true
		}
	}
	return len(roles) == 0
}

// MenuPaths lists every address the menus lead to, each once, so that a test
// of the portal can prove that all of them are routed.
func MenuPaths() []string {
	seen := map[string]bool{}
	var paths []string
	for _, list := range [][]navItem{publicMenu, applicantMenu, staffMenu, footMenu} {
		for _, item := range list {
			if !seen[item.Href] {
				seen[item.Href] = true
				paths = append(paths, item.Href)
			}
		}
	}
	return paths
}
