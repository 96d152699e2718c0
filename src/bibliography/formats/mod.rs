//! Reading sources: YAML, of a sheet's front matter or of a file of the content; BibLaTeX and CSL-JSON, as Zotero exports
//! them.
//!
//! Each format gives [`Source`]s with their places; a file's name tells its format. Those of all files are then joined in
//! one [`Bibliography`]. What is wrong costs a field or an entry, never the others.

mod biblatex;
mod bibtex;
mod check;
mod csl_json;
mod extra;
mod json;
mod latex;
mod places;
mod yaml;

pub use check::{UrlFault, checked_url, is_id};
pub use yaml::{KEYS, NAME_PARTS, source};

use super::{Bibliography, Source};
use crate::diagnostic::Checked;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::bibliography as remarks;
use crate::input::{FileId, InputFile, Span};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// Most shared sources of a site (DESIGN, promise 4).
pub const MAX_SHARED_SOURCES: usize = 10_000;
/// Most authors of one source.
const MAX_AUTHORS: usize = 100;

/// Reads the files of shared sources, in order. What is wrong is reported; entries that are right stay usable.
pub fn parse_shared<'a>(
    files: impl IntoIterator<Item = (FileId, &'a InputFile)>,
) -> Checked<Bibliography> {
    let mut found = Vec::new();
    let mut sources = Merging::default();
    for (id, file) in files {
        let extension = file
            .path
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension);
        match extension.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => yaml::read(id, file, &mut sources, &mut found),
            "bib" => biblatex::read(id, file, &mut sources, &mut found),
            "json" => csl_json::read(id, file, &mut sources, &mut found),
            _ => found.push(remarks::unknown_format(&file.shown)),
        }
    }
    Checked::new(
        Bibliography {
            sources: sources.sources,
        },
        found,
    )
}

/// Every source of one file as it is written there, in order; unlike in [`parse_shared`], those that repeat an id are kept
/// where the format is YAML. What is wrong is left to `parse_shared`.
pub fn written_in(id: FileId, file: &InputFile) -> Vec<Arc<Source>> {
    if is_yaml(&file.path) {
        return yaml::written_in(id, file);
    }
    let sources = parse_shared([(id, file)]).value.sources;
    let mut sources: Vec<Arc<Source>> = sources.into_values().collect();
    sources.sort_by_key(|source| source.span);
    sources
}

/// Whether a file of shared sources is read as YAML.
pub fn is_yaml(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
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
