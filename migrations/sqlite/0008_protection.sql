-- A second step for signing in: a code of an app, or one of the codes that were written down for when it is lost.
CREATE TABLE second_step (
    account     INTEGER PRIMARY KEY REFERENCES account (number) ON DELETE CASCADE,
    secret      BLOB NOT NULL CHECK (length(secret) = 20), -- what the app computes its codes from (RFC 6238)
    confirmed_at INTEGER,                         -- NULL: the app has not shown yet that it has the secret
    last_step   INTEGER NOT NULL DEFAULT 0        -- half minute of the last code that was taken: none counts twice
) STRICT;
CREATE TABLE recovery_code (
    account     INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
    code        BLOB NOT NULL CHECK (length(code) = 32), -- SHA-256; gone when it was used
    PRIMARY KEY (account, code)
) STRICT, WITHOUT ROWID;

-- From which network a contribution came, as a code under the key of this database, until an editor decides on it: one
-- network does not fill the desk.
ALTER TABLE contribution ADD COLUMN network BLOB;
CREATE INDEX contribution_by_network ON contribution (network) WHERE status = 'nieuw';

-- Each line of the log carries a hash over itself and the line before it.
ALTER TABLE audit ADD COLUMN hash BLOB;           -- SHA-256; NULL in lines that are older than this step
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the log is not rewritten'); END;
