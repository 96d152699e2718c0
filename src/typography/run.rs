//! The words of one paragraph joined, with what is to change in them.

use std::ops::Range;

/// U+00A0, the space of a word's width that does not break.
pub const WIDE: &str = "\u{a0}";
/// U+202F, the thin space that does not break.
pub const THIN: &str = "\u{202f}";
/// Stands for code and images.
pub const OBJECT: &str = "\u{fffc}";
/// Stands for words that are not to change.
pub const FIXED: &str = "x";
/// Stands for a line break that the editor asked for.
pub const BREAK: &str = "\u{2028}";

/// What a piece of a run is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Words.
    Words,
    /// Words that name law: no space enters their numbers.
    Law,
    /// The end of a source line, which reads as a space.
    Line,
    /// What does not change: [`OBJECT`], [`FIXED`] or [`BREAK`].
    Fixed,
}

struct Piece {
    end: usize,
    kind: Kind,
}

struct Edit {
    range: Range<usize>,
    with: &'static str,
}

/// Pieces of text joined, and edits to it, none of which overlap once sorted.
#[derive(Default)]
pub struct Run {
    text: String,
    pieces: Vec<Piece>,
    edits: Vec<Edit>,
    /// Where a space was last added: what follows is then no longer part of the same word.
    parted: Option<usize>,
}

impl Run {
    /// Adds a piece.
    pub fn push(&mut self, text: &str, kind: Kind) {
        self.text.push_str(text);
        self.pieces.push(Piece {
            end: self.text.len(),
            kind,
        });
    }

    /// Forgets everything but the room taken.
    pub fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        self.edits.clear();
        self.parted = None;
    }

    /// Replaces the sign at `range` by `with`, which is the sign and a space after it.
    pub fn part_after(&mut self, range: Range<usize>, with: &'static str) {
        self.parted = Some(range.end);
        self.replace(range, with);
    }

    /// Replaces the sign at `range` by `with`, which is a space and the sign.
    pub fn part_before(&mut self, range: Range<usize>, with: &'static str) {
        self.parted = Some(range.start);
        self.replace(range, with);
    }

    /// Whether a space is added before the number at `at`.
    pub fn is_parted(&self, at: usize) -> bool {
        self.parted == Some(at)
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the byte at `at` belongs to words that name law.
    pub fn in_law(&self, at: usize) -> bool {
        let piece = self.pieces.partition_point(|piece| piece.end <= at);
        self.pieces
            .get(piece)
            .is_some_and(|piece| piece.kind == Kind::Law)
    }

    /// Whether the byte at `at` does not change.
    pub fn is_fixed(&self, at: usize) -> bool {
        let piece = self.pieces.partition_point(|piece| piece.end <= at);
        self.pieces
            .get(piece)
            .is_none_or(|piece| piece.kind == Kind::Fixed)
    }

    /// Replaces the bytes `range`, never empty, by `with`.
    pub fn replace(&mut self, range: Range<usize>, with: &'static str) {
        if !range.is_empty() && &self.text[range.clone()] != with {
            self.edits.push(Edit { range, with });
        }
    }

    /// Replaces the spaces at `range`, when there are some, by `with`. Two line ends are more than a space.
    pub fn space(&mut self, range: Range<usize>, with: &'static str) {
        if self.text[range.clone()].matches('\n').count() < 2 {
            self.replace(range, with);
        }
    }

    /// Binds the spaces at `range`; one that does not break, of whichever width, stays.
    pub fn bind(&mut self, range: Range<usize>) {
        if !matches!(&self.text[range.clone()], WIDE | THIN) {
            self.space(range, WIDE);
        }
    }

    /// The word that ends at `at`, back to a space or an opening mark; a space just added ends one too.
    pub fn token_before(&self, at: usize) -> &str {
        let token = token_before(&self.text, at);
        match self.parted.filter(|parted| *parted <= at) {
            Some(parted) if at - parted < token.len() => &self.text[parted..at],
            _ => token,
        }
    }

    /// Puts the edits in order; whether there are any.
    pub fn sorted(&mut self) -> bool {
        self.edits
            .sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut end = 0;
        self.edits.retain(|edit| {
            let apart = edit.range.start >= end;
            if apart {
                end = edit.range.end;
            }
            apart
        });
        !self.edits.is_empty()
    }

    /// The new text of piece number `piece`, when it changes. The edits are [`sorted`](Self::sorted).
    pub fn changed(&self, piece: usize) -> Option<String> {
        let Piece { end, .. } = self.pieces[piece];
        let start = piece.checked_sub(1).map_or(0, |last| self.pieces[last].end);
        let first = self.edits.partition_point(|edit| edit.range.end <= start);
        let edits = || {
            self.edits[first..]
                .iter()
                .take_while(|edit| edit.range.start < end)
        };
        edits().next()?;
        let mut out = String::with_capacity(end - start + 8);
        let mut at = start;
        for edit in edits() {
            // An edit across pieces shows in the first; the others lose what it covers.
            if edit.range.start >= start {
                out.push_str(&self.text[at..edit.range.start]);
                out.push_str(edit.with);
            }
            at = edit.range.end.min(end);
        }
        out.push_str(&self.text[at..end]);
        Some(out)
    }
}

