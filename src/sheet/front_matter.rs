//! What an editor says of a sheet, between the two `---` at its top.

use super::SheetDate;
use super::slug::slug;
use crate::bibliography::{Source, formats};
use crate::config::is_language;
use crate::diagnostic::catalogue::{
    law as law_remarks, sheet as remarks, site as site_remarks, yaml as yaml_remarks,
};
use crate::diagnostic::{Checked, Diagnostic};
use crate::input::{FileId, InputFile, Span};
use crate::law::{TextId, Texts};
use crate::yaml::{self, Fields, Name, Value};
use std::ops::Range;
use std::sync::Arc;

/// The front matter of one sheet.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// `titre`
    pub title: String,
    /// `type`
    pub kind: SheetKind,
    /// `numero`
    pub number: Option<u32>,
    /// `collection`
    pub collection: String,
    /// `date`
    pub date: Option<SheetDate>,
    /// `mise_a_jour`
    pub updated: Option<SheetDate>,
    /// `verifie_le`
    pub verified: Option<SheetDate>,
    /// `resume`
    pub summary: Option<String>,
    /// `auteurs`
    pub authors: Vec<String>,
    /// `themes`
    pub topics: Vec<String>,
    /// `code_par_defaut`
    pub default_code: Option<TextId>,
    /// `articles`, as written
    pub articles: Vec<ArticleEntry>,
    /// `sources`
    pub sources: Vec<SourceEntry>,
    /// `slug`, when given
    pub slug: Option<Spanned>,
    /// `alias`: old addresses
    pub aliases: Vec<Spanned>,
    /// `brouillon`
    pub draft: bool,
    /// `ordre`
    pub order: Option<i64>,
    /// `langue`
    pub language: Option<String>,
    /// `image`
    pub image: Option<Spanned>,
    /// `essentiel`
    pub essential: Vec<Spanned>,
    /// `hors_sujet`
    pub out_of_scope: Option<Spanned>,
    /// `historique`
    pub history: Vec<Revision>,
    /// `revoir_avant`
    pub review_before: Option<SheetDate>,
    /// Where `revoir_avant` is written.
    pub review_before_span: Option<Span>,
    /// `typographie`
    pub typography: Option<bool>,
    /// Where the title is written, for errors about the sheet as a whole.
    pub title_span: Span,
}

/// The types of sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SheetKind {
    /// `index.md`: the home page's own text.
    Home,
    /// `fiche`
    Sheet,
    /// `entretien`
    Interview,
    /// `initiative`
    Initiative,
    /// `page`
    Page,
}

/// A text and where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spanned {
    /// The text.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// An entry of `articles:`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArticleEntry {
    /// The reference, as written.
    pub reference: Spanned,
    /// The editor's remark.
    pub note: Option<String>,
}

/// An entry of `sources:`.
#[derive(Clone, PartialEq, Debug)]
pub enum SourceEntry {
    /// A source of the sheet's own.
    Own(Arc<Source>),
    /// The id of a shared one.
    Shared(Spanned),
}

/// An entry of `historique:`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revision {
    /// When.
    pub date: SheetDate,
    /// What changed.
    pub text: String,
}

/// The keys of the front matter.
pub const KEYS: &[Name] = &[
    ("titre", "title"),
    ("type", ""),
    ("numero", "number"),
    ("collection", ""),
    ("date", ""),
    ("mise_a_jour", "updated"),
    ("verifie_le", "verified"),
    ("resume", "summary"),
    ("auteurs", "authors"),
    ("themes", "topics"),
    ("code_par_defaut", "default_code"),
    ("articles", ""),
    ("sources", ""),
    ("slug", ""),
    ("alias", "redirects"),
    ("brouillon", "draft"),
    ("ordre", "weight"),
    ("langue", "language"),
    ("image", ""),
    ("essentiel", "essential"),
    ("hors_sujet", "out_of_scope"),
    ("historique", "history"),
    ("revoir_avant", "review_before"),
    ("typographie", "typography"),
];

/// The keys of an entry of `articles:`.
pub const ARTICLE_KEYS: &[Name] = &[("ref", ""), ("note", "")];

/// The keys of an entry of `historique:`.
pub const REVISION_KEYS: &[Name] = &[("date", ""), ("texte", "text")];

