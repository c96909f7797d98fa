//! Answers kept under their idempotency keys, for a sandbox that honours them.

use super::answer::Refusal;
use bytes::Bytes;
use http::{Request, Response};
use std::collections::BTreeMap;

/// The answers of writes, by the owner of the API key, the request line and the idempotency key.
#[derive(Default)]
pub(super) struct Replays(BTreeMap<ReplayKey, (Bytes, Response<Bytes>)>);

/// Under what an answer is kept.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ReplayKey {
    owner: usize,
    line: String,
    key: String,
}

impl ReplayKey {
    pub(super) fn new(owner: usize, request: &Request<Bytes>, key: &str) -> Self {
        Self { owner, line: format!("{} {}", request.method(), request.uri().path()), key: key.to_owned() }
    }
}

impl Replays {
    /// The answer of an earlier call; a refusal when that one had another body (assumed).
    pub(super) fn find(&self, key: &ReplayKey, body: &Bytes) -> Result<Option<Response<Bytes>>, Refusal> {
        match self.0.get(key) {
            None => Ok(None),
            Some((first, answer)) if first == body => Ok(Some(answer.clone())),
            Some(_) => {
                Err(Refusal::state("idempotency_key_reused", "This idempotency key belongs to another request."))
            }
        }
    }

    /// Keeps the answer of a write that was carried out.
    pub(super) fn keep(&mut self, key: ReplayKey, body: Bytes, answer: &Response<Bytes>) {
        self.0.insert(key, (body, answer.clone()));
    }
}
