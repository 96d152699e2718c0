//! `site.yaml`: what an editor says of the site as a whole.

use crate::date::PartialDate;
use crate::diagnostic::catalogue::site::{self as site_remarks, BibliographyFault};
use crate::diagnostic::catalogue::yaml as remarks;
use crate::diagnostic::{Checked, Diagnostic};
use crate::input::{FileId, InputFile, Span};
use crate::typography::Typography;
use crate::yaml::{self, Fields, Name, Value};

/// The site's settings; every one has a default.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    /// Title of the site.
    pub title: String,
    /// Where it is published, ending in `/`: absolute addresses, feed and sitemap are made only with one.
    pub url: Option<String>,
    /// Language of the pages.
    pub language: String,
    /// Who publishes.
    pub author: Option<String>,
    /// A sentence on the site.
    pub description: Option<String>,
    /// Name of the theme.
    pub theme: Option<String>,
    /// Where it is named.
    pub theme_span: Option<Span>,
    /// Style of citation.
    pub citation_style: CitationStyle,
    /// More files of sources: paths from the site, or from the content folder, and where each is named.
    pub bibliographies: Vec<(String, Span)>,
    /// Whether raw HTML of the sheets is published as it is.
    pub raw_html: bool,
    /// Whether French typography applies.
    pub typography: bool,
    /// The editor's own menu: text, and page it leads to.
    pub menu: Vec<MenuEntry>,
    /// Text of the footer, Markdown.
    pub footer: Option<String>,
    /// The declaration of accessibility.
    pub accessibility: Accessibility,
}

/// How sources are printed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum CitationStyle {
    /// APA, 7th edition, in French.
    #[default]
    Apa,
    /// NF ISO 690:2021, in notes.
    Iso690,
    /// French legal notes.
    Legal,
    /// A CSL file of the site: its path from the site's root.
    File(String),
}

/// Why a text names no style.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum StyleFault {
    /// No style bears this name.
    Unknown,
    /// A path that leads out of the site.
    Outside,
}

impl CitationStyle {
    /// What `style_citation:` may say, beside a path that ends in `.csl`.
    pub const NAMES: [&'static str; 4] = ["apa", "iso690", "juridique", "chemin/vers/style.csl"];

    fn parse(text: &str) -> Result<Self, StyleFault> {
        Ok(match text {
            "apa" => Self::Apa,
            "iso690" => Self::Iso690,
            "juridique" => Self::Legal,
            path if path.ends_with(".csl") => {
                let inside = !path.contains(['\\', ':'])
                    && path
                        .split('/')
                        .all(|name| !matches!(name, "" | "." | "..") && !name.starts_with('.'));
                if !inside {
                    return Err(StyleFault::Outside);
                }
                Self::File(path.to_owned())
            }
            _ => return Err(StyleFault::Unknown),
        })
    }
}

/// An entry of the menu.
#[derive(Clone, PartialEq, Debug)]
pub struct MenuEntry {
    /// What it says.
    pub text: String,
    /// Slug of a sheet or page, or the path of a page of the site such as `articles/index.html`.
    pub page: String,
    /// Where it is written, for errors.
    pub span: Option<Span>,
}

/// What the site declares of its accessibility (RGAA 4.1.2, article 47 of loi n° 2005-102).
#[derive(Clone, PartialEq, Debug)]
pub struct Accessibility {
    /// "non conforme" until an audit says otherwise.
    pub state: String,
    /// Day of the audit, `AAAA-MM-JJ`.
    pub audit_date: Option<String>,
    /// Where to write.
    pub contact: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Points de RepèrESS".into(),
            url: None,
            language: "fr".into(),
            author: None,
            description: None,
            theme: None,
            theme_span: None,
            citation_style: CitationStyle::default(),
            bibliographies: Vec::new(),
            raw_html: false,
            typography: true,
            menu: Vec::new(),
            footer: None,
            accessibility: Accessibility::default(),
        }
    }
}