/// What `type:` may say.
pub const KINDS: [&str; 4] = ["fiche", "entretien", "initiative", "page"];

/// The collection of a sheet that names none.
pub const DEFAULT_COLLECTION: &str = "Points de RepèrESS";

/// Longest front matter, in bytes (DESIGN, promise 4).
pub const MAX_FRONT_MATTER: usize = 64 * 1024;
/// Longest title, in characters, that fits a page and a list.
const LONG_TITLE: usize = 160;
/// Most items of any list of the front matter.
pub const MAX_ITEMS: usize = 1000;

/// Where the front matter and the body of a sheet lie, in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parts {
    /// Between the two `---`, both left out; `None` when the file does not begin with one.
    pub front: Option<Range<usize>>,
    /// The rest.
    pub body: usize,
    /// Whether the second `---` is missing; the front matter then ends at the first empty line.
    pub unclosed: bool,
}

/// Finds the front matter: a first line of three hyphens, up to the next such line (or one of three dots, as YAML allows).
pub fn split(text: &str) -> Parts {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut lines = text[start..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| is_fence(line)) else {
        return Parts {
            front: None,
            body: start,
            unclosed: false,
        };
    };
    let front_start = start + first.len();
    let mut at = front_start;
    for line in lines {
        if is_fence(line) || line.trim_end() == "..." {
            return Parts {
                front: Some(front_start..at),
                body: at + line.len(),
                unclosed: false,
            };
        }
        at += line.len();
    }
    let end = text[front_start..]
        .find("\n\n")
        .map_or(text.len(), |end| front_start + end + 1);
    Parts {
        front: Some(front_start..end),
        body: end,
        unclosed: true,
    }
}

/// Reads the front matter of `file`. `home` when the file is `index.md`, which needs no title.
///
/// Gives nothing only when there is no usable front matter at all; otherwise what could be read, with the title's place
/// held by the file's name when it is missing; that of `index.md` then stays empty.
pub fn parse(
    id: FileId,
    file: &InputFile,
    parts: &Parts,
    home: bool,
    texts: &Texts,
) -> Checked<FrontMatter> {
    let mut found = Vec::new();
    let top = Span::new(id, 0..first_line(&file.text));
    let stem = file
        .path
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .trim_end_matches(".md");
    let mut front = FrontMatter::empty(
        if home { String::new() } else { stem.to_owned() },
        if home {
            SheetKind::Home
        } else {
            SheetKind::Sheet
        },
        top,
    );
    let range = match &parts.front {
        Some(range) if parts.unclosed => {
            found.push(remarks::unclosed_front_matter(top));
            range.clone()
        }
        Some(range) => range.clone(),
        None => {
            if !home {
                found.push(remarks::no_front_matter(top));
            }
            return Checked::new(front, found);
        }
    };
    if range.len() > MAX_FRONT_MATTER {
        found.push(yaml_remarks::too_large(
            top,
            "l’en-tête de la fiche",
            range.len(),
            MAX_FRONT_MATTER,
        ));
        return Checked::new(front, found);
    }
    let node = yaml::parse(&file.text[range.clone()], id, range.start).report_to(&mut found);
    let unreadable = crate::diagnostic::has_errors(&found) && node.is_none();
    match node
        .as_ref()
        .and_then(|node| Fields::of(node, KEYS, "l’en-tête", &mut found))
    {
        Some(fields) => read_into(&mut front, &fields, texts, &mut found),
        None if !home && !unreadable && node.is_none() => {
            found.push(yaml_remarks::missing_key(
                top,
                "titre",
                "titre: Les marchés réservés",
            ));
        }
        None => {}
    }
    Checked::new(front, found)
}

