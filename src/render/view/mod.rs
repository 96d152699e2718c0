//! What templates see. `docs/themes.md` lists it for those who write themes.
//!
//! Every page gets `site` (the same for all pages of one depth), `page` (itself) and one value of its own, named in the
//! module of its kind: `sheet`, `home`, `list`, `topic`, `topics`, `law`, `text`, `article`, `sources`, `glossary`, `search`,
//! `watch`.

pub mod glossary;
pub mod home;
pub mod json_ld;
pub mod law;
pub mod law_box;
pub mod list;
pub mod metadata;
pub mod passage;
pub mod search;
pub mod sheet;
pub mod sources;
pub mod watch;

use super::date;
use super::html::escape;
use super::html::law_text::law_text;
use super::html::{self, LawPages, Medium, PageContext, push_address};
use super::theme::{Data, Html};
use crate::law::TextId;
use crate::sheet::FactSheet;
use crate::sheet::front_matter::SheetKind;
use crate::site::routes::Route;
use crate::site::{SheetIndex, Site};
use serde::Serialize;
use std::collections::HashMap;

/// Most pages of the site that the footer lists.
const MAX_FOOTER_PAGES: usize = 12;
/// How many tints the theme has for topics.
const TINTS: usize = 5;
/// The tint of what has no topic.
const NO_TINT: usize = 6;

/// `site`: the same for every page of one depth, since its addresses are relative.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Title of the site.
    pub title: String,
    /// Language of the pages.
    pub language: String,
    /// Who publishes.
    pub author: Option<String>,
    /// A sentence on the site.
    pub description: Option<String>,
    /// Where it is published, ending in `/`.
    pub url: Option<String>,
    /// The way to the root of the site: empty, `../`, `../../`; put it before a path.
    pub root: String,
    /// The menu.
    pub menu: Vec<MenuItem>,
    /// Addresses of the site's own pages.
    pub links: Links,
    /// The editor's footer.
    pub footer: Option<Html>,
    /// Pages such as "À propos".
    pub pages: Vec<NamedLink>,
    /// "Accessibilité : …"
    pub accessibility: AccessibilityView,
    /// How much there is of everything.
    pub counts: Counts,
    /// Whether pages forbid whatever does not come from the site; not so with `html_brut`.
    pub locked: bool,
}

/// An entry of the menu.
#[derive(Clone, Debug, Serialize)]
pub struct MenuItem {
    /// What it says.
    pub text: String,
    /// Where it leads, from the page.
    pub url: String,
    /// The same from the root of the site: compare with `page.path` and `page.section`.
    pub path: String,
}

/// A link.
#[derive(Clone, Debug, Serialize)]
pub struct NamedLink {
    /// What it says.
    pub text: Html,
    /// Where it leads.
    pub url: String,
}

/// Addresses of the site's own pages, from the page.
#[derive(Clone, Debug, Serialize)]
pub struct Links {
    /// Home.
    pub home: String,
    /// Every guide.
    pub sheets: String,
    /// Topics.
    pub topics: String,
    /// Law cited.
    pub law: String,
    /// Sources.
    pub sources: String,
    /// Glossary.
    pub glossary: String,
    /// Search.
    pub search: String,
    /// The legal watch; only with official data.
    pub watch: Option<String>,
    /// `articles.json`
    pub articles_json: String,
    /// `sources.json`
    pub sources_json: String,
    /// `fiches.json`
    pub sheets_json: String,
    /// Atom feed; only with a `url`.
    pub feed: Option<String>,
}

/// What the site declares of its accessibility.
#[derive(Clone, Debug, Serialize)]
pub struct AccessibilityView {
    /// "non conforme"…
    pub state: String,
    /// The declaration: the page whose slug is `accessibilite`.
    pub url: Option<String>,
}

/// How much there is of everything.
#[derive(Clone, Debug, Serialize)]
pub struct Counts {
    /// Fact sheets, interviews and initiatives.
    pub sheets: usize,
    /// Topics.
    pub topics: usize,
    /// Texts of law cited.
    pub texts: usize,
    /// Articles cited.
    pub articles: usize,
    /// Sources.
    pub sources: usize,
    /// Terms of the glossary.
    pub terms: usize,
}

