//! Databases that earlier versions wrote: the present program starts on them, keeps what people wrote, and serves.
//!
//! The databases lie in `tests/fixtures/databases/`; its README says what is in them. All of them hold the same work of
//! people, which [`write_people`] writes and [`people_are_there`] expects, so a next database is one more entry of
//! [`DATABASES`].
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};
use tower::ServiceExt as _;
use wijkwijzer::cli::args::DataArgs;
use wijkwijzer::cli::prepare;
use wijkwijzer::desk::password;
use wijkwijzer::desk::token::{self, Key, MailPurpose};
use wijkwijzer::domain::{
    ContributionKind, ContributionStatus, ContributionText, Dataset, Lang, Sight, VintageRegions,
};
use wijkwijzer::ingest;
use wijkwijzer::store::desk::{
    Account, AccountStore as _, AuditEntry, Contribution, ContributionStore as _, Delivery, Edit, Erased, Keep, Moment,
    NewSubscription, Role, Saved, SessionLimits, Submission, Submitted, Subscription, SubscriptionStore as _,
};
use wijkwijzer::store::{SqliteStore, Store as _};
use wijkwijzer::web::desk::{Desk, DeskOptions};
use wijkwijzer::web::site::Site;
use wijkwijzer::web::{AppState, ReleaseState, router};

use crate::cut::{self, AREAS};

/// A database that an earlier version wrote.
struct Earlier {
    /// Its file, by the day on which it was made and the steps of its structure.
    file: &'static str,
    /// Steps of its structure.
    steps: i64,
    /// The release in it.
    release: &'static str,
    /// When that was imported.
    imported_at: &'static str,
}

/// From old to new. An entry is added for a new structure; none is ever changed.
const DATABASES: [Earlier; 3] = [
    Earlier {
        file: "2026-11-30.db.gz",
        steps: 4,
        release: "083b1c7eca0d",
        imported_at: "2026-11-30T20:50:46.331092169Z",
    },
    Earlier {
        file: "2026-12-01.db.gz",
        steps: 6,
        release: "8ca917e0f058",
        imported_at: "2026-12-01T00:00:02.39490194Z",
    },
    Earlier {
        file: "2026-12-01-8.db.gz",
        steps: 8,
        release: "95a4e62fb3fe",
        imported_at: "2026-12-01T01:21:48.979608356Z",
    },
];

/// From this step on the program reads the releases of a database; for what was before, geodata is read again. It moves
/// on when a form of geodata is not read any more.
const HOLDS_FILES: i64 = 7;

/// What a release of the cut holds, as [`contents`] counts it.
const CONTENTS: &str = "outlines/regions 2016 18/21, 2019 92/113, 2020 92/113, 2022 18/21, 2024 110/133; \
     12 deliveries, 158 columns, 12599 known figures, 78 files, 76 indicators, 12 sources, 12 themes, 2 areas, \
     3 designations, 1 priority, 149 examples, 51 publications, 28 events, 5 programme, 15 lessons, 4 checklists, 4 trees, \
     31 notes, 152 organisations";

