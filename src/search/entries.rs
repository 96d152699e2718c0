//! What can be found: sheets by section, articles and texts of law, terms of the glossary, sources.

use crate::bibliography::csl::Form;
use crate::bibliography::{Name, SourceDate};
use crate::document::{Block, Inline};
use crate::law::Nature;
use crate::sheet::front_matter::SheetKind;
use crate::sheet::{FactSheet, NoteContent, Zone};
use crate::site::routes::Route;
use crate::site::{IndexedText, Occurrence, OccurrencePlace, Resolved, SheetIndex, Site};
use rayon::prelude::*;

/// Something to find: a page, or a place of a page that lists many.
#[derive(Debug)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Where it is, from the root of the site.
    pub url: String,
    /// Its name.
    pub title: String,
    /// What else a reader is told of it.
    pub about: String,
    /// Names of the filters that keep it, `t:insertion` for a topic, `d:ccp` for a text of law.
    pub filters: Vec<String>,
    /// What it holds; the first is the whole, before any heading.
    pub sections: Vec<Section>,
}

/// What can be found, in the order of entries. The letter is what `search.js` knows it by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A fact sheet.
    Sheet,
    /// An interview.
    Interview,
    /// An initiative.
    Initiative,
    /// A page of the site, its home too.
    Page,
    /// An article of law.
    Article,
    /// A text of law.
    Text,
    /// A term of the glossary.
    Term,
    /// A source.
    Source,
}

impl Kind {
    /// One letter.
    pub fn letter(self) -> char {
        match self {
            Self::Sheet => 'f',
            Self::Interview => 'e',
            Self::Initiative => 'i',
            Self::Page => 'p',
            Self::Article => 'a',
            Self::Text => 't',
            Self::Term => 'm',
            Self::Source => 's',
        }
    }

    /// Which of the four types of the filters it belongs to: guides, law, terms, sources.
    pub fn group(self) -> usize {
        match self {
            Self::Sheet | Self::Interview | Self::Initiative | Self::Page => 0,
            Self::Article | Self::Text => 1,
            Self::Term => 2,
            Self::Source => 3,
        }
    }
}

/// A part of an entry.
#[derive(Debug, Default)]
pub struct Section {
    /// Id of its heading in the page; empty for the whole.
    pub fragment: String,
    /// Its heading, numbered as the page shows it.
    pub heading: String,
    /// Words that count for more than those of the text, and are not shown as a passage.
    pub named: Vec<(Field, String)>,
    /// Its text, a block a line: what passages are cut from.
    pub text: String,
    /// How many bytes of `text`, from its start, count as a summary.
    pub summary: usize,
}

/// Where words stand, which says how much they count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// In the title.
    Title,
    /// An article of law that is cited.
    Article,
    /// In a heading.
    Heading,
    /// In the summary.
    Summary,
    /// In the text.
    Text,
}

