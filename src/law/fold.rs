//! A text made plain for reading: one byte a character, without accents, case or typographic variants.

use std::cell::Cell;

/// A folded text. Positions in it are characters; [`Folded::byte`] gives the byte of the text they stand for.
pub(super) struct Folded<'t> {
    /// One byte a character: a–z without accents, digits, `'`, `-`, ` ` for any space, `~` for `°` and `º`,
    /// `\n` never, other ASCII as is, small control codes for what is none of these.
    pub bytes: Vec<u8>,
    offsets: Vec<u32>,
    /// The text itself.
    pub text: &'t str,
    /// Where the clause of a decision ends, from the place last asked.
    pub clause_end: Next,
    /// Where a date begins, from the place last asked.
    pub next_date: Next,
}

/// The first place at or after another where something is so, remembered: a text that asks it at every word is still read
/// once, and not as far as the answer each time.
#[derive(Debug, Default)]
pub(super) struct Next {
    /// From here nothing is so…
    from: Cell<usize>,
    /// … up to here.
    to: Cell<usize>,
    /// Whether it is so there; else what follows was not read.
    known: Cell<bool>,
}

impl Next {
    /// The first of the places from `from` to `limit` for which `fits`, which is always the same question.
    pub fn within(&self, from: usize, limit: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        if from < self.from.get() || from > self.to.get() {
            self.from.set(from);
            self.to.set(from);
            self.known.set(false);
        }
        if !self.known.get() && self.to.get() < limit {
            let found = (self.to.get()..limit).find(|at| fits(*at));
            self.known.set(found.is_some());
            self.to.set(found.unwrap_or(limit));
        }
        (self.known.get() && self.to.get() < limit).then(|| self.to.get())
    }
}

impl<'t> Folded<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut bytes = Vec::with_capacity(text.len());
        let mut offsets = Vec::with_capacity(text.len() + 1);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut at = 0;
        while at < text.len() {
            // Runs of ASCII, nine tenths of a French text, need no decoding.
            let rest = &text.as_bytes()[at..];
            let run = rest
                .iter()
                .position(|byte| !byte.is_ascii())
                .unwrap_or(rest.len());
            bytes.extend(rest[..run].iter().map(|byte| ASCII[usize::from(*byte)]));
            offsets.extend(place(at)..place(at + run));
            at += run;
            let Some(c) = text[at..].chars().next() else {
                break;
            };
            if !is_silent(c) {
                bytes.push(folded(c));
                offsets.push(place(at));
            }
            at += c.len_utf8();
        }
        offsets.push(place(text.len()));
        Self {
            bytes,
            offsets,
            text,
            clause_end: Next::default(),
            next_date: Next::default(),
        }
    }

    /// Byte of the text where character `at` begins.
    pub fn byte(&self, at: usize) -> usize {
        self.offsets[at.min(self.offsets.len() - 1)] as usize
    }

    /// The character that begins at byte `byte` of the text, or the first one after it.
    pub fn character(&self, byte: usize) -> usize {
        self.offsets
            .partition_point(|offset| (*offset as usize) < byte)
    }

    /// The byte at `at`, 0 past the end.
    pub fn at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Whether the character at `at` is an upper-case letter.
    pub fn is_upper(&self, at: usize) -> bool {
        if at >= self.bytes.len() {
            return false;
        }
        let byte = self.offsets[at] as usize;
        match self.text.as_bytes()[byte] {
            first if first.is_ascii() => first.is_ascii_uppercase(),
            _ => self.text[byte..]
                .chars()
                .next()
                .is_some_and(char::is_uppercase),
        }
    }

    /// Whether a line of the text begins at `at`, or before the spaces, quotation marks and hyphens there.
    pub fn starts_line(&self, at: usize) -> bool {
        let mut here = at;
        while here > 0 && at - here < 20 && matches!(self.at(here - 1), b' ' | b'"' | b'-' | b'*') {
            here -= 1;
        }
        here == 0 || self.original(here, at).contains('\n')
    }

    /// Where the spaces before `at` begin; at most 8 are passed.
    pub fn before_spaces(&self, at: usize) -> usize {
        let mut here = at;
        while here > 0 && at - here < 8 && self.at(here - 1) == b' ' {
            here -= 1;
        }
        here
    }

    /// Where `words` begin when they end at `at` as whole words, spaces between aside.
    pub fn preceded_by(&self, at: usize, words: &str) -> Option<usize> {
        let end = self.before_spaces(at);
        let start = end.checked_sub(words.len())?;
        (&self.bytes[start..end] == words.as_bytes() && self.starts_word(start)).then_some(start)
    }

    /// Whether a word may begin at `at`.
    pub fn starts_word(&self, at: usize) -> bool {
        at == 0 || !is_word(self.bytes[at - 1])
    }

    /// Whether a word may end before `at`.
    pub fn ends_word(&self, at: usize) -> bool {
        !is_word(self.at(at))
    }

    /// Past any spaces.
    pub fn skip_spaces(&self, mut at: usize) -> usize {
        while self.at(at) == b' ' {
            at += 1;
        }
        at
    }

    /// Past a comma and any spaces around it, or past the spaces alone.
    pub fn skip_comma(&self, at: usize) -> usize {
        let next = self.skip_spaces(at);
        if self.at(next) == b',' {
            self.skip_spaces(next + 1)
        } else {
            next
        }
    }

    /// Past `words` when they stand at `at` as whole words; a space in `words` is one or more in the text.
    pub fn words(&self, at: usize, words: &str) -> Option<usize> {
        let end = self.prefix(at, words)?;
        self.ends_word(end).then_some(end)
    }

    /// Past `words` when they stand at `at`, whatever follows.
    pub fn prefix(&self, at: usize, words: &str) -> Option<usize> {
        let mut here = at;
        for byte in words.bytes() {
            if byte == b' ' {
                if self.at(here) != b' ' {
                    return None;
                }
                here = self.skip_spaces(here);
            } else if self.at(here) == byte {
                here += 1;
            } else {
                return None;
            }
        }
        Some(here)
    }

    /// The first of `alternatives` that stands at `at`.
    pub fn any(&self, at: usize, alternatives: &[&str]) -> Option<usize> {
        alternatives.iter().find_map(|words| self.words(at, words))
    }

    /// Digits at `at`: their end.
    pub fn digits(&self, at: usize) -> Option<usize> {
        let end = (at..).find(|i| !self.at(*i).is_ascii_digit())?;
        (end > at).then_some(end)
    }

    /// The folded characters as text.
    pub fn slice(&self, from: usize, to: usize) -> &str {
        // Bytes above 127 are never stored.
        std::str::from_utf8(&self.bytes[from..to]).unwrap_or_default()
    }

    /// The text between two characters.
    pub fn original(&self, from: usize, to: usize) -> &'t str {
        &self.text[self.byte(from)..self.byte(to)]
    }
}

