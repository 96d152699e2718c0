//! Every name of every text, as one tree of letters: the longest name at a place is found in one walk, however many there are.

use super::fold::{Folded, fold};

/// A name and the text that it names.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Folded; a space stands for one or more.
    pub folded: String,
    /// Index of the text.
    pub text: usize,
    /// How it must be written to be one.
    pub writing: Writing,
}

/// How a name is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Writing {
    /// A whole name, "code du travail", "loi ESS": in capitals or not.
    Whole,
    /// "CCP", "C. trav.": begins with a capital.
    Abbreviation,
    /// Defined by the text that uses it, "le Code", "la Loi": begins with a capital, and nothing goes on the name.
    Defined,
}

#[derive(Clone, Debug, Default)]
struct Node {
    next: Vec<(u8, u32)>,
    name: Option<u32>,
}

/// Names by their letters.
#[derive(Clone, Debug)]
pub(super) struct Names {
    names: Vec<Name>,
    nodes: Vec<Node>,
    /// Which names begin with these two characters.
    starts: Vec<Starts>,
}

/// What two characters may begin: most words begin no name, and this tells at once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Starts {
    /// No name.
    Nothing,
    /// Names that begin with a capital.
    Capital,
    /// Names that are written in lower case too.
    Any,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            names: Vec::new(),
            nodes: vec![Node::default()],
            starts: vec![Starts::Nothing; 128 * 128],
        }
    }
}

impl Names {
    /// Adds a name; the last added wins. An abbreviation is also known without its full stops: "C trav".
    pub fn add(&mut self, name: &str, text: usize, writing: Writing) {
        let folded = fold(name);
        if folded.len() < 2 {
            return;
        }
        let without_stops = folded.replace(". ", " ").replace('.', " ");
        let index = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(Name {
            folded: folded.clone(),
            text,
            writing,
        });
        self.insert(&folded.replace(". ", "."), index);
        if writing == Writing::Abbreviation
            && folded.contains(". ")
            && without_stops.trim().contains(' ')
        {
            self.insert(without_stops.trim(), index);
        }
        if writing == Writing::Abbreviation
            && (3..=6).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            self.insert_with_stops(&folded, index);
        }
        if writing == Writing::Abbreviation
            && let Some(open) = folded.strip_suffix('.')
            && open.contains('.')
        {
            // "C. trav", whose last stop is that of the sentence, or nothing.
            self.insert(&open.replace(". ", "."), index);
        }
    }

    /// Adds an abbreviation in capitals as it is written with full stops too: "C.C.P.", "C. G. C. T.".
    fn insert_with_stops(&mut self, letters: &str, index: u32) {
        let mut dotted = String::new();
        for letter in letters.chars() {
            dotted.push(letter);
            dotted.push('.');
        }
        self.insert(&dotted, index);
        // The last stop may be that of the sentence.
        self.insert(&dotted[..dotted.len() - 1], index);
    }

    fn insert(&mut self, letters: &str, index: u32) {
        if let [first, second, ..] = letters.as_bytes()
            && let Some(start) = self
                .starts
                .get_mut(usize::from(*first) * 128 + usize::from(*second))
        {
            let name = &self.names[index as usize];
            // "c. civ." may begin with a small letter.
            let capital = name.writing != Writing::Whole && *second != b'.';
            *start = (*start).max(if capital {
                Starts::Capital
            } else {
                Starts::Any
            });
        }
        let mut node = 0;
        for byte in letters.bytes() {
            node = if let Some(next) = child(&self.nodes[node], byte) {
                next
            } else {
                let next = self.nodes.len();
                self.nodes.push(Node::default());
                self.nodes[node]
                    .next
                    .push((byte, u32::try_from(next).unwrap_or(u32::MAX)));
                next
            };
        }
        self.nodes[node].name = Some(index);
    }

    /// Every name, in the order in which they were added.
    pub fn all(&self) -> &[Name] {
        &self.names
    }

    /// Whether some name may begin at `at`: its first two characters tell.
    pub fn may_start(&self, f: &Folded, at: usize) -> bool {
        let pair = usize::from(f.at(at)) * 128 + usize::from(f.at(at + 1));
        match self.starts.get(pair) {
            Some(Starts::Any) => true,
            Some(Starts::Capital) => f.is_upper(at),
            _ => false,
        }
    }

    /// The longest name that begins with `head`, which the text does not repeat, and goes on at `at`; and the character
    /// after it. Spaces after the full stops of an abbreviation may be missing or doubled.
    pub fn longest(&self, f: &Folded, at: usize, head: &str) -> Option<(&Name, usize)> {
        let mut node = 0;
        for byte in head.bytes() {
            node = child(&self.nodes[node], byte)?;
        }
        let mut here = at;
        let mut previous = 0;
        let mut longest = None;
        loop {
            if previous == b'.' && f.at(here) == b' ' {
                here = f.skip_spaces(here);
            }
            let byte = f.at(here);
            let Some(next) = child(&self.nodes[node], byte) else {
                return longest;
            };
            node = next;
            here = if byte == b' ' {
                f.skip_spaces(here)
            } else {
                here + 1
            };
            previous = byte;
            let Some(name) = self.nodes[node].name else {
                continue;
            };
            let name = &self.names[name as usize];
            // A word that ends in a full stop needs nothing after it.
            let written = match name.writing {
                Writing::Whole => true,
                Writing::Abbreviation => written_as_abbreviation(f, at, here),
                Writing::Defined => f.is_upper(at) && !goes_on(f, here),
            };
            if (byte == b'.' || f.ends_word(here)) && written {
                longest = Some((name, here));
            }
        }
    }
}

/// An abbreviation begins with a capital, and one of four letters at most without full stops is all capitals: "CT" in
/// lower case is none. `CCiv` and `CCom` are longer words than they look.
fn written_as_abbreviation(f: &Folded, at: usize, end: usize) -> bool {
    let dotted = (at..end).any(|i| matches!(f.at(i), b'.' | b' '));
    let small = (at..end).any(|i| f.at(i).is_ascii_alphabetic() && !f.is_upper(i));
    // "c. civ." is written without its capital too.
    let code = dotted && end - at >= 6 && f.at(at) == b'c' && f.at(at + 1) == b'.';
    code || (f.is_upper(at) && (dotted || end - at > 3 || !small))
}

/// Whether "Code" is the beginning of another name: "Code de bonne conduite".
fn goes_on(f: &Folded, end: usize) -> bool {
    f.any(
        f.skip_spaces(end),
        &["de", "du", "des", "d", "general", "national"],
    )
    .is_some()
}

fn child(node: &Node, byte: u8) -> Option<usize> {
    node.next
        .iter()
        .find(|(letter, _)| *letter == byte)
        .map(|(_, next)| *next as usize)
}
