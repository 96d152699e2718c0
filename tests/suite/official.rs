//! Official data: the model, the site's data files, the importers, and `loi importer` from outside.

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use reperess::law::official::{
    BetweenError, Change, Day, OfficialArticle, OfficialId, OfficialText, Row, Standing, State,
    TextBuilder, TextFacts, Version, official_number,
};
use reperess::law::{Article, LegalRef, OfficialTexts, TextId};
use reperess::official::{Fault, Import, ImportError, Left, Wanted, file};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CRPA: &str = "LEGITEXT000031366350";
const CCP: &str = "LEGITEXT000037701019";
const CRPM: &str = "LEGITEXT000006071367";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/official")
        .join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(fixture(name)).unwrap()
}

fn day(iso: &str) -> Day {
    Day::parse(iso).unwrap()
}

fn number(written: &str) -> Article {
    Article::parse(written).unwrap()
}

fn wanted() -> Wanted {
    let mut wanted = Wanted::default();
    for (text, official, title) in [
        ("ccp", CCP, "Code de la commande publique"),
        (
            "crpa",
            CRPA,
            "Code des relations entre le public et l’administration",
        ),
        ("c-rur", CRPM, "Code rural et de la pêche maritime"),
    ] {
        wanted.add(
            TextId::new(text),
            OfficialId::parse(official).unwrap(),
            title,
        );
    }
    wanted
}

fn imported(
    files: &[(&str, &[u8], Option<&str>)],
) -> Result<(Vec<OfficialText>, Left), ImportError> {
    let mut import = Import::new(wanted(), None);
    for (name, bytes, table) in files {
        import.take(name, *bytes, table.map(TextId::new).as_ref())?;
    }
    import.finish()
}

fn only(files: &[(&str, &[u8], Option<&str>)]) -> OfficialText {
    let (mut texts, _) = imported(files).unwrap();
    assert_eq!(texts.len(), 1);
    texts.remove(0)
}

/// "1 Titre", "2 Titre", "L1 VIGUEUR 2016-01-01..": what a text says, a row a line.
fn told(text: &OfficialText) -> Vec<String> {
    text.rows()
        .map(|row| match row {
            Row::Heading { level, title, .. } => format!("{level} {title}"),
            Row::Article { level, article } => {
                let versions: Vec<String> = article
                    .versions
                    .iter()
                    .map(|version| {
                        let day =
                            |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
                        format!(
                            "{} {}..{}",
                            version.state.as_str(),
                            day(version.from),
                            day(version.to)
                        )
                    })
                    .collect();
                format!(
                    "{level}: {} {}",
                    article.number.as_str(),
                    versions.join(", ")
                )
            }
        })
        .collect()
}

#[test]
fn days_are_told_from_milliseconds_and_back() {
    for (ms, iso) in [
        (1_451_606_400_000, "2016-01-01"),
        // Midnight in Paris, in winter and in summer.
        (1_451_602_800_000, "2016-01-01"),
        (1_467_324_000_000 - 7_200_000, "2016-07-01"),
        (-564_278_400_000, "1952-02-14"),
        (951_782_400_000, "2000-02-29"),
        (32_472_144_000_000, "2999-01-01"),
    ] {
        assert_eq!(Day::from_epoch_ms(ms), Some(day(iso)), "{ms}");
    }
    for ms in [i64::MIN, i64::MAX, -62_135_596_800_000] {
        assert_eq!(Day::from_epoch_ms(ms), None);
    }
    for bad in [
        "2019-02-29",
        "2019-13-01",
        "2019-1-1",
        "19-01-01",
        "2019-01-01T",
        "é019-01-01",
        "",
    ] {
        assert_eq!(Day::parse(bad), None, "{bad}");
    }
    assert_eq!(day("2999-01-01").known(), None);
}

#[test]
fn official_numbers_take_their_normal_form() {
    for (written, text, expected) in [
        ("L2113-12", "ccp", Some("L2113-12")),
        ("R*958-10", "c-rur", Some("R*958-10")),
        ("R. * 421-1", "c-urb", Some("R*421-1")),
        ("LO1112-1", "cgct", Some("LO1112-1")),
        ("199 terdecies-0 A", "cgi", Some("199terdecies-0A")),
        ("1er", "loi:2014-856", Some("art1")),
        ("19 quinquies", "loi:2014-856", Some("art19quinquies")),
        ("Annexe préliminaire", "ccp", None),
        ("Annexe", "ccp", Some("annexe")),
        ("ANNEXE  XIV", "dir:2014/24/UE", Some("artannexeXIV")),
        ("Annexe 2", "ccp", Some("annexe2")),
        ("Annexe à l’article R2", "ccp", None),
        ("Article préliminaire", "cpp", None),
        ("préliminaire", "cpp", Some("preliminaire")),
        ("liminaire", "c-conso", Some("liminaire")),
        ("L1 et L2", "ccp", None),
        ("", "ccp", None),
    ] {
        let found = official_number(written, &TextId::new(text));
        assert_eq!(found.as_ref().map(Article::as_str), expected, "{written}");
    }
}

#[test]
fn a_tree_of_legi_data_is_read() {
    let text = only(&[("crpa.json", &bytes("legi-data-crpa.json"), None)]);
    assert_eq!(
        told(&text),
        [
            "1 Dispositions préliminaires",
            "1: L100-1 VIGUEUR 2016-01-01..",
            "1: L100-2 VIGUEUR 2016-01-01..",
            "1: L100-3 VIGUEUR 2016-01-01..",
            "1 Livre Ier : LES ÉCHANGES AVEC L'ADMINISTRATION",
            "2 Titre Ier : LES DEMANDES DU PUBLIC ET LEUR TRAITEMENT",
            "2: L110-1 VIGUEUR 2016-01-01..",
            "3 Chapitre Ier : Règles générales",
            "3: L111-1 VIGUEUR 2016-01-01..",
            "3: L111-2 VIGUEUR 2016-01-01..",
            "3: L111-3 VIGUEUR 2016-01-01..",
        ]
    );
    assert_eq!(text.facts().date, day("2026-05-28"));
    assert!(text.facts().complete);
    let article = text.article(&number("L111-1")).unwrap();
    let path: Vec<&str> = text
        .path(article)
        .iter()
        .map(|h| h.title.as_str())
        .collect();
    assert_eq!(path[2], "Chapitre Ier : Règles générales");
    assert_eq!(path.len(), 3);
}

