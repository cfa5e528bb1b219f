//! What every desk must do, run against SQLite here; another backend calls [`holds`] with its own empty store.

use super::desk::*;
use super::{DeskStore, PackedFile, SqliteStore, Store};
use crate::domain::{ContributionKind, ContributionStatus, ContributionText, Lang, Sight};

const DAY: i64 = 86_400;
const LIMITS: SessionLimits = SessionLimits { idle: 3_600, total: 12 * 3_600 };

fn text(kind: ContributionKind, title: &str) -> ContributionText {
    ContributionText {
        kind,
        title: title.to_owned(),
        body: "Eerste regel\n<b>geen opmaak</b> 'é'".to_owned(),
        place: "utrecht-overvecht".to_owned(),
        theme: "wonen".to_owned(),
        organisation: String::new(),
        link: "https://example.org/".to_owned(),
        lang: "nl".to_owned(),
    }
}

fn submission(kind: ContributionKind, title: &str, contact: &str, show_contact: bool) -> Submission {
    Submission { text: text(kind, title), contact: contact.to_owned(), show_contact, network: Some([9; 32]) }
}

async fn kept(desk: &impl DeskStore, submission: &Submission, token: u8, now: Moment) -> i64 {
    match desk.submit(submission, [token; 32], now).await.unwrap() {
        Submitted::Kept(number) => number,
        other => panic!("not kept: {other:?}"),
    }
}

async fn edit_of(desk: &impl DeskStore, number: i64) -> Edit {
    let found = desk.contribution(number).await.unwrap().unwrap();
    Edit {
        text: found.text,
        note: found.note,
        show_contact: found.contact_consent_at.is_some(),
        status: None,
        version: found.version,
    }
}

async fn decide(desk: &impl DeskStore, number: i64, status: ContributionStatus, now: Moment) -> Saved {
    let edit = Edit { status: Some(status), ..edit_of(desk, number).await };
    desk.save(number, &edit, "anna", now).await.unwrap()
}

/// Everything a desk promises. `desk` is empty and migrated.
pub async fn holds(desk: &impl DeskStore) {
    accounts_open_and_shut(desk).await;
    an_account_sees_what_it_was_given_last(desk).await;
    a_second_step_is_taken_once_and_can_be_taken_away(desk).await;
    sessions_end(desk).await;
    let (question, offer) = only_what_is_published_is_public(desk).await;
    an_older_version_is_never_saved_over_a_newer_one(desk, question).await;
    links_go_from_a_question_to_an_offer(desk, question, offer).await;
    a_subscription_counts_only_when_confirmed(desk).await;
    nothing_is_mailed_twice(desk, question, offer).await;
    data_is_erased_after_its_time_and_on_request(desk).await;
    one_network_does_not_fill_the_desk(desk).await;
    let chain = desk.chain().await.unwrap();
    assert!(chain.broken.is_none() && chain.links.len() > 40, "{chain:?}");
}

async fn a_second_step_is_taken_once_and_can_be_taken_away(desk: &impl DeskStore) {
    let bas = desk.credentials("bas").await.unwrap().unwrap().0;
    assert!(!bas.second_step && !bas.may_erase());
    assert!(!desk.confirm_second_step(&bas, 5, &[], 20).await.unwrap(), "there is nothing to confirm");
    assert!(desk.begin_second_step(bas.number, [1; 20]).await.unwrap());
    assert!(desk.begin_second_step(bas.number, [2; 20]).await.unwrap(), "another secret, as long as none is confirmed");
    assert!(!desk.pass_second_step(&bas, Proof::Step(9), 20).await.unwrap(), "not before it is confirmed");
    assert!(desk.confirm_second_step(&bas, 5, &[[8; 32], [9; 32]], 20).await.unwrap());
    assert!(!desk.begin_second_step(bas.number, [3; 20]).await.unwrap(), "a confirmed one stays");
    let found = desk.second_step(bas.number).await.unwrap().unwrap();
    assert_eq!((found.secret, found.confirmed_at, found.recovery_codes), ([2; 20], Some(20), 2));
    let bas = desk.credentials("bas").await.unwrap().unwrap().0;
    assert!(bas.may_erase());
    for (proof, taken) in [
        (Proof::Step(5), false),
        (Proof::Step(6), true),
        (Proof::Step(6), false),
        (Proof::Recovery([8; 32]), true),
        (Proof::Recovery([8; 32]), false),
        (Proof::Recovery([7; 32]), false),
    ] {
        assert_eq!(desk.pass_second_step(&bas, proof, 21).await.unwrap(), taken, "{proof:?}");
    }
    desk.open_session([77; 32], bas.number, None, 22).await.unwrap();
    assert!(desk.remove_second_step("bas", 23).await.unwrap());
    assert!(!desk.remove_second_step("bas", 23).await.unwrap());
    assert!(desk.session([77; 32], LIMITS, 24).await.unwrap().is_none());
    assert!(desk.second_step(bas.number).await.unwrap().is_none());
}

