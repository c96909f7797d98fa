//! The text that is signed: literals, identifier, time and body in a given order.

use std::borrow::Cow;

use hmac::Mac;

use crate::custom::SchemeError;
use crate::scheme::Text;

/// The parts of the signed text, in order; the body is one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template(Cow<'static, [Part]>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Literal(Text),
    Id,
    Time,
    Body,
}

impl Template {
    pub(crate) const fn fixed(parts: &'static [Part]) -> Self {
        Self(Cow::Borrowed(parts))
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
        let template = Self(Cow::Owned(parts));
        if !template.has(&Part::Body) {
            return Err(SchemeError::BodyNotSigned);
        }
        if template.id_neighbours().any(|part| !matches!(part, Part::Literal(_))) {
            return Err(SchemeError::Ambiguous);
        }
        Ok(template)
    }

    pub(crate) fn has(&self, part: &Part) -> bool {
        self.0.contains(part)
    }

    /// Whether the signed text says where this identifier begins and ends: the bytes next to it must not stand in it.
    pub(crate) fn delimits(&self, id: &str) -> bool {
        let at = self.0.iter().position(|part| matches!(part, Part::Id));
        let Some(at) = at else { return true };
        let before = self.0.get(..at).unwrap_or_default();
        let stop_before = match before {
            // A literal at the very start has a fixed length: nothing is in doubt.
            [] | [Part::Literal(_)] => None,
            [.., Part::Literal(text)] => text.chars().next_back(),
            _ => None,
        };
        let stop_after = match self.0.get(at + 1) {
            Some(Part::Literal(text)) => text.chars().next(),
            _ => None,
        };
        !id.contains(|c| Some(c) == stop_before || Some(c) == stop_after)
    }

    /// Feeds the signed text to the hash without building it.
    pub(crate) fn feed(&self, mac: &mut impl Mac, id: Option<&str>, time: Option<&str>, body: &[u8]) {
        for part in self.0.iter() {
            mac.update(match part {
                Part::Literal(text) => text.as_bytes(),
                Part::Id => id.unwrap_or_default().as_bytes(),
                Part::Time => time.unwrap_or_default().as_bytes(),
                Part::Body => body,
            });
        }
    }

    fn id_neighbours(&self) -> impl Iterator<Item = &Part> {
        let pairs = self.0.windows(2);
        pairs.filter_map(|pair| match pair {
            [Part::Id, other] | [other, Part::Id] => Some(other),
            _ => None,
        })
    }
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
