//! RIS (RIS File Format Specifications, 2011, as reference managers read it).

use super::super::{Field, Part, Source, SourceDate, SourceKind};
use std::fmt::Write;

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
        // A line end would begin another tag.
        let value = value.replace(['\r', '\n'], " ");
        let _ = write!(out, "{name}  - {value}\r\n");
    };
    tag("TY", reference_type(source.kind));
    tag("ID", &source.id);
    for (name, field) in [
        ("AU", Field::Authors),
        ("A2", Field::ContainerAuthors),
        ("ED", Field::Editors),
        ("A4", Field::Translators),
        ("A3", Field::Interviewers),
    ] {
        for person in source.names(field).unwrap_or_default() {
            tag(name, &person.inverted());
        }
    }
    let container = match source.kind {
        SourceKind::Article => "JO",
        _ => "T2",
    };
    for (name, field) in [
        ("TI", Field::Title),
        ("ST", Field::ShortTitle),
        (container, Field::Container),
        ("T3", Field::Collection),
        ("PB", Field::Publisher),
        ("CY", Field::Place),
        ("VL", Field::Volume),
        ("ET", Field::Edition),
        ("M3", Field::Genre),
        ("DO", Field::Doi),
        ("UR", Field::Url),
        ("LA", Field::Language),
        ("DB", Field::Archive),
        ("AN", Field::OfficialId),
        ("C1", Field::Authority),
        ("C2", Field::Section),
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
    // One tag for the issue of a journal and for the number of a report.
    if let Some(number) = source.issue.as_deref().or(source.number.as_deref()) {
        tag("IS", number);
    }
    if let Some(serial) = source.isbn.as_deref().or(source.issn.as_deref()) {
        tag("SN", serial);
    }
    if let Some(pages) = &source.pages {
        let (first, last) = pages.split_once('-').unwrap_or((pages, ""));
        tag("SP", first.trim());
        if !last.is_empty() {
            tag("EP", last.trim());
        }
    }
    if let Some(date) = source.date {
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
