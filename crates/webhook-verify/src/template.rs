//! The text that is signed: literals, identifier, time and body in a given order.

use std::borrow::Cow;

use hmac::Mac;

use crate::custom::SchemeError;
use crate::scheme::Text;

/// The parts of the signed text, in order; the body is one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    parts: Cow<'static, [Part]>,
    /// What stands before and after the identifier, and so must not stand in it; a space, which never does, for nothing.
    stops: [u8; 2],
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Literal(Text),
    Id,
    Time,
    Body,
}

impl Template {
    pub(crate) fn new(parts: impl Into<Cow<'static, [Part]>>) -> Self {
        let parts = parts.into();
        let stops = stops(&parts);
        Self { parts, stops }
    }

    /// Reads `{id}`, `{t}`, `{body}` and literals.
    pub(crate) fn read(text: &str) -> Result<Self, SchemeError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (part, after) = first_part(rest)?;
            if !matches!(part, Part::Literal(_)) && parts.contains(&part) {
                return Err(SchemeError::Template);
            }
            parts.push(part);
            rest = after;
        }
        let template = Self::new(parts);
        if !template.has(&Part::Body) {
            return Err(SchemeError::BodyNotSigned);
        }
        if template.id_neighbours().any(|part| !matches!(part, Part::Literal(_))) {
            return Err(SchemeError::Ambiguous);
        }
        Ok(template)
    }

    pub(crate) fn has(&self, part: &Part) -> bool {
        self.parts.contains(part)
    }

    /// Whether the signed text says where this identifier begins and ends.
    pub(crate) fn delimits(&self, id: &str) -> bool {
        let [before, after] = self.stops;
        !id.bytes().fold(false, |any, byte| any | (byte == before) | (byte == after))
    }

    /// Feeds the signed text to the hash without building it.
    #[inline]
    pub(crate) fn feed(&self, mac: &mut impl Mac, id: Option<&str>, time: Option<&str>, body: &[u8]) {
        for part in self.parts.iter() {
            mac.update(match part {
                Part::Literal(text) => text.as_bytes(),
                Part::Id => id.unwrap_or_default().as_bytes(),
                Part::Time => time.unwrap_or_default().as_bytes(),
                Part::Body => body,
            });
        }
    }

    fn id_neighbours(&self) -> impl Iterator<Item = &Part> {
        let pairs = self.parts.windows(2);
        pairs.filter_map(|pair| match pair {
            [Part::Id, other] | [other, Part::Id] => Some(other),
            _ => None,
        })
    }
}

/// The bytes before and after the identifier, where it has a literal there. A character outside ASCII needs no mention:
/// it stands in no identifier.
fn stops(parts: &[Part]) -> [u8; 2] {
    const NOTHING: u8 = b' ';
    let Some(at) = parts.iter().position(|part| matches!(part, Part::Id)) else { return [NOTHING; 2] };
    let ascii = |c: Option<char>| c.and_then(|c| u8::try_from(c).ok()).filter(u8::is_ascii).unwrap_or(NOTHING);
    let before = match parts.get(..at) {
        // A literal at the very start has a fixed length: nothing is in doubt.
        Some([_, .., Part::Literal(text)]) => text.chars().next_back(),
        _ => None,
    };
    let after = match parts.get(at + 1) {
        Some(Part::Literal(text)) => text.chars().next(),
        _ => None,
    };
    [ascii(before), ascii(after)]
}

/// Splits the first part off.
fn first_part(text: &str) -> Result<(Part, &str), SchemeError> {
    let Some(placeholder) = text.strip_prefix('{') else {
        let end = text.find('{').unwrap_or(text.len());
        let (literal, rest) = text.split_at(end);
        return if literal.contains('}') {
            Err(SchemeError::Template)
        } else {
            Ok((Part::Literal(literal.to_owned().into()), rest))
        };
    };
    let (name, rest) = placeholder.split_once('}').ok_or(SchemeError::Template)?;
    let part = match name {
        "id" => Part::Id,
        "t" => Part::Time,
        "body" => Part::Body,
        _ => return Err(SchemeError::Template),
    };
    Ok((part, rest))
}
