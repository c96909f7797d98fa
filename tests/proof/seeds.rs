//! Which seeds are run, by how many threads, and what is said of one that fails.

use std::fmt;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::memory::Memory;
use crate::story::Story;
use crate::tally::Tally;

/// How many threads share the seeds.
const THREADS: usize = 2;

/// After so many failures nobody wants to see another; of what is broken on purpose one is enough.
const ENOUGH: usize = 10;

/// Which seeds are run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    first: u64,
    end: End,
    manners: Manners,
    /// Whether the story of every run is printed.
    aloud: bool,
}

#[derive(Debug, Clone, Copy)]
enum End {
    After(u64),
    In(Duration),
}

/// A run that went wrong.
#[derive(Debug, Clone)]
struct Failure {
    seed: u64,
    manners: Manners,
    wrong: Vec<String>,
}

/// One run of one seed, on a runtime of its own, by a seller and a clerk of some manners.
pub(crate) type Run = fn(u64, Manners, Arc<Story>) -> Tally;

/// How the two work. Anything but [`Manners::Careful`] is there to be caught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manners {
    /// As the docs tell it.
    Careful,
    /// Gives money back again when nobody knows whether it was given back (`PROOF_BROKEN=refunds_again`).
    RefundsAgain,
    /// Calls six times a second (`PROOF_BROKEN=hurries`).
    Hurries,
}

impl Plan {
    /// By the environment: `PROOF_SEED` replays one seed aloud; `PROOF_SEEDS` says how many there are, `PROOF_FIRST` which is
    /// the first; `PROOF_MINUTES` runs ever new seeds for so long; `PROOF_BROKEN` has it done wrong on purpose.
    pub(crate) fn from_vars(var: impl Fn(&str) -> Option<String>) -> Self {
        let number = |name: &str| var(name).map(|text| text.parse::<u64>().unwrap_or_else(|_| panic!("{name}={text}")));
        let manners = match var("PROOF_BROKEN").as_deref() {
            None => Manners::Careful,
            Some("refunds_again") => Manners::RefundsAgain,
            Some("hurries") => Manners::Hurries,
            Some(other) => panic!("PROOF_BROKEN={other}"),
        };
        let (first, end, aloud) = match (number("PROOF_SEED"), number("PROOF_MINUTES"), number("PROOF_FIRST")) {
            (Some(seed), _, _) => (seed, End::After(1), true),
            // Far apart, so that two runs share no seed.
            (None, Some(minutes), first) => {
                let first = first.unwrap_or_else(|| u64::from(fastrand::u32(..)) << 20);
                (first, End::In(Duration::from_secs(60 * minutes)), false)
            }
            (None, None, first) => {
                (first.unwrap_or_default(), End::After(number("PROOF_SEEDS").unwrap_or(1_000)), false)
            }
        };
        Self { first, end, manners, aloud }
    }

    /// Runs them; the failures, about [`ENOUGH`] at most, in the order of their seeds.
    pub(crate) fn prove(self, run: Run) -> Result<Tally, Vec<String>> {
        let (begun, next) = (Instant::now(), AtomicU64::new(self.first));
        let (total, failures) = (Mutex::new(Tally::default()), Mutex::new(Vec::new()));
        let memory = Memory::default();
        let enough = if self.manners == Manners::Careful { ENOUGH } else { 1 };
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    loop {
                        let seed = next.fetch_add(1, Ordering::Relaxed);
                        let over = match self.end {
                            End::After(count) => seed >= self.first + count,
                            End::In(time) => begun.elapsed() >= time,
                        };
                        if over || failures.lock().unwrap().len() >= enough {
                            return;
                        }
                        match self.run_one(seed, run) {
                            Ok(tally) => *total.lock().unwrap() += tally,
                            Err(failure) => failures.lock().unwrap().push(failure),
                        }
                        memory.look();
                    }
                });
            }
        });
        let mut failures = failures.into_inner().unwrap();
        failures.sort_by_key(|failure| failure.seed);
        let mut wrong: Vec<String> = failures.iter().map(ToString::to_string).collect();
        let total = total.into_inner().unwrap();
        match memory.growth() {
            Ok(growth) if wrong.is_empty() => return Ok(total.with("KiB of memory grown", growth)),
            Ok(_) => {}
            Err(told) => wrong.push(told),
        }
        Err(wrong)
    }

    /// Runs one seed; a panic is a failure too.
    fn run_one(self, seed: u64, run: Run) -> Result<Tally, Failure> {
        let story = Arc::new(Story::default());
        // The back-off of the client draws from this thread's dice.
        fastrand::seed(seed);
        let ended = catch_unwind(AssertUnwindSafe(|| run(seed, self.manners, Arc::clone(&story))));
        let mut wrong = story.wrongs();
        if let Err(panic) = &ended {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            wrong.push(format!("panic: {}", text.unwrap_or("of another type")));
        }
        if self.aloud {
            let _ = writeln!(std::io::stdout(), "{}", story.lines().join("\n"));
        }
        match ended {
            Ok(tally) if wrong.is_empty() => Ok(tally),
            _ => Err(Failure { seed, manners: self.manners, wrong }),
        }
    }
}

impl Failure {
    /// The command that runs this seed alone, with its story.
    fn replay(&self) -> String {
        let broken = match self.manners {
            Manners::Careful => "",
            Manners::RefundsAgain => "PROOF_BROKEN=refunds_again ",
            Manners::Hurries => "PROOF_BROKEN=hurries ",
        };
        format!("{broken}PROOF_SEED={} cargo test -p workspace-tests --test proof days -- --nocapture", self.seed)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {} went wrong:", self.seed)?;
        self.wrong.iter().take(10).try_for_each(|wrong| writeln!(f, "  {wrong}"))?;
        write!(f, "replay it with its story: {}", self.replay())
    }
}
