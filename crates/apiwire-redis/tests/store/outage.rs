//! A server that is away, and one that is back.

use std::net::{Ipv4Addr, TcpListener};
use std::time::{Duration, Instant};

use apiwire::governor::{Decision, Report, Store, StoreUnreachable, Why};
use apiwire_redis::{ConnectError, QUIET, RedisStore};

use crate::fleet::limits;
use crate::server::Server;
use crate::subject::{age, prefix, raw, scope};

#[tokio::test]
async fn what_could_not_be_told_is_told_when_the_server_is_back() {
    let Some(mut server) = Server::own(&[]) else { return };
    let (prefix, port) = (prefix(), server.port());
    let store = RedisStore::connect(server.url()).await.unwrap().with_prefix(prefix.clone());
    let acquire = || async { store.acquire(&scope("A1"), &limits()).await };
    assert!(matches!(acquire().await, Ok(Decision::Wait(_))));
    age(&mut raw(&server).await, &prefix, QUIET).await;
    let Ok(Decision::Granted(ticket)) = acquire().await else { panic!("a grant") };

    server.kill();
    let told = store.settle(&scope("A1"), &limits(), ticket, Report::Throttled(None)).await;
    assert_eq!(told, Err(StoreUnreachable));
    assert_eq!(acquire().await, Err(StoreUnreachable));
    assert_eq!(store.check().await, Err(ConnectError::Unreachable));

    let server = Server::start_at(port, &[]).expect("the server is back");
    let begun = Instant::now();
    loop {
        assert!(begun.elapsed() < Duration::from_secs(60), "the 429 is told");
        match acquire().await {
            Ok(Decision::Refused(wait, why)) => {
                assert!(why == Why::Throttled && wait <= Duration::from_secs(60), "{wait:?} {why:?}");
                break;
            }
            // It has lost its memory, so it is quiet first.
            Ok(Decision::Wait(quiet)) => assert!(quiet <= QUIET, "{quiet:?}"),
            Ok(granted) => panic!("{granted:?}"),
            Err(StoreUnreachable) => {}
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    drop(server);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_answers_costs_the_time_limit_and_is_left_alone_for_a_moment() {
    // It takes the connection and says nothing.
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("redis://{}", silent.local_addr().unwrap());
    let limit = Duration::from_millis(300);
    let store = RedisStore::new(&url).unwrap().with_time_limit(limit);
    for _ in 0..3 {
        let begun = tokio::time::Instant::now();
        assert_eq!(store.acquire(&scope("A1"), &limits()).await, Err(StoreUnreachable));
        assert_eq!(begun.elapsed(), limit, "and not the client's own time-outs");
        assert_eq!(store.check().await, Err(ConnectError::Unreachable));
        assert_eq!(begun.elapsed(), limit, "it is not even asked");
        tokio::time::advance(Duration::from_millis(500)).await;
    }
}

#[test]
fn without_a_runtime_a_dropped_call_is_left_to_its_lease() {
    let store = RedisStore::new("redis://127.0.0.1:1").unwrap();
    store.abandon(&scope("A1"), apiwire::governor::Ticket(1));
}
