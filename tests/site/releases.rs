//! Releases as an operator meets them: the built program on a database of its own, over a socket.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sqlx::{Connection as _, SqliteConnection};
use wijkwijzer::desk::mail::now;
use wijkwijzer::store::{SqliteStore, Store as _};

use crate::cut;

/// A folder with a database and geodata.
struct Place {
    geodata: tempfile::TempDir,
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { geodata: cut::of_shipped(), folder: tempfile::tempdir().unwrap() }
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("w.db")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        command.args(arguments).arg("--database").arg(self.database()).arg("--geodata").arg(self.geodata.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a command that must go well says.
    fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command that must be refused says.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stderr).unwrap()
    }

    /// Imports geodata as it is, and gives back the id of the release.
    fn import(&self) -> String {
        let said = self.said(&["import"]);
        said.split(' ').nth(1).unwrap().to_owned()
    }

    /// Another release: the same geodata with a comment.
    fn import_changed(&self) -> String {
        cut::edit(self.geodata.path(), "texts/links.toml", |text| format!("# Changed.\n{text}"));
        self.import()
    }

    fn serve(&self) -> Server {
        Server::run(self.command(&["serve", "--bind", "127.0.0.1:0"]))
    }
}

/// A running program; it ends with the test.
pub struct Server {
    address: String,
    child: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts the built program with these arguments, on a port of its own choice.
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        command.args(arguments);
        Self::run(command)
    }

    fn run(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split(' ').next());
        Self { address: address.unwrap_or_else(|| panic!("it said {line:?}")).to_owned(), child }
    }

    /// Status and body of an answer.
    pub fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    fn ready(&self) -> Value {
        let (status, body) = self.get("/readyz");
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"))
    }

    /// What `/readyz` says as soon as `holds`; fails after the two seconds that the program is given.
    pub fn within_two_seconds(&self, holds: impl Fn(&Value) -> bool) -> Value {
        let since = Instant::now();
        loop {
            let ready = self.ready();
            if holds(&ready) {
                return ready;
            }
            assert!(since.elapsed() < Duration::from_secs(2), "{ready:#}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn profile_is_there(&self) {
        let (status, body) = self.get("/gebieden/vlaardingen-west");
        assert!(status == 200 && body.contains("Westwijk"), "{status}");
    }
}

fn builds(place: &Place) -> PathBuf {
    place.database().with_extension("db.builds")
}

/// Bytes of all files in a folder.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| if entry.path().is_dir() { size(&entry.path()) } else { entry.metadata().unwrap().len() }).sum()
}

#[test]
fn a_running_server_follows_an_activation_within_two_seconds_forth_and_back() {
    let place = Place::new();
    let first = place.import();
    let server = place.serve();
    assert_eq!(server.ready()["release"], first.as_str());
    let second = place.import_changed();
    assert_ne!(first, second);
    server.within_two_seconds(|ready| ready["release"] == second.as_str());
    place.said(&["release", "activate", &first]);
    let ready = server.within_two_seconds(|ready| ready["release"] == first.as_str());
    assert_eq!(ready["checks"]["release"]["active"], first.as_str());
    server.profile_is_there();
    // Geodata of a release that is there: done, and active again.
    place.import();
    server.within_two_seconds(|ready| ready["release"] == second.as_str());
    // A start does not undo what an operator chose, whatever lies in geodata.
    place.said(&["release", "activate", &first]);
    drop(server);
    assert_eq!(place.serve().ready()["release"], first.as_str());
}

#[test]
fn releases_are_listed_and_pruned_but_never_the_active_one_nor_one_that_is_served() {
    let place = Place::new();
    let first = place.import();
    let alone = fs::metadata(place.database()).unwrap().len();
    let second = place.import_changed();
    let both = fs::metadata(place.database()).unwrap().len();
    assert!(both - alone < alone / 4, "a release costs what changed: {alone}, then {both}");
    let list = place.said(&["release", "list"]);
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines[0].starts_with(&second) && lines[0].contains("active since"), "{list}");
    assert!(lines[1].starts_with(&first) && lines[1].ends_with("kept"), "{list}");

    let server = place.serve();
    server.within_two_seconds(|ready| ready["checks"]["release"]["active"] == second.as_str());
    place.said(&["release", "activate", &first]);
    server.within_two_seconds(|ready| ready["release"] == first.as_str());
    // The server said a moment ago that it serves the second.
    assert!(place.said(&["release", "prune", "--keep", "1"]).contains("0 dropped, 2 kept"));
    assert!(builds(&place).join(&second).is_dir());
    drop(server);
    let third = place.import_changed();
    let said = place.said(&["release", "prune", "--keep", "1"]);
    assert!(said.contains("0 dropped, 3 kept"), "both were served a moment ago: {said}");
    assert!(place.refused(&["release", "activate", "000000000000"]).contains("release list"));
    let list = place.said(&["release", "list"]);
    assert_eq!(list.lines().filter(|line| line.contains("active since")).count(), 1);
    assert!(list.starts_with(&third));
}

