//! All sheets together: addresses, links between sheets, the legal index, sources, topics. Plain data, no I/O.

pub mod routes;

use crate::bibliography::Source;
use crate::config::Config;
use crate::law::{Article, TextId, Texts};
use crate::sheet::FactSheet;
use routes::Route;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Index of a sheet in [`Site::sheets`].
pub type SheetIndex = usize;

/// What is known once all sheets are read.
#[derive(Debug)]
pub struct Site {
    /// Settings.
    pub config: Config,
    /// The known texts of law and those of the site.
    pub texts: Arc<Texts>,
    /// Every published sheet, pages and home included, in the order of listings: by kind, then number, `ordre`, title.
    pub sheets: Vec<FactSheet>,
    /// Where each sheet is, parallel to `sheets`.
    pub routes: Vec<Route>,
    /// Where each link of each sheet leads, parallel to `sheets[i].links`.
    pub links: Vec<Vec<Resolved>>,
    /// The sheets that point to each sheet, parallel to `sheets`.
    pub backlinks: Vec<Vec<Backlink>>,
    /// Sheets that share law, sources or topics with each sheet, the closest first, at most five; parallel to `sheets`.
    pub related: Vec<Vec<Related>>,
    /// The sheet before and after each one in its collection, parallel to `sheets`.
    pub neighbours: Vec<(Option<SheetIndex>, Option<SheetIndex>)>,
    /// Every text of law cited.
    pub legal_index: LegalIndex,
    /// Every source, shared ones that nobody cites included, in the order of a bibliography.
    pub sources: Vec<IndexedSource>,
    /// Acronyms and terms, sorted.
    pub glossary: Vec<GlossaryEntry>,
    /// Topics, in alphabetical order.
    pub topics: Vec<Topic>,
    /// Attachments to publish: index into the inputs' assets, and path in the output.
    pub attachments: Vec<Attachment>,
    /// Old addresses: path of the page to make, and the sheet it leads to.
    pub aliases: Vec<(String, SheetIndex)>,
    /// The editor's menu with where its entries lead; empty when `site.yaml` has none.
    pub menu: Vec<(String, Route)>,
    /// The footer's text.
    pub footer: FooterText,
}

/// The footer's Markdown as a sheet's body, so that it renders like one.
pub type FooterText = Option<Box<FactSheet>>;

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolved {
    /// A page of the site.
    Page {
        /// The page.
        route: Route,
        /// A heading of it.
        fragment: Option<String>,
        /// The sheet, when it is one: its title stands for missing words.
        sheet: Option<SheetIndex>,
    },
    /// An attachment, by its path in the output.
    Attachment(String),
    /// An address elsewhere, allowed.
    External(String),
    /// A place in the same page.
    Anchor(String),
    /// Nowhere: reported; shown as plain words.
    Nowhere,
}

/// A sheet that points here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backlink {
    /// The sheet that points here.
    pub from: SheetIndex,
    /// The sentence in which it does.
    pub passage: String,
}

/// A sheet close to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    /// The other sheet.
    pub sheet: SheetIndex,
    /// Articles that both cite, the rarest in the site first.
    pub articles: Vec<(TextId, Article)>,
    /// Sources that both cite.
    pub sources: usize,
    /// Topics that both have.
    pub topics: Vec<String>,
}

/// Every text of law cited, in the order of an index.
#[derive(Debug, Default)]
pub struct LegalIndex {
    /// The texts.
    pub texts: Vec<IndexedText>,
    /// Where each text is in `texts`.
    pub positions: BTreeMap<TextId, usize>,
}

/// A text of law that is cited.
#[derive(Debug)]
pub struct IndexedText {
    /// Its id.
    pub id: TextId,
    /// Name of its page and folder, unique, `ccp`.
    pub slug: String,
    /// Places that cite the text as a whole.
    pub occurrences: Vec<Occurrence>,
    /// Its articles in legal order.
    pub articles: Vec<IndexedArticle>,
    /// Sheets that cite it or any article of it, in listing order.
    pub sheets: Vec<SheetIndex>,
}

/// An article that is cited.
#[derive(Debug)]
pub struct IndexedArticle {
    /// Its number.
    pub article: Article,
    /// Name of its page in the text's folder, unique there, `l2113-15`.
    pub slug: String,
    /// What it is about, from `articles.yaml`.
    pub title: Option<String>,
    /// A remark, from `articles.yaml`.
    pub note: Option<String>,
    /// The official address of this article, when its id is known; else of a search for it or of its text.
    pub url: Option<String>,
    /// Where it is cited, by sheet then place.
    pub occurrences: Vec<Occurrence>,
    /// Articles cited in the same sheets, the most often first, at most five, with the number of sheets.
    pub cited_with: Vec<(TextId, Article, usize)>,
}

/// A place that cites law.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Occurrence {
    /// The sheet.
    pub sheet: SheetIndex,
    /// The place in it.
    pub place: OccurrencePlace,
    /// Whether only a range that contains the article is written.
    pub through_range: bool,
}

/// A place of a sheet that cites law.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum OccurrencePlace {
    /// In its text: index into `law`, and into that mention's parts.
    Mention(usize, usize),
    /// In its front matter: index into `declared_law`.
    Declared(usize),
}

/// A source and where it is cited.
#[derive(Clone, Debug)]
pub struct IndexedSource {
    /// The source.
    pub source: Arc<Source>,
    /// Its id in the page of sources, unique there.
    pub anchor: String,
    /// Sheets that cite it, with the numbers of the notes.
    pub cited_by: Vec<(SheetIndex, Vec<u32>)>,
}

/// An entry of the glossary.
#[derive(Clone, PartialEq, Debug)]
pub struct GlossaryEntry {
    /// The acronym, when it has one.
    pub acronym: Option<String>,
    /// The term, or what the acronym stands for.
    pub term: String,
    /// What it means.
    pub definition: String,
    /// Id in the page of the glossary, unique there.
    pub anchor: String,
    /// Where more is said.
    pub see: Option<Route>,
    /// The title to show for `see`.
    pub see_title: Option<String>,
    /// Sheets that use it, in listing order.
    pub used_in: Vec<SheetIndex>,
}

/// A topic and its sheets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Topic {
    /// Its name.
    pub name: String,
    /// Name of its page, unique.
    pub slug: String,
    /// Its sheets in listing order.
    pub sheets: Vec<SheetIndex>,
}

/// An attachment to publish.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Attachment {
    /// Path in the output, with safe names, unique also where case does not count.
    pub path: String,
    /// Index into the inputs' assets.
    pub asset: usize,
}
