//! YAML as a tree that knows where everything is written.
//!
//! Two libraries read the text: `saphyr-parser` tells the places, event by event, under a cap on depth that protects
//! the other; `serde_yaml` tells the values. Both trees are then walked in step. What both surely read alike, which most
//! front matter is, is left to the first alone. An editor never reads their messages: a fault is classed by looking at the
//! line it is on.

mod fields;
mod values;

pub use fields::{Fields, Name, text_of};

use crate::diagnostic::catalogue::yaml::{self as remarks, SyntaxFault};
use crate::diagnostic::{Checked, Diagnostic};
use crate::input::{FileId, Span};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::HashMap;
use values::Raw;

/// Deepest nesting that is read (DESIGN, promise 4).
pub const MAX_DEPTH: usize = 100;

/// A value and its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Where it is written: a whole block for lists and maps, quotes included for a quoted text.
    pub span: Span,
    /// The text of a scalar, unquoted and unfolded; empty for lists and maps.
    pub text: String,
    /// What it is.
    pub value: Value,
}

/// What a [`Node`] is.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Nothing, or `~`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Another number.
    Float(f64),
    /// A text; it is in [`Node::text`].
    Text,
    /// A list.
    Seq(Vec<Node>),
    /// Keys and values, in order, duplicates included (they were reported).
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Clone, PartialEq, Debug)]
pub struct Key {
    /// As written, unquoted.
    pub text: String,
    /// Where.
    pub span: Span,
}

impl Node {
    /// The written text of any scalar but null: `2024` and `true` are texts too where a text is wanted.
    pub fn as_text(&self) -> Option<&str> {
        match self.value {
            Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text => Some(&self.text),
            _ => None,
        }
    }

    /// `true` and `false`, and what French editors write for them.
    pub fn as_bool(&self) -> Option<bool> {
        match (&self.value, self.text.as_str()) {
            (Value::Bool(value), _) => Some(*value),
            (Value::Text, "oui" | "Oui" | "vrai" | "yes") => Some(true),
            (Value::Text, "non" | "Non" | "faux" | "no") => Some(false),
            _ => None,
        }
    }

    /// What it is, in French with its article.
    pub fn kind_name(&self) -> &'static str {
        match self.value {
            Value::Null => "vide",
            Value::Bool(_) => "vrai ou faux",
            Value::Int(_) | Value::Float(_) => "un nombre",
            Value::Text => "un texte",
            Value::Seq(_) => "une liste",
            Value::Map(_) => "un groupe de clés",
        }
    }
}

/// Reads `text`, which begins at byte `base` of `file`.
///
/// Gives no value for an empty text, and none when it cannot be read at all. Reports faults of writing, duplicate keys,
/// nesting beyond [`MAX_DEPTH`], and anchors that multiply.
pub fn parse(text: &str, file: FileId, base: usize) -> Checked<Option<Node>> {
    read(text, file, base, false)
}

/// The same; `always_both` when the second library is asked even for what both surely read alike.
fn read(text: &str, file: FileId, base: usize, always_both: bool) -> Checked<Option<Node>> {
    let mut reading = Reading {
        text,
        file,
        base,
        offsets: Offsets::of(text),
        found: Vec::new(),
    };
    let placed = match reading.places() {
        Ok(Some(placed)) => placed,
        Ok(None) => return Checked::new(None, reading.found),
        Err(fault) => {
            reading.found.push(fault);
            return Checked::new(None, reading.found);
        }
    };
    if !always_both
        && values::are_alike(text)
        && let Some(raw) = Raw::told(&placed)
    {
        let node = reading.join(placed, raw);
        return Checked::new(Some(node), reading.found);
    }
    let raw: Raw = match serde_yaml::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(raw) => raw,
        Err(error) => {
            // It refuses tags, aliases that multiply, and some writing that the other library forgives.
            let fault = match error.location() {
                Some(location) if !text.contains(['&', '!']) => {
                    reading.syntax_fault(location.index())
                }
                _ => remarks::unsupported(placed.span),
            };
            reading.found.push(fault);
            return Checked::new(None, reading.found);
        }
    };
    let node = reading.join(placed, raw);
    Checked::new(Some(node), reading.found)
}

