//! What is open about the rows of exchanges.

use super::exchange_waybills::{new, parcel, sent, upload};
use super::exchange_writes::reject;
use super::{Question, WEEK, exchange, exchanging, told};
use crate::claims::{read, walk};
use crate::support::rows;
use commerce_sandbox::coupang::Gateway;
use serde_json::Value;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "exchanges_per_page",
        |gateway| {
            let sizes = ["", "&maxPerPage=30"]
                .map(|size| rows(&read(gateway, "v4", &format!("exchangeRequests?{WEEK}{size}"))).len());
            let all = walk(gateway, "v4", &format!("exchangeRequests?{WEEK}&maxPerPage=30"));
            format!("{sizes:?} of {}", all.len())
        },
        &[("0", "[10, 30] of 35"), ("20", "[10, 20] of 35"), ("5", "[5, 5] of 35")],
    )
    .of(exchanging),
    Question::new(
        "collecting_word",
        |gateway| exchange(gateway, "collecting")["collectStatus"].to_string(),
        &[("Collecting", "\"Collecting\""), ("Delivering", "\"Delivering\"")],
    )
    .of(exchanging),
    Question::new(
        "progress_begins",
        |gateway| ["requested", "collecting", "arrived"].map(|station| status(gateway, station)).join(", "),
        &[("collection", "RECEIPT, PROGRESS, PROGRESS"), ("receipt", "RECEIPT, RECEIPT, PROGRESS")],
    )
    .of(exchanging),
    Question::new(
        "exchange_dispatched_as",
        |gateway| {
            let row = exchange(gateway, "arrived");
            assert_eq!(told(&upload(gateway, &row, &[parcel(&row, new(&row), "HANJIN", "4100000001")])), "200 SUCCESS");
            sent(gateway, &row)
        },
        &[("CompleteDirection", "CompleteDirection \"4100000001\""), ("Delivering", "Delivering \"4100000001\"")],
    )
    .of(exchanging),
    Question::new(
        "exchange_done",
        |gateway| {
            let successable = &exchange(gateway, "sent")["successable"];
            format!("{}, {}, {successable}", status(gateway, "arrived"), status(gateway, "sent"))
        },
        &[("delivered", "PROGRESS, PROGRESS, true"), ("dispatched", "PROGRESS, SUCCESS, false")],
    )
    .of(exchanging),
    Question::new(
        "rejectable_while",
        rejectable,
        &[
            ("both", "requested 200 SUCCESS, arrived 200 SUCCESS"),
            ("before_collection", "requested 200 SUCCESS, arrived 200 FAIL"),
            ("after_arrival", "requested 200 FAIL, arrived 200 SUCCESS"),
        ],
    )
    .of(exchanging),
    Question::new(
        "exchange_waybills",
        |gateway| {
            let row = exchange(gateway, "arrived");
            let shape = |value: Option<&Value>| match value {
                Some(Value::Array(_)) => "list",
                Some(Value::Object(_)) => "object",
                Some(_) => "other",
                None => "none",
            };
            let inside = shape(row["collectInformationsDto"].get("returnDeliveryDtos"));
            format!("{} in the row, {inside} inside", shape(row.get("returnDeliveryDtos")))
        },
        &[
            ("list", "list in the row, none inside"),
            ("object", "object in the row, none inside"),
            ("in_collection", "none in the row, list inside"),
        ],
    )
    .of(exchanging),
    Question::new(
        "exchange_amount_as_text",
        |gateway| exchange(gateway, "arrived")["exchangeAmount"].to_string(),
        &[("false", "0"), ("true", "\"0\"")],
    )
    .of(exchanging),
    Question::new(
        "modified_at_spelt_right",
        |gateway| {
            let row = exchange(gateway, "arrived");
            let item = row["collectInformationsDto"]["returndeliveryItemDtos"][0].as_object().expect("an item");
            item.keys().filter(|name| name.ends_with("difiedAt")).cloned().collect::<Vec<_>>().join(", ")
        },
        &[("false", "moodifiedAt"), ("true", "modifiedAt")],
    )
    .of(exchanging),
    Question::new(
        "early_collection_absent",
        |gateway| {
            let there = |station: &str| match exchange(gateway, station).get("collectInformationsDto") {
                None => "absent",
                Some(Value::Null) => "null",
                Some(_) => "there",
            };
            format!("{}, then {}", there("requested"), there("arrived"))
        },
        &[("false", "null, then there"), ("true", "absent, then there")],
    )
    .of(exchanging),
    Question::new(
        "bare_new_box",
        |gateway| {
            let known = ["arrived", "sent"].map(|station| {
                let new_box = exchange(gateway, station)["deliveryInvoiceGroupDtos"][0].take();
                let invoice = &new_box["deliveryInvoiceDtos"][0];
                assert!(new_box["shipmentBoxId"].is_i64() && invoice["statusCode"].is_string());
                let rest =
                    [&new_box["boxPrice"], &new_box["orderId"], &invoice["statusModifiedAt"], &invoice["deliverCode"]];
                rest.iter().filter(|field| !field.is_null()).count()
            });
            format!("{known:?} of 4 more fields")
        },
        &[("false", "[4, 4] of 4 more fields"), ("true", "[0, 4] of 4 more fields")],
    )
    .of(exchanging),
];

/// The `exchangeStatus` in a station, under which the list finds it too.
fn status(gateway: &Gateway, station: &str) -> String {
    let row = exchange(gateway, station);
    let status = row["exchangeStatus"].as_str().expect("a status").to_owned();
    assert!(walk(gateway, "v4", &format!("exchangeRequests?{WEEK}&status={status}")).contains(&row), "{station}");
    status
}

/// How a rejection is answered in two stations, as `rejectable` says before.
fn rejectable(gateway: &Gateway) -> String {
    let seen = ["requested", "arrived"].map(|station| {
        let row = exchange(gateway, station);
        let answer = reject(gateway, &row, "SOLDOUT");
        assert_eq!(row["rejectable"], answer == "200 SUCCESS", "{station}");
        format!("{station} {answer}")
    });
    seen.join(", ")
}
