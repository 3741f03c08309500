-- Format 3: a timing is one point of the cost chart, measured again only when asked for.
ALTER TABLE timings ADD COLUMN dim INTEGER NOT NULL DEFAULT 0;
ALTER TABLE timings ADD COLUMN heads INTEGER NOT NULL DEFAULT 0;
ALTER TABLE timings ADD COLUMN layers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE timings ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;  -- of the training pass
ALTER TABLE timings ADD COLUMN inference_low REAL;                  -- 95 % interval of the median
ALTER TABLE timings ADD COLUMN inference_high REAL;
ALTER TABLE timings ADD COLUMN training_low REAL;
ALTER TABLE timings ADD COLUMN training_high REAL;
ALTER TABLE timings ADD COLUMN flops_inference REAL;                -- of a batch, by definition
ALTER TABLE timings ADD COLUMN flops_training REAL;
ALTER TABLE timings ADD COLUMN done INTEGER NOT NULL DEFAULT 0;     -- 1: precise enough, or its time was used up
CREATE UNIQUE INDEX timings_by_point
    ON timings (device, threads, build, encoder, sharing, length, sequences, dim, heads, layers);
