//! The writes of the family, and where they live.

use super::acknowledge;
use crate::coupang::world::View;
use crate::coupang::write::{Call, Outcome};
use http::Method;

/// A write of this family.
#[derive(Clone, Copy)]
pub(in crate::coupang) enum Write {
    /// `PUT` or `PATCH ../{v4,v5}/vendors/{vendorId}/ordersheets/acknowledgement`; version 5 is known from a notice alone
    /// and answers like version 4 (assumed).
    Acknowledge,
}

impl Write {
    /// The write that a method and a path name, and the vendor id in the path.
    pub(in crate::coupang) fn find<'p>(method: &Method, segments: &[&'p str]) -> Option<(&'p str, Self)> {
        let [version, "vendors", vendor, rest @ ..] = segments else { return None };
        let put = *method == Method::PUT || *method == Method::PATCH;
        let write = match (*version, rest) {
            ("v4" | "v5", ["ordersheets", "acknowledgement"]) if put => Self::Acknowledge,
            _ => return None,
        };
        Some((vendor, write))
    }

    /// The function that carries it out.
    pub(in crate::coupang) fn handler(self) -> &'static str {
        match self {
            Self::Acknowledge => "ordersheets::acknowledge::boxes",
        }
    }

    /// Its name in the list of commits.
    pub(in crate::coupang) fn operation(self) -> &'static str {
        match self {
            Self::Acknowledge => "orders.acknowledge",
        }
    }

    /// What it would do.
    pub(in crate::coupang) fn run(self, shop: &View<'_>, call: &Call<'_>) -> Outcome {
        match self {
            Self::Acknowledge => acknowledge::boxes(shop, call),
        }
    }
}
