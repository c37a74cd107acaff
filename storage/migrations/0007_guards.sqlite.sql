-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER history_append_only_u BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER history_append_only_d BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cases_through_the_door_u BEFORE UPDATE ON cases
WHEN NOT EXISTS (SELECT 1 FROM history WHERE case_kind = NEW.kind AND case_id = NEW.id AND version = NEW.version AND to_state = NEW.state AND hash = NEW.last_hash)
  OR NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'a case changes only with its history'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cases_through_the_door_i BEFORE INSERT ON cases
WHEN NOT EXISTS (SELECT 1 FROM history WHERE case_kind = NEW.kind AND case_id = NEW.id AND version = NEW.version AND to_state = NEW.state AND hash = NEW.last_hash)
BEGIN SELECT RAISE(ABORT, 'a case changes only with its history'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER answers_frozen_i BEFORE INSERT ON answers
WHEN (SELECT state FROM cases WHERE kind = 'application' AND id = NEW.application_id) NOT IN ('draft', 'preparation')
BEGIN SELECT RAISE(ABORT, 'submitted answers are frozen'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER answers_frozen_u BEFORE UPDATE ON answers
WHEN (SELECT state FROM cases WHERE kind = 'application' AND id = NEW.application_id) NOT IN ('draft', 'preparation')
BEGIN SELECT RAISE(ABORT, 'submitted answers are frozen'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER answers_frozen_d BEFORE DELETE ON answers
WHEN (SELECT state FROM cases WHERE kind = 'application' AND id = OLD.application_id) NOT IN ('draft', 'preparation')
BEGIN SELECT RAISE(ABORT, 'submitted answers are frozen'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipts_frozen_u BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT, 'a receipt never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipts_frozen_d BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'a receipt never changes'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER receipts_frozen_d;
DROP TRIGGER receipts_frozen_u;
DROP TRIGGER answers_frozen_d;
DROP TRIGGER answers_frozen_u;
DROP TRIGGER answers_frozen_i;
DROP TRIGGER cases_through_the_door_i;
DROP TRIGGER cases_through_the_door_u;
DROP TRIGGER history_append_only_d;
DROP TRIGGER history_append_only_u;
