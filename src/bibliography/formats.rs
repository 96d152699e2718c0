//! Reading sources: entries of YAML, in front matter or in a file of shared ones.

use super::{Bibliography, Source, SourceKind};
use crate::diagnostic::catalogue::{bibliography as remarks, yaml as yaml_remarks};
use crate::diagnostic::{Checked, Diagnostic};
use crate::input::{FileId, InputFile, is_hidden};
use crate::yaml::{self, Fields, Name, Node, Value, text_of};
use std::sync::Arc;

/// Most sources shared by a site (DESIGN, promise 4).
pub const MAX_SHARED: usize = 10_000;

const KEYS: &[Name] = &[
    ("id", ""),
    ("type", ""),
    ("title", "titre"),
    ("author", "auteur"),
    ("date", ""),
    ("publisher", "editeur"),
    ("container", "dans"),
    ("number", "numero"),
    ("url", ""),
    ("accessed", "consulte_le"),
    ("note", ""),
];

/// Names of the types, French ones too.
const KINDS: [(&str, SourceKind); 16] = [
    ("legislation", SourceKind::Legislation),
    ("loi", SourceKind::Legislation),
    ("case", SourceKind::Case),
    ("jurisprudence", SourceKind::Case),
    ("report", SourceKind::Report),
    ("rapport", SourceKind::Report),
    ("book", SourceKind::Book),
    ("livre", SourceKind::Book),
    ("article", SourceKind::Article),
    ("web", SourceKind::Web),
    ("webpage", SourceKind::Web),
    ("interview", SourceKind::Interview),
    ("entretien", SourceKind::Interview),
    ("thesis", SourceKind::Thesis),
    ("these", SourceKind::Thesis),
    ("document", SourceKind::Document),
];

/// Reads the files of shared sources. One id twice is reported, with both places.
pub fn parse_shared<'a>(files: impl IntoIterator<Item = (FileId, &'a InputFile)>) -> Checked<Bibliography> {
    let mut found = Vec::new();
    let mut bibliography = Bibliography::default();
    for (id, file) in files {
        let Some(node) = yaml::parse(&file.text, id, 0).report_to(&mut found) else {
            if file.text.trim().is_empty() {
                found.push(crate::diagnostic::catalogue::site::empty_file(&file.shown));
            }
            continue;
        };
        let items = match &node.value {
            Value::Seq(items) => items,
            Value::Null => continue,
            _ => {
                found.push(yaml_remarks::wrong_type(node.span, "sources.yaml", "une liste", node.kind_name()));
                continue;
            }
        };
        for item in items {
            if bibliography.sources.len() >= MAX_SHARED {
                found.push(remarks::too_many_sources(item.span, MAX_SHARED));
                return Checked::new(bibliography, found);
            }
            let Some(source) = source(item, &mut found) else { continue };
            match bibliography.sources.get(&source.id) {
                Some(first) if first.same_data(&source) => {
                    found.push(remarks::source_repeated(source.span, first.span, &source.id));
                }
                Some(first) => found.push(remarks::source_twice(source.span, first.span, &source.id)),
                None => {
                    bibliography.sources.insert(source.id.clone(), Arc::new(source));
                }
            }
        }
    }
    Checked::new(bibliography, found)
}

/// Reads one source. Gives nothing when it has no usable id; reports what is wrong and keeps the rest.
pub fn source(node: &Node, found: &mut Vec<Diagnostic>) -> Option<Source> {
    let fields = Fields::of(node, KEYS, "une source", found)?;
    let (id, span) = match fields.text("id", found) {
        Some((id, span)) => (id, span),
        None => {
            if fields.get("id").is_none() {
                found.push(yaml_remarks::missing_key(node.span, "id", "id: loi-ess"));
            }
            return None;
        }
    };
    if !is_id(&id) {
        found.push(remarks::bad_id(span, &id));
        return None;
    }
    let mut text = |name: &str| fields.text(name, found).map(|(text, _)| text);
    let title = text("title");
    let publisher = text("publisher");
    let container = text("container");
    let number = text("number");
    let note = text("note");
    let kind = match fields.text("type", found) {
        None => SourceKind::Document,
        Some((written, span)) => match KINDS.iter().find(|(name, _)| *name == written) {
            Some((_, kind)) => *kind,
            None => {
                let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
                found.push(yaml_remarks::unknown_value(span, "type", &written, &names));
                SourceKind::Document
            }
        },
    };
    let authors = match fields.get("author") {
        Some(Node { value: Value::Seq(items), .. }) => {
            items.iter().filter_map(|item| text_of(item, "author", found)).map(|(name, _)| name).collect()
        }
        Some(node) => text_of(node, "author", found).map(|(name, _)| name).into_iter().collect(),
        None => Vec::new(),
    };
    let url = fields.text("url", found).and_then(|(url, span)| {
        let fits = is_web_address(&url);
        if !fits {
            found.push(remarks::bad_url(span, &url));
        }
        fits.then_some(url)
    });
    Some(Source {
        id,
        kind,
        title,
        authors,
        date: fields.date("date", false, found),
        publisher,
        container,
        number,
        url,
        accessed: fields.date("accessed", false, found),
        note,
        span,
    })
}

/// What `[@…]` can name: begins with a letter or digit, then letters, digits and `-_.:/`, and ends in neither `.` nor `:`.
fn is_id(id: &str) -> bool {
    id.len() <= 200
        && id.starts_with(char::is_alphanumeric)
        && !id.ends_with(['.', ':'])
        && id.chars().all(|c| c.is_alphanumeric() || "-_.:/".contains(c))
}

/// Whether `url` is an address that a page may lead to: http or https, a host, no space or quote.
pub fn is_web_address(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else { return false };
    rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        && !url.contains(|c: char| c.is_whitespace() || is_hidden(c) || matches!(c, '"' | '<' | '>' | '\\' | '`' | '{' | '}' | '|' | '^'))
}
