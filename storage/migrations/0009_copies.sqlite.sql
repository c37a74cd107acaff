-- +goose Up
-- What the case of an application last said stands beside its string too, so
-- that public lists and reports are read from one index. The database itself
-- copies it, whoever writes the case; `rootward verify` compares both.
ALTER TABLE applications ADD COLUMN case_public BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE applications ADD COLUMN case_definition TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN case_state TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN case_holds BIGINT NOT NULL DEFAULT 0;
ALTER TABLE applications ADD COLUMN case_stage TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN case_kinds TEXT NOT NULL DEFAULT '';
-- the first delegation: NULL without one, empty when its day is not known
ALTER TABLE applications ADD COLUMN delegated_day TEXT;
UPDATE applications SET case_public = cases.public, case_definition = cases.definition, case_state = cases.state, case_holds = cases.holds, case_stage = cases.stage,
  case_kinds = cases.kinds, delegated_day = CASE WHEN cases.stage = 'delegated' AND cases.ordinal = 1 THEN cases.since_day ELSE (SELECT v.entered_day FROM stage_visits v
    WHERE v.case_kind = 'application' AND v.case_id = cases.id AND v.stage = 'delegated' AND v.ordinal = 1) END
FROM cases WHERE cases.kind = 'application' AND cases.id = applications.id;
-- +goose StatementBegin
CREATE TRIGGER applications_follow_cases_i AFTER INSERT ON cases WHEN NEW.kind = 'application' BEGIN
  UPDATE applications SET case_public = NEW.public, case_definition = NEW.definition, case_state = NEW.state, case_holds = NEW.holds, case_stage = NEW.stage,
  case_kinds = NEW.kinds, delegated_day = CASE WHEN NEW.stage = 'delegated' AND NEW.ordinal = 1 THEN NEW.since_day ELSE (SELECT v.entered_day FROM stage_visits v
    WHERE v.case_kind = 'application' AND v.case_id = NEW.id AND v.stage = 'delegated' AND v.ordinal = 1) END
  WHERE id = NEW.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER applications_follow_cases_u AFTER UPDATE ON cases WHEN NEW.kind = 'application'
  AND (NEW.public, NEW.definition, NEW.state, NEW.holds, NEW.stage, NEW.kinds, NEW.ordinal, NEW.since_day) <> (OLD.public, OLD.definition, OLD.state, OLD.holds, OLD.stage, OLD.kinds, OLD.ordinal, OLD.since_day) BEGIN
  UPDATE applications SET case_public = NEW.public, case_definition = NEW.definition, case_state = NEW.state, case_holds = NEW.holds, case_stage = NEW.stage,
  case_kinds = NEW.kinds, delegated_day = CASE WHEN NEW.stage = 'delegated' AND NEW.ordinal = 1 THEN NEW.since_day ELSE (SELECT v.entered_day FROM stage_visits v
    WHERE v.case_kind = 'application' AND v.case_id = NEW.id AND v.stage = 'delegated' AND v.ordinal = 1) END
  WHERE id = NEW.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER applications_follow_cases_a AFTER INSERT ON applications BEGIN
  UPDATE applications SET case_public = cases.public, case_definition = cases.definition, case_state = cases.state, case_holds = cases.holds, case_stage = cases.stage,
  case_kinds = cases.kinds, delegated_day = CASE WHEN cases.stage = 'delegated' AND cases.ordinal = 1 THEN cases.since_day ELSE (SELECT v.entered_day FROM stage_visits v
    WHERE v.case_kind = 'application' AND v.case_id = cases.id AND v.stage = 'delegated' AND v.ordinal = 1) END
  FROM cases WHERE cases.kind = 'application' AND cases.id = NEW.id AND applications.id = NEW.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER applications_follow_visits AFTER INSERT ON stage_visits
  WHEN NEW.case_kind = 'application' AND NEW.stage = 'delegated' AND NEW.ordinal = 1 BEGIN
  UPDATE applications SET delegated_day = NEW.entered_day WHERE id = NEW.case_id;
END;
-- +goose StatementEnd

-- Each has the condition as a column too: SQLite would look it up in the row.
CREATE INDEX applications_public_label ON applications
  (a_label, id, round_id, case_definition, case_state, case_holds, case_stage, case_kinds, folded, case_public) WHERE case_public;
CREATE INDEX applications_public_round ON applications
  (round_id, a_label, id, string, case_stage, delegated_day, case_definition, case_state, case_holds, case_kinds, folded, case_public) WHERE case_public;
CREATE INDEX applications_public_final ON applications (round_id, final_a_label, id, final_string, case_stage, delegated_day, case_public) WHERE case_public;
CREATE INDEX applications_public_id ON applications (id, case_stage, final_a_label, a_label, string, case_public) WHERE case_public;
CREATE INDEX applications_public_state ON applications (round_id, case_definition, case_state, case_holds, case_stage, case_kinds, case_public) WHERE case_public;
CREATE INDEX applications_public_delegated ON applications (round_id, delegated_day, id, case_stage, case_kinds, region, script, case_public)
  WHERE case_public AND delegated_day IS NOT NULL;
CREATE INDEX cases_open ON cases (kind, round_id, stage, kinds, public, since_at);
CREATE INDEX history_happened ON history (happened_at) WHERE happened_at IS NOT NULL AND from_state <> to_state;

-- +goose Down
DROP INDEX history_happened;
DROP INDEX cases_open;
DROP INDEX applications_public_delegated;
DROP INDEX applications_public_state;
DROP INDEX applications_public_id;
DROP INDEX applications_public_final;
DROP INDEX applications_public_round;
DROP INDEX applications_public_label;
DROP TRIGGER applications_follow_visits;
DROP TRIGGER applications_follow_cases_a;
DROP TRIGGER applications_follow_cases_u;
DROP TRIGGER applications_follow_cases_i;
ALTER TABLE applications DROP COLUMN delegated_day;
ALTER TABLE applications DROP COLUMN case_kinds;
ALTER TABLE applications DROP COLUMN case_stage;
ALTER TABLE applications DROP COLUMN case_holds;
ALTER TABLE applications DROP COLUMN case_state;
ALTER TABLE applications DROP COLUMN case_definition;
ALTER TABLE applications DROP COLUMN case_public;
