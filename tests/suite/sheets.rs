//! Single sheets: `tests/sheets/<case>/sheet.md`, and beside it the tree that it becomes with what editors are told.
//!
//! A case may have a `sources.yaml` (shared sources) and a `site.yaml` of its own.

use crate::snapshot;
use reperess::document::{Block, Image, Inline, Inlines};
use reperess::input::{InputFile, Inputs};
use reperess::law::Texts;
use reperess::sheet::front_matter::SourceEntry;
use reperess::sheet::{self, CitedSource, FactSheet, Link, NoteContent, Shared, Target};
use reperess::stages::Stopwatch;
use reperess::{bibliography::formats, config, diagnostic::format};
use std::fmt::Write;
use std::path::Path;

#[test]
fn each_sheet_gives_its_tree_and_its_remarks() {
    let cases = snapshot::cases("sheets");
    assert!(cases.len() >= 35, "{} cases", cases.len());
    snapshot::for_each(&cases, |case| snapshot::check(case, "sheet", &read(case)));
}

fn read(case: &Path) -> String {
    let mut inputs = Inputs::default();
    let mut add = |name: &str| {
        let text = std::fs::read_to_string(case.join(name)).ok()?;
        let shown = if name == "site.yaml" {
            name.to_owned()
        } else {
            format!("content/{name}")
        };
        Some(inputs.add(InputFile {
            path: name.to_owned(),
            shown,
            text: snapshot::spread(&text).into(),
        }))
    };
    let id = add("sheet.md").unwrap_or_else(|| panic!("{}: no sheet.md", case.display()));
    let sources = add("sources.yaml");
    let settings = add("site.yaml");
    let mut found = Vec::new();
    let config = settings
        .map(|id| config::parse(id, inputs.file(id)).report_to(&mut found))
        .unwrap_or_default();
    let bibliography =
        formats::parse_shared(sources.map(|id| (id, inputs.file(id)))).report_to(&mut found);
    let shared = Shared {
        config: &config,
        bibliography: &bibliography,
        texts: Texts::known(),
        stopwatch: Stopwatch::none(),
    };
    let sheet = sheet::parse(id, inputs.file(id), shared).report_to(&mut found);
    let told = format::human(&found, &inputs, false);
    format!(
        "{}\n{}",
        Dump::of(&sheet),
        if told.is_empty() {
            "aucune remarque\n"
        } else {
            &told
        }
    )
}

/// "voir @guide, p. 12 | qui nuance (note 1)".
fn told_cited(cited: &CitedSource) -> String {
    let told = |before: &str, words: &Option<String>| {
        words
            .as_ref()
            .map_or(String::new(), |words| format!("{before}{words}"))
    };
    let first = cited.first.map(|note| format!(" (note {note})"));
    format!(
        "{}@{}{}{}{}",
        told("", &cited.prefix.as_ref().map(|words| format!("{words} "))),
        cited.source.id,
        told(", ", &cited.locator),
        told(" | ", &cited.suffix),
        first.unwrap_or_default(),
    )
}

/// Most characters of a block that are shown: what tries a limit is not to be reread whole.
const LONGEST_LINE: usize = 1000;

/// A tree in few words, one block a line.
struct Dump<'a> {
    sheet: &'a FactSheet,
    out: String,
}

impl<'a> Dump<'a> {
    fn of(sheet: &'a FactSheet) -> String {
        let mut dump = Dump {
            sheet,
            out: String::new(),
        };
        dump.front();
        dump.blocks(&sheet.document.blocks, 0);
        for (at, note) in sheet.notes.iter().enumerate() {
            let _ = writeln!(dump.out, "note {}, {} call(s)", at + 1, note.calls);
            match &note.content {
                NoteContent::Footnote(blocks) => dump.blocks(blocks, 1),
                NoteContent::Citation(cited) => {
                    for cited in cited {
                        let _ = writeln!(dump.out, "  {}", told_cited(cited));
                    }
                }
            }
        }
        dump.out
    }

