//! The lines of the exchange log, as the page shows them.

use coupang_connect::{Event, Line};
use coupang_wing::Language;
use live_probe::names;
use serde::Serialize;

use super::page::{clock, say};

/// One row of the table. The page puts it in as text, never as HTML.
#[derive(Serialize)]
pub(super) struct Shown {
    /// `12:00:03`, in Korea.
    pub(super) at: String,
    /// The operation, or the event in words.
    pub(super) what: String,
    /// The HTTP status.
    pub(super) status: String,
    /// Rows.
    pub(super) rows: String,
    /// The kind of failure or the reason.
    pub(super) error: String,
    /// Milliseconds.
    pub(super) elapsed: String,
    /// Whether it is an event.
    pub(super) event: bool,
}

pub(super) fn shown(line: &Line, language: Language) -> Shown {
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let at = clock(line.at);
    if let Some(exchange) = line.exchange() {
        return Shown {
            at,
            what: exchange.operation.clone(),
            status: number(exchange.status.map(u64::from)),
            rows: number(exchange.rows),
            error: exchange.error.clone().unwrap_or_default(),
            elapsed: format!("{} ms", exchange.elapsed_ms),
            event: false,
        };
    }
    let audit = line.audit();
    let words = audit.map(|audit| event(audit.event, language)).unwrap_or_default();
    let about = audit.and_then(|audit| audit.family.as_deref()).map(|name| family(name, language));
    let by = audit.and_then(|audit| audit.by.as_deref());
    let what = [Some(words), about.as_deref(), by].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let error = audit.and_then(|audit| audit.reason.clone()).unwrap_or_default();
    Shown { at, what, status: String::new(), rows: String::new(), error, elapsed: String::new(), event: true }
}

fn event(event: Event, language: Language) -> &'static str {
    let (ko, en) = match event {
        Event::Connected => ("키 저장", "Key stored"),
        Event::Active => ("연결 확인됨", "Verified"),
        Event::Paused => ("멈춤", "Paused"),
        Event::Late => ("지연", "Late"),
        Event::FamilyRefused => ("조회 거절", "Reads refused"),
        Event::KeyReplaced => ("키 교체", "Key replaced"),
        Event::KeyNotReplaced => ("키 교체 안 됨", "Key not replaced"),
        Event::Disconnected => ("연결 해제", "Disconnected"),
        Event::PermitGranted => ("쓰기 승인", "Writes approved"),
        Event::PermitUsed => ("쓰기 실행", "Write sent"),
        Event::PermitRefused => ("쓰기 거절", "Write refused"),
        Event::PermitWithdrawn => ("승인 거둠", "Approval withdrawn"),
        Event::PermitFallen => ("승인 해제됨", "Approval fell"),
        Event::VaultFailed => ("보관함 오류", "Vault failed"),
        _ => ("기타", "Other"),
    };
    say(language, ko, en)
}

/// A family of reads or writes by the name that it has in operations and permits.
pub(super) fn family(name: &str, language: Language) -> String {
    let (ko, en) = match name {
        "orders" => ("주문", "Orders"),
        "invoices" => ("송장", "Waybills"),
        "claims" => ("반품·교환", "Returns and exchanges"),
        "cs" => ("고객 문의 답변", "Answers to customers"),
        "inventory" => ("재고·가격", "Stock and prices"),
        "returns" => return names::family("returns", language).to_owned(),
        "exchanges" => return names::family("exchanges", language).to_owned(),
        "inquiries" => return names::family("product_inquiries", language).to_owned(),
        "call_center" => return names::family("call_center_inquiries", language).to_owned(),
        other => return other.to_owned(),
    };
    say(language, ko, en).to_owned()
}
