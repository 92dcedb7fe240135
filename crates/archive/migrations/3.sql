-- Schema 3: the feeds that are followed.

-- One row a feed.
CREATE TABLE polls (
    feed TEXT PRIMARY KEY,          -- its address
    title TEXT,
    etag TEXT,                      -- the validators of its last good answer, as they came
    last_modified TEXT,
    polled TEXT,                    -- when it was last asked, ISO 8601 in UTC
    next TEXT,                      -- when it may be asked again
    failures INTEGER NOT NULL,      -- how many times in a row it has failed
    problem TEXT                    -- why, of the last time
) STRICT, WITHOUT ROWID;

-- One row an entry that a feed has had.
CREATE TABLE entries (
    feed TEXT NOT NULL REFERENCES polls (feed) ON DELETE CASCADE,
    entry TEXT NOT NULL,            -- its address, or else its id
    stamp TEXT NOT NULL,            -- when the feed says that it was last changed; empty where it does not
    tries INTEGER NOT NULL,         -- how many times its page could not be had
    done TEXT,                      -- when it was added; absent while its page is still tried
    PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;
