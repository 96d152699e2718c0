//! Sources in CSL-JSON (CSL 1.0.2, « csl-data.json »), as Zotero, Better BibTeX and Mendeley export them.
//!
//! Items are read one by one: what is wrong in one leaves the others.

use super::super::csl_terms as terms;
use super::super::date::End;
use super::super::name::{is_body_in_parts, several};
use super::super::{Field, Moment, Name, Part, Person, Source, SourceDate, SourceKind};
use super::check::{clean, fill, is_id};
use super::json;
use super::places::LocalSpan;
use super::{MAX_AUTHORS, Merging, biblatex, extra};
use crate::diagnostic::catalogue::bibliography::{self as remarks, Format, JsonType, NamesFault};
use crate::diagnostic::{Diagnostic, nearest, nearest_slip};
use crate::input::{FileId, InputFile, Span};
use crate::yaml::{Key, Node, Value};
use unicode_normalization::UnicodeNormalization;

/// Reads a file of CSL-JSON.
pub fn read(id: FileId, file: &InputFile, sources: &mut Merging, found: &mut Vec<Diagnostic>) {
    let (node, fault) = json::parse(&file.text, LocalSpan(id));
    if let Some((fault, span)) = fault {
        if file.text.trim_start_matches('\u{feff}').trim().is_empty() {
            found.push(remarks::no_sources(&file.shown));
            return;
        }
        found.push(remarks::json_fault(span, fault));
        if node.value == Value::Null {
            return;
        }
    }
    let alone = std::slice::from_ref(&node);
    let items = match &node.value {
        Value::Seq(items) => items,
        Value::Map(entries) => match entries.iter().find(|(key, _)| key.text == "items") {
            Some((_, list)) => match &list.value {
                Value::Seq(items) => items,
                _ => alone,
            },
            None => alone,
        },
        _ => {
            let kind = kind_name(&node);
            found.push(remarks::json_type(node.span, None, JsonType::List, kind));
            return;
        }
    };
    if items.is_empty() && fault.is_none() {
        found.push(remarks::no_sources(&file.shown));
    }
    let mut told = false;
    for item in items {
        if sources.is_full(item.span, found) {
            return;
        }
        let Value::Map(entries) = &item.value else {
            let kind = kind_name(item);
            found.push(remarks::json_type(item.span, None, JsonType::Object, kind));
            continue;
        };
        let item = Item {
            entries,
            span: item.span,
        };
        if item.get("itemType").is_some() && item.get("type").is_none() {
            // One remark: the whole file is another format.
            found.push(remarks::not_csl(item.span));
            return;
        }
        if let Some(source) = source(&item, found) {
            if source.id.contains("://") && !told {
                told = true;
                found.push(remarks::id_is_address(source.span, &source.id));
            }
            sources.add(source, found);
        }
    }
}

struct Item<'a> {
    entries: &'a [(Key, Node)],
    span: Span,
}

impl<'a> Item<'a> {
    /// The first value of a key, unless it is null.
    fn get(&self, name: &str) -> Option<&'a Node> {
        self.entries
            .iter()
            .find(|(key, value)| key.text == name && value.value != Value::Null)
            .map(|(_, value)| value)
    }

    /// The first of several keys, with its name.
    fn first(&self, names: &[&'static str]) -> Option<(&'static str, &'a Node)> {
        names.iter().find_map(|name| Some((*name, self.get(name)?)))
    }
}

/// What a value is, as JSON calls it.
fn kind_name(node: &Node) -> &'static str {
    match node.value {
        Value::Null => "null",
        Value::Map(_) => "un objet",
        _ => node.kind_name(),
    }
}

/// The text of a value without the few tags that CSL allows in it; reports what is no text.
fn text_of(node: &Node, name: &str, found: &mut Vec<Diagnostic>) -> Option<String> {
    if let Some(text) = node.as_text() {
        return Some(without_tags(text));
    }
    let kind = kind_name(node);
    found.push(remarks::json_type(
        node.span,
        Some(name),
        JsonType::Text,
        kind,
    ));
    None
}

