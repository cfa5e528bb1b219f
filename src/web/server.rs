//! Connections: how many there are, how long each may take, and how they end.
//!
//! A peer outside is slow until proven otherwise. Each connection holds a permit from before it is accepted until it is
//! closed; its head has to arrive in time, also the head of the next request, and what is written to it has to be read. When
//! the server stops it finishes what is in flight, for a set time and no longer.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service as _;
use tracing::{debug, warn};

use crate::web::pace::Paced;
use crate::web::router::router;
use crate::web::state::AppState;
use crate::web::tiles::TileFastPath;

/// Everything that is served: the tiles, and the router behind them.
pub fn service(state: AppState) -> TileFastPath<Router> {
    TileFastPath::new(state.clone(), router(state))
}

/// What a connection may take. The defaults serve a machine that stands in the open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// Connections at a time; those that come later wait in the queue of the system.
    pub most: usize,
    /// Connections at a time of one address; more are closed at once. Behind a proxy all clients share one address:
    /// there it is the same as `most`.
    pub most_per_client: usize,
    /// From the first moment that a request may come until its head is there; also how long a connection may wait for
    /// its next request.
    pub head: Duration,
    /// How long a client is waited for that takes in less than [`Self::slowest`] while there is something to write.
    pub patience: Duration,
    /// Bytes in a second that every honest line takes in.
    pub slowest: u32,
    /// For requests in flight when the server stops.
    pub drain: Duration,
    /// Bytes of the head of a request.
    pub head_bytes: usize,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            most: 16_384,
            most_per_client: 256,
            head: Duration::from_secs(10),
            patience: Duration::from_mins(1),
            slowest: 4_000,
            drain: Duration::from_secs(10),
            head_bytes: 64 << 10,
        }
    }
}

/// Pause after the system refused a connection (out of descriptors): others have to end first.
const REFUSED_PAUSE: Duration = Duration::from_millis(200);

/// Bytes that the system takes in ahead of what it has sent to a client.
#[cfg(target_os = "linux")]
const AHEAD: u32 = 128 << 10;

/// Connections of each address.
#[derive(Debug, Default)]
struct Clients(Mutex<HashMap<IpAddr, usize>>);

/// A place of an address, given back when it is dropped.
struct Place {
    clients: Arc<Clients>,
    address: IpAddr,
}

impl Clients {
    /// A place for `address`; `None` where it has as many as it may.
    fn enter(self: &Arc<Self>, address: IpAddr, most: usize) -> Option<Place> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place { clients: Arc::clone(self), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.clients.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

/// Serves until `shutdown` resolves, then finishes the requests in flight, for [`ConnectionLimits::drain`] at most. The
/// listener is passed in, so a test can bind port 0 and know the address without waiting.
///
/// # Errors
/// What the listener reports when it is no listener any more.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    limits: ConnectionLimits,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let permits = Arc::new(Semaphore::new(limits.most));
    let clients = Arc::new(Clients::default());
    let graceful = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        // The permit comes first: a connection that nobody may serve is not taken from the queue of the system.
        let accepted = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut shutdown => break,
        };
        let Ok(permit) = permit else { break };
        match accepted {
            Ok((stream, address)) => {
                let Some(place) = clients.enter(address.ip(), limits.most_per_client) else {
                    debug!("a client has as many connections as it may");
                    continue;
                };
                connect(stream, address, &state, limits, &graceful, (permit, place));
            }
            Err(error) if is_of_the_connection(&error) => {}
            Err(error) => {
                warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(REFUSED_PAUSE).await;
            }
        }
    }
    // Closed first: who comes now is refused at once instead of waiting for an answer that never comes.
    drop(listener);
    let in_flight = graceful.count();
    if tokio::time::timeout(limits.drain, graceful.shutdown()).await.is_err() {
        warn!(in_flight, seconds = limits.drain.as_secs(), "connections were cut off at the end");
    }
    Ok(())
}

/// Serves one connection on a task of its own; `held` is given back when it ends.
fn connect(
    stream: TcpStream,
    address: SocketAddr,
    state: &AppState,
    limits: ConnectionLimits,
    graceful: &GracefulShutdown,
    held: (OwnedSemaphorePermit, Place),
) {
    // Answers are written whole: waiting for more to send with them would only delay them. Where the system refuses,
    // answers are later, not wrong.
    let _ = stream.set_nodelay(true);
    // How a client reads is seen only where the system does not take in megabytes ahead of it, which also take memory.
    #[cfg(target_os = "linux")]
    let _ = socket2::SockRef::from(&stream).set_tcp_notsent_lowat(AHEAD);
    // No limit on reading: a client is rightly silent while it takes in a long answer. Waiting for a head is limited below,
    // for a body by the time that a whole request may take.
    let stream = Paced::new(stream, limits.patience, limits.slowest);
    let service = service(state.clone());
    let answer = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        // The address of the client is what limits count by.
        request.extensions_mut().insert(ConnectInfo(address));
        // The service is always ready: it holds back inside, where it can say so.
        service.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(limits.head_bytes)
        .serve_connection(TokioIo::new(stream), answer);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            debug!(%error, "a connection ended early");
        }
        drop(held);
    });
}

/// Whether accepting failed for this connection only: its client is gone already.
fn is_of_the_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
