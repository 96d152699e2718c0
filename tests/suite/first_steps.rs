//! A first day: `init`, `nouveau`, and what a shell knows of the commands.

use crate::folder::{Entry, Site, Told, assert_same, reperess, told, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn run(folder: &Path, arguments: &[&str]) -> Told {
    told(reperess().current_dir(folder).args(arguments))
}

/// A site made by `init`, in the folder `site`.
fn made(arguments: &[&str]) -> Site {
    let root = Site::new(&[]);
    let told = run(root.root(), &[&["init", "site"], arguments].concat());
    assert_eq!((told.status, told.err.as_str()), (Some(0), ""));
    root
}

fn text(site: &Site, path: &str) -> String {
    fs::read_to_string(site.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[track_caller]
fn assert_without_remark(site: &Site, folder: &str) {
    let told = run(site.root(), &["check", "--strict", "--site", folder]);
    assert_eq!(
        (told.status, told.err.as_str()),
        (Some(0), ""),
        "{}",
        told.out
    );
}

#[test]
fn init_makes_a_site_without_remark() {
    for host in [&[][..], &["--ci", "github"], &["--ci=gitlab"]] {
        let root = made(host);
        assert_without_remark(&root, "site");
        let told = run(root.root(), &["build", "--site", "site"]);
        assert_eq!(told.status, Some(0));
        assert!(told.out.starts_with("2 fiches · "), "{}", told.out);
        // Two sheets that cite law and sources, and lead to one another; a glossary that knows where it is used.
        for (page, words) in [
            (
                "fiches/marches-reserves.html",
                "../articles/ccp/l2113-12.html",
            ),
            ("fiches/marches-reserves.html", "subvention.html#definition"),
            ("fiches/subvention.html", "marches-reserves.html"),
            ("sources.html", "relative à l’économie sociale et solidaire"),
            ("glossaire.html", "fiches/marches-reserves.html"),
            ("a-propos.html", "À propos"),
        ] {
            assert!(
                text(&root, &format!("site/output/{page}")).contains(words),
                "{page}: {words}"
            );
        }
        let paths = tree(&root.path("site"));
        for (path, expected) in [
            (".github/workflows/publier.yml", host.contains(&"github")),
            (".gitlab-ci.yml", host.contains(&"--ci=gitlab")),
            ("README.md", true),
            (".gitignore", true),
            ("archetypes/fiche.md", true),
            (".vscode/reperess/front-matter.json", true),
        ] {
            assert_eq!(paths.contains_key(path), expected, "{path} {host:?}");
        }
        assert_eq!(
            fs::read_dir(root.root()).expect("readable").count(),
            1,
            "nothing beside it"
        );
    }
}

#[test]
fn the_same_site_is_made_in_an_empty_folder_and_in_a_clone() {
    let expected = tree(&made(&[]).path("site"));
    for before in [&["x"][..], &["x", "x/.git"]] {
        let root = Site::new(&[]);
        for folder in before {
            fs::create_dir(root.path(folder)).expect("a folder");
        }
        let told = run(&root.path("x"), &["init", "."]);
        assert_eq!((told.status, told.err.as_str()), (Some(0), ""));
        assert!(
            told.out.contains("le dossier courant") && !told.out.contains("--site"),
            "{}",
            told.out
        );
        let mut found = tree(&root.path("x"));
        found.remove(".git");
        assert_same(&found, &expected, "the same site");
    }
    // Folders on the way are made too.
    let root = Site::new(&[]);
    let told = run(root.root(), &["init", "a/b/mon site/"]);
    assert_eq!(told.status, Some(0), "{}", told.err);
    assert!(told.out.contains("--site \"a/b/mon site\""), "{}", told.out);
    assert_same(
        &tree(&root.path("a/b/mon site")),
        &expected,
        "the same site",
    );
    assert_eq!(fs::read_dir(root.path("a/b")).expect("readable").count(), 1);
}

#[test]
fn init_touches_nothing_that_is_there() {
    let root = Site::new(&[("plein/.notes", "à moi"), ("fichier", "à moi")]);
    fs::create_dir(root.path("vide")).expect("a folder");
    #[cfg(unix)]
    for (target, link) in [("vide", "lien"), ("absent", "lien-mort")] {
        std::os::unix::fs::symlink(target, root.path(link)).expect("a link");
    }
    let before = tree(root.root());
    for (folder, expected) in [
        (
            "plein",
            "n’est pas vide\u{a0}: il contient «\u{a0}.notes\u{a0}»",
        ),
        (".", "n’est pas vide"),
        ("plein/..", "n’est pas vide"),
        ("fichier", "est un fichier"),
        ("fichier/site", "ce n’est pas un dossier"),
        #[cfg(unix)]
        ("lien", "est un lien"),
        #[cfg(unix)]
        ("lien/", "est un lien"),
        #[cfg(unix)]
        ("lien-mort", "est un lien"),
    ] {
        let told = run(root.root(), &["init", folder]);
        assert_eq!(told.status, Some(1), "{folder}");
        assert_eq!(told.out, "", "{folder}");
        assert!(told.err.contains(expected), "{folder}: {}", told.err);
        assert_same(&tree(root.root()), &before, folder);
    }
    for arguments in [
        &["init"][..],
        &["init", "a", "b"],
        &["init", "a", "--ci", "svn"],
    ] {
        let told = run(root.root(), arguments);
        assert_eq!(told.status, Some(2), "{arguments:?}");
    }
    assert_same(&tree(root.root()), &before, "a command line that is wrong");
}

#[test]
fn what_helps_to_write_is_sound() {
    let root = made(&[]);
    let json = |path: &str| -> serde_json::Value {
        serde_json::from_str(&text(&root, path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    json("site/.vscode/extensions.json");
    let settings = json("site/.vscode/settings.json");
    let schemas = settings["yaml.schemas"].as_object().expect("schemas");
    assert_eq!(schemas.len(), 4);
    for (schema, file) in schemas {
        assert_eq!(
            json(&format!("site/{schema}"))["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        let file = file.as_str().expect("a path");
        assert!(
            root.path("site").join(file).exists() || file == "content/articles.yaml",
            "{file}"
        );
    }
    // Each snippet, put in a sheet with what it proposes, says what it should: no remark but for what is to be replaced.
    let snippets = json("site/.vscode/reperess.code-snippets");
    let known = ["source-inconnue", "lien-casse", "fichier-introuvable"];
    for (name, snippet) in snippets.as_object().expect("snippets") {
        let body = snippet["body"].as_array().expect("lines");
        let lines: Vec<String> = body
            .iter()
            .map(|line| proposed(line.as_str().expect("a line")))
            .collect();
        let body = lines.join("\n");
        let sheet = if body.starts_with("---") {
            format!("{body}Un texte.\n")
        } else {
            format!("---\ntitre: A\n---\n\nUn texte.\n\n{body}\n")
        };
        let inputs = reperess::reader::in_memory(&[("a.md", &sheet)]);
        let found = reperess::pipeline::build(&inputs).found;
        let odd: Vec<_> = found
            .iter()
            .filter(|remark| !known.contains(&remark.code))
            .collect();
        assert!(odd.is_empty(), "{name}: {sheet}\n{odd:?}");
    }
}

/// A line of a snippet with what it proposes: `${1:mot}` is `mot`, `${1|a,b|}` is `a`, `$0` is nothing.
fn proposed(line: &str) -> String {
    let mut out = line.replace(
        "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}",
        "2026-01-31",
    );
    while let Some(start) = out.find('$') {
        let rest = &out[start + 1..];
        let (inside, end) = match rest.strip_prefix('{') {
            Some(inside) => {
                let length = inside.find('}').expect("closed");
                (&inside[..length], start + length + 3)
            }
            None => ("", start + 2),
        };
        let word = inside.trim_start_matches(|c: char| c.is_ascii_digit());
        let word = match word.strip_prefix('|') {
            Some(choices) => choices.split(',').next().unwrap_or_default(),
            None => word.trim_start_matches(':'),
        };
        out = format!("{}{word}{}", &out[..start], &out[end..]);
    }
    out
}

#[cfg(unix)]
#[test]
fn the_workflows_install_the_program_and_publish() {
    use std::process::Command;
    for (host, path, folder) in [
        ("github", ".github/workflows/publier.yml", "reperess"),
        ("gitlab", ".gitlab-ci.yml", ".reperess"),
    ] {
        let root = made(&["--ci", host]);
        let workflow: serde_json::Value =
            serde_yaml::from_str(&text(&root, &format!("site/{path}"))).expect("YAML");
        let script = match host {
            "github" => workflow["jobs"]["construire"]["steps"]
                .as_array()
                .expect("steps")
                .iter()
                .find(|step| step["name"] == "Installer reperess")
                .map(|step| step["run"].clone()),
            _ => Some(workflow["pages"]["script"][0][0].clone()),
        };
        let script = script.expect("a step that installs");
        let script = script.as_str().expect("a script");
        let program = env!("CARGO_BIN_EXE_reperess");
        let sum = Command::new("sha256sum")
            .arg(program)
            .output()
            .expect("sha256sum");
        let sum = String::from_utf8(sum.stdout).expect("UTF-8");
        let sum = sum.split(' ').next().expect("a sum");
        let run = |variables: &[(&str, &str)]| {
            Command::new("bash")
                .args(["-c", script])
                .current_dir(root.path("site"))
                .env_remove("REPERESS_BINAIRE")
                .env_remove("REPERESS_DEPOT")
                .env_remove("GITHUB_PATH")
                .env("HOME", root.path("site"))
                .envs(variables.iter().copied())
                .output()
                .expect("bash")
        };
        let nothing = run(&[]);
        assert!(!nothing.status.success());
        let said = String::from_utf8_lossy(&nothing.stderr).into_owned();
        assert!(
            said.contains("REPERESS_BINAIRE") && said.contains(path),
            "{said}"
        );
        let address = format!("file://{program}");
        let unsigned = run(&[("REPERESS_BINAIRE", &address)]);
        assert!(
            !unsigned.status.success(),
            "a program without its sum is refused"
        );
        let wrong = run(&[
            ("REPERESS_BINAIRE", &address),
            ("REPERESS_SHA256", &"0".repeat(64)),
        ]);
        assert!(
            !wrong.status.success(),
            "a program that is another is refused"
        );
        let installed = root.path("site").join(folder).join("bin/reperess");
        assert!(!installed.exists());
        let right = run(&[("REPERESS_BINAIRE", &address), ("REPERESS_SHA256", sum)]);
        let said = String::from_utf8_lossy(&right.stderr).into_owned();
        assert!(right.status.success(), "{said}");
        let version = Command::new(&installed)
            .arg("--version")
            .output()
            .expect("it runs");
        assert!(version.status.success());
    }
}

/// A site of three sheets, and a page, at the top of the content.
fn site() -> Site {
    Site::new(&[
        (
            "content/un.md",
            "---\ntitre: Un\nnumero: 1\ncode_par_defaut: CCP\n---\n\nUn texte.\n",
        ),
        (
            "content/sept.md",
            "---\ntitre: Sept\nnumero: 7\ncode_par_defaut: CCP\n---\n\nUn texte.\n",
        ),
        ("content/sans.md", "---\ntitre: Sans\n---\n\nUn texte.\n"),
        (
            "content/apropos.md",
            "---\ntitre: À propos\ntype: page\nnumero: 90\n---\n\nUn texte.\n",
        ),
    ])
}

#[test]
fn a_new_sheet_is_filled_in() {
    let site = site();
    let told = run(
        site.root(),
        &["nouveau", "Les marchés réservés", "--date", "2026-03-14"],
    );
    assert_eq!((told.status, told.err.as_str()), (Some(0), ""));
    assert_eq!(
        told.out,
        "content/les-marches-reserves.md créé.\nPour voir la page\u{a0}: reperess serve, puis fiches/les-marches-reserves.html dans le navigateur.\n"
    );
    let made = text(&site, "content/les-marches-reserves.md");
    for line in [
        "titre: Les marchés réservés",
        "slug: les-marches-reserves",
        "type: fiche",
        "numero: 8",
        "date: 2026-03-14",
        "code_par_defaut: CCP",
    ] {
        assert!(made.lines().any(|found| found == line), "{line}: {made}");
    }
    assert!(
        !made.contains("collection:") && !made.contains("{{"),
        "{made}"
    );
    let built = run(site.root(), &["build", "--strict"]);
    assert_eq!((built.status, built.err.as_str()), (Some(0), ""));
    let page = text(&site, "output/fiches/les-marches-reserves.html");
    assert!(
        !page.contains("guident l’écriture"),
        "guidance is not published"
    );
}

#[test]
fn every_archetype_gives_a_sheet_without_remark() {
    for arguments in [
        &["new", "Essai"][..],
        &["nouveau", "Essai", "--type", "entretien"],
        &["nouveau", "Essai", "--type=initiative"],
        &["nouveau", "Essai", "--type", "page"],
    ] {
        let root = made(&[]);
        let before = tree(&root.path("site"));
        let told = run(root.root(), &[arguments, &["--site", "site"]].concat());
        assert_eq!(
            (told.status, told.err.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
        let mut after = tree(&root.path("site"));
        after.retain(|path, entry| *entry != Entry::Folder && !before.contains_key(path));
        let [path] = after.keys().collect::<Vec<_>>()[..] else {
            panic!("one file: {:?}", after.keys());
        };
        assert!(told.out.contains(path.as_str()), "{}", told.out);
        assert_without_remark(&root, "site");
        // Today, as the clock has it.
        let text = text(&root, &format!("site/{path}"));
        let date = text
            .lines()
            .find_map(|line| line.strip_prefix("date: "))
            .expect("a date");
        assert!(date.len() == 10 && date > "2026-01-01", "{date}");
    }
    // Each kind has its folder.
    let root = made(&[]);
    for (kind, path) in [
        ("fiche", "content/fiches/a.md"),
        ("entretien", "content/entretiens/a-entretien.md"),
        ("initiative", "content/initiatives/a-initiative.md"),
        ("page", "content/pages/a-page.md"),
    ] {
        let name = path
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".md"))
            .expect("a name");
        let told = run(
            &root.path("site"),
            &["nouveau", "A", "--type", kind, "--slug", name],
        );
        assert_eq!(told.status, Some(0), "{}", told.err);
        assert!(
            root.path("site").join(path).exists(),
            "{path}: {}",
            told.out
        );
    }
    assert_without_remark(&root, "site");
}

#[test]
fn a_title_comes_back_as_it_was_typed() {
    let site = site();
    for (at, title) in [
        "Achats : mode d’emploi",
        "« Acheter » autrement ?",
        "L'achat \"responsable\"",
        "C:\\dossier # suite",
        "- tiret",
        "[crochets] {accolades}",
        "*étoile* & esperluette",
        "2026",
        "true",
        "null",
        "@mot",
        "fin:",
        "{{titre}}",
        "a | b",
        "> citation",
        "% et !",
        "'apostrophes'",
    ]
    .iter()
    .enumerate()
    {
        let name = format!("essai-{at}");
        let told = run(site.root(), &["nouveau", "--slug", &name, "--", title]);
        assert_eq!((told.status, told.err.as_str()), (Some(0), ""), "{title}");
        let made = text(&site, &format!("content/{name}.md"));
        let front = made.split("---\n").nth(1).expect("a front matter");
        let front: BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(front).expect("YAML");
        let read = match &front["titre"] {
            serde_yaml::Value::String(text) => text.clone(),
            other => serde_yaml::to_string(other)
                .expect("a scalar")
                .trim()
                .to_owned(),
        };
        assert_eq!(read, *title);
    }
    let told = run(site.root(), &["check", "--strict"]);
    assert_eq!((told.status, told.err.as_str()), (Some(0), ""));
    // Line ends and invisible characters have no place in a title.
    let told = run(
        site.root(),
        &["nouveau", "Un\ttitre\n sur\u{202e} deux  lignes"],
    );
    assert_eq!(told.status, Some(0), "{}", told.err);
    assert!(
        text(&site, "content/un-titre-sur-deux-lignes.md")
            .contains("titre: Un titre sur deux lignes\n")
    );
}

#[test]
fn nothing_is_overwritten_nor_made_that_would_not_build() {
    let site = site();
    site.write(
        "content/sous/deja.md",
        "---\ntitre: Déjà\n---\n\nUn texte.\n",
    );
    let before = tree(site.root());
    for (arguments, status, expected) in [
        (&["Un"][..], 1, "existe déjà et n’est pas remplacé"),
        (&["Déjà"], 1, "adresse-double"),
        (&["Recherche", "--type", "page"], 1, "adresse-reservee"),
        (&["Index"], 2, "est le nom de l’accueil"),
        (&["Con"], 1, "erreur["),
        (&[""], 2, "le titre est vide"),
        (&[" \u{202e} "], 2, "le titre est vide"),
        (&["日本"], 2, "ne donne pas de nom de fichier"),
        (&["A", "--slug", "Été"], 2, "écrivez --slug ete"),
        (&["A", "--slug", "../a"], 2, "écrivez --slug a"),
        (&["A", "--slug", "日本"], 2, "attend des minuscules"),
        (
            &["A", "--type", "entreten"],
            2,
            "vouliez-vous dire «\u{a0}entretien\u{a0}»",
        ),
        (
            &["A", "--type", "../content/un"],
            2,
            "aucun modèle ne s’appelle",
        ),
        (&["A", "--type", ""], 2, "aucun modèle ne s’appelle"),
        (
            &["A", "--date", "14/03/2026"],
            2,
            "les barres obliques sont ambiguës",
        ),
        (&["A", "--site", "absent"], 1, "n’existe pas"),
        (&["A", "--content", "absent"], 1, "n’existe pas"),
        (&[], 2, "il manque <TITRE>"),
        (&["A", "B"], 2, "de trop"),
    ] {
        let told = run(site.root(), &[&["nouveau"], arguments].concat());
        assert_eq!(told.status, Some(status), "{arguments:?}: {}", told.err);
        assert!(told.err.contains(expected), "{arguments:?}: {}", told.err);
        assert_eq!(told.out, "");
        assert_same(&tree(site.root()), &before, &format!("{arguments:?}"));
    }
}

#[test]
fn a_site_has_archetypes_of_its_own() {
    let site = site();
    site.write(
        "archetypes/fiche.md",
        "---\ntitre: {{ titre }}\nnumero: {{numero}}\ncollection: {{collection}}\n---\n\n# {{titre}}\n\nÀ nous, le {{date}}.\n",
    );
    site.write(
        "archetypes/atelier.md",
        "---\ntitre: {{titre}}\ntype: initiative\n---\n\nUn atelier.\n",
    );
    let told = run(site.root(), &["nouveau", "Achats : a", "--date", "2026-03"]);
    assert_eq!(told.status, Some(0), "{}", told.err);
    assert_eq!(
        text(&site, "content/achats-a.md"),
        "---\ntitre: \"Achats : a\"\nnumero: 8\n---\n\n# Achats : a\n\nÀ nous, le 2026-03.\n"
    );
    let told = run(site.root(), &["nouveau", "Bois", "--type", "atelier"]);
    assert_eq!(told.status, Some(0), "{}", told.err);
    assert!(text(&site, "content/bois.md").contains("Un atelier."));
    let told = run(site.root(), &["nouveau", "Bois", "--type", "attelier"]);
    assert!(
        told.err.contains("vouliez-vous dire «\u{a0}atelier\u{a0}»"),
        "{}",
        told.err
    );
    for (archetype, expected) in [
        (
            &b"---\ntitre: {{titr}}\n---\n"[..],
            "vouliez-vous dire «\u{a0}titre\u{a0}»",
        ),
        (
            b"---\ntitre: {{titre}}\nauteur: a\n---\nb\n",
            "cle-inconnue",
        ),
        (b"\xff", "n’est pas en UTF-8"),
    ] {
        site.write("archetypes/page.md", archetype);
        let told = run(site.root(), &["nouveau", "Casse", "--type", "page"]);
        assert_eq!(told.status, Some(1), "{expected}");
        assert!(told.err.contains(expected), "{}", told.err);
        assert!(!site.path("content/casse.md").exists());
    }
}

#[test]
fn what_all_sheets_share_is_proposed() {
    let sheet = |number: u32, collection: &str, code: &str| {
        format!(
            "---\ntitre: T{number}\nnumero: {number}\ncollection: {collection}\ncode_par_defaut: {code}\n---\n\nUn texte.\n"
        )
    };
    let site = Site::new(&[
        ("content/kit/a.md", &sheet(3, "Kit", "CGCT")),
        ("content/kit/b.md", &sheet(4, "Kit", "CGCT")),
        ("content/autres/c.md", &sheet(1, "Kit", "CGCT")),
        // A fault elsewhere is no reason to make nothing.
        (
            "content/faux.md",
            "---\ntitre: Faux\ntype: page\nfaux: 1\n---\n\nUn texte.\n",
        ),
    ]);
    let told = run(site.root(), &["nouveau", "Nouvelle"]);
    assert_eq!((told.status, told.err.as_str()), (Some(0), ""));
    let made = text(&site, "content/kit/nouvelle.md");
    assert!(
        made.contains("\nnumero: 5\ncollection: Kit\n")
            && made.contains("\ncode_par_defaut: CGCT\n"),
        "{made}"
    );
    site.write("content/kit/d.md", sheet(9, "Autre", "CCP"));
    let told = run(site.root(), &["nouveau", "Mêlée"]);
    assert_eq!(told.status, Some(0), "{}", told.err);
    let made = text(&site, "content/kit/melee.md");
    assert!(
        !made.contains("\ncollection:") && !made.contains("\ncode_par_defaut:"),
        "{made}"
    );
    assert!(made.contains("\nnumero: 1\n"), "{made}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_gets_no_sheet() {
    let root = made(&[]);
    fs::create_dir(root.path("ailleurs")).expect("a folder");
    std::os::unix::fs::symlink(root.path("ailleurs"), root.path("site/content/entretiens"))
        .expect("a link");
    let told = run(
        root.root(),
        &["nouveau", "A", "--type", "entretien", "--site", "site"],
    );
    assert_eq!(told.status, Some(1));
    assert!(told.err.contains("est un lien"), "{}", told.err);
    assert!(
        fs::read_dir(root.path("ailleurs"))
            .expect("readable")
            .next()
            .is_none()
    );
}

const COMMANDS: [&str; 10] = [
    "build",
    "check",
    "serve",
    "refs",
    "loi",
    "init",
    "nouveau",
    "schema",
    "expliquer",
    "completions",
];

#[test]
fn shells_complete_every_command() {
    for (shell, mark) in [
        ("bash", "complete -F _reperess"),
        ("zsh", "#compdef reperess"),
        ("fish", "complete -c reperess"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let told = told(reperess().args(["completions", shell]));
        assert_eq!((told.status, told.err.as_str()), (Some(0), ""), "{shell}");
        assert!(told.out.contains(mark), "{shell}");
        for command in COMMANDS {
            assert!(told.out.contains(command), "{shell}: {command}");
        }
        for word in ["Print help", "Print version"] {
            assert!(!told.out.contains(word), "{shell} is in French: {word}");
        }
        if shell != "bash" {
            assert!(
                told.out.contains("Vérifie le site"),
                "{shell} says what each does"
            );
        }
    }
    for (shell, program, arguments) in [
        ("bash", "bash", &["-n"][..]),
        ("zsh", "zsh", &["-n"]),
        ("fish", "fish", &["-n"]),
    ] {
        let script = told(reperess().args(["completions", shell])).out;
        let folder = Site::new(&[("script", script.as_str())]);
        match std::process::Command::new(program)
            .args(arguments)
            .arg(folder.path("script"))
            .output()
        {
            Ok(output) => assert!(
                output.status.success(),
                "{shell}: {}",
                String::from_utf8_lossy(&output.stderr)
            ),
            Err(_) => eprintln!("skipped: {program} is not here"),
        }
    }
    let told = told(reperess().args(["completions", "tcsh"]));
    assert_eq!(told.status, Some(2));
    assert!(
        told.err
            .contains("valeurs possibles\u{a0}: bash, zsh, fish, powershell"),
        "{}",
        told.err
    );
}

#[test]
fn the_manual_is_one_page_in_french() {
    let told = told(reperess().arg("man"));
    assert_eq!((told.status, told.err.as_str()), (Some(0), ""));
    for heading in [
        "NOM",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "ÉTAT DE SORTIE",
        "reperess loi importer",
    ] {
        assert!(
            told.out.contains(&format!(".SH \"{heading}\"\n")),
            "{heading}: {}",
            told.out
        );
    }
    for command in COMMANDS {
        assert!(
            told.out.contains(&format!("reperess {command}")),
            "{command}"
        );
    }
    assert_eq!(told.out.matches(".TH ").count(), 1);
    assert_eq!(told.out.matches(".ie ").count(), 1);
    for word in [
        "NAME",
        "SUBCOMMANDS",
        "Possible values",
        "[default",
        "Print ",
        "EXTRA",
    ] {
        assert!(!told.out.contains(word), "{word:?} in {}", told.out);
    }
}
