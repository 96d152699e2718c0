//! Blocks of the dialect.

use super::super::{HeadingInfo, html, slug::slug};
use super::{Builder, Footnote, MAX_NESTING, is_inline};
use crate::diagnostic::catalogue::sheet as remarks;
use crate::diagnostic::nearest;
use crate::document::{
    Alignment, Block, CREDIT, CalloutKind, Definition, Heading, Inline, Inlines, ListItem,
    plain_text,
};
use crate::input::is_hidden;
use pulldown_cmark::{Alignment as ColumnAlignment, CodeBlockKind, Event, HeadingLevel, Tag};
use std::ops::Range;

/// Words that begin a credit, before a colon.
const CREDIT_WORDS: [&str; 13] = [
    "carte",
    "crédit",
    "crédits",
    "credit",
    "credits",
    "dessin",
    "graphique",
    "illustration",
    "infographie",
    "photo",
    "photographie",
    "schéma",
    "source",
];

/// Where the credit of an image begins in its title: at the first "©", or at a sentence such as "Photo : Jeanne Lebrun".
/// The end of the title when there is none.
fn credit(title: &str) -> usize {
    let begins = |at: usize| {
        let rest = &title[at..];
        if rest.starts_with('©')
            || ["(©", "(c) ", "(C) "]
                .iter()
                .any(|mark| rest.starts_with(mark))
        {
            return true;
        }
        let sentence = title[..at].trim_end();
        let word = rest.split(|c: char| !c.is_alphabetic()).next();
        let word = word.unwrap_or_default();
        let colon = rest[word.len()..].trim_start().starts_with(':');
        (sentence.is_empty() || sentence.ends_with(['.', '!', '?', '…', ',', ';', '–', '—']))
            && colon
            && CREDIT_WORDS.contains(&word.to_lowercase().as_str())
    };
    let starts = title.char_indices().filter(|(at, _)| {
        let before = title[..*at].chars().next_back();
        before.is_none_or(char::is_whitespace)
    });
    starts
        .map(|(at, _)| at)
        .find(|at| begins(*at))
        .unwrap_or(title.len())
}

