-- What people write at run time. Nothing here belongs to a release: an import never touches it.
-- Moments are seconds since 1970-01-01T00:00:00Z.

-- Names that do not change, and a counter that tells a running server that something public changed.
CREATE TABLE desk (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    secret      BLOB NOT NULL CHECK (length(secret) = 32), -- key under which form and mail tokens are signed
    revision    INTEGER NOT NULL DEFAULT 0                 -- goes up with every change that readers can see
) STRICT;
INSERT INTO desk (id, secret) VALUES (1, randomblob(32));

-- Editors. Nobody is ever removed: the log refers to names.
CREATE TABLE account (
    number      INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,             -- sign-in name, lower case
    role        TEXT NOT NULL CHECK (role IN ('editor', 'admin')),
    password    TEXT NOT NULL,                    -- argon2id, in the PHC string format
    disabled    INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    token       BLOB PRIMARY KEY CHECK (length(token) = 32), -- SHA-256 of the token in the cookie
    account     INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
    created_at  INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL                  -- last request; too long ago ends the session
) STRICT, WITHOUT ROWID;

CREATE TABLE contribution (
    number      INTEGER PRIMARY KEY AUTOINCREMENT, -- also in the address; a number is never used twice
    token       BLOB NOT NULL UNIQUE,             -- SHA-256 of the form's token: the same form counts once
    status      TEXT NOT NULL CHECK (status IN ('nieuw', 'gepubliceerd', 'afgewezen', 'ingetrokken')),
    kind        TEXT NOT NULL CHECK (kind IN ('vraag', 'voorbeeld', 'cursus', 'hulp')),
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,
    place       TEXT NOT NULL,                    -- slug or code; empty for none
    theme       TEXT NOT NULL,                    -- id of the vocabulary; empty for none
    organisation TEXT NOT NULL,
    link        TEXT NOT NULL,
    lang        TEXT NOT NULL CHECK (lang IN ('nl', 'en')),
    contact     TEXT,                             -- e-mail address of the sender; NULL after it was erased
    consent_at  INTEGER NOT NULL,                 -- agreed that the editors keep and may publish it
    contact_consent_at INTEGER,                   -- agreed that the address is shown; NULL: it never is
    submitted_at INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    decided_at  INTEGER,                          -- last publication, refusal or withdrawal
    published_at INTEGER,                         -- first publication
    note        TEXT NOT NULL DEFAULT '',         -- editors among themselves; never public
    version     INTEGER NOT NULL DEFAULT 1        -- goes up with every change; an older one cannot be saved over a newer
) STRICT;
CREATE INDEX contribution_by_status ON contribution (status, number);

-- What a contribution said before it was edited; the first row is what was sent in.
CREATE TABLE contribution_version (
    contribution INTEGER NOT NULL REFERENCES contribution (number) ON DELETE CASCADE,
    version     INTEGER NOT NULL,
    body        TEXT NOT NULL CHECK (json_valid(body)), -- the domain type ContributionText
    PRIMARY KEY (contribution, version)
) STRICT, WITHOUT ROWID;

-- An editor's link between a question and something on offer.
CREATE TABLE contribution_link (
    question    INTEGER NOT NULL REFERENCES contribution (number) ON DELETE CASCADE,
    offer       INTEGER NOT NULL REFERENCES contribution (number) ON DELETE CASCADE,
    PRIMARY KEY (question, offer)
) STRICT, WITHOUT ROWID;

-- Who did what and when. Holds no contact data and no texts.
CREATE TABLE audit (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    at          INTEGER NOT NULL,
    who         TEXT NOT NULL,                    -- account name, "bezoeker", "beheer" (command line) or "opruiming"
    action      TEXT NOT NULL,
    contribution INTEGER,                         -- number; stays when the contribution is gone
    detail      TEXT NOT NULL                     -- which fields, which link, which account
) STRICT;
CREATE INDEX audit_by_contribution ON audit (contribution, number);
CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the log is not rewritten'); END;
CREATE TRIGGER audit_is_not_erased BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the log is not erased'); END;

-- Who follows what by e-mail.
CREATE TABLE subscription (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    email       TEXT NOT NULL,
    place       TEXT NOT NULL,                    -- slug or code; empty: the whole country
    theme       TEXT NOT NULL,                    -- id of the vocabulary; empty: every theme
    lang        TEXT NOT NULL CHECK (lang IN ('nl', 'en')),
    created_at  INTEGER NOT NULL,
    asked_at    INTEGER,                          -- when the request to confirm was sent; NULL: still to send
    attempts    INTEGER NOT NULL DEFAULT 0,       -- failed attempts to send that request
    confirmed_at INTEGER,                         -- NULL: nothing is sent but the request to confirm
    UNIQUE (email, place, theme)
) STRICT;

-- What was mailed to whom, so that nothing is mailed twice.
CREATE TABLE mailing (
    subscription INTEGER NOT NULL REFERENCES subscription (number) ON DELETE CASCADE,
    contribution INTEGER NOT NULL REFERENCES contribution (number) ON DELETE CASCADE,
    claimed_at  INTEGER NOT NULL,                 -- taken up by a sender
    sent_at     INTEGER,                          -- NULL: under way, or its sender stopped
    PRIMARY KEY (subscription, contribution)
) STRICT, WITHOUT ROWID;
