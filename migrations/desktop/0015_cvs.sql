-- CVs, and the history of each.
--
-- An older Pulse does not look at them.

CREATE TABLE cvs (
    number     INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE,
    title      TEXT NOT NULL,
    -- NULL: `content` is a whole CV. Else it is what a version changes of this CV, which is no
    -- version itself.
    base       INTEGER REFERENCES cvs (number),
    -- JSON: a CV, or a delta.
    content    TEXT NOT NULL,
    -- Grows with each change of `content`: two that work on one CV do not write over each other.
    writes     INTEGER NOT NULL DEFAULT 1,
    -- What the list shows of the CV, those of a version included.
    name       TEXT NOT NULL,
    headline   TEXT NOT NULL,
    template   TEXT NOT NULL,
    -- Steps of the history that are done; those with greater numbers are undone.
    step       INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    -- Set while it can be restored. A CV that has versions is not deleted: they become whole ones first.
    deleted_at INTEGER
) STRICT;

CREATE INDEX cvs_by_base ON cvs (base) WHERE base IS NOT NULL;

-- What was done with a CV, in order, without limit.
CREATE TABLE cv_steps (
    cv     INTEGER NOT NULL REFERENCES cvs (number) ON DELETE CASCADE,
    -- From 1, without gaps.
    number INTEGER NOT NULL,
    -- JSON: the delta that undoes it, and the one that does it.
    back   TEXT NOT NULL,
    forth  TEXT NOT NULL,
    -- The field that somebody typed in; NULL: it was another change.
    typing TEXT,
    at     INTEGER NOT NULL,
    PRIMARY KEY (cv, number)
) STRICT;
