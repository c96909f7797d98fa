//! Which faults a seed brings, and how often.

use std::time::Duration;

use commerce_sandbox::fault::{Fate, Fault, FaultRule};
use fastrand::Rng;

/// The faults of one service for one run, drawn from the seed: a fine day, a bad one, a storm, or one kind of fault that
/// strikes every other write.
pub(crate) fn of(seed: u64) -> Vec<FaultRule> {
    let mut dice = Rng::with_seed(seed ^ 0xFA11);
    let strikes_in_a_hundred = [0.5, 2.0, 8.0, 20.0][dice.usize(..4)];
    let kinds = kinds(&mut dice);
    let weights: u32 = kinds.iter().map(|(_, weight)| weight).sum();
    let rules = kinds.iter().map(|(fault, weight)| {
        FaultRule::any(*fault).chance(strikes_in_a_hundred / 100.0 * f64::from(*weight) / f64::from(weights))
    });
    let mut rules: Vec<FaultRule> = rules.collect();
    if dice.u8(..) < 64 {
        let (fault, _) = kinds[dice.usize(..kinds.len())];
        rules.push(FaultRule::any_write(fault).chance(0.5).times(dice.u32(1..12)));
    }
    rules
}

/// Every kind, with how often it comes among others. Those that silence the client for minutes come seldom.
fn kinds(dice: &mut Rng) -> Vec<(Fault, u32)> {
    let mut late = || Fate::Late(Duration::from_secs(dice.u64(1..=3 * 3_600)));
    let (after, given_up) = (late(), late());
    let pause = Duration::from_millis(dice.u64(1..4_000));
    let skew = dice.i64(-1_200..1_200);
    vec![
        (Fault::ResetBefore, 4),
        (Fault::ResetDuring, 4),
        (Fault::ResetAfter(Fate::Dropped), 4),
        (Fault::ResetAfter(Fate::Carried), 8),
        (Fault::ResetAfter(after), 4),
        (Fault::ResetMidResponse, 8),
        (Fault::GatewayTimeout(Fate::Dropped), 4),
        (Fault::GatewayTimeout(Fate::Carried), 8),
        (Fault::GatewayTimeout(given_up), 4),
        (Fault::ServerError, 6),
        (Fault::OriginDown, 4),
        (Fault::TooManyRequests, 2),
        (Fault::Redirect, 1),
        (Fault::HtmlForbidden, 1),
        (Fault::WrongContentType, 4),
        (Fault::TruncatedJson, 8),
        (Fault::SlowDrip(pause), 6),
        (Fault::EndlessBody, 2),
        (Fault::RepeatedToken, 60),
        (Fault::ShiftedPage, 60),
        (Fault::DuplicatedRows, 20),
        (Fault::ClockSkew(skew), 3),
        (Fault::WrongType, 6),
        (Fault::UnknownEnum, 6),
    ]
}
