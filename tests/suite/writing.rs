//! Writing the output: all or nothing, nobody else's files, whatever the disk does (DESIGN, promises 2, 3 and 7).

use crate::folder::{Entry, PATIENCE, Site, assert_same, reperess, times, told, tree};
use reperess::page::{Body, Page, Sink};
use reperess::writer::files::{Disk, Files};
use reperess::writer::{WriteError, Writer, Written};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A disk that fails: at one operation, or at that one and all after it, as for a program that is killed there.
struct Failing {
    at: usize,
    for_ever: bool,
    /// Whether the file that is being written when it fails stays, half written.
    torn: bool,
    done: AtomicUsize,
}

impl Failing {
    fn new(at: usize, for_ever: bool, torn: bool) -> Self {
        Self {
            at,
            for_ever,
            torn,
            done: AtomicUsize::new(0),
        }
    }

    fn fails(&self) -> bool {
        let number = self.done.fetch_add(1, Ordering::SeqCst);
        number == self.at || (self.for_ever && number > self.at)
    }

    fn or(&self, operation: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        if self.fails() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        operation()
    }

    fn reached(&self) -> bool {
        self.done.load(Ordering::SeqCst) > self.at
    }
}

impl Files for Failing {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.or(|| Disk.create_dir(path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.or(|| Disk.write(path, bytes)).inspect_err(|_| {
            if self.torn {
                let _ = fs::write(path, &bytes[..bytes.len() / 2]);
            }
        })
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.or(|| Disk.copy(from, to))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.or(|| Disk.rename(from, to))
    }

    fn keep(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.or(|| Disk.keep(from, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.or(|| Disk.remove_file(path))
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.or(|| Disk.remove_dir(path))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.or(|| Disk.sync(path))
    }
}

/// Publishes. Tests beside this one start programs, and a program that starts holds for a moment all that the test has
/// open, locks included: who is told to wait tries again.
fn publish(pages: &[Page], output: &Path, files: &dyn Files) -> Result<Written, WriteError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let written = Writer::open(output, files).and_then(|writer| {
            for page in pages {
                writer.take(page.clone());
            }
            writer.publish()
        });
        match written {
            Err(error) if is_busy(&error.messages[0]) && Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(5));
            }
            result => return result,
        }
    }
}

fn is_busy(message: &str) -> bool {
    message.contains("une autre construction est en cours")
}

/// Two states of a site, with every kind of change between them, in a folder that also holds files of its owner.
struct Change {
    folder: tempfile::TempDir,
    before: Vec<Page>,
    after: Vec<Page>,
}

impl Change {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let image = folder.path().join("image.png");
        fs::write(&image, "an image").expect("written");
        let before = vec![
            Page::text("a-folder.png/inside.png", "it makes way for a file"),
            Page::text("a-file.png", "it makes way for a folder"),
            Page::text("changed.html", "old"),
            Page::text("kept.html", "the same"),
            Page::text("themes/changed.html", "old too"),
            Page::text("withdrawn.html", "gone"),
            Page::text("withdrawn/deep/page.html", "gone too"),
        ];
        let after = vec![
            Page::text("a-file.png/inside.png", "a folder now"),
            Page::text("a-folder.png", "a file now"),
            Page::text("changed.html", "new"),
            Page {
                path: "images/image.png".into(),
                body: Body::Copy {
                    origin: image,
                    size: 8,
                },
            },
            Page::text("kept.html", "the same"),
            Page::text("new/deep/page.html", "new"),
            Page::text("themes/changed.html", "new too"),
        ];
        let change = Self {
            folder,
            before,
            after,
        };
        change.start_again();
        change
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("output")
    }

    fn start_again(&self) {
        let _ = fs::remove_dir_all(self.output());
        publish(&self.before, &self.output(), &Disk).expect("the first state is published");
        for (path, text) in [("CNAME", "example.org"), ("themes/own.txt", "the owner’s")] {
            fs::write(self.output().join(path), text).expect("written");
        }
        fs::create_dir(self.output().join("new")).expect("an empty folder of the owner");
    }

    /// What is there once the second state is published on the first.
    fn whole_after(&self) -> BTreeMap<String, Entry> {
        self.start_again();
        publish(&self.after, &self.output(), &Disk).expect("published");
        tree(&self.output())
    }
}

