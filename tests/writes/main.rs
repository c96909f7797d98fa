//! Every write crossed with everything that can happen to it: the sandbox's ledger shows at most one commit for each
//! intention in every cell, and under any answer to what the portal leaves open.
//!
//! What a refusal's text means, and what input is refused before anything is sent, is tested with the client
//! (`coupang-wing/tests`). A new write cannot be forgotten: the rows are compared with the table of operations.

mod cells;
mod claims;
#[path = "../shared/guesses.rs"]
mod guesses;
mod inventory;
mod orders;
mod partial;
mod service;
mod ship_safe;
mod world;

use std::collections::BTreeSet;

use coupang_wing::apiwire::EffectKind;
use coupang_wing::endpoints::OPERATIONS;
use coupang_wing::{claims as c, inventory as i, orders as o, service as s};

/// Declares the rows: each is a test of its own, and its operation is known by name.
macro_rules! rows {
    ($($test:ident: $endpoint:ty = $row:expr;)+) => {
        $(
            #[tokio::test(start_paused = true)]
            async fn $test() {
                $row.cross().await;
            }
        )+

        #[test]
        fn every_write_has_its_row() {
            let crossed: BTreeSet<&str> = [$(<$endpoint as coupang_wing::apiwire::Endpoint>::NAME),+].into();
            let writes = OPERATIONS.iter().filter(|operation| operation.effect == EffectKind::Write);
            assert_eq!(crossed, writes.map(|operation| operation.name).collect());
        }
    };
}

rows! {
    acknowledge: o::Acknowledge = orders::acknowledge();
    upload_invoices: o::UploadInvoices = orders::upload_invoices();
    update_invoices: o::UpdateInvoices = orders::update_invoices();
    stop_shipment: o::StopShipment = orders::stop_shipment();
    already_shipped: o::AlreadyShipped = orders::already_shipped();
    cancel: o::CancelOrderItems = orders::cancel();
    complete_long_undelivered: o::CompleteLongUndelivered = orders::complete_long_undelivered();
    arrange_shipment: o::ArrangeShipment = orders::arrange_shipment();
    download_invoices: o::DownloadInvoices = orders::download_invoices();
    receive_return: c::ReceiveReturn = claims::receive_return();
    approve_return: c::ApproveReturn = claims::approve_return();
    register_collection: c::RegisterCollection = claims::register_collection();
    receive_exchange: c::ReceiveExchange = claims::receive_exchange();
    reject_exchange: c::RejectExchange = claims::reject_exchange();
    upload_exchange_invoices: c::UploadExchangeInvoices = claims::upload_exchange_invoices();
    reply_to_inquiry: s::ReplyToInquiry = service::reply_to_inquiry();
    reply_to_call_center: s::ReplyToCallCenter = service::reply_to_call_center();
    confirm_call_center: s::ConfirmCallCenter = service::confirm_call_center();
    set_quantity: i::SetQuantity = inventory::set_quantity();
    set_price: i::SetPrice = inventory::set_price();
    set_original_price: i::SetOriginalPrice = inventory::set_original_price();
    stop_sale: i::StopSale = inventory::stop_sale();
    resume_sale: i::ResumeSale = inventory::resume_sale();
}
