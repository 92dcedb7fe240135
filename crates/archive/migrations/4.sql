-- Schema 4: smaller and quicker to add to.
--
-- Words are kept once, in versions.text: the views slice them by spans. Rows that no question needs are gone (times, spans of
-- mentions, names of the unnamed); records and bytes are packed with the text beside them as dictionary. Full-text search is
-- written at the end of each transaction, in the order of ids, since FTS5 begins a new segment whenever an id is smaller than
-- the last. The program packs the records anew after this file has run.

DROP VIEW reported_articles;
DROP VIEW reported_statements;
DROP VIEW reported_events;
DROP VIEW reported_actors;
DROP TRIGGER statements_added;
DROP TRIGGER statements_removed;
DROP TRIGGER events_added;
DROP TRIGGER events_removed;
DROP TRIGGER articles_shown;
DROP TRIGGER names_added;
DROP TRIGGER names_removed;
DROP TABLE statements_fts;
DROP TABLE events_fts;
DROP TABLE articles_fts;
DROP TABLE names_fts;
DROP VIEW statement_words;
DROP VIEW event_words;
DROP VIEW article_words;
DROP VIEW version_words;
DROP TABLE times;

-- What records are packed with. Nothing in it is ever changed: another dictionary is another row.
CREATE TABLE dictionaries (
    number INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- The record is JSON without article.text, packed by Zstandard. Where this is not NULL, with a raw dictionary: the bytes of that
-- row followed by those of `text`.
ALTER TABLE versions ADD COLUMN dictionary INTEGER REFERENCES dictionaries (number);

-- Whether `packed` was packed with a raw dictionary, the `text` of its version.
ALTER TABLE captures ADD COLUMN with_text INTEGER NOT NULL DEFAULT 0;

ALTER TABLE places DROP COLUMN mentions;

-- Only those who can be known again have a row in `actors`; an unnamed source or a group is somebody else in each article.
DELETE FROM actors WHERE wikidata IS NULL AND kind IN ('unnamed', 'group');
DELETE FROM timeline WHERE actor NOT IN (SELECT id FROM actors);

-- An actor in an article.
CREATE TABLE appearances_4 (
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,              -- the id in the record: 'a1'
    actor INTEGER REFERENCES actors (id), -- absent of unnamed sources and groups
    name TEXT NOT NULL,
    aliases TEXT,                   -- a JSON array
    roles TEXT,                     -- a JSON array of their words
    PRIMARY KEY (version, ref)
) STRICT, WITHOUT ROWID;
INSERT INTO appearances_4
SELECT p.version, p.ref, c.id, p.name, nullif(p.aliases, '[]'), nullif(p.roles, '[]')
FROM appearances p LEFT JOIN actors c ON c.id = p.actor;
DROP TABLE appearances;
ALTER TABLE appearances_4 RENAME TO appearances;
CREATE INDEX appearances_actor ON appearances (actor, version) WHERE actor IS NOT NULL;

-- Every name that an actor goes by.
CREATE TABLE names_4 (
    id INTEGER PRIMARY KEY,
    actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
    name TEXT NOT NULL
) STRICT;
INSERT INTO names_4
SELECT id, actor, name FROM names WHERE actor IN (SELECT id FROM actors) ORDER BY id;
DROP TABLE names;
ALTER TABLE names_4 RENAME TO names;
CREATE INDEX names_actor ON names (actor);

-- Ids of statements, and of events, begin at versions.id × 4096. The words are in the views.
CREATE TABLE statements_4 (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    ref TEXT NOT NULL,              -- the id in the record: 's1'
    kind TEXT NOT NULL,
    form TEXT NOT NULL,
    act TEXT NOT NULL,
    speaker INTEGER,                -- actors.id, absent of unnamed sources and groups
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
    content_spans TEXT NOT NULL,    -- JSON arrays of spans: what was said,
    source_spans TEXT NOT NULL,     -- the words that name the speaker,
    cue_spans TEXT NOT NULL,        -- the words that say that it was said
    condition_span TEXT,            -- a JSON span
    negated INTEGER NOT NULL,
    within TEXT,                    -- `ref` of the statement in whose content it stands
    confidence REAL NOT NULL
) STRICT;
INSERT INTO statements_4
SELECT id, version, ref, kind, form, act, (SELECT c.id FROM actors c WHERE c.id = speaker), speaker_name,
    audience, (SELECT nullif(json_group_array(value), '[]') FROM json_each(audience_ids) WHERE value IN (SELECT id FROM actors)),
    about, (SELECT nullif(json_group_array(value), '[]') FROM json_each(about_ids) WHERE value IN (SELECT id FROM actors)),
    medium, time, from_day, to_day, place, country, content_spans, source_spans, cue_spans, condition_span, negated, within, confidence
FROM statements ORDER BY id;
DROP TABLE statements;
ALTER TABLE statements_4 RENAME TO statements;
CREATE INDEX statements_from_day ON statements (from_day) WHERE from_day IS NOT NULL;

CREATE TABLE events_4 (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
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
    trigger_span TEXT NOT NULL,     -- a JSON span: the words that name it
    evidence_spans TEXT NOT NULL,   -- a JSON array of spans: the sentences that tell of it
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
INSERT INTO events_4
SELECT id, version, ref, type, mode, contexts, label, status, stance, background,
    actors, (SELECT nullif(json_group_array(value), '[]') FROM json_each(actor_ids) WHERE value IN (SELECT id FROM actors)),
    alleged_actors, (SELECT nullif(json_group_array(value), '[]') FROM json_each(alleged_actor_ids) WHERE value IN (SELECT id FROM actors)),
    recipients, (SELECT nullif(json_group_array(value), '[]') FROM json_each(recipient_ids) WHERE value IN (SELECT id FROM actors)),
    time, from_day, to_day, place, country, trigger_span, evidence_spans,
    condition_span, counts, statement, content_of, put_by, according_to, according_to_ref, denied_by, denied_by_refs, confidence
FROM events ORDER BY id;
DROP TABLE events;
ALTER TABLE events_4 RENAME TO events;
CREATE INDEX events_from_day ON events (from_day) WHERE from_day IS NOT NULL;

-- What the words of each row are for full-text search, as in schema 1; an event that lasts into another month has the code
-- 'spanning'. Words of several pieces are put together by recursion,
-- since FTS5 does not let its content come from a virtual table such as json_each.
CREATE VIEW statement_words AS
SELECT s.id,
    CASE json_array_length(s.content_spans)
        WHEN 0 THEN ''
        WHEN 1 THEN substr(v.text, json_extract(s.content_spans, '$[0][0]') + 1,
            json_extract(s.content_spans, '$[0][1]') - json_extract(s.content_spans, '$[0][0]'))
        ELSE (WITH RECURSIVE joined (n, words) AS (
            SELECT 1, substr(v.text, json_extract(s.content_spans, '$[0][0]') + 1,
                json_extract(s.content_spans, '$[0][1]') - json_extract(s.content_spans, '$[0][0]'))
            UNION ALL
            SELECT n + 1, words || ' … ' || substr(v.text, json_extract(s.content_spans, '$[' || n || '][0]') + 1,
                json_extract(s.content_spans, '$[' || n || '][1]') - json_extract(s.content_spans, '$[' || n || '][0]'))
            FROM joined WHERE n < json_array_length(s.content_spans))
            SELECT words FROM joined ORDER BY n DESC LIMIT 1)
    END AS content,
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
    CASE json_array_length(e.evidence_spans)
        WHEN 0 THEN ''
        WHEN 1 THEN substr(v.text, json_extract(e.evidence_spans, '$[0][0]') + 1,
            json_extract(e.evidence_spans, '$[0][1]') - json_extract(e.evidence_spans, '$[0][0]'))
        ELSE (WITH RECURSIVE joined (n, words) AS (
            SELECT 1, substr(v.text, json_extract(e.evidence_spans, '$[0][0]') + 1,
                json_extract(e.evidence_spans, '$[0][1]') - json_extract(e.evidence_spans, '$[0][0]'))
            UNION ALL
            SELECT n + 1, words || ' … ' || substr(v.text, json_extract(e.evidence_spans, '$[' || n || '][0]') + 1,
                json_extract(e.evidence_spans, '$[' || n || '][1]') - json_extract(e.evidence_spans, '$[' || n || '][0]'))
            FROM joined WHERE n < json_array_length(e.evidence_spans))
            SELECT words FROM joined ORDER BY n DESC LIMIT 1)
    END AS evidence,
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
        || CASE WHEN substr(e.from_day, 1, 7) <> substr(e.to_day, 1, 7) THEN 'spanning ' ELSE '' END
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
SELECT w.* FROM version_words w WHERE EXISTS (SELECT 1 FROM articles a WHERE a.version = w.id);

-- The program writes these at the end of each transaction; rows that go are taken out at once.
CREATE VIRTUAL TABLE statements_fts USING fts5 (
    content, speaker, audience, about, place, outlet, codes,
    content = 'statement_words', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER statements_removed BEFORE DELETE ON statements BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, content, speaker, audience, about, place, outlet, codes)
    SELECT 'delete', * FROM statement_words WHERE id = old.id;
END;

CREATE VIRTUAL TABLE events_fts USING fts5 (
    evidence, actors, alleged_actors, recipients, according_to, denied_by, place, outlet, codes,
    content = 'event_words', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
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
-- A version's other rows are removed after articles.version no longer names it.
CREATE TRIGGER articles_hidden AFTER UPDATE OF version ON articles
WHEN old.version IS NOT NULL AND new.version IS NOT old.version BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, headline, text, outlet, codes)
    SELECT 'delete', * FROM version_words WHERE id = old.version;
END;

CREATE VIRTUAL TABLE names_fts USING fts5 (
    name, content = 'names', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER names_added AFTER INSERT ON names BEGIN
    INSERT INTO names_fts (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER names_removed BEFORE DELETE ON names BEGIN
    INSERT INTO names_fts (names_fts, rowid, name) VALUES ('delete', old.id, old.name);
END;

-- What waits in memory for the end of a transaction, and how many segments of one size are merged at a time.
INSERT INTO statements_fts (statements_fts, rank) VALUES ('hashsize', 8388608), ('automerge', 8);
INSERT INTO events_fts (events_fts, rank) VALUES ('hashsize', 8388608), ('automerge', 8);
INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 8388608), ('automerge', 8);

INSERT INTO statements_fts (rowid, content, speaker, audience, about, place, outlet, codes)
SELECT * FROM statement_words ORDER BY id;
INSERT INTO events_fts (rowid, evidence, actors, alleged_actors, recipients, according_to, denied_by, place, outlet, codes)
SELECT * FROM event_words ORDER BY id;
INSERT INTO articles_fts (rowid, headline, text, outlet, codes) SELECT * FROM article_words ORDER BY id;
INSERT INTO names_fts (names_fts) VALUES ('rebuild');

-- For people and programs that read the file with any SQLite client.
CREATE VIEW reported_articles AS
SELECT a.id AS article, v.published, v.outlet, v.headline, v.url, v.updated, v.language, v.label, a.status, a.copy_of,
    v.number AS version, a.added, a.changed, v.n_statements, v.n_events, v.text
FROM articles a JOIN versions v ON v.id = a.version;

CREATE VIEW reported_statements AS
SELECT v.article || '/' || s.ref AS statement, v.published, v.outlet, s.speaker_name AS speaker, s.act, s.form, s.kind,
    (SELECT w.content FROM statement_words w WHERE w.id = s.id) AS content,
    s.audience, s.about, s.medium, s.time AS said, s.from_day, s.to_day, s.place, s.country,
    (SELECT coalesce(group_concat(substr(v.text, json_extract(value, '$[0]') + 1, json_extract(value, '$[1]') - json_extract(value, '$[0]')),
        ' … '), '') FROM json_each(s.source_spans)) AS source,
    (SELECT coalesce(group_concat(substr(v.text, json_extract(value, '$[0]') + 1, json_extract(value, '$[1]') - json_extract(value, '$[0]')),
        ' … '), '') FROM json_each(s.cue_spans)) AS cue,
    substr(v.text, json_extract(s.condition_span, '$[0]') + 1,
        json_extract(s.condition_span, '$[1]') - json_extract(s.condition_span, '$[0]')) AS condition,
    s.negated, s.confidence, v.headline, v.url, v.article, s.content_spans, s.source_spans, s.cue_spans, s.speaker AS actor
FROM statements s JOIN versions v ON v.id = s.version;

CREATE VIEW reported_events AS
SELECT v.article || '/' || e.ref AS event, v.published, v.outlet, e.type, e.mode, e.label, e.actors, e.recipients,
    e.alleged_actors, e.status, e.stance, e.background, e.time AS happens, e.from_day, e.to_day, e.place, e.country,
    substr(v.text, json_extract(e.trigger_span, '$[0]') + 1,
        json_extract(e.trigger_span, '$[1]') - json_extract(e.trigger_span, '$[0]')) AS trigger,
    (SELECT w.evidence FROM event_words w WHERE w.id = e.id) AS evidence,
    substr(v.text, json_extract(e.condition_span, '$[0]') + 1,
        json_extract(e.condition_span, '$[1]') - json_extract(e.condition_span, '$[0]')) AS condition,
    e.counts, e.according_to, e.denied_by, e.confidence, v.headline, v.url, v.article, e.trigger_span, e.evidence_spans,
    e.actor_ids, e.recipient_ids
FROM events e JOIN versions v ON v.id = e.version;

CREATE VIEW reported_actors AS
SELECT c.id AS actor, c.name, c.kind, c.state, c.sector, c.wikidata,
    (SELECT count(*) FROM appearances p WHERE p.actor = c.id) AS n_articles,
    (SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'speaker : actor' || c.id) AS n_statements
FROM actors c;
