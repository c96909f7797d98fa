//! What a key says about its value: the lists of both services.

use std::sync::LazyLock;

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
pub(super) fn rule(key: &[u8]) -> Rule {
    if !may_be_listed(key) {
        return unlisted(key);
    }
    let Some(name) = Name::of(key) else { return foreign(key) };
    listed(name.letters()).map_or_else(|| unlisted(key), |(rule, _)| rule)
}

impl Rule {
    /// Whether the value of such a key is hidden, whatever it is.
    pub(super) const fn hides(self) -> bool {
        !matches!(self, Self::Never | Self::Time | Self::Plain)
    }
}

/// A key in lower case without what is no letter or digit. Of a longer one than any of the lists only the end counts.
struct Name {
    letters: [u8; LONGEST],
    start: usize,
}

/// More than the longest name of the lists.
const LONGEST: usize = 32;

impl Name {
    /// `None` for a key with letters beyond ASCII.
    fn of(key: &[u8]) -> Option<Self> {
        let mut name = Self { letters: [0; LONGEST], start: LONGEST };
        for &byte in key.iter().rev() {
            if !byte.is_ascii() {
                return None;
            }
            if byte.is_ascii_alphanumeric() {
                name.start -= 1;
                if let Some(slot) = name.letters.get_mut(name.start) {
                    *slot = byte.to_ascii_lowercase();
                }
                if name.start == 0 {
                    break;
                }
            }
        }
        Some(name)
    }

    fn letters(&self) -> &[u8] {
        self.letters.get(self.start..).unwrap_or_default()
    }
}

/// The rule of a key with letters beyond ASCII.
fn foreign(key: &[u8]) -> Rule {
    let key = key.get(key.len().saturating_sub(LONGEST_FOREIGN)..).unwrap_or_default();
    let mut name = String::with_capacity(key.len());
    for chunk in key.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '가'..='힣' => name.push(c),
                _ if c.is_alphanumeric() => name.extend(c.to_lowercase()),
                _ => {}
            }
        }
    }
    match listed(name.as_bytes()) {
        Some((rule, Before::Labels)) => rule,
        _ if korean(&name) => Rule::Phrase,
        Some((rule, Before::Nothing)) => rule,
        None => unlisted(key),
    }
}

/// Of a longer key only the end counts, in bytes.
const LONGEST_FOREIGN: usize = 128;

fn unlisted(key: &[u8]) -> Rule {
    if is_time(key) { Rule::Time } else { Rule::Plain }
}

/// Whether a key with these last three letters, in lower case, may hide its value. NUL stands for an unknown letter.
pub(super) fn may_hide(tail: [u8; 3]) -> bool {
    tail.contains(&0) || ENDS.get(place(tail)).is_none_or(|&found| found == HIDES)
}

/// Whether a key may stand in a list.
pub(super) fn may_be_listed(key: &[u8]) -> bool {
    match key {
        [.., a, b, c] if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() && c.is_ascii_alphanumeric() => {
            ENDS.get(place([a, b, c].map(u8::to_ascii_lowercase))).is_none_or(|&found| found != NOTHING)
        }
        _ => true,
    }
}

/// No name of the lists ends so.
const NOTHING: u8 = 0;
/// Names do, and none of them hides its value.
const KEEPS: u8 = 1;
/// Some do that hide their values.
const HIDES: u8 = 2;

const fn place([first, second, third]: [u8; 3]) -> usize {
    (first as usize * 31 + second as usize) * 31 % ENDS_SIZE ^ third as usize
}

const ENDS_SIZE: usize = 2048;

/// What the names of the lists mean, by the place of their last three letters.
static ENDS: [u8; ENDS_SIZE] = {
    let mut ends = [NOTHING; ENDS_SIZE];
    let mut list = 0;
    while list < LISTS.len() {
        let (names, _, rule, _) = LISTS[list];
        let mut name = 0;
        while name < names.len() {
            let text = names[name].as_bytes();
            let last = text.len() - 1;
            let place = place([text[last - 2], text[last - 1], text[last]]);
            if rule.hides() {
                ends[place] = HIDES;
            } else if ends[place] == NOTHING {
                ends[place] = KEEPS;
            }
            name += 1;
        }
        list += 1;
    }
    ends
};

