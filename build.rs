//! Puts the front end into the binary: `static/`, and from npm by lock file `MapLibre GL JS` and the font of pictures.
//!
//! Packages are installed into the build directory, never into the source tree. Without npm, or when npm fails, there is
//! no program; who wants one without the interactive map and without pictures of charts sets `WIJKWIJZER_WITHOUT_NPM=1`.
//! Every asset gets the hash of its
//! content in its name and is compressed once, here, so that serving one is a copy of a pointer.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use sha2::{Digest, Sha256};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Files of the map library that pages load: the module, its worker (a module of its own, so that a page needs no
/// `blob:` worker) and its styles.
const LIBRARY: [&str; 3] = ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"];

/// The font of charts that are served as pictures, below `node_modules`: regular and semi-bold.
const FONTS: [&str; 2] = [
    "@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf",
    "@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf",
];

fn main() -> Fallible<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for watched in ["build.rs", "static", "package.json", "package-lock.json"] {
        println!("cargo:rerun-if-changed={watched}");
    }
    println!("cargo:rerun-if-env-changed=WIJKWIJZER_WITHOUT_NPM");

    let mut files = BTreeMap::new();
    collect(&root.join("static"), &mut files)?;
    let without = env::var_os("WIJKWIJZER_WITHOUT_NPM").is_some_and(|value| !value.is_empty() && value != "0");
    let library = if without {
        println!("cargo:warning=WIJKWIJZER_WITHOUT_NPM is set: pages will show SVG maps only, and charts are no PNG");
        write_fonts(&out, None)?;
        false
    } else {
        let folder = install(&root, &out).map_err(|reason| {
            format!(
                "no MapLibre GL JS: {reason}. Install Node.js 20 or newer with npm, or set WIJKWIJZER_WITHOUT_NPM=1 for a \
                 program with SVG maps only and without PNG."
            )
        })?;
        for name in LIBRARY {
            files.insert(name.to_owned(), without_source_map(fs::read(folder.join(name))?));
        }
        write_fonts(&out, Some(&front(&out).join("node_modules")))?;
        true
    };
    let names = link_modules(&mut files)?;
    write_table(&out, &files, &names, library)
}

/// Reads all files below `folder`; the name of an asset is its file name, so file names must differ.
fn collect(folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Fallible<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            println!("cargo:rerun-if-changed={}", path.display());
            collect(&path, files)?;
            continue;
        }
        let name = path.file_name().and_then(|name| name.to_str()).ok_or("a file name in static/ is not UTF-8")?;
        if files.insert(name.to_owned(), fs::read(&path)?).is_some() {
            return Err(format!("two files in static/ are called {name}").into());
        }
    }
    Ok(())
}

/// Where the packages are installed.
fn front(out: &Path) -> PathBuf {
    out.join("front")
}

/// Writes the list of fonts for pictures; empty without packages.
fn write_fonts(out: &Path, packages: Option<&Path>) -> Fallible<()> {
    let mut list = String::from(
        "/// Font files, regular first; none where the program was built without npm.\nstatic FONTS: &[&[u8]] = &[\n",
    );
    for font in packages.iter().flat_map(|folder| FONTS.iter().map(|font| folder.join(font))) {
        // A path is written as a string of Rust: quoted and escaped.
        writeln!(list, "    include_bytes!({:?}),", font.display().to_string())?;
    }
    list.push_str("];\n");
    fs::write(out.join("fonts.rs"), list)?;
    Ok(())
}

/// Installs the packages of the lock file below the build directory and returns the folder with the library.
fn install(root: &Path, out: &Path) -> Fallible<PathBuf> {
    let front = front(out);
    let packages = front.join("node_modules");
    let dist = packages.join("maplibre-gl").join("dist");
    let lock = fs::read(root.join("package-lock.json"))?;
    let stamp = front.join("installed");
    let wanted = hash(&lock);
    let needed = || LIBRARY.iter().map(|file| dist.join(file)).chain(FONTS.iter().map(|file| packages.join(file)));
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) && needed().all(|file| file.is_file()) {
        return Ok(dist);
    }
    fs::create_dir_all(&front)?;
    fs::write(front.join("package-lock.json"), lock)?;
    fs::copy(root.join("package.json"), front.join("package.json"))?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"])
        .current_dir(&front)
        .output()
        .map_err(|error| format!("npm does not start: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("no message").trim();
        return Err(format!("npm ci failed: {line}").into());
    }
    if let Some(absent) = needed().find(|file| !file.is_file()) {
        let name = absent.file_name().unwrap_or_default().to_string_lossy();
        return Err(format!("an installed package has no {name}").into());
    }
    fs::write(stamp, wanted)?;
    Ok(dist)
}

