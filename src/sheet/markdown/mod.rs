//! Markdown to the project's own tree. The parser's types go no further than this folder.
//!
//! Steps for one text: events with their byte ranges; nesting is capped; blocks and their inlines are built by descent.
//! Citations, marks of language and notes that nobody defines come through the parser's callback for broken links, where
//! brackets, code and escapes are already settled.

mod block;
mod events;
mod gathered;
mod inline;
mod link;
mod words;

use crate::diagnostic::catalogue::sheet as remarks;
use crate::document::Block;
use crate::input::{FileId, Span};
use events::Events;
pub use gathered::{Call, Footnote, Gathered, RESERVED_IDS};
pub use link::MAX_LINKS;
use link::broken_link;
use pulldown_cmark::{BrokenLink, Options, Parser, Tag};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// Deepest nesting of blocks and marks (DESIGN, promise 4).
pub const MAX_NESTING: usize = 100;

/// Reads `text`, whose bytes are where `base` says, as blocks; nothing of it when it is nested too deep.
fn parse(gathered: &mut Gathered, text: &str, base: Base) -> Vec<Block> {
    let undefined = RefCell::new(BTreeSet::new());
    let callback = |link: BrokenLink| broken_link(text, &link, &mut undefined.borrow_mut());
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(callback));
    let mut builder = Builder {
        text,
        base,
        events: Events::of(text, Box::new(parser.into_offset_iter())),
        skip_until: 0,
        inside_link: false,
        loose: false,
        task: None,
        image_title: None,
        gathered,
    };
    let blocks = builder.blocks();
    let too_deep = builder.events.too_deep.take();
    drop(builder);
    for (start, end, name) in undefined.take() {
        gathered.found.push(remarks::undefined_note(
            base.span(gathered.file, start..end),
            &name,
        ));
    }
    if let Some(start) = too_deep {
        let place = base.span(gathered.file, start..start + 1);
        gathered.found.push(remarks::too_nested(place, MAX_NESTING));
        return Vec::new();
    }
    blocks
}

/// Options of the dialect (DESIGN, "Markdown dialect"). Smart punctuation is English and stays off.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

/// Where the bytes of a parsed text are in the file.
#[derive(Clone, Copy)]
enum Base {
    /// The text begins at this byte.
    At(usize),
    /// The text is a value that was unquoted or folded: all of it is here.
    Whole(Span),
}

impl Base {
    fn span(self, file: FileId, range: Range<usize>) -> Span {
        match self {
            Self::At(base) => Span::new(file, base + range.start..base + range.end),
            Self::Whole(span) => span,
        }
    }
}

struct Builder<'t, 'g> {
    text: &'t str,
    base: Base,
    events: Events<'t>,
    /// Whether the blocks read last hold a paragraph of their own: an item is loose then.
    loose: bool,
    /// The mark of a task that was met in an item.
    task: Option<bool>,
    /// The title of the image read last, and where the image is.
    image_title: Option<(String, Range<usize>)>,
    /// Text before this byte is part of a mark that was already read.
    skip_until: usize,
    inside_link: bool,
    gathered: &'g mut Gathered,
}

impl Builder<'_, '_> {
    fn span(&self, range: &Range<usize>) -> Span {
        self.base.span(self.gathered.file, range.clone())
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
