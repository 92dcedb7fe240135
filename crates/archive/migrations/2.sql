-- Schema 2: searches that are kept by name.

CREATE TABLE searches (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,            -- in canonical form
    saved TEXT NOT NULL,            -- ISO 8601 in UTC
    seen INTEGER NOT NULL           -- versions.serial of the last version that was there when it was last looked at
) STRICT, WITHOUT ROWID;
