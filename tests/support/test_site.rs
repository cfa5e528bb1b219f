//! The site with the shipped release, without a socket.

use std::cell::{OnceCell, RefCell};
use std::future::Future;
use std::sync::{Arc, RwLock};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use jiff::civil::Date;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;
use wijkwijzer::desk::mail::{self, Mailer, Round};
use wijkwijzer::store::desk::{Role, SubscriptionStore as _};
use wijkwijzer::store::{SqliteStore, Store as _};
use wijkwijzer::web::desk::{Desk, DeskOptions};
use wijkwijzer::web::site::Site;
use wijkwijzer::web::tiles::TileFastPath;
use wijkwijzer::web::{AppState, ReleaseState, service};

use super::answer::Answer;
use super::browser::{Editor, Visitor};
use super::html::Html;
use super::mail_box::MailBox;
use super::release;

/// Requests to confirm at once: more than any test has.
const ALL: u32 = 1_000;

/// A site for one test. Say first what it has, then send requests; at the first of them it is opened, and the same
/// router answers all that follow.
///
/// When it is dropped it fails the test where a request ended in a panic of the program, and where mail is left: to be
/// sent, or sent and read by nobody.
pub struct TestSite {
    served: Arc<ReleaseState>,
    address: Option<String>,
    day: Option<Date>,
    desk: Option<DeskOptions>,
    mail_box: Option<MailBox>,
    open: OnceCell<Open>,
    runtime: Runtime,
    /// Requests that were answered with 500.
    panicked: RefCell<Vec<String>>,
}

/// What is there from the first request on.
struct Open {
    state: AppState,
    service: TileFastPath<Router>,
    /// The database of the desk, in a folder that goes with it.
    store: Option<(SqliteStore, TempDir)>,
}

impl TestSite {
    /// The shipped release: no desk, no address of its own, the clock of the machine.
    pub fn shipped() -> Self {
        Self::of(release::served())
    }

    /// Another release than the shipped one, or the shipped one with caches that it shares with nobody.
    pub fn of(served: impl Into<Arc<ReleaseState>>) -> Self {
        Self {
            served: served.into(),
            address: None,
            day: None,
            desk: None,
            mail_box: None,
            open: OnceCell::new(),
            runtime: Builder::new_current_thread().enable_all().build().expect("a runtime starts"),
            panicked: RefCell::default(),
        }
    }

    /// The site at an address of its own.
    pub fn at(mut self, address: &str) -> Self {
        self.address = Some(address.to_owned());
        self
    }

    /// The site on another day.
    pub fn on_day(mut self, day: Date) -> Self {
        self.day = Some(day);
        self
    }

    /// An empty desk that lets visitors and editors try as often as they like.
    pub fn with_desk(self) -> Self {
        self.with_desk_of(open_handed())
    }

    /// An empty desk with other rules.
    pub fn with_desk_of(mut self, options: DeskOptions) -> Self {
        self.desk = Some(options);
        self
    }

    /// A desk that sends mail, to a server that takes it in.
    pub fn with_mail_box(mut self) -> Self {
        let mail_box = MailBox::start();
        let desk = self.desk.get_or_insert_with(open_handed);
        desk.mailer = Some(mail_box.mailer());
        self.mail_box = Some(mail_box);
        self
    }

    fn open(&self) -> &Open {
        self.open.get_or_init(|| {
            let mut site = Site::new(self.address.as_deref());
            if let Some(day) = self.day {
                site = site.on(day);
            }
            let mut state = AppState::new(Arc::clone(&self.served));
            let mut store = None;
            if let Some(options) = self.desk.clone() {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("desk.db");
                let (opened, desk) = self.wait(async {
                    let store = SqliteStore::open(path.to_str().unwrap()).await.unwrap();
                    store.migrate().await.unwrap();
                    let desk = Desk::open(Arc::new(store.clone()), options, &site).await.unwrap();
                    (store, desk)
                });
                state = state.with_desk(desk);
                store = Some((opened, folder));
            }
            let state = state.with_site(site);
            Open { service: service(state.clone()), state, store }
        })
    }

    /// Runs something that waits, such as a question to the database.
    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    pub fn state(&self) -> &AppState {
        &self.open().state
    }

    /// The database of the desk.
    pub fn store(&self) -> &SqliteStore {
        &self.open().store.as_ref().expect("this site has a desk").0
    }

    /// The mail server of the desk.
    pub fn mail_box(&self) -> &MailBox {
        self.mail_box.as_ref().expect("this site has a mail box")
    }

    /// One round of sending mail, some seconds from now.
    pub fn send_mail(&self, later: i64) -> Round {
        self.send_mail_by(&self.mail_box().mailer(), later)
    }

    /// One round of sending mail through another server, some seconds from now.
    pub fn send_mail_by(&self, mailer: &Mailer, later: i64) -> Round {
        let desk = self.state().desk().expect("this site has a desk");
        let atlas = release::atlas();
        self.wait(mail::round(self.store(), mailer, &desk.key, &atlas, mail::now() + later)).unwrap()
    }