/// `page`: the page itself.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// Its path from the root of the site.
    pub path: String,
    /// Path of the page of the menu that it belongs to.
    pub section: String,
    /// What the window's title says, the site's title included.
    pub head_title: String,
    /// Its own title, as plain text.
    pub title: String,
    /// A sentence on it.
    pub description: String,
    /// Its absolute address; only with a `url`.
    pub url: Option<String>,
    /// Class of `body`: `page-home`, `page-sheet`, `page-law`, `page-list`, `page-search`, `page-lost`.
    pub class: &'static str,
    /// `article` or `website` (Open Graph).
    pub og_type: &'static str,
    /// The absolute address of the image to show where it is shared; only with a `url`.
    pub image: Option<String>,
    /// What it says of itself to reference managers and catalogues.
    pub meta: Vec<metadata::MetaView>,
    /// Data on the page for machines, ready for a `script` of type `application/ld+json`.
    pub json_ld: Option<Html>,
}

/// A sheet in a list.
#[derive(Clone, Debug, Serialize)]
pub struct SheetItem {
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: Html,
    /// Its number.
    pub number: Option<u32>,
    /// `fiche`, `entretien`, `initiative`, `page`.
    pub kind: &'static str,
    /// "Fiche", "Entretien"…
    pub kind_label: &'static str,
    /// Its summary; may be empty.
    pub summary: Html,
    /// Its last date, in French; may be empty.
    pub date: Html,
    /// Its first topic; may be empty.
    pub topic: String,
    /// 1 to 5 for a topic, 6 without: the class `tint-N`.
    pub tint: usize,
}

/// `alias`: where an old address leads.
#[derive(Clone, Debug, Serialize)]
pub struct AliasView {
    /// The new address.
    pub url: String,
    /// Title of the sheet.
    pub title: Html,
}

/// All that views are made from; one for a site.
pub struct Views<'a> {
    /// The site.
    pub site: &'a Site,
    /// Pages of its legal index.
    pub law_pages: LawPages<'a>,
    chrome: HashMap<String, Data>,
    topics: HashMap<&'a str, usize>,
    /// The sources that are texts of law, in the order of the bibliography.
    law_sources: HashMap<&'a TextId, Vec<usize>>,
}

impl<'a> Views<'a> {
    /// What is common to all pages, computed once.
    pub fn new(site: &'a Site) -> Self {
        let law_pages = LawPages::new(site);
        let mut chrome = HashMap::new();
        let mut roots = vec![String::new(), "../".into(), "../../".into()];
        let deepest = site
            .aliases
            .iter()
            .map(|(path, _)| path.matches('/').count())
            .max();
        roots.extend((3..=deepest.unwrap_or(0)).map(|depth| "../".repeat(depth)));
        roots.extend(lost_root(site));
        for root in roots {
            let view = site_view(site, &law_pages, &root);
            chrome.insert(root, Data::of(&view));
        }
        let topics = site
            .topics
            .iter()
            .enumerate()
            .map(|(at, topic)| (topic.name.as_str(), at))
            .collect();
        let mut law_sources: HashMap<&TextId, Vec<usize>> = HashMap::new();
        for (at, indexed) in site.sources.iter().enumerate() {
            if let Some(text) = &indexed.law {
                law_sources.entry(text).or_default().push(at);
            }
        }
        Self {
            site,
            law_pages,
            chrome,
            topics,
            law_sources,
        }
    }

    /// `site` for the page at `path`.
    pub fn chrome(&self, path: &str) -> Data {
        let root = "../".repeat(path.matches('/').count());
        self.chrome_at(&root)
    }

    /// `site` for the page of lost readers, which a server shows at any address.
    pub fn lost_chrome(&self) -> Data {
        self.chrome_at(&lost_root(self.site).unwrap_or_default())
    }

    fn chrome_at(&self, root: &str) -> Data {
        match self.chrome.get(root) {
            Some(data) => data.clone(),
            None => Data::of(&site_view(self.site, &self.law_pages, root)),
        }
    }

    /// The page that shows sheet `at`.
    pub fn context<'b>(&'b self, at: SheetIndex, path: &'b str) -> PageContext<'b> {
        PageContext::new(
            self.site,
            &self.law_pages,
            path,
            Medium::Page,
            &self.site.sheets[at],
            &self.site.links[at],
        )
        .with_terms(self.site.term_marks.get(at).map_or(&[], Vec::as_slice))
    }

