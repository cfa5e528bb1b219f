//! `/redactie`: signing in and out, the queue, the log.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

use super::bar::{Shown, bar};
use super::queue;
use super::second_step::{CODE, code_field};
use super::security::{self, Client, TOKEN};
use super::session::{COOKIE, Editor};
use crate::desk::mail::now;
use crate::desk::sign_ins::Attempt;
use crate::desk::{second_step, token};
use crate::domain::{ContributionStatus, Lang};
use crate::store::desk::{Account, AuditEntry};
use crate::text;
use crate::urls;
use crate::web::components::fields::{self, Control};
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, NoParameters, Parameters, Query};
use crate::web::representation::layout;
use crate::web::state::AppState;
use crate::web::state::desk::Desk;

const FORM: &str = "aanmelden";
/// Contributions and lines of the log on one page.
const PAGE: u32 = 200;

/// Which part of the queue to show.
#[derive(Clone, Copy, Debug)]
pub struct DeskParameters {
    status: ContributionStatus,
}

impl Parameters for DeskParameters {
    const NAMES: &'static [&'static str] = &["status"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let status = match fields.get("status") {
            Some(text) => text
                .parse()
                .map_err(|_| AppError::bad_parameter("status", text, "nieuw, gepubliceerd, afgewezen, ingetrokken"))?,
            None => ContributionStatus::Nieuw,
        };
        Ok(Self { status })
    }
}

/// Serves the queue to editors, and the sign-in to everyone else.
///
/// # Errors
/// No desk, or the database.
pub async fn desk(
    State(state): State<AppState>,
    ctx: PageContext,
    jar: CookieJar,
    Query(parameters): Query<DeskParameters>,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    let Some(editor) = Editor::of(&desk, &jar).await? else {
        let nobody = desk.store.accounts().await?.iter().all(|account| account.disabled);
        return Ok(if nobody { no_accounts(&ctx).into_response() } else { sign_in_page(&ctx, &desk, jar, "", None) });
    };
    let counts = desk.store.counts().await?;
    let items = desk.store.contributions(parameters.status, PAGE).await?;
    let served = state.served();
    let shown = Shown { desk: &desk, editor: &editor };
    Ok(queue::render(&ctx, &served.atlas, &shown, parameters.status, &counts, &items).into_response())
}

fn no_accounts(ctx: &PageContext) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Redactie", "Editors");
    let main = html! {
        div class="prose" {
            h1 { (title) }
            p class="lede" { (lang.pick("Er is nog geen redacteur.", "There is no editor yet.")) }
            p { (lang.pick("De beheerder van deze server maakt er een op de opdrachtregel:", "The operator of this server adds one on the command line:")) }
            p { code { "wijkwijzer user add " (lang.pick("NAAM", "NAME")) } }
            p { (lang.pick("Wat bezoekers insturen wacht tot een redacteur het leest.", "What visitors send in waits until an editor reads it.")) }
        }
    };
    layout::page(ctx, title, main)
}

fn sign_in_page(ctx: &PageContext, desk: &Desk, jar: CookieJar, name: &str, fault: Option<&str>) -> Response {
    let lang = ctx.lang;
    let (visitor, jar) = security::visitor(desk, jar);
    let token = desk.key.form_token(FORM, &visitor, now());
    let title = lang.pick("Redactie", "Editors");
    let main = html! {
        div class="stack" {
            h1 { (title) }
            p class="lede" { (lang.pick("Meld u aan om bijdragen te lezen en te publiceren.", "Sign in to read and publish contributions.")) }
            @if let Some(fault) = fault { div class="stale" role="alert" { p { (fault) } } }
            form class="form" action=(ctx.href(urls::SIGN_IN)) method="post" {
                (Control { name: "naam", label: lang.pick("Naam", "Name"), required: true, ..Control::default() }.line("text", name, "username"))
                (Control { name: "wachtwoord", label: lang.pick("Wachtwoord", "Password"), required: true, ..Control::default() }.line("password", "", "current-password"))
                (code_field(lang, None, false))
                (fields::carried(TOKEN, &token))
                button class="button" type="submit" { (lang.pick("Meld aan", "Sign in")) }
            }
            p class="secondary" { (lang.pick(
                "Wachtwoord kwijt? De beheerder van de server stelt een nieuw in.",
                "Lost your password? The operator of the server sets a new one.",
            )) }
        }
    };
    let page = layout::page(ctx, title, main);
    if fault.is_none() {
        return (jar, page).into_response();
    }
    security::shown_again(StatusCode::FORBIDDEN, (jar, page))
}

