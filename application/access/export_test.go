package access

// Hashings counts how often a password was hashed or compared.
func (s *Service) Hashings() int64 { return s.hasher.turns.Load() }
