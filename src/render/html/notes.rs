//! Notes: their calls' ids, the list at the end of the page with the way back to each call, and what the margin shows.

use super::escape::push_text;
use super::inline::{Around, begins_sentence, ends_sentence, push_inlines};
use super::law_text::{push_law_text, upper_first};
use super::{PageContext, block, escape};
use crate::bibliography::csl::Form;
use crate::bibliography::printed::{Piece, Printed, emphasised, without_emphasis};
use crate::bibliography::{SourceKind, style};
use crate::document::{Block, Inline, Inlines, plain_text};
use crate::sheet::{CitedSource, Note, NoteContent};
use crate::typography::Typography;
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

/// Between two sources of one citation.
const BETWEEN: &str = "\u{202f}; ";

/// Longest words of a footnote in the margin, in characters; the whole note is at the end.
const MARGIN_CHARS: usize = 160;

/// Most ways back that a note shows.
const MAX_BACK_LINKS: u32 = 500;

/// Writes the id of a call: `appel-3` for the first call of note 3, `appel-3-2` for the second.
pub fn call_id(note: u32, call: u32, out: &mut String) {
    let _ = if call <= 1 {
        write!(out, "appel-{note}")
    } else {
        write!(out, "appel-{note}-{call}")
    };
}

/// The items of the list of notes, each with a link back to every call.
pub fn list(page: &PageContext) -> String {
    let mut out = String::with_capacity(page.sheet.notes.len() * 300);
    for (at, note) in page.sheet.notes.iter().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let _ = write!(out, "<li id=\"note-{number}\">");
        push_note(note, number, page, &mut out);
        out.push_str("</li>\n");
    }
    out
}

fn push_note(note: &Note, number: u32, page: &PageContext, out: &mut String) {
    match &note.content {
        NoteContent::Citation(sources) => {
            let place = Place {
                note: number,
                begins: true,
                ends: true,
            };
            push_sources(sources, place, page, out);
        }
        NoteContent::Footnote(blocks) => match blocks.as_slice() {
            [Block::Paragraph { content, .. }] => {
                push_inlines(content, page, Around::default(), out);
            }
            [rest @ .., Block::Paragraph { content, .. }] => {
                block::push_blocks(rest, page, out);
                out.push_str("<p>");
                push_inlines(content, page, Around::default(), out);
                push_back_links(number, note.calls, out);
                out.push_str("</p>");
                return;
            }
            blocks => block::push_blocks(blocks, page, out),
        },
    }
    push_back_links(number, note.calls, out);
}

fn push_back_links(number: u32, calls: u32, out: &mut String) {
    if calls <= 1 {
        let _ = write!(
            out,
            " <a class=\"back\" href=\"#appel-{number}\" role=\"doc-backlink\" \
             aria-label=\"Retour au texte, note\u{a0}{number}\">Retour au texte</a>"
        );
        return;
    }
    out.push_str(" <span class=\"backs\">Retour au texte\u{a0}:");
    for call in 1..=calls.min(MAX_BACK_LINKS) {
        out.push_str(" <a class=\"back\" href=\"#");
        call_id(number, call, out);
        let letter = letters(call);
        let _ = write!(
            out,
            "\" role=\"doc-backlink\" aria-label=\"{letter}, retour au texte, note\u{a0}{number}, appel {call} sur {calls}\">\
             {letter}</a>"
        );
    }
    out.push_str("</span>");
}

