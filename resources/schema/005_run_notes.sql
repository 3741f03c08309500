-- Format 5: what a person writes about a run, the trash, and which runs differ in the seed alone.
ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';     -- JSON list
ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN trashed TEXT NOT NULL DEFAULT '';    -- when it went to the trash, else empty
ALTER TABLE runs ADD COLUMN settings INTEGER NOT NULL DEFAULT 0; -- fingerprint of config without the seed, 0 = none
CREATE INDEX runs_at_work ON runs (id) WHERE status IN ('preparing', 'running', 'paused');
