-- Format 7: the memory of a training step, and checkpoints that a run keeps besides its best and its last.
ALTER TABLE run_summary ADD COLUMN peak_bytes INTEGER;  -- weights, gradients, moments, activations; NULL = not recorded

ALTER TABLE checkpoint_parts RENAME TO former_parts;
ALTER TABLE checkpoints RENAME TO former_checkpoints;
CREATE TABLE checkpoints (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('best', 'last', 'kept')),
    step INTEGER NOT NULL,
    size INTEGER NOT NULL,              -- bytes
    sha256 TEXT NOT NULL,               -- of all parts together
    created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE UNIQUE INDEX checkpoints_by_kind ON checkpoints (run_id, kind) WHERE kind <> 'kept';
CREATE UNIQUE INDEX kept_checkpoints ON checkpoints (run_id, step) WHERE kind = 'kept';
CREATE INDEX checkpoints_by_run ON checkpoints (run_id, step);
CREATE TABLE checkpoint_parts (
    checkpoint_id INTEGER NOT NULL REFERENCES checkpoints (id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (checkpoint_id, part)
);
INSERT INTO checkpoints SELECT id, run_id, kind, step, size, sha256, created FROM former_checkpoints;
INSERT INTO checkpoint_parts SELECT checkpoint_id, part, bytes FROM former_parts;
DROP TABLE former_parts;
DROP TABLE former_checkpoints;
