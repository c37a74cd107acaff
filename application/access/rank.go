package access

// Ranks are those of members of an organisation, in the order they are shown.
var Ranks = []Rank{Primary, Additional}

// places is how many members of each rank an organisation may have: exactly
// two primary and up to five additional ones (programme FAQ 1459).
var places = map[Rank]int{Primary: 2, Additional: 5}

// Places tells how many more members of a rank an organisation with these
// members may take. Members who are locked out hold no place.
func Places(r Rank, members []Account) int {
	free := places[r]
	for _, m := range members {
		if m.Rank == r && !m.Disabled {
			free--
		}
	}
	return max(free, 0)
}
