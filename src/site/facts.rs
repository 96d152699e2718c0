//! `content/articles.yaml`: what an editor knows of articles and texts of law.

use super::legal_index::{Fact, Facts};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::{law as remarks, yaml as yaml_remarks};
use crate::input::{FileId, InputFile, Span};
use crate::law::{LegalRef, LegalText, TextId, Texts};
use crate::sheet::declared_references;
use crate::yaml::{self, Fields, Name, Node, Value};
use std::collections::HashMap;

/// The keys of an entry, on an article or on a text.
pub const KEYS: &[Name] = &[
    ("ref", ""),
    ("titre", "title"),
    ("id", ""),
    ("note", ""),
    ("texte", "text"),
    ("nom", "name"),
    ("noms", "names"),
    ("url", ""),
];

/// The facts, and the texts of law that the site adds to the known ones.
#[derive(Default)]
pub struct Known {
    /// By article.
    pub facts: Facts,
    /// Texts with their names.
    pub texts: Vec<LegalText>,
    articles: Vec<Node>,
}

/// Reads the entries about texts; those about articles wait for [`Known::read_articles`], since they may name the texts.
pub fn read(id: FileId, file: &InputFile, found: &mut Vec<Diagnostic>) -> Known {
    let mut known = Known::default();
    let Some(node) = yaml::parse(&file.text, id, 0).report_to(found) else {
        return known;
    };
    let Value::Seq(items) = node.value else {
        found.push(yaml_remarks::wrong_type(
            node.span,
            "articles.yaml",
            "une liste",
            node.kind_name(),
        ));
        return known;
    };
    let mut read = TextsRead::default();
    for item in items {
        let Some(fields) = Fields::of(&item, KEYS, "une entrée", found) else {
            continue;
        };
        match (fields.text("texte", found), fields.get("ref").is_some()) {
            (Some((text, span)), false) => {
                known.texts.push(read.text(&text, span, &fields, found));
            }
            (None, true) => known.articles.push(item.clone()),
            (Some((_, span)), true) => {
                found.push(remarks::not_a_reference(span, "ref et texte ensemble"));
            }
            (None, false) => found.push(yaml_remarks::missing_key(
                item.span,
                "ref",
                "ref: L2113-15 CCP",
            )),
        }
    }
    known
}

/// What the texts of the file said so far, to tell what contradicts it.
#[derive(Default)]
struct TextsRead {
    texts: HashMap<TextId, Span>,
    names: HashMap<String, (TextId, Span)>,
    ids: HashMap<String, Span>,
}

impl TextsRead {
    /// One entry about a text.
    fn text(
        &mut self,
        text: &str,
        span: Span,
        fields: &Fields,
        found: &mut Vec<Diagnostic>,
    ) -> LegalText {
        report_keys(fields, &["titre", "note"], "texte", found);
        let tables = Texts::known();
        // "loi n° 2005-882" as one writes it, else an id such as `loi:2005-882`, or the slug of a text of the site's own.
        let id = match crate::law::parse_entry(text, tables, None).as_deref() {
            Ok([LegalRef::Text(id)]) => id.clone(),
            _ => TextId::new(text),
        };
        if let Some(first) = self.texts.insert(id.clone(), span) {
            found.push(remarks::fact_twice(span, first, text));
        }
        let table = tables.get(&id);
        let name = fields.text("nom", found).map(|(name, span)| {
            if let Some(table) = table.filter(|table| !same_words(&table.title, &name)) {
                found.push(remarks::contradicts_tables(span, "nom", text, &table.title));
            }
            name
        });
        let names = fields.texts("noms", found);
        for (name, span) in &names {
            let key = name.to_lowercase();
            match self.names.get(&key) {
                Some((other, first)) if *other != id => {
                    found.push(remarks::name_taken(*span, *first, name));
                }
                Some(_) => {}
                None => {
                    self.names.insert(key, (id.clone(), *span));
                    if let Some(other) = tables.by_abbreviation(name).filter(|other| *other != id) {
                        found.push(remarks::name_known(*span, name, &tables.name(&other)));
                    }
                }
            }
        }
        let official = official_id(fields, &TEXT_IDS, "texte", &mut self.ids, found);
        if let (Some(own), Some(node)) = (&official, fields.get("id"))
            && let Some(in_tables) = table.and_then(|table| table.official_id.as_ref())
            && in_tables != own
        {
            found.push(remarks::contradicts_tables(
                node.span,
                "identifiant",
                text,
                in_tables,
            ));
        }
        let url = fields.text("url", found).and_then(|(url, span)| {
            let web = url.starts_with("https://") || url.starts_with("http://");
            if !web {
                found.push(crate::diagnostic::catalogue::bibliography::bad_url(
                    span, "url", &url,
                ));
            }
            web.then_some(url)
        });
        let names = names.into_iter().map(|(name, _)| name).collect();
        LegalText::of_site(&id, name, names, official, url)
    }
}

