//! The outcome of a batch: HTTP 200 and a good envelope say nothing about its elements.

use std::fmt::Debug;

use apiwire::KnownRefusal;
use apiwire::decode::DecodeError;
use apiwire::wire::{Problem, Reader};
use redact_kr::FreeText;

use super::result_code::ResultCode;
use crate::envelope;
use crate::ids::ShipmentBoxId;

/// What happened to each element of a batch.
#[must_use = "a batch inside HTTP 200 may have failed in part or as a whole"]
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchOutcome<Id, Code = ResultCode> {
    /// What was done.
    pub succeeded: Vec<Id>,
    /// What was refused, and how. Never send the others again with it: they are done.
    pub failed: Vec<ItemFailure<Id, Code>>,
    /// What the answer does not mention, or says two things about: read it before doing anything.
    pub unanswered: Vec<Id>,
}

/// One refused element.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemFailure<Id, Code = ResultCode> {
    /// The element.
    pub id: Id,
    /// Coupang's result code; `None` where there is none.
    pub code: Option<Code>,
    /// Whether Coupang says that trying again may help, once the cause is mended.
    pub retry_required: Option<bool>,
    /// The documented refusal that Coupang's message is, where it is one.
    pub refusal: Option<&'static KnownRefusal>,
}

impl<Id, Code> BatchOutcome<Id, Code> {
    /// Everything was done.
    pub(crate) fn all(succeeded: Vec<Id>) -> Self {
        Self { succeeded, failed: Vec::new(), unanswered: Vec::new() }
    }

    /// Every element was done.
    #[must_use]
    pub fn all_succeeded(&self) -> bool {
        self.failed.is_empty() && self.unanswered.is_empty()
    }

    /// No element was done.
    #[must_use]
    pub fn none_succeeded(&self) -> bool {
        self.succeeded.is_empty()
    }

    /// The elements that were all done, or the outcome as an error.
    ///
    /// # Errors
    /// The outcome itself, when anything failed or was not answered.
    pub fn into_result(self) -> Result<Vec<Id>, Self> {
        if self.all_succeeded() { Ok(self.succeeded) } else { Err(self) }
    }
}

/// `responseCode`: nothing to report.
const NONE: i64 = -1;
/// `responseCode`: every box succeeded.
const SUCCESS: i64 = 0;
/// `responseCode`: every box failed.
const FAILED: i64 = 99;

apiwire::model! {
    /// `data` of a batch.
    pub struct BatchAnswer {
        /// `-1` nothing, `0` all succeeded, `1` some failed, `99` all failed.
        optional response_code: i64 = "responseCode",
        /// A marker of the request, without use; may be negative.
        optional response_key: i64 = "responseKey",
        /// Prose.
        optional response_message: FreeText = "responseMessage",
        /// One entry for each box, in no promised order.
        optional response_list: Vec<BoxAnswer> = "responseList",
    }
}

apiwire::model! {
    /// One box in it.
    pub struct BoxAnswer {
        /// The box.
        required shipment_box_id: ShipmentBoxId = "shipmentBoxId",
        /// Whether it was done.
        optional succeed: bool = "succeed",
        /// How.
        optional result_code: ResultCode = "resultCode",
        /// Prose that ends with the ids.
        optional result_message: FreeText = "resultMessage",
        /// Whether trying again may help.
        optional retry_required: bool = "retryRequired",
    }
}

/// Reads the answer to a batch of these boxes. The response list is matched by box, never by position.
pub(crate) fn batch(
    body: &[u8],
    sent: &[ShipmentBoxId],
    known: &'static [KnownRefusal],
) -> Result<BatchOutcome<ShipmentBoxId>, DecodeError> {
    let answer: BatchAnswer = envelope::single(body)?.row;
    let code = answer.response_code;
    // The list as a whole must be readable: an entry that is not would take its box for unmentioned.
    let entries = match answer.response_list {
        Some(entries) => entries,
        None if code == Some(FAILED) || code == Some(NONE) || code == Some(SUCCESS) => Vec::new(),
        None => return Err(missing_list()),
    };
    let meaning = |text: Option<&FreeText>| text.and_then(|text| KnownRefusal::find(known, text.expose()));
    let of_all = meaning(answer.response_message.as_ref());
    let mut outcome = BatchOutcome { succeeded: Vec::new(), failed: Vec::new(), unanswered: Vec::new() };
    for id in sent {
        let mut said = entries.iter().filter(|entry| entry.shipment_box_id == *id).map(Said::of);
        let first = said.next();
        match first.filter(|first| said.all(|other| other == *first)) {
            // Done in a batch that failed as a whole, or refused in one that succeeded: nobody knows.
            Some(Said::Done) if code != Some(FAILED) => outcome.succeeded.push(*id),
            Some(Said::Refused { code: result, retry, message }) if code != Some(SUCCESS) => {
                let refusal = meaning(message).or(of_all);
                outcome.failed.push(ItemFailure { id: *id, code: result.cloned(), retry_required: retry, refusal });
            }
            // Refused as a whole, without a list: so was each.
            None if code == Some(FAILED) && entries.is_empty() => {
                outcome.failed.push(ItemFailure { id: *id, code: None, retry_required: None, refusal: of_all });
            }
            _ => outcome.unanswered.push(*id),
        }
    }
    Ok(outcome)
}

