//! One fault, and one read or one write that it strikes.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use apiwire::clock::Clock;
use apiwire::testing::{InMemory, TokioClock};
use commerce_sandbox::coupang::{
    DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway, OrderStatus as Placed,
};
use commerce_sandbox::fault::{Fault, FaultRule};
use coupang_wing::calendar::KstDate;
use coupang_wing::collect::Sweep;
use coupang_wing::orders::{OrderQuery, OrderSheet, OrderStatus};
use coupang_wing::{Config, Delivery, Error, ErrorKind, ReadWrite, Wing, WritePermit, family};

use crate::served::play;

/// Orders that wait for the seller, on pages of two.
const ORDERS: usize = 5;
const PAGES: u64 = 3;

/// What becomes of a read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read {
    /// Nothing is to be noticed.
    Unharmed,
    /// It is sent once more, and then unharmed.
    SentAgain,
    /// It ends with this error after one attempt; a collection waits or asks for the page again, and has everything.
    Ends(ErrorKind),
}

/// What becomes of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    /// It is done, and answered.
    Unharmed,
    /// The error says "maybe sent"; settling makes it done, once.
    InDoubt(ErrorKind),
    /// It was not done, and the same call may be sent later: then it is done, once.
    Later(ErrorKind),
    /// The vendor answered an error; the same call is not sent again, and settling only reads.
    NotAgain(ErrorKind),
    /// The answer does not tell, so the outcome lists it as unanswered.
    NotTold,
    /// No write has room for it.
    NoRoom,
}

struct World {
    gateway: Arc<Gateway>,
    wing: Wing<ReadWrite>,
    clock: Arc<TokioClock>,
}

impl World {
    fn with(fault: Fault, operation: &str) -> Option<Self> {
        let noon = UNIX_EPOCH + Duration::from_secs(1_772_420_400);
        let gateway = Gateway::builder().opened_at(noon).orders_per_day(Placed::Accept, ORDERS.try_into().unwrap());
        let gateway = Arc::new(gateway.build().unwrap());
        gateway.inject(FaultRule::new(operation, fault)).ok()?;
        let clock = Arc::new(TokioClock::starting_at(noon));
        let core = Arc::clone(&gateway);
        let wire = InMemory::replying(clock.clone(), move |request, now| play(core.serve(request, now)));
        let config = Config::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.into(), DEFAULT_SECRET_KEY.into()).unwrap();
        let wing = Wing::builder(config).transport(Arc::new(wire)).clock(clock.clone()).build().unwrap();
        Some(Self { gateway, wing: wing.allow_writes(WritePermit::for_(family::ALL)), clock })
    }

    fn commits(&self) -> usize {
        self.gateway.pass_time(self.clock.now());
        self.gateway.commits().len()
    }

    fn calls(&self) -> u64 {
        self.gateway.ledger().calls
    }

    /// The paid orders of today, page by page, without any help.
    async fn listed(&self) -> Result<Vec<OrderSheet>, Error> {
        let today = KstDate::at(self.wing.now());
        let query = OrderQuery::days(today, today, OrderStatus::Accept).unwrap().with_max_per_page(2).unwrap();
        let (mut rows, mut sheets) = (self.wing.orders().list(query), Vec::new());
        while let Some(row) = rows.next().await {
            sheets.push(row?);
        }
        Ok(sheets)
    }

    /// The same by a collection, which goes on after what ended a call.
    async fn collected(&self) -> usize {
        let today = KstDate::at(self.wing.now());
        let sweep = Sweep::from(today..=today).with_statuses([OrderStatus::Accept]).with_page_size(2);
        let mut rows = self.wing.orders().collect(sweep).unwrap();
        let (mut ids, mut count) = (BTreeSet::new(), 0);
        while let Some(row) = rows.next().await {
            match row {
                Ok(row) => {
                    assert!(ids.insert(row.shipment_box_id), "twice");
                    count += 1;
                }
                Err(error) => tokio::time::sleep(error.retry_after().unwrap_or_default()).await,
            }
        }
        count
    }
}

