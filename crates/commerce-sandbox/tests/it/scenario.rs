//! Scenario files in a test, without a socket.

use crate::korea_checkout::support::{builder, events, later, paid};
use crate::support::{box_ids, days, list, shop};
use commerce_sandbox::coupang::{self, OrderStatus};
use commerce_sandbox::korea_checkout::{self, WebhookManners};
use std::error::Error;

#[test]
fn a_file_decides_what_it_speaks_of_and_nothing_else() -> Result<(), Box<dyn Error>> {
    let today = days("v5", "2026-03-02", "2026-03-02", OrderStatus::Accept);
    let described = || shop().seed(7).orders_per_day(OrderStatus::Accept, 2);
    let boxes = |text: &str| -> Result<Vec<i64>, Box<dyn Error>> {
        let scenario: coupang::Scenario = text.parse()?;
        Ok(box_ids(&list(&scenario.apply(described()).build()?, "v5", &today)))
    };
    let untouched = boxes("# nothing")?;
    assert_eq!(untouched.len(), 2);
    assert_eq!(boxes("[orders_per_day]\nINSTRUCT = 9")?, untouched);
    assert_eq!(boxes("[orders_per_day]\nACCEPT = 5")?.len(), 5);
    assert_ne!(boxes("seed = 8")?, untouched);
    Ok(())
}

#[test]
fn webhooks_keep_their_manners_unless_the_file_has_some() -> Result<(), Box<dyn Error>> {
    for (text, copies) in [("payment_seconds = 0", 3), ("[webhooks]\ncopies = 2", 2), ("[webhooks]\nlose_every = 0", 1)]
    {
        let scenario: korea_checkout::Scenario = text.parse()?;
        let checkout = scenario.apply(builder().webhook_manners(WebhookManners::new().copies(3))).build()?;
        paid(&checkout);
        let due = checkout.take_due(later(1));
        assert_eq!(events(&due), vec!["payment.completed"; copies], "{text}");
    }
    Ok(())
}
