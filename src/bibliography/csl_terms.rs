//! What CSL-JSON calls fields (CSL 1.0.2, appendix IV « Variables »), for the reading and the writing of it.

use super::Field;

/// The variables that hold one text: the first name is written, all are read.
pub const TEXTS: [(Field, &[&str]); 25] = [
    (Field::Title, &["title"]),
    (Field::ShortTitle, &["title-short", "shortTitle"]),
    (Field::Container, &["container-title"]),
    (Field::Collection, &["collection-title"]),
    (Field::CollectionNumber, &["collection-number"]),
    (Field::Volume, &["volume"]),
    (Field::Issue, &["issue"]),
    (Field::Number, &["number"]),
    (Field::Pages, &["page"]),
    (Field::Edition, &["edition", "version"]),
    (Field::Event, &["event-title", "event"]),
    (Field::EventPlace, &["event-place"]),
    (Field::Genre, &["genre", "medium"]),
    (Field::Authority, &["authority"]),
    (Field::Section, &["section"]),
    (Field::Jurisdiction, &["jurisdiction"]),
    (Field::Publisher, &["publisher"]),
    (Field::Place, &["publisher-place"]),
    (Field::Url, &["URL"]),
    (Field::Doi, &["DOI"]),
    (Field::Isbn, &["ISBN"]),
    (Field::Issn, &["ISSN"]),
    (Field::Archive, &["archive"]),
    (Field::Language, &["language"]),
    (Field::Note, &["note"]),
];

/// The variables that hold names.
pub const NAMES: [(Field, &[&str]); 5] = [
    (Field::Authors, &["author", "director", "composer"]),
    (Field::Editors, &["editor"]),
    (Field::Translators, &["translator"]),
    (Field::Interviewers, &["interviewer"]),
    (Field::ContainerAuthors, &["container-author"]),
];

/// The key of `custom` that holds an official identifier, for which CSL has no variable.
pub const OFFICIAL: &str = "official-id";
