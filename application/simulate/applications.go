package simulate

// Sketch is an invented application.
type Sketch struct {
	By      int // index into Organisations
	String  string
	Meaning string
	Mission string
	Brand   bool
	Partial bool // stays a draft with something missing
}

// Running are the applications of the round that is under evaluation. Two of
// them ask for the same string.
var Running = []Sketch{
	{By: 0, String: "مكتبات", Meaning: "libraries", Mission: "فضاء للمكتبات العامة ومقتنياتها الرقمية."},
	{By: 1, String: "nordlys", Meaning: "northern light", Mission: "A home for the services of our own network.", Brand: true},
	{By: 2, String: "としょ", Meaning: "books", Mission: "図書と読書のための名前空間です。"},
	{By: 3, String: "rioclaro", Meaning: "clear river", Mission: "Nombres para las cooperativas del valle."},
	{By: 1, String: "tidevann", Meaning: "tide", Mission: "Names for everybody who lives with the sea."},
	{By: 3, String: "tidevann", Meaning: "tide", Mission: "Un lugar para quienes viven del mar."},
}

// Open are the applications of the round that takes applications now.
var Open = []Sketch{
	{By: 0, String: "قرطاسية", Meaning: "stationery", Mission: "للورق وما يُكتب عليه.", Partial: true},
	{By: 1, String: "fjordkraft", Meaning: "power of the fjords", Mission: "Names for small producers of power.", Brand: true},
	{By: 1, String: "snøfall", Meaning: "snowfall", Mission: "", Partial: true},
	{By: 2, String: "みどり", Meaning: "green", Mission: "緑を育てる人々のための名前空間です。"},
	{By: 3, String: "cafetal", Meaning: "coffee grove", Mission: "Nombres para quienes cultivan café."},
	{By: 0, String: "مقهى", Meaning: "coffee house", Mission: "لكل من يجتمعون حول القهوة."},
}