/// The code that a front matter gives to articles cited alone, as written; nothing else of it is read or checked.
pub fn default_code(front: &str) -> Option<String> {
    if front.len() > MAX_FRONT_MATTER {
        return None;
    }
    let node = yaml::parse(front, FileId(0), 0).value?;
    let mut unheeded = Vec::new();
    let fields = Fields::of(&node, KEYS, "l’en-tête", &mut unheeded)?;
    let (code, _) = fields.text("code_par_defaut", &mut unheeded)?;
    Some(code)
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

impl FrontMatter {
    /// The sources that it defines itself, in the order written, those of one id included.
    pub fn own_sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.sources.iter().filter_map(|entry| match entry {
            SourceEntry::Own(source) => Some(source),
            SourceEntry::Shared(_) => None,
        })
    }

    /// Nothing said but the title.
    pub fn empty(title: String, kind: SheetKind, title_span: Span) -> Self {
        Self {
            title,
            kind,
            number: None,
            collection: DEFAULT_COLLECTION.into(),
            date: None,
            updated: None,
            verified: None,
            summary: None,
            authors: Vec::new(),
            topics: Vec::new(),
            default_code: None,
            articles: Vec::new(),
            sources: Vec::new(),
            slug: None,
            aliases: Vec::new(),
            draft: false,
            order: None,
            language: None,
            image: None,
            essential: Vec::new(),
            out_of_scope: None,
            history: Vec::new(),
            review_before: None,
            review_before_span: None,
            typography: None,
            title_span,
        }
    }
}

fn read_into(front: &mut FrontMatter, fields: &Fields, texts: &Texts, found: &mut Vec<Diagnostic>) {
    match fields.text("titre", found) {
        Some((title, span)) => {
            if title.chars().count() > LONG_TITLE {
                found.push(remarks::long_title(span, title.chars().count(), LONG_TITLE));
            }
            front.title = title;
            front.title_span = span;
        }
        None if front.kind != SheetKind::Home && fields.get("titre").is_none() => {
            let place = fields.key_span("titre").unwrap_or(front.title_span);
            found.push(yaml_remarks::missing_key(
                place,
                "titre",
                "titre: Les marchés réservés",
            ));
        }
        None => {}
    }
    if let Some((kind, span)) = fields.text("type", found) {
        match kind.as_str() {
            _ if front.kind == SheetKind::Home => {}
            "fiche" => front.kind = SheetKind::Sheet,
            "entretien" => front.kind = SheetKind::Interview,
            "initiative" => front.kind = SheetKind::Initiative,
            "page" => front.kind = SheetKind::Page,
            _ => found.push(yaml_remarks::unknown_value(span, "type", &kind, &KINDS)),
        }
    }
    front.number = fields
        .int("numero", 1..=i64::from(u32::MAX), found)
        .and_then(|number| u32::try_from(number).ok());
    if let Some((collection, _)) = fields.text("collection", found) {
        front.collection = collection;
    }
    front.date = fields.date("date", false, found);
    front.updated = fields.date("mise_a_jour", false, found);
    front.verified = fields.date("verifie_le", true, found);
    front.review_before = fields.date("revoir_avant", true, found);
    front.review_before_span = fields.get("revoir_avant").map(|node| node.span);
    front.summary = fields.text("resume", found).map(|(text, _)| text);
    front.authors = limited(fields, "auteurs", found)
        .into_iter()
        .map(|item| item.text)
        .collect();
    front.topics = unique(
        limited(fields, "themes", found)
            .into_iter()
            .map(|item| item.text),
    );
    if let Some((code, span)) = fields.text("code_par_defaut", found) {
        front.default_code = texts.by_abbreviation(&code);
        if front.default_code.is_none() {
            found.push(law_remarks::unknown_code(
                span,
                &code,
                texts.nearest(&code).as_deref(),
            ));
        }
    }
    front.articles = articles(fields, found);
    front.sources = sources(fields, found);
    front.slug = fields
        .text("slug", found)
        .and_then(|(text, span)| checked_slug(text, span, found));
    front.aliases = limited(fields, "alias", found);
    front.draft = fields.bool("brouillon", found).unwrap_or(false);
    front.order = fields.int("ordre", i64::MIN..=i64::MAX, found);
    front.language = fields.text("langue", found).and_then(|(language, span)| {
        let known = is_language(&language);
        if !known {
            found.push(site_remarks::bad_language(span, &language));
        }
        known.then_some(language)
    });
    front.image = fields
        .text("image", found)
        .map(|(text, span)| Spanned { text, span });
    front.essential = limited(fields, "essentiel", found);
    front.out_of_scope = fields
        .text("hors_sujet", found)
        .map(|(text, span)| Spanned { text, span });
    front.history = history(fields, found);
    front.typography = fields.bool("typographie", found);
}

