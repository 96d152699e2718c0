//! Sources in YAML: `sources.yaml`, and the front matter of a sheet.

use super::super::{Field, Name as Author, Person, Source, SourceDate, SourceKind, name};
use super::check::{self, is_id};
use super::{MAX_AUTHORS, Merging};
use crate::config;
use crate::diagnostic::catalogue::bibliography::{self as remarks, Format, NamesFault};
use crate::diagnostic::catalogue::{site as site_remarks, yaml as yaml_remarks};
use crate::diagnostic::{Diagnostic, nearest};
use crate::input::{FileId, InputFile, Span};
use crate::yaml::{self, Fields, Name, Node, Value};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The keys of a source; the second names are what French editors write.
pub const KEYS: &[Name] = &[
    ("id", "identifiant"),
    ("type", ""),
    ("title", "titre"),
    ("short_title", "titre_court"),
    ("author", "auteur"),
    ("authors", "auteurs"),
    ("editor", "directeur"),
    ("editors", "directeurs"),
    ("translator", "traducteur"),
    ("translators", "traducteurs"),
    ("interviewer", "propos_recueillis_par"),
    ("date", ""),
    ("publisher", "editeur"),
    ("place", "lieu"),
    ("container", "dans"),
    ("container_author", "auteur_du_tout"),
    ("collection", "serie"),
    ("collection_number", "numero_de_serie"),
    ("volume", "tome"),
    ("issue", "livraison"),
    ("number", "numero"),
    ("pages", ""),
    ("edition", ""),
    ("event", "evenement"),
    ("event_place", "lieu_evenement"),
    ("genre", "nature"),
    ("authority", "juridiction"),
    ("section", "formation"),
    ("jurisdiction", "pays"),
    ("url", "adresse"),
    ("doi", ""),
    ("isbn", ""),
    ("issn", ""),
    ("official_id", "id_officiel"),
    ("archive", "fonds"),
    ("accessed", "consulte_le"),
    ("language", "langue"),
    ("note", "remarque"),
];

/// The keys of a name in parts.
pub const NAME_PARTS: &[Name] = &[
    ("family", "nom"),
    ("given", "prenom"),
    ("particle", "particule"),
    ("suffix", "suffixe"),
    ("literal", "organisme"),
];

/// The keys that hold one text each, and the field that each fills.
const TEXTS: [(&str, Field); 25] = [
    ("title", Field::Title),
    ("short_title", Field::ShortTitle),
    ("publisher", Field::Publisher),
    ("place", Field::Place),
    ("container", Field::Container),
    ("collection", Field::Collection),
    ("collection_number", Field::CollectionNumber),
    ("volume", Field::Volume),
    ("issue", Field::Issue),
    ("number", Field::Number),
    ("pages", Field::Pages),
    ("edition", Field::Edition),
    ("event", Field::Event),
    ("event_place", Field::EventPlace),
    ("genre", Field::Genre),
    ("authority", Field::Authority),
    ("section", Field::Section),
    ("jurisdiction", Field::Jurisdiction),
    ("url", Field::Url),
    ("doi", Field::Doi),
    ("isbn", Field::Isbn),
    ("issn", Field::Issn),
    ("official_id", Field::OfficialId),
    ("archive", Field::Archive),
    ("note", Field::Note),
];

/// The keys that hold names.
const NAMES: [(&str, &str, Field); 5] = [
    ("author", "authors", Field::Authors),
    ("editor", "editors", Field::Editors),
    ("translator", "translators", Field::Translators),
    ("interviewer", "interviewer", Field::Interviewers),
    (
        "container_author",
        "container_author",
        Field::ContainerAuthors,
    ),
];

/// Reads a file that lists sources.
pub fn read(id: FileId, file: &InputFile, sources: &mut Merging, found: &mut Vec<Diagnostic>) {
    let errors_before = found.len();
    match yaml::parse(&file.text, id, 0).report_to(found) {
        Some(node) if node.value != Value::Null => shared(&node, sources, found),
        _ if found.len() == errors_before => found.push(remarks::no_sources(&file.shown)),
        _ => {}
    }
}

