//! `/vraag-en-aanbod/nieuw`: the form, and what happens when it is sent.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

use super::choices::{area_names, place_choices, shown_place, theme_groups};
use super::security::{self, Client, HONEYPOT_FIELD};
use crate::atlas::Atlas;
use crate::desk::mail::now;
use crate::desk::submission::Faults;
use crate::desk::{Field, SubmissionForm, place, token as tokens};
use crate::domain::{ContributionKind, Lang, Text};
use crate::store::desk::Submitted;
use crate::urls;
use crate::web::components::fields::{self, Control};
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, NoParameters, Parameters, Query};
use crate::web::representation::layout;
use crate::web::state::AppState;
use crate::web::state::desk::Desk;

/// What the token of this form is for.
const FORM: &str = "bijdrage";
/// A field that only machines fill in.
/// The fields of the form.
const NAMES: &[&str] = &[
    "soort",
    "titel",
    "tekst",
    "plaats",
    "plaats-keuze",
    "thema",
    "organisatie",
    "email",
    "link",
    "akkoord",
    "email-tonen",
    HONEYPOT_FIELD,
    "sleutel",
];

/// Parameters of the empty form.
#[derive(Clone, Debug)]
pub struct FormParameters {
    plaats: String,
    thema: String,
    soort: String,
}

impl Parameters for FormParameters {
    const NAMES: &'static [&'static str] = &["plaats", "thema", "soort"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let short = |name| fields.get(name).unwrap_or_default().chars().take(100).collect();
        Ok(Self { plaats: short("plaats"), thema: short("thema"), soort: short("soort") })
    }
}

/// Serves the empty form, or one with a place and theme filled in.
///
/// # Errors
/// This server has no desk.
pub async fn form(
    State(state): State<AppState>,
    ctx: PageContext,
    jar: CookieJar,
    Query(parameters): Query<FormParameters>,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    let served = state.served();
    let atlas = &served.atlas;
    let key = place::key(atlas, &parameters.plaats);
    let typed = SubmissionForm {
        kind: parameters.soort,
        place: key.map_or(parameters.plaats, |key| shown_place(atlas, &key)),
        theme: parameters.thema,
        ..SubmissionForm::default()
    };
    Ok(show(&Page { ctx: &ctx, atlas, desk: &desk }, jar, &typed, &Faults::default(), None))
}

/// What the form needs to be shown.
struct Page<'a> {
    ctx: &'a PageContext,
    atlas: &'a Atlas,
    desk: &'a Desk,
}

fn show(page: &Page<'_>, jar: CookieJar, typed: &SubmissionForm, faults: &Faults, trouble: Option<&Text>) -> Response {
    let (visitor, jar) = security::visitor(page.desk, jar);
    let token = page.desk.key.form_token(FORM, &visitor, now());
    let markup = render(page, &token, typed, faults, trouble);
    if faults.fields.is_empty() && trouble.is_none() {
        return (jar, markup).into_response();
    }
    let status = if trouble.is_some() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::UNPROCESSABLE_ENTITY };
    security::shown_again(status, (jar, markup))
}

