//! Sources: documents that sheets quote. `formats` reads them, `style` prints them.

pub mod formats;
pub mod style;

use crate::input::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A document quoted by a sheet.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    /// What `[@id]` names: letters, digits and `-_.:/`.
    pub id: String,
    /// What it is.
    pub kind: SourceKind,
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it, each as it is to be printed.
    pub authors: Vec<String>,
    /// When.
    pub date: Option<SourceDate>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The journal, collection or site it is part of.
    pub container: Option<String>,
    /// Its number in the container, or its official number.
    pub number: Option<String>,
    /// Where it is: http, https only.
    pub url: Option<String>,
    /// When it was read.
    pub accessed: Option<SourceDate>,
    /// A remark.
    pub note: Option<String>,
    /// Where its entry stands.
    pub span: Span,
}

impl Source {
    /// Whether `other` says the same of the same document; where it stands does not count.
    pub fn same_data(&self, other: &Self) -> bool {
        Self {
            span: other.span,
            ..self.clone()
        } == *other
    }
}

/// The types of a source (DESIGN; those of CSL that the field uses).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SourceKind {
    /// `legislation`
    Legislation,
    /// `case`
    Case,
    /// `report`
    Report,
    /// `book`
    Book,
    /// `article`
    Article,
    /// `web`
    Web,
    /// `interview`
    Interview,
    /// `thesis`
    Thesis,
    /// `document`: anything else
    Document,
}

/// A date as precise as it is known.
pub type SourceDate = crate::date::PartialDate;

/// The sources shared by all sheets.
#[derive(Clone, Default, Debug)]
pub struct Bibliography {
    /// By id.
    pub sources: BTreeMap<String, Arc<Source>>,
}
