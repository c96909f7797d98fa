//! What a seller pastes, checked before anything is stored or sent.

use std::fmt;

use coupang_wing::calendar::KstDate;
use coupang_wing::{ConfigError, Language, Market, VendorId};
use redact_kr::{LoginId, Secret};

use crate::credentials::{AccessKey, Credentials, SecretKey};

/// The connect form: the values that Wing shows, as they were pasted.
///
/// The keys are taken over into types that wipe themselves; the other values are small and no secret.
pub struct Form {
    vendor_id: String,
    pair: NewPair,
    requested_by: Option<String>,
    market: Market,
    wing_user_id: Option<LoginId>,
}

/// A new pair of keys for a shop that is connected already.
pub struct NewPair {
    access_key: Secret<AccessKey>,
    secret_key: Secret<SecretKey>,
    pub(crate) issued: Option<KstDate>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The vendor id (업체코드).
    VendorId,
    /// The access key.
    AccessKey,
    /// The secret key.
    SecretKey,
    /// The `X-Requested-By` value.
    RequestedBy,
    /// The Wing login of the person who answers customers.
    WingUserId,
}

/// What is wrong with a form, in words for a seller that quote no value. Nothing was stored and nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormError {
    /// The field is empty.
    Empty(Field),
    /// A space, a line break or an invisible character stands in the value.
    Spaces(Field),
    /// The value cannot be what the field asks for.
    Shape(Field),
    /// The access key looks like a secret key and the secret key like an access key.
    Swapped,
    /// Both keys are the same.
    Alike,
}

impl Form {
    /// The three values without which there is no connection.
    #[must_use]
    pub fn new(vendor_id: impl Into<String>, access_key: String, secret_key: String) -> Self {
        Self {
            vendor_id: vendor_id.into(),
            pair: NewPair::new(access_key, secret_key),
            requested_by: None,
            market: Market::Kr,
            wing_user_id: None,
        }
    }

    /// Changes who asks (`X-Requested-By`), which is the vendor id by default; empty means the default.
    #[must_use]
    pub fn with_requested_by(mut self, name: impl Into<String>) -> Self {
        self.requested_by = Some(name.into()).filter(|name| !name.is_empty());
        self
    }

    /// Changes the market, which is Korea by default.
    #[must_use]
    pub fn with_market(mut self, market: Market) -> Self {
        self.market = market;
        self
    }

    /// Names the person whose Wing login answers customers; needed for answers only, empty means nobody.
    #[must_use]
    pub fn with_wing_user_id(mut self, user: impl Into<String>) -> Self {
        self.wing_user_id = Some(LoginId::new(user)).filter(|user| !user.is_empty());
        self
    }

    /// The day on which Wing issued the pair; today unless it is said. A key lives 180 days.
    #[must_use]
    pub fn issued_on(mut self, day: KstDate) -> Self {
        self.pair.issued = Some(day);
        self
    }

    /// The checked values, and the day on which the pair was issued where it was said.
    pub(crate) fn check(self) -> Result<(Credentials, Option<KstDate>), FormError> {
        visible(Field::VendorId, &self.vendor_id)?;
        let vendor_id: VendorId = self.vendor_id.parse().map_err(|_| FormError::Shape(Field::VendorId))?;
        let issued = self.pair.issued;
        let (access_key, secret_key) = self.pair.check()?;
        let credentials = Credentials {
            vendor_id,
            access_key,
            secret_key,
            requested_by: self.requested_by,
            market: self.market,
            wing_user_id: self.wing_user_id,
        };
        // The client's own rules have the last word.
        credentials.config().map_err(|error| {
            FormError::Shape(match error {
                ConfigError::RequestedBy(_) => Field::RequestedBy,
                ConfigError::WingUserId(_) => Field::WingUserId,
                ConfigError::VendorId(..) => Field::VendorId,
                ConfigError::Key("access key", _) => Field::AccessKey,
                _ => Field::SecretKey,
            })
        })?;
        Ok((credentials, issued))
    }
}

