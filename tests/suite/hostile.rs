//! Sites made to break the build: each is refused with the faults it is known for, or accepted with sound pages.
//!
//! A case is a folder of `tests/hostile`: a small site, and `attendu.txt`. Its lines are the codes of the remarks
//! expected, each once, errors before warnings as they are sorted; without an error among them the site is published,
//! and every page of it is then held against what DESIGN.md promises of pages.

use reperess::diagnostic::{Severity, format};
use reperess::input::Inputs;
use reperess::page::{Body, Page};
use reperess::pipeline;
use reperess::reader::{self, Folders};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[test]
fn hostile_sites_are_refused_or_sound() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let mut count = 0;
    let mut faults = Vec::new();
    for case in fs::read_dir(cases).expect("the cases").flatten() {
        let site = case.path();
        let name = case.file_name().to_string_lossy().into_owned();
        let expected: BTreeSet<String> = fs::read_to_string(site.join("attendu.txt"))
            .unwrap_or_else(|_| panic!("{name} says what is expected"))
            .lines()
            .map(str::to_owned)
            .collect();
        let inputs = reader::read_site(
            &Folders {
                content: site.join("content"),
                output: site.join("output"),
                site,
                theme: None,
            },
            false,
        )
        .unwrap_or_else(|why| panic!("{name}: {why}"));
        let (codes, found) = built(&inputs);
        if codes != expected {
            faults.push(format!("{name}: expected {expected:?}, not {codes:?}"));
        }
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
        count += 1;
    }
    assert!(count > 20, "{count} cases");
    assert_eq!(faults, Vec::<String>::new());
}

/// Sheets as large as allowed, of what once took minutes or gigabytes; each within the time of a test.
#[test]
fn large_sheets_of_one_pathology_end() {
    let repeated = |unit: &str| unit.repeat(200_000 / unit.len());
    let numbered = |unit: &dyn Fn(usize) -> String| (0..8000).map(unit).collect::<String>();
    for (name, body, expected) in [
        ("quotations", repeated(">"), "texte-imbrique"),
        ("lists", repeated("1. "), "texte-imbrique"),
        ("tasks", repeated("- [ ] a\n"), ""),
        ("brackets", repeated("["), ""),
        ("emphasis", repeated("*a _"), ""),
        (
            "notes",
            numbered(&|n| format!("a[^{n}]\n\n[^{n}]: b\n\n")),
            "",
        ),
        (
            "one note",
            format!("{}\n\n[^a]: b\n", repeated("c[^a] ")),
            "",
        ),
        (
            "unknown notes",
            numbered(&|n| format!("a[^{n}] ")),
            "note-inconnue",
        ),
        (
            "comments",
            format!("<div>{}", repeated("<!--")),
            "html-non-ferme",
        ),
        ("tags cut off", format!("<div {}", repeated("<")), ""),
        ("elements", repeated("<div>"), "texte-imbrique"),
        (
            "crossed elements",
            format!("<div>\n{}", numbered(&|n| format!("<p><b title={n}></p>"))),
            "texte-imbrique",
        ),
        (
            "links",
            "[a](https://exemple.org) ".repeat(10_001),
            "trop-de-liens",
        ),
        (
            "ranges",
            "articles L1 à L500 CCP. ".repeat(200),
            "trop-de-references",
        ),
        ("headings", repeated("## a\n"), ""),
        (
            "wide table",
            format!("|{}\n|{}\n", "a|".repeat(10_000), "-|".repeat(10_000)),
            "",
        ),
    ] {
        let text = format!("---\ntitre: A\n---\n{body}\n");
        let inputs = reader::in_memory(&[("a.md", &text)]);
        let (codes, faults) = built(&inputs);
        assert_eq!(faults, Vec::<String>::new(), "{name}");
        let expected: BTreeSet<String> = Some(expected.to_owned())
            .filter(|code| !code.is_empty())
            .into_iter()
            .collect();
        assert_eq!(codes, expected, "{name}");
    }
}

