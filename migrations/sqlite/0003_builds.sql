-- What was derived from a release and takes time to derive again: the Atlas, the tile pyramid.
CREATE TABLE build (
    release     TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    version     TEXT NOT NULL,                    -- fingerprint of the code that derived it; other code cannot read it
    kind        TEXT NOT NULL,                    -- "atlas", "tiles", ...
    part        INTEGER NOT NULL,                 -- blobs are cut into parts, from 0
    bytes       BLOB NOT NULL,
    PRIMARY KEY (release, version, kind, part)
) STRICT;
