//! The families of writes; a permit opens some of them.

use apiwire::Family;

/// Acknowledging, cancelling and completing orders.
pub const ORDERS: Family = Family::new("orders");
/// Uploading and updating waybills.
pub const INVOICES: Family = Family::new("invoices");
/// Returns and exchanges, stop requests included.
pub const CLAIMS: Family = Family::new("claims");
/// Answering product and call-centre inquiries.
pub const CS: Family = Family::new("cs");
/// Stock, prices and sale status.
pub const INVENTORY: Family = Family::new("inventory");

/// All of them.
pub const ALL: [Family; 5] = [ORDERS, INVOICES, CLAIMS, CS, INVENTORY];