/// Published files, without what is the tool's own.
fn published(folder: &Path) -> BTreeMap<String, Entry> {
    let mut tree = tree(folder);
    tree.retain(|path, entry| !path.starts_with(".reperess") && *entry != Entry::Folder);
    tree
}

#[test]
fn a_change_is_published_whole() {
    let change = Change::new();
    let after = change.whole_after();
    let clean = change.folder.path().join("clean");
    publish(&change.after, &clean, &Disk).expect("published");
    let mut expected = tree(&clean);
    expected.insert("CNAME".into(), Entry::File(b"example.org".into()));
    expected.insert(
        "themes/own.txt".into(),
        Entry::File("the owner’s".as_bytes().into()),
    );
    assert_same(&after, &expected, "a change gives what a clean build gives");
}

#[test]
fn any_operation_may_fail_and_nothing_changes() {
    let change = Change::new();
    let after = change.whole_after();
    let mut failures = 0;
    for at in 0.. {
        change.start_again();
        let (before, before_times) = (tree(&change.output()), times(&change.output()));
        let disk = Failing::new(at, false, at % 2 == 0);
        let result = publish(&change.after, &change.output(), &disk);
        if !disk.reached() {
            break;
        }
        if let Err(error) = result {
            failures += 1;
            assert!(
                error.messages[0].contains("le disque est plein"),
                "{:?}",
                error.messages
            );
            let why = format!("operation {at} failed");
            assert_same(&tree(&change.output()), &before, &why);
            assert_eq!(times(&change.output()), before_times, "{why}");
        } else {
            // Only tidying failed: the site is whole.
            let mut expected = after.clone();
            expected
                .retain(|path, entry| !path.starts_with(".reperess") && *entry != Entry::Folder);
            assert_same(&published(&change.output()), &expected, "tidying failed");
        }
        publish(&change.after, &change.output(), &Disk).expect("published at last");
        let why = format!("after operation {at} failed");
        assert_same(&tree(&change.output()), &after, &why);
    }
    assert!(failures > 25, "only {failures} operations could fail");
}

#[test]
fn a_build_that_stops_anywhere_is_mended_by_the_next() {
    let change = Change::new();
    let after = change.whole_after();
    change.start_again();
    let old = published(&change.output());
    let mut said = 0;
    for at in 0.. {
        change.start_again();
        let disk = Failing::new(at, true, at % 2 == 1);
        let result = publish(&change.after, &change.output(), &disk);
        if !disk.reached() {
            break;
        }
        for (path, entry) in published(&change.output()) {
            assert!(
                old.get(&path) == Some(&entry) || after.get(&path) == Some(&entry),
                "{path} is neither old nor new once operation {at} stopped all"
            );
        }
        if let Err(error) = result {
            said += usize::from(
                error
                    .messages
                    .iter()
                    .any(|message| message.contains("la prochaine construction le fera")),
            );
        }
        // The repair may be stopped too, at any of its own operations.
        let again = Failing::new(at % 7, true, true);
        let _ = publish(&change.after, &change.output(), &again);
        publish(&change.after, &change.output(), &Disk).expect("published at last");
        let why = format!("all stopped at operation {at}");
        assert_same(&tree(&change.output()), &after, &why);
    }
    assert!(said > 10, "a state that could not be undone is told");
}

#[test]
fn a_first_build_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = folder.path().join("a/b/output");
    let pages = [
        Page::text("a.html", "a"),
        Page::text("fiches/b.html", "b"),
        Page::text("fiches/c.html", "c"),
    ];
    for at in 0.. {
        let disk = Failing::new(at, false, true);
        let result = publish(&pages, &output, &disk);
        if !disk.reached() {
            break;
        }
        if result.is_err() {
            let left = tree(folder.path());
            assert!(left.is_empty(), "operation {at} leaves {:?}", left.keys());
        }
        let _ = fs::remove_dir_all(folder.path().join("a"));
    }
}

#[test]
fn an_error_in_the_content_changes_nothing() {
    let site = Site::small();
    site.write("content/faux.md", "---\ntitre: Faux\n---\n[[nulle-part]]\n");
    let told = site.build(&[]);
    assert_eq!(told.status, Some(1));
    assert!(told.err.contains("Rien n’a été écrit."), "{}", told.err);
    assert!(!site.output().exists(), "a first build writes nothing");
    fs::remove_file(site.path("content/faux.md")).expect("removed");
    site.build_well();
    let (before, before_times) = (tree(site.root()), times(site.root()));
    site.write("content/faux.md", "---\ntitre: Faux\n---\n[[nulle-part]]\n");
    assert_eq!(site.build(&[]).status, Some(1));
    assert_eq!(site.build(&["--strict"]).status, Some(1));
    fs::remove_file(site.path("content/faux.md")).expect("removed");
    assert_same(&tree(site.root()), &before, "two builds with an error");
    assert_eq!(times(site.root()), before_times);
}

