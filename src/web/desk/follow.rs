//! `/volgen`: by feed for everyone, by e-mail after a confirmed opt-in where the operator set up a mail server.
//!
//! Links in mails only open a page; the button on it does the work, as programs that check mail open every link.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

use super::choices::{area_names, place_choices, shown_place, theme_groups};
use super::public::{address, in_words};
use super::security::{self, Client, HONEYPOT_FIELD};
use crate::atlas::{Atlas, Hit};
use crate::desk::mail::{followed, now};
use crate::desk::place::{self, PlaceAnswer};
use crate::desk::token::{MailPurpose, subscription_of};
use crate::desk::{Filter, submission};
use crate::domain::Text;
use crate::store::desk::{NewSubscription, Subscription};
use crate::urls;
use crate::web::components::fields::{self, Control};
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, NoParameters, Parameters, Query};
use crate::web::representation::layout;
use crate::web::state::AppState;
use crate::web::state::desk::Desk;

const FORM: &str = "volgen";
const NAMES: &[&str] = &["email", "plaats", "plaats-keuze", "thema", HONEYPOT_FIELD, "sleutel"];

/// What to follow.
#[derive(Clone, Debug)]
pub struct FollowParameters {
    plaats: String,
    thema: String,
}

impl Parameters for FollowParameters {
    const NAMES: &'static [&'static str] = &["plaats", "thema"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let short = |name| fields.get(name).unwrap_or_default().chars().take(100).collect();
        Ok(Self { plaats: short("plaats"), thema: short("thema") })
    }
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    email: String,
    place: String,
    theme: String,
    faults: Vec<(&'static str, Text)>,
    places: Vec<Hit>,
}

/// Serves the page.
///
/// # Errors
/// Unknown parameters.
pub async fn form(
    State(state): State<AppState>,
    ctx: PageContext,
    jar: CookieJar,
    Query(parameters): Query<FollowParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let key = place::key(atlas, &parameters.plaats);
    let typed = Typed {
        place: key.map_or(parameters.plaats, |key| shown_place(atlas, &key)),
        theme: parameters.thema,
        ..Typed::default()
    };
    Ok(show(&ctx, atlas, state.desk().ok().as_deref(), jar, &typed))
}

fn show(ctx: &PageContext, atlas: &Atlas, desk: Option<&Desk>, jar: CookieJar, typed: &Typed) -> Response {
    let Some(desk) = desk.filter(|desk| desk.options.mailer.is_some()) else {
        return render(ctx, atlas, typed, None).into_response();
    };
    let (visitor, jar) = security::visitor(desk, jar);
    let markup = render(ctx, atlas, typed, Some(&desk.key.form_token(FORM, &visitor, now())));
    if typed.faults.is_empty() {
        return (jar, markup).into_response();
    }
    security::shown_again(StatusCode::UNPROCESSABLE_ENTITY, (jar, markup))
}

/// Takes in a wish to follow. The answer is the same whether the address is known or not.
///
/// # Errors
/// Forged forms, too many forms, no mail server.
pub async fn send(
    State(state): State<AppState>,
    ctx: PageContext,
    client: Client,
    jar: CookieJar,
    _: Query<NoParameters>,
    body: Bytes,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    if desk.options.mailer.is_none() {
        // No fault of the server: it has no such form.
        return Err(AppError::not_found(
            "Deze server verstuurt geen e-mail. U kunt wel een feed volgen.",
            "This server sends no e-mail. You can follow a feed.",
        ));
    }
    let served = state.served();
    let (fields, fresh) = security::posted(&desk, &jar, &body, FORM, NAMES)?;
    let get = |name| fields.get(name).unwrap_or_default().to_owned();
    let mut typed = Typed { email: get("email"), place: get("plaats"), theme: get("thema"), ..Typed::default() };
    let wish = check(&served.atlas, &ctx, &mut typed, &get("plaats-keuze"));
    let (Some(wish), Some(_)) = (wish, fresh) else {
        if typed.faults.is_empty() {
            typed.faults.push((
                "email",
                Text {
                    nl: "Het formulier stond te lang open. Verstuur het opnieuw.".to_owned(),
                    en: "The form was open for too long. Send it again.".to_owned(),
                },
            ));
        }
        return Ok(show(&ctx, &served.atlas, Some(&desk), jar, &typed));
    };
    if fields.get(HONEYPOT_FIELD).is_none() {
        desk.submissions.take(&client.address, now()).map_err(AppError::TooMany)?;
        // One address is not asked over and over, whoever asks.
        desk.asked.take(&wish.email, now()).map_err(AppError::TooMany)?;
        desk.store.subscribe(&wish, now()).await.inspect_err(|_| {
            // A fault of ours uses up no turn of theirs.
            desk.submissions.give_back(&client.address);
            desk.asked.give_back(&wish.email);
        })?;
        desk.wake();
    }
    Ok(Redirect::to(&ctx.href(urls::FOLLOW_SENT)).into_response())
}

