//! Sources: documents that sheets quote. `formats` reads them, `style` prints them.

pub mod formats;
pub mod style;

use crate::input::{Span, folded};
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

impl SourceKind {
    /// Every type, in the order in which a bibliography groups them.
    pub const ALL: [Self; 9] = [
        Self::Legislation,
        Self::Case,
        Self::Report,
        Self::Book,
        Self::Article,
        Self::Thesis,
        Self::Interview,
        Self::Web,
        Self::Document,
    ];

    /// What `type:` may say, in the order of [`Self::ALL`].
    pub const NAMES: [&'static str; 9] = [
        "legislation",
        "case",
        "report",
        "book",
        "article",
        "thesis",
        "interview",
        "web",
        "document",
    ];

    /// The type that a word names: those of DESIGN, their French names, and those of CSL 1.0.2 and BibLaTeX that mean one
    /// of them. Case and accents do not count.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match folded(word).as_str() {
            "legislation" | "loi" | "decret" | "ordonnance" | "reglement" | "directive"
            | "circulaire" | "arrete" | "texte" | "bill" | "regulation" | "treaty" => {
                Self::Legislation
            }
            "case" | "legal case" | "jurisprudence" | "decision" | "arret" | "jurisdiction" => {
                Self::Case
            }
            "report" | "rapport" | "livret" | "guide" | "etude" | "techreport" => Self::Report,
            "book" | "livre" | "ouvrage" | "chapter" | "chapitre" | "inbook" | "incollection" => {
                Self::Book
            }
            "article" | "article journal" | "article magazine" | "article newspaper"
            | "paper conference" | "review" | "revue" | "inproceedings" => Self::Article,
            "thesis" | "these" | "memoire" | "phdthesis" | "mastersthesis" => Self::Thesis,
            "interview" | "entretien" => Self::Interview,
            "web" | "webpage" | "page web" | "site web" | "site" | "post" | "post weblog"
            | "online" => Self::Web,
            "document" | "autre" | "misc" => Self::Document,
            _ => return None,
        })
    }

    /// The name of the type, stable: what machines read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Legislation => "legislation",
            Self::Case => "case",
            Self::Report => "report",
            Self::Book => "book",
            Self::Article => "article",
            Self::Thesis => "thesis",
            Self::Interview => "interview",
            Self::Web => "web",
            Self::Document => "document",
        }
    }

    /// The heading of these sources in a bibliography.
    pub fn group(self) -> &'static str {
        match self {
            Self::Legislation => "Lois et règlements",
            Self::Case => "Jurisprudence",
            Self::Report => "Rapports et livrets",
            Self::Book => "Ouvrages",
            Self::Article => "Articles",
            Self::Thesis => "Thèses et mémoires",
            Self::Interview => "Entretiens",
            Self::Web => "Pages web",
            Self::Document => "Autres documents",
        }
    }
}

/// A date as precise as it is known.
pub type SourceDate = crate::date::PartialDate;

/// The sources shared by all sheets.
#[derive(Clone, Default, Debug)]
pub struct Bibliography {
    /// By id.
    pub sources: BTreeMap<String, Arc<Source>>,
}
