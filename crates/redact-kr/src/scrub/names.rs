//! The names of keys, of both services, and what they mean.

use super::keys::Rule;

/// Every list, in the order in which they decide: names as a whole, or as the end of one. None is shorter than three.
pub(super) const LISTS: &[(&[&str], bool, Rule)] = &[
    (&NEVER, true, Rule::Never),
    (&HEADERS, true, Rule::Header),
    (&HEADER_ENDS, false, Rule::Header),
    (&["token"], true, Rule::Secret),
    (&SECRET_ENDS, false, Rule::Secret),
    (&PHRASES, true, Rule::Phrase),
    (&PHRASE_ENDS, false, Rule::Phrase),
    (&WORDS, true, Rule::Word),
    (&WORD_ENDS, false, Rule::Word),
    (&CONTAINERS, true, Rule::Container),
    // An account is no count.
    (&["account"], false, Rule::Plain),
    (&AMOUNTS, false, Rule::Never),
    (&["name"], true, Rule::Name),
    (&["time"], true, Rule::Time),
];

pub(super) const HEADERS: [&str; 2] = ["authorization", "proxyauthorization"];

pub(super) const HEADER_ENDS: [&str; 1] = ["cookie"];

const NEVER: [&str; 18] = [
    "orderid",
    "platformorderid",
    "sessionid",
    "shipmentboxid",
    "vendoritemid",
    "productid",
    "sellerproductid",
    "receiptid",
    "inquiryid",
    "exchangeid",
    "invoicenumber",
    "gatewaytransactionid",
    "barcode",
    "hscode",
    "sku",
    "nexttoken",
    "requestid",
    "inquirycommentid",
];

/// Prices, amounts and quantities.
const AMOUNTS: [&str; 5] = ["price", "amount", "quantity", "qty", "count"];

const SECRET_ENDS: [&str; 12] = [
    "accesskey",
    "secretkey",
    "apikey",
    "apisecret",
    "secret",
    "password",
    "passwd",
    "signature",
    "privatekey",
    "accesstoken",
    "refreshtoken",
    "authtoken",
];

const PHRASE_ENDS: [&str; 5] = ["phone", "mobile", "address", "addressdetail", "memo"];

const PHRASES: [&str; 34] = [
    "receivername",
    "requestername",
    "returncustomername",
    "deliverycustomername",
    "customername",
    "buyername",
    "fullname",
    "ceoname",
    "receptionistname",
    "bankaccountholder",
    "accountholder",
    "holder",
    "safenumber",
    "safetynumber",
    "orderernumber",
    "receivernumber",
    "phonenumber2",
    "phones",
    "tel",
    "companycontactnumber",
    "afterservicecontactnumber",
    "addr1",
    "addr2",
    "bankaccount",
    "accountnumber",
    "accountno",
    "content",
    "contents",
    "parcelprintmessage",
    "deliverymessage",
    "reasonetcdetail",
    "cancelreason",
    "inquirycontent",
    "comment",
];

const WORD_ENDS: [&str; 5] = ["phonenumber", "email", "zipcode", "postcode", "ssn"];

const WORDS: [&str; 16] = [
    "personalcustomsclearancecode",
    "pcc",
    "pccc",
    "rrn",
    "bizno",
    "businessnumber",
    "brn",
    "cardnumber",
    "cardno",
    "pan",
    "vendoruserid",
    "wingid",
    "userid",
    "replyby",
    "confirmby",
    "cancelcompleteuser",
];

pub(super) const CONTAINERS: [&str; 10] = [
    "orderer",
    "receiver",
    "requester",
    "buyer",
    "customer",
    "sender",
    "recipient",
    "overseashippinginfodto",
    "exchangeaddressdtov1",
    "refundaccount",
];

/// The labels of forms and mails, which begin the name of a person, by the syllable they end with.
pub(super) fn labels(last: char) -> &'static [&'static str] {
    match last {
        '인' => &["수취인", "수령인"],
        '분' => &["받는분", "받으시는분"],
        '람' => &["받는사람"],
        '자' => &["주문자", "구매자", "대표자", "요청자", "수령자"],
        '주' => &["예금주"],
        '함' => &["성함"],
        '명' => &["성명", "고객명"],
        '름' => &["이름"],
        _ => &[],
    }
}

/// Whether a label or a word for a name ends with a syllable.
pub(super) fn ends_a_label(last: char) -> bool {
    !labels(last).is_empty()
}
