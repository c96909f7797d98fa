//! Which seeds are run, by how many threads, and what is said of one that fails.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::story::Story;
use crate::tally::Tally;

/// How many threads share the seeds.
const THREADS: usize = 2;

/// Which seeds are run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    first: u64,
    end: End,
    /// Whether the story of every run is printed.
    pub(crate) aloud: bool,
}

#[derive(Debug, Clone, Copy)]
enum End {
    After(u64),
    In(Duration),
}

/// A run that went wrong.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) seed: u64,
    pub(crate) wrong: Vec<String>,
    pub(crate) story: Vec<String>,
}

/// One run of one seed, on a runtime of its own.
pub(crate) type Run = fn(u64, Arc<Story>) -> Tally;

impl Plan {
    /// By the environment: `PROOF_SEED` replays one seed aloud; `PROOF_SEEDS` says how many there are, `PROOF_FIRST` which is
    /// the first; `PROOF_MINUTES` runs ever new seeds for so long.
    pub(crate) fn from_vars(var: impl Fn(&str) -> Option<String>) -> Self {
        let number = |name: &str| var(name).map(|text| text.parse::<u64>().unwrap_or_else(|_| panic!("{name}={text}")));
        if let Some(seed) = number("PROOF_SEED") {
            return Self { first: seed, end: End::After(1), aloud: true };
        }
        let first = number("PROOF_FIRST");
        match number("PROOF_MINUTES") {
            Some(minutes) => {
                let first = first.unwrap_or_else(|| u64::from(fastrand::u32(..)) << 20);
                Self { first, end: End::In(Duration::from_secs(60 * minutes)), aloud: false }
            }
            None => Self {
                first: first.unwrap_or_default(),
                end: End::After(number("PROOF_SEEDS").unwrap_or(1_000)),
                aloud: false,
            },
        }
    }

    /// So many seeds from the first.
    pub(crate) fn of(first: u64, count: u64) -> Self {
        Self { first, end: End::After(count), aloud: false }
    }

    /// Runs them, and stops at the first that fails.
    pub(crate) fn prove(self, run: Run) -> Result<Tally, Failure> {
        let (begun, next) = (Instant::now(), AtomicU64::new(self.first));
        let (total, failure) = (Mutex::new(Tally::default()), Mutex::new(None::<Failure>));
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    loop {
                        let seed = next.fetch_add(1, Ordering::Relaxed);
                        let over = match self.end {
                            End::After(count) => seed >= self.first + count,
                            End::In(time) => begun.elapsed() >= time,
                        };
                        if over || failure.lock().unwrap().is_some() {
                            return;
                        }
                        match run_one(seed, run, self.aloud) {
                            Ok(tally) => *total.lock().unwrap() += tally,
                            Err(failed) => *failure.lock().unwrap() = Some(failed),
                        }
                    }
                });
            }
        });
        failure.into_inner().unwrap().map_or_else(|| Ok(total.into_inner().unwrap()), Err)
    }
}

/// Runs one seed; a panic is a failure too.
fn run_one(seed: u64, run: Run, aloud: bool) -> Result<Tally, Failure> {
    let story = Arc::new(Story::default());
    // The back-off of the client draws from this thread's dice.
    fastrand::seed(seed);
    let ended = catch_unwind(AssertUnwindSafe(|| run(seed, Arc::clone(&story))));
    let mut wrong = story.wrongs();
    if let Err(panic) = &ended {
        let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        wrong.push(format!("panic: {}", text.unwrap_or("of another type")));
    }
    if aloud {
        println!("{}", story.lines().join("\n"));
    }
    match ended {
        Ok(tally) if wrong.is_empty() => Ok(tally),
        _ => Err(Failure { seed, wrong, story: story.lines() }),
    }
}

impl Failure {
    /// The command that runs this seed alone, with its story.
    pub(crate) fn replay(&self) -> String {
        format!("PROOF_SEED={} cargo test -p workspace-tests --test proof days -- --nocapture", self.seed)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {} went wrong:", self.seed)?;
        self.wrong.iter().take(10).try_for_each(|wrong| writeln!(f, "  {wrong}"))?;
        write!(f, "replay it with its story: {}", self.replay())
    }
}
