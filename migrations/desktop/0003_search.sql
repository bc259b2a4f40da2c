-- Full-text search over titles and finished messages.
--
-- The indexes hold no text of their own: they point into the tables and are kept by
-- triggers. A reply is indexed once, when it becomes final, not with every delta.
-- Both can be rebuilt from the tables:
--     INSERT INTO message_index (message_index) VALUES ('rebuild');

CREATE VIEW final_messages (number, text) AS
    SELECT number, text FROM messages WHERE status <> 'streaming';

CREATE VIRTUAL TABLE message_index USING fts5 (
    text,
    content = 'final_messages',
    content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER message_index_insert AFTER INSERT ON messages
WHEN new.status <> 'streaming'
BEGIN
    INSERT INTO message_index (rowid, text) VALUES (new.number, new.text);
END;

CREATE TRIGGER message_index_delete AFTER DELETE ON messages
WHEN old.status <> 'streaming'
BEGIN
    INSERT INTO message_index (message_index, rowid, text) VALUES ('delete', old.number, old.text);
END;

-- A reply that is continued, or a text that changes, leaves the index …
CREATE TRIGGER message_index_update_old AFTER UPDATE OF text, status ON messages
WHEN old.status <> 'streaming' AND (new.status = 'streaming' OR new.text <> old.text)
BEGIN
    INSERT INTO message_index (message_index, rowid, text) VALUES ('delete', old.number, old.text);
END;

-- … and comes back when it is final.
CREATE TRIGGER message_index_update_new AFTER UPDATE OF text, status ON messages
WHEN new.status <> 'streaming' AND (old.status = 'streaming' OR new.text <> old.text)
BEGIN
    INSERT INTO message_index (rowid, text) VALUES (new.number, new.text);
END;

CREATE VIRTUAL TABLE title_index USING fts5 (
    title,
    content = 'conversations',
    content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER title_index_insert AFTER INSERT ON conversations
BEGIN
    INSERT INTO title_index (rowid, title) VALUES (new.number, new.title);
END;

CREATE TRIGGER title_index_delete AFTER DELETE ON conversations
BEGIN
    INSERT INTO title_index (title_index, rowid, title) VALUES ('delete', old.number, old.title);
END;

CREATE TRIGGER title_index_update AFTER UPDATE OF title ON conversations
WHEN new.title <> old.title
BEGIN
    INSERT INTO title_index (title_index, rowid, title) VALUES ('delete', old.number, old.title);
    INSERT INTO title_index (rowid, title) VALUES (new.number, new.title);
END;

-- Scripts that put no spaces between words (Thai to Khmer, kana, Han, Hangul with its
-- particles) are one long word to the tokenizer. Queries in them look for substrings
-- instead, and this index keeps those from reading every other message. Comparing the
-- lengths in letters and in bytes first spares plain ASCII the slow GLOB. The same
-- condition stands in crates/store/src/search; SQLite uses the index only if both agree.
CREATE INDEX messages_unspaced ON messages (number)
    WHERE status <> 'streaming' AND length(text) < octet_length(text)
        AND text GLOB '*[ก-໿က-႟ᄀ-ᇿក-៿⺀-鿿ꥠ-꥿가-﫿ｦ-ￜ𠀀-𲎯]*';
