//! `PATCH /api/shops/{shopId}/custom-domain`

use crate::calendar::Moment;
use crate::korea_checkout::answer::Refusal;
use crate::korea_checkout::fields::Fields;
use crate::korea_checkout::ledger::Change;
use crate::korea_checkout::rules::Rules;
use crate::korea_checkout::state::{Request, State};
use serde_json::{Value, json};

/// A shop's own address for hosted pages.
pub(super) struct CustomDomain {
    pub(super) name: String,
    since: Moment,
}

impl CustomDomain {
    /// Verification and configuration. Nobody looks at DNS: time verifies, and the builder says which domains fail.
    pub(super) fn statuses(&self, rules: &Rules, now: Moment) -> (&'static str, &'static str) {
        if now < self.since.after(rules.domain_time) {
            ("pending", "pending")
        } else if rules.failing_domains.contains(&self.name) {
            ("failed", "failed")
        } else {
            ("verified", "configured")
        }
    }

    pub(super) fn is_verified(&self, rules: &Rules, now: Moment) -> bool {
        self.statuses(rules, now).0 == "verified"
    }
}

/// Gives a shop a domain, in the place of any other. One that another shop has is refused (assumed).
pub(in crate::korea_checkout) fn set_domain(state: &mut State, request: &Request<'_>) -> Result<Value, Refusal> {
    state.own_shop_mut(request)?;
    let body = Fields::of(request.body)?;
    let domain = body.text("domain")?.to_ascii_lowercase();
    let prefix = subdomain(&domain).ok_or_else(|| body.refuse("domain", "a subdomain, like checkout.example.com"))?;
    let taken = |shop: &super::Shop| shop.id != request.id && shop.domain.as_ref().is_some_and(|it| it.name == domain);
    if state.shops.iter().any(taken) {
        return Err(Refusal::state("domain_taken", "Another shop has this domain.").field("domain"));
    }
    let value = state.ids.next("vc-domain-verify-");
    let record = json!({ "type": "TXT", "name": format!("_vercel-challenge.{prefix}"), "value": value });
    state.own_shop_mut(request)?.domain = Some(CustomDomain { name: domain.clone(), since: request.now });
    let shop_id = request.id.to_owned();
    state.books.write(request.now, Change::DomainSet { shop_id, domain: domain.clone() });
    Ok(json!({ "domain": domain, "verification_records": [record] }))
}

/// What stands before the registered part of a domain name; `None` when nothing does, or it is no such name.
///
/// The registered part has two labels, or three under the Korean second levels.
fn subdomain(name: &str) -> Option<String> {
    let labels: Vec<&str> = name.split('.').collect();
    if name.len() > 253 || !labels.iter().all(|label| is_label(label)) {
        return None;
    }
    let korean = matches!(labels.as_slice(), [.., second, "kr"] if KOREAN_SECOND_LEVELS.contains(second));
    let registered = if korean { 3 } else { 2 };
    let prefix = labels.len().checked_sub(registered).and_then(|length| labels.get(..length))?;
    (!prefix.is_empty()).then(|| prefix.join("."))
}

const KOREAN_SECOND_LEVELS: [&str; 10] = ["co", "ne", "or", "re", "pe", "go", "mil", "ac", "hs", "seoul"];

fn is_label(label: &str) -> bool {
    let characters = label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (1..=63).contains(&label.len()) && characters && !label.starts_with('-') && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::subdomain;

    #[test]
    fn only_a_subdomain_can_be_a_custom_domain() {
        for (name, prefix) in [
            ("checkout.example.com", Some("checkout")),
            ("pay.shop.example.com", Some("pay.shop")),
            ("pay.example.co.kr", Some("pay")),
            ("pay.example.kr", Some("pay")),
            ("example.com", None),
            ("example.co.kr", None),
            ("localhost", None),
            ("checkout..com", None),
            ("-a.example.com", None),
            ("checkout.example.com/x", None),
            ("한글.example.com", None),
            ("", None),
        ] {
            assert_eq!(subdomain(name).as_deref(), prefix, "{name}");
        }
    }
}
