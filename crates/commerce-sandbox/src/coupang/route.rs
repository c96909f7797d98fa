//! Which operation a request line names.

use super::answer::Refusal;
use super::write::Write;
use super::{claims, inventory, ordersheets, service, settlement};
use http::Method;

/// A request line that names an operation.
pub(super) struct Route<'p> {
    /// The vendor id as it stands in the path; some paths have none, and the key alone names the vendor.
    pub(super) vendor: Option<&'p str>,
    /// What is asked for.
    pub(super) operation: Operation<'p>,
    /// The version as it stands in the path, of the provider that has the most operations; empty for the others.
    version: &'p str,
}

/// The operations this sandbox knows, by family.
pub(super) enum Operation<'p> {
    /// Order sheets, and what has happened to them.
    Orders(ordersheets::Read<'p>),
    /// The reads of returns, withdrawals and exchanges.
    Claims(claims::Operation<'p>),
    /// Inquiries and call-centre cases.
    Service(service::Read<'p>),
    /// The inventory of an option, by its id as it stands in the path.
    Inventory(&'p str),
    /// Revenue and payouts.
    Settlement(settlement::Read),
    /// Whatever changes something.
    Write(Write<'p>),
}

impl<'p> Route<'p> {
    /// Finds the operation. The path is compared as it was sent, without decoding.
    pub(super) fn find(method: &Method, path: &'p str) -> Result<Self, Refusal> {
        let tail = path.strip_prefix("/v2/providers/openapi/apis/api/");
        let segments: Vec<&str> = tail.map(|tail| tail.split('/').collect()).unwrap_or_default();
        let claims =
            claims::Operation::find(method, &segments).map(|(vendor, found)| (vendor, Operation::Claims(found)));
        let get = || (method == Method::GET).then(|| Self::get(path, &segments))?;
        let write = || Write::find(method, path, &segments).map(|(vendor, write)| (vendor, Operation::Write(write)));
        let (vendor, operation) = claims.or_else(get).or_else(write).ok_or(Refusal::NotFound)?;
        let version = segments.first().copied().unwrap_or_default();
        Ok(Self { vendor, operation, version })
    }

    /// Whether a notice alone names it, and no page does (notice 48314250583705).
    pub(super) fn is_from_notice(&self) -> bool {
        matches!(self.operation, Operation::Write(write) if write.is_from_notice(self.version))
    }

    /// Whether only Taiwan has it.
    pub(super) fn is_of_taiwan(&self) -> bool {
        matches!(self.operation, Operation::Write(write) if write.is_of_taiwan())
    }

    /// What a GET names in the families that have no other method.
    fn get(path: &'p str, segments: &[&'p str]) -> Option<(Option<&'p str>, Operation<'p>)> {
        let orders = || ordersheets::find(segments).map(|(vendor, read)| (vendor, Operation::Orders(read)));
        let service = || service::find(segments).map(|(vendor, read)| (vendor, Operation::Service(read)));
        let inventory = || inventory::find(path).map(|option| (None, Operation::Inventory(option)));
        let settlement = || settlement::find(path).map(|read| (None, Operation::Settlement(read)));
        orders().or_else(service).or_else(inventory).or_else(settlement)
    }

    /// The function that answers, by its path in this sandbox.
    fn handler(&self) -> &'static str {
        match &self.operation {
            Operation::Orders(read) => read.handler(),
            Operation::Claims(operation) => operation.handler(),
            Operation::Service(read) => read.handler(),
            Operation::Inventory(_) => "inventory::answer",
            Operation::Settlement(read) => read.handler(),
            Operation::Write(write) => write.handler(),
        }
    }

    /// Refuses a vendor id that cannot be one (400, article of the order list), then one that is not `own` (404,
    /// articles 30176501214361 and 360022936054).
    pub(super) fn check_vendor(&self, own: &str) -> Result<(), Refusal> {
        self.vendor.map_or(Ok(()), |vendor| check_vendor_id(vendor, own))
    }
}

/// The function of this sandbox that answers a method and a path; `None` when nothing does, which is a 404.
///
/// Variables may stand in the path as names in braces.
#[must_use]
pub fn handler(method: &Method, path: &str) -> Option<&'static str> {
    Route::find(method, path).ok().map(|route| route.handler())
}

/// The same check for a vendor id in a query.
pub(super) fn check_vendor_id(vendor: &str, own: &str) -> Result<(), Refusal> {
    if !is_vendor_id(vendor) {
        Err(Refusal::BadRequest("Invalid vendor ID"))
    } else if vendor != own {
        Err(Refusal::NotFound)
    } else {
        Ok(())
    }
}

/// `A` or `C` followed by digits; case matters.
pub(super) fn is_vendor_id(text: &str) -> bool {
    text.strip_prefix(['A', 'C'])
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Refusal, Route, handler, is_vendor_id};
    use http::Method;

    #[test]
    fn the_order_list_is_found_in_both_versions_and_nothing_else_is() {
        let path = |version: &str| format!("/v2/providers/openapi/apis/api/{version}/vendors/A1/ordersheets");
        for version in ["v4", "v5"] {
            assert!(Route::find(&Method::GET, &path(version)).is_ok_and(|route| route.vendor == Some("A1")));
        }
        for (method, path) in [
            (Method::GET, path("v6")),
            (Method::POST, path("v5")),
            (Method::GET, path("v5") + "/"),
            (Method::GET, path("v5").replace("openapi", "open%61pi")),
            (Method::GET, "/".to_owned()),
        ] {
            assert_eq!(Route::find(&method, &path).err(), Some(Refusal::NotFound), "{method} {path}");
        }
    }

    #[test]
    fn a_handler_is_found_by_a_path_with_variables() {
        let api = "/v2/providers/openapi/apis/api";
        for (method, path, expected) in [
            (Method::GET, "v5/vendors/{vendorId}/ordersheets", Some("ordersheets::list")),
            (Method::GET, "v4/vendors/{vendorId}/{orderId}/ordersheets", Some("ordersheets::alone::of_order")),
            (Method::GET, "v5/vendors/callCenterInquiries/{inquiryId}", Some("service::single")),
            (Method::POST, "v4/vendors/{vendorId}/returnWithdrawList", Some("claims::withdrawals::find")),
            (Method::GET, "v1/revenue-history", Some("settlement::revenue")),
            (
                Method::PATCH,
                "v4/vendors/{vendorId}/ordersheets/acknowledgement",
                Some("ordersheets::acknowledge::boxes"),
            ),
            (Method::POST, "v4/vendors/{vendorId}/orders/invoices", Some("ordersheets::invoices::upload")),
            (
                Method::POST,
                "v4/vendors/{vendorId}/orders/updateInvoices",
                Some("ordersheets::update_invoices::replace"),
            ),
            (Method::POST, "v5/vendors/{vendorId}/orders/{orderId}/cancel", Some("ordersheets::cancel::units")),
            (
                Method::PUT,
                "v4/vendors/{vendorId}/returnRequests/{receiptId}/approval",
                Some("claims::return_writes::approve"),
            ),
            (
                Method::POST,
                "v4/vendors/{vendorId}/exchangeRequests/{exchangeId}/invoices",
                Some("claims::exchange_waybills::send"),
            ),
            (
                Method::POST,
                "v4/vendors/{vendorId}/onlineInquiries/{inquiryId}/replies",
                Some("service::reply_inquiry::reply"),
            ),
            (Method::POST, "v5/vendors/{vendorId}/onlineInquiries/{inquiryId}/replies", None),
            (Method::GET, "v4/vendors/{vendorId}/orders/invoices", None),
            (Method::GET, "v4/vendors/{vendorId}/returnWithdrawList", None),
            (Method::POST, "v5/vendors/{vendorId}/ordersheets", None),
        ] {
            assert_eq!(handler(&method, &format!("{api}/{path}")), expected, "{method} {path}");
        }
    }

    #[test]
    fn a_vendor_id_is_a_letter_and_digits() {
        for good in ["A00012345", "C1"] {
            assert!(is_vendor_id(good), "{good}");
        }
        for bad in ["", "A", "a00012345", "B00012345", "A0001234x", "00012345", "A0001234%35"] {
            assert!(!is_vendor_id(bad), "{bad}");
        }
    }
}
