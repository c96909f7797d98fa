//! What an option has in stock, and for how much.

use crate::ids::VendorItemId;
use crate::money::Money;

apiwire::model! {
    /// Stock, price and sale status of an option (article 360033645114).
    pub struct VendorItemInventory {
        /// The option that was asked for: Coupang calls it `sellerItemId` here, and means the `vendorItemId`.
        required vendor_item_id: VendorItemId = "sellerItemId",
        /// What is left, in units. 0 does not mean that the sale is suspended.
        optional amount_in_stock: i64 = "amountInStock",
        /// The sale price of one, in won.
        optional sale_price: Money = "salePrice",
        /// Whether it is on sale.
        optional on_sale: bool = "onSale",
        /// The lowest-price guarantee; on the page of 2019 only, removed since.
        optional best_price_guaranteed_3p: bool = "bestPriceGuaranteed3P",
    }
}
