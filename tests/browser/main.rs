//! A real browser on the sandbox's hosted checkout page, in the example's shop, and on the connect console: headless Chromium, driven by chromedriver.
//!
//! Where either is missing the tests are counted as ignored, which only a harness of one's own can decide at run time;
//! they never count as passed. `BROWSER_TEST_PICTURES=directory` keeps pictures of the pages.

mod chromium;
mod console;
#[path = "../shared/listening.rs"]
mod listening;
mod page;
#[path = "../probe/programs.rs"]
mod programs;
mod shop;

use chromium::Installed;
use libtest_mimic::{Arguments, Trial};
use std::io::Write;
use std::sync::Arc;

fn main() -> std::process::ExitCode {
    let installed = Installed::find().map(Arc::new);
    if installed.is_none() {
        let _ =
            writeln!(std::io::stderr(), "NOT TESTED: no Chromium with chromedriver here, so nobody opens the pages");
    }
    let stories = page::STORIES.into_iter().chain(shop::STORIES).chain(console::STORIES);
    let trials = stories.map(|(name, story)| {
        let installed = installed.clone();
        let ignored = installed.is_none();
        let run = move || {
            let installed = installed.ok_or("no Chromium with chromedriver")?;
            story(&installed);
            Ok(())
        };
        Trial::test(name, run).with_ignored_flag(ignored)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}