#[test]
fn days_in_iso_and_a_renumbered_article_are_read_from_a_tree() {
    let json = format!(
        r#"{{"children":[{{"type":"article","data":{{"num":"L2","id":"LEGIARTI000000000002","etat":"VIGUEUR",
        "dateDebut":"2020-01-01T00:00:00Z","dateFin":"2999-01-01","articleVersions":[
        {{"id":"LEGIARTI000000000001","etat":"MODIFIE","numero":"L1","dateDebut":"2010-01-01","dateFin":"2020-01-01"}},
        {{"id":"LEGIARTI000000000002","etat":"VIGUEUR","numero":null,"dateDebut":"2020-01-01","dateFin":"2999-01-01"}}]}}}},
        {{"type":"article","data":{{"num":"L3","id":"LEGIARTI000000000003","etat":"NOUVEL_ETAT"}}}},
        {{"type":"article","data":{{"num":"Annexe à l’article L3","id":"LEGIARTI000000000004"}}}}],
        "data":{{"cid":"{CRPA}","title":"Code"}},"type":"code"}}"#
    );
    let (texts, left) = imported(&[("x.json", json.as_bytes(), None)]).unwrap();
    assert_eq!(
        told(&texts[0]),
        [
            "0: L2 VIGUEUR 2020-01-01..",
            "0: L1 MODIFIE 2010-01-01..2020-01-01",
            "0: L3 INCONNU ..",
        ]
    );
    let old = texts[0].article(&number("L1")).unwrap();
    assert_eq!(old.renumbered, Some(number("L2")));
    assert_eq!(texts[0].facts().date, day("2020-01-01"));
    assert_eq!(
        left.unknown_states.into_iter().collect::<Vec<_>>(),
        ["NOUVEL_ETAT"]
    );
    assert_eq!(
        left.unnumbered[&TextId::new("crpa")],
        (1, vec!["Annexe à l’article L3".to_owned()])
    );
}

#[test]
fn a_table_of_ids_by_year_tells_what_it_knows_and_no_more() {
    let text = only(&[("ccp-articles.csv", &bytes("ccp-articles.csv"), Some("ccp"))]);
    assert!(!text.facts().complete);
    let unknown = text.article(&number("L2113-12")).unwrap();
    assert!(matches!(
        unknown.state_at(day("2026-10-06")),
        Some(Standing::Unknown(_))
    ));
    assert_eq!(
        unknown.changed_since(day("2019-06-01"), day("2026-10-06")),
        None
    );
    assert_eq!(
        text.url(&number("L2113-12")).as_deref(),
        Some("https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000037703521")
    );
    // Replaced since 2019: the link leads to the version in force, and the watch knows.
    assert_eq!(
        text.url(&number("R2122-8")).as_deref(),
        Some("https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000053222294")
    );
    let changed: Vec<&str> = text
        .changed_since(day("2026-01-12"), day("2026-10-06"))
        .map(|(article, _)| article.number.as_str())
        .collect();
    assert_eq!(changed, ["R2122-8"]);
}

#[test]
fn tables_of_articles_and_of_versions_complete_each_other() {
    let (articles, versions) = (bytes("crpa-articles.csv"), bytes("crpa-versions.csv"));
    let text = only(&[
        ("crpa-articles.csv", &articles, Some("crpa")),
        ("crpa-versions.csv", &versions, Some("crpa")),
    ]);
    let rows = told(&text);
    assert!(rows.contains(&"5: L112-10 MODIFIE 2016-01-01..2016-10-09, MODIFIE 2016-10-09..2018-05-25, VIGUEUR 2018-05-25..".to_owned()), "{rows:#?}");
    assert!(rows.contains(
        &"3: L115-2 ABROGE_DIFF 2025-07-02..2029-01-01, VIGUEUR_DIFF 2029-01-01..".to_owned()
    ));
    // In the other order the plan comes last and is kept all the same.
    let other = only(&[
        ("crpa-versions.csv", &versions, Some("crpa")),
        ("crpa-articles.csv", &articles, Some("crpa")),
    ]);
    assert_eq!(other.headings(), text.headings());
    assert_eq!(other.articles(), text.articles());

    let list = |from: &str, to: &str| -> Result<Vec<&str>, BetweenError> {
        text.between(&number(from), &number(to)).map(|found| {
            found
                .iter()
                .map(|article| article.number.as_str())
                .collect()
        })
    };
    // "L. 112-10 à L. 112-12" is not "R. 112-11-1".
    assert_eq!(
        list("L112-10", "L112-12").unwrap(),
        ["L112-10", "L112-11", "L112-12"]
    );
    assert_eq!(
        list("L112-10", "R112-11-1").unwrap(),
        ["L112-10", "L112-11", "R112-11-1"]
    );
    assert_eq!(list("L112-12", "L112-10"), Err(BetweenError::Reversed));
    assert_eq!(list("L112-1", "L112-10"), Err(BetweenError::UnknownFrom));
    assert_eq!(list("L112-10", "L112-99"), Err(BetweenError::UnknownTo));

    let all = OfficialTexts::new([text]);
    let range = LegalRef::Range {
        text: TextId::new("crpa"),
        from: number("L112-8"),
        to: number("L112-10"),
    };
    assert_eq!(
        all.articles(&range),
        Some(Ok(vec![
            number("L112-8"),
            number("L112-9"),
            number("L112-10")
        ]))
    );
    assert_eq!(all.articles(&LegalRef::Text(TextId::new("ccp"))), None);
}

#[test]
fn a_table_may_come_from_a_spreadsheet_or_be_compressed() {
    let plain = String::from_utf8(bytes("crpa-versions.csv")).unwrap();
    let expected = only(&[("x", plain.as_bytes(), Some("crpa"))]);
    let office = format!("\u{feff}{}", plain.replace(',', ";").replace('\n', "\r\n"));
    for form in [office.into_bytes(), gz(plain.as_bytes())] {
        assert_eq!(only(&[("x", &form, Some("crpa"))]), expected);
    }
}

#[test]
fn an_article_stands_under_the_heading_of_today() {
    // Its one version is listed under a heading that was replaced, and under the one that replaced it.
    let article = "<LIEN_ART id=\"LEGIARTI000000000001\" num=\"L1\" etat=\"VIGUEUR\" debut=\"2010-01-01\" fin=\"2999-01-01\"/>";
    let section = |id: &str, title: &str| {
        (
            format!("LEGI/{CRPM}/section_ta/{id}.xml"),
            format!("<SECTION_TA><ID>{id}</ID><TITRE_TA>{title}</TITRE_TA><STRUCTURE_TA>{article}</STRUCTURE_TA></SECTION_TA>").into_bytes(),
        )
    };
    let link = |id: &str, from: &str, to: &str| {
        format!("<LIEN_SECTION_TA id=\"{id}\" debut=\"{from}\" fin=\"{to}\"/>")
    };
    let (old, new) = ("LEGISCTA000000000001", "LEGISCTA000000000002");
    let top = [
        link(old, "2010-01-01", "2015-01-01"),
        link(new, "2015-01-01", "2999-01-01"),
    ]
    .concat();
    let files = [
        section(old, "Ancien"),
        section(new, "Nouveau"),
        (
            format!("LEGI/{CRPM}/texte/struct/{CRPM}.xml"),
            format!("<TEXTELR><META><META_COMMUN><ID>{CRPM}</ID></META_COMMUN></META><STRUCT>{top}</STRUCT></TEXTELR>").into_bytes(),
        ),
    ];
    let text = only(&[("legi_20260713.tar", &tar(&files), None)]);
    assert_eq!(told(&text), ["1 Nouveau", "1: L1 VIGUEUR 2010-01-01.."]);
}

