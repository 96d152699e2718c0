//! The law read in two corpora with their expected answers, measured, and what must hold of any text.
//!
//! `tests/law/dev-corpus` was written for the project, `tests/law/corpus` holds hard cases of our own: visas, changes to a
//! text, courts, lists, numbers, traps. Their README files give the rules.

use proptest::prelude::*;
use reperess::law::{self, Context, LegalRef, Texts};
use reperess::sheet::refs;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Scores that a change may not lower: F1 of the places found, then of the ids.
const RECORDED: [(&str, f64, f64); 2] = [("dev-corpus", 0.999, 0.999), ("corpus", 0.999, 0.999)];

/// What a recogniser got right, wrong and not at all.
#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Count {
    fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

struct Place {
    start: u64,
    end: u64,
    kind: String,
    ids: BTreeSet<String>,
    optional: bool,
    text: String,
}

/// Ids without what two right answers may differ by: "/UE" after a directive's number, a day that stands for a number.
fn ids(value: &Value) -> BTreeSet<String> {
    let one = |id: &Value| {
        let id = id.as_str().unwrap_or_default();
        let id = ["/UE", "/CEE", "/CE"]
            .iter()
            .fold(id.to_owned(), |id, suffix| id.replace(suffix, ""));
        id.replace("loi:1978-01-06", "loi:78-17")
            .replace("loi:1947-09-10", "loi:47-1775")
    };
    value
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|id| match id {
            Value::Object(range) => range.values().map(one).collect(),
            id => vec![one(id)],
        })
        .collect()
}

fn place(record: &Value) -> Place {
    let number = |key: &str| record[key].as_u64().unwrap_or_default();
    let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
    Place {
        start: number("start"),
        end: number("end"),
        kind: text("kind"),
        ids: ids(&record["ids"]),
        optional: record["optional"] == Value::Bool(true),
        text: text("text"),
    }
}

/// Whether two places are the same: half of the shorter one is common, and neither is a blanket over the other.
fn same(found: &Place, expected: &Place) -> bool {
    let common = found
        .end
        .min(expected.end)
        .saturating_sub(found.start.max(expected.start));
    let (length, other) = (found.end - found.start, expected.end - expected.start);
    common * 2 >= length.min(other) && common > 0 && length <= 3 * other + 100
}

/// Scores by kind, of places and of ids, and what went wrong, in words.
fn measure(corpus: &str) -> (BTreeMap<String, (Count, Count)>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/law")
        .join(corpus);
    let gold = std::fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let mut expected: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for line in gold.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let file = record["file"].as_str().unwrap().to_owned();
        expected.entry(file).or_default().push(place(&record));
    }
    let mut scores: BTreeMap<String, (Count, Count)> = BTreeMap::new();
    let mut faults = Vec::new();
    for (file, expected) in &expected {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let texts = Texts::known();
        let found: Vec<Value> =
            serde_json::from_str(&refs::json(&refs::in_markdown(&text, texts, None), texts))
                .unwrap();
        let found: Vec<Place> = found.iter().map(place).collect();
        let required: Vec<&Place> = expected
            .iter()
            .filter(|place| place.kind != "neg" && !place.optional)
            .collect();
        for wanted in &required {
            let (places, references) = scores.entry(wanted.kind.clone()).or_default();
            let mut matching = found.iter().filter(|found| same(found, wanted)).peekable();
            if matching.peek().is_none() {
                places.missed += 1;
                references.missed += wanted.ids.len();
                faults.push(format!("{file}: missed {:?}", wanted.text));
                continue;
            }
            places.right += 1;
            let given: BTreeSet<String> = matching.flat_map(|found| found.ids.clone()).collect();
            let right = wanted.ids.intersection(&given).count();
            references.right += right;
            references.missed += wanted.ids.len() - right;
            if right < wanted.ids.len() {
                faults.push(format!(
                    "{file}: {:?} is {:?}, not {given:?}",
                    wanted.text, wanted.ids
                ));
            }
        }
        for found in &found {
            let (places, references) = scores.entry(found.kind.clone()).or_default();
            let wanted: BTreeSet<&String> = required
                .iter()
                .filter(|wanted| same(found, wanted))
                .flat_map(|wanted| &wanted.ids)
                .collect();
            let free = expected
                .iter()
                .any(|place| place.optional && same(found, place));
            if wanted.is_empty() && !free {
                places.wrong += 1;
                faults.push(format!("{file}: {:?} is no reference", found.text));
            }
            if !free {
                references.wrong += found
                    .ids
                    .iter()
                    .filter(|id| !id.starts_with('?') && !wanted.contains(id))
                    .count();
            }
        }
    }
    (scores, faults)
}

#[test]
fn recognition_stays_as_good_as_recorded() {
    for (corpus, recorded_places, recorded_ids) in RECORDED {
        let (scores, faults) = measure(corpus);
        println!("{corpus:<16} places P     R     F1    ids P     R     F1");
        let (mut places, mut references) = (Count::default(), Count::default());
        let add = |total: &mut Count, more: Count| {
            total.right += more.right;
            total.wrong += more.wrong;
            total.missed += more.missed;
        };
        let line = |name: &str, places: Count, references: Count| {
            println!(
                "  {name:<16} {:>10.3} {:.3} {:.3} {:>9.3} {:.3} {:.3}",
                places.precision(),
                places.recall(),
                places.f1(),
                references.precision(),
                references.recall(),
                references.f1()
            );
        };
        for (kind, (of_kind, ids_of_kind)) in &scores {
            line(kind, *of_kind, *ids_of_kind);
            add(&mut places, *of_kind);
            add(&mut references, *ids_of_kind);
        }
        line("all", places, references);
        let faults = faults.join("\n");
        assert!(
            places.f1() >= recorded_places && references.f1() >= recorded_ids,
            "{corpus}: places {:.3}, ids {:.3}\n{faults}",
            places.f1(),
            references.f1()
        );
    }
}

