-- +goose Up
ALTER TABLE tasks ADD COLUMN priority BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN paused_at {{TS}};
-- when it was decided or cancelled
ALTER TABLE tasks ADD COLUMN done_at {{TS}};
UPDATE tasks SET done_at = (SELECT c.mark_at FROM cases c WHERE c.kind = 'task' AND c.id = tasks.id)
WHERE EXISTS (SELECT 1 FROM cases c WHERE c.kind = 'task' AND c.id = tasks.id AND c.stage = 'closed');
ALTER TABLE findings ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
-- the queue: what is open, in the order in which it is taken
CREATE INDEX tasks_open ON tasks (due_at, priority, id) WHERE done_at IS NULL;
-- +goose StatementBegin
CREATE TRIGGER findings_frozen_i BEFORE INSERT ON findings
WHEN (SELECT state FROM cases WHERE kind = 'task' AND id = NEW.task_id) IS NOT 'claimed'
BEGIN SELECT RAISE(ABORT, 'findings change only while their task is claimed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_frozen_u BEFORE UPDATE ON findings
WHEN (SELECT state FROM cases WHERE kind = 'task' AND id = NEW.task_id) IS NOT 'claimed'
BEGIN SELECT RAISE(ABORT, 'findings change only while their task is claimed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_frozen_d BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'findings are never deleted'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER findings_frozen_d;
DROP TRIGGER findings_frozen_u;
DROP TRIGGER findings_frozen_i;
DROP INDEX tasks_open;
ALTER TABLE findings DROP COLUMN revision;
ALTER TABLE tasks DROP COLUMN done_at;
ALTER TABLE tasks DROP COLUMN paused_at;
ALTER TABLE tasks DROP COLUMN priority;