async fn one_network_does_not_fill_the_desk(desk: &impl DeskStore) {
    let from = |network: u8| Submission {
        network: Some([network; 32]),
        ..submission(ContributionKind::Vraag, "Veel", "veel@example.org", false)
    };
    let mut seen = Vec::new();
    let mut token = [0_u8; 32];
    loop {
        token[0] += 1;
        token[1] = 200;
        match desk.submit(&from(1), token, 5).await.unwrap() {
            Submitted::Kept(number) => seen.push((number, 1)),
            Submitted::Crowded => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seen.len(), 100);
    assert!(matches!(desk.submit(&from(2), [201; 32], 5).await.unwrap(), Submitted::Kept(_)), "another network");
    // One was edited, one is no longer there.
    let mut edit = edit_of(desk, seen[0].0).await;
    edit.note = "gelezen".to_owned();
    desk.save(seen[0].0, &edit, "anna", 6).await.unwrap();
    desk.delete(seen[1].0, "bas", 6).await.unwrap();
    assert_eq!(desk.refuse(&seen, "anna", 7).await.unwrap(), 98);
    assert_eq!(desk.refuse(&seen, "anna", 8).await.unwrap(), 0);
    let refused = desk.contribution(seen[2].0).await.unwrap().unwrap();
    assert_eq!((refused.status, refused.network), (ContributionStatus::Afgewezen, None), "the network is forgotten");
    assert!(matches!(desk.submit(&from(1), [202; 32], 9).await.unwrap(), Submitted::Kept(_)), "there is room again");
}

async fn accounts_open_and_shut(desk: &impl DeskStore) {
    assert!(desk.add_account("anna", Role::Editor, "hash", 10).await.unwrap());
    assert!(!desk.add_account("anna", Role::Admin, "other", 11).await.unwrap(), "a name is taken once");
    assert!(desk.add_account("bas", Role::Admin, "hash", 12).await.unwrap());
    let names: Vec<_> =
        desk.accounts().await.unwrap().into_iter().map(|account| (account.name, account.role)).collect();
    assert_eq!(names, [("anna".to_owned(), Role::Editor), ("bas".to_owned(), Role::Admin)]);
    assert_eq!(desk.credentials("anna").await.unwrap().unwrap().1, "hash");
    assert!(desk.credentials("carla").await.unwrap().is_none());
    assert!(desk.set_password("anna", "new", 13).await.unwrap());
    assert_eq!(desk.credentials("anna").await.unwrap().unwrap().1, "new");
    assert!(!desk.set_password("carla", "new", 13).await.unwrap());
    assert!(!desk.set_disabled("carla", true, 13).await.unwrap());
}

async fn an_account_sees_what_it_was_given_last(desk: &impl DeskStore) {
    let sight = |words: &[&str]| Sight::read(words).unwrap();
    let anna = desk.credentials("anna").await.unwrap().unwrap().0;
    assert!(anna.sight.is_nothing(), "a new account sees nothing restricted");
    desk.open_session([50; 32], anna.number, None, 14).await.unwrap();
    for given in [sight(&["GM0344", "GM0106"]), sight(&["GM0344"]), sight(&["*"]), Sight::default()] {
        assert!(desk.set_sight("anna", &given, 15).await.unwrap());
        let session = desk.session([50; 32], LIMITS, 16).await.unwrap().unwrap();
        assert_eq!(session.sight, given, "an open session goes on, with what is given last");
        assert_eq!(desk.credentials("anna").await.unwrap().unwrap().0.sight, given);
        let accounts = desk.accounts().await.unwrap();
        let seen: Vec<_> = accounts.iter().map(|account| (account.name.as_str(), &account.sight)).collect();
        assert_eq!(seen, [("anna", &given), ("bas", &Sight::default())], "nobody else sees more");
    }
    assert!(!desk.set_sight("carla", &sight(&["*"]), 17).await.unwrap());
    let lines = desk.log(None, 10).await.unwrap();
    let told: Vec<_> =
        lines.iter().filter(|line| line.action == "zicht gewijzigd").map(|line| line.detail.as_str()).collect();
    assert_eq!(told, ["anna, geen", "anna, *", "anna, GM0344", "anna, GM0106 GM0344"], "the log says what was given");
    desk.close_session([50; 32], 18).await.unwrap();
}

async fn sessions_end(desk: &impl DeskStore) {
    let anna = desk.credentials("anna").await.unwrap().unwrap().0;
    let name = async |token: u8, now| desk.session([token; 32], LIMITS, now).await.unwrap().map(|account| account.name);
    desk.open_session([1; 32], anna.number, None, 100).await.unwrap();
    assert_eq!(name(1, 200).await.as_deref(), Some("anna"));
    assert_eq!(name(2, 200).await, None, "a token that was never given out");
    desk.open_session([2; 32], anna.number, Some([1; 32]), 200).await.unwrap();
    assert_eq!(name(1, 201).await, None, "a new session replaces the old one");
    desk.close_session([2; 32], 300).await.unwrap();
    assert_eq!(name(2, 301).await, None, "a session does not outlive signing out");
    desk.open_session([3; 32], anna.number, None, 1_000).await.unwrap();
    assert_eq!(name(3, 1_000 + LIMITS.idle).await, None, "an idle session ends");
    assert!(name(3, 1_000 + LIMITS.idle - 1).await.is_some());
    assert!(name(3, 1_000 + 2 * LIMITS.idle - 2).await.is_some(), "each request keeps it awake");
    let mut now = 1_000 + 2 * LIMITS.idle - 2;
    while now < 1_000 + LIMITS.total {
        name(3, now).await;
        now += 1_800;
    }
    assert_eq!(name(3, 1_000 + LIMITS.total).await, None, "no session lasts for ever");
    desk.open_session([4; 32], anna.number, None, 90_000).await.unwrap();
    desk.set_disabled("anna", true, 90_001).await.unwrap();
    assert_eq!(name(4, 90_002).await, None, "shutting an account ends its sessions");
    desk.set_disabled("anna", false, 90_003).await.unwrap();
    assert_eq!(name(4, 90_004).await, None, "and opening it does not bring them back");
}

async fn only_what_is_published_is_public(desk: &impl DeskStore) -> (i64, i64) {
    let first = submission(ContributionKind::Vraag, "Wie weet dit?", "vraag@example.org", false);
    let question = kept(desk, &first, 1, 100).await;
    assert_eq!(desk.submit(&first, [1; 32], 101).await.unwrap(), Submitted::Repeated, "the same form counts once");
    let offer = kept(desk, &submission(ContributionKind::Hulp, "Wij", "hulp@example.org", true), 2, 102).await;
    assert_eq!(desk.published().await.unwrap(), (0, vec![]), "nothing unmoderated is public");
    let waiting = desk.contributions(ContributionStatus::Nieuw, 10).await.unwrap();
    assert_eq!(waiting.iter().map(|item| item.number).collect::<Vec<_>>(), [question, offer]);
    assert_eq!(waiting[0].text, first.text, "a text comes back as it was sent");

    assert_eq!(decide(desk, question, ContributionStatus::Gepubliceerd, 200).await, Saved::Saved(2));
    assert_eq!(decide(desk, offer, ContributionStatus::Gepubliceerd, 300).await, Saved::Saved(2));
    let (revision, public) = desk.published().await.unwrap();
    assert_eq!(revision, 2);
    assert_eq!(desk.revision().await.unwrap(), 2);
    assert_eq!(public.iter().map(|item| item.number).collect::<Vec<_>>(), [offer, question], "the latest first");
    assert_eq!(public[0].contact.as_deref(), Some("hulp@example.org"), "consent was given");
    assert_eq!(public[1].contact, None, "no address without consent");

    assert_eq!(decide(desk, question, ContributionStatus::Afgewezen, 400).await, Saved::NotAllowed);
    assert_eq!(decide(desk, question, ContributionStatus::Ingetrokken, 400).await, Saved::Saved(3));
    assert_eq!(desk.published().await.unwrap().1.len(), 1, "what is withdrawn is gone at once");
    decide(desk, question, ContributionStatus::Gepubliceerd, 500).await;
    assert_eq!(desk.contribution(question).await.unwrap().unwrap().published_at, Some(200), "its first publication");
    (question, offer)
}

async fn an_older_version_is_never_saved_over_a_newer_one(desk: &impl DeskStore, question: i64) {
    let mine = edit_of(desk, question).await;
    let mut theirs = mine.clone();
    theirs.text.title = "Wie weet raad?".to_owned();
    assert_eq!(desk.save(question, &theirs, "bas", 600).await.unwrap(), Saved::Saved(mine.version + 1));
    assert_eq!(desk.save(question, &mine, "anna", 601).await.unwrap(), Saved::Stale);
    let versions = desk.versions(question).await.unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!(versions[0].1.title, "Wie weet dit?", "what was sent in is kept");
    assert_eq!(desk.save(9_999, &mine, "anna", 602).await.unwrap(), Saved::Gone);
    let log = desk.log(Some(question), 50).await.unwrap();
    let told: Vec<_> = log.iter().rev().map(|line| (line.who.as_str(), line.action.as_str())).collect();
    assert_eq!(told.first(), Some(&("bezoeker", "ingestuurd")));
    assert_eq!(told.last(), Some(&("bas", "bewerkt")), "every change is logged with who");
    assert_eq!((log[0].detail.as_str(), log[0].at), ("titel", 600), "with what and when");
}

async fn links_go_from_a_question_to_an_offer(desk: &impl DeskStore, question: i64, offer: i64) {
    assert!(!desk.link(offer, question, true, "anna", 700).await.unwrap(), "an offer is no question");
    assert!(!desk.link(question, 9_999, true, "anna", 700).await.unwrap());
    assert!(desk.link(question, offer, true, "anna", 700).await.unwrap());
    assert!(!desk.link(question, offer, true, "anna", 701).await.unwrap(), "linked once");
    let public = desk.published().await.unwrap().1;
    assert!(public.iter().all(|item| item.linked.len() == 1), "{public:?}");
    decide(desk, offer, ContributionStatus::Ingetrokken, 800).await;
    let public = desk.published().await.unwrap().1;
    assert_eq!(public[0].linked, Vec::<i64>::new(), "no link leads to what is not public");
    decide(desk, offer, ContributionStatus::Gepubliceerd, 801).await;
    let mut turned = edit_of(desk, offer).await;
    turned.text.kind = ContributionKind::Vraag;
    desk.save(offer, &turned, "anna", 802).await.unwrap();
    assert_eq!(desk.contribution(question).await.unwrap().unwrap().linked, Vec::<i64>::new());
}

async fn a_subscription_counts_only_when_confirmed(desk: &impl DeskStore) {
    let wish = NewSubscription {
        email: "lezer@example.org".to_owned(),
        place: "utrecht-overvecht".to_owned(),
        theme: String::new(),
        lang: Lang::En,
    };
    desk.subscribe(&wish, 100).await.unwrap();
    desk.subscribe(&wish, 101).await.unwrap();
    let asked = desk.unasked(10, 102).await.unwrap();
    assert_eq!(asked.len(), 1, "asking twice makes one subscription");
    let number = asked[0].number;
    assert_eq!((asked[0].lang, asked[0].confirmed_at), (Lang::En, None));
    desk.asked(number, Delivery::Later(1_000), 102).await.unwrap();
    assert!(desk.unasked(10, 999).await.unwrap().is_empty(), "what failed waits");
    assert_eq!(desk.unasked(10, 1_000).await.unwrap()[0].failures, 1, "and is tried again");
    desk.asked(number, Delivery::Refused, 1_000).await.unwrap();
    assert!(desk.unasked(10, i64::MAX).await.unwrap().is_empty(), "what is refused for good is not tried again");
    desk.subscribe(&wish, 103).await.unwrap();
    assert_eq!(desk.unasked(10, 103).await.unwrap()[0].failures, 0, "until its owner asks again");
    desk.asked(number, Delivery::Sent, 104).await.unwrap();
    assert!(desk.unasked(10, i64::MAX).await.unwrap().is_empty());
    assert!(desk.confirmed(i64::MAX).await.unwrap().is_empty());
    assert!(desk.confirm(number, 110).await.unwrap());
    assert!(desk.confirm(number, 120).await.unwrap());
    assert_eq!(desk.confirmed(120).await.unwrap()[0].confirmed_at, Some(110));
    assert!(!desk.confirm(9_999, 110).await.unwrap());
}

async fn nothing_is_mailed_twice(desk: &impl DeskStore, question: i64, offer: i64) {
    let number = desk.confirmed(1_000).await.unwrap()[0].number;
    let both = [question, offer];
    assert_eq!(desk.claim(number, &both, 0, 1_000).await.unwrap(), both);
    assert!(desk.claim(number, &both, 500, 1_001).await.unwrap().is_empty(), "another sender has them under way");
    desk.mailed(number, &[question], Delivery::Sent, 1_002).await.unwrap();
    desk.mailed(number, &[offer], Delivery::Later(1_003), 1_002).await.unwrap();
    assert!(desk.confirmed(1_002).await.unwrap().is_empty(), "a follower whose mail failed waits");
    assert_eq!(desk.confirmed(1_003).await.unwrap()[0].failures, 1);
    assert_eq!(desk.claim(number, &both, 500, 1_003).await.unwrap(), [offer], "what could not be sent is tried again");
    assert_eq!(desk.claim(number, &both, 2_000, 3_000).await.unwrap(), [offer], "and so is what was given up");
    desk.mailed(number, &[offer], Delivery::Refused, 3_000).await.unwrap();
    assert!(desk.confirmed(i64::MAX).await.unwrap().is_empty(), "nothing goes to an address that is refused for good");
    assert!(desk.unsubscribe(number, 3_001).await.unwrap());
    assert!(!desk.unsubscribe(number, 3_002).await.unwrap());
    assert_eq!(desk.subscription(number).await.unwrap(), None, "nothing is left of it");
}

async fn data_is_erased_after_its_time_and_on_request(desk: &impl DeskStore) {
    let refused = kept(desk, &submission(ContributionKind::Cursus, "Reclame", "Spam@Example.org", true), 9, 0).await;
    decide(desk, refused, ContributionStatus::Afgewezen, 0).await;
    let keep = Keep { contact: 30 * DAY, refused: 365 * DAY, unconfirmed: 7 * DAY, session: DAY };
    assert_eq!(desk.tidy(keep, 30 * DAY - 1).await.unwrap(), Erased::default());
    assert_eq!(desk.tidy(keep, 30 * DAY).await.unwrap().contacts, 1);
    assert_eq!(desk.contribution(refused).await.unwrap().unwrap().contact, None);
    assert_eq!(desk.tidy(keep, 365 * DAY).await.unwrap().contributions, 1);
    assert_eq!(desk.contribution(refused).await.unwrap(), None);

    let waiting = kept(desk, &submission(ContributionKind::Hulp, "Later", "hulp@example.org", true), 10, 0).await;
    let erased = desk.erase("HULP@example.org", false, 0).await.unwrap();
    assert_eq!(erased, Erased { contacts: 1, contributions: 1, subscriptions: 0 });
    assert_eq!(desk.contribution(waiting).await.unwrap(), None, "what waited is gone as a whole");
    let public = desk.published().await.unwrap().1;
    assert!(public.len() == 2 && public.iter().all(|item| item.contact.is_none()), "what is public lost its address");
    assert_eq!(desk.erase("vraag@example.org", true, 0).await.unwrap().contributions, 1);
    let left = desk.published().await.unwrap().1[0].number;
    assert!(desk.delete(left, "bas", 0).await.unwrap());
    assert!(!desk.delete(left, "bas", 0).await.unwrap());
    let told: String = desk.log(None, 500).await.unwrap().into_iter().map(|line| line.detail + &line.who).collect();
    assert!(!told.contains('@'), "the log holds no addresses");
    assert!(desk.log(Some(left), 50).await.unwrap().iter().any(|line| line.action == "verwijderd"));
}

async fn empty() -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("desk.db").to_str().unwrap()).await.unwrap();
    store.migrate().await.unwrap();
    (folder, store)
}

