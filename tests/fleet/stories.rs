//! What happens to a fleet.

use std::sync::Arc;
use std::time::Duration;

use apiwire::ErrorKind;
use apiwire::governor::{Governor, Limits};
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR};
use coupang_wing::calendar::KstDate;
use coupang_wing::orders::{OrderQuery, OrderStatus};
use coupang_wing::{Config, Wing};

use crate::member::Member;
use crate::server::Server;
use crate::world::{Process, Sandbox};

pub const STORIES: [(&str, fn()); 4] = [
    ("four_processes_share_one_budget_and_go_on_without_one_that_is_killed", four_processes_share_one_budget),
    ("what_a_killed_process_held_comes_back", what_a_killed_process_held_comes_back),
    ("without_the_server_each_makes_one_call_a_second_and_then_they_share_again", without_the_server),
    ("a_429_that_one_process_sees_silences_all", a_429_silences_all),
];

fn four(member: &Member) -> Vec<Process> {
    (0..4).map(|_| Process::start(&mut member.command())).collect()
}

fn four_processes_share_one_budget() {
    let (sandbox, redis) = (Sandbox::open(), Server::any().unwrap());
    let mut fleet = four(&Member::new(&sandbox.url, redis.url()));
    for member in &fleet {
        member.wait_for("ok", 3);
    }
    let mut killed = fleet.remove(0);
    killed.kill();
    for member in &fleet {
        member.wait_for_more("ok", 3);
        assert_eq!(member.lines(), ["ok"], "nothing failed, nobody warned");
    }
    sandbox.was_never_called_too_much();
}

fn what_a_killed_process_held_comes_back() {
    let (sandbox, redis) = (Sandbox::open(), Server::any().unwrap());
    let member = Member { lease: Duration::from_secs(5), ..Member::new(&sandbox.url, redis.url()) };
    let mut holder = Process::start(&mut Member { hold: true, ..member.clone() }.command());
    holder.wait_for("held", 1);
    holder.kill();
    let fleet = four(&member);
    for member in &fleet {
        member.wait_for("ok", 1);
        assert_eq!(member.lines(), ["ok"]);
    }
    sandbox.was_never_called_too_much();
}

fn without_the_server() {
    // A server of its own: it is killed.
    let (sandbox, mut redis) = (Sandbox::open(), Server::own(&[]).unwrap());
    let fleet = four(&Member::new(&sandbox.url, redis.url()));
    for member in &fleet {
        member.wait_for("ok", 1);
    }
    for outage in 1..=2 {
        redis.kill();
        for member in &fleet {
            member.wait_for("warned:", outage);
            // With four members at one call a second each, four a second is what the sandbox may see.
            member.wait_for_more("ok", 2);
        }
        redis = Server::start_at(redis.port(), &[]).expect("the server is back");
        for member in &fleet {
            member.wait_for("told: the shared budget is back", outage);
            member.wait_for_more("ok", 1);
            assert_eq!(member.count("warned:"), outage, "once for each outage");
        }
    }
    for member in &fleet {
        assert_eq!(member.count("failed"), 0, "{:?}", member.lines());
    }
    sandbox.was_never_called_too_much();
}

fn a_429_silences_all() {
    let (sandbox, redis) = (Sandbox::open(), Server::any().unwrap());
    let fleet = four(&Member { pause: Duration::from_secs(6), ..Member::new(&sandbox.url, redis.url()) });
    for member in &fleet {
        member.wait_for("ok", 1);
    }
    sandbox.runtime.block_on(breach(&sandbox.url));
    for member in &fleet {
        member.wait_for("kept silent", 1);
    }
    // At most the four that were in flight have heard it from Coupang itself.
    let heard: usize = fleet.iter().map(|member| member.count("answered 429")).sum();
    assert!((1..=4).contains(&heard), "{heard}");
    let calls = sandbox.ledger().calls;
    for member in &fleet {
        // Ten times a second.
        member.wait_for_more("kept silent", 20);
    }
    assert_eq!(sandbox.ledger().calls, calls, "silence");
    for member in &fleet {
        member.wait_for_more("ok", 1);
        assert_eq!(member.count("failed"), 0, "{:?}", member.lines());
    }
    let heard: usize = fleet.iter().map(|member| member.count("answered 429")).sum();
    assert!((1..=4).contains(&heard), "{heard}");
}

/// Somebody who shares no budget calls for the same vendor until Coupang has had enough.
async fn breach(sandbox: &str) {
    let config = Config::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.into(), DEFAULT_SECRET_KEY.into()).unwrap();
    let greedy = Governor::new(Limits::default().with_pace(1000, Duration::from_secs(1)));
    let wing = Arc::new(Wing::builder(config).loopback(sandbox).unwrap().governor(greedy).build().unwrap());
    let today = KstDate::at(wing.now());
    let query = || OrderQuery::days(today, today, OrderStatus::Instruct).unwrap();
    loop {
        match wing.orders().list(query()).next().await.transpose() {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Throttled => return,
            Err(error) => panic!("{error}"),
        }
    }
}
