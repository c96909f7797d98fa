//! What nobody reads: the password of the server, and whose calls these are.

use apiwire::governor::{Limits, Report, Store};
use apiwire_redis::{ConnectError, RedisStore};

use crate::server::Server;
use crate::subject::{prefix, raw, scope, store};

const PASSWORD: &str = "canary-password-4f1d7c52";

#[tokio::test]
async fn neither_debug_nor_an_error_shows_the_url() {
    let mut shown = Vec::new();
    for url in [
        format!("http://user:{PASSWORD}@127.0.0.1:1"),
        format!("redis://user:{PASSWORD}@127.0.0.1:port"),
        format!("redis://user:{PASSWORD}@127.0.0.1:1/#insecure"),
        format!("rediss://user:{PASSWORD}@127.0.0.1:1/#insecure"),
        PASSWORD.to_owned(),
    ] {
        let error = RedisStore::connect(&url).await.unwrap_err();
        assert_eq!(error, ConnectError::Url, "{url}");
        shown.push(format!("{error} {error:?}"));
    }
    let store = RedisStore::new(&format!("redis://user:{PASSWORD}@127.0.0.1:1")).unwrap();
    let error = store.check().await.unwrap_err();
    assert_eq!(error, ConnectError::Unreachable);
    shown.push(format!("{store:?} {error} {error:?}"));
    assert!(shown.iter().all(|text| !text.contains("canary") && !text.contains("127.0.0.1")), "{shown:#?}");
    assert!(shown.last().unwrap().contains("apiwire1"), "the prefix may be read");
}

#[tokio::test]
async fn a_wrong_password_is_told_from_a_server_that_is_away() {
    let Some(server) = Server::own(&["--requirepass", PASSWORD]) else { return };
    let url = |password: &str| server.url().replace("redis://", &format!("redis://:{password}@"));
    let refused = RedisStore::connect(&url("another")).await.unwrap_err();
    assert_eq!(refused, ConnectError::Refused);
    assert_eq!(RedisStore::connect(server.url()).await.unwrap_err(), ConnectError::Refused);
    RedisStore::connect(&url(PASSWORD)).await.unwrap();
}

#[tokio::test]
async fn the_server_holds_no_sellers_id() {
    let Some(server) = Server::any() else { return };
    let (prefix, seller) = (prefix(), scope("A00012345"));
    let store = store(&server, &prefix);
    store.acquire(&seller, &Limits::default()).await.unwrap();
    store.settle(&seller, &Limits::default(), apiwire::governor::Ticket(1), Report::EdgeBlocked).await.unwrap();
    let mut redis = raw(&server).await;
    let keys: Vec<String> = redis::cmd("KEYS").arg(format!("{prefix}:*")).query_async(&mut redis).await.unwrap();
    assert_eq!(keys.len(), 3, "the origin, who saw the block, and the vendor: {keys:?}");
    for key in keys {
        let held: Vec<u8> = redis::cmd("DUMP").arg(&key).query_async(&mut redis).await.unwrap();
        let text = format!("{key} {}", String::from_utf8_lossy(&held));
        assert!(!text.contains("12345") && !text.contains("example"), "{text}");
    }
}