/// Every source that a file lists, in order.
pub fn written_in(id: FileId, file: &InputFile) -> Vec<Arc<Source>> {
    let mut unheard = Vec::new();
    match yaml::parse(&file.text, id, 0).value {
        Some(Node {
            value: Value::Seq(items),
            ..
        }) => items
            .iter()
            .filter_map(|item| source(item, &mut unheard).map(Arc::new))
            .collect(),
        _ => Vec::new(),
    }
}

/// Adds the sources that a file lists to `sources`.
fn shared(node: &Node, sources: &mut Merging, found: &mut Vec<Diagnostic>) {
    let Value::Seq(items) = &node.value else {
        found.push(yaml_remarks::wrong_type(
            node.span,
            "sources",
            "une liste",
            node.kind_name(),
        ));
        return;
    };
    for item in items {
        if item.value == Value::Null {
            continue;
        }
        // Counted before they are read: what is past the limit costs nothing.
        if sources.is_full(item.span, found) {
            return;
        }
        if let Some(source) = source(item, found) {
            sources.add(source, found);
        }
    }
}

/// Reads one source. Gives none only when it has no usable id; a field that is wrong is reported and left out.
pub fn source(node: &Node, found: &mut Vec<Diagnostic>) -> Option<Source> {
    let fields = Fields::of(node, KEYS, "une source", found)?;
    let id = id(&fields, found);
    let kind = kind(&fields, found);
    let (id, span) = id.unwrap_or((String::new(), fields.span));
    let mut source = Source::new(id, kind, span);
    for (name, field) in TEXTS {
        let Some((text, span)) = fields.text(name, found) else {
            continue;
        };
        if text.len() > check::MAX_TEXT {
            found.push(remarks::field_too_long(
                span,
                name,
                text.len(),
                check::MAX_TEXT,
            ));
            continue;
        }
        let written = fields.entry(name).map_or(name, |(key, _)| &key.text);
        let checked = match field {
            Field::Url => check::address(text, (written, span), found),
            Field::Doi => check::doi(&text, span, found),
            Field::Pages => Some(text.replace(['–', '—'], "-")),
            _ => Some(text),
        };
        if let Some(place) = source.text_mut(field) {
            *place = checked;
        }
        source.spans.push((field, span));
    }
    for (one, several, field) in NAMES {
        let names = names(&fields, one, several, found);
        if let (Some((names, span)), Some(place)) = (names, source.names_mut(field)) {
            *place = names;
            source.spans.push((field, span));
        }
    }
    source.settle_court();
    for (name, field) in [("date", Field::Date), ("accessed", Field::Accessed)] {
        let Some((date, span)) = date(&fields, name, found) else {
            continue;
        };
        if field == Field::Date {
            source.date = Some(date);
        } else {
            source.accessed = Some(date);
        }
        source.spans.push((field, span));
    }
    if let Some((tag, span)) = fields.text("language", found) {
        source.language =
            check::language(&tag).or_else(|| config::is_language(&tag).then(|| tag.clone()));
        source.spans.push((Field::Language, span));
        if source.language.is_none() {
            found.push(site_remarks::bad_language(span, &tag));
        }
    }
    (!source.id.is_empty()).then_some(source)
}

/// The id and its place, which stands for the source in messages.
fn id(fields: &Fields, found: &mut Vec<Diagnostic>) -> Option<(String, Span)> {
    let Some((_, node)) = fields.entry("id") else {
        let place = fields.key_span("id").unwrap_or(fields.span);
        found.push(remarks::missing_id(place, Format::Yaml));
        return None;
    };
    let (id, span) = yaml::text_of(node, "id", found).or_else(|| {
        if node.as_text().is_some() {
            found.push(remarks::missing_id(node.span, Format::Yaml));
        }
        None
    })?;
    // One letter has one form: an accent typed apart on a Mac is the same id.
    let composed: String = id.nfc().collect();
    if is_id(&composed) {
        return Some((composed, span));
    }
    found.push(remarks::bad_id(span, &id));
    None
}

