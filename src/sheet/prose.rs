//! Running text joined from its pieces, so that words can be found across marks and line ends, and each found again in
//! the source.

use super::Passage;
use crate::document::{Inline, Inlines};
use crate::input::Span;
use std::ops::Range;

/// Stands for what nothing is found across: code, an image, the end of a link.
pub const BARRIER: char = '\u{fffc}';
/// Stands in a passage for the title of the sheet that a link without words leads to.
pub const TITLE: char = BARRIER;
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
    /// Where each note is called in `text`, by its number.
    pub calls: Vec<(u32, usize)>,
    /// What stands at a [`BARRIER`], by its place in `text`: passages show it.
    objects: Vec<(usize, Object)>,
}

/// What is read at a barrier.
#[derive(Debug)]
enum Object {
    /// Code, or the text that stands for an image.
    Words(String),
    /// The title of the sheet that this link leads to.
    Title(usize),
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
                Inline::Code(code) => {
                    self.objects
                        .push((self.text.len(), Object::Words(code.clone())));
                    self.text.push(BARRIER);
                }
                Inline::Image(image) => {
                    self.objects
                        .push((self.text.len(), Object::Words(image.alt.clone())));
                    self.links
                        .push((image.link, self.text.len()..self.text.len()));
                    self.text.push(BARRIER);
                }
                Inline::NoteCall { note, .. } => self.calls.push((*note, self.text.len())),
                Inline::Cited { .. } => self.text.push(BARRIER),
                Inline::Link { link, content } => {
                    let start = self.text.len();
                    self.push(content);
                    self.links.push((*link, start..self.text.len()));
                    if content.is_empty() {
                        self.objects.push((self.text.len(), Object::Title(*link)));
                    }
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
        let sentence = sentence(&self.text, range);
        let mut titles = Vec::new();
        let mut part = |range: Range<usize>| self.readable(range, &mut titles);
        let (before, cited, after) = (
            part(sentence.start..range.start),
            part(range.clone()),
            part(range.end..sentence.end),
        );
        limited(&before, &cited, &after, &titles)
    }

    /// The sentence that calls a note at byte `at`, which may come after its full stop; nothing is cited in it.
    pub fn passage_of_call(&self, at: usize) -> Passage {
        let end = self.text[..at].trim_end().len();
        let last = self.text[..end].char_indices().next_back();
        let (last, c) = last.unwrap_or((end, ' '));
        let mut sentence = sentence(&self.text, &(last..end));
        if ends_sentence(&self.text, last, c) {
            sentence.end = end;
        }
        let mut titles = Vec::new();
        let before = self.readable(sentence.start..end, &mut titles);
        let after = self.readable(at.min(sentence.end)..sentence.end, &mut titles);
        limited(&before, "", &after, &titles)
    }

    /// The bytes `range` as they are read: code and images by their words, links without words as [`TITLE`], of which
    /// `titles` gains the link.
    fn readable(&self, range: Range<usize>, titles: &mut Vec<usize>) -> String {
        let mut out = String::with_capacity(range.len());
        for (at, text) in self.text[range.clone()]
            .split(BARRIER)
            .scan(range.start, |at, text| {
                let end = *at + text.len();
                *at = end + BARRIER.len_utf8();
                Some((end, text))
            })
        {
            out.push_str(text);
            if at == range.end {
                break;
            }
            if let Ok(object) = self.objects.binary_search_by_key(&at, |(at, _)| *at) {
                match &self.objects[object].1 {
                    // An editor's own U+FFFC is no title.
                    Object::Words(words) => out.push_str(&words.replace(TITLE, "")),
                    Object::Title(link) => {
                        titles.push(*link);
                        out.push(TITLE);
                    }
                }
            }
        }
        out
    }
}

