//! Blocks: headings, paragraphs, lists, callouts, figures.

use super::escape::{push_html, push_text};
use super::inline::{Around, push_image, push_inlines};
use super::{PageContext, code, table};
use crate::document::{
    Block, CREDIT, CalloutKind, Definition, Heading, Image, Inline, Inlines, ListItem, plain_text,
};
use crate::sheet::front_matter::SheetKind;
use crate::site::Resolved;
use std::fmt::Write;

/// Writes the body of a sheet: the parts of an interview become sections, the first paragraph of a sheet stands out.
pub fn push_body(blocks: &[Block], page: &PageContext, out: &mut String) {
    if !page.in_page() {
        push_blocks(blocks, page, out);
        return;
    }
    match page.sheet.front.kind {
        SheetKind::Interview => push_parts(blocks, page, out),
        SheetKind::Sheet | SheetKind::Initiative => {
            let lead = usize::from(matches!(blocks.first(), Some(Block::Heading(_))));
            for (at, block) in blocks.iter().enumerate() {
                match block {
                    Block::Paragraph { content, .. } if at == lead => {
                        out.push_str("<p class=\"lead\">");
                        push_inlines(content, page, Around::default(), out);
                        out.push_str("</p>\n");
                    }
                    _ => push_block(block, page, out),
                }
            }
        }
        SheetKind::Home | SheetKind::Page => push_blocks(blocks, page, out),
    }
}

/// An interview: a section from each heading of level 2 to the next, and questions set apart.
fn push_parts(blocks: &[Block], page: &PageContext, out: &mut String) {
    let mut open = false;
    for block in blocks {
        match block {
            Block::Heading(heading) if heading.level == 2 => {
                out.push_str(if open {
                    "</section>\n<section class=\"part\">\n"
                } else {
                    "<section class=\"part\">\n"
                });
                open = true;
                push_heading(heading, page, out);
            }
            Block::Paragraph { content, .. } if is_question(content) => {
                out.push_str("<p class=\"question\">");
                if let [Inline::Strong(words)] = content.as_slice() {
                    push_inlines(words, page, Around::default(), out);
                }
                out.push_str("</p>\n");
            }
            _ => push_block(block, page, out),
        }
    }
    if open {
        out.push_str("</section>\n");
    }
}

/// A question of an interview is a paragraph that is all in bold.
fn is_question(content: &[Inline]) -> bool {
    matches!(content, [Inline::Strong(_)])
}

/// Writes `blocks` one after the other.
pub fn push_blocks(blocks: &[Block], page: &PageContext, out: &mut String) {
    for block in blocks {
        push_block(block, page, out);
    }
}

fn push_block(block: &Block, page: &PageContext, out: &mut String) {
    match block {
        Block::Heading(heading) => push_heading(heading, page, out),
        Block::Paragraph { content, .. } => {
            out.push_str("<p>");
            push_inlines(content, page, Around::default(), out);
            out.push_str("</p>\n");
        }
        Block::Quote(blocks) => {
            out.push_str("<blockquote>\n");
            push_blocks(blocks, page, out);
            out.push_str("</blockquote>\n");
        }
        Block::Callout {
            kind,
            title,
            blocks,
        } => push_callout(*kind, title, blocks, page, out),
        Block::List {
            start,
            tight,
            items,
        } => push_list(*start, *tight, items, page, out),
        Block::Code { language, text } => code::push_code(language.as_deref(), text, out),
        Block::Table {
            alignments,
            head,
            rows,
        } => table::push_table(alignments, head, rows, page, out),
        Block::Definitions(definitions) => push_definitions(definitions, page, out),
        Block::Figure { image, caption } => push_figure(image, caption, page, out),
        Block::Html(html) => {
            // A second line end would show inside a `<pre>` that is still open.
            push_html(html.strip_suffix('\n').unwrap_or(html), out);
            out.push('\n');
        }
        Block::Rule => out.push_str("<hr>\n"),
    }
}

fn push_heading(heading: &Heading, page: &PageContext, out: &mut String) {
    let level = heading.level.clamp(2, 6);
    let _ = write!(out, "<h{level}");
    if page.in_page() {
        out.push_str(" id=\"");
        push_text(&heading.id, out);
        out.push('"');
    }
    if !heading.classes.is_empty() {
        out.push_str(" class=\"");
        push_text(&heading.classes.join(" "), out);
        out.push('"');
    }
    out.push('>');
    if page.numbered
        && page.in_page()
        && level == 2
        && let Some(number) = page.numbers.get(heading.id.as_str())
    {
        let _ = write!(out, "<span class=\"h-no\">{number}</span> ");
    }
    push_inlines(&heading.content, page, Around::default(), out);
    let _ = writeln!(out, "</h{level}>");
}

fn push_callout(
    kind: CalloutKind,
    title: &Inlines,
    blocks: &[Block],
    page: &PageContext,
    out: &mut String,
) {
    let _ = write!(
        out,
        "<div class=\"callout\" role=\"note\" data-kind=\"{}\"><p class=\"callout-label\">{}",
        kind.data_kind(),
        kind.label()
    );
    if !title.is_empty() {
        out.push_str(" <span class=\"callout-title\">");
        push_inlines(title, page, Around::default(), out);
        out.push_str("</span>");
    }
    out.push_str("</p><div class=\"callout-body\">\n");
    for block in blocks {
        match block {
            Block::Definitions(definitions) if kind == CalloutKind::Figures => {
                push_figures(definitions, page, out);
            }
            _ => push_block(block, page, out),
        }
    }
    out.push_str("</div></div>\n");
}

