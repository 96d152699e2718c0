//! The whole build: texts in, pages out.

use crate::bibliography::csl::{Printer, Shipped, Style};
use crate::bibliography::{Bibliography, Bulk, Source, formats};
use crate::config::{self, CitationStyle, Config};
use crate::diagnostic::catalogue::site::{self as site_remarks, BibliographyFault};
use crate::diagnostic::catalogue::{bibliography as source_remarks, law as law_remarks, output};
use crate::diagnostic::{Checked, Diagnostic, Place, Severity};
use crate::input::{FileId, Inputs, ReadFault, Span};
use crate::law::official::Day;
use crate::law::{Nature, OfficialText, OfficialTexts, TextId, Texts};
use crate::page::{Gathered, Page, Sink};
use crate::sheet::front_matter::split;
use crate::sheet::{FactSheet, Note};
use crate::site::watch::{self, Watch};
use crate::site::{Site, facts};
use crate::stages::{Stage, Stopwatch};
use crate::typography::Typography;
use crate::{official, publish, render, search, sheet, site};
use rayon::prelude::*;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a build gives.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// Every file of the site, by path.
    pub pages: Vec<Page>,
    /// What the site holds, for the last line that an editor reads.
    pub summary: Summary,
}

/// What a site holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Fact sheets, interviews and initiatives.
    pub sheets: usize,
    /// Legal references in them.
    pub references: usize,
    /// Of these, those whose text could not be settled.
    pub unresolved: usize,
    /// Sources.
    pub sources: usize,
    /// Pages of HTML.
    pub pages: usize,
}

/// Builds the site in memory: every page, and every remark to the editor, in the order in which they were met. With an error
/// among them, the pages are not to be published.
pub fn build(inputs: &Inputs) -> Checked<Built> {
    let clock = Stopwatch::none();
    let mut found = Vec::new();
    let prepared = prepare(inputs, clock).report_to(&mut found);
    let pages = Gathered::default();
    let mut summary = Summary::default();
    // With an error nothing will be published: what only pages could tell is told once the rest is mended.
    if !crate::diagnostic::has_errors(&found) {
        summary = prepared.pages(clock, &pages).report_to(&mut found);
    }
    let pages = pages.into_pages();
    Checked::new(Built { pages, summary }, found)
}

/// A site of which everything is known, and no page is made yet.
#[derive(Debug)]
pub struct Prepared {
    site: Site,
    theme: render::theme::Theme,
    attachments: Vec<Page>,
}

/// Reads the site. With an error among the remarks, its pages are not to be made. `clock` counts the stages.
pub fn prepare(inputs: &Inputs, clock: &Stopwatch) -> Checked<Prepared> {
    let mut found = Vec::new();
    let (site, _) = assemble(inputs, clock, &mut found);
    let prepared = Prepared {
        theme: theme(inputs, &site.config).report_to(&mut found),
        attachments: publish::attachments(&site, inputs).report_to(&mut found),
        site,
    };
    Checked::new(prepared, found)
}

impl Prepared {
    /// Makes every file of the site and gives it to `sink` at once: a large site is never whole in memory. What was given is
    /// not to be published when there is an error among the remarks.
    pub fn pages(self, clock: &Stopwatch, sink: &dyn Sink) -> Checked<Summary> {
        let Self {
            site,
            theme,
            attachments,
        } = self;
        // A theme may have its own.
        let theirs = theme.files.keys();
        let but_theirs = Except {
            paths: theirs
                .map(|path| format!("{}/{path}", render::ASSETS))
                .collect(),
            sink,
        };
        // First, since it takes most memory: printed references, which stay, come with the pages.
        clock.time(Stage::Search, || search::pages(&site, &but_theirs));
        let mut found = Vec::new();
        let rendered = clock
            .time(Stage::Pages, || render::pages(&site, &theme, sink))
            .report_to(&mut found);
        clock.time(Stage::Exports, || publish::pages(&site, &rendered, sink));
        let attached = attachments.iter().map(|page| &page.path);
        let pages = rendered.iter().chain(attached);
        let pages = pages.filter(|path| path.ends_with(".html")).count();
        let summary = summary(&site, pages);
        for attachment in attachments {
            sink.take(attachment);
        }
        // Ten thousand trees take a while to give back, which threads can share.
        site.sheets.into_par_iter().for_each(drop);
        Checked::new(summary, found)
    }
}

/// Gives a sink all but the pages at some paths.
struct Except<'a> {
    paths: BTreeSet<String>,
    sink: &'a dyn Sink,
}

