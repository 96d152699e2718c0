//! What a style leaves behind, mended: delimiters of parts that were empty, doubled marks, stray spaces.
//!
//! CSL joins parts by affixes and delimiters, and the library keeps some of them when a part turns out empty: "(2019, )",
//! "Faut-il acheter local ?.", "s. d..". The words themselves are never touched.

use crate::bibliography::printed::Piece;

/// A character and the piece it belongs to.
#[derive(Clone, Copy)]
struct Cell {
    mark: char,
    piece: usize,
}

/// Stands for a piece without words (a link, the number of a note) among the characters.
const OPAQUE: char = '\u{fffc}';

/// Most quotation marks and spaces looked through for the mark that they follow.
const MOST_CLOSING: usize = 16;

/// Mends `pieces`; those that end up empty go.
pub(super) fn mend(pieces: &mut Vec<Piece>) {
    let mut cells: Vec<Cell> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.words() {
            Some(words) => cells.extend(words.chars().map(|mark| Cell { mark, piece: at })),
            None => cells.push(Cell {
                mark: OPAQUE,
                piece: at,
            }),
        }
    }
    let mut out: Vec<Cell> = Vec::with_capacity(cells.len());
    for cell in cells {
        push(cell, &mut out);
    }
    while out.last().is_some_and(|cell| is_space(cell.mark)) {
        out.pop();
    }
    let start = out
        .iter()
        .position(|cell| !is_space(cell.mark) && !matches!(cell.mark, ',' | '.' | ';' | ':'))
        .unwrap_or(out.len());
    for piece in pieces.iter_mut() {
        if let Some(words) = piece.words_mut() {
            words.clear();
        }
    }
    for cell in &out[start..] {
        if let Some(words) = pieces[cell.piece].words_mut() {
            words.push(cell.mark);
        }
    }
    let mut apart = Vec::with_capacity(pieces.len());
    for mut piece in pieces.drain(..) {
        // A space at the edge of a title or a name belongs to what surrounds it.
        let Some(words) = piece.words_mut() else {
            apart.push(piece);
            continue;
        };
        let inside = words.trim_end_matches(' ').len();
        let after = words.split_off(inside);
        let before = words.len() - words.trim_start_matches(' ').len();
        let inside = words.split_off(before);
        let before = std::mem::replace(words, inside);
        apart.extend([Piece::Text(before), piece, Piece::Text(after)]);
    }
    *pieces = apart;
    pieces.retain(|piece| piece.words().is_none_or(|words| !words.is_empty()));
    pieces.dedup_by(|next, kept| match (kept, next) {
        (Piece::Text(kept), Piece::Text(next)) => {
            kept.push_str(next);
            true
        }
        _ => false,
    });
}

/// Adds a character after what is already there.
fn push(cell: Cell, out: &mut Vec<Cell>) {
    let last = out.last().map(|cell| cell.mark);
    match cell.mark {
        ' ' => {
            if last.is_some_and(|last| !is_space(last) && !matches!(last, '(' | '[')) {
                out.push(cell);
            }
        }
        ')' | ']' => {
            // "(2019, )", "(, 2019)" and "()": what stood there was empty.
            while out
                .last()
                .is_some_and(|cell| is_space(cell.mark) || cell.mark == ',')
            {
                out.pop();
            }
            let opening = if cell.mark == ')' { '(' } else { '[' };
            if out.last().is_some_and(|cell| cell.mark == opening) {
                out.pop();
            } else {
                out.push(cell);
            }
        }
        ',' => {
            drop_spaces(out);
            let after_opening = matches!(out.last().map(|cell| cell.mark), None | Some('(' | '['));
            if !after_opening && out.last().map(|cell| cell.mark) != Some(',') {
                out.push(cell);
            }
        }
        '.' => {
            let spaces = out.iter().rev().take_while(|c| c.mark == ' ').count();
            let before = out[..out.len() - spaces].last().map(|cell| cell.mark);
            match before {
                // ". ." and ", .": one of two delimiters had nothing between them.
                Some(',' | ':' | ';') => {
                    drop_spaces(out);
                    out.pop();
                    push(cell, out);
                }
                _ if ends_sentence(out, spaces) => drop_spaces(out),
                _ => {
                    drop_spaces(out);
                    out.push(cell);
                }
            }
        }
        _ => out.push(cell),
    }
}

/// Whether what is there, but for its last `spaces`, ends in a mark that closes a sentence; guillemets may follow it.
fn ends_sentence(out: &[Cell], spaces: usize) -> bool {
    out[..out.len() - spaces]
        .iter()
        .rev()
        .take(MOST_CLOSING)
        .map(|cell| cell.mark)
        .find(|mark| !matches!(mark, '»' | '”' | '"' | ' ' | '\u{a0}' | '\u{202f}'))
        .is_some_and(|mark| matches!(mark, '.' | '!' | '?' | '…'))
}

fn drop_spaces(out: &mut Vec<Cell>) {
    while out.last().is_some_and(|cell| cell.mark == ' ') {
        out.pop();
    }
}

fn is_space(mark: char) -> bool {
    matches!(mark, ' ' | '\u{a0}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_style_leaves_is_mended() {
        for (left, mended) in [
            ("(2019, ). Titre.", "(2019). Titre."),
            (
                "Faut-il acheter local ?. RTES.",
                "Faut-il acheter local ? RTES.",
            ),
            ("« Qui paie ? ». RTES", "« Qui paie ? » RTES"),
            ("Titre (s. d.). Suite..", "Titre (s. d.). Suite."),
            ("Suite et fin…. RTES", "Suite et fin… RTES"),
            (", Titre, , p. 3, .", "Titre, p. 3."),
            ("Titre ()  [], p. 3", "Titre, p. 3"),
            ("Nom, J., p. 3", "Nom, J., p. 3"),
            ("Titre . Suite : .", "Titre. Suite."),
        ] {
            let mut pieces = vec![Piece::Text(left.to_owned())];
            mend(&mut pieces);
            assert_eq!(pieces, [Piece::Text(mended.to_owned())], "{left}");
        }
    }

    #[test]
    fn marks_are_seen_across_pieces_and_links_kept() {
        let link = Piece::Link {
            url: "https://exemple.org/a.".into(),
            label: "exemple.org".into(),
        };
        let mut pieces = vec![
            Piece::Title("Qui paie ?".into()),
            Piece::Text(". ".into()),
            Piece::Text("RTES. ".into()),
            link.clone(),
            Piece::Text(".".into()),
        ];
        mend(&mut pieces);
        assert_eq!(
            pieces,
            [
                Piece::Title("Qui paie ?".into()),
                Piece::Text(" RTES. ".into()),
                link,
                Piece::Text(".".into()),
            ]
        );
    }
}
