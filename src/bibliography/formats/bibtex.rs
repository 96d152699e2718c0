//! The writing of BibTeX: entries, their fields, abbreviations.
//!
//! A fault costs one entry: reading goes on at the next line that begins one. Every step is linear in the text, nothing is
//! recursive, and what abbreviations multiply is bounded.

use super::super::biblatex_terms as terms;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Largest entry, in bytes.
pub const MAX_ENTRY: usize = 1_000_000;
/// Deepest braces.
pub const MAX_DEPTH: usize = 64;
/// Longest abbreviation once it is spelled out, in bytes.
pub const MAX_STRING: usize = 10_000;
/// Most abbreviations of a file.
pub const MAX_STRINGS: usize = 10_000;
/// Most faults that are told of a file: past them it is another kind of file.
pub const MAX_FAULTS: usize = 1_000;
/// Most bytes that the abbreviations of a file become, and that entries take from one another.
pub const MAX_EXPANDED: usize = 5_000_000;

/// An entry, its values as they are written: LaTeX.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// `book`, in lower case.
    pub kind: String,
    /// Where that stands.
    pub kind_range: Range<usize>,
    /// The key; may be empty.
    pub key: &'a str,
    /// Where that stands, or should.
    pub key_range: Range<usize>,
    /// By name, in lower case.
    pub fields: BTreeMap<String, Value<'a>>,
    /// The names of its fields, in order: where each stands.
    pub names: Vec<Range<usize>>,
}

/// The value of a field.
#[derive(Clone, Debug)]
pub struct Value<'a> {
    /// Without its own braces or quotes.
    pub raw: Cow<'a, str>,
    /// Where it stands, without its own braces or quotes.
    pub range: Range<usize>,
}

/// What is wrong, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What.
    pub what: FaultKind,
    /// Where.
    pub range: Range<usize>,
    /// In which entry, and where its key stands.
    pub entry: Option<(String, Range<usize>)>,
}

/// What can be wrong in the writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// A brace or quote that opens here is never closed.
    Unclosed,
    /// `=` and a value, or a comma, should stand here.
    Misplaced,
    /// Braces nested too deep.
    TooDeep,
    /// An entry too large.
    TooLarge,
    /// An abbreviation that nothing before defines.
    UnknownString,
    /// An abbreviation that is too long once spelled out.
    StringTooLong,
    /// Too many abbreviations, or too much of them.
    TooManyStrings,
    /// A field given twice.
    Twice,
    /// `book{` without `@`; the entry is read.
    NoAt,
    /// `@book` without a brace.
    NoBrace,
}

/// Reads the entries of a text, in order.
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// None for an abbreviation whose definition is wrong, which was said.
    strings: BTreeMap<String, Option<Arc<str>>>,
    expanded: usize,
    /// What was wrong so far.
    pub faults: Vec<Fault>,
}

/// An entry cannot be read; where to go on was settled.
struct Lost;

