//! Shipping a box in parts.

use crate::support::{commits, opened, read, sheets};
use crate::waybills::{code, id, is, items, preparing, ready, whole};
use commerce_sandbox::coupang::{Gateway, OrderStatus};
use serde_json::{Value, json};

const UPLOAD: &str = "invoices";

/// A box with two options of which both are to be shipped.
fn splittable(gateway: &Gateway) -> Value {
    let boxes = ready(gateway, opened());
    let two = |sheet: &&Value| items(sheet).len() == 2 && items(sheet).iter().all(|item| item["canceled"] == false);
    boxes.iter().find(two).expect("two options").clone()
}

/// The rows that ship the first option now and the second on a day.
fn parts(sheet: &Value) -> Vec<Value> {
    let mut rows = whole(sheet, "CJGLS", "600000000001");
    for row in &mut rows {
        row["splitShipping"] = true.into();
    }
    rows[1]["invoiceNumber"] = "".into();
    rows[1]["estimatedShippingDate"] = "2026-03-09".into();
    rows
}

fn of_order(gateway: &Gateway, sheet: &Value) -> Vec<Value> {
    let boxes = read(gateway, &format!("v4/vendors/A00012345/{}/ordersheets", sheet["orderId"]), opened());
    boxes.as_array().expect("boxes").clone()
}

#[test]
fn the_part_shipped_first_has_a_new_box_and_the_rest_follows() {
    let gateway = preparing(40);
    let sheet = splittable(&gateway);
    assert_eq!(code(&gateway, UPLOAD, &parts(&sheet), opened()), is("OK", false));
    let boxes = of_order(&gateway, &sheet);
    assert_eq!(boxes.len(), 2);
    let waiting = boxes.iter().find(|other| id(other) == id(&sheet)).expect("the old box");
    let shipped = boxes.iter().find(|other| id(other) != id(&sheet)).expect("a new box");
    assert_eq!((&waiting["status"], &waiting["splitShipping"]), (&"INSTRUCT".into(), &true.into()));
    assert_eq!((&shipped["status"], &shipped["invoiceNumber"]), (&"DEPARTURE".into(), &"600000000001".into()));
    assert_eq!((items(waiting).len(), items(shipped).len()), (1, 1));
    assert_eq!(items(waiting)[0]["vendorItemId"], items(&sheet)[1]["vendorItemId"]);
    assert_eq!(items(waiting)[0]["estimatedShippingDate"], "2026-03-09");
    assert_eq!(items(shipped)[0]["vendorItemId"], items(&sheet)[0]["vendorItemId"]);
    assert!(sheets(&gateway, OrderStatus::Departure, opened()).contains(shipped));
    assert!(sheets(&gateway, OrderStatus::Instruct, opened()).contains(waiting));
    assert_eq!(read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{}", id(shipped)), opened()), *shipped);

    let mut later = whole(waiting, "CJGLS", "600000000002");
    later[0]["splitShipping"] = true.into();
    assert_eq!(code(&gateway, UPLOAD, &later, opened()), is("UNDEFINED_ERROR_OCCUR", true), "a part went before");
    later[0]["preSplitShipped"] = true.into();
    let mut dated = later.clone();
    dated[0]["invoiceNumber"] = "".into();
    dated[0]["estimatedShippingDate"] = "2026-03-09".into();
    assert_eq!(code(&gateway, UPLOAD, &dated, opened()), is("NOT_FOUND_INVOICE_NUMBER", false), "now a number is due");
    dated[0]["estimatedShippingDate"] = "2026-03-10".into();
    assert_eq!(code(&gateway, UPLOAD, &dated, opened()), is("PSD_NOT_ALLOW_TO_CHANGE", false));
    let whole_rest = whole(waiting, "CJGLS", "600000000002");
    let must_stay = is("IS_SEPARATE_MUST_BE_TRUE_WHEN_SEPARATE_DELIVERY", false);
    assert_eq!(code(&gateway, UPLOAD, &whole_rest, opened()), must_stay);
    let mut same_number = later.clone();
    same_number[0]["invoiceNumber"] = "600000000001".into();
    assert_eq!(code(&gateway, UPLOAD, &same_number, opened()), is("DUPLICATE_INVOICE_NUMBER", true));
    assert_eq!(code(&gateway, UPLOAD, &later, opened()), is("OK", false));
    let statuses: Vec<Value> = of_order(&gateway, &sheet).iter().map(|sheet| sheet["status"].clone()).collect();
    assert_eq!(statuses, ["DEPARTURE", "DEPARTURE"]);
    assert_eq!(commits(&gateway), [("orders.upload_invoices", id(&sheet)); 2]);
    let whole_update = whole(shipped, "CJGLS", "600000000003");
    assert_eq!(code(&gateway, "updateInvoices", &whole_update, opened()), must_stay);
}

#[test]
fn what_cannot_be_split_is_not() {
    let gateway = preparing(40);
    let sheet = splittable(&gateway);
    let with = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut rows = parts(&sheet);
        change(&mut rows);
        code(&gateway, UPLOAD, &rows, opened())
    };
    let direct = is("NOT_ALLOW_VENDOR_DIRECT", false);
    assert_eq!(with(&|rows| rows[0]["deliveryCompanyCode"] = "DIRECT".into()), direct);
    assert_eq!(with(&|rows| rows[1]["splitShipping"] = false.into()), is("UNDEFINED_ERROR_OCCUR", true));
    assert_eq!(with(&|rows| rows[1]["estimatedShippingDate"] = "".into()), is("INVALID_INVOICE_NUMBER", true));
    assert_eq!(
        with(&|rows| rows[0]["estimatedShippingDate"] = "2026-03-09".into()),
        is("INVALID_INVOICE_NUMBER", true)
    );
    assert_eq!(with(&|rows| drop(rows.pop())), is("NOT_FOUND_VENDOR_ITEM", false));
    let one = ready(&gateway, opened()).into_iter().find(|sheet| items(sheet).len() == 1).expect("one option");
    let mut rows = whole(&one, "CJGLS", "600000000001");
    rows[0]["splitShipping"] = true.into();
    assert_eq!(code(&gateway, UPLOAD, &rows, opened()), is("NOT_ALLOW_SEPARATE_WHEN_ONE_VENDOR_ITEM", false));
    assert_eq!(commits(&gateway), []);

    assert_eq!(code(&gateway, UPLOAD, &whole(&sheet, "CJGLS", "600000000001"), opened()), is("OK", false));
    let after = is("NOT_ALLOW_SEPARATE_AFTER_NORMAL_DELIVERY", false);
    assert_eq!(with(&|_| {}), after);
    assert_eq!(of_order(&gateway, &sheet).len(), 1);
    assert_eq!(json!(commits(&gateway).len()), 1);
}
