//! What the inputs of writes have in common: local checks, and the body made of them.

use std::fmt::Display;

use apiwire::wire::Extra;
use apiwire::{InputFaults, JsonBody, Origin};
use redact_kr::{Email, Phone, Sensitive};
use serde_json::{Map, Value};

/// A URL of the shop's. It may carry a token of a buyer's, so it does not print.
pub(crate) type Url = Sensitive<String>;

/// Text that must say something.
pub(crate) fn require_text(faults: &mut InputFaults, path: impl Display, text: &str) {
    faults.require(!text.trim().is_empty(), path, "must not be empty");
}

/// An amount of money.
pub(crate) fn require_won(faults: &mut InputFaults, path: impl Display, won: i64) {
    faults.require(won > 0, path, "must be a whole number of won above 0");
}

/// A URL that the vendor sends buyers or webhooks to.
pub(crate) fn require_url(faults: &mut InputFaults, path: impl Display, url: &Url, origin: &Origin) {
    let rule = "must be an https URL (http to a loopback address only against a local fake)";
    faults.require(origin.admits(url.expose()), path, rule);
}

/// An e-mail address by its form: something, one `@`, something with a dot, no white space.
pub(crate) fn require_email(faults: &mut InputFaults, path: impl Display, email: &Email) {
    let text = email.expose();
    let fits = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.contains('@') && host.split('.').count() > 1 && host.split('.').all(|l| !l.is_empty())
    });
    faults.require(fits && !text.contains(char::is_whitespace), path, "must be an e-mail address");
}

/// A telephone number by its form: at least seven digits, otherwise `+`, hyphens, spaces, dots and brackets.
pub(crate) fn require_phone(faults: &mut InputFaults, path: impl Display, phone: &Phone) {
    let text = phone.expose();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fits = digits >= 7 && text.bytes().all(|b| b.is_ascii_digit() || b"+- .()".contains(&b));
    faults.require(fits, path, "must be a telephone number");
}

/// Fields of the caller's that the vendor documents by name only, or not at all. They are sent as given.
#[derive(Debug, Clone, Default)]
pub(crate) struct ExtraFields(Extra);

impl ExtraFields {
    pub(crate) fn insert(&mut self, name: String, value: Value) {
        let mut fields = std::mem::take(&mut self.0).into_exposed();
        fields.insert(name, value);
        self.0 = Sensitive::new(fields);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.expose().is_empty()
    }

    /// They add to a request and replace nothing in it: what was checked is what is sent.
    pub(crate) fn check(&self, faults: &mut InputFaults, body: &Body) {
        let clash = self.0.expose().keys().any(|name| body.0.contains_key(name));
        faults.require(!clash, "extra", "must not repeat a field that the request has already");
    }
}

/// A JSON object that is being written.
#[derive(Default)]
pub(crate) struct Body(Map<String, Value>);

impl Body {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// A field that is left out when there is nothing to say.
    pub(crate) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// An object that is left out when it is empty.
    pub(crate) fn with_object(self, name: &str, object: Body) -> Self {
        if object.0.is_empty() { self } else { self.with(name, Value::Object(object.0)) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The body to send, with the caller's own fields.
    pub(crate) fn into_json(mut self, extra: &ExtraFields) -> JsonBody {
        for (name, value) in extra.0.expose() {
            self.0.entry(name.clone()).or_insert_with(|| value.clone());
        }
        JsonBody::new(&Value::Object(self.0))
    }
}

impl From<Body> for Value {
    fn from(body: Body) -> Self {
        Self::Object(body.0)
    }
}

/// Adds the setter for fields of the caller's own to an input that holds them as `extra`.
macro_rules! takes_extra {
    ($($input:ty),*) => {$(
        impl $input {
            /// Adds a field of your own to the body, for what the vendor documents by name only (A24).
            ///
            /// It adds and never replaces: a field that the request has already is a fault.
            #[must_use]
            pub fn with_extra(mut self, name: impl Into<String>, value: impl Into<::serde_json::Value>) -> Self {
                self.extra.insert(name.into(), value.into());
                self
            }
        }
    )*};
}

pub(crate) use takes_extra;

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(check: impl FnOnce(&mut InputFaults)) -> bool {
        let mut faults = InputFaults::default();
        check(&mut faults);
        faults.is_empty()
    }

    #[test]
    fn forms_of_addresses_and_numbers() {
        for (email, good) in [
            ("kim@example.com", true),
            ("a.b+c@shop.example.co.kr", true),
            ("", false),
            ("kim", false),
            ("@example.com", false),
            ("kim@example", false),
            ("kim@example.", false),
            ("kim@a@example.com", false),
            ("kim @example.com", false),
        ] {
            assert_eq!(fits(|faults| require_email(faults, "email", &email.into())), good, "{email}");
        }
        for (phone, good) in [
            ("+82-10-1234-5678", true),
            ("010 1234 5678", true),
            ("(02) 123-4567", true),
            ("", false),
            ("-", false),
            ("123456", false),
            ("01012345678x", false),
            ("공일공", false),
        ] {
            assert_eq!(fits(|faults| require_phone(faults, "phone", &phone.into())), good, "{phone}");
        }
    }

    #[test]
    fn extra_fields_add_and_never_replace() {
        let mut extra = ExtraFields::default();
        extra.insert("expiresIn".to_owned(), 3600.into());
        let body = || Body::new().with("amount", 7).with_some("reason", None::<&str>);
        assert!(fits(|faults| extra.check(faults, &body())));
        let sent = |extra: &ExtraFields| body().into_json(extra).as_bytes().clone();
        assert_eq!(sent(&extra), r#"{"amount":7,"expiresIn":3600}"#);
        extra.insert("amount".to_owned(), 1.into());
        assert!(!fits(|faults| extra.check(faults, &body())));
        assert_eq!(sent(&extra), r#"{"amount":7,"expiresIn":3600}"#);
        assert_eq!(format!("{extra:?}"), "ExtraFields(Sensitive(<redacted>))");
    }
}
