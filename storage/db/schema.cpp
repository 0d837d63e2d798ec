#include "storage/db/schema.h"

#include <array>

namespace tandem {
namespace {

constexpr const char* kCasesSplitsRuns = R"sql(
CREATE TABLE project (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE label_class (
    class_index INTEGER PRIMARY KEY CHECK (class_index BETWEEN 0 AND 254),
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    red INTEGER NOT NULL, green INTEGER NOT NULL, blue INTEGER NOT NULL,
    file_value INTEGER NOT NULL UNIQUE
);

CREATE TABLE dataset (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    created_at TEXT NOT NULL
);

CREATE TABLE study_case (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset_id INTEGER NOT NULL REFERENCES dataset,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    patient TEXT NOT NULL,
    label_values TEXT NOT NULL,
    geometry TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('labelled', 'unlabelled', 'reviewed', 'excluded')),
    imported_at TEXT NOT NULL
);
CREATE INDEX study_case_by_dataset ON study_case (dataset_id);

CREATE TABLE source_file (
    case_id INTEGER NOT NULL REFERENCES study_case ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('image', 'label')),
    channel INTEGER NOT NULL CHECK (channel >= 0),
    path TEXT NOT NULL,
    relative_path TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    format TEXT NOT NULL,
    series_uid TEXT NOT NULL,
    spacing_x REAL, spacing_y REAL, spacing_z REAL,
    minimum REAL, maximum REAL, mean REAL, deviation REAL,
    PRIMARY KEY (case_id, kind, channel)
) WITHOUT ROWID;
CREATE INDEX source_file_by_content ON source_file (content_hash);

CREATE TABLE case_label_count (
    case_id INTEGER NOT NULL REFERENCES study_case ON DELETE CASCADE,
    class_index INTEGER NOT NULL,
    voxels INTEGER NOT NULL,
    PRIMARY KEY (case_id, class_index)
) WITHOUT ROWID;

CREATE TABLE case_tag (
    case_id INTEGER NOT NULL REFERENCES study_case ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (case_id, tag)
) WITHOUT ROWID;

CREATE TABLE case_finding (
    case_id INTEGER NOT NULL REFERENCES study_case ON DELETE CASCADE,
    position INTEGER NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'refusal')),
    sentence TEXT NOT NULL,
    fix TEXT NOT NULL,
    PRIMARY KEY (case_id, position)
) WITHOUT ROWID;

CREATE TABLE split (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    seed INTEGER NOT NULL,
    locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
    created_at TEXT NOT NULL
);

CREATE TABLE split_assignment (
    split_id INTEGER NOT NULL REFERENCES split ON DELETE CASCADE,
    case_id INTEGER NOT NULL REFERENCES study_case,
    role TEXT NOT NULL CHECK (role IN ('labelled', 'unlabelled', 'validation', 'test')),
    PRIMARY KEY (split_id, case_id)
) WITHOUT ROWID;
CREATE INDEX split_assignment_by_case ON split_assignment (case_id);

CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    method TEXT NOT NULL,
    settings TEXT NOT NULL,
    preparation TEXT NOT NULL,
    seed INTEGER NOT NULL,
    device TEXT NOT NULL,
    versions TEXT NOT NULL,
    split_id INTEGER REFERENCES split,
    status TEXT NOT NULL
        CHECK (status IN ('queued', 'running', 'stopped', 'finished', 'failed', 'interrupted')),
    folder TEXT NOT NULL,
    created_at TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    message TEXT NOT NULL,
    notes TEXT NOT NULL
);
CREATE INDEX run_by_split ON run (split_id);
CREATE INDEX run_by_status ON run (status);

CREATE TABLE metric_point (
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    name TEXT NOT NULL,
    iteration INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY (run_id, name, iteration)
) WITHOUT ROWID;

CREATE TABLE validation_score (
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    iteration INTEGER NOT NULL,
    full_protocol INTEGER NOT NULL CHECK (full_protocol IN (0, 1)),
    case_id INTEGER NOT NULL REFERENCES study_case,
    class_index INTEGER NOT NULL CHECK (class_index >= 1),
    dice REAL,
    PRIMARY KEY (run_id, iteration, full_protocol, case_id, class_index)
) WITHOUT ROWID;
CREATE INDEX validation_score_by_case ON validation_score (case_id);

