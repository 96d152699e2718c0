//! What BibLaTeX calls types and fields (The biblatex Package, 2.1 and 2.2), for the reading and the writing of `.bib`.

use super::{Field, SourceKind};
use crate::diagnostic::nearest_slip;
use crate::input::folded;
use SourceKind as K;

/// The entry type of a kind of source, and what `entrysubtype` says where BibLaTeX has no type for it.
pub fn entry_type(kind: SourceKind) -> (&'static str, Option<&'static str>) {
    match kind {
        K::Legislation => ("legislation", None),
        K::Case => ("jurisdiction", None),
        K::Hearing => ("misc", Some("hearing")),
        K::Report => ("report", None),
        K::Standard => ("standard", None),
        K::Book => ("book", None),
        K::Chapter => ("incollection", None),
        K::Entry => ("inreference", None),
        K::Article => ("article", None),
        K::MagazineArticle => ("article", Some("magazine")),
        K::NewspaperArticle => ("article", Some("newspaper")),
        K::ConferencePaper => ("inproceedings", None),
        K::Thesis => ("thesis", None),
        K::Interview => ("misc", Some("interview")),
        K::Speech => ("unpublished", Some("speech")),
        K::Letter => ("letter", None),
        K::Web => ("online", None),
        K::Post => ("online", Some("post")),
        K::Broadcast => ("audio", Some("broadcast")),
        K::Film => ("video", None),
        K::Recording => ("audio", None),
        K::Dataset => ("dataset", None),
        K::Software => ("software", None),
        K::Map => ("misc", Some("map")),
        K::Graphic => ("image", None),
        K::Document => ("misc", None),
    }
}

/// The kind of source that an entry type and an `entrysubtype` mean; none for a type that is not known.
pub fn kind(entry_type: &str, subtype: Option<&str>) -> Option<SourceKind> {
    let subtype = subtype.map(str::to_lowercase);
    let told = match (entry_type, subtype.as_deref()) {
        ("article", Some("magazine")) => Some(K::MagazineArticle),
        ("article", Some("newspaper")) => Some(K::NewspaperArticle),
        ("misc" | "online" | "audio" | "video" | "unpublished", Some(word)) => K::parse(word),
        _ => None,
    };
    told.or_else(|| match entry_type {
        "patent" | "performance" | "customa" | "customb" | "customc" | "customd" | "custome"
        | "customf" => Some(K::Document),
        word => K::parse(word),
    })
}

/// The entry types of BibLaTeX that are proposed for a mistaken one.
pub const TYPES: [&str; 20] = [
    "article",
    "audio",
    "book",
    "booklet",
    "dataset",
    "image",
    "inbook",
    "incollection",
    "inproceedings",
    "jurisdiction",
    "legislation",
    "letter",
    "manual",
    "misc",
    "online",
    "proceedings",
    "report",
    "software",
    "thesis",
    "video",
];

/// The names of a field for a kind of source: the first is written, all are read, the first that is there.
pub fn names(kind: SourceKind, field: Field) -> &'static [&'static str] {
    let article = matches!(kind, K::Article | K::MagazineArticle | K::NewspaperArticle);
    let part = matches!(kind, K::Chapter | K::Entry | K::ConferencePaper);
    let in_series = part || kind == K::Book;
    match field {
        Field::Id | Field::Kind | Field::OfficialId => &[],
        Field::Title => &["title"],
        Field::ShortTitle => &["shorttitle"],
        Field::Authors => &["author"],
        Field::Editors => &["editor"],
        Field::Translators => &["translator"],
        Field::Interviewers => &["interviewer"],
        Field::Date => &["date", "year"],
        Field::Publisher => match kind {
            K::Thesis => &["institution", "school", "publisher", "organization"],
            K::Report | K::Standard => &["institution", "publisher", "organization"],
            K::Web | K::Post => &["publisher", "institution"],
            K::Case | K::Hearing => &["publisher"],
            _ => &["publisher", "institution", "school", "organization"],
        },
        Field::Place => &["location", "address"],
        Field::Container => match kind {
            _ if part => &["booktitle", "maintitle", "journaltitle", "journal"],
            K::Web | K::Post => &["organization", "titleaddon", "journaltitle", "journal"],
            _ => &["journaltitle", "journal", "booktitle", "maintitle"],
        },
        Field::ContainerAuthors => &["bookauthor"],
        Field::Collection => &["series"],
        Field::CollectionNumber if in_series => &["number"],
        Field::CollectionNumber => &["collectionnumber"],
        Field::Volume => &["volume"],
        Field::Issue if article => &["number", "issue"],
        Field::Issue => &["issue"],
        Field::Number if article || in_series => &["eid"],
        Field::Number => &["number", "eid"],
        Field::Pages => &["pages"],
        Field::Edition if matches!(kind, K::Software | K::Dataset) => &["version", "edition"],
        Field::Edition => &["edition", "version"],
        Field::Event => &["eventtitle"],
        Field::EventPlace => &["venue"],
        Field::Genre => &["type"],
        Field::Authority if matches!(kind, K::Case | K::Hearing) => {
            &["institution", "court", "organization", "authority"]
        }
        Field::Authority => &["authority"],
        Field::Section => &["chapter", "section"],
        Field::Jurisdiction => &["jurisdiction"],
        Field::Url => &["url"],
        Field::Doi => &["doi"],
        Field::Isbn => &["isbn"],
        Field::Issn => &["issn"],
        Field::Archive => &["library"],
        Field::Accessed => &["urldate"],
        Field::Language => &["langid", "language"],
        Field::Note => &["note", "addendum"],
    }
}

