//! Laws that hold for any text: nothing panics, places are true, and the same site gives the same bytes.

use proptest::prelude::*;
use reperess::bibliography::upkeep;
use reperess::diagnostic::{Diagnostic, Place, format};
use reperess::input::{FileId, InputFile, Inputs};
use reperess::law::{self, Context, Texts};
use reperess::page::{Body, Page};
use reperess::sheet::{self, Shared, citations, front_matter, refs};
use reperess::stages::Stopwatch;
use reperess::{
    bibliography, bibliography::Bibliography, config, config::Config, pipeline, reader, yaml,
};

/// Pieces of the dialect: what is special to some parser, alone or next to another.
const TOKENS: &[&str] = &[
    "---\n",
    "\n---\n",
    "titre: ",
    "titre:\n",
    "date: 2025-02-30\n",
    "articles:\n  - ",
    "sources:\n",
    "  - id: a\n",
    "    title: b\n",
    "numero: ",
    "essentiel: [",
    "historique:\n  - {date: 2024, texte: x}\n",
    "&a ",
    "*a",
    "!!str ",
    "|\n ",
    ">-\n ",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "#",
    ": ",
    "- ",
    "? ",
    "%",
    "\t",
    "\r\n",
    "\n",
    "\n\n",
    " ",
    "\u{a0}",
    "\u{202f}",
    "\u{feff}",
    "\u{0}",
    "\u{202e}",
    "\u{fffc}",
    "é",
    "œ",
    "e\u{301}",
    "😀",
    "’",
    "«\u{a0}",
    "\u{2011}",
    "art. ",
    "articles ",
    "l’article ",
    "L. ",
    "L2113-12",
    "R. 2152-6",
    " à ",
    " et ",
    ", ",
    "1er",
    "bis",
    "quater",
    "2°",
    " CCP",
    " du même code",
    "du code de la commande publique",
    "loi n° 2014-856",
    " du 31 juillet 2014",
    "décret n° ",
    "directive 2014/24/UE",
    "RGPD",
    "CE, 25 mai 2018, n° 417580",
    "aff. C-280/00",
    "{loi: ",
    "{loi: ccp L2113-15}",
    "{lang=en}",
    "[^1]",
    "[^1]: ",
    "[@a",
    "[@a, art. 1er]",
    "[@a ; @b]",
    "[[",
    "]]",
    "[[a#b|c]]",
    "(b.md)",
    "(javascript:x)",
    "![",
    "](a.svg \"x\")",
    "> ",
    "> [!NOTE] ",
    "> [!CHIFFRES]\n",
    "# ",
    "## ",
    "{#a .b}",
    "| a | b |\n|--|--|\n",
    ": ",
    "```\n",
    "~~~rust\n",
    "`",
    "**",
    "*",
    "_",
    "~~",
    "\\",
    "<b>",
    "</b>",
    "<script>",
    "<!--",
    "<div>\n",
    "</div>",
    "&amp;",
    "&#x202e;",
    "1. ",
    "- [x] ",
    "***\n",
    "<https://a.fr>",
    "999999999999999999999",
    "-1",
    "2024-12-31",
    "…",
    "a",
    "mot ",
];

/// Any text: characters of any kind, or pieces of the dialect, or both.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(TOKENS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zA-Z0-9 .,;:-]{0,8}",
    ];
    prop_oneof![
        4 => proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat()),
        1 => ".{0,200}",
        // Any bytes at all, as a reader that replaces what is no UTF-8 would show them.
        1 => proptest::collection::vec(any::<u8>(), 0..300)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

