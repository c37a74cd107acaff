-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION rw_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION rw_case_follows_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'UPDATE' AND NEW.version <> OLD.version + 1) OR NOT EXISTS (
    SELECT 1 FROM history WHERE case_kind = NEW.kind AND case_id = NEW.id AND version = NEW.version AND to_state = NEW.state AND hash = NEW.last_hash
  ) THEN RAISE EXCEPTION 'a case changes only with its history'; END IF;
  RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION rw_answers_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE app TEXT := CASE WHEN TG_OP = 'DELETE' THEN OLD.application_id ELSE NEW.application_id END;
BEGIN
  IF (SELECT state FROM cases WHERE kind = 'application' AND id = app) NOT IN ('draft', 'preparation')
  THEN RAISE EXCEPTION 'submitted answers are frozen'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON history FOR EACH ROW EXECUTE FUNCTION rw_never('history is append-only');
CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON history EXECUTE FUNCTION rw_never('history is append-only');
CREATE TRIGGER cases_through_the_door BEFORE INSERT OR UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION rw_case_follows_history();
CREATE TRIGGER answers_frozen BEFORE INSERT OR UPDATE OR DELETE ON answers FOR EACH ROW EXECUTE FUNCTION rw_answers_frozen();
CREATE TRIGGER receipts_frozen BEFORE UPDATE OR DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION rw_never('a receipt never changes');

-- +goose Down
DROP TRIGGER receipts_frozen ON receipts;
DROP TRIGGER answers_frozen ON answers;
DROP TRIGGER cases_through_the_door ON cases;
DROP TRIGGER history_no_truncate ON history;
DROP TRIGGER history_append_only ON history;
DROP FUNCTION rw_answers_frozen();
DROP FUNCTION rw_case_follows_history();
DROP FUNCTION rw_never();
