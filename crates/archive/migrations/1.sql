-- Schema 1 of an archive. docs/archive.md tells what the tables and views are for.
--
-- Ids of versions, statements and events stand in the order of time, newest last, so that "newest first" is a walk
-- down the ids of any index: versions.id = minutes from 1900 to the article's publication (or, where that is unknown,
-- to its coming) × 1024 + a number within the minute; statements.id and events.id = versions.id × 4096 + a number
-- within the version. They change when an article is read again: what does not is articles.id with `ref`.
--
-- Statements, events, appearances, places and times are those of each article's current version; older versions keep
-- their record. Spans are half-open ranges [start, end] of versions.text in Unicode code points.

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    version INTEGER UNIQUE REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED, -- the current one
    copy_of INTEGER REFERENCES articles (id) ON DELETE SET NULL, -- the article of another outlet whose words it prints
    status TEXT,                    -- 'withdrawn' or 'corrected' where its publisher says so
    added TEXT NOT NULL,            -- when it first came, ISO 8601 in UTC
    changed TEXT NOT NULL           -- when its current version came
) STRICT;
CREATE INDEX articles_copy_of ON articles (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX articles_changed ON articles (changed);

-- Where an article can be found: normalised addresses, and ids that are unique in the world (urn:, tag:).
CREATE TABLE addresses (
    address TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_article ON addresses (article);

-- Bands of the min-hash of each article's running text, by which nearly the same texts are found.
CREATE TABLE bands (
    band INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;

-- One row a different text.
CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,        -- 1 is the first that came
    serial INTEGER NOT NULL UNIQUE, -- counts up over all versions of the archive in the order in which they came
    added TEXT NOT NULL,            -- when it came
    status TEXT,                    -- 'withdrawn' or 'corrected' where its publisher says so
    n_statements INTEGER NOT NULL,
    n_events INTEGER NOT NULL,
    record_id TEXT NOT NULL,        -- article.id of the record
    published TEXT,
    updated TEXT,
    outlet TEXT,                    -- the publisher, or else the host of the address
    url TEXT,
    language TEXT,
    label TEXT,
    headline TEXT,
    reader TEXT NOT NULL,           -- the version of onrecord that read it
    text_hash BLOB NOT NULL,        -- first 16 bytes of the SHA-256 of the text without asides, stamps, topics and rights
    text TEXT NOT NULL,
    record BLOB NOT NULL,           -- the record as JSON without article.text, packed by Zstandard
    UNIQUE (article, number)
) STRICT;
CREATE INDEX versions_outlet ON versions (outlet);

-- The bytes that came.
CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,             -- SHA-256 of the bytes
    size INTEGER NOT NULL,          -- how many bytes
    came TEXT NOT NULL,             -- when, ISO 8601 in UTC
    input TEXT,                     -- whence: the path or address that was read
    part TEXT,                      -- which part of it: 'line 3', 'entry 2', 'item 1', 'record 7'
    url TEXT,                       -- the address that was given with them
    origin TEXT,                    -- the address that the input says it came from: a page's, or a whole feed's
    charset TEXT,                   -- the encoding that the server gave
    fetched TEXT,                   -- when it was fetched, where the input says so
    as_of TEXT,                     -- the day or moment by which they were read
    format TEXT NOT NULL,
    packed BLOB                     -- packed by Zstandard; absent where the text was there already
) STRICT;
CREATE INDEX captures_hash ON captures (hash);
CREATE INDEX captures_version ON captures (version);

-- Who: identities over all articles. `key` is the Wikidata item, or else the kind and name in small letters; unnamed
-- sources and groups have no identity over articles, and so one of their article's own.
CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT,
    state TEXT,
    sector TEXT,
    wikidata TEXT
) STRICT;

