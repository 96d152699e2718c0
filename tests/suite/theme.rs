//! `theme extraire`, a theme begun from the default one; and docs/themes.md, which says all that a theme may use.

use crate::folder::{Site, assert_same, reperess, told, tree};
use reperess::diagnostic::format;
use reperess::input::InputFile;
use reperess::page::Body;
use reperess::pipeline;
use reperess::reader::{self, Folders};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

/// What the command says in `site`.
fn extract(site: &Site, arguments: &[&str]) -> crate::folder::Told {
    told(
        reperess()
            .args(["theme", "extraire", "--site"])
            .arg(site.root())
            .args(arguments),
    )
}

#[test]
fn an_extracted_theme_gives_the_same_pages() {
    let site = Site::small();
    let clean = site.clean_build();
    let done = extract(&site, &["asso"]);
    assert_eq!((done.status, done.err.as_str()), (Some(0), ""));
    assert!(done.out.contains("theme: asso\n"), "{}", done.out);
    let read = |path: &str| fs::read(site.path(path)).expect("there");
    for (copy, ours) in [
        (
            "themes/asso/templates/fiche.html",
            &include_bytes!("../../themes/default/templates/fiche.html")[..],
        ),
        (
            "themes/asso/static/style.css",
            include_bytes!("../../themes/default/static/style.css"),
        ),
        (
            "themes/asso/templates/parties/droit.html",
            include_bytes!("../../themes/default/templates/parties/droit.html"),
        ),
    ] {
        assert!(read(copy) == ours, "{copy}");
    }
    let built = site.build(&["--theme", "asso"]);
    assert_eq!((built.status, built.err.as_str()), (Some(0), ""));
    assert_same(&tree(&site.output()), &clean, "the copy is the theme");
}

#[test]
fn nothing_is_written_over() {
    let site = Site::small();
    site.write("themes/asso/templates/fiche.html", "à moi");
    let before = tree(site.root());
    let refused = extract(&site, &["asso"]);
    assert_eq!((refused.status, refused.out.as_str()), (Some(1), ""));
    assert_eq!(
        refused.err,
        "erreur[theme-extraire]\u{a0}: «\u{a0}themes/asso/templates/fiche.html\u{a0}» existe déjà\u{a0}: donnez un autre nom, ou nommez \
         les fichiers à copier. Rien n’a été copié\n"
    );
    assert_same(&tree(site.root()), &before, "a refusal changes nothing");
    // Beside it, other files can still come.
    let done = extract(
        &site,
        &["asso", "page.html", "templates/parties/droit.html", "fonts"],
    );
    assert_eq!((done.status, done.err.as_str()), (Some(0), ""));
    let mut paths: Vec<String> = tree(&site.path("themes/asso")).into_keys().collect();
    paths.retain(|path| !path.starts_with("static/fonts/"));
    assert!(
        paths.contains(&"templates/page.html".to_owned()),
        "{paths:?}"
    );
    assert!(
        !paths
            .iter()
            .any(|path| path.ends_with("base.html") || path.ends_with(".css")),
        "{paths:?}"
    );
    assert!(
        site.path("themes/asso/static/fonts/literata-OFL.txt")
            .exists()
    );
    assert_eq!(
        fs::read_to_string(site.path("themes/asso/templates/fiche.html")).expect("there"),
        "à moi"
    );
}

#[test]
fn what_cannot_be_a_theme_is_refused() {
    let site = Site::small();
    let before = tree(site.root());
    for (arguments, said) in [
        (&["../ailleurs"][..], "ne peut pas être le nom"),
        (&["a/b"], "ne peut pas être le nom"),
        (&[".."], "ne peut pas être le nom"),
        (&["été"], "ne peut pas être le nom"),
        (
            &["asso", "fich.html"],
            "vouliez-vous dire «\u{a0}fiche.html\u{a0}»",
        ),
        (&["asso", "../base.html"], "n’a pas de fichier"),
        (&["asso", "/"], "n’a pas de fichier"),
    ] {
        let refused = extract(&site, arguments);
        assert_eq!(refused.status, Some(1), "{arguments:?}");
        assert!(refused.err.contains(said), "{}", refused.err);
    }
    assert_same(&tree(site.root()), &before, "a refusal changes nothing");
    let nowhere = told(reperess().args(["theme", "extraire", "asso", "--site", "nulle-part"]));
    assert_eq!(nowhere.status, Some(1));
    assert_eq!(told(reperess().args(["theme", "extraire"])).status, Some(2));
}

