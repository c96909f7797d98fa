//! Where a collection goes on.

use std::fmt;

use apiwire::PageToken;
use apiwire::page::LONGEST_TOKEN;
use serde::{Deserialize, Serialize};

use super::seen::Seen;
use crate::config::VendorId;
use crate::query::QueryError;

/// Where a [`super::Collection`] goes on; see [`super::Collection::checkpoint`].
///
/// It holds ids and no personal field. It is as large as the ids of two windows; where those are many, save it after a
/// step rather than after a page. Its `Debug` shows no token and masks the seller.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checkpoint {
    format: u32,
    scope: Scope,
    pub(super) step: u64,
    pub(super) page: Option<PageToken>,
    pub(super) seen: Seen,
}

/// The form of a checkpoint; another one is refused.
const FORMAT: u32 = 1;

/// What must be the same for a checkpoint to fit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Scope {
    operation: Text,
    vendor: Text,
    from: Text,
    to: Text,
    windows: Text,
    statuses: Text,
    version: Text,
    page_size: Text,
}

type Text = std::borrow::Cow<'static, str>;

impl Checkpoint {
    pub(super) fn new(scope: Scope, step: u64, page: Option<PageToken>, seen: Seen) -> Self {
        Self { format: FORMAT, scope, step, page, seen }
    }

    /// The same at the first page of its step, for a token that is no longer accepted; [`super::Collection`] does so by
    /// itself where rows have an id. Rows that came before do not come
    /// again, as far as they have an id.
    #[must_use]
    pub fn at_first_page(mut self) -> Self {
        self.page = None;
        self
    }

    /// The name of the operation, such as `orders.list`.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.scope.operation
    }

    /// Whether this is a checkpoint of that collection, and a possible one.
    pub(super) fn check(&self, scope: &Scope, steps: u64) -> Result<(), QueryError> {
        let refuse = |field, problem| Err(QueryError::new(scope.operation(), field, problem));
        if self.format != FORMAT {
            return refuse("checkpoint.format", "is of another version of this library");
        }
        let (ours, theirs) = (scope.named(), self.scope.named());
        if let Some(((field, _), _)) = ours.iter().zip(&theirs).find(|(ours, theirs)| ours.1 != theirs.1) {
            return refuse(field, "is another than this collection's");
        }
        if self.step > steps {
            return refuse("checkpoint.step", "lies behind the last");
        }
        let fits = |token: &PageToken| (1..=LONGEST_TOKEN).contains(&token.as_str().len());
        if !self.page.as_ref().is_none_or(fits) {
            return refuse("checkpoint.page", "is no page token");
        }
        Ok(())
    }
}

impl Scope {
    pub(super) fn new(
        operation: &'static str,
        vendor: &VendorId,
        (from, to): (String, String),
        options: [String; 4],
    ) -> Self {
        let [windows, statuses, version, page_size] = options.map(Text::from);
        let vendor = vendor.as_str().to_owned().into();
        let (operation, from, to) = (operation.into(), from.into(), to.into());
        Self { operation, vendor, from, to, windows, statuses, version, page_size }
    }

    /// The name of the operation; empty for a scope that was not made here.
    pub(super) fn operation(&self) -> &'static str {
        match self.operation {
            Text::Borrowed(name) => name,
            Text::Owned(_) => "",
        }
    }

    fn named(&self) -> [(&'static str, &str); 8] {
        [
            ("checkpoint.operation", &self.operation),
            ("checkpoint.vendor", &self.vendor),
            ("checkpoint.from", &self.from),
            ("checkpoint.to", &self.to),
            ("checkpoint.windows", &self.windows),
            ("checkpoint.statuses", &self.statuses),
            ("checkpoint.version", &self.version),
            // Where a page is told by its number, another size makes it another page.
            ("checkpoint.page_size", &self.page_size),
        ]
    }
}

impl fmt::Debug for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checkpoint")
            .field("scope", &self.scope)
            .field("step", &self.step)
            .field("page", &self.page)
            .field("ids", &self.seen.len())
            .finish_non_exhaustive()
    }
}

/// A checkpoint may have been read from a file that holds anything, so nothing of it is shown but what is known here.
impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, vendor, from, to, windows, statuses, version, page_size } = self;
        let vendor = vendor.parse::<VendorId>().map_or_else(|_| "?".to_owned(), |vendor| vendor.masked());
        let known = |text: &Text| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._,:-/".contains(&b));
        let shown = |text: &Text| if known(text) { text.to_string() } else { "?".to_owned() };
        let [operation, from, to] = [operation, from, to].map(shown);
        let [windows, statuses, version, page_size] = [windows, statuses, version, page_size].map(shown);
        write!(f, "{operation} {vendor} {from}..{to} {windows} {statuses} {version} {page_size}")
    }
}
