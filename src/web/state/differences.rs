//! What kept releases would change against the active one, for the desk: computed behind the gate, one at a time, and
//! kept for who reads it again.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_cache::sync::Cache;
use tokio::sync::Semaphore;

use crate::domain::{Dataset, Sight, Text};
use crate::ingest::{self, Difference, IngestError};
use crate::store::{DeskStore, PackedFile};
use crate::web::error::AppError;
use crate::web::http::gate::Gate;

use super::kept::Kept;

/// Differences that are kept: some hundred kB each.
const KEPT: usize = 8;
/// Seconds after which to come back while another difference is computed.
const COME_BACK: u64 = 5;

/// What one dataset would change against another, with the names of what it tells.
#[derive(Debug)]
pub struct Compared {
    /// What is other.
    pub difference: Difference,
    /// Names of indicators and measures by id, those of the new dataset first.
    names: BTreeMap<String, Text>,
}

impl Compared {
    /// What `after` would change against `before`.
    pub fn between(before: &Dataset, after: &Dataset) -> Self {
        let mut names = BTreeMap::new();
        for catalogue in [&before.catalogue, &after.catalogue] {
            names.extend(catalogue.measures.iter().map(|one| (one.id.clone(), one.name.clone())));
            names.extend(catalogue.indicators.iter().map(|one| (one.id.clone(), one.name.clone())));
        }
        Self { difference: Difference::between(before, after), names }
    }

    /// The name of an indicator or measure.
    pub fn name(&self, id: &str) -> Option<&Text> {
        self.names.get(id)
    }
}

/// Two releases, and what the reader may see of them.
type Key = (String, String, Vec<String>);

/// The differences that editors asked for.
#[derive(Debug)]
pub struct Differences {
    kept: Arc<Cache<Key, Arc<Compared>>>,
    /// Held while one is computed: two releases at a time are enough in memory.
    turn: Arc<Semaphore>,
}

impl Default for Differences {
    fn default() -> Self {
        Self { kept: Arc::new(Cache::new(KEPT)), turn: Arc::new(Semaphore::new(1)) }
    }
}

impl Differences {
    /// What release `after` would change against `before`, as somebody with this sight may know it.
    ///
    /// # Errors
    /// Too much is being made, a release that is not kept or cannot be read, the database.
    pub async fn between(
        &self,
        (gate, store): (&Gate, &dyn DeskStore),
        (before, after): (&str, &str),
        sight: &Sight,
    ) -> Result<Arc<Compared>, AppError> {
        let words = sight.words().map(str::to_owned).collect();
        let key: Key = (before.to_owned(), after.to_owned(), words);
        if let Some(found) = self.kept.get(&key) {
            return Ok(found);
        }
        let Ok(turn) = Arc::clone(&self.turn).try_acquire_owned() else { return Err(AppError::Busy(COME_BACK)) };
        let files = [store.files_of(before).await?, store.files_of(after).await?];
        let (kept, sight) = (Arc::clone(&self.kept), sight.clone());
        let compared = gate.run(move || {
            // A reader that leaves makes no room before the work is done, and finds it done.
            let _turn = turn;
            let found = Arc::new(compare(files, &sight)?);
            kept.insert(key, Arc::clone(&found));
            Ok::<_, IngestError>(found)
        });
        compared.await?.map_err(|error| {
            tracing::error!(%error, "a kept release cannot be read");
            AppError::Unavailable(Text {
                nl: "Dit programma kan een van de twee uitgaven niet lezen. Het logboek van de server zegt waarom."
                    .to_owned(),
                en: "This program cannot read one of the two releases. The log of the server says why.".to_owned(),
            })
        })
    }
}

fn compare(files: [Vec<PackedFile>; 2], sight: &Sight) -> Result<Compared, IngestError> {
    let [before, after] = files.map(|files| ingest::read_geodata(&Kept(files), &()));
    let (before, after) = (before?, after?);
    Ok(Compared::between(&before.seen_by(sight), &after.seen_by(sight)))
}
