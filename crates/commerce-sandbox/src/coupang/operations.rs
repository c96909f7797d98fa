//! The operations by their names, and what faults have to know of each.

use super::route::{Operation, Route};
use super::{claims, ordersheets, service, settlement};
use crate::fault::{OperationKind, Paging};
use crate::form;
use http::{Method, Uri};

/// Every operation, in the order of the client's `ENDPOINTS.md`.
pub(crate) const OPERATIONS: [OperationKind; 40] = [
    sheet("orders.list").rows("/data").paged(NEXT_TOKEN),
    sheet("orders.list_by_minute").rows("/data"),
    sheet("orders.get"),
    sheet("orders.get_by_order_id").rows("/data"),
    OperationKind::read("orders.history").optional("deliveryStatusDesc").words("deliveryStatus"),
    batch("orders.acknowledge"),
    batch("orders.upload_invoices"),
    batch("orders.update_invoices"),
    result("orders.stop_shipment"),
    result("orders.already_shipped"),
    OperationKind::write("orders.cancel").optional("totalCount").words("receiptType"),
    OperationKind::write("orders.complete_long_undelivered"),
    OperationKind::write("orders.tw_arrange_shipment").optional("errorMessage"),
    OperationKind::write("orders.tw_download_invoices"),
    receipt("returns.list").rows("/data").paged(NEXT_TOKEN),
    receipt("returns.list_by_minute").rows("/data"),
    receipt("returns.get"),
    withdrawal("returns.withdrawals").paged(Paging::Number("pageIndex")),
    withdrawal("returns.withdrawals_by_receipt"),
    OperationKind::read("exchanges.list")
        .rows("/data")
        .paged(NEXT_TOKEN)
        .optional("reasonEtcDetail")
        .words("exchangeStatus"),
    OperationKind::write("returns.receive"),
    OperationKind::write("returns.approve"),
    OperationKind::write("returns.register_collection")
        .optional("returnDeliveryId")
        .words("returnExchangeDeliveryType"),
    result("exchanges.receive"),
    result("exchanges.reject"),
    result("exchanges.upload_invoices"),
    OperationKind::read("inquiries.list").rows("/data/content").paged(PAGE_NUMBER).optional("inquiryAt"),
    case("call_center.list").rows("/data/content").paged(PAGE_NUMBER),
    case("call_center.get"),
    OperationKind::write("inquiries.reply"),
    OperationKind::write("call_center.reply"),
    OperationKind::write("call_center.confirm"),
    OperationKind::read("inventory.get").optional("amountInStock"),
    OperationKind::write("inventory.set_quantity"),
    OperationKind::write("inventory.set_price"),
    OperationKind::write("inventory.set_original_price"),
    OperationKind::write("inventory.stop_sale"),
    OperationKind::write("inventory.resume_sale"),
    OperationKind::read("settlement.revenue")
        .rows("/data")
        .paged(Paging::Token("token"))
        .optional("saleDate")
        .words("saleType"),
    OperationKind::read("settlement.histories").rows("").optional("bankName").words("status"),
];

const NEXT_TOKEN: Paging = Paging::Token("nextToken");
const PAGE_NUMBER: Paging = Paging::Number("pageNum");

const fn sheet(name: &'static str) -> OperationKind {
    OperationKind::read(name).optional("parcelPrintMessage").words("status")
}

const fn receipt(name: &'static str) -> OperationKind {
    OperationKind::read(name).optional("cancelReason").words("receiptStatus")
}

const fn withdrawal(name: &'static str) -> OperationKind {
    OperationKind::read(name).rows("/data").optional("createdAt").words("refundDeliveryDuty")
}

const fn case(name: &'static str) -> OperationKind {
    OperationKind::read(name).optional("itemName").words("inquiryStatus")
}

const fn batch(name: &'static str) -> OperationKind {
    OperationKind::write(name).optional("resultMessage").words("resultCode")
}

const fn result(name: &'static str) -> OperationKind {
    OperationKind::write(name).optional("resultMessage")
}

/// The operation that a request line names, as the client's `ENDPOINTS.md` calls it; `None` when nothing answers it.
///
/// Variables may stand in the path as names in braces, if those are escaped.
#[must_use]
pub fn operation(method: &Method, target: &Uri) -> Option<&'static str> {
    let route = Route::find(method, target.path()).ok()?;
    Some(route.operation.name(&form::decode(target.query().unwrap_or_default()).unwrap_or_default()))
}

/// Every name that [`operation`] can give.
pub fn operations() -> impl Iterator<Item = &'static str> {
    OPERATIONS.iter().map(|kind| kind.name)
}

impl Operation<'_> {
    /// What faults have to know of it; the decoded query tells a list by minute from one by day.
    pub(super) fn kind(&self, query: &[(String, String)]) -> Option<&'static OperationKind> {
        let name = self.name(query);
        OPERATIONS.iter().find(|kind| kind.name == name)
    }

    fn name(&self, query: &[(String, String)]) -> &'static str {
        let by_minute = || query.iter().any(|(name, value)| name == "searchType" && value == "timeFrame");
        match self {
            Self::Orders(ordersheets::Read::List(_)) if by_minute() => "orders.list_by_minute",
            Self::Orders(ordersheets::Read::List(_)) => "orders.list",
            Self::Orders(ordersheets::Read::OfBox(..)) => "orders.get",
            Self::Orders(ordersheets::Read::OfOrder(..)) => "orders.get_by_order_id",
            Self::Orders(ordersheets::Read::History(..)) => "orders.history",
            Self::Claims(claims::Operation::ListReturns(_)) if by_minute() => "returns.list_by_minute",
            Self::Claims(claims::Operation::ListReturns(_)) => "returns.list",
            Self::Claims(claims::Operation::GetReturn(..)) => "returns.get",
            Self::Claims(claims::Operation::ListWithdrawals) => "returns.withdrawals",
            Self::Claims(claims::Operation::FindWithdrawals) => "returns.withdrawals_by_receipt",
            Self::Claims(claims::Operation::ListExchanges) => "exchanges.list",
            Self::Service(service::Read::Inquiries(_)) => "inquiries.list",
            Self::Service(service::Read::Cases(_)) => "call_center.list",
            Self::Service(service::Read::Case(..)) => "call_center.get",
            Self::Inventory(_) => "inventory.get",
            Self::Settlement(settlement::Read::Revenue) => "settlement.revenue",
            Self::Settlement(settlement::Read::Histories) => "settlement.histories",
            Self::Write(write) => write.operation(),
        }
    }
}
