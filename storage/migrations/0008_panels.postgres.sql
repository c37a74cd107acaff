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
CREATE FUNCTION rw_findings_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM cases WHERE kind = 'task' AND id = NEW.task_id) IS DISTINCT FROM 'claimed'
  THEN RAISE EXCEPTION 'findings change only while their task is claimed'; END IF;
  RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER findings_frozen BEFORE INSERT OR UPDATE ON findings FOR EACH ROW EXECUTE FUNCTION rw_findings_frozen();
CREATE TRIGGER findings_kept BEFORE DELETE ON findings FOR EACH ROW EXECUTE FUNCTION rw_never('findings are never deleted');

-- +goose Down
DROP TRIGGER findings_kept ON findings;
DROP TRIGGER findings_frozen ON findings;
DROP FUNCTION rw_findings_frozen();
DROP INDEX tasks_open;
ALTER TABLE findings DROP COLUMN revision;
ALTER TABLE tasks DROP COLUMN done_at;
ALTER TABLE tasks DROP COLUMN paused_at;
ALTER TABLE tasks DROP COLUMN priority;
