//! The proof bites: a run that does it wrong on purpose fails, and says how to see it again.

use std::process::Command;

/// Runs the days of this very binary with these variables; whether they passed, and what was printed.
fn days(variables: &[(&str, &str)]) -> (bool, String) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for name in ["PROOF_SEED", "PROOF_SEEDS", "PROOF_FIRST", "PROOF_MINUTES", "PROOF_BROKEN"] {
        command.env_remove(name);
    }
    let output = command.args(["days", "--exact", "--nocapture"]).envs(variables.iter().copied()).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

/// The variables of the command that a failure prints, and what it says is wrong.
fn replay(printed: &str) -> (Vec<(&str, &str)>, Vec<&str>) {
    let (before, line) = printed.split_once("replay it with its story: ").expect(printed);
    let (variables, command) = line.lines().next().unwrap().split_once(" cargo ").unwrap();
    assert_eq!(command, "test -p workspace-tests --test proof days -- --nocapture");
    let wrong = before.rsplit_once(" went wrong:").unwrap().1.lines().filter(|line| line.starts_with("  ")).collect();
    (variables.split(' ').map(|variable| variable.split_once('=').unwrap()).collect(), wrong)
}

#[track_caller]
fn is_caught(broken: &str, wrong: &str) {
    let (passed, printed) = days(&[("PROOF_BROKEN", broken), ("PROOF_SEEDS", "200")]);
    assert!(!passed, "{printed}");
    let (variables, told) = replay(&printed);
    assert!(told.iter().any(|line| line.contains(wrong)), "{told:?}");
    // The line that it prints shows the same again, and this time the whole story.
    let (passed, again) = days(&variables);
    assert!(!passed && again.contains("round of 6 o'clock"), "{again}");
    assert_eq!(replay(&again), (variables, told));
}

#[test]
fn giving_money_back_again_when_in_doubt_is_caught() {
    is_caught("refunds_again", "refunds of [");
}

#[test]
fn more_than_four_calls_a_second_are_caught_at_the_grant() {
    is_caught("hurries", "grants within 1s, 4 are allowed");
}
