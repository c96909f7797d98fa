//! The query of a request, decoded the way a form-decoding server does it.

use super::answer::Refusal;
use super::rules::{LargePage, OrderRules, SmallPage};
use crate::form;
use std::num::IntErrorKind;

/// The decoded parameters of one request.
///
/// A literal `+` becomes a space unless `plus_is_space` is false (it comes here escaped then), which is why an offset must
/// travel as `%2B09:00`. A broken escape, text that is not
/// UTF-8, and a parameter the operation reads that stands there twice are refused with 400 (assumed).
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Decodes the raw text after `?`.
    pub(super) fn parse(raw: &str) -> Result<Self, Refusal> {
        form::decode(raw).map(Self).ok_or(Refusal::BadRequest("The query string cannot be decoded."))
    }

    /// A page's number or size: `usual` unless given; less than 1 or no number is refused (assumed).
    pub(super) fn count(&self, name: &str, usual: u64) -> Result<u64, Refusal> {
        match self.optional(name)?.map(str::parse::<u64>) {
            None => Ok(usual),
            Some(Ok(wanted)) if wanted > 0 => Ok(wanted),
            // A number that is too long for us is a large one.
            Some(Err(error)) if *error.kind() == IntErrorKind::PosOverflow => Ok(u64::MAX),
            Some(_) => Err(BAD_COUNT),
        }
    }

    /// A page's size: `usual` unless given. What becomes of more than `most`, and of what is no size, are rules.
    pub(super) fn page_size(&self, name: &str, usual: u16, most: u16, rules: &OrderRules) -> Result<u16, Refusal> {
        let wanted = match self.count(name, u64::from(usual)) {
            Err(BAD_COUNT) if rules.small_page == SmallPage::Usual => return Ok(usual),
            wanted => wanted?,
        };
        match u16::try_from(wanted) {
            Ok(wanted) if wanted <= most => Ok(wanted),
            _ if rules.large_page == LargePage::Most => Ok(most),
            _ => Err(LARGE_PAGE),
        }
    }

    /// The value of a parameter that may stand there once.
    pub(super) fn optional(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let first = values.next();
        match values.next() {
            None => Ok(first),
            Some(_) => Err(Refusal::BadRequest("A parameter is given more than once.")),
        }
    }
}

/// What is no number of at least 1; the text is ours.
pub(super) const BAD_COUNT: Refusal = Refusal::BadRequest("A page's number and size must be numbers of at least 1.");
const LARGE_PAGE: Refusal = Refusal::BadRequest("The page is larger than the list allows.");

#[cfg(test)]
mod tests {
    use super::{LargePage, OrderRules, Query};

    fn get(raw: &str, name: &str) -> Option<String> {
        Query::parse(raw).ok()?.optional(name).ok()?.map(str::to_owned)
    }

    #[test]
    fn escapes_of_either_case_decode_and_a_plus_is_a_space() {
        assert_eq!(get("from=2026-03-02%2B09:00", "from").as_deref(), Some("2026-03-02+09:00"));
        assert_eq!(get("from=2026-03-02%2b09%3a00", "from").as_deref(), Some("2026-03-02+09:00"));
        assert_eq!(get("from=2026-03-02+09:00", "from").as_deref(), Some("2026-03-02 09:00"));
        assert_eq!(get("name=%EC%8B%9C%ed%97%98", "name").as_deref(), Some("시험"));
    }

    #[test]
    fn empty_values_and_empty_pairs_are_no_accident() {
        assert_eq!(get("nextToken=&&status", "nextToken").as_deref(), Some(""));
        assert_eq!(get("nextToken=&&status", "status").as_deref(), Some(""));
        assert_eq!(get("", "status"), None);
        assert_eq!(get("a=b=c", "a").as_deref(), Some("b=c"));
    }

    const LARGE: [&str; 2] = ["pageSize=51", "pageSize=99999999999999999999"];

    #[test]
    fn a_count_is_a_number_from_one_to_the_most() {
        let count = |raw: &str| {
            let size = |large_page| {
                let rules = OrderRules { large_page, ..OrderRules::default() };
                Query::parse(raw).and_then(|query| query.page_size("pageSize", 10, 50, &rules)).ok()
            };
            let (most, refused) = (size(LargePage::Most), size(LargePage::Refused));
            assert_eq!(refused, most.filter(|_| !LARGE.contains(&raw)), "{raw}");
            most
        };
        for (raw, expected) in [("", 10), ("pageSize=1", 1), ("pageSize=50", 50), (LARGE[0], 50), (LARGE[1], 50)] {
            assert_eq!(count(raw), Some(expected), "{raw}");
        }
        for raw in ["pageSize=0", "pageSize=-1", "pageSize=", "pageSize=ten", "pageSize=1&pageSize=1"] {
            assert_eq!(count(raw), None, "{raw}");
        }
    }

    #[test]
    fn broken_escapes_and_repetition_are_refused() {
        for raw in ["a=%", "a=%2", "a=%zz", "a=%ff", "%+=1"] {
            assert!(Query::parse(raw).is_err(), "{raw}");
        }
        assert!(Query::parse("status=ACCEPT&status=INSTRUCT").is_ok_and(|query| query.optional("status").is_err()));
    }
}
