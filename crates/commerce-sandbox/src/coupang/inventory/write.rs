//! The writes of one option: their values stand in the path, and a body is ignored (assumed).

use super::{OPTIONS, refused};
use crate::coupang::answer::{Answer, set};
use crate::coupang::query::Query;
use crate::coupang::world::{Event, OptionEvent, Product, Stock, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use http::Method;
use serde_json::{Value, json};

/// A write of this family; ids and values as they stand in the path.
#[derive(Clone, Copy)]
pub(in crate::coupang) enum Write<'p> {
    /// `PUT ../{vendorItemId}/quantities/{quantity}`.
    Quantity(&'p str, &'p str),
    /// `PUT ../{vendorItemId}/prices/{price}`, with `forceSalePriceUpdate` in the query.
    Price(&'p str, &'p str),
    /// `PUT ../{vendorItemId}/original-prices/{originalPrice}`.
    OriginalPrice(&'p str, &'p str),
    /// `PUT ../{vendorItemId}/sales/stop`.
    Stop(&'p str),
    /// `PUT ../{vendorItemId}/sales/resume`.
    Resume(&'p str),
}

impl<'p> Write<'p> {
    /// The write that a method and a path name.
    pub(in crate::coupang) fn find(method: &Method, path: &'p str) -> Option<Self> {
        let tail = path.strip_prefix(OPTIONS).filter(|_| *method == Method::PUT)?;
        let mut parts = tail.split('/');
        let found = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        match found {
            (id, "quantities", quantity) => Some(Self::Quantity(id, quantity)),
            (id, "prices", price) => Some(Self::Price(id, price)),
            (id, "original-prices", price) => Some(Self::OriginalPrice(id, price)),
            (id, "sales", "stop") => Some(Self::Stop(id)),
            (id, "sales", "resume") => Some(Self::Resume(id)),
            _ => None,
        }
    }

    /// The function that carries it out.
    pub(in crate::coupang) fn handler(self) -> &'static str {
        match self {
            Self::Quantity(..) => "inventory::write::quantity",
            Self::Price(..) => "inventory::write::price",
            Self::OriginalPrice(..) => "inventory::write::original_price",
            Self::Stop(_) => "inventory::write::stop",
            Self::Resume(_) => "inventory::write::resume",
        }
    }

    /// Its name in the list of commits.
    pub(in crate::coupang) fn operation(self) -> &'static str {
        match self {
            Self::Quantity(..) => "inventory.set_quantity",
            Self::Price(..) => "inventory.set_price",
            Self::OriginalPrice(..) => "inventory.set_original_price",
            Self::Stop(_) => "inventory.stop_sale",
            Self::Resume(_) => "inventory.resume_sale",
        }
    }

    /// What it would do.
    pub(in crate::coupang) fn run(self, shop: &View<'_>, call: &Call<'_>) -> Outcome {
        match self {
            Self::Quantity(id, value) => quantity(shop, id, value),
            Self::Price(id, value) => price(shop, id, value, call.request.uri().query().unwrap_or_default()),
            Self::OriginalPrice(id, value) => original_price(shop, id, value),
            Self::Stop(id) => stop(shop, id),
            Self::Resume(id) => resume(shop, id),
        }
    }
}

/// Sets the stock, as far as `most_stock` lets it.
fn quantity(shop: &View<'_>, id: &str, value: &str) -> Outcome {
    let failed = "재고변경에 실패했습니다.";
    let (id, stock) = option(shop, id, failed)?;
    let most = match shop.rules().settlement.most_stock {
        0 => i64::MAX,
        most => i64::from(most),
    };
    let amount = whole(value).filter(|amount| *amount <= most);
    let amount = amount.ok_or_else(|| refused("유효하지 않은 재고수량입니다."))?;
    done(shop, id, "재고 변경을 완료했습니다.", (stock.amount != amount).then_some(OptionEvent::Amount(amount)))
}

