//! French typography: golden cases, what must hold of any text, and the tree of a sheet.

use proptest::prelude::*;
use reperess::bibliography::Bibliography;
use reperess::config::Config;
use reperess::document::{Block, Inline, plain_text};
use reperess::input::{FileId, InputFile};
use reperess::law::Texts;
use reperess::sheet::{self, FactSheet, Shared};
use reperess::stages::Stopwatch;
use reperess::typography::{ordinals, text};

/// The words as the cases write them: raised letters between braces, spaces that do not break as `~` and `^`.
fn shown(words: &str) -> String {
    let mut out = String::new();
    ordinals::each(&text(words), |piece, raised| {
        if raised {
            out.push('{');
            out.push_str(piece);
            out.push('}');
        } else {
            out.push_str(piece);
        }
    });
    out.replace('\u{a0}', "~").replace('\u{202f}', "^")
}

fn typed(words: &str) -> String {
    words.replace('~', "\u{a0}").replace('^', "\u{202f}")
}

fn cases() -> Vec<(String, String)> {
    let mut cases = Vec::new();
    for line in include_str!("../typography/cases.txt").lines() {
        if let Some(words) = line.strip_prefix("= ") {
            cases.push((typed(words), words.to_owned()));
        } else if !line.starts_with("# ") && !line.is_empty() {
            let (words, expected) = line
                .split_once(" => ")
                .unwrap_or_else(|| panic!("no arrow in {line}"));
            cases.push((typed(words), expected.to_owned()));
        }
    }
    cases
}

#[test]
fn golden_cases() {
    let wrong: Vec<String> = cases()
        .iter()
        .filter(|(words, expected)| shown(words) != *expected)
        .map(|(words, expected)| format!("{words:?}\n  is  {}\n  not {expected}", shown(words)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases().len() >= 150, "{} cases", cases().len());
}

#[test]
fn what_is_right_stays() {
    for (words, _) in cases() {
        let once = text(&words).into_owned();
        assert_eq!(text(&once), once, "{words}");
    }
}

/// Bits of text that rules look for, to be put together at random.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        " ", " ", " ", "\u{a0}", "\u{202f}", "\n", "a", "mot", "É", "M", "M.", "Mme", "Dr", "L.",
        "R.*", "art.", "p.", "n°", "nº", "§", "1", "12", "000", "345", "2024", "-", "–", "—", "/",
        "%", "€", "°C", "°", "h", "kg", "M€", ";", ":", "!", "?", ".", "...", "…", ",", "'", "’",
        "\"", "«", "»", "“", "”", "(", ")", "[", "]", "er", "e", "I", "XX", "du", "janvier", "nos",
        "://", "www.", "@", "\\", "_", "=", "&", "\u{fffc}", "\u{2028}", "x", "J.", "Dupont",
        "etc.", "l'", "qu'", "SIRET", "0", "+33", "#", "<", ">", "\u{2009}", "\t", "🙂",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// What may never change: letters, digits and every mark but those that the rules are about.
fn kept(words: &str) -> String {
    words
        .replace("...", "…")
        .chars()
        .filter(|c| !matches!(c, ' ' | '\n' | '\u{a0}' | '\u{202f}' | '\u{2009}'))
        .map(|c| match c {
            '\'' => '’',
            '«' | '»' | '“' | '”' | '‘' => '"',
            c => c,
        })
        .map(|c| if c == '’' { '\'' } else { c })
        .collect::<String>()
        .replace('"', "'")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn twice_is_once(words in prop_oneof![pieces(), any::<String>()]) {
        let once = text(&words).into_owned();
        prop_assert_eq!(text(&once).into_owned(), once);
    }

    #[test]
    fn nothing_but_spaces_and_marks_changes(words in prop_oneof![pieces(), any::<String>()]) {
        let set = text(&words).into_owned();
        prop_assert_eq!(kept(&set), kept(&words));
    }

    #[test]
    fn raising_loses_nothing(words in prop_oneof![pieces(), any::<String>()]) {
        let mut all = String::new();
        ordinals::each(&words, |piece, _| all.push_str(piece));
        prop_assert_eq!(all, words);
    }

    #[test]
    fn a_sheet_is_set_as_its_words_are(words in pieces()) {
        // Between two words, so that no piece is read as Markdown's own.
        let words: String = words.chars().filter(|c| c.is_alphanumeric() || " ;:!?%€«»'’,.".contains(*c)).collect();
        let words = format!("mot {} mot", words.trim());
        let expected = text(&words).split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
        let sheet = sheet(&format!("---\ntitre: T\n---\n{words}\n"));
        prop_assert_eq!(first_words(&sheet).split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" "), expected);
    }
}