/// Takes a form in. Whatever is wrong with it, what was typed is shown again.
///
/// # Errors
/// Forged forms, forms sent twice, too many forms, no desk.
pub async fn send(
    State(state): State<AppState>,
    ctx: PageContext,
    client: Client,
    jar: CookieJar,
    _: Query<NoParameters>,
    body: Bytes,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    let served = state.served();
    let page = Page { ctx: &ctx, atlas: &served.atlas, desk: &desk };
    let (fields, token) = security::posted(&desk, &jar, &body, FORM, NAMES)?;
    let typed = read(&fields);
    let Some(token) = token else {
        let late = Text {
            nl: "Het formulier stond te lang open. Wat u schreef staat er nog; verstuur het opnieuw.".to_owned(),
            en: "The form was open for too long. What you wrote is still there; send it again.".to_owned(),
        };
        return Ok(show(&page, jar, &typed, &Faults::default(), Some(&late)));
    };
    let mut submission = match typed.check(&served.atlas, ctx.lang) {
        Ok(submission) => submission,
        Err(faults) => return Ok(show(&page, jar, &typed, &faults, None)),
    };
    let received = || Redirect::to(&ctx.href(urls::RECEIVED)).into_response();
    if fields.get(HONEYPOT_FIELD).is_some() {
        // A machine: it is told what it wants to hear, and nothing is kept.
        return Ok(received());
    }
    if let Err(seconds) = desk.submissions.take(&client.address, now()) {
        let wait = AppError::TooMany(seconds).to_string();
        tracing::warn!(wait, "a client sends in too much");
        return Ok(too_many(&page, jar, &typed, seconds));
    }
    let network = desk.key.sign(&["network", &client.network]);
    submission.network = Some(tokens::hash(&network));
    let submitted = desk.store.submit(&submission, token, now()).await;
    if !matches!(submitted, Ok(Submitted::Kept(_))) {
        // Nothing was taken in, so nothing counts: a turn is not for our own faults.
        desk.submissions.give_back(&client.address);
    }
    match submitted {
        Ok(Submitted::Kept(_)) => Ok(received()),
        Ok(Submitted::Repeated) => Err(AppError::Conflict(Text {
            nl: "Deze bijdrage is al ontvangen. U hoeft haar niet nog eens te versturen.".to_owned(),
            en: "This contribution was received already. There is no need to send it again.".to_owned(),
        })),
        Ok(Submitted::Crowded) => {
            let crowded = Text {
                nl: "Uit uw netwerk wachten al zoveel bijdragen als de redactie van één netwerk aanneemt. Bewaar uw tekst en probeer het later."
                    .to_owned(),
                en: "As many contributions are waiting from your network as the editors take from one. Keep your text and try later."
                    .to_owned(),
            };
            Ok(show(&page, jar, &typed, &Faults::default(), Some(&crowded)))
        }
        Ok(Submitted::Full) => {
            let full = Text {
                nl: "Er wachten meer bijdragen dan de redactie kan lezen. Bewaar uw tekst en probeer het later."
                    .to_owned(),
                en: "More contributions are waiting than the editors can read. Keep your text and try later."
                    .to_owned(),
            };
            Ok(show(&page, jar, &typed, &Faults::default(), Some(&full)))
        }
        Err(error) => {
            tracing::error!(%error, "a contribution could not be kept");
            let busy = Text {
                nl: "De bijdrage kon nu niet worden bewaard. Wat u schreef staat er nog; verstuur het over een minuut opnieuw.".to_owned(),
                en: "The contribution could not be kept just now. What you wrote is still there; send it again in a minute.".to_owned(),
            };
            Ok(show(&page, jar, &typed, &Faults::default(), Some(&busy)))
        }
    }
}

fn too_many(page: &Page<'_>, jar: CookieJar, typed: &SubmissionForm, seconds: u64) -> Response {
    let minutes = seconds.div_ceil(60);
    let wait = Text {
        nl: format!(
            "U stuurde kort na elkaar veel in. Wat u schreef staat er nog; verstuur het over {minutes} min opnieuw."
        ),
        en: format!(
            "You sent in a lot in a short time. What you wrote is still there; send it again in {minutes} min."
        ),
    };
    let mut response = show(page, jar, typed, &Faults::default(), Some(&wait));
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(axum::http::header::RETRY_AFTER, seconds.into());
    response
}

/// The fields that both this form and the one of the editors have.
pub fn read(fields: &Fields) -> SubmissionForm {
    let get = |name| fields.get(name).unwrap_or_default().to_owned();
    SubmissionForm {
        kind: get("soort"),
        title: get("titel"),
        body: get("tekst"),
        place: get("plaats"),
        place_choice: get("plaats-keuze"),
        theme: get("thema"),
        organisation: get("organisatie"),
        contact: get("email"),
        link: get("link"),
        consent: fields.get("akkoord").is_some(),
        show_contact: fields.get("email-tonen").is_some(),
    }
}

