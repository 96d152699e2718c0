//! Places in one file.

use crate::input::{FileId, Span};
use std::ops::Range;

/// Makes places of a file from byte ranges of its text.
#[derive(Clone, Copy, Debug)]
pub struct LocalSpan(pub FileId);

impl LocalSpan {
    /// The place of `range`.
    pub fn span(self, range: Range<usize>) -> Span {
        Span::new(self.0, range)
    }
}