/// The length of the quoted text at the start of `written`, quotes included: the library counts the spaces that come after
/// it too, up to a comment.
fn quoted_length(written: &str) -> usize {
    let bytes = written.as_bytes();
    let Some(quote) = bytes.first().filter(|first| matches!(first, b'"' | b'\'')) else {
        return written.len();
    };
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        let doubled = *quote == b'\'' && bytes.get(at + 1) == Some(quote);
        match byte {
            b'\\' if *quote == b'"' => at += 2,
            byte if byte == quote && doubled => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    written.len()
}

/// A tree of places, from `saphyr-parser`.
struct Placed {
    span: Span,
    text: String,
    inside: Inside,
}

enum Inside {
    /// Whether it is plain: what it is depends on what it says.
    Scalar(bool),
    /// Stands for another place; what it holds has this place too.
    Alias,
    Seq(Vec<Placed>),
    Map(Vec<(Placed, Placed)>),
}

/// A list or map that is being read.
enum Open {
    Seq(Span, Vec<Placed>),
    Map(Span, Vec<(Placed, Placed)>, Option<Placed>),
}

struct Reading<'a> {
    text: &'a str,
    file: FileId,
    base: usize,
    offsets: Offsets,
    found: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start..self.base + end.max(start))
    }

    fn place(&self, span: saphyr_parser::Span) -> Span {
        self.span(
            self.offsets.byte(span.start.index()),
            self.offsets.byte(span.end.index()),
        )
    }

    fn places(&mut self) -> Result<Option<Placed>, Diagnostic> {
        let mut stack: Vec<Open> = Vec::new();
        let mut root: Option<Placed> = None;
        let mut documents = 0;
        for event in Parser::new_from_str(self.text) {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    return Err(self.syntax_fault(self.offsets.byte(error.marker().index())));
                }
            };
            let span = self.place(span);
            if let Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, Some(_))
            | Event::MappingStart(_, Some(_)) = event
            {
                return Err(remarks::unsupported(span));
            }
            let done = match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        return Err(remarks::syntax(span, SyntaxFault::SecondDocument));
                    }
                    continue;
                }
                Event::Scalar(text, style, _, _) => Placed {
                    span: self.trimmed(span, style),
                    text: text.into_owned(),
                    inside: Inside::Scalar(style == ScalarStyle::Plain),
                },
                Event::Alias(_) => Placed {
                    span,
                    text: String::new(),
                    inside: Inside::Alias,
                },
                Event::SequenceStart(..) | Event::MappingStart(..) => {
                    if stack.len() >= MAX_DEPTH {
                        return Err(remarks::too_deep(span, MAX_DEPTH));
                    }
                    stack.push(match event {
                        Event::SequenceStart(..) => Open::Seq(span, Vec::new()),
                        _ => Open::Map(span, Vec::new(), None),
                    });
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => match stack.pop() {
                    Some(Open::Seq(start, items)) => {
                        let end = items
                            .last()
                            .map_or(span.end, |last| last.span.end)
                            .max(start.end);
                        Placed {
                            span: Span { end, ..start },
                            text: String::new(),
                            inside: Inside::Seq(items),
                        }
                    }
                    Some(Open::Map(start, entries, _)) => {
                        let start_at = entries
                            .first()
                            .map_or(start.start, |(key, _)| key.span.start);
                        let end = entries
                            .last()
                            .map_or(span.end, |(_, last)| last.span.end)
                            .max(start.end);
                        let span = Span {
                            start: start_at.min(end),
                            end,
                            file: start.file,
                        };
                        Placed {
                            span,
                            text: String::new(),
                            inside: Inside::Map(entries),
                        }
                    }
                    None => continue,
                },
                _ => continue,
            };
            match stack.last_mut() {
                None => root = Some(done),
                Some(Open::Seq(_, items)) => items.push(done),
                Some(Open::Map(_, entries, key)) => match key.take() {
                    None => *key = Some(done),
                    Some(key) => entries.push((key, done)),
                },
            }
        }
        Ok(root)
    }

    /// A plain text without the spaces that the scanner counts after it.
    fn trimmed(&self, span: Span, style: ScalarStyle) -> Span {
        let start = span.start as usize - self.base;
        let end = span.end as usize - self.base;
        let written = self.text.get(start..end).unwrap_or("");
        let length = match style {
            ScalarStyle::Plain => written.trim_end().len(),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => quoted_length(written),
            ScalarStyle::Literal | ScalarStyle::Folded => return span,
        };
        self.span(start, start + length)
    }

    fn join(&mut self, placed: Placed, raw: Raw) -> Node {
        let Placed { span, text, inside } = placed;
        let value = match (inside, raw) {
            (Inside::Seq(items), Raw::Seq(raws)) if items.len() == raws.len() => Value::Seq(
                items
                    .into_iter()
                    .zip(raws)
                    .map(|(item, raw)| self.join(item, raw))
                    .collect(),
            ),
            (Inside::Map(entries), Raw::Map(raws)) if entries.len() == raws.len() => {
                let mut seen: HashMap<String, Span> = HashMap::new();
                let mut map = Vec::with_capacity(entries.len());
                for ((key, value), (_, raw)) in entries.into_iter().zip(raws) {
                    if let Some(first) = seen.get(&key.text) {
                        self.found
                            .push(remarks::duplicate_key(key.span, *first, &key.text));
                    } else {
                        seen.insert(key.text.clone(), key.span);
                    }
                    map.push((
                        Key {
                            text: key.text,
                            span: key.span,
                        },
                        self.join(value, raw),
                    ));
                }
                Value::Map(map)
            }
            (Inside::Alias, raw) => return alias(span, raw),
            (_, Raw::Null) => Value::Null,
            (_, Raw::Bool(value)) => Value::Bool(value),
            (_, Raw::Int(value)) => Value::Int(value),
            (_, Raw::Float(value)) => Value::Float(value),
            (Inside::Scalar(_), Raw::Text(_)) => Value::Text,
            // The two libraries disagree on what the text means: no reading is safe.
            _ => {
                self.found.push(remarks::syntax(span, SyntaxFault::Other));
                Value::Null
            }
        };
        Node { span, text, value }
    }

    /// Words the fault at byte `at`, from the look of its line.
    fn syntax_fault(&self, at: usize) -> Diagnostic {
        let text = self.text;
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        // At the end of the text, or on an empty line, the fault is on the last line with words.
        if text[at..].trim().is_empty() {
            at = text.trim_end().len();
        }
        let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = text[line_start..line_end].trim_end();
        let here = |fault: SyntaxFault, start: usize, length: usize| {
            remarks::syntax(
                self.span(line_start + start, line_start + start + length),
                fault,
            )
        };
        if let Some(mark) = conflict_mark(text) {
            return remarks::syntax(self.span(mark, mark + 7), SyntaxFault::MergeConflict);
        }
        if let Some(control) = line.find(|c: char| c.is_control() && c != '\t') {
            return here(SyntaxFault::Control, control, 1);
        }
        let indent = line.len() - line.trim_start().len();
        if let Some(tab) = line[..indent].find('\t') {
            return here(SyntaxFault::Tab, tab, 1);
        }
        let value_start = line.find(": ").map_or(indent, |colon| colon + 2);
        let value = line[value_start..].trim_start();
        let value_at = line.len() - value.len();
        let first = value.chars().next().unwrap_or(' ');
        match first {
            '"' | '\'' if value.matches(first).count() % 2 == 1 => {
                here(SyntaxFault::Quote, value_at, 1)
            }
            '@' | '`' | '%' | '&' | '*' | '!' | '|' | '>' => {
                here(SyntaxFault::Reserved, value_at, 1)
            }
            '"' | '\'' => here(SyntaxFault::Other, value_at, value.len()),
            '[' | '{' | ']' | '}' => here(SyntaxFault::Bracket, value_at, value.len()),
            _ => match value.find(": ").or(value.strip_suffix(':').map(str::len)) {
                Some(colon) => here(SyntaxFault::Colon, value_at + colon, 1),
                None if !line.contains(':') && !line.trim_start().starts_with('-') => {
                    // A quotation opened above swallows what follows.
                    match unclosed_quote(&text[..line_end]) {
                        Some(quote) => {
                            remarks::syntax(self.span(quote, quote + 1), SyntaxFault::Quote)
                        }
                        None => here(SyntaxFault::Other, indent, line.len() - indent),
                    }
                }
                None => here(
                    SyntaxFault::Indentation,
                    indent,
                    line.len().saturating_sub(indent).max(1),
                ),
            },
        }
    }
}

