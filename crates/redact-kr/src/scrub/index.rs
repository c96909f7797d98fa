//! What the lists of names say about a key.

use super::class::{ALNUM, is, last_letter};
use super::keys::{LOWER, Rule};
use super::meter::{Meter, Work};
use super::tree::{ENDS, place, root};

/// What the lists say about a key with these last three letters, and whether they could say another thing if more stood
/// before it.
#[inline]
pub(super) fn in_lists(key: &[u8], tail: [u8; 3], meter: &Meter) -> (Option<Rule>, bool) {
    let Some(mut node) = root(tail) else { return (None, false) };
    let mut letters = Letters { rest: key, meter };
    for _ in tail {
        letters.last();
    }
    let mut longer = None;
    loop {
        match letters.read(node.label) {
            Some(true) => {}
            Some(false) => return (longer, false),
            None => return node.within,
        }
        longer = node.longer;
        let Some(last) = letters.last() else { return node.whole };
        let Some(next) = node.before(last) else { return (longer, false) };
        node = next;
    }
}

/// The last three bytes of the letters and digits of a key of any script, in lower case.
pub(super) fn tail_of_letters(key: &[u8], meter: &Meter) -> Option<[u8; 3]> {
    let mut letters = Letters { rest: key, meter };
    let mut bytes =
        std::iter::from_fn(|| letters.any()).flat_map(|letter| letter.iter().rev()).map(|byte| byte | LOWER);
    let (last, second) = (bytes.next()?, bytes.next()?);
    Some([bytes.next()?, second, last])
}

/// The letters and digits of a key from the last one on; other signs are passed over, of any script.
struct Letters<'k> {
    rest: &'k [u8],
    meter: &'k Meter,
}

impl<'k> Letters<'k> {
    /// The last one in lower case; one that is not ASCII is none of a name.
    #[inline]
    fn last(&mut self) -> Option<u8> {
        while let Some((&last, before)) = self.rest.split_last() {
            if !last.is_ascii() {
                return self.any().map(|letter| letter.last().map_or(u8::MAX, |last| last | LOWER));
            }
            self.rest = before;
            if is(last, ALNUM) {
                return Some(last | LOWER);
            }
        }
        None
    }

    /// Whether the last ones are those of a label; `None` if there are fewer, and all of them are.
    fn read(&mut self, label: &[u8]) -> Option<bool> {
        if let Some((before, last)) = self.rest.split_at_checked(self.rest.len().wrapping_sub(label.len()))
            && label.iter().zip(last).fold(0, |differs, (ours, theirs)| differs | (ours ^ (theirs | LOWER))) == 0
        {
            self.rest = before;
            return Some(true);
        }
        // Other signs may stand between them.
        for expected in label.iter().rev() {
            if self.last()? != *expected {
                return Some(false);
            }
        }
        Some(true)
    }

    /// The last one as it stands.
    #[inline(never)]
    fn any(&mut self) -> Option<&'k [u8]> {
        while let Some(last) = self.rest.last() {
            self.meter.spend(Work::Mixed, usize::from(!last.is_ascii()));
            let length = last_letter(self.rest);
            let (rest, letter) = self.rest.split_at_checked(self.rest.len() - length.max(1))?;
            self.rest = rest;
            if length > 0 {
                return Some(letter);
            }
        }
        None
    }
}

/// What the names of the lists with these last three letters have before them: [`LISTED`] if there are any, and a bit
/// for each letter of those that hide their values.
pub(super) fn ends(tail: [u8; 3]) -> u32 {
    ENDS.get(place(tail)).copied().unwrap_or(LISTED | ANY)
}

pub(super) const LISTED: u32 = 1;

pub(super) const ANY: u32 = !LISTED;

/// The bit of a letter; all that is none has one.
pub(super) const fn letter(byte: u8) -> u32 {
    1 << if byte.is_ascii_lowercase() { byte & 31 } else { 31 }
}

#[cfg(test)]
mod tests {
    use super::super::names::LISTS;
    use super::super::tree::tail_of;
    use super::*;

    /// What the lists say, read one after the other.
    fn one_by_one(key: &str) -> (Option<Rule>, bool) {
        let mut joins = false;
        for &(names, whole, rule) in LISTS {
            for name in names {
                joins |= name.len() > key.len() && name.ends_with(key);
                if key == *name || !whole && key.ends_with(name) {
                    return (Some(rule), joins);
                }
            }
        }
        (None, joins)
    }

    #[test]
    fn the_tree_says_what_the_lists_say() {
        let names = || LISTS.iter().flat_map(|(names, ..)| *names);
        let ends = names().flat_map(|name| (0..name.len() - 2).map(|start| name.split_at(start).1));
        for end in ends {
            let before = ["", "a", "1", "the", "api", "phone"].map(str::to_owned).into_iter();
            let before = before.chain((b'a'..=b'z').map(|letter| char::from(letter).to_string()));
            for key in before.map(|before| format!("{before}{end}")) {
                let tail = tail_of(key.as_bytes());
                let expected = one_by_one(&key);
                for spelled in [key.clone(), key.to_uppercase(), key.replace('e', "-e_"), format!("é·{key}")] {
                    let expected = if spelled.is_ascii() { expected } else { one_by_one(&format!("?{key}")) };
                    let found = in_lists(spelled.as_bytes(), tail, &Meter::of(0));
                    assert_eq!(found, expected, "{spelled}");
                }
            }
        }
    }
}
