//! Whether the program lives, whether it can answer, and what is the matter with it.
//!
//! Nothing here asks the database: the server looks by itself every half second, and a probe reads what it saw. Everyone may
//! ask: faults of an import can name figures that not everyone may see, so only their number and kind are told.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Serialize;

use super::state::AppState;
use crate::atlas::BUILD;
use crate::domain::Catalogue;
use crate::store::LastImport;

/// Where faults of an import can be: a file or a folder of a package, and what it holds.
const PARTS: [(&str, &str); 9] = [
    ("package.toml", "declaration"),
    ("manifest.toml", "manifest"),
    ("catalogue.toml", "catalogue"),
    ("vocabulary.toml", "vocabulary"),
    ("figures", "figures"),
    ("boundaries", "boundaries"),
    ("regions", "regions"),
    ("facts", "facts"),
    ("texts", "texts"),
];

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
    /// How many faults it told.
    faults: usize,
    /// How many of them are in which part of a package.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    kinds: BTreeMap<&'static str, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    what_to_do: Option<&'static str>,
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
    let import = import(condition.last_import);
    let failed = [database.status, release.status, import.status].contains(&How::Failed);
    let figures = figures(&served.atlas.catalogue, state.site().today());
    Json(Ready {
        status: if failed { "degraded" } else { "ready" },
        release: served.atlas.release.clone(),
        build: BUILD,
        checks: Checks { database, release, figures, import },
    })
}

/// How the last import ended, without what it is about.
fn import(last: Option<LastImport>) -> Import {
    let (at, told) = last.map(|last| (last.at, last.faults)).unzip();
    let told = told.unwrap_or_default();
    let mut kinds = BTreeMap::new();
    for fault in &told {
        *kinds.entry(part(fault)).or_default() += 1;
    }
    let failed = !told.is_empty();
    Import {
        status: How::unless(failed),
        at,
        faults: told.len(),
        kinds,
        what_to_do: failed
            .then_some("`wijkwijzer release list` and the log tell the faults; mend them and import again"),
    }
}

/// The part of a package that a fault is in. One of a few words, whatever the fault says.
fn part(fault: &str) -> &'static str {
    let file = fault.split([',', ':']).next().unwrap_or_default();
    let found = PARTS.iter().find(|(name, _)| file.split('/').any(|step| step == *name));
    found.map_or("other", |(_, kind)| kind)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_by_the_part_it_is_in_and_by_nothing_that_it_says() {
        let told = |fault: &str| {
            let last = LastImport { at: "2026-12-01T09:00:00Z".to_owned(), faults: vec![fault.to_owned()] };
            serde_json::to_string(&import(Some(last))).unwrap()
        };
        for (fault, kind) in [
            ("ours/geheim-2025/catalogue.toml, line 3, geheim_x, unit: found \"geheim\"; expected a unit", "catalogue"),
            (
                "ours/geheim-2025/figures/geheim.csv, geheim: 900 times: line 2 found \"x\", …; expected a number",
                "figures",
            ),
            ("facts/areas.toml: found geheim; expected nothing", "facts"),
            ("ours/geheim-2025/geheim.txt: found an unlisted file; expected none", "other"),
            ("the import failed; the log says why", "other"),
        ] {
            let said = told(fault);
            assert!(said.contains(&format!("\"faults\":1,\"kinds\":{{\"{kind}\":1}}")), "{said}");
            assert!(!said.contains("geheim"), "{said}");
        }
        let well = LastImport { at: "2026-12-01T09:00:00Z".to_owned(), faults: Vec::new() };
        let well = serde_json::to_value(import(Some(well))).unwrap();
        assert_eq!((&well["status"], &well["faults"], well.get("kinds")), (&"ok".into(), &0.into(), None));
    }
}
