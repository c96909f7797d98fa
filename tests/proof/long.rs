//! A long collection keeps the ids of two windows, whatever fails on its way.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use apiwire::testing::{InMemory, TokioClock};
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway, OrderStatus};
use commerce_sandbox::fault::{Fault, FaultRule};
use coupang_wing::calendar::KstDate;
use coupang_wing::collect::Sweep;
use coupang_wing::window::ORDER_DAYS;
use coupang_wing::{Config, Wing};

use crate::in_its_own_time;
use crate::served::play;

const DAYS: i64 = 40;
const ORDERS_A_DAY: usize = 12;
const WINDOW: u16 = 4;

/// As text: 18 digits and a comma for each order of two windows, and room for what else a checkpoint says.
const LONGEST_CHECKPOINT: usize = 2 * WINDOW as usize * ORDERS_A_DAY * 19 + 600;

#[test]
fn a_long_collection_keeps_the_ids_of_two_windows() {
    in_its_own_time(async {
        let noon = UNIX_EPOCH + Duration::from_secs(1_772_420_400);
        let mut shop = Gateway::builder().opened_at(noon);
        for status in OrderStatus::ALL {
            shop = shop.orders_per_day(status, u32::try_from(ORDERS_A_DAY / 6).unwrap());
        }
        let gateway = Arc::new(shop.build().unwrap());
        for fault in [Fault::ResetMidResponse, Fault::ServerError, Fault::DuplicatedRows, Fault::TruncatedJson] {
            gateway.inject(FaultRule::new("orders.list", fault).chance(0.05)).unwrap();
        }
        let (clock, core) = (Arc::new(TokioClock::starting_at(noon)), Arc::clone(&gateway));
        let wire = InMemory::replying(clock.clone(), move |request, now| play(core.serve(request, now)));
        let config = Config::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.into(), DEFAULT_SECRET_KEY.into()).unwrap();
        let wing = Wing::builder(config).transport(Arc::new(wire)).clock(clock).build().unwrap();
        let today = KstDate::at(wing.now());
        let sweep = Sweep::from(today.plus_days(1 - DAYS)..=today).with_windows(ORDER_DAYS.with_days(WINDOW).unwrap());

        let mut rows = wing.orders().collect(sweep.with_page_size(5)).unwrap();
        let (mut ids, mut longest) = (BTreeSet::new(), 0);
        while let Some(row) = rows.next().await {
            if let Ok(row) = row {
                assert!(ids.insert(row.shipment_box_id), "twice");
            }
            longest = longest.max(serde_json::to_string(&rows.checkpoint()).unwrap().len());
        }
        assert_eq!(ids.len(), ORDERS_A_DAY * usize::try_from(DAYS).unwrap());
        assert!(gateway.ledger().faults.len() > 20);
        // At some point it knows more than one window, and never more than two.
        assert!((LONGEST_CHECKPOINT / 3..=LONGEST_CHECKPOINT).contains(&longest), "{longest} of {LONGEST_CHECKPOINT}");
    });
}