/// Tables of what people write, and how many rows of each there are.
const ROWS: [(&str, i64); 9] = [
    ("desk", 1),
    ("account", 3),
    ("session", 1),
    ("contribution", 5),
    ("contribution_version", 1),
    ("contribution_link", 2),
    ("audit", 25),
    ("subscription", 3),
    ("mailing", 2),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn databases() -> PathBuf {
    root().join("tests/fixtures/databases")
}

// What people wrote.

/// The password of every account.
const PASSWORD: &str = "vier losse proefwoorden";
/// The key of the desk. A database makes a random one; this one can be written down.
const SECRET: [u8; 32] = [0x5a; 32];
/// The link to unsubscribe in a mail that was sent to the first subscriber.
const UNSUBSCRIBE: &str = "1.1b3fa678742742f741cd91b9f73bef95e767ca16a6e1103afde0770b0cf04c3e";
/// What the cookie of the editor holds.
const SESSION: &str = "proefsessie";
const LIMITS: SessionLimits = SessionLimits { idle: 3_600, total: 12 * 3_600 };
/// How many contributions were sent in; the last was erased.
const NUMBERS: i64 = 6;

/// An hour of a day of November 2026 (UTC).
const fn at(day: i64, hour: i64) -> Moment {
    1_793_491_200 + (day - 1) * 86_400 + hour * 3_600
}

fn accounts() -> [Account; 3] {
    let account = |number, name: &str, role, disabled, created_at| Account {
        number,
        name: name.to_owned(),
        role,
        disabled,
        created_at,
        second_step: false,
        sight: Sight::default(),
    };
    // By name, as the store lists them.
    [
        account(1, "proef-beheer", Role::Admin, false, at(2, 9)),
        account(3, "proef-oud", Role::Editor, true, at(2, 11)),
        account(2, "proef-redactie", Role::Editor, false, at(2, 10)),
    ]
}

fn text(kind: ContributionKind, title: &str, body: &str, place: &str, theme: &str) -> ContributionText {
    ContributionText {
        kind,
        title: title.to_owned(),
        body: body.to_owned(),
        place: place.to_owned(),
        theme: theme.to_owned(),
        organisation: String::new(),
        link: String::new(),
        lang: "nl".to_owned(),
    }
}

/// Characters that a careless copy would lose or read as something else.
const ODD: &str =
    "Proeftekst met twee regels.\n\n<b>Geen opmaak</b> & 'aanhalingen' \"dubbel\"; caf\u{e9}, \u{20ac} 5, \u{1f331}.";

/// What the first question said when it was sent in.
fn question_as_sent() -> ContributionText {
    let title = "Proefvraag: wie kent een moestuin voor de buurt";
    ContributionText {
        organisation: "Proefgroep Nieuwland".to_owned(),
        ..text(ContributionKind::Vraag, title, ODD, "schiedam-nieuwland-oost", "leefomgeving")
    }
}

fn contributions() -> [Contribution; 5] {
    use ContributionKind::{Cursus, Hulp, Voorbeeld, Vraag};
    use ContributionStatus::{Afgewezen, Gepubliceerd, Ingetrokken, Nieuw};
    let body = "Dit is een proeftekst van een test, van niemand.";
    [
        Contribution {
            number: 1,
            status: Gepubliceerd,
            text: ContributionText {
                title: "Proefvraag: wie kent een moestuin voor de hele buurt?".to_owned(),
                ..question_as_sent()
            },
            contact: Some("vraag@example.org".to_owned()),
            contact_consent_at: None,
            submitted_at: at(3, 9),
            changed_at: at(6, 9),
            decided_at: Some(at(6, 9)),
            published_at: Some(at(6, 9)),
            note: "Proefnotitie van de redactie; nooit openbaar.".to_owned(),
            version: 2,
            linked: vec![2],
            network: None,
        },
        Contribution {
            number: 2,
            status: Gepubliceerd,
            text: ContributionText {
                organisation: "Stichting Proef".to_owned(),
                link: "https://example.org/proefaanbod".to_owned(),
                ..text(Hulp, "Proefaanbod: een stuk grond en gereedschap", body, "WK062202", "sociale-samenhang")
            },
            contact: Some("aanbod@example.org".to_owned()),
            contact_consent_at: Some(at(3, 10)),
            submitted_at: at(3, 10),
            changed_at: at(6, 10),
            decided_at: Some(at(6, 10)),
            published_at: Some(at(6, 10)),
            note: String::new(),
            version: 2,
            linked: vec![1, 4],
            network: None,
        },
        Contribution {
            number: 3,
            status: Afgewezen,
            text: text(Voorbeeld, "Proefvoorbeeld dat is afgewezen", body, "GM0606", ""),
            // Erased: refused long enough ago.
            contact: None,
            contact_consent_at: None,
            submitted_at: at(4, 9),
            changed_at: at(6, 11),
            decided_at: Some(at(6, 11)),
            published_at: None,
            note: "Proefnotitie: dit is reclame.".to_owned(),
            version: 2,
            linked: vec![],
            network: None,
        },
        Contribution {
            number: 4,
            status: Ingetrokken,
            text: text(Vraag, "Proefvraag die weer is ingetrokken", body, "", "wonen"),
            contact: Some("ingetrokken@example.org".to_owned()),
            // Given with the form, taken back since.
            contact_consent_at: None,
            submitted_at: at(4, 10),
            changed_at: at(7, 10),
            decided_at: Some(at(7, 10)),
            published_at: Some(at(6, 12)),
            note: String::new(),
            version: 4,
            linked: vec![2],
            network: None,
        },
        Contribution {
            number: 5,
            status: Nieuw,
            text: ContributionText {
                lang: "en".to_owned(),
                ..text(Cursus, "Test course that waits for an editor", "A test text, written by nobody.", "", "werk")
            },
            contact: Some("course@example.org".to_owned()),
            contact_consent_at: Some(at(28, 13)),
            submitted_at: at(28, 13),
            changed_at: at(28, 13),
            decided_at: None,
            published_at: None,
            note: String::new(),
            version: 1,
            linked: vec![],
            network: None,
        },
    ]
}

fn subscriptions() -> [Subscription; 3] {
    let one = |number, email: &str, place: &str, theme: &str, lang, confirmed_at, failures| Subscription {
        number,
        email: email.to_owned(),
        place: place.to_owned(),
        theme: theme.to_owned(),
        lang,
        confirmed_at,
        failures,
    };
    [
        one(1, "lezer@example.org", "schiedam-nieuwland-oost", "", Lang::Nl, Some(at(10, 12)), 0),
        one(2, "reader@example.org", "", "wonen", Lang::En, None, 0),
        // The request to confirm could not be sent, twice.
        one(3, "onbereikbaar@example.org", "GM0622", "", Lang::Nl, None, 2),
    ]
}

/// From old to new.
fn log() -> Vec<AuditEntry> {
    let lines = [
        (at(2, 9), "beheer", "account gemaakt", None, "proef-beheer, admin"),
        (at(2, 10), "beheer", "account gemaakt", None, "proef-redactie, editor"),
        (at(2, 11), "beheer", "account gemaakt", None, "proef-oud, editor"),
        (at(3, 9), "bezoeker", "ingestuurd", Some(1), "vraag"),
        (at(3, 10), "bezoeker", "ingestuurd", Some(2), "hulp"),
        (at(4, 9), "bezoeker", "ingestuurd", Some(3), "voorbeeld"),
        (at(4, 10), "bezoeker", "ingestuurd", Some(4), "vraag"),
        (at(6, 9), "proef-redactie", "bewerkt", Some(1), "titel, notitie"),
        (at(6, 9), "proef-redactie", "gepubliceerd", Some(1), ""),
        (at(6, 10), "proef-redactie", "gepubliceerd", Some(2), ""),
        (at(6, 11), "proef-redactie", "bewerkt", Some(3), "notitie"),
        (at(6, 11), "proef-redactie", "afgewezen", Some(3), ""),
        (at(6, 12), "proef-redactie", "gepubliceerd", Some(4), ""),
        (at(7, 9), "proef-redactie", "bewerkt", Some(4), "e-mailadres niet meer tonen"),
        (at(7, 10), "proef-redactie", "ingetrokken", Some(4), ""),
        (at(8, 9), "proef-redactie", "gekoppeld", Some(1), "aan 2"),
        (at(8, 9), "proef-redactie", "gekoppeld", Some(2), "aan 1"),
        (at(8, 10), "proef-redactie", "gekoppeld", Some(4), "aan 2"),
        (at(8, 10), "proef-redactie", "gekoppeld", Some(2), "aan 4"),
        (at(9, 9), "beheer", "account gesloten", None, "proef-oud"),
        (at(28, 12), "opruiming", "gegevens gewist", None, "1 adressen, 0 bijdragen, 0 abonnementen"),
        (at(28, 13), "bezoeker", "ingestuurd", Some(5), "cursus"),
        (at(29, 9), "bezoeker", "ingestuurd", Some(6), "cursus"),
        (at(29, 9), "proef-beheer", "verwijderd", Some(6), ""),
        (at(29, 10), "proef-redactie", "aangemeld", None, ""),
    ];
    let entry = |(at, who, action, contribution, detail): (Moment, &str, &str, Option<i64>, &str)| AuditEntry {
        at,
        who: who.to_owned(),
        action: action.to_owned(),
        contribution,
        detail: detail.to_owned(),
    };
    lines.into_iter().map(entry).collect()
}

/// Every piece of people's work is there, word for word, and who was signed in still is. Reads only.
async fn people_are_there(store: &SqliteStore) {
    let session = store.session(token::hash(SESSION), LIMITS, at(29, 10)).await.unwrap();
    assert_eq!(session.as_ref(), Some(&accounts()[2]));
    work_is_there(store).await;
}

/// All of it but the session.
async fn work_is_there(store: &SqliteStore) {
    use ContributionStatus::{Afgewezen, Gepubliceerd, Ingetrokken, Nieuw};
    assert_eq!(store.accounts().await.unwrap(), accounts());
    for account in accounts() {
        let (_, hash) = store.credentials(&account.name).await.unwrap().unwrap();
        assert!(password::verify(Some(&hash), PASSWORD), "{} signs in with the same password", account.name);
        assert!(!password::verify(Some(&hash), "vier andere proefwoorden"));
    }

    for expected in contributions() {
        assert_eq!(store.contribution(expected.number).await.unwrap().as_ref(), Some(&expected));
    }
    assert_eq!(store.contribution(NUMBERS).await.unwrap(), None, "what was erased stays erased");
    assert_eq!(store.counts().await.unwrap(), [(Nieuw, 1), (Gepubliceerd, 2), (Afgewezen, 1), (Ingetrokken, 1)]);
    assert_eq!(store.versions(1).await.unwrap(), [(1, question_as_sent())], "what was sent in is kept");
    let (revision, published) = store.published().await.unwrap();
    assert_eq!(revision, 8);
    let shown: Vec<_> =
        published.iter().map(|item| (item.number, item.contact.as_deref(), item.linked.as_slice())).collect();
    assert_eq!(shown, [(2, Some("aanbod@example.org"), &[1][..]), (1, None, &[2][..])]);
    let mut told = store.log(None, 1_000).await.unwrap();
    told.reverse();
    assert_eq!(told, log());

    for expected in subscriptions() {
        assert_eq!(store.subscription(expected.number).await.unwrap().as_ref(), Some(&expected));
    }
    assert_eq!(store.confirmed(i64::MAX).await.unwrap(), subscriptions()[..1]);
    assert_eq!(store.unasked(10, i64::MAX).await.unwrap(), subscriptions()[2..], "who was asked is not asked again");
    let key = Key::new(store.secret().await.unwrap());
    let email = &subscriptions()[0].email;
    assert!(key.check_mail_token(MailPurpose::Unsubscribe, email, UNSUBSCRIBE), "links in mails keep working");
}

/// Writes it all through an empty desk.
async fn write_people(store: &SqliteStore) {
    // In the order of their numbers.
    let [admin, old, editor] = accounts();
    for account in [&admin, &editor, &old] {
        let hash = password::hash(&account.name, PASSWORD).unwrap();
        assert!(store.add_account(&account.name, account.role, &hash, account.created_at).await.unwrap());
    }
    let [question, offer, refused, withdrawn, waiting] = contributions();
    submit(store, &Contribution { text: question_as_sent(), ..question.clone() }, "vraag@example.org", false).await;
    submit(store, &offer, "aanbod@example.org", true).await;
    submit(store, &refused, "afgewezen@example.org", true).await;
    submit(store, &withdrawn, "ingetrokken@example.org", true).await;

    let publish = Some(ContributionStatus::Gepubliceerd);
    save(store, &question, 1, false, publish, at(6, 9)).await;
    save(store, &offer, 1, true, publish, at(6, 10)).await;
    save(store, &refused, 1, true, Some(refused.status), at(6, 11)).await;
    save(store, &withdrawn, 1, true, publish, at(6, 12)).await;
    save(store, &withdrawn, 2, false, None, at(7, 9)).await;
    save(store, &withdrawn, 3, false, Some(withdrawn.status), at(7, 10)).await;
    assert!(store.link(1, 2, true, &editor.name, at(8, 9)).await.unwrap());
    assert!(store.link(4, 2, true, &editor.name, at(8, 10)).await.unwrap());
    assert!(store.set_disabled(&old.name, true, at(9, 9)).await.unwrap());

    for wish in subscriptions() {
        let Subscription { email, place, theme, lang, .. } = wish;
        store.subscribe(&NewSubscription { email, place, theme, lang }, at(10, 9)).await.unwrap();
    }
    store.asked(1, Delivery::Sent, at(10, 10)).await.unwrap();
    store.asked(2, Delivery::Sent, at(10, 10)).await.unwrap();
    store.asked(3, Delivery::Later(at(10, 11)), at(10, 10)).await.unwrap();
    store.asked(3, Delivery::Later(at(10, 12)), at(10, 11)).await.unwrap();
    assert!(store.confirm(1, at(10, 12)).await.unwrap());
    // The question was mailed; the sender stopped before the offer was.
    assert_eq!(store.claim(1, &[1, 2], at(10, 0), at(11, 9)).await.unwrap(), [1, 2]);
    store.mailed(1, &[1], Delivery::Sent, at(11, 10)).await.unwrap();

    let days = |days: i64| days * 86_400;
    let keep = Keep { contact: days(22), refused: days(365), unconfirmed: days(365), session: days(365) };
    let erased = Erased { contacts: 1, ..Erased::default() };
    assert_eq!(store.tidy(keep, at(28, 12)).await.unwrap(), erased, "the address of what was refused first");
    submit(store, &waiting, "course@example.org", true).await;
    let mistake = Contribution { number: NUMBERS, submitted_at: at(29, 9), ..waiting };
    submit(store, &mistake, "gewist@example.org", false).await;
    assert!(store.delete(NUMBERS, &admin.name, at(29, 9)).await.unwrap());
    store.open_session(token::hash(SESSION), editor.number, None, at(29, 10)).await.unwrap();
}

async fn submit(store: &SqliteStore, item: &Contribution, contact: &str, show_contact: bool) {
    let submission = Submission { text: item.text.clone(), contact: contact.to_owned(), show_contact, network: None };
    let form = token::hash(&format!("proefformulier {}", item.number));
    let submitted = store.submit(&submission, form, item.submitted_at).await.unwrap();
    assert_eq!(submitted, Submitted::Kept(item.number));
}

async fn save(
    store: &SqliteStore,
    item: &Contribution,
    version: i64,
    show_contact: bool,
    status: Option<ContributionStatus>,
    now: Moment,
) {
    let edit = Edit { text: item.text.clone(), note: item.note.clone(), show_contact, status, version };
    let saved = store.save(item.number, &edit, "proef-redactie", now).await.unwrap();
    assert_eq!(saved, Saved::Saved(version + 1));
}

// Opening a database.

/// A database in a folder of its own, as it was written.
pub(super) struct Unpacked {
    pub(super) data: DataArgs,
    _folder: tempfile::TempDir,
}

/// The newest of them with geodata beside it, for tests that start the program.
pub(super) fn newest() -> Unpacked {
    let mut unpacked = unpack(DATABASES.last().unwrap());
    let geodata = unpacked.data.database.with_file_name("geodata");
    cut::write(&root().join("geodata"), &geodata);
    unpacked.data.geodata = vec![geodata];
    unpacked
}

fn unpack(earlier: &Earlier) -> Unpacked {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("wijkwijzer.db");
    let packed = fs::File::open(databases().join(earlier.file)).unwrap();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    fs::write(&database, bytes).unwrap();
    // Without files beside it, a program serves what the database holds.
    let geodata = vec![folder.path().join("no-geodata")];
    Unpacked { data: DataArgs { database, geodata }, _folder: folder }
}

impl Unpacked {
    /// Rows per table of what people wrote, past the program.
    async fn rows(&self) -> BTreeMap<&'static str, i64> {
        let mut rows = BTreeMap::new();
        for (table, _) in ROWS {
            rows.insert(table, self.number(&format!("SELECT count(*) FROM {table}")).await);
        }
        rows
    }

    async fn number(&self, sql: &str) -> i64 {
        let address = format!("sqlite:{}", self.data.database.display());
        let mut connection = SqliteConnection::connect(&address).await.unwrap();
        let number = sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        number
    }

    async fn open(&self) -> SqliteStore {
        prepare::open(&self.data.database).await.expect("the present program opens it")
    }
}

