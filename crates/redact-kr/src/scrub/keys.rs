//! What a key says about its value: the lists of both services.

/// What becomes of the value of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// A credential.
    Secret,
    /// A credential in the form of a header, which may have more than one word.
    Header,
    /// Personal data without spaces.
    Word,
    /// Personal data of several words.
    Phrase,
    /// An object about a person: every scalar inside is personal.
    Container,
    /// An identifier or an amount: no rule applies.
    Never,
    /// A time, if the value reads as one.
    Time,
    /// `name`: personal beside other personal data only.
    Name,
    /// Nothing; shapes apply.
    Plain,
}

/// The rule of a key in any spelling.
pub(super) fn rule(key: &[char]) -> Rule {
    if key.len() > MAX_KEY {
        return rule(key.get(key.len() - MAX_KEY..).unwrap_or_default());
    }
    let letters = |c: &char| c.is_alphanumeric();
    let name: String = key.iter().copied().filter(letters).flat_map(char::to_lowercase).collect();
    let name = name.as_str();
    if name.is_empty() {
        return Rule::Plain;
    }
    let listed = |list: &[&str]| list.contains(&name);
    let ends = |list: &[&str]| list.iter().any(|end| name.ends_with(end));
    if listed(&NEVER) {
        Rule::Never
    } else if name == "authorization" || name == "proxyauthorization" || name.ends_with("cookie") {
        Rule::Header
    } else if name == "token" || ends(&SECRET_ENDS) {
        Rule::Secret
    } else if listed(&PHRASES) || ends(&PHRASE_ENDS) || korean(name) {
        Rule::Phrase
    } else if listed(&WORDS) || ends(&WORD_ENDS) {
        Rule::Word
    } else if listed(&CONTAINERS) {
        Rule::Container
    } else if ends(&AMOUNTS) && !name.ends_with("account") {
        Rule::Never
    } else if name == "name" {
        Rule::Name
    } else if name == "ts" || name == "time" || is_time(key) {
        Rule::Time
    } else {
        Rule::Plain
    }
}

/// A longer key is judged by its end: no key of the services is half as long.
const MAX_KEY: usize = 128;

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

const CONTAINERS: [&str; 10] = [
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

/// The labels of forms and mails, which begin the name of a person.
pub(super) const LABELS: [&str; 15] = [
    "수취인",
    "받는분",
    "받는사람",
    "받으시는분",
    "수령인",
    "주문자",
    "구매자",
    "예금주",
    "성함",
    "성명",
    "이름",
    "고객명",
    "대표자",
    "요청자",
    "수령자",
];

fn korean(name: &str) -> bool {
    if name.is_ascii() {
        return false;
    }
    let stem = ["명", "이름", "성함", "성명"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    LABELS.contains(&name) || LABELS.contains(&stem)
}

/// Whether the last word of a key is one of time: `createdAt` and `created_at`, not `chat`.
fn is_time(key: &[char]) -> bool {
    let end = key.iter().rposition(char::is_ascii_alphanumeric).map_or(0, |last| last + 1);
    let key = key.get(..end).unwrap_or_default();
    let mut word = String::new();
    for (back, &c) in key.iter().rev().enumerate() {
        if !c.is_ascii_alphanumeric() || back > 9 {
            break;
        }
        word.insert(0, c.to_ascii_lowercase());
        let before = key.len().checked_sub(back + 2).and_then(|index| key.get(index));
        if c.is_ascii_uppercase() && before.is_some_and(|c| !c.is_ascii_uppercase()) {
            break;
        }
    }
    ["at", "millis", "ms", "epoch", "timestamp", "ts"].contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn all(expected: Rule, keys: &[&str]) {
        for key in keys {
            assert_eq!(rule(&key.chars().collect::<Vec<_>>()), expected, "{key}");
        }
    }

    #[test]
    fn a_key_is_one_key_in_every_spelling() {
        all(Rule::Phrase, &["receiverName", "receiver_name", "Receiver-Name", "RECEIVER.NAME", "수취인", "주문자명"]);
        all(Rule::Secret, &["COUPANG_SECRET_KEY", "x-korea-checkout-signature", "clientSecret", "token", "x-api-key"]);
        all(Rule::Header, &["Authorization", "Proxy-Authorization", "Set-Cookie"]);
        all(Rule::Word, &["ordererPhoneNumber", "cancelCompleteUser", "returnZipCode", "PAN", "billing_email"]);
        all(Rule::Container, &["orderer", "OverseaShippingInfoDto", "exchangeAddressDtoV1"]);
    }

    #[test]
    fn identifiers_times_and_codes_are_not_personal() {
        all(Rule::Never, &["orderId", "vendor_item_id", "nextToken", "salesPrice", "totalAmount", "qty"]);
        all(Rule::Time, &["createdAt", "created_at", "elapsed_ms", "ts", "time", "epoch", "event_timestamp", "AT"]);
        all(Rule::Plain, &["chat", "format", "playtime", "regNumber", "reasonCode", "cancelReasonCategory1"]);
        all(Rule::Plain, &["productName", "deliveryCompanyName", "message", "code", "status", "tokens", "", "--"]);
        all(Rule::Name, &["name", "NAME"]);
    }
}