impl NewPair {
    /// The two values as Wing shows them.
    #[must_use]
    pub fn new(access_key: String, secret_key: String) -> Self {
        Self { access_key: Secret::new(access_key), secret_key: Secret::new(secret_key), issued: None }
    }

    /// The day on which Wing issued the pair; today unless it is said.
    #[must_use]
    pub fn issued_on(mut self, day: KstDate) -> Self {
        self.issued = Some(day);
        self
    }

    pub(crate) fn check(self) -> Result<(Secret<AccessKey>, Secret<SecretKey>), FormError> {
        let (access, secret) = (self.access_key.expose(), self.secret_key.expose());
        visible(Field::AccessKey, access)?;
        visible(Field::SecretKey, secret)?;
        if looks_like_a_secret_key(access) && looks_like_an_access_key(secret) {
            return Err(FormError::Swapped);
        }
        if access == secret {
            return Err(FormError::Alike);
        }
        Ok((self.access_key, self.secret_key))
    }
}

/// There is something, and every character of it can be seen.
fn visible(field: Field, text: &str) -> Result<(), FormError> {
    if text.chars().all(unseen) {
        return Err(FormError::Empty(field));
    }
    if text.chars().any(unseen) { Err(FormError::Spaces(field)) } else { Ok(()) }
}

/// White space, control characters, and the marks of no width that come along when a web page is copied.
fn unseen(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Resembles a UUID. Coupang documents no format, so this only ever tells that two values changed places.
fn looks_like_an_access_key(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12] && parts.iter().all(|part| is_hex(part))
}

/// Resembles 40 hexadecimal digits.
fn looks_like_a_secret_key(text: &str) -> bool {
    text.len() == 40 && is_hex(text)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

impl Field {
    /// What the form calls it.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let (ko, en) = match self {
            Self::VendorId => ("판매자 ID(업체코드)", "vendor id"),
            Self::AccessKey => ("액세스 키", "access key"),
            Self::SecretKey => ("시크릿 키", "secret key"),
            Self::RequestedBy => ("요청자", "requested by"),
            Self::WingUserId => ("Wing 사용자 ID", "Wing user id"),
        };
        match language {
            Language::Ko => ko,
            Language::En => en,
        }
    }
}

impl FormError {
    /// What is wrong and what to do, in a sentence or two for a seller.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        match language {
            Language::Ko => self.korean(),
            Language::En => self.english(),
        }
    }

    fn korean(self) -> String {
        let name = |field: Field| field.name(Language::Ko);
        match self {
            Self::Empty(field) => format!("{} 칸이 비어 있습니다. Wing에 보이는 값을 붙여 넣으세요.", name(field)),
            Self::Spaces(field) => format!(
                "{} 칸에 공백이나 줄바꿈이 들어 있습니다. Wing에서 값만 다시 복사해 붙여 넣으세요.",
                name(field)
            ),
            Self::Shape(Field::VendorId) => {
                "판매자 ID(업체코드)는 대문자 한 글자와 숫자입니다(예: A00012345). Wing에 보이는 그대로 입력하세요."
                    .to_owned()
            }
            Self::Shape(Field::WingUserId) => {
                "Wing 사용자 ID 앞뒤에 공백이 있습니다. 공백을 지우고 다시 입력하세요.".to_owned()
            }
            Self::Shape(field) => {
                format!("{} 칸에 쓸 수 없는 글자가 있습니다. Wing에서 다시 복사하세요.", name(field))
            }
            Self::Swapped => {
                "액세스 키와 시크릿 키가 서로 바뀐 것 같습니다. 두 값을 맞바꾸어 다시 입력하세요.".to_owned()
            }
            Self::Alike => "액세스 키와 시크릿 키가 같습니다. Wing에서 두 값을 각각 복사하세요.".to_owned(),
        }
    }

    fn english(self) -> String {
        let name = |field: Field| field.name(Language::En);
        match self {
            Self::Empty(field) => format!("The {} is empty: paste the value that Wing shows.", name(field)),
            Self::Spaces(field) => format!(
                "The {} has a space or a line break in it: copy the value alone from Wing and paste it again.",
                name(field)
            ),
            Self::Shape(Field::VendorId) => {
                "A vendor id is one capital letter and digits, such as A00012345: enter it exactly as Wing shows it."
                    .to_owned()
            }
            Self::Shape(Field::WingUserId) => {
                "The Wing user id has a space before or after it: take the space away.".to_owned()
            }
            Self::Shape(field) => {
                format!("The {} has a character that it cannot have: copy it again from Wing.", name(field))
            }
            Self::Swapped => {
                "Access key and secret key seem to be swapped: put each into the other's field.".to_owned()
            }
            Self::Alike => "Access key and secret key are the same: copy each of them from Wing.".to_owned(),
        }
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english())
    }
}

