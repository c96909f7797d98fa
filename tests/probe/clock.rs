//! A clock that is wrong: the probe measures it, and says so where it matters.

use std::time::Duration;

use live_probe::{Connection, Plan, Target, probe};
use serde_json::json;
use time::OffsetDateTime;
use time::macros::format_description;
use wiremock::{Request, Respond, ResponseTemplate};

use coupang_wing::apiwire::Times;
use coupang_wing::{Config, Wing};

use crate::support::{ACCESS_KEY, Run, SECRET_KEY, VENDOR, all, always, page, refusal};

/// An answer whose `Date` header is so many seconds behind this machine's clock.
struct Behind(i64, ResponseTemplate);

impl Respond for Behind {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let form =
            format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
        let date = (OffsetDateTime::now_utc() - time::Duration::seconds(self.0)).format(&form).unwrap();
        self.1.clone().insert_header("date", date.as_str())
    }
}

/// A header has whole seconds, and an answer takes its time.
fn about(told: i64, expected: i64) -> bool {
    (told - expected).abs() < 2_000
}

#[tokio::test]
async fn a_clock_seven_minutes_ahead_is_measured() {
    let (behind, ahead) = (always(Behind(420, page(0, ""))).await, always(Behind(-420, page(0, ""))).await);
    let runs = all([&behind, &ahead].map(|server| Run::with(&["--json"]).keys().at(&server.uri()))).await;
    for (ran, expected) in runs.into_iter().zip([420_000, -420_000]) {
        let skew = ran.json()["clock_skew_ms"].as_i64().unwrap();
        assert!(about(skew, expected), "{skew} is not about {expected}");
    }
}

#[tokio::test]
async fn a_clock_that_is_right_shows_no_difference() {
    let report = Run::with(&["--json"]).go().await.json();
    assert!(about(report["clock_skew_ms"].as_i64().unwrap(), 0), "{report}");
}

#[tokio::test]
async fn an_expired_signature_is_shown_with_the_difference_of_the_clocks() {
    let server = always(Behind(420, refusal(401, "Specified signature is expired."))).await;
    let run = |args: &[&str]| Run::with(args).keys().at(&server.uri()).go();
    let report = run(&["--json"]).await.json();
    assert_eq!(report["reason"], json!("signature_expired"));
    assert!(about(report["clock_skew_ms"].as_i64().unwrap(), 420_000), "{report}");

    for lang in ["--lang=en", "--lang=ko"] {
        let ran = run(&[lang]).await;
        let numbers = ran.out.split(|letter: char| !letter.is_ascii_digit()).filter_map(|n| n.parse::<i64>().ok());
        assert!(numbers.into_iter().any(|number| about(number, 420_000)), "the difference is shown: {}", ran.out);
        assert!(ran.out.contains("signature_expired"), "{}", ran.out);
    }
}

/// Through the library, with short limits: the program's own would take half a minute.
#[tokio::test]
async fn a_service_that_does_not_answer_in_time_is_a_timeout() {
    let server = always(page(0, "").set_delay(Duration::from_secs(60))).await;
    let config = Config::new(VENDOR, ACCESS_KEY.to_owned(), SECRET_KEY.to_owned()).unwrap();
    let times = Times::default().with_limits(Duration::from_millis(100), Duration::from_secs(20));
    let wing = Wing::builder(config).loopback(&server.uri()).unwrap().times(times).build().unwrap();
    let report = probe(&wing, Target::Live, &Plan::default()).await;
    assert_eq!(report.connection, Connection::Paused);
    assert_eq!(serde_json::to_value(&report).unwrap()["reason"], "timeout");
    assert_eq!(report.requests, 3, "a read is tried three times");
}
