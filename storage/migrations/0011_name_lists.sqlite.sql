-- +goose Up
-- Versions of name lists that operators gave in the place of the embedded ones,
-- and choices among them. Neither ever changes: the last choice of a list says
-- which version counts, and all of them are its history.
CREATE TABLE name_lists (
  list TEXT NOT NULL CHECK (list <> ''),
  version TEXT NOT NULL CHECK (version <> ''),
  day TEXT NOT NULL,
  effect TEXT NOT NULL,
  matching TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source <> ''),
  source_url TEXT NOT NULL DEFAULT '',
  licence TEXT NOT NULL DEFAULT '',
  -- SHA-256 of the file as given
  digest TEXT NOT NULL,
  names BIGINT NOT NULL CHECK (names > 0),
  -- gzip
  file {{BYTES}} NOT NULL,
  added_by TEXT NOT NULL CHECK (added_by <> ''),
  reason TEXT NOT NULL CHECK (reason <> ''),
  added_at {{TS}} NOT NULL,
  PRIMARY KEY (list, version)
);

CREATE TABLE name_choices (
  id {{ID}},
  list TEXT NOT NULL CHECK (list <> ''),
  -- NULL: the embedded list, or none if none is embedded
  version TEXT,
  chosen_by TEXT NOT NULL CHECK (chosen_by <> ''),
  reason TEXT NOT NULL CHECK (reason <> ''),
  chosen_at {{TS}} NOT NULL,
  FOREIGN KEY (list, version) REFERENCES name_lists (list, version)
);
-- +goose StatementBegin
CREATE TRIGGER name_lists_stay_u BEFORE UPDATE ON name_lists BEGIN SELECT RAISE(ABORT, 'a version of a name list never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER name_lists_stay_d BEFORE DELETE ON name_lists BEGIN SELECT RAISE(ABORT, 'a version of a name list never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER name_choices_stay_u BEFORE UPDATE ON name_choices BEGIN SELECT RAISE(ABORT, 'a choice of a name list never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER name_choices_stay_d BEFORE DELETE ON name_choices BEGIN SELECT RAISE(ABORT, 'a choice of a name list never changes'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER name_choices_stay_d;
DROP TRIGGER name_choices_stay_u;
DROP TRIGGER name_lists_stay_d;
DROP TRIGGER name_lists_stay_u;
DROP TABLE name_choices;
DROP TABLE name_lists;