CREATE TABLE checkpoint (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('last', 'best')),
    file TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    iteration INTEGER NOT NULL,
    validation_dice REAL,
    created_at TEXT NOT NULL,
    UNIQUE (run_id, kind)
);

CREATE TABLE prediction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    case_id INTEGER NOT NULL REFERENCES study_case,
    checkpoint_hash TEXT NOT NULL,
    maps TEXT NOT NULL,
    settings TEXT NOT NULL,
    folder TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (run_id, case_id, checkpoint_hash)
);
CREATE INDEX prediction_by_case ON prediction (case_id);

CREATE TABLE prediction_file (
    prediction_id INTEGER NOT NULL REFERENCES prediction ON DELETE CASCADE,
    name TEXT NOT NULL,
    file TEXT NOT NULL,
    PRIMARY KEY (prediction_id, name)
) WITHOUT ROWID;

CREATE TABLE prediction_score (
    prediction_id INTEGER NOT NULL REFERENCES prediction ON DELETE CASCADE,
    name TEXT NOT NULL,
    value REAL,
    PRIMARY KEY (prediction_id, name)
) WITHOUT ROWID;

CREATE TABLE artifact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER REFERENCES run ON DELETE SET NULL,
    case_id INTEGER REFERENCES study_case ON DELETE SET NULL,
    kind TEXT NOT NULL,
    file TEXT NOT NULL UNIQUE,
    content_hash TEXT NOT NULL,
    provenance TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX artifact_by_run ON artifact (run_id);
CREATE INDEX artifact_by_case ON artifact (case_id);

-- Only a case with a label may be trained on with it, validate or test.
CREATE TRIGGER role_needs_label BEFORE INSERT ON split_assignment
WHEN NEW.role <> 'unlabelled'
    AND NOT EXISTS (SELECT 1 FROM source_file WHERE case_id = NEW.case_id AND kind = 'label')
BEGIN
    SELECT RAISE(ABORT, 'A case without a label can only be unlabelled in a split; import its label first.');
END;

-- A split stays as it was once a run has used it.
CREATE TRIGGER run_locks_split AFTER INSERT ON run WHEN NEW.split_id IS NOT NULL
BEGIN
    UPDATE split SET locked = 1 WHERE id = NEW.split_id;
END;
CREATE TRIGGER run_keeps_split BEFORE UPDATE OF split_id ON run WHEN NEW.split_id IS NOT OLD.split_id
BEGIN
    SELECT RAISE(ABORT, 'A run keeps the split that it was made with; make another run for another split.');
END;
CREATE TRIGGER split_stays_locked BEFORE UPDATE OF locked ON split WHEN OLD.locked = 1 AND NEW.locked = 0
BEGIN
    SELECT RAISE(ABORT, 'A run has used this split, so it stays locked; copy it and change the copy.');
END;
CREATE TRIGGER locked_split_stays BEFORE DELETE ON split WHEN OLD.locked = 1
BEGIN
    SELECT RAISE(ABORT, 'A run has used this split, so it cannot be removed.');
END;
CREATE TRIGGER locked_split_gains_nothing BEFORE INSERT ON split_assignment
WHEN (SELECT locked FROM split WHERE id = NEW.split_id) = 1
BEGIN
    SELECT RAISE(ABORT, 'A run has used this split, so it is locked; copy it and change the copy.');
END;
CREATE TRIGGER assignments_do_not_change BEFORE UPDATE ON split_assignment
BEGIN
    SELECT RAISE(ABORT, 'An assignment of a split cannot be changed, only removed and made again.');
END;
CREATE TRIGGER locked_split_loses_nothing BEFORE DELETE ON split_assignment
WHEN (SELECT locked FROM split WHERE id = OLD.split_id) = 1
BEGIN
    SELECT RAISE(ABORT, 'A run has used this split, so it is locked; copy it and change the copy.');
END;

-- Only validation cases may choose a checkpoint.
CREATE TRIGGER only_validation_cases_score BEFORE INSERT ON validation_score
WHEN NOT EXISTS (
    SELECT 1 FROM run JOIN split_assignment ON split_assignment.split_id = run.split_id
    WHERE run.id = NEW.run_id AND split_assignment.case_id = NEW.case_id AND split_assignment.role = 'validation')
BEGIN
    SELECT RAISE(ABORT, 'Only validation cases of the split may choose a checkpoint.');
