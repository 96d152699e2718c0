//! Remarks printed: for people ([`human`]) and for machines (JSON, SARIF, GitHub), behind one door.
//!
//! Nothing from the content acts on a terminal, whatever the form.

mod github;
mod human;
mod json;
mod places;
mod sarif;

pub use human::human;

use super::{Diagnostic, Place, Severity};
use crate::input::{Inputs, is_hidden};
use places::{FilePlace, Places};

/// Longest message, in characters: what an editor wrote may be quoted in it.
const MAX_MESSAGE: usize = 600;
/// Longest help.
const MAX_HELP: usize = 1200;
/// Longest label.
const MAX_LABEL: usize = 200;

/// How remarks are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// An array of objects, `docs/formats.md`.
    Json,
    /// SARIF 2.1.0 (OASIS), which forges and editors read.
    Sarif,
    /// Commands of GitHub's workflows, which become annotations.
    Github,
}

impl Format {
    /// The names of the forms on the command line, that for people first.
    pub const NAMES: [&'static str; 4] = ["humain", "json", "sarif", "github"];

    /// The form of this name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "humain" => Self::Human,
            "json" => Self::Json,
            "sarif" => Self::Sarif,
            "github" => Self::Github,
            _ => return None,
        })
    }

    /// `found` in this form, whole and sorted. `path_of` gives the path of a file from the current folder, with `/` between
    /// names, from the path that an editor knows. The form for people shows the latter, and no colour.
    pub fn print(
        self,
        found: &[Diagnostic],
        inputs: &Inputs,
        path_of: &dyn Fn(&str) -> String,
    ) -> String {
        let places = || Places::new(inputs, path_of);
        match self {
            Self::Human => human(found, inputs, false),
            Self::Json => escaped(&json::json(&sorted(found, inputs), &places())),
            Self::Sarif => escaped(&sarif::sarif(&sorted(found, inputs), &places())),
            Self::Github => github::github(&sorted(found, inputs), &places()),
        }
    }
}

/// JSON whose strings hold no character that a terminal or a reader of the file would act on: the same values, escaped.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) || matches!(c, '\u{2028}' | '\u{2029}') {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// How many remarks of each severity there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Advice.
    pub advice: usize,
}

/// Sorts remarks by path, place, then what they say, and drops repetitions.
pub fn sorted(found: &[Diagnostic], inputs: &Inputs) -> Vec<Diagnostic> {
    let mut sorted: Vec<Diagnostic> = found.to_vec();
    sorted.sort_by_cached_key(|d| {
        let (path, start) = match &d.place {
            Place::Span(span) => (inputs.file(span.file).shown.clone(), span.start),
            Place::File(path) => (path.clone(), 0),
            Place::Site => (String::new(), 0),
        };
        (path, start, d.severity, d.code, d.message.clone())
    });
    sorted.dedup();
    sorted
}

/// Counts remarks.
pub fn count(found: &[Diagnostic]) -> Count {
    let mut count = Count::default();
    for diagnostic in found {
        match diagnostic.severity {
            Severity::Error => count.errors += 1,
            Severity::Warning => count.warnings += 1,
            Severity::Advice => count.advice += 1,
        }
    }
    count
}

/// `text` on one line, without anything that a terminal would act on, at most `limit` characters.
fn visible(text: &str, limit: usize) -> String {
    let mut out: String = text.chars().take(limit).map(shown_char).collect();
    if text.chars().nth(limit).is_some() {
        out.push('…');
    }
    out
}

fn shown_char(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}
