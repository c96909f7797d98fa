//! The example `claims_inbox` as a user runs it: every open claim of the sandbox under a next step, ids and nobody's name.

#[path = "../probe/programs.rs"]
mod programs;

use std::process::Command;

use commerce_sandbox::coupang::ClaimKind;

/// What stands under a title, as steps and their ids.
fn under<'o>(out: &'o str, title: &str) -> (usize, Vec<(&'o str, Vec<&'o str>)>) {
    let mut lines = out.lines().skip_while(|line| !line.starts_with(title));
    let count = lines.next().unwrap().rsplit_once(' ').unwrap().1.parse().unwrap();
    let steps = lines.take_while(|line| line.starts_with("  ")).map(|line| {
        let (step, rest) = line.trim_start().split_once(": ").unwrap();
        let (count, ids) = rest.trim_end_matches(')').split_once(" (").unwrap();
        let ids: Vec<&str> = ids.split(", ").collect();
        assert_eq!(count, ids.len().to_string());
        (step, ids)
    });
    (count, steps.collect())
}

#[test]
fn every_open_claim_stands_under_its_next_step() {
    let program =
        programs::built("examples", "claims_inbox", &["-p", "commerce-examples", "--example", "claims_inbox"]);
    let output = Command::new(program).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let out = String::from_utf8(output.stdout).unwrap();
    let week = |kinds: &[ClaimKind]| -> usize {
        kinds.iter().map(|kind| 7 * usize::try_from(kind.default_claims_per_day()).unwrap()).sum()
    };

    let (cancelled, steps) = under(&out, "Cancelled orders");
    assert_eq!(cancelled, week(&[ClaimKind::Cancelled]));
    assert!(steps.len() == 1 && steps[0].0 == "do not ship", "{out}");

    let (returns, steps) = under(&out, "Open returns");
    let expected = [
        ("approve the refund", ClaimKind::ReturnArrived),
        ("confirm the goods when they are back", ClaimKind::ReturnRequested),
        ("stop the parcel, or say that it has left", ClaimKind::StopRequested),
        ("wait for Coupang", ClaimKind::CheckRequested),
    ];
    assert_eq!(returns, week(&expected.map(|(_, kind)| kind)), "a stop request counts once");
    let found: Vec<(&str, usize)> = steps.iter().map(|(step, ids)| (*step, ids.len())).collect();
    assert_eq!(found, expected.map(|(step, kind)| (step, week(&[kind]))));

    // An exchange stands at any of seven stations, of which three are its end; which one depends on the day.
    let (exchanges, steps) = under(&out, "Open exchanges");
    let open = [
        "have the old goods collected",
        "wait for the old goods",
        "send the new goods",
        "wait until the new goods arrive",
    ];
    assert!(steps.iter().all(|(step, _)| open.contains(step)), "{out}");
    assert!(exchanges <= week(&[ClaimKind::Exchange]));
    assert_eq!(exchanges, steps.iter().map(|(_, ids)| ids.len()).sum::<usize>());

    assert!(out.is_ascii(), "no name, no address: {out}");
}
