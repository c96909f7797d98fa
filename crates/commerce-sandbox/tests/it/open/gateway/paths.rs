//! Paths, methods and headers, and the bodies of refusals.

use super::pace::call;
use super::{a_list, get, send, signed, signed_for};
use crate::support::{API, days, json, opened, target};
use bytes::Bytes;
use commerce_sandbox::coupang::{Gateway, OrderStatus};
use http::Response;

pub(super) fn no_market(gateway: &Gateway) -> String {
    without(gateway, ("X-MARKET", "KR"))
}

pub(super) fn no_requester(gateway: &Gateway) -> String {
    without(gateway, ("X-Requested-By", "A00012345")).replace("A00012345", "a name")
}

/// What a call gets that lacks a header.
fn without(gateway: &Gateway, (name, value): (&str, &str)) -> String {
    let signature = signed(&a_list(), opened());
    let signature = (signature.0, signature.1.as_str());
    assert_eq!(get(gateway, &a_list(), &[signature, (name, value)], opened()).status(), 200);
    match get(gateway, &a_list(), &[signature], opened()).status().as_u16() {
        200 => "200".to_owned(),
        refused => format!("{refused}, with {value} 200"),
    }
}

pub(super) fn plus(gateway: &Gateway) -> String {
    let escaped = target("v5", &days("v5", "2026-03-02", "2026-03-02", OrderStatus::Accept));
    let status = |target: &str| crate::support::get(gateway, target, opened()).status().as_u16();
    format!("a bare plus {}, an escaped one {}", status(&escaped.replace("%2B", "+")), status(&escaped))
}

/// An empty body is refused where the operation is there.
pub(super) fn taiwan(gateway: &Gateway) -> String {
    let target = format!("{API}/v1/vendors/A00012345/orders/directIntegration/arrangeShipment");
    let (name, header) = signed_for("POST", &target, opened());
    let without = send(gateway, "POST", &target, &[(name, &header)], opened()).status().as_u16();
    let with = send(gateway, "POST", &target, &[(name, &header), ("X-MARKET", "TW")], opened()).status().as_u16();
    format!("{without}, with TW {with}")
}

pub(super) fn noticed(gateway: &Gateway) -> String {
    let status = |method: &str, rest: &str| {
        let target = format!("{API}/{rest}");
        let (name, header) = signed_for(method, &target, opened());
        send(gateway, method, &target, &[(name, &header)], opened()).status().as_u16()
    };
    let [acknowledge, receive, approve] =
        ["ordersheets/acknowledgement", "returnRequests/7/receiveConfirmation", "returnRequests/7/approval"].map(
            |rest| {
                assert_eq!(status("PUT", &format!("v4/vendors/A00012345/{rest}")), 400, "a page documents it");
                status("PUT", &format!("v5/vendors/A00012345/{rest}"))
            },
        );
    assert_eq!(status("POST", "v5/vendors/A00012345/orders/7/cancel"), 400, "a page documents it");
    let cancel = status("POST", "v6/vendors/A00012345/orders/7/cancel");
    format!("v5 {acknowledge} {receive} {approve}, v6 {cancel}")
}

pub(super) fn wrong_method(gateway: &Gateway) -> String {
    let post = |target: &str| {
        let (name, header) = signed_for("POST", target, opened());
        send(gateway, "POST", target, &[(name, &header)], opened()).status().as_u16()
    };
    format!("POST on a list {}, on nothing {}", post(&a_list()), post("/nowhere"))
}

pub(super) fn unpublished(gateway: &Gateway) -> String {
    let body = |response: Response<Bytes>| {
        let status = response.status().as_u16();
        let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok());
        let what = match (kind, response.body()) {
            (Some("application/json;charset=UTF-8"), _) if json(&response)["code"] == "ERROR" => "JSON",
            (Some("text/html"), body) if body.starts_with(b"<html>") => "HTML",
            (None, body) if body.is_empty() => "nothing",
            _ => "something else",
        };
        format!("{status} {what}")
    };
    let (unknown, too_fast) = (body(call(gateway, "/nowhere", 0)), body(call(gateway, &a_list(), 0)));
    format!("{unknown}, {too_fast}, {}", body(get(gateway, &a_list(), &[], opened())))
}

pub(super) fn refusal(gateway: &Gateway) -> String {
    let code = |target: &str| {
        let (name, header) = signed(target, opened());
        json(&get(gateway, target, &[(name, &header)], opened()))["code"].clone()
    };
    let list = code(&format!("{API}/v5/vendors/A00012345/ordersheets"));
    let case = code(&format!("{API}/v5/vendors/callCenterInquiries/7"));
    let option = code("/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/7/inventories");
    format!("400 {list}, 404 {case}, an option's {option}")
}
