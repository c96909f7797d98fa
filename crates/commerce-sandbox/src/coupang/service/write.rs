//! The writes of the family, and where they live.

use super::{reply_case, reply_inquiry};
use crate::coupang::world::View;
use crate::coupang::write::{Call, Outcome};
use http::Method;

/// A write of this family; ids as they stand in the path. There is no version 5 of any.
#[derive(Clone, Copy)]
pub(in crate::coupang) enum Write<'p> {
    /// `POST ../v4/vendors/{vendorId}/onlineInquiries/{inquiryId}/replies`.
    ReplyInquiry(&'p str),
    /// `POST ../v4/vendors/{vendorId}/callCenterInquiries/{inquiryId}/replies`.
    ReplyCase(&'p str),
    /// `POST ../v4/vendors/{vendorId}/callCenterInquiries/{inquiryId}/confirms`.
    ConfirmCase(&'p str),
}

impl<'p> Write<'p> {
    /// The write that a method and a path name, and the vendor id in the path.
    pub(in crate::coupang) fn find(method: &Method, segments: &[&'p str]) -> Option<(&'p str, Self)> {
        let ["v4", "vendors", vendor, kind, id, what] = segments else { return None };
        let write = match (*kind, *what) {
            _ if *method != Method::POST => return None,
            ("onlineInquiries", "replies") => Self::ReplyInquiry(id),
            ("callCenterInquiries", "replies") => Self::ReplyCase(id),
            ("callCenterInquiries", "confirms") => Self::ConfirmCase(id),
            _ => return None,
        };
        Some((vendor, write))
    }

    /// The function that carries it out.
    pub(in crate::coupang) fn handler(self) -> &'static str {
        match self {
            Self::ReplyInquiry(_) => "service::reply_inquiry::reply",
            Self::ReplyCase(_) => "service::reply_case::reply",
            Self::ConfirmCase(_) => "service::reply_case::confirm",
        }
    }

    /// Its name in the list of commits.
    pub(in crate::coupang) fn operation(self) -> &'static str {
        match self {
            Self::ReplyInquiry(_) => "inquiries.reply",
            Self::ReplyCase(_) => "call_center.reply",
            Self::ConfirmCase(_) => "call_center.confirm",
        }
    }

    /// What it would do.
    pub(in crate::coupang) fn run(self, shop: &View<'_>, call: &Call<'_>) -> Outcome {
        match self {
            Self::ReplyInquiry(id) => reply_inquiry::reply(shop, call, id),
            Self::ReplyCase(id) => reply_case::reply(shop, call, id),
            Self::ConfirmCase(id) => reply_case::confirm(shop, call, id),
        }
    }
}
