//! Pages of a small site made by hand: what every type of page shows, what cannot break it, and how a theme is replaced.

mod sample;

use reperess::diagnostic::{Diagnostic, Place, Severity};
use reperess::input::{InputFile, Inputs};
use reperess::page::{Body, Gathered, Page};
use reperess::render::theme::Theme;
use reperess::render::{self, theme};
use reperess::site::Site;
use std::collections::BTreeSet;

fn text(page: &Page) -> &str {
    match &page.body {
        Body::Bytes(bytes) => std::str::from_utf8(bytes).expect("pages are UTF-8"),
        Body::Copy { .. } => panic!("{} is a copy", page.path),
    }
}

fn rendered() -> Vec<Page> {
    let theme = theme::load(&Inputs::default());
    assert_eq!(theme.found, [], "the default theme is sound");
    let (pages, found) = made(&sample::site(), &theme.value);
    assert_eq!(found, [], "every page is made");
    pages
}

fn made(site: &Site, theme: &Theme) -> (Vec<Page>, Vec<Diagnostic>) {
    let pages = Gathered::default();
    let paths = render::pages(site, theme, &pages);
    let pages = pages.into_pages();
    let told: BTreeSet<&String> = paths.value.iter().collect();
    assert_eq!(told, pages.iter().map(|page| &page.path).collect());
    (pages, paths.found)
}

fn page<'a>(pages: &'a [Page], path: &str) -> &'a str {
    text(
        pages
            .iter()
            .find(|page| page.path == path)
            .unwrap_or_else(|| panic!("no page {path}")),
    )
}

fn html(pages: &[Page]) -> impl Iterator<Item = &Page> {
    pages.iter().filter(|page| {
        std::path::Path::new(&page.path)
            .extension()
            .is_some_and(|extension| extension == "html")
    })
}

/// Values of `attribute` in `html`.
fn values<'a>(html: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    let start = format!(" {attribute}=\"");
    let mut rest = html;
    std::iter::from_fn(move || {
        let at = rest.find(&start)? + start.len();
        let end = at + rest[at..].find('"')?;
        let value = &rest[at..end];
        rest = &rest[end..];
        Some(value)
    })
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    let pages = rendered();
    let ids: std::collections::BTreeMap<&str, BTreeSet<&str>> = html(&pages)
        .map(|page| {
            let mut seen = BTreeSet::new();
            for id in values(text(page), "id") {
                assert!(seen.insert(id), "{}: id {id} twice", page.path);
            }
            (page.path.as_str(), seen)
        })
        .collect();
    let files: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    let published = [
        "articles.json",
        "sources.json",
        "fiches.json",
        "atom.xml",
        "images/schema.svg",
        "sources.bib",
        "sources.ris",
        "sources.csl.json",
    ];
    // What `publish` makes beside the page of a guide.
    let beside_a_guide = |target: &str| {
        let stem = target.strip_suffix(".bib").or(target.strip_suffix(".ris"));
        stem.is_some_and(|stem| {
            stem.starts_with("fiches/") && files.contains(format!("{stem}.html").as_str())
        })
    };
    for page in html(&pages) {
        for link in values(text(page), "href").chain(values(text(page), "src")) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = resolve(&page.path, path);
            assert!(
                files.contains(target.as_str())
                    || published.contains(&target.as_str())
                    || beside_a_guide(&target),
                "{}: {link} leads nowhere ({target})",
                page.path
            );
            if !fragment.is_empty() {
                assert!(
                    ids[target.as_str()].contains(fragment),
                    "{}: no #{fragment} in {target}",
                    page.path
                );
            }
        }
    }
}

fn resolve(from: &str, link: &str) -> String {
    if link.is_empty() {
        return from.to_owned();
    }
    if let Some(path) = link.strip_prefix("/guides/") {
        return path.to_owned();
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for name in link.split('/') {
        match name {
            ".." => {
                folders.pop().expect("no link climbs out of the site");
            }
            name => folders.push(name),
        }
    }
    folders.join("/")
}

#[test]
fn tags_match_and_no_link_stands_in_a_link() {
    const VOID: [&str; 8] = ["meta", "link", "img", "input", "br", "hr", "path", "circle"];
    for page in html(&rendered()) {
        let mut open: Vec<&str> = Vec::new();
        for piece in text(page).split('<').skip(1) {
            let name: &str = piece
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '/')
                .next()
                .unwrap();
            if let Some(name) = name.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name), "{}: </{name}>", page.path);
            } else if !name.is_empty() && !VOID.contains(&name) {
                assert!(
                    name != "a" || !open.contains(&"a"),
                    "{}: a link in a link",
                    page.path
                );
                open.push(name);
            }
        }
        assert_eq!(open, Vec::<&str>::new(), "{}", page.path);
    }
}