/// `a` to `z`, then `aa`, `ab`…: the name of the `number`th call, from 1.
fn letters(number: u32) -> String {
    let mut left = number;
    let mut reversed = Vec::new();
    while left > 0 {
        left -= 1;
        reversed.push(char::from(b'a' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    reversed.iter().rev().collect()
}

/// Where sources stand.
#[derive(Clone, Copy)]
pub struct Place {
    /// The number of the note.
    pub note: u32,
    /// Whether they begin a sentence.
    pub begins: bool,
    /// Whether they end one.
    pub ends: bool,
}

/// Writes the sources of one citation.
fn push_sources(sources: &[CitedSource], stands: Place, page: &PageContext, out: &mut String) {
    for (at, cited) in sources.iter().enumerate() {
        if at > 0 {
            out.push_str(BETWEEN);
        }
        let place = Place {
            begins: stands.begins && at == 0,
            ends: stands.ends && at + 1 == sources.len(),
            ..stands
        };
        push_cited(cited, place, page, out);
    }
}

/// Writes citation `at` of footnote `stands.note`, which stands in it.
pub fn push_within(at: usize, stands: Place, page: &PageContext, out: &mut String) {
    let note = page.sheet.notes.get((stands.note as usize).wrapping_sub(1));
    if let Some(sources) = note.and_then(|note| note.within.get(at)) {
        push_sources(sources, stands, page, out);
    }
}

/// Writes a source as a note cites it: in full, or in short with the note that gives it in full. A prefix that begins the
/// note has a capital; only the last source keeps its full stop.
fn push_cited(cited: &CitedSource, stands: Place, page: &PageContext, out: &mut String) {
    if let Some(prefix) = &cited.prefix {
        let prefix = page.typography.text(prefix);
        for (at, piece) in emphasised(&prefix).iter().enumerate() {
            let words = piece.words().unwrap_or_default();
            let words = if stands.begins && at == 0 {
                Cow::Owned(upper_first(words))
            } else {
                Cow::Borrowed(words)
            };
            match piece {
                Piece::Italic(_) => push_words("<i>", &words, "</i>", out),
                Piece::Strong(_) => push_words("<b>", &words, "</b>", out),
                _ => push_text(&words, out),
            }
        }
        push_space_after(&prefix, out);
    }
    let said = cited.place(page.typography);
    let print = |form| {
        page.site
            .printer
            .print(&cited.source, form, page.typography)
    };
    let printed = match cited.first {
        None => print(Form::Note(said.as_deref())),
        // Named already in this very note: "voir note 3" would lead to where one is.
        Some(first) if first == stands.note => {
            Arc::new(short(cited, said.as_deref(), page.typography))
        }
        Some(_) => print(Form::Later(said.as_deref())),
    };
    let first = cited.first.unwrap_or_default();
    let after_words = is_law(cited) && (cited.prefix.is_some() || !stands.begins);
    match (stands.ends, after_words) {
        (true, false) => push_printed(&printed, first, out),
        (true, true) => push_printed(&printed.after_words(), first, out),
        (false, false) => push_printed(&printed.without_stop(), first, out),
        (false, true) => push_printed(&printed.after_words().without_stop(), first, out),
    }
}

/// Writes a source as the style of citation prints it: titles in `cite`, in their language, its address as a link. `first`
/// is the note that first cites it.
pub fn push_printed(printed: &Printed, first: u32, out: &mut String) {
    for piece in &printed.pieces {
        match piece {
            Piece::Text(text) => push_law_text(text, out),
            Piece::Title(words) => match &printed.language {
                Some(language) => push_foreign("cite", language, words, out),
                None => push_words("<cite>", words, "</cite>", out),
            },
            Piece::Foreign(words) => {
                let language = printed.language.as_deref().unwrap_or_default();
                push_foreign("span", language, words, out);
            }
            Piece::Italic(words) => push_words("<i>", words, "</i>", out),
            Piece::SmallCaps(words) => {
                push_words("<span class=\"small-caps\">", words, "</span>", out);
            }
            Piece::Strong(words) => push_words("<b>", words, "</b>", out),
            Piece::Raised(words) => push_words("<sup>", words, "</sup>", out),
            Piece::Lowered(words) => push_words("<sub>", words, "</sub>", out),
            Piece::Link { url, label } => {
                if escape::allowed_url(url) {
                    // An address in full may break anywhere; the name of a site stays whole.
                    let class = if url == label {
                        " class=\"address\""
                    } else {
                        ""
                    };
                    let _ = write!(out, "<a{class} href=\"");
                    push_text(url, out);
                    out.push_str("\">");
                    push_text(label, out);
                    out.push_str("</a>");
                } else {
                    push_text(label, out);
                }
            }
            Piece::FirstNote => {
                let _ = write!(out, "<a href=\"#note-{first}\">{first}</a>");
            }
        }
    }
}

/// Writes words of another language: neither numbers of law nor French ordinals are looked for in them.
pub fn push_foreign(tag: &str, language: &str, words: &str, out: &mut String) {
    let _ = write!(out, "<{tag} lang=\"");
    push_text(language, out);
    out.push_str("\">");
    push_text(words, out);
    let _ = write!(out, "</{tag}>");
}

fn push_words(open: &str, words: &str, close: &str, out: &mut String) {
    out.push_str(open);
    push_law_text(words, out);
    out.push_str(close);
}

/// What the margin shows of a note, as plain text.
pub fn margin(note: &Note, typography: Typography) -> String {
    match &note.content {
        NoteContent::Citation(sources) => in_short(sources, true, typography),
        NoteContent::Footnote(blocks) => blocks
            .iter()
            .find_map(|block| match block {
                Block::Paragraph { content, .. } => {
                    let content = with_citations_in_short(content, note, typography);
                    Some(shorten(&plain_text(&content)))
                }
                _ => None,
            })
            .unwrap_or_default(),
    }
}

fn is_law(cited: &CitedSource) -> bool {
    cited.source.kind == SourceKind::Legislation
}

/// The sources of a citation in their short forms; `begins` when they begin a sentence.
fn in_short(sources: &[CitedSource], begins: bool, typography: Typography) -> String {
    let mut out = String::new();
    for (at, cited) in sources.iter().enumerate() {
        if at > 0 {
            out.push_str(BETWEEN);
        }
        let begins = begins && at == 0;
        if let Some(prefix) = &cited.prefix {
            let prefix = typography.text(prefix);
            let prefix = without_emphasis(&prefix);
            if begins {
                out.push_str(&upper_first(&prefix));
            } else {
                out.push_str(&prefix);
            }
            push_space_after(&prefix, &mut out);
        }
        let place = cited.place(typography);
        let short = short(cited, place.as_deref(), typography);
        if is_law(cited) && (cited.prefix.is_some() || !begins) {
            out.push_str(&short.after_words().plain());
        } else {
            out.push_str(&short.plain());
        }
    }
    out
}

/// The short form of a source, in words alone.
fn short(cited: &CitedSource, place: Option<&str>, typography: Typography) -> Printed {
    let place = place.map(without_emphasis);
    let words = style::short(&cited.source, place.as_deref(), typography);
    Printed {
        pieces: vec![Piece::Text(words)],
        ..Printed::default()
    }
}

/// `content` of a footnote, the citations that stand in it as words.
fn with_citations_in_short(content: &[Inline], note: &Note, typography: Typography) -> Inlines {
    let words = |(place, inline): (usize, &Inline)| {
        let Inline::Cited { at, .. } = inline else {
            let mut inline = inline.clone();
            if let Some(content) = inline.content_mut() {
                *content = with_citations_in_short(content, note, typography);
            }
            return inline;
        };
        let sources = note.within.get(*at).map_or(&[][..], Vec::as_slice);
        let begins = begins_sentence(&content[..place]);
        let mut words = in_short(sources, begins, typography);
        let after = &content[place + 1..];
        if !after.is_empty() && ends_sentence(after) {
            words.push('.');
        }
        Inline::Code(words)
    };
    content.iter().enumerate().map(words).collect()
}

/// "l'", "qu'": nothing comes between an elision and what follows.
fn push_space_after(prefix: &str, out: &mut String) {
    if !prefix.ends_with(['’', '\'']) {
        out.push(' ');
    }
}

fn shorten(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= MARGIN_CHARS {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MARGIN_CHARS).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!(
        "{}…",
        cut[..end].trim_end_matches([',', ';', ':', ' ', '\u{a0}', '\u{202f}'])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_have_letters() {
        assert_eq!(letters(1), "a");
        assert_eq!(letters(26), "z");
        assert_eq!(letters(27), "aa");
        assert_eq!(letters(703), "aaa");
    }
}