/// The source map is not shipped; without its address developer tools do not ask for it.
fn without_source_map(bytes: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(bytes) {
        Ok(text) => match text.rfind("//# sourceMappingURL=") {
            Some(at) => text.get(..at).unwrap_or_default().as_bytes().to_vec(),
            None => text.into_bytes(),
        },
        Err(error) => error.into_bytes(),
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Gives every asset its hashed name. Our modules import each other as `"./name.js"`: those specifiers get the hashed
/// names, the imported module first, so that the hash of a module covers what it imports.
fn link_modules(files: &mut BTreeMap<String, Vec<u8>>) -> Fallible<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    let mut waiting: Vec<String> = files.keys().cloned().collect();
    while !waiting.is_empty() {
        let mut later = Vec::new();
        let before = waiting.len();
        for name in waiting {
            let own_module = Path::new(&name).extension().is_some_and(|ext| ext == "js");
            let imports = if own_module { imports_of(files, &name)? } else { Vec::new() };
            if imports.iter().any(|import| !names.contains_key(import)) {
                later.push(name);
                continue;
            }
            if let Some(bytes) = files.get_mut(&name) {
                for import in &imports {
                    let target = names.get(import).cloned().unwrap_or_default();
                    let text = std::str::from_utf8(bytes)?;
                    *bytes = text.replace(&format!("\"./{import}\""), &format!("\"./{target}\"")).into_bytes();
                }
                let (stem, ext) = name.rsplit_once('.').ok_or_else(|| format!("{name} has no extension"))?;
                let hashed = format!("{stem}.{}.{ext}", hash(bytes));
                names.insert(name, hashed);
            }
        }
        if later.len() == before {
            return Err(format!("these modules import each other in a circle: {}", later.join(", ")).into());
        }
        waiting = later;
    }
    Ok(names)
}

fn imports_of(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Fallible<Vec<String>> {
    let text = std::str::from_utf8(files.get(name).map(Vec::as_slice).unwrap_or_default())?;
    let mut imports = Vec::new();
    for part in text.split("\"./").skip(1) {
        let Some(import) = part.split('"').next() else { continue };
        if !files.contains_key(import) {
            return Err(format!("{name} imports {import}, which is not in static/").into());
        }
        imports.push(import.to_owned());
    }
    imports.sort();
    imports.dedup();
    Ok(imports)
}

/// Writes the table of assets, and every asset as it is and compressed.
fn write_table(
    out: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    names: &BTreeMap<String, String>,
    library: bool,
) -> Fallible<()> {
    let folder = out.join("assets");
    fs::create_dir_all(&folder)?;
    let mut table = String::from("/// All assets, ordered by name.\npub static ASSETS: &[Asset] = &[\n");
    for (name, bytes) in files {
        let hashed = names.get(name).ok_or("an asset has no name")?;
        let plain = folder.join(hashed);
        fs::write(&plain, bytes)?;
        let gzip = folder.join(format!("{hashed}.gz"));
        let brotli = folder.join(format!("{hashed}.br"));
        if !gzip.is_file() {
            fs::write(&gzip, gzipped(bytes)?)?;
        }
        if !brotli.is_file() {
            fs::write(&brotli, brotlied(bytes)?)?;
        }
        // A path is written as a string of Rust: quoted and escaped.
        let [plain, gzip, brotli] = [plain, gzip, brotli].map(|path| path.display().to_string());
        writeln!(
            table,
            "    Asset {{ name: {name:?}, file: {hashed:?}, content_type: {:?}, plain: include_bytes!({plain:?}), \
             gzip: include_bytes!({gzip:?}), brotli: include_bytes!({brotli:?}) }},",
            content_type(name)?
        )?;
    }
    writeln!(table, "];")?;
    writeln!(table, "/// Whether the map library is among the assets.\npub const HAS_MAP_LIBRARY: bool = {library};")?;
    fs::write(out.join("assets.rs"), table)?;
    Ok(())
}

fn content_type(name: &str) -> Fallible<&'static str> {
    match Path::new(name).extension().and_then(|ext| ext.to_str()) {
        Some("css") => Ok("text/css; charset=utf-8"),
        Some("js" | "mjs") => Ok("text/javascript; charset=utf-8"),
        Some("svg") => Ok("image/svg+xml"),
        _ => Err(format!("no content type is known for {name}").into()),
    }
}

fn gzipped(bytes: &[u8]) -> Fallible<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn brotlied(bytes: &[u8]) -> Fallible<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 10, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}
