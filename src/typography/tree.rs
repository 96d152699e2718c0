//! The runs of a tree: what of it is words, and each piece changed where it stands.

use super::run::{self, BREAK, FIXED, Kind, OBJECT, Run};
use super::{marks, spaces};
use crate::document::{Block, CalloutKind, Inline, Inlines};
use crate::input::Span;

/// Sets every run of text in `blocks`: paragraphs, headings, cells, terms, captions, titles of callouts.
///
/// A quotation in « Ce que dit le droit » is an extract of the law, which stays letter for letter.
pub fn blocks(blocks: &mut [Block]) {
    let mut run = Run::default();
    for block in blocks {
        set_block(block, &mut run);
    }
}

/// Sets one run of text.
pub fn inlines(content: &mut Inlines) {
    set(content, &mut Run::default());
}

fn set_block(block: &mut Block, run: &mut Run) {
    let mut all = |blocks: &mut [Block]| blocks.iter_mut().for_each(|b| set_block(b, run));
    match block {
        Block::Heading(heading) => set(&mut heading.content, run),
        Block::Paragraph { content, .. } => set(content, run),
        Block::Quote(blocks) => all(blocks),
        Block::Callout {
            kind,
            title,
            blocks,
        } => {
            for block in blocks {
                let extract = *kind == CalloutKind::Law && matches!(block, Block::Quote(_));
                if !extract {
                    set_block(block, run);
                }
            }
            set(title, run);
        }
        Block::List { items, .. } => items.iter_mut().for_each(|item| all(&mut item.blocks)),
        Block::Table { head, rows, .. } => {
            for cell in head.iter_mut().chain(rows.iter_mut().flatten()) {
                set(cell, run);
            }
        }
        Block::Definitions(definitions) => {
            for definition in definitions {
                for block in definition.details.iter_mut().flatten() {
                    set_block(block, run);
                }
                for term in &mut definition.terms {
                    set(term, run);
                }
            }
        }
        Block::Figure { caption, image } => {
            set(caption, run);
            super::Typography::French.set(&mut image.alt);
        }
        Block::Code { .. } | Block::Html(_) | Block::Rule => {}
    }
}

fn set(content: &mut Inlines, run: &mut Run) {
    if !may_change(content) {
        return;
    }
    for step in [marks::settle, spaces::settle] {
        run.clear();
        gather(content, Kind::Words, run);
        if step(run) {
            let mut place = Place {
                run,
                piece: 0,
                last: None,
            };
            place.apply(content);
        }
    }
}

fn may_change(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text { text, .. } => run::may_change(text),
        _ => words_of(inline).is_some_and(|(content, _)| may_change(content)),
    })
}

/// The words inside an inline that may change, and whether they name law.
fn words_of(inline: &Inline) -> Option<(&Inlines, bool)> {
    match inline {
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            Some((content, false))
        }
        Inline::Link { content, .. } if !content.is_empty() => Some((content, false)),
        Inline::Law { content, .. } => Some((content, true)),
        Inline::Marked {
            lang,
            typography,
            content,
        } => (*typography && lang.as_deref().is_none_or(is_french)).then_some((content, false)),
        Inline::Element { open, tag, content } => {
            (!tag.is_empty() && is_prose(open, tag)).then_some((content, false))
        }
        _ => None,
    }
}

fn is_french(tag: &str) -> bool {
    tag.get(..2)
        .is_some_and(|two| two.eq_ignore_ascii_case("fr"))
        && !tag[2..].starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether an HTML element with this opening tag holds French prose: it is no piece of code, and says no other language.
pub fn is_prose(open: &str, tag: &str) -> bool {
    let code = matches!(
        tag,
        "code"
            | "kbd"
            | "samp"
            | "var"
            | "pre"
            | "tt"
            | "math"
            | "svg"
            | "script"
            | "style"
            | "textarea"
    );
    let language = open.find(" lang=").map(|at| {
        open[at + " lang=".len()..]
            .trim_start_matches(['"', '\''])
            .split(['"', '\'', ' ', '>'])
            .next()
            .unwrap_or_default()
    });
    !code && language.is_none_or(is_french)
}

/// Joins the words of `content`; [`Place::apply`] goes the same way.
fn gather(content: &[Inline], kind: Kind, run: &mut Run) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } => run.push(text, kind),
            Inline::SoftBreak => run.push("\n", Kind::Line),
            Inline::HardBreak => run.push(BREAK, Kind::Fixed),
            Inline::Code(_) | Inline::Image(_) => run.push(OBJECT, Kind::Fixed),
            Inline::NoteCall { .. } => {}
            _ => match words_of(inline) {
                Some((content, law)) => gather(content, if law { Kind::Law } else { kind }, run),
                None if is_break(inline) => run.push(BREAK, Kind::Fixed),
                None => run.push(FIXED, Kind::Fixed),
            },
        }
    }
}

/// `<br>` is a break; an element that holds nothing (`<wbr>`) stands for nothing that could be bound.
fn is_break(inline: &Inline) -> bool {
    matches!(inline, Inline::Element { tag, .. } if tag.is_empty())
}

/// Goes through a tree with the run that was gathered from it.
struct Place<'a> {
    run: &'a Run,
    piece: usize,
    /// Where the last words stand, for a line end that becomes a space of theirs.
    last: Option<Span>,
}

impl Place<'_> {
    fn apply(&mut self, content: &mut Inlines) {
        for inline in content {
            match inline {
                Inline::Text { text, span } => {
                    self.last = Some(*span);
                    if let Some(changed) = self.next() {
                        *text = changed;
                    }
                }
                Inline::SoftBreak => {
                    if let Some(text) = self.next()
                        && let Some(last) = self.last
                    {
                        let span = Span {
                            start: last.end,
                            ..last
                        };
                        *inline = Inline::Text { text, span };
                    }
                }
                Inline::NoteCall { .. } => {}
                _ => {
                    let open = words_of(inline).is_some();
                    match inline.content_mut().filter(|_| open) {
                        Some(content) => self.apply(content),
                        None => self.piece += 1,
                    }
                }
            }
        }
    }

    fn next(&mut self) -> Option<String> {
        self.piece += 1;
        self.run.changed(self.piece - 1)
    }
}