/// Signs in. A wrong name and a wrong password take the same time and get the same answer.
///
/// # Errors
/// Forged forms, too many attempts, no desk.
pub async fn sign_in(
    State(state): State<AppState>,
    ctx: PageContext,
    client: Client,
    jar: CookieJar,
    _: Query<NoParameters>,
    body: Bytes,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    let (fields, token) = security::posted(&desk, &jar, &body, FORM, &["naam", "wachtwoord", CODE, TOKEN])?;
    let name = fields.get("naam").unwrap_or_default().trim().to_lowercase();
    let lang = ctx.lang;
    if token.is_none() {
        let late = lang
            .pick("De pagina stond te lang open. Probeer het opnieuw.", "The page was open for too long. Try again.");
        return Ok(sign_in_page(&ctx, &desk, jar, &name, Some(late)));
    }
    let browser = security::known_browser(&desk, &jar, &name);
    let attempt = Attempt { name: &name, network: &client.address, browser: browser.as_deref() };
    desk.sign_ins.begin(&attempt, now()).map_err(AppError::TooMany)?;
    // A fault of ours is no failure of the editor.
    let tried = account_of(&desk, &name, &fields).await.inspect_err(|_| desk.sign_ins.forgive(&attempt))?;
    let Tried::Fits(account) = tried else {
        let known = (tried == Tried::Wrong).then_some(name.as_str());
        tracing::warn!(account = known, network = client.network, "a sign-in was refused");
        // The log is never erased: nobody fills it.
        if desk.refusals.take("", now()).is_ok() {
            desk.store.refused(known, &client.network, now()).await?;
        }
        let wrong = lang
            .pick("Naam, wachtwoord en code horen niet bij elkaar.", "Name, password and code do not belong together.");
        return Ok(sign_in_page(&ctx, &desk, jar, &name, Some(wrong)));
    };
    // Always a new session: a token that someone planted before never becomes a signed-in one.
    let fresh = token::random();
    let old = security::cookie_value(&desk, &jar, COOKIE).map(|old| token::hash(&old));
    desk.store.open_session(token::hash(&fresh), account.number, old, now()).await?;
    desk.sign_ins.forgive(&attempt);
    let jar = jar.add(security::cookie(&desk, COOKIE, fresh)).add(security::browser_cookie(&desk, &name));
    Ok((jar, Redirect::to(&ctx.href(urls::EDITORS))).into_response())
}

/// What became of an attempt to sign in. The visitor is told the same of both failures.
#[derive(Debug, PartialEq, Eq)]
enum Tried {
    /// Everything fits.
    Fits(Account),
    /// Not of an account that there is.
    Wrong,
    /// Of no account.
    Unknown,
}

/// Whose name, password and code these are; found in the same time, whether the account exists or not.
async fn account_of(desk: &Desk, name: &str, fields: &Fields) -> Result<Tried, AppError> {
    let known = desk.store.credentials(name).await?;
    let password = fields.get("wachtwoord").unwrap_or_default().to_owned();
    let fits = desk.verify(known.as_ref().map(|(_, hash)| hash.clone()), password).await?;
    let Some((account, _)) = known else { return Ok(Tried::Unknown) };
    let passed = fits && !account.disabled && second_step_passed(desk, &account, fields).await?;
    Ok(if passed { Tried::Fits(account) } else { Tried::Wrong })
}

async fn second_step_passed(desk: &Desk, account: &Account, fields: &Fields) -> Result<bool, AppError> {
    if !account.second_step {
        return Ok(true);
    }
    let Some(step) = desk.store.second_step(account.number).await? else { return Ok(false) };
    let proof = second_step::proof(step.secret, fields.get(CODE).unwrap_or_default(), now());
    Ok(desk.store.pass_second_step(account, proof, now()).await?)
}

