//! All sheets together: addresses, links between sheets, the legal index, sources, topics. Plain data, no I/O.

pub mod facts;

mod images;
pub mod law_sources;
pub mod glossary;
pub mod legal_index;
mod links;
mod official;
pub mod reference;
mod related;
pub mod routes;
pub mod watch;

use crate::bibliography::csl::Printer;
use crate::bibliography::{self, Bibliography, Source};
use crate::config::Config;
use crate::diagnostic::catalogue::{bibliography as source_remarks, site as remarks};
use crate::diagnostic::{Checked, Diagnostic};
use crate::input::{Inputs, PixelSize, Span};
use crate::law::{Article, LegalRef, OfficialTexts, TextId, Texts};
use crate::sheet::front_matter::SheetKind;
use crate::sheet::{FactSheet, Passage};
use legal_index::Facts;
use links::Targets;
use routes::Route;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;
use watch::Watch;

/// Index of a sheet in [`Site::sheets`].
pub type SheetIndex = usize;

/// What is known once all sheets are read.
#[derive(Debug)]
pub struct Site {
    /// What prints sources.
    pub printer: Printer,
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
    /// What to review in the law cited; none without official data.
    pub watch: Option<Watch>,
    /// Every source, shared ones that nobody cites included, in the order of a bibliography.
    pub sources: Vec<IndexedSource>,
    /// Acronyms and terms, sorted.
    pub glossary: Vec<GlossaryEntry>,
    /// Where each sheet first uses them, parallel to `sheets`, each list by place; empty without glossary.
    pub term_marks: Vec<Vec<TermMark>>,
    /// Topics, in alphabetical order.
    pub topics: Vec<Topic>,
    /// Attachments to publish: index into the inputs' assets, and path in the output.
    pub attachments: Vec<Attachment>,
    /// How large each image shown is, by its path in the output; one that does not tell is left out.
    pub image_sizes: images::Sizes,
    /// Old addresses: path of the page to make, and the sheet it leads to.
    pub aliases: Vec<(String, SheetIndex)>,
    /// The editor's menu with where its entries lead; empty when `site.yaml` has none.
    pub menu: Vec<(String, Route)>,
    /// The footer's text.
    pub footer: Option<Footer>,
}

/// The footer's Markdown, read like a sheet's body so that it renders like one.
#[derive(Debug)]
pub struct Footer {
    /// Its text.
    pub sheet: Box<FactSheet>,
    /// Where its links lead.
    pub links: Vec<Resolved>,
}

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

impl Site {
    /// `passage`, of the sheet at `sheet`, with the titles of the sheets that its links without words lead to.
    pub fn titled(&self, sheet: SheetIndex, passage: &Passage) -> Passage {
        passage.with_titles(|link| match self.links[sheet].get(link) {
            Some(Resolved::Page {
                sheet: Some(to), ..
            }) => &self.sheets[*to].front.title,
            _ => "",
        })
    }
}

/// A sheet that points here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backlink {
    /// The sheet that points here.
    pub from: SheetIndex,
    /// The sentence in which it does.
    pub passage: Passage,
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
    /// What the notes of each sheet cite as law through a source, with the number of the note; parallel to `Site::sheets`.
    pub in_notes: Vec<Vec<(LegalRef, u32)>>,
    /// The articles of each range cited that holds more than its two ends, those included.
    pub ranges: BTreeMap<LegalRef, Vec<Article>>,
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
    /// What official data say of it.
    pub official: Option<OfficialFacts>,
    /// The official address of this article, when its id is known; else of a search for it or of its text.
    pub url: Option<String>,
    /// Where it is cited, by sheet then place.
    pub occurrences: Vec<Occurrence>,
    /// Articles cited in the same sheets, the most often first, at most five, with the number of sheets.
    pub cited_with: Vec<(TextId, Article, usize)>,
}

