//! Small sites: each folder of `tests/sites/` is one, and `site.snap` is what comes of it.
//!
//! A case's file `expected` says what is shown, a line each: `files` (the paths of all that is made, the theme's own files
//! left out), the path of a page (its `<main>` alone when it is HTML), `head <path>` (its `<head>`, or any other element). `drafts` asks for drafts.
//! What editors are told always comes first. `format json` (or another) shows it in that form; `verify` what the legal watch
//! tells, `verify 2026-10-01` on that day, `verify json` in that form.

use crate::snapshot;
use reperess::diagnostic::format::{self, Format};
use reperess::diagnostic::{self, Diagnostic};
use reperess::input::Inputs;
use reperess::law::official::Day;
use reperess::page::{Body, Page};
use reperess::pipeline;
use reperess::reader::{self, Folders};
use reperess::sheet::target;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

#[test]
fn each_site_gives_its_pages_and_its_remarks() {
    let cases = snapshot::cases("sites");
    assert!(cases.len() >= 15, "{} cases", cases.len());
    snapshot::for_each(&cases, |case| snapshot::check(case, "site", &made(case)));
}

fn made(case: &Path) -> String {
    let asked = std::fs::read_to_string(case.join("expected")).expect("a file `expected`");
    let mut asked: Vec<&str> = asked.lines().filter(|line| !line.is_empty()).collect();
    let drafts = asked.contains(&"drafts");
    asked.retain(|line| *line != "drafts");
    let folders = Folders {
        site: case.to_owned(),
        content: case.join("content"),
        output: case.join("output"),
        theme: None,
    };
    let (forms, asked): (Vec<&str>, Vec<&str>) = asked
        .into_iter()
        .partition(|line| line.starts_with("format ") || line.starts_with("verify"));
    let inputs = reader::read_site(&folders, drafts).expect("the site can be read");
    let built = pipeline::build(&inputs);
    let told = format::human(&built.found, &inputs, false);
    let mut out = if told.is_empty() {
        "aucune remarque\n".to_owned()
    } else {
        told
    };
    for line in forms {
        let _ = writeln!(out, "\n=== {line}");
        out.push_str(&in_form(line, &inputs, &built.found));
    }
    if diagnostic::has_errors(&built.found) {
        assert!(asked.is_empty(), "with errors, no page is to be shown");
        return out;
    }
    let pages = &built.value.pages;
    check_links(pages);
    for line in asked {
        let _ = writeln!(out, "\n=== {line}");
        match line.split_once(' ') {
            None if line == "files" => {
                for page in pages
                    .iter()
                    .filter(|page| !page.path.starts_with("assets/"))
                {
                    let _ = writeln!(out, "{}", page.path);
                }
            }
            None => out.push_str(&shown(text(pages, line), "main")),
            Some((element, path)) => out.push_str(&shown(text(pages, path), element)),
        }
    }
    out
}

/// The remarks of a build or of the legal watch, as `line` asks for them.
fn in_form(line: &str, inputs: &Inputs, found: &[Diagnostic]) -> String {
    let path_of = |shown: &str| format!("site/{shown}");
    let (what, how) = line.split_once(' ').unwrap_or((line, "humain"));
    let form = Format::named(how).unwrap_or_default();
    if what == "format" {
        return form.print(found, inputs, &path_of);
    }
    let watched = pipeline::watch(inputs, Day::parse(how));
    form.print(&watched.found, inputs, &path_of)
}

/// Each link of each page leads to a file of the site, and to an id that is there.
fn check_links(pages: &[Page]) {
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages
        .iter()
        .map(|page| {
            let html = page
                .path
                .ends_with(".html")
                .then(|| text(pages, &page.path));
            (
                page.path.as_str(),
                html.into_iter()
                    .flat_map(|html| values(html, "id"))
                    .collect(),
            )
        })
        .collect();
    for page in pages.iter().filter(|page| page.path.ends_with(".html")) {
        let html = text(pages, &page.path);
        for link in values(html, "href").into_iter().chain(values(html, "src")) {
            // The page for lost readers is shown at any address: its links are absolute.
            if link.contains(':') || (page.path == "404.html" && link.starts_with('/')) {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = page.path.rfind('/').map_or("", |end| &page.path[..end]);
            let file = if file.is_empty() {
                Some(page.path.clone())
            } else {
                target::resolved(folder, &target::percent_decoded(file))
            };
            let found = file.as_deref().and_then(|file| ids.get(file));
            assert!(found.is_some(), "{}: {link} leads nowhere", page.path);
            let there = anchor.is_empty() || found.is_some_and(|ids| ids.contains(anchor));
            assert!(there, "{}: {link}: there is no such id", page.path);
        }
    }
}

/// Values of `attribute` in `html`.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

fn text<'a>(pages: &'a [Page], path: &str) -> &'a str {
    let page = pages
        .iter()
        .find(|page| page.path == path)
        .unwrap_or_else(|| panic!("no page {path}"));
    match &page.body {
        Body::Bytes(bytes) => std::str::from_utf8(bytes).expect("pages are UTF-8"),
        Body::Copy { .. } => "(a copy of an attachment)",
    }
}

/// The element of a page of HTML, without its empty lines; other files whole.
fn shown(text: &str, element: &str) -> String {
    let part = text
        .find(&format!("<{element}"))
        .and_then(|start| Some(&text[start..start + text[start..].find(&format!("</{element}>"))?]))
        .unwrap_or(text);
    part.lines()
        .filter(|line| !line.trim().is_empty())
        .fold(String::new(), |out, line| out + line + "\n")
}
