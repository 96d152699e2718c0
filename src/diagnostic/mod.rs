//! What we tell editors.
//!
//! One type for every remark; worded in [`catalogue`], printed by [`mod@format`]. A code never changes meaning.

pub mod catalogue;
pub mod format;
mod nearest;

pub use nearest::{nearest, nearest_slip};

use crate::input::{FileId, Span};

/// How grave a remark is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The site cannot be published as it is: nothing is written.
    Error,
    /// The site can be published; `--strict` refuses it.
    Warning,
    /// Nothing is wrong: something that an editor may like to know.
    Advice,
}

/// Where a remark belongs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// A place in a text that was read.
    Span(Span),
    /// A file as a whole, by the path that an editor knows.
    File(String),
    /// The site as a whole.
    Site,
}

/// A remark to an editor, in French.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// Its stable name, such as `source-inconnue`.
    pub code: &'static str,
    /// One sentence: what is wrong.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words under the fault; may be empty.
    pub label: String,
    /// Other places that matter, such as the first of two definitions.
    pub related: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
    /// What the message says, for machines: stable names and plain values.
    pub facts: Vec<(&'static str, String)>,
}

impl Diagnostic {
    /// An error at `place`.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, place, message)
    }

    /// A warning at `place`.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, place, message)
    }

    /// Advice at `place`.
    pub fn advice(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Advice, code, place, message)
    }

    fn new(
        severity: Severity,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            place,
            label: String::new(),
            related: Vec::new(),
            help: None,
            facts: Vec::new(),
        }
    }

    /// The file that it is about, when that was read.
    pub fn file(&self) -> Option<FileId> {
        match &self.place {
            Place::Span(span) => Some(span.file),
            Place::File(_) | Place::Site => None,
        }
    }

    /// The same with a few words under the fault.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a fact for machines.
    #[must_use]
    pub fn fact(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((name, value.into()));
        self
    }

    /// The same with another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// A value and what was noticed on the way to it. The value is usable even when there are errors, so that
/// the stages after it can find theirs.
#[derive(Clone, Debug, Default)]
pub struct Checked<T> {
    /// The value.
    pub value: T,
    /// What was noticed.
    pub found: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value with remarks.
    pub fn new(value: T, found: Vec<Diagnostic>) -> Self {
        Self { value, found }
    }

    /// The value; its remarks go to the end of `found`.
    pub fn report_to(self, found: &mut Vec<Diagnostic>) -> T {
        found.extend(self.found);
        self.value
    }
}

/// Whether any remark is an error.
pub fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|d| d.severity == Severity::Error)
}
