//! Stock, price and sale status of options (상품 아이템별 수량/가격/상태).

mod get;
mod vendor_item;

use apiwire::{Error, Single};

pub use get::GetInventory;
pub use vendor_item::VendorItemInventory;

use crate::access::{Access, ReadOnly};
use crate::client::Wing;
use crate::ids::VendorItemId;

/// The inventory of a client; see [`crate::Wing::inventory`].
#[derive(Debug, Clone, Copy)]
pub struct Inventory<'w, A: Access = ReadOnly> {
    pub(crate) wing: &'w Wing<A>,
}

impl<A: Access> Inventory<'_, A> {
    /// Reads stock, price and sale status of one option. There is no read of several.
    ///
    /// Coupang limits these calls more strictly than others since 2023-10-12 (notice 23902034110617).
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::BadRequest`] when the option is unknown or deleted, and all other kinds.
    pub async fn get(&self, vendor_item_id: VendorItemId) -> Result<Single<VendorItemInventory>, Error> {
        self.wing.pipeline.send(&GetInventory::new(vendor_item_id), None).await
    }
}
