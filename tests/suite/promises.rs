//! The same site gives the same bytes, and the output holds nothing else (DESIGN, promises 5, 7 and 8).

use crate::folder::{Entry, Site, assert_same, reperess, told, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A site large enough for threads to race: law, sources, notes, topics, images, links both ways.
fn large() -> Site {
    let site = Site::small();
    for at in 0..60 {
        site.write(
            &format!("content/lot{}/fiche-{at}.md", at % 7),
            format!(
                "---\ntitre: Fiche {at}\nthemes: [Thème {}, Achats]\ndate: 2024-01-{:02}\n---\n\n## Partie\n\nL’article L2113-{} du code de la commande publique, la loi n° 2014-856 du 31 juillet 2014 et [[fiche-{}]] [@loi, p. {at}]. Une note[^1].\n\n![Plan](../images/plan.png)\n\n```rust\nfn main() {{}}\n```\n\n[^1]: La note {at}.\n",
                at % 5,
                at % 28 + 1,
                at % 20 + 1,
                (at * 7 + 1) % 60,
            ),
        );
    }
    site.write("content/glossaire.yaml", "- terme: Économie sociale et solidaire\n  sigle: ESS\n  definition: Un mode d’entreprendre.\n");
    site.write("content/index.md", "Bienvenue dans le guide de l’ESS.\n");
    site
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    let site = large();
    let expected = site.clean_build();
    assert!(expected.len() > 100, "{} files", expected.len());
    for (variable, value) in [
        ("RAYON_NUM_THREADS", "1"),
        ("RAYON_NUM_THREADS", "2"),
        ("RAYON_NUM_THREADS", "7"),
        ("TZ", "Pacific/Auckland"),
        ("TZ", "America/Los_Angeles"),
        ("LANG", "C"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("HOME", "/nowhere"),
        ("SOURCE_DATE_EPOCH", "1"),
        ("TERM", "dumb"),
    ] {
        let _ = fs::remove_dir_all(site.output());
        let told = told(
            reperess()
                .current_dir(site.root())
                .env(variable, value)
                .arg("build"),
        );
        assert_eq!(told.status, Some(0), "{}", told.err);
        assert_same(
            &tree(&site.output()),
            &expected,
            &format!("{variable}={value}"),
        );
    }
}

#[test]
fn neither_place_nor_time_nor_order_counts() {
    let site = large();
    let expected = site.clean_build();
    // From elsewhere, by an absolute path and by a relative one.
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let told_elsewhere = told(
        reperess()
            .current_dir(elsewhere.path())
            .args(["build", "--output", "here", "--site"])
            .arg(site.root()),
    );
    assert_eq!(told_elsewhere.status, Some(0), "{}", told_elsewhere.err);
    assert_same(
        &tree(&elsewhere.path().join("here")),
        &expected,
        "another folder",
    );
    let told_inside = told(
        reperess()
            .current_dir(site.path("content/images"))
            .args(["build", "--site", "../.."]),
    );
    assert_eq!(told_inside.status, Some(0), "{}", told_inside.err);
    assert_same(&tree(&site.output()), &expected, "from inside");
    // A copy whose files are made in the opposite order, at other times, in a folder with an odd name.
    let copy = elsewhere.path().join("une copie à part");
    for (at, (path, entry)) in tree(site.root()).into_iter().rev().enumerate() {
        let Entry::File(bytes) = entry else { continue };
        if path.starts_with("output") {
            continue;
        }
        let to = copy.join(&path);
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::write(&to, bytes).expect("written");
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * (at as u64 + 1));
        fs::File::options()
            .write(true)
            .open(&to)
            .and_then(|file| file.set_modified(time))
            .expect("a time");
    }
    let told_copy = told(reperess().current_dir(&copy).arg("build"));
    assert_eq!(told_copy.status, Some(0), "{}", told_copy.err);
    assert_same(&tree(&copy.join("output")), &expected, "a copy");
}

#[test]
fn a_rebuild_gives_what_a_first_build_gives() {
    let site = large();
    site.build_well();
    site.write("content/lot1/fiche-1.md", "---\ntitre: Une autre fiche\nslug: fiche-1\nthemes: [Nouveau]\n---\nSans droit.\n\n## Partie\n");
    fs::remove_file(site.path("content/glossaire.yaml")).expect("removed");
    site.build_well();
    assert_same(&tree(&site.output()), &site.clean_build(), "after an edit");
    // A build with other options, then back.
    let told = site.build(&["--drafts"]);
    assert_eq!(told.status, Some(0));
    site.build_well();
    assert_same(&tree(&site.output()), &site.clean_build(), "back and forth");
}

fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    tree(&site.output())
        .into_iter()
        .filter_map(|(path, entry)| match entry {
            Entry::File(bytes) => Some((path, bytes)),
            Entry::Folder => None,
            entry => panic!("{path} is {entry:?}"),
        })
        .collect()
}

