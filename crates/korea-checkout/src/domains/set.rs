//! Set custom domain: `PATCH /api/shops/{shopId}/custom-domain` (operation 9).

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, InputFaults, JsonBody, Origin, Repeat, Single, Target, Write};
use http::Method;

use crate::endpoints::Documented;
use crate::ids::ShopId;
use crate::input::{Body, ExtraFields};
use crate::shops::shop_target;
use crate::{envelope, family};

/// Sets a shop's custom domain. Only subdomains can be set.
#[derive(Debug, Clone)]
pub struct SetCustomDomain {
    shop: ShopId,
    domain: String,
}

impl SetCustomDomain {
    /// Of this shop. A dot at the end and capital letters are taken for the same name.
    #[must_use]
    pub fn new(shop: ShopId, domain: &str) -> Self {
        Self { shop, domain: domain.strip_suffix('.').unwrap_or(domain).to_ascii_lowercase() }
    }
}

apiwire::open_enum! {
    /// The type of a DNS record.
    pub enum RecordType {
        /// Text.
        Txt = "TXT",
        /// An alias.
        Cname = "CNAME",
        /// An address.
        A = "A",
    }
}

apiwire::model! {
    /// A domain that was set, and what to do about it.
    pub struct DomainSetup {
        /// The domain.
        required domain: String = "domain",
        /// Records to put into the domain's DNS.
        optional verification_records: Vec<VerificationRecord> = "verification_records" | "verificationRecords",
    }
}

apiwire::model! {
    /// A DNS record that proves whose a domain is.
    pub struct VerificationRecord {
        /// Its type.
        required kind: RecordType = "type",
        /// Its name, relative to the domain that was registered.
        required name: String = "name",
        /// Its value.
        required value: String = "value",
    }
}

impl Endpoint for SetCustomDomain {
    type Output = Single<DomainSetup>;
    type Effect = Write;
    const NAME: &'static str = "domains.set";
    const METHOD: Method = Method::PATCH;
    const FAMILY: Option<Family> = Some(family::DOMAINS);
    const REPEAT: Repeat = Repeat::TargetState;
    const NOT_FOUND_IS_AN_ANSWER: bool = true;
    const SETTLED_BY: Option<&'static str> = Some("shops.get");

    fn check(&self, _origin: &Origin, faults: &mut InputFaults) {
        faults.require(is_subdomain(&self.domain), "domain", "must be a subdomain, such as checkout.example.com");
    }

    fn target(&self) -> Target {
        shop_target(&self.shop).literal("custom-domain")
    }

    fn body(&self) -> Option<JsonBody> {
        Some(Body::new().with("domain", self.domain.as_str()).into_json(&ExtraFields::default()))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }
}

/// Under `kr`, names are also registered below these: `example.co.kr` is a domain and no subdomain. Of KISA's list (한국
/// 인터넷정보센터, second-level domains), the ones that are open to registration.
const KR_SECOND_LEVEL: [&str; 34] = [
    "ac",
    "ai",
    "busan",
    "chungbuk",
    "chungnam",
    "co",
    "daegu",
    "daejeon",
    "es",
    "gangwon",
    "go",
    "gwangju",
    "gyeongbuk",
    "gyeonggi",
    "gyeongnam",
    "hs",
    "incheon",
    "io",
    "it",
    "jeju",
    "jeonbuk",
    "jeonnam",
    "kg",
    "me",
    "mil",
    "ms",
    "ne",
    "or",
    "pe",
    "re",
    "sc",
    "seoul",
    "ulsan",
    "kids",
];

/// A host name with something before the name that was registered. Names that are registered below other two-part
/// endings (`co.jp`) are left to the vendor to refuse.
fn is_subdomain(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let registered = match labels.as_slice() {
        [.., second, "kr"] if KR_SECOND_LEVEL.contains(second) => 3,
        _ => 2,
    };
    // An IP address ends in digits.
    let ends_in_letters = labels.last().is_some_and(|last| last.bytes().any(|b| b.is_ascii_lowercase()));
    name.len() <= 253 && ends_in_letters && labels.iter().all(is_label) && labels.len() > registered
}

impl Documented for SetCustomDomain {
    const NUMBER: u8 = 9;
    const TITLE: &'static str = "set custom domain";
    const PATH: &'static str = "/api/shops/{shopId}/custom-domain";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_subdomains_can_be_set() {
        for (name, good) in [
            ("checkout.example.com", true),
            ("Pay.Shop.Example.com.", true),
            ("checkout.example.kr", true),
            ("checkout.example.co.kr", true),
            ("checkout.xn--9n2bp8q.com", true),
            ("example.com", false),
            ("example.co.kr", false),
            ("shop.seoul.kr", false),
            ("com", false),
            ("", false),
            ("*.example.com", false),
            ("https://checkout.example.com", false),
            ("checkout.example.com/path", false),
            ("checkout.example.com:443", false),
            ("checkout..com", false),
            ("-a.example.com", false),
            ("127.0.0.1", false),
            ("결제.example.com", false),
        ] {
            let mut faults = InputFaults::default();
            let endpoint = SetCustomDomain::new(ShopId::new("shop_1"), name);
            endpoint.check(&Origin::parse("https://api.example.com").unwrap(), &mut faults);
            assert_eq!(faults.is_empty(), good, "{name}");
        }
        assert!(!is_subdomain(&format!("{}.example.com", "a".repeat(64))));
        assert!(!is_subdomain(&format!("{}example.com", "abcdefgh.".repeat(30))));
    }
}
