//! Files of sources: `tests/bibliography/<case>/` holds `sources.yaml`, `sources.bib` or `sources.json`, and beside them what
//! is read of them and what editors are told. A case whose name begins with `export-` shows the three exports too.
//!
//! Then laws: no bytes make a reader panic, and what is exported is read back as it was.

use crate::snapshot;
use proptest::prelude::*;
use reperess::bibliography::{
    Bibliography, Field, Moment, Name, Part, Person, Source, SourceDate, SourceKind, date::End,
    duplicates, export, formats,
};
use reperess::diagnostic::format;
use reperess::input::{FileId, InputFile, Inputs, Position, Span};
use std::fmt::Write;
use std::path::Path;

const FILES: [&str; 3] = ["sources.bib", "sources.json", "sources.yaml"];

const FIELDS: [Field; 33] = [
    Field::Title,
    Field::ShortTitle,
    Field::Authors,
    Field::Editors,
    Field::Translators,
    Field::Interviewers,
    Field::Date,
    Field::Publisher,
    Field::Place,
    Field::Container,
    Field::ContainerAuthors,
    Field::Collection,
    Field::CollectionNumber,
    Field::Volume,
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
    Field::Url,
    Field::Doi,
    Field::Isbn,
    Field::Issn,
    Field::OfficialId,
    Field::Archive,
    Field::Accessed,
    Field::Language,
    Field::Note,
];

#[test]
fn each_file_gives_its_sources_and_its_remarks() {
    let cases = snapshot::cases("bibliography");
    assert!(cases.len() >= 20, "{} cases", cases.len());
    snapshot::for_each(&cases, |case| snapshot::check(case, "sources", &read(case)));
}

fn read(case: &Path) -> String {
    let mut inputs = Inputs::default();
    for name in FILES {
        if let Ok(text) = std::fs::read_to_string(case.join(name)) {
            let id = inputs.add(file(name, &snapshot::spread(&text)));
            inputs.sources.push(id);
        }
    }
    assert!(!inputs.sources.is_empty(), "{}: no sources", case.display());
    let files = inputs.sources.iter().map(|id| (*id, inputs.file(*id)));
    let read = formats::parse_shared(files);
    let mut found = read.found;
    let sources: Vec<&Source> = read
        .value
        .sources
        .values()
        .map(|source| &**source)
        .collect();
    duplicates::report(sources.iter().copied(), &mut found);
    let mut out = String::new();
    for source in &sources {
        push(source, &inputs, &mut out);
    }
    if snapshot::name(case).starts_with("export-") {
        let list = || sources.iter().copied();
        let _ = write!(
            out,
            "\n== BibLaTeX\n{}\n== CSL-JSON\n{}\n== RIS\n{}",
            export::biblatex(list()),
            export::csl_json(list()),
            export::ris(list()).replace("\r\n", "\n")
        );
    }
    let told = format::human(&found, &inputs, false);
    if told.is_empty() {
        out.push_str("\naucune remarque\n");
    } else {
        let _ = write!(out, "\n{told}");
    }
    out
}

/// A source, each field with the line it is read from.
fn push(source: &Source, inputs: &Inputs, out: &mut String) {
    let line = |span: Span| Position::of(&inputs.file(span.file).text, span.start as usize).line;
    let _ = writeln!(
        out,
        "{} ({}), ligne {}",
        source.id,
        source.kind.name(),
        line(source.span)
    );
    for field in FIELDS {
        let value = match (source.text(field), source.names(field), field) {
            (Some(text), ..) => text.to_owned(),
            (_, Some(names), _) => names.iter().map(told).collect::<Vec<_>>().join(" | "),
            (.., Field::Date) if source.date.is_some() => {
                source.date.map_or_else(String::new, SourceDate::written)
            }
            (.., Field::Accessed) if source.accessed.is_some() => source
                .accessed
                .map_or_else(String::new, SourceDate::written),
            _ => continue,
        };
        let _ = writeln!(out, "  {field:?}: {value} @{}", line(source.span_of(field)));
    }
}