/// Bytes at which a rule may begin: punctuation that takes a space, quotation marks, apostrophes, stops (of abbreviations
/// and ellipses), digits, the capitals of "Mme", "Dr", "Pr" and of Roman numbers; and the first byte of `«`, `»`, `§`, `°`
/// and of dashes. Letters of plain words cost one look in this table.
const TRIGGERS: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b";:!?\"'.0123456789MDPIVX\xc2\xe2";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Whether a rule may begin at this byte.
pub fn triggers(byte: u8) -> bool {
    TRIGGERS[byte as usize]
}

/// Whether any rule may change `text`.
pub fn may_change(text: &str) -> bool {
    text.bytes().any(triggers)
}

/// End of the spaces that begin at `at`.
pub fn after_spaces(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    loop {
        at += match &bytes[at..] {
            [b' ' | b'\n', ..] => 1,
            [0xc2, 0xa0, ..] => 2,
            [0xe2, 0x80, 0xaf | 0x89, ..] => 3,
            _ => return at,
        };
    }
}

/// Start of the spaces that end at `at`.
pub fn before_spaces(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    loop {
        at -= match &bytes[..at] {
            [.., b' ' | b'\n'] => 1,
            [.., 0xc2, 0xa0] => 2,
            [.., 0xe2, 0x80, 0xaf | 0x89] => 3,
            _ => return at,
        };
    }
}

/// The character that begins at `at`.
pub fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The character that ends at `at`.
pub fn char_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// Whether a letter or digit ends at `at`.
pub fn word_before(text: &str, at: usize) -> bool {
    char_before(text, at).is_some_and(char::is_alphanumeric)
}

/// Whether a letter or digit begins at `at`.
pub fn word_at(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(char::is_alphanumeric)
}

/// End of the Roman number that begins at `at`, made of I, V and X as chapters and centuries are; `at` when there is none.
pub fn after_roman(text: &str, at: usize) -> usize {
    let length = text.as_bytes()[at..]
        .iter()
        .take_while(|byte| matches!(byte, b'I' | b'V' | b'X'))
        .count();
    let units = matches!(
        text[at..at + length].trim_start_matches('X'),
        "" | "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX"
    );
    if units && length <= 7 {
        at + length
    } else {
        at
    }
}

/// How far a word is looked back through: a text without any space must not cost its length at each mark.
const WORD_BYTES: usize = 200;

/// The word that ends at `at`, back to a space, a quotation mark or a bracket, and at most [`WORD_BYTES`] of it.
fn token_before(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(WORD_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let start = text[from..at]
        .char_indices()
        .rev()
        .find(|(_, c)| *c == '(' || ends_word(*c))
        .map_or(from, |(at, c)| from + at + c.len_utf8());
    &text[start..at]
}

/// A space, or a mark that a space may be added beside.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '«' | '»' | '“' | '”' | '"')
}

/// The rest of the word that begins at `at`, up to a space or a quotation mark, and at most [`WORD_BYTES`] of it.
pub fn token_after(text: &str, at: usize) -> &str {
    let mut to = (at + WORD_BYTES).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let end = text[at..to].find(ends_word).map_or(to, |end| at + end);
    &text[at..end]
}

/// Whether the word around `at` is an address: nothing changes inside.
pub fn in_address(text: &str, at: usize) -> bool {
    let (before, after) = (token_before(text, at), token_after(text, at));
    let host = |part: &str| {
        part.match_indices("www.")
            .any(|(at, found)| word_at(part, at + found.len()))
    };
    let marked = |part: &str| {
        part.contains("://") || part.contains('@') || part.contains('\\') || host(part)
    };
    marked(before) || marked(after)
}