impl Sink for Except<'_> {
    fn take(&self, page: Page) {
        if !self.paths.contains(&page.path) {
            self.sink.take(page);
        }
    }
}

/// What the legal watch gives.
#[derive(Debug)]
pub struct Watched {
    /// The site that was watched.
    pub site: Site,
    /// What to review in it, on the day asked for.
    pub watch: Watch,
}

/// Holds the law that the sheets cite against the official data of the site, on the day `asked`, else on that of the data.
/// Among the remarks are the errors of the site itself; what follows from them is left out.
pub fn watch(inputs: &Inputs, asked: Option<Day>) -> Checked<Watched> {
    let mut found = Vec::new();
    let (site, official) = assemble(inputs, Stopwatch::none(), &mut found);
    // The watch tells of articles that do not exist too, once an article and a sheet.
    found.retain(|d| d.severity == Severity::Error && d.code != law_remarks::UNKNOWN_ARTICLE);
    let watch = watch::assemble(&site.sheets, &site.texts, &official, asked);
    let told = watch::remarks(&watch, &site.sheets, &site.texts, &official, inputs);
    // A sheet whose front matter cannot be read may well say when it was checked.
    let broken: BTreeSet<FileId> = found.iter().filter_map(Diagnostic::file).collect();
    found.extend(told.into_iter().filter(|remark| {
        remark.severity != Severity::Advice
            || remark.file().is_none_or(|file| !broken.contains(&file))
    }));
    Checked::new(Watched { site, watch }, found)
}

/// Everything that is known of a site before a page is made, and the official data that it keeps.
fn assemble(
    inputs: &Inputs,
    clock: &Stopwatch,
    found: &mut Vec<Diagnostic>,
) -> (Site, OfficialTexts) {
    let Background {
        config,
        bibliography,
        broken_sources,
        texts,
        known,
        official,
    } = clock.time(Stage::Settings, || background(inputs, found));
    let shared = sheet::Shared {
        config: &config,
        bibliography: &bibliography,
        texts: &texts,
        stopwatch: clock,
    };
    let mut sheets = clock.time(Stage::Sheets, || sheet::parse_all(inputs, shared));
    if broken_sources {
        // What a faulty entry or file would have defined is missing for that reason, which was told.
        sheets
            .found
            .retain(|remark| remark.code != source_remarks::UNKNOWN_SOURCE);
    }
    let sheets = sheets.report_to(found);
    let footer = sheet::footer(inputs, shared).report_to(found);
    let style = citation_style(&config, inputs, printed(&bibliography, &sheets), found);
    let parts = site::Parts {
        printer: Printer::new(style),
        config: config.clone(),
        texts: Arc::clone(&texts),
        facts: &known.facts,
        official: &official,
        bibliography: &bibliography,
        footer,
        inputs,
        publishable: publish::assets::publishable,
        safe_path: publish::assets::safe_path,
        svg_size: publish::svg_size,
    };
    let site = clock.time(Stage::Site, || site::assemble(sheets, parts));
    (site.report_to(found), official)
}

/// What sheets are read and held against.
struct Background {
    config: Config,
    bibliography: Bibliography,
    /// Whether some source could not be read.
    broken_sources: bool,
    texts: Arc<Texts>,
    known: facts::Known,
    official: OfficialTexts,
}

fn background(inputs: &Inputs, found: &mut Vec<Diagnostic>) -> Background {
    let config = settings(inputs).report_to(found);
    let faults = inputs.faults.iter();
    found.extend(faults.map(|(path, fault)| unread(path, fault, &config)));
    let bibliography =
        formats::parse_shared(inputs.sources.iter().map(|id| (*id, inputs.file(*id))));
    let broken_sources = crate::diagnostic::has_errors(&bibliography.found);
    let bibliography = bibliography.report_to(found);
    let mut known = inputs
        .articles
        .map(|id| facts::read(id, inputs.file(id), found))
        .unwrap_or_default();
    let texts = Arc::new(Texts::known().with(std::mem::take(&mut known.texts)));
    known.read_articles(&texts, found);
    let official = official_data(inputs, &texts, found);
    for fact in known.facts.values_mut() {
        let words = fact.title.iter_mut().chain(&mut fact.note);
        words.for_each(|words| config.default_typography().set(words));
    }
    Background {
        config,
        bibliography,
        broken_sources,
        texts,
        known,
        official,
    }
}

