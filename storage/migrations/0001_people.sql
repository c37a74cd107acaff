-- +goose Up
-- Versions that an older program must not run against. Additive versions
-- leave no mark.
CREATE TABLE schema_marks (
  version BIGINT PRIMARY KEY,
  breaking BOOLEAN NOT NULL,
  note TEXT NOT NULL
);

CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  country TEXT NOT NULL DEFAULT '',
  website TEXT NOT NULL DEFAULT '',
  created_at {{TS}} NOT NULL
);

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL DEFAULT '',
  organisation_id TEXT REFERENCES organisations (id),
  -- rank in the organisation: primary may submit and withdraw, additional may edit
  member_rank TEXT NOT NULL DEFAULT '' CHECK (member_rank IN ('', 'primary', 'additional')),
  language TEXT NOT NULL DEFAULT 'en',
  zone TEXT NOT NULL DEFAULT 'UTC',
  disabled BOOLEAN NOT NULL DEFAULT FALSE,
  created_at {{TS}} NOT NULL
);
CREATE INDEX accounts_organisation ON accounts (organisation_id);

CREATE TABLE staff_roles (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  role TEXT NOT NULL CHECK (role IN ('evaluator', 'decider', 'operator', 'auditor')),
  panel TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (account_id, role, panel)
);

CREATE TABLE sessions (
  token TEXT PRIMARY KEY,
  account_id TEXT NOT NULL DEFAULT '',
  data {{BYTES}} NOT NULL,
  expires_at {{TS}} NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Sign-in links and API tokens: only the hash is kept.
CREATE TABLE tokens (
  hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'api')),
  created_at {{TS}} NOT NULL,
  expires_at {{TS}}
);
CREATE INDEX tokens_account ON tokens (account_id);

CREATE TABLE sign_in_attempts (
  id {{ID}},
  subject TEXT NOT NULL,
  at {{TS}} NOT NULL
);
CREATE INDEX sign_in_attempts_subject ON sign_in_attempts (subject, at);

-- +goose Down
DROP TABLE sign_in_attempts;
DROP TABLE tokens;
DROP TABLE sessions;
DROP TABLE staff_roles;
DROP TABLE accounts;
DROP TABLE organisations;
DROP TABLE schema_marks;