/// What a release holds, counted.
fn contents(dataset: &Dataset) -> String {
    let outlines =
        |vintage| dataset.topologies.iter().find(|one| one.vintage == vintage).map_or(0, |one| one.shapes.len());
    let count = |list: &VintageRegions| format!("{} {}/{}", list.vintage, outlines(list.vintage), list.regions.len());
    let vintages: Vec<String> = dataset.regions.iter().map(count).collect();
    let columns: Vec<_> = dataset.figures.iter().flat_map(|table| &table.columns).collect();
    let known: usize = columns.iter().map(|column| column.values.known().count()).sum();
    let (catalogue, library) = (&dataset.catalogue, &dataset.library);
    let lists = [
        ("deliveries", dataset.figures.len()),
        ("columns", columns.len()),
        ("known figures", known),
        ("files", dataset.manifest.files.len()),
        ("indicators", catalogue.indicators.len()),
        ("sources", catalogue.sources.len()),
        ("themes", dataset.vocabulary.themes.len()),
        ("areas", dataset.areas.len()),
        ("designations", dataset.designations.len()),
        ("priority", dataset.priority.len()),
        ("examples", dataset.practice.len()),
        ("publications", dataset.publications.len()),
        ("events", dataset.events.len()),
        ("programme", dataset.programme.len()),
        ("lessons", library.lessons.len()),
        ("checklists", library.checklists.len()),
        ("trees", library.trees.len()),
        ("notes", library.notes.len()),
        ("organisations", library.organisations.len()),
    ];
    let lists: Vec<String> = lists.into_iter().map(|(name, count)| format!("{count} {name}")).collect();
    format!("outlines/regions {}; {}", vintages.join(", "), lists.join(", "))
}

