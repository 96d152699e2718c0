//! The values of keys, and a map of them.

use super::extend;
use crate::yaml::Name;
use serde_json::{Map, Value, json};

/// What a key is for.
pub struct Key {
    /// Its French name, as the reader knows it.
    pub name: &'static str,
    /// A few words.
    pub title: &'static str,
    /// A sentence.
    pub about: &'static str,
    /// The values it takes.
    pub values: Value,
    /// Values that show how it is written.
    pub examples: Value,
}

/// A group of keys.
pub struct Group {
    /// The keys that the reader knows, with their second names.
    pub names: &'static [Name],
    /// What is said of them.
    pub keys: Vec<Key>,
    /// Those that may not be absent; among several, one is enough and two are too many.
    pub required: &'static [&'static str],
    /// Pairs that may not stand together.
    pub exclusive: &'static [(&'static str, &'static str)],
}

impl Group {
    /// The schema of the group: a property for each name, second names included, and nothing else.
    pub fn schema(&self) -> Value {
        let mut properties = Map::new();
        let mut second_names = Map::new();
        let mut together = Vec::new();
        for (name, other) in self.names {
            let Some(key) = self.keys.iter().find(|key| key.name == *name) else {
                continue;
            };
            let mut property = json!({ "title": key.title, "description": key.about });
            extend(&mut property, key.values.clone());
            if let Some(property) = property.as_object_mut() {
                property.insert("examples".into(), key.examples.clone());
            }
            if !other.is_empty() {
                let mut second = property.clone();
                second["description"] =
                    json!(format!("Autre nom de «\u{a0}{name}\u{a0}». {}", key.about));
                second_names.insert((*other).to_owned(), second);
                together.push(json!({ "required": [name, other] }));
            }
            properties.insert((*name).to_owned(), property);
        }
        for (first, second) in self.exclusive {
            for first in self.both_names(first) {
                for second in self.both_names(second) {
                    together.push(json!({ "required": [first, second] }));
                }
            }
        }
        properties.extend(second_names);
        let mut schema = json!({
            "type": "object",
            "additionalProperties": false,
            "properties": properties,
        });
        let one_of: Vec<Value> = self
            .required
            .iter()
            .flat_map(|name| self.both_names(name))
            .map(|name| json!({ "required": [name] }))
            .collect();
        match one_of.as_slice() {
            [] => {}
            [one] => schema["required"] = one["required"].clone(),
            _ => schema["anyOf"] = json!(one_of),
        }
        if !together.is_empty() {
            schema["not"] = json!({ "anyOf": together });
        }
        schema
    }

    fn both_names(&self, name: &str) -> Vec<&'static str> {
        self.names
            .iter()
            .filter(|(known, _)| *known == name)
            .flat_map(|(known, other)| [*known, *other])
            .filter(|name| !name.is_empty())
            .collect()
    }
}

/// A text; the readers take `2024` and `true` for texts as well.
pub fn text() -> Value {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

/// A text of a given form, a regular expression; an empty one counts as absent.
pub fn formed(pattern: &str) -> Value {
    json!({ "type": ["string", "null"], "pattern": format!("^\\s*({pattern})?\\s*$") })
}

/// One of `words`; an empty text counts as absent.
pub fn one_of(words: &[&str]) -> Value {
    let mut all: Vec<Value> = words.iter().map(|word| json!(word)).collect();
    all.extend([json!(""), Value::Null]);
    json!({ "enum": all })
}

/// Yes or no, in each way that the readers take.
pub fn yes_or_no() -> Value {
    json!({ "enum": [true, false, "oui", "Oui", "vrai", "yes", "non", "Non", "faux", "no", null] })
}

/// A whole number.
pub fn whole() -> Value {
    json!({ "type": ["integer", "null"] })
}

/// A whole number from 1.
pub fn counting() -> Value {
    json!({ "type": ["integer", "null"], "minimum": 1, "maximum": u32::MAX })
}

/// Month and day of a date; whether the day exists in that month is for the reader to say.
const MONTH: &str = "-(0[1-9]|1[0-2])";
const DAY: &str = "-(0[1-9]|[12][0-9]|3[01])";
/// `2024, T2`
const QUARTER: &str = "[, ]\\s*[Tt][1-4]";

/// A day, `2026-01-12`.
pub fn day() -> Value {
    formed(&format!("[1-9][0-9]{{3}}{MONTH}{DAY}"))
}

/// A year, a quarter, a month or a day.
pub fn date() -> Value {
    dated(&format!("[1-9][0-9]{{3}}({QUARTER}|{MONTH}({DAY})?)?"))
}

/// A date of a source: the same; in words; a period; about when; "sans date" abridged.
pub fn date_of_source() -> Value {
    const YEAR: &str = "[1-9][0-9]{3}";
    const WORD: &str = "([Jj]anvier|[Ff][ée]vrier|[Mm]ars|[Aa]vril|[Mm]ai|[Jj]uin|[Jj]uillet|[Aa]o[uû]t|[Ss]eptembre|[Oo]ctobre\
        |[Nn]ovembre|[Dd][ée]cembre|[Pp]rintemps|[ÉEée]t[ée]|[Aa]utomne|[Hh]iver|[TtQq][1-4]|[1-4](er|e)?\\s+trimestre)";
    let day = format!("([0-9]{{1,2}}(er)?\\s+)?{WORD}");
    let moment =
        format!("({YEAR}({QUARTER}|{MONTH}({DAY})?)?|{day}\\s+{YEAR}|{YEAR},?\\s+{day})[~?%]?");
    let about = "((vers|circa|ca|ca\\.|env\\.|environ|depuis)\\s+)?";
    let end = format!("((\\s*[–—/]\\s*|\\s-\\s)({moment}|\\.\\.)?|-{YEAR})?");
    dated(&format!("{about}{moment}{end}|[sSnN]\\.?\\s*[dD]\\.?"))
}

fn dated(pattern: &str) -> Value {
    json!({
        "anyOf": [
            { "type": "integer", "minimum": 1000, "maximum": 9999 },
            formed(pattern),
        ]
    })
}

/// A list of `items`, at most `limit`.
pub fn list(items: &Value, limit: usize) -> Value {
    json!({ "type": ["array", "null"], "items": items, "maxItems": limit })
}

/// A list of `items`.
pub fn long_list(items: &Value) -> Value {
    json!({ "type": ["array", "null"], "items": items })
}

/// Either of two forms.
pub fn either(first: &Value, second: &Value) -> Value {
    json!({ "anyOf": [first, second] })
}

/// `group`, or nothing.
pub fn optional(group: &Group) -> Value {
    either(&group.schema(), &json!({ "type": "null" }))
}