fn source(item: &Item, found: &mut Vec<Diagnostic>) -> Option<Source> {
    let (id, span) = id(item, found)?;
    let before = found.len();
    let kind = kind(item, found);
    let mut source = Source::new(id, kind, span);
    source.spans.push((Field::Id, span));
    for (field, names) in terms::TEXTS {
        let Some((name, node)) = item.first(names) else {
            continue;
        };
        if field == Field::Note {
            if let Some(text) = node.as_text() {
                let lines: Vec<String> = text.lines().map(without_tags).collect();
                extra::read(&mut source, &lines, (name, node.span), found);
            }
            continue;
        }
        if let Some(text) = text_of(node, name, found) {
            let text = if field == Field::Pages {
                text.replace(['–', '—'], "-")
            } else {
                text
            };
            fill(&mut source, field, (&text, node.span), name, found);
        }
    }
    if let Some(node) = item.get("custom")
        && let Value::Map(entries) = &node.value
        && let Some((_, node)) = entries.iter().find(|(key, _)| key.text == terms::OFFICIAL)
        && let Some(text) = text_of(node, terms::OFFICIAL, found)
    {
        fill(
            &mut source,
            Field::OfficialId,
            (&text, node.span),
            terms::OFFICIAL,
            found,
        );
    }
    for (field, names) in terms::NAMES {
        let Some((name, node)) = item.first(names) else {
            continue;
        };
        let is_court = field == Field::Authors && source.has_court_as_author();
        let read = self::names(node, name, is_court, found);
        if let Some(place) = source.names_mut(field)
            && !read.is_empty()
        {
            *place = read;
            source.spans.push((field, node.span));
        }
    }
    source.settle_court();
    for (field, name) in [(Field::Date, "issued"), (Field::Accessed, "accessed")] {
        let Some(node) = item.get(name) else { continue };
        let Some(date) = date(node, name, found) else {
            continue;
        };
        if field == Field::Date {
            source.date = Some(date);
        } else {
            source.accessed = Some(date);
        }
        source.spans.push((field, node.span));
    }
    for (key, value) in item.entries {
        let meant = terms::meant(&key.text).filter(|meant| item.get(meant).is_none());
        if let Some(meant) = meant.filter(|_| value.value != Value::Null) {
            found.push(remarks::misspelt_field(key.span, &clean(&key.text), meant));
        }
    }
    biblatex::in_entry(&mut found[before..], &source);
    Some(source)
}

/// The key that Better BibTeX gives, else the id.
fn id(item: &Item, found: &mut Vec<Diagnostic>) -> Option<(String, Span)> {
    let written = item.first(&["citation-key", "citekey", "id"]);
    let Some((name, node)) = written else {
        found.push(remarks::missing_id(item.span, Format::Json));
        return None;
    };
    let id: String = text_of(node, name, found)?.trim().nfc().collect();
    if id.is_empty() {
        found.push(remarks::missing_id(node.span, Format::Json));
        return None;
    }
    if !is_id(&id) {
        found.push(remarks::bad_id(node.span, &id));
        return None;
    }
    Some((id, node.span))
}

fn kind(item: &Item, found: &mut Vec<Diagnostic>) -> SourceKind {
    let Some(node) = item.get("type") else {
        return SourceKind::Document;
    };
    let written = text_of(node, "type", found).unwrap_or_default();
    SourceKind::parse(&written).unwrap_or_else(|| {
        let written = clean(&written);
        let kinds = SourceKind::ALL.into_iter().map(SourceKind::csl);
        let close = nearest(&written, kinds.chain(SourceKind::WORDS));
        found.push(remarks::unknown_entry_type(
            node.span,
            Format::Json,
            &written,
            close,
        ));
        SourceKind::Document
    })
}

fn names(node: &Node, name: &str, is_court: bool, found: &mut Vec<Diagnostic>) -> Vec<Name> {
    let Value::Seq(items) = &node.value else {
        // Some programs write one text.
        let text = text_of(node, name, found).map(|text| clean(&text));
        if let Some(names) = text.as_deref().and_then(several) {
            let fault = NamesFault::Several(&names);
            found.push(remarks::names(node.span, Format::Json, name, &fault));
        }
        return text
            .filter(|text| !text.is_empty())
            .map(|text| Name::parse(&text))
            .into_iter()
            .collect();
    };
    if items.len() > MAX_AUTHORS {
        let span = items[MAX_AUTHORS].span;
        found.push(remarks::too_many_authors(span, items.len(), MAX_AUTHORS));
    }
    items
        .iter()
        .take(MAX_AUTHORS)
        .filter_map(|item| one_name(item, name, is_court, found))
        .collect()
}

/// The parts of a name (schema of CSL-JSON, "name-variable").
const NAME_PARTS: [&str; 9] = [
    "family",
    "given",
    "dropping-particle",
    "non-dropping-particle",
    "suffix",
    "comma-suffix",
    "static-ordering",
    "literal",
    "parse-names",
];

