//! The writes of customer service and of options.

use coupang_wing::inventory::PriceChange;
use coupang_wing::service::{CallCenterAnswer, CallCenterConfirmation, InquiryReply};
use coupang_wing::{ReadWrite, Wing};
use redact_kr::LoginId;

use crate::every_write::{case, inquiry, message, options};
use crate::rows::{call_center_case, product_inquiry, vendor_item};
use crate::{Case, NO_LOGIN, VENDOR_ID, case_of, whole};

pub(crate) fn of_service(wing: &Wing<ReadWrite>, nobody: &Wing<ReadWrite>) -> Vec<Case> {
    let service = wing.service();
    let (asked, closed) = (call_center_case("progress"), call_center_case("complete"));
    let mut answered = asked.clone();
    for reply in answered.replies.iter_mut().flatten() {
        reply.need_answer = Some(false);
    }
    let vendor_id = || LoginId::new("A00012345");
    let seen = product_inquiry();
    let same = seen.comments.as_ref().unwrap()[0].content.clone().unwrap();
    let (length, open) = ("must be 2 to 1000 characters", "must be open");
    vec![
        case_of(
            "an empty reply by nobody",
            nobody.service().reply_to_inquiry(InquiryReply::new(inquiry(), " \r\n")),
            &[(None, "content", "must not be empty"), (None, "replyBy", NO_LOGIN)],
        ),
        case_of(
            "a reply by the vendor id",
            service.reply_to_inquiry(InquiryReply::new(inquiry(), "네").by(vendor_id())),
            &whole("replyBy", VENDOR_ID),
        ),
        case_of(
            "a reply by a login with a line break",
            service.reply_to_inquiry(InquiryReply::new(inquiry(), "네").by(LoginId::new("shop\nowner"))),
            &whole("replyBy", "has spaces around it or control characters"),
        ),
        case_of(
            "the reply that is there",
            service.reply_to_inquiry(InquiryReply::to(&seen, same)),
            &whole("content", "is the answer that the inquiry has already"),
        ),
        case_of(
            "a reply of one character",
            service.reply_to_call_center(CallCenterAnswer::new(case(), message(), " 네\n")),
            &whole("content", length),
        ),
        case_of(
            "a reply of 1001 characters by the vendor id",
            service.reply_to_call_center(CallCenterAnswer::new(case(), message(), "가".repeat(1001)).by(vendor_id())),
            &[(None, "content", length), (None, "replyBy", VENDOR_ID)],
        ),
        case_of(
            "a reply of 501 characters of two UTF-16 units",
            service.reply_to_call_center(CallCenterAnswer::new(case(), message(), "😊".repeat(501))),
            &whole("content", length),
        ),
        case_of(
            "a reply to what is closed",
            service.reply_to_call_center(CallCenterAnswer::to(&closed, "네, 가능합니다")),
            &whole("inquiryId", open),
        ),
        case_of(
            "a reply to what asks nothing",
            service.reply_to_call_center(CallCenterAnswer::to(&answered, "네, 가능합니다")),
            &whole("parentAnswerId", "must be a message that awaits the seller"),
        ),
        case_of(
            "a confirmation of what is closed, by the vendor id",
            service.confirm_call_center(CallCenterConfirmation::from(&closed).by(vendor_id())),
            &[(None, "inquiryId", open), (None, "confirmBy", VENDOR_ID)],
        ),
        case_of(
            "a confirmation by nobody",
            nobody.service().confirm_call_center(case()),
            &whole("confirmBy", NO_LOGIN),
        ),
    ]
}

pub(crate) fn of_inventory(wing: &Wing<ReadWrite>) -> Vec<Case> {
    let (inventory, [option, _]) = (wing.inventory(), options());
    // 32000 won.
    let item = vendor_item();
    let (tens, near) = ("must be a multiple of 10", "may fall by 50% and rise by 100%");
    vec![
        case_of("negative stock", inventory.set_quantity(option, -1), &whole("quantity", "must not be negative")),
        case_of("a price of 49001", inventory.set_price(PriceChange::new(option, 49_001)), &whole("price", tens)),
        case_of("no price", inventory.set_price(PriceChange::new(option, 0)), &whole("price", "must be more than 0")),
        case_of(
            "a negative price, forced",
            inventory.set_price(PriceChange::new(option, -5).forced()),
            &[(None, "price", "must be more than 0"), (None, "price", tens)],
        ),
        case_of("less than half", inventory.set_price(PriceChange::of(&item, 15_990)), &whole("price", near)),
        case_of(
            "more than double, and no multiple",
            inventory.set_price(PriceChange::of(&item, 64_001)),
            &[(None, "price", tens), (None, "price", near)],
        ),
        case_of(
            "a negative base price",
            inventory.set_original_price(option, -5),
            &[(None, "originalPrice", "must not be negative"), (None, "originalPrice", tens)],
        ),
    ]
}