/// What the checks of this file must find, for they would otherwise show nothing.
#[test]
fn unsound_pages_are_told() {
    for (html, fault) in [
        ("<p><b>x</p></b>", "</p> closes b"),
        ("<p>x", "p is left open"),
        ("<p id=\"a\"></p><p id=\"a\"></p>", "two ids a"),
        (
            "<a href=\"#\"><b><a href=\"#\">x</a></b></a>",
            "a link in a link",
        ),
        ("<p onclick=\"x\"></p>", "onclick on p"),
        ("<p style=\"x\"></p>", "style on p"),
        ("<script>x</script>", "an inline script"),
        ("<iframe></iframe>", "an element iframe"),
        (
            "<a href=\"java&#9;script:x\">x</a>",
            "the address java\tscript:x",
        ),
        (
            "<img src=\"https://a.fr/b.png\">",
            "https://a.fr/b.png is fetched",
        ),
        ("<a href=\"b.html\">x</a>", "b.html leads nowhere"),
        ("<a href=\"#b\">x</a>", "#b leads nowhere"),
        ("<p title=\"\u{202e}\"></p>", "a hidden character"),
        (
            "<script type=\"application/ld+json\">{</script>",
            "JSON-LD that cannot be read",
        ),
    ] {
        let page = Page::text("a.html", format!("<!DOCTYPE html>{html}"));
        assert_eq!(unsound(&[page]), [format!("a.html: {fault}")], "{html}");
    }
}

/// Builds a site: the codes of its remarks, and what is wrong with its messages or with its pages.
fn built(inputs: &Inputs) -> (BTreeSet<String>, Vec<String>) {
    let built = pipeline::build(inputs);
    let mut faults = unsound_messages(&format::human(&built.found, inputs, false));
    let refused = built.found.iter().any(|d| d.severity == Severity::Error);
    if !refused {
        faults.extend(unsound(&built.value.pages));
    }
    let codes = built.found.iter().map(|d| d.code.to_owned()).collect();
    (codes, faults)
}

fn unsound_messages(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if text.len() > 200_000 {
        faults.push(format!("{} bytes of messages", text.len()));
    }
    if text.contains(|c: char| c != '\n' && reperess::input::is_hidden(c)) {
        faults.push("a hidden character in a message".into());
    }
    for debug in ["Some(", "None)", "Err(", "Ok(", "\\u{", "panicked"] {
        if text.contains(debug) {
            faults.push(format!("a message says {debug}"));
        }
    }
    for remark in text
        .split("\n\n")
        .filter(|part| part.starts_with("erreur["))
    {
        if !remark.contains("--> ") {
            faults.push(format!("no place: {remark}"));
        }
    }
    faults
}

/// What the pages hold that DESIGN.md, promises 5 and 6, says they never do.
fn unsound(pages: &[Page]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut read: BTreeMap<&str, Html> = BTreeMap::new();
    let mut keys = BTreeMap::new();
    for page in pages {
        let path = page.path.as_str();
        if let Some(other) = keys.insert(reperess::publish::assets::collision_key(path), path) {
            faults.push(format!("{path} and {other} are one on some disks"));
        }
        if path
            .split('/')
            .any(|name| name.is_empty() || name.starts_with('.') || name.ends_with(['.', ' ']))
            || path.contains(['<', '>', ':', '"', '|', '?', '*', '\\'])
        {
            faults.push(format!("the name {path}"));
        }
        let Body::Bytes(bytes) = &page.body else {
            continue;
        };
        if path.ends_with(".json") && serde_json::from_slice::<serde_json::Value>(bytes).is_err() {
            faults.push(format!("{path} cannot be read"));
        }
        if path.ends_with(".html") {
            let text = std::str::from_utf8(bytes).expect("pages are UTF-8");
            read.insert(path, Html::read(text));
        }
    }
    let paths: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    for (path, html) in &read {
        faults.extend(html.faults.iter().map(|fault| format!("{path}: {fault}")));
        for address in &html.addresses {
            if let Some(fault) = address_fault(path, address, &paths, &read) {
                faults.push(format!("{path}: {fault}"));
            }
        }
    }
    faults
}

fn address_fault(
    from: &str,
    address: &str,
    paths: &BTreeSet<&str>,
    read: &BTreeMap<&str, Html>,
) -> Option<String> {
    let nowhere = Some(format!("{address} leads nowhere"));
    // Browsers drop these before they look for a scheme.
    let plain: String = address
        .chars()
        .filter(|c| !c.is_control() && *c != ' ')
        .collect();
    let scheme = plain.split([':', '/', '?', '#']).next().unwrap_or_default();
    if plain[scheme.len()..].starts_with(':') {
        let allowed = ["http", "https", "mailto", "tel"];
        let known = allowed
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known));
        return (!known).then(|| format!("the address {address}"));
    }
    if plain.starts_with("//") || plain.contains('\\') {
        return Some(format!("the address {address}"));
    }
    // Those of the page for addresses that do not exist begin at the root of the site.
    if from == "404.html" && plain.starts_with('/') {
        return None;
    }
    let (file, fragment) = plain.split_once('#').unwrap_or((&plain, ""));
    let file = file.split('?').next().unwrap_or_default();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let target = match file {
        "" => Some(from.to_owned()),
        file => reperess::sheet::target::resolved(
            folder,
            &reperess::sheet::target::percent_decoded(file),
        ),
    };
    let Some(target) = target.filter(|target| paths.contains(target.as_str())) else {
        return nowhere;
    };
    let fragment = reperess::sheet::target::percent_decoded(fragment);
    let ids = read.get(target.as_str()).map(|html| &html.ids);
    if fragment.is_empty() || ids.is_none_or(|ids| ids.contains(&fragment)) {
        None
    } else {
        nowhere
    }
}