/// Pages are written aside as they are made: those made before one fails must go too.
#[test]
fn an_error_met_while_pages_are_made_changes_nothing() {
    let site = Site::small();
    site.write("themes/mien/templates/fiche.html", "{{ sheet.titre }}");
    let settings = fs::read_to_string(site.path("site.yaml")).expect("read");
    let with_theme = format!("{settings}\ntheme: mien\n");
    site.write("site.yaml", &with_theme);
    let told = site.build(&[]);
    assert_eq!(told.status, Some(1), "{}", told.err);
    assert!(told.err.contains("fiche.html"), "{}", told.err);
    assert!(told.err.contains("Rien n’a été écrit."), "{}", told.err);
    assert!(!site.output().exists(), "a first build leaves nothing");
    site.write("site.yaml", &settings);
    site.build_well();
    site.write("site.yaml", &with_theme);
    let (before, before_times) = (tree(site.root()), times(site.root()));
    assert_eq!(site.build(&[]).status, Some(1));
    assert_same(&tree(site.root()), &before, "a build with an error");
    assert_eq!(times(site.root()), before_times);
}

#[test]
fn check_writes_nothing() {
    let site = Site::small();
    let before = tree(site.root());
    let told = told(reperess().current_dir(site.root()).arg("check"));
    assert_eq!(told.status, Some(0), "{}", told.err);
    assert!(told.out.contains("rien d’écrit"), "{}", told.out);
    assert_same(&tree(site.root()), &before, "check");
}

#[test]
fn what_did_not_change_keeps_its_time() {
    let site = Site::small();
    site.build_well();
    let before = times(&site.output());
    site.build_well();
    assert_eq!(times(&site.output()), before, "the same site again");
    let about = fs::read_to_string(site.path("content/a-propos.md")).expect("read");
    // The time of a file may count in steps of several milliseconds.
    std::thread::sleep(Duration::from_millis(30));
    site.write(
        "content/a-propos.md",
        about.replace("Un guide", "Un bon guide"),
    );
    site.build_well();
    let after = times(&site.output());
    assert_ne!(after["a-propos.html"], before["a-propos.html"]);
    for path in ["fiches/deux.html", "images/plan.png", "assets/style.css"] {
        assert_eq!(after.get(path), before.get(path), "{path}");
    }
}

#[test]
fn a_withdrawn_sheet_leaves_the_output() {
    let site = Site::small();
    site.build_well();
    assert!(site.output().join("articles/ccp/r2152-6.html").exists());
    fs::remove_file(site.path("content/fiches/deux.md")).expect("removed");
    let un = fs::read_to_string(site.path("content/un.md")).expect("read");
    site.write("content/un.md", un.replace(" et [[deux]]", ""));
    site.build_well();
    let after = tree(&site.output());
    assert!(!after.contains_key("fiches/deux.html"));
    assert!(!after.contains_key("articles/ccp/r2152-6.html"));
    assert_same(&after, &site.clean_build(), "a sheet was withdrawn");
}

#[test]
fn files_of_the_owner_survive() {
    let site = Site::small();
    let own = [
        "output/CNAME",
        "output/.git/config",
        "output/fiches/notes.txt",
        "output/.reperess-notes",
    ];
    for path in own {
        site.write(path, "own");
    }
    site.build_well();
    fs::remove_file(site.path("content/a-propos.md")).expect("removed");
    site.build_well();
    for path in own {
        assert_eq!(fs::read(site.path(path)).expect(path), b"own");
    }
}

#[test]
fn a_page_never_lands_on_a_file_of_the_owner() {
    for place in [
        "output/index.html",
        "output/fiches",
        "output/404.html/x",
        "output/assets",
    ] {
        let site = Site::small();
        site.write(place, "own");
        let before = tree(site.root());
        let told = site.build(&[]);
        assert_eq!(told.status, Some(1), "{place}");
        assert!(told.err.contains("reperess"), "{}", told.err);
        assert!(
            told.err.contains(place.trim_end_matches("/x")),
            "{}",
            told.err
        );
        assert_same(&tree(site.root()), &before, place);
    }
}

