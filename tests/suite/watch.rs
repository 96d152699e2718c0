//! The legal watch from outside: `loi verifier`.

use crate::folder::{Site, Told, reperess, told, tree};
use crate::formats::assert_sarif;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sites")
        .join(name)
}

fn verify(name: &str, arguments: &[&str]) -> Told {
    told(
        reperess()
            .args(["loi", "verifier", "--site"])
            .arg(case(name))
            .args(arguments),
    )
}

#[test]
fn an_editor_who_has_work_gets_status_1() {
    let told = verify("law-that-changed", &[]);
    assert_eq!(told.status, Some(1));
    assert!(
        told.err.contains("avertissement[article-modifie]"),
        "{}",
        told.err
    );
    assert!(
        told.err.contains("--> content/a-revoir.md:15:3"),
        "{}",
        told.err
    );
    assert!(
        told.err
            .ends_with("3 erreurs, 7 avertissements, 1 conseil\n"),
        "{}",
        told.err
    );
    assert_eq!(
        told.out.replace(['\u{a0}', '\u{202f}'], " "),
        "10 articles à revoir dans 2 fiches · 1 fiche jamais vérifiée\n\
         Données : Code des relations entre le public et l’administration, au 28 mai 2026\n\
         1 fiche a été vérifiée après le jour des données, qui ne disent donc pas ce qui a changé depuis.\n\
         Les données ne disent pas l’état de l’un des articles cités : L. 211-7 (CRPA).\n\
         Un article cité n’est pas dans les données, dont la liste peut être incomplète : L. 999-9 (CRPA).\n\
         Hors des données de Légifrance, à vérifier à la main : Directive 2014/24/UE.\n"
    );
}

#[test]
fn nothing_to_review_gives_status_0_and_says_what_was_not_looked_at() {
    let told = verify("law-that-did-not-change", &[]);
    assert_eq!(told.status, Some(0), "{}", told.err);
    assert_eq!(told.err, "");
    assert_eq!(
        told.out.replace(['\u{a0}', '\u{202f}'], " "),
        "Rien à revoir d’après ces données.\n\
         Données : Code des relations entre le public et l’administration, au 28 mai 2026\n\
         Sans données : C. trav. « reperess loi importer » les apporte.\n\
         Hors des données de Légifrance, à vérifier à la main : Directive 2014/24/UE.\n"
    );
}

#[test]
fn a_day_is_judged_as_such_and_counts_what_is_overdue() {
    let told = verify("law-that-changed", &["--date", "2026-10-01"]);
    assert_eq!(told.status, Some(1));
    assert!(told.err.contains("[relecture-en-retard]"), "{}", told.err);
    assert!(
        told.err.contains("content/a-revoir.md:5:15"),
        "{}",
        told.err
    );
    // Repealed between the day of the data and that one.
    assert!(told.err.contains("content/a-jour.md:7:40"), "{}", told.err);
    let out = told.out.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(out.contains("1 fiche en retard de relecture"), "{out}");
    assert!(
        out.contains("; ce qui a été publié ensuite, jusqu’au 1er octobre 2026, ne s’y voit pas"),
        "{out}"
    );
    let earlier = verify("law-that-changed", &["--date", "2026-08-31"]);
    assert!(
        !earlier.err.contains("relecture-en-retard"),
        "{}",
        earlier.err
    );
    assert!(!earlier.err.contains("a-jour.md"), "{}", earlier.err);
    // Before any of its changes, only what was repealed already is left.
    let before = verify("law-that-changed", &["--date", "2025-03-12"]);
    assert!(!before.err.contains("article-modifie"), "{}", before.err);
    assert!(
        before.err.contains("abrogé depuis le 1er\u{a0}mars 2020"),
        "{}",
        before.err
    );
}

#[test]
fn drafts_are_watched_when_asked_for() {
    assert!(!verify("law-that-changed", &[]).err.contains("brouillon.md"));
    let told = verify("law-that-changed", &["--drafts"]);
    assert!(
        told.err.contains("content/brouillon.md:7:3"),
        "{}",
        told.err
    );
}

#[test]
fn errors_of_the_site_are_told_and_the_other_sheets_watched() {
    let told = verify("law-that-does-not-exist", &[]);
    assert_eq!(told.status, Some(1));
    for code in [
        "cle-inconnue",
        "date-impossible",
        "article-inconnu",
        "article-modifie",
    ] {
        assert!(
            told.err.contains(&format!("[{code}]")),
            "{code}: {}",
            told.err
        );
    }
    // Once an article and a sheet, with the other place.
    assert_eq!(
        told.err.matches("L.\u{a0}112-33 n’existe pas").count(),
        1,
        "{}",
        told.err
    );
    // The date is there, though it cannot be read.
    assert!(!told.err.contains("jamais-verifiee"), "{}", told.err);
}

#[test]
fn a_site_without_data_has_nothing_to_watch() {
    let site = Site::small();
    let told = told(
        reperess()
            .args(["loi", "verifier", "--site"])
            .arg(site.root()),
    );
    assert_eq!(told.status, Some(0), "{}", told.err);
    assert!(
        told.out.starts_with("Rien n’a pu être vérifié"),
        "{}",
        told.out
    );
    let built = self::told(reperess().args(["build", "--site"]).arg(site.root()));
    assert_eq!(built.status, Some(0), "{}", built.err);
    let pages = tree(&site.root().join("output"));
    assert!(!pages.keys().any(|path| path.ends_with("veille.html")));
}

#[test]
fn the_command_line_is_understood_or_refused() {
    for arguments in [
        &["--date", "2026-02-30"][..],
        &["--date", "hier"],
        &["--format", "xml"],
        &["--output", "x"],
    ] {
        let told = verify("law-that-changed", arguments);
        assert_eq!(told.status, Some(2), "{arguments:?}");
        assert_eq!(told.out, "", "{arguments:?}");
    }
    let told = verify("law-that-changed", &["--date", "2026-02-30"]);
    assert!(told.err.contains("un jour qui existe"), "{}", told.err);
}

#[test]
fn machine_forms_stand_alone_and_tell_what_people_read_at_the_end() {
    for form in ["json", "sarif", "github"] {
        let told = verify(
            "law-that-changed",
            &["--format", form, "--date", "2026-10-01"],
        );
        assert_eq!(told.status, Some(1), "{form}");
        assert_eq!(told.err, "", "{form}");
        for code in [
            "article-abroge",
            "jamais-verifiee",
            "donnees-anciennes",
            "loi-hors-donnees",
        ] {
            assert!(told.out.contains(code), "{form}: {code}: {}", told.out);
        }
        match form {
            "sarif" => assert_sarif(&told.out),
            "github" => assert!(told.out.lines().all(|line| line.starts_with("::"))),
            _ => {
                let list: Vec<Value> = serde_json::from_str(&told.out).expect("JSON");
                let modified = list
                    .iter()
                    .find(|remark| remark["facts"]["article"] == "crpa:L115-1")
                    .expect("a modified article");
                assert_eq!(modified["facts"]["verified"], "2025-03-12");
                assert_eq!(modified["facts"]["since"], "2025-07-02");
                assert_eq!(modified["facts"]["places"], "6");
                assert_eq!(
                    modified["facts"]["reference"],
                    "article L. 115-1 du code des relations entre le public et l’administration"
                );
            }
        }
    }
    // Advice alone gives no status 1.
    let told = verify("law-that-did-not-change", &["--format", "json"]);
    assert_eq!(told.status, Some(0), "{}", told.out);
    assert!(told.out.contains("loi-sans-donnees"), "{}", told.out);
}