/// Serves the page after a form was taken in.
pub async fn received(ctx: PageContext, _: Query<NoParameters>) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Ontvangen", "Received");
    let main = html! {
        div class="prose" {
            h1 { (title) }
            p class="lede" { (lang.pick(
                "Dank u. De redactie leest uw bijdrage voordat zij op de site komt.",
                "Thank you. The editors read your contribution before it appears on the site.",
            )) }
            p { (lang.pick(
                "Is er iets onduidelijk, dan schrijven zij u op het e-mailadres dat u opgaf.",
                "If something is unclear they will write to the e-mail address that you gave.",
            )) }
            p { a href=(ctx.href(urls::CONTRIBUTIONS)) { (lang.pick("Naar vraag en aanbod", "To questions and offers")) } }
        }
    };
    layout::page(&ctx, title, main)
}

fn render(page: &Page<'_>, token: &str, typed: &SubmissionForm, faults: &Faults, trouble: Option<&Text>) -> Markup {
    let ctx = page.ctx;
    let lang = ctx.lang;
    let title = lang.pick("Stel een vraag of bied iets aan", "Ask a question or offer something");
    let listed = faults.listed(lang);
    let main = html! {
        div class="stack" {
            h1 { (title) }
            p class="lede" { (lang.pick(
                "De redactie leest wat u instuurt en plaatst het daarna bij de plek en het thema waar het over gaat.",
                "The editors read what you send in and then place it with the place and theme that it is about.",
            )) }
            @if let Some(text) = trouble { div class="stale" role="alert" { p { (text.get(lang)) } } }
            (fields::summary(lang.pick("Het formulier is nog niet verstuurd", "The form has not been sent yet"), &listed))
            form class="form" action=(ctx.href(urls::SEND_IN)) method="post" novalidate {
                (what(lang, typed, faults))
                (about_what(page, typed, faults))
                (by_whom(ctx, typed, faults))
                (fields::trap(HONEYPOT_FIELD, lang.pick("Laat dit veld leeg", "Leave this field empty")))
                (fields::carried("sleutel", &token))
                button class="button" type="submit" { (lang.pick("Verstuur naar de redactie", "Send to the editors")) }
            }
        }
    };
    let shown = if listed.is_empty() { title.to_owned() } else { format!("{}: {title}", lang.pick("Fout", "Error")) };
    layout::page(ctx, &shown, main)
}

/// Kinds as choices.
pub fn kinds(lang: Lang) -> Vec<(&'static str, &'static str)> {
    let label = |kind| match kind {
        ContributionKind::Vraag => lang.pick("Ik heb een vraag", "I have a question"),
        ContributionKind::Voorbeeld => {
            lang.pick("Ik heb een voorbeeld uit de praktijk", "I have an example from practice")
        }
        ContributionKind::Cursus => lang.pick("Ik geef een cursus of training", "I give a course or training"),
        ContributionKind::Hulp => lang.pick("Ik bied hulp of kennis aan", "I offer help or knowledge"),
    };
    ContributionKind::ALL.into_iter().map(|kind| (kind.as_str(), label(kind))).collect()
}