#[cfg(unix)]
#[test]
fn a_link_leads_the_copy_nowhere_else() {
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    for link in ["themes", "themes/asso", "themes/asso/static"] {
        let site = Site::small();
        let path = site.path(link);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::os::unix::fs::symlink(elsewhere.path(), &path).expect("linked");
        let refused = extract(&site, &["asso"]);
        assert_eq!(refused.status, Some(1), "{link}");
        assert!(
            refused.err.contains("n’est pas un dossier"),
            "{}",
            refused.err
        );
        let came = fs::read_dir(elsewhere.path()).expect("there").count();
        assert_eq!(came, 0, "{link}");
    }
}

/// What docs/themes.md says.
struct Documented {
    /// Templates, with the value that each receives (empty for one that makes no page) and its blocks.
    templates: BTreeMap<String, (String, BTreeSet<String>)>,
    /// Whole variables: `site.links.home`.
    variables: BTreeSet<String>,
    /// Every word in code marks.
    words: BTreeSet<String>,
}

/// The texts between the code marks of `text`.
fn marked(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn documented() -> Documented {
    let docs = include_str!("../../docs/themes.md");
    let mut found = Documented {
        templates: BTreeMap::new(),
        variables: BTreeSet::new(),
        words: BTreeSet::new(),
    };
    let mut section = "";
    for line in docs.lines() {
        section = line.strip_prefix("## ").unwrap_or(section);
        found.words.extend(
            marked(line)
                .flat_map(|words| words.split(|c| !is_name(c)))
                .map(str::to_owned),
        );
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if cells.len() < 3 || !line.starts_with('|') {
            continue;
        }
        if section == "Les gabarits" {
            let value = match cells[1] {
                // It makes no page of its own.
                what if what.starts_with('(') => String::new(),
                _ => marked(cells[2]).collect(),
            };
            let blocks: BTreeSet<String> = cells
                .last()
                .map(|cell| marked(cell).map(str::to_owned).collect())
                .unwrap_or_default();
            for name in marked(cells[0]) {
                found
                    .templates
                    .insert(name.to_owned(), (value.clone(), blocks.clone()));
            }
        }
        if section == "Les données" {
            // `.sheets` after `site.links.home` is `site.links.sheets`.
            let mut last = String::new();
            for name in marked(cells[0]) {
                let name = match name.strip_prefix('.') {
                    Some(end) => match last.rsplit_once('.') {
                        Some((start, _)) => format!("{start}.{end}"),
                        None => continue,
                    },
                    None => name.to_owned(),
                };
                if name.contains('.') {
                    last.clone_from(&name);
                    found.variables.insert(name);
                }
            }
        }
    }
    assert!(found.templates.len() > 20 && found.variables.len() > 90);
    found
}

/// The templates of the default theme, by name.
fn templates() -> BTreeMap<String, String> {
    reperess::render::theme::default_files()
        .into_iter()
        .filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/")?.to_owned();
            Some((name, String::from_utf8(bytes.to_vec()).expect("UTF-8")))
        })
        .collect()
}

/// What stands between the marks of the template engine in `template`, without what is in quotation marks.
fn code(template: &str) -> Vec<String> {
    template
        .split("{{")
        .flat_map(|part| part.split("{%"))
        .skip(1)
        .filter_map(|part| {
            let end = [part.find("}}"), part.find("%}")]
                .into_iter()
                .flatten()
                .min()?;
            Some(
                part[..end]
                    .split('"')
                    .step_by(2)
                    .collect::<Vec<_>>()
                    .join("\"\""),
            )
        })
        .collect()
}

