//! Pages that lead in circles, and pages that shift under the reader.

use super::{built, served, struck};
use crate::support::{opened, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway, GatewayBuilder, OrderStatus, Sort, TokenHolds};
use commerce_sandbox::fault::{Fault, FaultRule};
use serde_json::Value;
use std::time::Duration;

/// A list with pages: its operation, the search with a page size, how its pages are asked for, and the name of a row.
#[derive(Clone, Copy)]
struct List {
    operation: &'static str,
    search: &'static str,
    page: Page,
    id: &'static str,
}

#[derive(Clone, Copy)]
enum Page {
    Token(&'static str),
    Number(&'static str),
}

const LISTS: [List; 7] = [
    List {
        operation: "orders.list",
        search: "v4/vendors/A00012345/ordersheets?createdAtFrom=2026-03-01&createdAtTo=2026-03-02&status=ACCEPT&maxPerPage=3",
        page: Page::Token("nextToken"),
        id: "shipmentBoxId",
    },
    List {
        operation: "returns.list",
        search: "v6/vendors/A00012345/returnRequests?createdAtFrom=2026-02-20&createdAtTo=2026-03-01&status=CC&maxPerPage=3",
        page: Page::Token("nextToken"),
        id: "receiptId",
    },
    List {
        operation: "exchanges.list",
        search: "v4/vendors/A00012345/exchangeRequests?createdAtFrom=2026-02-24T00:00:00&createdAtTo=2026-03-02T00:00:00\
                 &maxPerPage=3",
        page: Page::Token("nextToken"),
        id: "exchangeId",
    },
    List {
        operation: "settlement.revenue",
        search: "v1/revenue-history?vendorId=A00012345&recognitionDateFrom=2026-02-01&recognitionDateTo=2026-02-03\
                 &maxPerPage=3",
        page: Page::Token("token"),
        id: "orderId",
    },
    List {
        operation: "returns.withdrawals",
        search: "v4/vendors/A00012345/returnWithdrawRequests?dateFrom=2026-02-24&dateTo=2026-03-01&sizePerPage=3",
        page: Page::Number("pageIndex"),
        id: "cancelId",
    },
    List {
        operation: "inquiries.list",
        search: "v5/vendors/A00012345/onlineInquiries?answeredType=ALL&inquiryStartAt=2026-02-24&inquiryEndAt=2026-03-01\
                 &pageSize=3",
        page: Page::Number("pageNum"),
        id: "inquiryId",
    },
    List {
        operation: "call_center.list",
        search: "v5/vendors/A00012345/callCenterInquiries?partnerCounselingStatus=NONE&inquiryStartAt=2026-02-24\
                 &inquiryEndAt=2026-03-01&pageSize=3",
        page: Page::Number("pageNum"),
        id: "inquiryId",
    },
];

fn busy() -> GatewayBuilder {
    let withdrawn = shop().claims_per_day(ClaimKind::Withdrawn, 2).claims_per_day(ClaimKind::Exchange, 2);
    withdrawn.orders_per_day(OrderStatus::Accept, 6)
}

fn get(gateway: &Gateway, path: &str) -> Value {
    let response = served(gateway, "GET", path, "", opened()).response;
    assert_eq!(response.status(), 200, "{path}: {:?}", response.body());
    serde_json::from_slice(response.body()).expect("JSON")
}

fn escaped(token: &str) -> String {
    token.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}

impl List {
    /// The ids of every page, for as long as another is announced; at most twenty pages.
    fn walk(&self, gateway: &Gateway) -> Vec<Vec<i64>> {
        let (mut pages, mut next) = (
            Vec::new(),
            match self.page {
                Page::Token(name) => format!("&{name}="),
                Page::Number(_) => String::new(),
            },
        );
        while pages.len() < 20 {
            let body = get(gateway, &format!("{}{next}", self.search));
            let rows = body.pointer("/data/content").unwrap_or(&body["data"]).as_array().expect("rows").iter();
            pages.push(rows.map(|row| row[self.id].as_i64().expect("an id")).collect());
            match (&self.page, body["nextToken"].as_str(), body.pointer("/data/pagination/totalPages")) {
                (_, Some(""), _) => return pages,
                (Page::Token(name), Some(token), _) => next = format!("&{name}={}", escaped(token)),
                (Page::Number(_), None, Some(total)) if total.as_u64() <= u64::try_from(pages.len()).ok() => {
                    return pages;
                }
                (Page::Number(_), None, None) if body["nextPageIndex"] == "" => return pages,
                (Page::Number(name), None, _) => next = format!("&{name}={}", pages.len() + 1),
                other => panic!("{}: {:?}", self.operation, other.1),
            }
        }
        pages
    }
}

/// The same shop with its lists turned round, as far as that is open.
fn turned() -> GatewayBuilder {
    busy().inquiries_sort(Sort::NewestFirst).revenue_sort(Sort::NewestFirst)
}

#[test]
fn a_page_that_shifts_shows_a_row_again_and_loses_none() {
    let shops: [fn() -> GatewayBuilder; 4] = [
        busy,
        || busy().token_holds(TokenHolds::Count),
        || busy().orders_sort(Sort::NewestFirst).token_life(Duration::from_secs(1)),
        turned,
    ];
    for (list, shop) in LISTS.iter().flat_map(|list| shops.map(|shop| (list, shop))) {
        let clean = list.walk(&built(shop()));
        assert!(clean.len() > 3, "{}: {clean:?}", list.operation);
        let gateway = built(shop().fault(FaultRule::new(list.operation, Fault::ShiftedPage)));
        let shifted = list.walk(&gateway);
        assert_eq!(shifted[0], clean[0], "{}: the first page has none before it", list.operation);
        assert_eq!(shifted[1], [clean[0][2], clean[1][0], clean[1][1]], "{}", list.operation);
        assert_eq!(shifted[2], [clean[1][2], clean[2][0], clean[2][1]], "{}", list.operation);
        let mut seen: Vec<i64> = shifted.concat();
        let again = seen.remove(3);
        assert_eq!((again, seen), (clean[0][2], clean.concat()), "{}", list.operation);
        assert_eq!(struck(&gateway), [(2, list.operation, Fault::ShiftedPage)]);
    }
}

#[test]
fn a_page_can_name_itself_as_the_next() {
    for list in LISTS.into_iter().filter(|list| matches!(list.page, Page::Token(_))) {
        let clean = list.walk(&built(busy()));
        let once = built(busy().fault(FaultRule::new(list.operation, Fault::RepeatedToken)));
        let mut walked = list.walk(&once);
        assert_eq!(walked.remove(1), clean[1], "{}: the second page, twice", list.operation);
        assert_eq!(walked, clean, "{}", list.operation);
        let always = built(busy().fault(FaultRule::new(list.operation, Fault::RepeatedToken).chance(1.0)));
        assert_eq!(list.walk(&always).len(), 20, "{}: without an end", list.operation);
        assert_eq!(always.ledger().faults.len(), 19, "the first page was asked without a token");
    }
}

#[test]
fn a_page_shifts_also_where_the_newest_claims_come_first() {
    let newest_first = || busy().claims_sort(Sort::NewestFirst);
    for list in LISTS.into_iter().filter(|list| list.operation.starts_with(['r', 'e'])) {
        let clean = list.walk(&built(newest_first()));
        let gateway = built(newest_first().fault(FaultRule::new(list.operation, Fault::ShiftedPage)));
        let shifted = list.walk(&gateway);
        assert_eq!(shifted[1], [clean[0][2], clean[1][0], clean[1][1]], "{}", list.operation);
        assert_eq!(clean.concat().len() + 1, shifted.concat().len(), "{}", list.operation);
    }
}
