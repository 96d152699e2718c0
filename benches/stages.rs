//! How long each stage takes, from memory: `cargo bench`.
//!
//! The sample site is the one of this repository; the made-up sites are those of `corpus/guides.rs`. Nothing is written:
//! `site.sh` times whole builds, disk included.

#![forbid(unsafe_code)]

#[path = "corpus/guides.rs"]
mod guides;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use reperess::bibliography::csl::{Form, Printer, Shipped, Style};
use reperess::bibliography::{Bibliography, Source, formats};
use reperess::config::Config;
use reperess::input::{InputFile, Inputs};
use reperess::law::{self, Context, OfficialTexts, Texts};
use reperess::page::Nowhere;
use reperess::reader::{self, Folders};
use reperess::render::{self, theme};
use reperess::stages::Stopwatch;
use reperess::typography::Typography;
use reperess::{pipeline, publish, sheet, site};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

fn main() {
    divan::main();
}

/// The sample site, as `reperess build` reads it.
static SAMPLE: LazyLock<Inputs> = LazyLock::new(|| {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = Folders {
        content: root.join("content"),
        output: root.join("output"),
        theme: None,
        site: root,
    };
    reader::read_site(&folders, false).expect("the sample site can be read")
});

/// A made-up site of `count` sheets.
fn made_up(count: usize) -> Inputs {
    let files = guides::site(count);
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    reader::in_memory(&files)
}

/// The sample site with every sheet there `copies` times, each copy under an address of its own. Links between sheets lead
/// to the first copy.
fn copies(copies: usize) -> Inputs {
    let mut inputs = SAMPLE.clone();
    for copy in 1..copies {
        for at in 0..SAMPLE.sheets.len() {
            let file = SAMPLE.file(SAMPLE.sheets[at]);
            if file.path == "index.md" {
                continue;
            }
            let stem = file.path.trim_end_matches(".md");
            let text = without_addresses(&file.text);
            let id = inputs.add(InputFile {
                path: format!("{stem}-{copy}.md"),
                shown: format!("content/{stem}-{copy}.md"),
                text: Arc::from(text),
            });
            inputs.sheets.push(id);
        }
    }
    inputs
}

/// A sheet without the keys by which it claims addresses, which two sheets may not share.
fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut claimed = false;
    for line in text.split_inclusive('\n') {
        // What is indented still belongs to the key above.
        claimed = line.starts_with("slug:")
            || line.starts_with("alias:")
            || claimed && line.starts_with(' ');
        if !claimed {
            out.push_str(line);
        }
    }
    out
}

/// The shared sources of `inputs`.
fn bibliography(inputs: &Inputs) -> Bibliography {
    formats::parse_shared(inputs.sources.iter().map(|id| (*id, inputs.file(*id)))).value
}

fn bytes(inputs: &Inputs) -> BytesCount {
    BytesCount::new(
        inputs
            .sheets
            .iter()
            .map(|id| inputs.file(*id).text.len())
            .sum::<usize>(),
    )
}

/// Every sheet of the sample read, one after the other: front matter, Markdown, law, notes.
#[divan::bench]
fn parse(bencher: Bencher) {
    let inputs = &*SAMPLE;
    let (config, bibliography) = (Config::default(), bibliography(inputs));
    let shared = sheet::Shared {
        config: &config,
        bibliography: &bibliography,
        texts: Texts::known(),
        stopwatch: Stopwatch::none(),
    };
    bencher.counter(bytes(inputs)).bench_local(|| {
        for id in &inputs.sheets {
            black_box(sheet::parse(*id, inputs.file(*id), shared));
        }
    });
}

/// Legal references found and settled in the prose of a hundred made-up sheets, taken as one plain text.
#[divan::bench]
fn recognise(bencher: Bencher) {
    let prose: Vec<String> = guides::site(100)
        .into_iter()
        .skip(3)
        .map(|(_, text)| text)
        .collect();
    let prose = prose.concat();
    let texts = Texts::known();
    bencher.counter(BytesCount::of_str(&prose)).bench_local(|| {
        let found = law::find(black_box(&prose), texts);
        Context::new(None).settle(texts, &prose, found)
    });
}

/// All sheets of a made-up site put together.
#[divan::bench(args = [100, 1000], sample_count = 10)]
fn assemble(bencher: Bencher, count: usize) {
    let inputs = made_up(count);
    let (config, bibliography) = (Config::default(), bibliography(&inputs));
    let texts = Arc::new(Texts::known().clone());
    let shared = sheet::Shared {
        config: &config,
        bibliography: &bibliography,
        texts: &texts,
        stopwatch: Stopwatch::none(),
    };
    let sheets = sheet::parse_all(&inputs, shared).value;
    let facts = site::legal_index::Facts::default();
    bencher
        .counter(ItemsCount::new(count))
        .with_inputs(|| sheets.clone())
        .bench_local_values(|sheets| {
            assembled(sheets, &inputs, &config, &bibliography, &texts, &facts)
        });
}

