//! The lists of names as a tree, which a key is read along from its last letter to its first. The compiler grows it.

use super::index::{ANY, LISTED, letter};
use super::keys::Rule;
use super::names::LISTS;

/// The end that some names have in common.
#[derive(Clone, Copy)]
pub(super) struct Node {
    /// The letters by which it is longer than the node of which it is a part, and the letter that led here.
    pub(super) label: &'static [u8],
    /// What the lists say about a key that ends within the label, and whether they could say another thing if more stood
    /// before it.
    pub(super) within: (Option<Rule>, bool),
    /// The same of a key that is no more than the whole.
    pub(super) whole: (Option<Rule>, bool),
    /// What they say about one that is more, and no other name.
    pub(super) longer: Option<Rule>,
    /// A bit for each letter that stands before the whole in a name.
    letters: u32,
    /// The place in [`NODES`] of what the first of these letters leads to; those of the others follow.
    first: u8,
}

impl Node {
    const NONE: Self =
        Self { label: &[], within: (None, false), whole: (None, false), longer: None, letters: 0, first: 0 };

    /// The node that a letter before this one leads to.
    #[inline]
    pub(super) fn before(&self, byte: u8) -> Option<&'static Self> {
        let bit = letter(byte);
        if self.letters & bit == 0 {
            return None;
        }
        let smaller = (self.letters & (bit - 1)).count_ones();
        NODES.get(usize::from(self.first) + smaller as usize)
    }
}

/// The node of the last three letters of a name.
#[inline]
pub(super) fn root(tail: [u8; 3]) -> Option<&'static Node> {
    let mut place = place(tail) % ROOTS_SIZE;
    loop {
        let root = ROOTS.get(place)?;
        if root.tail == tail {
            return NODES.get(usize::from(root.node));
        }
        if root.tail == NO_TAIL {
            return None;
        }
        place = (place + 1) % ROOTS_SIZE;
    }
}

pub(super) const fn place([first, second, third]: [u8; 3]) -> usize {
    ((first as usize * 31 + second as usize) * 31 + third as usize) % ENDS_SIZE
}

const ENDS_SIZE: usize = 4096;

/// See [`ends`](super::index::ends), by the place of the letters; different ones may share it.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
pub(super) static ENDS: [u32; ENDS_SIZE] = {
    let mut ends = [0; ENDS_SIZE];
    let mut name = 0;
    while name < NAMES_SIZE {
        let Name { text, rule, .. } = NAMES[name];
        let place = place(tail_of(text));
        ends[place] |= LISTED;
        if rule.hides() {
            ends[place] |= if text.len() == 3 { ANY } else { letter(text[text.len() - 4]) };
        }
        name += 1;
    }
    ends
};

/// A name, or the end of one, and what it means.
#[derive(Clone, Copy)]
struct Name {
    text: &'static [u8],
    whole: bool,
    rule: Rule,
    /// The first of those that fit a key decides.
    rank: usize,
}

impl Name {
    /// Whether it comes before another one in a dictionary that is read from the last letters on.
    #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
    const fn is_before(self, other: Self) -> bool {
        let shared = self.shared(other);
        match (self.text.len() - shared, other.text.len() - shared) {
            (_, 0) => false,
            (0, _) => true,
            (ours, theirs) => self.text[ours - 1] < other.text[theirs - 1],
        }
    }

    /// How many of the last letters are those of another name.
    #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
    const fn shared(self, other: Self) -> usize {
        let (ours, theirs) = (self.text, other.text);
        let mut shared = 0;
        while shared < ours.len()
            && shared < theirs.len()
            && ours[ours.len() - 1 - shared] == theirs[theirs.len() - 1 - shared]
        {
            shared += 1;
        }
        shared
    }
}

/// The last three letters of a name; none has fewer.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
pub(super) const fn tail_of(name: &[u8]) -> [u8; 3] {
    let last = name.len() - 1;
    [name[last - 2], name[last - 1], name[last]]
}

#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
const NAMES_SIZE: usize = {
    let (mut list, mut count) = (0, 0);
    while list < LISTS.len() {
        count += LISTS[list].0.len();
        list += 1;
    }
    count
};

/// All names of the lists, in the order of a dictionary that is read from the last letters on.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
const NAMES: [Name; NAMES_SIZE] = {
    let mut names = [Name { text: b"", whole: false, rule: Rule::Plain, rank: 0 }; NAMES_SIZE];
    let (mut list, mut rank) = (0, 0);
    while list < LISTS.len() {
        let (texts, whole, rule) = LISTS[list];
        let mut text = 0;
        while text < texts.len() {
            let name = Name { text: texts[text].as_bytes(), whole, rule, rank };
            let mut place = rank;
            while place > 0 && name.is_before(names[place - 1]) {
                names[place] = names[place - 1];
                place -= 1;
            }
            names[place] = name;
            (text, rank) = (text + 1, rank + 1);
        }
        list += 1;
    }
    names
};