-- An actor in an article.
CREATE TABLE appearances (
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,              -- the id in the record: 'a1'
    actor INTEGER NOT NULL REFERENCES actors (id),
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,          -- a JSON array
    roles TEXT NOT NULL,            -- a JSON array of their words
    mentions TEXT NOT NULL,         -- a JSON array of spans
    PRIMARY KEY (version, ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearances_actor ON appearances (actor, version);

-- Every name that an actor goes by.
CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (actor, name)
) STRICT;

CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,              -- the id in the record: 's1'
    kind TEXT NOT NULL,
    form TEXT NOT NULL,
    act TEXT NOT NULL,
    speaker INTEGER REFERENCES actors (id),
    speaker_name TEXT,              -- the actor's name in the article, or the description of an unnamed source
    audience TEXT,                  -- names, parted by '; '
    audience_ids TEXT,              -- a JSON array of actors.id
    about TEXT,                     -- names of actors and places, parted by '; '
    about_ids TEXT,                 -- a JSON array of actors.id
    medium TEXT,
    time TEXT,                      -- when it was said, the TIMEX3 value
    from_day TEXT,                  -- its first day in the calendar
    to_day TEXT,                    -- its last
    place TEXT,                     -- where it was said
    country TEXT,                   -- ISO 3166-1 alpha-3
    content TEXT NOT NULL,          -- the words said; ' … ' stands between pieces
    source TEXT NOT NULL,           -- the words that name the speaker, in the same way
    cue TEXT NOT NULL,              -- the words that say that it was said
    content_spans TEXT NOT NULL,    -- JSON arrays of spans
    source_spans TEXT NOT NULL,
    cue_spans TEXT NOT NULL,
    quote_spans TEXT NOT NULL,
    condition TEXT,
    condition_span TEXT,
    negated INTEGER NOT NULL,
    within TEXT,                    -- `ref` of the statement in whose content it stands
    confidence REAL NOT NULL
) STRICT;
CREATE INDEX statements_version ON statements (version);
CREATE INDEX statements_speaker ON statements (speaker, from_day);
CREATE INDEX statements_from_day ON statements (from_day) WHERE from_day IS NOT NULL;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,              -- the id in the record: 'e1'
    type TEXT NOT NULL,
    mode TEXT,
    contexts TEXT,                  -- parted by '; '
    label TEXT NOT NULL,
    status TEXT NOT NULL,
    stance TEXT NOT NULL,
    background INTEGER NOT NULL,
    actors TEXT,                    -- names, parted by '; '
    actor_ids TEXT,                 -- a JSON array of actors.id
    alleged_actors TEXT,
    alleged_actor_ids TEXT,
    recipients TEXT,
    recipient_ids TEXT,
    time TEXT,                      -- when, the TIMEX3 value
    from_day TEXT,                  -- its first day in the calendar
    to_day TEXT,                    -- its last
    place TEXT,
    country TEXT,                   -- ISO 3166-1 alpha-3
    trigger TEXT NOT NULL,          -- the words that name it
    trigger_span TEXT NOT NULL,     -- a JSON span
    evidence TEXT NOT NULL,         -- the sentences that tell of it; ' … ' stands between them
    evidence_spans TEXT NOT NULL,   -- a JSON array of spans
    condition TEXT,
    condition_span TEXT,
    counts TEXT,                    -- a JSON array of {what, value, span}
    statement TEXT,                 -- `ref` of the statement by which it is done
    content_of TEXT,                -- `ref` of the statement that puts it forward
    put_by TEXT,                    -- `ref` of the event that puts it forward
    according_to TEXT,              -- the name of the one on whose word it rests
    according_to_ref TEXT,          -- `ref` of their statement
    denied_by TEXT,                 -- names of those who deny it, parted by '; '
    denied_by_refs TEXT,            -- a JSON array of `ref` of their statements
    confidence REAL NOT NULL
) STRICT;
CREATE INDEX events_version ON events (version);
CREATE INDEX events_type ON events (type, from_day);
CREATE INDEX events_label ON events (label, from_day);
CREATE INDEX events_from_day ON events (from_day) WHERE from_day IS NOT NULL;
CREATE INDEX events_country ON events (country, from_day) WHERE country IS NOT NULL;