    /// `page` for the page at `path`.
    pub fn page(
        &self,
        path: &str,
        section: &Route,
        title: &str,
        description: &str,
        class: &'static str,
    ) -> PageView {
        let site = &self.site.config.title;
        PageView {
            path: path.to_owned(),
            section: section.path(),
            head_title: if title == site {
                site.clone()
            } else {
                format!("{title} · {site}")
            },
            title: title.to_owned(),
            description: description.to_owned(),
            url: self.absolute(path),
            class,
            og_type: "website",
            image: None,
            meta: Vec::new(),
            json_ld: None,
        }
    }

    /// The absolute address of the page at `path`, when the site has one.
    pub fn absolute(&self, path: &str) -> Option<String> {
        let base = self.site.config.url.as_ref()?;
        let path = path.strip_suffix("index.html").unwrap_or(path);
        Some(format!("{base}{path}"))
    }

    /// `page` for lost readers.
    pub fn lost_page(&self) -> PageView {
        let mut page = self.page(
            "404.html",
            &Route::NotFound,
            "Page introuvable",
            "Cette page n’existe pas.",
            "page-lost",
        );
        page.url = None;
        page
    }

    /// `page` and `alias` for an old address.
    pub fn alias(&self, at: usize) -> (PageView, AliasView) {
        let (path, sheet) = &self.site.aliases[at];
        let front = &self.site.sheets[*sheet].front;
        let target = self.site.routes[*sheet].path();
        let mut page = self.page(
            path,
            &Route::Sheets,
            &front.title,
            "Cette page a changé d’adresse.",
            "page-lost",
        );
        page.url = self.absolute(&target);
        let view = AliasView {
            url: address(path, &target),
            title: Html(law_text(&front.title)),
        };
        (page, view)
    }

    /// Sheet `at` in a list of the page at `from`.
    pub fn item(&self, at: SheetIndex, from: &str) -> SheetItem {
        let sheet = &self.site.sheets[at];
        let front = &sheet.front;
        let topic = front.topics.first().map_or("", String::as_str);
        SheetItem {
            url: address(from, &self.site.routes[at].path()),
            title: Html(law_text(&front.title)),
            number: front.number.filter(|_| front.kind == SheetKind::Sheet),
            kind: kind(front.kind),
            kind_label: kind_label(front.kind),
            summary: Html(law_text(front.summary.as_deref().unwrap_or(""))),
            date: Html(last_date(sheet).map(date::french).unwrap_or_default()),
            topic: topic.to_owned(),
            tint: match front.kind {
                SheetKind::Sheet => self.tint(topic),
                _ => NO_TINT,
            },
        }
    }

    /// The tint of a topic.
    pub fn tint(&self, topic: &str) -> usize {
        self.topics.get(topic).map_or(NO_TINT, |at| at % TINTS + 1)
    }

    /// How a sheet is named in a few words: "n° 6", else its title.
    pub fn short_name(&self, at: SheetIndex) -> Html {
        let front = &self.site.sheets[at].front;
        match front.number.filter(|_| front.kind == SheetKind::Sheet) {
            Some(number) => Html(format!("n°\u{a0}{number}")),
            None => Html(law_text(&front.title)),
        }
    }
}

/// The address of `to` in the page at `from`.
pub fn address(from: &str, to: &str) -> String {
    let mut out = String::new();
    push_address(from, to, &mut out);
    out
}

/// The last revision of a sheet, else its first publication.
pub fn last_date(sheet: &FactSheet) -> Option<crate::date::PartialDate> {
    sheet.front.updated.or(sheet.front.date)
}

/// The type of a sheet as front matter names it.
pub fn kind(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Home => "accueil",
        SheetKind::Sheet => "fiche",
        SheetKind::Interview => "entretien",
        SheetKind::Initiative => "initiative",
        SheetKind::Page => "page",
    }
}

/// The type of a sheet for readers.
pub fn kind_label(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Home => "Accueil",
        SheetKind::Sheet => "Fiche",
        SheetKind::Interview => "Entretien",
        SheetKind::Initiative => "Initiative",
        SheetKind::Page => "Page",
    }
}

/// `1 guide`, `12 guides`: French takes the plural from two; thousands are set apart by U+202F.
pub fn count(number: usize, one: &str, many: &str) -> String {
    let mut digits = number.to_string();
    let mut at = digits.len();
    while at > 3 {
        at -= 3;
        digits.insert(at, '\u{202f}');
    }
    format!("{digits}\u{a0}{}", if number < 2 { one } else { many })
}