/// What official data say of an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficialFacts {
    /// The headings it stands under, the widest first.
    pub plan: Vec<String>,
    /// How it stands on the day of the data, in words: "en vigueur depuis le 1er janvier 2026"; none when they do not say.
    pub state: Option<String>,
    /// Whether it is no longer in force.
    pub ended: bool,
    /// Whether it is in force on the day of the data; none when they do not say.
    pub in_force: Option<bool>,
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
    /// In the note of this number, which cites a source that is law.
    Note(u32),
}

/// A source and where it is cited.
#[derive(Clone, Debug)]
pub struct IndexedSource {
    /// The source.
    pub source: Arc<Source>,
    /// Its id in the page of sources, unique there.
    pub anchor: String,
    /// The text of law that it is.
    pub law: Option<TextId>,
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
    pub used_in: Vec<TermUse>,
}

/// A sheet that uses an entry of the glossary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TermUse {
    /// The sheet.
    pub sheet: SheetIndex,
    /// Id of the place in its page: the word itself, else the part that it stands in.
    pub anchor: Option<String>,
}

/// A word in the text of a sheet that the glossary explains.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TermMark {
    /// Index into [`Site::glossary`].
    pub entry: usize,
    /// The piece of text that it stands in.
    pub span: Span,
    /// Its bytes in that piece.
    pub range: Range<usize>,
    /// The word itself: pieces of one line of the front matter all have the place of that line.
    pub word: Box<str>,
    /// Whether this is the first use, where the glossary leads.
    pub first: bool,
    /// Whether its meaning is shown here.
    pub explained: bool,
}

impl GlossaryEntry {
    /// Id of its first use in the page of a sheet.
    pub fn use_id(&self) -> String {
        format!("terme-{}", self.anchor)
    }
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

/// What a site is assembled from, beside its sheets.
pub struct Parts<'a> {
    /// What prints sources.
    pub printer: Printer,
    /// Settings.
    pub config: Config,
    /// Known texts of law and those of the site.
    pub texts: Arc<Texts>,
    /// What `articles.yaml` says of articles.
    pub facts: &'a Facts,
    /// Official data on texts of law.
    pub official: &'a OfficialTexts,
    /// Shared sources.
    pub bibliography: &'a Bibliography,
    /// The footer's text, parsed.
    pub footer: Option<Box<FactSheet>>,
    /// Everything that was read, for its files and attachments.
    pub inputs: &'a Inputs,
    /// Which files may be published, told from their names.
    pub publishable: fn(&str) -> bool,
    /// The name that an attachment is published under.
    pub safe_path: fn(&str) -> String,
    /// The size of a drawing, from its text.
    pub svg_size: fn(&str) -> Option<PixelSize>,
}

