//! What the seller collects, and how: small pages and short windows, so that there is something to go wrong between them.

use coupang_wing::calendar::KstDate;
use coupang_wing::claims::{Exchange, ReturnRequest, ReturnWithdrawal};
use coupang_wing::collect::{Status, Sweep};
use coupang_wing::orders::OrderSheet;
use coupang_wing::service::{CallCenterInquiry, PartnerCounselingStatus, ProductInquiry};
use coupang_wing::window::{DayRule, EXCHANGE_DAYS, INQUIRY_DAYS, ORDER_DAYS, RETURN_DAYS, WITHDRAWAL_DAYS};

use crate::oracle::Shelf;
use crate::seller::Seller;

impl Seller<'_> {
    pub(crate) async fn collect_orders(&self) -> Vec<OrderSheet> {
        let sweep = self.sweep(ORDER_DAYS);
        self.collect(Shelf::Orders, order_id, || self.wing.orders().collect(sweep.clone())).await
    }

    pub(crate) async fn collect_returns(&self) -> Vec<ReturnRequest> {
        let sweep = self.sweep(RETURN_DAYS);
        self.collect(Shelf::Returns, receipt_id, || self.wing.claims().collect_returns(sweep.clone())).await
    }

    pub(crate) async fn collect_cancellations(&self) -> Vec<ReturnRequest> {
        let sweep = self.sweep(RETURN_DAYS);
        self.collect(Shelf::Cancellations, receipt_id, || self.wing.claims().collect_cancellations(sweep.clone())).await
    }

    pub(crate) async fn collect_withdrawals(&self) -> Vec<ReturnWithdrawal> {
        let sweep = self.sweep(WITHDRAWAL_DAYS);
        let id = |row: &ReturnWithdrawal| row.cancel_id.get();
        self.collect(Shelf::Withdrawals, id, || self.wing.claims().collect_withdrawals(sweep.clone())).await
    }

    pub(crate) async fn collect_exchanges(&self) -> Vec<Exchange> {
        let sweep = self.sweep(EXCHANGE_DAYS);
        self.collect(Shelf::Exchanges, exchange_id, || self.wing.claims().collect_exchanges(sweep.clone())).await
    }

    pub(crate) async fn collect_inquiries(&self) -> Vec<ProductInquiry> {
        let sweep = self.sweep(INQUIRY_DAYS);
        self.reading_inquiries.set(true);
        let collection = || self.wing.service().collect_inquiries(sweep.clone());
        let rows = self.collect(Shelf::Inquiries, inquiry_id, collection).await;
        self.reading_inquiries.set(false);
        rows
    }

    /// The inquiries that wait for an answer; no shelf, because answering takes them out of it.
    pub(crate) async fn unanswered(&self) -> Vec<ProductInquiry> {
        let all = self.collect_inquiries().await;
        let open = |row: &ProductInquiry| row.comments.as_ref().is_some_and(Vec::is_empty);
        all.into_iter().filter(open).collect()
    }

    pub(crate) async fn collect_cases(&self) -> Vec<CallCenterInquiry> {
        let sweep = self.sweep::<PartnerCounselingStatus, _>(INQUIRY_DAYS);
        self.collect(Shelf::Cases, case_id, || self.wing.service().collect_call_center_inquiries(sweep.clone())).await
    }

    /// The days of this shop in some windows and pages; a collection and those resumed from it share them.
    fn sweep<S: Status, V: Default>(&self, rule: DayRule) -> Sweep<KstDate, S, V> {
        let windows = [1, 2, 7][self.one_of(3)];
        let rows = u16::try_from(2 + self.one_of(6)).unwrap();
        let sweep = Sweep::from(self.days.clone()).with_page_size(rows);
        match rule.with_days(windows) {
            Ok(rule) => sweep.with_windows(rule),
            Err(_) => sweep,
        }
    }
}

pub(crate) fn order_id(row: &OrderSheet) -> i64 {
    row.shipment_box_id.get()
}

pub(crate) fn receipt_id(row: &ReturnRequest) -> i64 {
    row.receipt_id.get()
}

pub(crate) fn exchange_id(row: &Exchange) -> i64 {
    row.exchange_id.get()
}

pub(crate) fn inquiry_id(row: &ProductInquiry) -> i64 {
    row.inquiry_id.get()
}

pub(crate) fn case_id(row: &CallCenterInquiry) -> i64 {
    row.inquiry_id.get()
}
