-- +goose Up
CREATE TABLE outbox (
  id {{ID}},
  account_id TEXT NOT NULL REFERENCES accounts (id),
  organisation_id TEXT NOT NULL DEFAULT '',
  case_kind TEXT NOT NULL,
  case_id TEXT NOT NULL,
  message TEXT NOT NULL,
  arguments {{JSON}} NOT NULL,
  created_at {{TS}} NOT NULL,
  sent_at {{TS}},
  attempts BIGINT NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_account ON outbox (account_id, id);
CREATE INDEX outbox_unsent ON outbox (sent_at, id);

-- +goose Down
DROP TABLE outbox;
