-- +goose Up
-- Equal for strings that may be variants of each other: edition of the rule
-- sets, colon, digest of the index key. Empty until it is computed.
ALTER TABLE applications ADD COLUMN variant_key TEXT NOT NULL DEFAULT '';
CREATE INDEX applications_variants ON applications (round_id, variant_key);
-- Contention may also be between variants.
ALTER TABLE contention_sets DROP CONSTRAINT contention_sets_basis_check;
ALTER TABLE contention_sets ADD CONSTRAINT contention_sets_basis_check CHECK (basis IN ('identical', 'variant', 'similar'));

-- +goose Down
UPDATE contention_sets SET basis = 'similar' WHERE basis = 'variant';
ALTER TABLE contention_sets DROP CONSTRAINT contention_sets_basis_check;
ALTER TABLE contention_sets ADD CONSTRAINT contention_sets_basis_check CHECK (basis IN ('identical', 'similar'));
DROP INDEX applications_variants;
ALTER TABLE applications DROP COLUMN variant_key;
