//! One fact sheet: front matter and body of one file, read and understood. No sheet knows another.

pub mod front_matter;
pub mod slug;

use crate::bibliography::{Source, SourceDate};
use crate::document::{Block, Document, Inlines};
use crate::input::{FileId, Span};
use crate::law::LegalRef;
use front_matter::FrontMatter;

/// One sheet, read and understood.
#[derive(Clone, Debug)]
pub struct FactSheet {
    /// Its file.
    pub file: FileId,
    /// Path of the file from the content folder, `fiches/marches-reserves.md`.
    pub path: String,
    /// What its address is made from.
    pub slug: String,
    /// What the editor says of it.
    pub front: FrontMatter,
    /// The points of "En bref".
    pub essential: Vec<Inlines>,
    /// What the sheet leaves out.
    pub out_of_scope: Inlines,
    /// The body.
    pub document: Document,
    /// Headings of the body in order (also in the tree).
    pub headings: Vec<HeadingInfo>,
    /// Every link, image and attachment, in reading order.
    pub links: Vec<Link>,
    /// Every place where law is cited, in reading order.
    pub law: Vec<LawMention>,
    /// What the front matter's `articles:` says.
    pub declared_law: Vec<DeclaredLaw>,
    /// Notes in the order of their numbers: note n is at n - 1.
    pub notes: Vec<Note>,
    /// Words of the body, for the reading time.
    pub words: usize,
    /// First words of the body as plain text, at most 300 characters: feeds and previews when there is no summary.
    pub opening: String,
}

/// A heading as contents lists and indexes see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeadingInfo {
    /// 2 to 6.
    pub level: u8,
    /// Its id in the page.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Number of a level 2 heading among those of the sheet, from 1; 0 for deeper ones.
    pub number: u32,
}

/// A link as the editor wrote it.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Where it is to lead.
    pub target: Target,
    /// Its place in the source, the address alone where that can be told.
    pub span: Span,
    /// The sentence it stands in, at most 300 characters: shown where other sheets are listed as pointing here.
    pub passage: String,
}

/// Where a link is to lead, before anything is looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// `[[slug#section]]`.
    Slug {
        /// Slug of a sheet.
        slug: String,
        /// Heading of that sheet.
        fragment: Option<String>,
    },
    /// `other.md#section` or an attachment: a path from the content folder, percent-decoded, `.` and `..` resolved.
    File {
        /// Path from the content folder; `None` when it climbs out of it.
        path: Option<String>,
        /// As written, for messages.
        written: String,
        /// Heading.
        fragment: Option<String>,
        /// Whether it is shown as an image.
        image: bool,
    },
    /// `#section` of the same sheet.
    Anchor(String),
    /// An address elsewhere, with an allowed scheme (http, https, mailto, tel).
    External(String),
    /// An address with a scheme that is not allowed; reported, and shown as plain words.
    Refused(String),
}

/// A place where law is cited.
#[derive(Clone, PartialEq, Debug)]
pub struct LawMention {
    /// Where it is written.
    pub span: Span,
    /// The references in it, in order.
    pub parts: Vec<LawPart>,
    /// The sentence it stands in, at most 300 characters: before it, its words, after it.
    pub passage: Passage,
    /// Index into the sheet's headings of the section it stands in.
    pub section: Option<usize>,
    /// Which part of the page it stands in.
    pub zone: Zone,
    /// Whether the text had to be found elsewhere ("du même code").
    pub context: bool,
}

/// One reference of a mention.
#[derive(Clone, PartialEq, Debug)]
pub struct LawPart {
    /// What is cited; `None` when the text could not be settled.
    pub reference: Option<LegalRef>,
    /// Id of the place in the page, such as `droit-3`.
    pub anchor: String,
    /// "2° du I", where it is said.
    pub pinpoint: Option<String>,
}

/// Words around a place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Passage {
    /// What comes before, from the start of the sentence.
    pub before: String,
    /// The words themselves.
    pub cited: String,
    /// What comes after, to the end of the sentence.
    pub after: String,
}

/// Parts of a sheet's page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Zone {
    /// The "En bref" box.
    Essential,
    /// What the sheet leaves out.
    OutOfScope,
    /// The body.
    Body,
    /// The note of this number.
    Note(u32),
}

/// An entry of the front matter's `articles:`.
#[derive(Clone, PartialEq, Debug)]
pub struct DeclaredLaw {
    /// What it names.
    pub reference: LegalRef,
    /// The editor's remark.
    pub note: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// A note of the page: an editor's footnote or a citation.
#[derive(Clone, PartialEq, Debug)]
pub struct Note {
    /// What it holds.
    pub content: NoteContent,
    /// How many times it is called, at least once.
    pub calls: u32,
}

/// What a note holds.
#[derive(Clone, PartialEq, Debug)]
pub enum NoteContent {
    /// An editor's own words.
    Footnote(Vec<Block>),
    /// Sources.
    Citation(Vec<CitedSource>),
}

/// A source cited in a note.
#[derive(Clone, PartialEq, Debug)]
pub struct CitedSource {
    /// The source, shared or the sheet's own.
    pub source: std::sync::Arc<Source>,
    /// "art. 1er", "p. 3".
    pub locator: Option<String>,
}

/// A date of a sheet; the same precision as a source's, quarters left out.
pub type SheetDate = SourceDate;
