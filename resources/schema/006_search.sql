-- Format 6: full-text search over the texts of data sets, and named selections of records.

-- The search index keeps no copy of the texts; it finds them by this number. Whoever adds or deletes records
-- does the same to the index: triggers may not, a lab is opened without trust in its schema.
CREATE VIEW record_texts AS SELECT (dataset_id << 32) | position AS id, text FROM records;
CREATE VIRTUAL TABLE record_search USING fts5 (text, content = 'record_texts', content_rowid = 'id');
INSERT INTO record_search (record_search) VALUES ('rebuild');

-- Filters of a data set's records that a person has given a name.
CREATE TABLE slices (
    id INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    filter TEXT NOT NULL,               -- JSON: search, split, label, min_tokens, max_tokens, predicted, outcome, texts
    created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    UNIQUE (dataset_id, name)
);
