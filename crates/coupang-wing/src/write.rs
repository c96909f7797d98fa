//! Writes: checked before they are sent, sent once, and settled by reading when their fate is not known.
//!
//! Coupang has no test environment and no idempotency keys, answers HTTP 200 to failures, and may still be working after
//! its gateway gave up. So a write is a [`Call`]: made by a method of its family, which checks the input against the
//! documented limits and names every fault of it at once ([`InputError`]); looked at with [`Call::dry_run`]; sent with
//! [`Call::send`]; and, when the error says that it was maybe sent, settled with [`Call::settle`].
//!
//! ```
//! # use std::sync::Arc;
//! # use coupang_wing::{Config, ReadWrite, Wing, apiwire::{clock::SystemClock, testing::InMemory}};
//! # use commerce_sandbox::coupang::{self, Gateway};
//! use coupang_wing::calendar::KstDate;
//! use coupang_wing::orders::{OrderQuery, OrderStatus};
//! use coupang_wing::{Delivery, WritePermit, family};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let gateway = Gateway::builder().build()?;
//! # let answer = InMemory::new(Arc::new(SystemClock), move |request, now| gateway.handle(request, now));
//! # let config = Config::new(coupang::DEFAULT_VENDOR, coupang::DEFAULT_ACCESS_KEY.into(), coupang::DEFAULT_SECRET_KEY.into())?;
//! # let wing = Wing::builder(config).transport(Arc::new(answer)).build()?;
//! let permit = WritePermit::for_([family::ORDERS]);
//! let wing = wing.allow_writes(permit.clone());
//! let today = KstDate::at(wing.now());
//! let mut paid = wing.orders().list(OrderQuery::days(today, today, OrderStatus::Accept)?);
//! let first = paid.next().await.ok_or("no order")??;
//!
//! let mut call = wing.orders().acknowledge([first.shipment_box_id])?;
//! println!("{}", call.dry_run()?); // what would be sent, nothing personal in it
//! match call.send().await {
//!     Ok(outcome) => assert!(outcome.all_succeeded()),
//!     Err(error) if error.delivery() == Delivery::MaybeSent => {
//!         let settled = call.settle().await?; // reads; never does it twice
//!         assert!(settled.is_done(), "for a person: {:?}", settled.unknown);
//!     }
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```

mod batch;
mod call;
mod dry_run;
mod input;
mod result_code;
mod settle;
mod subject;

pub use apiwire::InputFault;
pub use batch::{BatchOutcome, ItemFailure};
pub use call::Call;
pub use dry_run::DryRun;
pub use input::InputError;
pub use result_code::ResultCode;
pub use settle::{LookAt, Resent, Seen, Settled, Unknown, WriteOperation};
pub use subject::Subject;

pub(crate) use batch::batch;
pub(crate) use input::{Checks, OURS};
