-- +goose Up
CREATE TABLE tasks (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id),
  round_id TEXT NOT NULL,
  panel TEXT NOT NULL,
  stage TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  due_at {{TS}} NOT NULL,
  created_at {{TS}} NOT NULL,
  claimant TEXT NOT NULL DEFAULT '',
  lease_until {{TS}},
  recommender TEXT NOT NULL DEFAULT '',
  recommendation TEXT NOT NULL DEFAULT '' CHECK (recommendation IN ('', 'pass', 'fail')),
  decider TEXT NOT NULL DEFAULT '',
  UNIQUE (application_id, stage, ordinal, panel)
);
CREATE INDEX tasks_panel_due ON tasks (panel, due_at, id);
CREATE INDEX tasks_claimant ON tasks (claimant, due_at, id);
CREATE INDEX tasks_lease ON tasks (lease_until);

CREATE TABLE findings (
  task_id TEXT NOT NULL REFERENCES tasks (id),
  criterion TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('met', 'not_met', 'cannot_tell')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  source TEXT NOT NULL CHECK (source <> ''),
  found_by TEXT NOT NULL,
  found_at {{TS}} NOT NULL,
  PRIMARY KEY (task_id, criterion)
);

-- Who has read what is not public.
CREATE TABLE readings (
  id {{ID}},
  account_id TEXT NOT NULL,
  case_kind TEXT NOT NULL,
  case_id TEXT NOT NULL,
  what TEXT NOT NULL,
  at {{TS}} NOT NULL
);
CREATE INDEX readings_case ON readings (case_kind, case_id, id);
CREATE INDEX readings_account ON readings (account_id, id);

-- +goose Down
DROP TABLE readings;
DROP TABLE findings;
DROP TABLE tasks;
