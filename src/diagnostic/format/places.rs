//! Where remarks are, for machines: a large file may have thousands, and each would be counted from its first line.

use crate::diagnostic::Place;
use crate::input::{FileId, Inputs, Position, Span};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Bytes between two places of a file whose position is kept.
const STEP: usize = 4096;

/// Where the places of remarks are.
pub struct Places<'a> {
    inputs: &'a Inputs,
    path_of: &'a dyn Fn(&str) -> String,
    marks: RefCell<BTreeMap<FileId, Marks>>,
}

/// A place of a file.
pub struct FilePlace {
    /// Path from the current folder.
    pub path: String,
    /// First character and the one after the last; none for a file as a whole.
    pub region: Option<(Position, Position)>,
}

/// Positions of a text at every [`STEP`].
struct Marks(Vec<(usize, Position)>);

impl<'a> Places<'a> {
    /// Places in `inputs`; `path_of` gives the path of a file from the current folder, from the path that an editor knows.
    pub fn new(inputs: &'a Inputs, path_of: &'a dyn Fn(&str) -> String) -> Self {
        Self {
            inputs,
            path_of,
            marks: RefCell::default(),
        }
    }

    /// The place of a span.
    pub fn span(&self, span: Span) -> FilePlace {
        let file = self.inputs.file(span.file);
        let mut marks = self.marks.borrow_mut();
        let marks = marks
            .entry(span.file)
            .or_insert_with(|| Marks::of(&file.text));
        let start = marks.position(&file.text, span.start as usize);
        let end = marks.position(&file.text, span.end.max(span.start) as usize);
        FilePlace {
            path: (self.path_of)(&file.shown),
            region: Some((start, end)),
        }
    }

    /// None for a remark on the site as a whole.
    pub fn place(&self, place: &Place) -> Option<FilePlace> {
        match place {
            Place::Span(span) => Some(self.span(*span)),
            Place::File(path) => Some(FilePlace {
                path: (self.path_of)(path),
                region: None,
            }),
            Place::Site => None,
        }
    }
}

impl Marks {
    fn of(text: &str) -> Self {
        let mut at = Position { line: 1, column: 1 };
        let mut marks = vec![(0, at)];
        let mut next = STEP;
        for (offset, c) in text.char_indices() {
            if offset >= next {
                marks.push((offset, at));
                next = offset + STEP;
            }
            at = after(at, c);
        }
        Self(marks)
    }

    /// As [`Position::of`].
    fn position(&self, text: &str, offset: usize) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let after_mark = self.0.partition_point(|(mark, _)| *mark <= offset);
        let (mark, position) = self.0[after_mark.saturating_sub(1)];
        text[mark..offset].chars().fold(position, after)
    }
}

/// The position after `c`, which stands at `at`.
fn after(at: Position, c: char) -> Position {
    match c {
        '\n' => Position {
            line: at.line + 1,
            column: 1,
        },
        // A byte-order mark is no character to an editor.
        '\u{feff}' if at.column == 1 => at,
        _ => Position {
            line: at.line,
            column: at.column + 1,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Marks, STEP};
    use crate::input::Position;

    #[test]
    fn positions_are_those_that_people_read() {
        let line = "\u{feff}Été à l’hôtel, \u{1f600} et L.\u{a0}2113-12\r\n";
        let long = "é".repeat(STEP * 3);
        for text in [
            String::new(),
            line.repeat(400),
            format!("{line}{long}\n{line}"),
        ] {
            let marks = Marks::of(&text);
            for offset in (0..text.len() + 3).step_by(7) {
                let expected = Position::of(&text, offset);
                assert_eq!(marks.position(&text, offset), expected, "at {offset}");
            }
        }
    }
}