impl<'a> Reader<'a> {
    /// Reads `text` from its start.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            strings: BTreeMap::new(),
            expanded: 0,
            faults: Vec::new(),
        }
    }

    /// Counts bytes that were not written here; whether they are within the limit. The first that is not is a fault.
    pub fn expand(&mut self, bytes: usize, range: &Range<usize>) -> bool {
        let was_within = self.expanded <= MAX_EXPANDED;
        self.expanded = self.expanded.saturating_add(bytes);
        if self.expanded <= MAX_EXPANDED {
            return true;
        }
        if was_within {
            self.fault(FaultKind::TooManyStrings, range.clone(), None);
        }
        false
    }

    fn fault(&mut self, what: FaultKind, range: Range<usize>, entry: Option<&Entry>) {
        self.faults.push(Fault {
            what,
            range,
            entry: entry
                .filter(|entry| !entry.key.is_empty())
                .map(|entry| (entry.key.to_owned(), entry.key_range.clone())),
        });
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// The letters, digits and signs of a name.
    fn word(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || "{}(),=\"#@%'\\".contains(c))
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// The next line that begins an entry, from `from`; the end of the text when there is none.
    fn next_start(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(line) = self.text[at..].find('\n') {
            at += line + 1;
            if begins_entry(&self.text[at..]) {
                return at;
            }
        }
        self.text.len()
    }

    /// The character at `at`, for a fault to point at.
    fn here(&self) -> Range<usize> {
        let length = self.text[self.at..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        self.at..self.at + length
    }

    /// Gives up an entry: says why and goes on at the next one.
    fn lose(&mut self, what: FaultKind, range: Range<usize>, entry: Option<&Entry>) -> Lost {
        self.fault(what, range, entry);
        self.at = self.next_start(self.at);
        Lost
    }

    /// Reads what begins at `start`, by its `@` that is just behind or by its type. None for what is no entry of the
    /// bibliography.
    fn item(&mut self, start: usize) -> Option<Entry<'a>> {
        let rest = &self.text[self.at..];
        let indented = rest.trim_start_matches([' ', '\t']);
        if is_type(word_of(indented)) {
            self.at += rest.len() - indented.len();
        }
        let kind_range = self.at..self.at;
        let kind = self.word().to_ascii_lowercase();
        let kind_range = kind_range.start..self.at;
        self.spaces();
        let closer = match self.byte() {
            Some(b'{') if !kind.is_empty() => b'}',
            Some(b'(') if !kind.is_empty() => b')',
            // At the start of a line, what is no entry names the type of one.
            _ if is_type(&kind) && starts_line(self.text, start) => {
                self.at = kind_range.end;
                self.fault(FaultKind::NoBrace, kind_range, None);
                return None;
            }
            // An address of mail, say.
            _ => return None,
        };
        let open = self.at;
        self.at += 1;
        let mut entry = Entry {
            kind,
            kind_range,
            key: "",
            key_range: start..open,
            fields: BTreeMap::new(),
            names: Vec::new(),
        };
        match entry.kind.as_str() {
            "comment" | "preamble" => {
                let _ = self.braced(open, closer, None);
                return None;
            }
            "string" => {
                let _ = self.string(open, closer);
                return None;
            }
            _ => {}
        }
        self.spaces();
        let key_start = self.at;
        let rest = &self.text[key_start..];
        let end = rest
            .find([',', '=', '}', '\n', '{', '"'])
            .unwrap_or(rest.len());
        if rest[end..].starts_with(['=', '{', '"']) {
            // No key: what stands here is a field already.
            entry.key_range = start..open;
        } else {
            entry.key = rest[..end].trim_end();
            // A key between parentheses may end with them.
            if closer == b')' && !rest[end..].starts_with(',') {
                entry.key = entry.key.trim_end_matches(')').trim_end();
            }
            entry.key_range = key_start..key_start + entry.key.len();
            self.at = entry.key_range.end;
        }
        self.fields(&mut entry, start, closer).ok()?;
        if self.at - start > MAX_ENTRY {
            self.fault(FaultKind::TooLarge, start..open, Some(&entry));
            return None;
        }
        Some(entry)
    }

    fn fields(&mut self, entry: &mut Entry<'a>, start: usize, closer: u8) -> Result<(), Lost> {
        loop {
            self.spaces();
            match self.byte() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == closer => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'%') => {
                    let line = self.text[self.at..].find('\n');
                    self.at = line.map_or(self.text.len(), |line| self.at + line);
                }
                None => return Err(self.lose(FaultKind::Unclosed, start..start + 1, Some(entry))),
                Some(b'@') if begins_entry(&self.text[self.at..]) => {
                    self.fault(FaultKind::Unclosed, start..start + 1, Some(entry));
                    return Err(Lost);
                }
                Some(_) => {
                    let name_start = self.at;
                    let name = self.word().to_ascii_lowercase();
                    let name_range = name_start..self.at;
                    self.spaces();
                    if name.is_empty() || self.byte() != Some(b'=') {
                        let here = if name.is_empty() {
                            self.here()
                        } else {
                            name_range
                        };
                        return Err(self.lose(FaultKind::Misplaced, here, Some(entry)));
                    }
                    self.at += 1;
                    let value = self.value(Some(entry))?;
                    let again = entry.fields.contains_key(&name);
                    if again {
                        self.fault(FaultKind::Twice, name_range.clone(), Some(entry));
                    }
                    if let Some(value) = value.filter(|_| !again) {
                        entry.names.push(name_range);
                        entry.fields.insert(name, value);
                    }
                    self.spaces();
                    let next = self.byte();
                    if next.is_some_and(|byte| byte != b',' && byte != closer && byte != b'%') {
                        // A comma is missing: another field may follow all the same.
                        let here = self.here();
                        let again = self.at;
                        let is_field = !self.word().is_empty() && {
                            self.spaces();
                            self.byte() == Some(b'=')
                        };
                        self.at = again;
                        if !is_field {
                            if self.text[self.at..].starts_with('@') {
                                self.fault(FaultKind::Unclosed, start..start + 1, Some(entry));
                                return Err(Lost);
                            }
                            return Err(self.lose(FaultKind::Misplaced, here, Some(entry)));
                        }
                    }
                }
            }
        }
    }

    /// `@string{name = value}`: a name for later values. BibTeX wants it defined before it is used, and so it cannot
    /// contain itself.
    fn string(&mut self, open: usize, closer: u8) -> Result<(), Lost> {
        self.spaces();
        let name = self.word().to_ascii_lowercase();
        self.spaces();
        if name.is_empty() || self.byte() != Some(b'=') {
            let here = self.here();
            return Err(self.lose(FaultKind::Misplaced, here, None));
        }
        self.at += 1;
        let value = self.value(None)?;
        self.spaces();
        if self.byte() != Some(closer) {
            return Err(self.lose(FaultKind::Unclosed, open..open + 1, None));
        }
        self.at += 1;
        if self.strings.len() >= MAX_STRINGS && !self.strings.contains_key(&name) {
            if self.strings.len() == MAX_STRINGS {
                self.strings.insert(String::new(), None);
                self.fault(FaultKind::TooManyStrings, open..self.at, None);
            }
            return Ok(());
        }
        let spelled = match value {
            Some(value) if value.raw.len() > MAX_STRING => {
                self.fault(FaultKind::StringTooLong, value.range, None);
                None
            }
            // What is kept is a copy, and counts.
            Some(value) => self
                .expand(value.raw.len(), &value.range)
                .then(|| Arc::from(&*value.raw)),
            None => None,
        };
        self.strings.insert(name, spelled);
        Ok(())
    }

    /// What follows `=`: pieces joined by `#`. None when one of them is not known, which was said.
    fn value(&mut self, entry: Option<&Entry>) -> Result<Option<Value<'a>>, Lost> {
        let mut joined: Option<Value<'a>> = None;
        let mut known = true;
        loop {
            self.spaces();
            let start = self.at;
            let piece: Option<Value<'a>> = match self.byte() {
                Some(b'{') => {
                    self.at += 1;
                    Some(self.braced(start, b'}', entry)?)
                }
                Some(b'"') => {
                    self.at += 1;
                    Some(self.braced(start, b'"', entry)?)
                }
                _ => {
                    let word = self.word();
                    if word.is_empty() {
                        let here = self.here();
                        return Err(self.lose(FaultKind::Misplaced, here, entry));
                    }
                    let range = start..self.at;
                    self.named(word, range, entry)
                }
            };
            joined = match (joined, piece) {
                (None, piece) => {
                    known &= piece.is_some();
                    piece
                }
                (Some(first), Some(next)) => {
                    let within = first.raw.len() + next.raw.len() <= MAX_ENTRY
                        && self.expand(next.raw.len(), &next.range);
                    known &= within;
                    Some(Value {
                        range: first.range.start..next.range.end,
                        raw: if within {
                            Cow::Owned(first.raw.into_owned() + &next.raw)
                        } else {
                            first.raw
                        },
                    })
                }
                (first, None) => {
                    known = false;
                    first
                }
            };
            self.spaces();
            if self.byte() != Some(b'#') {
                return Ok(joined.filter(|_| known));
            }
            self.at += 1;
        }
    }

    /// A number or an abbreviation.
    fn named(
        &mut self,
        word: &'a str,
        range: Range<usize>,
        entry: Option<&Entry>,
    ) -> Option<Value<'a>> {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let raw = Cow::Borrowed(word);
            return Some(Value { raw, range });
        }
        match self.strings.get(&word.to_ascii_lowercase()) {
            Some(Some(spelled)) => {
                let spelled = Arc::clone(spelled);
                self.expand(spelled.len(), &range).then(|| Value {
                    raw: Cow::Owned(spelled.to_string()),
                    range,
                })
            }
            Some(None) => None,
            // BibTeX styles define the months.
            None if is_month(word) => Some(Value {
                raw: Cow::Borrowed(word),
                range,
            }),
            None => {
                self.fault(FaultKind::UnknownString, range, entry);
                // Said once for each name.
                if self.strings.len() < MAX_STRINGS {
                    self.strings.insert(word.to_ascii_lowercase(), None);
                }
                None
            }
        }
    }

    /// What stands up to `closer`, which the brace or quote at `open` announced; braces inside go by two.
    fn braced(
        &mut self,
        open: usize,
        closer: u8,
        entry: Option<&Entry>,
    ) -> Result<Value<'a>, Lost> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        loop {
            match bytes.get(self.at) {
                Some(b'\\') => self.at += 1,
                Some(byte) if *byte == closer && depth == 0 => {
                    let range = start..self.at;
                    self.at += 1;
                    return Ok(Value {
                        raw: Cow::Borrowed(&self.text[range.clone()]),
                        range,
                    });
                }
                Some(b'{') => {
                    depth += 1;
                    if depth >= MAX_DEPTH {
                        let here = self.at..self.at + 1;
                        return Err(self.lose(FaultKind::TooDeep, here, entry));
                    }
                }
                Some(b'}') => depth = depth.saturating_sub(1),
                Some(b'\n') if begins_entry(&self.text[self.at + 1..]) => {
                    self.at += 1;
                    self.fault(FaultKind::Unclosed, open..open + 1, entry);
                    return Err(Lost);
                }
                Some(_) => {}
                None => {
                    self.at = self.text.len();
                    self.fault(FaultKind::Unclosed, open..open + 1, entry);
                    return Err(Lost);
                }
            }
            self.at += 1;
            // An escape may have been followed by a character of several bytes.
            while !self.text.is_char_boundary(self.at.min(self.text.len())) {
                self.at += 1;
            }
        }
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        while self.faults.len() < MAX_FAULTS {
            let from = self.at;
            let at = self.text.get(from..)?.find('@').map(|at| from + at);
            if let Some(bare) = bare_entry(self.text, from..at.unwrap_or(self.text.len())) {
                self.at = bare.start;
                self.fault(FaultKind::NoAt, bare, None);
                if let Some(entry) = self.item(self.at) {
                    return Some(entry);
                }
                continue;
            }
            let start = at?;
            let before = &self.text[from..start];
            let line = before.rfind('\n').map_or(0, |end| end + 1);
            if before[line..].trim_start().starts_with('%') {
                // Commented out, with all that is on its line.
                let end = self.text[start..].find('\n');
                self.at = end.map_or(self.text.len(), |end| start + end);
                continue;
            }
            self.at = start + 1;
            if let Some(entry) = self.item(start) {
                return Some(entry);
            }
        }
        None
    }
}

