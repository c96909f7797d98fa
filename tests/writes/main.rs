//! Every write crossed with everything that can happen to it: the sandbox's ledger shows at most one commit for each
//! intention in every cell.
//!
//! What a refusal's text means, and what input is refused before anything is sent, is tested with the client
//! (`coupang-wing/tests`). A new write cannot be forgotten: the rows are compared with the table of operations.

mod cells;
mod orders;
mod partial;
mod world;

use std::collections::BTreeSet;

use coupang_wing::apiwire::EffectKind;
use coupang_wing::endpoints::OPERATIONS;
use coupang_wing::orders as o;

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
}
