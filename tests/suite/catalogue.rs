//! The catalogue of remarks: every code has an entry, every example gives its remark, and docs/diagnostics.md says so.

use crate::folder::{IMAGE, Site, reperess, told};
use reperess::diagnostic::catalogue::entries::{self, Entry, Example};
use reperess::diagnostic::format;
use reperess::law::official::Day;
use reperess::pipeline;
use reperess::reader::{self, Folders};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What the sheets of the examples may lean on.
const AROUND: [(&str, &str); 3] = [
    (
        "content/marches-reserves.md",
        "---\ntitre: Les marchés réservés\n---\n\n## Pourquoi {#pourquoi}\n\nUn texte.\n",
    ),
    ("content/sources.yaml", "- id: loi-ess\n  title: La loi\n"),
    ("content/images/plan.png", IMAGE),
];

/// How many codes may be told in words instead of shown: those of a disk, of a limit, of a command, and the three that
/// `loi verifier` gives to machines alone.
const MAX_TOLD: usize = 29;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// What gives the remarks of a site.
#[derive(Clone, Copy)]
enum Command {
    Check,
    Watch(Option<Day>),
}

/// The command of an example.
fn command(entry: &Entry) -> Command {
    match entry.wrong {
        Example::Watched { date, .. } => {
            Command::Watch(date.map(|date| Day::parse(date).expect("a day")))
        }
        _ => Command::Check,
    }
}

/// The codes of the remarks of a site, and those remarks as an editor reads them.
fn checked(command: Command, files: &[(&str, String)]) -> (BTreeSet<&'static str>, String) {
    let site = Site::new(&AROUND);
    for (path, text) in files {
        site.write(path, text);
    }
    let inputs = reader::read_site(
        &Folders {
            site: site.root().to_owned(),
            content: site.path("content"),
            output: site.output(),
            theme: None,
        },
        false,
    )
    .expect("a site that can be read");
    let found = match command {
        Command::Check => pipeline::build(&inputs).found,
        Command::Watch(asked) => pipeline::watch(&inputs, asked).found,
    };
    let codes = found.iter().map(|remark| remark.code).collect();
    (codes, format::human(&found, &inputs, false))
}

/// The words in quotation marks that follow each `before` in the sources under `folder`.
fn codes_after(folder: &str, before: &[&str]) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for entry in walkdir::WalkDir::new(root().join(folder)) {
        let path = entry.expect("readable").into_path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        for before in before {
            for (at, _) in text.match_indices(before) {
                let after = text[at + before.len()..].trim_start();
                // After a call, a text or a constant of the file; a variable is no code.
                let code = if before.starts_with('"') {
                    after
                } else if let Some(text) = after.strip_prefix('"') {
                    text
                } else if let Some(text) = constant(&text, after) {
                    text
                } else {
                    continue;
                };
                let end = code
                    .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
                let code = &code[..end.unwrap_or(code.len())];
                if !code.is_empty() && code.len() < after.len() {
                    codes.insert(code.to_owned());
                }
            }
        }
    }
    codes
}

/// What follows the opening quotation mark of the constant whose name begins `after`, if `text` has one of that name.
fn constant<'a>(text: &'a str, after: &str) -> Option<&'a str> {
    let end = after.find(|c: char| !(c.is_ascii_uppercase() || c == '_'))?;
    let declared = format!("const {}: &str = \"", &after[..end]);
    text.split_once(&declared).map(|(_, value)| value)
}

/// Every code of the program.
fn codes() -> BTreeSet<String> {
    let mut codes = codes_after(
        "src/diagnostic/catalogue",
        &[
            "Diagnostic::error(",
            "Diagnostic::warning(",
            "Diagnostic::advice(",
        ],
    );
    assert!(codes.len() > 90, "the catalogue was read: {codes:?}");
    codes.extend(codes_after(
        "src/cli",
        &["\"erreur[", "\"avertissement[", "refused(", "tell_refusal("],
    ));
    codes.extend(codes_after("src/cli/loi", &["stop("]));
    codes
}

#[test]
fn every_code_has_one_entry_and_every_entry_its_code() {
    let mut seen = BTreeSet::new();
    for entry in entries::all() {
        assert!(seen.insert(entry.code.to_owned()), "{} twice", entry.code);
    }
    let codes = codes();
    let missing: Vec<_> = codes.difference(&seen).collect();
    let dead: Vec<_> = seen.difference(&codes).collect();
    assert!(
        missing.is_empty() && dead.is_empty(),
        "src/diagnostic/catalogue/entries/ lacks {missing:?}, and has for nothing {dead:?}"
    );
    for (field, entries) in entries::FIELDS {
        let codes: Vec<_> = entries.iter().map(|entry| entry.code).collect();
        assert!(codes.is_sorted(), "{field}: entries are by code");
    }
    let told = entries::all()
        .filter(|entry| matches!(entry.wrong, Example::Told(_)))
        .count();
    assert!(told <= MAX_TOLD, "{told} codes without an example");
}