/// Sets the sale price; unless forced, to at least half and at most twice the present one.
///
/// An option that is not there is a bad id (assumed), a price of 0 is no multiple of 10 unless `zero_price_taken`.
fn price(shop: &View<'_>, id: &str, value: &str, raw_query: &str) -> Outcome {
    let force = forced(raw_query).ok_or_else(|| refused("forceSalePriceUpdate must be true or false."))?;
    let bad_id = || refused("유효하지 않은 ID입니다.");
    let number = whole(id).ok_or_else(bad_id)?;
    if Product::of_vendor_item(number - Product::GENERATED).is_some() {
        return Err(refused("자동생성옵션의 가격을 직접 수정할 수 없습니다."));
    }
    let stock = shop.stock(number).ok_or_else(bad_id)?;
    if stock.deleted {
        return Err(deleted(PRICE_FAILED, number));
    }
    let price = tens(value, number)?;
    if price == 0 && !shop.rules().settlement.zero_price_taken {
        return Err(not_tens(number));
    }
    if !force && (price * 2 < stock.price || price > stock.price * 2) {
        return Err(refused(&format!(
            "{PRICE_FAILED} [옵션ID[{number}] : 판매가 변경이 불가능합니다. 변경 전 판매가의 최대 50% 인하/최대 100% 인상까지 변경가능합니다.]"
        )));
    }
    done(shop, number, "가격 변경을 완료했습니다.", (stock.price != price).then_some(OptionEvent::Price(price)))
}

/// Sets the price that discounts are counted from. Its refusals are those of the sale price (assumed).
fn original_price(shop: &View<'_>, id: &str, value: &str) -> Outcome {
    let (id, stock) = option(shop, id, PRICE_FAILED)?;
    let price = tens(value, id)?;
    let change = (stock.original_price != price).then_some(OptionEvent::OriginalPrice(price));
    done(shop, id, "할인율 기준가격이 변경되었습니다.", change)
}

fn stop(shop: &View<'_>, id: &str) -> Outcome {
    let (id, stock) = option(shop, id, "판매중지에 실패했습니다.")?;
    done(shop, id, "판매 중지 처리되었습니다.", stock.on_sale.then_some(OptionEvent::OnSale(false)))
}

fn resume(shop: &View<'_>, id: &str) -> Outcome {
    let failed = "판매재개에 실패했습니다.";
    let (id, stock) = option(shop, id, failed)?;
    if stock.suspended {
        return Err(refused(&format!("{failed} [옵션ID({id})은 쿠팡의 모니터링에 의해 '판매중지'된 상품입니다.]")));
    }
    done(shop, id, "판매가 재개되었습니다.", (!stock.on_sale).then_some(OptionEvent::OnSale(true)))
}

const PRICE_FAILED: &str = "가격변경에 실패했습니다.";

/// The option of an id; the words of a refusal begin with what has failed.
fn option(shop: &View<'_>, id: &str, failed: &str) -> Result<(i64, Stock), Answer> {
    let found = whole(id).and_then(|id| Some((id, shop.stock(id)?)));
    match found {
        Some((id, stock)) if stock.deleted => Err(deleted(failed, id)),
        Some(found) => Ok(found),
        None => Err(refused(&format!("{failed} [vendoritemid {id} not found]"))),
    }
}

fn deleted(failed: &str, id: i64) -> Answer {
    refused(&format!("{failed} [옵션ID[{id}] : 삭제된 상품은 변경이 불가능합니다.]"))
}

/// A price in whole tens of won, from 0. What is no number at all is refused like what is no ten (assumed).
fn tens(value: &str, id: i64) -> Result<i64, Answer> {
    whole(value).filter(|price| price % 10 == 0).ok_or_else(|| not_tens(id))
}

fn not_tens(id: i64) -> Answer {
    refused(&format!("{PRICE_FAILED} [옵션ID[{id}]: 가격은 최소 10원 단위로 입력가능합니다. (1원단위 입력 불가)]"))
}

/// Digits alone, of a number that leaves room for sums.
fn whole(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|number| *number < i64::MAX / 4)
}

fn forced(raw_query: &str) -> Option<bool> {
    match Query::parse(raw_query).ok()?.optional("forceSalePriceUpdate").ok()? {
        None => Some(false),
        Some(word) => word.parse().ok(),
    }
}

fn done(shop: &View<'_>, id: i64, message: &str, event: Option<OptionEvent>) -> Outcome {
    let mut answer = json!({ "code": "SUCCESS", "message": message });
    if shop.rules().settlement.option_writes_have_data {
        set(&mut answer, "data", Value::Null);
    }
    let answer = Answer::ok(answer);
    let change = event.map(|event| Change::at(shop.now(), id, [Event::Option(id, event)]));
    Ok(Done { answer, changes: Vec::from_iter(change) })
}