/// Every field that is read, by name.
const READ: [&str; 54] = [
    "addendum",
    "address",
    "author",
    "authority",
    "bookauthor",
    "booktitle",
    "chapter",
    "collectionnumber",
    "court",
    "crossref",
    "date",
    "day",
    "doi",
    "edition",
    "editor",
    "eid",
    "entrysubtype",
    "eprint",
    "eprinttype",
    "eventtitle",
    "institution",
    "interviewer",
    "isbn",
    "issn",
    "issue",
    "journal",
    "journaltitle",
    "jurisdiction",
    "langid",
    "language",
    "library",
    "location",
    "maintitle",
    "month",
    "note",
    "number",
    "organization",
    "pages",
    "publisher",
    "school",
    "section",
    "series",
    "shorttitle",
    "subtitle",
    "title",
    "titleaddon",
    "translator",
    "type",
    "url",
    "urldate",
    "venue",
    "version",
    "volume",
    "xdata",
];

/// `year`, and the fields that are right and not read, by name: those of BibLaTeX 2.2.2 to 2.2.5, and those that reference
/// managers and catalogues write whose names are near one that is read.
const OTHERS: [&str; 132] = [
    "abstract",
    "afterword",
    "annotation",
    "annotator",
    "annote",
    "archiveprefix",
    "authortype",
    "bookpagination",
    "booksubtitle",
    "booktitleaddon",
    "comment",
    "commentator",
    "copyright",
    "doid",
    "editora",
    "editoratype",
    "editorb",
    "editorbtype",
    "editorc",
    "editorctype",
    "editortype",
    "eissn",
    "endyear",
    "entryset",
    "eprintclass",
    "eventdate",
    "eventtitleaddon",
    "execute",
    "file",
    "foreword",
    "gender",
    "groups",
    "holder",
    "howpublished",
    "hyphenation",
    "ids",
    "indexsorttitle",
    "indextitle",
    "introduction",
    "isan",
    "ismn",
    "isrn",
    "issuedate",
    "issuesubtitle",
    "issuetitle",
    "issuetitleaddon",
    "iswc",
    "journal-iso",
    "journalsubtitle",
    "journaltitleaddon",
    "key",
    "keywords",
    "label",
    "langidopts",
    "lccn",
    "lista",
    "listb",
    "listc",
    "listd",
    "liste",
    "listf",
    "mainsubtitle",
    "maintitleaddon",
    "mrnumber",
    "namea",
    "nameaddon",
    "nameatype",
    "nameb",
    "namebtype",
    "namec",
    "namectype",
    "notes",
    "numpages",
    "options",
    "origdate",
    "origlanguage",
    "origlocation",
    "origpublisher",
    "origtitle",
    "origyear",
    "owner",
    "pagetotal",
    "pagination",
    "part",
    "pdf",
    "pissn",
    "pmcid",
    "pmid",
    "presort",
    "primaryclass",
    "pubdate",
    "pubstate",
    "rating",
    "read",
    "readstatus",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "reprinttitle",
    "review",
    "shortauthor",
    "shorteditor",
    "shorthand",
    "shorthandintro",
    "shortjournal",
    "shortseries",
    "sortkey",
    "sortname",
    "sortshorthand",
    "sorttitle",
    "sortyear",
    "source",
    "tags",
    "timestamp",
    "urlday",
    "urlmonth",
    "urlyear",
    "urn",
    "usera",
    "userb",
    "userc",
    "userd",
    "usere",
    "userf",
    "verba",
    "verbb",
    "verbc",
    "volumes",
    "xref",
    "year",
    "zblnumber",
];