/// A name of CSL: its parts, or `literal`. One without given name is a body. `is_court` when the names are those of the court
/// of a decision.
fn one_name(node: &Node, name: &str, is_court: bool, found: &mut Vec<Diagnostic>) -> Option<Name> {
    let Value::Map(entries) = &node.value else {
        let text = clean(&text_of(node, name, found)?);
        return (!text.is_empty()).then(|| Name::parse(&text));
    };
    let item = Item {
        entries,
        span: node.span,
    };
    for (key, _) in entries {
        if !NAME_PARTS.contains(&key.text.as_str())
            && let Some(meant) = nearest_slip(&key.text, NAME_PARTS)
        {
            found.push(remarks::misspelt_field(key.span, &clean(&key.text), meant));
        }
    }
    let mut part = |name: &'static str| {
        let text = clean(&text_of(item.get(name)?, name, found)?);
        (!text.is_empty()).then_some(text)
    };
    let (literal, family, given) = (part("literal"), part("family"), part("given"));
    let person = Person {
        family: String::new(),
        given: given.clone(),
        particle: part("dropping-particle"),
        kept_particle: part("non-dropping-particle"),
        suffix: part("suffix"),
    };
    let has_parts = given.is_some()
        || person.particle.is_some()
        || person.kept_particle.is_some()
        || person.suffix.is_some();
    match (literal, family) {
        (Some(literal), _) => Some(Name::Literal(literal)),
        (None, Some(family)) if has_parts => {
            let first = given.as_deref().unwrap_or_default();
            if is_body_in_parts(&family, first) && !is_court {
                let body = format!("{family}, {first}");
                let fault = NamesFault::Body(body.trim_end_matches([',', ' ']));
                found.push(remarks::names(node.span, Format::Json, name, &fault));
            }
            Some(Name::Person(Person { family, ..person }))
        }
        (None, Some(family)) => Some(Name::Literal(family)),
        (None, None) => given.map(Name::Literal),
    }
}

/// A date of CSL: an object with `date-parts`, or `literal` or `raw`; or a text, in EDTF.
fn date(node: &Node, name: &str, found: &mut Vec<Diagnostic>) -> Option<SourceDate> {
    let told = |text: &str| {
        let text = clean(text);
        SourceDate::parse(&text).or_else(|_| SourceDate::edtf(&text))
    };
    let Value::Map(entries) = &node.value else {
        let text = text_of(node, name, found)?;
        if text.trim().is_empty() {
            return None;
        }
        return told(&text)
            .map_err(|why| {
                found.push(remarks::bad_date(
                    node.span,
                    Format::Json,
                    (name, &clean(&text)),
                    why,
                ));
            })
            .ok();
    };
    let item = Item {
        entries,
        span: node.span,
    };
    let words = item
        .first(&["literal", "raw"])
        .filter(|(_, words)| words.as_text().is_some_and(|text| !text.trim().is_empty()));
    if let Some((_, words)) = words
        && let Ok(date) = told(words.as_text().unwrap_or_default())
    {
        return Some(date);
    }
    if let Some(parts) = item.get("date-parts") {
        return of_parts(parts, &item)
            .map_err(|why| {
                let written = numbers(parts);
                found.push(remarks::bad_date(
                    parts.span,
                    Format::Json,
                    (name, &written),
                    why,
                ));
            })
            .ok()?;
    }
    if let Some((_, words)) = words {
        let text = words.as_text().unwrap_or_default();
        let why = told(text).err().unwrap_or_default();
        found.push(remarks::bad_date(
            words.span,
            Format::Json,
            (name, &clean(text)),
            why,
        ));
    }
    None
}