/// A list of texts, at most [`MAX_ITEMS`].
fn limited(fields: &Fields, name: &str, found: &mut Vec<Diagnostic>) -> Vec<Spanned> {
    let mut items = fields.texts(name, found);
    if items.len() > MAX_ITEMS {
        found.push(yaml_remarks::too_many(
            items[MAX_ITEMS].1,
            name,
            items.len(),
            MAX_ITEMS,
        ));
        items.truncate(MAX_ITEMS);
    }
    items
        .into_iter()
        .map(|(text, span)| Spanned { text, span })
        .collect()
}

fn unique(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}

fn articles(fields: &Fields, found: &mut Vec<Diagnostic>) -> Vec<ArticleEntry> {
    let mut entries = Vec::new();
    for item in fields.items("articles", found) {
        if entries.len() == MAX_ITEMS {
            found.push(yaml_remarks::too_many(
                item.span,
                "articles",
                entries.len() + 1,
                MAX_ITEMS,
            ));
            break;
        }
        if let Value::Map(_) = item.value {
            let Some(entry) = Fields::of(item, ARTICLE_KEYS, "un article", found) else {
                continue;
            };
            match entry.text("ref", found) {
                Some((text, span)) => entries.push(ArticleEntry {
                    reference: Spanned { text, span },
                    note: entry.text("note", found).map(|(note, _)| note),
                }),
                None => found.push(yaml_remarks::missing_key(
                    item.span,
                    "ref",
                    "ref: L2113-15 CCP",
                )),
            }
        } else if let Some((text, span)) = yaml::text_of(item, "articles", found) {
            entries.push(ArticleEntry {
                reference: Spanned { text, span },
                note: None,
            });
        }
    }
    entries
}

fn sources(fields: &Fields, found: &mut Vec<Diagnostic>) -> Vec<SourceEntry> {
    let mut entries = Vec::new();
    for item in fields.items("sources", found) {
        if entries.len() == MAX_ITEMS {
            found.push(yaml_remarks::too_many(
                item.span,
                "sources",
                entries.len() + 1,
                MAX_ITEMS,
            ));
            break;
        }
        if let Value::Map(_) = item.value {
            entries.extend(
                formats::source(item, found).map(|source| SourceEntry::Own(Arc::new(source))),
            );
        } else if let Some((text, span)) = yaml::text_of(item, "sources", found) {
            entries.push(SourceEntry::Shared(Spanned { text, span }));
        }
    }
    entries
}

fn checked_slug(text: String, span: Span, found: &mut Vec<Diagnostic>) -> Option<Spanned> {
    let right = slug(&text);
    if right == text {
        return Some(Spanned { text, span });
    }
    found.push(remarks::bad_slug(span, &text, &right));
    None
}

fn history(fields: &Fields, found: &mut Vec<Diagnostic>) -> Vec<Revision> {
    let mut revisions = Vec::new();
    for item in fields.items("historique", found) {
        let Some(entry) = Fields::of(item, REVISION_KEYS, "une révision", found) else {
            continue;
        };
        match (entry.date("date", false, found), entry.text("texte", found)) {
            (Some(date), Some((text, _))) => revisions.push(Revision { date, text }),
            (_, None) => found.push(yaml_remarks::missing_key(
                item.span,
                "texte",
                "texte: Mise à jour des seuils.",
            )),
            (None, _) if entry.get("date").is_none() => {
                found.push(yaml_remarks::missing_key(
                    item.span,
                    "date",
                    "date: 2026-01",
                ));
            }
            (None, _) => {}
        }
    }
    revisions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_matter_is_found_whatever_the_line_ends() {
        for (text, front, body) in [
            ("---\na: b\n---\nx", Some("a: b\n"), "x"),
            ("\u{feff}---\r\na: b\r\n---\r\nx", Some("a: b\r\n"), "x"),
            ("---\n---\nx", Some(""), "x"),
            ("x\n---\n", None, "x\n---\n"),
            ("", None, ""),
        ] {
            let parts = split(text);
            assert_eq!(parts.front.map(|range| &text[range]), front);
            assert_eq!(&text[parts.body..], body);
        }
        assert!(split("---\na: b\n").unclosed);
    }
}
