//! Reading the fields of a request, with refusals that name the field by its path.

use super::answer::Refusal;
use super::place::Link;
use crate::calendar::Moment;
use serde_json::{Map, Value};
use std::fmt;

/// The fields of an object in a request. `null` counts as absent (assumed), and fields nobody asks for are ignored.
pub(super) struct Fields<'v> {
    object: Option<&'v Map<String, Value>>,
    path: Path<'v>,
}

/// Where a field stands, such as `items[0].price`.
#[derive(Clone)]
pub(super) struct Path<'v>(Vec<Step<'v>>);

#[derive(Clone, Copy)]
enum Step<'v> {
    Name(&'v str),
    Place(usize),
}

impl<'v> Fields<'v> {
    /// The fields of a body, which must be an object.
    pub(super) fn of(body: &'v Value) -> Result<Self, Refusal> {
        let object = body.as_object().ok_or(Refusal::unreadable("The body must be a JSON object."))?;
        Ok(Self { object: Some(object), path: Path(Vec::new()) })
    }

    /// The refusal of a field that is not what it must be.
    pub(super) fn refuse(&self, name: &'v str, must: &str) -> Refusal {
        Refusal::parameter(&self.path.then(Step::Name(name)), must)
    }

    /// Any field that is there.
    pub(super) fn get(&self, name: &str) -> Option<&'v Value> {
        self.object?.get(name).filter(|value| !value.is_null())
    }

    /// A text that must be there and hold more than white space.
    pub(super) fn text(&self, name: &'v str) -> Result<&'v str, Refusal> {
        self.maybe_text(name)?.ok_or_else(|| self.refuse(name, TEXT))
    }

    /// A text that may be absent, but not blank.
    pub(super) fn maybe_text(&self, name: &'v str) -> Result<Option<&'v str>, Refusal> {
        self.maybe(name, TEXT, |value| value.as_str().filter(|text| !text.trim().is_empty()))
    }

    /// An address with an `@` between two parts.
    pub(super) fn maybe_email(&self, name: &'v str) -> Result<Option<&'v str>, Refusal> {
        self.maybe(name, "an e-mail address", |value| {
            let (local, domain) = value.as_str()?.rsplit_once('@')?;
            (!local.is_empty() && !domain.is_empty()).then(|| value.as_str())?
        })
    }

    /// A whole number in these bounds that must be there.
    pub(super) fn whole(&self, name: &'v str, least: i64, most: i64) -> Result<i64, Refusal> {
        self.maybe_whole(name, least, most)?.ok_or_else(|| self.refuse(name, &bounds(least, most)))
    }

    /// A whole number in these bounds that may be absent.
    pub(super) fn maybe_whole(&self, name: &'v str, least: i64, most: i64) -> Result<Option<i64>, Refusal> {
        let read = |value: &Value| value.as_i64().filter(|number| (least..=most).contains(number));
        self.maybe(name, &bounds(least, most), read)
    }

    /// `true` or `false`.
    pub(super) fn maybe_flag(&self, name: &'v str) -> Result<Option<bool>, Refusal> {
        self.maybe(name, "true or false", Value::as_bool)
    }

    /// A point in time that must be there.
    pub(super) fn moment(&self, name: &'v str) -> Result<Moment, Refusal> {
        const MUST: &str = "a time like 2026-01-01T00:00:00Z";
        let read = |value: &Value| value.as_str().and_then(Moment::parse_rfc3339);
        self.maybe(name, MUST, read)?.ok_or_else(|| self.refuse(name, MUST))
    }

    /// An https address, or http on a loopback address, that must be there.
    pub(super) fn link(&self, name: &'v str) -> Result<Link, Refusal> {
        self.maybe_link(name)?.ok_or_else(|| self.refuse(name, LINK))
    }

    /// The same, which may be absent.
    pub(super) fn maybe_link(&self, name: &'v str) -> Result<Option<Link>, Refusal> {
        self.maybe(name, LINK, |value| value.as_str().and_then(Link::parse))
    }

    /// An object that must be there.
    pub(super) fn object(&self, name: &'v str) -> Result<Self, Refusal> {
        self.get(name).map_or(Err(self.refuse(name, OBJECT)), |_| self.maybe_object(name))
    }

    /// An object that may be absent, which is like an empty one.
    pub(super) fn maybe_object(&self, name: &'v str) -> Result<Self, Refusal> {
        let object = self.maybe(name, OBJECT, Value::as_object)?;
        Ok(Self { object, path: self.path.then(Step::Name(name)) })
    }

    /// A list of objects that must be there and hold at least one.
    pub(super) fn objects(&self, name: &'v str) -> Result<Vec<Self>, Refusal> {
        const MUST: &str = "a list of at least one object";
        let read = |value: &'v Value| value.as_array().filter(|list| !list.is_empty());
        let list = self.maybe(name, MUST, read)?.ok_or_else(|| self.refuse(name, MUST))?;
        let place = |(place, value): (usize, &'v Value)| {
            let path = self.path.then(Step::Name(name)).then(Step::Place(place));
            let object = value.as_object().ok_or_else(|| Refusal::parameter(&path, OBJECT))?;
            Ok(Self { object: Some(object), path })
        };
        list.iter().enumerate().map(place).collect()
    }

    /// Any value that `read` accepts, which may be absent.
    pub(super) fn maybe<T>(
        &self,
        name: &'v str,
        must: &str,
        read: impl FnOnce(&'v Value) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        self.get(name).map(|value| read(value).ok_or_else(|| self.refuse(name, must))).transpose()
    }

    /// The object itself, to be kept.
    pub(super) fn raw(&self) -> Map<String, Value> {
        self.object.cloned().unwrap_or_default()
    }
}

const TEXT: &str = "a text that is not blank";
const OBJECT: &str = "an object";
const LINK: &str = "an https URL in ASCII, or an http URL on a loopback address";

fn bounds(least: i64, most: i64) -> String {
    if most == i64::MAX {
        format!("a whole number of at least {least}")
    } else {
        format!("a whole number from {least} to {most}")
    }
}

impl<'v> Path<'v> {
    fn then(&self, step: Step<'v>) -> Self {
        Self(self.0.iter().copied().chain([step]).collect())
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Name(name) => write!(f, "{}{name}", if place == 0 { "" } else { "." })?,
                Step::Place(number) => write!(f, "[{number}]")?,
            }
        }
        Ok(())
    }
}
