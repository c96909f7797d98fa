//! The cases that are shared by every implementation: each has its scheme, its input and the word that must come out.
#![cfg(test)]

mod support;

use support::Case;

#[test]
fn every_case_gets_its_word() {
    let cases = Case::all(include_str!("cases.jsonl"));
    let numbered = |(n, case): (usize, &Case)| case.name.starts_with(&format!("W{:03}-", n + 1));
    assert!(cases.iter().enumerate().all(numbered) && cases.len() == 54, "all of W001 to W054");
    cases.iter().for_each(Case::check);
}

/// Computed by Python, see `attacks.py`.
#[test]
fn every_attack_gets_its_word() {
    let attacks = Case::all(include_str!("attacks.jsonl"));
    let numbered = |(n, case): (usize, &Case)| case.name.starts_with(&format!("A{:03}-", n + 1));
    assert!(attacks.iter().enumerate().all(numbered) && attacks.len() > 150, "{}", attacks.len());
    attacks.iter().for_each(Case::check);
}
