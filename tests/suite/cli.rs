//! The command line from outside: what it understands, what it says, how it ends (DESIGN, "Command line", promise 1).

use crate::folder::{Site, Told, assert_same, reperess, told, tree};
use reperess::stages::Stage;
use std::fs;
use std::process::Stdio;

fn run(arguments: &[&str]) -> Told {
    told(reperess().args(arguments))
}

/// Words that only an English message would hold.
fn assert_french(text: &str) {
    for word in [
        "error",
        "Usage:",
        "Options:",
        "Commands",
        "Print ",
        "help:",
        "possible values",
        "unexpected",
        "argument '",
        "required",
        "invalid",
        "tip:",
        "similar",
        "For more",
        "default:",
        "alias",
        "not found",
        "No such",
        "denied",
    ] {
        assert!(!text.contains(word), "{word:?} in {text}");
    }
}

#[test]
fn help_is_in_french() {
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["--aide"],
        &["build", "--help"],
        &["check", "-h"],
        &["serve", "--help"],
        &["refs", "--help"],
        &["loi", "importer", "--help"],
        &["loi", "verifier", "--help"],
        &["sources", "--help"],
        &["init", "--help"],
        &["nouveau", "--help"],
        &["new", "-h"],
        &["schema", "--help"],
        &["expliquer", "--help"],
        &["completions", "--help"],
        &["man", "--help"],
    ] {
        let told = run(arguments);
        assert_eq!(told.status, Some(0), "{arguments:?}");
        assert_eq!(told.err, "", "{arguments:?}");
        assert_french(&told.out);
        assert!(told.out.contains("Usage\u{a0}: reperess"), "{}", told.out);
        assert!(!told.out.contains('\u{1b}'), "no colour in a pipe");
    }
    let told = run(&["--version"]);
    assert_eq!(told.status, Some(0));
    assert!(told.out.starts_with("reperess "), "{}", told.out);
}