/// Signs out: the session ends here, not only in the browser.
///
/// # Errors
/// Forged forms.
pub async fn sign_out(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    jar: CookieJar,
    _: Query<NoParameters>,
    body: Bytes,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    editor.check(&desk, &security::fields(&body, &[TOKEN])?)?;
    desk.store.close_session(editor.hash(), now()).await?;
    let mut gone = security::cookie(&desk, COOKIE, String::new());
    gone.make_removal();
    Ok((jar.add(gone), Redirect::to(&ctx.href(urls::EDITORS))).into_response())
}

/// Serves the log.
///
/// # Errors
/// The database.
pub async fn log(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    _: Query<NoParameters>,
) -> Result<Markup, AppError> {
    let desk = state.desk()?;
    let lines = desk.store.log(None, PAGE).await?;
    let lang = ctx.lang;
    let title = lang.pick("Logboek", "Log");
    let main = html! {
        div class="stack" {
            h1 { (title) }
            (bar(&ctx, &Shown { desk: &desk, editor: &editor }))
            p class="secondary" { (lang.pick(
                "De laatste 200 handelingen. Het logboek bevat geen e-mailadressen; het programma wijzigt het nooit.",
                "The latest 200 actions. The log holds no e-mail addresses; the program never changes it.",
            )) }
            (lines_of(&ctx, &lines, true))
        }
    };
    Ok(layout::page(&ctx, title, main))
}

/// Lines of the log.
pub fn lines_of(ctx: &PageContext, lines: &[AuditEntry], with_number: bool) -> Markup {
    let lang = ctx.lang;
    html! {
        ol class="audit" {
            @for line in lines {
                li {
                    span class="when" { (text::moment(lang, line.at)) } " · " b { (who(lang, &line.who)) } " · " (action(lang, &line.action))
                    @if let Some(number) = line.contribution.filter(|_| with_number) {
                        " · " a href=(ctx.href(urls::moderation(number))) { (lang.pick("bijdrage ", "contribution ")) (number) }
                    }
                    @if !line.detail.is_empty() { ": " span lang="nl" { (line.detail) } }
                }
            }
        }
    }
}

fn who(lang: Lang, who: &str) -> &str {
    match who {
        "bezoeker" => lang.pick("bezoeker", "visitor"),
        "beheer" => lang.pick("beheer", "operator"),
        "opruiming" => lang.pick("opruiming", "clean-up"),
        name => name,
    }
}

fn action(lang: Lang, action: &str) -> &str {
    match action {
        "ingestuurd" => lang.pick("ingestuurd", "sent in"),
        "bewerkt" => lang.pick("bewerkt", "edited"),
        "gepubliceerd" => lang.pick("gepubliceerd", "published"),
        "afgewezen" => lang.pick("afgewezen", "refused"),
        "ingetrokken" => lang.pick("ingetrokken", "withdrawn"),
        "gekoppeld" => lang.pick("gekoppeld", "linked"),
        "ontkoppeld" => lang.pick("ontkoppeld", "unlinked"),
        "verwijderd" => lang.pick("verwijderd", "erased"),
        "aangemeld" => lang.pick("aangemeld", "signed in"),
        "afgemeld" => lang.pick("afgemeld", "signed out"),
        "account gemaakt" => lang.pick("account gemaakt", "account made"),
        "account gesloten" => lang.pick("account gesloten", "account shut"),
        "account geopend" => lang.pick("account geopend", "account opened"),
        "aanmelden geweigerd" => lang.pick("aanmelden geweigerd", "sign-in refused"),
        "tweede stap ingesteld" => lang.pick("tweede stap ingesteld", "second step set up"),
        "tweede stap verwijderd" => lang.pick("tweede stap verwijderd", "second step taken away"),
        "herstelcode gebruikt" => lang.pick("herstelcode gebruikt", "recovery code used"),
        "wachtwoord gewijzigd" => lang.pick("wachtwoord gewijzigd", "password changed"),
        "gegevens gewist" => lang.pick("gegevens gewist", "data erased"),
        other => other,
    }
}
