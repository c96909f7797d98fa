//! A shop on Coupang, drawn from the seed, and its client.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use apiwire::governor::Limits;
use apiwire::testing::TokioClock;
use commerce_sandbox::coupang::{
    ClaimKind, DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, DEFAULT_WING_USER, Gateway, GatewayBuilder,
    OrderStatus,
};
use coupang_wing::apiwire;
use coupang_wing::calendar::KstDate;
use coupang_wing::{Config, ReadWrite, Wing, WritePermit, family};
use fastrand::Rng;

use crate::guesses::Guesses;
use crate::paced::Counted;
use crate::seeds::Manners;
use crate::story::Story;
use crate::wire::{Log, Wire};

/// By a token that counts rows, the service itself leaves one out of the next page when an earlier row has gone meanwhile,
/// and no client sees that. A day of UTC goes on for nine hours after the books here are closed.
pub(crate) const NOT_GUESSED: [&str; 2] = ["token_holds", "inquiry_days"];

/// The most grants of the client in any second; the sandbox locks out from the sixth call on.
const MOST_GRANTS: usize = 4;

/// A shop and its client, at six in the morning of the second day after its opening.
pub(crate) struct Shop {
    pub(crate) gateway: Arc<Gateway>,
    /// The same shop, in which nobody does anything.
    pub(crate) untouched: Gateway,
    pub(crate) wing: Wing<ReadWrite>,
    pub(crate) clock: Arc<TokioClock>,
    pub(crate) log: Arc<Log>,
    /// The day before the opening, its day, and the day that is lived here.
    pub(crate) days: RangeInclusive<KstDate>,
    /// The first moment of the day after that.
    pub(crate) midnight: SystemTime,
    /// What was guessed about the service.
    pub(crate) guesses: Guesses,
}

impl Shop {
    pub(crate) fn open(seed: u64, manners: Manners, story: &Arc<Story>) -> Self {
        let mut dice = Rng::with_seed(seed ^ 0x0580);
        // 2026-01-01T00:00 in Korea, and some day of the year after it.
        let day = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_193_200) + hours(24 * dice.u64(0..360));
        let (shop, twin) =
            (builder(seed, day + hours(22), &mut dice.clone()), builder(seed, day + hours(22), &mut dice));
        let guesses = Guesses::of(seed, &NOT_GUESSED);
        guesses.told().iter().for_each(|guess| story.tell(format_args!("guessed: {guess}")));
        let (shop, twin) = (guesses.scenario().apply(shop), guesses.scenario().apply(twin));
        let (gateway, untouched) = (Arc::new(alive(shop, &mut dice).build().unwrap()), twin.build().unwrap());
        let clock = Arc::new(TokioClock::starting_at(day + hours(30)));
        let core = Arc::clone(&gateway);
        let serve = move |request, now| core.serve(request, now);
        let (wire, log) = Wire::new(clock.clone(), Arc::clone(story), seed, serve);
        let config = Config::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.into(), DEFAULT_SECRET_KEY.into()).unwrap();
        let config = config.with_wing_user_id(DEFAULT_WING_USER).unwrap();
        let limits = match manners {
            Manners::Hurries => Limits::default().with_pace(6, Duration::from_secs(1)),
            Manners::Careful | Manners::RefundsAgain => Limits::default(),
        };
        let governor = Counted::governor(limits, MOST_GRANTS, Duration::from_secs(1), story);
        let wing = Wing::builder(config).transport(Arc::new(wire)).clock(clock.clone()).governor(governor);
        let wing = wing.build().unwrap().allow_writes(WritePermit::for_(family::ALL));
        let opened = KstDate::at(day);
        let days = opened.plus_days(-1)..=opened.plus_days(1);
        Self { gateway, untouched, wing, clock, log, days, midnight: day + hours(48), guesses }
    }
}

fn builder(seed: u64, opened: SystemTime, dice: &mut Rng) -> GatewayBuilder {
    let mut shop = Gateway::builder().seed(seed).opened_at(opened);
    for (status, most) in OrderStatus::ALL.into_iter().zip([3, 1, 1, 1, 2, 1]) {
        shop = shop.orders_per_day(status, dice.u32(0..=most));
    }
    for kind in ClaimKind::ALL {
        shop = shop.claims_per_day(kind, dice.u32(0..=1));
    }
    shop = shop.inquiries_per_day(dice.u32(0..=3)).call_center_inquiries_per_day(dice.u32(0..=3));
    if dice.u8(..) < 64 {
        shop = shop.acknowledgement_lag(Duration::from_secs(dice.u64(60..1_800)));
    }
    if dice.bool() {
        shop = shop.refund_time(Duration::from_secs(dice.u64(1..600)));
    }
    shop
}

/// Parcels and goods move by themselves, each step within an hour and a half.
fn alive(mut shop: GatewayBuilder, dice: &mut Rng) -> GatewayBuilder {
    let mut span = || Duration::from_secs(dice.u64(60..3_600));
    shop = shop.first_scan_after(span()).delivered_after(span()).collected_after(span()).approved_after(span());
    shop.spread(Duration::from_secs(1_800))
}

pub(crate) fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours * 3_600)
}