END;
CREATE TRIGGER scores_keep_their_case BEFORE UPDATE OF run_id, iteration, full_protocol, case_id, class_index
ON validation_score
BEGIN
    SELECT RAISE(ABORT, 'A validation score keeps its run, case and iteration.');
END;
CREATE TRIGGER deciding_scores_stay BEFORE DELETE ON validation_score
WHEN EXISTS (SELECT 1 FROM checkpoint
             WHERE run_id = OLD.run_id AND iteration = OLD.iteration AND kind = 'best')
BEGIN
    SELECT RAISE(ABORT, 'These validation scores chose the best checkpoint, so they stay with it.');
END;
CREATE TRIGGER best_is_chosen_on_validation BEFORE INSERT ON checkpoint
WHEN NEW.kind = 'best' AND (
    NEW.validation_dice IS NULL
    OR NOT EXISTS (SELECT 1 FROM validation_score WHERE run_id = NEW.run_id AND iteration = NEW.iteration)
    OR EXISTS (
        SELECT 1 FROM validation_score
            JOIN run ON run.id = validation_score.run_id
            LEFT JOIN split_assignment ON split_assignment.split_id = run.split_id
                AND split_assignment.case_id = validation_score.case_id
        WHERE validation_score.run_id = NEW.run_id AND validation_score.iteration = NEW.iteration
            AND split_assignment.role IS NOT 'validation'))
BEGIN
    SELECT RAISE(ABORT, 'A best checkpoint needs scores of validation cases at its iteration, and of no other cases.');
END;
CREATE TRIGGER checkpoints_do_not_change BEFORE UPDATE ON checkpoint
BEGIN
    SELECT RAISE(ABORT, 'A checkpoint on record cannot be changed, only removed and recorded again.');
END;
)sql";

constexpr const char* kEvents = R"sql(
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    kind TEXT NOT NULL,
    sentence TEXT NOT NULL,
    detail TEXT NOT NULL,
    run_id INTEGER,
    case_id INTEGER
);
)sql";

constexpr const char* kReviews = R"sql(
CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER REFERENCES run ON DELETE SET NULL,
    case_id INTEGER NOT NULL REFERENCES study_case ON DELETE CASCADE,
    checkpoint_hash TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('accepted', 'edited', 'rejected')),
    note TEXT NOT NULL,
    label_file TEXT NOT NULL,
    before TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX review_by_case ON review (case_id);
CREATE INDEX review_by_run ON review (run_id);
)sql";

// Which weights predicted: the run's checkpoints change while it trains on, a prediction does not.
constexpr const char* kPredictedBy = R"sql(
ALTER TABLE prediction ADD COLUMN checkpoint_kind TEXT NOT NULL DEFAULT ''
    CHECK (checkpoint_kind IN ('', 'last', 'best'));
ALTER TABLE prediction ADD COLUMN checkpoint_iteration INTEGER;
UPDATE prediction SET (checkpoint_kind, checkpoint_iteration) = (
    SELECT kind, iteration FROM checkpoint
    WHERE checkpoint.run_id = prediction.run_id AND content_hash = checkpoint_hash ORDER BY kind LIMIT 1)
WHERE EXISTS (
    SELECT 1 FROM checkpoint WHERE checkpoint.run_id = prediction.run_id AND content_hash = checkpoint_hash);
)sql";

// NULL for the runs that there are: how long they were held is not known.
constexpr const char* kTrainedSeconds = "ALTER TABLE run ADD COLUMN trained_seconds REAL;";

constexpr const char* kTrust = R"sql(
CREATE TABLE trust (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    checkpoint_hash TEXT NOT NULL,
    label TEXT NOT NULL CHECK (label IN ('a', 'b', 'mean')),
    document TEXT NOT NULL,
    file TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (run_id, checkpoint_hash, label)
);

CREATE TABLE trust_case (
    trust_id INTEGER NOT NULL REFERENCES trust ON DELETE CASCADE,
    case_id INTEGER NOT NULL REFERENCES study_case,
    prediction_id INTEGER NOT NULL,
    label_hash TEXT NOT NULL,
    PRIMARY KEY (trust_id, case_id)
) WITHOUT ROWID;
CREATE INDEX trust_case_by_case ON trust_case (case_id);

