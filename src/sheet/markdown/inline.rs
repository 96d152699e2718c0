//! Running text: marks, raw HTML within a line, breaks.

use super::super::html;
use super::{Builder, Call, MAX_NESTING, is_inline};
use crate::diagnostic::catalogue::sheet as remarks;
use crate::document::{Image, Inline, Inlines};
use crate::input::{Span, is_hidden};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// An inline HTML element that is open.
pub(super) struct OpenElement {
    open: String,
    tag: String,
    span: Span,
    before: Inlines,
}

impl Builder<'_, '_> {
    /// Running text up to the end of what contains it, or to a block; that is left to the caller.
    pub(super) fn inlines(&mut self) -> Inlines {
        let mut out: Inlines = Vec::new();
        let mut open: Vec<OpenElement> = Vec::new();
        while let Some((event, range)) = self.events.peek() {
            let range = range.clone();
            match event {
                Event::End(_) | Event::Rule | Event::Html(_) => break,
                Event::Start(tag) if !is_inline(tag) => break,
                Event::Start(tag) => {
                    let tag = tag.clone();
                    self.events.advance();
                    let inline = self.inline(tag, &range);
                    // Its end.
                    self.events.advance();
                    if let [Inline::NoteCall { .. }, ..] = inline.as_slice() {
                        trim_end(&mut out);
                    }
                    out.extend(inline);
                    continue;
                }
                Event::Text(text) => {
                    let text = text.clone();
                    out.extend(self.words(&text, &range));
                }
                Event::Code(code) => out.push(Inline::Code(
                    code.chars().filter(|c| !is_hidden(*c)).collect(),
                )),
                Event::InlineMath(text) | Event::DisplayMath(text) => {
                    out.push(Inline::Code(text.to_string()));
                }
                Event::InlineHtml(html) => {
                    let html = html.to_string();
                    self.inline_html(&html, &range, &mut out, &mut open);
                }
                Event::FootnoteReference(name) => {
                    trim_end(&mut out);
                    let name = name.to_string();
                    out.push(self.call(Call::Footnote(name)));
                }
                Event::SoftBreak if range.end > self.skip_until => out.push(Inline::SoftBreak),
                Event::HardBreak => out.push(Inline::HardBreak),
                Event::TaskListMarker(ticked) => self.task = Some(*ticked),
                Event::SoftBreak => {}
            }
            self.events.advance();
        }
        while let Some(element) = open.pop() {
            self.gathered
                .report(remarks::unclosed_html(element.span, &element.tag));
            let inside = std::mem::replace(&mut out, element.before);
            out.extend(inside);
        }
        out
    }

    fn inline_html(
        &mut self,
        html: &str,
        range: &Range<usize>,
        out: &mut Inlines,
        open: &mut Vec<OpenElement>,
    ) {
        if self.gathered.raw_html {
            out.push(Inline::Element {
                open: html.to_owned(),
                tag: String::new(),
                content: Vec::new(),
            });
            return;
        }
        let span = self.span(range);
        match html::tag(html) {
            html::Tag::Void(name) => {
                if name.eq_ignore_ascii_case("br") {
                    out.push(Inline::HardBreak);
                } else if !name.eq_ignore_ascii_case("wbr") {
                    self.gathered.report(remarks::removed_html(span, name));
                }
            }
            html::Tag::Open(name) => {
                let tag = name.to_ascii_lowercase();
                let written = format!("<{tag}{}", &html[1 + tag.len()..]);
                match html::sanitised_opening(&written, &tag) {
                    Some(opening) if open.len() < MAX_NESTING / 2 => {
                        open.push(OpenElement {
                            open: opening,
                            tag,
                            span,
                            before: std::mem::take(out),
                        });
                    }
                    _ => self.gathered.report(remarks::removed_html(span, &tag)),
                }
            }
            html::Tag::Close(name) => {
                let tag = name.to_ascii_lowercase();
                if open.iter().any(|element| element.tag == tag) {
                    while let Some(element) = open.pop() {
                        let inside = std::mem::replace(out, element.before);
                        if element.tag == tag {
                            out.push(Inline::Element {
                                open: element.open,
                                tag,
                                content: inside,
                            });
                            break;
                        }
                        self.gathered
                            .report(remarks::unclosed_html(element.span, &element.tag));
                        out.extend(inside);
                    }
                } else if html::sanitised_opening(&format!("<{tag}>"), &tag).is_some() {
                    self.gathered.report(remarks::unclosed_html(span, &tag));
                }
            }
            html::Tag::Other => {}
        }
    }

    /// The inline that `tag` opens; its end is left to the caller.
    pub(super) fn inline(&mut self, tag: Tag, range: &Range<usize>) -> Inlines {
        match tag {
            Tag::Emphasis => vec![Inline::Emphasis(self.inlines())],
            Tag::Strong => vec![Inline::Strong(self.inlines())],
            Tag::Strikethrough => vec![Inline::Strikethrough(self.inlines())],
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url, range),
            Tag::Image {
                dest_url, title, ..
            } => {
                let alt = self.alternative();
                self.image_title = Some((title.to_string(), range.clone()));
                let span = self.address_span(&dest_url, range);
                let place = self.span(range);
                let alt = self.visible(&alt, place).trim().to_owned();
                if alt.is_empty() && title.as_ref() != "decoratif" {
                    self.gathered.report(remarks::missing_alt(place));
                }
                match self.add_link(&dest_url, span, true) {
                    Some(link) => vec![Inline::Image(Image { link, alt })],
                    None => vec![Inline::Text {
                        text: alt,
                        span: place,
                    }],
                }
            }
            _ => self.inlines(),
        }
    }

    /// The words of an image's alternative text, up to its end.
    fn alternative(&mut self) -> String {
        let mut alt = String::new();
        let mut depth = 0usize;
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(TagEnd::Image) if depth == 0 => break,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Text(text) | Event::Code(text) => alt.push_str(text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
            self.events.advance();
        }
        alt
    }
}

/// Takes the spaces and line ends off the end of what was read: the call of a note stands against the word before it.
fn trim_end(out: &mut Inlines) {
    loop {
        match out.last_mut() {
            Some(Inline::SoftBreak) => {}
            Some(Inline::Text { text, span }) => {
                let trimmed = text.trim_end().len();
                if (span.end - span.start) as usize == text.len() {
                    span.end = span.start + u32::try_from(trimmed).unwrap_or(0);
                }
                text.truncate(trimmed);
                if trimmed > 0 {
                    return;
                }
            }
            _ => return,
        }
        out.pop();
    }
}
