//! Whether a client may write, as a type.

/// What a [`crate::Wing`] may do. Sealed: [`ReadOnly`] and [`ReadWrite`] are all there is.
pub trait Access: sealed::Sealed + Send + Sync + 'static {}

/// The client reads. This is how every client begins.
#[derive(Debug, Clone, Copy)]
pub enum ReadOnly {}

/// The client also writes, in the families that its permit opens, until the permit falls.
#[derive(Debug, Clone, Copy)]
pub enum ReadWrite {}

impl Access for ReadOnly {}
impl Access for ReadWrite {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::ReadOnly {}
    impl Sealed for super::ReadWrite {}
}
