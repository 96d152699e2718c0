//! `content/glossaire.yaml`: acronyms and terms, and where each is used.

use super::links::Targets;
use super::routes::Route;
use super::{GlossaryEntry, SheetIndex};
use crate::diagnostic::catalogue::{site as remarks, yaml as yaml_remarks};
use crate::diagnostic::{Diagnostic, nearest};
use crate::document::{Block, Inline};
use crate::input::{FileId, InputFile, Span};
use crate::sheet::FactSheet;
use crate::sheet::markdown::RESERVED_IDS;
use crate::sheet::slug::slug;
use crate::yaml::{self, Fields, Name, Value};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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

/// Reads the glossary and finds which sheets use each entry.
pub fn assemble(
    id: FileId,
    file: &InputFile,
    sheets: &[FactSheet],
    routes: &[Route],
    targets: &Targets,
    found: &mut Vec<Diagnostic>,
) -> Vec<GlossaryEntry> {
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
    find_uses(sheets, &mut glossary);
    glossary.sort_by_cached_key(|entry| {
        let word = entry.acronym.as_ref().unwrap_or(&entry.term);
        (slug(word), word.clone())
    });
    glossary
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

/// Notes which sheets use each entry: an acronym as a whole word in its own case, a term in any case, also plural.
/// Each sheet's words are looked up once, whatever the size of the glossary.
fn find_uses(sheets: &[FactSheet], glossary: &mut [GlossaryEntry]) {
    let mut acronyms: HashMap<&str, usize> = HashMap::new();
    let mut terms: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::new();
    let mut uses: Vec<Vec<SheetIndex>> = vec![Vec::new(); glossary.len()];
    for (at, entry) in glossary.iter().enumerate() {
        if let Some(acronym) = &entry.acronym {
            acronyms.insert(acronym.as_str(), at);
        } else {
            let words: Vec<String> = words_of(&entry.term)
                .map(|word| singular(&word.to_lowercase()))
                .collect();
            if let Some(first) = words.first() {
                terms.entry(first.clone()).or_default().push((words, at));
            }
        }
    }
    let used: Vec<BTreeSet<usize>> = sheets
        .par_iter()
        .map(|sheet| entries_used(sheet, &acronyms, &terms))
        .collect();
    for (sheet, entries) in used.into_iter().enumerate() {
        for entry in entries {
            uses[entry].push(sheet);
        }
    }
    for (entry, sheets) in glossary.iter_mut().zip(uses) {
        entry.used_in = sheets;
    }
}

/// The entries whose acronym or term stands in the text of `sheet`.
fn entries_used(
    sheet: &FactSheet,
    acronyms: &HashMap<&str, usize>,
    terms: &HashMap<String, Vec<(Vec<String>, usize)>>,
) -> BTreeSet<usize> {
    let mut text = String::new();
    for block in &sheet.document.blocks {
        push_words(block, &mut text);
    }
    let words: Vec<&str> = words_of(&text).collect();
    let mut used = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        used.extend(acronyms.get(word));
        if terms.is_empty() {
            continue;
        }
        let first = singular(&word.to_lowercase());
        for (term, entry) in terms.get(&first).into_iter().flatten() {
            let matches = words[at..].len() >= term.len()
                && words[at..]
                    .iter()
                    .zip(term)
                    .all(|(word, part)| singular(&word.to_lowercase()) == *part);
            if matches {
                used.insert(*entry);
            }
        }
    }
    used
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn singular(word: &str) -> String {
    word.strip_suffix(['s', 'x'])
        .filter(|stem| stem.len() > 2)
        .unwrap_or(word)
        .to_owned()
}

fn push_words(block: &Block, out: &mut String) {
    match block {
        Block::Heading(heading) => push_line(&heading.content, out),
        Block::Paragraph { content, .. } => push_line(content, out),
        Block::Figure { caption, .. } => push_line(caption, out),
        Block::Table { head, rows, .. } => head
            .iter()
            .chain(rows.iter().flatten())
            .for_each(|cell| push_line(cell, out)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| push_words(block, out)),
        Block::Callout { title, blocks, .. } => {
            push_line(title, out);
            blocks.iter().for_each(|block| push_words(block, out));
        }
        Block::List { items, .. } => items
            .iter()
            .flat_map(|item| &item.blocks)
            .for_each(|block| push_words(block, out)),
        Block::Definitions(definitions) => {
            for definition in definitions {
                definition
                    .terms
                    .iter()
                    .for_each(|term| push_line(term, out));
                definition
                    .details
                    .iter()
                    .flatten()
                    .for_each(|block| push_words(block, out));
            }
        }
        Block::Code { .. } | Block::Html(_) | Block::Rule => {}
    }
}

fn push_line(inlines: &[Inline], out: &mut String) {
    out.push_str(&crate::document::plain_text(inlines));
    out.push('\n');
}