/// Everything that can be found on `site`, guides first, then law, terms and sources.
pub fn entries(site: &Site) -> Vec<Entry> {
    let law = law_by_section(site);
    let mut texts: Vec<Vec<String>> = vec![Vec::new(); site.sheets.len()];
    for text in &site.legal_index.texts {
        for sheet in &text.sheets {
            texts[*sheet].push(format!("d:{}", text.slug));
        }
    }
    let mut entries: Vec<Entry> = site
        .sheets
        .par_iter()
        .enumerate()
        .map(|(at, sheet)| {
            let mut entry = sheet_entry(site, at, sheet, &law[at]);
            entry.filters.extend_from_slice(&texts[at]);
            entry
        })
        .collect();
    entries.par_extend(
        site.legal_index
            .texts
            .par_iter()
            .flat_map_iter(|text| law_entries(site, text)),
    );
    entries.extend(site.glossary.iter().map(|entry| {
        let title = entry.acronym.as_ref().unwrap_or(&entry.term);
        let long = entry.acronym.as_ref().map(|_| entry.term.clone());
        Entry {
            kind: Kind::Term,
            url: format!("{}#{}", Route::Glossary.path(), entry.anchor),
            title: title.clone(),
            about: long.clone().unwrap_or_default(),
            filters: Vec::new(),
            sections: vec![Section {
                named: [Some(title.clone()), long]
                    .into_iter()
                    .flatten()
                    .map(|words| (Field::Title, words))
                    .collect(),
                text: entry.definition.clone(),
                ..Section::default()
            }],
        }
    }));
    let typography = site.config.default_typography();
    entries.extend(site.sources.iter().map(|indexed| {
        let source = &indexed.source;
        let printed = site.printer.print(source, Form::Entry, typography).plain();
        let title = source.title.clone().unwrap_or_else(|| printed.clone());
        let authors: Vec<_> = source.authors.iter().map(Name::inverted).collect();
        Entry {
            kind: Kind::Source,
            url: format!("{}#{}", Route::Sources.path(), indexed.anchor),
            about: told(&[
                &authors.join(", "),
                &source.day().map(SourceDate::french).unwrap_or_default(),
            ]),
            filters: Vec::new(),
            sections: vec![Section {
                named: vec![(Field::Heading, title.clone())],
                text: printed,
                ..Section::default()
            }],
            title,
        }
    }));
    // Guides are in the order of listings, where the home stands first: stable, so that numbers of entries are too.
    entries.sort_by_key(|entry| entry.kind);
    entries
}

/// The filled ones of `words`, with commas between.
fn told(words: &[&str]) -> String {
    let filled: Vec<&str> = words
        .iter()
        .copied()
        .filter(|words| !words.is_empty())
        .collect();
    filled.join(", ")
}

/// The numbers of the articles that each sheet cites, by section: 0 is what comes before the first heading, `n` is under the
/// heading at `n - 1`. A range counts for every article in it.
fn law_by_section(site: &Site) -> Vec<Vec<(usize, String)>> {
    let mut law = vec![Vec::new(); site.sheets.len()];
    // Every law has an article 1: only a code's numbers say something by themselves.
    let codes = site
        .legal_index
        .texts
        .iter()
        .filter(|text| text.id.nature() == Nature::Code);
    for text in codes {
        for article in &text.articles {
            let number = article.article.display();
            for occurrence in &article.occurrences {
                let section = section_of(&site.sheets[occurrence.sheet], occurrence);
                law[occurrence.sheet].push((section, number.clone()));
            }
        }
    }
    for cited in &mut law {
        cited.sort();
        cited.dedup();
    }
    law
}

fn section_of(sheet: &FactSheet, occurrence: &Occurrence) -> usize {
    match occurrence.place {
        OccurrencePlace::Mention(mention, _) => sheet
            .law
            .get(mention)
            .filter(|mention| mention.zone == Zone::Body)
            .and_then(|mention| mention.section)
            .map_or(0, |heading| heading + 1),
        OccurrencePlace::Declared(_) | OccurrencePlace::Note(_) => 0,
    }
}

fn sheet_entry(site: &Site, at: SheetIndex, sheet: &FactSheet, law: &[(usize, String)]) -> Entry {
    let front = &sheet.front;
    let kind = match front.kind {
        SheetKind::Sheet => Kind::Sheet,
        SheetKind::Interview => Kind::Interview,
        SheetKind::Initiative => Kind::Initiative,
        SheetKind::Home | SheetKind::Page => Kind::Page,
    };
    let mut reading = Reading {
        site,
        at,
        sections: vec![Section::default()],
        // The heading that the next one met in the tree is.
        heading: 0,
        // Where the words under each heading go: deep headings stay in the section above.
        section_of_heading: vec![0],
    };
    let first = &mut reading.sections[0];
    first.named.push((Field::Title, front.title.clone()));
    if let Some(summary) = &front.summary {
        first.text.push_str(summary);
        first.text.push('\n');
    }
    for point in sheet.essential.iter().chain([&sheet.out_of_scope]) {
        reading.line(point);
    }
    reading.sections[0].summary = reading.sections[0].text.len();
    reading.blocks(&sheet.document.blocks);
    reading.notes(sheet);
    for (heading, number) in law {
        let section = reading.section_of_heading.get(*heading).copied();
        let section = &mut reading.sections[section.unwrap_or(0)];
        section.named.push((Field::Article, number.clone()));
    }
    let mut filters: Vec<String> = front
        .topics
        .iter()
        .filter_map(|topic| site.topics.iter().find(|known| known.name == *topic))
        .map(|topic| format!("t:{}", topic.slug))
        .collect();
    filters.sort();
    Entry {
        kind,
        url: site.routes[at].path(),
        title: front.title.clone(),
        about: told(&[
            &match (kind, front.number) {
                (Kind::Sheet, Some(number)) => format!("Fiche n°\u{a0}{number}"),
                _ => String::new(),
            },
            &match (kind, front.updated, front.updated.or(front.date)) {
                (Kind::Sheet, Some(date), _) if date.is_day() => {
                    format!("mise à jour le {}", date.french())
                }
                (_, _, Some(date)) => date.french(),
                _ => String::new(),
            },
        ]),
        filters,
        sections: reading.sections,
    }
}