#[tokio::test]
async fn sqlite_holds_the_contract_of_the_desk() {
    let (_folder, store) = empty().await;
    holds(&store).await;
}

#[tokio::test]
async fn an_import_leaves_what_editors_did_alone() {
    let (_folder, store) = empty().await;
    let number = kept(&store, &submission(ContributionKind::Vraag, "Vraag", "a@example.org", false), 1, 1).await;
    let mut edit = edit_of(&store, number).await;
    edit.text.title = "Betere vraag".to_owned();
    edit.status = Some(ContributionStatus::Gepubliceerd);
    store.save(number, &edit, "anna", 2).await.unwrap();
    let before = (store.published().await.unwrap(), store.log(None, 99).await.unwrap(), store.secret().await.unwrap());
    for release in ["one", "two"] {
        store.save_release(release, &[PackedFile::pack("manifest.toml", b"format = 1").unwrap()]).await.unwrap();
        store.activate(release).await.unwrap();
    }
    assert_eq!(store.prune(1, 0).await.unwrap(), ["one"]);
    store.migrate().await.unwrap();
    let after = (store.published().await.unwrap(), store.log(None, 99).await.unwrap(), store.secret().await.unwrap());
    assert_eq!(before, after);
}

#[tokio::test]
async fn the_log_cannot_be_rewritten_or_erased() {
    let (_folder, store) = empty().await;
    store.add_account("anna", Role::Editor, "hash", 1).await.unwrap();
    for sql in [
        "UPDATE audit SET who = 'bas'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (number, at, who, action, detail) VALUES (1, 1, 'bas', 'x', '')",
    ] {
        assert!(store.execute(sql).await.is_err(), "{sql}");
    }
    assert_eq!(store.log(None, 9).await.unwrap()[0].who, "beheer");
}

