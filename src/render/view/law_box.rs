//! "Le droit cité dans cette fiche": every reference of a sheet, by text, with its places and its official address.

use super::passage::{Spot, spot};
use super::watch::WatchMark;
use super::{NamedLink, Views, address, count};
use crate::law::{Article, LegalRef, Nature, TextId, url};
use crate::render::html::escape;
use crate::render::html::law_text::{
    abbreviation, article_label, law_text, lower_first, named_in_full, reference_label,
};
use crate::render::theme::Html;
use crate::sheet::FactSheet;
use crate::sheet::front_matter::SheetKind;
use crate::site::SheetIndex;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Most subdivisions of one article that are named.
const PINPOINTS: usize = 6;
/// Most articles inside a range that are named.
const INSIDE: usize = 8;

/// The box.
#[derive(Clone, Debug, Serialize)]
pub struct LawBox {
    /// "21 références dans 6 textes, plus 3 articles à l’intérieur d’un intervalle".
    pub summary: String,
    /// One group per text.
    pub groups: Vec<LawGroup>,
}

/// The references of one text.
#[derive(Clone, Debug, Serialize)]
pub struct LawGroup {
    /// Name of the text.
    pub title: Html,
    /// Its page in the index.
    pub url: Option<String>,
    /// "CCP", when it has an abbreviation.
    pub short: Option<String>,
    /// Its official address.
    pub official_url: Option<String>,
    /// "Légifrance", "EUR-Lex"…
    pub official_name: String,
    /// What its official address leads to: "code de la commande publique".
    pub official_of: Html,
    /// Its references; the text as a whole first.
    pub items: Vec<LawItem>,
}

/// A reference.
#[derive(Clone, Debug, Serialize)]
pub struct LawItem {
    /// "L. 2113-15", "art. 1er", "le texte".
    pub label: Html,
    /// Its page in the index, else its official address.
    pub url: Option<String>,
    /// What is pointed at inside it: "2° du I", "alinéa 3".
    pub pinpoints: Vec<Html>,
    /// Its official address, when it is not that of the whole text.
    pub official_url: Option<String>,
    /// Whether that is the address of the article itself, not of a search for it: what paper may show.
    pub official_exact: bool,
    /// What its official address leads to: "article L. 2113-15 du code de la commande publique".
    pub official_of: Html,
    /// What it is about; may be empty.
    pub object: Html,
    /// The editor's remark; may be empty.
    pub note: Html,
    /// The articles inside a range, with their pages: a few of them.
    pub inside: Vec<NamedLink>,
    /// "3 autres articles", when more are inside the range; may be empty.
    pub more_inside: String,
    /// What became of it since the sheet was checked, or that it is no longer in force.
    pub watch: Vec<WatchMark>,
    /// "partie", "parties"; empty when the places are named in full.
    pub places_label: &'static str,
    /// Where the sheet cites it.
    pub places: Vec<LawPlace>,
}

/// A place of the sheet.
#[derive(Clone, Debug, Serialize)]
pub struct LawPlace {
    /// `#droit-3`
    pub url: String,
    /// "2", "en bref", "note 3".
    pub text: Html,
    /// Its accessible name: begins with `text`.
    pub name: String,
}

/// What a place leads to.
#[derive(Clone, Copy)]
enum Target<'a> {
    /// The words that cite: an id in the page.
    Words(&'a str),
    /// A note, by its number.
    Note(u32),
}

#[derive(Default)]
struct Gathered<'a> {
    places: Vec<(Target<'a>, Spot)>,
    pinpoints: Vec<&'a str>,
    note: Option<&'a str>,
    watch: Vec<WatchMark>,
}

