-- Format 1 of the lab file. Times are UTC, ISO 8601. Lists are JSON. A missing number (NaN) is NULL.

-- A labelled text collection, imported whole. Two imports of the same content are one row.
CREATE TABLE datasets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    spec TEXT NOT NULL,                 -- what the person gave: "csv:reviews.csv", "demo:order"
    format TEXT NOT NULL,               -- the reader: "csv", "imdb", "demo"
    fingerprint TEXT NOT NULL UNIQUE,   -- SHA-256 of labels, texts, classes and splits
    labels TEXT NOT NULL,               -- JSON list of class names; records.label is an index into it
    report TEXT NOT NULL,               -- JSON: what was skipped or repaired while reading
    train_records INTEGER NOT NULL,
    validation_records INTEGER NOT NULL,
    test_records INTEGER NOT NULL,
    created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE TABLE records (
    dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,          -- order in the source, from 0
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    label INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (dataset_id, position)
);

-- The words a model knows. Runs with the same words (the repeats of one run) share a row.
CREATE TABLE vocabularies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL UNIQUE,   -- SHA-256 of tokens
    size INTEGER NOT NULL,
    tokens TEXT NOT NULL                -- JSON list in id order; 0 is padding
);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('preparing', 'running', 'paused', 'stopped', 'finished', 'failed')),
    error TEXT NOT NULL DEFAULT '',     -- why it failed
    config TEXT NOT NULL,               -- JSON, everything; the next columns repeat what people ask for
    encoder TEXT NOT NULL,
    sharing TEXT NOT NULL,
    data TEXT NOT NULL,                 -- the data specification
    seed INTEGER NOT NULL,              -- seeds above 2^63 appear negative here and right in config
    device TEXT NOT NULL,
    labels TEXT NOT NULL,               -- JSON list of class names in the order of the outputs
    dataset_id INTEGER REFERENCES datasets (id),
    vocabulary_id INTEGER REFERENCES vocabularies (id),
    parent_id INTEGER REFERENCES runs (id) ON DELETE SET NULL, -- the run it was branched from
    parent_step INTEGER NOT NULL DEFAULT 0,
    group_id INTEGER,                   -- the first of several repeats with different seeds
    repeat INTEGER NOT NULL DEFAULT 0,  -- 0, 1, … within the group
    colour INTEGER NOT NULL DEFAULT 0,  -- slot in the palette, for life
    steps INTEGER NOT NULL DEFAULT 0,   -- updates done
    total_steps INTEGER NOT NULL DEFAULT 0,
    attention_parameters INTEGER NOT NULL DEFAULT 0,
    total_parameters INTEGER NOT NULL DEFAULT 0,
    host TEXT NOT NULL DEFAULT '',      -- with process and process_start: who trains it, to recognise a dead run
    process INTEGER NOT NULL DEFAULT 0,
    process_start INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    updated TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE INDEX runs_by_parent ON runs (parent_id);
CREATE INDEX runs_by_dataset ON runs (dataset_id);
CREATE INDEX runs_by_vocabulary ON runs (vocabulary_id);

-- One row a run, so that lists never read time series. "best" = the step of the best validation accuracy.
CREATE TABLE run_summary (
    run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    epochs REAL,
    seconds REAL,
    tokens_per_second REAL,
    best_step INTEGER NOT NULL DEFAULT 0,
    best_train_loss REAL, best_train_accuracy REAL, best_train_macro_f1 REAL,
    best_validation_loss REAL, best_validation_accuracy REAL, best_validation_macro_f1 REAL,
    best_test_loss REAL, best_test_accuracy REAL, best_test_macro_f1 REAL,
    last_step INTEGER NOT NULL DEFAULT 0,
    last_train_loss REAL, last_train_accuracy REAL, last_train_macro_f1 REAL,
    last_validation_loss REAL, last_validation_accuracy REAL, last_validation_macro_f1 REAL,
    last_test_loss REAL, last_test_accuracy REAL, last_test_macro_f1 REAL
);

-- Every number over time, one plain row each: split "train", name "loss".
CREATE TABLE metrics (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    split TEXT NOT NULL,
    name TEXT NOT NULL,
    step INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY (run_id, split, name, step)
) WITHOUT ROWID;

-- Quality on a whole split after a step.
CREATE TABLE evaluations (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    step INTEGER NOT NULL,
    epoch INTEGER NOT NULL,             -- finished epochs
    loss REAL, accuracy REAL, macro_f1 REAL,
    examples INTEGER NOT NULL,
    seconds REAL,
    confusion TEXT NOT NULL,            -- JSON list, row-major [classes, classes], row = true class
    PRIMARY KEY (run_id, split, step)
);

-- What the person did while the run worked.
CREATE TABLE actions (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    time TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    kind TEXT NOT NULL,                 -- "pause", "step", "learning_rate"
    detail TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0   -- 1: the run was set back to an earlier checkpoint afterwards
);
CREATE INDEX actions_by_run ON actions (run_id, id);

-- Weights and everything needed to go on: safetensors bytes, cut into parts because a blob has a size limit.
CREATE TABLE checkpoints (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('best', 'last')),
    step INTEGER NOT NULL,
    size INTEGER NOT NULL,              -- bytes
    sha256 TEXT NOT NULL,               -- of all parts together
    created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    UNIQUE (run_id, kind)
);
CREATE TABLE checkpoint_parts (
    checkpoint_id INTEGER NOT NULL REFERENCES checkpoints (id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (checkpoint_id, part)
);

-- Texts whose attention is watched during a run.
CREATE TABLE probes (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (run_id, position)
);

-- Attention of one probe after one step: safetensors bytes (see core/store/attention_blob.h).
CREATE TABLE snapshots (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    probe INTEGER NOT NULL,             -- probes.position
    attention BLOB NOT NULL,
    PRIMARY KEY (run_id, step, probe)
);