/// The letters at the start of `text`.
fn word_of(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphabetic());
    &text[..end.unwrap_or(text.len())]
}

/// Whether a word is the type of an entry, as it is written after `@`.
fn is_type(word: &str) -> bool {
    terms::kind(&word.to_ascii_lowercase(), None).is_some()
}

/// Whether nothing but spaces stands before `at` on its line.
fn starts_line(text: &str, at: usize) -> bool {
    // What is looked at is spaces alone: a file may be one line.
    let before = text[..at].trim_end_matches([' ', '\t', '\u{feff}']);
    before.is_empty() || before.ends_with('\n')
}

/// Where the type stands of the first entry without `@` that begins in `range` of `text`: a line that begins with a known
/// type, a brace, a key and a comma.
fn bare_entry(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut start = range.start;
    for line in text[range].split_inclusive('\n') {
        let at = start + (line.len() - line.trim_start_matches(['\u{feff}', ' ', '\t']).len());
        let is_whole = start == 0 || text[..start].ends_with('\n');
        start += line.len();
        let word = word_of(&text[at..]);
        let rest = text[at + word.len()..].trim_start_matches([' ', '\t']);
        let Some(rest) = rest.strip_prefix('{').filter(|_| is_whole) else {
            continue;
        };
        let line = rest.lines().next().unwrap_or_default();
        let announced = line.split_once(',').is_some_and(|(key, after)| {
            let key = key.trim();
            let fields = after.trim();
            !key.is_empty()
                && !key.contains(|c: char| c.is_whitespace() || "={}\"".contains(c))
                && (fields.is_empty() || fields.contains('='))
        });
        if announced && is_type(word) {
            return Some(at..at + word.len());
        }
    }
    None
}

