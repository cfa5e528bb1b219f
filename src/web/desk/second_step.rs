//! `/redactie/tweede-stap`: an editor sets up the second step of signing in.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::bar::{Shown, bar};
use super::security::{self, TOKEN};
use super::session::Editor;
use crate::desk::mail::now;
use crate::desk::second_step as step;
use crate::domain::Lang;
use crate::store::desk::{Role, SecondStep};
use crate::text;
use crate::urls;
use crate::web::components::fields::{self, Control};
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::layout;
use crate::web::state::AppState;

/// The field with the code, here and at the sign-in.
pub const CODE: &str = "code";

/// Serves the page: what the second step is, the secret for the app, or since when it is there.
///
/// # Errors
/// The database.
pub async fn page(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    _: Query<NoParameters>,
) -> Result<Markup, AppError> {
    let desk = state.desk()?;
    let found = desk.store.second_step(editor.account.number).await?;
    Ok(render(&ctx, &Shown { desk: &desk, editor: &editor }, found, None))
}

/// Gives a secret, or confirms it by a code that the app shows.
///
/// # Errors
/// Forged forms, the database.
pub async fn save(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    _: Query<NoParameters>,
    body: Bytes,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    let fields = security::fields(&body, &[CODE, TOKEN])?;
    editor.check(&desk, &fields)?;
    let account = &editor.account;
    let to_page = || Redirect::to(&ctx.href(urls::SECOND_STEP)).into_response();
    let Some(code) = fields.get(CODE) else {
        desk.store.begin_second_step(account.number, step::fresh()).await?;
        return Ok(to_page());
    };
    let Some(found) = desk.store.second_step(account.number).await?.filter(|found| found.confirmed_at.is_none()) else {
        return Ok(to_page());
    };
    let shown = Shown { desk: &desk, editor: &editor };
    let Some(at) = step::step(found.secret, code, now()) else {
        let lang = ctx.lang;
        let wrong = lang.pick(
            "Dit is niet de code die de app nu toont. Kijk of de klok van uw telefoon gelijk loopt.",
            "This is not the code that the app shows now. See whether the clock of your telephone is right.",
        );
        let page = render(&ctx, &shown, Some(found), Some(wrong));
        return Ok(security::shown_again(StatusCode::UNPROCESSABLE_ENTITY, page));
    };
    let codes = step::recovery_codes();
    let kept: Vec<_> = codes.iter().map(|code| step::recovery_hash(code)).collect();
    if !desk.store.confirm_second_step(account, at, &kept, now()).await? {
        return Ok(to_page());
    }
    Ok(done(&ctx, &shown, &codes).into_response())
}

fn framed(ctx: &PageContext, shown: &Shown<'_>, content: &Markup) -> Markup {
    let title = ctx.lang.pick("Tweede stap bij het aanmelden", "Second step of signing in");
    let main = html! { div class="stack" { h1 { (title) } (bar(ctx, shown)) (content) } };
    layout::page(ctx, title, main)
}

fn render(ctx: &PageContext, shown: &Shown<'_>, found: Option<SecondStep>, fault: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let content = match found {
        None => first(ctx, shown),
        Some(SecondStep { confirmed_at: Some(at), recovery_codes, .. }) => html! {
            p { (lang.pick("Ingesteld op ", "Set up on ")) (text::moment(lang, at)) "." }
            p { (lang.pick("Herstelcodes die u nog hebt: ", "Recovery codes that you have left: ")) (recovery_codes) }
            p class="secondary" { (lang.pick(
                "Nieuwe telefoon, of alle codes op? De beheerder van de server haalt de tweede stap weg; stel die daarna opnieuw in.",
                "A new telephone, or no codes left? The operator of the server takes the second step away; then set it up again.",
            )) }
        },
        Some(SecondStep { secret, .. }) => secret_of(ctx, shown, secret, fault),
    };
    framed(ctx, shown, &content)
}

fn first(ctx: &PageContext, shown: &Shown<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        p class="lede" { (lang.pick(
            "Met een tweede stap is uw wachtwoord alleen niet genoeg: u typt er een code bij uit een app op uw telefoon.",
            "With a second step your password alone is not enough: you type a code from an app on your telephone as well.",
        )) }
        @if shown.editor.account.role == Role::Admin {
            p { (lang.pick("Voorgoed wissen kan pas als u deze stap hebt ingesteld.", "You can erase for good only after you set up this step.")) }
        }
        form class="form" action=(ctx.href(urls::SECOND_STEP)) method="post" {
            (fields::carried(TOKEN, &shown.editor.form_token(shown.desk)))
            button class="button" type="submit" { (lang.pick("Stel de tweede stap in", "Set up the second step")) }
        }
    }
}

fn secret_of(ctx: &PageContext, shown: &Shown<'_>, secret: step::Secret, fault: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let drawn = step::address(secret, &shown.editor.account.name).and_then(|address| step::picture(&address));
    html! {
        ol {
            li { (lang.pick("Open de app waarmee u codes maakt (zoals FreeOTP of Google Authenticator) en lees dit beeld in:", "Open the app that makes your codes (such as FreeOTP or Google Authenticator) and read in this picture:")) }
        }
        @if let Some((size, path)) = drawn {
            // Four modules of quiet around it, as readers expect.
            svg width="240" height="240" viewBox={ "-4 -4 " (size + 8) " " (size + 8) } role="img"
                aria-label=(lang.pick("QR-code; de sleutel eronder zegt hetzelfde", "QR code; the key below says the same")) {
                rect x="-4" y="-4" width=(size + 8) height=(size + 8) fill="white" {}
                path d=(path) fill="black" {}
            }
        }
        p { (lang.pick("Of typ deze sleutel over: ", "Or type this key: ")) code { (step::in_groups(secret)) } }
        form class="form" action=(ctx.href(urls::SECOND_STEP)) method="post" novalidate {
            (code_field(lang, fault, true))
            (fields::carried(TOKEN, &shown.editor.form_token(shown.desk)))
            button class="button" type="submit" { (lang.pick("Bevestig", "Confirm")) }
        }
    }
}

/// The field for a code of the app.
pub fn code_field(lang: Lang, fault: Option<&str>, required: bool) -> Markup {
    let hint = if required {
        lang.pick("De zes cijfers die de app nu toont.", "The six digits that the app shows now.")
    } else {
        lang.pick(
            "Alleen als u een tweede stap hebt ingesteld: de zes cijfers van de app, of een herstelcode.",
            "Only if you set up a second step: the six digits of the app, or a recovery code.",
        )
    };
    let optional = lang.pick("mag leeg blijven", "may stay empty");
    Control { name: CODE, label: lang.pick("Code", "Code"), hint, fault, required, optional }.line(
        "text",
        "",
        "one-time-code",
    )
}

fn done(ctx: &PageContext, shown: &Shown<'_>, codes: &[String]) -> Markup {
    let lang = ctx.lang;
    let content = html! {
        p class="lede" { (lang.pick("De tweede stap is ingesteld.", "The second step is set up.")) }
        p { (lang.pick(
            "Schrijf deze herstelcodes op en bewaar ze niet op uw telefoon. Elke code werkt één keer, als u de app niet bij u hebt. Ze worden maar één keer getoond.",
            "Write these recovery codes down and do not keep them on your telephone. Each works once, when you do not have the app with you. They are shown only once.",
        )) }
        ul class="recovery-codes" { @for code in codes { li { code { (code) } } } }
        p { a href=(ctx.href(urls::EDITORS)) { (lang.pick("Naar de bijdragen", "To the contributions")) } }
    };
    framed(ctx, shown, &content)
}