async fn page(app: &axum::Router, path: &str) -> String {
    let answer = app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).expect("pages are UTF-8")
}

// The tests.

#[tokio::test]
async fn what_people_wrote_outlives_an_upgrade_word_for_word() {
    for earlier in &DATABASES {
        let unpacked = unpack(earlier);
        assert_eq!(unpacked.number("SELECT max(version) FROM _sqlx_migrations").await, earlier.steps);
        assert_eq!(unpacked.rows().await, BTreeMap::from(ROWS), "{} as it was written", earlier.file);
        let store = unpacked.open().await;
        people_are_there(&store).await;
        // And once more, as a second start would.
        store.close().await;
        people_are_there(&unpacked.open().await).await;
        assert_eq!(unpacked.rows().await, BTreeMap::from(ROWS), "{} after the upgrade", earlier.file);
    }
}

/// A site on a database.
async fn site(store: &SqliteStore, served: ReleaseState) -> axum::Router {
    let desk = Desk::open(Arc::new(store.clone()), DeskOptions::default(), &Site::new(None)).await.unwrap();
    let state = AppState::new(served).with_desk(desk);
    state.refresh_contributions().await.unwrap();
    router(state)
}

#[tokio::test]
async fn a_release_of_an_earlier_version_is_listed_and_kept_or_asked_for_again() {
    for earlier in &DATABASES {
        let unpacked = unpack(earlier);
        let store = unpacked.open().await;
        let [release] = store.releases().await.unwrap().try_into().expect("one release");
        assert_eq!((release.id.as_str(), release.imported_at.as_str()), (earlier.release, earlier.imported_at));
        assert_eq!(release.kept(), earlier.steps >= HOLDS_FILES);
        assert_eq!(store.active().await.unwrap().unwrap().0, earlier.release);
        match prepare::ready(&store, &unpacked.data, &()).await {
            Ok(served) => assert_eq!((served.atlas.release.as_str(), release.kept()), (earlier.release, true)),
            Err(error) => {
                assert!(!release.kept());
                let told = error.to_string();
                assert!(told.contains("no-geodata") && told.contains("import --geodata"), "{told}");
            }
        }
        people_are_there(&store).await;
    }
}

