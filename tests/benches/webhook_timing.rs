//! Whether the time of a refusal tells where the first wrong byte of a code stands: a measurement as dudect makes it.
//!
//! Two classes of forged codes, one wrong in its first byte and one in its last, in random order; Welch's t of their times,
//! after the slowest tenth of all (interrupts) is dropped. Beyond 4.5 the classes are told apart. The same measurement is
//! made of a comparison that stops at the first difference, to show that it would notice one. Prints one JSON object;
//! read by `cargo xtask bench webhook_timing_t`.

use std::hint::black_box;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use webhook_verify::{DEFAULT_HEADER, Scheme, Verifier};

const SECRET: &str = "kc_hook_dev_5f1c0b6a9e2d47";
/// Of both classes together.
const MEASUREMENTS: usize = 600_000;
/// The share of the measurements that is kept, by time.
const KEPT: f64 = 0.9;

fn main() -> ExitCode {
    let verifier = Verifier::new(Scheme::body_hex(), [SECRET.parse().unwrap()]).unwrap();
    let ours = measure(|body, digits| verifier.verify(&[(DEFAULT_HEADER, digits)], body, 0).is_ok());
    let keyed = keyed();
    let early_exit = measure(|body, digits| {
        let mut code = [0; 32];
        hex::decode_to_slice(digits, &mut code).unwrap();
        let right = keyed.clone().chain_update(body).finalize().into_bytes();
        right.iter().zip(&code).all(|(right, given)| black_box(right) == black_box(given))
    });
    let figures = json!({ "t": ours.t, "t_of_early_exit": early_exit.t, "measurements": ours.kept });
    writeln!(std::io::stdout(), "{figures}").map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

struct Outcome {
    t: f64,
    kept: usize,
}

/// Times `accepts` on forged codes of ever new bodies; it must refuse all of them.
fn measure(accepts: impl Fn(&[u8], &[u8]) -> bool) -> Outcome {
    let keyed = keyed();
    let mut random = fastrand::Rng::with_seed(20_251_125);
    let mut times: Vec<(bool, u32)> = Vec::with_capacity(MEASUREMENTS);
    // Both classes are read from the same places in memory.
    let (mut body, mut digits) = ([0; 32], [0; 64]);
    for n in 0..MEASUREMENTS + MEASUREMENTS / 10 {
        random.fill(&mut body);
        let mut code = keyed.clone().chain_update(body).finalize().into_bytes();
        let in_the_first = random.bool();
        let wrong = if in_the_first { 0 } else { 31 };
        code[wrong] ^= random.u8(1..);
        hex::encode_to_slice(code, &mut digits).unwrap();
        let begun = Instant::now();
        let accepted = accepts(black_box(&body), black_box(&digits));
        let taken = begun.elapsed();
        assert!(!black_box(accepted));
        // The first tenth warms up.
        if n >= MEASUREMENTS / 10 {
            times.push((in_the_first, u32::try_from(taken.as_nanos()).unwrap_or(u32::MAX)));
        }
    }
    let mut sorted: Vec<u32> = times.iter().map(|(_, taken)| *taken).collect();
    sorted.sort_unstable();
    let slowest = sorted[(MEASUREMENTS as f64 * KEPT) as usize];
    times.retain(|(_, taken)| *taken <= slowest);
    let (first, last) = (class(&times, true), class(&times, false));
    let t = (first.mean - last.mean) / (first.variance / first.count + last.variance / last.count).sqrt();
    Outcome { t, kept: times.len() }
}

struct Class {
    count: f64,
    mean: f64,
    variance: f64,
}

fn class(times: &[(bool, u32)], in_the_first: bool) -> Class {
    let times = || times.iter().filter(|(class, _)| *class == in_the_first).map(|(_, taken)| f64::from(*taken));
    let count = times().count() as f64;
    let mean = times().sum::<f64>() / count;
    let variance = times().map(|taken| (taken - mean).powi(2)).sum::<f64>() / (count - 1.0);
    Class { count, mean, variance }
}

fn keyed() -> Hmac<Sha256> {
    Hmac::new_from_slice(SECRET.as_bytes()).unwrap()
}