#[test]
fn folders_in_one_another_are_refused_before_anything_is_read() {
    // A file that cannot be read would be told, were it read.
    let site = Site::new(&[("content/a.md", "---\nfaux\n"), ("site.yaml", "faux: [")]);
    fs::create_dir(site.path("themes")).expect("made");
    fs::create_dir(site.path("content/sub")).expect("made");
    let before = tree(site.root());
    let root = site.root().to_str().expect("UTF-8").to_owned();
    let name = site
        .root()
        .file_name()
        .and_then(|name| name.to_str())
        .expect("UTF-8");
    for output in [
        ".",
        "..",
        "/",
        "content",
        "content/",
        "content/sub",
        "content/new/deep",
        "./content/../content",
        "output/../content/x",
        "nulle-part/../content",
        "themes",
        "themes/default",
        "site.yaml",
        "site.yaml/output",
        &root,
        &format!("{root}/content"),
        &format!("../{name}"),
        &format!("../{name}/content/new"),
    ] {
        for command in ["build", "check"] {
            let told = told(
                reperess()
                    .current_dir(site.root())
                    .args([command, "--output", output]),
            );
            assert_eq!(told.status, Some(1), "{command} {output}");
            assert!(
                told.err.starts_with("erreur[dossiers]"),
                "{output}: {}",
                told.err
            );
            assert_eq!(told.err.lines().count(), 1, "{}", told.err);
        }
    }
    assert_same(&tree(site.root()), &before, "refused outputs");
    for arguments in [
        ["--content", ".", "--output", "output"],
        ["--content", "themes", "--output", "output"],
        ["--content", "themes/x", "--output", "output"],
        ["--content", "output/content", "--output", "output"],
    ] {
        let told = site.build(&arguments);
        assert_eq!(told.status, Some(1), "{arguments:?}");
        assert!(told.err.starts_with("erreur[dossiers]"), "{}", told.err);
    }
    assert_same(&tree(site.root()), &before, "refused contents");
}

#[cfg(unix)]
#[test]
fn folders_in_one_another_are_refused_through_links_too() {
    use std::os::unix::fs::symlink;
    let site = Site::small();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    symlink(site.path("content"), site.path("to-content")).expect("linked");
    symlink("nulle-part/../content/new", site.path("to-nothing")).expect("linked");
    symlink("circle", site.path("circle")).expect("linked");
    symlink(site.root(), elsewhere.path().join("site")).expect("linked");
    symlink("to-content", site.path("to-link")).expect("linked");
    let before = tree(site.root());
    let through = elsewhere.path().join("site");
    for output in [
        "to-content",
        "to-content/images",
        "to-link/x",
        "to-nothing",
        "to-nothing/deep",
        through.to_str().expect("UTF-8"),
        through.join("content").to_str().expect("UTF-8"),
    ] {
        let told = site.build(&["--output", output]);
        assert_eq!(told.status, Some(1), "{output}");
        assert!(
            told.err.starts_with("erreur[dossiers]"),
            "{output}: {}",
            told.err
        );
    }
    let told = site.build(&["--output", "circle/output"]);
    assert_eq!(told.status, Some(1), "{}", told.err);
    assert_same(&tree(site.root()), &before, "refused outputs");
    // The other way: the content is a link to the output.
    let site = Site::new(&[("output/a.md", "---\ntitre: A\n---\n")]);
    symlink("output", site.path("content")).expect("linked");
    assert!(site.build(&[]).err.starts_with("erreur[dossiers]"));
}