#[test]
fn the_default_theme_uses_only_what_is_documented() {
    let documented = documented();
    let templates = templates();
    assert_eq!(
        templates.keys().collect::<Vec<_>>(),
        documented.templates.keys().collect::<Vec<_>>(),
        "the templates of docs/themes.md"
    );
    let roots: BTreeSet<&str> = documented
        .variables
        .iter()
        .filter_map(|name| name.split('.').next())
        .collect();
    let mut faults = Vec::new();
    let mut seen = 0;
    for (name, template) in &templates {
        let code = code(template);
        let mut bound: BTreeSet<&str> = BTreeSet::new();
        for tag in &code {
            let mut words = tag.split(|c| !is_name(c)).filter(|word| !word.is_empty());
            match words.next() {
                Some("block") => {
                    let block = words.next().unwrap_or_default();
                    if !documented.templates[name].1.contains(block) {
                        faults.push(format!("{name}: block {block}"));
                    }
                }
                // What a loop or a component names is its own.
                Some("for") => bound.extend(words.take_while(|word| *word != "in")),
                Some("component") => bound.extend(words),
                Some("set") => bound.extend(words.next()),
                _ => {}
            }
        }
        for tag in &code {
            let paths = tag.split(|c: char| !is_name(c) && c != '.');
            for path in paths.filter(|path| path.contains('.')) {
                let names: Vec<&str> = path.split('.').collect();
                if names.iter().any(|name| name.is_empty())
                    || names[0].starts_with(|c: char| c.is_ascii_digit())
                {
                    continue;
                }
                seen += 1;
                let whole = roots.contains(names[0]) && !bound.contains(names[0]);
                let known = if whole {
                    (2..=names.len())
                        .any(|end| documented.variables.contains(&names[..end].join(".")))
                } else {
                    names[1..]
                        .iter()
                        .all(|name| documented.words.contains(*name))
                };
                if !known {
                    faults.push(format!("{name}: {path}"));
                }
            }
        }
    }
    assert!(seen > 200, "{seen} variables were read");
    assert!(faults.is_empty(), "docs/themes.md lacks {faults:#?}");
}

#[test]
fn a_theme_made_from_the_documentation_alone_works() {
    let documented = documented();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
    let mut inputs = reader::read_site(
        &Folders {
            content: root.join("content"),
            output: root.join("output"),
            site: root,
            theme: None,
        },
        false,
    )
    .expect("the sample site");
    inputs.theme.clear();
    inputs.theme_static.clear();
    // Each template prints every variable that is documented for it; one that does not exist cannot be printed.
    for (name, (value, _)) in &documented.templates {
        if value.is_empty() {
            continue;
        }
        let value = value.split(',').next().unwrap_or_default();
        let mut printed = String::new();
        for path in &documented.variables {
            let of = path.split('.').next().unwrap_or_default();
            if of == value || of == "page" || of == "site" {
                let _ = writeln!(printed, "<p>{path}={{{{ {path} }}}}</p>");
            }
        }
        let id = inputs.add(InputFile {
            path: format!("templates/{name}"),
            shown: format!("themes/minimal/templates/{name}"),
            text: format!("<!doctype html>\n{printed}").into(),
        });
        inputs.theme.push(id);
    }
    let built = pipeline::build(&inputs);
    let told = format::human(&built.found, &inputs, false);
    assert!(!reperess::diagnostic::has_errors(&built.found), "{told}");
    let text = |path: &str| {
        let page = built.value.pages.iter().find(|page| page.path == path);
        match page.map(|page| &page.body) {
            Some(Body::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
            _ => panic!("no page {path}"),
        }
    };
    for (path, line) in [
        ("fiches/marches-reserves.html", "<p>sheet.kind=fiche</p>"),
        (
            "fiches/marches-reserves.html",
            "<p>page.path=fiches/marches-reserves.html</p>",
        ),
        ("a-propos.html", "<p>sheet.kind_label=Page</p>"),
        ("articles/ccp/l2113-15.html", "<p>site.root=../../</p>"),
        ("glossaire.html", "<p>page.section=glossaire.html</p>"),
        ("veille.html", "<p>page.path=veille.html</p>"),
    ] {
        let page = text(path);
        assert!(page.contains(line), "{path}: {page:.3000}");
    }
}
