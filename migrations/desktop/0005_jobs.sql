-- The durable job queue; what each column must do is said by `jobs::JobStorage`.

CREATE TABLE jobs (
    number       INTEGER PRIMARY KEY,
    id           BLOB NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    title        TEXT NOT NULL,
    -- JSON.
    payload      TEXT NOT NULL,
    checkpoint   TEXT,
    state        TEXT NOT NULL,
    -- Of waiting jobs.
    retry_at     INTEGER,
    -- JSON.
    progress     TEXT,
    error        TEXT,
    attempts     INTEGER NOT NULL DEFAULT 0,
    -- Who works on it, until when at the least, and how often it was claimed ever. A
    -- cancelled job keeps its lease until its worker lets go.
    lease_owner  TEXT,
    lease_until  INTEGER,
    lease_number INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;

-- What can be claimed, and what is over.
CREATE INDEX jobs_open ON jobs (state, created_at) WHERE state IN ('queued', 'waiting', 'running');
CREATE INDEX jobs_by_age ON jobs (created_at DESC, number DESC);
