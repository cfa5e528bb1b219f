//! Networks and publishers that break: a clear word, what was whole is kept, nothing half becomes material.

use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::write::GzEncoder;
use wijkwijzer::fetch::{FetchError, Outcome};

use super::forms::file;
use super::{Desk, PAGE, code, declared, inhabitants, is_page, of_version_3, statline_v3};
use crate::support::publisher::{Asked, Publisher, Reply};

/// Whether the page that begins at `row` is asked for.
fn page_at(asked: &Asked, row: usize) -> bool {
    is_page(asked) && asked.number_of("$skip") == row
}

/// What is told where the third page is answered as `spoil` says, every time it is asked for; and that what was whole is
/// kept: with a sound publisher it goes on at the third page.
fn at_the_third_page(spoil: impl Fn(Reply) -> Reply + Send + Sync + 'static) -> String {
    let broken = Arc::new(AtomicBool::new(true));
    let still = broken.clone();
    let (publisher, desk) =
        of_version_3(
            move |asked, whole| {
                if page_at(asked, 2 * PAGE) && still.load(Ordering::Relaxed) { spoil(whole) } else { whole }
            },
        );
    let told = desk.refused();
    let before = publisher.asked().len();
    broken.store(false, Ordering::Relaxed);
    assert!(matches!(desk.fetch().unwrap(), Outcome::Taken(_)), "{told}");
    let asked = publisher.asked();
    let rows: Vec<usize> =
        asked[before..].iter().filter(|asked| is_page(asked)).map(|asked| asked.number_of("$skip")).collect();
    assert_eq!(rows, [100, 150, 200], "{told}");
    let whole: Vec<String> =
        (0..super::ROWS).map(|row| format!("{{\"WijkenEnBuurten\":\"{}\",{}}}", code(row), inhabitants(row))).collect();
    let expected = format!("{{\"value\":[\n{}\n]}}\n", whole.join(",\n"));
    assert_eq!(fs::read_to_string(desk.material("tabel")).unwrap(), expected);
    told
}

#[test]
fn a_page_that_is_cut_off_in_the_middle() {
    let told = at_the_third_page(|whole| whole.cut(200));
    assert!(told.contains("cannot be read whole") && told.contains("goes on where it stopped"), "{told}");
}

#[test]
fn a_page_that_ends_early_and_says_that_it_is_whole() {
    let told = at_the_third_page(|mut whole| {
        whole.body.truncate(200);
        whole
    });
    assert!(told.contains("gives JSON that breaks off; expected {\"value\": [...]}"), "{told}");
}

#[test]
fn an_error_of_the_server_after_the_second_page() {
    let told = at_the_third_page(|_| Reply::new(500, "kapot"));
    assert!(told.ends_with("answers with status 500: kapot"), "{told}");
}

#[test]
fn a_web_page_that_says_it_is_an_answer() {
    let told = at_the_third_page(|_| Reply::new(200, "<!doctype html><title>Onderhoud</title>"));
    assert!(told.contains("gives a web page or XML; expected JSON"), "{told}");
}

#[test]
fn a_packed_answer_that_ends_early() {
    let told = at_the_third_page(|whole| {
        let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&whole.body).unwrap();
        let mut packed = packed.finish().unwrap();
        packed.truncate(packed.len() - 12);
        Reply { body: packed, ..whole }.with("Content-Encoding", "gzip")
    });
    assert!(told.contains("cannot be read whole"), "{told}");
}

#[test]
fn a_packed_answer_of_more_than_is_declared() {
    let publisher = Publisher::playing(|asked| {
        let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![b' '; 50 << 20]).unwrap();
        if is_page(asked) {
            Reply::json(packed.finish().unwrap()).with("Content-Encoding", "gzip")
        } else {
            statline_v3(asked, "2026-01-01", 1, inhabitants)
        }
    });
    let desk = Desk::declaring(&declared("statline-v3", &format!("{}/x", publisher.address), "most_bytes = 1000000"));
    let told = desk.refused();
    assert!(told.contains("more than 1000000 bytes"), "{told}");
}

#[test]
fn a_file_of_more_than_is_declared_is_not_begun() {
    let publisher = Publisher::playing(|asked| Reply::file(&file(), "\"one\"", asked));
    let desk = Desk::declaring(&declared("file", &format!("{}/x", publisher.address), "most_bytes = 1000"));
    assert!(desk.refused().contains("more than 1000 bytes"));
}