#[test]
fn a_text_that_was_renamed_keeps_the_plan_and_title_of_its_latest_version() {
    let prefix = format!("LEGI/{CRPM}");
    let old = |kind: &str, from: &str, to: &str| {
        let name = format!("{prefix}/texte/{kind}/LEGITEXT000006071367.xml");
        let text = bytes(&format!(
            "legi/{CRPM}/texte/{kind}/LEGITEXT000022197698.xml"
        ));
        let text = String::from_utf8(text)
            .unwrap()
            .replace(
                "<ID>LEGITEXT000022197698</ID>",
                "<ID>LEGITEXT000006071367</ID>",
            )
            .replace(from, to);
        (name, text.into_bytes())
    };
    let mut files = legi_files();
    files.push(old(
        "version",
        "Code rural et de la pêche maritime",
        "Code rural",
    ));
    files.push(old(
        "struct",
        "LEGISCTA000032713361",
        "LEGISCTA000032713367",
    ));
    let text = only(&[("x.tar", &tar(&files), None)]);
    assert_eq!(told(&text), CRPM_ROWS);
    assert_eq!(text.facts().title, "Code rural et de la pêche maritime");
}

#[test]
fn states_and_changes_follow_the_dates() {
    let (articles, versions) = (bytes("crpa-articles.csv"), bytes("crpa-versions.csv"));
    let text = only(&[
        ("crpa-articles.csv", &articles, Some("crpa")),
        ("crpa-versions.csv", &versions, Some("crpa")),
    ]);
    let id = |article: &str, on: &str| match text.state_at(&number(article), day(on)) {
        Some(Standing::InForce(version)) => format!("vigueur {}", version.id),
        Some(Standing::NotYet(version)) => format!("futur {}", version.id),
        Some(Standing::Ended(version)) => format!("fini {}", version.id),
        Some(Standing::Unknown(_)) | None => "?".to_owned(),
    };
    assert_eq!(id("L112-10", "2015-12-31"), "futur LEGIARTI000031367354");
    assert_eq!(id("L112-10", "2016-10-08"), "vigueur LEGIARTI000031367354");
    assert_eq!(id("L112-10", "2016-10-09"), "vigueur LEGIARTI000033219677");
    assert_eq!(id("L112-10", "2030-01-01"), "vigueur LEGIARTI000033221175");
    assert_eq!(id("L115-2", "2028-12-31"), "vigueur LEGIARTI000051827051");
    assert_eq!(id("L115-2", "2029-01-01"), "vigueur LEGIARTI000052850322");
    // Replaced before it was ever in force.
    assert_eq!(id("L221-10", "2016-01-01"), "vigueur LEGIARTI000031677774");

    let article = text.article(&number("L112-10")).unwrap();
    let change = |from: &str, to: &str| article.changed_since(day(from), day(to));
    assert!(
        matches!(change("2016-02-01", "2020-01-01"), Some(Change::Modified(v)) if v.from == Some(day("2018-05-25")))
    );
    assert!(matches!(
        change("2015-01-01", "2020-01-01"),
        Some(Change::Created(_))
    ));
    assert_eq!(change("2018-05-25", "2026-01-01"), None);

    let gone = OfficialArticle::new(
        number("L1"),
        vec![Version {
            id: OfficialId::parse("LEGIARTI000000000001").unwrap(),
            state: State::Repealed,
            from: Some(day("2010-01-01")),
            to: Some(day("2020-06-01")),
        }],
    );
    assert!(matches!(
        gone.state_at(day("2020-05-31")),
        Some(Standing::InForce(_))
    ));
    assert!(matches!(
        gone.state_at(day("2020-06-01")),
        Some(Standing::Ended(_))
    ));
    assert!(matches!(
        gone.changed_since(day("2020-01-01"), day("2021-01-01")),
        Some(Change::Ended(_))
    ));
    assert_eq!(
        gone.changed_since(day("2020-07-01"), day("2021-01-01")),
        None
    );
}

#[test]
fn the_nearest_number_is_the_one_most_likely_meant() {
    let text = only(&[("ccp-articles.csv", &bytes("ccp-articles.csv"), Some("ccp"))]);
    let nearest = |wanted: &str| text.nearest(&number(wanted)).map(Article::as_str);
    assert_eq!(nearest("L2113-17"), Some("L2113-16"));
    assert_eq!(nearest("R2111-3"), Some("R2111-2"));
    assert_eq!(nearest("L2113-2"), Some("L2113-12"));
    assert_eq!(nearest("D9999-99"), None);
}

/// The LEGI files of the fixtures, with the paths that an archive gives them.
fn legi_files() -> Vec<(String, Vec<u8>)> {
    let root = fixture("legi");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let inside = entry
                .path()
                .strip_prefix(&root)
                .unwrap()
                .display()
                .to_string();
            files.push((
                format!("legi/global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/00/00/06/07/13/{inside}"),
                fs::read(entry.path()).unwrap(),
            ));
        }
    }
    assert_eq!(files.len(), 7);
    files
}

fn tar(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive
            .append_data(&mut header, path, bytes.as_slice())
            .unwrap();
    }
    archive.into_inner().unwrap()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const CRPM_ROWS: [&str; 10] = [
    "1 Sous-section 1 : Dispositions générales",
    "1: R958-2 VIGUEUR 2016-07-01..",
    "1: R958-3 VIGUEUR 2016-07-01..",
    "1: R*958-10 VIGUEUR 2016-07-01..",
    "1: R958-11 MODIFIE 2016-07-01..2017-04-22, MODIFIE 2017-04-22..2018-01-01, VIGUEUR 2018-01-01..",
    "1 Section 2 : Dispositions particulières à l'île de Clipperton",
    "1: D958-27 ABROGE 2015-01-01..2016-07-01",
    "1 Sous-section 4 : Dispositions particulières aux navires battant pavillon d'un Etat étranger",
    "1: R958-25 VIGUEUR 2016-07-01..",
    // In the repealed heading until 2016: shown where it stands now.
    "1: R958-26 MODIFIE 2015-01-01..2016-07-01, VIGUEUR 2016-07-01..",
];

