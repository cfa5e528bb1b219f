//! Names the code that derives an Atlas and its tiles by its fingerprint: what other code derived is built again.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};

/// Rooms, below `crates/`, that what is derived depends on.
const ROOMS: [&str; 5] =
    ["core/src/domain", "core/src/stats", "core/src/geometry", "atlas/src/atlas", "atlas/src/tiles"];

fn main() -> Result<(), Box<dyn Error>> {
    let crates = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("..");
    let mut files = BTreeMap::new();
    for room in ROOMS {
        let folder = crates.join(room);
        println!("cargo:rerun-if-changed={}", folder.display());
        read_below(&folder, &mut files)?;
    }
    let mut hash = Sha256::new();
    for (path, text) in &files {
        hash.update(path.strip_prefix(&crates)?.to_string_lossy().as_bytes());
        hash.update(text);
    }
    let fingerprint = hash.finalize().iter().take(6).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    println!("cargo:rustc-env=WIJKWIJZER_BUILD={fingerprint}");
    Ok(())
}

fn read_below(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_below(&path, files)?;
        } else {
            let text = fs::read(&path)?;
            files.insert(path, text);
        }
    }
    Ok(())
}