#[tokio::test]
async fn who_rewrites_the_log_in_the_file_is_found_out() {
    let (_folder, store) = empty().await;
    for name in ["anna", "bas", "carla"] {
        store.add_account(name, Role::Editor, "hash", 1).await.unwrap();
    }
    let whole = store.chain().await.unwrap();
    assert_eq!((whole.broken, whole.links.len()), (None, 3));
    // What the triggers forbid, the owner of the file can do.
    store.execute("DROP TRIGGER audit_is_not_rewritten").await.unwrap();
    store.execute("UPDATE audit SET detail = 'dirk, admin' WHERE number = 2").await.unwrap();
    assert_eq!(store.chain().await.unwrap().broken, Some(2));
    store.execute("UPDATE audit SET hash = NULL").await.unwrap();
    let rewritten = store.chain().await.unwrap();
    assert_eq!(rewritten.broken, None, "as if there never were hashes");
    assert_ne!(rewritten.last(), whole.last(), "but not with the hash that was noted elsewhere");
    store.add_account("dirk", Role::Editor, "hash", 2).await.unwrap();
    assert_eq!(store.chain().await.unwrap().broken, None, "a log from before the hashes goes on");
}

#[tokio::test]
async fn every_database_has_a_key_of_its_own_and_keeps_it() {
    let ((_one, first), (_two, second)) = (empty().await, empty().await);
    assert_eq!(first.secret().await.unwrap(), first.secret().await.unwrap());
    assert_ne!(first.secret().await.unwrap(), second.secret().await.unwrap());
}
