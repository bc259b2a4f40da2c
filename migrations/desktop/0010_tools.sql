-- Tools: the servers that have them, what is always allowed, and the calls within replies.
--
-- All of it is new: an older Pulse shows the replies without their calls.

CREATE TABLE tool_servers (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    -- How it is started or reached, as JSON (contract::tool::ToolTransport). No secret is in it.
    transport  TEXT NOT NULL,
    -- The digest of what the user confirmed; NULL: nothing yet.
    confirmed  TEXT,
    enabled    INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tool_grants (
    -- mcp::Grant as text: server's identity, schema's digest, tool.
    key   TEXT PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tool_calls (
    reply       INTEGER NOT NULL REFERENCES messages (number) ON DELETE CASCADE,
    -- 0 for the reply's first call.
    position    INTEGER NOT NULL,
    id          BLOB NOT NULL UNIQUE,
    -- Where it stands, in bytes of UTF-8 of the reply's text.
    at          INTEGER NOT NULL,
    -- Calls that the model made together have the same.
    round       INTEGER NOT NULL,
    server      TEXT NOT NULL,
    tool        TEXT NOT NULL,
    title       TEXT NOT NULL,
    -- What the model called the tool, and the vendor the call.
    offered     TEXT NOT NULL,
    vendor_call TEXT NOT NULL,
    -- Who made the call, and what it wants to see again; for no other vendor.
    provider    TEXT NOT NULL,
    echo        TEXT,
    arguments   TEXT NOT NULL,
    state       TEXT NOT NULL,
    result      TEXT NOT NULL DEFAULT '',
    images      INTEGER NOT NULL DEFAULT 0,
    created_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    PRIMARY KEY (reply, position)
) STRICT, WITHOUT ROWID;
