//! A fleet: processes that share one vendor's budget through a real Redis server, and call one sandbox over HTTP.
//!
//! The members are this very program, started as `member ..`. Without a `redis-server` the tests are counted as ignored, as
//! only a harness of one's own can decide at run time; where `APIWIRE_REDIS_URL` is set they must run.

mod member;
#[path = "../../crates/apiwire-redis/tests/server/mod.rs"]
mod server;
mod stories;
mod tls;
mod world;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    if let Some(member) = member::Member::from_args() {
        member.work();
        return ExitCode::SUCCESS;
    }
    let here = server::Server::own(&[]).is_some();
    let trials = stories::STORIES.into_iter().chain(tls::STORIES).map(|(name, story)| {
        let run = move || {
            story();
            Ok(())
        };
        Trial::test(name, run).with_ignored_flag(!here)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}
