//! Update session: `PATCH /api/checkout/session/{sessionId}` (operation 3).

use apiwire::decode::DecodeError;
use apiwire::wire::Extra;
use apiwire::{Endpoint, Family, InputFaults, JsonBody, Origin, Repeat, Single, Target, Write};
use http::Method;
use redact_kr::{Email, PersonName, Phone, Sensitive};
use serde_json::Value;

use super::get;
use super::session::Session;
use crate::endpoints::Documented;
use crate::envelope;
use crate::ids::SessionId;
use crate::input::{Body, ExtraFields, require_email, require_phone, require_text, takes_extra};

/// Changes a session's buyer or metadata.
#[derive(Debug, Clone)]
pub struct UpdateSession {
    id: SessionId,
    update: SessionUpdate,
}

/// What to change; the rest stays as it is.
#[derive(Debug, Clone, Default)]
pub struct SessionUpdate {
    name: Option<PersonName>,
    email: Option<Email>,
    phone: Option<Phone>,
    metadata: Extra,
    extra: ExtraFields,
}

impl SessionUpdate {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The buyer's name.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(PersonName::new(name));
        self
    }

    /// The buyer's e-mail address.
    #[must_use]
    pub fn with_email(mut self, email: impl Into<String>) -> Self {
        self.email = Some(Email::new(email));
        self
    }

    /// The buyer's telephone number.
    #[must_use]
    pub fn with_phone(mut self, phone: impl Into<String>) -> Self {
        self.phone = Some(Phone::new(phone));
        self
    }

    /// Something of the shop's. Whether it is added to what is there or replaces it is unknown.
    #[must_use]
    pub fn with_metadata(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let mut metadata = self.metadata.into_exposed();
        metadata.insert(name.into(), value.into());
        self.metadata = Sensitive::new(metadata);
        self
    }

    fn body(&self) -> Body {
        let customer = Body::new()
            .with_some("name", self.name.as_ref().map(PersonName::expose))
            .with_some("email", self.email.as_ref().map(Email::expose))
            .with_some("phone", self.phone.as_ref().map(Phone::expose));
        let metadata = Some(self.metadata.expose()).filter(|map| !map.is_empty()).cloned();
        Body::new().with_object("customer", customer).with_some("metadata", metadata)
    }
}

takes_extra!(SessionUpdate);

impl UpdateSession {
    /// Of this session.
    #[must_use]
    pub fn new(id: SessionId, update: SessionUpdate) -> Self {
        Self { id, update }
    }
}

impl Endpoint for UpdateSession {
    type Output = Option<Single<Session>>;
    type Effect = Write;
    const NAME: &'static str = "sessions.update";
    const METHOD: Method = Method::PATCH;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::TargetState;
    const NOT_FOUND_IS_AN_ANSWER: bool = true;
    const SETTLED_BY: Option<&'static str> = Some("sessions.get");

    fn check(&self, _origin: &Origin, faults: &mut InputFaults) {
        let SessionUpdate { name, email, phone, extra, .. } = &self.update;
        let body = self.update.body();
        faults.require(!(body.is_empty() && extra.is_empty()), "the update", "must change something");
        if let Some(name) = name {
            require_text(faults, "customer.name", name.expose());
        }
        if let Some(email) = email {
            require_email(faults, "customer.email", email);
        }
        if let Some(phone) = phone {
            require_phone(faults, "customer.phone", phone);
        }
        extra.check(faults, &body);
    }

    fn target(&self) -> Target {
        get::target(&self.id)
    }

    fn body(&self) -> Option<JsonBody> {
        Some(self.update.body().into_json(&self.update.extra))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::perhaps(body)
    }
}

impl Documented for UpdateSession {
    const NUMBER: u8 = 3;
    const TITLE: &'static str = "update session";
    const PATH: &'static str = "/api/checkout/session/{sessionId}";
}
