//! The bodies of answers about practice.

use serde::Serialize;
use utoipa::ToSchema;

use super::TextBody;
use crate::atlas::Atlas;
use crate::atlas::relevance::Reason;
use crate::domain::{Lang, PracticeExample};
use crate::urls;
use crate::views::practice::{DrillView, ExampleView, Facet, GapsView, Item, ListView, Nearness, Seen};

use crate::web::representation::practice_words as words;

/// Texts of both languages side by side.
fn both(write: impl Fn(Lang) -> Vec<String>) -> Vec<TextBody> {
    write(Lang::Nl).into_iter().zip(write(Lang::En)).map(|(nl, en)| TextBody { nl, en }).collect()
}

/// An example.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExampleBody {
    /// Id (`pe-001`).
    pub id: String,
    /// Address of its page.
    pub href: String,
    /// Title.
    pub title: TextBody,
    /// Summary in our own words.
    pub summary: TextBody,
    /// Organisation; empty when unknown.
    pub organisation: String,
    /// Address of the source; empty when unknown.
    pub source_url: String,
    /// Date published; empty when unknown.
    pub published: String,
    /// When it began; absent where the source does not say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// When it ended or is to end; absent where the source does not say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub until: String,
    /// Effect sought; absent where the source does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<TextBody>,
    /// What it took; absent where the source does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<TextBody>,
    /// Evidence level (id).
    pub evidence: String,
    /// Themes (ids).
    pub themes: Vec<String>,
    /// Audiences (ids).
    pub audience: Vec<String>,
    /// Phase (id); empty when unknown.
    pub phase: String,
    /// City; empty when unknown.
    pub city: String,
    /// Slug of the focus area; absent when none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Code of its wijk or buurt; absent when unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// How precisely the place is known: `punt`, `buurt`, `wijk`, `gebied`, `gemeente`, `onbekend`.
    pub precision: &'static str,
    /// Fields that are an editor's reading.
    pub inferred: Vec<String>,
    /// Ids of the same thing in other lists.
    pub same_as: Vec<String>,
    /// Number of the contribution, where a visitor sent the example in: title and summary are then the visitor's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contribution: Option<i64>,
}

impl ExampleBody {
    /// The example of a page.
    pub fn of(_: &Atlas, view: &ExampleView<'_>) -> Self {
        example_json(view.card.example)
    }
}

fn example_json(example: &PracticeExample) -> ExampleBody {
    ExampleBody {
        id: example.id.clone(),
        href: urls::example(&example.id).to_string(),
        title: (&example.title).into(),
        summary: (&example.summary).into(),
        organisation: example.organisation.clone(),
        source_url: example.source_url.clone(),
        published: example.published.clone(),
        from: example.from.clone(),
        until: example.until.clone(),
        effect: example.effect.as_ref().map(Into::into),
        conditions: example.conditions.as_ref().map(Into::into),
        evidence: example.evidence.clone(),
        themes: example.themes.clone(),
        audience: example.audience.clone(),
        phase: example.phase.clone(),
        city: example.city.clone(),
        area: example.area.as_ref().map(ToString::to_string),
        place: example.place.map(|code| code.to_string()),
        precision: example.precision.as_str(),
        inferred: example.inferred.clone(),
        same_as: example.same_as.clone(),
        contribution: example.sent_in.as_ref().map(|sent_in| sent_in.number),
    }
}

/// An example as seen from a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemBody {
    /// The example.
    #[serde(flatten)]
    pub example: ExampleBody,
    /// Kilometres as the crow flies; absent where the place is not known as precisely as a wijk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kilometres: Option<f64>,
    /// Why it may matter to the place, in sentences with the figures; empty without a place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<TextBody>,
}

/// An example in a list.
pub fn item_json(atlas: &Atlas, item: &Item<'_>, seen_from: Option<&str>) -> ItemBody {
    let why = |reason: &Reason, name: &str| both(|lang| words::reason(lang, atlas, name, reason));
    ItemBody {
        example: example_json(item.card.example),
        kilometres: match item.nearness {
            Some(Nearness::Kilometres(distance)) => Some((distance * 10.0).round() / 10.0),
            _ => None,
        },
        why: item.reason.as_ref().zip(seen_from).map(|(reason, name)| why(reason, name)).unwrap_or_default(),
    }
}

