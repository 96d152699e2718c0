//! `theme extraire`: a theme begun from the default one.

use crate::folder::{Site, assert_same, reperess, told, tree};
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
