//! The published vectors, and the signatures that five known mistakes would give.
//!
//! Every expected value comes from other implementations; `cargo xtask vectors --check` recomputes them.
#![cfg(test)]

use coupang_cea::{Signer, message};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;

#[derive(Deserialize)]
struct Vector {
    name: String,
    access_key: String,
    secret_key: String,
    method: String,
    path: String,
    query: String,
    signed_date: String,
    message: String,
    signature: String,
    authorization: String,
}

#[derive(Deserialize)]
struct Negative {
    mistake: String,
    vector: String,
    message: String,
    signature: String,
}

#[test]
fn every_vector_is_reproduced() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 20);
    for vector in vectors {
        let Vector { name, method, path, query, .. } = &vector;
        let date = vector.signed_date.parse().unwrap();
        let authorization = signer(&vector).authorize(method, path, query, date).unwrap();
        assert_eq!(message(method, path, query, date).unwrap(), vector.message, "{name}");
        assert_eq!(authorization.signature(), vector.signature, "{name}");
        assert_eq!(authorization.as_str(), vector.authorization, "{name}");
        assert_eq!(authorization.signed_date(), date, "{name}");
    }
}

#[test]
fn no_known_mistake_is_made_here() {
    let (vectors, negatives) = (vectors(), negatives());
    assert_eq!(negatives.len(), 5);
    for Negative { mistake, vector, message, signature } in negatives {
        let vector = vectors.iter().find(|candidate| candidate.name == vector).unwrap();

        // The recorded value is what the mistake gives ..
        assert_eq!(mistaken_message(&mistake, vector), message, "{mistake}");
        assert_eq!(plain_signature(&vector.secret_key, &message), signature, "{mistake}");

        // .. and not what we give.
        let date = vector.signed_date.parse().unwrap();
        let ours = signer(vector).authorize(&vector.method, &vector.path, &vector.query, date).unwrap();
        assert_ne!(ours.signature(), signature, "{mistake}");
    }
}

fn mistaken_message(mistake: &str, vector: &Vector) -> String {
    let Vector { signed_date, method, path, query, .. } = vector;
    let with_query = |query: &str| format!("{signed_date}{method}{path}{query}");
    match mistake {
        "question_mark_signed" => with_query(&format!("?{query}")),
        "parts_joined_by_newline" => format!("{signed_date}\n{method}\n{path}\n{query}"),
        "plus_escape_decoded" => with_query(&query.replace("%2B", "+")),
        "query_decoded" => with_query(&decoded(query)),
        "escapes_lower_cased" => with_query(&lower_cased_escapes(query)),
        unknown => panic!("no such mistake: {unknown}"),
    }
}

fn decoded(query: &str) -> String {
    let mut pieces = query.split('%');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        bytes.extend(hex::decode(&piece[..2]).unwrap());
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

fn lower_cased_escapes(query: &str) -> String {
    let mut pieces = query.split('%');
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |text, piece| text + "%" + &piece[..2].to_ascii_lowercase() + &piece[2..])
}

fn plain_signature(secret_key: &str, message: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret_key.as_bytes()).unwrap();
    hex::encode(mac.chain_update(message).finalize().into_bytes())
}

fn signer(vector: &Vector) -> Signer {
    Signer::new(vector.access_key.parse().unwrap(), vector.secret_key.parse().unwrap())
}

fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("vectors.json")).unwrap()
}

fn negatives() -> Vec<Negative> {
    serde_json::from_str(include_str!("negative.json")).unwrap()
}
