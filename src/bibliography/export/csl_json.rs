//! CSL-JSON.

use super::super::csl_terms as terms;
use super::super::date::End;
use super::super::{Field, Moment, Name, Part, Source, SourceDate, SourceKind};
use serde_json::{Map, Value, json};

/// The sources as CSL-JSON (CSL 1.0.2), in the order given, one a line: for Zotero and CSL processors.
pub fn csl_json<'a>(sources: impl IntoIterator<Item = &'a Source>) -> String {
    let mut out = String::from("[");
    let mut separator = "\n";
    for source in sources {
        out.push_str(separator);
        out.push_str(&item(source).to_string());
        separator = ",\n";
    }
    out.push_str("\n]\n");
    out
}

fn item(source: &Source) -> Value {
    let mut item = Map::new();
    item.insert("id".into(), json!(source.id));
    item.insert("type".into(), json!(source.kind.csl()));
    for (field, names) in terms::NAMES {
        if let Some(list) = source.names(field) {
            let list: Vec<Value> = list.iter().map(name).collect();
            item.insert(names[0].into(), Value::Array(list));
        }
    }
    for (field, names) in terms::TEXTS {
        if let Some(text) = source.text(field) {
            let name = match (field, source.kind) {
                // A number of a review, in the one variable that styles print for it.
                (Field::Number, kind)
                    if kind.heading() == SourceKind::Article
                        && kind != SourceKind::ConferencePaper
                        && source.issue.is_none() =>
                {
                    "issue"
                }
                (Field::Edition, SourceKind::Software) => "version",
                _ => names[0],
            };
            item.insert(name.into(), json!(text));
        }
    }
    for (key, value) in [("issued", source.day()), ("accessed", source.accessed)] {
        if let Some(value) = value {
            item.insert(key.into(), date(value));
        }
    }
    if let Some(id) = &source.official_id {
        item.insert("custom".into(), json!({ terms::OFFICIAL: id }));
    }
    Value::Object(item)
}

fn name(name: &Name) -> Value {
    let person = match name {
        Name::Literal(literal) => return json!({ "literal": literal }),
        Name::Person(person) => person,
    };
    if (
        &person.given,
        &person.particle,
        &person.kept_particle,
        &person.suffix,
    ) == (&None, &None, &None, &None)
    {
        return json!({ "literal": person.family });
    }
    let mut parts = Map::new();
    parts.insert("family".into(), json!(person.family));
    for (key, part) in [
        ("given", &person.given),
        ("dropping-particle", &person.particle),
        ("non-dropping-particle", &person.kept_particle),
        ("suffix", &person.suffix),
    ] {
        if let Some(part) = part {
            parts.insert(key.into(), json!(part));
        }
    }
    Value::Object(parts)
}

/// A date; what CSL cannot tell by numbers (a quarter, a period without end) is told in words too.
fn date(date: SourceDate) -> Value {
    let SourceDate::Known { from, until, circa } = date else {
        return json!({ "literal": date.written() });
    };
    let mut out = Map::new();
    let mut moments = vec![parts(from)];
    if let Some(End::At(end)) = until {
        moments.push(parts(end));
    }
    out.insert("date-parts".into(), json!(moments));
    let ends = [
        Some(from),
        match until {
            Some(End::At(end)) => Some(end),
            _ => None,
        },
    ];
    match (from.part, until) {
        (Part::Season(season), None) => {
            out.insert("season".into(), json!(season));
        }
        (_, until) => {
            let in_words = until == Some(End::Open)
                || ends
                    .into_iter()
                    .flatten()
                    .any(|end| matches!(end.part, Part::Season(_) | Part::Quarter(_)));
            if in_words {
                out.insert("literal".into(), json!(date.written()));
            }
        }
    }
    if circa {
        out.insert("circa".into(), json!(true));
    }
    Value::Object(out)
}

fn parts(moment: Moment) -> Vec<i64> {
    let mut parts = vec![i64::from(moment.year)];
    match moment.part {
        Part::Month(month) => parts.push(month.into()),
        Part::Day(month, day) => parts.extend([i64::from(month), i64::from(day)]),
        Part::Year | Part::Season(_) | Part::Quarter(_) => {}
    }
    parts
}