#[test]
fn an_output_that_is_no_folder_is_refused() {
    let site = Site::small();
    site.write("file", "own");
    for (output, expected) in [
        ("file", "n’est pas un dossier"),
        ("file/output", "ce n’est pas un dossier"),
        ("/dev/null", "n’est pas un dossier"),
        ("/dev/null/output", "ce n’est pas un dossier"),
    ] {
        let told = site.build(&["--output", output]);
        assert_eq!(told.status, Some(1), "{output}");
        assert!(told.err.contains(expected), "{output}: {}", told.err);
    }
    assert_eq!(fs::read(site.path("file")).expect("read"), b"own");
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::small();
    fs::create_dir(site.path("closed")).expect("made");
    let mode = |mode| {
        fs::set_permissions(site.path("closed"), fs::Permissions::from_mode(mode)).expect("mode");
    };
    mode(0o555);
    if fs::write(site.path("closed/probe"), "").is_ok() {
        eprintln!("skipped: this user may write anywhere");
        return;
    }
    for output in ["closed", "closed/output"] {
        let told = site.build(&["--output", output]);
        assert_eq!(told.status, Some(1), "{output}");
        assert!(told.err.contains("accès refusé"), "{}", told.err);
    }
    mode(0o755);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_may_have_an_odd_name() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::small();
    let expected = site.clean_build();
    for name in [
        &b"bad-\xff\xfe"[..],
        b"new\nline \x1b[31m",
        b"-",
        "été".as_bytes(),
        b"deep/er/still",
        b"./x/../y",
    ] {
        let name = std::ffi::OsStr::from_bytes(name);
        let told = told(
            reperess()
                .current_dir(site.root())
                .arg("build")
                .arg(Path::new("--output").as_os_str())
                .arg(name),
        );
        assert_eq!(told.status, Some(0), "{name:?}: {}", told.err);
        assert_same(&tree(&site.path("").join(name)), &expected, "odd name");
    }
}

#[test]
fn a_hostile_manifest_removes_nothing_outside() {
    let site = Site::small();
    site.write("outside.txt", "own");
    site.write("output/own/file.txt", "own");
    let root = site.root().to_str().expect("UTF-8");
    let list = serde_json::json!({"version": 1, "files": [
        "../outside.txt", "..\\outside.txt", "/etc/hostname", format!("{root}/outside.txt"), "a/../../outside.txt",
        "./../outside.txt", "", "/", ".", "..", "own", "own/", "\u{0}", 12, null, ["x"], "C:\\x", ".reperess-lock"
    ]});
    let clean = site.clean_build();
    for manifest in [
        list.to_string(),
        String::new(),
        "{".into(),
        "[]".into(),
        "null".into(),
        "{\"files\": {}}".into(),
        "[".repeat(100_000),
        "\u{0}\u{ff}".repeat(1000),
    ] {
        site.write("output/.reperess-manifest.json", &manifest);
        let told = site.build(&[]);
        assert_eq!(told.status, Some(0), "{}", told.err);
        assert_eq!(fs::read(site.path("outside.txt")).expect("read"), b"own");
        let mut found = tree(&site.output());
        assert!(found.remove("own/file.txt").is_some() && found.remove("own").is_some());
        assert_same(&found, &clean, manifest.get(..9).unwrap_or(&manifest));
        // The next turn starts without anything of ours.
        fs::remove_dir_all(site.output()).expect("removed");
        site.write("output/own/file.txt", "own");
    }
}

#[cfg(unix)]
#[test]
fn nothing_beyond_a_link_in_the_output_is_touched() {
    use std::os::unix::fs::symlink;
    let site = Site::small();
    for path in [
        "outside/a.txt",
        "outside/n0",
        "outside/journal",
        "outside/un.html",
    ] {
        site.write(path, "own");
    }
    let outside = tree(&site.path("outside"));
    let link = |name: &str| {
        fs::create_dir_all(site.output()).expect("made");
        symlink("../outside", site.output().join(name)).expect("linked");
    };
    // A folder that the manifest says is ours.
    link("old");
    site.write(
        "output/.reperess-manifest.json",
        "{\"version\": 1, \"files\": [\"old/a.txt\"]}",
    );
    site.build_well();
    assert_same(&tree(&site.path("outside")), &outside, "a link to a folder");
    // The folder where pages go, and those where the tool works.
    for name in [
        "fiches",
        ".reperess-staging",
        ".reperess-lock",
        ".reperess-manifest.json",
        "index.html",
    ] {
        fs::remove_dir_all(site.output()).expect("removed");
        link(name);
        let before = tree(site.root());
        let told = site.build(&[]);
        assert_eq!(told.status, Some(1), "{name}");
        assert!(told.err.contains(name), "{}", told.err);
        assert_same(&tree(site.root()), &before, name);
    }
    // What an interrupted build is said to have left.
    fs::remove_dir_all(site.output()).expect("removed");
    link("old");
    site.write(
        "output/.reperess-staging/journal.json",
        "{\"entries\": [[\"old/a.txt\", false], [\"../outside/a.txt\", false], [\"old/un.html\", true]], \"folders\": [\"old\", \"..\"], \"manifest\": false}",
    );
    site.write("output/.reperess-staging/o2", "not ours");
    site.build_well();
    assert_same(&tree(&site.path("outside")), &outside, "a hostile journal");
}