/// The date of `date-parts`; none for an empty list, which some programs write.
fn of_parts(parts: &Node, item: &Item) -> Result<Option<SourceDate>, &'static str> {
    let wrong = "les parties d’une date sont une année, un mois et un jour";
    let Value::Seq(dates) = &parts.value else {
        return Err(wrong);
    };
    let mut moments = Vec::new();
    for date in dates {
        let Value::Seq(parts) = &date.value else {
            return Err(wrong);
        };
        let numbers: Option<Vec<i64>> = parts.iter().map(number).collect();
        match numbers.ok_or(wrong)?.as_slice() {
            [] | [0, ..] => moments.push(None),
            [year, rest @ ..] if rest.len() <= 2 => {
                // Some programs write 0 for what is not known.
                let known = |at: usize| rest.get(at).copied().filter(|part: &i64| *part != 0);
                let season = known(0).filter(|month| (21..=24).contains(month));
                let moment = match season {
                    // Seasons in the place of months, as EDTF has them.
                    Some(season) => Moment::of_parts(*year, None, None).map(|moment| Moment {
                        part: Part::Season(u8::try_from(season - 20).unwrap_or(1)),
                        ..moment
                    }),
                    None => Moment::of_parts(*year, known(0), known(1)),
                };
                moments.push(Some(moment.ok_or_else(|| wrong_part(*year, known(0)))?));
            }
            _ => return Err(wrong),
        }
    }
    let season = item.get("season").and_then(season);
    let circa = item.get("circa").is_some_and(|node| {
        !matches!(&node.value, Value::Bool(false) | Value::Int(0))
            && !matches!(node.text.as_str(), "" | "false" | "0")
    });
    let with_season = |from: Moment| match season {
        Some(season) if from.part == Part::Year => Moment {
            part: Part::Season(season),
            ..from
        },
        _ => from,
    };
    match moments.as_slice() {
        [] | [None] => Ok(None),
        [Some(from)] => Ok(Some(SourceDate::Known {
            from: with_season(*from),
            until: None,
            circa,
        })),
        [Some(from), None] => Ok(Some(SourceDate::Known {
            from: *from,
            until: Some(End::Open),
            circa,
        })),
        [Some(from), Some(end)] => SourceDate::period(*from, *end, circa).map(Some),
        _ => Err("une date a un ou deux moments"),
    }
}

/// What is wrong with a date that does not exist.
fn wrong_part(year: i64, month: Option<i64>) -> &'static str {
    match month {
        _ if !(1000..=9999).contains(&year) => "l’année s’écrit sur quatre chiffres",
        Some(month) if !(1..=12).contains(&month) => "ce mois n’existe pas",
        _ => "ce jour n’existe pas",
    }
}

/// A season, by its number or its name.
fn season(node: &Node) -> Option<u8> {
    let number = match node.text.to_lowercase().as_str() {
        "spring" | "printemps" => 1,
        "summer" | "été" => 2,
        "autumn" | "fall" | "automne" => 3,
        "winter" | "hiver" => 4,
        _ => match number(node)? {
            season @ (1..=4 | 21..=24) => (season - 1) % 4 + 1,
            _ => return None,
        },
    };
    u8::try_from(number).ok()
}

/// A whole number, or a text that is one.
fn number(node: &Node) -> Option<i64> {
    match node.value {
        Value::Int(number) => Some(number),
        Value::Text if node.text.trim().is_empty() => Some(0),
        Value::Text => node.text.trim().parse().ok(),
        _ => None,
    }
}

/// The numbers of `date-parts`, for a remark: `2025-13`.
fn numbers(node: &Node) -> String {
    match &node.value {
        Value::Seq(items) => items
            .iter()
            .take(4)
            .map(numbers)
            .collect::<Vec<_>>()
            .join("-"),
        _ => clean(&node.text),
    }
}

/// `text` without `<i>`, `<b>`, `<sup>`… which CSL processors read; other marks stay as they are written.
fn without_tags(text: &str) -> String {
    const TAGS: [&str; 11] = [
        "i", "b", "em", "strong", "u", "sc", "sup", "sub", "span", "nc", "p",
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let inside = rest[start + 1..].trim_start_matches('/');
        let name_end = inside
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(inside.len());
        let close = inside[name_end..]
            .find(['>', '<'])
            .map(|end| name_end + end);
        let is_tag = TAGS
            .iter()
            .any(|tag| inside[..name_end].eq_ignore_ascii_case(tag))
            && inside[name_end..].starts_with(['>', ' ']);
        match close {
            Some(end) if is_tag && inside[end..].starts_with('>') => rest = &inside[end + 1..],
            _ => {
                out.push('<');
                rest = &rest[start + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_csl_are_dropped_and_no_others() {
        for (text, plain) in [
            ("Le <i>droit</i> du 1<sup>er</sup>", "Le droit du 1er"),
            ("<span class=\"nocase\">ESS</span>", "ESS"),
            ("a < b, <script>x</script>", "a < b, <script>x</script>"),
            ("<i", "<i"),
            ("<i <b>x", "<i x"),
        ] {
            assert_eq!(without_tags(text), plain);
        }
    }
}
