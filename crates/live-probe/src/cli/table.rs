//! The table a seller reads.

use std::io::{Result, Write};

use coupang_wing::Language;
use coupang_wing::orders::OrderStatus;
use unicode_width::UnicodeWidthStr;

use super::words::{self, pick};
use crate::report::{Connection, Report};

/// The width of the column of status names, in terminal cells; Korean letters take two.
const NAME_WIDTH: usize = 24;

pub(super) fn write(out: &mut dyn Write, report: &Report, language: Language) -> Result<()> {
    let days = pick(language, "기간(한국 시각)", "Days (Korean time)");
    writeln!(out, "{days}: {} ~ {}", report.window.from, report.window.to)?;
    writeln!(out)?;
    for status in OrderStatus::ALL {
        let name = words::status(status, language);
        let padding = " ".repeat(NAME_WIDTH.saturating_sub(name.width()));
        let more = if report.truncated.contains(&status.as_str()) { "+" } else { "" };
        match report.counts.orders.get(status) {
            Some(count) => writeln!(out, "  {name}{padding}{:<16}{count:>6}{more}", status.as_str())?,
            None => writeln!(out, "  {name}{padding}{:<16}{:>6}", status.as_str(), "-")?,
        }
    }
    writeln!(out)?;
    if !report.truncated.is_empty() {
        let more = pick(
            language,
            "+ 표시는 2,000건까지만 세었다는 뜻입니다. --days를 줄이세요.",
            "+ means that only the first 2,000 were counted: ask for fewer --days.",
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
    if let Some(reason) = report.reason {
        let (what, next) = words::reason(reason, language);
        writeln!(out, "{}: {} - {what}", pick(language, "이유", "Reason"), reason.word())?;
        writeln!(out, "{}: {next}", pick(language, "다음 단계", "Next step"))?;
        if let Some(article) = reason.article() {
            let portal = pick(language, "쿠팡 개발자 포털 문서", "Coupang developer portal, article");
            writeln!(out, "{portal} {article}")?;
        }
    }
    Ok(())
}
