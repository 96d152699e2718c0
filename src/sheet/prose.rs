//! Running text joined from its pieces, so that words can be found across marks and line ends, and each found again in
//! the source.

use super::Passage;
use crate::document::{Inline, Inlines};
use crate::input::Span;
use std::ops::Range;

/// Stands for what nothing is found across: code, an image, the end of a link.
pub const BARRIER: char = '\u{fffc}';
/// Longest passage, in characters (DESIGN, promise 4).
pub const MAX_PASSAGE: usize = 300;

/// The text of one paragraph, heading or cell.
#[derive(Debug, Default)]
pub struct Prose {
    /// The words joined.
    pub text: String,
    /// Byte in `text` where each piece begins, its length there, and where it was written.
    pieces: Vec<(usize, usize, Span)>,
    /// Where the words of each link are in `text`.
    pub links: Vec<(usize, Range<usize>)>,
}

impl Prose {
    /// Joins `inlines`.
    pub fn of(inlines: &[Inline]) -> Self {
        let mut prose = Self::default();
        prose.push(inlines);
        prose
    }

    fn push(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text, span } => {
                    self.pieces.push((self.text.len(), text.len(), *span));
                    self.text.push_str(text);
                }
                Inline::SoftBreak | Inline::HardBreak => self.text.push(' '),
                Inline::Code(_) => self.text.push(BARRIER),
                Inline::Image(image) => {
                    self.links
                        .push((image.link, self.text.len()..self.text.len()));
                    self.text.push(BARRIER);
                }
                Inline::NoteCall { .. } => {}
                Inline::Link { link, content } => {
                    let start = self.text.len();
                    self.push(content);
                    self.links.push((*link, start..self.text.len()));
                    self.text.push(BARRIER);
                }
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strikethrough(content)
                | Inline::Law { content, .. }
                | Inline::Marked { content, .. }
                | Inline::Element { content, .. } => self.push(content),
            }
        }
    }

    /// Where the bytes `range` of the joined text were written; nothing when they stand for no text.
    pub fn source(&self, range: &Range<usize>) -> Option<Span> {
        let first = self
            .pieces
            .partition_point(|(start, length, _)| start + length <= range.start);
        let first = self.pieces.get(first)?;
        let after = self
            .pieces
            .partition_point(|(start, ..)| *start < range.end);
        let last = self.pieces.get(after.checked_sub(1)?)?;
        let exact = |piece: &(usize, usize, Span), at: usize| {
            let (start, length, span) = *piece;
            // An entity or escape is not as long as its source: the whole of it counts.
            let same = (span.end - span.start) as usize == length;
            same.then(|| {
                span.start + u32::try_from(at.saturating_sub(start).min(length)).unwrap_or(0)
            })
        };
        let start = exact(first, range.start).unwrap_or(first.2.start);
        let end = exact(last, range.end).unwrap_or(last.2.end);
        Some(Span {
            file: first.2.file,
            start,
            end: end.max(start),
        })
    }

    /// The sentence around the bytes `range`, at most [`MAX_PASSAGE`] characters, cut at words.
    pub fn passage(&self, range: &Range<usize>) -> Passage {
        let clean = |text: &str| text.replace(BARRIER, "");
        let cited = shortened(&clean(&self.text[range.clone()]), MAX_PASSAGE, false);
        let left = MAX_PASSAGE.saturating_sub(cited.chars().count());
        let sentence = sentence(&self.text, range);
        let before = clean(&self.text[sentence.start..range.start]);
        let after = clean(&self.text[range.end..sentence.end]);
        let (before, after) = (before.trim_start(), after.trim_end());
        let (length_before, length_after) = (before.chars().count(), after.chars().count());
        let (room_before, room_after) = if length_before + length_after <= left {
            (length_before, length_after)
        } else {
            let half = left / 2;
            let before = length_before.min(half.max(left.saturating_sub(length_after)));
            (before, left - before)
        };
        Passage {
            before: shortened(before, room_before, true),
            cited,
            after: shortened(after, room_after, false),
        }
    }
}

/// `text` cut to `limit` characters, ellipsis included, at its start or its end.
fn shortened(text: &str, limit: usize, at_start: bool) -> String {
    let length = text.chars().count();
    if length <= limit {
        return text.to_owned();
    }
    let kept = limit.saturating_sub(1);
    if at_start {
        let cut = text
            .char_indices()
            .nth(length - kept)
            .map_or(text.len(), |(at, _)| at);
        let words = text[cut..]
            .find(' ')
            .map_or(&text[cut..], |space| &text[cut + space + 1..]);
        format!("…{words}")
    } else {
        let cut = text
            .char_indices()
            .nth(kept)
            .map_or(text.len(), |(at, _)| at);
        let words = text[..cut]
            .rfind(' ')
            .map_or(&text[..cut], |space| &text[..space]);
        format!("{words}…")
    }
}

