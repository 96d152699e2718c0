//! References in plain text: `tests/law/references.txt`, one case a line.

use reperess::law::Texts;
use reperess::sheet::refs;
use std::path::Path;

/// A line of the file.
struct Case {
    line: usize,
    code: Option<String>,
    text: String,
    ids: String,
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law/references.txt");
    let file = std::fs::read_to_string(path).expect("the cases");
    file.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(at, line)| {
            let (text, ids) = line
                .rsplit_once(" => ")
                .unwrap_or_else(|| panic!("line {}: no arrow", at + 1));
            let (code, text) = match text.split_once(" | ") {
                Some((code, text)) => (Some(code.to_owned()), text),
                None => (None, text),
            };
            Case {
                line: at + 1,
                code,
                text: unescaped(text),
                ids: ids.to_owned(),
            }
        })
        .collect()
}

/// `\n` and `\u{…}` as the characters they stand for.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('n') {
            out.push('\n');
            rest = after;
        } else if let Some((hex, after)) = rest
            .strip_prefix("u{")
            .and_then(|rest| rest.split_once('}'))
        {
            let code = u32::from_str_radix(hex, 16).expect("a hexadecimal number");
            out.push(char::from_u32(code).expect("a character"));
            rest = after;
        } else {
            panic!("an escape that is none: \\{rest}");
        }
    }
    out + rest
}

#[test]
fn each_line_gives_its_references() {
    let texts = Texts::known();
    let cases = cases();
    assert!(cases.len() >= 120, "{} cases", cases.len());
    let mut faults = Vec::new();
    for case in &cases {
        let default = case.code.as_deref().map(|code| {
            texts
                .by_abbreviation(code)
                .unwrap_or_else(|| panic!("line {}: no code {code}", case.line))
        });
        let found: Vec<String> = refs::in_plain_text(&case.text, texts, default)
            .iter()
            .flat_map(refs::Found::ids)
            .collect();
        let got = if found.is_empty() {
            "none".to_owned()
        } else {
            found.join(", ")
        };
        if got != case.ids {
            faults.push(format!(
                "tests/law/references.txt:{}: {:?}\n  expected {}\n  got      {got}",
                case.line, case.text, case.ids
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {}\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
}

/// What was found is exactly what the text says at its place, and nothing that a reader would not call the reference.
#[test]
fn a_reference_spans_its_words_and_no_more() {
    let texts = Texts::known();
    for (text, words) in [
        (
            "Voir l’article L. 2113-12 du CCP, en entier.",
            "article L. 2113-12 du CCP",
        ),
        ("(art. R2152-7 CCP)", "art. R2152-7 CCP"),
        (
            "La loi n° 2014-856 du 31 juillet 2014 compte.",
            "loi n° 2014-856 du 31 juillet 2014",
        ),
        (
            "Selon la directive 2014/24/UE, oui.",
            "directive 2014/24/UE",
        ),
        (
            "Été : l’article\u{a0}34 de la Constitution.",
            "article\u{a0}34 de la Constitution",
        ),
    ] {
        let found = refs::in_plain_text(text, texts, None);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(&text[found[0].range.clone()], words);
        assert_eq!(found[0].text, words);
    }
}