/// A file that could not be read: shown where the settings name it, when what is wrong is to be mended there.
fn unread(path: &str, fault: &ReadFault, config: &Config) -> Diagnostic {
    let named = config.bibliographies.iter().find(|(name, _)| name == path);
    let why = match fault {
        ReadFault::Absent => Some(BibliographyFault::Absent),
        ReadFault::Folder => Some(BibliographyFault::Folder),
        ReadFault::LinkOutside | ReadFault::NotRegular | ReadFault::Refused(_) => {
            Some(BibliographyFault::Unreadable)
        }
        _ => None,
    };
    match (named, why) {
        (Some((name, span)), Some(why)) => site_remarks::bibliography(*span, name, why),
        _ => output::read_fault(path, fault),
    }
}

/// The theme; only the settings know where they name one that has no folder.
fn theme(inputs: &Inputs, config: &Config) -> Checked<render::theme::Theme> {
    let mut theme = render::theme::load(inputs);
    if let (Some((name, false)), Some(span)) = (&inputs.theme_name, config.theme_span)
        && config.theme.as_ref() == Some(name)
    {
        for remark in theme
            .found
            .iter_mut()
            .filter(|remark| remark.code == "theme-inconnu")
        {
            remark.place = Place::Span(span);
        }
    }
    theme
}

/// The sources of a site, and where they are.
#[derive(Debug)]
pub struct Listed {
    /// The site that cites them.
    pub site: Site,
    /// Every source as it is written, in the order of files and places; one that two files describe is there twice.
    pub written: Vec<Arc<Source>>,
}

/// Lists the sources of a site, and tells the errors that keep some from being read: those of all files but in the bodies
/// of sheets.
pub fn sources(inputs: &Inputs) -> Checked<Listed> {
    let mut found = Vec::new();
    let (site, _) = assemble(inputs, Stopwatch::none(), &mut found);
    let bodies: BTreeMap<FileId, usize> = inputs
        .sheets
        .iter()
        .map(|id| (*id, split(&inputs.file(*id).text).body))
        .collect();
    found.retain(|remark| {
        let in_body = match remark.place {
            Place::Span(span) => bodies
                .get(&span.file)
                .is_some_and(|body| span.range().start >= *body),
            _ => false,
        };
        remark.severity == Severity::Error && !in_body
    });
    let shared = inputs.sources.iter();
    let mut written: Vec<Arc<Source>> = shared
        .flat_map(|id| formats::written_in(*id, inputs.file(*id)))
        .collect();
    for sheet in &site.sheets {
        written.extend(sheet.front.own_sources().cloned());
    }
    written.sort_by_key(|source| source.span);
    Checked::new(Listed { site, written }, found)
}

/// The texts of law that a site cites, in the order of an index, and all texts it knows. Remarks on the sheets are left
/// to [`build`].
pub fn cited_texts(inputs: &Inputs) -> (BTreeSet<TextId>, Texts) {
    let mut unheard = Vec::new();
    let config = settings(inputs).value;
    let shared_sources = inputs.sources.iter().map(|id| (*id, inputs.file(*id)));
    let bibliography = formats::parse_shared(shared_sources).value;
    let known = inputs
        .articles
        .map(|id| facts::read(id, inputs.file(id), &mut unheard))
        .unwrap_or_default();
    let texts = Arc::new(Texts::known().with(known.texts));
    let shared = sheet::Shared {
        config: &config,
        bibliography: &bibliography,
        texts: &texts,
        stopwatch: Stopwatch::none(),
    };
    let sheets = sheet::parse_all(inputs, shared).value;
    let mut cited = BTreeSet::new();
    let mut law_sources = site::law_sources::LawSources::new(&texts);
    for sheet in &sheets {
        let parts = sheet.law.iter().flat_map(|mention| &mention.parts);
        cited.extend(
            parts
                .filter_map(|part| part.reference.as_ref())
                .chain(sheet.declared_law.iter().map(|law| &law.reference))
                .map(|reference| reference.text().clone()),
        );
        let in_notes = law_sources.of_sheet(sheet);
        cited.extend(
            in_notes
                .iter()
                .map(|(reference, _)| reference.text().clone()),
        );
    }
    (cited, Texts::clone(&texts))
}

/// What the settings say must be read beside the content.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Files of sources, from the content folder.
    pub bibliographies: Vec<String>,
    /// The theme.
    pub theme: Option<String>,
    /// The style of citation, from the root of the site.
    pub citation_style: Option<String>,
}

/// What the settings name.
pub fn what_settings_name(inputs: &Inputs) -> Wanted {
    let config = settings(inputs).value;
    Wanted {
        bibliographies: config
            .bibliographies
            .into_iter()
            .map(|(path, _)| path)
            .collect(),
        theme: config.theme,
        citation_style: match config.citation_style {
            CitationStyle::File(path) => Some(path),
            _ => None,
        },
    }
}

