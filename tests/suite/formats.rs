//! Remarks for machines, from outside: `check --format`, and what SARIF requires.

use crate::folder::{Site, reperess, told};
use crate::snapshot;
use reperess::diagnostic::format::Format;
use reperess::diagnostic::{Diagnostic, Place};
use reperess::input::{InputFile, Inputs, Span};
use reperess::pipeline;
use reperess::reader::{self, Folders};
use serde_json::Value;
use std::path::Path;

#[test]
fn machine_forms_stand_alone_on_standard_output() {
    let broken = snapshot::cases("sites")
        .into_iter()
        .find(|case| case.ends_with("broken-links-all-in-one-run"))
        .expect("a site with broken links");
    let sound = Site::small();
    for (command, site, status) in [
        (&["check"][..], sound.root(), 0),
        (&["check"], &broken, 1),
        (&["check", "--strict"], &broken, 1),
    ] {
        for form in ["json", "sarif", "github"] {
            let told = told(
                reperess()
                    .args(command)
                    .args(["--format", form, "--site"])
                    .arg(site),
            );
            assert_eq!(
                told.status,
                Some(status),
                "{command:?} {form}: {}",
                told.err
            );
            assert_eq!(told.err, "", "{command:?} {form}");
            match form {
                "github" => assert!(told.out.lines().all(|line| line.starts_with("::"))),
                "sarif" => assert_sarif(&told.out),
                _ => {
                    let list: Value = serde_json::from_str(&told.out).expect("JSON");
                    assert!(list.is_array());
                }
            }
        }
    }
}

#[test]
fn a_folder_that_is_not_there_is_told_in_the_form_asked_for() {
    let site = Site::new(&[]);
    let told = told(
        reperess()
            .args(["check", "--format", "json", "--site"])
            .arg(site.root().join("nulle-part")),
    );
    assert_eq!(told.status, Some(1));
    assert_eq!(told.err, "");
    let list: Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!(list[0]["code"], "lecture", "{}", told.out);
    assert_eq!(list[0]["file"], Value::Null);
}

#[test]
fn paths_are_those_of_the_current_folder() {
    let site = Site::new(&[
        (
            "guides/content/a.md",
            "---\ntitre: A\ncolour: x\n---\n\nTexte.\n",
        ),
        ("guides/site.yaml", "colour: x\n"),
        ("ailleurs/b.md", "---\ntitre: B\ncolour: x\n---\n\nTexte.\n"),
    ]);
    let files = |arguments: &[&str], folder: &Path| -> Vec<String> {
        let told = told(
            reperess()
                .current_dir(folder)
                .args(["check", "--format", "json"])
                .args(arguments),
        );
        let list: Vec<Value> = serde_json::from_str(&told.out).expect("JSON");
        list.iter()
            .map(|remark| remark["file"].as_str().unwrap_or("none").to_owned())
            .collect()
    };
    let root = site.root();
    assert_eq!(
        files(&["--site", "guides"], root),
        ["guides/content/a.md", "guides/site.yaml"]
    );
    assert_eq!(
        files(&["--site", "./guides/"], root),
        ["guides/content/a.md", "guides/site.yaml"]
    );
    assert_eq!(
        files(&[], &root.join("guides")),
        ["content/a.md", "site.yaml"]
    );
    assert_eq!(
        files(&["--site", "guides", "--content", "ailleurs"], root),
        ["ailleurs/b.md", "guides/site.yaml"]
    );
}

#[test]
fn hostile_words_do_not_act_in_any_form() {
    let text = format!(
        "{}\u{1b}[31m\u{202e}\u{2028}::error::x\n",
        "mot ".repeat(4000)
    );
    let mut inputs = Inputs::default();
    let file = inputs.add(InputFile {
        path: "a\u{1b}\u{202e},:%é.md".into(),
        shown: "content/a\u{1b}\u{202e},:%é.md".into(),
        text: text.as_str().into(),
    });
    let end = text.len();
    let found = [
        Diagnostic::error(
            "x",
            Place::Span(Span::new(file, end - 5..end)),
            "un\n::error::deux\u{1b}\u{9b}\u{202e}\r100 %",
        )
        .label("\u{1b}")
        .help("\u{7}\n::warning::trois")
        .related(Span::new(file, 0..end), "\u{1b}")
        .fact("reference", "\u{1b}\u{202e}"),
        Diagnostic::warning("y", Place::File("b\u{1b}.md".into()), "\u{1b}"),
        Diagnostic::advice("z", Place::Site, "\u{1b}"),
    ];
    for form in [Format::Json, Format::Sarif, Format::Github] {
        let told = form.print(&found, &inputs, &str::to_owned);
        let acts = |c: char| c != '\n' && reperess::input::is_hidden(c);
        assert!(!told.contains(acts), "{form:?}: {told:?}");
        match form {
            Format::Github => assert_eq!(told.lines().count(), 3, "{told}"),
            Format::Sarif => assert_sarif(&told),
            _ => {
                let list: Value = serde_json::from_str(&told).expect("JSON");
                // Escaped, never lost: a program can open the file.
                assert_eq!(list[2]["file"], "content/a\u{1b}\u{202e},:%é.md");
                assert_eq!(list[2]["facts"]["reference"], "\u{1b}\u{202e}");
                assert_eq!(list[2]["end"]["line"], 2);
            }
        }
    }
}

