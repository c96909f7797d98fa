//! Whether a client may move money back and change shops, as a type.

/// What a [`crate::KoreaCheckout`] may do. Sealed: [`Selling`] and [`Permitted`] are all there is.
pub trait Access: sealed::Sealed + Send + Sync + 'static {}

/// The client reads, takes payments and makes coupons. This is how every client begins.
#[derive(Debug, Clone, Copy)]
pub enum Selling {}

/// The client also refunds and changes shops and domains, in the families that its permit opens, until the permit falls.
#[derive(Debug, Clone, Copy)]
pub enum Permitted {}

impl Access for Selling {}
impl Access for Permitted {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Selling {}
    impl Sealed for super::Permitted {}
}