#[test]
fn what_cannot_be_understood_ends_with_2() {
    for (arguments, expected) in [
        (&[][..], "il manque une commande"),
        (
            &["biuld"],
            "la commande «\u{a0}biuld\u{a0}» est inconnue\u{a0}: vouliez-vous dire «\u{a0}build\u{a0}»",
        ),
        (&["\u{1b}[31mrouge"], "est inconnue"),
        (
            &["--site", "x", "build"],
            "l’option «\u{a0}--site\u{a0}» est inconnue",
        ),
        (
            &["build", "--ouput", "x"],
            "vouliez-vous dire «\u{a0}--output\u{a0}»",
        ),
        (&["build", "--\u{1b}[31m"], "est inconnue"),
        (&["build", "-x"], "l’option «\u{a0}-x\u{a0}» est inconnue"),
        (
            &["build", "--output"],
            "«\u{a0}--output <DOSSIER>\u{a0}» attend une valeur",
        ),
        (&["build", "--output="], "attend une valeur"),
        (
            &["build", "--output", "a", "--output", "b"],
            "est donnée deux fois",
        ),
        (&["build", "--quiet=oui"], "n’attend pas de valeur"),
        (&["build", "dossier"], "«\u{a0}dossier\u{a0}» est de trop"),
        (&["build", "--", "dossier"], "est de trop"),
        (
            &["check", "--format", "jsonn"],
            "n’accepte pas la valeur «\u{a0}jsonn\u{a0}»",
        ),
        (&["serve", "--port", "abc"], "un nombre de 0 à 65535"),
        (&["serve", "--port", "65536"], "un nombre de 0 à 65535"),
        (&["serve", "--port", "-1"], "est inconnue"),
        (&["serve", "--port="], "attend une valeur"),
        (&["refs"], "il manque <FICHIER>"),
        (&["refs", "a.md", "b.md"], "de trop"),
        (
            &["refs", "-", "--format", "xml"],
            "valeurs possibles\u{a0}: humain, json",
        ),
        (
            &["refs", "-", "--code", "CCPP"],
            "le code «\u{a0}CCPP\u{a0}» est inconnu",
        ),
        (&["help"], "est inconnue"),
    ] {
        let told = run(arguments);
        assert_eq!(told.status, Some(2), "{arguments:?}");
        assert_eq!(told.out, "", "{arguments:?}");
        assert!(told.err.contains(expected), "{arguments:?}: {}", told.err);
        assert_french(&told.err);
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_unicode_are_told() {
    use std::os::unix::ffi::OsStrExt;
    let odd = std::ffi::OsStr::from_bytes(b"\xff\x1b[31m");
    for before in [
        &[][..],
        &["build"],
        &["build", "--theme"],
        &["serve", "--port"],
    ] {
        let told = told(reperess().args(before).arg(odd));
        assert_eq!(told.status, Some(2), "{before:?}");
        assert_french(&told.err);
    }
    for before in [&["build", "--site"][..], &["build", "--content"], &["refs"]] {
        let told = told(reperess().args(before).arg(odd));
        assert_eq!(told.status, Some(1), "{before:?}");
        assert_french(&told.err);
    }
}

#[test]
fn a_build_ends_with_what_the_site_holds() {
    let site = Site::small();
    let told = site.build(&[]);
    assert_eq!(told.status, Some(0));
    assert_eq!(told.err, "");
    let line = told.out.strip_suffix('\n').expect("one line");
    let parts: Vec<&str> = line.split(" · ").collect();
    let [sheets, references, sources, pages] = parts[..] else {
        panic!("{line}")
    };
    assert_eq!(
        (sheets, references, sources),
        ("2 fiches", "2 références", "1 source")
    );
    let (pages, time) = pages.split_once(" pages en ").expect("a time");
    let written = tree(&site.output())
        .keys()
        .filter(|path| {
            std::path::Path::new(path)
                .extension()
                .is_some_and(|e| e == "html")
        })
        .count();
    assert_eq!(pages, written.to_string());
    assert!(
        time.ends_with("\u{a0}ms") || time.ends_with("\u{a0}s"),
        "{time}"
    );
}

#[test]
fn durations_are_told_stage_by_stage() {
    let told = Site::small().build(&["--durees"]);
    assert_eq!(told.status, Some(0), "{}", told.err);
    let lines: Vec<&str> = told.out.lines().collect();
    let table = &lines[lines.len() - Stage::ALL.len()..];
    for (line, stage) in table.iter().zip(Stage::ALL) {
        assert!(
            line.contains(stage.name()) && line.ends_with("\u{a0}ms"),
            "{line}"
        );
    }
}

#[test]
fn quiet_leaves_faults_alone() {
    let site = Site::small();
    let quiet = site.build(&["--quiet"]);
    assert_eq!(
        (quiet.status, quiet.out.as_str(), quiet.err.as_str()),
        (Some(0), "", "")
    );
    site.write("content/vide.md", "---\ntitre: Vide\n---\n");
    let quiet = site.build(&["-q"]);
    assert_eq!(quiet.status, Some(0));
    assert!(quiet.err.contains("avertissement["), "{}", quiet.err);
    let strict = site.build(&["-q", "--strict"]);
    assert_eq!(strict.status, Some(1));
    assert!(strict.err.contains("--strict"), "{}", strict.err);
    site.write("content/faux.md", "faux");
    let quiet = site.build(&["-q"]);
    assert_eq!(quiet.status, Some(1));
    assert!(quiet.err.contains("erreur["), "{}", quiet.err);
    assert_eq!(quiet.out, "");
}

/// Runs under a terminal made by `script`, where the machine has it. Gives what the terminal was sent.
#[cfg(target_os = "linux")]
fn on_a_terminal(site: &Site, command: &str) -> Option<String> {
    let output = std::process::Command::new("script")
        .args(["-qec", command, "/dev/null"])
        .current_dir(site.root())
        .env("TERM", "xterm")
        .env("PROGRAM", env!("CARGO_BIN_EXE_reperess"))
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: no terminal can be made here");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn colours_are_for_terminals_that_want_them() {
    let site = Site::small();
    site.write(
        "content/faux.md",
        "---\ntitre: A\nfaux: \u{1b}]0;titre\u{7}\n---\n",
    );
    let command = "\"$PROGRAM\" build";
    if let Some(shown) = on_a_terminal(&site, command) {
        assert!(shown.contains("\u{1b}[1;31merreur["), "{shown:?}");
        assert!(
            !shown.contains("\u{1b}]") && !shown.contains('\u{7}'),
            "{shown:?}"
        );
    }
    for variable in ["NO_COLOR=1", "NO_COLOR=true"] {
        if let Some(shown) = on_a_terminal(&site, &format!("{variable} {command}")) {
            assert!(shown.contains("erreur["), "{shown:?}");
            assert!(!shown.contains("\u{1b}[1;31m"), "{shown:?}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_or_full_output_is_no_panic() {
    let site = Site::small();
    site.write(
        "texte.md",
        "L’article L2113-15 du code de la commande publique.\n".repeat(3_000),
    );
    for (command, expected) in [
        ("build > /dev/full", 0),
        ("build >&-", 0),
        ("build 2>&-", 0),
        ("build > /dev/full 2> /dev/full", 0),
        ("build --output content 2> /dev/full", 1),
        ("--help > /dev/full 2> /dev/full", 1),
        ("refs texte.md --format json > /dev/full", 1),
        ("refs texte.md | head -c 10 > /dev/null", 0),
        ("refs texte.md --format json 2>&- >&-", 0),
        ("--faux 2>&-", 2),
    ] {
        let told = told(
            assert_cmd::Command::new("bash")
                .timeout(crate::folder::PATIENCE)
                .args([
                    "-o",
                    "pipefail",
                    "-c",
                    &format!("\"$0\" {command}"),
                    env!("CARGO_BIN_EXE_reperess"),
                ])
                .current_dir(site.root()),
        );
        assert_eq!(told.status, Some(expected), "{command}: {}", told.err);
        if command.contains("refs texte.md --format json > ") {
            assert!(told.err.contains("le disque est plein"), "{}", told.err);
        }
    }
}

#[test]
fn messages_stop_at_200_kb() {
    let site = Site::new(&[]);
    for at in 0..400 {
        let faults = (0..20)
            .map(|n| format!("[@inconnue-{n}] et [[nulle-part-{n}]]"))
            .collect::<Vec<_>>()
            .join("\n\n");
        site.write(
            &format!("content/f{at}.md"),
            format!("---\ntitre: F{at}\n---\n{faults}"),
        );
    }
    let told = site.build(&[]);
    assert_eq!(told.status, Some(1));
    assert!(told.err.len() <= 200_000, "{}", told.err.len());
    assert!(told.err.len() > 100_000, "{}", told.err.len());
    let other = told
        .err
        .lines()
        .rev()
        .find(|line| line.starts_with("et "))
        .expect("a last line");
    assert!(other.ends_with(" autres"), "{other}");
    assert!(told.err.contains("16000 erreurs") || told.err.contains("16\u{202f}000 erreurs"));
}

#[test]
fn what_is_no_site_is_told() {
    let site = Site::new(&[
        ("fichier", "x"),
        ("vide/content/.rien", ""),
        ("fichier-contenu/content", "x"),
    ]);
    for (arguments, expected) in [
        (
            &["--site", "nulle-part"][..],
            "le dossier du site «\u{a0}nulle-part\u{a0}» n’existe pas",
        ),
        (&["--site", "nulle\u{1b}[31m\n-part"], "n’existe pas"),
        (&["--site", "fichier"], "n’est pas un dossier"),
        (&["--site", "fichier/x"], "ne peut pas être lu"),
        (
            &["--site", "fichier-contenu"],
            "content\u{a0}» n’est pas un dossier",
        ),
        (
            &["--site", "vide", "--content", "rien"],
            "le dossier du contenu «\u{a0}rien\u{a0}» n’existe pas",
        ),
        (
            &["--site", "vide", "--theme", "nouveau"],
            "le thème «\u{a0}nouveau\u{a0}» n’existe pas",
        ),
        (&["--site", "vide", "--theme", "../vide"], "n’existe pas"),
        (&["--site", "vide", "--theme", "/etc"], "n’existe pas"),
        (&["--site", "vide", "--theme", ".."], "n’existe pas"),
    ] {
        for command in ["build", "check"] {
            let before = tree(site.root());
            let told = told(
                reperess()
                    .current_dir(site.root())
                    .arg(command)
                    .args(arguments),
            );
            assert_eq!(told.status, Some(1), "{arguments:?}");
            assert!(told.err.contains(expected), "{arguments:?}: {}", told.err);
            assert!(told.err.lines().count() < 12, "{}", told.err);
            assert_french(&told.err);
            assert_same(&tree(site.root()), &before, "nothing is written");
        }
    }
    let empty = site.build(&["--site", "vide"]);
    assert_eq!(empty.status, Some(0), "{}", empty.err);
    assert!(empty.err.contains("aucune fiche"), "{}", empty.err);
}

/// A site with one sound sheet beside what is made by `make`; gives what a build says.
fn odd(make: impl FnOnce(&Site)) -> Told {
    let site = Site::new(&[("content/bonne.md", "---\ntitre: Bonne\n---\nTexte.\n")]);
    make(&site);
    let before = tree(site.root());
    let told = site.build(&[]);
    assert_french(&told.err);
    if told.status != Some(0) {
        assert_same(&tree(site.root()), &before, "an error writes nothing");
    }
    told
}

#[track_caller]
fn assert_refused(told: &Told, words: &[&str]) {
    assert_eq!(told.status, Some(1), "{}", told.err);
    for word in words {
        assert!(told.err.contains(word), "{word}: {}", told.err);
    }
}

const SHEET: &str = "---\ntitre: Une fiche\n---\nTexte.\n";

#[test]
fn odd_files_are_told_by_name() {
    assert_refused(
        &odd(|site| site.write("site.yaml/x", "")),
        &["site.yaml", "fichier-special"],
    );
    assert_refused(
        &odd(|site| site.write("content/latin.md", b"---\ntitre: \xe9t\xe9\n---\n")),
        &["content/latin.md", "UTF-8", "octet 11, ligne 2"],
    );
    assert_refused(
        &odd(|site| site.write("content/sources.yaml", b"\xff\xfe-\0")),
        &["content/sources.yaml", "UTF-8"],
    );
    assert_refused(
        &odd(|site| site.write("content/gros.md", "a".repeat(5_000_001))),
        &["content/gros.md", "5000 Ko"],
    );
    assert_refused(
        &odd(|site| site.write(&format!("content/{}x.md", "d/".repeat(70)), SHEET)),
        &["dossiers-imbriques", "content/d/d/"],
    );
    assert_refused(
        &odd(|site| {
            site.write("content/A.md", SHEET);
            site.write("content/a.md", SHEET);
        }),
        &["adresse-double", "content/A.md", "content/a.md"],
    );
    assert_refused(
        &odd(|site| {
            site.write("content/\u{e9}t\u{e9}.md", SHEET);
            site.write("content/e\u{301}te\u{301}.md", SHEET);
        }),
        &["adresse-double"],
    );
    assert_refused(
        &odd(|site| site.write("content/CON.md", SHEET)),
        &["content/CON.md", "con.html"],
    );
}

#[test]
fn odd_names_are_published_safely() {
    let site = Site::new(&[]);
    for name in [
        "é à ü.md",
        "a..md",
        "FICHE.MD",
        "x#y?z&.md",
        "-tiret.md",
        "100 %.md",
        "deux\nlignes.md",
        "l'été.md",
    ] {
        site.write(
            &format!("content/{name}"),
            format!("---\ntitre: {name:?}\n---\nTexte.\n"),
        );
    }
    site.write(&format!("content/{}.md", "n".repeat(250)), SHEET);
    site.build_well();
    let sheets: Vec<String> = tree(&site.output())
        .into_keys()
        .filter_map(|path| path.strip_prefix("fiches/").map(str::to_owned))
        .collect();
    let pages = sheets.iter().filter(|name| name.ends_with(".html")).count();
    assert_eq!(pages, 10, "nine sheets and their list: {sheets:?}");
    for name in &sheets {
        assert!(
            name.len() < 90
                && name
                    .chars()
                    .all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-' | '.')),
            "{name}"
        );
    }
    assert!(sheets.contains(&"fiche.html".to_owned()), "{sheets:?}");
}

#[test]
fn hidden_files_and_drafts_are_left_out() {
    let site = Site::small();
    let clean = site.clean_build();
    for path in [
        "content/.cache/a.md",
        "content/_drafts/a.md",
        "content/fiches/.a.md",
        "content/un.md~",
        "content/.a.md.swp",
        "content/fiches/_drafts/b.md",
    ] {
        site.write(path, "---\nfaux");
    }
    site.write(
        "content/brouillon.md",
        "---\ntitre: Brouillon\nbrouillon: true\n---\nTexte.\n",
    );
    site.build_well();
    assert_same(&tree(&site.output()), &clean, "what is hidden is not read");
    let told = site.build(&["--drafts"]);
    assert_eq!(told.status, Some(0), "{}", told.err);
    assert!(site.output().join("fiches/brouillon.html").exists());
}

#[cfg(unix)]
#[test]
fn links_never_lead_out_of_the_site() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a temporary folder");
    fs::write(
        outside.path().join("secret.md"),
        "---\ntitre: Secret\n---\nsecret\n",
    )
    .expect("written");
    let secret = outside.path().join("secret.md");
    for name in ["a.md", "images/a.png", "sources.yaml", "a.svg", "dossier"] {
        let target = if name == "dossier" {
            outside.path()
        } else {
            &secret
        };
        let told = odd(|site| {
            fs::create_dir_all(site.path("content/images")).expect("made");
            symlink(target, site.path("content").join(name)).expect("linked");
        });
        assert_refused(&told, &["lien-symbolique", name]);
    }
    assert_refused(
        &odd(|site| symlink(&secret, site.path("site.yaml")).expect("linked")),
        &["site.yaml", "lien-symbolique"],
    );
    assert_refused(
        &odd(|site| symlink("circle.md", site.path("content/circle.md")).expect("linked")),
        &["circle.md"],
    );
    // What git keeps to publish the site is nothing to publish.
    assert_refused(
        &odd(|site| {
            site.write(".git/config", "token");
            symlink("../.git/config", site.path("content/notes.txt")).expect("linked");
        }),
        &["lien-symbolique", "notes.txt"],
    );
    assert_refused(
        &odd(|site| symlink("nowhere", site.path("content/lost.md")).expect("linked")),
        &["lost.md"],
    );
    // Within the site a link is a file like any other, and a folder in itself is no endless walk.
    let site = Site::small();
    symlink(".", site.path("content/self")).expect("linked");
    symlink("../site.yaml", site.path("content/notes.txt")).expect("linked");
    site.build_well();
    for (path, entry) in tree(&site.output()) {
        assert!(
            !matches!(entry, crate::folder::Entry::Link(_)),
            "{path} is a link"
        );
    }
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_read() {
    let fifo = |site: &Site, path: &str| {
        fs::create_dir_all(site.path(path).parent().expect("a folder")).expect("made");
        let made = std::process::Command::new("mkfifo")
            .arg(site.path(path))
            .status();
        assert!(
            made.is_ok_and(|status| status.success()),
            "a system with mkfifo"
        );
    };
    for path in [
        "content/a.md",
        "content/sources.yaml",
        "content/images/a.png",
        "content/a.svg",
        "themes/default/templates/fiche.html",
    ] {
        assert_refused(&odd(|site| fifo(site, path)), &["fichier-special", path]);
    }
    assert_refused(
        &odd(|site| fifo(site, "site.yaml")),
        &["fichier-special", "site.yaml"],
    );
    let mut kept = None;
    let told = odd(|site| {
        kept = std::os::unix::net::UnixListener::bind(site.path("content/prise.md")).ok();
    });
    assert_refused(&told, &["fichier-special", "prise.md"]);
    let device = odd(|site| {
        std::os::unix::fs::symlink("/dev/zero", site.path("content/zero.md")).expect("linked");
    });
    assert_refused(&device, &["zero.md"]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode_are_told() {
    use std::os::unix::ffi::OsStrExt;
    for name in [&b"\xff.md"[..], b"a\xff\x1b[31m.png", b"\xfe"] {
        let name = std::ffi::OsStr::from_bytes(name);
        let told = odd(|site| fs::write(site.path("content").join(name), SHEET).expect("written"));
        assert_refused(&told, &["nom-de-fichier", "content/"]);
    }
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_read_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::small();
    for path in ["content/un.md", "content/images"] {
        let mode = fs::metadata(site.path(path)).expect("there").permissions();
        fs::set_permissions(site.path(path), fs::Permissions::from_mode(0o000)).expect("mode");
        let open = fs::read(site.path(path)).is_ok() || fs::read_dir(site.path(path)).is_ok();
        if open {
            eprintln!("skipped: this user may read anything");
        } else {
            assert_refused(&site.build(&[]), &[path, "accès refusé"]);
        }
        fs::set_permissions(site.path(path), mode).expect("mode");
    }
}

#[test]
fn many_files_and_deep_folders_are_read() {
    let site = Site::new(&[]);
    for at in 0..1500 {
        site.write(
            &format!("content/d{}/f{at}.md", at % 50),
            format!("---\ntitre: F{at}\n---\nTexte.\n"),
        );
    }
    site.write(&format!("content/{}fond.md", "d/".repeat(50)), SHEET);
    let told = site.build_well();
    assert!(told.out.starts_with("1\u{202f}501 fiches"), "{}", told.out);
}

#[test]
fn names_act_on_no_terminal() {
    let told = odd(|site| {
        site.write(
            "content/b\u{1b}[31m\n\u{202e}.md",
            "---\ntitre: \u{1b}[1m\nf\u{1b}aux: 1\n---\n[[\u{9b}31m]]\n",
        );
    });
    assert_refused(&told, &["content/b"]);
    assert!(!told.err.contains(['\u{202e}', '\u{9b}']), "{:?}", told.err);
    let named = run(&["refs", "nulle\u{1b}[31m-part.md"]);
    assert_eq!(named.status, Some(1));
}

#[test]
fn refs_reads_files_and_standard_input() {
    let site = Site::new(&[
        (
            "a.md",
            "Voir `art. L1 CCP` et l’article L2113-15 du code de la commande publique.\n",
        ),
        (
            "a.txt",
            "Voir `art. L1 CCP` et l’article L2113-15 du code de la commande publique.\n",
        ),
        ("latin.txt", ""),
        (
            "fiche.md",
            "---\ntitre: Été\ncode_par_defaut: CCP\n---\n\nL’article L. 1111-1.\n",
        ),
        (
            "faute.md",
            "---\ncode_par_defaut: CCPP\n---\n\nL’article L. 1111-1.\n",
        ),
    ]);
    site.write("latin.txt", b"\xe9");
    let refs = |arguments: &[&str]| {
        told(
            reperess()
                .current_dir(site.root())
                .arg("refs")
                .args(arguments),
        )
    };
    let json =
        |told: &Told| -> Vec<serde_json::Value> { serde_json::from_str(&told.out).expect("JSON") };
    let markdown = refs(&["a.md", "--format", "json"]);
    assert_eq!((markdown.status, json(&markdown).len()), (Some(0), 1));
    let plain = refs(&["a.txt", "--format", "json"]);
    assert_eq!((plain.status, json(&plain).len()), (Some(0), 2));
    let human = refs(&["a.md"]);
    assert_eq!(
        human.out,
        "1:23  l’article L2113-15 du code de la commande publique  →  ccp:L2113-15\n"
            .replace("l’article", "article")
            .replace("1:23", "1:25")
    );
    let piped = told(
        reperess()
            .args(["refs", "-", "--format", "json", "--code", "CCP"])
            .write_stdin("art. L2113-15"),
    );
    assert_eq!(json(&piped)[0]["ids"][0], "ccp:L2113-15");
    // The front matter says the code, unless the command line does; places count from the top of the file.
    let front = json(&refs(&["fiche.md", "--format", "json"]));
    assert_eq!(front[0]["ids"][0], "ccp:L1111-1");
    let whole = std::fs::read_to_string(site.root().join("fiche.md")).expect("read");
    assert_eq!(front[0]["start"], whole.find("article").expect("there"));
    let given = json(&refs(&["fiche.md", "--format", "json", "--code", "CGCT"]));
    assert_eq!(given[0]["ids"][0], "cgct:L1111-1");
    let wrong = refs(&["faute.md"]);
    assert_eq!(wrong.status, Some(0));
    assert!(wrong.out.contains("?:L1111-1"), "{}", wrong.out);
    assert!(
        wrong.err.contains("«\u{a0}CCPP\u{a0}» est inconnu"),
        "{}",
        wrong.err
    );
    assert_french(&wrong.err);
    let nothing = told(
        reperess()
            .args(["refs", "-", "--format", "json"])
            .write_stdin(""),
    );
    assert_eq!((nothing.status, json(&nothing).len()), (Some(0), 0));
    for (arguments, expected) in [
        (&["nulle-part.md"][..], "introuvable"),
        (&["."], "n’est pas un fichier"),
        (&["latin.txt"], "n’est pas en UTF-8\u{a0}: octet 0"),
    ] {
        let told = refs(arguments);
        assert_eq!(
            (told.status, told.out.as_str()),
            (Some(1), ""),
            "{arguments:?}"
        );
        assert!(told.err.contains(expected), "{}", told.err);
        assert_french(&told.err);
    }
    let long = told(
        reperess()
            .args(["refs", "-"])
            .write_stdin("a".repeat(5_000_001)),
    );
    assert_eq!(long.status, Some(1));
    assert!(long.err.contains("5 Mo"), "{}", long.err);
}
