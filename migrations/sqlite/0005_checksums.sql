-- A derived blob that was damaged on the disk is derived again instead of served.
ALTER TABLE build ADD COLUMN checksum INTEGER;    -- CRC-32 of bytes; NULL for what was written before there were any
