//! Plain words: citations named in a sentence, hidden characters, and what was meant as a mark but is not written as one.

use super::super::citations;
use super::{Builder, Call};
use crate::diagnostic::catalogue::bibliography as source_remarks;
use crate::diagnostic::catalogue::sheet as remarks;
use crate::document::{Inline, Inlines};
use crate::input::{Span, is_hidden};
use std::ops::Range;

/// Most remarks on hidden characters for one sheet: a file full of them is told once and again, not a million times.
const MAX_HIDDEN_REMARKS: usize = 20;
/// Most remarks on slips of writing for one sheet.
const MAX_SLIPS: usize = 200;

/// What an editor meant to write.
enum Slip<'a> {
    Note(&'a str),
    WikiLink,
    Link,
    Heading,
    Citation,
    InlineNote,
}

impl Builder<'_, '_> {
    /// The text of one event, unless it is part of a mark that was already read.
    pub(super) fn words(&mut self, text: &str, range: &Range<usize>) -> Inlines {
        let (mut text, mut range) = (text, range.clone());
        if range.end <= self.skip_until {
            return Vec::new();
        }
        if range.start < self.skip_until && text.len() == range.len() {
            text = &text[self.skip_until - range.start..];
            range.start = self.skip_until;
        }
        if text.is_empty() {
            return Vec::new();
        }
        let span = self.span(&range);
        if text.starts_with("<<<<<<< ") || text.starts_with(">>>>>>> ") {
            self.gathered.report(remarks::merge_conflict(span));
        }
        self.gathered.words += text.split_whitespace().count();
        if self.text[range.clone()] != *text {
            return vec![self.text_inline(text, span)];
        }
        self.report_slips(text, range.start);
        self.with_citations(text, range.start)
    }

    pub(super) fn text_inline(&mut self, text: &str, span: Span) -> Inline {
        Inline::Text {
            text: self.visible(text, span),
            span,
        }
    }

    /// The words `text`, which begin at byte `start`, with what may be a citation among them set apart. There is none in
    /// the words of a link, where its note could not be called.
    fn with_citations(&mut self, text: &str, start: usize) -> Inlines {
        let mut out = Vec::new();
        let mut done = 0;
        if text.contains('@') && !self.inside_link {
            let escaped = self.text[..start].ends_with('\\');
            for cited in citations::in_text(text) {
                let range = cited.range.clone();
                if escaped && range.start == 0 {
                    continue;
                }
                if range.start > done {
                    let span = self.span(&(start + done..start + range.start));
                    out.push(self.text_inline(&text[done..range.start], span));
                }
                let span = self.span(&(start + range.start..start + range.end));
                let written = text[range.clone()].to_owned();
                out.push(self.call(Call::InText {
                    cited,
                    written,
                    span,
                }));
                done = range.end;
            }
        }
        if done < text.len() {
            let span = self.span(&(start + done..start + text.len()));
            out.push(self.text_inline(&text[done..], span));
        }
        out
    }

    /// The words `text`, which begin at byte `start` and which the parser did not read: those of a caption, where citations
    /// are the only marks.
    pub(super) fn with_clusters(&mut self, text: &str, start: usize) -> Inlines {
        let mut out = Vec::new();
        let mut done = 0;
        let mut from = 0;
        while let Some(closes) = text[from..].find(']').map(|at| from + at) {
            let opens = text[from..closes].rfind('[').map(|at| from + at);
            from = closes + 1;
            let Some(opens) = opens else { continue };
            let inside = &text[opens + 1..closes];
            if !citations::is_cluster(inside) {
                continue;
            }
            out.extend(self.with_citations(text[done..opens].trim_end(), start + done));
            let span = self.span(&(start + opens + 1..start + closes));
            out.push(self.call(Call::Citation(inside.to_owned(), span)));
            done = closes + 1;
        }
        out.extend(self.with_citations(&text[done..], start + done));
        out
    }

    /// Keeps `call` until notes are numbered, and gives what stands for it.
    pub(super) fn call(&mut self, call: Call) -> Inline {
        let note = u32::try_from(self.gathered.calls.len()).unwrap_or(u32::MAX);
        self.gathered.calls.push(call);
        Inline::NoteCall { note, call: 0 }
    }

    /// Reports what was meant as a mark, and was left as words at byte `start` because it is not written as one.
    fn report_slips(&mut self, text: &str, start: usize) {
        // An escaped bracket begins its own piece of words.
        let escaped = |at: usize| at == 0 && self.text[..start].ends_with('\\');
        let room = MAX_SLIPS.saturating_sub(self.gathered.slips);
        let mut slips = Vec::new();
        for (at, _) in text.match_indices("[^").filter(|(at, _)| !escaped(*at)) {
            if slips.len() >= room {
                break;
            }
            let ends = |c: char| c.is_whitespace() || matches!(c, '[' | ']');
            let length = text[at + 2..].find(ends).unwrap_or(0);
            let end = at + 2 + length;
            if length > 0 && text[end..].starts_with(']') {
                slips.push((at..end + 1, Slip::Note(&text[at + 2..end])));
            }
        }
        if let Some(at) = text.find("[[").filter(|at| !escaped(*at))
            && !text[at..].contains("]]")
            && text[at + 2..].starts_with(char::is_alphanumeric)
        {
            slips.push((at..at + 2, Slip::WikiLink));
        }
        if let Some(at) = text.find("](").filter(|at| !escaped(*at)) {
            slips.push((at..at + 2, Slip::Link));
        }
        // What was read as a citation is no longer among the words.
        let cites = |at: &usize| {
            let inside = text[at + 1..].trim_start_matches('-');
            inside
                .strip_prefix('@')
                .is_some_and(|id| id.starts_with(char::is_alphanumeric))
        };
        let brackets = text.match_indices('[').map(|(at, _)| at);
        if let Some(at) = brackets.filter(|at| !escaped(*at)).find(cites) {
            slips.push((at..at + 2, Slip::Citation));
        }
        if let Some(at) = text.find("^[").filter(|at| !escaped(*at)) {
            slips.push((at..at + 2, Slip::InlineNote));
        }
        let hashes = text.len() - text.trim_start_matches('#').len();
        if (2..=6).contains(&hashes)
            && text[hashes..].starts_with(char::is_alphabetic)
            && matches!(self.text[..start].chars().next_back(), None | Some('\n'))
        {
            slips.push((0..hashes, Slip::Heading));
        }
        slips.truncate(room);
        self.gathered.slips += slips.len();
        for (range, slip) in slips {
            let span = self.span(&(start + range.start..start + range.end));
            self.gathered.report(match slip {
                Slip::Note(name) => remarks::undefined_note(span, name),
                Slip::WikiLink => remarks::unclosed_wiki_link(span),
                Slip::Link => remarks::broken_link_writing(span),
                Slip::Heading => remarks::heading_without_space(span),
                Slip::Citation => source_remarks::unread_citation(span),
                Slip::InlineNote => remarks::inline_note(span),
            });
        }
    }

    /// `text` without hidden characters, which are reported.
    pub(super) fn visible(&mut self, text: &str, span: Span) -> String {
        let Some(first) = text.chars().find(|c| is_hidden(*c)) else {
            return text.to_owned();
        };
        self.gathered.hidden += 1;
        if self.gathered.hidden <= MAX_HIDDEN_REMARKS {
            self.gathered
                .report(remarks::hidden_characters(span, first.into()));
        }
        text.chars().filter(|c| !is_hidden(*c)).collect()
    }
}