#[test]
fn hostile_words_stay_words() {
    for page in html(&rendered()) {
        let text = text(page);
        for bad in [
            "<script>alert",
            "<img src=x",
            "\"onmouseover=",
            "javascript:",
            "\u{202e}",
            "\u{1}",
            "\u{85}",
        ] {
            assert!(!text.contains(bad), "{}: {bad:?}", page.path);
        }
    }
}

#[test]
fn the_same_site_gives_the_same_pages() {
    assert_eq!(rendered(), rendered());
}

#[test]
fn a_sheet_shows_what_the_design_asks() {
    let pages = rendered();
    let sheet = page(&pages, "fiches/marches-reserves.html");
    for expected in [
        "<p class=\"sheet-no\"><span>Fiche n°\u{a0}</span><b>6</b></p>",
        "<time datetime=\"2026-01-01\">1<sup>er</sup>\u{a0}janvier 2026</time>",
        "<h2 id=\"pourquoi\"><span class=\"h-no\">1</span> ",
        "<span class=\"nb\">L.\u{a0}2113-15</span>",
        "id=\"droit-1\"",
        "id=\"appel-1\" href=\"#note-1\" role=\"doc-noteref\"",
        "id=\"appel-1-2\"",
        "aria-label=\"b, retour au texte, note\u{a0}1, appel 2 sur 2\"",
        "<th scope=\"row\">Durée</th>",
        "<dl>\n<div><dt>de travailleurs handicapés</dt><dd>50\u{a0}%</dd></div>",
        "<ol class=\"steps\">",
        "<input type=\"checkbox\" disabled checked aria-label=\"Fait\">",
        "<span class=\"hl-",
        "<a class=\"xref\" href=\"spaser.html\">Le SPASER</a>",
        "Pour la citer",
    ] {
        assert!(sheet.contains(expected), "{expected}\n{sheet}");
    }
    assert!(page(&pages, "fiches/grigny.html").contains("\\u003c/script\\u003e"));
}

#[test]
fn an_article_lists_its_passages() {
    let pages = rendered();
    let article = page(&pages, "articles/ccp/l2113-15.html");
    assert!(
        article.contains("href=\"../../fiches/marches-reserves.html#droit-1\""),
        "{article}"
    );
    assert!(article.contains("<mark>"), "{article}");
    assert!(article.contains("à travers un intervalle"), "{article}");
}

fn own(files: &[(&str, &str)]) -> Inputs {
    let mut inputs = Inputs::default();
    for (path, text) in files {
        let id = inputs.add(InputFile {
            path: (*path).to_owned(),
            shown: format!("themes/perso/{path}"),
            text: (*text).into(),
        });
        inputs.theme.push(id);
    }
    inputs.theme_name = Some(("perso".into(), true));
    inputs
}

#[test]
fn a_site_replaces_templates_one_by_one() {
    let inputs = own(&[
        (
            "templates/fiche.html",
            "{% extends \"defaut/fiche.html\" %}{% block facts %}<p>mes faits</p>{% endblock %}",
        ),
        ("static/style.css", "body{color:red}"),
    ]);
    let theme = theme::load(&inputs);
    assert_eq!(theme.found, []);
    let (pages, _) = made(&sample::site(), &theme.value);
    let sheet = page(&pages, "fiches/marches-reserves.html");
    assert!(
        sheet.contains("<p>mes faits</p>") && sheet.contains("id=\"notes\""),
        "{sheet}"
    );
    let style = pages
        .iter()
        .find(|page| page.path == "assets/style.css")
        .unwrap();
    // Theirs for screens, ours for paper.
    let style = text(style);
    assert!(
        style.starts_with("body{color:red}\n@media print{\n@page{"),
        "{style}"
    );
}