    /// What the front matter says, when it differs from nothing said.
    fn front(&mut self) {
        let front = &self.sheet.front;
        let mut line = |key: &str, value: String| {
            let _ = writeln!(self.out, "{key}: {value}");
        };
        line("title", front.title.clone());
        line("slug", self.sheet.slug.clone());
        line("kind", format!("{:?}", front.kind));
        for (key, date) in [
            ("date", front.date),
            ("updated", front.updated),
            ("verified", front.verified),
            ("review before", front.review_before),
        ] {
            if let Some(date) = date {
                line(key, date.iso());
            }
        }
        if let Some(number) = front.number {
            line("number", number.to_string());
        }
        if let Some(summary) = &front.summary {
            line("summary", summary.clone());
        }
        for (key, list) in [("authors", &front.authors), ("topics", &front.topics)] {
            if !list.is_empty() {
                line(key, list.join(" | "));
            }
        }
        if let Some(code) = &front.default_code {
            line("default code", code.as_str().to_owned());
        }
        if front.draft {
            line("draft", "yes".into());
        }
        for alias in &front.aliases {
            line("alias", alias.text.clone());
        }
        for revision in &front.history {
            line(
                "revision",
                format!("{} {}", revision.date.iso(), revision.text),
            );
        }
        for declared in &self.sheet.declared_law {
            let note = declared.note.as_deref().map(|note| format!(" ({note})"));
            line("law", declared.reference.id() + &note.unwrap_or_default());
        }
        for source in &front.sources {
            line(
                "source",
                match source {
                    SourceEntry::Own(source) => format!("{} (own)", source.id),
                    SourceEntry::Shared(id) => id.text.clone(),
                },
            );
        }
        for point in &self.sheet.essential {
            let point = self.inlines(point);
            let _ = writeln!(self.out, "essential: {point}");
        }
        if !self.sheet.out_of_scope.is_empty() {
            let words = self.inlines(&self.sheet.out_of_scope);
            let _ = writeln!(self.out, "out of scope: {words}");
        }
        self.out.push('\n');
    }

