package lgr

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rootward/idn/internal/ucd"
)

// allCategories are the values of General_Category.
var allCategories = strings.Fields("Cn Ll Lm Lo Mn Mc Me Lt Lu Nd Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So Zl Zp Zs Cc Cf Co Cs")

// categoryGroups are its values that stand for several (UAX 44, table 12).
var categoryGroups = map[string][]string{
	"LC": {"Lu", "Ll", "Lt"},
	"L":  {"Lu", "Ll", "Lt", "Lm", "Lo"},
	"M":  {"Mn", "Mc", "Me"},
	"N":  {"Nd", "Nl", "No"},
	"P":  {"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"},
	"S":  {"Sm", "Sc", "Sk", "So"},
	"Z":  {"Zs", "Zl", "Zp"},
	"C":  {"Cc", "Cf", "Cs", "Co", "Cn"},
}

// allBidi are the values of Bidi_Class.
var allBidi = strings.Fields("L R AL EN ES ET AN CS NSM BN B S WS ON LRE LRO RLE RLO PDF LRI RLI FSI PDI")

// allJoining are the values of Joining_Type, allQuick those of NFC_Quick_Check.
var (
	allJoining = []string{"U", "R", "L", "D", "C", "T"}
	allQuick   = []string{"Y", "N", "M"}
)

// combiningClasses are the names of Canonical_Combining_Class; other values are numbers.
var combiningClasses = map[string]uint8{
	"NR": 0, "OV": 1, "HANR": 6, "NK": 7, "KV": 8, "VR": 9, "ATBL": 200, "ATB": 202, "ATA": 214, "ATAR": 216, "BL": 218,
	"B": 220, "BR": 222, "L": 224, "R": 226, "AL": 228, "A": 230, "AR": 232, "DB": 233, "DA": 234, "IS": 240,
}

// binaryProperties are those that Go's standard library has, by their short
// aliases. As there are no tables of them by version, the code points that the
// version of the ruleset has not assigned are left out.
var binaryProperties = map[string][]*unicode.RangeTable{
	"Alpha":  {unicode.Lu, unicode.Ll, unicode.Lt, unicode.Lm, unicode.Lo, unicode.Nl, unicode.Other_Alphabetic},
	"Lower":  {unicode.Ll, unicode.Other_Lowercase},
	"Upper":  {unicode.Lu, unicode.Other_Uppercase},
	"Dash":   {unicode.Dash},
	"Dep":    {unicode.Deprecated},
	"Dia":    {unicode.Diacritic},
	"Ext":    {unicode.Extender},
	"Hex":    {unicode.Hex_Digit},
	"AHex":   {unicode.ASCII_Hex_Digit},
	"Hyphen": {unicode.Hyphen},
	"Ideo":   {unicode.Ideographic},
	"UIdeo":  {unicode.Unified_Ideograph},
	"Join_C": {unicode.Join_Control},
	"LOE":    {unicode.Logical_Order_Exception},
	"NChar":  {unicode.Noncharacter_Code_Point},
	"QMark":  {unicode.Quotation_Mark},
	"SD":     {unicode.Soft_Dotted},
	"STerm":  {unicode.Sentence_Terminal},
	"Term":   {unicode.Terminal_Punctuation},
	"VS":     {unicode.Variation_Selector},
	"WSpace": {unicode.White_Space},
}

// truth reads the values of binary properties.
func truth(value string) (bool, error) {
	switch value {
	case "Y", "Yes", "T", "True":
		return true, nil
	case "N", "No", "F", "False":
		return false, nil
	}
	return false, fmt.Errorf("%q is neither Y nor N", value)
}

func binarySet(t *ucd.Tables, tables []*unicode.RangeTable, yes bool) Set {
	var members, assigned []Range
	for _, table := range tables {
		members = append(members, tableRanges(table)...)
	}
	t.Runs(func(first, last rune, record *ucd.Record) {
		if record.Category != ucd.Cn {
			assigned = append(assigned, Range{first, last})
		}
	})
	// Noncharacters are never assigned, and the same in all versions.
	set := newSet(members)
	if !slices.Contains(tables, unicode.Noncharacter_Code_Point) {
		set = set.intersect(newSet(assigned))
	}
	if yes {
		return set
	}
	return set.complement()
}

func tableRanges(table *unicode.RangeTable) []Range {
	var ranges []Range
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			ranges = append(ranges, Range{lo, hi})
			return
		}
		for r := lo; r <= hi; r += stride {
			ranges = append(ranges, Range{r, r})
		}
	}
	for _, r := range table.R16 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range table.R32 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return ranges
}
