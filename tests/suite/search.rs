//! Search: terms as the table says, and an index that any site may be made into.

use crate::folder::{Entry, Site, tree};
use reperess::search::analysis::{Analyser, Role, required};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[test]
fn terms_are_those_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/analysis.txt");
    let table = std::fs::read_to_string(path).expect("the table of terms");
    let mut cases = 0;
    for line in table.lines().filter(|line| !line.starts_with("# ")) {
        let (text, expected) = line.split_once(" =>").expect("text => terms");
        let mut analyser = Analyser::default();
        let mut met = Vec::new();
        analyser.read(text, |term, role, _| match role {
            Role::Stop => {}
            Role::Other => met.push(("+", term as usize)),
            _ => met.push(("", term as usize)),
        });
        let known = analyser.into_terms();
        let terms: Vec<String> = met
            .into_iter()
            .map(|(sign, term)| format!("{sign}{}", known[term]))
            .collect();
        assert_eq!(terms.join(" "), expected.trim(), "{text}");
        cases += 1;
    }
    assert!(cases > 50, "{cases} cases");
}

/// The pieces of the index of a site, by name; each is a call with JSON, which no script can end early.
fn pieces(site: &Site) -> BTreeMap<String, Value> {
    site.build_well();
    let mut pieces = BTreeMap::new();
    for (path, file) in tree(&site.output()) {
        let Entry::File(bytes) = file else {
            continue;
        };
        if !path.starts_with("assets/recherche/") {
            continue;
        }
        assert!(bytes.len() < 400_000, "{path}: {} bytes", bytes.len());
        let text = std::str::from_utf8(&bytes).expect("UTF-8");
        assert!(
            !text.contains(['<', '\u{2028}', '\u{2029}']),
            "{path}: what may end a script"
        );
        for call in text.split_inclusive(");\n") {
            let inside = call
                .strip_prefix("reperess(\"")
                .and_then(|call| call.strip_suffix(");\n"))
                .unwrap_or_else(|| panic!("{path}: {call}"));
            let (name, data) = inside.split_once("\",").expect("a name, then data");
            let data = serde_json::from_str(data).expect("JSON");
            assert!(
                pieces.insert(name.to_owned(), data).is_none(),
                "{name} twice"
            );
        }
    }
    pieces
}

/// The lines of a piece of terms: the term, its count, its places.
fn lines(piece: &Value) -> Vec<(String, usize, String)> {
    let text = piece.as_str().expect("text");
    text.lines()
        .map(|line| {
            let parts: Vec<&str> = line.split(' ').collect();
            assert_eq!(parts.len(), 3, "{line}");
            (
                parts[0].to_owned(),
                parts[1].parse().expect("a count"),
                parts[2].to_owned(),
            )
        })
        .collect()
}

/// The entries that places name: the reading of `search.js`, in another hand.
fn entries(places: &str) -> Vec<u32> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut digits = places
        .chars()
        .map(|c| u32::try_from(DIGITS.find(c).expect("a digit")).expect("small"));
    let mut found = Vec::new();
    let mut entry = 0;
    loop {
        let mut number = || {
            let (mut value, mut unit) = (0, 1);
            loop {
                let digit = digits.next()?;
                value += digit % 32 * unit;
                unit *= 32;
                if digit < 32 {
                    return Some(value);
                }
            }
        };
        let Some(step) = number() else {
            return found;
        };
        if step % 2 == 0 {
            entry += step / 2;
            number().expect("a section");
            found.push(entry);
        }
        assert!(digits.next().expect("an impact") > 0);
    }
}

#[test]
fn hostile_words_end_no_script() {
    let site = Site::new(&[(
        "content/a.md",
        "---\ntitre: \"</script><script>alert(1)</script> \\u2028 <!--\"\nthemes: [\"</script>\"]\n---\n\n## `</script>` \u{2028} é\n\n`<img src=x onerror=alert(1)>` « \\\" »\n",
    )]);
    let pieces = pieces(&site);
    let titles: Vec<&str> = pieces["d0"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| entry[2].as_str().expect("a title"))
        .collect();
    assert!(
        titles
            .iter()
            .any(|title| title.contains("</script><script>alert(1)")),
        "{titles:?}"
    );
}

#[test]
fn a_large_site_is_cut_and_loses_nothing() {
    let site = Site::small();
    let filler = "Le marché public est réservé aux entreprises de l’insertion. ".repeat(40);
    for at in 0..160 {
        site.write(
            &format!("content/lot/fiche-{at}.md"),
            format!("---\ntitre: Fiche {at}\nthemes: [Achats]\n---\n\n{filler}\n\n## Mot{at}\n\nUn mot rare : hapax{at}.\n"),
        );
    }
    let pieces = pieces(&site);
    let core = &pieces["index"];
    let firsts: Vec<&str> = core["t"]
        .as_array()
        .expect("pieces")
        .iter()
        .map(|term| term.as_str().expect("a term"))
        .collect();
    assert!(
        pieces.contains_key("mots") && pieces.contains_key("d5"),
        "not cut: {:?}",
        pieces.keys()
    );
    let mut terms = BTreeMap::new();
    let mut last = String::new();
    for (at, first) in firsts.iter().enumerate() {
        let lines = lines(&pieces[&format!("t{at}")]);
        assert_eq!(lines[0].0, *first);
        for (term, count, places) in lines {
            assert!(term > last, "{term} after {last}");
            assert_eq!(entries(&places).len(), count, "{term}");
            last.clone_from(&term);
            terms.insert(term, places);
        }
    }
    let sizes = core["d"].as_str().expect("sizes of pieces");
    let mut titles = Vec::new();
    for at in 0.. {
        let Some(piece) = pieces.get(&format!("d{at}")) else {
            break;
        };
        let piece = piece.as_array().expect("entries");
        // Small pieces: each size is one digit.
        assert_eq!(
            sizes.as_bytes()[at],
            b'A' + u8::try_from(piece.len()).expect("few")
        );
        titles.extend(
            piece
                .iter()
                .map(|entry| entry[2].as_str().expect("a title").to_owned()),
        );
    }
    for at in 0..160 {
        let found: BTreeSet<String> = entries(&terms[&required(&format!("hapax{at}"))[0]])
            .into_iter()
            .map(|entry| titles[entry as usize].clone())
            .collect();
        assert_eq!(found, BTreeSet::from([format!("Fiche {at}")]));
    }
    assert_eq!(entries(&terms["t:achats"]).len(), 161);
    let words = pieces["mots"].as_str().expect("text");
    let mut before = String::new();
    let known: Vec<String> = words
        .lines()
        .map(|line| {
            let shared = line[..1]
                .chars()
                .next()
                .and_then(|c| c.to_digit(36))
                .expect("a digit");
            before = format!("{}{}", &before[..shared as usize], &line[1..]);
            before.clone()
        })
        .collect();
    assert!(
        known.is_sorted() && known.contains(&"insertion".to_owned()),
        "{known:?}"
    );
}
