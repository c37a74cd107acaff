package lifecycle

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// seal returns the hash of a row: SHA-256 over the hash of the row before it
// and every field that says what happened, in which life cycle and round. The
// row's own number is left out, since the database gives it.
func seal(e Entry, s Snapshot) (string, error) {
	at := ""
	if e.At.Known {
		at = e.At.At.UTC().Format(time.RFC3339)
	}
	body, err := json.Marshal([]any{
		s.Definition.Name, s.Round, e.PrevHash, e.Case.Kind, e.Case.ID, e.Version, e.Event, e.From, e.To, e.Actor, e.Role, e.Behalf, e.Reason,
		e.Sources, e.Decision, at, e.Entered.UTC().Format(time.RFC3339), e.Policy, e.Hold, e.HoldID, e.Kinds,
	})
	if err != nil {
		return "", fmt.Errorf("sealing history of %s: %w", e.Case, err)
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}
