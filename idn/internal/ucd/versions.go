package ucd

// Current is the version that labels are judged by unless another is named:
// the one that the current edition of the root zone label generation rules is
// made on.
var Current = &unicode16_0_0

// Versions lists all versions, oldest first. The caller must not change it.
func Versions() []*Tables { return versions }

// Lookup finds a version by its full number, such as "15.0.0".
func Lookup(version string) (t *Tables, ok bool) {
	for _, t := range versions {
		if t.Version == version {
			return t, true
		}
	}
	return nil, false
}
