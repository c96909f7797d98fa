//! Coupons: made once, applied to sessions.

mod apply;
mod coupon;
mod create;
mod new_coupon;

use apiwire::{Error, Pipeline, Single};

pub use apply::{AppliedCoupon, ApplyCoupon, Discount};
pub use coupon::{AppliesTo, Coupon, CouponType};
pub use create::CreateCoupon;
pub use new_coupon::NewCoupon;

use crate::ids::{CouponCode, SessionId};

/// The coupon operations of a client; see [`crate::KoreaCheckout::coupons`].
#[derive(Debug, Clone, Copy)]
pub struct Coupons<'c> {
    pub(crate) pipeline: &'c Pipeline,
}

impl Coupons<'_> {
    /// Makes a coupon.
    ///
    /// The vendor does not say what it answers: a coupon if there is one in it, else `None`.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::Configuration`] with everything that is wrong with the input, and nothing sent. When it may
    /// have been sent, no read tells whether the coupon exists: applying it to a session does. And all other kinds.
    pub async fn create(&self, coupon: NewCoupon) -> Result<Option<Single<Coupon>>, Error> {
        self.pipeline.send(&CreateCoupon::new(coupon), None).await
    }

    /// Applies a coupon to a session, and says what is to be paid then.
    ///
    /// # Errors
    /// All kinds; a coupon that is unknown, used up, not valid now or too small an order's is refused by the vendor in
    /// words of its own. Settled by reading the session when it may have been sent.
    pub async fn apply(&self, session_id: &SessionId, code: &CouponCode) -> Result<Single<AppliedCoupon>, Error> {
        self.pipeline.send(&ApplyCoupon::new(session_id.clone(), code.clone()), None).await
    }
}
