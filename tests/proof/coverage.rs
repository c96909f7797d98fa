//! A thousand days in which nothing went wrong would prove nothing.

use crate::guesses::Guesses;
use crate::shop::NOT_GUESSED;
use crate::tally::Tally;
use crate::till::guesses as checkout;

/// From so many runs on, each of these has happened; a run of a few seeds tells less.
const ENOUGH_RUNS: u64 = 1_000;

/// What must have happened, and how often at least: a third or less of what a thousand runs come to.
const MUST_HAPPEN: [(&str, u64); 44] = [
    ("fault: ClockSkew", 60),
    ("fault: DuplicatedRows", 80),
    ("fault: EndlessBody", 40),
    ("fault: GatewayTimeout(Carried)", 120),
    ("fault: GatewayTimeout(Dropped)", 80),
    ("fault: GatewayTimeout(Late)", 80),
    ("fault: HtmlForbidden", 40),
    ("fault: OriginDown", 80),
    ("fault: Redirect", 20),
    ("fault: RepeatedToken", 30),
    ("fault: ResetAfter(Carried)", 120),
    ("fault: ResetAfter(Dropped)", 80),
    ("fault: ResetAfter(Late)", 80),
    ("fault: ResetBefore", 70),
    ("fault: ResetDuring", 80),
    ("fault: ResetMidResponse", 100),
    ("fault: ServerError", 90),
    ("fault: ShiftedPage", 50),
    ("fault: SlowDrip", 80),
    ("fault: TooManyRequests", 50),
    ("fault: TruncatedJson", 130),
    ("fault: UnknownEnum", 50),
    ("fault: WrongContentType", 70),
    ("fault: WrongType", 60),
    ("orders paid and shipped", 900),
    ("rows collected", 25_000),
    ("webhooks queued", 1_200),
    ("write: call_center.confirm", 300),
    ("write: call_center.reply", 1_000),
    ("write: done after doubt", 300),
    ("write: exchanges.receive", 40),
    ("write: exchanges.reject", 15),
    ("write: exchanges.upload_invoices", 100),
    ("write: for a person after doubt", 300),
    ("write: inquiries.reply", 800),
    ("write: orders.acknowledge", 1_200),
    ("write: orders.already_shipped", 150),
    ("write: orders.stop_shipment", 450),
    ("write: orders.upload_invoices", 1_400),
    ("write: refunds.create", 600),
    ("write: refused", 300),
    ("write: returns.approve", 500),
    ("write: returns.receive", 450),
    ("write: sessions.create", 1_400),
];

/// How often each answer to an open question was guessed, at least.
const LEAST_GUESSED: u64 = 20;

/// Fails when something has hardly happened.
pub(crate) fn check(tally: &Tally) {
    if tally.of("runs") < ENOUGH_RUNS {
        return;
    }
    for (what, least) in MUST_HAPPEN {
        assert!(tally.of(what) >= least, "{what}: {} times only", tally.of(what));
    }
    for guess in Guesses::all(&NOT_GUESSED).into_iter().chain(checkout::all()) {
        assert!(tally.of(&format!("guess: {guess}")) >= LEAST_GUESSED, "{guess} was never guessed");
    }
}
