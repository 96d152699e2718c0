//! Running text: words, marks, links, mentions of law, calls of notes.

use super::escape::{allowed_url, push_html, push_text};
use super::glossed::push_glossed;
use super::law_text::{abbreviation, named_in_full, push_law_text, push_raised, upper_first};
use super::notes::{self, call_id};
use super::{Medium, PageContext};
use crate::document::{Image, Inline, plain_text};
use crate::law::LegalRef;
use crate::sheet::FactSheet;
use crate::site::{Resolved, Site};
use crate::typography::{self, Typography};
use std::fmt::Write;

/// About as much HTML of a body, in bytes, as a first screen shows.
const FIRST_SCREEN: usize = 2000;

/// What the text stands in.
#[derive(Clone, Copy, Default)]
pub struct Around {
    /// Inside a link: no other link may begin.
    link: bool,
    /// Inside words that name law: numbers are kept whole.
    law: bool,
    /// Inside words of another language or set apart from typography: ordinals stay on their line.
    as_written: bool,
}

/// Writes `inlines` at the end of `out`.
pub fn push_inlines(inlines: &[Inline], page: &PageContext, around: Around, out: &mut String) {
    for (at, inline) in inlines.iter().enumerate() {
        match inline {
            // The reference that a citation printed may end in a full stop of its own.
            Inline::Text { text, .. } if follows_a_citation(inlines, at) && out.ends_with('.') => {
                push_text(text.strip_prefix('.').unwrap_or(text), out);
            }
            Inline::Text { text, .. } if around.law => push_law_text(text, out),
            Inline::Text { text, span } if raises(page, around) => {
                push_glossed(text, *span, page, out, push_raised);
            }
            Inline::Text { text, span } => push_glossed(text, *span, page, out, push_text),
            Inline::Code(text) => {
                out.push_str("<code>");
                push_text(text, out);
                out.push_str("</code>");
            }
            Inline::Emphasis(content) => wrap("em", content, page, around, out),
            Inline::Strong(content) => wrap("strong", content, page, around, out),
            Inline::Strikethrough(content) => wrap("del", content, page, around, out),
            Inline::Link { link, content } => push_link(*link, content, page, around, out),
            Inline::Image(image) => push_image(image, page, out),
            Inline::Law { .. } => push_law(inline, &inlines[at + 1..], page, around, out),
            Inline::NoteCall { note, call } => {
                // "2, 3": two calls side by side would read as one number.
                if at > 0 && matches!(inlines[at - 1], Inline::NoteCall { .. }) {
                    out.push_str("<span class=\"note-comma\">, </span>");
                }
                push_call(*note, *call, page, around, out);
            }
            Inline::Cited { note, at: cited } => {
                let stands = notes::Place {
                    note: *note,
                    begins: begins_sentence(&inlines[..at]),
                    ends: ends_sentence(&inlines[at + 1..]),
                };
                notes::push_within(*cited, stands, page, out);
            }
            Inline::Marked {
                lang,
                typography,
                content,
            } => {
                let around = Around {
                    as_written: around.as_written || lang.is_some() || !typography,
                    ..around
                };
                if let Some(lang) = lang {
                    out.push_str("<span lang=\"");
                    push_text(lang, out);
                    out.push_str("\">");
                    push_inlines(content, page, around, out);
                    out.push_str("</span>");
                } else {
                    push_inlines(content, page, around, out);
                }
            }
            Inline::Element { open, tag, content } => {
                let is_link = tag == "a";
                if is_link && around.link {
                    push_inlines(content, page, around, out);
                    continue;
                }
                push_html(open, out);
                let link = around.link || is_link;
                let as_written = around.as_written || !typography::is_prose(open, tag);
                let inside = Around {
                    link,
                    as_written,
                    ..around
                };
                push_inlines(content, page, inside, out);
                if !tag.is_empty() {
                    let _ = write!(out, "</{tag}>");
                }
            }
            Inline::SoftBreak => out.push('\n'),
            Inline::HardBreak => out.push_str("<br>\n"),
        }
    }
}

fn follows_a_citation(inlines: &[Inline], at: usize) -> bool {
    at > 0 && matches!(inlines[at - 1], Inline::Cited { .. })
}

/// Whether what comes after `before` begins a sentence. Only what stands nearest is looked at: a note can hold citations by
/// the thousand.
pub(super) fn begins_sentence(before: &[Inline]) -> bool {
    for inline in before.iter().rev() {
        if matches!(inline, Inline::Cited { .. }) {
            return false;
        }
        let said = plain_text(std::slice::from_ref(inline));
        let said = said.trim_end_matches(|c: char| c.is_whitespace() || c == '«');
        if !said.is_empty() {
            return said.ends_with(['.', '!', '?', '…']);
        }
    }
    true
}