impl Builder<'_, '_> {
    /// Blocks up to the end of what contains them; that end is left to the caller.
    pub(super) fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose = false;
        while let Some((event, range)) = self.events.peek() {
            let range = range.clone();
            match event {
                Event::End(_) => break,
                Event::Rule => {
                    self.events.advance();
                    blocks.push(Block::Rule);
                }
                Event::Html(_) => {
                    let mut html = String::new();
                    while let Some((Event::Html(piece), _)) = self.events.peek() {
                        html.push_str(piece);
                        self.events.advance();
                    }
                    blocks.extend(self.html_block(html, &range));
                }
                Event::Start(tag) if !is_inline(tag) => {
                    let tag = tag.clone();
                    loose |= tag == Tag::Paragraph;
                    self.events.advance();
                    blocks.extend(self.block(tag, &range));
                    // The end of this block.
                    self.events.advance();
                }
                _ => {
                    // Text of a tight item.
                    let content = self.inlines();
                    let end = self.events.last_end;
                    if !content.is_empty() {
                        blocks.push(self.paragraph(content, &(range.start..end.max(range.start))));
                    }
                }
            }
        }
        self.loose = loose;
        blocks
    }

    /// The block that `tag` opens; its end is left to the caller.
    fn block(&mut self, tag: Tag, range: &Range<usize>) -> Option<Block> {
        match tag {
            Tag::Paragraph => {
                let content = self.inlines();
                (!content.is_empty()).then(|| self.paragraph(content, range))
            }
            Tag::Heading {
                level, id, classes, ..
            } => {
                let classes = classes
                    .iter()
                    .map(|class| slug(class))
                    .filter(|class| !class.is_empty())
                    .collect();
                Some(self.heading(level, id.as_deref(), classes, range))
            }
            Tag::BlockQuote(_) => Some(self.quote(range)),
            Tag::CodeBlock(kind) => Some(self.code(&kind, range)),
            Tag::HtmlBlock => {
                let mut html = String::new();
                while let Some((Event::Html(piece) | Event::Text(piece), _)) = self.events.peek() {
                    html.push_str(piece);
                    self.events.advance();
                }
                self.html_block(html, range)
            }
            Tag::List(start) => Some(self.list(start)),
            Tag::FootnoteDefinition(name) => {
                let blocks = self.blocks();
                let span = self.span(&(range.start..range.start + name.len() + 3));
                if self.gathered.note_names.insert(name.to_string()) {
                    self.gathered.footnotes.push(Footnote {
                        name: name.to_string(),
                        blocks,
                        span,
                    });
                } else {
                    self.gathered.report(remarks::note_twice(span, &name));
                }
                None
            }
            Tag::DefinitionList => Some(self.definitions()),
            Tag::Table(alignments) => Some(self.table(&alignments)),
            _ => {
                // Parts of lists and tables outside of one: nothing the parser gives, but nothing to lose either.
                let mut inside = self.blocks();
                (inside.len() == 1).then(|| inside.remove(0))
            }
        }
    }

    fn paragraph(&mut self, mut content: Inlines, range: &Range<usize>) -> Block {
        if let [Inline::Image(_)] = content.as_slice()
            && let Some(Inline::Image(image)) = content.pop()
        {
            let caption = self.caption();
            return Block::Figure { image, caption };
        }
        Block::Paragraph {
            content,
            span: self.span(range),
        }
    }

    /// The title of the image that was just read, as its caption: what it says, then whom it is from.
    fn caption(&mut self) -> Inlines {
        let Some((title, place)) = self.image_title.take() else {
            return Vec::new();
        };
        if title == "decoratif" {
            return Vec::new();
        }
        let start = self.text[place.clone()]
            .rfind(title.as_str())
            .map_or(place.start, |at| place.start + at);
        let credit = credit(&title);
        let verbatim = self.text[start..].starts_with(title.as_str());
        let mut words = |range: Range<usize>| {
            let at = (start + range.start).min(place.end);
            if verbatim {
                return self.with_clusters(&title[range], at);
            }
            let span = self.span(&(at..(start + range.end).min(place.end)));
            vec![self.text_inline(&title[range], span)]
        };
        let mut caption = words(0..credit);
        if credit < title.len() {
            caption.push(Inline::Element {
                open: CREDIT.to_owned(),
                tag: "small".to_owned(),
                content: words(credit..title.len()),
            });
        }
        caption.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
        caption
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        classes: Vec<String>,
        range: &Range<usize>,
    ) -> Block {
        let content = self.inlines();
        let line = range.start..range.start + self.text[range.clone()].trim_end().len();
        let span = self.span(&line);
        let mut level = level as u8;
        if level == 1 {
            self.gathered.report(remarks::level_one_heading(span));
            level = 2;
        }
        let deepest = self
            .gathered
            .headings
            .last()
            .map_or(2, |last| last.level + 1);
        if level > deepest {
            self.gathered
                .report(remarks::skipped_level(span, level, deepest));
            level = deepest;
        }
        let text = plain_text(&content).trim().to_owned();
        let wanted = id.map(slug).filter(|id| !id.is_empty());
        let id = match wanted {
            Some(id) => self.gathered.unique_id(&id, Some(span)),
            None => self.gathered.unique_id(&slug(&text), None),
        };
        let number = if level == 2 {
            self.gathered.parts += 1;
            self.gathered.parts
        } else {
            0
        };
        self.gathered.headings.push(HeadingInfo {
            level,
            id: id.clone(),
            text,
            number,
        });
        Block::Heading(Heading {
            level,
            id,
            classes,
            content,
            span,
        })
    }

    /// A quotation, or the callout that its first line makes of it.
    fn quote(&mut self, range: &Range<usize>) -> Block {
        let Some((kind, mark_end)) = self.callout_mark(range) else {
            return Block::Quote(self.blocks());
        };
        self.skip_until = mark_end;
        let mut blocks = self.blocks();
        let first_line_is_title = self.text[mark_end..]
            .split('\n')
            .next()
            .is_some_and(|rest| !rest.trim().is_empty());
        let title = match blocks.first_mut() {
            Some(Block::Paragraph { content, .. }) => {
                let title = first_line(content, first_line_is_title);
                if content.is_empty() {
                    blocks.remove(0);
                }
                title
            }
            // Without an empty line the mark stands in the first term: "[!CHIFFRES] L’emploi", "50 %", ": …".
            Some(Block::Definitions(definitions)) => {
                let term = definitions
                    .first_mut()
                    .and_then(|first| first.terms.first_mut());
                // A term that is the whole line stays one: figures need it.
                term.map_or_else(Vec::new, |term| first_line(term, false))
            }
            _ => Vec::new(),
        };
        Block::Callout {
            kind,
            title,
            blocks,
        }
    }

    /// The kind of callout that a quotation begins with, and the byte after its mark.
    fn callout_mark(&mut self, range: &Range<usize>) -> Option<(CalloutKind, usize)> {
        let source = &self.text[range.clone()];
        let rest = source.strip_prefix('>')?.trim_start_matches([' ', '\t']);
        let start = range.start + source.len() - rest.len();
        let inside = rest.strip_prefix("[!")?;
        let end = inside.find(']')?;
        let mark = &inside[..end];
        if mark.is_empty() || mark.len() > 40 || !mark.chars().all(char::is_alphabetic) {
            return None;
        }
        let kind = CalloutKind::from_mark(mark);
        if kind.is_none() {
            let place = self.span(&(start + 2..start + 2 + end));
            let upper = mark.to_uppercase();
            let close = nearest(&upper, CalloutKind::MARKS);
            self.gathered
                .report(remarks::unknown_callout(place, mark, close));
        }
        Some((kind?, start + 2 + end + 1))
    }

    fn code(&mut self, kind: &CodeBlockKind, range: &Range<usize>) -> Block {
        let mut text = String::new();
        while let Some((Event::Text(piece), _)) = self.events.peek() {
            text.push_str(piece);
            self.events.advance();
        }
        text.retain(|c| !is_hidden(c));
        let language = match kind {
            CodeBlockKind::Fenced(info) => info
                .split([' ', ',', '{', '\t'])
                .next()
                .filter(|word| {
                    !word.is_empty()
                        && word.len() <= 40
                        && word
                            .chars()
                            .all(|c| c.is_ascii_alphanumeric() || "+-#_.".contains(c))
                })
                .map(str::to_owned),
            CodeBlockKind::Indented => None,
        };
        if let Some(language) = &language {
            let line = self.text[range.clone()]
                .find('\n')
                .map_or(range.end, |end| range.start + end);
            let place = self.text[range.start..line]
                .find(language.as_str())
                .map_or(range.start, |at| range.start + at);
            let span = self.span(&(place..place + language.len()));
            self.gathered.code_languages.push((language.clone(), span));
        }
        Block::Code { language, text }
    }

    fn html_block(&mut self, html: String, range: &Range<usize>) -> Option<Block> {
        let place = self.span(range);
        self.gathered.html_blocks.push(place.range());
        if self.gathered.raw_html {
            return Some(Block::Html(html));
        }
        let span = self.span(
            &(range.start
                ..range.start + html.trim_end().find('\n').unwrap_or(html.trim_end().len())),
        );
        let Some(block) = html::sanitised_block(&html, MAX_NESTING) else {
            self.gathered
                .report(remarks::html_too_nested(span, MAX_NESTING));
            return None;
        };
        if let Some(tag) = block.refused {
            self.gathered.report(remarks::removed_html(span, &tag));
        } else if let Some(tag) = block.unmatched {
            self.gathered.report(remarks::unclosed_html(span, &tag));
        }
        let clean: String = block.html.chars().filter(|c| !is_hidden(*c)).collect();
        (!clean.trim().is_empty()).then_some(Block::Html(clean))
    }

    fn list(&mut self, start: Option<u64>) -> Block {
        let mut items = Vec::new();
        let mut tight = true;
        while let Some((Event::Start(Tag::Item), _)) = self.events.peek() {
            self.events.advance();
            let outer = self.task.take();
            let blocks = self.blocks();
            tight &= !self.loose;
            let task = std::mem::replace(&mut self.task, outer);
            items.push(ListItem { task, blocks });
            self.events.advance();
        }
        Block::List {
            start,
            tight,
            items,
        }
    }

    fn definitions(&mut self) -> Block {
        let mut definitions: Vec<Definition> = Vec::new();
        while let Some((Event::Start(tag), _)) = self.events.peek() {
            let title = matches!(tag, Tag::DefinitionListTitle);
            self.events.advance();
            if title {
                let term = self.inlines();
                match definitions
                    .last_mut()
                    .filter(|last| last.details.is_empty())
                {
                    Some(last) => last.terms.push(term),
                    None => definitions.push(Definition {
                        terms: vec![term],
                        details: Vec::new(),
                    }),
                }
            } else {
                let detail = self.blocks();
                if let Some(last) = definitions.last_mut() {
                    last.details.push(detail);
                }
            }
            self.events.advance();
        }
        Block::Definitions(definitions)
    }

    fn table(&mut self, alignments: &[ColumnAlignment]) -> Block {
        let alignments: Vec<Alignment> = alignments
            .iter()
            .map(|alignment| match alignment {
                ColumnAlignment::Center => Alignment::Center,
                ColumnAlignment::Right => Alignment::End,
                _ => Alignment::Start,
            })
            .collect();
        let mut rows: Vec<Vec<Inlines>> = Vec::new();
        while let Some((Event::Start(Tag::TableHead | Tag::TableRow), _)) = self.events.peek() {
            self.events.advance();
            let mut row = Vec::with_capacity(alignments.len());
            while let Some((Event::Start(Tag::TableCell), _)) = self.events.peek() {
                self.events.advance();
                row.push(self.inlines());
                self.events.advance();
            }
            row.resize(alignments.len(), Vec::new());
            rows.push(row);
            self.events.advance();
        }
        let head = if rows.is_empty() {
            Vec::new()
        } else {
            rows.remove(0)
        };
        Block::Table {
            alignments,
            head,
            rows,
        }
    }
}

