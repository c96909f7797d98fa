//! The writes of customer service.

use coupang_wing::calendar::KstDate;
use coupang_wing::service::{
    AnsweredType, CallCenterAnswer, CallCenterInquiry, CallCenterQuery, ConfirmCallCenter, InquiryQuery, InquiryReply,
    PartnerCounselingStatus, ReplyToCallCenter, ReplyToInquiry,
};
use coupang_wing::{ReadWrite, Wing};

use crate::cells::Row;

async fn case(wing: &Wing<ReadWrite>, status: PartnerCounselingStatus) -> CallCenterInquiry {
    let today = KstDate::at(wing.now());
    let cases = CallCenterQuery::days(today, today, status).unwrap();
    wing.service().call_center_inquiries(cases).next().await.unwrap().unwrap()
}

pub(crate) fn reply_to_inquiry() -> Row<ReplyToInquiry> {
    Row::new(|wing| {
        Box::pin(async move {
            let today = KstDate::at(wing.now());
            let open = InquiryQuery::days(today, today, AnsweredType::NoAnswer).unwrap();
            let inquiry = wing.service().inquiries(open).next().await.unwrap().unwrap();
            let reply = InquiryReply::to(&inquiry, "안녕하세요.\n내일 출고됩니다.");
            wing.service().reply_to_inquiry(reply).unwrap()
        })
    })
}

pub(crate) fn reply_to_call_center() -> Row<ReplyToCallCenter> {
    Row::new(|wing| {
        Box::pin(async move {
            let case = case(wing, PartnerCounselingStatus::NoAnswer).await;
            let answer = CallCenterAnswer::to(&case, "안녕하세요.\n출고 전이라 변경 가능합니다.");
            wing.service().reply_to_call_center(answer).unwrap()
        })
    })
}

pub(crate) fn confirm_call_center() -> Row<ConfirmCallCenter> {
    Row::new(|wing| {
        Box::pin(async move {
            let case = case(wing, PartnerCounselingStatus::Transfer).await;
            wing.service().confirm_call_center(case.inquiry_id).unwrap()
        })
    })
}
