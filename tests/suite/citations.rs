//! Sources of every type in each shipped style, against strings that were checked by hand with the style's manual.
//!
//! `tests/citations/sources.txt` has the sources; `<style>.txt` what each gives: a first note, a later note, an entry of the
//! list. Titles are between `*`, other italics between `/`, small capitals between `_`, an address is `label <address>`; the number of the first note
//! is `N`.

use proptest::prelude::*;
use reperess::bibliography::csl::{Form, Printer, Shipped, Style};
use reperess::bibliography::printed::{Piece, Printed};
use reperess::bibliography::style::author_in_text;
use reperess::bibliography::{Bulk, Field, Name, Source, SourceDate, SourceKind};
use reperess::diagnostic::catalogue::bibliography::StyleFault;
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
            Piece::Text(words) | Piece::Foreign(words) => out.push_str(words),
            Piece::Title(words) => out.push_str(&format!("*{words}*")),
            Piece::Italic(words) => out.push_str(&format!("/{words}/")),
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

#[test]
fn nothing_printed_would_make_a_librarian_wince() {
    const NEVER: [&str; 22] = [
        "..",
        ". .",
        ",,",
        ", ,",
        ", .",
        ",.",
        " ,",
        " .",
        "?.",
        "!.",
        "( ",
        " )",
        "()",
        "[]",
        "  ",
        ":.",
        " and ",
        "Retrieved",
        "n.d.",
        " no. ",
        "Accessed",
        " eds.",
    ];
    let mut faults = Vec::new();
    for style in [Shipped::Apa, Shipped::Iso690, Shipped::Legal] {
        for (id, lines) in printed(style) {
            for line in lines.lines() {
                let told = line.replace(['*', '_'], "");
                let bad = NEVER.iter().find(|bad| told.contains(**bad));
                if let Some(bad) = bad {
                    faults.push(format!("{style:?}, {id}, « {bad} »: {line}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_sentence_names_who_made_a_source() {
    let named: BTreeMap<String, String> = cases()
        .iter()
        .map(|case| (case.source.id.clone(), author_in_text(&case.source)))
        .collect();
    for (id, name) in [
        ("conjoncture", "ESS France"),
        ("livre", "Dupont"),
        ("livre-question", "Martin et Nguyen"),
        ("livre-trois", "Martin et al."),
        ("livre-particule", "La Fontaine"),
        ("loi-ess", "loi n° 2014-856"),
        ("page-sans-auteur", "« Les clauses sociales »"),
        ("page-nue", "page-nue"),
        ("decision-nue", "TA Lille, 14\u{a0}février 2020"),
    ] {
        assert_eq!(named[id], name, "{id}");
    }
}

/// A style with `part` among its macros and `layout` in its notes.
fn style(part: &str, layout: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n\
         <style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\">\n\
         <info><title>t</title><id>i</id><updated>2026-01-01T00:00:00+00:00</updated></info>\n\
         {part}\n\
         <citation><layout>{layout}</layout></citation>\n\
         </style>\n"
    )
}

/// The weight of a style is what prints: one branch of each choice, at each level once, as long as the source has it. What is
/// light and what is heavy are numbers of references of the bulk given.
#[test]
fn a_style_is_too_heavy_for_what_it_prints() {
    let texts = "<text variable=\"title\"/>".repeat(5_000);
    let deep = format!("{}{texts}{}", "<group>".repeat(40), "</group>".repeat(40));
    let branch = format!("<else-if type=\"book\">{texts}</else-if>");
    let choice = format!(
        "<choose><if type=\"report\">{texts}</if>{}</choose>",
        branch.repeat(2)
    );
    let names = "<names variable=\"author\"/>".repeat(500);
    let dates = "<date variable=\"issued\"><date-part name=\"year\"/></date>".repeat(1_000);
    let short = Bulk {
        text: 10,
        ..Bulk::default()
    };
    let long = Bulk {
        text: 2_000,
        ..short
    };
    let of_many = Bulk {
        names: 100,
        bytes_of_names: 1_500,
        ..short
    };
    for (layout, bulk, light, heavy) in [
        ("<text variable=\"title\"/>", long, 1_000_000, 3_500_000),
        (&choice, short, 50_000, 200_000),
        (&choice, long, 400, 1_000),
        (&deep, short, 50_000, 200_000),
        (&names, short, 10_000, 100_000),
        (&names, of_many, 300, 700),
        (&dates, short, 1_000, 20_000),
    ] {
        let style = Style::brought(&style("", layout).into()).expect("a style");
        let printed = |times| std::iter::repeat_n(bulk, times);
        assert!(!style.is_too_heavy(printed(light)), "{bulk:?} {layout:.80}");
        assert!(style.is_too_heavy(printed(heavy)), "{bulk:?} {layout:.80}");
    }
}

/// "art. 2, *in fine*": what an editor says of a place keeps its emphasis, in every style and wherever the style puts it.
#[test]
fn emphasis_in_a_place_is_printed() {
    let place = Span::new(FileId(0), 0..0);
    let mut source = Source::new("guide".into(), SourceKind::Book, place);
    source.title = Some("Un *guide*".into());
    let source = Arc::new(source);
    for style in [Shipped::Apa, Shipped::Iso690, Shipped::Legal] {
        for form in [Form::Note, Form::Later] {
            let form = form(Some("art. 2, *in fine*, **sic**"));
            let printer = Printer::new(Style::shipped(style));
            let printed = printer.print(&source, form, Typography::French);
            let set = |piece: &Piece| matches!(piece, Piece::Italic(words) if words == "in fine");
            assert!(printed.pieces.iter().any(set), "{printed:?}");
            let plain = printed.plain().replace('\u{a0}', " ");
            assert!(plain.contains("art. 2, in fine, sic"), "{plain}");
            assert!(plain.contains("Un *guide*"), "{plain}");
        }
    }
}

/// A source that would take a style half a second, a reference as long as a book: they are printed without the style.
#[test]
fn a_reference_out_of_all_measure_is_printed_plainly() {
    let source = |title: &str| {
        let place = Span::new(FileId(0), 0..0);
        let mut source = Source::new("guide".into(), SourceKind::Book, place);
        source.title = Some(title.into());
        Arc::new(source)
    };
    let layout = "<text variable=\"title\" suffix=\"; \"/>".repeat(150);
    let printer =
        |layout: &str| Printer::new(Style::brought(&style("", layout).into()).expect("a style"));
    let printed = |layout: &str, title: &str| {
        let printed = printer(layout).print(&source(title), Form::Entry, Typography::French);
        printed.plain()
    };
    assert!(printed(&layout, "Un guide").matches("Un guide").count() == 150);
    let long = "Un guide ".repeat(30);
    assert_eq!(printed(&layout, &long).matches("Un guide").count(), 30);
    let longer = "Un guide ".repeat(400);
    let layout = "<text variable=\"title\"/>".repeat(6_000);
    assert_eq!(printed(&layout, &longer).matches("Un guide").count(), 400);
}

#[test]
fn a_style_that_cannot_be_used_is_refused_where_it_fails() {
    let deep = format!(
        "{}<text variable=\"title\"/>{}",
        "<group>".repeat(100),
        "</group>".repeat(100)
    );
    // Each macro calls the next one twice: thirty of them would make a thousand million elements.
    let doubling: String = (0..30)
        .map(|n| {
            let next = n + 1;
            format!(
                "<macro name=\"m{n}\"><text macro=\"m{next}\"/><text macro=\"m{next}\"/></macro>"
            )
        })
        .chain(["<macro name=\"m30\"><text variable=\"title\"/></macro>".to_owned()])
        .collect();
    // Each macro calls the next one: a thousand of them are a thousand levels.
    let chained: String = (0..1000)
        .map(|n| format!("<macro name=\"m{n}\"><text macro=\"m{}\"/></macro>", n + 1))
        .chain(["<macro name=\"m1000\"><text variable=\"title\"/></macro>".to_owned()])
        .collect();
    let long = "<text variable=\"title\"/>".repeat(30_000);
    for (name, text, line, expected) in [
        ("no xml", "<style".to_owned(), 1, StyleFault::NotXml),
        ("empty", String::new(), 1, StyleFault::NotXml),
        ("html", "<html></html>".to_owned(), 1, StyleFault::NotAStyle),
        (
            "a tag left open",
            style("", "<group>").replace("</layout>", ""),
            5,
            StyleFault::NotXml,
        ),
        (
            "doctype",
            format!(
                "<!DOCTYPE style [<!ENTITY a \"b\">]>\n{}",
                &style("", "")[22..]
            ),
            1,
            StyleFault::Doctype,
        ),
        (
            "no citation",
            style("", "").replace("<citation><layout></layout></citation>", ""),
            2,
            StyleFault::NoCitation,
        ),
        (
            "unknown macro",
            style("", "<text macro=\"absente\"/>"),
            5,
            StyleFault::UnknownMacro("absente".to_owned()),
        ),
        (
            "macro that calls itself",
            style("<macro name=\"a\"><text macro=\"a\"/></macro>", ""),
            4,
            StyleFault::CircularMacro("a".to_owned()),
        ),
        (
            "macros in a ring",
            style(
                "<macro name=\"b\"><text macro=\"c\"/></macro>\n<macro name=\"c\"><text macro=\"b\"/></macro>",
                "",
            ),
            4,
            StyleFault::CircularMacro("b".to_owned()),
        ),
        ("deep", style("", &deep), 5, StyleFault::TooDeep),
        ("long", style("", &long), 5, StyleFault::TooLong),
        (
            "doubling",
            style(&doubling, "<text macro=\"m0\"/>"),
            4,
            StyleFault::TooLong,
        ),
        (
            "chained",
            style(&chained, "<text macro=\"m0\"/>"),
            4,
            StyleFault::TooDeep,
        ),
        (
            "unknown variable",
            style(
                "<macro name=\"a\">\n<text variable=\"titre\"/>\n</macro>",
                "<text macro=\"a\"/>",
            ),
            5,
            StyleFault::Element("<text variable=\"titre\"/>".to_owned()),
        ),
        (
            "unknown element",
            style("", "<texte variable=\"title\"/>"),
            5,
            StyleFault::Element("<texte variable=\"title\"/>".to_owned()),
        ),
    ] {
        let fault = Style::brought(&text.as_str().into()).expect_err(name);
        let found = text[..fault.range.start].matches('\n').count() + 1;
        assert_eq!((found, fault.kind), (line, expected), "{name}");
        assert!(text.is_char_boundary(fault.range.start) && text.is_char_boundary(fault.range.end));
    }
    let dependent = "<style version=\"1.0\"><info><title>t</title><id>i</id>\
        <link href=\"http://www.zotero.org/styles/apa\" rel=\"independent-parent\"/>\
        <updated>2026-01-01T00:00:00+00:00</updated></info></style>";
    let fault = Style::brought(&dependent.into()).expect_err("dependent");
    assert_eq!(fault.kind, StyleFault::Dependent);
}

#[test]
fn a_style_that_is_brought_prints_in_french() {
    let note = |text: &str, id: &str, form: Form| {
        let style = Style::brought(&text.into()).unwrap_or_else(|fault| panic!("{fault:?}"));
        let all = cases();
        let case = all
            .iter()
            .find(|case| case.source.id == id)
            .expect("a source");
        shown(&Printer::new(style).print(&case.source, form, Typography::French))
    };
    let text = style(
        "",
        "<group delimiter=\", \"><names variable=\"author\"><name and=\"text\"/></names>\
         <text variable=\"title\" quotes=\"true\"/><date variable=\"issued\" form=\"text\"/>\
         <group delimiter=\" \"><label variable=\"locator\" form=\"short\"/><text variable=\"locator\"/></group>\
         <text variable=\"URL\"/></group>",
    );
    for (id, place, expected) in [
        (
            "livre-question",
            Some("p. 3-4"),
            "Anne-Sophie Martin et Paul Nguyen, «~Faut-il acheter local¬?~», 2018, p.~3–4",
        ),
        (
            "presse",
            Some("col. 2"),
            "Lola Garnier, «~À Grigny, des cuisinières en coopérative~», 1er~mai 2024, col. 2",
        ),
        (
            "conjoncture",
            None,
            "ESS France, «~Note de conjoncture ESS - T2 2024~», 2e~trimestre 2024, \
             <https://www.ess-france.org/system/files/2025-01/ESS_note_conjoncture_T2_2024.pdf>",
        ),
        (
            "livre-periode",
            None,
            "Société des mutuelles, «~Annales~», 2019-2021",
        ),
        (
            "article-printemps",
            None,
            "Ève Blanc, «~Coopérer à plusieurs~», printemps 2022",
        ),
    ] {
        assert_eq!(note(&text, id, Form::Note(place)), expected, "{id}");
    }
    // A style that cites in the sentence has its references in its list: a note shows them, and a locator.
    let in_text = style("", "<group prefix=\"(\" suffix=\")\" delimiter=\", \"><names variable=\"author\"><name form=\"short\"/></names><date variable=\"issued\" form=\"text\" date-parts=\"year\"/><text variable=\"locator\"/></group>")
        .replace("class=\"note\"", "class=\"in-text\"")
        .replace(
            "</style>",
            "<bibliography><layout suffix=\".\"><group delimiter=\". \"><text variable=\"citation-number\" prefix=\"[\" suffix=\"]\"/><names variable=\"author\"/><text variable=\"title\"/></group></layout></bibliography></style>",
        );
    assert_eq!(
        note(&in_text, "livre", Form::Note(Some("p. 3"))),
        "Jean Dupont. L’achat public responsable~: guide de l’acheteur, p.~3."
    );
    assert_eq!(
        note(&in_text, "livre", Form::Later(Some("p. 4"))),
        "(Dupont, 2020, 4)"
    );
    // As deep as is allowed.
    let chained: String = (0..60)
        .map(|n| format!("<macro name=\"m{n}\"><text macro=\"m{}\"/></macro>", n + 1))
        .chain(["<macro name=\"m60\"><text variable=\"title\"/></macro>".to_owned()])
        .collect();
    let deepest = style(&chained, "<text macro=\"m0\"/>");
    assert_eq!(
        note(&deepest, "livre-quatre", Form::Entry),
        "Clauses sociales"
    );
    let nested = format!(
        "{}<text variable=\"title\"/>{}",
        "<group>".repeat(60),
        "</group>".repeat(60)
    );
    assert_eq!(
        note(&style("", &nested), "livre-quatre", Form::Entry),
        "Clauses sociales"
    );
    // A style that prints nothing for a source does not leave its note empty.
    let nothing = style("", "<text variable=\"archive\"/>");
    assert_eq!(
        note(&nothing, "livre", Form::Note(Some("p. 3"))),
        "Dupont, *L’achat public responsable~: guide de l’acheteur*, 2020, p.~3."
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    /// Any words in any field come out of every style, without a panic, and each link leads to the source's own address.
    #[test]
    fn any_source_is_printed(
        words in prop::collection::vec("\\PC{0,12}", 12),
        kind in prop::sample::select(SourceKind::ALL.to_vec()),
        mask in any::<u16>(),
        date in prop::sample::select(vec!["2024", "2024, T2", "2019-2021", "vers 1998", "2014-07-31", "été 2020", "depuis 2019"]),
    ) {
        let mut source = Source::new("x".into(), kind, Span::new(FileId(0), 0..0));
        let fields = [
            Field::Title, Field::Container, Field::Publisher, Field::Number, Field::Volume, Field::Issue,
            Field::Pages, Field::Edition, Field::Genre, Field::Note, Field::Doi,
        ];
        for (at, field) in fields.into_iter().enumerate() {
            if mask >> at & 1 == 1 && let Some(text) = source.text_mut(field) {
                *text = Some(words[at].clone());
            }
        }
        source.authors = vec![Name::parse(&words[11]), Name::parse(&format!("{}, {}", words[0], words[1]))];
        source.date = SourceDate::parse(date).ok();
        source.url = Some("https://exemple.fr/".into());
        let source = Arc::new(source);
        for style in [Shipped::Apa, Shipped::Iso690, Shipped::Legal] {
            let printer = Printer::new(Style::shipped(style));
            for form in [Form::Note(Some(&words[2])), Form::Later(Some(&words[2])), Form::Entry] {
                let printed = printer.print(&source, form, Typography::French);
                prop_assert!(!printed.pieces.is_empty());
                for piece in &printed.pieces {
                    if let Piece::Link { url, .. } = piece {
                        prop_assert!(url == "https://exemple.fr/" || url.starts_with("https://doi.org/"));
                    }
                }
                let again = Printer::new(Style::shipped(style)).print(&source, form, Typography::French);
                prop_assert_eq!(&printed, &again);
            }
            // A note without a place may be made from one with a place; pages of no words keep it from that.
            let without_pages = |pages| Arc::new(Source { pages, ..(*source).clone() });
            let form = Form::Note(None);
            let made = printer.print(&without_pages(None), form, Typography::French);
            let alone = printer.print(&without_pages(Some(String::new())), form, Typography::French);
            prop_assert_eq!(made, alone);
        }
    }
}
