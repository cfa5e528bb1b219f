//! Slow and greedy peers at a real socket, and how the server ends.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use wijkwijzer::web::{AppState, ConnectionLimits, serve};

use crate::support::{TestSite, release};

/// Longer than anything here may take, on a busy machine too: a guard against hanging, no measurement.
const GUARD: Duration = Duration::from_mins(1);

/// The site on a socket.
struct Served {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<std::io::Result<()>>,
    runtime: Runtime,
}

impl Served {
    fn with(limits: ConnectionLimits) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let state = AppState::new(release::served());
        let ended = runtime.spawn(serve(listener, state, limits, async {
            let _ = stopped.await;
        }));
        Self { address, stop: Some(stop), ended, runtime }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(GUARD)).unwrap();
        stream
    }

    /// A plain request on a connection of its own: the status line.
    fn status(&self) -> String {
        let mut stream = self.connect();
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.lines().next().unwrap_or_default().to_owned()
    }

    /// Asks the server to stop, and waits for its end.
    fn stop(mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        let ended = async { tokio::time::timeout(GUARD, self.ended).await };
        self.runtime.block_on(ended).expect("the server ends").unwrap().unwrap();
    }
}

fn quick() -> ConnectionLimits {
    ConnectionLimits {
        head: Duration::from_millis(300),
        patience: Duration::from_millis(300),
        drain: Duration::from_millis(500),
        ..ConnectionLimits::default()
    }
}

/// Reads until the other side closes; what came.
fn until_closed(stream: &mut TcpStream) -> Vec<u8> {
    let (mut all, began) = (Vec::new(), Instant::now());
    // A reset is an end as well.
    let _ = stream.read_to_end(&mut all);
    assert!(began.elapsed() < GUARD, "the connection was not closed");
    all
}

#[test]
fn a_head_that_never_ends_a_connection_that_says_nothing_and_one_that_waits_too_long_are_closed() {
    let served = Served::with(quick());
    for said in ["", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"] {
        let mut stream = served.connect();
        stream.write_all(said.as_bytes()).unwrap();
        until_closed(&mut stream);
    }
    assert_eq!(served.status(), "HTTP/1.1 200 OK");
    served.stop();
}

#[test]
fn a_client_that_does_not_read_is_cut_off_and_the_others_are_answered() {
    let served = Served::with(quick());
    let mut slow: Vec<TcpStream> = (0..8).map(|_| served.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /kaart.geojson?niveau=wijk HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    }
    assert_eq!(served.status(), "HTTP/1.1 200 OK");
    // What fits into the buffers of the system arrives; the rest of megabytes does not.
    std::thread::sleep(Duration::from_secs(3));
    let got = until_closed(&mut slow[0]);
    assert!(got.len() < 4_000_000, "{} bytes: this answer was not cut off", got.len());
    drop(slow);
    served.stop();
}

#[test]
fn a_client_that_reads_slowly_but_goes_on_gets_all_of_a_long_answer() {
    let served = Served::with(quick());
    let mut stream = served.connect();
    stream.write_all(b"GET /kaart.geojson?niveau=wijk HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").unwrap();
    let (mut all, mut part) = (Vec::new(), vec![0; 128 << 10]);
    // Much longer in all than any of the limits, and silent meanwhile.
    loop {
        let got = stream.read(&mut part).unwrap();
        if got == 0 {
            break;
        }
        all.extend_from_slice(&part[..got]);
        std::thread::sleep(Duration::from_millis(60));
    }
    let text = String::from_utf8(all).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map(str::parse::<usize>);
    assert_eq!(length, Some(Ok(body.len())), "{head}");
    served.stop();
}

#[test]
fn a_client_that_reads_too_slowly_is_cut_off_though_it_goes_on() {
    let served = Served::with(ConnectionLimits { slowest: 100 << 20, ..quick() });
    let mut stream = served.connect();
    stream.write_all(b"GET /kaart.geojson?niveau=wijk HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").unwrap();
    let (mut all, mut part) = (0, vec![0; 64 << 10]);
    // Each pause is shorter than the patience.
    while let Ok(got @ 1..) = stream.read(&mut part) {
        all += got;
        std::thread::sleep(Duration::from_millis(60));
    }
    assert!(all < 4_000_000, "{all} bytes: this client was served to the end");
    served.stop();
}