#[test]
fn a_redirection_to_another_host_or_to_one_that_is_not_encrypted() {
    let other = at_the_third_page(|_| Reply::new(302, "").with("Location", "https://elders.example/t"));
    assert!(other.contains("leads on to https://elders.example/t: another host"), "{other}");
    let open = at_the_third_page(|_| Reply::new(302, "").with("Location", "http://elders.example/t"));
    assert!(open.contains("could be read and changed on its way"), "{open}");
    let round =
        at_the_third_page(|_| Reply::new(302, "").with("Location", "/ODataFeed/odata/85984NED/TypedDataSet?$skip=100"));
    assert!(round.contains("which was read before"), "{round}");
}

#[test]
fn a_redirection_below_the_same_host_is_followed() {
    let (_publisher, desk) = of_version_3(|asked, whole| {
        if page_at(asked, PAGE) && asked.query("nu").is_none() {
            Reply::new(307, "").with("Location", "/ander/TypedDataSet?$skip=50&nu=1")
        } else {
            whole
        }
    });
    assert!(matches!(desk.fetch().unwrap(), Outcome::Taken(_)));
}

#[test]
fn pages_that_lead_in_a_circle_or_to_another_host() {
    let leading = |to: &'static str| {
        let (_publisher, desk) = of_version_3(move |asked, whole| {
            if page_at(asked, 2 * PAGE) {
                Reply::json(String::from_utf8(whole.body).unwrap().replace("?$format=json&$skip=150", to))
            } else {
                whole
            }
        });
        desk.refused()
    };
    let circle = leading("?$format=json&$skip=50");
    assert!(circle.contains("the pages lead back to") && circle.contains("$skip=50"), "{circle}");
    assert!(leading("https://elders.example/t?$skip=150").contains("another host"));
    // A service that does not know `$skip` gives its first page for ever, under ever new addresses.
    let deaf = Publisher::playing(|asked| {
        let next = format!("?$skip={}", asked.number);
        let whole = statline_v3(asked, "2026-01-01", 60, inhabitants);
        if is_page(asked) {
            Reply::json(format!("{{\"value\":[{{\"WijkenEnBuurten\":\"BU03440001\"}}],\"odata.nextLink\":\"{next}\"}}"))
        } else {
            whole
        }
    });
    let desk = Desk::declaring(&declared("statline-v3", &format!("{}/x", deaf.address), ""));
    let refused = desk.refused();
    assert!(deaf.asked().len() < 20 && !refused.is_empty(), "{refused}");
}

#[test]
fn a_service_that_stops_at_ten_thousand_rows() {
    for rows in [9_999, 10_000] {
        let publisher = Publisher::playing(move |asked| {
            if is_page(asked) {
                let listed: Vec<String> =
                    (0..rows).map(|row| format!("{{\"WijkenEnBuurten\":\"{}\"}}", code(row))).collect();
                Reply::json(format!("{{\"value\":[{}]}}", listed.join(",")))
            } else {
                statline_v3(asked, "2026-01-01", 1, inhabitants)
            }
        });
        let desk = Desk::declaring(&declared("statline-v3", &format!("{}/ODataApi/odata/x", publisher.address), ""));
        assert!(desk.refused().contains(&format!("ends at {rows} rows without a next page")));
    }
    let (publisher, desk) = of_version_3(|asked, whole| {
        if is_page(asked) { Reply::new(500, "The query is not allowed: more than 10000 records") } else { whole }
    });
    assert!(desk.refused().contains("declare its address with ODataFeed"));
    assert_eq!(publisher.asked().iter().filter(|asked| is_page(asked)).count(), 1, "it is not asked again in vain");
}

#[test]
fn fewer_figures_than_the_table_says_it_holds() {
    let publisher = Publisher::playing(|asked| match asked.url.path().rsplit('/').next().unwrap() {
        "Observations" => {
            Reply::json("{\"value\":[{\"Measure\":\"T001036\",\"Value\":1,\"WijkenEnBuurten\":\"BU03440001\"}]}")
        }
        "Properties" => Reply::json("{\"ObservationCount\":2}"),
        _ => Reply::json("{\"value\":[]}"),
    });
    let desk = Desk::declaring(&declared("statline-v4", &publisher.address, ""));
    assert!(desk.refused().contains("says that it holds 2 rows, and gave 1"));
}