fn told(name: &Name) -> String {
    match name {
        Name::Literal(name) => format!("{{{name}}}"),
        Name::Person(Person {
            kept_particle: Some(particle),
            ..
        }) => format!("{} ({particle} reste)", name.inverted()),
        Name::Person(_) => name.inverted().into_owned(),
    }
}

fn file(name: &str, text: &str) -> InputFile {
    InputFile {
        path: name.into(),
        shown: format!("content/{name}"),
        text: text.into(),
    }
}

fn parse(name: &str, text: &str) -> (Bibliography, String) {
    let mut inputs = Inputs::default();
    let id = inputs.add(file(name, text));
    let read = formats::parse_shared([(id, inputs.file(id))]);
    // The places that the YAML parsers give are tried by `properties`.
    for remark in read.found.iter().filter(|_| !name.ends_with(".yaml")) {
        for (span, _) in &remark.related {
            assert!(
                text.get(span.range()).is_some(),
                "{remark:?} cuts a character"
            );
        }
        if let reperess::diagnostic::Place::Span(span) = remark.place {
            assert!(
                text.get(span.range()).is_some(),
                "{remark:?} cuts a character"
            );
        }
    }
    let told = format::human(&read.found, &inputs, false);
    (read.value, told)
}

/// What is special to the three formats.
const TOKENS: &[&str] = &[
    "@book{",
    "@article{a,",
    "@string{",
    "@string{x = ",
    "@comment{",
    "@preamble{",
    "@misc(",
    "x",
    "a",
    ",",
    " = ",
    "{",
    "}",
    "(",
    ")",
    "\"",
    "#",
    "%",
    "\\",
    "\\'",
    "\\'e",
    "\\c{c}",
    "\\textsuperscript{",
    "~",
    "--",
    "$",
    "\n",
    "\n@",
    "title = {",
    "author = {",
    " and ",
    "date = {",
    "2024",
    "-",
    "/",
    "~}",
    "crossref = {a}",
    "xdata = {a}",
    "url = {",
    "https://a.fr/",
    "javascript:x",
    "doi = {10.1/x}",
    "month = jul",
    "É",
    "e\u{301}",
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "😀",
    "[",
    "]",
    ":",
    "null",
    "true",
    "1e999",
    "-0",
    "\\u00e9",
    "\\ud800",
    "\"id\":",
    "\"type\":",
    "\"title\":",
    "\"author\":[",
    "\"family\":",
    "\"issued\":{\"date-parts\":[[",
    "\"literal\":\"",
    "<i>",
    "<",
    "- id: ",
    "title: ",
    "\n  ",
    "author: ",
    "&a",
    "*a",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(TOKENS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Words that each format has to escape in its own way; as a reader leaves them.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-ZéÉœç]{1,6}",
        2 => Just(" ".to_owned()),
        2 => proptest::sample::select(
            &["&", "%", "$", "#", "_", "{", "}", "~", "^", "\\", "-", "--", "---", "–", "`", "``", "'", "''", "\"", "’",
              "«\u{a0}", "\u{a0}»", "\u{202f}!", "/", "(", ")", "=", "@", ",", ".", " and ", "e\u{301}", "n°", "1er", "\\'e",
              "\\textbf{x}", "ESS", "{ESS}", "<", "😀"][..]
        ).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 1..8)
        .prop_map(|pieces| {
            let words: Vec<String> = pieces
                .concat()
                .split(' ')
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            words.join(" ").trim().to_owned()
        })
        .prop_filter("some words", |words| !words.is_empty())
}

fn name() -> impl Strategy<Value = Name> {
    let part = || proptest::option::of(words());
    prop_oneof![
        words().prop_map(Name::Literal),
        ("[A-Z][a-zé]{1,8}", "[A-Z][a-z]{1,8}").prop_map(|(family, given)| Name::Person(Person {
            family,
            given: Some(given),
            ..Person::default()
        })),
        (
            words(),
            part(),
            proptest::option::of("(de|du|de la|van)"),
            any::<bool>(),
            part()
        )
            .prop_map(|(family, given, particle, keeps, suffix)| {
                Name::Person(Person {
                    family,
                    given,
                    particle: particle.clone().filter(|_| !keeps),
                    kept_particle: particle.filter(|_| keeps),
                    suffix,
                })
            }),
    ]
}

