//! Publications, events, lessons, organisations and tools, as the API gives them.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::TextBody;
use crate::atlas::Knowledge;
use crate::domain::{Event, Publication};
use crate::views::knowledge::{AgendaView, PublicationsView};
use crate::web::error::AppError;
use crate::web::representation::json::json;

/// A publication.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicationBody {
    /// Id (`pub-001`).
    pub id: String,
    /// Title.
    pub title: TextBody,
    /// Organisation as its source writes it; empty when unknown.
    pub organisation: String,
    /// Date: year, year-month or full date; absent when unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Address; absent when none was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Themes (ids).
    pub themes: Vec<String>,
    /// Kind (id).
    pub kind: String,
    /// What to know about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<TextBody>,
}

/// Publications, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicationsBody {
    /// The publications.
    pub publications: Vec<PublicationBody>,
}

/// An event, course or call.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventBody {
    /// Id (`ev-001`).
    pub id: String,
    /// Title.
    pub title: TextBody,
    /// Kind (id).
    pub kind: String,
    /// First day: year, year-month or full date; absent when unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    /// Closing date of a call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// Place; empty when unknown.
    pub place: String,
    /// Organisation as its source writes it; empty when unknown.
    pub organisation: String,
    /// Where this is stated: an address or a description.
    pub source: String,
    /// Themes (ids), an editor's reading.
    pub themes: Vec<String>,
    /// Focus areas (slugs), an editor's reading.
    pub areas: Vec<String>,
}

/// The agenda as of a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventsBody {
    /// The day from which past and coming are told apart.
    pub today: String,
    /// Running or coming, the first one first.
    pub coming: Vec<EventBody>,
    /// Past, newest first.
    pub past: Vec<EventBody>,
    /// Without any date.
    pub undated: Vec<EventBody>,
}

/// A lesson.
#[derive(Debug, Serialize, ToSchema)]
pub struct LessonBody {
    /// Id.
    pub id: String,
    /// The statement.
    pub title: TextBody,
    /// What it rests on.
    pub text: TextBody,
    /// Themes (ids).
    pub themes: Vec<String>,
    /// Phase (id); empty when it holds in every phase.
    pub phase: String,
    /// Ids of the items that it rests on.
    pub sources: Vec<String>,
}

/// Lessons, written by the project.
#[derive(Debug, Serialize, ToSchema)]
pub struct LessonsBody {
    /// The lessons.
    pub lessons: Vec<LessonBody>,
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationBody {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind, an editor's reading.
    pub kind: &'static str,
    /// Ids of the examples, publications and events that it is behind.
    pub items: Vec<String>,
}

/// Organisations that are behind at least one item.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationsBody {
    /// The organisations, by kind and name.
    pub organisations: Vec<OrganisationBody>,
    /// How many items name no organisation.
    pub items_without: usize,
}

/// A checklist or a decision tree.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToolBody {
    /// Id.
    pub id: String,
    /// `checklist` or `beslisboom`.
    pub kind: &'static str,
    /// Title.
    pub title: TextBody,
    /// What it is for.
    pub intro: TextBody,
    /// Phase (id).
    pub phase: String,
    /// Path on this site.
    pub path: String,
    /// Points of a checklist, or questions of a tree, in order.
    pub points: Vec<TextBody>,
}

/// Checklists and decision trees, written by the project.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToolsBody {
    /// The tools.
    pub tools: Vec<ToolBody>,
}

/// The publications of a view as JSON.
pub fn publications_json(view: &PublicationsView<'_>) -> Result<Response, AppError> {
    json(&PublicationsBody { publications: view.items.iter().map(|item| publication(item)).collect() })
}

fn known(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn publication(item: &Publication) -> PublicationBody {
    PublicationBody {
        id: item.id.clone(),
        title: (&item.title).into(),
        organisation: item.organisation.clone(),
        published: known(&item.published),
        url: known(&item.url),
        themes: item.themes.clone(),
        kind: item.kind.clone(),
        note: item.note.as_ref().map(TextBody::from),
    }
}

/// An agenda as JSON.
pub fn events_json(atlas: &Knowledge<'_>, view: &AgendaView<'_>) -> Result<Response, AppError> {
    let all = |events: &[&Event]| events.iter().map(|item| event(atlas, item)).collect();
    json(&EventsBody {
        today: view.today.to_string(),
        coming: all(&view.coming),
        past: all(&view.past),
        undated: all(&view.undated),
    })
}

fn event(atlas: &Knowledge<'_>, item: &Event) -> EventBody {
    let link = atlas.library.link(&item.id);
    EventBody {
        id: item.id.clone(),
        title: (&item.title).into(),
        kind: item.kind.clone(),
        starts: known(&item.starts),
        ends: known(&item.ends),
        deadline: known(&item.deadline),
        place: item.place.clone(),
        organisation: item.organisation.clone(),
        source: item.source.clone(),
        themes: link.map(|link| link.themes.clone()).unwrap_or_default(),
        areas: link.iter().flat_map(|link| &link.areas).map(ToString::to_string).collect(),
    }
}
