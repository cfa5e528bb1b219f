//! `/kennis/programma`: background of the programme, its money, and the figures that it published itself.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::atlas::{IndicatorRef, Knowledge};
use crate::domain::{BackgroundNote, Figure, Lang, NoteKind, PublishedFigure, Reference, ShownFigure};
use crate::export::{programme_columns, programme_file, programme_rows};
use crate::text::{self, MemberNoun};
use crate::urls;
use crate::views::edition::Edition;
use crate::web::components::table::PageTable;
use crate::web::components::{downloads, items, source};
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::Query;
use crate::web::parameters::table::TableParameters;
use crate::web::representation::download::Ask;
use crate::web::state::AppState;

/// Serves the page, or its table as a file.
pub async fn serve(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(TableParameters(style)): Query<TableParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let ask = Ask::of_table(&state, &headers, &ctx, style)?;

    if ask.is_page() {
        return Ok(render(&ctx, atlas).into_response());
    }
    ask.answer(
        programme_file(&Edition::of(&served.atlas), ctx.lang, &served.atlas.library.figures),
        "programmacijfers",
        Vec::new,
    )
}

fn render(ctx: &PageContext, atlas: &Knowledge<'_>) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Het programma", "The programme");
    let about = lang.pick(
        "Wat het wil, hoe het werkt en waar het geld vandaan komt.",
        "What it wants, how it works and where the money comes from.",
    );
    let lede = &match atlas.leading() {
        Some(programme) => format!("{}: {}", programme.programme().get(lang), text::lower_first(about)),
        None => about.to_owned(),
    };
    let parts = [
        (NoteKind::ActionLine, lang.pick("Actielijnen", "Lines of action")),
        (NoteKind::Phase, lang.pick("Fasen van een aanpak", "Phases of an approach")),
        (NoteKind::Term, lang.pick("Begrippen", "Terms")),
        (NoteKind::Funding, lang.pick("Regelingen en geld", "Schemes and money")),
        (NoteKind::Finance, lang.pick("Een financiële strategie", "A financial strategy")),
    ];
    let main = html! {
        div class="stack" {
            (super::frame::breadcrumb(ctx, &[], title))
            h1 { (title) }
            p class="lede" { (lede) }
            (background(ctx, atlas))
            (figures(ctx, atlas))
            @for (kind, name) in parts { (notes(ctx, atlas, kind, name)) }
            p { a href=(ctx.href(urls::TIMELINE)) { (lang.pick("Alle aanwijzingen op een tijdlijn", "All designations on a time line")) } }
            (items::own_words(ctx))
        }
    };
    super::frame::page(ctx, title, lede, &main)
}

fn background(ctx: &PageContext, atlas: &Knowledge<'_>) -> Markup {
    html! {
        @for (position, item) in atlas.programme.iter().enumerate() {
            section class="prose" id=(item.id) {
                p { (item.text.get(ctx.lang)) }
                (items::addresses(ctx, &item.sources))
                // The first tells what the programme is, and how many people it is about.
                @if position == 0 { (counted(ctx, atlas)) }
            }
        }
    }
}

/// What this site counts where the programme names a round number.
fn counted(ctx: &PageContext, atlas: &Knowledge<'_>) -> Markup {
    let lang = ctx.lang;
    let people = atlas.population().and_then(IndicatorRef::headline);
    let found = people.zip(atlas.programme()).and_then(|(at, (programme, designation))| {
        Some((at.figures.together.get(programme)?.value.known()?, at.period, text::areas_counted(lang, designation)))
    });
    let Some((value, declared, counted)) = found else { return html! {} };
    let (people, period) = (text::number(lang, value, declared.decimals), text::period(lang, declared.period));
    let source = atlas.source_of(declared).map(|source| source.attribution.get(lang)).unwrap_or_default();
    html! {
        p class="secondary" {
            @match lang {
                Lang::Nl => { "Het programma noemt een rond getal. Op de grenzen die deze site gebruikt, telden de " (counted) " in " (period) " samen " (people) " inwoners." }
                Lang::En => { "The programme names a round number. Within the boundaries that this site uses the " (counted) " had " (people) " residents together in " (period) "." }
            }
            " " (lang.pick("Bron", "Source")) ": " (source) "."
        }
    }
}

fn notes(ctx: &PageContext, atlas: &Knowledge<'_>, kind: NoteKind, name: &str) -> Markup {
    let id = format!("deel-{}", serde_name(kind));
    html! {
        section class="knowledge-part" aria-labelledby=(id) {
            h2 id=(id) { (name) }
            @if kind == NoteKind::Funding {
                p class="secondary" { (ctx.lang.pick(
                    "Een regeling kan intussen gesloten of veranderd zijn: de tekst in de bron geldt.",
                    "A scheme may have closed or changed since: the text in the source applies.",
                )) }
            }
            div class="notes" { @for note in atlas.library.notes_of(kind) { (one(ctx, atlas, note)) } }
        }
    }
}