fn check(atlas: &Atlas, ctx: &PageContext, typed: &mut Typed, choice: &str) -> Option<NewSubscription> {
    let email = submission::address(typed.email.trim());
    if email.is_none() {
        typed.faults.push((
            "email",
            Text {
                nl: "Vul een e-mailadres in, bijvoorbeeld naam@gemeente.nl.".to_owned(),
                en: "Enter an e-mail address, for example name@municipality.nl.".to_owned(),
            },
        ));
    }
    let place = match place::read(atlas, &typed.place, choice) {
        PlaceAnswer::Nowhere => Some(String::new()),
        PlaceAnswer::Found(key) => Some(key),
        PlaceAnswer::Several(places) => {
            typed.places = places;
            None
        }
        PlaceAnswer::Unknown => None,
    };
    if place.is_none() {
        typed.faults.push((
            "plaats",
            Text {
                nl: "Er is niet precies één plaats die zo heet. Kies er een, of laat het veld leeg.".to_owned(),
                en: "There is not exactly one place with this name. Choose one, or leave the field empty.".to_owned(),
            },
        ));
    }
    if !typed.theme.is_empty() && atlas.vocabulary.theme(&typed.theme).is_none() {
        typed.faults.push((
            "thema",
            Text { nl: "Kies een thema uit de lijst.".to_owned(), en: "Choose a theme from the list.".to_owned() },
        ));
    }
    if !typed.faults.is_empty() {
        return None;
    }
    Some(NewSubscription { email: email?, place: place?, theme: typed.theme.clone(), lang: ctx.lang })
}

fn render(ctx: &PageContext, atlas: &Atlas, typed: &Typed, token: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Volgen", "Follow");
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let key = match place::read(atlas, &typed.place, "") {
        PlaceAnswer::Found(key) => Some(key),
        _ => None,
    };
    let theme = some(&typed.theme).filter(|id| atlas.vocabulary.theme(id).is_some());
    let filter = Filter { place: key, theme, kind: None };
    let narrowed = in_words(atlas, lang, &filter);
    let main = html! {
        div class="stack parts" {
            h1 { (title) }
            p class="lede" { (lang.pick(
                "Hoor het als er een vraag of aanbod bij komt over een plek of een thema.",
                "Hear when a question or offer is added about a place or a theme.",
            )) }
            h2 { (lang.pick("Met een feed", "By feed")) }
            p { (lang.pick(
                "Zet dit adres in een feedlezer of in Outlook. U hoeft niets op te geven.",
                "Put this address in a feed reader or in Outlook. There is nothing to sign up for.",
            )) }
            ul {
                @if !narrowed.is_empty() {
                    li { a href=(address(urls::CONTRIBUTIONS.file("atom"), &filter, Some(lang))) { (narrowed) " (Atom)" } }
                }
                li { a href=(address(urls::CONTRIBUTIONS.file("atom"), &Filter::default(), Some(lang))) {
                    (lang.pick("Alle vraag en aanbod", "All questions and offers")) " (Atom)"
                } }
            }
            h2 { (lang.pick("Per e-mail", "By e-mail")) }
            @if let Some(token) = token { (mail_form(ctx, atlas, typed, token)) }
            @else {
                p { (lang.pick(
                    "Op deze server is geen e-mail ingesteld. Volgen kan met een feed.",
                    "No e-mail has been set up on this server. You can follow by feed.",
                )) }
            }
        }
    };
    layout::page(ctx, title, main)
}

