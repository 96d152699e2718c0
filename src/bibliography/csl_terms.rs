//! What CSL-JSON calls fields (CSL 1.0.2, appendix IV « Variables »), for the reading and the writing of it.

use super::Field;
use crate::diagnostic::nearest_slip;

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

/// The keys of an item that are read and are neither a text nor names.
const OWN: [&str; 7] = [
    "accessed",
    "citation-key",
    "citekey",
    "custom",
    "id",
    "issued",
    "type",
];

/// The variables that are right and not read, and what reference managers add to them.
const OTHERS: [&str; 69] = [
    "PMCID",
    "PMID",
    "abstract",
    "annote",
    "archive-place",
    "archivePrefix",
    "archive_collection",
    "archive_location",
    "available-date",
    "call-number",
    "categories",
    "chair",
    "chapter-number",
    "citation-label",
    "citation-number",
    "collection-editor",
    "compiler",
    "container-title-short",
    "contributor",
    "curator",
    "dimensions",
    "division",
    "editor-translator",
    "editorial-director",
    "event-date",
    "executive-producer",
    "first-reference-note-number",
    "guest",
    "host",
    "illustrator",
    "journalAbbreviation",
    "keyword",
    "keywords",
    "libraryID",
    "locator",
    "narrator",
    "notes",
    "number-of-pages",
    "number-of-volumes",
    "organizer",
    "original-author",
    "original-date",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page-first",
    "part-number",
    "part-title",
    "performer",
    "printing-number",
    "producer",
    "recipient",
    "references",
    "reviewed-author",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "script-writer",
    "series-creator",
    "source",
    "status",
    "submitted",
    "supplement-number",
    "system_id",
    "tags",
    "uri",
    "volume-title",
    "volume-title-short",
    "year-suffix",
];

/// The variable that a key was surely meant to be; none for one that is known, or that a program may have made up.
pub fn meant(key: &str) -> Option<&'static str> {
    let read = || {
        let texts = TEXTS.iter().flat_map(|(_, names)| names.iter());
        let names = NAMES.iter().flat_map(|(_, names)| names.iter());
        texts.chain(names).copied().chain(OWN)
    };
    let is_known = read().any(|known| known == key) || OTHERS.contains(&key);
    // What begins with `_` is a remark of a program.
    if is_known || key.starts_with('_') || key.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    nearest_slip(key, read()).filter(|meant| {
        key.len() > 5 || meant.to_lowercase().chars().next() == key.to_lowercase().chars().next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_known_or_made_up_is_left_alone() {
        for key in [
            "title", "URL", "abstract", "source", "_id", "x-relu", "cote", "uri", "note2",
        ] {
            assert_eq!(meant(key), None, "{key}");
        }
        for (key, variable) in [
            ("tilte", "title"),
            ("url", "URL"),
            ("doi", "DOI"),
            ("pubisher", "publisher"),
            ("acessed", "accessed"),
            ("Title", "title"),
            ("containertitle", "container-title"),
        ] {
            assert_eq!(meant(key), Some(variable), "{key}");
        }
    }
}
