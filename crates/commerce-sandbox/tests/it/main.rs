//! The sandbox seen from outside: as a function, as a server and as a program.
#![cfg(test)]

mod acknowledge;
mod cancel;
mod carriers;
mod claim_fields;
mod claims;
mod consistency;
mod cs_settlement;
mod customers;
mod exchange_writes;
mod faults;
mod gateway;
mod happenings;
mod inventory;
mod invoices;
mod korea_checkout;
mod late;
#[cfg(feature = "scenario")]
mod open;
mod order_alone;
mod order_fields;
mod order_lists;
#[cfg(feature = "cli")]
mod program;
#[cfg(feature = "cli")]
mod readme;
#[cfg(all(feature = "cli", unix))]
mod readme_faults;
mod return_writes;
mod sales;
#[cfg(feature = "scenario")]
mod scenario;
#[cfg(feature = "server")]
mod server;
mod split;
mod support;
mod taiwan;
mod update_invoices;
mod waybills;
#[cfg(feature = "server")]
mod wire;
