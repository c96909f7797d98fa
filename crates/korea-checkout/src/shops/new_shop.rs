//! A shop to make.

use apiwire::{InputFaults, JsonBody, Origin};
use redact_kr::{Address, Email, PersonName, Phone, Sensitive};

use crate::ids::BusinessNumber;
use crate::input::{Body, ExtraFields, Url, require_email, require_phone, require_text, require_url, takes_extra};
use crate::sessions::Currency;

/// A shop to make: what it is, who runs it, how to reach it. Won, Seoul's time and Korean unless said otherwise.
///
/// ```
/// use korea_checkout::shops::NewShop;
///
/// let shop = NewShop::new("머그 상점", "손으로 만든 머그컵", "https://shop.example.com")
///     .with_business("123-45-67890", "머그컴퍼니", "김하나", "서울특별시 송파구 예시로 1")
///     .with_contact("help@shop.example.com", "02-123-4567");
/// assert!(!format!("{shop:?}").contains("하나"));
/// ```
#[derive(Debug, Clone)]
pub struct NewShop {
    name: String,
    description: String,
    website: Url,
    business_number: BusinessNumber,
    business_name: String,
    ceo_name: PersonName,
    address: Address,
    email: Email,
    phone: Phone,
    currency: Currency,
    timezone: String,
    language: String,
    extra: ExtraFields,
}

impl NewShop {
    /// A name, what it sells, and its site.
    #[must_use]
    pub fn new(name: impl Into<String>, description: impl Into<String>, website: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: description.into(),
            website: Sensitive::new(website.into()),
            business_number: BusinessNumber::new(""),
            business_name: String::new(),
            ceo_name: PersonName::default(),
            address: Address::default(),
            email: Email::default(),
            phone: Phone::default(),
            currency: Currency::Krw,
            timezone: "Asia/Seoul".to_owned(),
            language: "ko".to_owned(),
            extra: ExtraFields::default(),
        }
    }

    /// Who runs it: registration number (`123-45-67890`), registered name, representative and address.
    #[must_use]
    pub fn with_business(
        mut self,
        number: impl Into<Box<str>>,
        name: impl Into<String>,
        ceo_name: impl Into<String>,
        address: impl Into<String>,
    ) -> Self {
        self.business_number = BusinessNumber::new(number);
        self.business_name = name.into();
        self.ceo_name = PersonName::new(ceo_name);
        self.address = Address::new(address);
        self
    }

    /// How to reach it: e-mail address and telephone number.
    #[must_use]
    pub fn with_contact(mut self, email: impl Into<String>, phone: impl Into<String>) -> Self {
        (self.email, self.phone) = (Email::new(email), Phone::new(phone));
        self
    }

    /// Another currency, time zone and language than `KRW`, `Asia/Seoul` and `ko`, the only ones documented.
    #[must_use]
    pub fn with_locale(mut self, currency: Currency, timezone: impl Into<String>, language: impl Into<String>) -> Self {
        (self.currency, self.timezone, self.language) = (currency, timezone.into(), language.into());
        self
    }

    pub(super) fn check(&self, origin: &Origin, faults: &mut InputFaults) {
        require_text(faults, "name", &self.name);
        require_url(faults, "website", &self.website, origin);
        let is_number = is_business_number(self.business_number.as_str());
        faults.require(is_number, "business_info.business_number", "must be ten digits, written 123-45-67890");
        require_text(faults, "business_info.business_name", &self.business_name);
        require_text(faults, "business_info.ceo_name", self.ceo_name.expose());
        require_text(faults, "business_info.address", self.address.expose());
        require_email(faults, "contact.email", &self.email);
        require_phone(faults, "contact.phone", &self.phone);
        self.extra.check(faults, &self.body());
    }

    pub(super) fn json(&self) -> JsonBody {
        self.body().into_json(&self.extra)
    }

    fn body(&self) -> Body {
        let business = Body::new()
            .with("business_number", self.business_number.as_str())
            .with("business_name", self.business_name.as_str())
            .with("ceo_name", self.ceo_name.expose())
            .with("address", self.address.expose());
        let contact = Body::new().with("email", self.email.expose()).with("phone", self.phone.expose());
        let settings = Body::new()
            .with("currency", self.currency.as_str())
            .with("timezone", self.timezone.as_str())
            .with("language", self.language.as_str());
        Body::new()
            .with("name", self.name.as_str())
            .with("description", self.description.as_str())
            .with("website", self.website.expose().as_str())
            .with("business_info", business)
            .with("contact", contact)
            .with("settings", settings)
    }
}

/// Three, two and five digits.
fn is_business_number(text: &str) -> bool {
    let mut groups = text.split('-');
    let shaped = [3, 2, 5].iter().all(|length| {
        groups.next().is_some_and(|group| group.len() == *length && group.bytes().all(|b| b.is_ascii_digit()))
    });
    shaped && groups.next().is_none()
}

takes_extra!(NewShop);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_business_number_has_its_form() {
        for (text, good) in [
            ("123-45-67890", true),
            ("1234567890", false),
            ("123-45-6789", false),
            ("123-45-67890-", false),
            ("12-345-67890", false),
            ("123-45-6789a", false),
            ("", false),
        ] {
            assert_eq!(is_business_number(text), good, "{text}");
        }
    }
}
