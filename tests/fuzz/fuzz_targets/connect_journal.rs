//! Any bytes as the file of a journal: every line counts, as one that was read or as one that was not, and what was read is
//! the same after being written.
#![no_main]

use std::fs;
use std::sync::OnceLock;

use coupang_connect::{Journal, Line, Rotation};
use coupang_wing::calendar::KstDate;
use libfuzzer_sys::fuzz_target;
use std::time::UNIX_EPOCH;
use tempfile::TempDir;

#[path = "../shared/planted.rs"]
mod planted;

fuzz_target!(|bytes: &[u8]| {
    static PLACE: OnceLock<TempDir> = OnceLock::new();
    let directory = PLACE.get_or_init(|| tempfile::tempdir().expect("a directory")).path();
    fs::write(directory.join("connect.jsonl"), bytes).expect("a file");
    let journal = Journal::in_directory(directory, Rotation::default());

    let texts: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').filter(|text| !text.is_empty()).collect();
    let lines: Vec<Line> = texts.iter().filter_map(|text| serde_json::from_slice(text).ok()).collect();
    for line in &lines {
        // A moment before the calendar of what we write with is not written; it can be read all the same.
        let Ok(written) = serde_json::to_vec(line) else { continue };
        let again: Line = serde_json::from_slice(&written).expect("our own line");
        assert_eq!((&again.connection, &again.what), (&line.connection, &line.what));
        let millis =
            |line: &Line| line.at.duration_since(UNIX_EPOCH).map(|since| since.as_millis()).unwrap_or_default();
        assert_eq!(millis(&again), millis(line));
    }
    let unreadable = u64::try_from(texts.len() - lines.len()).expect("a count");
    for line in &lines {
        let date = KstDate::at(line.at);
        let day = journal.day(&line.connection, date);
        assert_eq!(day.unreadable, unreadable);
        let of_day = lines.iter().filter(|other| other.connection == line.connection && KstDate::at(other.at) == date);
        assert_eq!(day.exchanges + u64::try_from(day.events.len()).expect("a count"), of_day.count() as u64);
        assert_eq!(day.operations.iter().map(|operation| operation.exchanges).sum::<u64>(), day.exchanges);
    }
    let failed =
        lines.iter().filter(|line| line.at >= UNIX_EPOCH && line.exchange().is_some_and(|line| line.error.is_some()));
    assert_eq!(journal.failed_since(UNIX_EPOCH), failed.count() as u64);
    planted::silent(&journal);
});
