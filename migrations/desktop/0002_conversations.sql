-- Conversations, their messages as a tree, replies in the making, drafts.
--
-- Rows refer to each other by small integers, which are quicker to follow than
-- UUIDs; `id` is what the world outside sees. Times are milliseconds since 1970.

CREATE TABLE conversations (
    number         INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE,
    title          TEXT NOT NULL DEFAULT '',
    created_at     INTEGER NOT NULL,
    -- When a message was last added or changed.
    updated_at     INTEGER NOT NULL,
    -- When a person gave the title; NULL: it was made from the first message.
    renamed_at     INTEGER,
    -- Set while it can be restored.
    deleted_at     INTEGER,
    -- The last message of the branch that is shown.
    active_leaf    INTEGER REFERENCES messages (number)
) STRICT;

-- The list: newest activity first, a page at a time.
CREATE INDEX conversations_listed ON conversations (updated_at DESC, id DESC)
    WHERE deleted_at IS NULL;
CREATE INDEX conversations_deleted ON conversations (deleted_at) WHERE deleted_at IS NOT NULL;
-- Lets the foreign key be checked without a scan when messages are purged.
CREATE INDEX conversations_by_leaf ON conversations (active_leaf);

-- `number` grows with time, so a child's is always above its parent's.
CREATE TABLE messages (
    number         INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE,
    conversation   INTEGER NOT NULL REFERENCES conversations (number),
    parent         INTEGER REFERENCES messages (number),
    -- How many messages stand above it.
    depth          INTEGER NOT NULL,
    role           TEXT NOT NULL,
    status         TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    -- The process that makes the reply, while it streams.
    session        TEXT,
    -- Of replies only, from here on.
    model          TEXT,
    route          TEXT,
    input_tokens   INTEGER,
    output_tokens  INTEGER,
    first_token_ms INTEGER,
    total_ms       INTEGER,
    finish         TEXT,
    trimmed        INTEGER NOT NULL DEFAULT 0,
    -- contract::Error as JSON.
    error          TEXT,
    -- Last, because a long text spills onto pages that need not be read for the rest.
    text           TEXT NOT NULL
) STRICT;

-- Children and siblings; `conversation` tells first messages (no parent) apart.
CREATE INDEX messages_by_parent ON messages (parent, conversation);
CREATE INDEX messages_by_conversation ON messages (conversation);
-- What recovery looks at.
CREATE INDEX messages_streaming ON messages (session) WHERE status = 'streaming';

-- The text of a streaming reply that is not in its row yet.
CREATE TABLE journal (
    reply  INTEGER NOT NULL REFERENCES messages (number) ON DELETE CASCADE,
    -- Where `text` begins, in bytes of UTF-8 from the reply's start.
    offset INTEGER NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (reply, offset)
) STRICT, WITHOUT ROWID;

-- What was typed and not sent.
CREATE TABLE drafts (
    -- NULL: for the conversation that is not made yet.
    conversation INTEGER REFERENCES conversations (number) ON DELETE CASCADE,
    text         TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX drafts_one_each ON drafts (ifnull(conversation, 0));
