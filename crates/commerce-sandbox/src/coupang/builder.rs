use super::agenda::{Agenda, When};
use super::books::Books;
use super::build_error::BuildError;
use super::calendar::Moment;
use super::claim_kind::ClaimKind;
use super::customers::Customers;
use super::gateway::Gateway;
use super::happening::Happening;
use super::meter::Meter;
use super::operations::OPERATIONS;
use super::route::is_vendor_id;
use super::rules::Rules;
use super::world::{Daily, Life, World};
use super::{
    DEFAULT_ACCESS_KEY, DEFAULT_CALLS_PER_SECOND, DEFAULT_LOCKOUT_SECONDS, DEFAULT_SECRET_KEY, DEFAULT_VENDOR,
    DEFAULT_WING_USER, MAX_CLAIMS_PER_DAY, MAX_ORDERS_PER_DAY, OrderStatus,
};
use crate::fault::{FaultRule, Faults};
use coupang_cea::{AccessKey, KeyError, SecretKey, Signer};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

/// Describes a [`Gateway`] before it is built.
#[must_use = "a builder does nothing until build() is called"]
pub struct GatewayBuilder {
    vendor: String,
    signer: Result<Signer, KeyError>,
    pub(super) seed: u64,
    opened_at: Option<SystemTime>,
    calls_per_second: u32,
    lockout: Duration,
    wing_user: String,
    pub(super) rules: Rules,
    orders_per_day: BTreeMap<OrderStatus, u32>,
    claims_per_day: BTreeMap<ClaimKind, u32>,
    pub(super) daily: Daily,
    pub(super) life: Life,
    pub(super) customers: Customers,
    script: Vec<(When, Happening)>,
    faults: Vec<FaultRule>,
}

impl Default for GatewayBuilder {
    fn default() -> Self {
        Self {
            vendor: DEFAULT_VENDOR.to_owned(),
            signer: signer(DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned()),
            seed: 0,
            opened_at: None,
            calls_per_second: DEFAULT_CALLS_PER_SECOND,
            lockout: Duration::from_secs(DEFAULT_LOCKOUT_SECONDS),
            wing_user: DEFAULT_WING_USER.to_owned(),
            rules: Rules::default(),
            orders_per_day: BTreeMap::new(),
            claims_per_day: BTreeMap::new(),
            daily: Daily::default(),
            life: Life::default(),
            customers: Customers::default(),
            script: Vec::new(),
            faults: Vec::new(),
        }
    }
}

impl GatewayBuilder {
    /// The vendor whose shop this is; [`DEFAULT_VENDOR`] unless set.
    pub fn vendor(mut self, vendor: impl Into<String>) -> Self {
        self.vendor = vendor.into();
        self
    }

    /// The keys of the vendor; [`DEFAULT_ACCESS_KEY`] and [`DEFAULT_SECRET_KEY`] unless set.
    pub fn keys(mut self, access_key: impl Into<String>, secret_key: impl Into<String>) -> Self {
        self.signer = signer(access_key.into(), secret_key.into());
        self
    }

    /// Decides who ordered what; the same seed gives the same shop. 0 unless set.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// When the shop opened: the orders of that Korean day all lie before this moment, and later days fill up as time
    /// passes. Unless set, the first request opens it.
    pub fn opened_at(mut self, opened_at: SystemTime) -> Self {
        self.opened_at = Some(opened_at);
        self
    }

    /// How many calls the vendor may make in any second; [`DEFAULT_CALLS_PER_SECOND`] unless set.
    pub fn calls_per_second(mut self, calls: u32) -> Self {
        self.calls_per_second = calls;
        self
    }

    /// How long the vendor must stay quiet after a breach before it is answered again; [`DEFAULT_LOCKOUT_SECONDS`]
    /// unless set.
    pub fn lockout(mut self, lockout: Duration) -> Self {
        self.lockout = lockout;
        self
    }

    /// The one Wing login id that belongs to the vendor; [`DEFAULT_WING_USER`] unless set. Cancellations and answers to
    /// customers name it.
    pub fn wing_user(mut self, id: impl Into<String>) -> Self {
        self.wing_user = id.into();
        self
    }

    /// How many orders every Korean day holds in a status; [`OrderStatus::default_orders_per_day`] unless set.
    pub fn orders_per_day(mut self, status: OrderStatus, orders: u32) -> Self {
        self.orders_per_day.insert(status, orders);
        self
    }

    /// How many claims of a kind are made every Korean day, 0 included; [`ClaimKind::default_claims_per_day`] unless set.
    pub fn claims_per_day(mut self, kind: ClaimKind, claims: u32) -> Self {
        self.claims_per_day.insert(kind, claims);
        self
    }

    /// How many product inquiries every Korean day holds; 2 unless set. The first of them is unanswered, the second
    /// answered, and so on in turns.
    pub fn inquiries_per_day(mut self, inquiries: u32) -> Self {
        self.daily.inquiries = inquiries;
        self
    }

    /// How many call-centre cases every Korean day holds; 3 unless set. The first waits for an answer, the second is
    /// answered, the third wants a confirmation, and so on in turns.
    pub fn call_center_inquiries_per_day(mut self, cases: u32) -> Self {
        self.daily.cases = cases;
        self
    }

    /// How many rows of revenue are recognised on every Korean day; 4 unless set. Every fourth is a refund.
    pub fn revenue_rows_per_day(mut self, rows: u32) -> Self {
        self.daily.revenue = rows;
        self
    }

