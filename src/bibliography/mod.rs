//! Sources: documents that sheets quote. `formats` reads them, `csl` prints them in a style, `style` in few words.

mod biblatex_terms;
pub mod csl;
mod csl_terms;
pub mod date;
pub mod duplicates;
pub mod export;
pub mod formats;
pub mod kind;
pub mod name;
pub mod printed;
pub mod style;
pub mod upkeep;

pub use date::{Moment, Part, SourceDate};
pub use kind::SourceKind;
pub use name::{Name, Person};

use crate::input::Span;
use crate::typography::Typography;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A document quoted by a sheet.
///
/// Texts are plain: no markup, no control character, neither empty nor padded. A decision whose court no field tells has a
/// body as its author ([`Source::settle_court`]).
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    /// What `[@id]` names: letters, digits and `-_.:/`.
    pub id: String,
    /// What it is.
    pub kind: SourceKind,
    /// Its title.
    pub title: Option<String>,
    /// What it is called once it is known.
    pub short_title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Name>,
    /// Who edited it, or the book it is part of.
    pub editors: Vec<Name>,
    /// Who translated it.
    pub translators: Vec<Name>,
    /// Who asked the questions of an interview.
    pub interviewers: Vec<Name>,
    /// When.
    pub date: Option<SourceDate>,
    /// Who published it; the school of a thesis.
    pub publisher: Option<String>,
    /// Where it was published: a town.
    pub place: Option<String>,
    /// The journal, book or site it is part of.
    pub container: Option<String>,
    /// Who wrote the book it is part of.
    pub container_authors: Vec<Name>,
    /// The series of books or reports it belongs to.
    pub collection: Option<String>,
    /// Its number in the series.
    pub collection_number: Option<String>,
    /// Volume of the container.
    pub volume: Option<String>,
    /// Issue of the journal.
    pub issue: Option<String>,
    /// Its number in the container, or its official number.
    pub number: Option<String>,
    /// Its pages in the container, `12-34`.
    pub pages: Option<String>,
    /// Its edition, or version of a program.
    pub edition: Option<String>,
    /// The meeting it comes from.
    pub event: Option<String>,
    /// Where that was.
    pub event_place: Option<String>,
    /// Its kind in words: `Thèse de doctorat`, `Note`, `Podcast`.
    pub genre: Option<String>,
    /// The court or the assembly.
    pub authority: Option<String>,
    /// The part of the court, or the section of a text: `Sect.`, `1re chambre civile`.
    pub section: Option<String>,
    /// The country or area whose law it is.
    pub jurisdiction: Option<String>,
    /// Where it is: http, https only.
    pub url: Option<String>,
    /// Its DOI, `10.…/…`, without address.
    pub doi: Option<String>,
    /// Its ISBN.
    pub isbn: Option<String>,
    /// The ISSN of its journal.
    pub issn: Option<String>,
    /// JORFTEXT, LEGITEXT, NOR, ECLI, CELEX…
    pub official_id: Option<String>,
    /// The archive or library that keeps it.
    pub archive: Option<String>,
    /// When it was read.
    pub accessed: Option<SourceDate>,
    /// Its language, a tag such as `en`.
    pub language: Option<String>,
    /// A remark, printed.
    pub note: Option<String>,
    /// Where its entry stands.
    pub span: Span,
    /// Where its fields stand, each once; none when the format does not tell.
    pub spans: Vec<(Field, Span)>,
}

/// A field of a source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the fields of `Source`")]
pub enum Field {
    Id,
    Kind,
    Title,
    ShortTitle,
    Authors,
    Editors,
    Translators,
    Interviewers,
    Date,
    Publisher,
    Place,
    Container,
    ContainerAuthors,
    Collection,
    CollectionNumber,
    Volume,
    Issue,
    Number,
    Pages,
    Edition,
    Event,
    EventPlace,
    Genre,
    Authority,
    Section,
    Jurisdiction,
    Url,
    Doi,
    Isbn,
    Issn,
    OfficialId,
    Archive,
    Accessed,
    Language,
    Note,
}

