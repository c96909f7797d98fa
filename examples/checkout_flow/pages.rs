//! What the buyer sees of the shop: its one product, and each order.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use korea_checkout::sessions::SessionStatus;

use crate::say;
use crate::shop::Shop;

pub(crate) fn of(shop: &Arc<Shop>) -> Router {
    Router::new()
        .route("/", get(async || page("머그 상점", PRODUCT)))
        .route("/orders", post(buy))
        .route("/orders/{order}", get(order))
        .with_state(Arc::clone(shop))
}

async fn buy(State(shop): State<Arc<Shop>>) -> Result<Redirect, StatusCode> {
    match shop.sell().await {
        Ok(created) => Ok(Redirect::to(created.checkout_url.as_str())),
        Err(error) => {
            say(&format!("session: {error}"));
            Err(StatusCode::BAD_GATEWAY)
        }
    }
}

/// Whatever stands in the address the buyer came back to: the page shows what was confirmed.
async fn order(State(shop): State<Arc<Shop>>, Path(order): Path<String>) -> Result<Html<String>, StatusCode> {
    let status = shop.status(&order).ok_or(StatusCode::NOT_FOUND)?;
    let title = match status {
        SessionStatus::Completed => "결제 완료",
        SessionStatus::PartiallyRefunded | SessionStatus::Refunded => "환불 완료",
        SessionStatus::Failed | SessionStatus::Cancelled | SessionStatus::Expired => "결제되지 않음",
        _ => UNDER_WAY,
    };
    Ok(page(title, &format!("<p>주문 번호 {order}</p>")))
}

const PRODUCT: &str = "<p>머그컵 2개 29,000원</p><form method=post action=/orders><button>구매하기</button></form>";
const UNDER_WAY: &str = "결제 확인 중";

fn page(title: &str, content: &str) -> Html<String> {
    // Until the payment is confirmed, the page loads itself again every second.
    let again = if title == UNDER_WAY { "<meta http-equiv=refresh content=1>" } else { "" };
    let head = format!("<title>{title}</title><meta name=viewport content=width=device-width>{again}");
    Html(format!("<!doctype html><html lang=ko>{head}<h1>{title}</h1>{content}</html>"))
}
