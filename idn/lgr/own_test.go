package lgr

import (
	"strings"
	"testing"
)

func TestOwnRepertoire(t *testing.T) {
	data := `<char cp="0061"/><char cp="0062"><var cp="0062" type="foreign"/></char>` +
		`<char cp="0063"><var cp="0063" type="kept"/></char><range first-cp="0064" last-cp="0065"/>` +
		`<char cp="0066 0067"/><char cp="0068 0069"><var cp="0068 0069" type="foreign"/></char>` +
		`<char cp="006A"><var cp="006A" type="foreign" when="first"/></char><char cp="006B"><var cp="0061" type="foreign"/></char>`
	first := `<rule name="first"><look-behind><start/></look-behind><anchor/></rule><rule name="begin"><start/></rule>`
	for _, c := range []struct{ name, actions, want string }{
		{"the type is refused by an action", `<action disp="invalid" any-variant="foreign"/>`, "acdefgjk"},
		{"an action with another disposition may come first", `<action disp="valid" any-variant="kept"/><action disp="invalid" any-variant="foreign"/>`, "abcdefghijk"},
		{"a test of all variants that does not name the type may not", `<action disp="valid" all-variants="kept"/><action disp="invalid" any-variant="foreign"/>`, "acdefgjk"},
		{"a test of all variants that names the type may", `<action disp="valid" all-variants="kept foreign"/><action disp="invalid" any-variant="foreign"/>`, "abcdefghijk"},
		{"an action with a rule refuses only some labels", `<action disp="invalid" match="begin" any-variant="foreign"/>`, "abcdefghijk"},
		{"no action names the type", ``, "abcdefghijk"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, err := Parse(strings.NewReader(wrap(data, first+c.actions)))
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, r := range g.OwnRepertoire() {
				for cp := r.Lo; cp <= r.Hi; cp++ {
					got.WriteRune(cp)
				}
			}
			if got.String() != c.want {
				t.Errorf("own repertoire %s, want %s", got.String(), c.want)
			}
		})
	}
}

func TestOwnRepertoireUnderDefaultActions(t *testing.T) {
	g, err := Parse(strings.NewReader(wrap(`<char cp="0061"/><char cp="0062"><var cp="0062" type="invalid"/></char>`, "")))
	if err != nil {
		t.Fatal(err)
	}
	if own := g.OwnRepertoire(); !own.Contains('a') || own.Contains('b') {
		t.Errorf("own repertoire %v, want a only", own)
	}
}