    /// A browser of someone who has not signed in.
    pub fn visitor(&self) -> Visitor<'_> {
        Visitor::new(self)
    }

    /// A browser of an editor with an account of this role, signed in.
    pub fn editor(&self, role: Role) -> Editor<'_> {
        Editor::signed_in(self, role)
    }

    /// Sends one request.
    pub fn send(&self, request: Request<Body>) -> Answer {
        let service = self.open().service.clone();
        let answer = self.wait(ask(service, request));
        self.remember(&answer);
        answer
    }

    /// Sends the same request many times at once, from two threads.
    pub fn get_at_once(&self, path: &str, headers: &[(&str, &str)], times: usize) -> Vec<Answer> {
        let service = self.open().service.clone();
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime starts");
        let answers = runtime.block_on(async {
            let asked: Vec<_> =
                (0..times).map(|_| tokio::spawn(ask(service.clone(), request(path, headers)))).collect();
            let mut answers = Vec::new();
            for answer in asked {
                answers.push(answer.await.unwrap());
            }
            answers
        });
        for answer in &answers {
            self.remember(answer);
        }
        answers
    }

    /// Asks for many addresses, two at a time, and keeps of each answer what `look` sees in it, in their order.
    pub fn look_at<T: Send>(
        &self,
        paths: &[String],
        headers: &[(&str, &str)],
        look: impl Fn(Answer) -> T + Sync,
    ) -> Vec<T> {
        let service = self.open().service.clone();
        let every_second = |first: usize| {
            let service = service.clone();
            let look = &look;
            move || {
                let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime starts");
                let asked = paths.iter().skip(first).step_by(2).map(|path| {
                    let answer = runtime.block_on(ask(service.clone(), request(path, headers)));
                    (answer.status, answer.request.clone(), look(answer))
                });
                asked.collect::<Vec<_>>()
            }
        };
        let halves = std::thread::scope(|scope| {
            let halves = [0, 1].map(|first| scope.spawn(every_second(first)));
            halves.map(|half| half.join().unwrap().into_iter())
        });
        let [even, mut odd] = halves;
        let mut all = Vec::new();
        for one in even {
            all.push(one);
            all.extend(odd.next());
        }
        let failed = all.iter().filter(|one| one.0 == StatusCode::INTERNAL_SERVER_ERROR);
        self.panicked.borrow_mut().extend(failed.map(|one| one.1.clone()));
        all.into_iter().map(|one| one.2).collect()
    }

    /// Does something while the gate before costly work has no place left.
    pub fn while_busy<T>(&self, work: impl FnOnce() -> T) -> T {
        let gate = self.state().gate().clone();
        let closed = Arc::new(RwLock::new(()));
        let guard = closed.write().unwrap();
        // More than there are places: those who find none are sent away.
        let asked: Vec<_> = (0..500)
            .map(|_| {
                let (gate, closed) = (gate.clone(), Arc::clone(&closed));
                self.runtime.spawn(async move { gate.run(move || drop(closed.read())).await.is_err() })
            })
            .collect();
        self.wait(async {
            while !asked.iter().any(tokio::task::JoinHandle::is_finished) {
                tokio::task::yield_now().await;
            }
        });
        let done = work();
        drop(guard);
        let refused = self.wait(async {
            let mut refused = 0;
            for one in asked {
                refused += u32::from(one.await.unwrap());
            }
            refused
        });
        assert!(refused > 0, "the gate was never full");
        done
    }

    /// Looks at an answer: one of 500 fails the test in the end.
    pub fn remember(&self, answer: &Answer) {
        if answer.status == StatusCode::INTERNAL_SERVER_ERROR {
            self.panicked.borrow_mut().push(answer.request.clone());
        }
    }

    /// GET as a program would: no preferences.
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    /// GET with headers.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(request(path, headers))
    }

    /// The text of a page that must be there.
    #[track_caller]
    pub fn page(&self, path: &str) -> String {
        self.get(path).good().text().to_owned()
    }

    /// A page that must be there, parsed.
    #[track_caller]
    pub fn html(&self, path: &str) -> Html {
        self.get(path).good().html()
    }
}

fn open_handed() -> DeskOptions {
    DeskOptions { submissions: 1_000, sign_ins: 1_000, ..DeskOptions::default() }
}

fn request(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    request.body(Body::empty()).expect("the request is well-formed")
}

async fn ask(service: TileFastPath<Router>, request: Request<Body>) -> Answer {
    let named = format!("{} {}", request.method(), request.uri());
    let response = service.oneshot(request).await.expect("the router always answers");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("the body arrives").to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, body, request: named }
}

impl Drop for TestSite {
    fn drop(&mut self) {
        // A second panic would end all tests of the binary.
        if std::thread::panicking() {
            return;
        }
        let panicked = self.panicked.take();
        assert!(panicked.is_empty(), "the program panicked at {panicked:?}");
        let Some(store) = self.open.get().and_then(|open| open.store.as_ref()) else { return };
        if self.mail_box.is_some() {
            assert_eq!(self.send_mail(0), Round::default(), "mail was left to be sent");
            let unread = self.mail_box().take();
            assert!(unread.is_empty(), "nobody read {unread:#?}");
        } else {
            let unasked = self.wait(store.0.unasked(ALL, i64::MAX)).unwrap();
            assert!(unasked.is_empty(), "mail was left to be sent to {unasked:?}, and there is no mail server");
        }
    }
}
