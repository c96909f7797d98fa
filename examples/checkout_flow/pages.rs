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
    Ok(match status {
        SessionStatus::Completed => page("결제 완료", &order),
        SessionStatus::PartiallyRefunded | SessionStatus::Refunded => page("환불 완료", &order),
        SessionStatus::Failed | SessionStatus::Cancelled | SessionStatus::Expired => page("결제되지 않음", &order),
        _ => page("결제 확인 중", &format!("<meta http-equiv=refresh content=1>{order}")),
    })
}

const PRODUCT: &str = "머그컵 2개 29,000원<form method=post action=/orders><button>구매하기</button></form>";

fn page(title: &str, content: &str) -> Html<String> {
    Html(format!("<!doctype html><html lang=ko><title>{title}</title><h1>{title}</h1><p>{content}"))
}