/// Takes the first line off what begins a callout and gives it: its own title, empty when the mark stands alone on its line.
/// Without a line end, all of it is the title or nothing is.
fn first_line(content: &mut Inlines, is_title: bool) -> Inlines {
    let line_end = content
        .iter()
        .position(|inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak));
    let mut title = match line_end {
        Some(end) => {
            let rest = content.split_off(end + 1);
            let mut title = std::mem::replace(content, rest);
            title.pop();
            title
        }
        None if is_title => std::mem::take(content),
        None => Vec::new(),
    };
    if let Some(Inline::Text { text, .. }) = title.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if matches!(title.as_slice(), [Inline::Text { text, .. }] if text.is_empty()) {
        title.clear();
    }
    title
}

#[cfg(test)]
mod tests {
    use super::credit;

    #[test]
    fn a_credit_ends_a_title() {
        for (caption, credited) in [
            ("", "© Ville de Grigny"),
            ("La cuisine centrale. ", "© Ville de Grigny, 2025"),
            ("La cuisine centrale ", "© Ville de Grigny"),
            ("La cuisine centrale. ", "Photo : Jeanne Lebrun"),
            ("Les emplois. ", "Source\u{a0}: Insee, 2024"),
            ("Les emplois, ", "source : Insee"),
            ("Le plan ! ", "Crédits: A. Martin / RTES"),
            ("Le plan. ", "(c) RTES"),
            ("Le plan ", "(© RTES)"),
            ("Une source : le rapport", ""),
            ("Source d’emplois", ""),
            ("La photo : un métier", ""),
            ("Photos : du portrait au paysage", ""),
            ("", ""),
        ] {
            let title = format!("{caption}{credited}");
            assert_eq!(title.split_at(credit(&title)), (caption, credited));
        }
    }
}