#[test]
fn a_legi_archive_is_read_by_the_cid_of_its_folders() {
    let mut files = legi_files();
    // A text that nobody wants, whose file is no XML at all: it is never read.
    files.push((
        "legi/global/x/LEGI/TEXT/LEGITEXT000006072050/article/LEGIARTI000000000001.xml".into(),
        b"<<<".to_vec(),
    ));
    let expected = CRPM_ROWS;
    for (name, bytes) in [
        (
            "Freemium_legi_global_20260713-140000.tar.gz",
            gz(&tar(&files)),
        ),
        ("legi_20260713.tar", tar(&files)),
    ] {
        let text = only(&[(name, &bytes, None)]);
        assert_eq!(told(&text), expected);
        assert_eq!(
            text.facts().official_id.to_string(),
            CRPM,
            "the cid, not the id of the file"
        );
        assert_eq!(text.facts().date, day("2026-07-13"), "the day in the name");
        assert!(text.facts().source.ends_with(name));
        assert!(text.facts().complete);
    }
    files.reverse();
    let text = only(&[("x.tar.gz", &gz(&tar(&files)), None)]);
    assert_eq!(told(&text), expected, "whatever the order of the entries");
    assert_eq!(
        text.facts().date,
        day("2018-01-01"),
        "the last change of the text"
    );
}

#[test]
fn a_later_delivery_replaces_and_withdraws() {
    let prefix = format!("20260714/legi/LEGI/TEXT/{CRPM}");
    let files = vec![
        (
            format!("{prefix}/article/LEGIARTI000032717749.xml"),
            String::from_utf8(bytes(&format!(
                "legi/{CRPM}/article/LEGIARTI000032717749.xml"
            )))
            .unwrap()
            .replace("<NUM>R958-26</NUM>", "<NUM>R958-27</NUM>")
            .replace(
                "num=\"R958-26\" etat=\"VIGUEUR\"",
                "num=\"R958-27\" etat=\"VIGUEUR\"",
            )
            .into_bytes(),
        ),
        (
            "20260714/liste_suppression_legi.dat".to_owned(),
            format!("{prefix}/section_ta/LEGISCTA000029978970\n").into_bytes(),
        ),
    ];
    let text = only(&[
        (
            "Freemium_legi_global_20260713-140000.tar.gz",
            &gz(&tar(&legi_files())),
            None,
        ),
        ("LEGI_20260714-213000.tar.gz", &gz(&tar(&files)), None),
    ]);
    assert_eq!(text.facts().date, day("2026-07-14"));
    let old = text.article(&number("R958-26")).unwrap();
    assert_eq!(old.renumbered, Some(number("R958-27")));
    assert!(text.article(&number("R958-27")).is_some());
    assert!(
        text.article(&number("D958-27")).is_none(),
        "its heading was withdrawn"
    );
    assert!(!text.facts().complete, "a heading of the plan has no file");
}

#[test]
fn damaged_files_are_told_and_never_taken() {
    let whole = gz(&tar(&legi_files()));
    for cut in [whole.len() - 1, whole.len() / 2, 40] {
        let error = imported(&[("x.tar.gz", &whole[..cut], None)]).unwrap_err();
        assert!(
            matches!(error.fault, Fault::Cut | Fault::Damaged),
            "{cut}: {error:?}"
        );
    }
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0xff;
    imported(&[("x.tar.gz", &flipped, None)]).unwrap_err();

    let mut files = legi_files();
    files[0].1.truncate(500);
    let error = imported(&[("x.tar.gz", &gz(&tar(&files)), None)]).unwrap_err();
    assert!(
        error
            .entry
            .as_deref()
            .is_some_and(|entry| entry.ends_with("LEGIARTI000032717749.xml")),
        "{error}"
    );

    let json = bytes("legi-data-crpa.json");
    let error = imported(&[("x.json", &json[..json.len() / 2], None)]).unwrap_err();
    assert!(matches!(error.fault, Fault::Cut) && error.line.is_some_and(|line| line > 50));

    let csv = String::from_utf8(bytes("crpa-versions.csv")).unwrap();
    for (from, to, line) in [
        ("LEGIARTI000033219677", "LEGIARTI33219677", 7),
        ("2018-05-25,2999", "25/05/2018,2999", 8),
        ("VIGUEUR,2.0,2016-10-09,", "VIGUEUR,2.0,2016-10-09,,", 10),
    ] {
        let bad = csv.replacen(from, to, 1);
        assert_ne!(bad, csv);
        let error = imported(&[("x.csv", bad.as_bytes(), Some("crpa"))]).unwrap_err();
        assert_eq!(error.line, Some(line), "{error}");
    }
    for unknown in [
        &b"bonjour"[..],
        b"",
        b"PK\x03\x04....",
        b"a,b\n1,2\n",
        b"{\"article\":{}}",
        b"<html></html>",
    ] {
        let error = imported(&[("x", unknown, Some("ccp"))]).unwrap_err();
        assert!(matches!(error.fault, Fault::UnknownForm(_)), "{error}");
    }
    let error = imported(&[("x.csv", &bytes("ccp-articles.csv"), None)]).unwrap_err();
    assert!(matches!(error.fault, Fault::WhichText));
    let ours = file::print(&only(&[("x.json", &json, None)]));
    let error = imported(&[("ccp.json", ours.as_bytes(), None)]).unwrap_err();
    assert!(matches!(error.fault, Fault::UnknownForm(_)));
}

#[test]
fn an_article_of_too_many_versions_is_named() {
    let rows: Vec<String> = (0..2_001)
        .map(|at| format!("L1,LEGIARTI{at:012},VIGUEUR,2019-04-01"))
        .collect();
    let table = format!("num,version_id,etat,date_debut\n{}", rows.join("\n"));
    let error = imported(&[("t.csv", table.as_bytes(), Some("crpa"))]).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("l’article L.\u{a0}1 a plus de 2000 versions"),
        "{error}"
    );
}

#[test]
fn bombs_are_stopped() {
    // An entry that swells, a name that swells, a plan that holds itself, elements without end.
    let path = format!("LEGI/{CRPM}/article/LEGIARTI000032717749.xml");
    let swollen = gz(&tar(&[(path.clone(), vec![b' '; 33_000_000])]));
    let error = imported(&[("x.tar.gz", &swollen, None)]).unwrap_err();
    assert!(
        matches!(error.fault, Fault::TooLarge(_)) && error.entry.is_some(),
        "{error}"
    );

    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_path("././@LongLink").unwrap();
    header.set_size(1 << 40);
    header.set_cksum();
    let endless = Cursor::new(header.as_bytes().to_vec()).chain(std::io::repeat(b'a'));
    let error = Import::new(wanted(), None)
        .take("x.tar", endless, None)
        .unwrap_err();
    assert!(matches!(error.fault, Fault::TooLarge(_)), "{error}");

    let mut files = legi_files();
    for (_, bytes) in &mut files {
        let text = String::from_utf8(bytes.clone()).unwrap().replace(
            "</STRUCTURE_TA>",
            "<LIEN_SECTION_TA id=\"LEGISCTA000032713361\">Encore</LIEN_SECTION_TA></STRUCTURE_TA>",
        );
        *bytes = text.into_bytes();
    }
    assert_eq!(told(&only(&[("x.tar", &tar(&files), None)])).len(), 10);

    let deep = "<ARTICLE>".repeat(100_000);
    imported(&[("x.xml", deep.as_bytes(), None)]).unwrap_err();
    let deep = "{\"type\":\"s\",\"data\":{},\"children\":[".repeat(100_000);
    imported(&[("x.json", deep.as_bytes(), None)]).unwrap_err();
}