fn mail_form(ctx: &PageContext, atlas: &Atlas, typed: &Typed, token: &str) -> Markup {
    let lang = ctx.lang;
    let listed: Vec<(&str, &str)> = typed.faults.iter().map(|(name, text)| (*name, text.get(lang))).collect();
    let fault = |name: &str| listed.iter().find(|(found, _)| *found == name).map(|&(_, text)| text);
    let optional = lang.pick("mag leeg blijven", "may stay empty");
    html! {
        p { (lang.pick(
            "U krijgt eerst een mail met een pagina om te bevestigen. Zonder bevestiging sturen wij niets meer. Elke mail heeft een adres om op te zeggen.",
            "You first get a mail with a page to confirm. Without confirmation nothing more is sent. Every mail has an address to stop.",
        )) }
        (fields::summary(lang.pick("Er is nog niets verstuurd", "Nothing has been sent yet"), &listed))
        form class="form" action=(ctx.href(urls::FOLLOW)) method="post" novalidate {
            (Control { name: "email", label: lang.pick("E-mailadres", "E-mail address"), fault: fault("email"), required: true, ..Control::default() }
                .line("email", &typed.email, "email"))
            (Control {
                name: "plaats", label: lang.pick("Plaats", "Place"), fault: fault("plaats"), optional,
                hint: lang.pick("Leeg is heel Nederland.", "Empty is the whole of the Netherlands."), ..Control::default()
            }.suggested(&typed.place, &area_names(atlas)))
            (place_choices(lang, atlas, &typed.places))
            (Control { name: "thema", label: lang.pick("Thema", "Theme"), fault: fault("thema"), optional, ..Control::default() }
                .choice(&typed.theme, lang.pick("alle thema's", "all themes"), &theme_groups(atlas, lang)))
            (fields::trap(HONEYPOT_FIELD, lang.pick("Laat dit veld leeg", "Leave this field empty")))
            (fields::carried("sleutel", &token))
            button class="button" type="submit" { (lang.pick("Volg", "Follow")) }
            p class="hint" { a href=(ctx.href(urls::PRIVACY)) { (lang.pick("Wat wij bewaren", "What we keep")) } }
        }
    }
}

/// Serves the page after a wish was taken in.
pub async fn sent(ctx: PageContext, _: Query<NoParameters>) -> Markup {
    let lang = ctx.lang;
    message(&ctx, lang.pick("Kijk in uw mail", "Look at your mail"), lang.pick(
        "Er is een mail onderweg. Open de pagina die erin staat en bevestig daar. Krijgt u niets, kijk dan bij de ongewenste mail; wie dit al volgt krijgt geen nieuwe mail.",
        "A mail is on its way. Open the page that it names and confirm there. If nothing arrives, look among unwanted mail; those who follow this already get no new mail.",
    ))
}

fn message(ctx: &PageContext, title: &str, text: &str) -> Markup {
    let main = html! {
        div class="prose" {
            h1 { (title) }
            p class="lede" { (text) }
            p { a href=(ctx.href(urls::CONTRIBUTIONS)) { (ctx.lang.pick("Naar vraag en aanbod", "To questions and offers")) } }
        }
    };
    layout::page(ctx, title, main)
}

/// The code of a mailed link.
#[derive(Clone, Debug)]
pub struct CodeParameters {
    code: String,
}

impl Parameters for CodeParameters {
    const NAMES: &'static [&'static str] = &["code"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { code: fields.get("code").unwrap_or_default().chars().take(200).collect() })
    }
}

