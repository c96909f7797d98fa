//! Every cell of the retry table, on paused time, and that each attempt carries a signature of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod common;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use apiwire::decode::DecodeError;
use apiwire::testing::{Reply, Script};
use apiwire::transport::TransportError;
use apiwire::{
    Delivery, Effect, Endpoint, Error, ErrorKind, Family, JsonBody, Read, Repeat, Target, Write, WritePermit,
};
use bytes::Bytes;
use common::{FAMILY, GetThing, PutThing, builder, pipeline, start};
use http::{Method, Response};
use tokio::time::Instant;

const ORIGIN: &str = "https://api.example.com";

fn ok() -> Reply {
    Reply::Json(200, r#"{"code":200}"#.to_owned())
}

fn status(status: u16) -> Reply {
    Reply::Json(status, r#"{"code":"ERROR"}"#.to_owned())
}

fn page(status: u16) -> Reply {
    let mut answer = Response::new(Bytes::from_static(b"<HTML>Access Denied</HTML>"));
    *answer.status_mut() = status.try_into().unwrap();
    Reply::Raw(Box::new(answer))
}

/// Sends once as a read and once as a write, against a script that repeats `reply` and then answers well.
async fn both(reply: &Reply, times: usize) -> [(Result<u64, Error>, usize); 2] {
    let script = || {
        let replies = std::iter::repeat_n(reply.clone(), times).chain([ok()]);
        Script::new(replies)
    };
    let (read, write) = (script(), script());
    let permit = WritePermit::for_([FAMILY]);
    let read_result = pipeline(Arc::new(read.clone()), ORIGIN).send(&GetThing::<false>, None).await;
    let write_result = pipeline(Arc::new(write.clone()), ORIGIN).send(&PutThing, Some(&permit)).await;
    for script in [&read, &write] {
        let requests = script.requests();
        let signatures: HashSet<_> = requests.iter().map(|r| r.headers()["authorization"].clone()).collect();
        assert_eq!(signatures.len(), requests.len(), "every attempt is signed anew");
    }
    [(read_result, read.requests().len()), (write_result, write.requests().len())]
}

fn failed((result, sent): &(Result<u64, Error>, usize)) -> (ErrorKind, Delivery, u32, usize) {
    let error = result.as_ref().expect_err("a failure");
    (error.kind(), error.delivery(), error.attempts(), *sent)
}

#[tokio::test(start_paused = true)]
async fn not_sent_is_retried_for_reads_and_writes_three_attempts_in_all() {
    let refused = Reply::Fail(TransportError::Connect);
    for (result, sent) in both(&refused, 2).await {
        assert_eq!((result.unwrap(), sent), (200, 3));
    }
    for outcome in both(&refused, 3).await {
        assert_eq!(failed(&outcome), (ErrorKind::Connect, Delivery::NotSent, 3, 3));
    }
}

#[tokio::test(start_paused = true)]
async fn maybe_sent_is_retried_for_reads_and_stops_writes() {
    for (reply, kind) in [
        (Reply::Fail(TransportError::Lost), ErrorKind::ConnectionLost),
        (Reply::Fail(TransportError::Timeout), ErrorKind::Timeout),
        (Reply::Truncated, ErrorKind::ConnectionLost),
    ] {
        let [read, write] = both(&reply, 2).await;
        assert_eq!((read.0.unwrap(), read.1), (200, 3));
        assert_eq!(failed(&write), (kind, Delivery::MaybeSent, 1, 1));
        let error = write.0.unwrap_err();
        assert_eq!(error.settled_by(), Some("things.get"));
        assert!(
            error.to_string().ends_with("it may have taken effect: read things.get before doing it again"),
            "{error}"
        );
        let [read, _] = both(&reply, 3).await;
        assert_eq!(failed(&read), (kind, Delivery::MaybeSent, 3, 3));
    }
}

#[tokio::test(start_paused = true)]
async fn no_answer_is_a_timeout_after_ten_seconds() {
    let begun = Instant::now();
    let [read, write] = both(&Reply::Hang, 1).await;
    assert_eq!((read.0.unwrap(), read.1), (200, 2));
    assert_eq!(failed(&write), (ErrorKind::Timeout, Delivery::MaybeSent, 1, 1));
    assert!((21..24).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn unavailable_is_retried_for_reads_and_may_have_been_done_for_writes() {
    for code in [502, 503, 504, 521, 524] {
        let [read, write] = both(&status(code), 2).await;
        assert_eq!((read.0.unwrap(), read.1), (200, 3), "{code}");
        assert_eq!(failed(&write), (ErrorKind::Unavailable, Delivery::MaybeSent, 1, 1), "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_timeout_told_under_another_status_is_no_refusal() {
    let told = Reply::Json(400, "Read timed out".to_owned());
    let [read, write] = both(&told, 2).await;
    assert_eq!((read.0.unwrap(), read.1), (200, 3));
    assert_eq!(failed(&write), (ErrorKind::Unavailable, Delivery::MaybeSent, 1, 1));
    let error = write.0.unwrap_err();
    assert_eq!((error.status(), error.settled_by()), (Some(400), Some("things.get")));
    let [read, _] = both(&told, 3).await;
    assert_eq!(failed(&read), (ErrorKind::Unavailable, Delivery::Answered, 3, 3));
}

/// A vendor that hides failures inside HTTP 200 hides those of its servers there too.
#[tokio::test(start_paused = true)]
async fn a_failure_inside_200_is_a_refusal_unless_it_is_the_vendors_own() {
    let inside = |code: u16| Reply::Json(200, format!("{{\"code\":{code}}}"));
    for code in [500, 504] {
        let [read, write] = both(&inside(code), 2).await;
        assert_eq!((read.0.unwrap(), read.1), (200, 3), "{code}");
        assert_eq!(failed(&write), (ErrorKind::ServerError, Delivery::MaybeSent, 1, 1), "{code}");
        assert_eq!(write.0.unwrap_err().settled_by(), Some("things.get"), "{code}");
    }
    for code in [400, 404, 5000] {
        let [read, write] = both(&inside(code), 1).await;
        assert_eq!(failed(&read), (ErrorKind::Rejected, Delivery::Answered, 1, 1), "{code}");
        assert_eq!(failed(&write), (ErrorKind::Rejected, Delivery::Answered, 1, 1), "{code}");
    }
}

/// Under these a timeout is told, or that it was done before; what is cut off may have been just that.
#[tokio::test(start_paused = true)]
async fn a_refusal_whose_words_did_not_come_may_have_been_a_timeout() {
    let cut = |status: u16| {
        let mut answer = Response::new(Bytes::from_static(b"{\"code\":\"ERROR\",\"message\":\"Read tim"));
        *answer.status_mut() = status.try_into().unwrap();
        Reply::Broken(Box::new(answer))
    };
    for code in [400, 409, 412, 422] {
        let [read, write] = both(&cut(code), 2).await;
        assert_eq!((read.0.unwrap(), read.1), (200, 3), "{code}");
        assert_eq!(failed(&write), (ErrorKind::ConnectionLost, Delivery::MaybeSent, 1, 1), "{code}");
        let error = write.0.unwrap_err();
        assert_eq!((error.status(), error.settled_by()), (Some(code), Some("things.get")));
    }
    for (code, kind) in [
        (302, ErrorKind::EdgeBlocked),
        (401, ErrorKind::KeyRejected),
        (403, ErrorKind::PermissionDenied),
        (404, ErrorKind::NotFound),
        (410, ErrorKind::Retired),
        (423, ErrorKind::Locked),
        (429, ErrorKind::Throttled),
    ] {
        let [_, write] = both(&cut(code), 1).await;
        assert_eq!(failed(&write), (kind, Delivery::Answered, 1, 1), "{code} says it alone");
    }
}

#[tokio::test(start_paused = true)]
async fn a_500_is_tried_once_more_for_reads_only() {
    let [read, write] = both(&status(500), 1).await;
    assert_eq!((read.0.unwrap(), read.1), (200, 2));
    assert_eq!(failed(&write), (ErrorKind::ServerError, Delivery::Answered, 1, 1));
    let [read, _] = both(&status(500), 2).await;
    assert_eq!(failed(&read), (ErrorKind::ServerError, Delivery::Answered, 2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_429_pauses_the_vendor_and_stops_at_once() {
    let permit = WritePermit::for_([FAMILY]);
    for write in [false, true] {
        let script = Script::new([status(429), ok()]);
        let client = pipeline(Arc::new(script.clone()), ORIGIN);
        let begun = Instant::now();
        let send = async || match write {
            true => client.send(&PutThing, Some(&permit)).await,
            false => client.send(&GetThing::<false>, None).await,
        };
        let first = send().await.unwrap_err();
        assert_eq!((first.kind(), first.delivery(), first.attempts()), (ErrorKind::Throttled, Delivery::Answered, 1));
        assert_eq!(first.until(), Some(start() + Duration::from_secs(60)));
        let second = send().await.unwrap_err();
        assert_eq!(
            (second.kind(), second.delivery(), begun.elapsed()),
            (ErrorKind::Throttled, Delivery::NotSent, Duration::ZERO)
        );
        assert_eq!(second.retry_after(), Some(Duration::from_secs(60)));
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(send().await.unwrap(), 200);
        assert_eq!(script.requests().len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn refusals_stop_at_once() {
    for (reply, kind) in [
        (page(302), ErrorKind::EdgeBlocked),
        (page(403), ErrorKind::EdgeBlocked),
        (status(400), ErrorKind::BadRequest),
        (status(401), ErrorKind::KeyRejected),
        (status(403), ErrorKind::PermissionDenied),
        (status(404), ErrorKind::NotFound),
        (status(410), ErrorKind::Retired),
        (status(412), ErrorKind::NotActivated),
        (status(418), ErrorKind::UnexpectedStatus),
        (status(423), ErrorKind::Locked),
        (status(501), ErrorKind::UnexpectedStatus),
        (Reply::Json(200, r#"{"code":400}"#.to_owned()), ErrorKind::Rejected),
    ] {
        for outcome in both(&reply, 1).await {
            assert_eq!(failed(&outcome), (kind, Delivery::Answered, 1, 1));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_good_status_with_garbage_may_have_done_the_write() {
    for garbage in ["", "<html>", "{\"code\":"] {
        let [read, write] = both(&Reply::Json(200, garbage.to_owned()), 1).await;
        assert_eq!(failed(&read), (ErrorKind::Decode, Delivery::Answered, 1, 1));
        assert_eq!(failed(&write), (ErrorKind::Decode, Delivery::MaybeSent, 1, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_list_asks_for_more_time_after_a_timeout_of_the_vendor_and_only_then() {
    let asked = |script: &Script| {
        let requests = script.requests();
        requests.iter().map(|request| request.headers().contains_key("x-extended-timeout")).collect::<Vec<_>>()
    };
    for timeout in [status(504), Reply::Json(412, "Request timed out".to_owned())] {
        let script = Script::new([timeout.clone(), Reply::Hang, ok()]);
        let begun = Instant::now();
        let client = pipeline(Arc::new(script.clone()), ORIGIN);
        assert_eq!(client.send(&GetThing::<true>, None).await.unwrap(), 200);
        assert_eq!(asked(&script), [false, true, true]);
        assert_eq!(script.requests()[1].headers()["x-extended-timeout"], "30000");
        assert!((37..41).contains(&begun.elapsed().as_secs()), "one attempt of 35 s: {:?}", begun.elapsed());

        let script = Script::new([timeout, ok()]);
        pipeline(Arc::new(script.clone()), ORIGIN).send(&GetThing::<false>, None).await.unwrap();
        assert_eq!(asked(&script), [false, false]);
    }
    let script = Script::new([status(503), ok()]);
    pipeline(Arc::new(script.clone()), ORIGIN).send(&GetThing::<true>, None).await.unwrap();
    assert_eq!(asked(&script), [false, false]);
}

#[tokio::test(start_paused = true)]
async fn the_total_deadline_ends_the_call_with_what_happened_last() {
    let script = Script::new([Reply::Hang, Reply::Hang, Reply::Hang]);
    let begun = Instant::now();
    let times = apiwire::Times::default().with_limits(Duration::from_secs(10), Duration::from_secs(15));
    let client = builder(Arc::new(script.clone()), ORIGIN).times(times).build();
    let error = client.send(&GetThing::<false>, None).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery(), script.requests().len()), (ErrorKind::Timeout, Delivery::MaybeSent, 2));
    assert_eq!(begun.elapsed(), Duration::from_secs(15));
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_up_to_a_cap() {
    for (asked, at_least, below) in
        [("3", 3, 4), ("9999", 20, 21), ("soon", 1, 2), ("Mon, 02 Mar 2026 00:15:09 GMT", 5, 6)]
    {
        let mut answer = Response::new(Bytes::new());
        *answer.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
        answer.headers_mut().insert("retry-after", asked.parse().unwrap());
        let begun = Instant::now();
        let script = Script::new([Reply::Raw(Box::new(answer)), ok()]);
        pipeline(Arc::new(script), ORIGIN).send(&GetThing::<false>, None).await.unwrap();
        let waited = begun.elapsed().as_secs();
        assert!((at_least..below).contains(&waited), "{asked}: {waited}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_needs_a_live_permit_for_its_family_before_every_attempt() {
    let other = WritePermit::for_([apiwire::Family::new("others")]);
    let permit = WritePermit::for_([FAMILY]);
    let script = Script::new([Reply::Fail(TransportError::Connect), ok()]);
    let client = pipeline(Arc::new(script.clone()), ORIGIN);
    for none in [None, Some(&other)] {
        let error = client.send(&PutThing, none).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery(), error.attempts()), (ErrorKind::NotPermitted, Delivery::NotSent, 0));
    }
    assert!(script.requests().is_empty());
    // The permit falls between the first attempt and the second.
    let (handed_out, revoked) = (permit.clone(), permit);
    let call = async { client.send(&PutThing, Some(&handed_out)).await };
    let fall = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        revoked.revoke();
    };
    let (result, ()) = tokio::join!(call, fall);
    assert_eq!((result.unwrap_err().kind(), script.requests().len()), (ErrorKind::NotPermitted, 1));
}

#[tokio::test(start_paused = true)]
async fn joined_permits_fall_one_by_one_and_every_refusal_is_told() {
    let (ours, other) = (WritePermit::for_([FAMILY]), WritePermit::for_([apiwire::Family::new("others")]));
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let watch = Arc::clone(&told);
    let joined = WritePermit::any_of([other.clone(), ours.clone()])
        .on_refusal(move |family| watch.lock().unwrap().push(family.name()));
    let script = Script::new([ok(), ok(), ok()]);
    let client = pipeline(Arc::new(script.clone()), ORIGIN);
    other.revoke();
    client.send(&PutThing, Some(&joined)).await.unwrap();
    assert!(told.lock().unwrap().is_empty());
    ours.revoke();
    let error = client.send(&PutThing, Some(&joined)).await.unwrap_err();
    assert_eq!((error.kind(), script.requests().len()), (ErrorKind::NotPermitted, 1));
    // Asking is no attempt.
    assert!(!joined.opens(FAMILY));
    // Also of a stopped client, whose error says that it is stopped.
    client.stop("paused");
    let error = client.send(&PutThing, Some(&joined)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped);
    assert_eq!(*told.lock().unwrap(), [FAMILY.name(), FAMILY.name()]);
}

#[tokio::test(start_paused = true)]
async fn a_stopped_client_sends_nothing_more_and_neither_do_its_clones() {
    let script = Script::new([ok(), ok()]);
    let client = pipeline(Arc::new(script.clone()), ORIGIN);
    let clone = client.clone();
    clone.send(&GetThing::<false>, None).await.unwrap();
    client.stop("key revoked");
    let error = clone.send(&GetThing::<false>, None).await.unwrap_err();
    assert_eq!((error.kind(), script.requests().len()), (ErrorKind::Stopped, 1));
    assert!(error.to_string().contains("key revoked"));
}

#[tokio::test(start_paused = true)]
async fn the_exchange_log_has_one_record_per_attempt() {
    let records = Arc::new(std::sync::Mutex::new(Vec::new()));
    let sink = Arc::clone(&records);
    let script = Script::new([status(503), ok()]);
    let client = pipeline(Arc::new(script), ORIGIN)
        .with_sink(Arc::new(move |exchange: &apiwire::log::Exchange| sink.lock().unwrap().push(exchange.clone())))
        .with_log_scope("connection-7");
    client.send(&GetThing::<false>, None).await.unwrap();
    let records = records.lock().unwrap();
    let seen: Vec<_> = records.iter().map(|r| (r.operation, r.method, r.status, r.error, r.attempt)).collect();
    let expected =
        [("things.get", "GET", Some(503), Some(ErrorKind::Unavailable), 1), ("things.get", "GET", Some(200), None, 2)];
    assert_eq!(seen, expected);
    assert!(records.iter().all(|r| r.scope.as_deref() == Some("connection-7")));
}

/// A call by any method, under any of the two names, with or without the declaration that the vendor reads by POST.
struct Mislabelled<E, const POSTS: bool, const DECLARED: bool>(std::marker::PhantomData<E>);

impl<E: Effect, const POSTS: bool, const DECLARED: bool> Endpoint for Mislabelled<E, POSTS, DECLARED> {
    type Output = ();
    type Effect = E;
    const NAME: &'static str = "things.post";
    const METHOD: Method = if POSTS { Method::POST } else { Method::GET };
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const READ_BY_POST: bool = DECLARED;

    fn target(&self) -> Target {
        Target::new("/things")
    }

    fn body(&self) -> Option<JsonBody> {
        POSTS.then(|| JsonBody::new(&serde_json::json!({ "ids": [7] })))
    }

    fn decode(&self, _body: &[u8]) -> Result<(), DecodeError> {
        Ok(())
    }
}

async fn sent<E: Effect, const POSTS: bool, const DECLARED: bool>(script: &Script) -> Result<(), Error> {
    let endpoint = Mislabelled::<E, POSTS, DECLARED>(std::marker::PhantomData);
    pipeline(Arc::new(script.clone()), ORIGIN).send(&endpoint, None).await
}

#[tokio::test(start_paused = true)]
async fn a_read_that_posts_is_not_sent_unless_the_vendor_reads_so() {
    let script = Script::new([ok()]);
    for refused in [
        sent::<Read, true, false>(&script).await,
        sent::<Read, false, true>(&script).await,
        sent::<Write, true, true>(&script).await,
    ] {
        let error = refused.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Configuration, Delivery::NotSent));
    }
    assert!(script.requests().is_empty());
    sent::<Read, true, true>(&script).await.unwrap();
    assert_eq!(script.requests()[0].method(), Method::POST);
}

#[tokio::test(start_paused = true)]
async fn a_declared_read_by_post_is_repeated_as_a_read_with_its_body() {
    let script = Script::new([Reply::Fail(TransportError::Lost), status(503), ok()]);
    sent::<Read, true, true>(&script).await.unwrap();
    let bodies: Vec<_> = script.requests().iter().map(|request| request.body().clone()).collect();
    assert_eq!(bodies, vec![Bytes::from_static(br#"{"ids":[7]}"#); 3]);
    let script = Script::new([Reply::Fail(TransportError::Lost), ok()]);
    let error = sent::<Write, true, false>(&script).await.unwrap_err();
    assert_eq!((error.delivery(), script.requests().len()), (Delivery::MaybeSent, 1));
}
