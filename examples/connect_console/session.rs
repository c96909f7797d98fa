//! The one person who may use the console: the one who has read the code in the terminal.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use coupang_wing::Language;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Wrong codes that are taken before a minute's silence.
const WRONG_CODES: u32 = 5;
const SILENCE: Duration = Duration::from_secs(60);

/// Letters and digits that are not mistaken for each other.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// The console's session: at most one.
pub(super) struct Session {
    inner: Mutex<Inner>,
    /// Keys the tokens of the forms.
    forms: [u8; 64],
}

struct Inner {
    /// Gone once it was entered.
    code: Option<String>,
    cookie: Option<String>,
    wrong: u32,
    silent_until: Option<Instant>,
    language: Language,
    /// What the next page says once.
    message: Option<Message>,
}

/// What became of the last form.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) text: String,
    pub(super) good: bool,
}

impl Session {
    /// A session that nobody has entered, and the code to enter it.
    pub(super) fn new() -> Result<(Self, String), getrandom::Error> {
        let (mut letters, mut forms) = ([0; 12], [0; 64]);
        getrandom::fill(&mut letters)?;
        getrandom::fill(&mut forms)?;
        let letter = |byte: &u8| char::from(LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'A'));
        let code: String = letters.iter().map(letter).collect();
        let inner = Inner {
            code: Some(code.clone()),
            cookie: None,
            wrong: 0,
            silent_until: None,
            language: Language::Ko,
            message: None,
        };
        Ok((Self { inner: Mutex::new(inner), forms }, code))
    }

    /// The cookie for whoever enters the right code, which is then used up.
    pub(super) fn enter(&self, entered: &str) -> Option<String> {
        let mut inner = self.inner();
        if inner.silent_until.is_some_and(|until| Instant::now() < until) {
            return None;
        }
        let entered: String = entered.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        let right = inner.code.as_ref().is_some_and(|code| self.same(code, &entered));
        if !right {
            inner.wrong += 1;
            if inner.wrong % WRONG_CODES == 0 {
                inner.silent_until = Some(Instant::now() + SILENCE);
            }
            return None;
        }
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).ok()?;
        let cookie = hex::encode(bytes);
        (inner.code, inner.cookie) = (None, Some(cookie.clone()));
        Some(cookie)
    }

    /// Whether the cookie is the session's.
    pub(super) fn knows(&self, cookie: &str) -> bool {
        self.inner().cookie.as_ref().is_some_and(|ours| self.same(ours, cookie))
    }

    /// Whether the code was used.
    pub(super) fn is_taken(&self) -> bool {
        self.inner().code.is_none()
    }

    /// The token of the form that posts to this path.
    pub(super) fn token(&self, path: &str) -> String {
        hex::encode(self.mac(path).finalize().into_bytes())
    }

    /// Whether it is the token of that form.
    pub(super) fn accepts(&self, path: &str, token: &str) -> bool {
        hex::decode(token).is_ok_and(|token| self.mac(path).verify_slice(&token).is_ok())
    }

    pub(super) fn language(&self) -> Language {
        self.inner().language
    }

    pub(super) fn speak(&self, language: Language) {
        self.inner().language = language;
    }

    pub(super) fn say(&self, text: String, good: bool) {
        self.inner().message = Some(Message { text, good });
    }

    pub(super) fn message(&self) -> Option<Message> {
        self.inner().message.take()
    }

    /// Compares in a time that tells nothing.
    fn same(&self, ours: &str, given: &str) -> bool {
        let tag = self.mac(ours).finalize().into_bytes();
        self.mac(given).verify_slice(&tag).is_ok()
    }

    fn mac(&self, text: &str) -> Hmac<Sha256> {
        // Any length of key will do, so there is no error.
        let mut mac = Hmac::<Sha256>::new(&self.forms.into());
        mac.update(text.as_bytes());
        mac
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