-- Trust is never fitted on a case that tests or trains the run.
CREATE TRIGGER only_validation_cases_teach_trust BEFORE INSERT ON trust_case
WHEN NOT EXISTS (
    SELECT 1 FROM trust JOIN run ON run.id = trust.run_id
        JOIN split_assignment ON split_assignment.split_id = run.split_id
    WHERE trust.id = NEW.trust_id AND split_assignment.case_id = NEW.case_id AND split_assignment.role = 'validation')
BEGIN
    SELECT RAISE(ABORT, 'Trust is fitted on validation cases of the run''s split alone.');
END;
CREATE TRIGGER trust_keeps_its_cases BEFORE UPDATE ON trust_case
BEGIN
    SELECT RAISE(ABORT, 'The cases that trust was fitted on do not change; measure it again.');
END;
CREATE TRIGGER trust_does_not_change BEFORE UPDATE ON trust
BEGIN
    SELECT RAISE(ABORT, 'A record of trust does not change; measure it again.');
END;
)sql";

// Projects that are there already hold what identifies patients.
constexpr const char* kIdentifiers = R"sql(
ALTER TABLE project ADD COLUMN keeps_identifiers INTEGER NOT NULL DEFAULT 1 CHECK (keeps_identifiers IN (0, 1));
ALTER TABLE project ADD COLUMN salt TEXT NOT NULL DEFAULT '';
UPDATE project SET salt = lower(hex(randomblob(16)));
)sql";

// Of what was imported before, the voxels' hash is not known.
constexpr const char* kVoxelHash = R"sql(
ALTER TABLE source_file ADD COLUMN voxel_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE source_file ADD COLUMN resampled INTEGER NOT NULL DEFAULT 0 CHECK (resampled IN (0, 1));
)sql";

// Empty for none, and for the runs that there are.
constexpr const char* kInitialWeights = "ALTER TABLE run ADD COLUMN initial_weights TEXT NOT NULL DEFAULT '';";

// The runs that a run goes on from, the nearest first. A run may be removed, its number and split stay: what it has
// learnt is in the weights. Where a case judges, no run before it may have trained on it.
constexpr const char* kAncestors = R"sql(
CREATE TABLE run_ancestor (
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    generation INTEGER NOT NULL CHECK (generation >= 1),
    ancestor INTEGER NOT NULL,
    split_id INTEGER REFERENCES split,
    checkpoint_hash TEXT NOT NULL,
    checkpoint_kind TEXT NOT NULL CHECK (checkpoint_kind IN ('last', 'best')),
    checkpoint_iteration INTEGER NOT NULL,
    PRIMARY KEY (run_id, generation)
) WITHOUT ROWID;
CREATE INDEX run_ancestor_by_split ON run_ancestor (split_id);

CREATE TRIGGER what_was_learnt_never_judges BEFORE INSERT ON run_ancestor
WHEN EXISTS (
    SELECT 1 FROM run JOIN split_assignment AS judging ON judging.split_id = run.split_id
        JOIN split_assignment AS learnt ON learnt.case_id = judging.case_id
    WHERE run.id = NEW.run_id AND judging.role IN ('validation', 'test')
        AND learnt.split_id = NEW.split_id AND learnt.role IN ('labelled', 'unlabelled'))
BEGIN
    SELECT RAISE(ABORT, 'A case that a run was trained on can neither validate nor test a run that goes on from it.');
END;
CREATE TRIGGER ancestors_do_not_change BEFORE UPDATE ON run_ancestor
BEGIN
    SELECT RAISE(ABORT, 'What a run goes on from does not change.');
END;
)sql";

// Whose weights were written for use outside, by their content: another file may take the place of one, and runs go.
constexpr const char* kKnownWeights = R"sql(
CREATE TABLE known_weights (
    content_hash TEXT PRIMARY KEY,
    origin TEXT NOT NULL
) WITHOUT ROWID;
INSERT OR REPLACE INTO known_weights (content_hash, origin)
    SELECT content_hash, provenance FROM artifact WHERE kind = 'weights' ORDER BY id;
)sql";

constexpr std::array kSteps{kCasesSplitsRuns, kEvents,      kReviews,   kPredictedBy, kTrainedSeconds, kTrust,
                            kInitialWeights,  kIdentifiers, kVoxelHash, kAncestors,   kKnownWeights};

}  // namespace

std::span<const char* const> schemaSteps() {
    return kSteps;
}

}  // namespace tandem
