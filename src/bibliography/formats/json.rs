//! JSON as a tree that knows where everything is written (RFC 8259).
//!
//! `serde_json` tells no places, and one fault would lose a whole file: here what stands before the fault is kept.

use super::places::LocalSpan;
use crate::diagnostic::catalogue::bibliography::JsonFault as Fault;
use crate::input::Span;
use crate::yaml::{Key, Node, Value};

/// Deepest nesting that is read.
pub const MAX_DEPTH: usize = 64;

/// Reads `text`. A fault ends the reading: the items of the outer list that stand before it are kept.
pub fn parse(text: &str, place: LocalSpan) -> (Node, Option<(Fault, Span)>) {
    let mut reading = Reading {
        text,
        bytes: text.as_bytes(),
        at: text.len() - text.trim_start_matches('\u{feff}').len(),
        place,
        fault: None,
    };
    let node = reading.value(0).unwrap_or(Node {
        span: place.span(0..0),
        text: String::new(),
        value: Value::Null,
    });
    reading.spaces();
    if reading.fault.is_none() && reading.at < text.len() && node.value != Value::Null {
        let _: Option<()> = reading.fail(Fault::AfterEnd);
    }
    let fault = reading.fault.map(|(fault, at)| {
        let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        (fault, place.span(at..end))
    });
    (node, fault)
}

struct Reading<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    place: LocalSpan,
    fault: Option<(Fault, usize)>,
}

impl Reading<'_> {
    fn fail<T>(&mut self, fault: Fault) -> Option<T> {
        let fault = if self.at >= self.bytes.len() {
            Fault::Unfinished
        } else {
            fault
        };
        let mut at = self.at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        self.fault.get_or_insert((fault, at));
        None
    }

    fn spaces(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.spaces();
        let found = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    /// Whether a comma stands between two values; with none, the fault is told where the first ends.
    fn comma(&mut self) -> bool {
        if self.eat(b',') {
            return true;
        }
        let begins = self.text[self.at..].starts_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '"' | '{' | '[' | '-' | '\'' | '“' | '«')
        });
        if begins {
            // On its last character: what follows may be on another line.
            let before = self.text[..self.at].trim_end();
            self.at = before.len() - before.chars().last().map_or(0, char::len_utf8);
        }
        let _: Option<()> = self.fail(if begins { Fault::NoComma } else { Fault::Other });
        false
    }

    /// What is wrong where a value or a key should stand; `word` is what stands there, when that is letters or digits.
    fn not_a_value(&self, word: &str) -> Fault {
        let before = self.text[..self.at].trim_end().as_bytes().last();
        match self.text[self.at..].chars().next() {
            Some(']' | '}') if before == Some(&b',') => Fault::LastComma,
            Some(']' | '}' | ',') => Fault::NoValue,
            Some('\'' | '“' | '”' | '«' | '‘' | '’') => Fault::Quotes,
            // "012" is a number badly written.
            Some(c) if c.is_alphabetic() && !word.starts_with(|c: char| c.is_ascii_digit()) => {
                Fault::Quotes
            }
            _ => Fault::Other,
        }
    }

    /// None when nothing can be kept of what begins here.
    fn value(&mut self, depth: usize) -> Option<Node> {
        self.spaces();
        let start = self.at;
        match self.bytes.get(self.at) {
            Some(b'[' | b'{') if depth >= MAX_DEPTH => self.fail(Fault::TooDeep(MAX_DEPTH)),
            Some(b'[') => {
                self.at += 1;
                let mut items = Vec::new();
                if !self.eat(b']') {
                    loop {
                        match self.value(depth + 1) {
                            Some(item) => items.push(item),
                            None if depth == 0 => break,
                            None => return None,
                        }
                        if self.eat(b']') {
                            break;
                        }
                        if !self.comma() {
                            break;
                        }
                    }
                }
                if self.fault.is_some() && depth > 0 {
                    return None;
                }
                Some(self.node(start, String::new(), Value::Seq(items)))
            }
            Some(b'{') => {
                self.at += 1;
                let mut entries = Vec::new();
                if !self.eat(b'}') {
                    loop {
                        self.spaces();
                        let key_start = self.at;
                        let text = self.string()?;
                        let span = self.place.span(key_start..self.at);
                        if !self.eat(b':') {
                            return self.fail(Fault::NoColon);
                        }
                        let value = self.value(depth + 1)?;
                        entries.push((Key { text, span }, value));
                        if self.eat(b'}') {
                            break;
                        }
                        if !self.comma() {
                            return None;
                        }
                    }
                }
                Some(self.node(start, String::new(), Value::Map(entries)))
            }
            Some(b'"') => {
                let text = self.string()?;
                Some(self.node(start, text, Value::Text))
            }
            _ => {
                let length = self.bytes[start..]
                    .iter()
                    .take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b))
                    .count();
                let word = &self.text[start..start + length];
                let value = match word {
                    "null" => Value::Null,
                    "true" => Value::Bool(true),
                    "false" => Value::Bool(false),
                    word => match serde_json::from_str::<serde_json::Number>(word) {
                        Ok(number) => match number.as_i64() {
                            Some(whole) => Value::Int(whole),
                            None => Value::Float(number.as_f64().unwrap_or_default()),
                        },
                        Err(_) => return self.fail(self.not_a_value(word)),
                    },
                };
                self.at += length;
                let text = word.to_owned();
                Some(self.node(start, text, value))
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        if self.bytes.get(start) != Some(&b'"') {
            return self.fail(self.not_a_value(""));
        }
        let mut end = start + 1;
        loop {
            match self.bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(_) => end += 1,
                None => {
                    self.at = self.bytes.len();
                    return self.fail(Fault::Unfinished);
                }
            }
        }
        let written = &self.text[start..=end];
        self.at = end + 1;
        // What some programs write and the standard refuses, a line end, half of a character, costs no file.
        Some(
            serde_json::from_str(written)
                .unwrap_or_else(|_| forgiving(&written[1..written.len() - 1])),
        )
    }

    fn node(&self, start: usize, text: String, value: Value) -> Node {
        Node {
            span: self.place.span(start..self.at),
            text,
            value,
        }
    }
}

