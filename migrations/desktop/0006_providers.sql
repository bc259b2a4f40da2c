-- Vendors of models: who answered, what was thought, what it cost, and what is chosen.
--
-- Replies by a key and refused ones are new values that an older Pulse would misread.
UPDATE compatibility SET oldest_writer = 6;

-- NULL: this computer.
ALTER TABLE messages ADD COLUMN provider TEXT;
ALTER TABLE messages ADD COLUMN cached_tokens INTEGER;
ALTER TABLE messages ADD COLUMN thinking_tokens INTEGER;
ALTER TABLE messages ADD COLUMN thinking_ms INTEGER;
-- Picodollars: billionths of a thousandth of a US dollar.
ALTER TABLE messages ADD COLUMN cost INTEGER;

-- contract::message::ReplyOptions as JSON; NULL: nothing was chosen.
ALTER TABLE conversations ADD COLUMN options TEXT;

-- What models thought before they answered, in the pieces in which it came.
CREATE TABLE thoughts (
    reply  INTEGER NOT NULL REFERENCES messages (number) ON DELETE CASCADE,
    -- Where `text` begins, in bytes of UTF-8.
    offset INTEGER NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (reply, offset)
) STRICT, WITHOUT ROWID;

-- What is set for each vendor. Keys are in the keychain: here stands only that there is one.
CREATE TABLE providers (
    id         TEXT PRIMARY KEY,
    -- NULL: the usual address.
    base_url   TEXT,
    location   TEXT,
    -- The last four characters of the key, as far as they may be shown.
    key_hint   TEXT,
    -- NULL: there is no key.
    key_since  INTEGER,
    -- The models that the vendor named last, as JSON, and when.
    models     TEXT,
    models_at  INTEGER
) STRICT, WITHOUT ROWID;

-- One row a completion, also of conversations that are deleted since.
CREATE TABLE completions (
    number          INTEGER PRIMARY KEY,
    at              INTEGER NOT NULL,
    conversation    BLOB NOT NULL,
    message         BLOB NOT NULL,
    provider        TEXT NOT NULL,
    model           TEXT NOT NULL,
    route           TEXT NOT NULL,
    status          TEXT NOT NULL,
    input_tokens    INTEGER,
    output_tokens   INTEGER,
    cached_tokens   INTEGER,
    thinking_tokens INTEGER,
    -- Picodollars; NULL: not known.
    cost            INTEGER,
    first_token_ms  INTEGER,
    total_ms        INTEGER
) STRICT;

CREATE INDEX completions_by_time ON completions (at);