/// Puts all sheets together: addresses, links, indexes. Reports sheets that claim one address, links that lead nowhere,
/// ids of sources that mean two things.
pub fn assemble(sheets: Vec<FactSheet>, parts: Parts) -> Checked<Site> {
    let mut found = Vec::new();
    let Parts {
        printer,
        config,
        texts,
        facts,
        official,
        bibliography,
        footer,
        inputs,
        publishable,
        safe_path,
        svg_size,
    } = parts;
    let (mut sheets, drafts): (Vec<_>, Vec<_>) = sheets
        .into_iter()
        .partition(|sheet| inputs.drafts || !sheet.front.draft);
    sheets.sort_by_cached_key(listing_order);
    let draft_slugs: BTreeSet<String> = drafts.iter().map(|sheet| sheet.slug.clone()).collect();
    let draft_paths: BTreeSet<String> = drafts.iter().map(|sheet| sheet.path.clone()).collect();
    if sheets
        .iter()
        .all(|sheet| sheet.front.kind == SheetKind::Home)
        && drafts.is_empty()
        && inputs.faults.is_empty()
    {
        found.push(remarks::nothing_to_publish());
    }
    let routes: Vec<Route> = sheets.iter().map(route).collect();
    let mut taken = addresses(&sheets, &routes, &config, inputs, &mut found);

    // The footer is read like a sheet, at the end, so that its links resolve like any other.
    let footer_at = footer.is_some().then_some(sheets.len());
    sheets.extend(footer.map(|footer| *footer));
    let targets = Targets::new(
        &sheets,
        &routes,
        &draft_slugs,
        &draft_paths,
        inputs,
        publishable,
    );
    let mut links = targets.resolve(safe_path, &mut found);
    let (mut glossary, term_marks) = match inputs.glossary {
        Some(id) => glossary::assemble(
            id,
            inputs.file(id),
            &sheets[..routes.len()],
            &routes,
            &targets,
            &config.language,
            &mut found,
        ),
        None => (Vec::new(), Vec::new()),
    };
    for entry in &mut glossary {
        let words = entry
            .acronym
            .iter_mut()
            .chain([&mut entry.term, &mut entry.definition]);
        words.for_each(|words| config.default_typography().set(words));
    }
    let menu = menu(&config, &targets, &routes, inputs, &mut found);
    let aliases = aliases(&sheets[..routes.len()], &mut taken, &mut found);
    drop(targets);
    let image_sizes = images::sizes(
        &sheets,
        &links.resolved,
        &links.attachments,
        inputs,
        svg_size,
        &mut found,
    );
    let footer = footer_at.and_then(|_| sheets.pop()).map(Box::new);
    let footer_links = footer_at
        .and_then(|_| links.resolved.pop())
        .unwrap_or_default();
    if footer_at.is_some() {
        links.backlinks.pop();
        let count = routes.len();
        links
            .backlinks
            .iter_mut()
            .for_each(|links| links.retain(|link| link.from < count));
    }

    let topics = topics(&sheets);
    let (legal_index, sources) = rayon::join(
        || legal_index::assemble(&sheets, &texts, facts, official),
        || sources(&sheets, bibliography, &texts),
    );
    official::check(&sheets, &texts, official, inputs, &mut found);
    let watch = (!official.is_empty()).then(|| watch::assemble(&sheets, &texts, official, None));
    let sources = sources.report_to(&mut found);
    links::to_sources(&sheets, &mut links.resolved, &sources);
    let related = related::assemble(sheets.len(), &legal_index, &sources, &topics);
    let neighbours = neighbours(&sheets);
    let site = Site {
        printer,
        config,
        texts,
        sheets,
        routes,
        links: links.resolved,
        backlinks: links.backlinks,
        related,
        neighbours,
        legal_index,
        watch,
        sources,
        glossary,
        term_marks,
        topics,
        attachments: links.attachments,
        image_sizes,
        aliases,
        menu,
        footer: footer.map(|sheet| Footer {
            sheet,
            links: footer_links,
        }),
    };
    Checked::new(site, found)
}

/// Home first, then by kind, number, `ordre`, title; the file's path settles what is left.
fn listing_order(sheet: &FactSheet) -> (SheetKind, u32, i64, String, String) {
    let front = &sheet.front;
    let number = front.number.unwrap_or(u32::MAX);
    (
        front.kind,
        number,
        front.order.unwrap_or(i64::MAX),
        crate::sheet::slug::slug(&front.title),
        sheet.path.clone(),
    )
}

fn route(sheet: &FactSheet) -> Route {
    match sheet.front.kind {
        SheetKind::Home => Route::Home,
        SheetKind::Page => Route::Page(sheet.slug.clone()),
        _ => Route::Sheet(sheet.slug.clone()),
    }
}