#[tokio::test]
async fn geodata_is_read_again_where_the_database_cannot_give_its_release() {
    let geodata = cut::of_shipped();
    for earlier in &DATABASES {
        let unpacked = unpack(earlier);
        let store = unpacked.open().await;
        let data = DataArgs { geodata: vec![geodata.path().to_owned()], ..unpacked.data.clone() };
        let served = prepare::ready(&store, &data, &()).await.unwrap();
        let release = served.atlas.release.clone();
        assert_eq!(store.active().await.unwrap().unwrap().0, release);
        let kept = ingest::read_geodata(&geodata.path(), &()).unwrap();
        assert_eq!(contents(&kept), CONTENTS);
        // Its summary, as the earlier version kept it, is what the newer release is compared with.
        let told: Vec<_> = served
            .atlas
            .changes
            .iter()
            .map(|change| (change.summary.release.clone(), change.summary.imported_at.clone(), change.previous.clone()))
            .collect();
        let before = (earlier.release.to_owned(), earlier.imported_at.to_owned(), None);
        if release == earlier.release {
            assert_eq!(told, [before]);
        } else {
            assert_eq!(told.len(), 2, "{told:?}");
            assert!(told.contains(&before) && told[0].2.as_deref() == Some(earlier.release), "{told:?}");
        }

        let app = site(&store, served).await;
        assert!(page(&app, "/gebieden/vlaardingen-west").await.contains("Westwijk"));
        let list = page(&app, "/vraag-en-aanbod").await;
        for item in contributions() {
            let public = item.status == ContributionStatus::Gepubliceerd;
            assert_eq!(list.contains(&item.text.title), public, "{}", item.text.title);
        }
        let question = page(&app, "/vraag-en-aanbod/1").await;
        assert!(question.contains("Proefgroep Nieuwland") && question.contains("&lt;b&gt;Geen opmaak&lt;/b&gt;"));
        assert!(!question.contains("vraag@example.org") && !question.contains("Proefnotitie"));
        people_are_there(&store).await;
        assert_eq!(unpacked.rows().await, BTreeMap::from(ROWS));

        // From now on the database gives it by itself, also where everything that was derived is gone.
        fs::remove_dir_all(unpacked.data.database.with_extension("db.builds")).unwrap();
        let again = prepare::ready(&store, &unpacked.data, &()).await.unwrap();
        assert_eq!(again.atlas.release, release);
    }
}

