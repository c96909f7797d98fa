//! What the headers claim: read strictly under one scheme, and not believed.

use crate::code::{Code, Codes};
use crate::headers;
use crate::reason::Fault;
use crate::scheme::{Scheme, Time};

/// The parts of well-formed headers beside their codes.
#[derive(Clone, Copy)]
pub(crate) struct Claim<'h> {
    pub(crate) id: Option<&'h str>,
    pub(crate) time: Option<Timestamp<'h>>,
}

/// A time as written, and what it says.
#[derive(Clone, Copy)]
pub(crate) struct Timestamp<'h> {
    pub(crate) text: &'h str,
    pub(crate) unix_seconds: i64,
}

impl Scheme {
    /// The headers that are read: signature, identifier, time.
    pub(crate) fn headers(&self) -> [Option<&str>; 3] {
        let time = match &self.time {
            Time::Header(name) => Some(&**name),
            Time::Unsigned | Time::Element(_) => None,
        };
        [Some(&self.signature_header), self.id_header.as_deref(), time]
    }

    /// Reads the lines that were found, and the codes into the caller's list, which then holds at least one.
    pub(crate) fn read<'h>(&self, lines: [Option<&'h [u8]>; 3], codes: &mut Codes) -> Result<Claim<'h>, Fault> {
        let [signature, id, time] = headers::printable(lines)?;
        let signature = signature.unwrap_or_default();
        if id.is_some_and(|id| !self.takes_id(id)) {
            return Err(Fault::Id);
        }
        let mut time = time.map(timestamp).transpose()?;
        match self.separator {
            None => codes.push(self.single(signature).ok_or(Fault::Form)?),
            Some(separator) => self.list(signature, char::from(separator), &mut time, codes)?,
        }
        Ok(Claim { id, time })
    }

    /// One code and nothing else.
    fn single(&self, value: &str) -> Option<Code> {
        let text = match value.strip_prefix(&*self.prefix.text) {
            Some(text) => text,
            None if self.prefix.optional => value,
            None => return None,
        };
        Code::read(text, self.encoding)
    }

    /// Elements: codes of this version, perhaps the time, and versions that are not ours.
    fn list<'h>(
        &self,
        value: &'h str,
        separator: char,
        time: &mut Option<Timestamp<'h>>,
        codes: &mut Codes,
    ) -> Result<(), Fault> {
        let mut listed = 0;
        for element in value.split(separator) {
            if has_space_or_quote(element) {
                return Err(Fault::Form);
            }
            if let Some(text) = self.time_element(element) {
                if time.replace(timestamp(text)?).is_some() {
                    return Err(Fault::Time);
                }
            } else if let Some(text) = element.strip_prefix(&*self.prefix.text).filter(|_| !element.is_empty()) {
                // One that cannot match counts as well: the limit is on what the sender lists.
                listed += 1;
                if listed > Codes::MOST {
                    return Err(Fault::TooManyCodes);
                }
                if let Some(code) = Code::read(text, self.encoding) {
                    codes.push(code);
                }
            } else if !self.is_other_version(element) {
                return Err(Fault::Form);
            }
        }
        if self.signs_time() && time.is_none() {
            return Err(Fault::Time);
        }
        if codes.is_empty() { Err(Fault::NoCode) } else { Ok(()) }
    }

    fn time_element<'h>(&self, element: &'h str) -> Option<&'h str> {
        match &self.time {
            Time::Element(prefix) => element.strip_prefix(&**prefix),
            Time::Unsigned | Time::Header(_) => None,
        }
    }

    /// Whether an element looks like this scheme's in another version: where ours is `v1=`, then `v0=` or `v2a=`.
    fn is_other_version(&self, element: &str) -> bool {
        let Some((stem, mark)) = around_version(&self.prefix.text) else { return false };
        element.strip_prefix(stem).and_then(after_version).is_some_and(|rest| rest.starts_with(mark))
    }

    /// Visible, without quotes, and delimited by what stands next to it in the signed text.
    pub(crate) fn takes_id(&self, id: &str) -> bool {
        let visible = id.bytes().fold(true, |all, byte| all & byte.is_ascii_graphic());
        !id.is_empty() && visible && !has_space_or_quote(id) && self.template.delimits(id)
    }
}

/// No early exit, so that it compiles to vector code.
fn has_space_or_quote(text: &str) -> bool {
    text.bytes().fold(false, |any, byte| any | (byte == b' ') | (byte == b'"') | (byte == b'\''))
}

/// Plain decimal digits up to 2^63-1, without sign and leading zero.
fn timestamp(text: &str) -> Result<Timestamp<'_>, Fault> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (!text.starts_with('0') || text.len() == 1);
    // The empty text and what is beyond the range are left to the parser.
    let unix_seconds = if plain { text.parse().ok() } else { None };
    unix_seconds.map(|unix_seconds| Timestamp { text, unix_seconds }).ok_or(Fault::Time)
}

/// Splits a prefix such as `v1=` into what stands before and after its version.
fn around_version(prefix: &str) -> Option<(&str, &str)> {
    let stem = prefix.find(|c: char| !c.is_ascii_alphabetic())?;
    let (stem, rest) = prefix.split_at_checked(stem)?;
    let mark = after_version(rest)?;
    (!stem.is_empty() && !mark.is_empty()).then_some((stem, mark))
}

/// What follows a version, which is digits and perhaps one letter.
fn after_version(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let letter = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    if rest.len() < text.len() { rest.get(usize::from(letter)..) } else { None }
}
