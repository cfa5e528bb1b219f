//! A fetch that is killed at any moment goes on where it stopped, to the same bytes.

use std::fs;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::forms::{FORMS, every_form, file};
use super::{Desk, declared};
use crate::support::publisher::{Publisher, Reply};

/// The built program, fetching.
fn program(desk: &Desk) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
    command.arg("fetch").arg("--geodata").arg(desk.geodata()).arg("--keep").arg(desk.keep()).args(["--pause", "3"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn a_fetch_that_is_killed_twenty_times_ends_with_the_same_bytes() {
    for (form, path, more) in FORMS {
        let publisher = every_form();
        let desk =
            |publisher: &Publisher| Desk::declaring(&declared(form, &format!("{}{path}", publisher.address), more));
        let whole = desk(&publisher);
        whole.fetch().unwrap();
        let expected = fs::read(whole.material("tabel")).unwrap();

        // Moments without a pattern, the same in every run.
        let (desk, mut seed, mut killed) = (desk(&publisher), 20_u64, 0);
        while killed < 20 {
            let mut child = program(&desk).spawn().unwrap();
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            std::thread::sleep(Duration::from_millis(seed >> 58));
            child.kill().unwrap();
            child.wait().unwrap();
            killed += 1;
            if let Ok(bytes) = fs::read(desk.material("tabel")) {
                assert!(bytes == expected, "{form}: material is whole or not there");
                fs::remove_dir_all(desk.keep()).unwrap();
            }
        }
        assert!(program(&desk).status().unwrap().success(), "{form}");
        assert!(fs::read(desk.material("tabel")).unwrap() == expected, "{form}");
    }
}

#[test]
fn a_large_file_goes_on_by_range_after_every_kill() {
    // The line breaks off after some bytes each time: what is there is never asked for again.
    let sent = Arc::new(AtomicU64::new(0));
    let counted = sent.clone();
    let publisher = Publisher::playing(move |asked| {
        let whole = Reply::file(&file(), "\"one\"", asked);
        let cut = whole.body.len().min(150);
        counted.fetch_add(cut as u64, Ordering::Relaxed);
        whole.cut(cut)
    });
    let desk = Desk::declaring(&declared("file", &format!("{}/file/kwb.csv", publisher.address), ""));
    let began = Instant::now();
    while desk.fetch().is_err() {
        assert!(began.elapsed() < Duration::from_mins(1), "it does not go on");
    }
    assert_eq!(fs::read(desk.material("tabel")).unwrap(), file());
    assert_eq!(sent.load(Ordering::Relaxed), file().len() as u64, "each byte is sent once");
}