#[test]
fn a_kept_release_is_held_against_the_active_one_without_its_folder() {
    let place = Place::new();
    let first = place.import();
    cut::edit(place.geodata.path(), "kwb-2024/figures/kwb-2024.csv", |text| {
        text.replace("GM0606,3382,0.8,", "GM0606,3382,7.8,")
    });
    let kept = place.said(&["import", "--keep"]);
    let second = kept.split(' ').nth(1).unwrap().to_owned();
    assert!(kept.starts_with(&format!("release {second} is kept: ")), "{kept}");
    let server = place.serve();
    assert_eq!(server.ready()["release"], first.as_str(), "what is kept is not served, not after a start either");
    drop(server);
    let told = place.said(&["diff", "--release", &second]);
    assert!(told.contains("GM0606 afstand_huisarts 2024: 0.8 -> 7.8"), "{told}");
    place.said(&["release", "activate", &second]);
    let page = place.folder.path().join("verschil.html");
    let told = place.said(&["diff", "--release", &first, "--page", page.to_str().unwrap()]);
    assert!(told.starts_with(&format!("release {first} against the active release {second}\n")), "{told}");
    assert!(told.contains("GM0606 afstand_huisarts 2024: 7.8 -> 0.8"), "{told}");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("<h1>Wat er zou veranderen</h1>") && page.contains("was 7,8, wordt 0,8"), "{page}");
    assert!(place.refused(&["diff", "--release", "000000000000"]).contains("000000000000"));
}

#[test]
fn an_import_refuses_what_check_refuses_and_says_so_where_it_is_served() {
    let place = Place::new();
    let good = place.import();
    let server = place.serve();
    // A theme that does not exist would take the indicator off every page without a word.
    cut::edit(place.geodata.path(), "catalogue.toml", |text| {
        text.replacen("theme = \"wonen\"", "theme = \"women\"", 1)
    });
    let told = place.refused(&["import"]);
    assert!(told.contains("theme: found \"women\""), "{told}");
    let ready = server.within_two_seconds(|ready| ready["checks"]["import"]["status"] == "failed");
    assert_eq!((ready["status"].as_str(), ready["release"].as_str()), (Some("degraded"), Some(good.as_str())));
    assert_eq!(ready["checks"]["import"]["kinds"]["catalogue"], 1, "{ready:#}");
    assert!(!ready.to_string().contains("women"), "what it is about is not for everyone");
    let list = place.said(&["release", "list"]);
    assert!(list.contains("was refused:\n  ") && list.contains("theme: found \"women\""), "{list}");
    server.profile_is_there();
}

#[test]
fn the_last_good_release_is_served_whatever_happened_to_geodata() {
    let place = Place::new();
    let good = place.import();
    let mut catalogue =
        fs::OpenOptions::new().append(true).open(place.geodata.path().join("indicatoren/catalogue.toml")).unwrap();
    catalogue.write_all(b"\n").unwrap();
    let server = place.serve();
    let ready = server.within_two_seconds(|ready| ready["checks"]["import"]["status"] == "failed");
    assert_eq!(ready["release"], good.as_str());
    assert_eq!(ready["checks"]["import"]["kinds"]["catalogue"], 1, "{ready:#}");
    assert!(place.said(&["release", "list"]).contains("/indicatoren/catalogue.toml: found"));
    server.profile_is_there();
    drop(server);
    // Gone altogether, with everything that was derived.
    fs::remove_dir_all(place.geodata.path()).unwrap();
    fs::remove_dir_all(builds(&place)).unwrap();
    let server = place.serve();
    assert_eq!(server.ready()["release"], good.as_str());
    server.profile_is_there();
}

