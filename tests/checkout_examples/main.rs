//! The examples of Korea Checkout, as a user runs them: they do what they say, and show nobody's name.

#[path = "../shared/listening.rs"]
mod listening;
#[path = "../probe/programs.rs"]
mod programs;

mod http;
mod receiver;
mod refusals;
mod shop;

use std::process::{Command, Output};

fn example(name: &str) -> Command {
    Command::new(programs::built("examples", name, &["-p", "commerce-examples", "--example", name]))
}

/// What it said, and all went well.
fn said(output: Output) -> Vec<String> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.is_ascii() && !out.contains('@'), "no name and no address: {out}");
    out.lines().map(str::to_owned).collect()
}

/// The lines with ids, ports and records left out.
fn without_ids(lines: &[String]) -> Vec<String> {
    let ids = regex::Regex::new(r"\b(cs_|ref_|shop_|vc-domain-verify-)[0-9a-f]+\b|:[0-9]{4,5}\b").unwrap();
    lines.iter().map(|line| ids.replace_all(line, "$1*").into_owned()).collect()
}

#[test]
fn a_payment_is_made_proved_and_refunded_in_part() {
    let lines = without_ids(&said(example("checkout_flow").output().unwrap()));
    // Webhooks come beside the steps of the shop and the buyer.
    let (webhooks, steps): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.starts_with("webhook: "));
    assert_eq!(webhooks, ["webhook: 200 queued", "webhook: 200 queued"]);
    assert_eq!(
        steps,
        [
            "listening on http://127.0.0.1*",
            "session: cs_* for order-1001 over 29000 won",
            "buyer: paid, and back at /orders/order-1001, which proves nothing",
            "confirm: payment.completed, by the API the session is completed",
            "refund: ref_* over 10000 won is processing",
            "refund: done, the session is partially_refunded",
            "confirm: payment.refunded, by the API the session is partially_refunded",
        ]
    );
}

#[test]
fn a_campaign_of_every_type_stops_at_its_limits() {
    assert_eq!(
        said(example("coupon_campaign").output().unwrap()),
        [
            "SPRING10: percentage, in all 100 times",
            "WELCOME: fixed_amount, in all 2 times",
            "FREESHIP: free_shipping, in all without limit",
            "MUGS: product_specific, in all without limit",
            "SUMMER: percentage, in all without limit",
            "order-1: SPRING10 makes 29000 won 26100",
            "order-2: SPRING10 is refused: coupon_customer_limit_reached",
            "order-3: SPRING10 is refused: minimum_order_not_met",
            "order-4: WELCOME makes 29000 won 24000",
            "order-5: WELCOME makes 4000 won 0",
            "order-6: WELCOME is refused: coupon_usage_limit_reached",
            "order-7: FREESHIP makes 29000 won 29000",
            "order-8: MUGS makes 29000 won 26000",
            "order-9: SUMMER is refused: coupon_not_yet_valid",
        ]
    );
}

#[test]
fn a_shop_gets_its_domain_and_waits_until_it_is_ready() {
    assert_eq!(
        without_ids(&said(example("shop_with_domain").output().unwrap())),
        [
            "made shop_*",
            "its events go to its own webhook",
            "put these records into the DNS, and checkout.mugs.example.com CNAME cname.vercel-dns.com:",
            "  _vercel-challenge.checkout.mugs TXT vc-domain-verify-*",
            "domain: verification pending, configuration pending",
            "domain: verification verified, configuration configured",
            "buyers pay there from now on",
        ]
    );
}