const fn serde_name(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::ActionLine => "actielijnen",
        NoteKind::Phase => "fasen",
        NoteKind::Term => "begrippen",
        NoteKind::Funding => "regelingen",
        NoteKind::Finance => "geld",
        NoteKind::Milestone => "tijdlijn",
    }
}

fn one(ctx: &PageContext, atlas: &Knowledge<'_>, note: &BackgroundNote) -> Markup {
    let lang = ctx.lang;
    html! {
        div class="note" id=(note.id) {
            h3 { (note.title.get(lang)) }
            @if !note.period.is_empty() { p class="secondary" { (period(ctx, &note.period)) } }
            p { (note.text.get(lang)) }
            @if !note.items.is_empty() { (items::sources(ctx, atlas, &note.items)) }
            (items::addresses(ctx, &note.sources))
        }
    }
}

/// A date, or two as a period.
pub(super) fn period(ctx: &PageContext, period: &str) -> String {
    match period.split_once('/') {
        Some((from, to)) => format!(
            "{} {} {}",
            text::date(ctx.lang, from),
            ctx.lang.pick("tot en met", "up to and including"),
            text::date(ctx.lang, to)
        ),
        None => text::date(ctx.lang, period),
    }
}

fn figures(ctx: &PageContext, atlas: &Knowledge<'_>) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Cijfers die het programma zelf noemt", "Figures that the programme itself names");
    html! {
        section class="knowledge-part" aria-labelledby="cijfers" {
            h2 id="cijfers" { (title) }
            p class="prose" { (lang.pick(
                "Overgenomen uit berichten over de voortgangsrapportage. Ze gaan over het programma als geheel; per gebied noemt het programma geen cijfers. De cijfers per gebied op deze site komen uit andere bronnen en zijn anders geteld; waar een cijfer op deze site over hetzelfde gaat, staat het erbij.",
                "Taken from reports on the progress report. They are about the programme as a whole; the programme names no figures per area. The figures per area on this site come from other sources and are counted differently; where a figure on this site is about the same, it stands beside it.",
            )) }
            (figure_table(ctx, atlas))
            (downloads::of_page(ctx, title))
        }
    }
}

/// The same as this site counts it: an indicator beside a published figure.
fn counted_here(ctx: &PageContext, atlas: &Knowledge<'_>, figure: &PublishedFigure) -> Option<Markup> {
    let lang = ctx.lang;
    let of = atlas.indicator(figure.indicator.as_deref()?)?;
    let at = of.headline()?;
    let (position, programme) = atlas.programme().filter(|(_, one)| atlas.is_together(one))?;
    let said = |figure: &Figure| text::figure(lang, of.indicator, &ShownFigure::of(*figure, at.period));
    let together = at.figures.together.get(position)?;
    Some(html! {
        p {
            (lang.pick("Op deze site", "On this site")) " (" (text::period(lang, at.period.period)) "): "
            (text::reference(lang, Reference::Together(programme))) " " (said(together)) ", "
            (text::reference(lang, Reference::Nederland)) " " (said(&at.figures.nederland)) ". "
            @if let Some(coverage) = together.coverage {
                (text::capitalise(&text::coverage(lang, coverage.share, None, coverage.known, coverage.members, MemberNoun::Areas))) ". "
            }
            a href=(ctx.href(urls::indicator(&of.indicator.id))) { (of.indicator.name.get(lang)) }
        }
        @if let Some(caveat) = &of.indicator.caveat { p class="secondary" { (caveat.get(lang)) } }
        p class="secondary" { (text::rule(lang, &atlas.catalogue, at.period)) " " (source::published(lang, at.period, atlas.source_of(at.period))) }
    })
}

fn figure_table(ctx: &PageContext, atlas: &Knowledge<'_>) -> Markup {
    let lang = ctx.lang;
    let figures = &atlas.library.figures;
    let note = lang.pick("Toelichting en bron", "Note and source");
    PageTable::of(programme_columns(lang))
        .boxed_by("cijfers")
        .in_blocks()
        .grouped("", |(figure, _)| &figure.id)
        .show("wat")
        .once()
        .show("waarover")
        .show("jaar")
        .marked(|(_, value), _| html! {
            @if value.is_some_and(|value| value.period.is_empty()) { span class="missing" { (lang.pick("niet genoemd", "not given")) } }
        })
        .show("waarde")
        .headed(lang.pick("Getal", "Number"))
        .drawn(note, |(figure, _)| html! {
            @if let Some(note) = &figure.note { p { (note.get(lang)) } }
            @if let Some(ours) = counted_here(ctx, atlas, figure) { (ours) }
            (items::addresses(ctx, &figure.sources))
        })
        .classed("cell-about")
        .once()
        .render("table programme-figures", programme_rows(figures))
}