#[test]
fn a_damaged_database_keeps_nobody_from_reading_and_is_told() {
    let place = Place::new();
    let good = place.import();
    let server = place.serve();
    assert_eq!(server.within_two_seconds(|ready| ready["checks"]["release"]["active"].is_string())["status"], "ready");
    fs::write(place.database(), vec![7; 100_000]).unwrap();
    let ready = server.within_two_seconds(|ready| ready["checks"]["database"]["status"] == "failed");
    assert_eq!(ready["status"], "degraded");
    server.profile_is_there();
    drop(server);
    let _ = fs::remove_file(place.database().with_extension("db-wal"));
    let _ = fs::remove_file(place.database().with_extension("db-shm"));
    let server = place.serve();
    let ready = server.ready();
    assert_eq!(
        (ready["release"].as_str(), ready["checks"]["database"]["status"].as_str()),
        (Some(&*good), Some("failed"))
    );
    server.profile_is_there();
    assert_eq!(server.get("/redactie").0, 503, "there is no desk without its database");
    assert_eq!(fs::read(place.database()).unwrap(), vec![7; 100_000], "what may still be mended is left alone");
    drop(server);
    fs::remove_dir_all(place.geodata.path()).unwrap();
    let told = place.refused(&["serve", "--bind", "127.0.0.1:0"]);
    assert!(told.contains("the database refused"), "{told}");
}

#[test]
fn what_was_derived_lies_beside_the_database_and_is_derived_again_where_it_is_damaged() {
    let place = Place::new();
    place.import();
    let derived = size(&builds(&place));
    let release = fs::read_dir(builds(&place)).unwrap().next().unwrap().unwrap().path();
    let build = fs::read_dir(release).unwrap().next().unwrap().unwrap().path();
    for entry in fs::read_dir(build).unwrap() {
        let path = entry.unwrap().path();
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
        let server = place.serve();
        server.profile_is_there();
        assert_eq!(server.ready()["status"], "ready");
    }
    assert_eq!(size(&builds(&place)), derived);
}

#[test]
fn what_was_derived_is_read_at_the_next_start_and_not_derived_again() {
    let place = Place::new();
    let release = place.import();
    let output = place.run(&["release", "activate", &release]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && told.contains("loaded") && !told.contains("Atlas "), "{told}");
    fs::remove_dir_all(builds(&place)).unwrap();
    let output = place.run(&["release", "activate", &release]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("Atlas "), "what is gone is derived, which is told");
}

#[test]
fn what_another_program_derived_stays_while_it_serves_and_goes_when_nobody_does() {
    let place = Place::new();
    let release = place.import();
    let of = |build: &str| builds(&place).join(&release).join(build);
    for build in ["other", "gone"] {
        fs::create_dir_all(of(build)).unwrap();
        fs::write(of(build).join("atlas"), b"in a form of its own").unwrap();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = SqliteStore::open(place.database().to_str().unwrap()).await.unwrap();
        store.serves(&release, "other", now()).await.unwrap();
        store.close().await;
    });
    place.import_changed();
    assert_eq!((of("other").exists(), of("gone").exists()), (true, false));
    assert_eq!(fs::read(of("other").join("atlas")).unwrap(), b"in a form of its own");
}

#[test]
fn an_active_release_that_cannot_be_read_gives_way_to_geodata_and_then_to_the_one_before() {
    let place = Place::new();
    let first = place.import();
    let second = place.import_changed();
    fs::remove_dir_all(builds(&place)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let address = format!("sqlite:{}", place.database().display());
        let mut connection = SqliteConnection::connect(&address).await.unwrap();
        let own = "UPDATE content SET packed = zeroblob(20) WHERE sha256 NOT IN
                   (SELECT sha256 FROM release_file JOIN release ON number = release WHERE id = ?)";
        let damaged = sqlx::query(own).bind(&first).execute(&mut connection).await.unwrap();
        assert_eq!(damaged.rows_affected(), 2, "the changed file and the manifest");
        connection.close().await.unwrap();
    });
    let server = place.serve();
    assert_eq!(server.ready()["release"], second.as_str(), "read from geodata again");
    server.profile_is_there();
    drop(server);
    fs::remove_dir_all(builds(&place)).unwrap();
    fs::rename(place.geodata.path().join("kwb-2024"), place.geodata.path().join(".kwb-2024")).unwrap();
    let server = place.serve();
    let ready = server.within_two_seconds(|ready| ready["checks"]["release"]["status"] == "failed");
    assert_eq!((ready["release"].as_str(), ready["status"].as_str()), (Some(&*first), Some("degraded")));
    assert_eq!(ready["checks"]["release"]["active"], second.as_str());
    server.profile_is_there();
    drop(server);
    // Imported again, it is whole, also where what was derived from it was at hand.
    fs::rename(place.geodata.path().join(".kwb-2024"), place.geodata.path().join("kwb-2024")).unwrap();
    assert_eq!(place.import(), second);
    fs::remove_dir_all(builds(&place)).unwrap();
    assert_eq!(place.serve().ready()["release"], second.as_str());
}
