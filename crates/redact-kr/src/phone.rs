//! Telephone numbers and their screen form `010-****-5678`.

use crate::MASK;
use crate::personal::personal_text;

personal_text! {
    /// A telephone number in any spelling: mobile, landline, relay number (안심번호), international.
    Phone
}

impl Phone {
    /// The form for screens: network or area code and the last four digits of a Korean number.
    ///
    /// The convention hides the middle group (국번). Spaces, hyphens, dots, slashes, brackets, full-width digits
    /// and `+82` are understood. Relay numbers keep `050` without the fourth digit, which some vendors write into
    /// the middle group. A foreign number after `+` keeps its last four digits only, and what is not the complete
    /// number of a known network becomes `***`: a registration or account number in the wrong field stays hidden.
    ///
    /// ```
    /// use redact_kr::Phone;
    ///
    /// assert_eq!(Phone::from("+82 10 1234 5678").masked(), "010-****-5678");
    /// assert_eq!(Phone::from("02-123-4567").masked(), "02-****-4567");
    /// assert_eq!(Phone::from("0502-1234-5678").masked(), "050-****-5678");
    /// assert_eq!(Phone::from("+1(555)444-1234").masked(), "****-1234");
    /// assert_eq!(Phone::from("900101-1234567").masked(), "***");
    /// ```
    #[must_use]
    pub fn masked(&self) -> String {
        Number::read(&self.0).and_then(|number| number.masked()).unwrap_or_else(|| MASK.into())
    }
}

/// Prefix and how many digits a whole number with it has, at least and at most.
const NETWORKS: [(&str, usize, usize); 25] = [
    ("010", 11, 11),
    ("011", 10, 11),
    ("016", 10, 11),
    ("017", 10, 11),
    ("018", 10, 11),
    ("019", 10, 11),
    ("050", 11, 12),
    ("070", 11, 11),
    ("02", 9, 10),
    ("031", 10, 11),
    ("032", 10, 11),
    ("033", 10, 11),
    ("041", 10, 11),
    ("042", 10, 11),
    ("043", 10, 11),
    ("044", 10, 11),
    ("051", 10, 11),
    ("052", 10, 11),
    ("053", 10, 11),
    ("054", 10, 11),
    ("055", 10, 11),
    ("061", 10, 11),
    ("062", 10, 11),
    ("063", 10, 11),
    ("064", 10, 11),
];

/// A foreign number shows its end only if the hidden part is the longer one; E.164 allows 15 digits.
const FOREIGN_DIGITS: core::ops::RangeInclusive<usize> = 10..=15;

/// A number reduced to what counts: ASCII digits, and `*` for each digit the vendor has masked already.
struct Number {
    international: bool,
    digits: String,
}

impl Number {
    /// Reads digits and separators; `None` for text that holds anything else.
    fn read(text: &str) -> Option<Self> {
        let mut number = Self { international: false, digits: String::new() };
        for c in text.chars() {
            match c {
                '0'..='9' | '*' => number.digits.push(c),
                '０'..='９' => number.digits.push(char::from_digit(u32::from(c) - u32::from('０'), 10)?),
                '+' | '＋' if !number.international && number.digits.is_empty() => number.international = true,
                _ if is_separator(c) => {}
                _ => return None,
            }
            if number.digits.len() > *FOREIGN_DIGITS.end() {
                return None;
            }
        }
        Some(number)
    }

    fn masked(&self) -> Option<String> {
        if !self.international {
            return masked_national(&self.digits);
        }
        match self.digits.strip_prefix("82") {
            Some(rest) if rest.starts_with('0') => masked_national(rest),
            Some(rest) => masked_national(&format!("0{rest}")),
            None if self.digits.starts_with(|c| matches!(c, '1'..='9'))
                && FOREIGN_DIGITS.contains(&self.digits.len()) =>
            {
                Some(format!("****-{}", last_group(&self.digits)?))
            }
            None => None,
        }
    }
}

fn masked_national(digits: &str) -> Option<String> {
    let (prefix, ..) = NETWORKS
        .iter()
        .find(|(prefix, least, most)| digits.starts_with(prefix) && (*least..=*most).contains(&digits.len()))?;
    Some(format!("{prefix}-****-{}", last_group(digits)?))
}

/// The last four digits, which are ASCII here.
fn last_group(digits: &str) -> Option<&str> {
    digits.get(digits.len().checked_sub(4)?..)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '/' | '·' | '(' | ')' | '－' | '．' | '／' | '（' | '）')
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn all(expected: &str, phones: &[&str]) {
        for phone in phones {
            assert_eq!(Phone::from(*phone).masked(), expected, "{phone:?}");
        }
    }

    #[test]
    fn korean_numbers_keep_prefix_and_last_group() {
        all("010-****-5678", &["010-1234-5678", "01012345678", "010 1234 5678", "010.1234.5678", "010·1234·5678"]);
        all(
            "010-****-5678",
            &["+82 10 1234 5678", "+82-10-1234-5678", "+82(0)10-1234-5678", " +821012345678", "(010)1234-5678"],
        );
        all(
            "010-****-5678",
            &["０１０－１２３４－５６７８", "010\u{a0}1234\u{2011}5678", "＋８２ １０ １２３４ ５６７８"],
        );
        all("02-****-4567", &["02-123-4567", "02)1234-4567", "+82 2 123 4567"]);
        all("031-****-4567", &["031-123-4567", "(031) 1234-4567"]);
        all(
            "050-****-5678",
            &["0502-1234-5678", "0502-123-5678", "050-1234-5678", "+82502 123 5678", "+82(50)1234-5678"],
        );
        all("070-****-5678", &["070-1234-5678"]);
        all("011-****-5678", &["011-123-5678"]);
    }

    #[test]
    fn foreign_numbers_keep_the_last_group() {
        all("****-1234", &["+1(555)444-1234", " +1 555 444 1234", "+65 6123 1234"]);
        all(
            "***",
            &["+290 12345", "+1234567890123456", "+010-1234-5678", "1(555)444-1234", "++15554441234", "1+5554441234"],
        );
    }

    #[test]
    fn what_is_no_complete_number_is_hidden() {
        all("***", &["", " ", "010", "1234567", "010-1234", "1588-1234", "0101234567", "010123456789", "02-12-3456"]);
        all("***", &["전화 없음", "010-1234-5678 내선 3", "010-1234-5678, 02-123-4567", "010-1234-5678/010-1234-9999"]);
        all("***", &["010\u{200b}12345678", "٠١٠١٢٣٤٥٦٧٨", "01012345678a", "📞01012345678", "010_1234_5678"]);
    }

    #[test]
    fn other_numbers_in_the_wrong_field_are_hidden() {
        // Registration numbers (one of them starts like +82 10), a card, a business number.
        all("***", &["900101-1234567", "820101-1234567", "010203-3123456", "4111-1111-1111-1111", "123-45-67890"]);
    }

    #[test]
    fn a_masked_number_stays_masked() {
        all("010-****-5678", &["010-****-5678", "010-12**-5678"]);
        all("010-****-****", &["010-1234-****"]);
        all("***", &["0502***", "050*", "***-****-5678", "***"]);
    }
}
