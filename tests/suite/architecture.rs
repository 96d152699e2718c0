//! The one rule of the house: `lib.rs` lists the modules in order, a module names only modules above it, nothing above
//! `reader` touches disk, network, terminal or clock, and each library has one door.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The second half of the list begins here; what is above it is pure.
const FIRST_WITH_IO: &str = "reader";

/// What a pure module may not name.
const OUTSIDE_WORLD: &[&str] = &[
    "std::fs",
    "std::net",
    "std::os",
    "std::env",
    "std::process",
    "std::time",
    "std::thread",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "fs::read",
    "fs::write",
    "fs::File",
    "SystemTime::now",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
    "tokio",
    "notify",
    "walkdir",
];

/// Macros that print, which a pure module may not use.
const PRINTING: [&str; 5] = ["println", "eprintln", "print", "eprint", "dbg"];

/// Where a library is known, by the start of the path from `src/`. A library that is not here has no business in the crate.
const DOORS: &[(&str, &[&str])] = &[
    ("aho_corasick", &["site/glossary/uses.rs"]),
    ("ammonia", &["sheet/html.rs"]),
    ("clap", &["cli/"]),
    ("csv", &["official/table.rs"]),
    ("flate2", &["official/import.rs"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/shell.rs"]),
    // What goes in and what comes out; the rest of the style is the engine's business.
    (
        "hayagriva",
        &["bibliography/csl/engine/", "bibliography/csl/item.rs"],
    ),
    ("imagesize", &["reader/bitmap.rs"]),
    (
        "include_dir",
        &["render/theme.rs", "cli/init.rs", "cli/new.rs"],
    ),
    ("indicatif", &["cli/"]),
    ("jiff", &["date.rs"]),
    ("notify", &["serve/watch.rs"]),
    ("notify_debouncer_full", &["serve/watch.rs"]),
    ("pulldown_cmark", &["sheet/markdown/"]),
    (
        "quick_xml",
        &["official/legi_xml.rs", "bibliography/csl/check.rs"],
    ),
    ("saphyr_parser", &["yaml/"]),
    ("serde_yaml", &["yaml/"]),
    ("strsim", &["diagnostic/nearest.rs"]),
    ("syntect", &["render/highlight.rs"]),
    ("tar", &["official/import.rs"]),
    ("tera", &["render/theme.rs"]),
    // The command line listens to one signal, since std cannot.
    ("tokio", &["serve/", "cli/mod.rs"]),
    ("walkdir", &["reader.rs"]),
];

/// Libraries that are tools of the language more than parties: any module may use them.
const EVERYWHERE: [&str; 4] = ["rayon", "serde", "serde_json", "unicode_normalization"];

/// A file of the crate.
struct Source {
    /// Path from `src/`, with `/` between names.
    path: String,
    /// Names of the modules down to it, `["render", "html", "block"]`.
    module: Vec<String>,
    /// Its code, without comments nor the contents of strings; line ends kept.
    code: String,
}

/// A path that some code names, such as `crate::input::Span`, and its line.
struct Named {
    path: Vec<String>,
    line: usize,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<Source> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root())
        .into_iter()
        .map(|entry| entry.expect("src can be read").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| {
            let path = file
                .strip_prefix(root())
                .expect("walked from the root")
                .to_string_lossy()
                .replace('\\', "/");
            let mut module: Vec<String> = path
                .trim_end_matches(".rs")
                .split('/')
                .map(str::to_owned)
                .collect();
            if module.last().is_some_and(|last| last == "mod") {
                module.pop();
            }
            let text = std::fs::read_to_string(file).expect("sources are UTF-8");
            Source {
                path,
                module,
                code: code_of(&text),
            }
        })
        // Neither the list itself nor the four lines that call it are modules.
        .filter(|source| source.path != "lib.rs" && source.path != "main.rs")
        .collect()
}

/// The modules in the order of `lib.rs`.
fn order() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("lib.rs")).expect("src/lib.rs");
    code_of(&text)
        .lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix("pub mod ")?
                .strip_suffix(';')
                .map(str::to_owned)
        })
        .collect()
}

