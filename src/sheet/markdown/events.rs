//! The parser's events, one at a time.

use super::MAX_NESTING;
use pulldown_cmark::{CowStr, Event};
use std::ops::Range;

/// The parser's events, one at a time: those of a large sheet would weigh twenty times its text.
///
/// Words that the parser gives in pieces are joined; past [`MAX_NESTING`] there are no more events, so that whoever
/// descends comes back.
pub(super) struct Events<'t> {
    text: &'t str,
    source: Box<dyn Iterator<Item = (Event<'t>, Range<usize>)> + 't>,
    current: Option<(Event<'t>, Range<usize>)>,
    after: Option<(Event<'t>, Range<usize>)>,
    depth: usize,
    pub(super) too_deep: Option<usize>,
    /// Where the event before the current one ends.
    pub(super) last_end: usize,
}

impl<'t> Events<'t> {
    pub(super) fn of(
        text: &'t str,
        mut source: Box<dyn Iterator<Item = (Event<'t>, Range<usize>)> + 't>,
    ) -> Self {
        let after = source.next();
        let mut events = Self {
            text,
            source,
            current: None,
            after,
            depth: 0,
            too_deep: None,
            last_end: 0,
        };
        events.advance();
        events
    }

    pub(super) fn peek(&self) -> Option<&(Event<'t>, Range<usize>)> {
        self.current.as_ref()
    }

    pub(super) fn advance(&mut self) {
        if let Some((_, range)) = &self.current {
            self.last_end = range.end;
        }
        self.current = self.after.take();
        match &self.current {
            Some((Event::Start(_), _)) => self.depth += 1,
            Some((Event::End(_), _)) => self.depth = self.depth.saturating_sub(1),
            None => return,
            _ => {}
        }
        if self.depth > MAX_NESTING {
            self.too_deep = self.current.take().map(|(_, range)| range.start);
            return;
        }
        self.after = self.source.next();
        // Words are joined only where they stand as they are read: `&ngE;` is as long as what it means.
        let verbatim = |words: &CowStr, range: &Range<usize>| **words == self.text[range.clone()];
        if let Some((Event::Text(words), range)) = &mut self.current
            && verbatim(words, range)
        {
            let begun = range.end;
            while let Some((Event::Text(more), place)) = &self.after
                && place.start == range.end
                && verbatim(more, place)
            {
                range.end = place.end;
                self.after = self.source.next();
            }
            if range.end > begun {
                *words = CowStr::Borrowed(&self.text[range.clone()]);
            }
        }
    }
}