/// The subscription that a code is for.
async fn subscription(desk: &Desk, purpose: MailPurpose, code: &str) -> Result<Subscription, AppError> {
    let found = match subscription_of(code) {
        Some(number) => desk.store.subscription(number).await?,
        None => None,
    };
    found.filter(|found| desk.key.check_mail_token(purpose, &found.email, code)).ok_or_else(|| {
        AppError::not_found(
            "Deze link werkt niet (meer). Is dit al opgezegd, dan hoeft u niets te doen.",
            "This link does not work (any more). If this was stopped already, there is nothing to do.",
        )
    })
}

async fn ask(state: &AppState, ctx: &PageContext, purpose: MailPurpose, code: &str) -> Result<Markup, AppError> {
    let desk = state.desk()?;
    let subscription = subscription(&desk, purpose, code).await?;
    let lang = ctx.lang;
    let what = followed(&state.served().atlas, &Subscription { lang, ..subscription });
    let (title, button) = match purpose {
        MailPurpose::Confirm => (
            lang.pick("Bevestig dat u dit wilt volgen", "Confirm that you want to follow this"),
            lang.pick("Bevestig", "Confirm"),
        ),
        MailPurpose::Unsubscribe => (lang.pick("Niet meer volgen", "Stop following"), lang.pick("Zeg op", "Stop")),
    };
    let main = html! {
        div class="stack" {
            h1 { (title) }
            p class="lede" { (lang.pick("Vraag en aanbod: ", "Questions and offers: ")) (what) }
            form action=(ctx.with(&[])) method="post" { button class="button" type="submit" { (button) } }
        }
    };
    Ok(layout::page(ctx, title, main))
}

/// Serves the page on which a reader confirms.
///
/// # Errors
/// The code is not ours or no longer valid.
pub async fn confirm_page(
    State(state): State<AppState>,
    ctx: PageContext,
    Query(parameters): Query<CodeParameters>,
) -> Result<Markup, AppError> {
    ask(&state, &ctx, MailPurpose::Confirm, &parameters.code).await
}

/// Confirms.
///
/// # Errors
/// The code is not ours or no longer valid.
pub async fn confirm(
    State(state): State<AppState>,
    ctx: PageContext,
    Query(parameters): Query<CodeParameters>,
) -> Result<Markup, AppError> {
    let desk = state.desk()?;
    let subscription = subscription(&desk, MailPurpose::Confirm, &parameters.code).await?;
    desk.store.confirm(subscription.number, now()).await?;
    let lang = ctx.lang;
    Ok(message(
        &ctx,
        lang.pick("Bevestigd", "Confirmed"),
        lang.pick("U krijgt een mail als er iets bij komt.", "You will get a mail when something is added."),
    ))
}

/// Serves the page on which a reader stops.
///
/// # Errors
/// The code is not ours or no longer valid.
pub async fn leave_page(
    State(state): State<AppState>,
    ctx: PageContext,
    Query(parameters): Query<CodeParameters>,
) -> Result<Markup, AppError> {
    ask(&state, &ctx, MailPurpose::Unsubscribe, &parameters.code).await
}

/// Stops, from the page or by the one click of a mail program (RFC 8058).
///
/// # Errors
/// The code is not ours or no longer valid.
pub async fn leave(
    State(state): State<AppState>,
    ctx: PageContext,
    Query(parameters): Query<CodeParameters>,
) -> Result<Markup, AppError> {
    let desk = state.desk()?;
    let subscription = subscription(&desk, MailPurpose::Unsubscribe, &parameters.code).await?;
    desk.store.unsubscribe(subscription.number, now()).await?;
    let lang = ctx.lang;
    Ok(message(
        &ctx,
        lang.pick("Opgezegd", "Stopped"),
        lang.pick(
            "U krijgt hierover geen mail meer. Uw adres is gewist.",
            "You will get no more mail about this. Your address has been erased.",
        ),
    ))
}
