//! 택배사 코드: the carriers, by the codes that waybills and claims name them with.
//!
//! No operation lists them; this is the portal's table and what others have met beside it. It is open both ways: a code
//! that is not here may be accepted, and one that is here may be refused.

mod table;

pub use table::CARRIERS;

use crate::ids::CarrierCode;

/// A carrier. Its code is a constant of this type: [`Carrier::CJGLS`].
///
/// Order sheets answer the carrier's name, waybills are sent and claims are answered with its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Carrier {
    /// The code, in upper case.
    pub code: &'static str,
    /// Its name; where sources differ, all they give. Not known for Taiwan.
    pub name: Option<&'static str>,
    /// Who says so.
    pub source: CarrierSource,
    /// Whether the portal shows it struck out: merged or closed.
    pub struck_out: bool,
    /// What its waybill numbers look like, where the portal says.
    pub waybill: Option<WaybillForm>,
}

/// Where a carrier's code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CarrierSource {
    /// On the portal's page of 2026, as far as it could be read; for Korea.
    Portal,
    /// In the official table of 2019; whether the portal's page of 2026 still has it is not known.
    TableOf2019,
    /// In public client code of 2022 to 2025; uncertain.
    Clients,
    /// In public client code for Taiwan's direct integration; uncertain.
    Taiwan,
}

/// The form of a carrier's waybill numbers, by the portal's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct WaybillForm {
    /// The legal lengths in characters, each as shortest and longest; none means any length.
    pub lengths: &'static [(u8, u8)],
    /// Whether letters may stand in it; `None` where the table is silent.
    pub letters: Option<bool>,
}

impl Carrier {
    /// The carrier of a code that came in an answer; `None` for one that is not in the table.
    #[must_use]
    pub fn of(code: &CarrierCode) -> Option<&'static Self> {
        CARRIERS.iter().find(|carrier| carrier.code == code.as_str())
    }

    const fn new(code: &'static str, name: Option<&'static str>, source: CarrierSource) -> Self {
        Self { code, name, source, struck_out: false, waybill: None }
    }

    const fn struck_out(self) -> Self {
        Self { struck_out: true, ..self }
    }

    const fn waybill(self, lengths: &'static [(u8, u8)]) -> Self {
        Self { waybill: Some(WaybillForm { lengths, letters: None }), ..self }
    }

    const fn with_letters(self, lengths: &'static [(u8, u8)]) -> Self {
        Self { waybill: Some(WaybillForm { lengths, letters: Some(true) }), ..self }
    }

    const fn digits_of_any_length(self) -> Self {
        Self { waybill: Some(WaybillForm { lengths: &[], letters: Some(false) }), ..self }
    }
}

impl From<Carrier> for CarrierCode {
    fn from(carrier: Carrier) -> Self {
        Self::new(carrier.code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::*;

    /// The table as it was read from the portal and from public code, one object for each row.
    const TABLE: &str = include_str!("../../fixtures/carriers.json");

    fn as_documented(carrier: &Carrier) -> Value {
        json!({
            "code": carrier.code,
            "name": carrier.name,
            "source": match carrier.source {
                CarrierSource::Portal => "portal",
                CarrierSource::TableOf2019 => "table_of_2019",
                CarrierSource::Clients => "clients",
                CarrierSource::Taiwan => "taiwan",
            },
            "struck_out": carrier.struck_out,
            "waybill": carrier.waybill.map(|form| json!({"lengths": form.lengths, "letters": form.letters})),
        })
    }

    #[test]
    fn every_row_of_the_documented_table_is_here_and_no_other() {
        let table: Vec<Value> = serde_json::from_str(TABLE).unwrap();
        assert_eq!(table, CARRIERS.iter().map(as_documented).collect::<Vec<_>>());
        let from = |source| CARRIERS.iter().filter(|carrier| carrier.source == source).count();
        use CarrierSource::{Clients, Portal, TableOf2019, Taiwan};
        assert_eq!([Portal, TableOf2019, Clients, Taiwan].map(from), [17, 33, 153, 3]);
        assert_eq!(CARRIERS.iter().map(|carrier| carrier.code).collect::<BTreeSet<_>>().len(), 17 + 33 + 153 + 3);
    }

    #[test]
    fn a_code_finds_its_carrier_and_an_unknown_one_stays_a_code() {
        assert_eq!(Carrier::of(&Carrier::CJGLS.into()).unwrap().name, Some("CJ대한통운"));
        assert_eq!(CarrierCode::from(Carrier::WINION_3P).as_str(), "WINION_3P");
        for unknown in ["cjgls", "", "NEWCARRIER"] {
            assert_eq!(Carrier::of(&CarrierCode::new(unknown)), None, "{unknown}");
        }
    }
}
