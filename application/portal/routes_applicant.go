package portal

// applicantRoutes are added by the pages of that side.
var applicantRoutes []route
