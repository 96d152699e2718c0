//! What stands between brackets: links, citations, marks of language.

use super::super::target::classify;
use super::super::{Link, Passage, Target, citations};
use super::{Builder, Call};
use crate::config::is_language;
use crate::diagnostic::catalogue::sheet as remarks;
use crate::document::{Inline, Inlines};
use crate::input::Span;
use pulldown_cmark::{BrokenLink, CowStr, LinkType};
use std::collections::BTreeSet;
use std::ops::Range;

/// Most links, written by the editor, of one sheet (DESIGN, promise 4).
pub const MAX_LINKS: usize = 10_000;

const CITE: &str = "cite";
const MARK: &str = "mark";

/// What brackets that lead nowhere mean: a citation, a mark of language, a note that is not defined, or plain words.
pub(super) fn broken_link<'a>(
    text: &str,
    link: &BrokenLink<'_>,
    undefined: &mut BTreeSet<(usize, usize, String)>,
) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let reference = link.reference.as_ref();
    // "[@a][@b]" is a link to the parser, two citations to an editor.
    if matches!(
        link.link_type,
        LinkType::Reference | LinkType::ReferenceUnknown
    ) && citations::is_cluster(reference)
        && let Some((first, _)) = text[link.span.clone()].split_once("][")
        && citations::is_cluster(first.trim_start_matches('['))
    {
        return Some((CowStr::Borrowed(CITE), CowStr::Borrowed("")));
    }
    let special = |kind: &'static str| Some((CowStr::Borrowed(kind), CowStr::Borrowed("")));
    if matches!(
        link.link_type,
        LinkType::Shortcut | LinkType::ShortcutUnknown
    ) {
        if let Some(name) = reference.strip_prefix('^') {
            if !name.is_empty() && !name.contains(char::is_whitespace) {
                undefined.insert((link.span.start, link.span.end, name.to_owned()));
            }
            return None;
        }
        if citations::is_cluster(reference) {
            return special(CITE);
        }
        if reference.starts_with("@ ") {
            // "[@ loi-ess]": the space is a slip, which reading the citation tells.
            return special(CITE);
        }
        if mark_at(text, link.span.end).is_some() {
            return special(MARK);
        }
    }
    None
}

/// The `{lang=en}` or `{typo=non}` that begins at byte `at`: its length, the language as written, whether typography stays.
fn mark_at(text: &str, at: usize) -> Option<(usize, Option<&str>, bool)> {
    let inside = text.get(at..)?.strip_prefix('{')?;
    let end = inside
        .char_indices()
        .take(80)
        .find(|(_, c)| *c == '}')
        .map(|(end, _)| end)?;
    let (mut language, mut typography, mut known) = (None, true, false);
    for attribute in inside[..end].split_whitespace() {
        match attribute.split_once('=')? {
            ("lang", value) => language = Some(value.trim_matches('"')),
            ("typo", "non" | "\"non\"") => typography = false,
            _ => return None,
        }
        known = true;
    }
    known.then_some((end + 2, language, typography))
}

impl Builder<'_, '_> {
    pub(super) fn link(
        &mut self,
        link_type: LinkType,
        address: &str,
        range: &Range<usize>,
    ) -> Inlines {
        if matches!(
            link_type,
            LinkType::ShortcutUnknown | LinkType::ReferenceUnknown
        ) {
            return match address {
                CITE => self.citation(range),
                _ => self.marked(range),
            };
        }
        let span = self.address_span(address, range);
        let nested = std::mem::replace(&mut self.inside_link, true);
        let content = self.inlines();
        self.inside_link = nested;
        if nested {
            // Markdown has no link in a link, but for a wiki link in the words of another.
            return content;
        }
        let (address, content) = match link_type {
            LinkType::Email => (format!("mailto:{address}"), content),
            LinkType::WikiLink { has_pothole } => {
                let (slug, fragment) = match address.split_once('#') {
                    Some((slug, fragment)) => (slug.trim(), Some(fragment.trim().to_owned())),
                    None => (address.trim(), None),
                };
                let target = Target::Slug {
                    slug: slug.to_owned(),
                    fragment,
                };
                let content = if has_pothole { content } else { Vec::new() };
                return match self.push_link(target, span) {
                    Some(link) => vec![Inline::Link { link, content }],
                    None => content,
                };
            }
            _ => (address.to_owned(), content),
        };
        match self.add_link(&address, span, false) {
            Some(link) => vec![Inline::Link { link, content }],
            None => content,
        }
    }

    fn citation(&mut self, range: &Range<usize>) -> Inlines {
        // What is between the brackets is read as written, not as the events inside tell it.
        self.inlines();
        let mut out = Vec::new();
        let mut at = range.start;
        while let Some(begins) = self.text[at..range.end]
            .find('[')
            .map(|found| at + found + 1)
        {
            let ends = self.text[begins..range.end]
                .find(']')
                .map_or(range.end, |found| begins + found);
            let place = self.span(&(begins..ends));
            let inside = without_quote_marks(&self.text[begins..ends]);
            out.push(self.call(Call::Citation(inside, place)));
            at = ends;
        }
        out
    }

    fn marked(&mut self, range: &Range<usize>) -> Inlines {
        let content = self.inlines();
        let Some((length, language, typography)) = mark_at(self.text, range.end) else {
            return content;
        };
        self.skip_until = range.end + length;
        let lang = language.map(str::to_owned).filter(|language| {
            let known = is_language(language);
            if !known {
                let span = self.span(&(range.end..range.end + length));
                self.gathered
                    .report(remarks::bad_mark_language(span, language));
            }
            known
        });
        vec![Inline::Marked {
            lang,
            typography,
            content,
        }]
    }

    /// Where the address of a link is written, or the whole link when it is written otherwise (escapes, entities).
    pub(super) fn address_span(&self, address: &str, range: &Range<usize>) -> Span {
        match self.text[range.clone()].rfind(address) {
            Some(at) if !address.is_empty() => {
                self.span(&(range.start + at..range.start + at + address.len()))
            }
            _ => self.span(range),
        }
    }

    pub(super) fn add_link(&mut self, address: &str, span: Span, image: bool) -> Option<usize> {
        let path = std::mem::take(&mut self.gathered.path);
        let target = classify(address, &path, image, span, &mut self.gathered.found);
        self.gathered.path = path;
        match target {
            Target::Refused(_) => None,
            target => self.push_link(target, span),
        }
    }

    fn push_link(&mut self, target: Target, span: Span) -> Option<usize> {
        let count = self.gathered.links.len();
        if count >= MAX_LINKS {
            if !std::mem::replace(&mut self.gathered.links_over, true) {
                self.gathered
                    .report(remarks::too_many_links(span, MAX_LINKS));
            }
            return None;
        }
        self.gathered.links.push(Link {
            target,
            span,
            passage: Passage::default(),
        });
        Some(count)
    }
}

/// What is written over several lines of a quotation or a callout, without the `>` that begin these: spaces stand for them,
/// so that each byte keeps its place.
fn without_quote_marks(written: &str) -> String {
    let mut begins = false;
    let words = written.chars().map(|c| match c {
        '\n' => {
            begins = true;
            c
        }
        '>' if begins => ' ',
        ' ' | '\t' => c,
        _ => {
            begins = false;
            c
        }
    });
    words.collect()
}
