//! Reading sources: YAML, of a sheet's front matter or of a file of the content.
//!
//! Each format gives [`Source`]s with their places; a file's name tells its format. Those of all files are then joined in
//! one [`Bibliography`].

use super::{Bibliography, Field, Name as Author, Source, SourceDate, SourceKind};
use crate::diagnostic::catalogue::{bibliography as remarks, yaml as yaml_remarks};
use crate::diagnostic::{Checked, Diagnostic};
use crate::input::{FileId, InputFile, Span};
use crate::yaml::{self, Fields, Name, Node, Value};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Most shared sources of a site (DESIGN, promise 4).
pub const MAX_SHARED_SOURCES: usize = 10_000;
/// Longest id, in bytes.
const MAX_ID: usize = 120;
/// Most authors of one source.
const MAX_AUTHORS: usize = 100;

/// The keys of a source; the second names are what French editors write.
pub const KEYS: &[Name] = &[
    ("id", "identifiant"),
    ("type", ""),
    ("title", "titre"),
    ("author", "auteur"),
    ("authors", "auteurs"),
    ("date", ""),
    ("publisher", "editeur"),
    ("container", "dans"),
    ("number", "numero"),
    ("url", "adresse"),
    ("accessed", "consulte_le"),
    ("note", "remarque"),
];

/// The field that a key fills.
const FIELDS: [(&str, Field); 12] = [
    ("id", Field::Id),
    ("type", Field::Kind),
    ("title", Field::Title),
    ("author", Field::Authors),
    ("authors", Field::Authors),
    ("date", Field::Date),
    ("publisher", Field::Publisher),
    ("container", Field::Container),
    ("number", Field::Number),
    ("url", Field::Url),
    ("accessed", Field::Accessed),
    ("note", Field::Note),
];

/// Reads the files of shared sources, in order. What is wrong is reported; entries that are right stay usable.
pub fn parse_shared<'a>(
    files: impl IntoIterator<Item = (FileId, &'a InputFile)>,
) -> Checked<Bibliography> {
    let mut found = Vec::new();
    let mut sources = Merging::default();
    for (id, file) in files {
        parse_file(id, file, &mut sources, &mut found);
    }
    Checked::new(
        Bibliography {
            sources: sources.sources,
        },
        found,
    )
}