/// A sheet's tree on its way to sections.
struct Reading<'a> {
    site: &'a Site,
    at: SheetIndex,
    sections: Vec<Section>,
    heading: usize,
    section_of_heading: Vec<usize>,
}

impl Reading<'_> {
    fn line(&mut self, inlines: &[Inline]) {
        let mut words = String::new();
        self.push(inlines, &mut words);
        self.words(&words);
    }

    fn words(&mut self, words: &str) {
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        let words = words.trim();
        if !words.is_empty() {
            section.text.push_str(words);
            section.text.push('\n');
        }
    }

    /// Like [`crate::document::plain_text`], with the titles that links without words show.
    fn push(&self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text { text, .. } | Inline::Code(text) => out.push_str(text),
                Inline::Link { link, content } if content.is_empty() => {
                    if let Some(Resolved::Page {
                        sheet: Some(to), ..
                    }) = self.site.links[self.at].get(*link)
                    {
                        out.push_str(&self.site.sheets[*to].front.title);
                    }
                }
                Inline::SoftBreak | Inline::HardBreak => out.push(' '),
                Inline::Image(image) => out.push_str(&image.alt),
                _ => {
                    if let Some(content) = inline.content() {
                        self.push(content, out);
                    }
                }
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => {
                    let mut words = String::new();
                    self.push(&heading.content, &mut words);
                    let sheet = &self.site.sheets[self.at];
                    let number = sheet
                        .headings
                        .get(self.heading)
                        .map_or(0, |info| info.number);
                    self.heading += 1;
                    if heading.level <= 3 {
                        self.sections.push(Section {
                            fragment: heading.id.clone(),
                            heading: match number {
                                0 => words.clone(),
                                number => format!("{number}. {words}"),
                            },
                            named: vec![(Field::Heading, words)],
                            ..Section::default()
                        });
                    } else {
                        self.words(&words);
                    }
                    self.section_of_heading.push(self.sections.len() - 1);
                }
                Block::Paragraph { content, .. } => self.line(content),
                Block::Quote(blocks) => self.blocks(blocks),
                Block::Callout { title, blocks, .. } => {
                    self.line(title);
                    self.blocks(blocks);
                }
                Block::List { items, .. } => {
                    items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                Block::Code { text, .. } => self.words(&text.replace('\n', " ")),
                Block::Table { head, rows, .. } => {
                    for row in [head].into_iter().chain(rows) {
                        let mut words = String::new();
                        for cell in row {
                            if !words.is_empty() {
                                words.push_str("\u{a0}; ");
                            }
                            self.push(cell, &mut words);
                        }
                        self.words(&words);
                    }
                }
                Block::Definitions(definitions) => {
                    for definition in definitions {
                        definition.terms.iter().for_each(|term| self.line(term));
                        definition
                            .details
                            .iter()
                            .for_each(|detail| self.blocks(detail));
                    }
                }
                Block::Figure { image, caption } => {
                    self.words(&image.alt);
                    self.line(caption);
                }
                Block::Html(html) => self.words(&without_tags(html)),
                Block::Rule => {}
            }
        }
    }

    /// The editor's own notes, as the last section.
    fn notes(&mut self, sheet: &FactSheet) {
        let footnotes: Vec<&[Block]> = sheet
            .notes
            .iter()
            .filter_map(|note| match &note.content {
                NoteContent::Footnote(blocks) => Some(blocks.as_slice()),
                NoteContent::Citation(_) => None,
            })
            .collect();
        if footnotes.is_empty() {
            return;
        }
        self.sections.push(Section {
            fragment: "notes".to_owned(),
            heading: "Notes".to_owned(),
            ..Section::default()
        });
        footnotes.into_iter().for_each(|blocks| self.blocks(blocks));
    }
}