/// 200 MB of archive, made as it is read: half of texts that nobody wants, half of wanted articles with long words.
struct Endless {
    made: usize,
    entry: Cursor<Vec<u8>>,
}

const ENTRIES: usize = 400;

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let count = self.entry.read(buffer)?;
            if count > 0 || self.made > ENTRIES {
                return Ok(count);
            }
            self.made += 1;
            if self.made > ENTRIES {
                self.entry = Cursor::new(vec![0; 1024]);
                continue;
            }
            let cid = if self.made.is_multiple_of(2) {
                CCP
            } else {
                "LEGITEXT000006072050"
            };
            let id = format!("LEGIARTI{:012}", self.made);
            let text = format!(
                "<ARTICLE><META><META_COMMUN><ID>{id}</ID></META_COMMUN><META_SPEC><META_ARTICLE><NUM>L{}</NUM><ETAT>VIGUEUR</ETAT><DATE_DEBUT>2020-01-01</DATE_DEBUT></META_ARTICLE></META_SPEC></META><BLOC_TEXTUEL>{}</BLOC_TEXTUEL></ARTICLE>",
                self.made,
                "mots ".repeat(100_000)
            );
            let mut one = tar(&[(format!("LEGI/{cid}/article/{id}.xml"), text.into_bytes())]);
            one.truncate(one.len() - 1024);
            self.entry = Cursor::new(one);
        }
    }
}

/// Alone in its process, so that what it measures is its own.
#[test]
#[ignore = "run by archives_are_streamed_in_bounded_memory"]
fn a_large_archive_alone() {
    let mut import = Import::new(wanted(), None);
    let source = Endless {
        made: 0,
        entry: Cursor::default(),
    };
    import.take("x.tar", source, None).unwrap();
    let (texts, _) = import.finish().unwrap();
    assert_eq!(texts[0].articles().len(), ENTRIES / 2);
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    let kilobytes: u64 = peak.split_whitespace().nth(1).unwrap().parse().unwrap();
    assert!(
        kilobytes < 60_000,
        "{kilobytes} kB for an archive of 200 MB"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn archives_are_streamed_in_bounded_memory() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "official::a_large_archive_alone"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && told.contains("1 passed"),
        "{told}"
    );
}

#[test]
fn a_data_file_reads_as_documented() {
    let text = only(&[(
        "crpa-articles.csv",
        &bytes("crpa-articles.csv"),
        Some("crpa"),
    )]);
    let printed = file::print(&text);
    assert_eq!(file::parse(&printed).unwrap(), text);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[1], "  \"format\": \"reperess-loi-1\",");
    assert!(lines.contains(&"    {\"num\":\"L112-8\",\"versions\":[{\"id\":\"LEGIARTI000031367348\",\"etat\":\"VIGUEUR\",\"debut\":\"2016-01-01\"}]},"));
    for (from, to, line, expected) in [
        (
            "reperess-loi-1",
            "reperess-loi-9",
            2,
            "«\u{a0}format\u{a0}» doit valoir",
        ),
        (
            "\"texte\": \"crpa\"",
            "\"texte\": \"<x>\"",
            3,
            "n’est pas un identifiant de texte",
        ),
        (
            "  \"date\": \"2025-07-02\"",
            "  \"date\": \"2025-02-30\"",
            7,
            "n’est pas un jour",
        ),
        (
            "\"complet\"",
            "\"complete\"",
            8,
            "la clé «\u{a0}complete\u{a0}» est inconnue",
        ),
        (
            "\"num\":\"L112-8\"",
            "\"num\":\"L112 8\"",
            15,
            "n’est pas un numéro",
        ),
        (
            "LEGIARTI000031367348",
            "LEGISCTA000031367348",
            15,
            "n’est pas un identifiant",
        ),
        (
            "\"num\":\"L112-9\"",
            "\"num\":\"L112-8\"",
            16,
            "donné deux fois",
        ),
        ("\"niveau\":2,", "\"niveau\":7,", 11, "le niveau 7"),
        ("VIGUEUR", "Vigueur", 15, "n’est pas un état"),
        ("\"L112-8\"", "12", 15, "n’est pas de la forme"),
        ("},\n", "}\n", 11, "mal formé"),
    ] {
        let bad = printed.replacen(from, to, 1);
        assert_ne!(bad, printed, "{from}");
        let error = file::parse(&bad).unwrap_err();
        assert!(
            error.line.abs_diff(line) <= 1,
            "{error}, expected at {line}"
        );
        assert!(
            error.to_string().contains(expected),
            "{error}, expected {expected}"
        );
    }
    let error = file::parse(&printed[..printed.len() / 2]).unwrap_err();
    assert!(error.to_string().contains("coupé"));
}

fn a_version() -> impl Strategy<Value = Version> {
    let a_day = || {
        proptest::option::of(
            (-30_000_i64..60_000).prop_map(|days| Day::from_epoch_ms(days * 86_400_000).unwrap()),
        )
    };
    let states = [
        "VIGUEUR",
        "MODIFIE",
        "ABROGE",
        "VIGUEUR_DIFF",
        "INCONNU",
        "MODIFIE_MORT_NE",
    ];
    (
        0_u64..999_999_999_999,
        any::<bool>(),
        a_day(),
        a_day(),
        0..states.len(),
    )
        .prop_map(move |(id, jorf, from, to, state)| Version {
            id: OfficialId::parse(&format!(
                "{}ARTI{id:012}",
                if jorf { "JORF" } else { "LEGI" }
            ))
            .unwrap(),
            state: State::parse(states[state]).unwrap(),
            from,
            to,
        })
}

fn a_row() -> impl Strategy<Value = Row> {
    let heading = (1_u8..6, ".{0,30}", proptest::option::of(0_u64..1_000_000)).prop_map(
        |(level, title, id)| Row::Heading {
            level,
            title,
            id: id.map(|id| OfficialId::parse(&format!("LEGISCTA{id:012}")).unwrap()),
        },
    );
    let article = (
        0_u8..6,
        "(L|R|R\\*|D)[1-9][0-9]{0,2}(-[1-9]){0,2}(bis)?",
        proptest::option::of(".{0,30}"),
        proptest::option::of("L[1-9]"),
        proptest::collection::vec(a_version(), 1..4),
    )
        .prop_map(|(level, num, title, now, versions)| {
            let mut article = OfficialArticle::new(number(&num), versions);
            article.title = title;
            article.renumbered = now.map(|now| number(&now));
            Row::Article { level, article }
        });
    prop_oneof![1 => heading, 3 => article]
}

