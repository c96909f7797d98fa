//! The table a seller reads.

use std::io::{Result, Write};

use coupang_wing::Language;
use coupang_wing::claims::ReturnStatus;
use coupang_wing::orders::OrderStatus;
use unicode_width::UnicodeWidthStr;

use super::words::pick;
use crate::names;
use crate::reason::Reason;
use crate::report::{Connection, Report};

/// The width of the column of status names, in terminal cells; Korean letters take two.
const NAME_WIDTH: usize = 24;

pub(super) fn write(out: &mut dyn Write, report: &Report, language: Language) -> Result<()> {
    let days = pick(language, "기간(한국 시각)", "Days (Korean time)");
    writeln!(out, "{days}: {} ~ {}", report.window.from, report.window.to)?;
    writeln!(out)?;
    for status in OrderStatus::ALL {
        let (name, word) = (names::order_status(status, language), status.as_str());
        row(out, name, word, report.counts.orders.get(status), report.truncated.contains(&word))?;
    }
    writeln!(out)?;
    for (family, count) in families(report) {
        row(out, names::family(family, language), family, count, is_cut(report, family))?;
    }
    writeln!(out)?;
    if !report.truncated.is_empty() {
        let more = pick(
            language,
            "+ 표시는 40쪽(발주서 2,000건)까지만 세었다는 뜻입니다. --days를 줄이세요.",
            "+ means that only the first 40 pages (2,000 order sheets) were counted: ask for fewer --days.",
        );
        writeln!(out, "{more}")?;
    }
    for mismatch in &report.mismatches {
        let (status, expected, found) = (mismatch.status, mismatch.expected, mismatch.found);
        match language {
            Language::Ko => writeln!(out, "불일치: {status} 예상 {expected}, 조회 {found}")?,
            Language::En => writeln!(out, "Mismatch: {status} expected {expected}, found {found}")?,
        }
    }
    summary(out, report, language)
}

/// The families after the orders, by their names in the JSON form.
fn families(report: &Report) -> [(&'static str, Option<u64>); 4] {
    let counts = &report.counts;
    [
        ("returns", counts.returns),
        ("exchanges", counts.exchanges),
        ("product_inquiries", counts.product_inquiries),
        ("call_center_inquiries", counts.call_center_inquiries),
    ]
}

/// Whether there were more pages than were read; of returns, in one of the statuses.
fn is_cut(report: &Report, family: &str) -> bool {
    let of_returns = |word: &str| family == "returns" && ReturnStatus::ALL.iter().any(|status| status.as_str() == word);
    report.truncated.iter().any(|word| *word == family || of_returns(word))
}

fn row(out: &mut dyn Write, name: &str, word: &str, count: Option<u64>, is_cut: bool) -> Result<()> {
    let padding = " ".repeat(NAME_WIDTH.saturating_sub(name.width()));
    let count = count.map_or_else(|| "-".to_owned(), |count| count.to_string());
    writeln!(out, "  {name}{padding}{word:<22}{count:>6}{}", if is_cut { "+" } else { "" })
}

/// What stopped the later families, or that one of them was not answered.
fn uncounted(out: &mut dyn Write, report: &Report, language: Language) -> Result<()> {
    let last = report.exchanges_log.last().and_then(|row| row.error.as_deref());
    let stopped = [Reason::EdgeBlocked, Reason::Throttled].into_iter().find(|reason| last == Some(reason.word()));
    if let Some(reason) = stopped {
        let (what, next) = (reason.meaning(language), reason.next_step(language));
        writeln!(out, "{}: {} - {what}", pick(language, "중단", "Stopped early"), reason.word())?;
        return writeln!(out, "{}: {next}", pick(language, "다음 단계", "Next step"));
    }
    if families(report).iter().any(|(_, count)| count.is_none()) {
        let note = pick(
            language,
            "- 표시는 조회하지 못했다는 뜻입니다. 주문 연결에는 문제가 없습니다. 이유는 --json의 exchanges_log에 있습니다.",
            "- means that it could not be read; the orders could. The exchanges_log of --json says why.",
        );
        writeln!(out, "{note}")?;
    }
    Ok(())
}

fn summary(out: &mut dyn Write, report: &Report, language: Language) -> Result<()> {
    let connection = pick(language, "연결", "Connection");
    let requests = pick(language, "요청", "requests");
    let state = match report.connection {
        Connection::Active => "ACTIVE",
        Connection::Paused => "PAUSED",
    };
    write!(out, "{connection}: {state} ({requests}: {}", report.requests)?;
    if let Some(skew) = report.clock_skew_ms {
        write!(out, ", {}: {skew} ms", pick(language, "시계 차이", "clock difference"))?;
    }
    writeln!(out, ")")?;
    if report.connection == Connection::Active {
        uncounted(out, report, language)?;
    }
    if let Some(reason) = report.reason {
        let (what, next) = (reason.meaning(language), reason.next_step(language));
        writeln!(out, "{}: {} - {what}", pick(language, "이유", "Reason"), reason.word())?;
        writeln!(out, "{}: {next}", pick(language, "다음 단계", "Next step"))?;
        if let Some(article) = reason.article() {
            let portal = pick(language, "쿠팡 개발자 포털 문서", "Coupang developer portal, article");
            writeln!(out, "{portal} {article}")?;
        }
    }
    Ok(())
}