/// Checks that every sheet has an address of its own; gives all that are taken, in lower case.
fn addresses(
    sheets: &[FactSheet],
    routes: &[Route],
    config: &Config,
    inputs: &Inputs,
    found: &mut Vec<Diagnostic>,
) -> HashMap<String, Option<SheetIndex>> {
    let mut taken: HashMap<String, Option<SheetIndex>> = HashMap::new();
    for route in [
        Route::Home,
        Route::Sheets,
        Route::Topics,
        Route::Law,
        Route::Sources,
        Route::Glossary,
        Route::Search,
        Route::Watch,
        Route::NotFound,
    ] {
        taken.insert(route.path(), None);
    }
    for file in [
        "atom.xml",
        "sitemap.xml",
        "robots.txt",
        "articles.json",
        "sources.json",
        "fiches.json",
    ] {
        taken.insert(file.into(), None);
    }
    let _ = config;
    // Slugs are one namespace, whatever the kind: `[[slug]]` must mean one sheet.
    let mut by_slug: HashMap<&str, SheetIndex> = HashMap::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let place = sheet
            .front
            .slug
            .as_ref()
            .map_or(sheet.front.title_span, |slug| slug.span);
        let path = routes[at].path();
        if routes[at] != Route::Home && taken.get(&path) == Some(&None)
            || legal_index::is_device(&sheet.slug)
        {
            found.push(remarks::address_reserved(place, &path));
            continue;
        }
        if let Some(first) = by_slug
            .insert(&sheet.slug, at)
            .filter(|_| !sheet.slug.is_empty())
        {
            let other = &sheets[first];
            let first_place = other
                .front
                .slug
                .as_ref()
                .map_or(other.front.title_span, |slug| slug.span);
            found.push(remarks::address_taken(
                place,
                first_place,
                &path,
                &inputs.file(other.file).shown,
            ));
        }
        taken.insert(path, Some(at));
    }
    taken
}

fn aliases(
    sheets: &[FactSheet],
    taken: &mut HashMap<String, Option<SheetIndex>>,
    found: &mut Vec<Diagnostic>,
) -> Vec<(String, SheetIndex)> {
    let mut aliases = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        for alias in &sheet.front.aliases {
            let path = alias.text.trim_start_matches('/');
            let name_fits = |name: &str| {
                !name.is_empty()
                    && !name.starts_with('.')
                    // Windows drops a full stop at the end of a folder's name.
                    && !name.ends_with('.')
                    && name.len() <= 120
                    && name.bytes().all(|b| {
                        b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b)
                    })
                    && !legal_index::is_device(name.split('.').next().unwrap_or_default())
            };
            // A folder whose name ends like a file's could be one of the site's files.
            let folders_fit = path
                .rsplit_once('/')
                .is_none_or(|(folders, _)| folders.split('/').all(|name| !name.contains('.')));
            let fits = path.len() <= 180
                && path.ends_with(".html")
                && path.split('/').all(name_fits)
                && folders_fit;
            let own_folder = ["assets/", "articles/", "themes/"]
                .iter()
                .any(|folder| path.starts_with(folder));
            let why = match () {
                () if !fits => {
                    "des minuscules sans accent, des chiffres et des traits d’union, et « .html » à la fin"
                }
                () if own_folder => "ce dossier est celui des pages du site",
                () if taken.contains_key(path) => "cette adresse est déjà prise",
                () => {
                    taken.insert(path.to_owned(), Some(at));
                    aliases.push((path.to_owned(), at));
                    continue;
                }
            };
            found.push(remarks::bad_alias(alias.span, &alias.text, why));
        }
    }
    aliases.sort();
    aliases
}

fn menu(
    config: &Config,
    targets: &Targets,
    routes: &[Route],
    inputs: &Inputs,
    found: &mut Vec<Diagnostic>,
) -> Vec<(String, Route)> {
    let own = [
        Route::Home,
        Route::Sheets,
        Route::Topics,
        Route::Law,
        Route::Sources,
        Route::Glossary,
        Route::Search,
    ];
    // Without data that page is not made.
    let own: Vec<Route> = own
        .into_iter()
        .chain((!inputs.official.is_empty()).then_some(Route::Watch))
        .collect();
    let mut menu = Vec::new();
    for entry in &config.menu {
        let path = entry.page.trim_start_matches('/');
        let slug = path
            .trim_end_matches(".html")
            .trim_end_matches(".md")
            .rsplit('/')
            .next()
            .unwrap_or_default();
        let route = own.iter().find(|route| {
            route.path() == path || route.path().trim_end_matches("index.html") == path
        });
        match route
            .cloned()
            .or_else(|| targets.sheet(slug).map(|at| routes[at].clone()))
        {
            Some(route) => menu.push((entry.text.clone(), route)),
            None => {
                if let Some(span) = entry.span {
                    found.push(remarks::menu_page(
                        span,
                        &entry.page,
                        targets.nearest_slug(slug),
                    ));
                }
            }
        }
    }
    menu
}