/// Whether what comes before `after` ends a sentence: nothing follows, or a word with a capital does.
pub(super) fn ends_sentence(after: &[Inline]) -> bool {
    let mut apart = false;
    for inline in after {
        if matches!(inline, Inline::Cited { .. }) {
            return false;
        }
        let said = plain_text(std::slice::from_ref(inline));
        apart |= said.starts_with(char::is_whitespace);
        if let Some(next) = said.trim_start().chars().next() {
            return apart && next.is_uppercase();
        }
    }
    after.is_empty()
}

fn raises(page: &PageContext, around: Around) -> bool {
    page.typography == Typography::French && !around.as_written
}

fn wrap(tag: &str, content: &[Inline], page: &PageContext, around: Around, out: &mut String) {
    let _ = write!(out, "<{tag}>");
    push_inlines(content, page, around, out);
    let _ = write!(out, "</{tag}>");
}

fn push_link(
    link: usize,
    content: &[Inline],
    page: &PageContext,
    around: Around,
    out: &mut String,
) {
    let resolved = page.links.get(link).unwrap_or(&Resolved::Nowhere);
    let inside = Around {
        link: true,
        ..around
    };
    let begun = out.len();
    let opened = !around.link && push_opening(resolved, page, out);
    if !opened {
        out.truncate(begun);
    }
    if content.is_empty() {
        if let Resolved::Page {
            sheet: Some(target),
            ..
        } = resolved
        {
            push_law_text(&page.site.sheets[*target].front.title, out);
        } else if let Some(link) = page.sheet.links.get(link) {
            // `[[slug]]` that leads nowhere, which was reported: the slug is all there is.
            if let crate::sheet::Target::Slug { slug, .. } = &link.target {
                push_text(slug, out);
            }
        }
    } else {
        push_inlines(content, page, inside, out);
    }
    if opened {
        out.push_str("</a>");
    }
}

/// Writes `<a …>`; false, and something to be cut off, when there is nowhere to go.
fn push_opening(resolved: &Resolved, page: &PageContext, out: &mut String) -> bool {
    match resolved {
        Resolved::Page {
            route,
            fragment,
            sheet,
        } => {
            out.push_str(if sheet.is_some() {
                "<a class=\"xref\" href=\""
            } else {
                "<a href=\""
            });
            page.push_address(&route.path(), out);
            if let Some(fragment) = fragment {
                out.push('#');
                push_text(fragment, out);
            }
        }
        Resolved::Attachment(path) => {
            out.push_str("<a href=\"");
            page.push_address(path, out);
        }
        Resolved::External(url) => {
            if !allowed_url(url) {
                return false;
            }
            out.push_str("<a href=\"");
            push_text(url, out);
        }
        Resolved::Anchor(id) => {
            out.push_str("<a href=\"");
            if !page.in_page() {
                page.push_address(page.path, out);
            }
            out.push('#');
            push_text(id, out);
        }
        Resolved::Nowhere => return false,
    }
    out.push_str("\">");
    true
}

/// Writes an image with its size, so that the text around keeps its place. One that cannot be found leaves its words.
pub fn push_image(image: &Image, page: &PageContext, out: &mut String) {
    let resolved = page.links.get(image.link).unwrap_or(&Resolved::Nowhere);
    let begun = out.len();
    out.push_str("<img src=\"");
    let size = match resolved {
        Resolved::Attachment(path) => {
            page.push_address(path, out);
            page.site.image_sizes.get(path)
        }
        Resolved::External(url) if allowed_url(url) => {
            push_text(url, out);
            None
        }
        _ => {
            out.truncate(begun);
            push_text(&image.alt, out);
            return;
        }
    };
    out.push_str("\" alt=\"");
    push_text(&image.alt, out);
    out.push('"');
    if let Some(size) = size {
        let _ = write!(out, " width=\"{}\" height=\"{}\"", size.width, size.height);
    }
    // The first image may well be on the first screen: waiting for it would only make it late.
    let first = page.images.replace(page.images.get() + 1) == 0;
    if page.in_page() && !(first && begun < FIRST_SCREEN) {
        out.push_str(" loading=\"lazy\"");
    }
    out.push('>');
}

