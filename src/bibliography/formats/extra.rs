//! The field of Zotero called "Extra", which exports write as a note: lines for programs are told from words for readers.

use super::super::{Field, Source};
use super::check::{clean, fill};
use crate::diagnostic::Diagnostic;
use crate::input::Span;

/// Names of lines that give an official identifier.
const OFFICIAL: [&str; 5] = ["nor", "ecli", "celex", "jorftext", "legitext"];

/// Names of lines that only programs read.
const FOR_PROGRAMS: [&str; 16] = [
    "citation key",
    "zscc",
    "pmid",
    "pmcid",
    "arxiv",
    "oclc",
    "isbn",
    "issn",
    "type",
    "page version id",
    "original-date",
    "issued",
    "event-place",
    "submitted",
    "container-title",
    "publisher-place",
];

/// Reads a note: what is for readers goes to the note of `source`, an official identifier or a DOI to its own field when
/// that is empty. `span` is the whole note.
pub fn read(
    source: &mut Source,
    lines: &[String],
    (name, span): (&str, Span),
    found: &mut Vec<Diagnostic>,
) {
    let mut words: Vec<&str> = Vec::new();
    for line in lines {
        let Some((label, value)) = line.split_once(':') else {
            words.push(line);
            continue;
        };
        let label = label.trim().to_lowercase();
        let value = value.trim();
        if OFFICIAL.contains(&label.as_str()) {
            if source.official_id.is_none() {
                fill(source, Field::OfficialId, (value, span), name, found);
            }
        } else if label == "doi" {
            if source.doi.is_none() {
                fill(source, Field::Doi, (value, span), name, found);
            }
        } else if !FOR_PROGRAMS.contains(&label.as_str()) && !label.starts_with("tex.") {
            words.push(line);
        }
    }
    let words = clean(&words.join(" "));
    fill(source, Field::Note, (&words, span), name, found);
}
