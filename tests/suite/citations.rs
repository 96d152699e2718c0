//! Sources of every type in each shipped style, against strings that were checked by hand with the style's manual.
//!
//! `tests/citations/sources.txt` has the sources; `<style>.txt` what each gives: a first note, a later note, an entry of the
//! list. Titles are between `*`, small capitals between `_`, an address is `label <address>`; the number of the first note
//! is `N`.

use reperess::bibliography::csl::{Form, Printer, Shipped, Style};
use reperess::bibliography::printed::{Piece, Printed};
use reperess::bibliography::{Field, Name, Source, SourceDate, SourceKind};
use reperess::input::{FileId, Span};
use reperess::typography::Typography;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/citations")
}

/// A source and what its note points at.
pub struct Case {
    pub source: Arc<Source>,
    pub place: Option<String>,
}

/// The sources of the file, in order.
pub fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join("sources.txt")).expect("the sources");
    text.split("\n\n")
        .filter(|block| !block.starts_with('#'))
        .map(case)
        .collect()
}

fn case(block: &str) -> Case {
    let mut lines = block.lines();
    let (id, kind) = lines
        .next()
        .and_then(|head| head.split_once(' '))
        .unwrap_or_else(|| panic!("an id and a type: {block}"));
    let kind = SourceKind::parse(kind).unwrap_or_else(|| panic!("{id}: a type"));
    let mut source = Source::new(id.to_owned(), kind, Span::new(FileId(0), 0..0));
    let mut place = None;
    for line in lines {
        let (key, value) = line
            .split_once(": ")
            .unwrap_or_else(|| panic!("{id}: {line}"));
        let field = match key {
            "lieu" => {
                place = Some(value.to_owned());
                continue;
            }
            "date" => {
                source.date = Some(SourceDate::parse(value).expect(value));
                continue;
            }
            "consulte" => {
                source.accessed = Some(SourceDate::parse(value).expect(value));
                continue;
            }
            "auteur" => Field::Authors,
            "directeur" => Field::Editors,
            "traducteur" => Field::Translators,
            "entretien" => Field::Interviewers,
            "titre" => Field::Title,
            "dans" => Field::Container,
            "editeur" => Field::Publisher,
            "lieu_edition" => Field::Place,
            "collection" => Field::Collection,
            "numero_collection" => Field::CollectionNumber,
            "volume" => Field::Volume,
            "fascicule" => Field::Issue,
            "numero" => Field::Number,
            "pages" => Field::Pages,
            "edition" => Field::Edition,
            "evenement" => Field::Event,
            "lieu_evenement" => Field::EventPlace,
            "genre" => Field::Genre,
            "autorite" => Field::Authority,
            "section" => Field::Section,
            "url" => Field::Url,
            "doi" => Field::Doi,
            "isbn" => Field::Isbn,
            "langue" => Field::Language,
            "remarque" => Field::Note,
            _ => panic!("{id}: {key}"),
        };
        if let Some(names) = source.names_mut(field) {
            names.extend(value.split(" ; ").map(Name::parse));
        } else if let Some(text) = source.text_mut(field) {
            *text = Some(value.to_owned());
        }
    }
    Case {
        source: Arc::new(source),
        place,
    }
}

/// What is seen, its looks marked.
pub fn shown(printed: &Printed) -> String {
    let mut out = String::new();
    for piece in &printed.pieces {
        match piece {
            Piece::Text(words) => out.push_str(words),
            Piece::Title(words) => out.push_str(&format!("*{words}*")),
            Piece::SmallCaps(words) => out.push_str(&format!("_{words}_")),
            Piece::Strong(words) => out.push_str(&format!("**{words}**")),
            Piece::Raised(words) | Piece::Lowered(words) => out.push_str(&format!("^{words}^")),
            Piece::Link { url, label } if url == label => out.push_str(&format!("<{url}>")),
            Piece::Link { url, label } => out.push_str(&format!("{label} <{url}>")),
            Piece::FirstNote => out.push('N'),
        }
    }
    // No-break spaces are told from plain ones in the file.
    out.replace('\u{a0}', "~").replace('\u{202f}', "¬")
}

/// `id` and its three lines.
fn printed(style: Shipped) -> BTreeMap<String, String> {
    let printer = Printer::new(Style::shipped(style));
    cases()
        .iter()
        .map(|case| {
            let mut out = String::new();
            let place = case.place.as_deref();
            for (what, form) in [
                ("note", Form::Note(place)),
                ("suite", Form::Later(place)),
                ("liste", Form::Entry),
            ] {
                let printed = printer.print(&case.source, form, Typography::French);
                let _ = writeln!(out, "{what}: {}", shown(&printed));
            }
            (case.source.id.clone(), out)
        })
        .collect()
}

/// Compares with `<name>.txt`. With `CITATIONS=ecrire` the file is written again, its comments kept before the same ids.
fn check(name: &str, style: Shipped) {
    let path = folder().join(format!("{name}.txt"));
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let made = printed(style);
    let mut comments: BTreeMap<String, String> = BTreeMap::new();
    let mut wanted: BTreeMap<String, String> = BTreeMap::new();
    let mut comment = String::new();
    let mut id = String::new();
    for line in expected.lines() {
        if line.starts_with('#') || line.is_empty() {
            let _ = writeln!(comment, "{line}");
        } else if line.contains(": ") {
            let _ = writeln!(wanted.entry(id.clone()).or_default(), "{line}");
        } else {
            line.clone_into(&mut id);
            comments.insert(id.clone(), std::mem::take(&mut comment));
        }
    }
    if std::env::var("CITATIONS").is_ok_and(|value| value == "ecrire") {
        let mut out = String::new();
        for case in cases() {
            let id = &case.source.id;
            let before = comments.get(id).map_or("\n", String::as_str);
            let _ = write!(out, "{before}{id}\n{}", made[id]);
        }
        std::fs::write(&path, out).expect("written");
        return;
    }
    let mut faults = String::new();
    for (id, made) in &made {
        let wanted = wanted.get(id).map_or("", String::as_str);
        if made != wanted {
            let _ = writeln!(faults, "{name}, {id}\nwanted\n{wanted}made\n{made}");
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert_eq!(made.len(), wanted.len(), "an expected id has no source");
    assert!(made.len() >= 60, "{}", made.len());
}

#[test]
fn apa_is_as_its_manual_has_it() {
    check("apa", Shipped::Apa);
}

#[test]
fn iso_690_is_as_the_norm_has_it() {
    check("iso690", Shipped::Iso690);
}

#[test]
fn legal_notes_are_as_law_reviews_have_them() {
    check("juridique", Shipped::Legal);
}
