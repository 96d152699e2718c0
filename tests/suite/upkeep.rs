//! Keeping sources in order: `sources` lists what to mend, `sources --corriger` mends addresses and nothing else.

use crate::folder::{Site, Told, assert_same, reperess, told, tree};
use std::fs;

const OLD_LAW: &str =
    "http://www.legifrance.gouv.fr/affichTexte.do?cidTexte=JORFTEXT000029313296&categorieLien=cid";
const NEW_LAW: &str = "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000029313296";
const OLD_CODE: &str = "https://www.legifrance.gouv.fr/affichCode.do?cidTexte=LEGITEXT000037701019";
const NEW_CODE: &str = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019";

fn run(site: &Site, arguments: &[&str]) -> Told {
    told(
        reperess()
            .current_dir(site.root())
            .arg("sources")
            .args(arguments),
    )
}

fn text(site: &Site, path: &str) -> String {
    fs::read_to_string(site.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A site whose sheet cites `cited`, with these shared sources.
fn site(cited: &str, sources: &str) -> Site {
    Site::new(&[
        ("site.yaml", "titre: Essai\n"),
        (
            "content/un.md",
            &format!("---\ntitre: Un\n---\n\nUn texte {cited}.\n"),
        ),
        ("content/sources.yaml", sources),
    ])
}

#[track_caller]
fn assert_mended(site: &Site, path: &str, expected: &str) {
    let told = run(site, &["--corriger", "--oui"]);
    assert_eq!(told.status, Some(0), "{told:?}");
    assert_eq!(text(site, path), expected, "{told:?}");
    // Nothing is left to do, and nothing beside the file.
    let before = tree(site.root());
    let again = run(site, &["--corriger", "--oui"]);
    assert_eq!(again.status, Some(0));
    assert!(again.out.contains("Rien à corriger."), "{}", again.out);
    assert_same(&tree(site.root()), &before, "the second run");
    let names: Vec<&String> = before.keys().filter(|path| path.contains("tmp")).collect();
    assert_eq!(names, Vec::<&String>::new());
}

#[test]
fn the_list_says_where_each_source_is_cited_and_what_it_lacks() {
    let site = site(
        "[@page]. Puis [@page, p. 2] et [@loi]",
        &format!(
            "- id: loi\n  type: legislation\n  title: La loi\n  date: 2014-07-31\n  url: {OLD_LAW}\n\
             - id: page\n  type: web\n  title: Une page\n  url: http://example.org/\n\
             - id: seule\n  title: Nulle part\n"
        ),
    );
    let before = tree(site.root());
    let told = run(&site, &[]);
    assert_eq!((told.status, told.err.as_str()), (Some(0), ""));
    for words in [
        "loi  La loi\n  content/sources.yaml:1\n  citée dans 1 note de 1 fiche\u{a0}: content/un.md (note 3)\n  - adresse en «\u{a0}http:\u{a0}»\n  - adresse officielle abandonnée\n",
        &format!("      {OLD_LAW}\n    → {NEW_LAW}\n"),
        "page  Une page\n  content/sources.yaml:6\n  citée dans 2 notes de 1 fiche\u{a0}: content/un.md (notes 1, 2)\n  - sans date (",
        "  - sans date de consultation («\u{a0}consulte_le\u{a0}»)\n  - adresse en «\u{a0}http:\u{a0}»\n",
        "seule  Nulle part\n  content/sources.yaml:10\n  - jamais citée\n",
        "3 sources · 1 jamais citée · 1 incomplète · 2 adresses à revoir\n«\u{a0}reperess sources --corriger\u{a0}» remplace 1 adresse.\n",
    ] {
        assert!(told.out.contains(words), "{words}\n---\n{}", told.out);
    }
    let json: serde_json::Value =
        serde_json::from_str(&run(&site, &["--format", "json"]).out).expect("JSON");
    let page = json["sources"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|source| source["id"] == "page")
        .expect("the page");
    assert_eq!(
        *page,
        serde_json::json!({
            "id": "page", "type": "web", "title": "Une page", "url": "http://example.org/",
            "file": "content/sources.yaml", "line": 6, "notes": 2,
            "cited_by": [{"file": "content/un.md", "title": "Un", "notes": [1, 2]}],
            "faults": ["sans-date", "sans-date-de-consultation", "http"],
            "replacement": null,
        })
    );
    assert_eq!(
        json["changes"],
        serde_json::json!([{"file": "content/sources.yaml", "line": 5, "before": OLD_LAW, "after": NEW_LAW}])
    );
    assert_eq!(json["written"], false);
    assert_same(&tree(site.root()), &before, "a list");
}

#[test]
fn only_the_bytes_of_the_addresses_change() {
    let sources = format!(
        "\u{feff}# Nos sources\r\n- id:   loi   # la loi\r\n  url:  {OLD_LAW}   # ancienne\r\n  titre: \"Une « loi »\"\r\n  date: 2014\r\n\r\n\
         - {{id: code, title: 'Un code', url: '{OLD_CODE}', date: 2018}}\r\n\
         - id: senat\r\n  title: >-\r\n    Un titre\r\n    replié\r\n  adresse: \"http://www.senat.fr/rap/r1.html\"  # lu\r\n  note: voir {OLD_LAW}\r\n\
         - id: page\r\n  title: Une page\r\n  url: http://example.org/  \t"
    );
    let site = site("[@loi]", &sources);
    let expected = sources
        .replace(&format!("url:  {OLD_LAW}"), &format!("url:  {NEW_LAW}"))
        .replace(OLD_CODE, NEW_CODE)
        .replace("http://www.senat.fr", "https://www.senat.fr");
    assert_mended(&site, "content/sources.yaml", &expected);
}

#[test]
fn nothing_is_written_before_the_editor_agrees() {
    let site = site(
        "[@loi]",
        &format!("- id: loi\n  title: La loi\n  date: 2014\n  url: {OLD_LAW}\n"),
    );
    let before = tree(site.root());
    let told = run(&site, &["--corriger"]);
    assert_eq!((told.status, told.err.as_str()), (Some(0), ""));
    assert_eq!(
        told.out,
        format!(
            "--- content/sources.yaml\n+++ content/sources.yaml\n@@ -1,4 +1,4 @@\n - id: loi\n   title: La loi\n   date: 2014\n\
             -  url: {OLD_LAW}\n+  url: {NEW_LAW}\n\
             Rien n’a été écrit. «\u{a0}--oui\u{a0}» écrit ces corrections sans demander.\n"
        )
    );
    assert_same(&tree(site.root()), &before, "not agreed");
    let told = run(&site, &["--oui"]);
    assert_eq!(told.status, Some(2));
    assert!(told.err.contains("--corriger"), "{}", told.err);
    let told = run(&site, &["--corriger", "--oui", "--format", "json"]);
    assert!(told.err.contains("@@ -1,4 +1,4 @@"), "{}", told.err);
    let json: serde_json::Value = serde_json::from_str(&told.out).expect("JSON alone");
    assert_eq!(json["written"], true);
    assert!(text(&site, "content/sources.yaml").contains(NEW_LAW));
}

#[test]
fn the_front_matter_of_sheets_is_mended_and_their_bodies_are_not() {
    let sheet = format!(
        "---\ntitre: Un\nsources:\n  - id: loi # ici\n    title: La loi\n    date: 2014\n    url: '{OLD_LAW}'\n---\n\nVoir <{OLD_LAW}> [@loi].\n"
    );
    let site = Site::new(&[
        ("site.yaml", "titre: Essai\n"),
        ("content/un.md", &sheet),
        // The same source, described again, and a body with a fault of its own.
        (
            "content/deux.md",
            &(sheet.replace("titre: Un", "titre: Deux") + "\n[@personne]\n"),
        ),
    ]);
    let expected = sheet.replacen(OLD_LAW, NEW_LAW, 1);
    assert_mended(&site, "content/un.md", &expected);
    assert_eq!(
        text(&site, "content/deux.md"),
        expected.replace("titre: Un", "titre: Deux") + "\n[@personne]\n"
    );
}

#[test]
fn what_cannot_be_mended_safely_is_left_and_told() {
    for (sources, reason) in [
        (
            format!("- id: loi\n  title: La loi\n  date: 2014\n  url: >-\n    {OLD_LAW}\n"),
            "sources.yaml:5\u{a0}: «\u{a0}loi\u{a0}» n’est pas corrigée (adresse repliée",
        ),
        (
            format!(
                "- id: loi\n  title: La loi\n  date: 2014\n  url: \"{}\"\n",
                OLD_LAW.replace("//", "\\/\\/")
            ),
            "(adresse repliée ou écrite par détour, à corriger à la main)",
        ),
        (
            format!(
                "- id: loi\n  title: La loi\n  date: 2014\n  url: &a {OLD_LAW}\n- id: autre\n  title: Autre\n  date: 2014\n  note: *a\n"
            ),
            "sources.yaml:4\u{a0}: «\u{a0}loi\u{a0}» n’est pas corrigée (adresse repliée",
        ),
    ] {
        let site = site("[@loi]", &sources);
        let before = tree(site.root());
        let told = run(&site, &["--corriger", "--oui"]);
        assert!(told.err.contains(reason), "{reason}\n---\n{told:?}");
        assert_same(&tree(site.root()), &before, reason);
    }
}

#[test]
fn imported_files_are_told_and_not_touched() {
    let entry =
        format!("@legislation{{loi, title = {{La loi}}, date = {{2014}}, url = {{{OLD_LAW}}}}}\n");
    let site = site(
        "[@loi]",
        "- id: senat\n  title: Un rapport\n  date: 2020\n  url: http://www.senat.fr/\n",
    );
    site.write("content/sources.bib", &entry);
    let told = run(&site, &["--corriger", "--oui"]);
    assert_eq!(told.status, Some(0), "{told:?}");
    assert!(
        told.err.contains("content/sources.bib:1\u{a0}: «\u{a0}loi\u{a0}» n’est pas corrigée (fichier venu d’un autre logiciel"),
        "{}",
        told.err
    );
    assert_eq!(text(&site, "content/sources.bib"), entry);
    assert!(text(&site, "content/sources.yaml").contains("https://www.senat.fr/"));
    assert!(run(&site, &[]).out.contains(NEW_LAW));
}

#[test]
fn a_source_written_twice_changes_everywhere_or_nowhere() {
    let own = format!("  - id: loi\n    title: La loi\n    date: 2014\n    url: {OLD_LAW}\n");
    let site = Site::new(&[
        ("site.yaml", "titre: Essai\n"),
        (
            "content/un.md",
            &format!("---\ntitre: Un\nsources:\n{own}---\n\n[@loi]\n"),
        ),
        (
            "content/deux.md",
            &format!(
                "---\ntitre: Deux\nsources:\n{}---\n\n[@loi]\n",
                own.replace(OLD_LAW, &format!(">-\n      {OLD_LAW}"))
            ),
        ),
    ]);
    let before = tree(site.root());
    let told = run(&site, &["--corriger", "--oui"]);
    assert_eq!(told.status, Some(0), "{told:?}");
    assert!(
        told.err.contains("même source écrite aussi"),
        "{}",
        told.err
    );
    assert_same(&tree(site.root()), &before, "all or nothing");
}

#[test]
fn a_file_with_errors_is_refused_and_the_others_are_mended() {
    let site = site(
        "[@senat]",
        &format!("- id: loi\n  title: La loi\n  date: 2014-13\n  url: {OLD_LAW}\n"),
    );
    site.write(
        "content/deux.md",
        "---\ntitre: Deux\nsources:\n  - {id: senat, title: Un rapport, date: 2020, url: http://www.senat.fr/}\n---\n\n[@senat]\n",
    );
    let sources = text(&site, "content/sources.yaml");
    let told = run(&site, &["--corriger", "--oui"]);
    assert_eq!(told.status, Some(1), "{told:?}");
    assert!(told.err.contains("erreur[date-impossible]"), "{}", told.err);
    assert!(told.err.contains("il contient des erreurs"), "{}", told.err);
    assert_eq!(text(&site, "content/sources.yaml"), sources);
    assert!(text(&site, "content/deux.md").contains("url: https://www.senat.fr/}"));
}

#[test]
fn a_site_and_a_content_elsewhere_are_mended_where_they_are() {
    let old = "- id: a\n  title: A\n  date: 2020\n  url: http://www.senat.fr/\n";
    for (folder, arguments) in [
        ("guide/content", &["--site", "guide"][..]),
        ("guide/content", &["--site", "./guide/"]),
        ("textes", &["--site", "guide", "--content", "textes"]),
        ("guide/textes", &["--site=guide", "--content=guide/textes"]),
    ] {
        let site = Site::new(&[
            ("guide/site.yaml", "titre: Essai\n"),
            (&format!("{folder}/un.md"), "---\ntitre: Un\n---\n\n[@a]\n"),
            (&format!("{folder}/sources.yaml"), old),
        ]);
        let told = run(&site, &[arguments, &["--corriger", "--oui"]].concat());
        assert_eq!((told.status, told.err.as_str()), (Some(0), ""), "{told:?}");
        assert_eq!(
            text(&site, &format!("{folder}/sources.yaml")),
            old.replace("http:", "https:")
        );
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_protected_stays_and_so_do_the_others() {
    use std::os::unix::fs::PermissionsExt;
    let own = "sources:\n  - {id: b, title: B, date: 2020, url: http://www.senat.fr/b}\n";
    let site = site(
        "[@a]",
        "- id: a\n  title: A\n  date: 2020\n  url: http://www.senat.fr/a\n",
    );
    site.write(
        "content/deux.md",
        format!("---\ntitre: Deux\n{own}---\n\n[@b]\n"),
    );
    let path = site.path("content/sources.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("a mode");
    let before = tree(site.root());
    let told = run(&site, &["--corriger", "--oui"]);
    assert_eq!(told.status, Some(1), "{told:?}");
    assert!(told.err.contains("sources.yaml"), "{}", told.err);
    assert_same(&tree(site.root()), &before, "all or nothing");
}

#[cfg(unix)]
#[test]
fn the_mode_and_the_links_of_a_file_stay() {
    use std::os::unix::fs::PermissionsExt;
    let old = "- id: a\n  title: A\n  date: 2020\n  url: http://www.senat.fr/\n";
    let site = site("[@a]", "");
    fs::remove_file(site.path("content/sources.yaml")).expect("removed");
    site.write("commun/a.yaml", old);
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(site.path("commun/a.yaml"), mode).expect("a mode");
    std::os::unix::fs::symlink("../commun/a.yaml", site.path("content/sources.yaml"))
        .expect("a link");
    let told = run(&site, &["--corriger", "--oui"]);
    assert_eq!(told.status, Some(0), "{told:?}");
    let link = fs::symlink_metadata(site.path("content/sources.yaml")).expect("there");
    assert!(link.is_symlink());
    let file = fs::metadata(site.path("commun/a.yaml")).expect("there");
    assert_eq!(file.permissions().mode() & 0o777, 0o640);
    assert_eq!(text(&site, "commun/a.yaml"), old.replace("http:", "https:"));
}

#[test]
fn a_site_that_cannot_be_read_is_an_error() {
    let told = run(&Site::new(&[]), &["--site", "absent"]);
    assert_eq!(told.status, Some(1));
    assert!(told.err.starts_with("erreur[lecture]"), "{}", told.err);
}