#[test]
fn a_long_text_without_spaces_costs_no_more_than_its_length() {
    for piece in [
        "a'a", "a;", "1 ", "1-", "1e-", "\"a\" ", "a.b", "– a ", "« ", "M. ", "...a", "1:", "du I ",
    ] {
        let long = piece.repeat(400_000 / piece.len());
        let begun = std::time::Instant::now();
        let set = text(&long).into_owned();
        ordinals::each(&set, |_, _| {});
        // What grows with the square of the length takes minutes.
        assert!(begun.elapsed().as_secs() < 20, "{piece:?}");
    }
}

fn sheet_with(source: &str, config: &Config) -> FactSheet {
    let file = InputFile {
        path: "exemple.md".into(),
        shown: "content/exemple.md".into(),
        text: source.into(),
    };
    let shared = Shared {
        config,
        bibliography: &Bibliography::default(),
        texts: Texts::known(),
        stopwatch: Stopwatch::none(),
    };
    sheet::parse(FileId(0), &file, shared).value
}

fn sheet(source: &str) -> FactSheet {
    sheet_with(source, &Config::default())
}

fn first_words(sheet: &FactSheet) -> String {
    match &sheet.document.blocks[0] {
        Block::Paragraph { content, .. } => plain_text(content),
        block => panic!("{block:?}"),
    }
}

/// The first paragraph of a sheet of these lines, spaces shown as in the cases.
fn body(markdown: &str) -> String {
    first_words(&sheet(&format!("---\ntitre: Exemple\n---\n{markdown}\n")))
        .replace('\u{a0}', "~")
        .replace('\u{202f}', "^")
}

#[test]
fn marks_are_seen_across_pieces() {
    for (markdown, expected) in [
        ("**mot** !", "mot^!"),
        ("**mot**!", "mot^!"),
        ("(voir *CCP*) ;", "(voir CCP)^;"),
        ("(voir *CCP*); puis", "(voir CCP)^; puis"),
        ("**Objet** : marché", "Objet~: marché"),
        ("**Objet :** marché", "Objet~: marché"),
        ("« **mot** »", "«~mot~»"),
        ("«*mot*»", "«~mot~»"),
        ("\"**mot** et *mot*\"", "«~mot et mot~»"),
        ("l'**ESS**", "l’ESS"),
        ("l'[ESS](autre.md) !", "l’ESS^!"),
        ("**M.** Dupont", "M.~Dupont"),
        ("**12** %", "12~%"),
        ("**12**%", "12~%"),
        ("**50** 000 €", "50^000~€"),
        ("mot[^1] !\n\n[^1]: Note.", "mot^!"),
        ("`code` !", "code^!"),
        ("voir l'`article`", "voir l’article"),
        // The end of a source line is a space.
        ("Attention\n! Suite", "Attention^! Suite"),
        ("M.\nDupont", "M.~Dupont"),
        ("L.\n2113-15", "L.~2113-15"),
        // A break that was asked for is not.
        ("Objet\\\n! marché", "Objet ! marché"),
    ] {
        assert_eq!(body(markdown), expected, "{markdown}");
    }
}

#[test]
fn what_is_not_french_prose_stays() {
    for (markdown, expected) in [
        ("`a ; b` ; c", "a ; b^; c"),
        ("[What is it?]{lang=en} Oui!", "What is it? Oui^!"),
        ("[Que faire?]{lang=fr-CA}", "Que faire^?"),
        ("[a : b ; l'c]{typo=non} ; d", "a : b ; l'c^; d"),
        (
            "<https://exemple.fr/l'a;b?c> ; d",
            "https://exemple.fr/l'a;b?c^; d",
        ),
        ("<kbd>a ; b</kbd> ; c", "a ; b^; c"),
        ("<em lang=\"en\">a ; b</em> ; c", "a ; b^; c"),
        ("<em>a ; b</em>", "a^; b"),
    ] {
        assert_eq!(body(markdown), expected, "{markdown}");
    }
    // Numbers of law are read as they were written, and stay.
    let source = "---\ntitre: Exemple\n---\nVoir l'article L. 2113-15 du code de la commande publique : oui !\n";
    let set = sheet(source);
    let kept = sheet(&source.replace("titre: Exemple", "titre: Exemple\ntypographie: false"));
    assert_eq!(set.law.len(), 1);
    assert_eq!(set.law[0].parts, kept.law[0].parts);
    assert_eq!(set.law[0].passage.before, "Voir l’");
    assert_eq!(
        set.law[0].passage.cited,
        "article L.\u{a0}2113-15 du code de la commande publique"
    );
    assert_eq!(set.law[0].passage.after, "\u{a0}: oui\u{202f}!");
}