impl Config {
    /// The typography of what belongs to no sheet, and of sheets that say nothing of theirs.
    pub fn default_typography(&self) -> Typography {
        Typography::new(self.typography, &self.language)
    }

    /// Sets the words that readers see; the footer is set once it is a tree.
    fn typeset(&mut self) {
        let typography = self.default_typography();
        let menu = self.menu.iter_mut().map(|entry| &mut entry.text);
        for words in menu
            .chain([&mut self.title])
            .chain(&mut self.description)
            .chain(&mut self.author)
        {
            typography.set(words);
        }
    }
}

impl Default for Accessibility {
    fn default() -> Self {
        Self {
            state: "non conforme".into(),
            audit_date: None,
            contact: None,
        }
    }
}

/// The keys of `site.yaml`.
pub const KEYS: &[Name] = &[
    ("titre", "title"),
    ("url", ""),
    ("langue", "language"),
    ("auteur", "author"),
    ("description", ""),
    ("theme", ""),
    ("style_citation", "citation_style"),
    ("bibliographies", ""),
    ("html_brut", "raw_html"),
    ("typographie", "typography"),
    ("menu", ""),
    ("pied", "footer"),
    ("accessibilite", "accessibility"),
];

/// The keys of an entry of `menu:`.
pub const MENU_KEYS: &[Name] = &[("texte", "text"), ("page", "")];

/// The keys of `accessibilite:`.
pub const ACCESSIBILITY_KEYS: &[Name] = &[
    ("etat", "state"),
    ("date_audit", "audit_date"),
    ("contact", ""),
];

/// What `etat:` of `accessibilite:` may say.
pub const STATES: [&str; 3] = [
    "non conforme",
    "partiellement conforme",
    "totalement conforme",
];

/// Reads `site.yaml`. What is wrong is reported and keeps its default.
pub fn parse(id: FileId, file: &InputFile) -> Checked<Config> {
    let mut config = Config::default();
    let parsed = yaml::parse(&file.text, id, 0);
    let mut found = parsed.found;
    if let Some(node) = &parsed.value
        && let Some(fields) = Fields::of(node, KEYS, "site.yaml", &mut found)
    {
        read_into(&mut config, &fields, &mut found);
    }
    config.typeset();
    Checked::new(config, found)
}