/// Where a line begins with the marks of a merge.
fn conflict_mark(text: &str) -> Option<usize> {
    ["<<<<<<< ", ">>>>>>> "].into_iter().find_map(|mark| {
        if text.starts_with(mark) {
            return Some(0);
        }
        text.match_indices(mark)
            .map(|(at, _)| at)
            .find(|at| text[..*at].ends_with('\n'))
    })
}

/// The last value that opens a quotation and does not close it on its line.
fn unclosed_quote(text: &str) -> Option<usize> {
    let mut at = text.len();
    for line in text.split_inclusive('\n').rev() {
        at -= line.len();
        let value_at = line.find(": ").map_or(0, |colon| colon + 2);
        let value = line[value_at..].trim_start();
        let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'');
        if let Some(quote) = quote.filter(|quote| value.matches(*quote).count() == 1) {
            let _ = quote;
            return Some(at + line.len() - value.len());
        }
    }
    None
}

/// What an alias stands for: all of it at the alias's place.
fn alias(span: Span, raw: Raw) -> Node {
    let mut text = String::new();
    let value = match raw {
        Raw::Null => Value::Null,
        Raw::Bool(value) => {
            text = value.to_string();
            Value::Bool(value)
        }
        Raw::Int(value) => {
            text = value.to_string();
            Value::Int(value)
        }
        Raw::Float(value) => {
            text = value.to_string();
            Value::Float(value)
        }
        Raw::Text(written) => {
            text = written;
            Value::Text
        }
        Raw::Seq(items) => Value::Seq(items.into_iter().map(|raw| alias(span, raw)).collect()),
        Raw::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, raw)| {
                    (
                        Key {
                            text: alias(span, key).text,
                            span,
                        },
                        alias(span, raw),
                    )
                })
                .collect(),
        ),
    };
    Node { span, text, value }
}