/// What one entry says.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Said<'a> {
    Done,
    Refused { code: Option<&'a ResultCode>, retry: Option<bool>, message: Option<&'a FreeText> },
    Nothing,
}

impl<'a> Said<'a> {
    fn of(entry: &'a BoxAnswer) -> Self {
        let code = entry.result_code.as_ref();
        match (entry.succeed, code) {
            (Some(true), None | Some(ResultCode::Ok)) | (None, Some(ResultCode::Ok)) => Self::Done,
            (Some(true), Some(_)) | (Some(false), Some(ResultCode::Ok)) | (None, None) => Self::Nothing,
            (Some(false), _) | (None, Some(_)) => {
                Self::Refused { code, retry: entry.retry_required, message: entry.result_message.as_ref() }
            }
        }
    }
}

fn missing_list() -> DecodeError {
    let mut reader = Reader::new();
    let fault = reader.at("data", |reader| reader.at("responseList", |reader| reader.fault(Problem::Missing)));
    fault.into()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const KNOWN: &[KnownRefusal] = &[KnownRefusal::already_done("done", &["변경할 수 없습니다"], "done")];

    fn ids(numbers: &[i64]) -> Vec<ShipmentBoxId> {
        numbers.iter().map(|number| ShipmentBoxId::new(*number).unwrap()).collect()
    }

    fn answered(code: i64, list: &Value) -> BatchOutcome<ShipmentBoxId> {
        let body = json!({"code": "200", "message": "OK", "data": {"responseCode": code, "responseList": list}});
        batch(body.to_string().as_bytes(), &ids(&[1, 2]), KNOWN).unwrap()
    }

    fn entry(id: i64, succeed: bool, code: &str) -> Value {
        json!({"shipmentBoxId": id, "succeed": succeed, "resultCode": code, "retryRequired": !succeed})
    }

    #[test]
    fn each_box_is_what_its_entry_says_in_any_order() {
        let outcome = answered(1, &json!([entry(2, false, "INVALID_STATUS"), entry(1, true, "OK")]));
        assert_eq!(outcome.succeeded, ids(&[1]));
        let [failure] = &outcome.failed[..] else { panic!("{outcome:?}") };
        assert_eq!((failure.id, failure.retry_required), (ids(&[2])[0], Some(true)));
        assert_eq!(failure.code, Some(ResultCode::InvalidStatus));
        assert!(!outcome.all_succeeded() && outcome.into_result().is_err());
    }

    #[test]
    fn a_box_that_is_not_mentioned_or_told_two_ways_is_unanswered() {
        let done = answered(0, &json!([entry(1, true, "OK")]));
        assert_eq!((done.succeeded, done.unanswered), (ids(&[1]), ids(&[2])));
        let twice =
            answered(1, &json!([entry(1, true, "OK"), entry(1, false, "INVALID_STATUS"), entry(2, true, "OK")]));
        assert_eq!((twice.succeeded, twice.unanswered), (ids(&[2]), ids(&[1])));
        let odd = answered(1, &json!([entry(1, true, "INVALID_STATUS"), {"shipmentBoxId": 2}]));
        assert_eq!(odd.unanswered, ids(&[1, 2]));
        let stranger = answered(0, &json!([entry(7, true, "OK"), entry(1, true, "OK"), entry(2, true, "OK")]));
        assert!(stranger.all_succeeded());
    }

    #[test]
    fn a_whole_that_contradicts_its_parts_is_no_success() {
        let failed = answered(99, &json!([entry(1, true, "OK"), entry(2, false, "UNDEFINED_ERROR_OCCUR")]));
        assert_eq!((failed.unanswered.clone(), failed.failed.len()), (ids(&[1]), 1));
        assert!(failed.none_succeeded());
        let refused = answered(99, &json!(null));
        assert_eq!(refused.failed.len(), 2);
        let nothing = answered(-1, &json!([]));
        assert_eq!(nothing.unanswered, ids(&[1, 2]));
        let silent = answered(0, &json!(null));
        assert_eq!(silent.unanswered, ids(&[1, 2]), "no entry is no success");
    }

    #[test]
    fn a_documented_message_is_known_by_its_text_and_not_kept() {
        let mut refused = entry(2, false, "홍길동");
        refused["resultMessage"] = json!("배송상태를 변경할 수 없습니다. 홍길동");
        let outcome = answered(1, &json!([entry(1, true, "OK"), refused]));
        assert_eq!(outcome.failed[0].refusal.map(|refusal| refusal.name), Some("done"));
        assert!(!format!("{outcome:?}").contains("홍길동"));
        let body =
            json!({"code": 200, "data": {"responseCode": 99, "responseMessage": "배송상태를 변경할 수 없습니다."}});
        let outcome = batch(body.to_string().as_bytes(), &ids(&[1]), KNOWN).unwrap();
        assert_eq!(outcome.failed[0].refusal.map(|refusal| refusal.name), Some("done"));
    }

    #[test]
    fn an_answer_without_a_list_is_no_outcome() {
        for data in
            [json!({}), json!({"responseCode": 1}), json!(null), json!({"responseCode": 1, "responseList": [{}]})]
        {
            let body = json!({"code": 200, "data": data}).to_string();
            assert!(batch(body.as_bytes(), &ids(&[1]), KNOWN).is_err(), "{body}");
        }
    }
}