/// Stands for a letter or digit of another script. Past the end a folded text gives 0, which ends words.
const OTHER_LETTER: u8 = 3;

pub(super) fn is_word(byte: u8) -> bool {
    WORD[usize::from(byte)]
}

static WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == OTHER_LETTER;
        byte += 1;
    }
    table
};

/// `words` as [`Folded`] holds them, runs of spaces as one.
pub(super) fn fold(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.trim().chars().filter(|c| !is_silent(*c)) {
        let byte = folded(c);
        if byte != b' ' || !out.ends_with(' ') {
            out.push(byte.into());
        }
    }
    out
}

/// What each ASCII character folds to.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0;
    while at < 128 {
        #[allow(clippy::cast_possible_truncation)]
        let byte = at as u8;
        table[at] = if byte.is_ascii_uppercase() {
            byte.to_ascii_lowercase()
        } else if byte.is_ascii_whitespace() || byte == 0x0b {
            b' '
        } else {
            byte
        };
        at += 1;
    }
    table
};

/// What the letters of Latin-1 fold to, from À to ÿ.
static LATIN: [u8; 64] =
    *b"aaaaaaaceeeeiiii\x03nooooo\x02ouuuuy\x03\x03aaaaaaaceeeeiiii\x03nooooo\x02ouuuuy\x03y";

/// What is written and not read: soft hyphens, joiners of width zero, the accents of a decomposed text.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

fn folded(c: char) -> u8 {
    match c {
        _ if c.is_ascii() => ASCII[c as usize],
        '\u{fffc}' => 1,
        _ if c.is_whitespace() => b' ',
        '’' | 'ʼ' | '‘' | '′' => b'\'',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => b'-',
        '°' | 'º' => b'~',
        '\u{c0}'..='\u{ff}' => LATIN[c as usize - 0xc0],
        'Ÿ' => b'y',
        'œ' | 'Œ' => b'o',
        '«' | '»' | '“' | '”' => b'"',
        '§' => b'$',
        '…' | '•' | '·' => b'.',
        _ if c.is_alphanumeric() => OTHER_LETTER,
        _ => 2,
    }
}