/// Byte offsets of characters: the scanner counts characters.
enum Offsets {
    /// All ASCII: both are the same. Holds the length.
    Same(usize),
    Table(Vec<u32>),
}

impl Offsets {
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Same(text.len());
        }
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        Self::Table(
            starts
                .map(|at| u32::try_from(at).unwrap_or(u32::MAX))
                .collect(),
        )
    }

    fn byte(&self, character: usize) -> usize {
        match self {
            Self::Same(length) => character.min(*length),
            Self::Table(starts) => starts[character.min(starts.len() - 1)] as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Checked<Option<Node>> {
        parse(text, FileId(0), 0)
    }

    fn written<'a>(text: &'a str, node: &Node) -> &'a str {
        &text[node.span.range()]
    }

    #[test]
    fn places_are_bytes_whatever_the_line_ends() {
        for text in [
            "titre: Été  # note\nliste:\n  - 'œuvre'\n  - deux mots \n",
            "titre: Été\r\nliste:\r\n  - 'œuvre'\r\n  - deux mots\r\n",
        ] {
            let node = read(text).value.unwrap();
            let Value::Map(entries) = &node.value else {
                panic!()
            };
            assert_eq!(&text[entries[0].0.span.range()], "titre");
            assert_eq!(written(text, &entries[0].1), "Été");
            let Value::Seq(items) = &entries[1].1.value else {
                panic!()
            };
            assert_eq!(written(text, &items[0]), "'œuvre'");
            assert_eq!(items[0].text, "œuvre");
            assert_eq!(written(text, &items[1]), "deux mots");
        }
    }

    #[test]
    fn a_quoted_text_ends_with_its_quote() {
        for (text, expected) in [
            ("a: 'x'   # note", "'x'"),
            ("a: \"x\" # it's \"a\" note\r\nb: 1", "\"x\""),
            ("a: 'l''été'\t", "'l''été'"),
            ("a: \"\\\"x\\\\\" # note", "\"\\\"x\\\\\""),
            ("a: 'x\n  y'  \n", "'x\n  y'"),
            ("{a: \"x\" }", "\"x\""),
        ] {
            let node = read(text).value.unwrap();
            let Value::Map(entries) = &node.value else {
                panic!("{text}")
            };
            assert_eq!(&text[entries[0].1.span.range()], expected, "{text}");
        }
    }

    #[test]
    fn values_have_their_types() {
        let node = read("a: 1\nb: 1.5\nc: true\nd: oui\ne: 2014-07-31\nf:\ng: \"1\"\n")
            .value
            .unwrap();
        let Value::Map(entries) = node.value else {
            panic!()
        };
        let values: Vec<_> = entries.iter().map(|(_, node)| node.value.clone()).collect();
        assert_eq!(
            values,
            [
                Value::Int(1),
                Value::Float(1.5),
                Value::Bool(true),
                Value::Text,
                Value::Text,
                Value::Null,
                Value::Text
            ]
        );
        assert_eq!(entries[3].1.as_bool(), Some(true));
    }

    #[test]
    fn faults_are_told_without_exhaustion() {
        let bomb = {
            let mut text = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
            for n in 1..12 {
                let previous = format!("*a{},", n - 1).repeat(9);
                text.push_str(&format!("a{n}: &a{n} [{previous}]\n"));
            }
            text
        };
        for (text, code) in [
            ("a: b: c\n".to_owned(), "yaml"),
            ("a: \"b\n".to_owned(), "yaml"),
            ("a: [b\n".to_owned(), "yaml"),
            ("\ta: b\n".to_owned(), "yaml"),
            ("a: b\na: c\n".to_owned(), "cle-double"),
            ("a: !!python/x b\n".to_owned(), "yaml-renvois"),
            // The scanner's own cap comes first.
            ("[".repeat(10_000), "yaml"),
            (format!("a: {}", "{b: ".repeat(10_000)), "yaml-profondeur"),
            ("- ".repeat(10_000), "yaml-profondeur"),
            (bomb, "yaml-renvois"),
        ] {
            let found = read(&text).found;
            assert_eq!(
                found.first().map(|d| d.code),
                Some(code),
                "{}",
                &text[..text.len().min(30)]
            );
        }
    }
}