#[tokio::test]
async fn a_backup_is_small_holds_what_people_wrote_and_is_a_database_to_start_on() {
    let geodata = cut::of_shipped();
    for earlier in &DATABASES {
        let unpacked = unpack(earlier);
        let store = unpacked.open().await;
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("backup.db");
        store.backup(&copy).await.unwrap();
        assert!(store.backup(&copy).await.is_err(), "a backup is never written over");
        assert!(fs::metadata(&copy).unwrap().len() < 500_000, "{:?}", fs::metadata(&copy).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "it is one file");

        let session = store.session(token::hash(SESSION), LIMITS, at(29, 10)).await.unwrap();
        assert!(session.is_some());
        let copied = prepare::open(&copy).await.unwrap();
        assert_eq!(copied.session(token::hash(SESSION), LIMITS, at(29, 10)).await.unwrap(), None);
        work_is_there(&copied).await;
        let [.., waiting] = contributions();
        let next = Contribution { number: NUMBERS + 1, submitted_at: at(30, 9), ..waiting };
        submit(&copied, &next, "later@example.org", false).await;
        let data = DataArgs { database: copy, geodata: vec![geodata.path().to_owned()] };
        assert_eq!(prepare::ready(&copied, &data, &()).await.unwrap().atlas.areas.len(), AREAS.len());
    }
}

