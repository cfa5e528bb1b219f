//! Whether the program lives, whether it can answer, and what is the matter with it.
//!
//! Nothing here asks the database: the server looks by itself every half second, and a probe reads what it saw.

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Serialize;

use super::state::AppState;
use crate::atlas::BUILD;
use crate::domain::Catalogue;

/// Faults of an import that are told; the rest is counted.
const TOLD: usize = 20;

/// The program lives.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// How one thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum How {
    Ok,
    Failed,
}

impl How {
    const fn unless(failed: bool) -> Self {
        if failed { Self::Failed } else { Self::Ok }
    }
}

/// What is served and what is the matter.
#[derive(Debug, Serialize)]
pub struct Ready {
    /// `ready`, or `degraded` when something below failed: pages are answered either way.
    status: &'static str,
    /// The release that is served.
    release: String,
    /// The code that derived it.
    build: &'static str,
    checks: Checks,
}

#[derive(Debug, Serialize)]
struct Checks {
    database: Database,
    release: Release,
    figures: Figures,
    import: Import,
}

#[derive(Debug, Serialize)]
struct Database {
    status: How,
    #[serde(skip_serializing_if = "Option::is_none")]
    what_to_do: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Release {
    status: How,
    imported_at: String,
    /// The release that all servers of this database are to serve.
    active: Option<String>,
    active_since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    what_to_do: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Figures {
    status: How,
    /// The newest period of any figure, its last day, and how long ago that is.
    newest: Option<String>,
    until: Option<String>,
    age_days: Option<i32>,
}

#[derive(Debug, Serialize)]
struct Import {
    status: How,
    at: Option<String>,
    faults: Vec<String>,
    /// Faults beyond those.
    more: usize,
}

/// A release is loaded: every page can be answered.
pub async fn readyz(State(state): State<AppState>) -> Json<Ready> {
    let served = state.served();
    let condition = state.conditions().now();
    let database_fails = condition.database_fails;
    let (active, active_since) = condition.active.unzip();
    let other = active.as_ref().is_some_and(|active| *active != served.atlas.release);
    let release = Release {
        status: How::unless(other && condition.not_taken_up),
        imported_at: served.atlas.imported_at.clone(),
        what_to_do: (other && condition.not_taken_up).then_some(
            "the active release cannot be read by this program; the log says why, `wijkwijzer release activate` goes back",
        ),
        active,
        active_since,
    };
    let database = Database {
        status: How::unless(database_fails),
        what_to_do: database_fails.then_some("the log says why; restore a backup where it is damaged, and start again"),
    };
    let (at, mut faults) = condition.last_import.map(|last| (last.at, last.faults)).unzip();
    let more = faults.as_ref().map_or(0, Vec::len).saturating_sub(TOLD);
    if let Some(faults) = &mut faults {
        faults.truncate(TOLD);
    }
    let faults = faults.unwrap_or_default();
    let import = Import { status: How::unless(!faults.is_empty()), at, faults, more };
    let failed = [database.status, release.status, import.status].contains(&How::Failed);
    let figures = figures(&served.atlas.catalogue, state.site().today());
    Json(Ready {
        status: if failed { "degraded" } else { "ready" },
        release: served.atlas.release.clone(),
        build: BUILD,
        checks: Checks { database, release, figures, import },
    })
}

/// How old the newest figures are. Figures are as old as their publishers make them: that is told and never a failure.
fn figures(catalogue: &Catalogue, today: Date) -> Figures {
    let periods = catalogue.indicators.iter().flat_map(|indicator| &indicator.periods).map(|at| at.period);
    let newest = periods.max_by_key(|period| period.end());
    let until = newest.and_then(|period| Date::new(i16::try_from(period.end()).ok()?, 12, 31).ok());
    let age_days = until.and_then(|until| today.since(until).ok()).map(|age| age.get_days().max(0));
    Figures {
        status: How::Ok,
        newest: newest.map(|period| period.to_string()),
        until: until.map(|day| day.to_string()),
        age_days,
    }
}