/// The one reference of a text, as ids.
fn read(text: &str) -> Vec<String> {
    let texts = Texts::known();
    Context::new(None)
        .settle(texts, text, law::find(text, texts))
        .into_iter()
        .flat_map(|mention| mention.parts)
        .map(|part| {
            part.reference
                .map_or_else(|| format!("?:{}", part.number), |reference| reference.id())
        })
        .collect()
}

#[test]
fn every_abbreviation_of_a_code_is_one_beside_an_article() {
    let table = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/law/data/codes.csv"),
    )
    .unwrap();
    let mut wrong = Vec::new();
    for line in table.lines().skip(1) {
        // The abbreviations hold no comma but between quotation marks: those are read as they are.
        let fields: Vec<&str> = line.splitn(3, ',').collect();
        let [_, slug, rest] = fields[..] else {
            continue;
        };
        if slug.is_empty() {
            continue;
        }
        let (title, rest) = field(rest);
        let (abbreviations, _) = field(rest);
        let names = abbreviations.split('|').filter(|name| !name.is_empty());
        for name in names {
            for (text, number) in [
                (format!("article 12-3 du {name}"), "12-3"),
                (format!("art. 12-3 {name}"), "12-3"),
                (format!("{name}, art. 12-3"), "12-3"),
                (format!("Selon l’art. 12-3 du {name}."), "12-3"),
            ] {
                if read(&text) != [format!("{slug}:{number}")] {
                    wrong.push(format!("{text} => {:?}", read(&text)));
                }
            }
        }
        let text = format!("à l’article 12-3 du {}", title.replace('\'', "’"));
        // Two codes bear one name: the older is told by its abbreviation alone.
        if slug != "c-minier-anc" && read(&text) != [format!("{slug}:12-3")] {
            wrong.push(format!("{text} => {:?}", read(&text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first field of a line of CSV, and the rest.
fn field(line: &str) -> (&str, &str) {
    match line.strip_prefix('"') {
        Some(quoted) => {
            let (field, rest) = quoted.split_once('"').unwrap_or((quoted, ""));
            (field, rest.strip_prefix(',').unwrap_or(rest))
        }
        None => line.split_once(',').unwrap_or((line, "")),
    }
}

#[test]
fn names_that_a_text_defines_are_known_in_it() {
    let text = "Le code de l’urbanisme (ci-après « le Code ») et la loi n° 2002-2 du 2 janvier 2002 \
                (ci-après dénommée « la Loi »). Voir le code du travail, l’article L. 151-1 du Code et l’article 15 de la Loi.";
    let found = refs::in_plain_text(text, Texts::known(), None);
    let ids: Vec<String> = found.iter().flat_map(refs::Found::ids).collect();
    assert_eq!(ids, ["loi:2002-2", "c-urb:L151-1", "loi:2002-2:art15"]);
}

/// Pieces of references, and of what looks like some.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "article ",
            "art. ",
            "Articles ",
            "L. ",
            "R. * ",
            "L.O. ",
            "2113-12",
            "1er",
            " et ",
            ", ",
            " à ",
            "-7",
            " bis",
            " A",
            " du code ",
            "du travail",
            "CCP",
            "C. trav.",
            " de la loi n° 2014-856",
            " du 31 juillet 2014",
            "directive 2014/24/UE",
            "CE, 25 mai 2018, n° 417580",
            "n° ",
            "NOR : ",
            "ECOM2131668A",
            "ECLI:FR:",
            "du même code",
            "\u{fffc}",
            "\n\n",
            "«",
            "»",
            "°",
            "\u{301}",
            "\u{200b}",
            "\u{a0}",
            "**",
            "(",
            ")",
            ". ",
            "§ 1",
            "al. 2",
            "C-280/00",
            "20MA01234",
            "*R. 421-1",
            "annexe III au CGI",
            "loi « Sapin 2 »",
            "𝄞",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn references_are_in_order_and_on_borders_of_characters(text in pieces()) {
        let texts = Texts::known();
        let mut end = 0;
        for candidate in law::find(&text, texts) {
            prop_assert!(candidate.range.start >= end && candidate.range.start < candidate.range.end);
            prop_assert!(text.get(candidate.range.clone()).is_some());
            for part in &candidate.parts {
                prop_assert!(text.get(part.range.clone()).is_some());
                prop_assert!(part.range.start >= candidate.range.start && part.range.end <= candidate.range.end);
            }
            end = candidate.range.end;
        }
        for found in refs::in_markdown(&text, texts, None) {
            for reference in found.references.into_iter().filter_map(|(reference, _)| reference) {
                if matches!(reference, LegalRef::Range { .. }) {
                    continue;
                }
                // An id stands for the reference wherever an editor may write one.
                let read = law::parse_entry(&reference.id(), texts, None);
                prop_assert_eq!(read, Ok(vec![reference]));
            }
        }
        law::definitions(&text, texts);
    }
}
