//! What a publisher gives anew is held against what it gave before, and figures come after that.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use wijkwijzer::fetch::{Outcome, Told};

use super::{Desk, Order, ROWS, declared, inhabitants, is_page, statline_v3};
use crate::support::publisher::{Asked, Publisher, Reply};

/// An edition of a table.
type Edition = fn(&Asked) -> Reply;

/// A publisher of these editions, and a desk that has taken over the first; the second is given now.
fn after_the_first(editions: [Edition; 2]) -> Desk {
    let at = Arc::new(AtomicUsize::new(0));
    let now = at.clone();
    let publisher = Publisher::playing(move |asked| editions[now.load(Ordering::Relaxed)](asked));
    let desk = Desk::declaring(&declared("statline-v3", &format!("{}/85984NED", publisher.address), ""));
    assert!(matches!(desk.fetch().unwrap(), Outcome::Taken(_)));
    at.store(1, Ordering::Relaxed);
    desk
}

fn first(asked: &Asked) -> Reply {
    statline_v3(asked, "2026-01-01", ROWS, |row| format!("{},\"Wmo_90\":null", inhabitants(row)))
}

/// What is said of the second edition, which nobody has to look at first.
fn taken(second: Edition) -> Vec<String> {
    match after_the_first([first, second]).fetch().unwrap() {
        Outcome::Taken(Told { differences, unread, .. }) => {
            assert_eq!(unread, [""; 0]);
            differences.iter().map(ToString::to_string).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// What is said of the second edition, which waits until somebody has looked at it.
fn waits(second: Edition) -> Vec<String> {
    let desk = after_the_first([first, second]);
    let before = fs::read(desk.material("tabel")).unwrap();
    let Outcome::Waiting(told) = desk.fetch().unwrap() else { panic!("it is taken over") };
    assert_eq!(fs::read(desk.material("tabel")).unwrap(), before, "the material is as it was");
    assert_eq!(desk.fetch().unwrap(), Outcome::Waiting(told.clone()), "and again, without reading it again");
    let keep = desk.keep();
    let accepted = desk.with(&Order { accept: true, ..Desk::order(&keep) }).unwrap();
    assert_eq!(accepted, Outcome::Taken(told.clone()));
    assert_ne!(fs::read(desk.material("tabel")).unwrap(), before);
    assert_eq!(desk.fetch().unwrap(), Outcome::Unchanged);
    told.differences.iter().map(ToString::to_string).collect()
}

#[test]
fn columns_that_moved_and_filled_are_told_and_taken_over() {
    let told = taken(|asked| {
        let row = |row: usize| format!("\"AantalInwoners_6\":{},\"Wmo_91\":{},\"Nieuw_92\":1", row * 5, row);
        statline_v3(asked, "2026-02-01", ROWS + 1, row)
    });
    assert_eq!(
        told,
        [
            "one column new: Nieuw_92",
            "one column filled that were empty: Wmo_91",
            "2 columns moved: AantalInwoners_5 is AantalInwoners_6 now, Wmo_90 is Wmo_91 now",
            "rows more than last time: 231, were 230",
        ]
    );
}

#[test]
fn columns_that_are_gone_or_empty_and_rows_that_lack_are_looked_at_first() {
    let gone = waits(|asked| statline_v3(asked, "2026-02-01", ROWS, inhabitants));
    assert_eq!(gone, ["one column gone: Wmo_90"]);
    let empty = waits(|asked| {
        statline_v3(asked, "2026-02-01", ROWS - 30, |_| "\"AantalInwoners_5\":null,\"Wmo_90\":null".into())
    });
    assert_eq!(
        empty,
        ["one column empty that were filled: AantalInwoners_5", "rows fewer than last time: 200, were 230"]
    );
}

#[test]
fn a_file_that_waits_is_not_sent_again() {
    let editions = [("\"one\"", 230), ("\"two\"", 200)];
    let at = Arc::new(AtomicUsize::new(0));
    let now = at.clone();
    let publisher = Publisher::playing(move |asked| {
        let (etag, rows) = editions[now.load(Ordering::Relaxed)];
        let lines: Vec<String> = (0..rows).map(|row| format!("{},{row}\n", super::code(row))).collect();
        Reply::file(format!("code,inwoners\n{}", lines.concat()).as_bytes(), etag, asked)
    });
    let desk = Desk::declaring(&declared("file", &publisher.address, ""));
    desk.fetch().unwrap();
    at.store(1, Ordering::Relaxed);
    let Outcome::Waiting(told) = desk.fetch().unwrap() else { panic!("fewer rows are taken over") };
    assert_eq!(desk.fetch().unwrap(), Outcome::Waiting(told.clone()));
    let last = publisher.asked().pop().unwrap();
    assert_eq!(last.headers["if-none-match"], "\"two\"", "the publisher is told which one is here");
    let keep = desk.keep();
    assert_eq!(desk.with(&Order { accept: true, ..Desk::order(&keep) }).unwrap(), Outcome::Taken(told));
    assert_eq!(desk.fetch().unwrap(), Outcome::Unchanged);
}

#[test]
fn another_unit_or_division_is_looked_at_first() {
    let told = waits(|asked| {
        let whole = statline_v3(asked, "2026-02-01", ROWS, |row| format!("\"AantalInwoners_5\":{row},\"Wmo_90\":null"));
        let text = String::from_utf8(whole.body).unwrap();
        Reply::json(text.replace("\"aantal\"", "\"x 1 000\"").replace("indeling 2024", "indeling 2025"))
    });
    assert_eq!(
        told,
        [
            "unit changed: AantalInwoners_5 is in x 1 000, was in aantal",
            "division changed: codes of 2025, were of 2024"
        ]
    );
}

#[test]
fn a_table_that_lacks_what_is_declared_says_so_at_once() {
    let publisher =
        Publisher::playing(|asked| statline_v3(asked, "2026-01-01", ROWS, |row| format!("\"Mannen_6\":{row}")));
    let desk = Desk::declaring(&declared("statline-v3", &publisher.address, ""));
    let Outcome::Taken(told) = desk.fetch().unwrap() else { panic!("nothing was there before") };
    assert!(told.unread[0].contains("AantalInwoners: found no such column"), "{:?}", told.unread);
}

#[test]
fn a_table_that_changes_while_it_is_read_is_read_anew() {
    // With the third page the publisher begins to give another edition.
    let changing = |times: usize| {
        let pages = AtomicUsize::new(0);
        Publisher::playing(move |asked| {
            let seen =
                if is_page(asked) { pages.fetch_add(1, Ordering::Relaxed) } else { pages.load(Ordering::Relaxed) };
            let edition = (seen + 2).div_euclid(5).min(times);
            statline_v3(asked, &format!("2026-01-0{}", edition + 1), ROWS, move |row| {
                format!("\"AantalInwoners_5\":{}", row * 5 + edition)
            })
        })
    };
    let publisher = changing(1);
    let desk = Desk::declaring(&declared("statline-v3", &publisher.address, ""));
    assert!(matches!(desk.fetch().unwrap(), Outcome::Taken(_)));
    assert!(desk.notes.all().contains("changed it while it was being read"), "{}", desk.notes.all());
    let material = fs::read_to_string(desk.material("tabel")).unwrap();
    assert!(
        material.contains("\"AantalInwoners_5\":1}") && !material.contains("\"AantalInwoners_5\":0}"),
        "one edition"
    );

    let publisher = changing(usize::MAX);
    let desk = Desk::declaring(&declared("statline-v3", &publisher.address, ""));
    assert!(desk.refused().contains("each time it was being read"));
}

#[test]
fn what_was_begun_of_an_earlier_edition_is_not_gone_on_with() {
    let later = Arc::new(AtomicUsize::new(0));
    let now = later.clone();
    let publisher = Publisher::playing(move |asked| match now.load(Ordering::Relaxed) {
        0 if is_page(asked) && asked.number_of("$skip") == 100 => Reply::new(500, ""),
        0 => statline_v3(asked, "2026-01-01", ROWS, inhabitants),
        _ => statline_v3(asked, "2026-01-02", ROWS, |row| format!("\"AantalInwoners_5\":{}", row + 1)),
    });
    let desk = Desk::declaring(&declared("statline-v3", &publisher.address, ""));
    desk.refused();
    later.store(1, Ordering::Relaxed);
    desk.fetch().unwrap();
    assert!(desk.notes.all().contains("read anew"));
    assert!(fs::read_to_string(desk.material("tabel")).unwrap().contains("\"BU03440000\",\"AantalInwoners_5\":1}"));
}
