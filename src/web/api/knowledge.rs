//! Publications, events, lessons, organisations and tools.

use axum::extract::State;
use axum::response::Response;

use crate::atlas::Knowledge;
use crate::domain::{Checklist, DecisionTree, Lesson};
use crate::urls;
use crate::views::knowledge::{AgendaQuery, PublicationQuery, agenda, directory, publications};
use crate::web::error::AppError;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::bodies::TextBody;
use crate::web::representation::bodies::knowledge::{
    EventsBody, LessonBody, LessonsBody, OrganisationBody, OrganisationsBody, PublicationsBody, ToolBody, ToolsBody,
    events_json, publications_json,
};
use crate::web::representation::json::json;
use crate::web::state::AppState;

/// Publications, newest first; undated ones last.
#[utoipa::path(
    get, path = urls::API_PUBLICATIONS.pattern(), tag = "knowledge",
    responses((status = 200, description = "All publications", body = PublicationsBody)),
)]
pub async fn list_publications(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    let served = state.served();
    publications_json(&publications(&Knowledge::new(&served.atlas, &served.content), &PublicationQuery::default()))
}

/// Events, courses and calls, told apart by today's date in the Netherlands.
#[utoipa::path(
    get, path = urls::API_EVENTS.pattern(), tag = "knowledge",
    responses((status = 200, description = "The agenda", body = EventsBody)),
)]
pub async fn list_events(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    events_json(atlas, &agenda(atlas, &AgendaQuery::default(), state.site().today()))
}

/// Lessons: short statements in the project's own words, with the items that they rest on.
#[utoipa::path(
    get, path = urls::API_LESSONS.pattern(), tag = "knowledge",
    responses((status = 200, description = "All lessons", body = LessonsBody)),
)]
pub async fn list_lessons(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    let one = |lesson: &Lesson| LessonBody {
        id: lesson.id.clone(),
        title: (&lesson.title).into(),
        text: (&lesson.text).into(),
        themes: lesson.themes.clone(),
        phase: lesson.phase.clone(),
        sources: lesson.sources.clone(),
    };
    json(&LessonsBody { lessons: state.served().atlas.library.lessons.iter().map(one).collect() })
}

/// Organisations behind the items; spellings are joined by a declared list.
#[utoipa::path(
    get, path = urls::API_ORGANISATIONS.pattern(), tag = "knowledge",
    responses((status = 200, description = "All organisations", body = OrganisationsBody)),
)]
pub async fn list_organisations(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let (rows, items_without) = directory(atlas);
    let organisations = rows.into_iter().map(|row| OrganisationBody {
        id: row.organisation.id.clone(),
        name: row.organisation.name.clone(),
        kind: row.organisation.kind.as_str(),
        items: row.items.iter().map(|item| item.id.to_owned()).collect(),
    });
    json(&OrganisationsBody { organisations: organisations.collect(), items_without })
}

/// Checklists and decision trees.
#[utoipa::path(
    get, path = urls::API_TOOLS.pattern(), tag = "knowledge",
    responses((status = 200, description = "All tools", body = ToolsBody)),
)]
pub async fn list_tools(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let checklist = |list: &Checklist| ToolBody {
        id: list.id.clone(),
        kind: "checklist",
        title: (&list.title).into(),
        intro: (&list.intro).into(),
        phase: list.phase.clone(),
        path: urls::checklist(&list.id).to_string(),
        points: list.items.iter().map(|item| TextBody::from(&item.text)).collect(),
    };
    let tree = |tree: &DecisionTree| ToolBody {
        id: tree.id.clone(),
        kind: "beslisboom",
        title: (&tree.title).into(),
        intro: (&tree.intro).into(),
        phase: tree.phase.clone(),
        path: urls::decision_tree(&tree.id).to_string(),
        points: tree.questions.iter().map(|question| TextBody::from(&question.text)).collect(),
    };
    let library = &atlas.library;
    json(&ToolsBody { tools: library.checklists.iter().map(checklist).chain(library.trees.iter().map(tree)).collect() })
}