/// What one page of HTML says of itself.
#[derive(Default)]
struct Html {
    ids: BTreeSet<String>,
    addresses: Vec<String>,
    faults: Vec<String>,
}

impl Html {
    fn read(text: &str) -> Self {
        let mut html = Self::default();
        if text.contains(|c: char| {
            c != '\u{feff}'
                && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
                && reperess::input::is_hidden(c)
        }) {
            html.faults.push("a hidden character".into());
        }
        let mut open: Vec<String> = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find('<').map(|found| at + found) {
            let Some(end) = end_of_tag(text, start) else {
                html.faults.push("a tag that is cut off".into());
                break;
            };
            at = end;
            let tag = &text[start + 1..end - 1];
            if tag.starts_with(['!', '?']) {
                if !tag.eq_ignore_ascii_case("!doctype html") {
                    html.faults.push(format!("<{tag}>"));
                }
                continue;
            }
            if let Some(name) = tag.strip_prefix('/') {
                match open.pop() {
                    Some(last) if last == name => {}
                    last => html
                        .faults
                        .push(format!("</{name}> closes {}", last.unwrap_or_default())),
                }
                // One fault tells that the rest is read wrong.
                if !html.faults.is_empty() {
                    return html;
                }
                continue;
            }
            let name: String = tag
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect();
            let attributes = attributes(&tag[name.len()..]);
            html.element(&name, &attributes, &open);
            if name == "script" {
                let after = text[at..]
                    .find("</script>")
                    .map_or(text.len(), |found| at + found);
                let data = attributes
                    .iter()
                    .any(|(_, value)| value == "application/ld+json");
                if data && serde_json::from_str::<serde_json::Value>(&text[at..after]).is_err() {
                    html.faults.push("JSON-LD that cannot be read".into());
                } else if !data && !text[at..after].is_empty() {
                    html.faults.push("an inline script".into());
                }
                at = (after + "</script>".len()).min(text.len());
                continue;
            }
            let empty = [
                "area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr",
            ];
            if !tag.ends_with('/') && !empty.contains(&name.as_str()) {
                open.push(name);
            }
        }
        if let Some(name) = open.last() {
            html.faults.push(format!("{name} is left open"));
        }
        html
    }

    fn element(&mut self, name: &str, attributes: &[(String, String)], open: &[String]) {
        if [
            "iframe", "object", "embed", "base", "style", "template", "noscript", "math",
        ]
        .contains(&name)
        {
            self.faults.push(format!("an element {name}"));
        }
        if name == "a" && open.iter().any(|other| other == "a") {
            self.faults.push("a link in a link".into());
        }
        let mut seen = BTreeSet::new();
        for (attribute, value) in attributes {
            if !seen.insert(attribute) {
                self.faults.push(format!("{attribute} twice on {name}"));
            }
            if attribute.starts_with("on")
                || ["style", "srcdoc", "srcset", "ping"].contains(&attribute.as_str())
            {
                self.faults.push(format!("{attribute} on {name}"));
            }
            match attribute.as_str() {
                "id" if !self.ids.insert(value.clone()) => {
                    self.faults.push(format!("two ids {value}"));
                }
                "href" | "src" => {
                    let outside = value.contains("://")
                        || value.starts_with("//")
                        || value.starts_with("data:");
                    if outside && !matches!(name, "a" | "link") {
                        self.faults.push(format!("{value} is fetched"));
                    } else {
                        self.addresses.push(value.clone());
                    }
                }
                _ => {}
            }
        }
    }
}

/// The byte after the `>` that ends the tag at `start`; one in quotation marks ends nothing.
fn end_of_tag(text: &str, start: usize) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(start + 1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Names and decoded values.
fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim().trim_end_matches('/');
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(written) = rest.strip_prefix('=') {
            let quoted = written
                .strip_prefix('"')
                .and_then(|inside| inside.split_once('"'));
            let (inside, after) = quoted
                .or_else(|| written.split_once(char::is_whitespace))
                .unwrap_or((written, ""));
            value = decoded(inside);
            rest = after;
        }
        found.push((name, value));
    }
    found
}

fn decoded(text: &str) -> String {
    text.replace("&#9;", "\t")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
