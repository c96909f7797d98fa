//! The fields of an order sheet as one writes them for one's own use: borrowed, exact, and broken by the first surprise.
#![allow(dead_code, reason = "they are read, not used")]

use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<'a> {
    code: i32,
    message: &'a str,
    #[serde(borrow)]
    pub(crate) data: Vec<Sheet<'a>>,
    next_token: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sheet<'a> {
    shipment_box_id: i64,
    order_id: i64,
    ordered_at: Option<&'a str>,
    orderer: Option<Orderer<'a>>,
    paid_at: Option<&'a str>,
    status: &'a str,
    shipping_price: Option<Money<'a>>,
    cod_delivery_fee: Option<Money<'a>>,
    remote_price: Option<Money<'a>>,
    remote_area: Option<bool>,
    /// Written by people, with quotation marks that JSON escapes.
    parcel_print_message: Option<String>,
    split_shipping: Option<bool>,
    able_split_shipping: Option<bool>,
    receiver: Option<Receiver<'a>>,
    #[serde(borrow)]
    order_items: Vec<Item<'a>>,
    oversea_shipping_info_dto: Option<Oversea<'a>>,
    delivery_company_name: Option<&'a str>,
    invoice_number: Option<&'a str>,
    in_trasit_date_time: Option<&'a str>,
    delivered_date: Option<&'a str>,
    refer: Option<&'a str>,
    shipment_type: Option<&'a str>,
    is_cod: Option<bool>,
    extra_properties: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Orderer<'a> {
    name: Option<&'a str>,
    email: Option<&'a str>,
    safe_number: Option<&'a str>,
    orderer_number: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Receiver<'a> {
    name: Option<&'a str>,
    safe_number: Option<&'a str>,
    receiver_number: Option<&'a str>,
    addr1: Option<&'a str>,
    addr2: Option<&'a str>,
    post_code: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Money<'a> {
    currency_code: &'a str,
    units: i64,
    nanos: i32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Oversea<'a> {
    personal_customs_clearance_code: Option<&'a str>,
    orderer_ssn: Option<&'a str>,
    orderer_phone_number: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    vendor_item_package_id: Option<i64>,
    vendor_item_package_name: Option<&'a str>,
    product_id: Option<i64>,
    vendor_item_id: i64,
    vendor_item_name: Option<&'a str>,
    shipping_count: Option<u32>,
    sales_price: Option<Money<'a>>,
    order_price: Option<Money<'a>>,
    discount_price: Option<Money<'a>>,
    instant_coupon_discount: Option<Money<'a>>,
    downloadable_coupon_discount: Option<Money<'a>>,
    coupang_discount: Option<Money<'a>>,
    external_vendor_sku_code: Option<&'a str>,
    etc_info_header: Option<&'a str>,
    etc_info_value: Option<&'a str>,
    #[serde(borrow)]
    etc_info_values: Option<Vec<&'a str>>,
    seller_product_id: Option<i64>,
    seller_product_name: Option<&'a str>,
    seller_product_item_name: Option<&'a str>,
    first_seller_product_item_name: Option<&'a str>,
    cancel_count: Option<u32>,
    hold_count_for_cancel: Option<u32>,
    estimated_shipping_date: Option<&'a str>,
    planned_shipping_date: Option<&'a str>,
    invoice_number_upload_date: Option<&'a str>,
    extra_properties: Option<Map<String, Value>>,
    pricing_badge: Option<bool>,
    used_product: Option<bool>,
    confirm_date: Option<&'a str>,
    delivery_charge_type_name: Option<&'a str>,
    up_bundle_vendor_item_id: Option<i64>,
    up_bundle_vendor_item_name: Option<&'a str>,
    up_bundle_size: Option<u32>,
    up_bundle_item: Option<bool>,
    tax_receipt_info: Option<Value>,
    canceled: Option<bool>,
}
