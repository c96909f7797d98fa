//! A case as data: what is delivered, under which scheme, and what must come of it.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use webhook_verify::{Scheme, Verifier};

/// One line of a file of cases.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    scheme: String,
    secret: OneOrMany,
    body: Option<String>,
    body_b64: Option<String>,
    header: Lines,
    now: i64,
    expect: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// Lines of the one header of a scheme, or of several named ones.
#[derive(Deserialize)]
#[serde(untagged)]
enum Lines {
    Absent(()),
    Unnamed(OneOrMany),
    Named(std::collections::BTreeMap<String, OneOrMany>),
}

impl OneOrMany {
    fn each(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::One(one) => (Some(one), &[][..]),
            Self::Many(many) => (None, many.as_slice()),
        };
        one.into_iter().chain(many).map(String::as_str)
    }
}

impl Case {
    pub(crate) fn all(file: &str) -> Vec<Self> {
        file.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Fails when the verifier's word is not the expected one.
    pub(crate) fn check(&self) {
        let scheme: Scheme = self.scheme.parse().unwrap();
        let secrets = self.secret.each().map(|secret| secret.parse().unwrap());
        let verifier = Verifier::new(scheme.clone(), secrets.collect::<Vec<_>>()).unwrap();
        let headers = self.headers(scheme.header());
        let body = self.body();
        let verified = verifier.verify(&headers, &body, self.now);
        let word = verified.as_ref().map_or_else(|reason| reason.as_str(), |_| "ok");
        assert_eq!(word, self.expect, "{self:?}");
        assert_eq!(verified.map_or(&*body, |verified| verified.body()), body, "{self:?}");
    }

    fn headers(&self, unnamed: &str) -> Vec<(String, String)> {
        let line = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        match &self.header {
            Lines::Absent(()) => Vec::new(),
            Lines::Unnamed(lines) => lines.each().map(|value| line(unnamed, value)).collect(),
            Lines::Named(names) => {
                names.iter().flat_map(|(name, lines)| lines.each().map(|value| line(name, value))).collect()
            }
        }
    }

    fn body(&self) -> Vec<u8> {
        match (&self.body, &self.body_b64) {
            (Some(text), None) => text.clone().into_bytes(),
            (None, Some(base64)) => STANDARD.decode(base64).unwrap(),
            _ => panic!("{}: one body", self.name),
        }
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
