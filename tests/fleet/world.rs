//! A sandbox that counts, and the members that call it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use commerce_sandbox::coupang::{Gateway, Ledger};
use commerce_sandbox::server::{self, Running};
use tokio::runtime::Runtime;

/// What Coupang would still answer: a fifth call in a second is one too many.
const CALLS_PER_SECOND: u32 = 4;

/// Longer than any story should need, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Sandbox {
    pub runtime: Runtime,
    pub url: String,
    gateway: Arc<Gateway>,
    _running: Running,
}

impl Sandbox {
    /// With a vendor that is locked out for a second after a breach.
    pub fn open() -> Self {
        let runtime = Runtime::new().unwrap();
        let builder = Gateway::builder().calls_per_second(CALLS_PER_SECOND).lockout(Duration::from_secs(1));
        let gateway = Arc::new(builder.build().unwrap());
        let running = runtime.block_on(server::spawn(Arc::clone(&gateway), ([127, 0, 0, 1], 0))).unwrap();
        let url = format!("http://{}", running.addr());
        Self { runtime, url, gateway, _running: running }
    }

    pub fn ledger(&self) -> Ledger {
        self.gateway.ledger()
    }

    /// The promise.
    pub fn was_never_called_too_much(&self) {
        let ledger = self.ledger();
        assert!(ledger.peak_calls_per_second <= 4 && ledger.throttled == 0, "{ledger:?}");
        assert!(ledger.peak_calls_per_second > 1, "the budget was used: {ledger:?}");
    }
}

/// A member that runs.
pub struct Process {
    process: Child,
    said: Arc<Said>,
}

/// How often a member has said what.
#[derive(Default)]
struct Said {
    lines: Mutex<BTreeMap<String, usize>>,
    more: Condvar,
}

impl Process {
    pub fn start(command: &mut Command) -> Self {
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        let said = Arc::new(Said::default());
        let hearing = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                *hearing.lines.lock().unwrap().entry(line).or_default() += 1;
                hearing.more.notify_all();
            }
        });
        Self { process, said }
    }

    /// How often it has said a line that begins so.
    pub fn count(&self, beginning: &str) -> usize {
        count(&self.said.lines.lock().unwrap(), beginning)
    }

    /// Waits until it has said a line that begins so this often.
    pub fn wait_for(&self, beginning: &str, times: usize) {
        let lines = self.said.lines.lock().unwrap();
        let waited = self.said.more.wait_timeout_while(lines, PATIENCE, |lines| count(lines, beginning) < times);
        let (lines, timeout) = waited.unwrap();
        assert!(!timeout.timed_out(), "{times} times {beginning:?}: {lines:?}");
    }

    /// Waits until it has said so this often from now on.
    pub fn wait_for_more(&self, beginning: &str, times: usize) {
        self.wait_for(beginning, self.count(beginning) + times);
    }

    /// Everything it has said, each line once.
    pub fn lines(&self) -> Vec<String> {
        self.said.lines.lock().unwrap().keys().cloned().collect()
    }

    /// Ends it at once: `kill -9`.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn count(lines: &BTreeMap<String, usize>, beginning: &str) -> usize {
    lines.iter().filter(|(line, _)| line.starts_with(beginning)).map(|(_, times)| times).sum()
}