#[test]
fn every_example_gives_its_remark_and_no_other_and_none_once_mended() {
    let (codes, text) = checked(Command::Check, &[]);
    assert!(
        codes.is_empty(),
        "what examples lean on has no fault: {text}"
    );
    let mut faults = Vec::new();
    for entry in entries::all() {
        assert!(entry.meaning.ends_with(['.', '?']), "{}", entry.meaning);
        let files = entry.wrong_files();
        if files.is_empty() {
            assert!(entry.right.ends_with('.'), "{}", entry.right);
            continue;
        }
        let (codes, text) = checked(command(entry), &files);
        if codes != BTreeSet::from([entry.code]) {
            faults.push(format!("{} gives {codes:?}\n{text}", entry.code));
        }
        for command in [command(entry), Command::Check] {
            let (codes, text) = checked(command, &entry.right_files());
            if !codes.is_empty() {
                faults.push(format!("{} mended gives {codes:?}\n{text}", entry.code));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_documentation_is_that_of_the_catalogue() {
    let path = root().join("docs/diagnostics.md");
    let expected = documentation();
    if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        std::fs::write(&path, &expected).expect("docs can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "docs/diagnostics.md is not up to date: INSTA_UPDATE=always cargo test --test suite catalogue"
    );
}

fn documentation() -> String {
    let mut out = String::from(
        "<!-- Fait par tests/suite/catalogue.rs à partir de src/diagnostic/catalogue/entries/ : ne pas modifier à la main. -->\n\n\
         # Les remarques, une par une\n\n\
         Une remarque commence par **erreur** (rien n’est publié tant qu’elle demeure), **avertissement** (le site est publié,\n\
         sauf avec `--strict`) ou **conseil** (rien n’est faux), suivi d’un code entre crochets. Cherchez ce code ici, ou dans un\n\
         terminal\u{a0}: `reperess expliquer cle-inconnue`. Un code ne change jamais de sens.\n\n\
         Les exemples supposent un site où se trouvent une fiche `marches-reserves`, une source `loi-ess` et une image\n\
         `images/plan.png`. Chacun est construit par les tests\u{a0}: il donne bien cette remarque, et aucune une fois corrigé.\n\
         Les données officielles y sont abrégées, et parfois inventées.\n",
    );
    out.push_str("\n| Code | Ce qu’il veut dire |\n|---|---|\n");
    let mut sorted: Vec<&Entry> = entries::all().collect();
    sorted.sort_by_key(|entry| entry.code);
    for entry in sorted {
        let _ = writeln!(out, "| [`{0}`](#{0}) | {1} |", entry.code, entry.meaning);
    }
    for (field, entries) in entries::FIELDS {
        let _ = write!(out, "\n## {field}\n");
        for entry in entries {
            push_entry(entry, &mut out);
        }
    }
    out
}

fn push_entry(entry: &Entry, out: &mut String) {
    let _ = write!(out, "\n### `{}`\n\n{}\n", entry.code, entry.meaning);
    if let Example::Told(when) = entry.wrong {
        let _ = write!(out, "\nPar exemple\u{a0}: {when} {}\n", entry.right);
        return;
    }
    for (path, lines) in entry.wrong_lines() {
        let _ = write!(
            out,
            "\nDans {}\u{a0}:\n\n",
            entry.place(&format!("`{path}`"))
        );
        push_fenced(language(entry, path), lines, out);
    }
    let (_, told) = checked(command(entry), &entry.wrong_files());
    let _ = write!(out, "\n`{}` répond\u{a0}:\n\n", entry.command());
    push_fenced("text", told.trim_end(), out);
    if entry.right.is_empty() {
        out.push_str("\nSupprimez ce fichier.\n");
    } else {
        out.push_str("\nUne fois corrigé\u{a0}:\n\n");
        push_fenced(language(entry, entry.wrong_lines()[0].0), entry.right, out);
    }
}

/// The language of the lines of an example.
fn language(entry: &Entry, path: &str) -> &'static str {
    if matches!(entry.wrong, Example::Front(_)) {
        return "yaml";
    }
    match path.rsplit_once('.') {
        Some((_, "md")) => "markdown",
        Some((_, "yaml")) => "yaml",
        Some((_, "html")) => "html",
        Some((_, "json")) => "json",
        Some((_, "svg")) => "xml",
        Some((_, "js")) => "js",
        _ => "text",
    }
}

/// Lines as a block of code, with a fence that nothing in them closes.
fn push_fenced(language: &str, lines: &str, out: &mut String) {
    let lines = lines
        .trim_end()
        .replace(reperess::input::is_hidden, "\u{fffd}");
    let _ = write!(out, "````{language}\n{lines}\n````\n");
}

#[test]
fn expliquer_tells_a_code_as_it_is_copied() {
    for asked in ["cle-inconnue", "erreur[cle-inconnue]", " CLE-INCONNUE "] {
        let told = told(reperess().args(["expliquer", asked]));
        assert_eq!((told.status, told.err.as_str()), (Some(0), ""), "{asked}");
        assert_eq!(
            told.out,
            "cle-inconnue\n\nUne clé n’existe pas, le plus souvent à cause d’une lettre ou d’un «\u{a0}s\u{a0}» oublié.\n\n\
             Par exemple, dans l’en-tête de content/exemple.md\u{a0}:\n\n    auteur: RTES\n\nUne fois corrigé\u{a0}:\n\n    auteurs:\n      - RTES\n"
        );
    }
    let told_all = told(reperess().arg("expliquer"));
    assert_eq!(told_all.status, Some(0));
    for entry in entries::all() {
        assert!(told_all.out.contains(&format!("  {} ", entry.code)));
        let one = told(reperess().args(["expliquer", entry.code]));
        assert_eq!(one.status, Some(0));
        assert!(one.out.contains(entry.meaning), "{}", one.out);
    }
    let unknown = told(reperess().args(["expliquer", "cle-inconu"]));
    assert_eq!(unknown.status, Some(2));
    assert!(
        unknown
            .err
            .contains("vouliez-vous dire «\u{a0}cle-inconnue\u{a0}»"),
        "{}",
        unknown.err
    );
}
