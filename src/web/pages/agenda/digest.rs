//! `/agenda/overzicht`: a digest of a period, to read, to send as HTML and to send as text.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::atlas::Knowledge;
use crate::export::{self, digest_parts, entry_dates, entry_path};
use crate::urls;
use crate::views::knowledge::{DigestView, Entry, digest};
use crate::web::components::items;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::representation::layout;
use crate::web::representation::text::typed;
use crate::web::state::AppState;

/// Parameters of the digest.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    from: Option<Date>,
    to: Option<Date>,
}

impl Parameters for Ask {
    const NAMES: &'static [&'static str] = &["van", "tot"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let expected = "2022-01-01";
        let ask = Self { from: fields.parsed("van", expected)?, to: fields.parsed("tot", expected)? };
        if let (Some(from), Some(to)) = (ask.from, ask.to)
            && to < from
        {
            return Err(AppError::bad_parameter("tot", &to.to_string(), &format!("{from}")));
        }
        Ok(ask)
    }
}

impl Ask {
    /// The period: without dates from a quarter of a year ago to a quarter ahead.
    fn period(self, today: Date) -> (Date, Date) {
        let around = |base: Date, months: i64| base.checked_add(months.months()).unwrap_or(base);
        match (self.from, self.to) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) => (from, around(from, 6)),
            (None, Some(to)) => (around(to, -6), to),
            (None, None) => (around(today, -3), around(today, 3)),
        }
    }
}

/// Serves the digest in the frame of the site.
pub async fn serve(State(state): State<AppState>, ctx: PageContext, Query(ask): Query<Ask>) -> Markup {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let (from, to) = ask.period(state.site().today());
    render(&ctx, atlas, &digest(atlas, from, to))
}

/// Serves the digest as a bare document.
pub async fn mail(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(ask): Query<Ask>,
) -> Markup {
    let (from, to) = ask.period(state.site().today());
    let served = state.served();
    let knowledge = Knowledge::new(&served.atlas, &served.content);
    export::digest_html(ctx.lang, &state.site().base(&headers), &digest(&knowledge, from, to))
}

/// Serves the digest as text.
pub async fn plain(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(ask): Query<Ask>,
) -> Response {
    let (from, to) = ask.period(state.site().today());
    let base = state.site().base(&headers);
    let served = state.served();
    let knowledge = Knowledge::new(&served.atlas, &served.content);
    typed(export::digest_text(ctx.lang, &base, &digest(&knowledge, from, to)), "text/plain; charset=utf-8")
}

fn render(ctx: &PageContext, atlas: &Knowledge<'_>, view: &DigestView<'_>) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Overzicht van een periode", "Digest of a period");
    let file = |extension: &str| urls::DIGEST.file(extension).query("van", view.from).query("tot", view.to);
    let main = html! {
        div class="stack" {
            nav class="breadcrumb" aria-label=(lang.pick("Kruimelpad", "Breadcrumb")) {
                ol { li { a href=(ctx.href(urls::AGENDA)) { "Agenda" } } li aria-current="page" { (title) } }
            }
            h1 { (title) }
            p class="lede" { (export::digest_period(lang, view)) }
            (form(ctx, view))
            @if view.is_empty() {
                p class="notice" {
                    (lang.pick("In deze periode is er niets met een datum. Er is wel iets in ", "Nothing is dated in this period. There is something in "))
                    @for (position, (year, count)) in view.years.iter().take(8).enumerate() {
                        @if position > 0 { ", " }
                        a href=(ctx.href(urls::DIGEST.query("van", format_args!("{year}-01-01")).query("tot", format_args!("{year}-12-31")))) { (year) } " (" (count) ")"
                    }
                    "."
                }
            } @else {
                p {
                    (lang.pick("Om te versturen: ", "To send: "))
                    a href=(ctx.href(file("html"))) { (lang.pick("als opgemaakte mail (HTML)", "as formatted mail (HTML)")) }
                    " · "
                    a href=(ctx.href(file("txt"))) { (lang.pick("als platte tekst", "as plain text")) }
                }
            }
            @for (id, name, about, entries) in digest_parts(lang, view) {
                section class="knowledge-part" aria-labelledby=(id) {
                    h2 id=(id) { (name) }
                    p class="secondary" { (about) }
                    @if entries.is_empty() { p class="missing" { (lang.pick("Niets met een datum in deze periode.", "Nothing dated in this period.")) } }
                    ul class="entry-list" { @for entry in entries { (one(ctx, atlas, entry)) } }
                }
            }
            p class="secondary" { (lang.pick(
                "Een item hoort bij de periode als alle dagen die de datum kan zijn erin vallen: een jaar zonder maand hoort dus alleen bij een periode met dat hele jaar.",
                "An item belongs to the period when all days that its date may be lie in it: a year without a month belongs only to a period with that whole year.",
            )) }
        }
    };
    layout::page(ctx, title, main)
}

fn form(ctx: &PageContext, view: &DigestView<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        form class="inline-form" action=(urls::DIGEST) method="get" {
            div { label for="van" { (lang.pick("Van", "From")) } input type="date" id="van" name="van" value=(view.from); }
            div { label for="tot" { (lang.pick("Tot en met", "To")) } input type="date" id="tot" name="tot" value=(view.to); }
            @if ctx.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
            button class="button" type="submit" { (lang.pick("Toon", "Show")) }
        }
    }
}

fn one(ctx: &PageContext, atlas: &Knowledge<'_>, entry: &Entry<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        li {
            h3 class="entry-title" { a href=(ctx.href(entry_path(entry))) { (entry.title.get(lang)) } }
            p class="secondary" {
                (entry_dates(lang, entry))
                @if !entry.organisation.is_empty() { " · " (entry.organisation) }
            }
            @if let Some(summary) = entry.summary { p { (summary.get(lang)) } }
            p { (items::themes(ctx, atlas, entry.themes.iter().copied())) }
        }
    }
}
