//! Memory: of many runs, and of one long collection.

use std::sync::atomic::{AtomicU64, Ordering};

/// How much the resident memory may grow from the hundredth run on, in KiB. Two runs at a time hold a shop, a story and at
/// most two bodies of 8 MiB; what is beyond that is kept for ever by something.
const MOST_GROWTH: u64 = 64 * 1024;

/// From which run on it is looked at: by then everything was allocated once.
const WARM: u64 = 100;

/// The resident memory over the runs.
#[derive(Default)]
pub(crate) struct Memory {
    runs: AtomicU64,
    warm: AtomicU64,
    most: AtomicU64,
}

impl Memory {
    /// Looks at it after a run.
    pub(crate) fn look(&self) {
        let run = self.runs.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(now) = resident_kib().filter(|_| run >= WARM) else { return };
        let _ = self.warm.compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed);
        self.most.fetch_max(now, Ordering::Relaxed);
    }

    /// What it has grown by, in KiB, or too much.
    pub(crate) fn growth(&self) -> Result<u64, String> {
        let (warm, most) = (self.warm.load(Ordering::Relaxed), self.most.load(Ordering::Relaxed));
        let growth = most.saturating_sub(warm);
        let told = || format!("resident memory grew from {warm} to {most} KiB, by more than {MOST_GROWTH}");
        if growth <= MOST_GROWTH { Ok(growth) } else { Err(told()) }
    }
}

/// Of this process; `None` where the system does not tell it as Linux does.
fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
