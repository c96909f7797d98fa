//! The rounds of a day: from orders to parcels, claims, and answers to customers.

use std::collections::BTreeMap;

use coupang_wing::apiwire::Endpoint;
use coupang_wing::claims::{
    ApproveReturn, Exchange, ExchangeRejection, ExchangeWaybill, ReceiptStatus, ReceiveExchange, ReceiveReturn,
    RejectExchange, ReturnRequest, UploadExchangeInvoices,
};
use coupang_wing::orders::{
    Acknowledge, Acknowledgement, AlreadyShipped, Carrier, OrderSheet, OrderStatus, StopShipment, UploadInvoices,
    Waybill,
};
use coupang_wing::service::{
    CallCenterAnswer, CallCenterInquiry, ConfirmCallCenter, InquiryReply, InquiryStatus, ReplyToCallCenter,
    ReplyToInquiry,
};
use coupang_wing::write::BatchOutcome;
use coupang_wing::{InvoiceNumber, ReceiptId, ShipmentBoxId};

use crate::families::{case_id, exchange_id, inquiry_id, order_id, receipt_id};
use crate::seller::Seller;

impl Seller<'_> {
    /// Acknowledges what was paid, and ships what is prepared and not to be stopped.
    pub(crate) async fn orders(&self) {
        let sheets = self.collect_orders().await;
        let paid: Vec<&OrderSheet> = sheets.iter().filter(|sheet| sheet.status == OrderStatus::Accept).collect();
        for batch in paid.chunks(1 + self.one_of(5)) {
            let (batch, meant) = self.mean(Acknowledge::NAME, batch.iter().copied(), order_id);
            if !batch.is_empty() && self.one_of(2) == 0 {
                self.prepare(&batch, meant).await;
            } else if !batch.is_empty() {
                let call = self.wing.orders().acknowledge(Acknowledgement::sheets(batch));
                self.carry_out(call, meant, refused_boxes).await;
            }
        }
        // The address may have changed until the acknowledgement: only what is read now goes on a label.
        let mut prepared = Vec::new();
        for sheet in sheets.iter().filter(|sheet| [OrderStatus::Accept, OrderStatus::Instruct].contains(&sheet.status))
        {
            let now = self.read(|| async { self.wing.orders().get(sheet.shipment_box_id).await }).await;
            prepared.extend(now.map(|now| now.row).filter(|now| now.status == OrderStatus::Instruct));
        }
        for batch in prepared.chunks(1 + self.one_of(5)) {
            self.ship(batch).await;
        }
    }

    async fn ship(&self, prepared: &[OrderSheet]) {
        let mut numbers = BTreeMap::new();
        let mut waybill = |sheet: &OrderSheet| {
            let number = self.next_waybill();
            numbers.insert(sheet.shipment_box_id.get(), number.clone());
            Waybill::for_sheet(sheet, Carrier::CJGLS, &InvoiceNumber::new(number))
        };
        let waybills: Vec<Waybill> = prepared.iter().map(&mut waybill).collect();
        let check = self.read(|| async { self.wing.orders().hold_back_stopped(waybills.clone()).await }).await;
        let Some(check) = check else { return };
        let (clear, meant) =
            self.mean(UploadInvoices::NAME, check.clear.iter(), |waybill| waybill.shipment_box_id().get());
        if !clear.is_empty() {
            self.labels.borrow_mut().extend(meant.iter().map(|(id, _)| (*id, numbers[id].clone())));
            let call = self.wing.orders().upload_invoices(clear.into_iter().cloned());
            self.carry_out(call, meant, refused_boxes).await;
        }
    }

    /// Handles what buyers want of the seller.
    pub(crate) async fn claims(&self) {
        self.collect_cancellations().await;
        self.collect_withdrawals().await;
        for receipt in &self.collect_returns().await {
            self.receipt(receipt).await;
        }
        for exchange in &self.collect_exchanges().await {
            self.exchange(exchange).await;
        }
    }

    async fn receipt(&self, receipt: &ReturnRequest) {
        let claims = self.wing.claims();
        if receipt.waits_for_release_stop() {
            if self.one_of(4) > 0 {
                let (_, meant) = self.mean(StopShipment::NAME, [receipt], receipt_id);
                if !meant.is_empty() {
                    self.carry_out(self.wing.orders().stop_shipment(receipt), meant, refused_receipts).await;
                }
            } else {
                let (_, meant) = self.mean(AlreadyShipped::NAME, [receipt], receipt_id);
                if !meant.is_empty() {
                    let number = InvoiceNumber::new(self.next_waybill());
                    let call = self.wing.orders().already_shipped(receipt, Carrier::CJGLS, number);
                    self.carry_out(call, meant, refused_receipts).await;
                }
            }
        } else if receipt.receipt_status == ReceiptStatus::Unchecked {
            let (_, meant) = self.mean(ReceiveReturn::NAME, [receipt], receipt_id);
            if !meant.is_empty() {
                self.carry_out(claims.receive_return(receipt), meant, |()| Vec::new()).await;
            }
        } else if receipt.receipt_status == ReceiptStatus::WarehouseConfirmed {
            let (_, meant) = self.mean(ApproveReturn::NAME, [receipt], receipt_id);
            if !meant.is_empty() {
                self.carry_out(claims.approve_return(receipt), meant, |()| Vec::new()).await;
            }
        }
    }

    async fn exchange(&self, exchange: &Exchange) {
        let claims = self.wing.claims();
        let new_box = exchange.redelivery_boxes.iter().flatten().find_map(|new| new.shipment_box_id);
        if exchange.delivery_invoice_modifiable == Some(true)
            && let Some(new_box) = new_box
        {
            let (_, meant) = self.mean(UploadExchangeInvoices::NAME, [exchange], exchange_id);
            // The call is about the new box, the commit about the exchange.
            let meant: Vec<_> = meant.into_iter().map(|(_, number)| (new_box.get(), number)).collect();
            if !meant.is_empty() {
                let waybill = ExchangeWaybill::new(new_box, Carrier::CJGLS, InvoiceNumber::new(self.next_waybill()));
                self.carry_out(claims.upload_exchange_invoices(exchange, [waybill]), meant, refused_boxes).await;
            }
        } else if exchange.collect_complete_date.is_none() && exchange.rejectable == Some(true) {
            if self.one_of(3) > 0 {
                let (_, meant) = self.mean(ReceiveExchange::NAME, [exchange], exchange_id);
                if !meant.is_empty() {
                    self.carry_out(claims.receive_exchange(exchange), meant, |()| Vec::new()).await;
                }
            } else {
                let (_, meant) = self.mean(RejectExchange::NAME, [exchange], exchange_id);
                if !meant.is_empty() {
                    let call = claims.reject_exchange(exchange, ExchangeRejection::SoldOut);
                    self.carry_out(call, meant, |()| Vec::new()).await;
                }
            }
        }
    }

    /// Answers customers.
    pub(crate) async fn answers(&self) {
        let service = self.wing.service();
        for inquiry in &self.unanswered().await {
            let (_, meant) = self.mean(ReplyToInquiry::NAME, [inquiry], inquiry_id);
            if !meant.is_empty() {
                let reply = InquiryReply::to(inquiry, "안녕하세요.\n내일 출고됩니다. 감사합니다.");
                self.carry_out(service.reply_to_inquiry(reply), meant, |()| Vec::new()).await;
            }
        }
        for case in &self.collect_cases().await {
            self.case(case).await;
        }
    }

    async fn case(&self, case: &CallCenterInquiry) {
        let service = self.wing.service();
        let answer = CallCenterAnswer::to(case, "안녕하세요.\n출고 전이라 변경 가능합니다.");
        if case.inquiry_status != Some(InquiryStatus::Progress) {
            return;
        }
        if let Some(message) = answer.parent_answer_id() {
            if let Some(number) = self.book.mean_message(ReplyToCallCenter::NAME, case_id(case), message.get()) {
                self.carry_out(service.reply_to_call_center(answer), vec![(case_id(case), number)], |()| Vec::new())
                    .await;
            }
        } else {
            let (_, meant) = self.mean(ConfirmCallCenter::NAME, [case], case_id);
            if !meant.is_empty() {
                self.carry_out(service.confirm_call_center(case), meant, |()| Vec::new()).await;
            }
        }
    }
}

fn refused_boxes(outcome: &BatchOutcome<ShipmentBoxId>) -> Vec<i64> {
    outcome.failed.iter().map(|failure| failure.id.get()).collect()
}

fn refused_receipts(outcome: &BatchOutcome<ReceiptId>) -> Vec<i64> {
    outcome.failed.iter().map(|failure| failure.id.get()).collect()
}