proptest! {
    #[test]
    fn printed_texts_read_the_same(
        rows in proptest::collection::vec(a_row(), 0..40),
        title in ".{0,40}",
        source in ".{0,40}",
        complete in any::<bool>(),
    ) {
        let mut builder = TextBuilder::default();
        for row in rows {
            // Rows that cannot stand where they fall are refused; what remains is a text.
            let _ = builder.push(row);
        }
        let text = builder.finish(TextFacts {
            id: TextId::new("loi:2014-856"),
            official_id: OfficialId::parse("JORFTEXT000029313296").unwrap(),
            title,
            source,
            date: day("2026-10-06"),
            complete,
        });
        let again = OfficialText::new(text.facts().clone(), text.rows());
        prop_assert_eq!(again.as_ref(), Ok(&text));
        let printed = file::print(&text);
        let read = file::parse(&printed);
        prop_assert_eq!(read.as_ref(), Ok(&text));
        prop_assert_eq!(file::print(&text), printed);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,200}") {
        let _ = file::parse(&text);
        for hint in [None, Some(TextId::new("ccp"))] {
            let mut import = Import::new(wanted(), None);
            let _ = import.take("x", text.as_bytes(), hint.as_ref());
            let _ = import.finish();
        }
    }

    #[test]
    fn no_broken_file_makes_the_readers_panic(at in 0_usize..6_000, byte in any::<u8>()) {
        let text = only(&[("crpa-articles.csv", &bytes("crpa-articles.csv"), Some("crpa"))]);
        for whole in [
            file::print(&text).into_bytes(),
            bytes("legi-data-crpa.json"),
            bytes("crpa-articles.csv"),
            tar(&legi_files()[..2]),
            legi_files()[0].1.clone(),
        ] {
            let mut broken = whole;
            let at = at % broken.len();
            broken[at] = byte;
            if let Ok(text) = std::str::from_utf8(&broken) {
                let _ = file::parse(text);
            }
            let mut import = Import::new(wanted(), None);
            let _ = import.take("x", broken.as_slice(), Some(&TextId::new("crpa")));
            let _ = import.finish();
        }
    }
}

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("content")).unwrap();
    fs::write(
        site.path().join("content/fiche.md"),
        "---\ntitre: Essai\n---\n\nVoir l’article L. 2113-12 du code de la commande publique et l’article R. 958-2 du code rural et de la pêche maritime.\n",
    )
    .unwrap();
    site
}

fn importer(site: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_reperess"))
        .args(["loi", "importer", "--site"])
        .arg(site)
        .args(arguments)
        .output()
        .unwrap()
}