/// The names that have an end in common.
#[derive(Clone, Copy)]
struct Branch {
    from: usize,
    to: usize,
    /// How many letters the end has.
    count: usize,
    /// How many of these lead here from the node of which this one is a part.
    known: usize,
    /// The first of the names that decide about a longer key as well, and are a part of the end of that node.
    decides: Option<Name>,
}

impl Branch {
    const ALL: Self = Self { from: 0, to: NAMES_SIZE, count: 0, known: 0, decides: None };

    /// The same of the names from one on that have so many letters in common, and of all letters that they have.
    #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
    const fn part(self, from: usize, known: usize) -> Self {
        let mut to = from + 1;
        while to < self.to && NAMES[to].shared(NAMES[from]) >= known {
            to += 1;
        }
        Self { from, to, count: NAMES[to - 1].shared(NAMES[from]), known, decides: self.decides }
    }

    /// What the lists say about a key that is no more than an end of all these names, if this name decides.
    #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
    const fn says(self, found: Option<Name>) -> (Option<Rule>, bool) {
        let (mut name, mut joins) = (self.from, false);
        while name < self.to {
            joins |= match found {
                Some(found) => NAMES[name].rank < found.rank,
                None => true,
            };
            name += 1;
        }
        (rule_of(found), joins)
    }

    /// The node, whose parts stand from a place on, and the branch of which these are parts.
    #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
    const fn node(self, first: usize) -> (Node, Self) {
        let (label, _) = NAMES[self.from].text.split_at(NAMES[self.from].text.len() - self.known);
        let (_, label) = label.split_at(label.len() - (self.count - self.known));
        let within = self.says(self.decides);
        let (mut rest, mut whole) = (self, self.decides);
        while rest.from < rest.to && NAMES[rest.from].text.len() == self.count {
            let found = NAMES[rest.from];
            whole = earlier(whole, found);
            if !found.whole {
                rest.decides = earlier(rest.decides, found);
            }
            rest.from += 1;
        }
        let (mut name, mut letters) = (rest.from, 0);
        while name < rest.to {
            let text = NAMES[name].text;
            let before = text[text.len() - 1 - self.count];
            assert!(before.is_ascii_lowercase(), "digits stand among the last three");
            letters |= letter(before);
            name += 1;
        }
        assert!(first <= u8::MAX as usize);
        #[allow(clippy::cast_possible_truncation, reason = "just seen, and `try_from` is not const")]
        let first = first as u8;
        (Node { label, within, whole: rest.says(whole), longer: rule_of(rest.decides), letters, first }, rest)
    }
}

const fn earlier(one: Option<Name>, other: Name) -> Option<Name> {
    match one {
        Some(one) if one.rank < other.rank => Some(one),
        _ => Some(other),
    }
}

const fn rule_of(name: Option<Name>) -> Option<Rule> {
    match name {
        Some(name) => Some(name.rule),
        None => None,
    }
}

/// The nodes: first those of the last three letters, in the order of the names, then those of their parts, and so on.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
const TREE: ([Node; 2 * NAMES_SIZE], usize) = {
    let mut nodes = [Node::NONE; 2 * NAMES_SIZE];
    let mut branches = [Branch::ALL; 2 * NAMES_SIZE];
    let (mut count, mut from) = (0, 0);
    while from < NAMES_SIZE {
        branches[count] = Branch::ALL.part(from, 3);
        (count, from) = (count + 1, branches[count].to);
    }
    let mut place = 0;
    while place < count {
        let (node, rest) = branches[place].node(count);
        nodes[place] = node;
        let mut from = rest.from;
        while from < rest.to {
            branches[count] = rest.part(from, rest.count + 1);
            (count, from) = (count + 1, branches[count].to);
        }
        place += 1;
    }
    (nodes, count)
};

#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
static NODES: [Node; TREE.1] = {
    let (all, _) = TREE.0.split_at(TREE.1);
    let mut nodes = [all[0]; TREE.1];
    nodes.copy_from_slice(all);
    nodes
};

/// Three letters, and the place of their node.
#[derive(Clone, Copy)]
struct Root {
    tail: [u8; 3],
    node: u8,
}

/// The last three letters of all names: each at its place, or at the next one that was free.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
static ROOTS: [Root; ROOTS_SIZE] = {
    let mut roots = [Root { tail: NO_TAIL, node: 0 }; ROOTS_SIZE];
    let (mut node, mut from) = (0, 0);
    while from < NAMES_SIZE {
        let tail = tail_of(NAMES[from].text);
        let mut place = place(tail) % ROOTS_SIZE;
        while roots[place].tail[0] != 0 {
            place = (place + 1) % ROOTS_SIZE;
        }
        roots[place] = Root { tail, node };
        (node, from) = (node + 1, Branch::ALL.part(from, 3).to);
    }
    assert!((node as usize) < ROOTS_SIZE / 2);
    roots
};

/// No letters.
const NO_TAIL: [u8; 3] = [0; 3];

const ROOTS_SIZE: usize = 512;
