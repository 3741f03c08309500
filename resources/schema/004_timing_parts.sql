-- Format 4: where the time of a timing goes, and which timings belong together.
ALTER TABLE timings ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0;   -- of a batch, as asked for
UPDATE timings SET tokens = length * sequences;
CREATE TABLE timing_parts (
    timing INTEGER NOT NULL REFERENCES timings(id) ON DELETE CASCADE,
    part TEXT NOT NULL,                 -- projections, scores, sums, …
    inference_seconds REAL NOT NULL,    -- of one pass over a batch
    training_seconds REAL NOT NULL,
    PRIMARY KEY (timing, part)
) WITHOUT ROWID;
