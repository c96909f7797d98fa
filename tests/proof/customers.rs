//! What customers and the call centre do while the seller works.

use std::time::{Duration, SystemTime};

use apiwire::clock::Clock;
use commerce_sandbox::coupang::Happening;
use fastrand::Rng;

use crate::oracle::Shelf;
use crate::seller::Seller;
use crate::shop::Shop;

/// Something happens every few minutes, to things that the seller has seen, until this moment.
pub(crate) async fn act(shop: &Shop, seller: &Seller<'_>, seed: u64, until: SystemTime) {
    let mut dice = Rng::with_seed(seed ^ 0xC057);
    loop {
        tokio::time::sleep(Duration::from_secs(dice.u64(30..2_400))).await;
        let now = shop.clock.now();
        if now >= until {
            return;
        }
        let Some(happening) = draw(seller, &mut dice) else { continue };
        if let Some(number) = shop.gateway.make_happen(happening, now) {
            seller.made.borrow_mut().insert(number);
            seller.story.tell(format_args!("{happening:?}: {number}"));
        }
    }
}

fn draw(seller: &Seller<'_>, dice: &mut Rng) -> Option<Happening> {
    let known = seller.known.borrow();
    let mut some = |shelf| {
        let ids = known.get(&shelf)?;
        ids.iter().nth(dice.usize(..ids.len().max(1))).copied()
    };
    let happening = match seller.one_of(12) {
        0 | 1 => Happening::BuyerCancels { shipment_box_id: some(Shelf::Orders)? },
        2 => Happening::BuyerRedirects { shipment_box_id: some(Shelf::Orders)? },
        3 => Happening::BuyerReturns { shipment_box_id: some(Shelf::Orders)? },
        4 => Happening::BuyerExchanges { shipment_box_id: some(Shelf::Orders)? },
        5 => Happening::BuyerWithdraws { claim_id: some(Shelf::Returns).or_else(|| some(Shelf::Exchanges))? },
        6 => Happening::BuyerPays { vendor_item_id: None, units: None },
        // A question that is deleted moves others to a page that was read: a limit that the client's docs name.
        7 if !seller.reading_inquiries.get() => Happening::BuyerDeletesInquiry { inquiry_id: some(Shelf::Inquiries)? },
        8 => Happening::CounsellorCloses { inquiry_id: some(Shelf::Cases)? },
        9 => Happening::CounsellorAsks { order_id: None },
        10 => Happening::CounsellorHandsOver { order_id: None },
        _ => Happening::CounsellorAsksAgain { inquiry_id: some(Shelf::Cases)? },
    };
    Some(happening)
}
