-- Replies that several models were asked for at once, side by side.

-- The number of the first of them, which those of one group share; NULL: the reply was asked for alone.
-- A reply that was made anew in the place of one of them takes over its group and its place, and the old
-- one leaves: an older Pulse shows all of them as siblings, which they are.
ALTER TABLE messages ADD COLUMN beside INTEGER;

-- The place in the group, from 0.
ALTER TABLE messages ADD COLUMN beside_at INTEGER;