#[test]
fn whatever_costs_much_waits_before_one_gate_and_pages_do_not() {
    let site = TestSite::shipped();
    let members = "code=WK034403&code=WK034404";
    let costly = [
        "/kaart.csv",
        "/kaart.xlsx",
        "/kaart.geojson",
        "/gebieden.csv",
        "/gebieden/utrecht-overvecht.xlsx",
        "/gemeenten/GM0344.geojson",
        "/bronnen.csv",
        "/praktijkvoorbeelden.csv",
        "/vergelijk?gebied=GM0344&gebied=GM0363",
        "/vergelijk.xlsx?gebied=GM0344&gebied=GM0363",
        "/api/v1/compare?gebied=GM0344&gebied=GM0363",
        &format!("/eigen-gebied?{members}"),
        &format!("/eigen-gebied/kiezen?{members}"),
        &format!("/api/v1/own-area?{members}"),
        "/drill?plaats=GM0344",
        "/grafiek/verloop.svg?plaats=eigen_0344-03&indicator=koopwoningen",
    ];
    for path in costly {
        site.get(path).good();
    }
    site.while_busy(|| {
        for path in costly {
            // In the other language: what was made before may be kept.
            let answer = site.get(&format!("{path}{}lang=en", if path.contains('?') { '&' } else { '?' }));
            assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"), "{path}");
        }
        let asked = site.get_with("/kaart", &[("accept", "text/csv")]);
        assert_eq!(asked.status, StatusCode::SERVICE_UNAVAILABLE, "a file that is asked for by its type");
        for path in ["/", "/kaart", "/zoeken?q=overvecht", "/buurten/BU03440311", "/wijken/WK999999", "/healthz"] {
            assert_ne!(site.get(path).status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        }
    });
    site.get("/kaart.csv").good();
}

#[test]
fn one_address_has_so_many_connections_and_no_more_until_one_ends() {
    let served = Served::with(ConnectionLimits { most_per_client: 3, ..ConnectionLimits::default() });
    let mut held: Vec<TcpStream> = (0..3).map(|_| served.connect()).collect();
    for stream in &mut held {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
        assert!(stream.read(&mut [0; 64]).unwrap() > 0);
    }
    assert!(until_closed(&mut served.connect()).is_empty(), "the fourth is closed");
    held.pop();
    let began = Instant::now();
    loop {
        let mut stream = served.connect();
        // A connection that was closed may refuse what is written to it.
        let _ = stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        if until_closed(&mut stream).starts_with(b"HTTP/1.1 200") {
            break;
        }
        assert!(began.elapsed() < GUARD, "the place of a connection that ended is not given back");
    }
    drop(held);
    served.stop();
}

#[test]
fn no_slow_peer_keeps_the_server_from_ending() {
    let served = Served::with(ConnectionLimits { drain: Duration::from_millis(300), ..ConnectionLimits::default() });
    let mut peers = Vec::new();
    for said in [
        "",
        "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ",
        "POST /volgen HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf",
        "GET /kaart.geojson?niveau=wijk HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        let mut stream = served.connect();
        stream.write_all(said.as_bytes()).unwrap();
        peers.push(stream);
    }
    assert_eq!(served.status(), "HTTP/1.1 200 OK");
    served.stop();
    drop(peers);
}

#[test]
fn what_is_in_flight_is_finished_before_the_end() {
    let served = Served::with(ConnectionLimits::default());
    let mut stream = served.connect();
    stream.write_all(b"GET /kaart.geojson?niveau=wijk HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    // The first bytes are there: the request is in flight.
    let mut answer = vec![0; 16];
    stream.read_exact(&mut answer).unwrap();
    let reader = std::thread::spawn(move || {
        stream.read_to_end(&mut answer).unwrap();
        answer
    });
    served.stop();
    let answer = String::from_utf8(reader.join().unwrap()).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map(str::parse::<usize>);
    assert_eq!(length, Some(Ok(body.len())), "{head}");
    assert!(body.len() > 1_000_000, "{} bytes: this test has lost its subject", body.len());
}
