-- +goose Up
-- Editions of label generation rules as they were given. An edition never
-- changes; one that a round was ever judged by stays.
CREATE TABLE rule_editions (
  id TEXT PRIMARY KEY CHECK (id <> ''),
  day TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source <> ''),
  source_url TEXT NOT NULL DEFAULT '',
  -- SHA-256 over the names and the digests of its files, in order
  digest TEXT NOT NULL,
  sets BIGINT NOT NULL CHECK (sets > 0),
  added_by TEXT NOT NULL CHECK (added_by <> ''),
  added_at {{TS}} NOT NULL,
  -- a removed one keeps its id, so that no other takes it
  removed_by TEXT NOT NULL DEFAULT '',
  removed_at {{TS}}
);

CREATE TABLE rule_sets (
  edition_id TEXT NOT NULL REFERENCES rule_editions (id),
  place BIGINT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  octets BIGINT NOT NULL,
  facts {{JSON}} NOT NULL,
  -- gzip
  xml {{BYTES}} NOT NULL,
  PRIMARY KEY (edition_id, name)
);

-- Every choice of an edition for a round, by the version of the round's
-- history that says so. The last one is in force. kept is NULL when the
-- program carries the edition itself.
CREATE TABLE round_editions (
  round_id TEXT NOT NULL REFERENCES rounds (id),
  version BIGINT NOT NULL,
  edition TEXT NOT NULL CHECK (edition <> ''),
  kept TEXT REFERENCES rule_editions (id),
  digest TEXT NOT NULL,
  chosen_by TEXT NOT NULL CHECK (chosen_by <> ''),
  chosen_at {{TS}} NOT NULL,
  CHECK (kept IS NULL OR kept = edition),
  PRIMARY KEY (round_id, version)
);
CREATE INDEX round_editions_kept ON round_editions (kept);

-- What another edition would change for the applications of a round.
CREATE TABLE rule_comparisons (
  id {{ID}},
  round_id TEXT NOT NULL REFERENCES rounds (id),
  old_edition TEXT NOT NULL,
  old_digest TEXT NOT NULL,
  new_edition TEXT NOT NULL,
  new_digest TEXT NOT NULL,
  asked_by TEXT NOT NULL CHECK (asked_by <> ''),
  asked_at {{TS}} NOT NULL,
  done BIGINT NOT NULL DEFAULT 0,
  total BIGINT NOT NULL DEFAULT 0,
  finished_at {{TS}},
  failure TEXT NOT NULL DEFAULT '',
  summary {{JSON}} NOT NULL DEFAULT '{}'
);
CREATE INDEX rule_comparisons_round ON rule_comparisons (round_id, id);

CREATE TABLE rule_changes (
  comparison_id BIGINT NOT NULL REFERENCES rule_comparisons (id),
  application_id TEXT NOT NULL REFERENCES applications (id),
  a_label TEXT NOT NULL,
  kinds TEXT NOT NULL,
  change {{JSON}} NOT NULL,
  PRIMARY KEY (comparison_id, a_label, application_id)
);

CREATE TABLE rule_collisions (
  comparison_id BIGINT NOT NULL REFERENCES rule_comparisons (id),
  place BIGINT NOT NULL,
  gained BOOLEAN NOT NULL,
  part BIGINT NOT NULL,
  application_id TEXT NOT NULL REFERENCES applications (id),
  PRIMARY KEY (comparison_id, place, application_id)
);
-- +goose StatementBegin
CREATE TRIGGER rule_editions_stay_u BEFORE UPDATE ON rule_editions
WHEN OLD.removed_by <> '' OR NEW.removed_by = ''
  OR (NEW.id, NEW.day, NEW.source, NEW.source_url, NEW.digest, NEW.sets, NEW.added_by, NEW.added_at) <> (OLD.id, OLD.day, OLD.source, OLD.source_url, OLD.digest, OLD.sets, OLD.added_by, OLD.added_at)
  OR EXISTS (SELECT 1 FROM round_editions WHERE kept = OLD.id)
BEGIN SELECT RAISE(ABORT, 'an edition of rules never changes, and one in use stays'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER rule_editions_stay_d BEFORE DELETE ON rule_editions BEGIN SELECT RAISE(ABORT, 'an edition of rules keeps its id'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER rule_sets_stay_u BEFORE UPDATE ON rule_sets BEGIN SELECT RAISE(ABORT, 'a rule set never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER rule_sets_stay_d BEFORE DELETE ON rule_sets
WHEN (SELECT removed_by FROM rule_editions WHERE id = OLD.edition_id) = ''
BEGIN SELECT RAISE(ABORT, 'a rule set goes only with its edition'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER round_editions_stay_u BEFORE UPDATE ON round_editions BEGIN SELECT RAISE(ABORT, 'a choice of rules never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER round_editions_stay_d BEFORE DELETE ON round_editions BEGIN SELECT RAISE(ABORT, 'a choice of rules never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER round_editions_follow BEFORE INSERT ON round_editions
WHEN NOT EXISTS (SELECT 1 FROM history WHERE case_kind = 'round' AND case_id = NEW.round_id AND version = NEW.version AND event = 'choose_rules')
  OR EXISTS (SELECT 1 FROM rule_editions WHERE id = NEW.kept AND removed_by <> '')
BEGIN SELECT RAISE(ABORT, 'rules of a round change only with its history'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER round_editions_follow;
DROP TRIGGER round_editions_stay_d;
DROP TRIGGER round_editions_stay_u;
DROP TRIGGER rule_sets_stay_d;
DROP TRIGGER rule_sets_stay_u;
DROP TRIGGER rule_editions_stay_d;
DROP TRIGGER rule_editions_stay_u;
DROP TABLE rule_collisions;
DROP TABLE rule_changes;
DROP TABLE rule_comparisons;
DROP TABLE round_editions;
DROP TABLE rule_sets;
DROP TABLE rule_editions;