/// Whether a line begins with `@word{`.
fn begins_entry(line: &str) -> bool {
    let Some(rest) = line.trim_start_matches([' ', '\t']).strip_prefix('@') else {
        return false;
    };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    after.len() < rest.len()
        && after
            .trim_start_matches([' ', '\t'])
            .starts_with(['{', '('])
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    MONTHS.iter().any(|month| word.eq_ignore_ascii_case(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<FaultKind>) {
        let mut reader = Reader::new(text);
        let entries: Vec<String> = reader
            .by_ref()
            .map(|entry| {
                let fields: Vec<String> = entry
                    .fields
                    .iter()
                    .map(|(name, value)| {
                        let written = &text[value.range.clone()];
                        assert!(
                            written.contains(&*value.raw)
                                || text.contains('#')
                                || text.contains("@string")
                        );
                        format!("{name}={}", value.raw)
                    })
                    .collect();
                format!("{}:{}:{}", entry.kind, entry.key, fields.join(";"))
            })
            .collect();
        (
            entries,
            reader.faults.iter().map(|fault| fault.what).collect(),
        )
    }

    #[test]
    fn entries_are_read_whatever_their_writing() {
        let (entries, faults) = read(
            "Un commentaire, contact@exemple.fr\n% @book{non, title={x}}\n@comment{@book{non, title={x}}}\n\
             @String(je = \"J. \" # {Économie})\n@preamble{ \"\\def\\x{}\" }\n\
             @Article{ a1 ,\n Title = {Un {titre}, \\{ }, % dit\n year = 2024 ,journal=je # \" n\"}\n\
             @book(b:2/x, title = \"Avec \\\"{e} et {\"} dedans\", month = jul, )@misc{c}",
        );
        assert_eq!(faults, []);
        assert_eq!(
            entries,
            [
                "article:a1:journal=J. Économie n;title=Un {titre}, \\{ ;year=2024",
                "book:b:2/x:month=jul;title=Avec \\\"{e} et {\"} dedans",
                "misc:c:"
            ]
        );
    }

    #[test]
    fn a_fault_costs_one_entry() {
        let after = "\n@book{ok, title = {Bien}}";
        for (text, fault) in [
            ("@book{a, title = {jamais fermé", FaultKind::Unclosed),
            ("@book{a, title = {x}, ", FaultKind::Unclosed),
            ("@book{a, title {x}}", FaultKind::Misplaced),
            ("@book{a, title = }", FaultKind::Misplaced),
            ("@book{a, title = {x} y z}", FaultKind::Misplaced),
            ("@book{a, = 3}", FaultKind::Misplaced),
            ("@string{a = a # a}", FaultKind::UnknownString),
            ("@string{a}", FaultKind::Misplaced),
            ("@book a, title = {x}", FaultKind::NoBrace),
        ] {
            let (entries, faults) = read(&format!("{text}{after}"));
            assert_eq!(
                entries.last().map(String::as_str),
                Some("book:ok:title=Bien"),
                "{text}"
            );
            assert_eq!(faults, [fault], "{text}");
        }
        let deep = format!("@book{{a, title = {{{}", "{".repeat(100_000));
        assert_eq!(read(&format!("{deep}{after}")).1, [FaultKind::TooDeep]);
    }

    #[test]
    fn an_entry_without_its_at_is_told_and_read() {
        for text in [
            "book{a, title = {x}}",
            "  Book {a,\n title = {x}}",
            "@misc{b}\nbook{a, title = {x}}",
            "\u{feff}book{a, title = {x}}",
        ] {
            let (entries, faults) = read(text);
            assert_eq!(
                entries.last().map(String::as_str),
                Some("book:a:title=x"),
                "{text}"
            );
            assert_eq!(faults, [FaultKind::NoAt], "{text}");
        }
        for text in [
            "Un livre {a, b} cité",
            "book {deux mots, title = {x}}",
            "% book{a, title = {x}}",
            "@comment{\nbook{a, title = {x}}\n}",
            "@book{a, note = {\nbook{a, title = {x}}\n}}",
        ] {
            assert_eq!(read(text).1, [], "{text}");
        }
        assert_eq!(read("@ book{a, title = {x}}").0, ["book:a:title=x"]);
    }

    #[test]
    fn what_multiplies_is_bounded() {
        let mut doubling = String::from("@string{a0 = \"0123456789\"}\n");
        for at in 1..60 {
            doubling.push_str(&format!("@string{{a{at} = a{} # a{}}}\n", at - 1, at - 1));
        }
        let (_, faults) = read(&doubling);
        assert_eq!(faults, [FaultKind::StringTooLong]);
        let mut wide = format!("@string{{a = \"{}\"}}\n", "x".repeat(9_000));
        for at in 0..3_000 {
            wide.push_str(&format!("@string{{b{at} = a # \"y\"}}\n"));
        }
        assert_eq!(read(&wide).1, [FaultKind::TooManyStrings]);
        let mut many = String::new();
        for at in 0..12_000 {
            many.push_str(&format!("@string{{b{at} = \"y\"}}\n"));
        }
        assert_eq!(read(&many).1, [FaultKind::TooManyStrings]);
    }
}
