//! RIS (RIS File Format Specifications, 2011). Where the specification leaves a choice, tags are those that Zotero and
//! `EndNote` read: the court of a decision is its publisher (PB) and its number its supplement (SV), the number of a report its
//! serial number (SN), that of a law is M1; what a type has no place for becomes a note there. Editors are secondary authors of
//! what has others (A2), tertiary ones of a book (A3).

use super::super::style::numbered;
use super::super::{Field, Name, Part, Source, SourceDate, SourceKind};
use std::borrow::Cow;

/// The sources as RIS, in the order given: lines end with CR LF, as the format has them.
pub fn ris<'a>(sources: impl IntoIterator<Item = &'a Source>) -> String {
    let mut out = String::new();
    for source in sources {
        push(source, &mut out);
    }
    out
}

fn push(source: &Source, out: &mut String) {
    let mut tag = |name: &str, value: &str| {
        out.push_str(name);
        out.push_str("  - ");
        // A line end would begin another tag.
        for (at, line) in value.split(['\r', '\n']).enumerate() {
            if at > 0 {
                out.push(' ');
            }
            out.push_str(line);
        }
        out.push_str("\r\n");
    };
    tag("TY", reference_type(source.kind));
    tag("ID", &source.id);
    let is_case = source.kind.heading() == SourceKind::Case;
    let is_report = matches!(source.kind, SourceKind::Report | SourceKind::Standard);
    let of_container = match source.kind {
        SourceKind::Chapter => "C2",
        _ => "A2",
    };
    let of_editors = match source.kind {
        SourceKind::Book => "A3",
        SourceKind::Chapter
        | SourceKind::ConferencePaper
        | SourceKind::Entry
        | SourceKind::Article => "A2",
        _ => "ED",
    };
    for (name, field) in [
        // A court writes no decision as an author: it is the court.
        (if is_case { "PB" } else { "AU" }, Field::Authors),
        (of_container, Field::ContainerAuthors),
        (of_editors, Field::Editors),
        ("A4", Field::Translators),
        ("A3", Field::Interviewers),
    ] {
        if name == "PB" && source.authority.is_some() {
            continue;
        }
        for person in source.names(field).unwrap_or_default() {
            let written = match person {
                // A comma would cut the name of a body in two; the court of a decision is not read as a name.
                Name::Literal(body) if name != "PB" => {
                    Cow::Owned(body.replace(", ", " – ").replace(',', " – "))
                }
                person => person.inverted(),
            };
            tag(name, &written);
        }
    }
    // A report has but one series.
    let series = if is_report && source.container.is_none() {
        "T2"
    } else {
        "T3"
    };
    let number = match source.kind {
        _ if is_case => "SV",
        _ if is_report => "SN",
        SourceKind::Legislation => "M1",
        _ => "IS",
    };
    for (name, field) in [
        ("TI", Field::Title),
        ("ST", Field::ShortTitle),
        ("T2", Field::Container),
        (series, Field::Collection),
        ("PB", Field::Publisher),
        ("CY", Field::Place),
        ("VL", Field::Volume),
        ("ET", Field::Edition),
        (
            if has_genre(source.kind) { "M3" } else { "N1" },
            Field::Genre,
        ),
        ("DO", Field::Doi),
        ("UR", Field::Url),
        ("LA", Field::Language),
        ("DB", Field::Archive),
        ("AN", Field::OfficialId),
        (if is_case { "PB" } else { "C1" }, Field::Authority),
        (if is_case { "N1" } else { "SE" }, Field::Section),
        ("C3", Field::Event),
        ("C4", Field::EventPlace),
        ("C5", Field::Jurisdiction),
        ("C6", Field::CollectionNumber),
        ("N1", Field::Note),
    ] {
        if let Some(value) = source.text(field) {
            tag(name, value);
        }
    }
    if let Some(issue) = source.issue.as_deref() {
        tag("IS", issue);
    }
    if let Some(words) = source.number.as_deref() {
        if number == "IS" && source.issue.is_some() {
            tag("N1", &numbered(words));
        } else {
            tag(number, words);
        }
    }
    for (name, serial) in [("ISBN", &source.isbn), ("ISSN", &source.issn)] {
        let Some(serial) = serial else { continue };
        let is_free = (number != "SN" || source.number.is_none())
            && (name == "ISBN" || source.isbn.is_none());
        if is_free {
            tag("SN", serial);
        } else {
            tag("N1", &format!("{name}\u{a0}{serial}"));
        }
    }
    if let Some(pages) = &source.pages {
        let (first, last) = pages.split_once('-').unwrap_or((pages, ""));
        tag("SP", first.trim());
        if !last.is_empty() {
            tag("EP", last.trim());
        }
    }
    if let Some(date) = source.day() {
        if let Some(from) = date.from() {
            tag("PY", &format!("{:04}", from.year));
        }
        tag("DA", &slashed(date));
    }
    if let Some(date) = source.accessed {
        tag("Y2", &slashed(date));
    }
    out.push_str("ER  - \r\n\r\n");
}

/// Whether M3 is the kind in words of such a document; elsewhere it is read as a DOI.
fn has_genre(kind: SourceKind) -> bool {
    matches!(
        kind,
        SourceKind::Report
            | SourceKind::Thesis
            | SourceKind::Web
            | SourceKind::Post
            | SourceKind::Letter
            | SourceKind::Interview
            | SourceKind::Speech
            | SourceKind::Map
            | SourceKind::Graphic
    )
}

/// `2014/07/31/`, and after the last slash what the numbers do not tell.
fn slashed(date: SourceDate) -> String {
    let Some(from) = date.from() else {
        return format!("///{}", date.written());
    };
    let year = from.year;
    let numbers = match from.part {
        Part::Year | Part::Season(_) | Part::Quarter(_) => format!("{year:04}//"),
        Part::Month(month) => format!("{year:04}/{month:02}/"),
        Part::Day(month, day) => format!("{year:04}/{month:02}/{day:02}"),
    };
    let told = matches!(from.part, Part::Year | Part::Month(_) | Part::Day(..))
        && date == SourceDate::at(from);
    if told {
        format!("{numbers}/")
    } else {
        format!("{numbers}/{}", date.french())
    }
}

fn reference_type(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Legislation => "STAT",
        SourceKind::Case => "CASE",
        SourceKind::Hearing => "HEAR",
        SourceKind::Report => "RPRT",
        SourceKind::Standard => "STAND",
        SourceKind::Book => "BOOK",
        SourceKind::Chapter => "CHAP",
        SourceKind::Entry => "ENCYC",
        SourceKind::Article => "JOUR",
        SourceKind::MagazineArticle => "MGZN",
        SourceKind::NewspaperArticle => "NEWS",
        SourceKind::ConferencePaper => "CPAPER",
        SourceKind::Thesis => "THES",
        SourceKind::Interview | SourceKind::Letter => "PCOMM",
        SourceKind::Speech => "SLIDE",
        SourceKind::Web => "ELEC",
        SourceKind::Post => "BLOG",
        SourceKind::Broadcast | SourceKind::Recording => "SOUND",
        SourceKind::Film => "VIDEO",
        SourceKind::Dataset => "DATA",
        SourceKind::Software => "COMP",
        SourceKind::Map => "MAP",
        SourceKind::Graphic => "ART",
        SourceKind::Document => "GEN",
    }
}