/// A page of examples.
#[derive(Debug, Serialize, ToSchema)]
pub struct PracticeBody<'a> {
    /// Examples found.
    pub total: usize,
    /// This page.
    pub page: usize,
    /// Pages.
    pub pages: usize,
    /// Whether words that look like those of the query were searched for.
    pub close: bool,
    /// Facets with counts.
    pub facets: &'a [Facet<'a>],
    /// Examples on this page.
    pub examples: Vec<ItemBody>,
}

/// A list as JSON.
pub fn list_json<'a>(atlas: &Atlas, view: &'a ListView<'a>, seen: Option<&Seen<'_>>) -> PracticeBody<'a> {
    let name = seen.map(|seen| seen.name.as_ref());
    PracticeBody {
        total: view.total,
        page: view.page,
        pages: view.pages,
        close: view.close,
        facets: &view.facets,
        examples: view.items.iter().map(|item| item_json(atlas, item, name)).collect(),
    }
}

/// An area like a place, with its examples.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlikeBody {
    /// Slug.
    pub area: String,
    /// Name.
    pub name: String,
    /// Why it is like the place, with figures.
    pub why: Vec<TextBody>,
    /// Examples shown.
    pub examples: Vec<ItemBody>,
    /// How many there are in all.
    pub total: usize,
}

/// Practice around a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct NearbyBody {
    /// Slug or code.
    pub place: String,
    /// Name.
    pub name: String,
    /// Themes that filter (ids); empty for all.
    pub themes: Vec<String>,
    /// Examples inside the place.
    pub inside: Vec<ItemBody>,
    /// Examples near it, nearest first.
    pub near: Vec<ItemBody>,
    /// Focus areas like it, most alike first.
    pub alike: Vec<AlikeBody>,
}

/// What lies around a place as JSON.
pub fn drill_json(atlas: &Atlas, view: &DrillView<'_>) -> NearbyBody {
    let name = view.seen.name.as_ref();
    let items = |items: &[Item<'_>]| items.iter().map(|item| item_json(atlas, item, Some(name))).collect();
    let alike = view.alike.iter().map(|alike| AlikeBody {
        area: alike.area.area.slug.to_string(),
        name: alike.area.area.name.clone(),
        why: both(|lang| {
            let like = words::likeness(lang, atlas, name, &alike.likeness, 3);
            like.into_iter().chain(words::differs(lang, atlas, &alike.likeness)).collect()
        }),
        examples: items(&alike.items),
        total: alike.of,
    });
    NearbyBody {
        place: view.seen.key.clone(),
        name: name.to_owned(),
        themes: view.themes.iter().map(|theme| theme.id.clone()).collect(),
        inside: items(&view.inside),
        near: items(&view.near),
        alike: alike.collect(),
    }
}

/// One area on one theme.
#[derive(Debug, Serialize, ToSchema)]
pub struct GapCellBody {
    /// Theme (id).
    pub theme: String,
    /// Examples inside the area.
    pub examples: usize,
    /// Whether the area stands out on the theme.
    pub stands_out: bool,
    /// The figure by which it does; empty where it does not.
    pub why: Vec<TextBody>,
    /// Of the five areas most like it, how many have an example.
    pub alike_with: usize,
}

/// One area.
#[derive(Debug, Serialize, ToSchema)]
pub struct GapRowBody {
    /// Slug.
    pub area: String,
    /// Name.
    pub name: String,
    /// One cell per theme.
    pub cells: Vec<GapCellBody>,
}

/// The table of gaps.
#[derive(Debug, Serialize, ToSchema)]
pub struct GapsBody {
    /// Cells where an area stands out and has no example.
    pub gaps: usize,
    /// One row per area.
    pub areas: Vec<GapRowBody>,
}

/// The table of gaps as JSON.
pub fn gaps_json(atlas: &Atlas, view: &GapsView<'_>) -> GapsBody {
    let row = |row: &crate::views::practice::GapRow<'_>| GapRowBody {
        area: row.area.area.slug.to_string(),
        name: row.area.area.name.clone(),
        cells: view
            .themes
            .iter()
            .zip(&row.cells)
            .map(|(theme, cell)| GapCellBody {
                theme: theme.id.clone(),
                examples: cell.count,
                stands_out: cell.standing.is_some(),
                why: cell.standing.map_or_else(Vec::new, |standing| {
                    both(|lang| words::standing(lang, atlas, &row.area.area.name, &standing).into_iter().collect())
                }),
                alike_with: cell.alike_with,
            })
            .collect(),
    };
    GapsBody { gaps: view.gaps, areas: view.rows.iter().map(row).collect() }
}
