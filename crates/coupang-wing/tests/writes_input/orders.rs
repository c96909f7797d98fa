//! The writes of orders.

use coupang_wing::orders::{
    Acknowledgement, CancelReason, Cancellation, Carrier, LabelRequest, ShipmentArrangement, StopRequest, Waybill,
};
use coupang_wing::{CarrierCode, ReadWrite, ReturnCenterCode, ShipmentBoxId, VendorItemId, Wing};
use redact_kr::LoginId;

use crate::every_write::{Wings, boxes, options, orders, receipt, waybills};
use crate::rows::{another_sheet, return_request, sheet};
use crate::{Case, MARKET, NO_CARRIER, NO_LOGIN, NONE, TOO_MANY, TWICE, VENDOR_ID, case_of, number, whole};

pub(crate) fn many_boxes() -> Vec<ShipmentBoxId> {
    (1..=51).map(|id| ShipmentBoxId::new(id).unwrap()).collect()
}

pub(crate) fn waybill(carrier: impl Into<CarrierCode>, text: &str) -> Waybill {
    Waybill::whole(boxes()[0], orders()[0], [options()[0]], carrier, &number(text))
}

pub(crate) fn of_acknowledgement(wing: &Wing<ReadWrite>) -> Vec<Case> {
    let [first, second] = boxes();
    let (box_field, write) = ("shipmentBoxIds", |what: Acknowledgement| wing.orders().acknowledge(what));
    let (paid, shipped) = (sheet("ACCEPT"), another_sheet("DEPARTURE"));
    vec![
        case_of("none", write(Acknowledgement::boxes([])), &whole(box_field, NONE)),
        case_of("51 boxes", write(Acknowledgement::boxes(many_boxes())), &whole(box_field, TOO_MANY)),
        case_of(
            "a box twice",
            write([first, second, first].as_slice().to_vec().into()),
            &[(Some(2), box_field, TWICE)],
        ),
        case_of(
            "another state",
            write(Acknowledgement::sheets([&paid, &shipped])),
            &[(Some(1), box_field, "must be in ACCEPT")],
        ),
    ]
}

pub(crate) fn of_waybills(wing: &Wing<ReadWrite>) -> Vec<Case> {
    let many = || {
        many_boxes()
            .into_iter()
            .map(|id| Waybill::whole(id, orders()[0], [options()[0]], Carrier::CJGLS, &number("600000000151")))
    };
    let upload = |waybills: Vec<Waybill>| wing.orders().upload_invoices(waybills);
    let update = |waybills: Vec<Waybill>| wing.orders().update_invoices(waybills);
    let (being_prepared, shipped) = (sheet("INSTRUCT"), sheet("DEPARTURE"));
    let [first, _] = waybills();
    let foreign = Waybill::whole(boxes()[0], orders()[1], [options()[1]], Carrier::CJGLS, &number("600000000151"));
    let mut cases = vec![
        case_of("upload: none", upload(vec![]), &whole("shipmentBoxId", NONE)),
        case_of("upload: 51", upload(many().collect()), &whole("shipmentBoxId", TOO_MANY)),
        case_of("upload: twice", upload(vec![first.clone(), first.clone()]), &[(Some(1), "shipmentBoxId", TWICE)]),
        case_of("update: none", update(vec![]), &whole("shipmentBoxId", NONE)),
        case_of("update: 51", update(many().collect()), &whole("shipmentBoxId", TOO_MANY)),
        case_of("update: twice", update(vec![first.clone(), first]), &[(Some(1), "shipmentBoxId", TWICE)]),
        case_of(
            "an id of another order, an item of another box, one forgotten",
            upload(vec![foreign.against(&being_prepared)]),
            &[
                (Some(0), "orderId", "is the id of another order"),
                (Some(0), "vendorItemId", "is not in the order sheet"),
                (Some(0), "vendorItemId", "must list every item"),
            ],
        ),
        case_of(
            "every fault of a batch at once",
            upload(vec![
                waybill(CarrierCode::new("cjgls"), "600000000151"),
                waybill(Carrier::DIRECT, "6000A0000151"),
                waybill(Carrier::CJGLS, "60000000015"),
                waybill(Carrier::CJGLS, "6000 0000 0151"),
            ]),
            &[
                (Some(1), "shipmentBoxId", TWICE),
                (Some(2), "shipmentBoxId", TWICE),
                (Some(3), "shipmentBoxId", TWICE),
                (Some(0), "deliveryCompanyCode", NO_CARRIER),
                (Some(1), "invoiceNumber", "must be digits alone"),
                (Some(2), "invoiceNumber", "has another length"),
                (Some(3), "invoiceNumber", "must be a waybill number without spaces"),
                (Some(3), "invoiceNumber", "has another length"),
            ],
        ),
        case_of(
            "upload of what has left",
            upload(vec![Waybill::for_sheet(&shipped, Carrier::CJGLS, &number("600000000151"))]),
            &[(Some(0), "shipmentBoxId", "must be in INSTRUCT")],
        ),
        case_of(
            "update of what has not",
            update(vec![Waybill::for_sheet(&being_prepared, Carrier::CJGLS, &number("600000000151"))]),
            &[(Some(0), "shipmentBoxId", "must be shipped already")],
        ),
    ];
    for (what, carrier, text, rule) in [
        ("no number", Carrier::CJGLS, "", "must be a waybill number"),
        ("letters where digits are due", Carrier::DIRECT, "ABC", "must be digits alone"),
    ] {
        let (mut faults, call) = (whole("invoiceNumber", rule), update(vec![waybill(carrier, text)]));
        faults[0].0 = Some(0);
        if text.is_empty() {
            faults.push((Some(0), "invoiceNumber", "has another length"));
        }
        cases.push(case_of(what, call, &faults));
    }
    cases
}

