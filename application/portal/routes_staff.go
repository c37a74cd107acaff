package portal

// staffRoutes are added by the pages of that side.
var staffRoutes []route