/// Reads one file of sources, in the format that its name tells.
fn parse_file(id: FileId, file: &InputFile, sources: &mut Merging, found: &mut Vec<Diagnostic>) {
    let extension = file
        .path
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    if !extension.eq_ignore_ascii_case("yaml") && !extension.eq_ignore_ascii_case("yml") {
        found.push(remarks::unknown_format(&file.shown));
        return;
    }
    let errors_before = found.len();
    match yaml::parse(&file.text, id, 0).report_to(found) {
        Some(node) if node.value != Value::Null => shared(&node, sources, found),
        _ if found.len() == errors_before => found.push(remarks::no_sources(&file.shown)),
        _ => {}
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

/// Shared sources while they are put together.
#[derive(Default)]
struct Merging {
    sources: BTreeMap<String, Arc<Source>>,
    read: usize,
}

impl Merging {
    /// Adds a source. One id for two sources is an error that shows both; the first stays.
    fn add(&mut self, source: Source, found: &mut Vec<Diagnostic>) {
        match self.sources.entry(source.id.clone()) {
            Entry::Vacant(place) => {
                place.insert(Arc::new(source));
            }
            Entry::Occupied(first) if first.get().same_data(&source) => {
                found.push(remarks::source_repeated(
                    source.span,
                    first.get().span,
                    &source.id,
                ));
            }
            Entry::Occupied(first) => {
                found.push(remarks::source_twice(
                    source.span,
                    first.get().span,
                    &source.id,
                ));
            }
        }
    }

    /// Counts one more entry; reports the first past [`MAX_SHARED_SOURCES`].
    fn is_full(&mut self, span: Span, found: &mut Vec<Diagnostic>) -> bool {
        self.read += 1;
        if self.read == MAX_SHARED_SOURCES + 1 {
            found.push(remarks::too_many_sources(span, MAX_SHARED_SOURCES));
        }
        self.read > MAX_SHARED_SOURCES
    }
}

/// Reads one source. Gives none only when it has no usable id; a field that is wrong is reported and left out.
pub fn source(node: &Node, found: &mut Vec<Diagnostic>) -> Option<Source> {
    let fields = Fields::of(node, KEYS, "une source", found)?;
    let id = id(&fields, found);
    let text =
        |name: &str, found: &mut Vec<Diagnostic>| fields.text(name, found).map(|(text, _)| text);
    let kind = kind(&fields, found);
    let title = text("title", found);
    let authors = authors(&fields, found);
    let date = partial_date(&fields, "date", found);
    let publisher = text("publisher", found);
    let container = text("container", found);
    let number = text("number", found);
    let url = url(&fields, found);
    let accessed = partial_date(&fields, "accessed", found);
    let note = text("note", found);
    let (id, span) = id?;
    Some(Source {
        title,
        authors,
        date,
        publisher,
        container,
        number,
        url,
        accessed,
        note,
        spans: spans(&fields),
        ..Source::new(id, kind, span)
    })
}

/// Where the values of the fields stand.
fn spans(fields: &Fields) -> Vec<(Field, Span)> {
    FIELDS
        .iter()
        .filter_map(|(name, field)| Some((*field, fields.get(name)?.span)))
        .collect()
}

/// The id and its place, which stands for the source in messages.
fn id(fields: &Fields, found: &mut Vec<Diagnostic>) -> Option<(String, Span)> {
    let Some((_, node)) = fields.entry("id") else {
        let place = fields.key_span("id").unwrap_or(fields.span);
        found.push(remarks::missing_id(place));
        return None;
    };
    let (id, span) = yaml::text_of(node, "id", found).or_else(|| {
        if node.as_text().is_some() {
            found.push(remarks::missing_id(node.span));
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

/// Whether `[@id]` can name it: letters, digits and `-_.:/`, the first a letter or a digit, the last neither `.` nor `:`,
/// which end a sentence or announce a locator.
pub fn is_id(id: &str) -> bool {
    id.len() <= MAX_ID
        && id.starts_with(char::is_alphanumeric)
        && !id.ends_with(['.', ':'])
        && id
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.:/".contains(c))
}

fn kind(fields: &Fields, found: &mut Vec<Diagnostic>) -> SourceKind {
    let Some((written, span)) = fields.text("type", found) else {
        return SourceKind::Document;
    };
    SourceKind::parse(&written).unwrap_or_else(|| {
        found.push(yaml_remarks::unknown_value(
            span,
            "type",
            &written,
            &SourceKind::NAMES,
        ));
        SourceKind::Document
    })
}

/// One author or a list of them, under either key.
fn authors(fields: &Fields, found: &mut Vec<Diagnostic>) -> Vec<Author> {
    let (name, node) = match (fields.entry("author"), fields.entry("authors")) {
        (Some((first, node)), second) => {
            if let Some((second, _)) = second {
                found.push(yaml_remarks::duplicate_key(
                    second.span,
                    first.span,
                    &second.text,
                ));
            }
            ("author", node)
        }
        (None, Some((_, node))) => ("authors", node),
        (None, None) => return Vec::new(),
    };
    let Value::Seq(items) = &node.value else {
        return yaml::text_of(node, name, found)
            .map(|(author, _)| Author::parse(&author))
            .into_iter()
            .collect();
    };
    if items.len() > MAX_AUTHORS {
        found.push(remarks::too_many_authors(
            items[MAX_AUTHORS].span,
            items.len(),
            MAX_AUTHORS,
        ));
    }
    items
        .iter()
        .take(MAX_AUTHORS)
        .filter_map(|item| yaml::text_of(item, name, found))
        .map(|(author, _)| Author::parse(&author))
        .collect()
}

fn partial_date(fields: &Fields, name: &str, found: &mut Vec<Diagnostic>) -> Option<SourceDate> {
    let (written, span) = fields.text(name, found)?;
    match SourceDate::parse(&written) {
        Ok(date) => Some(date),
        Err(why) => {
            found.push(remarks::bad_date(span, name, &written, why));
            None
        }
    }
}

fn url(fields: &Fields, found: &mut Vec<Diagnostic>) -> Option<String> {
    let (written, span) = fields.text("url", found)?;
    match checked_url(&written) {
        Ok(()) => Some(written),
        Err(UrlFault::Scheme(scheme)) => {
            found.push(remarks::refused_scheme(span, &scheme));
            None
        }
        Err(UrlFault::NoScheme) => {
            found.push(remarks::url_without_scheme(span, &written));
            None
        }
        Err(UrlFault::Malformed) => {
            found.push(remarks::bad_url(span, &written));
            None
        }
    }
}

/// Why a text is no address of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UrlFault {
    /// A scheme other than http and https.
    Scheme(String),
    /// No scheme at all.
    NoScheme,
    /// A scheme that is allowed, and nothing sound after it.
    Malformed,
}

/// Checks that `url` is a whole http or https address (RFC 3986, 3, with the letters of RFC 3987): a host, no space, none
/// of the characters that no address holds, no name or password before the host, which make one site pass for another.
pub fn checked_url(url: &str) -> Result<(), UrlFault> {
    let scheme_end = url
        .find([':', '/', '?', '#', '.'])
        .filter(|end| url[*end..].starts_with(':'));
    let Some(end) = scheme_end else {
        return Err(UrlFault::NoScheme);
    };
    let scheme = &url[..end];
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err(UrlFault::Scheme(scheme.to_owned()));
    }
    let Some(rest) = url[end + 1..].strip_prefix("//") else {
        return Err(UrlFault::Malformed);
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !host.ends_with(']') => (name, port),
        _ => (host, ""),
    };
    let named = name.starts_with(char::is_alphanumeric)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))
        && !name.contains("..");
    let numbered = name.starts_with('[') && name.ends_with(']') && name.len() > 2;
    let sound = url
        .chars()
        .all(|c| !c.is_whitespace() && !c.is_control() && !"\"<>\\^`{|}".contains(c));
    let port_fits = port.bytes().all(|b| b.is_ascii_digit()) && port.len() <= 5;
    if (named || numbered) && sound && port_fits {
        Ok(())
    } else {
        Err(UrlFault::Malformed)
    }
}
