//! How fast references are found: in the prose of the sample guides, in passages that hold little else than references, and
//! in texts made to be slow. Time must grow as length does: the hostile texts are measured at two sizes.
//!
//! `cargo bench --bench law`

use divan::Bencher;
use divan::counter::BytesCount;
use reperess::law::{self, Context, Texts};
use std::fmt::Write;
use std::path::Path;

fn main() {
    divan::main();
}

/// About `bytes` of the Markdown files of a folder of the repository, over and over.
fn corpus(folder: &str, bytes: usize) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder is part of the repository")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    let once: String = paths
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("sheets are text"))
        .collect();
    once.repeat(bytes / once.len() + 1)
}

fn measure(bencher: Bencher, text: &str) {
    let texts = Texts::known();
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| law::find(divan::black_box(text), texts));
}

/// The guides of the sample site, as their editors wrote them.
#[divan::bench]
fn guides(bencher: Bencher) {
    measure(bencher, &corpus("content/fiches", 4_000_000));
}

/// Passages where most words belong to a reference.
#[divan::bench]
fn dense(bencher: Bencher) {
    measure(bencher, &corpus("tests/law/dev-corpus", 4_000_000));
}

/// The whole reading of a sheet: names that it defines, references, what they mean.
#[divan::bench(args = [1, 4])]
fn settled(bencher: Bencher, megabytes: usize) {
    let texts = Texts::known();
    let mut text = String::new();
    for number in 0..megabytes * 10_000 {
        let year = 2000 + number % 90;
        let _ = write!(
            text,
            "l’article {number} de la loi n° {year}-{number} (AB) et l’article L. {number}-1 (ci-après) "
        );
    }
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let names = law::definitions(&text, texts).len();
        let mut context = Context::new(None);
        context.foresee(&text, texts);
        names + context.settle(texts, &text, law::find(&text, texts)).len()
    });
}

const HOSTILE: [(&str, &str); 20] = [
    ("doubtful", "L. 1-1, "),
    ("doubtful and", "L. 1-1 et "),
    ("divisions", "du livre I "),
    ("designators", "art. L. "),
    ("list", "L. 1, 2, 3, "),
    ("same code", "du même code "),
    ("digits", "1234567890"),
    ("hyphened digits", "1-"),
    ("brackets", "(((L. 1)"),
    ("barriers", "\u{fffc}"),
    ("spaces", "art.         "),
    ("courts", "CE, 1 "),
    ("dates", "CE, 1er mai 2018, n° "),
    ("laws", "loi n° "),
    ("chains", "l’article L. 1-1 et "),
    ("names", "code de la "),
    ("capitals", "L. R. D. A. C. "),
    ("annexes", "annexes I, "),
    ("acronyms", "L. 1-1 du CXX "),
    ("ends", "articles L. 1-1, 2, 3, "),
];

/// Texts made to be slow, of one and of four megabytes: the throughput must not fall.
#[divan::bench(args = HOSTILE.iter().flat_map(|(name, _)| [(*name, 1), (*name, 4)]).map(|(name, size)| format!("{name}, {size} MB")))]
fn hostile(bencher: Bencher, case: &str) {
    let (name, size) = case.split_once(", ").unwrap_or_default();
    let unit = HOSTILE
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(" ", |(_, unit)| unit);
    let bytes = if size.starts_with('4') {
        4_000_000
    } else {
        1_000_000
    };
    measure(bencher, &unit.repeat(bytes / unit.len()));
}