fn kind(fields: &Fields, found: &mut Vec<Diagnostic>) -> SourceKind {
    let Some((written, span)) = fields.text("type", found) else {
        return SourceKind::Document;
    };
    SourceKind::parse(&written).unwrap_or_else(|| {
        // Of two words as close, the French one.
        let words = SourceKind::WORDS.into_iter().chain(SourceKind::NAMES);
        let close = nearest(&written, words);
        found.push(remarks::unknown_entry_type(
            span,
            Format::Yaml,
            &written,
            close,
        ));
        SourceKind::Document
    })
}

/// One name or a list of them, under either key; and where.
fn names(
    fields: &Fields,
    one: &'static str,
    several: &'static str,
    found: &mut Vec<Diagnostic>,
) -> Option<(Vec<Author>, Span)> {
    let first = fields.entry(one);
    let second = fields.entry(several).filter(|_| one != several);
    if let (Some((first, _)), Some((second, _))) = (first, second) {
        found.push(yaml_remarks::duplicate_key(
            second.span,
            first.span,
            &second.text,
        ));
    }
    let key = if first.is_some() { one } else { several };
    let (written, node) = first.or(second)?;
    let Value::Seq(items) = &node.value else {
        if let Some(names) = node.as_text().and_then(name::several) {
            let fault = NamesFault::Several(&names);
            found.push(remarks::names(
                node.span,
                Format::Yaml,
                &written.text,
                &fault,
            ));
        }
        return Some((one_name(node, key, found).into_iter().collect(), node.span));
    };
    if items.len() > MAX_AUTHORS {
        found.push(remarks::too_many_authors(
            items[MAX_AUTHORS].span,
            items.len(),
            MAX_AUTHORS,
        ));
    }
    let names = items
        .iter()
        .take(MAX_AUTHORS)
        .filter_map(|item| {
            if let Some(names) = item.as_text().and_then(name::several) {
                let fault = NamesFault::Several(&names);
                found.push(remarks::names(
                    item.span,
                    Format::Yaml,
                    &written.text,
                    &fault,
                ));
            }
            one_name(item, key, found)
        })
        .collect();
    Some((names, node.span))
}

/// A name: a text, or its parts.
fn one_name(node: &Node, key: &str, found: &mut Vec<Diagnostic>) -> Option<Author> {
    let Value::Map(_) = node.value else {
        return yaml::text_of(node, key, found).map(|(name, _)| Author::parse(&name));
    };
    let fields = Fields::of(node, NAME_PARTS, key, found)?;
    let part =
        |name: &str, found: &mut Vec<Diagnostic>| fields.text(name, found).map(|(part, _)| part);
    if let Some(literal) = part("literal", found) {
        return Some(Author::Literal(literal));
    }
    let Some(family) = part("family", found) else {
        found.push(yaml_remarks::missing_key(
            node.span,
            "family",
            "family: Dupont",
        ));
        return None;
    };
    Some(Author::Person(Person {
        family,
        given: part("given", found),
        particle: part("particle", found),
        kept_particle: None,
        suffix: part("suffix", found),
    }))
}

fn date(fields: &Fields, name: &str, found: &mut Vec<Diagnostic>) -> Option<(SourceDate, Span)> {
    let (written, span) = fields.text(name, found)?;
    let key = fields.entry(name).map_or(name, |(key, _)| &key.text);
    match SourceDate::parse(&written) {
        Ok(date) => Some((date, span)),
        Err(why) => {
            found.push(remarks::bad_date(span, Format::Yaml, (key, &written), why));
            None
        }
    }
}
