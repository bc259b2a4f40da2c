-- Pictures that replies come with: attachments of the reply, with their place in it. And which tokens are
-- estimates (below).
--
-- An older Pulse does not show them, and purges them with their messages: nothing is damaged.

-- How many bytes of the reply's text come before it; NULL: a person attached it.
ALTER TABLE attachments ADD COLUMN made_at INTEGER;
-- The id of the call of a tool that it came from; NULL: the model made it, or a person attached it.
ALTER TABLE attachments ADD COLUMN made_by_call BLOB;

-- Tokens that nobody counted and that Pulse estimated itself: 1. An older Pulse shows and sums them as counted,
-- which is as good as what it knows.
ALTER TABLE messages ADD COLUMN tokens_estimated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE completions ADD COLUMN tokens_estimated INTEGER NOT NULL DEFAULT 0;
