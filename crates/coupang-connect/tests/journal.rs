//! What the journal keeps, and what it says when it cannot.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is how a test fails")]

mod shop;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY};
use coupang_connect::{Connection, Connections, Event, Journal, MemoryVault, Rotation, State};
use coupang_wing::calendar::KstDate;
use shop::{Shop, form, noon, read_orders};

async fn connected(shop: &Shop, journal: Journal) -> (Connections, Connection) {
    let connections = shop.open_with(shop.builder(Arc::new(MemoryVault::new())).journal(journal)).await;
    let status = connections.connect(form()).await.unwrap();
    assert_eq!(status.state, State::Active);
    let connection = connections.get(&status.connection).unwrap();
    (connections, connection)
}

fn read(directory: &Path, name: &str) -> String {
    fs::read_to_string(directory.join(name)).unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn the_day_of_a_connection_is_told_in_counts_and_kinds_from_files_and_from_memory() {
    let directory = tempfile::tempdir().unwrap();
    for journal in [Journal::memory(), Journal::in_directory(directory.path(), Rotation::default())] {
        let shop = Shop::open();
        let (connections, connection) = connected(&shop, journal).await;
        shop.refuse(401, r#"{"message":"Invalid signature. 홍길동"}"#);
        assert!(read_orders(&connection.client().unwrap()).await.is_err());
        let (journal, today) = (connections.journal(), KstDate::at(noon()));
        let day = journal.day(connection.id(), today);
        // Six order lists, four return lists, one of exchanges and two of inquiries; and the one that failed.
        assert_eq!((day.exchanges, day.failed, day.unreadable), (14, 1, 0));
        let orders = day.operations.iter().find(|operation| operation.operation == "orders.list").unwrap();
        // 3 + 1 + 2 + 4 + 6 + 1 order sheets: what a day of the sandbox holds.
        assert_eq!((orders.exchanges, orders.rows, orders.errors["invalid_signature"]), (7, 17, 1));
        let events: Vec<Event> = day.events.iter().map(|(_, audit)| audit.event).collect();
        assert_eq!(events, [Event::Connected, Event::Active, Event::Paused]);
        assert_eq!(journal.failed_since(noon()), 1);
        assert_eq!(journal.failed_since(noon() + Duration::from_secs(3600)), 0);
        assert_eq!(journal.day(connection.id(), today.plus_days(1)).exchanges, 0);
        assert_eq!(journal.trouble(), None);
    }
    let lines = read(directory.path(), "connect.jsonl");
    assert_eq!(lines.lines().count(), 17);
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(
            line["at"].as_str().unwrap().starts_with("2026-03-02T12:00:0")
                && line["at"].as_str().unwrap().ends_with("+09:00")
        );
        assert!(line["connection"].as_str().unwrap().starts_with("conn_"));
    }
    for needle in [DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, "A00012345", "홍길동", "vendors"] {
        assert!(!lines.contains(needle), "{needle}");
    }
}

#[tokio::test(start_paused = true)]
async fn files_are_put_aside_when_they_are_full_and_the_oldest_goes() {
    let directory = tempfile::tempdir().unwrap();
    let rotation = Rotation { bytes: 2_000, older_files: 2 };
    let shop = Shop::open();
    let (_connections, connection) = connected(&shop, Journal::in_directory(directory.path(), rotation)).await;
    for _ in 0..5 {
        connection.verify().await.unwrap();
    }
    let mut names: Vec<_> = fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| (entry.as_ref().unwrap().file_name(), entry.unwrap().metadata().unwrap().len()))
        .collect();
    names.sort();
    let sizes: Vec<u64> = names.iter().map(|(_, size)| *size).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(sizes.iter().all(|size| (1..=2_000).contains(size)), "{names:?}");
    // Oldest first, without a gap between the files.
    let at = |name: &str| {
        let text = read(directory.path(), name);
        let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        first["at"].as_str().unwrap().to_owned()
    };
    assert!(at("connect.2.jsonl") <= at("connect.1.jsonl") && at("connect.1.jsonl") <= at("connect.jsonl"));
}

#[tokio::test(start_paused = true)]
async fn a_line_cut_by_a_crash_is_counted_and_swallows_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("connect.jsonl");
    fs::write(&path, "{\"at\":\"2026-03-02T11:59:59+09:00\",\"connec").unwrap();
    let shop = Shop::open();
    let journal = Journal::in_directory(directory.path(), Rotation::default());
    let (connections, connection) = connected(&shop, journal).await;
    let day = connections.journal().day(connection.id(), KstDate::at(noon()));
    assert_eq!((day.exchanges, day.events.len(), day.unreadable), (13, 2, 1));
}

#[cfg(target_os = "linux")]
#[tokio::test(start_paused = true)]
async fn a_full_disk_stops_no_connection_and_is_told() {
    let directory = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/dev/full", directory.path().join("connect.jsonl")).unwrap();
    let shop = Shop::open();
    let journal = Journal::in_directory(directory.path(), Rotation::default());
    let (connections, connection) = connected(&shop, journal).await;
    let trouble = connections.journal().trouble().unwrap();
    assert_eq!((trouble.kind, trouble.lines), (ErrorKind::StorageFull, 15));
    // What could not be written is still told from memory.
    let day = connections.journal().day(connection.id(), KstDate::at(noon()));
    assert_eq!((day.exchanges, day.events.len()), (13, 2));
}

#[tokio::test(start_paused = true)]
async fn a_listener_hears_of_every_line() {
    let shop = Shop::open();
    let connections = shop.connections().await;
    let mut listener = connections.journal().listen();
    let status = connections.connect(form()).await.unwrap();
    let first = listener.next().await.unwrap();
    assert_eq!(first.audit().map(|audit| audit.event), Some(Event::Connected));
    let second = listener.next().await.unwrap();
    assert_eq!(second.exchange().map(|exchange| exchange.operation.as_str()), Some("orders.list"));
    assert_eq!((second.connection, second.at), (status.connection, noon()));
}
