//! What is asked of the server, and how its answers read.

use std::sync::LazyLock;
use std::time::Duration;

use apiwire::governor::{Decision, Limits, Report, Ticket, Why};
use redis::{Script, ScriptInvocation};

use crate::keys::Keys;

/// How long a server that knows nothing of an origin waits before its first grant there: 3 s.
///
/// As long as a process that works alone may take to notice that the server is back, and one slow call's time more.
pub const QUIET: Duration = Duration::from_secs(3);

/// How long state is kept that nobody uses, beyond the times that it speaks of.
const KEEP: Duration = Duration::from_secs(24 * 3600);

/// The pace of an origin under suspicion: one call in this time.
const SLOW_LANE: Duration = Duration::from_secs(1);

/// The longest time that is believed. Lua counts in doubles, which are exact for microseconds up to the year 2255.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 3600);

static ACQUIRE: LazyLock<Script> =
    LazyLock::new(|| Script::new(concat!(include_str!("lua/prelude.lua"), include_str!("lua/acquire.lua"))));

static SETTLE: LazyLock<Script> =
    LazyLock::new(|| Script::new(concat!(include_str!("lua/prelude.lua"), include_str!("lua/settle.lua"))));

/// All scripts, to be loaded.
pub(crate) fn all() -> [&'static Script; 2] {
    [&ACQUIRE, &SETTLE]
}

/// Asks for a slot.
pub(crate) fn acquire(keys: &Keys, limits: &Limits, lease: Duration) -> ScriptInvocation<'static> {
    let mut asked = begin(&ACQUIRE, keys, keep(limits, lease));
    asked.arg(limits.calls).arg(micros(limits.window)).arg(micros(lease)).arg(micros(SLOW_LANE));
    asked
}

/// What the server decided; `None` when the answer is none of ours.
pub(crate) fn decision((code, number, why): (i64, i64, i64)) -> Option<Decision> {
    let number = u64::try_from(number).ok()?;
    let wait = Duration::from_micros(number);
    match (code, why) {
        (0, _) => Some(Decision::Granted(Ticket(number))),
        (1, _) => Some(Decision::Wait(wait)),
        (2, 1) => Some(Decision::Refused(wait, Why::Throttled)),
        (2, 2) => Some(Decision::Refused(wait, Why::NotFoundRun)),
        (2, 3) => Some(Decision::Refused(wait, Why::EdgeBlocked)),
        (2, 4) => Some(Decision::Refused(wait, Why::OriginBlocked)),
        _ => None,
    }
}

/// Tells how a call ended.
pub(crate) fn settle(
    keys: &Keys,
    limits: &Limits,
    lease: Duration,
    ticket: Ticket,
    report: Report,
) -> ScriptInvocation<'static> {
    let mut told = begin(&SETTLE, keys, keep(limits, lease));
    told.arg(ticket.0);
    let (window, breaker) = (micros(limits.window), micros(limits.breaker));
    match report {
        Report::Answered => told.arg("answered").arg(window),
        Report::UsedUp(wait) => told.arg("used_up").arg(window).arg(micros(wait.min(limits.longest_pause))),
        Report::Throttled(retry_after) => {
            told.arg("throttled").arg(window).arg(micros(retry_after.unwrap_or_default()));
            told.arg(micros(limits.first_pause)).arg(micros(limits.longest_pause))
        }
        Report::NotFound => told.arg("not_found").arg(window).arg(limits.not_found_run).arg(breaker),
        Report::EdgeBlocked => told.arg("edge_blocked").arg(window).arg(breaker),
        // `Failed`, and what a later version may report: the slot ends.
        _ => told.arg("failed").arg(window),
    };
    told
}

/// Tells that a call was dropped before it ended.
pub(crate) fn dropped(keys: &Keys, ticket: Ticket) -> ScriptInvocation<'static> {
    let mut told = begin(&SETTLE, keys, Duration::ZERO);
    told.arg(ticket.0).arg("dropped");
    told
}

/// How long calls are refused, as the server tells it.
pub(crate) fn refused_for(micros: i64) -> Option<Duration> {
    u64::try_from(micros).ok().map(Duration::from_micros)
}

fn begin(script: &'static Script, keys: &Keys, keep: Duration) -> ScriptInvocation<'static> {
    let mut invocation = script.prepare_invoke();
    for key in &keys.0 {
        invocation.key(key);
    }
    invocation.arg(micros(keep) / 1000).arg(micros(QUIET));
    invocation
}

/// How long the keys live from now on.
fn keep(limits: &Limits, lease: Duration) -> Duration {
    [lease, limits.window, limits.longest_pause, limits.breaker].into_iter().fold(KEEP, Duration::saturating_add)
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.min(LONGEST).as_micros()).unwrap_or(u64::MAX)
}