-- Events with a day, by those who take part in them.
CREATE TABLE timeline (
    actor INTEGER NOT NULL REFERENCES actors (id),
    from_day TEXT NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (actor, from_day, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,              -- the id in the record: 'p1'
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    lat REAL,
    lon REAL,
    geonames INTEGER,
    mentions TEXT NOT NULL,         -- a JSON array of spans
    PRIMARY KEY (version, ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,              -- the id in the record: 't1'
    type TEXT NOT NULL,
    value TEXT,
    mod TEXT,
    precision TEXT,
    basis TEXT NOT NULL,
    words TEXT NOT NULL,
    span TEXT NOT NULL,             -- a JSON span
    PRIMARY KEY (version, ref)
) STRICT, WITHOUT ROWID;

-- What the words of each row are for full-text search. Names are followed by a token an actor, 'actor17'; `codes` holds
-- what is no word, without hyphens: 'all actdemand kindspeech formdirect mediuminterview', 'typeassault labelcalledoff',
-- 'languageen', 'countryukr', 'year2026 month202603' of the day said or done. They use nothing that older SQLite lacks, and no
-- virtual table such as json_each, which FTS5 does not let its content come from.
CREATE VIEW statement_words AS
SELECT s.id,
    s.content,
    coalesce(s.speaker_name || ' ', '')
        || coalesce('actor' || s.speaker || ' ', '') AS speaker,
    coalesce(s.audience || ' ', '')
        || coalesce(replace(replace(replace(s.audience_ids, '[', 'actor'), ',', ' actor'), ']', '') || ' ', '') AS audience,
    coalesce(s.about || ' ', '')
        || coalesce(replace(replace(replace(s.about_ids, '[', 'actor'), ',', ' actor'), ']', '') || ' ', '') AS about,
    s.place,
    v.outlet,
    'all' || ' '
        || 'act' || s.act || ' '
        || 'kind' || s.kind || ' '
        || 'form' || s.form || ' '
        || coalesce('medium' || replace(s.medium, '-', '') || ' ', '')
        || coalesce('country' || lower(s.country) || ' ', '')
        || coalesce('language' || replace(v.language, '-', ' language') || ' ', '')
        || coalesce('year' || substr(s.from_day, 1, 4) || ' ', '')
        || coalesce('month' || substr(s.from_day, 1, 4) || substr(s.from_day, 6, 2) || ' ', '')
        || CASE WHEN s.negated THEN 'negated' ELSE '' END AS codes
FROM statements s JOIN versions v ON v.id = s.version;

CREATE VIEW event_words AS
SELECT e.id,
    e.evidence,
    coalesce(e.actors || ' ', '')
        || coalesce(replace(replace(replace(e.actor_ids, '[', 'actor'), ',', ' actor'), ']', '') || ' ', '') AS actors,
    coalesce(e.alleged_actors || ' ', '')
        || coalesce(replace(replace(replace(e.alleged_actor_ids, '[', 'actor'), ',', ' actor'), ']', '') || ' ', '') AS alleged_actors,
    coalesce(e.recipients || ' ', '')
        || coalesce(replace(replace(replace(e.recipient_ids, '[', 'actor'), ',', ' actor'), ']', '') || ' ', '') AS recipients,
    e.according_to,
    e.denied_by,
    e.place,
    v.outlet,
    'all' || ' '
        || 'type' || e.type || ' '
        || 'label' || replace(e.label, '-', '') || ' '
        || 'status' || replace(e.status, '-', '') || ' '
        || 'stance' || e.stance || ' '
        || coalesce('mode' || replace(replace(e.mode, '-', ''), ' ', '') || ' ', '')
        || coalesce('country' || lower(e.country) || ' ', '')
        || coalesce('language' || replace(v.language, '-', ' language') || ' ', '')
        || coalesce('year' || substr(e.from_day, 1, 4) || ' ', '')
        || coalesce('month' || substr(e.from_day, 1, 4) || substr(e.from_day, 6, 2) || ' ', '')
        || CASE WHEN e.background THEN 'background ' ELSE '' END
        || CASE WHEN e.denied_by_refs IS NOT NULL THEN 'denied' ELSE '' END AS codes
FROM events e JOIN versions v ON v.id = e.version;

CREATE VIEW version_words AS
SELECT v.id,
    v.headline,
    v.text,
    v.outlet,
    'all' || ' '
        || coalesce('language' || replace(v.language, '-', ' language') || ' ', '')
        || coalesce('year' || substr(v.published, 1, 4) || ' ', '')
        || coalesce('month' || substr(v.published, 1, 4) || substr(v.published, 6, 2) || ' ', '')
        || coalesce((SELECT group_concat('country' || lower(p.country), ' ') FROM places p WHERE p.version = v.id) || ' ', '') AS codes
FROM versions v;

CREATE VIEW article_words AS
SELECT * FROM version_words WHERE id IN (SELECT version FROM articles WHERE version IS NOT NULL);

CREATE VIRTUAL TABLE statements_fts USING fts5 (
    content, speaker, audience, about, place, outlet, codes,
    content = 'statement_words', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
    INSERT INTO statements_fts (rowid, content, speaker, audience, about, place, outlet, codes)
    SELECT * FROM statement_words WHERE id = new.id;
END;
CREATE TRIGGER statements_removed BEFORE DELETE ON statements BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, content, speaker, audience, about, place, outlet, codes)
    SELECT 'delete', * FROM statement_words WHERE id = old.id;
END;

CREATE VIRTUAL TABLE events_fts USING fts5 (
    evidence, actors, alleged_actors, recipients, according_to, denied_by, place, outlet, codes,
    content = 'event_words', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER events_added AFTER INSERT ON events BEGIN
    INSERT INTO events_fts
        (rowid, evidence, actors, alleged_actors, recipients, according_to, denied_by, place, outlet, codes)
    SELECT * FROM event_words WHERE id = new.id;
    INSERT OR IGNORE INTO timeline (actor, from_day, event)
    SELECT value, new.from_day, new.id FROM json_each(new.actor_ids) WHERE new.from_day IS NOT NULL
    UNION SELECT value, new.from_day, new.id FROM json_each(new.recipient_ids) WHERE new.from_day IS NOT NULL;
END;
CREATE TRIGGER events_removed BEFORE DELETE ON events BEGIN
    INSERT INTO events_fts
        (events_fts, rowid, evidence, actors, alleged_actors, recipients, according_to, denied_by, place, outlet, codes)
    SELECT 'delete', * FROM event_words WHERE id = old.id;
    DELETE FROM timeline WHERE from_day = old.from_day AND event = old.id AND actor IN
        (SELECT value FROM json_each(old.actor_ids) UNION SELECT value FROM json_each(old.recipient_ids));
END;

CREATE VIRTUAL TABLE articles_fts USING fts5 (
    headline, text, outlet, codes,
    content = 'article_words', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
-- A version's other rows are written before articles.version names it, and removed after it no longer does.
CREATE TRIGGER articles_shown AFTER UPDATE OF version ON articles WHEN new.version IS NOT old.version BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, headline, text, outlet, codes)
    SELECT 'delete', * FROM version_words WHERE id = old.version;
    INSERT INTO articles_fts (rowid, headline, text, outlet, codes)
    SELECT * FROM version_words WHERE id = new.version;
END;

CREATE VIRTUAL TABLE names_fts USING fts5 (
    name, content = 'names', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER names_added AFTER INSERT ON names BEGIN
    INSERT INTO names_fts (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER names_removed BEFORE DELETE ON names BEGIN
    INSERT INTO names_fts (names_fts, rowid, name) VALUES ('delete', old.id, old.name);
END;

-- For people and programs that read the file with any SQLite client.
CREATE VIEW reported_articles AS
SELECT a.id AS article, v.published, v.outlet, v.headline, v.url, v.updated, v.language, v.label, a.status, a.copy_of,
    v.number AS version, a.added, a.changed, v.n_statements, v.n_events, v.text
FROM articles a JOIN versions v ON v.id = a.version;

CREATE VIEW reported_statements AS
SELECT v.article || '/' || s.ref AS statement, v.published, v.outlet, s.speaker_name AS speaker, s.act, s.form, s.kind,
    s.content, s.audience, s.about, s.medium, s.time AS said, s.from_day, s.to_day, s.place, s.country, s.source, s.cue,
    s.condition, s.negated, s.confidence, v.headline, v.url, v.article, s.content_spans, s.source_spans, s.cue_spans,
    s.speaker AS actor
FROM statements s JOIN versions v ON v.id = s.version;

CREATE VIEW reported_events AS
SELECT v.article || '/' || e.ref AS event, v.published, v.outlet, e.type, e.mode, e.label, e.actors, e.recipients,
    e.alleged_actors, e.status, e.stance, e.background, e.time AS happens, e.from_day, e.to_day, e.place, e.country,
    e.trigger, e.evidence, e.condition, e.counts, e.according_to, e.denied_by, e.confidence, v.headline, v.url, v.article,
    e.trigger_span, e.evidence_spans, e.actor_ids, e.recipient_ids
FROM events e JOIN versions v ON v.id = e.version;

CREATE VIEW reported_actors AS
SELECT c.id AS actor, c.name, c.kind, c.state, c.sector, c.wikidata,
    (SELECT count(*) FROM appearances p WHERE p.actor = c.id) AS n_articles,
    (SELECT count(*) FROM statements s WHERE s.speaker = c.id) AS n_statements
FROM actors c;
