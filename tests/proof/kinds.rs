//! What the client does about each kind of fault, as the table in the sandbox's README says it.

use std::collections::BTreeSet;
use std::time::Duration;

use commerce_sandbox::fault::{Fate, Fault};
use coupang_wing::ErrorKind;

use crate::in_its_own_time;
use crate::scene::{Read, Write, read_is, write_is};

const README: &str = include_str!("../../crates/commerce-sandbox/README.md");

#[test]
fn every_kind_is_met_as_the_table_says() {
    use ErrorKind as Kind;
    let again = Read::SentAgain;
    let mut told = BTreeSet::new();
    for (fault, read, write, said) in [
        (Fault::ResetBefore, again, Write::InDoubt(Kind::ConnectionLost), LOST),
        (Fault::ResetDuring, again, Write::InDoubt(Kind::ConnectionLost), LOST),
        (Fault::ResetAfter(Fate::Dropped), again, Write::InDoubt(Kind::ConnectionLost), LOST),
        (Fault::ResetAfter(Fate::Carried), again, Write::InDoubt(Kind::ConnectionLost), LOST),
        (Fault::ResetAfter(LATE), again, Write::InDoubt(Kind::ConnectionLost), LOST),
        (Fault::ResetMidResponse, again, Write::InDoubt(Kind::ConnectionLost), LOST),
        (Fault::GatewayTimeout(Fate::Dropped), again, Write::InDoubt(Kind::Unavailable), GAVE_UP),
        (Fault::GatewayTimeout(Fate::Carried), again, Write::InDoubt(Kind::Unavailable), GAVE_UP),
        (Fault::GatewayTimeout(LATE), again, Write::InDoubt(Kind::Unavailable), GAVE_UP),
        (
            Fault::ServerError,
            again,
            Write::NotAgain(Kind::ServerError),
            ["sent once more, and no third time", "stops; the same call is not sent again, settling it only reads"],
        ),
        (Fault::OriginDown, again, Write::InDoubt(Kind::Unavailable), LOST),
        (
            Fault::TooManyRequests,
            Read::Ends(Kind::Throttled),
            Write::Later(Kind::Throttled),
            [
                "`Throttled` with its end: nothing is sent for 60 s, doubling to 10 min, from the last call under way; `collect` waits",
                "not done, and said so; may be sent when the pause is over",
            ],
        ),
        (Fault::Redirect, Read::Ends(Kind::EdgeBlocked), Write::Later(Kind::EdgeBlocked), BLOCKED),
        (Fault::HtmlForbidden, Read::Ends(Kind::EdgeBlocked), Write::Later(Kind::EdgeBlocked), BLOCKED),
        (
            Fault::WrongContentType,
            Read::Unharmed,
            Write::Unharmed,
            ["the body is read, whatever the header calls it", "the same"],
        ),
        (
            Fault::TruncatedJson,
            Read::Ends(Kind::Decode),
            Write::InDoubt(Kind::Decode),
            [
                "`Decode` with line and column; `collect` stays at the page and asks for it again",
                "maybe sent: settled by reading",
            ],
        ),
        (Fault::SlowDrip(Duration::from_millis(100)), Read::Unharmed, Write::Unharmed, DRIP),
        (Fault::SlowDrip(Duration::from_secs(5)), again, Write::InDoubt(Kind::Timeout), DRIP),
        (
            Fault::EndlessBody,
            Read::Ends(Kind::BodyTooLarge),
            Write::InDoubt(Kind::BodyTooLarge),
            [
                "`BodyTooLarge` after 8 MiB, of an error after 64 KiB; `collect` asks for the page again",
                "maybe sent: settled by reading",
            ],
        ),
        (
            Fault::RepeatedToken,
            Read::Ends(Kind::Paging),
            Write::NoRoom,
            ["`Paging`: no page is read for ever; `collect` asks for the page again", "-"],
        ),
        (
            Fault::ShiftedPage,
            Read::Unharmed,
            Write::NoRoom,
            ["`collect` drops the rows that it has seen and goes on: none is lost, none comes twice", "-"],
        ),
        (Fault::DuplicatedRows, Read::Unharmed, Write::NoRoom, ["`collect` drops the second of each", "-"]),
        (Fault::ClockSkew(900), Read::Ends(Kind::SignatureExpired), Write::Later(Kind::SignatureExpired), SKEW),
        (Fault::ClockSkew(120), Read::Unharmed, Write::Unharmed, SKEW),
        (
            Fault::WrongType,
            Read::Unharmed,
            Write::Unharmed,
            ["the field is left out and counted in `oddities`; the row stays", "the field is left out"],
        ),
        (
            Fault::UnknownEnum,
            Read::Unharmed,
            Write::NotTold,
            [
                "the word is kept as `Unknown`; the row stays",
                "a result that nobody has documented is no success: listed as `unanswered`, settling reads",
            ],
        ),
    ] {
        let (kind, [to_a_read, to_a_write]) = (name(fault), said);
        let line =
            table().find(|line| line.split(" | ").next().is_some_and(|names| names.contains(&format!("`{kind}`"))));
        let line = line.unwrap_or_else(|| panic!("the README says nothing about {kind}"));
        assert!(line.ends_with(&format!(" | {to_a_read} | {to_a_write} |")), "the README says of {kind}: {line}");
        told.insert(kind.clone());
        in_its_own_time(async {
            read_is(fault, read).await;
            write_is(fault, write).await;
        });
    }
    assert_eq!(told, all_kinds(), "a fault that nobody has tried");
}

/// The lines of the README's table.
fn table() -> impl Iterator<Item = &'static str> {
    let (_, table) = README.split_once("# What a client should do about it").unwrap();
    table.lines().filter(|line| line.starts_with("| `"))
}

/// A fault as scenarios write it: `ResetAfter(Carried)` is `reset_after`.
fn name(fault: Fault) -> String {
    in_snake_case(crate::tally::kind(fault).split('(').next().unwrap())
}

/// Every kind, by the sandbox's source.
fn all_kinds() -> BTreeSet<String> {
    let (_, kinds) =
        include_str!("../../crates/commerce-sandbox/src/fault/mod.rs").split_once("pub enum Fault {").unwrap();
    let kinds = kinds.lines().take_while(|line| *line != "}").map(str::trim);
    let kinds = kinds.filter(|line| line.starts_with(char::is_uppercase));
    kinds.map(|line| in_snake_case(line.split(['(', ',']).next().unwrap())).collect()
}

fn in_snake_case(name: &str) -> String {
    let mut text = String::new();
    for (place, letter) in name.char_indices() {
        if letter.is_uppercase() && place > 0 {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

const LATE: Fate = Fate::Late(Duration::from_secs(600));
const LOST: [&str; 2] = [
    "sent again, three attempts in all, a second and more apart",
    "never sent again: maybe sent, settled by reading; what reading does not show is for a person",
];
const GAVE_UP: [&str; 2] = [
    "the same; a slow list asks for 30 s with its next attempt",
    "the same: it may still be under way, so the old state settles nothing",
];
const BLOCKED: [&str; 2] = [
    "`EdgeBlocked`: the vendor is not called for 10 min, then the origin once a second; a second vendor's closes the origin",
    "not done, and said so; may be sent when the block is over",
];
const DRIP: [&str; 2] = [
    "read to its end within the attempt's 10 s, else a timeout: sent again",
    "answered in time, else maybe sent: settled by reading",
];
const SKEW: [&str; 2] = [
    "beyond five minutes `SignatureExpired` with the difference of the clocks, never repeated by itself",
    "the same: not done",
];
