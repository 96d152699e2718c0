//! `content/glossaire.yaml`: acronyms and terms, and where each is used (`uses`).

mod uses;

use super::links::Targets;
use super::routes::Route;
use super::{GlossaryEntry, TermMark};
use crate::diagnostic::catalogue::{site as remarks, yaml as yaml_remarks};
use crate::diagnostic::{Diagnostic, nearest};
use crate::input::{FileId, InputFile, Span};
use crate::sheet::FactSheet;
use crate::sheet::markdown::RESERVED_IDS;
use crate::sheet::slug::slug;
use crate::yaml::{self, Fields, Name, Value};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The keys of an entry.
pub const KEYS: &[Name] = &[
    ("terme", "term"),
    ("sigle", "acronym"),
    ("definition", ""),
    ("voir", "see"),
];

/// An entry as it is written.
struct Written {
    acronym: Option<String>,
    term: String,
    definition: String,
    see: Option<(String, Span)>,
    span: Span,
}

/// Reads the glossary, and finds which sheets use each entry and where, for the sheets written in `language`. The marks are
/// parallel to `sheets`.
pub fn assemble(
    id: FileId,
    file: &InputFile,
    sheets: &[FactSheet],
    routes: &[Route],
    targets: &Targets,
    language: &str,
    found: &mut Vec<Diagnostic>,
) -> (Vec<GlossaryEntry>, Vec<Vec<TermMark>>) {
    let written = read(id, file, found);
    // The page's own parts have ids too.
    let mut anchors: HashSet<String> = RESERVED_IDS.map(str::to_owned).into();
    let mut first_places: HashMap<String, Span> = HashMap::new();
    let mut entries: Vec<(GlossaryEntry, Option<(String, Span)>)> = Vec::new();
    for entry in written {
        let word = entry.acronym.clone().unwrap_or_else(|| entry.term.clone());
        if let Some(first) = first_places.get(&word) {
            found.push(remarks::glossary_twice(entry.span, *first, &word));
            continue;
        }
        first_places.insert(word.clone(), entry.span);
        entries.push((
            GlossaryEntry {
                anchor: super::legal_index::unique(&word, &mut anchors),
                acronym: entry.acronym,
                term: entry.term,
                definition: entry.definition,
                see: None,
                see_title: None,
                used_in: Vec::new(),
            },
            entry.see,
        ));
    }
    let known: BTreeMap<String, (String, String)> = entries
        .iter()
        .flat_map(|(entry, _)| {
            let word = entry.acronym.clone().unwrap_or_else(|| entry.term.clone());
            let target = (entry.anchor.clone(), word.clone());
            [(slug(&word), target.clone()), (slug(&entry.term), target)]
        })
        .collect();
    let mut glossary: Vec<GlossaryEntry> = entries
        .into_iter()
        .map(|(mut entry, see)| {
            if let Some((see, span)) = see {
                if let Some(sheet) = targets.sheet(&slug(&see)) {
                    entry.see = Some(routes[sheet].clone());
                    entry.see_title = Some(sheets[sheet].front.title.clone());
                } else if let Some((anchor, word)) = known.get(&slug(&see)) {
                    entry.see = Some(Route::File(format!("glossaire.html#{anchor}")));
                    entry.see_title = Some(word.clone());
                } else {
                    let close = targets
                        .nearest_slug(&see)
                        .or_else(|| nearest(&see, known.keys().map(String::as_str)));
                    found.push(remarks::glossary_see(span, &see, close));
                }
            }
            entry
        })
        .collect();
    glossary.sort_by_cached_key(|entry| {
        let word = entry.acronym.as_ref().unwrap_or(&entry.term);
        (slug(word), word.clone())
    });
    let marks = uses::find(sheets, language, &mut glossary);
    (glossary, marks)
}

fn read(id: FileId, file: &InputFile, found: &mut Vec<Diagnostic>) -> Vec<Written> {
    let Some(node) = yaml::parse(&file.text, id, 0).report_to(found) else {
        return Vec::new();
    };
    let Value::Seq(items) = &node.value else {
        found.push(yaml_remarks::wrong_type(
            node.span,
            "glossaire.yaml",
            "une liste",
            node.kind_name(),
        ));
        return Vec::new();
    };
    let mut entries = Vec::new();
    for item in items {
        let Some(fields) = Fields::of(item, KEYS, "une entrée du glossaire", found) else {
            continue;
        };
        let acronym = fields.text("sigle", found).map(|(text, _)| text);
        let term = fields.text("terme", found).map(|(text, _)| text);
        let definition = fields.text("definition", found).map(|(text, _)| text);
        let see = fields.text("voir", found);
        match (term, definition) {
            (Some(term), definition) => {
                let definition = definition.unwrap_or_default();
                if definition.is_empty() && acronym.is_none() {
                    found.push(yaml_remarks::missing_key(
                        item.span,
                        "definition",
                        "definition: Ce que le mot veut dire.",
                    ));
                }
                entries.push(Written {
                    acronym,
                    term,
                    definition,
                    see,
                    span: item.span,
                });
            }
            (None, _) => found.push(yaml_remarks::missing_key(
                item.span,
                "terme",
                "terme: Économie sociale et solidaire",
            )),
        }
    }
    entries
}
