//! The derived state of the shipped `geodata/`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use wijkwijzer::atlas::Atlas;
use wijkwijzer::cli::args::DataArgs;
use wijkwijzer::cli::prepare;
use wijkwijzer::web::state::ReleaseState;

/// The shipped folder.
pub fn geodata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata")
}

/// The shipped release, ready to serve. Imported and built once per build of the code, by the first test that asks;
/// the others wait and load it.
pub fn served() -> Arc<ReleaseState> {
    static SERVED: OnceLock<Arc<ReleaseState>> = OnceLock::new();
    Arc::clone(SERVED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let lock = File::create(folder.join("atlas.lock")).expect("the lock file can be made");
        lock.lock().expect("the lock can be taken");
        let data = DataArgs { database: folder.join("atlas.db"), geodata: vec![geodata()] };
        // On a thread of its own: a test may run inside a runtime already.
        let prepared = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
            runtime.block_on(async {
                let store = prepare::open(&data.database).await.expect("the database opens");
                // The build of the code as it is, of the release as it is, also where an earlier test run left others.
                prepare::import_files(&store, &data.geodata, &()).await.expect("geodata imports and the Atlas builds")
            })
        });
        let served = prepared.join().expect("the release is prepared");
        Arc::new(served)
    }))
}

/// The Atlas of the shipped release.
pub fn atlas() -> Arc<Atlas> {
    Arc::clone(&served().atlas)
}
