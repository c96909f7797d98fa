//! Pages of rows, one after the other, with guards against pages that never end.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::BoxFuture;
use crate::endpoint::{Endpoint, Read};
use crate::error::{Error, ErrorKind};
use crate::pipeline::Pipeline;
use crate::wire::{Fault, Oddities};

/// The longest page token that is sent back, in bytes.
pub const LONGEST_TOKEN: usize = 4096;

/// The most pages that one listing reads, unless [`Listing::with_page_ceiling`] says otherwise.
pub const PAGE_CEILING: u32 = 1000;

/// An opaque token that names a page. Its `Debug` is constant.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageToken(Box<str>);

/// One page of a listing.
#[derive(Debug)]
#[non_exhaustive]
pub struct Page<T> {
    /// The rows in the vendor's order; one that cannot be used is an `Err` in its place.
    pub rows: Vec<Result<T, Fault>>,
    /// The next page; `None` on the last.
    pub next: Option<PageToken>,
    /// Optional fields that were left out because they could not be read.
    pub oddities: Oddities,
    /// How many rows there are over all pages by the vendor's own count, where it tells one.
    pub total: Option<u64>,
}

/// A read that answers in pages.
pub trait PagedEndpoint: Endpoint<Output = Page<Self::Row>, Effect = Read> + Clone + Send + Sync + 'static {
    /// A row.
    type Row: Send + 'static;

    /// The same read at another page; `None` is the first.
    #[must_use]
    fn at(&self, token: Option<PageToken>) -> Self;
}

/// Rows of a paged read, fetched as they are asked for.
///
/// A row that cannot be used is an error of kind [`ErrorKind::UndecodableRow`], and the listing goes on. After any
/// other error the listing has ended: a new one can [`Listing::resume`] at [`Listing::resume_token`].
pub struct Listing<T> {
    operation: &'static str,
    fetch: Fetch<T>,
    rows: std::vec::IntoIter<Result<T, Fault>>,
    /// The page whose rows are being handed out.
    current: Option<PageToken>,
    next: Next,
    seen: HashSet<PageToken>,
    pages: u32,
    ceiling: u32,
    oddities: Oddities,
}

type Fetch<T> = Box<dyn Fn(Option<PageToken>) -> BoxFuture<'static, Result<Page<T>, Error>> + Send + Sync>;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Next {
    Page(Option<PageToken>),
    Ended,
}

impl PageToken {
    /// Takes a token as it came; `None` for an empty one, which means "no more pages".
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Option<Self> {
        let text = text.into();
        (!text.is_empty()).then_some(Self(text))
    }

    /// The token's text, to be sent back as it is.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PageToken(..)")
    }
}

impl<T> Page<T> {
    /// A page.
    #[must_use]
    pub fn new(rows: Vec<Result<T, Fault>>, next: Option<PageToken>, oddities: Oddities) -> Self {
        Self { rows, next, oddities, total: None }
    }

    /// The same page with the vendor's count of the rows over all pages.
    #[must_use]
    pub fn with_total(mut self, rows: Option<u64>) -> Self {
        self.total = rows;
        self
    }
}

impl<T: Send + 'static> Listing<T> {
    /// Lists an endpoint's rows through a pipeline. Nothing is sent yet.
    pub fn new<E: PagedEndpoint<Row = T>>(pipeline: &Pipeline, endpoint: E) -> Self {
        let pipeline = pipeline.clone();
        let fetch = move |token| -> BoxFuture<'static, Result<Page<T>, Error>> {
            let (pipeline, endpoint) = (pipeline.clone(), endpoint.at(token));
            Box::pin(async move { pipeline.send(&endpoint, None).await })
        };
        Self {
            operation: E::NAME,
            fetch: Box::new(fetch),
            rows: Vec::new().into_iter(),
            current: None,
            next: Next::Page(None),
            seen: HashSet::new(),
            pages: 0,
            ceiling: PAGE_CEILING,
            oddities: Oddities::default(),
        }
    }

    /// Starts at a page that an earlier listing had not finished.
    #[must_use]
    pub fn resume(mut self, token: Option<PageToken>) -> Self {
        self.current.clone_from(&token);
        self.next = Next::Page(token);
        self
    }

    /// Changes the most pages that are read before the listing ends with [`ErrorKind::Paging`].
    #[must_use]
    pub fn with_page_ceiling(mut self, pages: u32) -> Self {
        self.ceiling = pages;
        self
    }

    /// The next row; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Some(row.map_err(|fault| self.undecodable(fault)));
            }
            match self.next_page().await? {
                Ok(page) => self.rows = page.rows.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// The next whole page; `None` after the last. Rows of the present page that were not taken yet are skipped.
    pub async fn next_page(&mut self) -> Option<Result<Page<T>, Error>> {
        let Next::Page(token) = std::mem::replace(&mut self.next, Next::Ended) else { return None };
        self.current.clone_from(&token);
        if self.pages >= self.ceiling {
            return Some(Err(self.paging("more pages than the ceiling")));
        }
        let page = match (self.fetch)(token).await {
            Ok(page) => page,
            Err(error) => return Some(Err(error)),
        };
        self.pages += 1;
        if let Some(token) = &page.next {
            if token.as_str().len() > LONGEST_TOKEN {
                return Some(Err(self.paging("a page token is longer than 4 KiB")));
            }
            if self.current.as_ref() == Some(token) || !self.seen.insert(token.clone()) {
                return Some(Err(self.paging("a page token came twice")));
            }
            self.next = Next::Page(Some(token.clone()));
        }
        self.oddities.merge(page.oddities.clone());
        Some(Ok(page))
    }

    /// The whole listing page by page.
    #[must_use]
    pub fn pages(self) -> Pages<T> {
        Pages(self)
    }

    /// Where a new listing would go on without missing a row: the page that is being read. Its rows come again.
    ///
    /// It moves on only when the last row of a page has been taken and the next page is asked for.
    #[must_use]
    pub fn resume_token(&self) -> Option<&PageToken> {
        self.current.as_ref()
    }

    /// How many pages were read.
    #[must_use]
    pub fn pages_read(&self) -> u32 {
        self.pages
    }

    /// Optional fields left out so far, over all pages.
    #[must_use]
    pub fn oddities(&self) -> &Oddities {
        &self.oddities
    }

    /// The error that [`Listing::next`] gives for such a row of a page.
    #[must_use]
    pub fn undecodable(&self, fault: Fault) -> Error {
        Error::new(self.operation, ErrorKind::UndecodableRow).answered().with_row(fault)
    }

    fn paging(&self, note: &'static str) -> Error {
        Error::new(self.operation, ErrorKind::Paging).answered().with_note(note)
    }
}

/// A listing, page by page.
pub struct Pages<T>(Listing<T>);

impl<T: Send + 'static> Pages<T> {
    /// The next page; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        self.0.next_page().await
    }

    /// See [`Listing::resume_token`]: the page handed out last.
    #[must_use]
    pub fn resume_token(&self) -> Option<&PageToken> {
        self.0.resume_token()
    }
}

impl<T> fmt::Debug for Listing<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listing")
            .field("operation", &self.operation)
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({:?})", self.0)
    }
}

#[cfg(feature = "stream")]
mod stream;

#[cfg(feature = "stream")]
pub use stream::Rows;