impl Views<'_> {
    /// The box of the sheet at `at` in the page at `path`; none when it cites nothing.
    pub fn law_box(&self, at: SheetIndex, path: &str) -> Option<LawBox> {
        let sheet = &self.site.sheets[at];
        let mut texts: BTreeMap<&TextId, BTreeMap<&LegalRef, Gathered>> = BTreeMap::new();
        for mention in &sheet.law {
            for part in &mention.parts {
                let Some(reference) = &part.reference else {
                    continue;
                };
                let gathered = texts
                    .entry(reference.text())
                    .or_default()
                    .entry(reference)
                    .or_default();
                let spot = spot(sheet, mention);
                if gathered.places.iter().all(|(_, other)| *other != spot) {
                    gathered.places.push((Target::Words(&part.anchor), spot));
                }
                if let Some(pinpoint) = part.pinpoint.as_deref()
                    && gathered.pinpoints.len() < PINPOINTS
                    && !gathered.pinpoints.contains(&pinpoint)
                {
                    gathered.pinpoints.push(pinpoint);
                }
            }
        }
        for (reference, number) in &self.site.legal_index.in_notes[at] {
            let gathered = texts
                .entry(reference.text())
                .or_default()
                .entry(reference)
                .or_default();
            let spot = Spot {
                part: 0,
                name: format!("note\u{a0}{number}"),
            };
            if gathered.places.iter().all(|(_, other)| *other != spot) {
                gathered.places.push((Target::Note(*number), spot));
            }
        }
        for declared in &sheet.declared_law {
            let reference = &declared.reference;
            let gathered = texts
                .entry(reference.text())
                .or_default()
                .entry(reference)
                .or_default();
            gathered.note = gathered.note.or(declared.note.as_deref());
        }
        if texts.is_empty() {
            return None;
        }
        for (reference, marks) in self.watch_marks(at) {
            let cited = texts.get_mut(reference.text());
            if let Some(gathered) = cited.and_then(|cited| cited.get_mut(reference)) {
                gathered.watch = marks;
            }
        }
        Some(LawBox {
            summary: self.summary(&texts),
            groups: texts
                .into_iter()
                .map(|(text, references)| self.law_group(text, references, sheet, path))
                .collect(),
        })
    }

    /// Counts the references, and apart from them the articles that only a range holds.
    fn summary(&self, texts: &BTreeMap<&TextId, BTreeMap<&LegalRef, Gathered>>) -> String {
        let cited = || texts.values().flat_map(BTreeMap::keys);
        let mut named: BTreeSet<(&TextId, &Article)> = BTreeSet::new();
        for reference in cited() {
            match reference {
                LegalRef::Text(_) => {}
                LegalRef::Article { text, article } => {
                    named.insert((text, article));
                }
                LegalRef::Range { text, from, to } => named.extend([(text, from), (text, to)]),
            }
        }
        let ranges = cited().filter_map(|reference| {
            let articles = self.site.legal_index.ranges.get(*reference)?;
            let inside = articles
                .iter()
                .map(|article| (reference.text(), article))
                .filter(|article| !named.contains(article));
            Some(inside.collect::<BTreeSet<_>>()).filter(|inside| !inside.is_empty())
        });
        let ranges: Vec<BTreeSet<(&TextId, &Article)>> = ranges.collect();
        let inside: BTreeSet<_> = ranges.iter().flatten().collect();
        let mut summary = format!(
            "{} dans {}",
            count(cited().count(), "référence", "références"),
            count(texts.len(), "texte", "textes")
        );
        if !inside.is_empty() {
            summary.push_str(&format!(
                ", plus {} à l’intérieur d’{}",
                count(inside.len(), "article", "articles"),
                if ranges.len() > 1 {
                    "intervalles"
                } else {
                    "un intervalle"
                }
            ));
        }
        summary
    }

    /// The articles between the two ends of a range: the first ones with their pages, and how many more there are.
    fn inside(&self, reference: &LegalRef, path: &str) -> (Vec<NamedLink>, String) {
        let LegalRef::Range { text, from, to } = reference else {
            return (Vec::new(), String::new());
        };
        let articles = self.site.legal_index.ranges.get(reference);
        let inside: Vec<&Article> = articles
            .into_iter()
            .flatten()
            .filter(|article| *article != from && *article != to)
            .collect();
        let more = inside.len().saturating_sub(INSIDE);
        let links = inside.iter().take(INSIDE).filter_map(|article| {
            Some(NamedLink {
                text: Html(article_label(article)),
                url: address(path, &self.law_pages.article(text, article)?.path()),
            })
        });
        let more = match more {
            0 => String::new(),
            more => count(more, "autre article", "autres articles"),
        };
        (links.collect(), more)
    }

    fn law_group(
        &self,
        text: &TextId,
        references: BTreeMap<&LegalRef, Gathered>,
        sheet: &FactSheet,
        path: &str,
    ) -> LawGroup {
        let texts = &self.site.texts;
        let mut references: Vec<(&LegalRef, Gathered)> = references.into_iter().collect();
        // A range stands after its first article.
        references.sort_by_key(|(reference, _)| match reference {
            LegalRef::Text(_) => (None, None),
            LegalRef::Article { article, .. } => (Some(article), None),
            LegalRef::Range { from, to, .. } => (Some(from), Some(to)),
        });
        let whole = LegalRef::Text(text.clone());
        LawGroup {
            title: Html(law_text(&texts.name(text))),
            url: self
                .law_pages
                .text(text)
                .map(|route| address(path, &route.path())),
            short: abbreviation(texts, text),
            official_url: url::official_url(&whole, texts).filter(|url| escape::allowed_url(url)),
            official_name: url::official_name(text).to_string(),
            official_of: Html(law_text(&named_in_full(&whole, texts))),
            items: references
                .into_iter()
                .map(|(reference, gathered)| self.law_item(reference, &gathered, sheet, path))
                .collect(),
        }
    }

    fn law_item(
        &self,
        reference: &LegalRef,
        gathered: &Gathered,
        sheet: &FactSheet,
        path: &str,
    ) -> LawItem {
        let texts = &self.site.texts;
        let indexed = match reference {
            LegalRef::Article { text, article }
            | LegalRef::Range {
                text,
                from: article,
                ..
            } => self
                .law_pages
                .position(text, article)
                .map(|(t, a)| &self.site.legal_index.texts[t].articles[a]),
            LegalRef::Text(_) => None,
        };
        let object = match reference {
            LegalRef::Article { .. } => indexed.and_then(|article| article.title.as_deref()),
            _ => None,
        };
        let official = match reference {
            LegalRef::Text(_) => None,
            _ => indexed
                .and_then(|article| article.url.clone())
                .or_else(|| url::official_url(reference, texts)),
        };
        // An article of a law often has no address but that of its law, which the group gives.
        let whole = url::text_url(reference.text(), texts);
        let official = official.filter(|address| {
            escape::allowed_url(address) && whole.as_deref() != Some(address.as_str())
        });
        let label = match reference {
            LegalRef::Text(text) if text.nature() == Nature::Case => "La décision".to_owned(),
            LegalRef::Text(_) => "Le texte".to_owned(),
            _ => reference_label(reference),
        };
        let (inside, more_inside) = self.inside(reference, path);
        let numbered = sheet.front.kind != SheetKind::Page
            && gathered.places.iter().all(|(_, spot)| spot.part > 0);
        LawItem {
            label: Html(label),
            url: match self.law_pages.reference(reference) {
                Some(route) => Some(address(path, &route.path())),
                None => url::official_url(reference, texts).filter(|url| escape::allowed_url(url)),
            },
            pinpoints: gathered
                .pinpoints
                .iter()
                .map(|words| Html(law_text(words)))
                .collect(),
            official_exact: official.as_deref().is_some_and(url::is_exact),
            official_url: official,
            official_of: Html(law_text(&match reference {
                // A range leads to its first article.
                LegalRef::Range { text, from, .. } => {
                    let (text, article) = (text.clone(), from.clone());
                    named_in_full(&LegalRef::Article { text, article }, texts)
                }
                _ => named_in_full(reference, texts),
            })),
            object: Html(law_text(object.unwrap_or(""))),
            note: Html(law_text(gathered.note.unwrap_or(""))),
            inside,
            more_inside,
            watch: gathered.watch.clone(),
            places_label: match gathered.places.len() {
                0 => "",
                _ if !numbered => "",
                1 => "partie",
                _ => "parties",
            },
            places: places(&gathered.places, numbered, sheet.front.kind),
        }
    }
}