/// Key figures: the editor's term is the figure, its explanation what it counts. HTML wants the name before the value; the
/// theme shows the value first.
fn push_figures(definitions: &[Definition], page: &PageContext, out: &mut String) {
    out.push_str("<dl>\n");
    for definition in definitions {
        out.push_str("<div><dt>");
        for details in &definition.details {
            push_light(details, page, out);
        }
        out.push_str("</dt>");
        for term in &definition.terms {
            out.push_str("<dd>");
            push_inlines(term, page, Around::default(), out);
            out.push_str("</dd>");
        }
        out.push_str("</div>\n");
    }
    out.push_str("</dl>\n");
}

fn push_definitions(definitions: &[Definition], page: &PageContext, out: &mut String) {
    out.push_str("<dl class=\"defs\">\n");
    for definition in definitions {
        for term in &definition.terms {
            out.push_str("<dt>");
            push_inlines(term, page, Around::default(), out);
            out.push_str("</dt>\n");
        }
        for details in &definition.details {
            out.push_str("<dd>");
            push_light(details, page, out);
            out.push_str("</dd>\n");
        }
    }
    out.push_str("</dl>\n");
}

/// Writes `blocks` without `<p>` when they are one paragraph.
fn push_light(blocks: &[Block], page: &PageContext, out: &mut String) {
    match blocks {
        [Block::Paragraph { content, .. }] => push_inlines(content, page, Around::default(), out),
        _ => push_blocks(blocks, page, out),
    }
}

fn push_list(
    start: Option<u64>,
    tight: bool,
    items: &[ListItem],
    page: &PageContext,
    out: &mut String,
) {
    let tag = match start {
        Some(1) if items.len() > 1 && items.iter().all(begins_strong) => {
            out.push_str("<ol class=\"steps\">\n");
            "ol"
        }
        Some(1) => {
            out.push_str("<ol class=\"list\">\n");
            "ol"
        }
        Some(start) => {
            let _ = writeln!(out, "<ol class=\"list\" start=\"{start}\">");
            "ol"
        }
        None if items.iter().any(|item| item.task.is_some()) => {
            out.push_str("<ul class=\"list tasks\">\n");
            "ul"
        }
        None => {
            out.push_str("<ul class=\"list\">\n");
            "ul"
        }
    };
    for item in items {
        out.push_str("<li>");
        if let Some(done) = item.task {
            out.push_str(if done {
                "<input type=\"checkbox\" disabled checked aria-label=\"Fait\"> "
            } else {
                "<input type=\"checkbox\" disabled aria-label=\"À faire\"> "
            });
        }
        let mut bare = false;
        for block in &item.blocks {
            match block {
                Block::Paragraph { content, .. } if tight => {
                    if bare {
                        out.push_str("<br>\n");
                    }
                    push_inlines(content, page, Around::default(), out);
                    bare = true;
                }
                _ => {
                    if out.ends_with(|c| c != '\n' && c != '>') {
                        out.push('\n');
                    }
                    push_block(block, page, out);
                }
            }
        }
        out.push_str("</li>\n");
    }
    let _ = writeln!(out, "</{tag}>");
}

/// Steps of a procedure each begin with what to do, in bold.
fn begins_strong(item: &ListItem) -> bool {
    matches!(
        item.blocks.first(),
        Some(Block::Paragraph { content, .. }) if matches!(content.first(), Some(Inline::Strong(_)))
    )
}

fn push_figure(image: &Image, caption: &Inlines, page: &PageContext, out: &mut String) {
    if !page.in_page() {
        out.push_str("<figure>");
        push_image(image, page, out);
        if !caption.is_empty() {
            out.push_str("<figcaption>");
            push_inlines(caption, page, Around::default(), out);
            out.push_str("</figcaption>");
        }
        out.push_str("</figure>\n");
        return;
    }
    // A drawing keeps a legible size and scrolls in its box; a photograph shrinks with the page.
    let drawing = matches!(
        page.links.get(image.link),
        Some(Resolved::Attachment(path)) if path.rsplit('.').next().is_some_and(|e| e.eq_ignore_ascii_case("svg"))
    );
    // A credit alone says nothing that a text could call "figure 2".
    let titled = caption
        .iter()
        .any(|inline| !matches!(inline, Inline::Element { open, .. } if open == CREDIT));
    let number = titled.then(|| {
        page.figures.set(page.figures.get() + 1);
        page.figures.get()
    });
    if drawing {
        out.push_str("<figure class=\"wide\"><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        match number {
            Some(number) => {
                let _ = write!(out, "Figure\u{a0}{number}");
            }
            None => push_text(
                if image.alt.is_empty() {
                    "Figure"
                } else {
                    &image.alt
                },
                out,
            ),
        }
        out.push_str("\">");
        push_image(image, page, out);
        out.push_str("</div>");
    } else {
        out.push_str("<figure class=\"photo\">");
        push_image(image, page, out);
    }
    if !caption.is_empty() {
        out.push_str("<figcaption>");
        if let Some(number) = number {
            let _ = write!(out, "<b>Figure\u{a0}{number}.</b> ");
        }
        push_inlines(caption, page, Around::default(), out);
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>\n");
}

/// Whether `inlines` hold words at all.
pub fn is_blank(inlines: &[Inline]) -> bool {
    plain_text(inlines).trim().is_empty()
}
