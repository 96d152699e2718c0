//! What each value of a YAML text is: as `serde_yaml` tells it, or plain enough to be told without it.

use super::{Inside, Placed};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Whether both libraries surely take the same writing: a key and its value, a dash and what it lists, on one line each, the
/// values plain or between double quotation marks. A property test holds them against each other.
pub(super) fn are_alike(text: &str) -> bool {
    let is_value = |value: &str| {
        let inside = value
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        match inside {
            Some(inside) => !inside.contains(['"', '\\']),
            None => {
                value.starts_with(|c: char| c.is_alphanumeric() || c == '«')
                    && !value.ends_with([':', ' '])
                    && !value.contains(": ")
                    && !value.contains(" #")
            }
        }
    };
    let is_line = |line: &str| {
        let mut rest = line.trim_start_matches(' ');
        let mut listed = false;
        while let Some(item) = rest.strip_prefix("- ") {
            rest = item;
            listed = true;
        }
        match rest.split_once(':') {
            Some((key, value)) if is_key(key) => match value.strip_prefix(' ') {
                Some(value) => is_value(value),
                None => value.is_empty(),
            },
            _ if listed => is_value(rest),
            _ => line.is_empty(),
        }
    };
    !text.contains(|c: char| c.is_control() && c != '\n') && text.split('\n').all(is_line)
}

fn is_key(key: &str) -> bool {
    key.starts_with(char::is_alphabetic)
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// A value as `serde_yaml` reads it, with duplicate keys kept.
pub(super) enum Raw {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Seq(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

impl Raw {
    /// The values of `placed`, whose texts it has, when every one is surely what it looks like. Asking the other library
    /// costs more than the rest of a front matter.
    pub(super) fn told(placed: &Placed) -> Option<Self> {
        Some(match &placed.inside {
            Inside::Scalar(false) => Self::Text(String::new()),
            Inside::Scalar(true) => Self::plain(&placed.text)?,
            Inside::Alias => return None,
            Inside::Seq(items) => Self::Seq(items.iter().map(Self::told).collect::<Option<_>>()?),
            Inside::Map(entries) => Self::Map(
                entries
                    .iter()
                    .map(|(key, value)| Some((Self::told(key)?, Self::told(value)?)))
                    .collect::<Option<_>>()?,
            ),
        })
    }

    /// What a plain scalar is: nothing, a whole number of a few digits, or a text that no rule of YAML takes for another
    /// value (YAML 1.2.2, 10.3.2). None when that is not plain.
    fn plain(text: &str) -> Option<Self> {
        const OTHERS: [&str; 12] = [
            "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "~", "=",
            "<<",
        ];
        if text.is_empty() {
            return Some(Self::Null);
        }
        if OTHERS.contains(&text) {
            return None;
        }
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let others = text
            .bytes()
            .filter(|byte| b"+-._eExXoObBaAfFnNiI".contains(byte))
            .count();
        if digits + others < text.len()
            || digits == 0 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        {
            // A letter, a space or a sign that no number has.
            return Some(Self::Text(String::new()));
        }
        let is_day = text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        match text.parse() {
            Ok(number)
                if digits == text.len()
                    && text.len() < 16
                    && (digits == 1 || !text.starts_with('0')) =>
            {
                Some(Self::Int(number))
            }
            // "2024-06-12".
            Err(_) if is_day && digits < text.len() => Some(Self::Text(String::new())),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value without tag")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Int(value))
    }

    #[allow(clippy::cast_precision_loss)] // beyond i64 no key of ours is exact
    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(i64::try_from(value).map_or(Raw::Float(value as f64), Raw::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Float(value))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Float(value as f64))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Float(value as f64))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::Seq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use crate::input::FileId;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_library_reads_what_both_do(
            lines in prop::collection::vec(line(), 0..7),
            wild in "(a|b: |- |\n|\n  |\"|'|\\[|\\]|, |#| #|:|: |é|12|null|\\\\|\\{|\\||>|&a|\\*a|!|\\?|---|\t| ){0,10}",
        ) {
            for text in [lines.join("\n"), format!("{}\n", lines.join("\n")), wild] {
                let one = crate::yaml::read(&text, FileId(0), 0, false);
                let both = crate::yaml::read(&text, FileId(0), 0, true);
                prop_assert_eq!(format!("{:?}", one.value), format!("{:?}", both.value), "{}", text);
                prop_assert_eq!(format!("{:?}", one.found), format!("{:?}", both.found));
            }
        }
    }

    /// A line as front matter has them, at some depth.
    fn line() -> impl Strategy<Value = String> {
        const VALUES: [&str; 60] = [
            "",
            "mot",
            "deux mots",
            "é",
            "«\u{a0}x\u{a0}»",
            "l'ESS",
            "l’ESS",
            "a [b] {c}",
            "x, y",
            "a #b",
            "C:\\",
            "x:y",
            "a, \"b\"",
            "http://a.b/c?d=1&e=f",
            "12 000 €",
            "\"q # : x\"",
            "\"\"",
            "\"é 1\"",
            "0",
            "-0",
            "12",
            "+12",
            "-12",
            "012",
            "0o7",
            "0x1F",
            "0b1",
            "1_000",
            "1e3",
            "1E5",
            "e5",
            "E",
            "x",
            "i",
            "1.5",
            ".5",
            "5.",
            "1.2.3",
            "12:30",
            "2024-06",
            "2024-06-12",
            "2024-",
            "-2024",
            "99999999999999999999",
            "1234567890123456",
            "999999999999999",
            "null",
            "Null",
            "nUll",
            "true",
            "True",
            "yes",
            "on",
            "~",
            ".nan",
            "nan",
            "NaN",
            ".inf",
            "inf",
            "1er janvier 2024",
        ];
        let key = prop::sample::select(vec![
            "", "", "a:", "b:", "clé:", "c-d:", "e_f:", "a1:", "1:",
        ]);
        let indent = prop::sample::select(vec!["", "", "", "  ", "    ", " "]);
        let dashes = prop::sample::select(vec!["", "", "- ", "- - "]);
        (indent, dashes, key, prop::sample::select(VALUES.to_vec())).prop_map(
            |(indent, dashes, key, value)| {
                let space = if key.is_empty() || value.is_empty() {
                    ""
                } else {
                    " "
                };
                format!("{indent}{dashes}{key}{space}{value}")
            },
        )
    }
}
