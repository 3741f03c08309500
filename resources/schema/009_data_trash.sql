-- Format 9: the trash of data sets.
ALTER TABLE datasets ADD COLUMN trashed TEXT;  -- when it went to the trash, NULL = it is not there
