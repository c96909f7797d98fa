//! Stock, price and sale status of options (상품 아이템별 수량/가격/상태).

mod get;
mod price;
mod resume_sale;
mod set_original_price;
mod set_price;
mod set_quantity;
mod stop_sale;
mod vendor_item;
mod writes;

use apiwire::{Error, Single, Target};

pub use get::GetInventory;
pub use resume_sale::ResumeSale;
pub use set_original_price::SetOriginalPrice;
pub use set_price::{PriceChange, SetPrice};
pub use set_quantity::SetQuantity;
pub use stop_sale::StopSale;
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

/// The path that all operations on an option share.
fn option(vendor_item_id: VendorItemId) -> Target {
    Target::new("/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items").segment(vendor_item_id)
}
