-- Schema 5: statements and events are found by the months and years that they touch.
--
-- The codes of an event, and of a statement, had the month in which it begins. Now they have each year and month of its days; a
-- statement of which it is not told when it was said has those of its article's publication. So nothing has to be looked up in
-- the rows, which lie all over a large file, where whole months are asked for. No time is longer than a century.
--
-- Words and codes are else as in schema 4.

-- The address that an article is known by: the first it came at. What is exported makes its ids of it, so that they stay when
-- the article is found at others too.
ALTER TABLE articles ADD COLUMN address TEXT;
UPDATE articles SET address = (SELECT min(d.address) FROM addresses d WHERE d.article = articles.id);

DROP VIEW statement_words;
DROP VIEW event_words;

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
        || coalesce(CASE
            WHEN s.from_day IS NULL
                THEN 'year' || substr(v.published, 1, 4) || ' month' || substr(v.published, 1, 4) || substr(v.published, 6, 2) || ' '
            WHEN substr(s.from_day, 1, 7) = substr(s.to_day, 1, 7)
                THEN 'year' || substr(s.from_day, 1, 4) || ' month' || substr(s.from_day, 1, 4) || substr(s.from_day, 6, 2) || ' '
            ELSE (WITH RECURSIVE months (day) AS (
                SELECT substr(s.from_day, 1, 7) || '-01'
                UNION ALL SELECT date(day, '+1 month') FROM months WHERE day < substr(s.to_day, 1, 7) || '-01')
                SELECT group_concat('year' || substr(day, 1, 4) || ' month' || substr(day, 1, 4) || substr(day, 6, 2) || ' ', '')
                FROM months)
        END, '')
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
        || coalesce(CASE
            WHEN e.from_day IS NULL THEN NULL
            WHEN substr(e.from_day, 1, 7) = substr(e.to_day, 1, 7)
                THEN 'year' || substr(e.from_day, 1, 4) || ' month' || substr(e.from_day, 1, 4) || substr(e.from_day, 6, 2) || ' '
            ELSE (WITH RECURSIVE months (day) AS (
                SELECT substr(e.from_day, 1, 7) || '-01'
                UNION ALL SELECT date(day, '+1 month') FROM months WHERE day < substr(e.to_day, 1, 7) || '-01')
                SELECT group_concat('year' || substr(day, 1, 4) || ' month' || substr(day, 1, 4) || substr(day, 6, 2) || ' ', '')
                FROM months)
        END, '')
        || CASE WHEN e.background THEN 'background ' ELSE '' END
        || CASE WHEN e.denied_by_refs IS NOT NULL THEN 'denied' ELSE '' END AS codes
FROM events e JOIN versions v ON v.id = e.version;

INSERT INTO statements_fts (statements_fts) VALUES ('delete-all');
INSERT INTO statements_fts (rowid, content, speaker, audience, about, place, outlet, codes)
SELECT * FROM statement_words ORDER BY id;
INSERT INTO events_fts (events_fts) VALUES ('delete-all');
INSERT INTO events_fts (rowid, evidence, actors, alleged_actors, recipients, according_to, denied_by, place, outlet, codes)
SELECT * FROM event_words ORDER BY id;