/// What the lists say about a name, and whether they say it before the Korean labels do.
fn listed(name: &[u8]) -> Option<(Rule, Before)> {
    let &tail = name.last_chunk()?;
    let entries = INDEX.get(usize::from(*name.last()?))?;
    let fits = |entry: &&Entry| {
        entry.tail == tail && if entry.whole { name == entry.text } else { name.ends_with(entry.text) }
    };
    entries.iter().find(fits).map(|entry| (entry.rule, entry.before))
}

/// A name, or the end of one, and what it means.
struct Entry {
    tail: [u8; 3],
    text: &'static [u8],
    whole: bool,
    rule: Rule,
    before: Before,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Labels,
    Nothing,
}

/// The lists by the last letter of their names, in the order in which they decide.
static INDEX: LazyLock<Vec<Vec<Entry>>> = LazyLock::new(|| {
    let mut index: Vec<Vec<Entry>> = Vec::new();
    index.resize_with(usize::from(u8::MAX) + 1, Vec::new);
    for &(list, whole, rule, before) in LISTS {
        for text in list {
            let text = text.as_bytes();
            if let Some(&tail) = text.last_chunk()
                && let Some(entries) = text.last().and_then(|&last| index.get_mut(usize::from(last)))
            {
                entries.push(Entry { tail, text, whole, rule, before });
            }
        }
    }
    index
});

/// Every list, in the order in which they decide: names as a whole, or as the end of one. None is shorter than three.
const LISTS: &[(&[&str], bool, Rule, Before)] = &[
    (&NEVER, true, Rule::Never, Before::Labels),
    (&HEADERS, true, Rule::Header, Before::Labels),
    (&HEADER_ENDS, false, Rule::Header, Before::Labels),
    (&["token"], true, Rule::Secret, Before::Labels),
    (&SECRET_ENDS, false, Rule::Secret, Before::Labels),
    (&PHRASES, true, Rule::Phrase, Before::Labels),
    (&PHRASE_ENDS, false, Rule::Phrase, Before::Labels),
    (&WORDS, true, Rule::Word, Before::Nothing),
    (&WORD_ENDS, false, Rule::Word, Before::Nothing),
    (&CONTAINERS, true, Rule::Container, Before::Nothing),
    // An account is no count.
    (&["account"], false, Rule::Plain, Before::Nothing),
    (&AMOUNTS, false, Rule::Never, Before::Nothing),
    (&["name"], true, Rule::Name, Before::Nothing),
    (&["time"], true, Rule::Time, Before::Nothing),
];

const HEADERS: [&str; 2] = ["authorization", "proxyauthorization"];

const HEADER_ENDS: [&str; 1] = ["cookie"];

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
fn is_time(key: &[u8]) -> bool {
    let end = key.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1);
    let key = key.get(..end).unwrap_or_default();
    let mut start = end;
    while let Some(&byte) = start.checked_sub(1).and_then(|index| key.get(index)) {
        if !byte.is_ascii_alphanumeric() || end - start > 9 {
            break;
        }
        start -= 1;
        let before = start.checked_sub(1).and_then(|index| key.get(index));
        if byte.is_ascii_uppercase() && before.is_some_and(|byte| !byte.is_ascii_uppercase()) {
            break;
        }
    }
    let word = key.get(start..).unwrap_or_default();
    ["at", "millis", "ms", "epoch", "timestamp", "ts"].iter().any(|end| word.eq_ignore_ascii_case(end.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn all(expected: Rule, keys: &[&str]) {
        for key in keys {
            assert_eq!(rule(key.as_bytes()), expected, "{key}");
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