#[test]
fn files_of_others_where_the_tool_works_are_refused() {
    let site = Site::small();
    for path in [
        "output/.reperess-staging/important.txt",
        "output/.reperess-staging/n1/x",
        "output/.reperess-manifest.json/x",
        "output/.reperess-lock/x",
    ] {
        site.write(path, "own");
        let before = tree(site.root());
        let told = site.build(&[]);
        assert_eq!(told.status, Some(1), "{path}");
        assert!(told.err.contains(".reperess-"), "{}", told.err);
        assert_same(&tree(site.root()), &before, path);
        fs::remove_dir_all(site.output()).expect("removed");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_output_stops_nothing() {
    let site = Site::small();
    for name in [".reperess-manifest.json", ".reperess-lock", "index.html"] {
        fs::create_dir_all(site.output()).expect("made");
        let made = std::process::Command::new("mkfifo")
            .arg(site.output().join(name))
            .status();
        if !made.is_ok_and(|status| status.success()) {
            eprintln!("skipped: no mkfifo here");
            return;
        }
        let told = site.build(&[]);
        assert_eq!(told.status, Some(1), "{name}");
        assert!(told.err.contains(name), "{}", told.err);
        fs::remove_dir_all(site.output()).expect("removed");
    }
}

#[cfg(unix)]
#[test]
fn modes_do_not_depend_on_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    for umask in ["000", "022", "077", "777"] {
        let site = Site::small();
        let program = env!("CARGO_BIN_EXE_reperess");
        let status = std::process::Command::new("sh")
            .args([
                "-c",
                &format!("umask {umask}; exec \"$0\" build --quiet"),
                program,
            ])
            .current_dir(site.root())
            .status()
            .expect("sh starts");
        assert!(status.success(), "{umask}");
        for entry in walkdir::WalkDir::new(site.output()) {
            let entry = entry.expect("readable");
            let meta = entry.metadata().expect("readable");
            let expected = if meta.is_dir() { 0o755 } else { 0o644 };
            assert!(meta.is_dir() || meta.is_file(), "{:?}", entry.path());
            assert_eq!(
                meta.permissions().mode() & 0o7777,
                expected,
                "umask {umask}: {:?}",
                entry.path()
            );
        }
    }
}

#[test]
fn two_builds_at_once_leave_one_whole_site() {
    let site = Site::small();
    let clean = site.clean_build();
    let children: Vec<_> = (0..8)
        .map(|_| {
            std::process::Command::new(env!("CARGO_BIN_EXE_reperess"))
                .arg("build")
                .current_dir(site.root())
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .expect("started")
        })
        .collect();
    let mut done = 0;
    for child in children {
        let output = child.wait_with_output().expect("ended");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => done += 1,
            code => {
                assert_eq!(code, Some(1), "{said}");
                assert!(is_busy(&said), "{said}");
            }
        }
    }
    assert!(done > 0, "at least one build is done");
    assert_same(&tree(&site.output()), &clean, "eight builds at once");
}

#[test]
fn a_folder_that_is_being_built_is_left_alone() {
    let site = Site::small();
    site.build_well();
    let lock = fs::File::open(site.output().join(".reperess-lock")).expect("a lock");
    lock.lock().expect("held");
    site.write("content/trois.md", "---\ntitre: Trois\n---\nTexte.\n");
    let before = tree(&site.output());
    let told = site.build(&[]);
    assert_eq!(told.status, Some(1));
    assert!(is_busy(&told.err), "{}", told.err);
    assert_same(&tree(&site.output()), &before, "held by another");
    drop(lock);
    let deadline = Instant::now() + PATIENCE;
    // As above: a program that another test is starting may hold the lock for a moment more.
    while is_busy(&site.build(&[]).err) && Instant::now() < deadline {}
    assert_same(&tree(&site.output()), &site.clean_build(), "given back");
}