fn moment() -> impl Strategy<Value = Moment> {
    (1000_i16..=9999, 0_u8..5, 1_u8..=4, 1_u8..=12, 1_u8..=28).prop_map(
        |(year, which, four, month, day)| Moment {
            year,
            part: match which {
                0 => Part::Year,
                1 => Part::Season(four),
                2 => Part::Quarter(four),
                3 => Part::Month(month),
                _ => Part::Day(month, day),
            },
        },
    )
}

fn date() -> impl Strategy<Value = SourceDate> {
    prop_oneof![
        1 => Just(SourceDate::Undated),
        6 => (moment(), any::<bool>()).prop_map(|(from, circa)| SourceDate::Known { from, until: None, circa }),
        1 => (moment(), any::<bool>())
            .prop_map(|(from, circa)| SourceDate::Known { from, until: Some(End::Open), circa }),
        2 => (moment(), moment(), any::<bool>()).prop_filter_map("in order", |(from, end, circa)| {
            SourceDate::period(from, end, circa).ok()
        }),
    ]
}

fn source() -> impl Strategy<Value = Source> {
    let fields = proptest::collection::vec((proptest::sample::select(&FIELDS[..]), words()), 0..14);
    let names = proptest::collection::vec((proptest::sample::select(&FIELDS[..]), name()), 0..6);
    let kind = proptest::sample::select(&SourceKind::ALL[..]);
    let dates = (proptest::option::of(date()), proptest::option::of(date()));
    (
        "[a-zé][a-z0-9é:/_.-]{0,8}[a-z0-9]",
        kind,
        fields,
        names,
        dates,
    )
        .prop_map(|(id, kind, fields, names, (date, accessed))| {
            // An address as an id is told when it is read back.
            let id = id.replace("://", ":/");
            let mut source = Source::new(id, kind, Span::new(FileId(0), 0..0));
            for (field, words) in fields {
                let text = match field {
                    Field::Url => format!("https://exemple.fr/{}?a=1&b=%20~{{x}}#_", words.len())
                        .replace(['{', '}'], ""),
                    Field::Doi => format!("10.1234/a_b-{}%", words.len()),
                    Field::Language => ["fr", "en-GB", "pt-BR", "br"][words.len() % 4].to_owned(),
                    Field::Pages => "12-34".to_owned(),
                    Field::OfficialId => "JORFTEXT000029313296".to_owned(),
                    _ => words,
                };
                if let Some(place) = source.text_mut(field) {
                    *place = Some(text);
                }
            }
            for (field, name) in names {
                if let Some(place) = source.names_mut(field) {
                    place.push(name);
                }
            }
            source.date = date;
            source.accessed = accessed;
            source.settle_court();
            source
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_of_sources_is_read(text in pieces()) {
        for name in FILES {
            let (_, told) = parse(name, &text);
            prop_assert!(told.len() <= 200_000);
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        for name in FILES {
            let _ = parse(name, &text);
        }
    }

    #[test]
    fn what_is_exported_is_read_back(source in source()) {
        type Export = fn(&Source) -> String;
        let formats: [(&str, Export); 2] = [
            ("sources.bib", |source| export::biblatex([source])),
            ("sources.json", |source| export::csl_json([source])),
        ];
        for (name, export) in formats {
            let first = export(&source);
            let (read, told) = parse(name, &first);
            prop_assert!(told.is_empty(), "{told}\n{first}");
            let again = read.sources.values().next().map(|source| export(source)).unwrap_or_default();
            prop_assert_eq!(&first, &again);
        }
        // Each line of RIS is a tag: nothing of a source adds one.
        for line in export::ris([&source]).split("\r\n").filter(|line| !line.is_empty()) {
            prop_assert!(line.get(2..6) == Some("  - "), "{line}");
        }
    }
}