/// What French editors write for a field.
const FRENCH: [(&str, &str); 22] = [
    ("accede le", "urldate"),
    ("adresse", "url"),
    ("annee", "date"),
    ("auteur", "author"),
    ("auteurs", "author"),
    ("collection", "series"),
    ("consulte le", "urldate"),
    ("dans", "booktitle"),
    ("directeur", "editor"),
    ("editeur", "publisher"),
    ("edite par", "editor"),
    ("lien", "url"),
    ("lieu", "location"),
    ("mois", "month"),
    ("numero", "number"),
    ("organisme", "institution"),
    ("revue", "journaltitle"),
    ("sous titre", "subtitle"),
    ("titre", "title"),
    ("tome", "volume"),
    ("traducteur", "translator"),
    ("ville", "location"),
];

/// The field that a name was surely meant to be; none for one that is known, or that an editor may have made up.
pub fn meant(name: &str) -> Option<&'static str> {
    // "author+an" annotates a field (3.7); "url2" is one that somebody added.
    let is_known = READ.binary_search(&name).is_ok() || OTHERS.binary_search(&name).is_ok();
    if is_known || name.contains('+') || name.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let word = folded(name);
    let french = FRENCH.iter().find(|(french, _)| *french == word);
    french
        .map(|(_, field)| *field)
        .or_else(|| nearest_slip(name, READ.into_iter().chain(["year"])))
        // Another letter at the head of a short word makes another word: "cote" is no "note".
        .filter(|field| {
            name.len() > 5 || french.is_some() || field.chars().next() == word.chars().next()
        })
}

/// The fields that hold one text.
pub const TEXTS: [Field; 25] = [
    Field::Title,
    Field::ShortTitle,
    Field::Container,
    Field::Collection,
    Field::Volume,
    Field::CollectionNumber,
    Field::Issue,
    Field::Number,
    Field::Pages,
    Field::Edition,
    Field::Event,
    Field::EventPlace,
    Field::Genre,
    Field::Authority,
    Field::Section,
    Field::Jurisdiction,
    Field::Publisher,
    Field::Place,
    Field::Url,
    Field::Doi,
    Field::Isbn,
    Field::Issn,
    Field::Archive,
    Field::Language,
    Field::Note,
];

/// The fields that hold names.
pub const NAMES: [Field; 5] = [
    Field::Authors,
    Field::Editors,
    Field::Translators,
    Field::Interviewers,
    Field::ContainerAuthors,
];

/// What `eprinttype` says of an official identifier.
pub const OFFICIAL: &str = "legifrance";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_read_as_it_is_written() {
        for source_kind in SourceKind::ALL {
            let (entry_type, subtype) = entry_type(source_kind);
            assert_eq!(kind(entry_type, subtype), Some(source_kind));
            // No two fields share a name that is written.
            let mut written: Vec<&str> = TEXTS
                .iter()
                .chain(&NAMES)
                .filter_map(|field| names(source_kind, *field).first().copied())
                .collect();
            let all = written.len();
            written.sort_unstable();
            written.dedup();
            assert_eq!(written.len(), all, "{source_kind:?}");
        }
    }

    #[test]
    fn a_field_that_is_known_or_made_up_is_left_alone() {
        assert!(READ.is_sorted() && OTHERS.is_sorted());
        for source_kind in SourceKind::ALL {
            for field in TEXTS.iter().chain(&NAMES).chain(&[Field::Date]) {
                for name in names(source_kind, *field) {
                    assert_eq!(meant(name), None, "{name}");
                }
            }
        }
        for name in [
            "shorttitle",
            "keywords",
            "abstract",
            "file",
            "date-added",
            "bdsk-url-1",
            "mendeley-tags",
            "author+an",
            "url2",
            "urn",
            "x-verifie-par",
            "cote",
            "theme",
            "place",
        ] {
            assert_eq!(meant(name), None, "{name}");
        }
        for (name, field) in [
            ("tilte", "title"),
            ("pubisher", "publisher"),
            ("authors", "author"),
            ("yaer", "year"),
            ("titre", "title"),
            ("éditeur", "publisher"),
            ("consulté_le", "urldate"),
            ("jornaltitle", "journaltitle"),
        ] {
            assert_eq!(meant(name), Some(field), "{name}");
        }
    }
}