#[test]
fn a_killed_build_is_mended_by_the_next() {
    let site = Site::small();
    let sheets = |word: &str, range: std::ops::Range<usize>| {
        let _ = fs::remove_dir_all(site.path("content/lot"));
        for at in range {
            site.write(
                &format!("content/lot/f{at}.md"),
                format!(
                    "---\ntitre: Fiche {at}\n---\n{word} de l’article L2113-{} CCP.\n",
                    at % 9 + 1
                ),
            );
        }
    };
    let mut states = Vec::new();
    for (word, range) in [("Un mot", 0..40), ("Un autre mot", 20..60)] {
        sheets(word, range.clone());
        states.push((word, range, site.clean_build()));
    }
    // From a kill before anything is read to one after all is done, whatever the speed of the machine.
    let started = Instant::now();
    site.build_well();
    let whole = started.elapsed();
    let mut amid = 0;
    for step in 0..24_u32 {
        let (word, range, clean) = &states[step as usize % 2];
        let old = &states[(step as usize + 1) % 2].2;
        sheets(word, range.clone());
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_reperess"))
            .args(["build", "--quiet"])
            .current_dir(site.root())
            .spawn()
            .expect("started");
        if step % 3 == 0 {
            std::thread::sleep(whole * step / 20);
        } else {
            // While it writes, which is short: as soon as there is something aside, or files are about to move.
            let sign =
                [".reperess-staging/n3", ".reperess-staging/journal.json"][step as usize % 3 - 1];
            while !site.output().join(sign).exists() && child.try_wait().expect("a child").is_none()
            {
                std::hint::spin_loop();
            }
        }
        let _ = child.kill();
        child.wait().expect("ended");
        amid += usize::from(site.output().join(".reperess-staging").exists());
        for (path, entry) in published(&site.output()) {
            assert!(
                old.get(&path) == Some(&entry) || clean.get(&path) == Some(&entry),
                "{path} is neither old nor new"
            );
        }
        site.build_well();
        assert_same(&tree(&site.output()), clean, "killed, then built again");
    }
    eprintln!("{amid} builds of 24 were killed while they wrote");
}

#[cfg(unix)]
#[test]
fn a_limit_on_the_size_of_files_is_an_error() {
    let site = Site::small();
    let limited = || {
        let program = env!("CARGO_BIN_EXE_reperess");
        told(
            assert_cmd::Command::new("sh")
                .timeout(PATIENCE)
                .args(["-c", "ulimit -f 8; exec \"$0\" build", program])
                .current_dir(site.root()),
        )
    };
    let first = limited();
    assert_eq!(first.status, Some(1), "{}", first.err);
    assert!(first.err.contains("fichier trop grand"), "{}", first.err);
    assert!(!site.output().exists(), "nothing is left");
    site.build_well();
    let before = tree(&site.output());
    site.write(
        "content/long.md",
        format!(
            "---\ntitre: Long\n---\n{}\n",
            "Un long texte. ".repeat(2000)
        ),
    );
    assert_eq!(limited().status, Some(1));
    assert_same(&tree(&site.output()), &before, "the limit is met");
}

/// A real disk of 1 MB, where the machine lets one be made; taken away in the end.
#[cfg(target_os = "linux")]
struct SmallDisk<'a>(&'a Path);

#[cfg(target_os = "linux")]
impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_that_changes_nothing() {
    let site = Site::small();
    fs::create_dir(site.path("disk")).expect("made");
    let folder = site.path("disk");
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m", "reperess-test"])
        .arg(&folder)
        .stderr(std::process::Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no disk can be mounted here");
        return;
    }
    let _disk = SmallDisk(&folder);
    let mut big = vec![b'x'; 2 << 20];
    site.write("content/images/gros.png", &big);
    site.write(
        "content/gros.md",
        "---\ntitre: Gros\n---\n![Une image](images/gros.png)\n",
    );
    let told = site.build(&["--output", "disk/output"]);
    assert_eq!(told.status, Some(1), "{}", told.err);
    assert!(told.err.contains("le disque est plein"), "{}", told.err);
    assert_eq!(tree(&folder), BTreeMap::new(), "nothing is left");
    big.truncate(10);
    site.write("content/images/gros.png", &big);
    let told = site.build(&["--output", "disk/output"]);
    assert_eq!(told.status, Some(0), "{}", told.err);
    let before = tree(&folder);
    site.write("content/images/gros.png", vec![b'x'; 2 << 20]);
    let told = site.build(&["--output", "disk/output"]);
    assert_eq!(told.status, Some(1), "{}", told.err);
    assert_same(&tree(&folder), &before, "the disk is full");
}