/// How much a source has to print, for what a style may cost.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Bulk {
    /// Bytes of its longest text, or of what is said of it where it is cited.
    pub text: usize,
    /// How many names it has.
    pub names: usize,
    /// Bytes of all its names.
    pub bytes_of_names: usize,
}

impl Bulk {
    /// The same where it is cited with `bytes` of a place.
    #[must_use]
    pub fn at_place(self, bytes: usize) -> Self {
        Self {
            text: self.text.max(bytes),
            ..self
        }
    }
}

impl Source {
    /// A source of which only the id, the type and the place are known.
    pub fn new(id: String, kind: SourceKind, span: Span) -> Self {
        Self {
            id,
            kind,
            title: None,
            short_title: None,
            authors: Vec::new(),
            editors: Vec::new(),
            translators: Vec::new(),
            interviewers: Vec::new(),
            date: None,
            publisher: None,
            place: None,
            container: None,
            container_authors: Vec::new(),
            collection: None,
            collection_number: None,
            volume: None,
            issue: None,
            number: None,
            pages: None,
            edition: None,
            event: None,
            event_place: None,
            genre: None,
            authority: None,
            section: None,
            jurisdiction: None,
            url: None,
            doi: None,
            isbn: None,
            issn: None,
            official_id: None,
            archive: None,
            accessed: None,
            language: None,
            note: None,
            span,
            spans: Vec::new(),
        }
    }

    /// Makes the author of a decision a body, unless another field tells its court: no person writes a judgment, and
    /// `CE, Section` is shaped as the name of one. Every format is read so.
    pub fn settle_court(&mut self) {
        if !self.has_court_as_author() {
            return;
        }
        for name in &mut self.authors {
            if let Name::Person(_) = name {
                *name = Name::Literal(name.inverted().into_owned());
            }
        }
    }

    /// Whether its author, if any, is the court of a decision.
    pub fn has_court_as_author(&self) -> bool {
        self.kind == SourceKind::Case && self.authority.is_none()
    }

    /// The tag of its language when that is another than French; a source that does not say is French.
    pub fn foreign_language(&self) -> Option<&str> {
        self.language
            .as_deref()
            .filter(|tag| !tag.to_ascii_lowercase().starts_with("fr"))
    }

    /// How its titles are set in a text set by `typography`: those of another language keep their own marks.
    pub fn typography(&self, typography: Typography) -> Typography {
        match self.foreign_language() {
            Some(_) => Typography::AsWritten,
            None => typography,
        }
    }

    /// Whether `other` says the same of the same document; where it stands does not count.
    pub fn same_data(&self, other: &Self) -> bool {
        Self {
            span: other.span,
            spans: other.spans.clone(),
            ..self.clone()
        } == *other
    }

