-- +goose Up
CREATE TABLE applications (
  id TEXT PRIMARY KEY,
  round_id TEXT NOT NULL REFERENCES rounds (id),
  organisation_id TEXT REFERENCES organisations (id),
  applicant TEXT NOT NULL DEFAULT '',
  -- false when the list that the application comes from does not name it
  applicant_known BOOLEAN NOT NULL DEFAULT TRUE,
  country TEXT NOT NULL DEFAULT '',
  region TEXT NOT NULL DEFAULT '',
  string TEXT NOT NULL DEFAULT '',
  a_label TEXT NOT NULL DEFAULT '',
  final_string TEXT NOT NULL DEFAULT '',
  final_a_label TEXT NOT NULL DEFAULT '',
  script TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  meaning TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  folded TEXT NOT NULL DEFAULT '',
  revision BIGINT NOT NULL DEFAULT 1,
  created_at {{TS}} NOT NULL,
  saved_at {{TS}} NOT NULL
);
CREATE INDEX applications_round_label ON applications (round_id, a_label);
CREATE INDEX applications_round_final ON applications (round_id, final_a_label);
CREATE INDEX applications_organisation ON applications (organisation_id, id);

CREATE TABLE answers (
  application_id TEXT NOT NULL REFERENCES applications (id),
  question TEXT NOT NULL,
  value TEXT NOT NULL,
  revision BIGINT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at {{TS}} NOT NULL,
  PRIMARY KEY (application_id, question)
);

-- A receipt keeps what was submitted, word for word, with its digest.
CREATE TABLE receipts (
  number TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id),
  version BIGINT NOT NULL,
  submitted_at {{TS}} NOT NULL,
  digest TEXT NOT NULL,
  content {{JSON}} NOT NULL,
  UNIQUE (application_id, version)
);

-- Numbers without gaps: the row is locked by the transaction that takes one.
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);

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

-- +goose Down
DROP TABLE contention_members;
DROP TABLE contention_sets;
DROP TABLE counters;
DROP TABLE receipts;
DROP TABLE answers;
DROP TABLE applications;
