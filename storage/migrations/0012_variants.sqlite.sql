-- +goose Up
-- Equal for strings that may be variants of each other: edition of the rule
-- sets, colon, digest of the index key. Empty until it is computed.
ALTER TABLE applications ADD COLUMN variant_key TEXT NOT NULL DEFAULT '';
CREATE INDEX applications_variants ON applications (round_id, variant_key);
-- Contention may also be between variants; a check cannot be changed in place.
CREATE TABLE kept_members AS SELECT round_id, set_name, application_id FROM contention_members;
CREATE TABLE kept_sets AS SELECT round_id, name, basis, source FROM contention_sets;
DROP TABLE contention_members;
DROP TABLE contention_sets;
CREATE TABLE contention_sets (
  round_id TEXT NOT NULL REFERENCES rounds (id),
  name TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('identical', 'variant', 'similar')),
  source TEXT NOT NULL CHECK (source <> ''),
  PRIMARY KEY (round_id, name)
);
CREATE TABLE contention_members (
  round_id TEXT NOT NULL,
  set_name TEXT NOT NULL,
  application_id TEXT NOT NULL REFERENCES applications (id),
  PRIMARY KEY (round_id, set_name, application_id),
  FOREIGN KEY (round_id, set_name) REFERENCES contention_sets (round_id, name)
);
CREATE INDEX contention_members_application ON contention_members (application_id);
INSERT INTO contention_sets (round_id, name, basis, source) SELECT round_id, name, basis, source FROM kept_sets;
INSERT INTO contention_members (round_id, set_name, application_id) SELECT round_id, set_name, application_id FROM kept_members;
DROP TABLE kept_members;
DROP TABLE kept_sets;

-- +goose Down
DROP INDEX applications_variants;
ALTER TABLE applications DROP COLUMN variant_key;
UPDATE contention_sets SET basis = 'similar' WHERE basis = 'variant';
CREATE TABLE kept_members AS SELECT round_id, set_name, application_id FROM contention_members;
CREATE TABLE kept_sets AS SELECT round_id, name, basis, source FROM contention_sets;
DROP TABLE contention_members;
DROP TABLE contention_sets;
CREATE TABLE contention_sets (
  round_id TEXT NOT NULL REFERENCES rounds (id),
  name TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('identical', 'similar')),
  source TEXT NOT NULL CHECK (source <> ''),
  PRIMARY KEY (round_id, name)
);
CREATE TABLE contention_members (
  round_id TEXT NOT NULL,
  set_name TEXT NOT NULL,
  application_id TEXT NOT NULL REFERENCES applications (id),
  PRIMARY KEY (round_id, set_name, application_id),
  FOREIGN KEY (round_id, set_name) REFERENCES contention_sets (round_id, name)
);
CREATE INDEX contention_members_application ON contention_members (application_id);
INSERT INTO contention_sets (round_id, name, basis, source) SELECT round_id, name, basis, source FROM kept_sets;
INSERT INTO contention_members (round_id, set_name, application_id) SELECT round_id, set_name, application_id FROM kept_members;
DROP TABLE kept_members;
DROP TABLE kept_sets;