    /// Lets something happen when its moment has come: with the first request at or after it, or [`Gateway::pass_time`].
    /// What then finds no room is in [`Gateway::missed_happenings`].
    pub fn happening(mut self, when: When, happening: Happening) -> Self {
        self.script.push((when, happening));
        self
    }

    /// Lets calls go wrong; see [`crate::fault`]. May be called several times.
    pub fn fault(mut self, rule: FaultRule) -> Self {
        self.faults.push(rule);
        self
    }

    /// Builds the gateway.
    ///
    /// # Errors
    ///
    /// [`BuildError`] names the part of the description that cannot be.
    pub fn build(self) -> Result<Gateway, BuildError> {
        if !is_vendor_id(&self.vendor) {
            return Err(BuildError::Vendor);
        }
        if self.calls_per_second == 0 {
            return Err(BuildError::CallsPerSecond);
        }
        if self.rules.orders.max_per_page == 0 {
            return Err(BuildError::MaxPerPage);
        }
        if let Some((status, _)) = self.orders_per_day.iter().find(|(_, orders)| **orders > MAX_ORDERS_PER_DAY) {
            return Err(BuildError::OrdersPerDay(*status));
        }
        if let Some((kind, _)) = self.claims_per_day.iter().find(|(_, claims)| **claims > MAX_CLAIMS_PER_DAY) {
            return Err(BuildError::ClaimsPerDay(*kind));
        }
        if !self.daily.fits() {
            return Err(BuildError::RowsPerDay);
        }
        if !self.customers.fit() {
            return Err(BuildError::ActsPerDay);
        }

        let mut faults = Faults::new(self.seed);
        self.faults.into_iter().try_for_each(|rule| faults.add(rule, &OPERATIONS)).map_err(BuildError::Fault)?;
        let signer = self.signer.map_err(|_| BuildError::Key)?;
        let world = World::new(self.seed, self.orders_per_day, self.opened_at.map(Moment::from_system_time))
            .with_claims(self.claims_per_day)
            .with_daily(self.daily)
            .with_life(self.life)
            .with_rules(self.rules);
        let agenda = Agenda::new(self.seed, self.life, self.customers, self.script);
        let calls_per_second = usize::try_from(self.calls_per_second).unwrap_or(usize::MAX);
        Ok(Gateway {
            vendor: self.vendor,
            signer,
            wing_user: self.wing_user,
            world,
            meter: Mutex::new(Meter::new(calls_per_second, self.lockout, self.rules.gateway.lockout_restarts)),
            books: Mutex::new(Books::new(agenda)),
            faults: Mutex::new(faults),
        })
    }
}

/// Never shows the keys.
impl fmt::Debug for GatewayBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GatewayBuilder").field("vendor", &self.vendor).field("seed", &self.seed).finish_non_exhaustive()
    }
}

fn signer(access_key: String, secret_key: String) -> Result<Signer, KeyError> {
    Ok(Signer::new(AccessKey::new(access_key)?, SecretKey::new(secret_key)?))
}

#[cfg(test)]
mod tests {
    use super::{BuildError, ClaimKind, Gateway, MAX_CLAIMS_PER_DAY, MAX_ORDERS_PER_DAY, OrderStatus};
    use crate::coupang::MAX_ROWS_PER_DAY;

    #[test]
    fn the_defaults_build() {
        assert!(Gateway::builder().build().is_ok());
    }

    #[test]
    fn what_cannot_be_is_named() {
        let error = |builder: super::GatewayBuilder| builder.build().err();
        assert_eq!(error(Gateway::builder().vendor("a1")), Some(BuildError::Vendor));
        assert_eq!(error(Gateway::builder().keys("", "s")), Some(BuildError::Key));
        assert_eq!(error(Gateway::builder().keys("a", "s s")), Some(BuildError::Key));
        assert_eq!(error(Gateway::builder().calls_per_second(0)), Some(BuildError::CallsPerSecond));
        assert_eq!(error(Gateway::builder().max_per_page(0)), Some(BuildError::MaxPerPage));
        let crowded = Gateway::builder().orders_per_day(OrderStatus::Instruct, MAX_ORDERS_PER_DAY + 1);
        assert_eq!(error(crowded), Some(BuildError::OrdersPerDay(OrderStatus::Instruct)));
        let claims = |number| error(Gateway::builder().claims_per_day(ClaimKind::Exchange, number));
        assert_eq!(claims(MAX_CLAIMS_PER_DAY), None);
        assert_eq!(claims(MAX_CLAIMS_PER_DAY + 1), Some(BuildError::ClaimsPerDay(ClaimKind::Exchange)));
    }

    #[test]
    fn a_day_holds_as_many_rows_as_ids_can_tell_apart() {
        let most = || Gateway::builder().inquiries_per_day(MAX_ROWS_PER_DAY);
        assert!(most().call_center_inquiries_per_day(0).revenue_rows_per_day(0).build().is_ok());
        for builder in [
            Gateway::builder().inquiries_per_day(MAX_ROWS_PER_DAY + 1),
            Gateway::builder().call_center_inquiries_per_day(MAX_ROWS_PER_DAY + 1),
            Gateway::builder().revenue_rows_per_day(MAX_ROWS_PER_DAY + 1),
        ] {
            assert_eq!(builder.build().err(), Some(BuildError::RowsPerDay));
        }
    }

    #[test]
    fn debug_shows_no_key() {
        let builder = Gateway::builder().keys("planted-access", "planted-secret");
        let before = format!("{builder:?}");
        let after = format!("{:?}", builder.build().expect("a gateway"));
        for text in [before, after] {
            assert!(text.contains("A00012345") && !text.contains("planted"), "{text}");
        }
    }
}
