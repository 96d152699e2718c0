//! A text made plain for reading: one byte a character, without accents, case or typographic variants.

/// A folded text. Positions in it are characters; [`Folded::byte`] gives the byte of the text they stand for.
pub(super) struct Folded<'t> {
    /// One byte a character: a–z without accents, digits, `'`, `-`, ` ` for any space, `~` for `°` and `º`,
    /// `\n` never, other ASCII as is, small control codes for what is none of these.
    pub bytes: Vec<u8>,
    offsets: Vec<u32>,
    /// The text itself.
    pub text: &'t str,
}

impl<'t> Folded<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut bytes = Vec::with_capacity(text.len());
        let mut offsets = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            offsets.push(u32::try_from(at).unwrap_or(u32::MAX));
            bytes.push(folded(c));
        }
        offsets.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        Self {
            bytes,
            offsets,
            text,
        }
    }

    /// Byte of the text where character `at` begins.
    pub fn byte(&self, at: usize) -> usize {
        self.offsets[at.min(self.offsets.len() - 1)] as usize
    }

    /// The byte at `at`, 0 past the end.
    pub fn at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Whether the character at `at` is an upper-case letter.
    pub fn is_upper(&self, at: usize) -> bool {
        at < self.bytes.len()
            && self.text[self.byte(at)..]
                .chars()
                .next()
                .is_some_and(char::is_uppercase)
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
    byte.is_ascii_alphanumeric() || byte == OTHER_LETTER
}

/// `words` as [`Folded`] holds them, runs of spaces as one.
pub(super) fn fold(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.trim().chars() {
        let byte = folded(c);
        if byte != b' ' || !out.ends_with(' ') {
            out.push(byte.into());
        }
    }
    out
}

fn folded(c: char) -> u8 {
    match c {
        'A'..='Z' => c.to_ascii_lowercase() as u8,
        '\u{fffc}' => 1,
        _ if c.is_whitespace() || c == '\u{202f}' => b' ',
        _ if c.is_ascii() => c as u8,
        '’' | 'ʼ' | '‘' | '′' => b'\'',
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '\u{ad}' => b'-',
        '°' | 'º' => b'~',
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'À' | 'Á' | 'Â' | 'Ä' => b'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => b'e',
        'î' | 'ï' | 'í' | 'Î' | 'Ï' => b'i',
        'ô' | 'ö' | 'ó' | 'Ô' | 'Ö' => b'o',
        'ù' | 'û' | 'ü' | 'ú' | 'Ù' | 'Û' | 'Ü' => b'u',
        'ç' | 'Ç' => b'c',
        'ÿ' | 'Ÿ' => b'y',
        'ñ' | 'Ñ' => b'n',
        'œ' | 'Œ' => b'o',
        'æ' | 'Æ' => b'a',
        '«' | '»' | '“' | '”' => b'"',
        '§' => b'$',
        '…' | '•' | '·' => b'.',
        _ if c.is_alphanumeric() => OTHER_LETTER,
        _ => 2,
    }
}
