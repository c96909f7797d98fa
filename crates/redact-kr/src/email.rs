//! E-mail addresses and their screen form `h***@example.com`.

use crate::MASK;
use crate::personal::personal_text;

personal_text! {
    /// An e-mail address.
    Email
}

impl Email {
    /// The form for screens: the first letter or digit of the local part and the domain.
    ///
    /// A local part of one character shows nothing of it, nor does one that begins with another sign or a letter
    /// beyond ASCII. Without exactly one `@`, with quotes, spaces or comments, or with a domain that is none
    /// (no dot, an IP address) the whole becomes `***`.
    ///
    /// ```
    /// use redact_kr::Email;
    ///
    /// assert_eq!(Email::from("hong@example.com").masked(), "h***@example.com");
    /// assert_eq!(Email::from("h@example.com").masked(), "***@example.com");
    /// assert_eq!(Email::from("hong").masked(), "***");
    /// ```
    #[must_use]
    pub fn masked(&self) -> String {
        mask(&self.0).unwrap_or_else(|| MASK.into())
    }
}

fn mask(email: &str) -> Option<String> {
    let (local, domain) = email.trim().split_once('@')?;
    if !is_plain_local(local) || !is_domain(domain) {
        return None;
    }
    let mut characters = local.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(_)) if first.is_ascii_alphanumeric() => Some(format!("{first}{MASK}@{domain}")),
        _ => Some(format!("{MASK}@{domain}")),
    }
}

/// The characters of an unquoted local part (RFC 5322 `dot-atom`), with letters of any script (RFC 6531).
fn is_plain_local(local: &str) -> bool {
    !local.is_empty() && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
}

/// Dotted labels of letters, digits and hyphens, the last one beginning with a letter (`kr`, `한국`, `xn--..`).
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    match domain.rsplit_once('.') {
        Some((_, last)) => last.starts_with(char::is_alphabetic) && domain.split('.').all(is_label),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn all(expected: &str, emails: &[&str]) {
        for email in emails {
            assert_eq!(Email::from(*email).masked(), expected, "{email:?}");
        }
    }

    #[test]
    fn the_first_character_and_the_domain_stay() {
        all(
            "h***@example.com",
            &["hong@example.com", "ho@example.com", "hong.gildong+tag@example.com", " h1@example.com "],
        );
        all("h***@한글.한국", &["hong@한글.한국"]);
        all("H***@Mail.Example.co.kr", &["Hong@Mail.Example.co.kr"]);
        all("h***@xn--bj0bj06e.xn--3e0b707e", &["hong@xn--bj0bj06e.xn--3e0b707e"]);
    }

    #[test]
    fn a_short_or_unusual_local_part_is_hidden() {
        all("***@example.com", &["h@example.com", "홍길동@example.com", "_hong@example.com", "홍@example.com"]);
    }

    #[test]
    fn what_is_no_plain_address_is_hidden() {
        all("***", &["", "@", "hong", "@example.com", "hong@", "hong@localhost", "hong@10.0.0.1", "hong@example.com."]);
        all(
            "***",
            &["a@b@example.com", "hong@real.com@example.com", "\"hong@home\"@example.com", "\"hong\"@example.com"],
        );
        all(
            "***",
            &["홍길동 <hong@example.com>", "mailto:hong@example.com", "hong(길동)@example.com", "a@b.com,c@d.com"],
        );
        all("***", &["hong@[10.0.0.1]", "hong@exa mple.com", "hong@.com", "hong%40example.com", "hong＠example.com"]);
        all("***", &["kk*****@da", "ho\u{301}ng@example.com", "😀@example.com", "hong@e\u{301}x.com"]);
    }

    #[test]
    fn a_masked_address_stays_masked() {
        all("h***@example.com", &["h***@example.com"]);
        all("***@example.com", &["***@example.com"]);
    }
}