fn read_into(config: &mut Config, fields: &Fields, found: &mut Vec<Diagnostic>) {
    if let Some((title, _)) = fields.text("titre", found) {
        config.title = title;
    }
    config.author = fields.text("auteur", found).map(|(author, _)| author);
    config.description = fields
        .text("description", found)
        .map(|(description, _)| description);
    // Markdown: its lines count.
    config.footer = fields
        .text("pied", found)
        .and(fields.get("pied"))
        .map(|node| node.text.clone());
    config.theme = fields.text("theme", found).and_then(|(theme, span)| {
        let safe = !theme.is_empty()
            && theme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !safe {
            found.push(remarks::unknown_value(span, "theme", &theme, &["default"]));
        }
        config.theme_span = Some(span);
        safe.then_some(theme)
    });
    if let Some((style, span)) = fields.text("style_citation", found) {
        match CitationStyle::parse(&style) {
            Ok(style) => config.citation_style = style,
            Err(StyleFault::Unknown) => found.push(remarks::unknown_value(
                span,
                "style_citation",
                &style,
                &CitationStyle::NAMES,
            )),
            Err(StyleFault::Outside) => {
                found.push(site_remarks::style_outside(span, &style));
            }
        }
    }
    if let Some((language, span)) = fields.text("langue", found) {
        if is_language(&language) {
            config.language = language;
        } else {
            found.push(site_remarks::bad_language(span, &language));
        }
    }
    if let Some((url, span)) = fields.text("url", found) {
        match site_url(&url) {
            Some(url) => {
                if !url.is_ascii() {
                    found.push(site_remarks::accented_url(span, &url));
                }
                config.url = Some(url);
            }
            None => found.push(site_remarks::bad_url(span, &url)),
        }
    }
    for item in fields.items("bibliographies", found) {
        if matches!(item.value, Value::Seq(_) | Value::Map(_)) {
            found.push(site_remarks::bibliography_not_a_path(item.span));
            continue;
        }
        let (text, span) = yaml::text_of(item, "bibliographies", found)
            .unwrap_or_else(|| (String::new(), item.span));
        match bibliography_path(&text) {
            Ok(path) => config.bibliographies.push((path, span)),
            Err(fault) => found.push(site_remarks::bibliography(span, &text, fault)),
        }
    }
    config.raw_html = fields.bool("html_brut", found).unwrap_or(false);
    config.typography = fields.bool("typographie", found).unwrap_or(true);
    for item in fields.items("menu", found) {
        let Some(entry) = Fields::of(item, MENU_KEYS, "une entrée du menu", found) else {
            continue;
        };
        match (entry.text("texte", found), entry.text("page", found)) {
            (Some((text, _)), Some((page, span))) => config.menu.push(MenuEntry {
                text,
                page,
                span: Some(span),
            }),
            (None, _) => found.push(remarks::missing_key(item.span, "texte", "texte: Glossaire")),
            (_, None) => found.push(remarks::missing_key(
                item.span,
                "page",
                "page: glossaire.html",
            )),
        }
    }
    if let Some(node) = fields.get("accessibilite")
        && let Some(fields) = Fields::of(node, ACCESSIBILITY_KEYS, "accessibilite", found)
    {
        if let Some((state, span)) = fields.text("etat", found) {
            if STATES.contains(&state.as_str()) {
                config.accessibility.state = state;
            } else {
                found.push(remarks::unknown_value(span, "etat", &state, &STATES));
            }
        }
        config.accessibility.audit_date =
            fields.date("date_audit", true, found).map(PartialDate::iso);
        config.accessibility.contact = fields.text("contact", found).map(|(contact, _)| contact);
    }
}

/// The path of a file of sources, from the site or the content folder: never out of them.
fn bibliography_path(text: &str) -> Result<String, BibliographyFault> {
    if text.is_empty() {
        return Err(BibliographyFault::Empty);
    }
    let names: Vec<&str> = text
        .split('/')
        .filter(|name| !matches!(*name, "" | "."))
        .collect();
    let inside = !text.starts_with('/')
        && !text.contains(['\\', ':'])
        && names.iter().all(|name| !name.starts_with('.'));
    if !inside {
        return Err(BibliographyFault::Outside);
    }
    let path = names.join("/");
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_read = ["yaml", "yml", "bib", "json"]
        .iter()
        .any(|read| extension.eq_ignore_ascii_case(read));
    if is_read {
        Ok(path)
    } else {
        Err(BibliographyFault::Format)
    }
}

/// `url` with a `/` at its end, when it is an address that pages can be published at.
fn site_url(url: &str) -> Option<String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let fits = !host.is_empty()
        && !host.starts_with(['.', ':', '-'])
        && !rest.contains([
            '?', '#', '"', '\'', '<', '>', '\\', ' ', '@', '{', '}', '`', '|', '^',
        ])
        && !rest
            .trim_end_matches('/')
            .split('/')
            .any(|name| matches!(name, "" | "." | ".."))
        && !rest.ends_with("//");
    fits.then(|| {
        if url.ends_with('/') {
            url.to_owned()
        } else {
            format!("{url}/")
        }
    })
}

/// Whether `tag` is shaped as a language tag (BCP 47): letters, then letters and digits between hyphens.
pub fn is_language(tag: &str) -> bool {
    tag.len() <= 35
        && tag.split('-').enumerate().all(|(at, part)| {
            (1..=8).contains(&part.len())
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphabetic() || (at > 0 && b.is_ascii_digit()))
                && (at > 0 || part.len() >= 2)
        })
}