fn listed(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_command_keeps_the_texts_that_the_site_cites() {
    let site = site();
    let folder = site.path().join("content/loi");
    let arguments: Vec<String> = ["ccp-articles.csv", "legi-data-crpa.json", "legi"]
        .iter()
        .map(|name| fixture(name).display().to_string())
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = importer(site.path(), &arguments);
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(
        listed(&folder),
        ["c-rur.json", "ccp.json"],
        "the CRPA is not cited"
    );
    assert!(
        told.contains("2 textes · 19 articles · 3 sections"),
        "{told}"
    );
    assert!(
        told.contains("laissés de côté\u{a0}: Annexe préliminaire\n"),
        "{told}"
    );
    let rural = fs::read_to_string(folder.join("c-rur.json")).unwrap();
    assert!(
        !rural.contains(env!("CARGO_MANIFEST_DIR")),
        "no path of this machine"
    );
    // Once more, the same bytes.
    importer(site.path(), &arguments);
    assert_eq!(
        fs::read_to_string(folder.join("c-rur.json")).unwrap(),
        rural
    );
    assert_eq!(file::print(&file::parse(&rural).unwrap()), rural);
}

#[test]
fn a_damaged_file_leaves_the_old_one_and_nothing_beside() {
    let site = site();
    let folder = site.path().join("content/loi");
    let good = site.path().join("LEGI_20260713.tar.gz");
    let whole = gz(&tar(&legi_files()));
    fs::write(&good, &whole).unwrap();
    assert!(
        importer(site.path(), &[good.to_str().unwrap()])
            .status
            .success()
    );
    let before = fs::read(folder.join("c-rur.json")).unwrap();
    let bad = site.path().join("LEGI_20260714.tar.gz");
    fs::write(&bad, &whole[..whole.len() / 2]).unwrap();
    for arguments in [
        vec![bad.to_str().unwrap()],
        vec![good.to_str().unwrap(), bad.to_str().unwrap()],
        vec!["absent.tar.gz"],
    ] {
        let output = importer(site.path(), &arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(
            told.contains(arguments[arguments.len() - 1]) && told.contains("Rien n’a été écrit"),
            "{told}"
        );
        assert_eq!(listed(&folder), ["c-rur.json"]);
        assert_eq!(fs::read(folder.join("c-rur.json")).unwrap(), before);
    }
}

#[test]
fn a_partial_delivery_does_not_replace_whole_data() {
    let site = site();
    let folder = site.path().join("content/loi");
    let (whole, part) = (site.path().join("a.tar.gz"), site.path().join("b.tar.gz"));
    fs::write(&whole, gz(&tar(&legi_files()))).unwrap();
    fs::write(&part, gz(&tar(&legi_files()[..2]))).unwrap();
    let (whole, part) = (whole.to_str().unwrap(), part.to_str().unwrap());
    assert!(importer(site.path(), &[whole]).status.success());
    let before = fs::read(folder.join("c-rur.json")).unwrap();
    let output = importer(site.path(), &[part]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told.contains("donnees-partielles")
            && told.contains("7 articles avant, 2 dans ce qui a été lu"),
        "{told}"
    );
    assert_eq!(fs::read(folder.join("c-rur.json")).unwrap(), before);
    assert!(importer(site.path(), &[whole, part]).status.success());
}

/// What is said of an import that went well.
fn told_by(site: &Path, arguments: &[&str]) -> String {
    let output = importer(site, arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn tables_imported_one_after_the_other_lose_nothing() {
    let site = site();
    let kept = site.path().join("content/loi/ccp.json");
    let read = || file::parse(&fs::read_to_string(&kept).unwrap()).unwrap();
    let table = |name: &str, lines: &[&str]| {
        let path = site.path().join(name);
        fs::write(&path, lines.join("\n")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let whole = table(
        "ccp-articles.csv",
        &[
            "num,id,etat,date_debut,section",
            "L1,LEGIARTI000000000001,VIGUEUR,2019-04-01,Livre Ier",
            "L2,LEGIARTI000000000002,VIGUEUR,2019-04-01,Livre Ier",
            "L4,LEGIARTI000000000004,VIGUEUR,2019-04-01,Livre Ier > Titre II",
        ],
    );
    let said = told_by(site.path(), &[&whole, "--date", "2020-01-01"]);
    assert!(said.contains("3 articles, 2 sections"), "{said}");
    assert!(!said.contains("avant"), "{said}");
    let said = told_by(site.path(), &[&whole, "--date", "2020-01-01"]);
    assert!(said.contains("rien n’a changé"), "{said}");
    let versions = table(
        "ccp-versions.csv",
        &[
            "num,version_id,etat,date_debut,date_fin",
            "L2,LEGIARTI000000000022,VIGUEUR,2021-01-01,",
            "L3,LEGIARTI000000000003,VIGUEUR,2021-01-01,",
        ],
    );
    let said = told_by(site.path(), &[&versions]);
    assert!(
        said.contains("4 articles, 2 sections, données du 1er\u{a0}janvier 2020")
            && said.contains("avant\u{a0}: 3 articles, 2 sections")
            && said.contains("2 articles (L.\u{a0}1, L.\u{a0}4)"),
        "{said}"
    );
    // The plan stays, the version that was replaced ends, the new article stands after the one before it.
    assert_eq!(
        told(&read()),
        [
            "1 Livre Ier",
            "1: L1 VIGUEUR 2019-04-01..",
            "1: L2 MODIFIE 2019-04-01..2021-01-01, VIGUEUR 2021-01-01..",
            "1: L3 VIGUEUR 2021-01-01..",
            "2 Titre II",
            "2: L4 VIGUEUR 2019-04-01..",
        ]
    );
    let before = fs::read(&kept).unwrap();
    let said = told_by(site.path(), &[&versions]);
    assert!(said.contains("rien n’a changé"), "{said}");
    assert_eq!(fs::read(&kept).unwrap(), before);
    let said = told_by(site.path(), &[&versions, "--remplacer"]);
    assert!(
        said.contains("2 articles, 0 section")
            && said.contains(
                "retirés, alors qu’ils étaient en vigueur\u{a0}: 2 articles (L.\u{a0}1, L.\u{a0}4)"
            ),
        "{said}"
    );
    assert_eq!(read().articles().len(), 2);
}

/// Leaves the first child of each node of a tree.
fn first_only(node: &mut serde_json::Value) {
    if let Some(children) = node["children"].as_array_mut() {
        children.truncate(1);
        children.iter_mut().for_each(first_only);
    }
}

#[test]
fn whole_data_do_not_drop_articles_in_force_unless_told_to() {
    let site = site();
    let folder = site.path().join("content/loi");
    let mut tree: serde_json::Value =
        serde_json::from_slice(&bytes("legi-data-crpa.json")).unwrap();
    let whole = site.path().join("LEGITEXT000031366350.json");
    let part = site.path().join("part.json");
    fs::write(&whole, tree.to_string()).unwrap();
    first_only(&mut tree);
    fs::write(&part, tree.to_string()).unwrap();
    let (whole, part) = (whole.to_str().unwrap(), part.to_str().unwrap());
    let codes = ["--codes", "crpa"];
    told_by(site.path(), &[&[whole], &codes[..]].concat());
    let kept = folder.join("crpa.json");
    let before = fs::read_to_string(&kept).unwrap();
    let refused = importer(site.path(), &[&[part], &codes[..]].concat());
    let told = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1), "{told}");
    assert!(
        told.contains("donnees-partielles") && told.contains("--remplacer"),
        "{told}"
    );
    assert_eq!(fs::read_to_string(&kept).unwrap(), before);
    assert_eq!(listed(&folder), ["crpa.json"]);
    told_by(site.path(), &[&[part, "--remplacer"], &codes[..]].concat());
    assert_ne!(fs::read_to_string(&kept).unwrap(), before);
    // More articles than before are no loss.
    let told = told_by(site.path(), &[&[whole], &codes[..]].concat());
    assert!(told.contains("avant\u{a0}: "), "{told}");
    assert_eq!(fs::read_to_string(&kept).unwrap(), before);
}

#[test]
fn a_package_of_trees_is_read_packed_or_not() {
    let site = site();
    let data = site.path().join("package/data");
    fs::create_dir_all(&data).unwrap();
    let tree = bytes("legi-data-crpa.json");
    fs::write(data.join(format!("{CRPA}.json")), &tree).unwrap();
    fs::write(data.join("index.json"), "[]").unwrap();
    let packed = site.path().join("legi-data.tgz");
    let files = [
        (format!("package/data/{CRPA}.json"), tree),
        ("package/data/index.json".to_owned(), b"[]".to_vec()),
    ];
    fs::write(&packed, gz(&tar(&files))).unwrap();
    let target = site.path().join("content/loi/crpa.json");
    let mut printed = Vec::new();
    for path in [data.parent().unwrap(), &packed] {
        let output = importer(site.path(), &["--codes", "crpa", path.to_str().unwrap()]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        printed.push(fs::read_to_string(&target).unwrap());
        fs::remove_file(&target).unwrap();
    }
    assert_eq!(printed[0], printed[1]);
    assert!(printed[0].contains("LEGISCTA000031367302"));
}

#[test]
fn a_file_of_someone_else_is_never_replaced() {
    let site = site();
    let folder = site.path().join("content/loi");
    fs::create_dir(&folder).unwrap();
    let table = fixture("ccp-articles.csv").display().to_string();
    for foreign in ["{}", "mes notes", "{\"format\":\"reperess-loi-2\"}"] {
        fs::write(folder.join("ccp.json"), foreign).unwrap();
        let output = importer(site.path(), &[&table]);
        assert_eq!(output.status.code(), Some(1));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            told.contains("fichier-etranger") && told.contains("ligne 1"),
            "{told}"
        );
        assert_eq!(
            fs::read_to_string(folder.join("ccp.json")).unwrap(),
            foreign
        );
        assert_eq!(listed(&folder), ["ccp.json"]);
    }
}

#[test]
fn the_command_says_what_is_wrong_with_its_line() {
    let site = site();
    let json = fixture("legi-data-crpa.json").display().to_string();
    let table = fixture("ccp-articles.csv");
    let renamed = site.path().join("articles.csv");
    fs::copy(&table, &renamed).unwrap();
    for (arguments, status, expected) in [
        (vec![json.as_str()], 1, "aucun des textes attendus"),
        (vec!["--codes", "ccx", &json], 2, "vouliez-vous dire"),
        (vec!["--date", "hier", &json], 2, "--date"),
        (vec![], 2, "il manque"),
        (vec![renamed.to_str().unwrap()], 1, "ajoutez --codes"),
        (vec!["--codes", "crpa", &json], 0, ""),
        (
            vec![
                "--codes",
                "ccp",
                "--date",
                "2026-10-06",
                renamed.to_str().unwrap(),
            ],
            0,
            "",
        ),
    ] {
        let output = importer(site.path(), &arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {told}");
        assert!(told.contains(expected), "{arguments:?}: {told}");
    }
    let ccp = fs::read_to_string(site.path().join("content/loi/ccp.json")).unwrap();
    assert!(ccp.contains("\"date\": \"2026-10-06\""));
}

fn law_of_three(numbers: [&str; 3]) -> String {
    let rows: Vec<String> = numbers
        .iter()
        .enumerate()
        .map(|(at, number)| {
            format!("    {{\"num\":\"{number}\",\"versions\":[{{\"id\":\"LEGIARTI00000000000{at}\",\"etat\":\"VIGUEUR\",\"debut\":\"2014-08-02\"}}]}}")
        })
        .collect();
    format!(
        "{{\n  \"format\": \"reperess-loi-1\",\n  \"texte\": \"loi:2014-856\",\n  \"id\": \"JORFTEXT000029313296\",\n  \"titre\": \"Loi\",\n  \"source\": \"essai\",\n  \"date\": \"2026-10-06\",\n  \"contenu\": [\n{}\n  ]\n}}\n",
        rows.join(",\n")
    )
}

#[test]
fn numbers_of_a_law_are_found_with_or_without_art() {
    let text = file::parse(&law_of_three(["36", "art37", "annexe"])).unwrap();
    let numbers: Vec<&str> = text
        .articles()
        .iter()
        .map(|article| article.number.as_str())
        .collect();
    assert_eq!(numbers, ["art36", "art37", "artannexe"]);
    let lettered = file::parse(&law_of_three(["R1", "37", "38"])).unwrap();
    assert_eq!(lettered.articles()[0].number.as_str(), "R1");
    let decree = TextId::new("decret:2020-1");
    assert_eq!(official_number("R1", &decree), Some(number("R1")));
    assert_eq!(official_number("1er", &decree), Some(number("art1")));
    // What is written again is the one form.
    assert_eq!(
        file::print(&text),
        law_of_three(["art36", "art37", "artannexe"])
            .replace("\"contenu\"", "\"complet\": false,\n  \"contenu\"")
    );
    let error = file::parse(&law_of_three(["36", "37", "art36"])).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("l’article art36 est donné deux fois"),
        "{error}"
    );
    assert_eq!(error.line, 11);
}

#[test]
fn data_that_serve_nothing_are_told() {
    let law = law_of_three(["1", "2", "3"]);
    let sheet = "---\ntitre: Essai\n---\n\nL’article 2 de la loi n° 2014-856.\n";
    let told = |files: &[(&str, &str)]| -> Vec<String> {
        let mut all = vec![("fiches/a.md", sheet)];
        all.extend(files);
        let built = reperess::pipeline::build(&reperess::reader::in_memory(&all));
        built
            .found
            .iter()
            .map(|d| {
                format!(
                    "{}: {} {}",
                    d.code,
                    d.message,
                    d.help.as_deref().unwrap_or("")
                )
            })
            .collect()
    };
    assert_eq!(told(&[("loi/ess.json", &law)]), [""; 0]);
    let twice = told(&[("loi/a.json", &law), ("loi/b.json", &law)]);
    assert!(twice[0].starts_with("donnees-en-double"), "{twice:?}");
    for (written, close) in [("CRPA", "crpa"), ("crpaa", "crpa"), ("code-inconnu", "")] {
        let data = law.replace("loi:2014-856", written).replace("JORF", "LEGI");
        let unknown = told(&[("loi/a.json", &data)]);
        assert!(unknown[0].starts_with("donnees-sans-texte"), "{unknown:?}");
        assert_eq!(
            unknown[0].contains(&format!("«\u{a0}{close}\u{a0}»\u{202f}?")),
            !close.is_empty(),
            "{unknown:?}"
        );
    }
}

/// A site of one sheet about the code of relations with the public, with official data on eight of its articles.
fn site_with_data(body: &str) -> reperess::diagnostic::Checked<reperess::pipeline::Built> {
    let data = r#"{
  "format": "reperess-loi-1",
  "texte": "crpa",
  "id": "LEGITEXT000031366350",
  "titre": "Code des relations entre le public et l'administration",
  "source": "essai",
  "date": "2026-10-06",
  "complet": true,
  "contenu": [
    {"niveau":1,"titre":"Livre Ier"},
    {"num":"L112-9","versions":[{"id":"LEGIARTI000000000001","etat":"VIGUEUR","debut":"2016-01-01"}]},
    {"num":"L112-10","versions":[{"id":"LEGIARTI000000000002","etat":"ABROGE","debut":"2016-01-01","fin":"2020-05-02"}]},
    {"num":"L113-1","versions":[{"id":"LEGIARTI000000000003","etat":"VIGUEUR","debut":"2016-01-01"}]},
    {"num":"L114-2","versions":[{"id":"LEGIARTI000000000004","etat":"VIGUEUR","debut":"2016-01-01"}]}
  ]
}
"#;
    let sheet = format!("---\ntitre: Essai\ncode_par_defaut: CRPA\n---\n\n{body}\n");
    let inputs = reperess::reader::in_memory(&[("loi/crpa.json", data), ("fiches/a.md", &sheet)]);
    reperess::pipeline::build(&inputs)
}

fn page_of(built: &reperess::pipeline::Built, path: &str) -> String {
    let page = built.pages.iter().find(|page| page.path == path);
    match page.map(|page| &page.body) {
        Some(reperess::page::Body::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        _ => panic!("no page {path}"),
    }
}

#[test]
fn a_range_follows_the_official_order_and_links_are_exact() {
    let built = site_with_data("Voir les articles L. 112-9 à L. 114-2.");
    assert_eq!(built.found, [], "the data tell what lies between the ends");
    let paths: Vec<&str> = built
        .value
        .pages
        .iter()
        .filter_map(|page| page.path.strip_prefix("articles/crpa/"))
        .collect();
    // L112-10 is repealed: a range that is written today does not mean it.
    assert_eq!(paths, ["l112-9.html", "l113-1.html", "l114-2.html"]);
    let article = page_of(&built.value, "articles/crpa/l113-1.html");
    assert!(
        article.contains("https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000000000003")
    );
    assert!(article.contains("en vigueur depuis le"));
    assert!(article.contains("Livre I"));
}

#[test]
fn a_repealed_article_says_so_and_an_unknown_one_is_an_error() {
    let built = site_with_data("Voir l’article L. 112-10.");
    assert_eq!(built.found, []);
    let article = page_of(&built.value, "articles/crpa/l112-10.html");
    assert!(article.contains("abrogé depuis le 2"), "{article}");

    let built = site_with_data("Voir l’article L. 113-11.");
    let told: Vec<_> = built
        .found
        .iter()
        .map(|found| (found.code, found.help.clone()))
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "article-inconnu");
    assert!(
        told[0]
            .1
            .as_deref()
            .is_some_and(|help| help.contains("L.\u{a0}113-1")),
        "{told:?}"
    );
}
