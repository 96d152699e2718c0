//! `glossary`: acronyms and terms, by letter.

use super::{NamedLink, PageView, Views, address};
use crate::render::html::law_text::law_text;
use crate::render::theme::Html;
use crate::sheet::slug::slug;
use crate::site::routes::Route;
use crate::site::{GlossaryEntry, TermUse};
use serde::Serialize;

/// Most guides named under a term.
const MAX_USES: usize = 12;

/// Acronyms and terms.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryView {
    /// A to Z, with or without terms.
    pub alphabet: Vec<Letter>,
    /// Letters that have terms.
    pub letters: Vec<LetterGroup>,
}

/// A letter of the bar.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    /// "A".
    pub letter: String,
    /// Where its terms are; none without terms.
    pub url: Option<String>,
}

/// The terms of one letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterGroup {
    /// Id in the page.
    pub id: String,
    /// "A".
    pub letter: String,
    /// Its terms.
    pub terms: Vec<TermView>,
}

/// A term.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// Id in the page.
    pub id: String,
    /// The acronym, else the term.
    pub term: Html,
    /// What the acronym stands for; may be empty.
    pub long: Html,
    /// What it means.
    pub definition: Html,
    /// Where more is said.
    pub see: Option<NamedLink>,
    /// Guides that use it, each at the place of its first use.
    pub used_in: Vec<NamedLink>,
    /// How many more guides use it.
    pub more: usize,
}

impl Views<'_> {
    /// `page` and `glossary`.
    pub fn glossary(&self, path: &str) -> (PageView, GlossaryView) {
        let mut letters: Vec<LetterGroup> = Vec::new();
        for entry in &self.site.glossary {
            let letter = initial(entry.acronym.as_deref().unwrap_or(&entry.term));
            let term = self.term(entry, path);
            match letters.iter_mut().find(|group| group.letter == letter) {
                Some(group) => group.terms.push(term),
                None => letters.push(LetterGroup {
                    id: letter_id(&letter),
                    letter,
                    terms: vec![term],
                }),
            }
        }
        letters.sort_by(|a, b| a.letter.cmp(&b.letter));
        let view = GlossaryView {
            alphabet: alphabet(letters.iter().map(|group| group.letter.as_str())),
            letters,
        };
        let description = "Sigles et mots du métier, en une phrase.";
        (
            self.page(
                path,
                &Route::Glossary,
                "Glossaire",
                description,
                "page-list",
            ),
            view,
        )
    }

    fn term(&self, entry: &GlossaryEntry, path: &str) -> TermView {
        let (term, long) = match &entry.acronym {
            Some(acronym) => (acronym.as_str(), entry.term.as_str()),
            None => (entry.term.as_str(), ""),
        };
        TermView {
            id: entry.anchor.clone(),
            term: Html(law_text(term)),
            long: Html(law_text(long)),
            definition: Html(law_text(&entry.definition)),
            see: entry.see.as_ref().map(|route| NamedLink {
                text: Html(law_text(entry.see_title.as_deref().unwrap_or("cette page"))),
                url: see_address(path, &route.path()),
            }),
            used_in: entry
                .used_in
                .iter()
                .take(MAX_USES)
                .map(|used| NamedLink {
                    text: self.short_name(used.sheet),
                    url: self.place(used, path),
                })
                .collect(),
            more: entry.used_in.len().saturating_sub(MAX_USES),
        }
    }
}

impl Views<'_> {
    /// The exact place of a use, in the page at `path`.
    fn place(&self, used: &TermUse, path: &str) -> String {
        let mut url = address(path, &self.site.routes[used.sheet].path());
        if let Some(anchor) = &used.anchor {
            url.push('#');
            url.push_str(anchor);
        }
        url
    }
}

/// The letter under which `words` are listed: accents folded, `0-9` for figures and the rest.
pub fn initial(words: &str) -> String {
    match slug(words).chars().next() {
        Some(c) if c.is_ascii_alphabetic() => c.to_ascii_uppercase().to_string(),
        _ => "0-9".into(),
    }
}

/// Id of a letter's terms.
pub fn letter_id(letter: &str) -> String {
    format!("lettre-{}", letter.to_lowercase())
}

/// The bar of letters: A to Z, those of `used` as links.
pub fn alphabet<'a>(used: impl Iterator<Item = &'a str>) -> Vec<Letter> {
    let used: Vec<&str> = used.collect();
    std::iter::once("0-9".to_owned())
        .filter(|figures| used.contains(&figures.as_str()))
        .chain(('A'..='Z').map(String::from))
        .map(|letter| Letter {
            url: used
                .contains(&letter.as_str())
                .then(|| format!("#{}", letter_id(&letter))),
            letter,
        })
        .collect()
}

/// The address of `to`, which may be an entry of the glossary: what follows its `#` is no part of a file's name.
fn see_address(from: &str, to: &str) -> String {
    match to.split_once('#') {
        Some((file, anchor)) => format!("{}#{anchor}", address(from, file)),
        None => address(from, to),
    }
}
