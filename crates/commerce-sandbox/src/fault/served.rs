use super::Fault;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};
use std::time::Duration;

/// What goes over the wire for one call, and how that ends.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Served {
    /// The whole answer. Where none is sent, it is an empty 502: what something between client and service would say
    /// about a connection that broke.
    pub response: Response<Bytes>,
    /// How much of it arrives, and how.
    pub ending: Ending,
}

/// How an exchange ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// The answer arrives.
    Whole,
    /// The connection breaks before the body of the request is read; no answer.
    ResetBefore,
    /// The connection breaks in the middle of the request's body; no answer.
    ResetDuring,
    /// The connection breaks after the request was read; no answer.
    NoAnswer,
    /// The connection breaks after so many bytes of the answer's body, of which there are more.
    CutAt(usize),
    /// The body arrives in pieces.
    Drip {
        /// Bytes of every piece but the last; at least 1.
        piece: usize,
        /// How long the service waits before each piece.
        pause: Duration,
    },
    /// White space follows the body for as long as the client goes on reading.
    Endless,
}

impl Served {
    pub(crate) fn whole(response: Response<Bytes>) -> Self {
        Self { response, ending: Ending::Whole }
    }

    /// No answer.
    pub(crate) fn broken(ending: Ending) -> Self {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::BAD_GATEWAY;
        Self { response, ending }
    }

    /// An answer that suffers what the fault says on its way, and whether it had room for that.
    pub(crate) fn spoilt(mut response: Response<Bytes>, fault: Fault) -> (Self, bool) {
        let (length, middle) = (response.body().len(), response.body().len() / 2);
        let ending = match fault {
            Fault::ResetMidResponse | Fault::TruncatedJson if middle == 0 => None,
            Fault::ResetMidResponse => Some(Ending::CutAt(middle)),
            Fault::SlowDrip(pause) => Some(Ending::Drip { piece: length.div_ceil(PIECES).max(1), pause }),
            Fault::EndlessBody => Some(Ending::Endless),
            Fault::TruncatedJson => {
                response.body_mut().truncate(middle);
                Some(Ending::Whole)
            }
            Fault::WrongContentType => {
                response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html;charset=UTF-8"));
                Some(Ending::Whole)
            }
            _ => Some(Ending::Whole),
        };
        (Self { response, ending: ending.unwrap_or(Ending::Whole) }, ending.is_some())
    }

    /// The answer alone, for a caller that cannot play an ending: whole, or cut off where it breaks.
    #[must_use]
    pub fn into_response(self) -> Response<Bytes> {
        match self.ending {
            Ending::CutAt(length) => self.response.map(|mut body| body.split_to(length.min(body.len()))),
            _ => self.response,
        }
    }
}

/// How many pieces a body drips in, if it has as many bytes.
const PIECES: usize = 10;
