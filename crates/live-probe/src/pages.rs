//! Reading listings to their end, or to the limit.

use coupang_wing::Error;
use coupang_wing::apiwire::{Listing, Page};

/// The most pages that are read of one status: 2,000 order sheets.
const MOST_PAGES: u32 = 40;

/// Reads listings one after the other, at most forty pages together; answers whether there were more.
pub(crate) async fn each_page<T: Send + 'static>(
    listings: impl IntoIterator<Item = Listing<T>>,
    mut visit: impl FnMut(Page<T>),
) -> Result<bool, Error> {
    let mut read = 0;
    for listing in listings {
        let mut pages = listing.pages();
        let mut more = true;
        while more {
            if read == MOST_PAGES {
                return Ok(true);
            }
            let Some(page) = pages.next().await else { break };
            let page = page?;
            read += 1;
            more = page.next.is_some();
            visit(page);
        }
    }
    Ok(false)
}
