//! The result list of a batch: HTTP 200 and `code` 200 whatever became of its boxes.

use crate::coupang::answer::{Answer, set};
use crate::coupang::rules::ResultOrder;
use crate::coupang::world::View;
use serde_json::{Value, json};

/// What became of the boxes of a batch.
#[derive(Default)]
pub(super) struct Results {
    entries: Vec<Value>,
    failed: usize,
}

/// A box that was not changed.
pub(super) struct BoxResult {
    code: &'static str,
    retry: bool,
    message: String,
}

impl BoxResult {
    pub(super) fn new(code: &'static str, retry: bool, message: String) -> Self {
        Self { code, retry, message }
    }
}

impl Results {
    /// Adds a box: the text of its success, which may be none, or its failure.
    pub(super) fn push(&mut self, id: i64, result: Result<Option<&str>, BoxResult>) {
        self.failed += usize::from(result.is_err());
        self.entries.push(match result {
            Ok(message) => json!({
                "shipmentBoxId": id, "succeed": true, "resultCode": "OK", "retryRequired": false, "resultMessage": message,
            }),
            Err(BoxResult { code, retry, message }) => json!({
                "shipmentBoxId": id, "succeed": false, "resultCode": code, "retryRequired": retry, "resultMessage": message,
            }),
        });
    }

    /// The word for what became of the whole.
    pub(super) fn choose<T>(&self, none: T, success: T, partial: T, failed: T) -> T {
        if self.entries.is_empty() {
            none
        } else if self.failed == 0 {
            success
        } else if self.failed < self.entries.len() {
            partial
        } else {
            failed
        }
    }

    /// The answer, in the order of the request unless `result_order`; its `code` is a number or text, as in the operation's
    /// official sample.
    pub(super) fn into_answer(
        mut self,
        shop: &View<'_>,
        code: impl Into<Value>,
        words: &str,
        key: Option<i64>,
    ) -> Answer {
        if shop.rules().orders.result_order == ResultOrder::Reversed {
            self.entries.reverse();
        }
        let mut data = json!({
            "responseCode": self.choose(-1, 0, 1, 99),
            "responseMessage": words,
            "responseList": self.entries,
        });
        if let Some(key) = key {
            set(&mut data, "responseKey", key);
        }
        Answer::ok(json!({ "code": code.into(), "message": "OK", "data": data }))
    }
}
