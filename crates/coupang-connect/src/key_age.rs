//! How old a key is: Coupang lets a pair live 180 days, and offers the next one 14 days before (article 20288952179993).

use coupang_wing::Language;
use coupang_wing::calendar::KstDate;

/// Days from the issue of a pair to its end (article 27482151049625).
pub(crate) const VALID_DAYS: i64 = 180;

/// The day from which a seller is reminded: Wing's re-issue button opens 14 days before the end.
pub(crate) const WARN_FROM_DAY: i64 = 166;

/// The age of a pair in whole Korean days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyAge {
    /// Days since the issue; 0 on the day itself.
    pub days: i64,
    /// The first day on which it no longer works.
    pub expires: KstDate,
    /// What that means.
    pub stage: KeyStage,
}

/// What the age of a pair means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyStage {
    /// Below day 166.
    Fresh,
    /// From day 166: Wing offers the next pair.
    Expiring,
    /// From day 180.
    Expired,
}

impl KeyAge {
    /// The age on a day of a pair that was issued on another.
    #[must_use]
    pub fn of(issued: KstDate, today: KstDate) -> Self {
        let days = issued.days_until(today);
        let stage = match days {
            VALID_DAYS.. => KeyStage::Expired,
            WARN_FROM_DAY.. => KeyStage::Expiring,
            _ => KeyStage::Fresh,
        };
        Self { days, expires: issued.plus_days(VALID_DAYS), stage }
    }

    pub(crate) fn is_expired(&self) -> bool {
        self.stage == KeyStage::Expired
    }

    /// What a seller should know and do; `None` while the key is fresh.
    #[must_use]
    pub fn warning(&self, language: Language) -> Option<String> {
        let (expires, left) = (self.expires, VALID_DAYS - self.days);
        Some(match (self.stage, language) {
            (KeyStage::Fresh, _) => return None,
            (KeyStage::Expiring, Language::Ko) => format!(
                "키가 {left}일 뒤({expires}) 만료됩니다. Wing에서 재발급하면 지금 키는 바로 멈추니, 재발급한 즉시 '키 교체'에 새 키를 넣으세요."
            ),
            (KeyStage::Expiring, Language::En) => format!(
                "The key expires in {left} days, on {expires}. Re-issuing it in Wing stops the present one at once: enter \
                 the new pair under \"Replace key\" right after."
            ),
            (KeyStage::Expired, Language::Ko) => format!(
                "키가 180일이 지나 만료되었습니다({expires}). Wing에서 재발급하고 '키 교체'에 새 키를 넣으세요."
            ),
            (KeyStage::Expired, Language::En) => format!(
                "The key is past its 180 days and expired on {expires}. Re-issue it in Wing and enter the new pair under \
                 \"Replace key\"."
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seller_is_reminded_from_day_166_and_told_from_day_180() {
        let issued: KstDate = "2026-01-01".parse().unwrap();
        for (days, stage) in [
            (0, KeyStage::Fresh),
            (165, KeyStage::Fresh),
            (166, KeyStage::Expiring),
            (179, KeyStage::Expiring),
            (180, KeyStage::Expired),
            (400, KeyStage::Expired),
        ] {
            let age = KeyAge::of(issued, issued.plus_days(days));
            assert_eq!((age.days, age.stage), (days, stage), "day {days}");
            // 180 days after New Year of a year that is no leap year.
            assert_eq!(age.expires.to_string(), "2026-06-30");
            assert_eq!(age.warning(Language::Ko).is_none(), stage == KeyStage::Fresh);
        }
        let warning = KeyAge::of(issued, issued.plus_days(166)).warning(Language::En).unwrap();
        assert!(warning.contains("14 days") && warning.contains("2026-06-30"), "{warning}");
        let warning = KeyAge::of(issued, issued.plus_days(179)).warning(Language::Ko).unwrap();
        assert!(warning.contains("1일 뒤(2026-06-30)"), "{warning}");
    }
}