#[test]
fn paper_and_screen_are_one_style_sheet_that_knows_the_title() {
    let mut site = sample::site();
    site.config.title = "L’\"ESS\" </style> \\ \u{7}ici".into();
    let own = own(&[("static/print.css", "p{color:#000}")]);
    for inputs in [&own, &Inputs::default()] {
        let theme = theme::load(inputs);
        let (pages, _) = made(&site, &theme.value);
        let style = pages
            .iter()
            .find(|page| page.path == "assets/style.css")
            .unwrap();
        let style = text(style);
        let opened = style.matches('{').count();
        assert_eq!(opened, style.matches('}').count(), "a rule is left open");
        let (_, paper) = style.split_once("@media print{").unwrap();
        assert!(
            paper.ends_with(
                "@page{@bottom-left{content:\"L’\\22 ESS\\22  \\3c /style> \\5c  ici\"}}\n}\n"
            ),
            "{paper}"
        );
        assert!(!pages.iter().any(|page| page.path.ends_with("print.css")));
        assert_eq!(
            paper.starts_with("\np{color:#000}"),
            !inputs.theme.is_empty()
        );
    }
}

#[test]
fn faulty_templates_end_in_remarks() {
    let deep = format!("{}{}", "{% if 1 %}".repeat(500), "{% endif %}".repeat(500));
    let nested = format!("{{{{ {}1{} }}}}", "(".repeat(10_000), ")".repeat(10_000));
    for (name, template) in [
        ("unclosed", "{% if sheet %}"),
        ("filter", "a\n{{ sheet.title | sans_accent }}"),
        ("function", "{{ get_env(name=\"HOME\") }}"),
        ("itself", "{% include \"fiche.html\" %}"),
        ("extends itself", "{% extends \"fiche.html\" %}"),
        ("no parent", "{% extends \"inconnu.html\" %}"),
        ("no include", "{% include \"/etc/passwd\" %}"),
        ("component", "{{ <inconnu /> }}"),
        ("deep", &deep),
        ("nested", &nested),
        ("control", "{{ \u{1b}[31m }}"),
    ] {
        let inputs = own(&[("templates/fiche.html", template)]);
        let theme = theme::load(&inputs);
        assert!(!theme.found.is_empty(), "{name}");
        for remark in &theme.found {
            assert_eq!(remark.severity, Severity::Error, "{name}");
            assert!(matches!(remark.place, Place::Span(_)), "{name}: {remark:?}");
            assert!(
                !remark.message.chars().any(char::is_control),
                "{name}: {remark:?}"
            );
            assert!(
                remark.message.contains("templates/fiche.html"),
                "{name}: {remark:?}"
            );
        }
        // The other stages go on with the default theme.
        assert_eq!(made(&sample::site(), &theme.value).1, [], "{name}");
    }
}

#[test]
fn a_template_that_fails_names_the_sheet() {
    for (name, template) in [
        ("unknown field", "a\n\n{{ sheet.titre }}"),
        ("unknown variable", "{{ fiche.title }}"),
        (
            "calls itself",
            "{% component a() %}{{ <a /> }}{% endcomponent a %}{{ <a /> }}",
        ),
        ("throws", "{{ throw(message=\"assez\") }}"),
    ] {
        let inputs = own(&[("templates/fiche.html", template)]);
        let theme = theme::load(&inputs);
        assert_eq!(theme.found, [], "{name}");
        let (_, found) = made(&sample::site(), &theme.value);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        let remark = &found[0];
        assert!(
            remark.message.contains("fiches/marches-reserves.md"),
            "{name}: {}",
            remark.message
        );
        assert!(matches!(remark.place, Place::Span(_)), "{name}: {remark:?}");
    }
}

/// Writes the pages to `target/tmp/apercu` to be looked at: `cargo test --test suite preview -- --ignored`.
#[test]
#[ignore = "writes files to be looked at"]
fn preview() {
    let root = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("apercu");
    for page in rendered() {
        let path = root.join(&page.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        if let Body::Bytes(bytes) = &page.body {
            std::fs::write(path, bytes).unwrap();
        }
    }
    println!("{}", root.display());
}
