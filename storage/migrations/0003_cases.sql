-- +goose Up
-- One row per case: its state and the running clock of its stage. Only the
-- door writes it.
CREATE TABLE cases (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  definition TEXT NOT NULL,
  round_id TEXT NOT NULL,
  policy TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version > 0),
  holds BIGINT NOT NULL DEFAULT 0 CHECK (holds >= 0),
  kinds TEXT NOT NULL DEFAULT '',
  public BOOLEAN NOT NULL DEFAULT FALSE,
  stage TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  since_at {{TS}},
  since_day TEXT NOT NULL DEFAULT '',
  mark_at {{TS}},
  split BOOLEAN NOT NULL,
  applicant_s BIGINT NOT NULL DEFAULT 0,
  processor_s BIGINT NOT NULL DEFAULT 0,
  panel_s BIGINT NOT NULL DEFAULT 0,
  outside_s BIGINT NOT NULL DEFAULT 0,
  shared_s BIGINT NOT NULL DEFAULT 0,
  hold_s BIGINT NOT NULL DEFAULT 0,
  last_hash TEXT NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX cases_round_state ON cases (kind, round_id, state, id);
CREATE INDEX cases_stage ON cases (kind, round_id, stage, since_day);

CREATE TABLE history (
  id {{ID}},
  case_kind TEXT NOT NULL,
  case_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  event TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (actor <> ''),
  role TEXT NOT NULL,
  behalf TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  sources {{JSON}} NOT NULL,
  decision BOOLEAN NOT NULL,
  happened_at {{TS}},
  entered_at {{TS}} NOT NULL,
  policy TEXT NOT NULL,
  hold TEXT NOT NULL DEFAULT '',
  hold_id BIGINT NOT NULL DEFAULT 0,
  kinds TEXT NOT NULL DEFAULT '',
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (case_kind, case_id, version),
  -- no determination without its reasons and its sources
  CONSTRAINT history_decision_explained CHECK (NOT decision OR (reason <> '' AND sources <> '[]')),
  CONSTRAINT history_record_sourced CHECK (event <> 'record' OR sources <> '[]')
);
CREATE INDEX history_actor ON history (actor, id);

CREATE TABLE holds (
  id {{ID}},
  case_kind TEXT NOT NULL,
  case_id TEXT NOT NULL,
  code TEXT NOT NULL,
  note TEXT NOT NULL,
  opener TEXT NOT NULL,
  opened_at {{TS}} NOT NULL,
  closer TEXT NOT NULL DEFAULT '',
  closed_at {{TS}}
);
CREATE INDEX holds_case ON holds (case_kind, case_id, closed_at);

CREATE TABLE stage_visits (
  id {{ID}},
  case_kind TEXT NOT NULL,
  case_id TEXT NOT NULL,
  round_id TEXT NOT NULL,
  stage TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  entered_at {{TS}},
  entered_day TEXT NOT NULL DEFAULT '',
  left_at {{TS}},
  left_day TEXT NOT NULL DEFAULT '',
  days BIGINT,
  split BOOLEAN NOT NULL,
  applicant_s BIGINT NOT NULL,
  processor_s BIGINT NOT NULL,
  panel_s BIGINT NOT NULL,
  outside_s BIGINT NOT NULL,
  shared_s BIGINT NOT NULL,
  hold_s BIGINT NOT NULL,
  left_entry BIGINT NOT NULL,
  UNIQUE (case_kind, case_id, stage, ordinal)
);
CREATE INDEX stage_visits_stage ON stage_visits (case_kind, round_id, stage, days, case_id);
CREATE INDEX stage_visits_entered ON stage_visits (case_kind, stage, entered_day);

-- Finished visits by whole days, kept by the door so that percentiles never
-- scan the history.
CREATE TABLE stage_days (
  case_kind TEXT NOT NULL,
  round_id TEXT NOT NULL,
  stage TEXT NOT NULL,
  kind TEXT NOT NULL,
  measure TEXT NOT NULL,
  days BIGINT NOT NULL,
  again BOOLEAN NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (case_kind, round_id, stage, kind, measure, days, again)
);

-- +goose Down
DROP TABLE stage_days;
DROP TABLE stage_visits;
DROP TABLE holds;
DROP TABLE history;
DROP TABLE cases;
