//! Reading a body without letting the other side decide how much memory that takes.

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;

use crate::transport::{Body, TransportError};

/// The largest body of a successful answer, in bytes: fifty order sheets take about 150 KiB.
pub const LARGEST: usize = 8 * 1024 * 1024;

/// The largest body of any other answer, in bytes: gateway errors and edge pages take a few KiB.
pub const LARGEST_ERROR: usize = 64 * 1024;

/// How much memory an announced length is worth before the body comes, in bytes.
const LARGEST_PROMISE: usize = 256 * 1024;

/// Why a body was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyError {
    /// It is announced or turned out to be larger than the limit.
    TooLarge,
    /// The wire failed.
    Transport(TransportError),
}

/// Reads a whole body of at most `limit` bytes.
///
/// # Errors
/// [`BodyError::TooLarge`] before the first chunk when `content-length` says so, else as soon as the chunks exceed it.
pub async fn read(headers: &HeaderMap, mut body: Box<dyn Body>, limit: usize) -> Result<Bytes, BodyError> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    let announced = announced.map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX));
    if announced > limit {
        return Err(BodyError::TooLarge);
    }
    let mut whole = BytesMut::with_capacity(announced.min(LARGEST_PROMISE));
    while let Some(chunk) = body.chunk().await.map_err(BodyError::Transport)? {
        if whole.len().saturating_add(chunk.len()) > limit {
            return Err(BodyError::TooLarge);
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}
