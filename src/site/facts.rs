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
    let mut seen: HashMap<String, Span> = HashMap::new();
    for item in items {
        let Some(fields) = Fields::of(&item, KEYS, "une entrée", found) else {
            continue;
        };
        match (fields.text("texte", found), fields.get("ref").is_some()) {
            (Some((text, span)), false) => {
                if let Some(first) = seen.insert(text.clone(), span) {
                    found.push(remarks::fact_twice(span, first, &text));
                }
                let name = fields.text("nom", found).map(|(name, _)| name);
                let names = fields
                    .texts("noms", found)
                    .into_iter()
                    .map(|(name, _)| name)
                    .collect();
                let official = official_id(&fields, found);
                let url = fields.text("url", found).and_then(|(url, span)| {
                    let web = url.starts_with("https://") || url.starts_with("http://");
                    if !web {
                        found.push(crate::diagnostic::catalogue::bibliography::bad_url(
                            span, &url,
                        ));
                    }
                    web.then_some(url)
                });
                // "loi n° 2005-882" as one writes it, else an id such as `loi:2005-882`, or the slug of a text of the site's own.
                let id = match crate::law::parse_entry(&text, Texts::known(), None).as_deref() {
                    Ok([LegalRef::Text(id)]) => id.clone(),
                    _ => TextId::new(&text),
                };
                known
                    .texts
                    .push(LegalText::of_site(&id, name, names, official, url));
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

impl Known {
    /// Reads the entries about articles with all `texts`.
    pub fn read_articles(&mut self, texts: &Texts, found: &mut Vec<Diagnostic>) {
        let mut seen: HashMap<(TextId, crate::law::Article), Span> = HashMap::new();
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
            let fact = Fact {
                title: fields.text("titre", found).map(|(title, _)| title),
                note: fields.text("note", found).map(|(note, _)| note),
                official_id: official_id(&fields, found),
            };
            self.facts.insert(key, fact);
        }
    }
}

fn official_id(fields: &Fields, found: &mut Vec<Diagnostic>) -> Option<String> {
    let (id, span) = fields.text("id", found)?;
    let digits = ["LEGIARTI", "LEGITEXT", "JORFTEXT", "JORFARTI"]
        .iter()
        .find_map(|kind| id.strip_prefix(kind));
    if digits.is_some_and(|digits| digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit()))
    {
        return Some(id);
    }
    found.push(remarks::bad_official_id(span, &id));
    None
}
