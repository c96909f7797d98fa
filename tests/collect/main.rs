//! `daily_collect` as a user runs it: killed in the middle and started again, it counts what one run counts.

#[path = "../probe/programs.rs"]
mod programs;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Starts the example on a sandbox of its own, whose pace (four calls a second) makes a run take some seconds.
fn start(checkpoint: &Path) -> Child {
    let arguments = ["-p", "commerce-examples", "--example", "daily_collect"];
    let program = programs::built("examples", "daily_collect", &arguments);
    let mut command = Command::new(program);
    command.args(["--days", "8", "--checkpoint"]).arg(checkpoint);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// The object on standard output; nothing is drawn when nobody sees it.
fn finished(child: Child) -> Value {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 1);
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What the file says, once it says anything else than before.
fn next_state(file: &Path, before: &Value) -> Value {
    let begun = Instant::now();
    loop {
        assert!(begun.elapsed() < Duration::from_secs(60), "the program saves its state");
        // Written beside and renamed, so it is whole at any moment.
        let state = fs::read(file).map_or(Value::Null, |saved| serde_json::from_slice(&saved).unwrap());
        if state != *before {
            return state;
        }
        sleep(Duration::from_millis(10));
    }
}

#[test]
fn killed_in_the_middle_and_started_again_it_counts_the_same() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (whole, broken) = (directory.join("collect-whole.json"), directory.join("collect-broken.json"));
    for file in [&whole, &broken] {
        let _ = fs::remove_file(file);
    }
    let one_run = start(&whole);
    let mut kills = 0;
    let mut state = Value::Null;
    // Once within the orders, and once within the returns, whose stop requests stand under two statuses.
    for operation in ["orders.list", "returns.list"] {
        let mut run = start(&broken);
        while state["checkpoint"]["scope"]["operation"] != operation {
            state = next_state(&broken, &state);
        }
        run.kill().unwrap();
        kills += usize::from(!run.wait().unwrap().success());
    }
    let resumed = finished(start(&broken));
    assert_eq!((&resumed, kills), (&finished(one_run), 2));
    // By the sandbox's README: 17 orders, 7 returns, 2 exchanges and 2 inquiries a day.
    assert_eq!(resumed["counts"], json!({"orders": 136, "returns": 56, "exchanges": 16, "inquiries": 16}));
    // A finished job has nothing left to do.
    let begun = Instant::now();
    assert_eq!(finished(start(&broken)), resumed);
    assert!(begun.elapsed() < Duration::from_secs(2));
    let text = fs::read_to_string(&broken).unwrap();
    assert!(!text.contains("name") && !text.contains("addr"), "ids and counts only");
}
