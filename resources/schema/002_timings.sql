-- Format 2: measured cost of encoders over the sequence length.
CREATE TABLE timings (
    id INTEGER PRIMARY KEY,
    created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    device TEXT NOT NULL,
    threads INTEGER NOT NULL,
    build TEXT NOT NULL,
    encoder TEXT NOT NULL,
    sharing TEXT NOT NULL,
    length INTEGER NOT NULL,            -- tokens of one sequence
    sequences INTEGER NOT NULL,         -- sequences of one batch
    inference_seconds REAL,             -- a batch, median
    training_seconds REAL,
    peak_bytes INTEGER
);
