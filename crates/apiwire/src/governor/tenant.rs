//! One vendor's state: a sliding window of grants, the pause after 429, the run of 404.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::{Decision, Limits, Report, Ticket, Why};

/// The state of one vendor, or of one origin's slow lane.
#[derive(Debug, Default)]
pub(super) struct Tenant {
    slots: VecDeque<Slot>,
    next_ticket: u64,
    closed: Option<(Instant, Why)>,
    throttled_in_a_row: u32,
    /// How long the silence after the last 429 is.
    silence: Duration,
    not_found_in_a_row: u32,
    /// Until when the vendor has told that its window is used up.
    used_up: Option<Instant>,
}

/// A grant that still counts.
///
/// A request arrives at the vendor at some moment between its grant and its answer. If a slot is free again only one
/// window after the **answer**, then no sliding window at the vendor ever sees more arrivals than there are slots,
/// whatever the network does in between: a burst held up by a TLS handshake cannot meet the next one.
#[derive(Debug)]
struct Slot {
    ticket: Ticket,
    granted: Instant,
    answered: Option<Instant>,
}

impl Tenant {
    /// Whether calls are refused now, for how long and why.
    pub(super) fn refusal(&self, now: Instant) -> Option<(Duration, Why)> {
        let (until, why) = self.closed?;
        (until > now).then(|| (until - now, why))
    }

    /// How long the window stays full; `None` when a slot is free.
    pub(super) fn full_for(&mut self, now: Instant, limits: &Limits) -> Option<Duration> {
        if let Some(until) = self.used_up.filter(|until| *until > now) {
            return Some(until - now);
        }
        self.slots.retain(|slot| slot.answered.is_none_or(|answered| answered + limits.window > now));
        if self.slots.len() < usize::try_from(limits.calls).unwrap_or(usize::MAX) {
            return None;
        }
        let free_at = self.slots.iter().filter_map(|slot| slot.answered).min().map(|a| a + limits.window);
        // While all are in flight nobody knows; look again after the time that one call takes at the full pace.
        let look_again = limits.window.checked_div(limits.calls).unwrap_or(limits.window);
        Some(free_at.map_or(look_again, |at| at.saturating_duration_since(now)).max(Duration::from_millis(1)))
    }

    /// Takes a free slot.
    pub(super) fn take(&mut self, now: Instant, limits: &Limits) -> Decision {
        let ticket = Ticket(self.next_ticket);
        self.next_ticket = self.next_ticket.wrapping_add(1);
        self.slots.push_back(Slot { ticket, granted: now, answered: None });
        let recent = self.slots.iter().filter(|slot| slot.granted + limits.window > now).count();
        debug_assert!(u32::try_from(recent).is_ok_and(|n| n <= limits.calls), "more grants than the window allows");
        Decision::Granted(ticket)
    }

    /// Ends a grant.
    pub(super) fn end(&mut self, now: Instant, ticket: Ticket) {
        if let Some(slot) = self.slots.iter_mut().find(|slot| slot.ticket == ticket) {
            slot.answered = Some(now);
        }
    }

    /// Takes in how a call ended.
    pub(super) fn report(&mut self, now: Instant, limits: &Limits, report: Report) {
        match report {
            Report::Answered => self.end_of_runs(now),
            Report::UsedUp(wait) => {
                self.end_of_runs(now);
                self.used_up = now.checked_add(wait.min(limits.longest_pause));
            }
            // It may have been a call, and the vendor counts its silence from the last one.
            Report::Failed => self.go_on_being_silent(now),
            Report::Throttled(retry_after) => {
                // Several calls in flight may hear the same 429: that is one breach, and a silence from the last of them.
                if self.refusal(now).is_none() {
                    self.throttled_in_a_row = self.throttled_in_a_row.saturating_add(1);
                }
                let doublings = self.throttled_in_a_row.saturating_sub(1).min(16);
                let doubled = limits.first_pause.saturating_mul(1 << doublings);
                self.silence = doubled.max(retry_after.unwrap_or_default()).min(limits.longest_pause);
                self.close(now + self.silence, Why::Throttled);
            }
            Report::NotFound => {
                self.not_found_in_a_row = self.not_found_in_a_row.saturating_add(1);
                if self.not_found_in_a_row >= limits.not_found_run {
                    self.close(now + limits.breaker, Why::NotFoundRun);
                    self.not_found_in_a_row = 0;
                }
            }
            Report::EdgeBlocked => self.close(now + limits.breaker, Why::EdgeBlocked),
        }
    }

    /// An answer ends what came in a row; one that was under way when the vendor had enough says nothing about that.
    fn end_of_runs(&mut self, now: Instant) {
        self.not_found_in_a_row = 0;
        if self.refusal(now).is_none() {
            self.throttled_in_a_row = 0;
        }
    }

    /// Begins the silence anew while there is one.
    pub(super) fn go_on_being_silent(&mut self, now: Instant) {
        if matches!(self.refusal(now), Some((_, Why::Throttled))) {
            self.close(now + self.silence, Why::Throttled);
        }
    }

    /// Refuses calls until then; an earlier, longer refusal stays.
    pub(super) fn close(&mut self, until: Instant, why: Why) {
        if self.closed.is_none_or(|(earlier, _)| earlier < until) {
            self.closed = Some((until, why));
        }
    }
}
