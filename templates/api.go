package templates

// APIDocs describes the API, operation by operation.
type APIDocs struct {
	Version    string
	Spec       string // address of the OpenAPI description
	Operations []APIOperation
}

// APIOperation is one operation of the API.
type APIOperation struct {
	ID         string // anchor
	Method     string
	Path       string
	Text       Text
	Token      bool // it needs a token
	Parameters []APIParameter
}

// APIParameter is one parameter of an operation, as OpenAPI describes it.
type APIParameter struct {
	Name     string
	In       string // path or query
	Note     string // its type
	Text     string // in English, as in the OpenAPI description
	Required bool
}
