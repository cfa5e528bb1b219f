//! What costs more than a page is made behind the gate, on a thread for such work: answered, compressed and whole.
//!
//! A handler computes without pause. On a thread that answers requests it would hold up everybody behind it, and no
//! time limit could end it. What is made here stays in memory until the client has read it: that is limited too.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::response::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::runtime::Handle;
use tracing::{Instrument as _, Span};

use crate::domain::OwnKey;
use crate::urls::{self, Route};
use crate::web::error::AppError;
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::query::Fields;
use crate::web::state::AppState;

/// No answer is larger than this.
const LARGEST: usize = 64 << 20;

/// Pages and data that the reader makes as large as the limits allow, besides every file.
const BY_THE_READER: [Route; 6] =
    [urls::COMPARE, urls::OWN_AREA, urls::OWN_AREA_PICK, urls::DRILL, urls::API_COMPARE, urls::API_OWN_AREA];

/// Lets what is cheap pass, and takes the rest through the gate.
pub async fn serve(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if !is_costly(&request) {
        return next.run(request).await;
    }
    let (runtime, span) = (Handle::current(), Span::current());
    let made = async move { whole(next.run(request).await).await }.instrument(span);
    let answered = match state.gate().run(move || runtime.block_on(made)).await {
        Ok(Ok((head, body))) => state.gate().hold(body).map(|body| Response::from_parts(head, Body::from(body))),
        Ok(Err(error)) | Err(error) => Err(error),
    };
    answered.unwrap_or_else(IntoResponse::into_response)
}

/// The answer with all of its body, which is compressed while it is read.
async fn whole(response: Response) -> Result<(Parts, Bytes), AppError> {
    let (head, body) = response.into_parts();
    let body = to_bytes(body, LARGEST).await.map_err(|error| AppError::Internal(error.to_string()))?;
    Ok((head, body))
}

/// Whether a file is asked for, or something whose size the reader decides.
fn is_costly(request: &Request) -> bool {
    let path = request.uri().path();
    let asked = negotiate::asked(path, request.headers(), &Format::EVERY);
    let (page, format) = asked.unwrap_or((path, Format::Html));
    !matches!(format, Format::Html | Format::Json)
        || BY_THE_READER.iter().any(|route| route.pattern() == page)
        || request.uri().query().is_some_and(names_a_selection)
}

/// Whether a query names a place of the reader's own, however it is encoded.
fn names_a_selection(query: &str) -> bool {
    Fields::parse(query).is_ok_and(|fields| fields.pairs().iter().any(|(_, value)| OwnKey::is_meant(value)))
}

#[cfg(test)]
mod tests {
    use axum::http::header::ACCEPT;

    use super::*;

    fn costly(path: &str, accept: &str) -> bool {
        is_costly(&Request::get(path).header(ACCEPT, accept).body(Body::empty()).unwrap())
    }

    #[test]
    fn files_and_what_the_reader_makes_large_are_costly_and_pages_are_not() {
        for path in [
            "/kaart.xlsx?niveau=wijk",
            "/gebieden/utrecht-overvecht.csv",
            "/bronnen.geojson",
            "/vergelijk?gebied=GM0344&gebied=GM0363",
            "/vergelijk.json",
            "/eigen-gebied?code=WK034403",
            "/eigen-gebied/kiezen",
            "/drill?plaats=GM0344",
            "/api/v1/compare",
            "/api/v1/own-area",
            "/grafiek/verloop.svg?plaats=eigen_0344-03",
            "/grafiek/verloop.svg?plaats=%65igen_0344-03",
        ] {
            assert!(costly(path, "*/*"), "{path}");
        }
        assert!(costly("/kaart", "text/csv"));
        for path in ["/", "/kaart", "/gebieden/utrecht-overvecht", "/gemeenten/GM0344.json", "/zoeken?q=eigen"] {
            assert!(!costly(path, "text/html,*/*;q=0.8"), "{path}");
        }
    }
}
