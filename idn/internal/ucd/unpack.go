package ucd

const (
	last      = 0x10FFFF
	blockBits = 7
	blockMask = 1<<blockBits - 1

	// A run is one word: its first code point and its value, which is a
	// place in the list of records or says that the next newer version has
	// the right one.
	valueBits = 11
	valueMask = 1<<valueBits - 1
	asInNewer = valueMask
)

// index finds the record of a code point: its block, then its place there.
// Blocks of one value are shared.
type index struct {
	block [(last + 1) >> blockBits]uint16
	value []uint16
}

// unpack makes the index. Two goroutines may do it at once: the results are
// equal, so either may be kept.
func (t *Tables) unpack() *index {
	x := &index{}
	runs := t.all()
	uniform := map[uint16]uint16{}
	for block := range x.block {
		first := uint32(block) << blockBits
		for len(runs) > 1 && runs[1]>>valueBits <= first {
			runs = runs[1:]
		}
		next := uint16(len(x.value) >> blockBits & 0xFFFF)
		if len(runs) == 1 || runs[1]>>valueBits > first|blockMask {
			value := uint16(runs[0] & valueMask)
			if at, ok := uniform[value]; ok {
				x.block[block] = at
				continue
			}
			uniform[value] = next
		}
		x.block[block] = next
		x.value = appendBlock(x.value, runs, first)
	}
	t.index.Store(x)
	return x
}

func appendBlock(values []uint16, runs []uint32, first uint32) []uint16 {
	for r := first; r <= first|blockMask; r++ {
		for len(runs) > 1 && runs[1]>>valueBits <= r {
			runs = runs[1:]
		}
		values = append(values, uint16(runs[0]&valueMask))
	}
	return values
}

// all are the runs of the version, with what newer ones share put in.
func (t *Tables) all() []uint32 {
	if t.newer == nil {
		return t.runs
	}
	return overlay(t.newer.all(), t.runs)
}

// overlay puts runs over those of a newer version. Both begin at 0.
func overlay(under, over []uint32) []uint32 {
	merged := make([]uint32, 0, len(under)+len(over))
	for u, o := 0, 0; ; {
		first := max(under[u]>>valueBits, over[o]>>valueBits)
		value := over[o] & valueMask
		if value == asInNewer {
			value = under[u] & valueMask
		}
		if n := len(merged); n == 0 || merged[n-1]&valueMask != value {
			merged = append(merged, first<<valueBits|value)
		}
		nextUnder, nextOver := begin(under, u+1), begin(over, o+1)
		if nextUnder > last && nextOver > last {
			return merged
		}
		if nextUnder <= nextOver {
			u++
		}
		if nextOver <= nextUnder {
			o++
		}
	}
}

// begin is where run i begins, beyond all code points if there is none.
func begin(runs []uint32, i int) uint32 {
	if i >= len(runs) {
		return last + 1
	}
	return runs[i] >> valueBits
}