/// What the style of citation prints, at most: each source in the list of the site and in notes, each place where it is cited
/// with one, and each sheet as a source.
fn printed<'a>(
    bibliography: &'a Bibliography,
    sheets: &'a [FactSheet],
) -> impl Iterator<Item = Bulk> + 'a {
    let shared = bibliography.sources.values().map(|source| source.bulk());
    let of_sheets = sheets.iter().flat_map(|sheet| {
        let own = sheet.front.own_sources().map(|source| source.bulk());
        let cited = sheet.notes.iter().flat_map(Note::sources);
        let at_places = cited.filter_map(|cited| {
            let said = cited.place(Typography::AsWritten)?;
            Some(cited.source.bulk().at_place(said.len()))
        });
        let itself = Bulk {
            text: sheet.front.title.len(),
            names: sheet.front.authors.len().max(1),
            bytes_of_names: 0,
        };
        own.chain(at_places).chain([itself])
    });
    shared.chain(of_sheets)
}

/// The style of citation, to print all of `printed`. When the site brings one that cannot be used, that is reported and the
/// default stands for it.
fn citation_style(
    config: &Config,
    inputs: &Inputs,
    printed: impl Iterator<Item = Bulk>,
    found: &mut Vec<Diagnostic>,
) -> Arc<Style> {
    let name = match (&config.citation_style, inputs.citation_style) {
        (CitationStyle::Apa | CitationStyle::File(_), None) | (CitationStyle::Apa, _) => {
            Shipped::Apa
        }
        (CitationStyle::Iso690, _) => Shipped::Iso690,
        (CitationStyle::Legal, _) => Shipped::Legal,
        (CitationStyle::File(_), Some(id)) => match Style::brought(&inputs.file(id).text) {
            Ok(style) if style.is_too_heavy(printed) => {
                found.push(source_remarks::heavy_style(Span::new(id, 0..0)));
                Shipped::Apa
            }
            Ok(style) => return style,
            Err(fault) => {
                let place = Span::new(id, fault.range);
                found.push(source_remarks::bad_style(place, &fault.kind));
                Shipped::Apa
            }
        },
    };
    Style::shipped(name)
}

/// The official data that the site keeps. A file that cannot be read is reported: without it ranges and links change. So
/// is one that can serve nothing: on a text that nobody knows, or on one that another file is about.
fn official_data(inputs: &Inputs, texts: &Texts, found: &mut Vec<Diagnostic>) -> OfficialTexts {
    let mut known: BTreeMap<TextId, (OfficialText, Span)> = BTreeMap::new();
    for id in &inputs.official {
        let file = inputs.file(*id);
        let text = match official::file::parse(&file.text) {
            Ok(text) => text,
            Err(error) => {
                let remark = law_remarks::bad_official_data(*id, &file.text, error.line, &error);
                found.push(remark);
                continue;
            }
        };
        let place = law_remarks::text_of_data(*id, &file.text);
        let name = text.facts().id.clone();
        if name.nature() == Nature::Code && texts.get(&name).is_none() {
            let close = texts.nearest_id(name.as_str());
            found.push(law_remarks::data_on_unknown_text(
                place,
                name.as_str(),
                close.as_ref().map(TextId::as_str),
            ));
        }
        match known.entry(name) {
            Entry::Occupied(first) => found.push(law_remarks::data_twice(
                place,
                first.get().1,
                &texts.name(first.key()),
            )),
            Entry::Vacant(entry) => {
                entry.insert((text, place));
            }
        }
    }
    OfficialTexts::new(known.into_values().map(|(text, _)| text))
}

fn settings(inputs: &Inputs) -> Checked<Config> {
    inputs
        .config
        .map_or_else(Checked::default, |id| config::parse(id, inputs.file(id)))
}

/// What `site` holds, in so many pages.
fn summary(site: &Site, pages: usize) -> Summary {
    use crate::sheet::front_matter::SheetKind;
    let parts = site
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.law)
        .flat_map(|mention| &mention.parts);
    let declared: usize = site
        .sheets
        .iter()
        .map(|sheet| sheet.declared_law.len())
        .sum();
    Summary {
        sheets: site
            .sheets
            .iter()
            .filter(|sheet| !matches!(sheet.front.kind, SheetKind::Home | SheetKind::Page))
            .count(),
        references: parts.clone().count() + declared,
        unresolved: parts.filter(|part| part.reference.is_none()).count(),
        sources: site.sources.len(),
        pages,
    }
}