/// `text` with its comments and the contents of its strings replaced by spaces, so that only code is left.
fn code_of(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let blank = |from: usize, to: usize, out: &mut Vec<u8>| {
        out.extend(
            bytes[from..to]
                .iter()
                .map(|b| if *b == b'\n' { b'\n' } else { b' ' }),
        );
    };
    while at < bytes.len() {
        let rest = &text[at..];
        let end = if rest.starts_with("//") {
            Some(rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            Some(rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if let Some(hashes) = raw_string(text, at) {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = 2 + hashes;
            Some(
                rest[body..]
                    .find(&close)
                    .map_or(rest.len(), |end| body + end + close.len()),
            )
        } else if rest.starts_with('"') {
            Some(quoted(rest))
        } else {
            character(rest)
        };
        if let Some(length) = end {
            blank(at, at + length, &mut out);
            at += length;
        } else {
            out.push(bytes[at]);
            at += 1;
            while !text.is_char_boundary(at) {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).expect("only whole characters were replaced")
}

/// How many `#` open the raw string at `at`, when there is one.
fn raw_string(text: &str, at: usize) -> Option<usize> {
    let after_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let rest = text[at..].strip_prefix('r').filter(|_| !after_word)?;
    let hashes = rest.bytes().take_while(|b| *b == b'#').count();
    rest[hashes..].starts_with('"').then_some(hashes)
}

/// Length of the string that begins `rest`.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    rest.char_indices()
        .skip(1)
        .find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        })
        .map_or(rest.len(), |(end, _)| end + 1)
}

/// Length of the character literal that begins `rest`; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        return inside[2..].find('\'').map(|end| end + 4);
    }
    inside[first.len_utf8()..]
        .starts_with('\'')
        .then(|| first.len_utf8() + 2)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every path that `code` names, groups of `use` spread out: `a::{b, c::d}` names `a::b` and `a::c::d`.
fn paths(code: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = code[at..].find(is_word).map(|start| at + start) {
        let (names, end) = tree(code, start);
        let line = code[..start].matches('\n').count() + 1;
        found.extend(names.into_iter().map(|path| Named { path, line }));
        at = end;
    }
    found
}

/// The paths that begin with the word at `start`, and the byte after them.
fn tree(code: &str, start: usize) -> (Vec<Vec<String>>, usize) {
    let end = code[start..]
        .find(|c| !is_word(c))
        .map_or(code.len(), |end| start + end);
    let word = code[start..end].to_owned();
    let skip = |at: usize| at + (code[at..].len() - code[at..].trim_start().len());
    let colons = skip(end);
    if !code[colons..].starts_with("::") {
        return (vec![vec![word]], end);
    }
    let next = skip(colons + 2);
    let under = |paths: Vec<Vec<String>>| {
        paths
            .into_iter()
            .map(|path| [vec![word.clone()], path].concat())
            .collect::<Vec<_>>()
    };
    if code[next..].starts_with(is_word) {
        let (paths, end) = tree(code, next);
        return (under(paths), end);
    }
    if code[next..].starts_with('{') {
        let mut all = Vec::new();
        let mut at = skip(next + 1);
        while !code[at..].starts_with('}') && at < code.len() {
            if code[at..].starts_with(is_word) {
                let (paths, end) = tree(code, at);
                // The name after `as` is no path of its own.
                let renamed = code[..at].trim_end().ends_with(" as");
                all.extend(paths.into_iter().filter(|path| !renamed && *path != ["as"]));
                at = skip(end);
            } else {
                at = skip(at + code[at..].chars().next().map_or(1, char::len_utf8));
            }
        }
        return (under(all), (at + 1).min(code.len()));
    }
    (vec![vec![word]], next)
}

/// The top-level module that `named` leads to from `source`, when it leads out of its own module or into the crate.
fn top_module(named: &Named, source: &Source) -> Option<String> {
    let first = named.path.first()?;
    if first == "crate" {
        return named.path.get(1).cloned();
    }
    let climbs = named
        .path
        .iter()
        .take_while(|name| *name == "super")
        .count();
    if climbs == 0 {
        return None;
    }
    // A test module inside the file is one step deeper.
    let tests = source
        .code
        .find("mod tests {")
        .map(|at| source.code[..at].matches('\n').count() + 1);
    let depth = source.module.len() + usize::from(tests.is_some_and(|line| named.line > line));
    (climbs >= depth)
        .then(|| named.path.get(climbs).cloned())
        .flatten()
}

#[test]
fn a_module_names_only_modules_above_it() {
    let order = order();
    assert!(order.len() > 10, "lib.rs lists the modules: {order:?}");
    let place: BTreeMap<&str, usize> = order
        .iter()
        .enumerate()
        .map(|(at, module)| (module.as_str(), at))
        .collect();
    let mut faults = Vec::new();
    let mut seen = 0;
    for source in sources() {
        let own = source.module[0].as_str();
        let Some(at) = place.get(own) else {
            faults.push(format!("src/{}: lib.rs does not list `{own}`", source.path));
            continue;
        };
        for named in paths(&source.code) {
            let Some(module) = top_module(&named, &source) else {
                continue;
            };
            seen += 1;
            match place.get(module.as_str()) {
                Some(other) if other <= at => {}
                Some(_) => faults.push(format!(
                    "src/{}:{}: `{own}` names `{module}`, which is below it in lib.rs",
                    source.path, named.line
                )),
                None => faults.push(format!(
                    "src/{}:{}: `{}` is no module of lib.rs",
                    source.path,
                    named.line,
                    named.path.join("::")
                )),
            }
        }
    }
    assert!(seen > 100, "the paths of the crate were read: {seen}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_above_reader_touches_the_world() {
    let order = order();
    let pure = order
        .iter()
        .take_while(|module| *module != FIRST_WITH_IO)
        .collect::<Vec<_>>();
    assert!(pure.len() < order.len(), "lib.rs lists `{FIRST_WITH_IO}`");
    let mut faults = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| pure.contains(&&source.module[0]))
    {
        for named in paths(&source.code) {
            let path = named.path.join("::");
            let forbidden = OUTSIDE_WORLD.iter().find(|world| {
                path.strip_prefix(**world).is_some_and(|rest| {
                    rest.starts_with("::") || (rest.is_empty() && world.contains("::"))
                })
            });
            if let Some(world) = forbidden {
                faults.push(format!(
                    "src/{}:{}: `{path}` is of {world}",
                    source.path, named.line
                ));
            }
        }
        for (at, line) in source.code.lines().enumerate() {
            for name in PRINTING {
                let called = line
                    .match_indices(&format!("{name}!"))
                    .any(|(start, _)| !line[..start].ends_with(is_word));
                if called {
                    faults.push(format!(
                        "src/{}:{}: prints with {name}!",
                        source.path,
                        at + 1
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_library_has_one_door() {
    let mut faults = Vec::new();
    for source in sources() {
        for named in paths(&source.code) {
            let Some((library, doors)) = DOORS
                .iter()
                .find(|(library, _)| named.path.len() > 1 && named.path[0] == *library)
            else {
                continue;
            };
            if !doors.iter().any(|door| source.path.starts_with(door)) {
                faults.push(format!(
                    "src/{}:{}: `{library}` is known in {} only",
                    source.path,
                    named.line,
                    doors.join(", ")
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_library_of_the_manifest_has_its_door_and_its_use() {
    let manifest =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
            .expect("Cargo.toml");
    let names: Vec<String> = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| {
            line.split_once('=')
                .map(|(name, _)| name.trim().replace('-', "_"))
        })
        .collect();
    assert!(names.len() > 10, "the dependencies were read: {names:?}");
    let sources = sources();
    let used: BTreeSet<String> = sources
        .iter()
        .flat_map(|source| paths(&source.code))
        .filter(|named| named.path.len() > 1)
        .map(|named| named.path[0].clone())
        .collect();
    for name in names {
        assert!(
            used.contains(&name),
            "`{name}` is in Cargo.toml and no module names it"
        );
        assert!(
            EVERYWHERE.contains(&name.as_str())
                || DOORS.iter().any(|(library, _)| *library == name),
            "`{name}` is in Cargo.toml: say in tests/suite/architecture.rs which file knows it"
        );
    }
}

#[test]
fn the_reading_of_paths_sees_what_code_can_hide() {
    let code = code_of(
        "use crate::{a, b::{c, D as E}}; // crate::comment\nlet s = \"crate::text\"; let r = r#\"crate::\"raw\"#;\n\
         let q = '\"'; fn f<'a>(x: &'a super::super::up::Y) { std :: fs::read(x); }",
    );
    let named: Vec<String> = paths(&code)
        .iter()
        .filter(|named| named.path.len() > 1)
        .map(|named| named.path.join("::"))
        .collect();
    assert_eq!(
        named,
        [
            "crate::a",
            "crate::b::c",
            "crate::b::D",
            "super::super::up::Y",
            "std::fs::read"
        ]
    );
}