/// The words of sanitised HTML.
fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(if c == '\n' { ' ' } else { c }),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// Sentences shown of the guides that cite an article.
const SENTENCES: usize = 3;

fn law_entries(site: &Site, text: &IndexedText) -> Vec<Entry> {
    let name = site.texts.name(&text.id);
    let short = site.texts.short(&text.id);
    let filter = format!("d:{}", text.slug);
    let mut entries = vec![Entry {
        kind: Kind::Text,
        url: Route::Text(text.slug.clone()).path(),
        title: name.clone(),
        about: format!("dans {}", guides(text.sheets.len())),
        filters: vec![filter.clone()],
        sections: vec![Section {
            named: vec![(Field::Title, name.clone()), (Field::Title, short.clone())],
            text: match site.texts.title(&text.id) {
                title if title == name => String::new(),
                title => title,
            },
            ..Section::default()
        }],
    }];
    for article in &text.articles {
        let number = article.article.display();
        let title = match &article.title {
            Some(title) if text.id.nature() == Nature::Code => {
                format!("{number}\u{a0}: {title}")
            }
            Some(title) => format!("Article\u{a0}{number}\u{a0}: {title}"),
            None if text.id.nature() == Nature::Code => format!("Article {number}"),
            None => format!("{name}, art.\u{a0}{number}"),
        };
        let mut sheets: Vec<SheetIndex> = article
            .occurrences
            .iter()
            .map(|occurrence| occurrence.sheet)
            .collect();
        sheets.dedup();
        let mut passages = String::new();
        let facts = article.note.iter().chain(
            article
                .official
                .iter()
                .flat_map(|official| official.plan.iter()),
        );
        for line in facts {
            passages.push_str(line);
            passages.push('\n');
        }
        // Occurrences are sorted by sheet: one sentence of each.
        let mut quoted = Vec::new();
        for occurrence in &article.occurrences {
            if quoted.len() == SENTENCES || quoted.last() == Some(&occurrence.sheet) {
                continue;
            }
            if let Some(sentence) = sentence(site, occurrence) {
                quoted.push(occurrence.sheet);
                passages.push_str(&sentence);
                passages.push('\n');
            }
        }
        entries.push(Entry {
            kind: Kind::Article,
            url: Route::Article(text.slug.clone(), article.slug.clone()).path(),
            about: told(&[&name, &format!("cité dans {}", guides(sheets.len()))]),
            filters: vec![filter.clone()],
            sections: vec![Section {
                named: vec![
                    (Field::Title, format!("Article {number}")),
                    (Field::Heading, article.title.clone().unwrap_or_default()),
                    (Field::Summary, format!("{name} {short}")),
                ],
                text: passages,
                ..Section::default()
            }],
            title,
        });
    }
    entries
}

fn guides(count: usize) -> String {
    format!("{count}\u{a0}guide{}", if count < 2 { "" } else { "s" })
}

/// The sentence in which an article is cited, when one is.
fn sentence(site: &Site, occurrence: &Occurrence) -> Option<String> {
    let OccurrencePlace::Mention(mention, _) = occurrence.place else {
        return None;
    };
    let sheet = site.sheets.get(occurrence.sheet)?;
    let passage = site.titled(occurrence.sheet, &sheet.law.get(mention)?.passage);
    Some(format!(
        "{}{}{}",
        passage.before, passage.cited, passage.after
    ))
}
