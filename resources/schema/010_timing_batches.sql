-- Format 10: points that differ in the tokens asked for a batch alone stand on charts of their own.
DROP INDEX timings_by_point;
CREATE UNIQUE INDEX timings_by_point
    ON timings (device, threads, build, encoder, sharing, length, sequences, tokens, dim, heads, layers);