/// The bytes of the sentence that holds `range`. A full stop ends one only before a space and a capital, and not after
/// an abbreviation of the law ("art.", "L.", "n°.").
fn sentence(text: &str, range: &Range<usize>) -> Range<usize> {
    // Nothing beyond this can be shown.
    let window = MAX_PASSAGE * 4;
    let mut from = range.start.saturating_sub(window);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (range.end + window).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let start = text[from..range.start]
        .char_indices()
        .rev()
        .find(|(at, c)| ends_sentence(text, from + at, *c))
        .map_or(from, |(at, c)| from + at + c.len_utf8());
    let end = text[range.end..to]
        .char_indices()
        .find(|(at, c)| ends_sentence(text, range.end + at, *c))
        .map_or(to, |(at, c)| range.end + at + c.len_utf8());
    start..end
}

fn ends_sentence(text: &str, at: usize, c: char) -> bool {
    if !matches!(c, '.' | '!' | '?' | '…') {
        return false;
    }
    let rest = &text[at + c.len_utf8()..];
    let mut next = rest.chars();
    if !next.next().is_some_and(char::is_whitespace) {
        return rest.is_empty();
    }
    let begins = rest
        .trim_start()
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || matches!(c, '«' | '"' | '“'));
    if c != '.' {
        return begins;
    }
    let word = text[..at]
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let abbreviation = (word.chars().count() == 1 && !word.chars().all(char::is_numeric))
        || [
            "art", "al", "cf", "ex", "éd", "vol", "chap", "trav", "com", "civ", "env", "urb",
            "Sect", "Ass", "Mme",
        ]
        .contains(&word);
    begins && !abbreviation
}

/// Calls `visit` for every run of text that is read as one: the inlines of paragraphs, headings, cells, terms, captions
/// and titles of callouts, in reading order.
pub fn for_each_run(
    blocks: &mut [crate::document::Block],
    visit: &mut dyn FnMut(&mut Inlines, Run),
) {
    use crate::document::Block;
    for block in blocks {
        match block {
            Block::Heading(heading) => visit(&mut heading.content, Run::Heading),
            Block::Paragraph { content, .. } => visit(content, Run::Text),
            Block::Quote(blocks) => for_each_run(blocks, visit),
            Block::Callout { title, blocks, .. } => {
                visit(title, Run::Text);
                for_each_run(blocks, visit);
            }
            Block::List { items, .. } => {
                for item in items {
                    for_each_run(&mut item.blocks, visit);
                }
            }
            Block::Table { head, rows, .. } => {
                for cell in head.iter_mut().chain(rows.iter_mut().flatten()) {
                    visit(cell, Run::Cell);
                }
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    for term in &mut definition.terms {
                        visit(term, Run::Text);
                    }
                    for detail in &mut definition.details {
                        for_each_run(detail, visit);
                    }
                }
            }
            Block::Figure { caption, .. } => visit(caption, Run::Text),
            Block::Code { .. } | Block::Html(_) | Block::Rule => {}
        }
    }
}

/// What a run of text is part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Run {
    /// A heading of the body.
    Heading,
    /// A cell of a table.
    Cell,
    /// Any other.
    Text,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileId;

    #[test]
    fn a_passage_is_one_sentence() {
        let text = "Avant. Selon l’art. L. 2113-12 du CCP, le lot se réserve. Après.";
        let prose = Prose::of(&[Inline::Text {
            text: text.into(),
            span: Span::new(FileId(0), 0..text.len()),
        }]);
        let at = text.find("art.").unwrap();
        let passage = prose.passage(&(at..at + "art. L. 2113-12 du CCP".len()));
        assert_eq!(passage.before, "Selon l’");
        assert_eq!(passage.after, ", le lot se réserve.");
        let long = "mot ".repeat(500);
        let prose = Prose::of(&[Inline::Text {
            text: long.clone(),
            span: Span::new(FileId(0), 0..long.len()),
        }]);
        let passage = prose.passage(&(1000..1003));
        let length = passage.before.chars().count()
            + passage.cited.chars().count()
            + passage.after.chars().count();
        assert!(length <= MAX_PASSAGE, "{length}");
    }
}
