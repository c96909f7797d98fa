//! A program that is killed while it writes leaves the old or the new vault, never half of one.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod shop;

use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use coupang_connect::{Entry, FileVault, Vault};

/// Where the child keeps its vault.
const PLACE: &str = "VAULT_OF_THE_CRASHING_CHILD";

const KILLS: usize = 200;

fn vault(directory: &Path) -> FileVault {
    FileVault::with_key_file(directory.join("vault.age"), directory.join("vault.key")).unwrap()
}

fn only_entry(vault: &FileVault) -> Entry {
    let [entry] = vault.list().unwrap().try_into().unwrap();
    entry
}

/// The number that the last complete write left.
fn number(entry: &Entry) -> u64 {
    entry.last_verified.unwrap_or(UNIX_EPOCH).duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn moment(number: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(number)
}

#[test]
fn two_hundred_kills_leave_the_old_or_the_new_file() {
    let directory = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let shop = shop::Shop::open();
        let connections = shop.open_with(shop.builder(std::sync::Arc::new(vault(directory.path())))).await;
        // Refused, so that it stays at number 0.
        connections.connect(shop::wrong_form()).await.unwrap();
    });
    let (mut last, mut survivors) = (0, 0);
    for kill in 0..KILLS {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "the_child_that_is_killed", "--nocapture"])
            .env(PLACE, directory.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        // It has begun to write: from here on it is killed at any moment.
        let first: u64 =
            said.find_map(|line| line.unwrap().strip_prefix("wrote ").map(|n| n.parse().unwrap())).unwrap();
        assert_eq!(first, last + 1, "after kill {kill} it goes on where the file stood");
        thread::sleep(Duration::from_micros(fastrand::u64(0..20_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let told = said.filter_map(|line| line.ok()?.strip_prefix("wrote ")?.parse().ok()).last().unwrap_or(first);
        let found = number(&only_entry(&vault(directory.path())));
        assert!(found == told || found == told + 1, "kill {kill}: told {told}, found {found}");
        survivors += usize::from(directory.path().join("vault.age.new").exists());
        last = found;
    }
    assert!(last > 200, "it was writing: {last}");
    assert!(survivors > 0, "some kills came in the middle of a write");
}

/// Writes one number after the other until it is killed; nothing when it is run as a test.
#[test]
fn the_child_that_is_killed() {
    use std::io::Write;
    let Some(place) = env::var_os(PLACE) else { return };
    let vault = vault(Path::new(&place));
    let entry = only_entry(&vault);
    for next in number(&entry) + 1.. {
        vault.mark_verified(&entry.reference, moment(next)).unwrap();
        writeln!(std::io::stdout(), "wrote {next}").unwrap();
    }
}