/// The way to the root from an address that is not known: the path of the site's `url`.
fn lost_root(site: &Site) -> Option<String> {
    let url = site.config.url.as_ref()?;
    let after = &url[url.find("://")? + 3..];
    Some(match after.find('/') {
        Some(start) => format!("{}/", after[start..].trim_end_matches('/')),
        None => "/".into(),
    })
}

fn site_view(site: &Site, law_pages: &LawPages, root: &str) -> SiteView {
    let at = |path: &str| format!("{root}{path}");
    let menu = if site.menu.is_empty() {
        default_menu(site)
    } else {
        site.menu.clone()
    };
    let guides = site
        .sheets
        .iter()
        .filter(|sheet| is_guide(sheet.front.kind))
        .count();
    let declaration = site
        .sheets
        .iter()
        .position(|sheet| sheet.front.kind == SheetKind::Page && sheet.slug == "accessibilite");
    // The footer is written for a page of some other folder of this depth, so that its addresses hold for all of them.
    let from = format!("{}_.html", "_/".repeat(root.matches("../").count()));
    let footer = site.footer.as_ref().map(|footer| {
        let page = PageContext::new(
            site,
            law_pages,
            &from,
            Medium::Page,
            &footer.sheet,
            &footer.links,
        );
        Html(html::blocks(&footer.sheet.document.blocks, &page))
    });
    SiteView {
        title: site.config.title.clone(),
        language: site.config.language.clone(),
        author: site.config.author.clone(),
        description: site.config.description.clone(),
        url: site.config.url.clone(),
        root: root.to_owned(),
        menu: menu
            .into_iter()
            .map(|(text, route)| MenuItem {
                text,
                url: at(&route.path()),
                path: route.path(),
            })
            .collect(),
        links: Links {
            home: at("index.html"),
            sheets: at("fiches/index.html"),
            topics: at("themes/index.html"),
            law: at("articles/index.html"),
            sources: at("sources.html"),
            glossary: at("glossaire.html"),
            search: at("recherche.html"),
            watch: site.watch.as_ref().map(|_| at("veille.html")),
            articles_json: at("articles.json"),
            sources_json: at("sources.json"),
            sheets_json: at("fiches.json"),
            feed: site.config.url.as_ref().map(|_| at("atom.xml")),
        },
        footer,
        pages: site
            .sheets
            .iter()
            .enumerate()
            .filter(|(index, sheet)| {
                sheet.front.kind == SheetKind::Page && Some(*index) != declaration
            })
            .take(MAX_FOOTER_PAGES)
            .map(|(index, sheet)| NamedLink {
                text: Html(escape::text(&sheet.front.title)),
                url: at(&site.routes[index].path()),
            })
            .collect(),
        accessibility: AccessibilityView {
            state: site.config.accessibility.state.clone(),
            url: declaration.map(|index| at(&site.routes[index].path())),
        },
        counts: Counts {
            sheets: guides,
            topics: site.topics.len(),
            texts: site.legal_index.texts.len(),
            articles: site
                .legal_index
                .texts
                .iter()
                .map(|text| text.articles.len())
                .sum(),
            sources: site.sources.len(),
            terms: site.glossary.len(),
        },
        locked: !site.config.raw_html,
    }
}

/// Whether a sheet is listed among the guides.
pub fn is_guide(kind: SheetKind) -> bool {
    matches!(
        kind,
        SheetKind::Sheet | SheetKind::Interview | SheetKind::Initiative
    )
}

fn default_menu(site: &Site) -> Vec<(String, Route)> {
    let mut menu = vec![("Guides".to_owned(), Route::Sheets)];
    let mut add = |text: &str, route, wanted| {
        if wanted {
            menu.push((text.to_owned(), route));
        }
    };
    add("Thèmes", Route::Topics, !site.topics.is_empty());
    add("Droit cité", Route::Law, !site.legal_index.texts.is_empty());
    add("Glossaire", Route::Glossary, !site.glossary.is_empty());
    add("Sources", Route::Sources, !site.sources.is_empty());
    menu
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_french() {
        assert_eq!(count(0, "guide", "guides"), "0\u{a0}guide");
        assert_eq!(count(1, "guide", "guides"), "1\u{a0}guide");
        assert_eq!(
            count(12_345, "guide", "guides"),
            "12\u{202f}345\u{a0}guides"
        );
    }
}