/// Every page of a made-up site of a hundred sheets, from the assembled site.
#[divan::bench(sample_count = 10)]
fn render(bencher: Bencher) {
    let inputs = made_up(100);
    let (config, bibliography) = (Config::default(), bibliography(&inputs));
    let texts = Arc::new(Texts::known().clone());
    let shared = sheet::Shared {
        config: &config,
        bibliography: &bibliography,
        texts: &texts,
        stopwatch: Stopwatch::none(),
    };
    let sheets = sheet::parse_all(&inputs, shared).value;
    let facts = site::legal_index::Facts::default();
    let site = assembled(sheets, &inputs, &config, &bibliography, &texts, &facts);
    let theme = theme::load(&inputs).value;
    let pages = render::pages(&site, &theme, &Nowhere).value.len();
    bencher
        .counter(ItemsCount::new(pages))
        .bench_local(|| render::pages(&site, &theme, &Nowhere));
}

/// The whole build of the sample site.
#[divan::bench(sample_count = 20)]
fn sample(bencher: Bencher) {
    let inputs = &*SAMPLE;
    bencher
        .counter(ItemsCount::new(inputs.sheets.len()))
        .bench_local(|| built(inputs));
}

/// The whole build of many copies of the sample site.
#[divan::bench(args = [10, 100], sample_count = 3, sample_size = 1)]
fn sample_copies(bencher: Bencher, count: usize) {
    let inputs = copies(count);
    bencher
        .counter(ItemsCount::new(inputs.sheets.len()))
        .bench_local(|| built(&inputs));
}

/// The whole build of a made-up site.
#[divan::bench(args = [100, 1000], sample_count = 3, sample_size = 1)]
fn made_up_site(bencher: Bencher, count: usize) {
    let inputs = made_up(count);
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| built(&inputs));
}

/// The sources of the sample site, which are shared by its sheets.
static SOURCES: LazyLock<Vec<Arc<Source>>> = LazyLock::new(|| {
    let files = SAMPLE.sources.iter().map(|id| (*id, SAMPLE.file(*id)));
    let sources = formats::parse_shared(files).value.sources;
    sources.into_values().collect()
});

/// 30,000 citations of the sample's sources, each form once, then from memory.
#[divan::bench(args = ["apa", "iso690", "juridique"])]
fn citations(bencher: Bencher, style: &str) {
    let style = match style {
        "apa" => Shipped::Apa,
        "iso690" => Shipped::Iso690,
        _ => Shipped::Legal,
    };
    bencher
        .counter(ItemsCount::new(30_000usize))
        .bench_local(|| {
            let printer = Printer::new(Style::shipped(style));
            for source in SOURCES.iter().cycle().take(30_000) {
                let form = Form::Note(Some("art. 1er"));
                black_box(printer.print(source, form, Typography::French));
            }
        });
}

/// One form of each of the sample's sources, nothing kept.
#[divan::bench]
fn sources_printed_once(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(SOURCES.len()))
        .bench_local(|| {
            let printer = Printer::new(Style::shipped(Shipped::Apa));
            for source in SOURCES.iter() {
                black_box(printer.print(source, Form::Entry, Typography::French));
            }
        });
}

/// A build that must give pages: one that stops at an error would look fast.
fn built(inputs: &Inputs) -> pipeline::Built {
    let built = pipeline::build(inputs);
    assert!(
        built.value.pages.len() > inputs.sheets.len(),
        "the site does not build: {:?}",
        built.found.first()
    );
    built.value
}

fn assembled(
    sheets: Vec<sheet::FactSheet>,
    inputs: &Inputs,
    config: &Config,
    bibliography: &Bibliography,
    texts: &Arc<Texts>,
    facts: &site::legal_index::Facts,
) -> site::Site {
    let parts = site::Parts {
        printer: Printer::new(Style::shipped(Shipped::Apa)),
        config: config.clone(),
        texts: Arc::clone(texts),
        facts,
        official: &OfficialTexts::default(),
        bibliography,
        footer: None,
        inputs,
        publishable: publish::assets::publishable,
        safe_path: publish::assets::safe_path,
        svg_size: reperess::publish::svg_size,
    };
    site::assemble(sheets, parts).value
}
