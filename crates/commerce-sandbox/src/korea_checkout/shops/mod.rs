//! Shops and their custom domains.

mod create;
mod domain;
mod update;

pub(super) use create::create;
pub(super) use domain::set_domain;
pub(super) use update::update;

use super::answer::Refusal;
use super::place::Link;
use super::rules::Rules;
use super::sessions::PaymentMethod;
use super::state::{Request, State};
use crate::calendar::Moment;
use crate::json::set;
use domain::CustomDomain;
use serde_json::{Value, json};

/// A shop.
pub(super) struct Shop {
    id: String,
    owner: usize,
    name: String,
    business_number: Option<String>,
    created: Moment,
    webhook_url: Option<Link>,
    domain: Option<CustomDomain>,
}

impl Shop {
    /// The fields of the vendor's sample of a read. `business_info.verified` is true where a number was given (assumed).
    fn fields(&self, rules: &Rules, now: Moment) -> Value {
        let mut fields = json!({
            "id": self.id,
            "name": self.name,
            "status": "active",
            "business_info": {
                "business_number": self.business_number,
                "verified": self.business_number.is_some(),
            },
            "payment_methods": PaymentMethod::ALL.map(PaymentMethod::as_str),
            "created_at": self.created.utc(),
        });
        if let Some(domain) = &self.domain {
            let (verification, configuration) = domain.statuses(rules, now);
            set(&mut fields, "custom_domain", domain.name.clone());
            set(&mut fields, "domain_verification_status", verification);
            set(&mut fields, "domain_configuration_status", configuration);
        }
        fields
    }
}

/// Reads a shop.
pub(super) fn show(state: &State, request: &Request<'_>) -> Result<Value, Refusal> {
    let shop = state.shops.iter().find(|shop| shop.id == request.id && shop.owner == request.owner);
    shop.map(|shop| shop.fields(request.rules, request.now)).ok_or_else(|| Refusal::no_such_shop(request.id))
}

impl State {
    /// The verified domain of the owner's newest shop that has one: a session names no shop (assumed).
    pub(super) fn verified_domain(&self, owner: usize, rules: &Rules, now: Moment) -> Option<&str> {
        let own = self.shops.iter().rev().filter(|shop| shop.owner == owner);
        own.filter_map(|shop| shop.domain.as_ref())
            .find(|domain| domain.is_verified(rules, now))
            .map(|it| it.name.as_str())
    }

    /// The webhook address of the owner's newest shop that has one.
    pub(super) fn shop_webhook(&self, owner: usize) -> Option<&Link> {
        self.shops.iter().rev().filter(|shop| shop.owner == owner).find_map(|shop| shop.webhook_url.as_ref())
    }

    fn own_shop_mut(&mut self, request: &Request<'_>) -> Result<&mut Shop, Refusal> {
        let shop = self.shops.iter_mut().find(|shop| shop.id == request.id && shop.owner == request.owner);
        shop.ok_or_else(|| Refusal::no_such_shop(request.id))
    }
}