pub(crate) fn of_order_writes(wing: &Wing<ReadWrite>, nobody: &Wing<ReadWrite>) -> Vec<Case> {
    let orders_of = wing.orders();
    let finished = return_request("RETURNS_COMPLETED");
    let waits = "must be RELEASE_STOP_UNCHECKED";
    let [option, another] = options();
    let cancellation = || Cancellation::of_order(orders()[0], CancelReason::StockError);
    let (paid, shipped) = (sheet("ACCEPT"), sheet("DEPARTURE"));
    vec![
        case_of(
            "a stop of nothing",
            orders_of.stop_shipment(StopRequest::new(receipt(), 0)),
            &whole("cancelCount", "must be the quantity of the whole receipt"),
        ),
        case_of("a stop of what is finished", orders_of.stop_shipment(&finished), &whole("receiptId", waits)),
        case_of(
            "already shipped, of what is finished, under no number of no carrier",
            orders_of.already_shipped(&finished, CarrierCode::new("PIGEON"), number("")),
            &[
                (None, "receiptId", waits),
                (None, "deliveryCompanyCode", NO_CARRIER),
                (None, "invoiceNumber", "must be a waybill number"),
            ],
        ),
        case_of("a cancellation of nothing", orders_of.cancel(cancellation()), &whole("vendorItemIds", NONE)),
        case_of(
            "a cancellation of an item twice, and of none of another",
            orders_of.cancel(cancellation().item(option, 1).item(option, 1).item(another, 0)),
            &[(Some(1), "vendorItemIds", TWICE), (Some(2), "receiptCounts", "must be at least 1")],
        ),
        case_of(
            "a cancellation of what is not in the order, and of more than is left",
            orders_of.cancel(
                Cancellation::of_sheet(&paid, CancelReason::PriceError).only([(option, 1), (sheet_item(), 9_999)]),
            ),
            &[
                (Some(0), "vendorItemIds", "is not an item of the order sheet"),
                (Some(1), "receiptCounts", "is more than can still be cancelled"),
            ],
        ),
        case_of(
            "a cancellation of what has left",
            orders_of.cancel(Cancellation::of_sheet(&shipped, CancelReason::StockError)),
            &whole("vendorItemIds", "must be in ACCEPT or INSTRUCT"),
        ),
        case_of(
            "a cancellation by the vendor id",
            orders_of.cancel(cancellation().item(option, 1).by(LoginId::new("a00012345"))),
            &whole("userId", VENDOR_ID),
        ),
        case_of(
            "a cancellation by nobody",
            nobody.orders().cancel(cancellation().item(option, 1)),
            &whole("userId", NO_LOGIN),
        ),
        case_of(
            "a delivery under no number",
            orders_of.complete_long_undelivered(boxes()[0], number("")),
            &whole("invoiceNumber", "must be the registered waybill number"),
        ),
    ]
}

fn sheet_item() -> VendorItemId {
    sheet("ACCEPT").order_items[0].vendor_item_id
}

pub(crate) fn of_taiwan(Wings { korea, taiwan }: &Wings) -> Vec<Case> {
    let carrier = || CarrierCode::new("TWL_FM");
    let center = || ReturnCenterCode::new("1000000151");
    let labels = |count: i64| (1..=count).map(|id| (ShipmentBoxId::new(id).unwrap(), number("E151")));
    vec![
        case_of(
            "a Korean shipment, of nothing, by a Korean carrier, to nowhere",
            korea.orders().arrange_shipment(ShipmentArrangement::new([], Carrier::CJGLS)),
            &[
                MARKET,
                (None, "deliveryCompanyCode", "must be TWL_FM"),
                (None, "shipmentBoxId", NONE),
                (None, "returnCenterCode", "is needed"),
            ],
        ),
        case_of(
            "51 boxes, one of them twice",
            taiwan.orders().arrange_shipment(
                ShipmentArrangement::new(many_boxes().into_iter().take(50).chain([many_boxes()[0]]), carrier())
                    .with_return_center(center()),
            ),
            &[(None, "shipmentBoxId", TOO_MANY), (Some(50), "shipmentBoxId", TWICE)],
        ),
        case_of(
            "without the place that it leaves",
            taiwan.orders().arrange_shipment(ShipmentArrangement::new(boxes(), CarrierCode::new("TWL_KERRY"))),
            &whole("outboundShippingPlaceCode", "is needed"),
        ),
        case_of(
            "31 labels, in Korea",
            korea.orders().download_invoices(LabelRequest::new(carrier(), labels(31))),
            &[MARKET, (None, "invoicePrintDtoList", TOO_MANY)],
        ),
        case_of("an upload", taiwan.orders().upload_invoices(waybills()), &[MARKET]),
        case_of("an update", taiwan.orders().update_invoices(waybills()), &[MARKET]),
        case_of("a stop", taiwan.orders().stop_shipment(StopRequest::new(receipt(), 1)), &[MARKET]),
        case_of(
            "a shipment that had left, by nobody",
            taiwan.orders().already_shipped(
                StopRequest::new(receipt(), 1).with_unlisted_carrier(),
                CarrierCode::new("PIGEON"),
                number("600000000151"),
            ),
            &[MARKET],
        ),
        case_of(
            "a parcel that never arrived",
            taiwan.orders().complete_long_undelivered(boxes()[0], number("600000000151")),
            &[MARKET],
        ),
        case_of(
            "no labels",
            taiwan.orders().download_invoices(LabelRequest::new(carrier(), [])),
            &whole("invoicePrintDtoList", NONE),
        ),
    ]
}
