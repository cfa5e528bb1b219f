-- Mail that could not be sent waits longer each time, and ends where the server refuses for good.
-- attempts counts failures in a row from now on, of every mail.
ALTER TABLE subscription ADD COLUMN retry_at INTEGER;    -- no mail before this moment; NULL: any time
ALTER TABLE subscription ADD COLUMN refused_at INTEGER;  -- the server will never take mail for this address; NULL: it may