fn what(lang: Lang, typed: &SubmissionForm, faults: &Faults) -> Markup {
    let fault = |field| faults.of(field).map(|text| text.get(lang));
    html! {
        (Control { name: "soort", label: lang.pick("Wat stuurt u in?", "What are you sending?"), fault: fault(Field::Kind), required: true, ..Control::default() }
            .radios(&typed.kind, &kinds(lang)))
        (Control {
            name: "titel", label: lang.pick("Titel", "Title"), fault: fault(Field::Title), required: true,
            hint: lang.pick("Uw vraag of aanbod in één regel, 8 tot 120 tekens.", "Your question or offer in one line, 8 to 120 characters."),
            ..Control::default()
        }.line("text", &typed.title, "off"))
        (Control {
            name: "tekst", label: lang.pick("Tekst", "Text"), fault: fault(Field::Body), required: true,
            hint: lang.pick(
                "20 tot 4.000 tekens, zonder opmaak. Noem geen namen van bewoners.",
                "20 to 4,000 characters, plain text. Do not name residents.",
            ),
            ..Control::default()
        }.text(&typed.body, 9))
    }
}

fn about_what(page: &Page<'_>, typed: &SubmissionForm, faults: &Faults) -> Markup {
    let lang = page.ctx.lang;
    let optional = lang.pick("mag leeg blijven", "may stay empty");
    let fault = |field| faults.of(field).map(|text| text.get(lang));
    html! {
        (Control {
            name: "plaats", label: lang.pick("Plaats", "Place"), fault: fault(Field::Place), optional,
            hint: lang.pick(
                "Een gebied, gemeente, wijk of buurt: de naam of de code van het CBS.",
                "An area, municipality, district or neighbourhood: the name or the CBS code.",
            ),
            ..Control::default()
        }.suggested(&typed.place, &area_names(page.atlas)))
        (place_choices(lang, page.atlas, &faults.places))
        (Control { name: "thema", label: lang.pick("Thema", "Theme"), fault: fault(Field::Theme), optional, ..Control::default() }
            .choice(&typed.theme, lang.pick("geen thema", "no theme"), &theme_groups(page.atlas, lang)))
        (Control {
            name: "link", label: lang.pick("Webpagina", "Web page"), fault: fault(Field::Link), optional,
            hint: lang.pick("Het volledige adres, met https:// ervoor.", "The full address, starting with https://."),
            ..Control::default()
        }.line("url", &typed.link, "url"))
    }
}

fn by_whom(ctx: &PageContext, typed: &SubmissionForm, faults: &Faults) -> Markup {
    let lang = ctx.lang;
    let fault = |field| faults.of(field).map(|text| text.get(lang));
    html! {
        (Control {
            name: "organisatie", label: lang.pick("Organisatie", "Organisation"), fault: fault(Field::Organisation),
            optional: lang.pick("mag leeg blijven", "may stay empty"),
            hint: lang.pick("Wordt bij uw bijdrage getoond.", "Is shown with your contribution."),
            ..Control::default()
        }.line("text", &typed.organisation, "organization"))
        (Control {
            name: "email", label: lang.pick("Uw e-mailadres", "Your e-mail address"), fault: fault(Field::Contact), required: true,
            hint: lang.pick(
                "Alleen voor de redactie, tenzij u hieronder iets anders kiest.",
                "For the editors only, unless you choose otherwise below.",
            ),
            ..Control::default()
        }.line("email", &typed.contact, "email"))
        (Control {
            name: "email-tonen",
            label: lang.pick("Toon mijn e-mailadres bij de bijdrage, zodat anderen mij kunnen bereiken", "Show my e-mail address with the contribution, so that others can reach me"),
            hint: lang.pick("Zonder vinkje ziet alleen de redactie het.", "Without a tick only the editors see it."),
            ..Control::default()
        }.tick(typed.show_contact))
        (Control {
            name: "akkoord", fault: fault(Field::Consent), required: true,
            label: lang.pick("Ik vind het goed dat de redactie mijn bijdrage bewaart en publiceert", "I agree that the editors keep and publish my contribution"),
            ..Control::default()
        }.tick(typed.consent))
        p class="hint" {
            (lang.pick("Wat wij bewaren en hoe lang staat op de pagina ", "What we keep and for how long is told on the page "))
            a href=(ctx.href(urls::PRIVACY)) { (lang.pick("Privacy", "Privacy")) } "."
        }
    }
}