#[tokio::test]
async fn work_goes_on_where_it_stopped() {
    for earlier in &DATABASES {
        let unpacked = unpack(earlier);
        let store = unpacked.open().await;
        let [.., waiting] = contributions();
        let next = Contribution { number: NUMBERS + 1, submitted_at: at(30, 9), ..waiting.clone() };
        // The number of what was erased is in addresses and in the log: it is not given out again.
        submit(&store, &next, "later@example.org", false).await;
        let form = token::hash("proefformulier 5");
        let again =
            Submission { text: waiting.text.clone(), contact: String::new(), show_contact: false, network: None };
        assert_eq!(store.submit(&again, form, at(30, 9)).await.unwrap(), Submitted::Repeated, "a form counts once");
        save(&store, &waiting, 1, true, Some(ContributionStatus::Gepubliceerd), at(30, 10)).await;
        assert_eq!(store.published().await.unwrap().1[0].number, waiting.number);
        assert!(!store.link(1, 2, true, "proef-redactie", at(30, 10)).await.unwrap(), "linked before");

        let claimed = store.claim(1, &[1, 2, 5], at(11, 0), at(30, 11)).await.unwrap();
        assert_eq!(claimed, [5], "the question was mailed, the offer is under way");
        let claimed = store.claim(1, &[1, 2, 5], at(12, 0), at(30, 12)).await.unwrap();
        assert_eq!(claimed, [2], "what a sender gave up is mailed after all");
        assert!(store.confirm(2, at(30, 12)).await.unwrap(), "who was asked can still confirm");
        assert_eq!(store.confirmed(i64::MAX).await.unwrap().len(), 2);
    }
}

