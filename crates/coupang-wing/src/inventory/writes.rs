//! The writes of an option, as methods of a client that may write.

use super::Inventory;
use super::resume_sale::ResumeSale;
use super::set_original_price::SetOriginalPrice;
use super::set_price::{PriceChange, SetPrice};
use super::set_quantity::SetQuantity;
use super::stop_sale::StopSale;
use crate::access::ReadWrite;
use crate::ids::VendorItemId;
use crate::write::{Call, InputError};

/// Each method checks its input and makes a [`Call`]; nothing is sent before [`Call::send`]. Permit:
/// [`crate::family::INVENTORY`].
///
/// They work on one option, once its product is approved, and are live at once. Coupang limits exactly these calls more
/// strictly than others since 2023-10-12 (notice 23902034110617): it blocks long.
impl<'w> Inventory<'w, ReadWrite> {
    /// 상품 아이템별 수량 변경: an option has so many units in stock. 0 means sold out, not suspended.
    ///
    /// # Errors
    /// [`InputError`]: a negative quantity.
    pub fn set_quantity(
        &self,
        vendor_item_id: VendorItemId,
        quantity: i64,
    ) -> Result<Call<'w, SetQuantity>, InputError> {
        SetQuantity::new(vendor_item_id, quantity).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 상품 아이템별 가격 변경: an option costs so much, in won.
    ///
    /// # Errors
    /// [`InputError`]: a price of 0 or less, or that is no multiple of 10; where the price before was passed, a fall of more
    /// than 50% or a rise of more than 100% that is not forced.
    pub fn set_price(&self, change: PriceChange) -> Result<Call<'w, SetPrice>, InputError> {
        SetPrice::new(self.wing, change).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 상품 아이템별 할인율 기준가격 변경: an option's discount is reckoned from this price, in won. No operation reads it.
    ///
    /// # Errors
    /// [`InputError`]: a negative price, or one that is no multiple of 10.
    pub fn set_original_price(
        &self,
        vendor_item_id: VendorItemId,
        original_price: i64,
    ) -> Result<Call<'w, SetOriginalPrice>, InputError> {
        SetOriginalPrice::new(self.wing, vendor_item_id, original_price).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 상품 아이템별 판매 중지: an option is not sold any more. Its stock stays.
    ///
    /// # Errors
    /// None: there is nothing to check.
    pub fn stop_sale(&self, vendor_item_id: VendorItemId) -> Result<Call<'w, StopSale>, InputError> {
        Ok(Call::new(self.wing, StopSale::new(vendor_item_id)))
    }

    /// 상품 아이템별 판매 재개: an option is sold again.
    ///
    /// # Errors
    /// None: there is nothing to check.
    pub fn resume_sale(&self, vendor_item_id: VendorItemId) -> Result<Call<'w, ResumeSale>, InputError> {
        Ok(Call::new(self.wing, ResumeSale::new(vendor_item_id)))
    }
}