#[test]
fn no_path_of_this_machine_is_published() {
    let site = large();
    let root = site.root().to_str().expect("UTF-8").to_owned();
    let told = told(reperess().args(["build", "--site", &root]));
    assert_eq!(told.status, Some(0), "{}", told.err);
    let home = std::env::var("HOME").unwrap_or_default();
    let traces = [root.as_str(), env!("CARGO_MANIFEST_DIR"), &home];
    for (path, bytes) in files(&site) {
        for trace in traces.iter().filter(|trace| trace.len() > 5) {
            let found = bytes
                .windows(trace.len())
                .any(|window| window == trace.as_bytes());
            assert!(!found, "{path} holds {trace}");
        }
    }
}

#[test]
fn only_what_a_sheet_shows_is_published() {
    let site = Site::small();
    for name in [
        "a.html",
        "a.js",
        "a.xml",
        "a.yaml",
        "a.bib",
        "a.csl",
        "a.exe",
        "a.json",
        "a.txt",
        ".cache.png",
    ] {
        site.write(&format!("content/images/{name}"), "not to be published");
    }
    site.build_well();
    let published = files(&site);
    assert!(published.contains_key("images/plan.png"));
    let images: Vec<&String> = published
        .keys()
        .filter(|path| path.starts_with("images/"))
        .collect();
    assert_eq!(images, ["images/plan.png"]);
    // A link to what may not be published is an error, and nothing is.
    for name in [
        "a.html",
        "a.js",
        "a.xml",
        "a.yaml",
        "a.bib",
        "a.csl",
        "a.exe",
        "../un.md/../sources.yaml",
        "../../site.yaml",
        "../../../etc/hostname",
    ] {
        let site = Site::small();
        site.write("content/images/a.html", "<script>alert(1)</script>");
        for other in ["a.js", "a.xml", "a.yaml", "a.bib", "a.csl", "a.exe"] {
            site.write(&format!("content/images/{other}"), "x");
        }
        site.write(
            "content/lien.md",
            format!("---\ntitre: Lien\n---\n[ici](images/{name})\n"),
        );
        let told = site.build(&[]);
        assert_eq!(told.status, Some(1), "{name}: {}", told.err);
        assert!(
            told.err.contains("content/lien.md:4:"),
            "{name}: {}",
            told.err
        );
        assert!(!site.output().exists());
    }
}

#[test]
fn names_are_legal_and_distinct_everywhere() {
    let site = large();
    for name in [
        "Été.png",
        "CON.png",
        "aux.tar.gz",
        "a b.pdf",
        "x:y.pdf",
        "fin..pdf",
        "tiret-.pdf",
    ] {
        site.write(&format!("content/images/{name}"), name);
    }
    site.write(
        "content/pieces.md",
        "---\ntitre: Pièces\n---\n![Été](<images/Été.png>)\n\n![Con](<images/CON.png>)\n\n[a](<images/aux.tar.gz>) [b](<images/a b.pdf>) [c](<images/x:y.pdf>) [d](<images/fin..pdf>) [e](<images/tiret-.pdf>)\n",
    );
    site.build_well();
    let mut seen = BTreeMap::new();
    let published = files(&site);
    assert!(
        published
            .keys()
            .filter(|path| path.starts_with("images/"))
            .count()
            == 8,
        "{:?}",
        published
            .keys()
            .filter(|path| path.starts_with("images/"))
            .collect::<Vec<_>>()
    );
    for path in published.keys() {
        assert!(path.len() < 200, "{path}");
        for name in Path::new(path) {
            let name = name.to_str().expect("UTF-8");
            let stem = name.split('.').next().unwrap_or_default().to_uppercase();
            assert!(
                !["CON", "PRN", "AUX", "NUL", "COM1", "LPT1"].contains(&stem.as_str()),
                "{path}"
            );
            assert!(!name.ends_with(['.', ' ']), "{path}");
            assert!(
                !name.contains(['<', '>', ':', '"', '\\', '|', '?', '*']),
                "{path}"
            );
            assert!(!name.chars().any(char::is_control), "{path}");
        }
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            panic!("{path} and {other} are one on some disks");
        }
    }
}