fn topics(sheets: &[FactSheet]) -> Vec<Topic> {
    let mut by_name: BTreeMap<(String, String), Vec<SheetIndex>> = BTreeMap::new();
    for (at, sheet) in sheets.iter().enumerate() {
        for name in &sheet.front.topics {
            by_name
                .entry((crate::sheet::slug::slug(name), name.clone()))
                .or_default()
                .push(at);
        }
    }
    let mut slugs = HashSet::from(["index".to_owned()]);
    by_name
        .into_iter()
        .map(|((_, name), sheets)| Topic {
            slug: legal_index::unique(&name, &mut slugs),
            name,
            sheets,
        })
        .collect()
}

/// Every source with the notes that cite it. One id with different data in two places is an error.
fn sources(
    sheets: &[FactSheet],
    bibliography: &Bibliography,
    texts: &Texts,
) -> Checked<Vec<IndexedSource>> {
    let mut found = Vec::new();
    let mut all: BTreeMap<&str, IndexedSource> = BTreeMap::new();
    let indexed = |source: &Arc<Source>| IndexedSource {
        source: Arc::clone(source),
        anchor: String::new(),
        law: law_sources::text_of(source, texts),
        cited_by: Vec::new(),
    };
    for (id, source) in &bibliography.sources {
        all.insert(id, indexed(source));
    }
    for (at, sheet) in sheets.iter().enumerate() {
        for source in sheet.front.own_sources() {
            match all.get(source.id.as_str()) {
                Some(first) if !first.source.same_data(source) => {
                    found.push(source_remarks::source_twice(
                        source.span,
                        first.source.span,
                        &source.id,
                    ));
                }
                Some(_) => {}
                None => {
                    all.insert(&source.id, indexed(source));
                }
            }
        }
        for (number, note) in sheet.notes.iter().enumerate() {
            for cited in note.sources() {
                let Some(entry) = all.get_mut(cited.source.id.as_str()) else {
                    continue;
                };
                let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
                match entry.cited_by.last_mut() {
                    Some((sheet, numbers)) if *sheet == at => {
                        if numbers.last() != Some(&number) {
                            numbers.push(number);
                        }
                    }
                    _ => entry.cited_by.push((at, vec![number])),
                }
            }
        }
    }
    let mut sources: Vec<IndexedSource> = all.into_values().collect();
    bibliography::duplicates::report(sources.iter().map(|indexed| &*indexed.source), &mut found);
    sources.sort_by_cached_key(|indexed| {
        (
            bibliography::style::sort_key(&indexed.source),
            indexed.source.id.clone(),
        )
    });
    let mut anchors = HashSet::new();
    for indexed in &mut sources {
        indexed.anchor = format!(
            "source-{}",
            legal_index::unique(&indexed.source.id, &mut anchors)
        );
    }
    Checked::new(sources, found)
}

/// The sheets before and after each one among those of its kind and collection that have a number.
fn neighbours(sheets: &[FactSheet]) -> Vec<(Option<SheetIndex>, Option<SheetIndex>)> {
    let mut neighbours = vec![(None, None); sheets.len()];
    let mut last: HashMap<(SheetKind, &str), SheetIndex> = HashMap::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let front = &sheet.front;
        if matches!(front.kind, SheetKind::Home | SheetKind::Page) {
            continue;
        }
        if let Some(previous) = last.insert((front.kind, &front.collection), at) {
            neighbours[previous].1 = Some(at);
            neighbours[at].0 = Some(previous);
        }
    }
    neighbours
}