#[test]
fn a_host_that_is_busy_is_waited_for_as_it_asks() {
    let (publisher, desk) = of_version_3(|asked, whole| match asked.number {
        0 => Reply::new(429, "").with("Retry-After", "0"),
        1 => Reply::new(503, ""),
        _ => whole,
    });
    assert!(matches!(desk.fetch().unwrap(), Outcome::Taken(_)));
    assert!(desk.notes.all().contains("status 429: trying again"), "{}", desk.notes.all());
    assert!(publisher.asked().len() > 7);
    let (_publisher, desk) = of_version_3(|_, _| Reply::new(429, "").with("Retry-After", "3600"));
    assert!(desk.refused().contains("asks to wait 3600 seconds"));
}

#[test]
fn what_is_not_there_is_not_asked_for_again() {
    let (publisher, desk) = of_version_3(|_, _| Reply::new(404, "{\"error\":\"geen tabel\"}"));
    assert!(desk.refused().contains("status 404: {\"error\":\"geen tabel\"}"));
    assert_eq!(publisher.asked().len(), 1);
}

#[test]
fn a_certificate_that_does_not_fit() {
    let made = rcgen::generate_simple_self_signed(["cbs.example".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let server = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let server = Arc::new(server.with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}/x", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut tls = rustls::ServerConnection::new(server.clone()).unwrap();
            // The client breaks off.
            let _ = tls.complete_io(&mut stream);
        }
    });
    let desk = Desk::declaring(&declared("statline-v3", &address, ""));
    let told = desk.refused();
    assert!(
        told.contains("a certificate that this machine does not accept") && told.contains("is that right"),
        "{told}"
    );
}

#[test]
fn a_clock_that_is_wrong_is_told() {
    let (_publisher, desk) = of_version_3(|_, whole| whole.with("Date", "Tue, 01 Jan 2019 00:00:00 GMT"));
    desk.fetch().unwrap();
    let told = desk.notes.all();
    assert!(
        told.contains("the clock of 127.0.0.1 says 2019-01-01T00:00:00Z") && told.contains("one is wrong"),
        "{told}"
    );
}

#[test]
fn nobody_who_answers() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/x", listener.local_addr().unwrap());
    drop(listener);
    let told = Desk::declaring(&declared("statline-v3", &address, "")).refused();
    assert!(told.contains("cannot be read whole"), "{told}");
}

/// A disk on which nothing more can be written, as every file that is written first of all.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let (_publisher, desk) = of_version_3(|_, whole| whole);
    fs::create_dir_all(desk.keep()).unwrap();
    std::os::unix::fs::symlink("/dev/full", desk.keep().join("part")).unwrap();
    let error = desk.fetch().unwrap_err();
    assert!(matches!(&error, FetchError::Io(_, error) if error.kind() == std::io::ErrorKind::StorageFull), "{error}");
    assert!(error.to_string().contains("what was whole is kept"), "{error}");
    fs::remove_file(desk.keep().join("part")).unwrap();
    assert!(matches!(desk.fetch().unwrap(), Outcome::Taken(_)));

    let publisher = Publisher::playing(|asked| Reply::file(&file(), "\"one\"", asked));
    let desk = Desk::declaring(&declared("file", &publisher.address, ""));
    fs::create_dir_all(desk.keep().join("records")).unwrap();
    std::os::unix::fs::symlink("/dev/full", desk.keep().join("records/proef.tabel.part")).unwrap();
    assert!(matches!(desk.fetch().unwrap_err(), FetchError::Io(..)));
    assert!(!desk.material("tabel").exists());
}

#[test]
fn two_at_once_do_not_use_one_folder() {
    let (_publisher, desk) = of_version_3(|_, whole| whole);
    fs::create_dir_all(desk.keep()).unwrap();
    let lock = fs::File::create(desk.keep().join("lock")).unwrap();
    lock.lock().unwrap();
    assert!(matches!(desk.fetch().unwrap_err(), FetchError::InUse(_)));
}

#[test]
fn an_archive_whose_file_leads_out_of_it_is_refused() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("../scores buurten.csv", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(&file()).unwrap();
    let archive = archive.finish().unwrap().into_inner();
    let publisher = Publisher::playing(move |asked| Reply::file(&archive, "\"one\"", asked));
    let desk = Desk::declaring(&declared("file", &publisher.address, ""));
    assert!(desk.refused().contains("names that stay inside the archive"));
}