// Making the next database.

/// Makes a database with the program as it is, in a new file named by the day. An existing file is never replaced.
///
/// `cargo test --test site the_next_database -- --ignored --nocapture` tells the entry for [`DATABASES`].
#[tokio::test]
#[ignore = "writes the next fixture"]
async fn the_next_database_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (database, geodata) = (folder.path().join("wijkwijzer.db"), folder.path().join("geodata"));
    cut::write(&root().join("geodata"), &geodata);
    program(&["check", "--geodata", &geodata.display().to_string()]);
    let paths = [database.display().to_string(), geodata.display().to_string()];
    program(&["import", "--database", &paths[0], "--geodata", &paths[1]]);

    let store = SqliteStore::open(&paths[0]).await.unwrap();
    let address = format!("sqlite:{}", paths[0]);
    let mut connection = SqliteConnection::connect(&address).await.unwrap();
    sqlx::query("UPDATE desk SET secret = ?").bind(SECRET.to_vec()).execute(&mut connection).await.unwrap();
    write_people(&store).await;
    people_are_there(&store).await;
    let steps: i64 =
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&mut connection).await.unwrap();
    let [release] = store.releases().await.unwrap().try_into().expect("one release");
    println!("{}", contents(&ingest::read_geodata(&geodata, &()).unwrap()));
    store.close().await;
    sqlx::query("VACUUM").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    assert!(!folder.path().join("wijkwijzer.db-wal").exists(), "everything is in the one file");

    let file = format!("{}-{steps}.db.gz", &release.imported_at[..10]);
    println!("{file}, steps {steps}, release {}, imported at {}", release.id, release.imported_at);
    let target = fs::File::create_new(databases().join(file)).expect("a database is never written anew");
    let mut packed = flate2::GzBuilder::new().write(target, flate2::Compression::best());
    packed.write_all(&fs::read(&database).unwrap()).unwrap();
    packed.finish().unwrap();
}

fn program(arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_wijkwijzer")).args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{arguments:?}: {told}{}", String::from_utf8_lossy(&output.stderr));
    println!("{told}");
}