impl Passage {
    /// The passage with the title of the sheet that each link without words leads to, within its length again.
    #[must_use]
    pub fn with_titles<'a>(&self, title: impl Fn(usize) -> &'a str) -> Self {
        let mut titles = self.titles.iter();
        let mut part = |text: &str| {
            let mut pieces = text.split(TITLE);
            let mut out = pieces.next().unwrap_or_default().to_owned();
            for piece in pieces {
                out.push_str(titles.next().map_or("", |link| title(*link)));
                out.push_str(piece);
            }
            out
        };
        let (before, cited, after) = (part(&self.before), part(&self.cited), part(&self.after));
        limited(&before, &cited, &after, &[])
    }

    /// The whole sentence.
    pub fn text(&self) -> String {
        [&*self.before, &self.cited, &self.after].concat()
    }
}

/// A passage cut at words to [`MAX_PASSAGE`] characters, on both sides of what it cites; `titles` are those of its marks.
fn limited(before: &str, cited: &str, after: &str, titles: &[usize]) -> Passage {
    let marks = |text: &str| text.matches(TITLE).count();
    let skipped = marks(before);
    let before_titles = &titles[..skipped.min(titles.len())];
    let rest = &titles[before_titles.len()..];
    let (cited_titles, after_titles) = rest.split_at(marks(cited).min(rest.len()));

    let cited = shortened(cited, MAX_PASSAGE, false);
    let left = MAX_PASSAGE.saturating_sub(cited.chars().count());
    let (before, after) = (before.trim_start(), after.trim_end());
    let (length_before, length_after) = (before.chars().count(), after.chars().count());
    let (room_before, room_after) = if length_before + length_after <= left {
        (length_before, length_after)
    } else {
        let half = left / 2;
        let before = length_before.min(half.max(left.saturating_sub(length_after)));
        (before, left - before)
    };
    let before = shortened(before, room_before, true);
    let after = shortened(after, room_after, false);
    // What was cut off took its marks along: the first ones before, the last ones elsewhere.
    let mut kept = before_titles[before_titles.len().saturating_sub(marks(&before))..].to_vec();
    kept.extend(cited_titles.iter().take(marks(&cited)));
    kept.extend(after_titles.iter().take(marks(&after)));
    Passage {
        before,
        cited,
        after,
        titles: kept,
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

    #[test]
    fn the_sentence_that_calls_a_note_is_known() {
        for (text, before, after) in [
            (
                "Avant. L’ESS est définie^ par la loi. Après.",
                "L’ESS est définie",
                " par la loi.",
            ),
            (
                "Avant. L’ESS est définie.^ Après.",
                "L’ESS est définie.",
                "",
            ),
            (
                "Avant. L’ESS est définie. ^ Après.",
                "L’ESS est définie.",
                "",
            ),
            ("^ Après.", "", " Après."),
            ("é^", "é", ""),
            ("^", "", ""),
        ] {
            let at = text.find('^').unwrap();
            let prose = Prose {
                text: text.replace('^', ""),
                ..Prose::default()
            };
            let passage = prose.passage_of_call(at);
            assert_eq!(
                (&*passage.before, &*passage.after),
                (before, after),
                "{text}"
            );
        }
    }

    #[test]
    fn a_passage_shows_code_and_the_titles_of_sheets() {
        let words = |text: &str| Inline::Text {
            text: text.into(),
            span: Span::new(FileId(0), 0..text.len()),
        };
        let inlines = [
            words("La clé "),
            Inline::Code("date".into()),
            words(" \u{fffc}suit l’art. 3, voir "),
            Inline::Link {
                link: 7,
                content: Vec::new(),
            },
            words(" et la suite."),
        ];
        let prose = Prose::of(&inlines);
        let at = prose.text.find("art. 3").unwrap();
        let passage = prose.passage(&(at..at + "art. 3".len()));
        assert_eq!(passage.titles, [7]);
        let titled = passage.with_titles(|link| if link == 7 { "Le SPASER" } else { "" });
        assert_eq!(
            titled.text(),
            "La clé date suit l’art. 3, voir Le SPASER et la suite."
        );
        let long = passage.with_titles(|_| "mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot");
        assert!(long.text().chars().count() <= MAX_PASSAGE);
    }
}
