-- +goose Up
CREATE TABLE rounds (
  id TEXT PRIMARY KEY,
  policy TEXT NOT NULL,
  opens_at {{TS}},
  closes_at {{TS}},
  as_of TEXT NOT NULL DEFAULT '',
  sample BOOLEAN NOT NULL DEFAULT FALSE,
  created_at {{TS}} NOT NULL
);

CREATE TABLE imports (
  id {{ID}},
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source <> ''),
  as_of TEXT NOT NULL,
  items BIGINT NOT NULL,
  actor TEXT NOT NULL,
  imported_at {{TS}} NOT NULL,
  UNIQUE (name, digest)
);

-- +goose Down
DROP TABLE imports;
DROP TABLE rounds;