/// Places in the order of the page, those without a number first; the word "partie" once, where numbers begin.
fn places(gathered: &[(Target, Spot)], numbered: bool, kind: SheetKind) -> Vec<LawPlace> {
    let (without, with): (Vec<_>, Vec<_>) = gathered.iter().partition(|(_, spot)| spot.part == 0);
    let plural = if with.len() > 1 { "s" } else { "" };
    let without = without.into_iter().map(|(target, spot)| {
        let words = if spot.name.is_empty() {
            "introduction".to_owned()
        } else {
            lower_first(&spot.name)
        };
        place(*target, &words, &words)
    });
    let with = with.into_iter().enumerate().map(|(rank, (target, spot))| {
        if kind == SheetKind::Page {
            return place(*target, &spot.name, &spot.name);
        }
        let words = if numbered || rank > 0 {
            spot.part.to_string()
        } else {
            format!("partie{plural}\u{a0}{}", spot.part)
        };
        place(*target, &words, &format!("{words}, {}", spot.name))
    });
    without.chain(with).collect()
}

fn place(target: Target, words: &str, name: &str) -> LawPlace {
    LawPlace {
        url: match target {
            Target::Words(anchor) => format!("#{anchor}"),
            Target::Note(number) => format!("#note-{number}"),
        },
        text: Html(law_text(words)),
        name: name.to_owned(),
    }
}
