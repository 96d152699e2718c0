//! French typography of running text: spaces, quotation marks, apostrophes, ellipses, numbers and dates.
//!
//! Steps: the words of one paragraph, heading or cell are joined (`run`), so that a mark in the next piece is seen;
//! `marks` settles quotation marks, apostrophes and ellipses; `spaces` and `numbers` settle the spaces; then
//! each piece takes its share of the changes. `ordinals` finds the letters that pages raise.
//!
//! A plain space already there is always bound; a missing one is only added where no other reading is likely. No letter
//! and no digit is ever changed, added or dropped, and a text that is right comes out as it went in.
//!
//! The rules are those of the *Lexique des règles typographiques en usage à l'Imprimerie nationale* (3rd edition; named
//! "Lexique" in this module), of the *Charte orthotypographique du Journal officiel* (DILA, 2016: "Charte du JO"), and
//! for references to the law, of `RéfLex` (*Guide de citation des références juridiques*, SNE).

mod marks;
mod numbers;
pub mod ordinals;
mod run;
mod spaces;
mod tree;

use run::{Kind, Run};
use std::borrow::Cow;

pub use tree::{blocks, inlines, is_prose};

/// Whether French typography applies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Typography {
    /// It does.
    French,
    /// Words stay as the editor wrote them.
    AsWritten,
}

impl Typography {
    /// French when `asked` for and `language` (a tag such as `fr-CA`) is French.
    pub fn new(asked: bool, language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or_default();
        if asked && primary.eq_ignore_ascii_case("fr") {
            Self::French
        } else {
            Self::AsWritten
        }
    }

    /// Plain words, set.
    pub fn text(self, words: &str) -> Cow<'_, str> {
        match self {
            Self::French => text(words),
            Self::AsWritten => Cow::Borrowed(words),
        }
    }

    /// Sets plain words where they are.
    pub fn set(self, words: &mut String) {
        if let Cow::Owned(changed) = self.text(words) {
            *words = changed;
        }
    }
}

/// Plain words, such as a title, with French typography.
///
/// The words of a language other than French or of code cannot be told apart here: [`blocks`] and [`inlines`] can.
pub fn text(words: &str) -> Cow<'_, str> {
    if !run::may_change(words) {
        return Cow::Borrowed(words);
    }
    let mut run = Run::default();
    run.push(words, Kind::Words);
    if !marks::settle(&mut run) {
        spaces::settle(&mut run);
        return run.changed(0).map_or(Cow::Borrowed(words), Cow::Owned);
    }
    let marked = run.changed(0).unwrap_or_else(|| words.to_owned());
    run.clear();
    run.push(&marked, Kind::Words);
    spaces::settle(&mut run);
    Cow::Owned(run.changed(0).unwrap_or(marked))
}

/// Sets strings that follow one another in one sentence, such as the parts of a passage, each where it is.
pub fn joined(parts: &mut [&mut String]) {
    if !parts.iter().any(|part| run::may_change(part)) {
        return;
    }
    for step in [marks::settle, spaces::settle] {
        let mut run = Run::default();
        for part in parts.iter() {
            run.push(part, Kind::Words);
        }
        if step(&mut run) {
            for (piece, part) in parts.iter_mut().enumerate() {
                if let Some(changed) = run.changed(piece) {
                    **part = changed;
                }
            }
        }
    }
}
