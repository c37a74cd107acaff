package portal

// publicRoutes are added by the pages of that side.
var publicRoutes []route