/// Reads with this fault, and meets what is expected.
pub(crate) async fn read_is(fault: Fault, expected: Read) {
    let world = World::with(fault, "orders.list").unwrap();
    let listed = world.listed().await;
    let (calls, struck) = (world.calls(), world.gateway.ledger().faults.len());
    assert_eq!(struck, 1, "{fault:?}");
    match expected {
        Read::Unharmed | Read::SentAgain => {
            let again = u64::from(expected == Read::SentAgain);
            let sheets = listed.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
            // A plain list hands out what came; only a collection knows what it has seen.
            let repeated = match fault {
                Fault::DuplicatedRows => 1,
                Fault::ShiftedPage => 1,
                _ => 0,
            };
            assert!(sheets.len() >= ORDERS + repeated && (repeated > 0 || sheets.len() == ORDERS), "{fault:?}");
            assert!(calls == PAGES + again || fault == Fault::ShiftedPage, "{fault:?}: {calls} calls");
            let unknown = sheets.iter().filter(|sheet| matches!(sheet.status, OrderStatus::Unknown(_))).count();
            assert_eq!(unknown, usize::from(fault == Fault::UnknownEnum), "{fault:?}");
        }
        Read::Ends(kind) => {
            let error = listed.err().unwrap();
            assert_eq!((error.kind(), error.attempts()), (kind, 1), "{fault:?}");
            assert_eq!(error.clock_hint().is_some(), kind == ErrorKind::SignatureExpired, "{fault:?}");
            assert_eq!(error.edge_reference().is_some(), fault == Fault::HtmlForbidden, "{fault:?}");
            let paused = [ErrorKind::Throttled, ErrorKind::EdgeBlocked].contains(&kind);
            assert_eq!(error.until().is_some(), paused, "{fault:?}");
            if paused {
                let kind = world.listed().await.err().unwrap().kind();
                assert!([ErrorKind::Throttled, ErrorKind::CircuitOpen].contains(&kind), "{fault:?}: {kind:?}");
                assert_eq!(world.calls(), calls, "{fault:?}: nothing is sent meanwhile");
            }
        }
    }
    let world = World::with(fault, "orders.list").unwrap();
    assert_eq!(world.collected().await, ORDERS, "{fault:?}");
    assert_eq!(world.gateway.ledger().faults.len(), 1, "{fault:?}");
}

/// Writes with this fault, and meets what is expected.
pub(crate) async fn write_is(fault: Fault, expected: Write) {
    let world = World::with(fault, "orders.acknowledge");
    let Some(world) = world else { return assert_eq!(expected, Write::NoRoom, "{fault:?}") };
    let sheet = world.listed().await.unwrap().remove(0);
    let mut call = world.wing.orders().acknowledge([sheet.shipment_box_id]).unwrap();
    let before = world.calls();
    let sent = call.send().await;
    let outcome = match &sent {
        Ok(outcome) if outcome.all_succeeded() => Write::Unharmed,
        Ok(outcome) if outcome.unanswered.len() == 1 => Write::NotTold,
        Ok(outcome) => panic!("{fault:?}: {outcome:?}"),
        Err(error) if error.delivery() == Delivery::MaybeSent => Write::InDoubt(error.kind()),
        Err(error) if error.kind() == ErrorKind::ServerError => Write::NotAgain(error.kind()),
        Err(error) => Write::Later(error.kind()),
    };
    assert_eq!((outcome, world.calls()), (expected, before + 1), "{fault:?}: one attempt");
    match outcome {
        Write::Unharmed | Write::NoRoom => {}
        Write::InDoubt(_) => {
            assert_eq!(call.send().await.err().unwrap().delivery(), Delivery::NotSent, "{fault:?}");
            assert!(call.settle().await.unwrap().is_done(), "{fault:?}: a target state");
        }
        Write::NotTold => assert!(call.settle().await.unwrap().is_done(), "{fault:?}"),
        Write::NotAgain(_) => {
            assert_eq!(call.send().await.err().unwrap().delivery(), Delivery::NotSent, "{fault:?}");
            let settled = call.settle().await.unwrap();
            assert_eq!((settled.done.len(), settled.unknown.len(), world.commits()), (0, 1, 0), "{fault:?}");
            return;
        }
        Write::Later(_) => {
            assert_eq!(world.commits(), 0, "{fault:?}");
            tokio::time::sleep(sent.err().unwrap().retry_after().unwrap_or_default()).await;
            assert!(call.send().await.unwrap().all_succeeded(), "{fault:?}");
        }
    }
    tokio::time::sleep(Duration::from_secs(3_600)).await;
    assert_eq!(world.commits(), 1, "{fault:?}");
}