/// `count` runs of each law, or as many as `PROPTEST_CASES` says: a long search costs one variable.
fn runs(count: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|asked| asked.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(count),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn file(path: &str, text: &str) -> Inputs {
    let mut inputs = Inputs::default();
    inputs.add(InputFile {
        path: path.into(),
        shown: format!("content/{path}"),
        text: text.into(),
    });
    inputs
}

/// The remarks can be shown, and stand on the borders of characters of their file.
fn check_remarks(found: &[Diagnostic], inputs: &Inputs) {
    for remark in found {
        let related = remark.related.iter().map(|(span, _)| span);
        let own = match &remark.place {
            Place::Span(span) => Some(span),
            _ => None,
        };
        for span in own.into_iter().chain(related) {
            let text = &inputs.file(span.file).text;
            let range = span.range();
            assert!(
                range.start <= range.end && range.end <= text.len() + 1,
                "{remark:?}"
            );
            assert!(
                text.is_char_boundary(range.start.min(text.len())),
                "{remark:?}"
            );
        }
    }
    let told = format::human(found, inputs, false);
    assert!(told.len() <= 200_000);
    assert!(
        !told
            .chars()
            .any(|c| c != '\n' && reperess::input::is_hidden(c)),
        "{told}"
    );
}

proptest! {
    #![proptest_config(runs(256))]

    #[test]
    fn any_front_matter_is_read(text in text()) {
        let text = format!("---\n{text}\n---\ncorps\n");
        let inputs = file("a.md", &text);
        let parts = front_matter::split(&text);
        prop_assert!(parts.body <= text.len() && text.is_char_boundary(parts.body));
        let read = front_matter::parse(FileId(0), inputs.file(FileId(0)), &parts, false, Texts::known());
        check_remarks(&read.found, &inputs);
    }

    /// A better address has none better: mending twice is mending once.
    #[test]
    fn any_address_is_mended_once(
        host in "(https?|HTTP)://(www\\.)?(legifrance\\.gouv|senat|exemple)\\.fr",
        page in "/(affich(Code|CodeArticle|Texte|TexteArticle|JuriAdmin)\\.do)?(;x)?",
        query in "(\\?|&|&amp;|#|=|cidTexte=|idArticle=|idSectionTA=|dateTexte=|(JORFTEXT|LEGITEXT|LEGIARTI|LEGISCTA)000029313296|20190401|é|categorieLien=cid){0,9}",
        any in text(),
    ) {
        for url in [format!("{host}{page}?{query}"), format!("{host}{any}"), any] {
            if let Some(better) = upkeep::replacement(&url) {
                prop_assert!(better.starts_with("https://"), "{better}");
                prop_assert_eq!(upkeep::replacement(&better), None, "{} from {}", better, url);
            }
        }
    }

    #[test]
    fn any_sheet_is_read(text in text(), head in any::<bool>()) {
        let text = if head { format!("---\ntitre: Une fiche\n---\n\n{text}") } else { text };
        let inputs = file("a.md", &text);
        let (config, bibliography) = (Config::default(), Bibliography::default());
        let shared = Shared { config: &config, bibliography: &bibliography, texts: Texts::known(), stopwatch: Stopwatch::none() };
        let read = sheet::parse(FileId(0), inputs.file(FileId(0)), shared);
        check_remarks(&read.found, &inputs);
        for mention in &read.value.law {
            let range = mention.span.range();
            prop_assert!(text.get(range.clone()).is_some(), "{range:?} is no place of {text:?}");
        }
    }

    #[test]
    fn any_yaml_is_read(text in text()) {
        let inputs = file("sources.yaml", &text);
        check_remarks(&yaml::parse(&text, FileId(0), 0).found, &inputs);
        let shared = [(FileId(0), inputs.file(FileId(0)))];
        check_remarks(&bibliography::formats::parse_shared(shared).found, &inputs);
        check_remarks(&config::parse(FileId(0), inputs.file(FileId(0))).found, &inputs);
    }

    #[test]
    fn any_citation_is_read(text in text()) {
        if citations::is_cluster(&text) {
            let _ = citations::parse(&text);
        }
        let _ = citations::parse(&format!("@{text}"));
    }

    #[test]
    fn references_stand_on_characters_in_order_and_apart(text in text()) {
        let mut end = 0;
        let candidates = law::find(&text, Texts::known());
        for candidate in &candidates {
            prop_assert!(candidate.range.start >= end, "{candidate:?} overlaps what is before it");
            prop_assert!(candidate.range.start < candidate.range.end);
            prop_assert!(text.get(candidate.range.clone()).is_some(), "{candidate:?} cuts a character");
            for part in &candidate.parts {
                prop_assert!(text.get(part.range.clone()).is_some(), "{part:?} cuts a character");
            }
            end = candidate.range.end;
        }
        let settled = Context::new(None).settle(Texts::known(), &text, candidates);
        for mention in settled {
            prop_assert!(!mention.parts.is_empty());
        }
        for found in refs::in_markdown(&text, Texts::known(), None) {
            prop_assert_eq!(&text[found.range.clone()], found.text.as_str());
        }
    }

    #[test]
    fn any_entry_of_articles_is_read(text in text()) {
        if let Err(error) = law::parse_entry(&text, Texts::known(), None) {
            prop_assert!(text.trim().get(error.range.clone()).is_some(), "{error:?} of {text:?}");
        }
    }
}

proptest! {
    #![proptest_config(runs(24))]

    #[test]
    fn any_site_is_built(texts in proptest::collection::vec(text(), 1..4), glossary in text()) {
        let mut files: Vec<(String, String)> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| (format!("f{at}.md"), format!("---\ntitre: Fiche {at}\n---\n\n{text}")))
            .collect();
        files.push(("glossaire.yaml".into(), glossary));
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let inputs = reader::in_memory(&files);
        check_remarks(&pipeline::build(&inputs).found, &inputs);
    }
}