#[test]
fn places_in_the_source_stay() {
    let source = "---\ntitre: Exemple\n---\nAvant : l'« un » et\n! **mot** ?\n";
    let spans = |sheet: &FactSheet| -> Vec<String> {
        fn gather(content: &[Inline], source: &str, out: &mut Vec<String>) {
            for inline in content {
                match inline {
                    Inline::Text { span, .. } => {
                        let words = &source[span.start as usize..span.end as usize];
                        out.extend((!words.is_empty()).then(|| words.to_owned()));
                    }
                    Inline::Strong(content) => gather(content, source, out),
                    _ => {}
                }
            }
        }
        let Block::Paragraph { content, .. } = &sheet.document.blocks[0] else {
            panic!("a paragraph");
        };
        let mut out = Vec::new();
        gather(content, source, &mut out);
        out
    };
    let set = sheet(source);
    assert_eq!(
        spans(&set),
        ["Avant : l'« un » et", "! ", "mot", " ?"],
        "each piece still names its own words"
    );
    assert_eq!(
        first_words(&set),
        "Avant\u{a0}: l’«\u{a0}un\u{a0}» et\u{202f}! mot\u{202f}?"
    );
}

#[test]
fn every_string_of_a_sheet_is_set() {
    let source = "---\ntitre: \"L'ESS : quoi ?\"\nresume: L'essentiel !\nthemes: [\"Droit de l'ESS\"]\n\
        essentiel: [\"Un point !\"]\nhors_sujet: Rien !\nhistorique:\n  - date: 2026-01-02\n    texte: L'ajout !\n---\n\
        ## Pourquoi ?\n\n> [!NOTE] L'oubli !\n> Texte !\n\n| A ? | B |\n|---|---|\n| C ! | D |\n\n\
        ![L'image !](i.svg \"L'image !\")\n\nTerme ?\n: Sens !\n\n- Point[^1] !\n\n[^1]: Note !\n";
    let set = sheet(source);
    assert_eq!(set.front.title, "L’ESS\u{a0}: quoi\u{202f}?");
    assert_eq!(set.front.summary.as_deref(), Some("L’essentiel\u{202f}!"));
    assert_eq!(set.front.topics, ["Droit de l’ESS"]);
    assert_eq!(set.front.history[0].text, "L’ajout\u{202f}!");
    assert_eq!(set.headings[0].text, "Pourquoi\u{202f}?");
    assert_eq!(set.headings[0].id, "pourquoi");
    let tree = format!(
        "{:?}{:?}{:?}{:?}",
        set.document, set.essential, set.out_of_scope, set.notes
    );
    assert!(
        !tree.contains(" !") && !tree.contains(" ?") && !tree.contains('\''),
        "{tree}"
    );
    // Switched off, nothing moves: for the sheet, for the site, and for a sheet in another language.
    let as_written = "L'ESS : quoi ?";
    let sheet_off = source.replacen("titre", "typographie: false\ntitre", 1);
    assert_eq!(sheet(&sheet_off).front.title, as_written);
    let other = source.replacen("titre", "langue: en\ntitre", 1);
    assert_eq!(sheet(&other).front.title, as_written);
    let site_off = Config {
        typography: false,
        ..Config::default()
    };
    assert_eq!(sheet_with(source, &site_off).front.title, as_written);
    assert!(first_words(&sheet_with("---\ntitre: T\n---\nOui !\n", &site_off)).contains(" !"));
    // A sheet may ask for what the site does not.
    let sheet_on = source.replacen("titre", "typographie: true\ntitre", 1);
    assert_eq!(
        sheet_with(&sheet_on, &site_off).front.title,
        "L’ESS\u{a0}: quoi\u{202f}?"
    );
}

#[test]
fn an_extract_of_the_law_stays() {
    let quoted = |kind: &str| {
        let source = format!(
            "---\ntitre: T\n---\n> [!{kind}]\n> Avant !\n>\n> > L'acheteur peut : réserver.\n"
        );
        format!("{:?}", sheet(&source).document)
    };
    assert!(quoted("LOI").contains("L'acheteur peut : réserver."));
    assert!(quoted("LOI").contains("Avant\\u{202f}!"));
    assert!(quoted("NOTE").contains("L’acheteur peut\\u{a0}: réserver."));
}