/// Writes a reference or a fragment of one, `inline`; `after` are its next siblings.
fn push_law(
    inline: &Inline,
    after: &[Inline],
    page: &PageContext,
    around: Around,
    out: &mut String,
) {
    let Inline::Law {
        mention: number,
        part,
        first,
        linked,
        content,
    } = inline
    else {
        return;
    };
    let inside = Around {
        link: true,
        law: true,
        ..around
    };
    let part = page
        .sheet
        .law
        .get(*number)
        .and_then(|mention| mention.parts.get(*part));
    let Some(part) = part else {
        push_inlines(
            content,
            page,
            Around {
                law: true,
                ..around
            },
            out,
        );
        return;
    };
    let id = (*first && page.in_page()).then_some(part.anchor.as_str());
    let reference = part.reference.as_ref();
    let linked = *linked && !around.link;
    let address = reference.filter(|_| linked).and_then(|r| address(r, page));
    if address.is_none() && id.is_none() {
        push_inlines(
            content,
            page,
            Around {
                law: true,
                ..around
            },
            out,
        );
        return;
    }
    let tag = if address.is_some() { "a" } else { "span" };
    let _ = write!(out, "<{tag}");
    if let Some(address) = &address {
        let _ = write!(out, " class=\"law-ref\" href=\"{address}\"");
        if let Some(reference) = reference.filter(|_| page.in_page()) {
            push_title(reference, content, page, out);
        }
    }
    if let Some(id) = id {
        out.push_str(" id=\"");
        push_text(id, out);
        out.push('"');
    }
    out.push('>');
    let inside = if address.is_some() {
        inside
    } else {
        Around {
            law: true,
            ..around
        }
    };
    // The pieces of one mention follow one another: the next piece of law tells.
    let next = after.iter().find_map(|next| match next {
        Inline::Law { mention, .. } => Some(mention),
        _ => None,
    });
    let last = next != Some(number);
    let name = reference
        .filter(|_| address.is_some() && last)
        .and_then(|r| abbreviation(&page.site.texts, r.text()));
    match (name, content.as_slice()) {
        // The prose names the text by its abbreviation.
        (Some(name), [Inline::Text { text, .. }])
            if text.ends_with(&name) && text.len() > name.len() + 3 =>
        {
            let words = text[..text.len() - name.len()].trim_end();
            push_named(out, &name, |out| push_law_text(words, out));
        }
        (Some(name), _) if page.named.get(*number).copied().unwrap_or(false) => {
            push_named(out, &name, |out| push_inlines(content, page, inside, out));
        }
        _ => push_inlines(content, page, inside, out),
    }
    let _ = write!(out, "</{tag}>");
}

/// Writes the normal form of a reference as a title, unless the words say it already.
fn push_title(reference: &LegalRef, words: &[Inline], page: &PageContext, out: &mut String) {
    let name = named_in_full(reference, &page.site.texts);
    // Spaces of any kind and the case of letters tell nothing.
    let same = |c: &char| !c.is_whitespace();
    let said = plain_text(words).to_lowercase();
    if !said
        .chars()
        .filter(same)
        .eq(name.to_lowercase().chars().filter(same))
    {
        out.push_str(" title=\"");
        push_text(&upper_first(&name), out);
        out.push('"');
    }
}

fn push_named(out: &mut String, name: &str, words: impl FnOnce(&mut String)) {
    out.push_str("<span class=\"law-cite\">");
    words(out);
    out.push_str("</span>\u{a0}<span class=\"law-name\">");
    push_text(name, out);
    out.push_str("</span>");
}

/// The address of what `reference` names, ready for an attribute: its page in the index, else the official one.
fn address(reference: &LegalRef, page: &PageContext) -> Option<String> {
    let mut out = String::new();
    if let Some(route) = page.law_pages.reference(reference) {
        page.push_address(&route.path(), &mut out);
        return Some(out);
    }
    let url = crate::law::url::official_url(reference, &page.site.texts)?;
    push_text(&url, &mut out);
    Some(out)
}

/// For each mention of law of `sheet`, whether the name of its text is to be added after its words: the prose leaves it
/// out, it is not the sheet's own code, and the mention just before belongs to another text.
pub fn mentions_to_name(site: &Site, sheet: &FactSheet) -> Vec<bool> {
    let mut before = sheet.front.default_code.as_ref();
    sheet
        .law
        .iter()
        .map(|mention| {
            let Some(text) = mention
                .parts
                .iter()
                .rev()
                .find_map(|part| part.reference.as_ref())
                .map(LegalRef::text)
            else {
                return false;
            };
            let known = before == Some(text) || sheet.front.default_code.as_ref() == Some(text);
            before = Some(text);
            !known
                && mention.context
                && ends_in_number(&mention.passage.cited)
                && abbreviation(&site.texts, text).is_some()
        })
        .collect()
}

fn ends_in_number(words: &str) -> bool {
    let last = words
        .rsplit([' ', '\u{a0}', '\u{202f}'])
        .next()
        .unwrap_or("");
    last.contains(|c: char| c.is_ascii_digit())
        || matches!(last, "bis" | "ter" | "quater" | "quinquies" | "sexies")
}

fn push_call(note: u32, call: u32, page: &PageContext, around: Around, out: &mut String) {
    if matches!(page.medium, Medium::Feed(_)) {
        return;
    }
    if around.link {
        out.push_str("<span class=\"note-call\" id=\"");
        call_id(note, call, out);
        let _ = write!(out, "\">{note}</span>");
        return;
    }
    out.push_str("<a class=\"note-call\" id=\"");
    call_id(note, call, out);
    let _ = write!(
        out,
        "\" href=\"#note-{note}\" role=\"doc-noteref\" aria-label=\"Note\u{a0}{note}\""
    );
    if let Some(margin) = page
        .margin
        .get((note as usize).wrapping_sub(1))
        .filter(|m| !m.is_empty())
    {
        let _ = write!(out, " data-short=\"{note}\u{2002}");
        push_text(margin, out);
        out.push('"');
    }
    let _ = write!(out, ">{note}</a>");
}