const SITE: &[(&str, &str)] = &[
    (
        "site.yaml",
        "titre: Un site\nurl: https://exemple.fr/guides/\n",
    ),
    (
        "sources.yaml",
        "- id: guide\n  title: Guide des achats\n  date: 2024\n- id: loi\n  type: legislation\n  title: Loi\n",
    ),
    (
        "glossaire.yaml",
        "- terme: Scic\n  definition: Société coopérative.\n- terme: Insertion\n  definition: Voir la Scic.\n",
    ),
    (
        "a.md",
        "---\ntitre: Marchés réservés\nnumero: 2\nthemes: [Insertion, Achats]\n---\n\n## Une partie\n\nLes articles L. 2113-12 à \
         L. 2113-15 du CCP [@guide], voir [[b]] et la Scic[^1].\n\n[^1]: Une note [@loi, art. 2].\n",
    ),
    (
        "b.md",
        "---\ntitre: Clauses sociales\nnumero: 1\nthemes: [Achats]\ndate: 2024-05\n---\n\nL’article L. 2113-13 du CCP, la loi \
         n° 2014-856 [@guide] ; [retour](a.md#une-partie).\n",
    ),
    (
        "c.md",
        "---\ntitre: Entretien\ntype: entretien\ndate: 2024\n---\n\n**Pourquoi ?**\n\nL’article 13 de la loi n° 2014-856.\n",
    ),
    (
        "d/e.md",
        "---\ntitre: À propos\ntype: page\n---\n\nDirective 2014/24/UE, [[a|une fiche]].\n",
    ),
    ("index.md", "Bienvenue, voir [[a]].\n"),
];

fn built(inputs: &Inputs, threads: usize) -> Vec<(String, Vec<u8>)> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    let made = pool.install(|| pipeline::build(inputs));
    assert_eq!(made.found, [], "the site is sound");
    made.value
        .pages
        .into_iter()
        .map(|Page { path, body }| match body {
            Body::Bytes(bytes) => (path, bytes.to_vec()),
            Body::Copy { .. } => panic!("{path}: this site has no attachment"),
        })
        .collect()
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let inputs = reader::in_memory(SITE);
    let once = built(&inputs, 1);
    assert!(once.len() > 25, "{} files", once.len());
    for threads in [1, 2, 7] {
        assert!(built(&inputs, threads) == once, "{threads} threads");
    }
}

proptest! {
    #![proptest_config(runs(6))]

    /// A disk may list files in any order. `reader` sorts them by path; here the texts come in another order under it.
    #[test]
    fn the_order_of_files_changes_no_byte(order in Just((0..SITE.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let straight = reader::in_memory(SITE);
        let mut shuffled = Inputs { config: None, sheets: Vec::new(), sources: Vec::new(), ..Inputs::default() };
        for at in order {
            let file = straight.files[at].clone();
            let path = file.path.clone();
            let id = shuffled.add(file);
            match path.as_str() {
                "site.yaml" => shuffled.config = Some(id),
                "sources.yaml" => shuffled.sources.push(id),
                "glossaire.yaml" => shuffled.glossary = Some(id),
                _ => shuffled.sheets.push(id),
            }
        }
        prop_assert!(built(&shuffled, 2) == built(&straight, 1));
    }
}
