//! What the headers claim: read strictly under one scheme, and not believed.

use crate::code::Code;
use crate::headers::{self, Headers};
use crate::reason::{Fault, Reason};
use crate::scheme::{Scheme, Time};

/// The most codes that one header may list: each costs a comparison per secret.
pub(crate) const MAX_CODES: usize = 8;

/// The parts of well-formed headers.
pub(crate) struct Claim<'h> {
    pub(crate) id: Option<&'h str>,
    pub(crate) time: Option<Timestamp<'h>>,
    codes: [Option<Code>; MAX_CODES],
}

/// A time as written, and what it says.
#[derive(Clone, Copy)]
pub(crate) struct Timestamp<'h> {
    pub(crate) text: &'h str,
    pub(crate) unix_seconds: i64,
}

impl Claim<'_> {
    /// At least one.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter().flatten()
    }
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

    pub(crate) fn read<'h>(&self, headers: &'h (impl Headers + ?Sized)) -> Result<Claim<'h>, Reason> {
        let [signature, id, time] = headers::read(headers, self.headers())?;
        self.parse(signature.unwrap_or_default(), id, time).map_err(Reason::Malformed)
    }

    fn parse<'h>(&self, signature: &'h str, id: Option<&'h str>, time: Option<&'h str>) -> Result<Claim<'h>, Fault> {
        if id.is_some_and(|id| !self.takes_id(id)) {
            return Err(Fault::Id);
        }
        let mut claim = Claim { id, time: time.map(timestamp).transpose()?, codes: [const { None }; MAX_CODES] };
        match self.separator {
            None => {
                let [first, ..] = &mut claim.codes;
                *first = Some(self.single(signature).ok_or(Fault::Form)?);
            }
            Some(separator) => self.list(signature, char::from(separator), &mut claim)?,
        }
        Ok(claim)
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
    fn list<'h>(&self, value: &'h str, separator: char, claim: &mut Claim<'h>) -> Result<(), Fault> {
        let mut slots = claim.codes.iter_mut();
        for element in value.split(separator) {
            if has_space_or_quote(element) {
                return Err(Fault::Form);
            }
            if let Some(text) = self.time_element(element) {
                if claim.time.replace(timestamp(text)?).is_some() {
                    return Err(Fault::Time);
                }
            } else if let Some(text) = element.strip_prefix(&*self.prefix.text).filter(|_| !element.is_empty()) {
                // One that cannot match still takes a slot: the limit is on what the sender lists.
                let slot = slots.next().ok_or(Fault::TooManyCodes)?;
                *slot = Code::read(text, self.encoding);
            } else if !self.is_other_version(element) {
                return Err(Fault::Form);
            }
        }
        if self.signs_time() && claim.time.is_none() {
            return Err(Fault::Time);
        }
        if claim.codes.iter().all(Option::is_none) { Err(Fault::NoCode) } else { Ok(()) }
    }

    fn time_element<'h>(&self, element: &'h str) -> Option<&'h str> {
        match &self.time {
            Time::Element(prefix) => element.strip_prefix(&**prefix),
            Time::Unsigned | Time::Header(_) => None,
        }
    }

    /// Whether an element looks like this scheme's in another version: where ours is `v1=`, then `v0=` or `v2a=`.
    fn is_other_version(&self, element: &str) -> bool {
        let Some((stem, _, mark)) = versioned(&self.prefix.text) else { return false };
        let Some((other, mark_and_value)) = element.strip_prefix(stem).and_then(version) else { return false };
        !other.is_empty() && mark_and_value.starts_with(mark)
    }

    /// Visible, without quotes, and delimited by what stands next to it in the signed text.
    pub(crate) fn takes_id(&self, id: &str) -> bool {
        let visible = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_graphic());
        visible && !has_space_or_quote(id) && self.template.delimits(id)
    }
}

fn has_space_or_quote(text: &str) -> bool {
    text.contains([' ', '"', '\''])
}

/// Plain decimal digits up to 2^63-1, without sign and leading zero.
fn timestamp(text: &str) -> Result<Timestamp<'_>, Fault> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (!text.starts_with('0') || text.len() == 1);
    // The empty text and what is beyond the range are left to the parser.
    let unix_seconds = if plain { text.parse().ok() } else { None };
    unix_seconds.map(|unix_seconds| Timestamp { text, unix_seconds }).ok_or(Fault::Time)
}

/// Splits a prefix such as `v1=` into stem, version and mark; the stem is letters and the mark begins with neither.
fn versioned(prefix: &str) -> Option<(&str, &str, &str)> {
    let stem = prefix.find(|c: char| !c.is_ascii_alphabetic())?;
    let (stem, rest) = prefix.split_at_checked(stem)?;
    let (version, mark) = version(rest)?;
    (!stem.is_empty() && !mark.is_empty()).then_some((stem, version, mark))
}

/// Splits digits, and a letter if one follows, off the start.
fn version(text: &str) -> Option<(&str, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let letter = text.get(digits..)?.starts_with(|c: char| c.is_ascii_alphabetic());
    let (version, rest) = text.split_at_checked(digits + usize::from(letter))?;
    (digits > 0).then_some((version, rest))
}
