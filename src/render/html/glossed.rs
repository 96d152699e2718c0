//! Words that the glossary explains, in the running text of a sheet.
//!
//! The first acronym is a link to its entry, which holds for fingers, keyboards and readers' modes, and its meaning stands
//! beside it, described to screen readers and shown by the theme on hover and focus. Nothing of it needs a script.

use super::PageContext;
use super::escape::push_text;
use super::law_text::push_law_text;
use crate::input::Span;
use crate::site::TermMark;
use std::cell::Cell;

/// The marks of a sheet that are still to be written.
#[derive(Debug, Default)]
pub struct Terms<'a> {
    /// By place in the file, each with whether it was written: pieces of the front matter can share one place.
    marks: Vec<(&'a TermMark, Cell<bool>)>,
}

impl<'a> Terms<'a> {
    /// The marks of one sheet, sorted by place.
    pub fn new(marks: &'a [TermMark]) -> Self {
        let marks = marks.iter().map(|mark| (mark, Cell::new(false))).collect();
        Self { marks }
    }

    /// The marks of the piece of text at `span`, in order.
    fn at(&self, span: Span) -> &[(&'a TermMark, Cell<bool>)] {
        let begins = self
            .marks
            .partition_point(|(mark, _)| mark.span.start < span.start);
        let ends = begins
            + self.marks[begins..].partition_point(|(mark, _)| mark.span.start == span.start);
        &self.marks[begins..ends]
    }
}

/// Writes `text`, which stands at `span`, with its words of the glossary; `push` writes what is between them.
pub fn push_glossed(
    text: &str,
    span: Span,
    page: &PageContext,
    out: &mut String,
    push: impl Fn(&str, &mut String),
) {
    let mut done = 0;
    for (mark, written) in page.terms.at(span) {
        let range = mark.range.clone();
        if mark.span != span || written.get() || range.start < done {
            continue;
        }
        let Some(word) = text.get(range.clone()).filter(|word| **word == *mark.word) else {
            continue;
        };
        let between = &text[done..range.start];
        written.set(true);
        push(between, out);
        push_term(word, mark, page, out);
        done = range.end;
    }
    push(&text[done..], out);
}

fn push_term(word: &str, mark: &TermMark, page: &PageContext, out: &mut String) {
    let entry = &page.site.glossary[mark.entry];
    let id = |out: &mut String| {
        if mark.first {
            out.push_str(" id=\"");
            push_text(&entry.use_id(), out);
            out.push('"');
        }
    };
    if !mark.explained {
        // The sheet explains it itself, or it is a word that every reader can read: the glossary only leads here.
        let tag = if entry.acronym.is_some() {
            "abbr"
        } else {
            "span"
        };
        out.push('<');
        out.push_str(tag);
        id(out);
        out.push('>');
        push_text(word, out);
        out.push_str("</");
        out.push_str(tag);
        out.push('>');
        return;
    }
    out.push_str("<span class=\"gloss\"><a");
    id(out);
    out.push_str(" href=\"");
    page.push_address("glossaire.html", out);
    out.push('#');
    push_text(&entry.anchor, out);
    out.push_str("\" aria-describedby=\"sens-");
    push_text(&entry.anchor, out);
    out.push_str("\"><abbr>");
    push_text(word, out);
    out.push_str("</abbr></a><span id=\"sens-");
    push_text(&entry.anchor, out);
    out.push_str("\" role=\"tooltip\" hidden><b>");
    push_law_text(&entry.term, out);
    out.push_str("</b>");
    if !entry.definition.is_empty() {
        out.push_str(". ");
        push_law_text(&entry.definition, out);
    }
    out.push_str("</span></span>");
}