/// Whether two titles are the same but for capitals, apostrophes and kinds of spaces.
fn same_words(a: &str, b: &str) -> bool {
    crate::sheet::slug::slug(a) == crate::sheet::slug::slug(b)
}

/// Reports the keys that say nothing of such an entry.
fn report_keys(fields: &Fields, keys: &[&str], entry: &str, found: &mut Vec<Diagnostic>) {
    for key in keys {
        if let Some((written, _)) = fields.entry(key) {
            found.push(remarks::key_without_effect(
                written.span,
                &written.text,
                entry,
            ));
        }
    }
}

impl Known {
    /// Reads the entries about articles with all `texts`.
    pub fn read_articles(&mut self, texts: &Texts, found: &mut Vec<Diagnostic>) {
        let mut seen: HashMap<(TextId, crate::law::Article), Span> = HashMap::new();
        let mut ids = HashMap::new();
        for item in std::mem::take(&mut self.articles) {
            // Unknown keys were reported by the first reading.
            let Some(fields) = Fields::of(&item, KEYS, "une entrée", &mut Vec::new()) else {
                continue;
            };
            let Some((written, span)) = fields.text("ref", found) else {
                continue;
            };
            let references = declared_references(&written, span, texts, None, found);
            let [LegalRef::Article { text, article }] = references.as_slice() else {
                if !references.is_empty() {
                    found.push(remarks::one_article_expected(span, &written));
                }
                continue;
            };
            let key = (text.clone(), article.clone());
            if let Some(first) = seen.insert(key.clone(), span) {
                found.push(remarks::fact_twice(span, first, &written));
                continue;
            }
            report_keys(&fields, &["nom", "noms", "url"], "article", found);
            let fact = Fact {
                title: fields.text("titre", found).map(|(title, _)| title),
                note: fields.text("note", found).map(|(note, _)| note),
                official_id: official_id(&fields, &ARTICLE_IDS, "article", &mut ids, found),
            };
            self.facts.insert(key, fact);
        }
    }
}

/// What the official id of an article begins with, and that of a text.
const ARTICLE_IDS: [&str; 2] = ["LEGIARTI", "JORFARTI"];
const TEXT_IDS: [&str; 2] = ["LEGITEXT", "JORFTEXT"];

/// The official id of an entry, of one of these `kinds`; `first` has those that were given before.
fn official_id(
    fields: &Fields,
    kinds: &[&str],
    entry: &str,
    first: &mut HashMap<String, Span>,
    found: &mut Vec<Diagnostic>,
) -> Option<String> {
    let (id, span) = fields.text("id", found)?;
    let digits = ARTICLE_IDS
        .iter()
        .chain(&TEXT_IDS)
        .find_map(|kind| id.strip_prefix(kind));
    if !digits
        .is_some_and(|digits| digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit()))
    {
        found.push(remarks::bad_official_id(span, &id));
        return None;
    }
    if !kinds.iter().any(|kind| id.starts_with(kind)) {
        found.push(remarks::official_id_of_another_kind(span, &id, entry));
        return None;
    }
    match first.get(&id) {
        Some(first) => found.push(remarks::official_id_twice(span, *first, &id)),
        None => {
            first.insert(id.clone(), span);
        }
    }
    Some(id)
}