impl std::error::Error for FormError {}

/// Nothing of what was pasted.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").field("market", &self.market).finish_non_exhaustive()
    }
}

/// Nothing of what was pasted.
impl fmt::Debug for NewPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPair").field("issued", &self.issued).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCESS: &str = "11111111-2222-3333-4444-555555555555";
    const SECRET: &str = "0123456789abcdef0123456789abcdef01234567";

    fn wrong(vendor: &str, access: &str, secret: &str) -> FormError {
        Form::new(vendor, access.to_owned(), secret.to_owned()).check().unwrap_err()
    }

    #[test]
    fn what_was_pasted_badly_is_named_and_not_quoted() {
        use Field::{AccessKey, SecretKey, VendorId};
        for (vendor, access, secret, error) in [
            ("", ACCESS, SECRET, FormError::Empty(VendorId)),
            ("A00012345", "", SECRET, FormError::Empty(AccessKey)),
            ("A00012345", ACCESS, " \n", FormError::Empty(SecretKey)),
            ("A00012345 ", ACCESS, SECRET, FormError::Spaces(VendorId)),
            ("a00012345", ACCESS, SECRET, FormError::Shape(VendorId)),
            ("홍길동", ACCESS, SECRET, FormError::Shape(VendorId)),
            ("A00012345", "11111111-2222 -3333", SECRET, FormError::Spaces(AccessKey)),
            ("A00012345", "\u{feff}11111111-2222", SECRET, FormError::Spaces(AccessKey)),
            ("A00012345", "11111111,2222", SECRET, FormError::Shape(AccessKey)),
            ("A00012345", ACCESS, "0123456789abcdef\n0123456789", FormError::Spaces(SecretKey)),
            ("A00012345", ACCESS, "0123\u{200b}456789", FormError::Spaces(SecretKey)),
            ("A00012345", SECRET, ACCESS, FormError::Swapped),
            ("A00012345", ACCESS, ACCESS, FormError::Alike),
        ] {
            let found = wrong(vendor, access, secret);
            assert_eq!(found, error);
            for language in [Language::Ko, Language::En] {
                let sentence = found.sentence(language);
                assert!(!sentence.contains("1111") && !sentence.contains("0123456789"), "{sentence}");
            }
        }
    }

    #[test]
    fn keys_of_an_unknown_look_are_taken() {
        for (access, secret) in [("sandbox-access-key", "sandbox-secret-key"), (SECRET, "x"), ("x", ACCESS)] {
            let form = Form::new("C123", access.to_owned(), secret.to_owned());
            assert!(form.with_requested_by("").with_wing_user_id("").check().is_ok());
        }
        let form = Form::new("A1", "a".to_owned(), "s".to_owned());
        assert_eq!(form.with_requested_by("내 가게").check().unwrap_err(), FormError::Shape(Field::RequestedBy));
        let form = Form::new("A1", "a".to_owned(), "s".to_owned());
        assert_eq!(form.with_wing_user_id("wing ").check().unwrap_err(), FormError::Shape(Field::WingUserId));
    }

    #[test]
    fn debug_shows_nothing_that_was_pasted() {
        let form = Form::new("A00012345", ACCESS.to_owned(), SECRET.to_owned()).with_wing_user_id("wing_hong");
        let text = format!("{form:?} {:?}", NewPair::new(ACCESS.to_owned(), SECRET.to_owned()));
        assert_eq!(text, "Form { market: Kr, .. } NewPair { issued: None, .. }");
    }
}
