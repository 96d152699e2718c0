//! Tables: each scrolls in its own box, and says which cells are headings.

use super::PageContext;
use super::block::is_blank;
use super::escape::push_text;
use super::inline::{Around, push_inlines};
use crate::document::{Alignment, Inlines, plain_text};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Longest cell, in characters, that can be the heading of its row.
const MAX_ROW_HEADING: usize = 60;

/// Writes a table.
pub fn push_table(
    alignments: &[Alignment],
    head: &[Inlines],
    rows: &[Vec<Inlines>],
    page: &PageContext,
    out: &mut String,
) {
    if page.in_page() {
        page.tables.set(page.tables.get() + 1);
        let number = page.tables.get();
        let _ = write!(
            out,
            "<div class=\"scroll wide\" role=\"region\" tabindex=\"0\" aria-label=\"Tableau\u{a0}{number}"
        );
        push_columns(head, out);
        out.push_str("\">");
    }
    out.push_str("<table>\n");
    if head.iter().any(|cell| !is_blank(cell)) {
        out.push_str("<thead><tr>");
        for (at, cell) in head.iter().enumerate() {
            let class = class(alignments.get(at));
            if is_blank(cell) {
                let _ = write!(out, "<td{class}></td>");
            } else {
                let _ = write!(out, "<th scope=\"col\"{class}>");
                push_inlines(cell, page, Around::default(), out);
                out.push_str("</th>");
            }
        }
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    let headings = first_column_names_rows(alignments, rows);
    for row in rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let class = class(alignments.get(at));
            let heading = headings && at == 0;
            let _ = if heading {
                write!(out, "<th scope=\"row\"{class}>")
            } else {
                write!(out, "<td{class}>")
            };
            push_inlines(cell, page, Around::default(), out);
            out.push_str(if heading { "</th>" } else { "</td>" });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>");
    out.push_str(if page.in_page() { "</div>\n" } else { "\n" });
}

/// The table's columns, for its accessible name.
fn push_columns(head: &[Inlines], out: &mut String) {
    let names: Vec<String> = head
        .iter()
        .map(|cell| plain_text(cell).trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    if !names.is_empty() {
        out.push_str("\u{a0}: ");
        push_text(&names.join(", "), out);
    }
}

fn class(alignment: Option<&Alignment>) -> &'static str {
    match alignment {
        Some(Alignment::Center) => " class=\"center\"",
        Some(Alignment::End) => " class=\"end\"",
        _ => "",
    }
}

/// Whether the first cell of every row names that row: short words, all different, not set as numbers.
fn first_column_names_rows(alignments: &[Alignment], rows: &[Vec<Inlines>]) -> bool {
    if alignments.len() < 2 || alignments[0] == Alignment::End {
        return false;
    }
    let mut seen = BTreeSet::new();
    rows.iter().all(|row| {
        let words = row.first().map(|cell| plain_text(cell)).unwrap_or_default();
        let words = words.trim();
        !words.is_empty()
            && words.chars().count() <= MAX_ROW_HEADING
            && words.chars().any(char::is_alphabetic)
            && seen.insert(words.to_owned())
    })
}