    fn line(&mut self, depth: usize, text: &str) {
        let mut text = text.trim_end().replace('\n', "\n  ");
        if let Some((cut, _)) = text.char_indices().nth(LONGEST_LINE) {
            let more = text[cut..].chars().count();
            text = format!("{}… and {more} characters more", &text[..cut]);
        }
        let _ = writeln!(self.out, "{}{text}", "  ".repeat(depth));
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            self.block(block, depth);
        }
    }

    fn block(&mut self, block: &Block, depth: usize) {
        match block {
            Block::Heading(heading) => {
                let classes = heading
                    .classes
                    .iter()
                    .fold(String::new(), |classes, class| classes + " ." + class);
                let words = self.inlines(&heading.content);
                self.line(
                    depth,
                    &format!("h{} #{}{classes}: {words}", heading.level, heading.id),
                );
            }
            Block::Paragraph { content, .. } => {
                let words = self.inlines(content);
                self.line(depth, &format!("p: {words}"));
            }
            Block::Quote(blocks) => {
                self.line(depth, "quote");
                self.blocks(blocks, depth + 1);
            }
            Block::Callout {
                kind,
                title,
                blocks,
            } => {
                let title = self.inlines(title);
                let title = if title.is_empty() {
                    String::new()
                } else {
                    format!(": {title}")
                };
                self.line(
                    depth,
                    &format!("callout {} ({}){title}", kind.data_kind(), kind.label()),
                );
                self.blocks(blocks, depth + 1);
            }
            Block::List {
                start,
                tight,
                items,
            } => {
                let start = start.map_or("list".to_owned(), |start| format!("list from {start}"));
                self.line(
                    depth,
                    &format!("{start}{}", if *tight { "" } else { ", loose" }),
                );
                for item in items {
                    let task = match item.task {
                        None => "-",
                        Some(false) => "- to do",
                        Some(true) => "- done",
                    };
                    self.line(depth + 1, task);
                    self.blocks(&item.blocks, depth + 2);
                }
            }
            Block::Code { language, text } => {
                self.line(
                    depth,
                    &format!("code {}", language.as_deref().unwrap_or("(plain)")),
                );
                for line in text.lines() {
                    self.line(depth + 1, &format!("| {line}"));
                }
            }
            Block::Table {
                alignments,
                head,
                rows,
            } => {
                self.line(depth, &format!("table {alignments:?}"));
                for row in [head].into_iter().chain(rows) {
                    let cells: Vec<String> = row.iter().map(|cell| self.inlines(cell)).collect();
                    self.line(depth + 1, &format!("| {} |", cells.join(" | ")));
                }
            }
            Block::Definitions(definitions) => {
                self.line(depth, "definitions");
                for definition in definitions {
                    for term in &definition.terms {
                        let term = self.inlines(term);
                        self.line(depth + 1, &format!("term: {term}"));
                    }
                    for details in &definition.details {
                        self.line(depth + 1, "means");
                        self.blocks(details, depth + 2);
                    }
                }
            }
            Block::Figure { image, caption } => {
                let image = self.image(image);
                let caption = self.inlines(caption);
                self.line(depth, &format!("figure {image} caption \"{caption}\""));
            }
            Block::Html(html) => self.line(depth, &format!("html: {html}")),
            Block::Rule => self.line(depth, "rule"),
        }
    }

    fn inlines(&self, inlines: &Inlines) -> String {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> String {
        let around = |name: &str, content| format!("<{name} {}>", self.inlines(content));
        match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::Code(text) => format!("<code {text}>"),
            Inline::Emphasis(content) => around("em", content),
            Inline::Strong(content) => around("strong", content),
            Inline::Strikethrough(content) => around("del", content),
            Inline::Link { link, content } => {
                format!("<link {} {}>", self.target(*link), self.inlines(content))
            }
            Inline::Image(image) => self.image(image),
            Inline::Law {
                mention,
                part,
                first,
                linked,
                content,
            } => {
                let mention = &self.sheet.law[*mention];
                let part = &mention.parts[*part];
                let id = match &part.reference {
                    Some(reference) => reference.id(),
                    None => format!("?:{}", part.number),
                };
                format!(
                    "<law {id}{}{} \"{}\">",
                    if *first { "" } else { " continued" },
                    if *linked { "" } else { " unlinked" },
                    self.inlines(content)
                )
            }
            Inline::Cited { note, at } => self.sheet.notes[*note as usize - 1].within[*at]
                .iter()
                .map(|cited| format!("<cited {}>", told_cited(cited)))
                .collect::<Vec<_>>()
                .concat(),
            Inline::NoteCall { note, call } => format!("<note {note}.{call}>"),
            Inline::Marked {
                lang,
                typography,
                content,
            } => format!(
                "<marked {}{} {}>",
                lang.as_deref().unwrap_or("-"),
                if *typography { "" } else { " typo=non" },
                self.inlines(content)
            ),
            Inline::Element { open, tag, content } => {
                format!("<element {open} …</{tag}> {}>", self.inlines(content))
            }
            Inline::SoftBreak => "\n".into(),
            Inline::HardBreak => "<br>\n".into(),
        }
    }

    fn image(&self, image: &Image) -> String {
        format!("<image {} \"{}\">", self.target(image.link), image.alt)
    }

    fn target(&self, link: usize) -> String {
        let Link { target, .. } = &self.sheet.links[link];
        let with = |fragment: &Option<String>| {
            fragment
                .as_ref()
                .map(|fragment| format!("#{fragment}"))
                .unwrap_or_default()
        };
        match target {
            Target::Slug { slug, fragment } => format!("[[{slug}{}]]", with(fragment)),
            Target::File { path, fragment, .. } => {
                format!(
                    "file:{}{}",
                    path.as_deref().unwrap_or("(outside)"),
                    with(fragment)
                )
            }
            Target::Anchor(id) => format!("#{id}"),
            Target::External(address) => address.clone(),
            Target::Source(id) => format!("source:{id}"),
            Target::Refused(address) => format!("refused:{address}"),
        }
    }
}
