//! What a sandbox serves, played on a transport in memory.

use apiwire::testing::Reply;
use apiwire::transport::TransportError;
use commerce_sandbox::fault::{Ending, Served};

/// What a client sees of an exchange.
pub(crate) fn play(served: Served) -> Reply {
    let ending = served.ending;
    match ending {
        Ending::Whole => Reply::Raw(Box::new(served.response)),
        Ending::CutAt(_) => Reply::Broken(Box::new(served.into_response())),
        Ending::Drip { piece, pause } => Reply::Drip(Box::new(served.response), piece, pause),
        Ending::Endless => Reply::Endless(Box::new(served.response)),
        // However early the connection breaks: the client has begun to send, and learns nothing.
        _ => Reply::Fail(TransportError::Lost),
    }
}
