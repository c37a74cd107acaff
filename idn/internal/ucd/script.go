package ucd

// Script names a script: its ISO 15924 code and Unicode's English name.
type Script struct{ Code, Name string }

// ScriptIndex is the place of a script; it is the same in all versions.
type ScriptIndex uint8

// Script is the script of r; code points of no script have the code Zzzz.
func (t *Tables) Script(r rune) Script { return scripts[t.Of(r).Script] }

// ScriptIndex is the script of r by its place.
func (t *Tables) ScriptIndex(r rune) ScriptIndex { return t.Of(r).Script }

// At is the script at a place.
func (t *Tables) At(i ScriptIndex) Script { return scripts[i] }

// Index is the place of a script by its ISO 15924 code; ok is false for a
// code that this version does not have.
func (t *Tables) Index(code string) (i ScriptIndex, ok bool) {
	for i, s := range scripts[:t.scripts] {
		if s.Code == code {
			return ScriptIndex(i), true
		}
	}
	return 0, false
}

// ScriptExtensions are the scripts that use r, or nil when that is its own
// script alone. The caller must not change them.
func (t *Tables) ScriptExtensions(r rune) []ScriptIndex { return t.Of(r).Extensions() }

// UsedIn reports whether the Script_Extensions of r have the script.
func (t *Tables) UsedIn(r rune, i ScriptIndex) bool {
	record := t.Of(r)
	if record.Extension == 0 {
		return record.Script == i
	}
	for _, s := range record.Extensions() {
		if s == i {
			return true
		}
	}
	return false
}

// Extensions are the scripts of Script_Extensions, or nil when it is the
// script itself alone. The caller must not change them.
func (r *Record) Extensions() []ScriptIndex { return scriptSets[r.Extension] }

// Scripts is how many scripts there are in any version: places are below it.
func Scripts() int { return len(scripts) }

// ExtensionSets are the sets of scripts that Record.Extension is a place of.
// The caller must not change them.
func ExtensionSets() [][]ScriptIndex { return scriptSets }
