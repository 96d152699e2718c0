//! Typed reading of a map: every fault is reported, what is right is kept.

use super::{Key, Node, Value};
use crate::date::PartialDate;
use crate::diagnostic::catalogue::yaml as remarks;
use crate::diagnostic::{Diagnostic, nearest};
use crate::input::Span;

/// A key's French name and its English alias, empty when there is none.
pub type Name = (&'static str, &'static str);

/// The keys of one map, checked against those that are known.
pub struct Fields<'a> {
    values: Vec<(&'static str, &'a Key, &'a Node)>,
    /// Where the map is written.
    pub span: Span,
}

impl<'a> Fields<'a> {
    /// The keys of `node`; reports those that `known` does not list, one given twice under both its names, and a node
    /// that is no map, which `what` names ("une source").
    pub fn of(
        node: &'a Node,
        known: &[Name],
        what: &str,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            found.push(remarks::wrong_type(
                node.span,
                what,
                "un groupe de clés",
                node.kind_name(),
            ));
            return None;
        };
        let mut values: Vec<(&'static str, &Key, &Node)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some((name, _)) = known
                .iter()
                .filter(|_| !key.text.is_empty())
                .find(|(name, alias)| key.text == *name || key.text == *alias)
            else {
                let mut names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                let aliases = || known.iter().map(|(_, alias)| *alias);
                // The other names are proposed when one of them is meant, not listed.
                if nearest(&key.text, names.iter().copied()).is_none()
                    && let Some(close) =
                        nearest(&key.text, aliases().filter(|alias| !alias.is_empty()))
                {
                    names.push(close);
                }
                found.push(remarks::unknown_key(key.span, &key.text, &names));
                continue;
            };
            match values.iter().find(|(known, ..)| known == name) {
                Some((_, first, _)) if first.text != key.text => {
                    found.push(remarks::duplicate_key(key.span, first.span, name));
                }
                Some(_) => {} // reported by the parser
                None => values.push((name, key, value)),
            }
        }
        Some(Self {
            values,
            span: node.span,
        })
    }

    /// The value of a key, unless it is absent or empty.
    pub fn get(&self, name: &str) -> Option<&'a Node> {
        self.entry(name).map(|(_, node)| node)
    }

    /// The key as written and its value, unless it is absent or empty.
    pub fn entry(&self, name: &str) -> Option<(&'a Key, &'a Node)> {
        self.values
            .iter()
            .find(|(known, _, node)| *known == name && node.value != Value::Null)
            .map(|(_, key, node)| (*key, *node))
    }

    /// Whether the key is written, even without value; and where.
    pub fn key_span(&self, name: &str) -> Option<Span> {
        self.values
            .iter()
            .find(|(known, ..)| *known == name)
            .map(|(_, key, _)| key.span)
    }

    /// A text, trimmed.
    pub fn text(&self, name: &str, found: &mut Vec<Diagnostic>) -> Option<(String, Span)> {
        let node = self.get(name)?;
        text_of(node, name, found)
    }

    /// `true` or `false`.
    pub fn bool(&self, name: &str, found: &mut Vec<Diagnostic>) -> Option<bool> {
        let node = self.get(name)?;
        let value = node.as_bool();
        if value.is_none() {
            found.push(remarks::wrong_type(
                node.span,
                name,
                "oui ou non",
                node.kind_name(),
            ));
        }
        value
    }

    /// A whole number within `range`.
    pub fn int(
        &self,
        name: &str,
        range: std::ops::RangeInclusive<i64>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<i64> {
        let node = self.get(name)?;
        match node.value {
            Value::Int(value) if range.contains(&value) => Some(value),
            Value::Int(_) if *range.start() > 0 => {
                found.push(remarks::wrong_type(
                    node.span,
                    name,
                    "un nombre entier positif",
                    "un nombre hors limites",
                ));
                None
            }
            Value::Int(_) | Value::Float(_) => {
                found.push(remarks::wrong_type(
                    node.span,
                    name,
                    "un nombre entier",
                    "un autre nombre",
                ));
                None
            }
            _ => {
                found.push(remarks::wrong_type(
                    node.span,
                    name,
                    "un nombre entier",
                    node.kind_name(),
                ));
                None
            }
        }
    }

    /// A date; `day` when the day must be known.
    pub fn date(&self, name: &str, day: bool, found: &mut Vec<Diagnostic>) -> Option<PartialDate> {
        let (text, span) = self.text(name, found)?;
        match PartialDate::parse(&text) {
            Ok(date) if day && !date.is_day() => {
                found.push(remarks::bad_date(span, name, &text, "le jour manque", true));
                None
            }
            Ok(date) => Some(date),
            Err(why) => {
                found.push(remarks::bad_date(span, name, &text, why, day));
                None
            }
        }
    }

    /// The items of a list.
    pub fn items(&self, name: &str, found: &mut Vec<Diagnostic>) -> &'a [Node] {
        let Some(node) = self.get(name) else {
            return &[];
        };
        if let Value::Seq(items) = &node.value {
            items
        } else {
            found.push(remarks::wrong_type(
                node.span,
                name,
                "une liste",
                node.kind_name(),
            ));
            &[]
        }
    }

    /// A list of texts.
    pub fn texts(&self, name: &str, found: &mut Vec<Diagnostic>) -> Vec<(String, Span)> {
        self.items(name, found)
            .iter()
            .filter_map(|item| text_of(item, name, found))
            .collect()
    }
}

/// The text of a scalar, trimmed, without control characters (tab and ends of line or paragraph become spaces); nothing for an empty one.
pub fn text_of(node: &Node, name: &str, found: &mut Vec<Diagnostic>) -> Option<(String, Span)> {
    match node.as_text() {
        Some(text) => {
            let clean: String = text
                .trim()
                .chars()
                .filter_map(|c| match c {
                    '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
                    c if crate::input::is_hidden(c) => None,
                    c => Some(c),
                })
                .collect();
            (!clean.is_empty()).then_some((clean, node.span))
        }
        None if node.value == Value::Null => None,
        None => {
            found.push(remarks::wrong_type(
                node.span,
                name,
                "un texte",
                node.kind_name(),
            ));
            None
        }
    }
}
