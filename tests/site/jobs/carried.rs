//! What people wrote about places of the former base: contributions, subscriptions and examples, read in the next.

use std::path::Path;

use wijkwijzer::cli::prepare;
use wijkwijzer::desk::mail::{self, now};
use wijkwijzer::domain::{ContributionKind, ContributionStatus, ContributionText, Dataset, Lang, Level, RegionCode};
use wijkwijzer::store::desk::{
    ContributionStore, Edit, NewSubscription, Role, Submission, Submitted, SubscriptionStore as _,
};
use wijkwijzer::store::{SqliteStore, Store as _};

use super::made::{Made, YEAR};
use super::written;
use crate::releases::Server;
use crate::support::browser::form_of;
use crate::support::{Editor, Html, TestSite};

/// One buurt of each change, with its heirs.
pub struct Places {
    changed: [(&'static str, RegionCode, Vec<RegionCode>); 3],
    /// The former base.
    then: u16,
}

fn example(id: &str, place: RegionCode, division: &str) -> String {
    format!(
        "[[item]]\nid = \"{id}\"\ncity = \"Ergens\"\nplace = \"{place}\"\n{division}precision = \"buurt\"\n\
         themes = [\"wonen\"]\ntitle = {{ nl = \"Proef {id}\", en = \"Trial {id}\" }}\n\
         summary = {{ nl = \"Er is iets gedaan.\", en = \"Something was done.\" }}\n\n"
    )
}

impl Places {
    pub fn of(made: &Made, dataset: &Dataset) -> Self {
        let then = dataset.base().unwrap();
        let regions = &dataset.regions.iter().find(|one| one.vintage == then).unwrap().regions;
        let is_old = |code: &RegionCode| regions.iter().any(|region| region.code == *code);
        let find = |what: &'static str, fits: &dyn Fn(&RegionCode, &[RegionCode]) -> bool| {
            let found = made.changed.iter().find(|(code, heirs)| fits(code, heirs));
            found.map_or_else(|| panic!("none is {what}"), |(code, heirs)| (what, *code, heirs.clone()))
        };
        let changed = [
            find("gesplitst", &|_, heirs| heirs.len() == 2),
            find("samengevoegd", &|code, heirs| heirs.len() == 1 && heirs[0] != *code && is_old(&heirs[0])),
            find("hernummerd", &|_, heirs| heirs.len() == 1 && !is_old(&heirs[0])),
        ];
        Self { changed, then: then.0 }
    }

    /// Examples in a package of the new folder: one that names its division, and one that names none.
    pub fn write_examples(&self, ours: &Path) {
        let (_, code, _) = &self.changed[2];
        let division = format!("division = {}\n", self.then);
        let items = [example("proef-met", *code, &division), example("proef-zonder", *code, "")].concat();
        written(ours, "proef-praktijk", "", &[("facts/practice.toml", items)]);
    }

    /// The database as it was when that was written: codes without a division, a follower who confirmed.
    pub fn write_in(&self, database: &Path) {
        waiting(async {
            let store = SqliteStore::open(database.to_str().unwrap()).await.unwrap();
            self.write(&store).await;
            store.close().await;
        });
    }

    async fn write(&self, store: &SqliteStore) {
        for (what, code, _) in &self.changed {
            publish(store, what, code.as_str()).await;
            let (email, place) = (format!("{what}@example.org"), code.to_string());
            let wish = NewSubscription { email, place, theme: String::new(), lang: Lang::Nl };
            store.subscribe(&wish, now() - 1_000).await.unwrap();
        }
        for wish in store.unasked(10, now()).await.unwrap() {
            store.asked(wish.number, wijkwijzer::store::desk::Delivery::Sent, now() - 900).await.unwrap();
            assert!(store.confirm(wish.number, now() - 800).await.unwrap());
        }
    }

    fn about(&self, code: RegionCode) -> [String; 2] {
        let then = self.then;
        [format!("{code}, de indeling van {then})"), format!("{code}, the division of {then})")]
    }

    /// Readers of the built program find it at one heir, with what it was written about.
    pub fn are_read(&self, server: &Server) {
        let page = |path: &str| {
            let (status, page) = server.get(path);
            assert_eq!(status, 200, "{path}");
            Html::parse(&page)
        };
        for (what, code, heirs) in &self.changed {
            let shown: Vec<String> =
                heirs.iter().map(|heir| page(&format!("/buurten/{heir}")).text_of(".contributions")).collect();
            let at = shown.iter().filter(|section| section.contains(&format!("Vraag {what}")));
            let at: Vec<&String> = at.collect();
            assert_eq!(at.len(), 1, "{what}: it is read at the largest heir of {heirs:?}: {shown:?}");
            assert!(at[0].contains("(geschreven over ") && at[0].contains(&self.about(*code)[0]), "{}", at[0]);
            // By its old code it is found as well, and its own page leads to a list with it.
            let asked = format!("/vraag-en-aanbod?plaats={code}_{}", self.then);
            assert!(page(&asked).text().contains(&format!("Vraag {what}")), "{asked}");
            let list = page("/vraag-en-aanbod");
            let own = list.all(".contribution-list a").into_iter().find(|link| link.text() == format!("Vraag {what}"));
            let own = page(own.unwrap().attribute("href"));
            let crumb = own.all(".breadcrumb a").last().unwrap().attribute("href").to_owned();
            assert!(page(&crumb).text().contains(&format!("Vraag {what}")), "{crumb}");
        }
        let (_, code, heirs) = &self.changed[2];
        for id in ["proef-met", "proef-zonder"] {
            let shown = page(&format!("/praktijkvoorbeelden/{id}"));
            assert!(shown.text().contains(&format!("(geschreven over {}", self.about(*code)[0])), "{id}");
            assert!(shown.links_to(&format!("/buurten/{}", heirs[0])), "{id} lies in its heir");
            let (_, near) = server.get(&format!("/api/v1/places/{}/practice", heirs[0]));
            assert!(near.contains(id), "{id}: {near}");
        }
    }

    /// Editors, feeds and followers are told it too, in both languages.
    pub fn are_told(&self, database: &Path) {
        let served = waiting(async {
            let store = prepare::open(database).await.unwrap();
            let release = store.active().await.unwrap().unwrap().0;
            prepare::load_or_build(&store, &release, &()).await.unwrap()
        });
        let site = TestSite::of(served).with_mail_box();
        site.wait(self.write(site.store()));
        site.wait(site.state().refresh_contributions()).unwrap();
        let editor = site.editor(Role::Editor);
        for (at, lang) in ["nl", "en"].into_iter().enumerate() {
            let queue = editor.html(&format!("/redactie?status=gepubliceerd&lang={lang}")).text();
            let feed = site.get(&format!("/vraag-en-aanbod.atom?lang={lang}")).good();
            let feed = feed_rs::parser::parse(feed.body.as_slice()).unwrap();
            for (what, code, _) in &self.changed {
                let about = &self.about(*code)[at];
                assert!(queue.contains(about), "{about}: {queue}");
                let title = format!("Vraag {what}");
                let entry = feed.entries.iter().find(|entry| entry.title.as_ref().unwrap().content == title).unwrap();
                let summary = &entry.summary.as_ref().expect("a place that was carried over").content;
                assert!(summary.contains(about), "{summary}");
            }
        }
        self.stay_when_an_editor_saves(&site, &editor);
        self.are_mailed(&site);
    }

    /// The form of an editor gives the place back as it was written, not what has its code today.
    fn stay_when_an_editor_saves(&self, site: &TestSite, editor: &Editor<'_>) {
        let all = site.wait(site.store().contributions(ContributionStatus::Gepubliceerd, 10)).unwrap();
        for (what, code, _) in &self.changed {
            let item = all.iter().find(|item| item.text.title == format!("Vraag {what}")).unwrap();
            let path = format!("/redactie/bijdragen/{}", item.number);
            let page = editor.html(&path);
            assert!(page.text().contains(&self.about(*code)[0]), "{}", page.text());
            let answer = editor.post_form(&path, &form_of(&page));
            assert!(answer.status.is_redirection(), "{what}: {}", answer.text());
            let kept = site.wait(site.store().contribution(item.number)).unwrap().unwrap();
            assert_eq!(kept.text.place, format!("{code}_{}", self.then), "{what}");
        }
    }

    /// Who followed a place is told what is new at its heir.
    fn are_mailed(&self, site: &TestSite) {
        let atlas = site.state().served().atlas.clone();
        for (what, _, heirs) in &self.changed {
            // Of a place that was split the follower gets what is new in the largest heir.
            for heir in heirs {
                assert_eq!(heir.level(), Level::Buurt);
                site.wait(publish(site.store(), &format!("nieuw {what}"), &format!("{heir}_{YEAR}")));
            }
        }
        let desk = site.state().desk().unwrap();
        let sent =
            site.wait(mail::round(site.store(), &site.mail_box().mailer(), &desk.key, &atlas, now() + 5)).unwrap();
        assert_eq!(sent.told, 3, "{sent:?}");
        let mails = site.mail_box().take();
        for (what, code, _) in &self.changed {
            let mail = mails.iter().find(|mail| mail.contains(&format!("To: {what}@example.org"))).unwrap();
            let mail = mail.replace("=\r\n", "").replace("=\n", "");
            assert!(mail.contains(&format!("Vraag nieuw {what}")), "{mail}");
            assert!(mail.contains(&self.about(*code)[0]), "{mail}");
        }
    }
}

/// Puts a question on the site.
async fn publish(store: &SqliteStore, what: &str, place: &str) {
    let text = ContributionText {
        kind: ContributionKind::Vraag,
        title: format!("Vraag {what}"),
        body: "Wie weet dit? Wij zoeken al een tijd en komen er samen niet uit.".to_owned(),
        place: place.to_owned(),
        theme: "wonen".to_owned(),
        organisation: String::new(),
        link: String::new(),
        lang: "nl".to_owned(),
    };
    let submission =
        Submission { text: text.clone(), contact: "a@example.org".to_owned(), show_contact: false, network: None };
    let mut token = [0_u8; 32];
    for (byte, letter) in token.iter_mut().zip(place.bytes().chain(what.bytes())) {
        *byte = letter;
    }
    let Submitted::Kept(number) = store.submit(&submission, token, now() - 1_000).await.unwrap() else {
        panic!("{what}")
    };
    let version = store.contribution(number).await.unwrap().unwrap().version;
    let status = Some(ContributionStatus::Gepubliceerd);
    let edit = Edit { text, note: String::new(), show_contact: false, status, version };
    store.save(number, &edit, "anna", now()).await.unwrap();
}

fn waiting<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