    /// The address that resolves its DOI (DOI Handbook, 3.8): what an address cannot hold is escaped.
    pub fn doi_url(&self) -> Option<String> {
        let doi = self.doi.as_ref()?;
        let mut url = String::from("https://doi.org/");
        for byte in doi.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => url.push(char::from(byte)),
                b'-' | b'.' | b'_' | b'/' | b'(' | b')' | b':' => url.push(char::from(byte)),
                _ => url.push_str(&format!("%{byte:02X}")),
            }
        }
        Some(url)
    }

    /// Where a field stands; its entry when the format does not tell.
    pub fn span_of(&self, field: Field) -> Span {
        self.spans
            .iter()
            .find(|(known, _)| *known == field)
            .map_or(self.span, |(_, span)| *span)
    }

    /// Its date; of a text of law without one, the day that its name gives: "Loi n° 2014-856 du 31 juillet 2014 relative à…".
    pub fn day(&self) -> Option<SourceDate> {
        self.date.or_else(|| style::day_in_name(self))
    }

    /// How much it has to print.
    pub fn bulk(&self) -> Bulk {
        let texts = csl_terms::TEXTS.iter();
        let texts = texts.filter_map(|(field, _)| self.text(*field));
        let names = csl_terms::NAMES.iter();
        let names = names.filter_map(|(field, _)| self.names(*field)).flatten();
        let mut bulk = Bulk {
            text: texts.map(str::len).max().unwrap_or_default(),
            ..Bulk::default()
        };
        for name in names {
            bulk.names += 1;
            bulk.bytes_of_names += name.inverted().len();
        }
        bulk
    }

    /// The text of a field that holds one, when it has any.
    pub fn text(&self, field: Field) -> Option<&str> {
        match field {
            Field::Title => &self.title,
            Field::ShortTitle => &self.short_title,
            Field::Publisher => &self.publisher,
            Field::Place => &self.place,
            Field::Container => &self.container,
            Field::Collection => &self.collection,
            Field::CollectionNumber => &self.collection_number,
            Field::Volume => &self.volume,
            Field::Issue => &self.issue,
            Field::Number => &self.number,
            Field::Pages => &self.pages,
            Field::Edition => &self.edition,
            Field::Event => &self.event,
            Field::EventPlace => &self.event_place,
            Field::Genre => &self.genre,
            Field::Authority => &self.authority,
            Field::Section => &self.section,
            Field::Jurisdiction => &self.jurisdiction,
            Field::Url => &self.url,
            Field::Doi => &self.doi,
            Field::Isbn => &self.isbn,
            Field::Issn => &self.issn,
            Field::OfficialId => &self.official_id,
            Field::Archive => &self.archive,
            Field::Language => &self.language,
            Field::Note => &self.note,
            Field::Id
            | Field::Kind
            | Field::Authors
            | Field::Editors
            | Field::Translators
            | Field::Interviewers
            | Field::ContainerAuthors
            | Field::Date
            | Field::Accessed => &None,
        }
        .as_deref()
    }

    /// The place of a field that holds one text; none for the type, the names, the dates and the id.
    pub fn text_mut(&mut self, field: Field) -> Option<&mut Option<String>> {
        Some(match field {
            Field::Title => &mut self.title,
            Field::ShortTitle => &mut self.short_title,
            Field::Publisher => &mut self.publisher,
            Field::Place => &mut self.place,
            Field::Container => &mut self.container,
            Field::Collection => &mut self.collection,
            Field::CollectionNumber => &mut self.collection_number,
            Field::Volume => &mut self.volume,
            Field::Issue => &mut self.issue,
            Field::Number => &mut self.number,
            Field::Pages => &mut self.pages,
            Field::Edition => &mut self.edition,
            Field::Event => &mut self.event,
            Field::EventPlace => &mut self.event_place,
            Field::Genre => &mut self.genre,
            Field::Authority => &mut self.authority,
            Field::Section => &mut self.section,
            Field::Jurisdiction => &mut self.jurisdiction,
            Field::Url => &mut self.url,
            Field::Doi => &mut self.doi,
            Field::Isbn => &mut self.isbn,
            Field::Issn => &mut self.issn,
            Field::OfficialId => &mut self.official_id,
            Field::Archive => &mut self.archive,
            Field::Language => &mut self.language,
            Field::Note => &mut self.note,
            Field::Id
            | Field::Kind
            | Field::Authors
            | Field::Editors
            | Field::Translators
            | Field::Interviewers
            | Field::ContainerAuthors
            | Field::Date
            | Field::Accessed => return None,
        })
    }

    /// The names of a field that holds some, when it has any.
    pub fn names(&self, field: Field) -> Option<&[Name]> {
        let names = match field {
            Field::Authors => &self.authors,
            Field::Editors => &self.editors,
            Field::Translators => &self.translators,
            Field::Interviewers => &self.interviewers,
            Field::ContainerAuthors => &self.container_authors,
            _ => return None,
        };
        (!names.is_empty()).then_some(names)
    }

    /// The place of a field that holds names.
    pub fn names_mut(&mut self, field: Field) -> Option<&mut Vec<Name>> {
        Some(match field {
            Field::Authors => &mut self.authors,
            Field::Editors => &mut self.editors,
            Field::Translators => &mut self.translators,
            Field::Interviewers => &mut self.interviewers,
            Field::ContainerAuthors => &mut self.container_authors,
            _ => return None,
        })
    }
}

/// The sources shared by all sheets.
#[derive(Clone, Default, Debug)]
pub struct Bibliography {
    /// By id.
    pub sources: BTreeMap<String, Arc<Source>>,
}