/// The text of a string whose escapes are not all sound: what means no character is U+FFFD.
fn forgiving(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(start) = rest.find('\\') {
        out.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        match c {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' | 'f' => {}
            'u' => {
                let digits = rest
                    .bytes()
                    .take(4)
                    .take_while(u8::is_ascii_hexdigit)
                    .count();
                let code = u32::from_str_radix(&rest[..digits], 16);
                let read = code.ok().filter(|_| digits == 4).and_then(char::from_u32);
                out.push(read.unwrap_or('\u{fffd}'));
                rest = &rest[digits..];
            }
            c => out.push(c),
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileId;

    #[test]
    fn what_stands_before_a_fault_is_kept() {
        for (text, kept, fault) in [
            ("[{\"a\": 1}, {\"b\": \"é\\u00e9\"}]", 2, None),
            ("[{\"a\": 1}, {\"b\": }]", 1, Some(Fault::NoValue)),
            ("[{\"a\": 1}, {\"b\": 1 \"c\": 2}]", 1, Some(Fault::NoComma)),
            ("[{\"a\": 1},]", 1, Some(Fault::LastComma)),
            ("[{\"a\": 1}, {\"b\": 1,}]", 1, Some(Fault::LastComma)),
            ("[{\"a\": 1}, {\"b\" 1}]", 1, Some(Fault::NoColon)),
            ("[{\"a\": 1}, {b: 1}]", 1, Some(Fault::Quotes)),
            ("[{\"a\": 1}, {\"b\": “é”}]", 1, Some(Fault::Quotes)),
            ("[1, 012]", 1, Some(Fault::Other)),
            ("[1, 2", 2, Some(Fault::Unfinished)),
            ("[1, \"é", 1, Some(Fault::Unfinished)),
            ("[1 2]", 1, Some(Fault::NoComma)),
            ("[1] x", 1, Some(Fault::AfterEnd)),
            ("[\"a\nb\"]", 1, None),
            ("[\"\\ud800\", \"\\u12\", \"\\x\"]", 3, None),
        ] {
            let (node, found) = parse(text, LocalSpan(FileId(0)));
            let Value::Seq(items) = node.value else {
                panic!("{text}: {node:?}");
            };
            assert_eq!(
                (items.len(), found.map(|(fault, _)| fault)),
                (kept, fault),
                "{text}"
            );
        }
        let deep = "[".repeat(100_000);
        assert_eq!(
            parse(&deep, LocalSpan(FileId(0))).1.map(|(fault, _)| fault),
            Some(Fault::TooDeep(MAX_DEPTH))
        );
    }
}