#[test]
fn whatever_a_site_is_told_makes_sound_sarif() {
    let mut results = 0;
    for kind in ["sites", "hostile"] {
        for case in snapshot::cases(kind) {
            let folders = Folders {
                content: case.join("content"),
                output: case.join("output"),
                site: case,
                theme: None,
            };
            let Ok(inputs) = reader::read_site(&folders, true) else {
                continue;
            };
            let found = pipeline::build(&inputs).found;
            let log = Format::Sarif.print(&found, &inputs, &str::to_owned);
            assert_sarif(&log);
            let log: Value = serde_json::from_str(&log).expect("JSON");
            results += log["runs"][0]["results"].as_array().map_or(0, Vec::len);
            let list = Format::Json.print(&found, &inputs, &str::to_owned);
            let list: Value = serde_json::from_str(&list).expect("JSON");
            list.as_array()
                .expect("an array")
                .iter()
                .for_each(assert_remark);
        }
    }
    assert!(results > 100, "{results} results");
}

/// What `docs/formats.md` promises of a remark.
fn assert_remark(remark: &Value) {
    let keys: Vec<&str> = remark
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    for key in [
        "file", "line", "column", "end", "severity", "code", "message", "label", "help", "related",
        "facts",
    ] {
        assert!(keys.contains(&key), "{key} in {remark}");
    }
    assert_eq!(keys.len(), 11, "{remark}");
    assert!(
        ["error", "warning", "advice"].contains(&remark["severity"].as_str().expect("a word")),
        "{remark}"
    );
    assert_eq!(
        remark["line"].is_null(),
        remark["end"].is_null(),
        "{remark}"
    );
}

/// What the schema of SARIF 2.1.0 requires of the parts that are written, and its rules between parts.
pub fn assert_sarif(log: &str) {
    let log: Value = serde_json::from_str(log).expect("JSON");
    only(&log, &["$schema", "version", "runs"]);
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 1);
    let run = &runs[0];
    only(run, &["tool", "columnKind", "results"]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    only(
        driver,
        &["name", "version", "semanticVersion", "language", "rules"],
    );
    assert!(!text(&driver["name"]).is_empty());
    assert_eq!(driver["language"], "fr");
    let rules = driver["rules"].as_array().expect("rules");
    let ids: Vec<&str> = rules.iter().map(|rule| text(&rule["id"])).collect();
    let mut unique = ids.clone();
    unique.dedup();
    assert_eq!(ids, unique, "each rule once");
    for rule in rules {
        only(rule, &["id", "help", "defaultConfiguration"]);
        assert!(!text(&rule["help"]["text"]).is_empty(), "{rule}");
        level(&rule["defaultConfiguration"]["level"]);
    }
    for result in run["results"].as_array().expect("results") {
        only(
            result,
            &[
                "ruleId",
                "ruleIndex",
                "level",
                "message",
                "locations",
                "relatedLocations",
                "properties",
            ],
        );
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(ids[index], text(&result["ruleId"]), "{result}");
        level(&result["level"]);
        assert!(!text(&result["message"]["text"]).is_empty(), "{result}");
        let locations = result["locations"].as_array().expect("locations");
        locations.iter().for_each(location);
        if let Some(related) = result["relatedLocations"].as_array() {
            related.iter().for_each(location);
            let numbers: Vec<u64> = related
                .iter()
                .filter_map(|place| place["id"].as_u64())
                .collect();
            let mut unique = numbers.clone();
            unique.dedup();
            assert_eq!(unique, numbers, "ids of places are unique in a result");
        }
        if let Some(properties) = result["properties"].as_object() {
            assert!(properties.values().all(Value::is_string));
        }
    }
}

fn location(place: &Value) {
    only(place, &["id", "physicalLocation", "message"]);
    let physical = &place["physicalLocation"];
    only(physical, &["artifactLocation", "region"]);
    let uri = text(&physical["artifactLocation"]["uri"]);
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%:".contains(&byte);
    assert!(!uri.is_empty() && uri.bytes().all(legal), "{uri}");
    if let Some(region) = physical.get("region") {
        only(
            region,
            &["startLine", "startColumn", "endLine", "endColumn"],
        );
        let at = |key: &str| region[key].as_u64().expect("a number");
        assert!(at("startLine") >= 1 && at("startColumn") >= 1, "{region}");
        let (start, end) = (
            (at("startLine"), at("startColumn")),
            (at("endLine"), at("endColumn")),
        );
        assert!(start <= end, "{region}");
    }
    if let Some(message) = place.get("message") {
        assert!(!text(&message["text"]).is_empty(), "{place}");
    }
}

fn only(object: &Value, keys: &[&str]) {
    for key in object.as_object().expect("an object").keys() {
        assert!(keys.contains(&key.as_str()), "{key} in {object}");
    }
}

fn level(level: &Value) {
    assert!(
        ["none", "note", "warning", "error"].contains(&text(level)),
        "{level}"
    );
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text: {value}"))
}
