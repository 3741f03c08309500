-- What a quality study was asked for, so that it can go on. Its runs carry the tag "study: NAME".
CREATE TABLE studies (
    name TEXT PRIMARY KEY,
    config TEXT NOT NULL,               -- JSON, what all its runs have in common; seed: the first
    preset TEXT NOT NULL,               -- from which each encoder takes its own numbers; '' = none
    encoders TEXT NOT NULL,             -- JSON list of ids
    sharings TEXT NOT NULL,             -- JSON list; [] = the preset's
    offered_only INTEGER NOT NULL,      -- 1: an encoder does without a sharing mode that it refuses
    seeds INTEGER NOT NULL,
    updated TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
