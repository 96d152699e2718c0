//! A site in a folder of its own, the program run on it, and what folders hold.

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// As much of an image as its header: 8 pixels by 8.
pub const IMAGE: &str = "GIF89a\u{8}\0\u{8}\0\0\0\0";

/// No run lasts that long, even on a machine that does ten other things: a test that waits for ever says nothing.
pub const PATIENCE: Duration = Duration::from_mins(2);

/// The program.
pub fn reperess() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reperess"));
    command
        .timeout(PATIENCE)
        .env_remove("NO_COLOR")
        .env_remove("RAYON_NUM_THREADS");
    command
}

/// What a run said.
#[derive(Debug)]
pub struct Told {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs to the end. Whatever happens, the program speaks for itself: no panic, no words of Rust, nothing for the terminal
/// to act on, nothing endless.
pub fn told(command: &mut Command) -> Told {
    let output = command.output().expect("the program starts");
    let told = Told {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    };
    assert!(told.status.is_some(), "ended by a signal: {told:?}");
    for word in ["panicked", "RUST_BACKTRACE", "unwrap()", "Os {", "os error"] {
        assert!(!told.err.contains(word), "{}", told.err);
    }
    let hidden = |c: char| c.is_control() && c != '\n';
    assert!(!told.err.contains(hidden), "{:?}", told.err);
    assert!(
        told.err.len() <= 200_000,
        "{} bytes of messages",
        told.err.len()
    );
    told
}

/// A folder that goes away with the test.
pub struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    /// A site of these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let site = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    /// A site of two sheets, a page, an image and a source, without fault.
    pub fn small() -> Self {
        Self::new(&[
            (
                "site.yaml",
                "titre: Essai\nurl: https://example.org/guide/\n",
            ),
            (
                "content/un.md",
                "---\ntitre: Un\nnumero: 1\nthemes: [Achats]\n---\n\nVoir l’article L2113-15 du code de la commande publique [@loi] et [[deux]].\n\n![Un plan](images/plan.png)\n",
            ),
            (
                "content/fiches/deux.md",
                "---\ntitre: Deux\nnumero: 2\n---\n\nLes articles R. 2152-6 à R. 2152-8 du code de la commande publique, puis [[un]].\n",
            ),
            (
                "content/a-propos.md",
                "---\ntitre: À propos\ntype: page\n---\n\nUn guide.\n",
            ),
            (
                "content/sources.yaml",
                "- id: loi\n  type: report\n  title: Un rapport\n  date: 2024\n",
            ),
            ("content/images/plan.png", IMAGE),
            ("content/images/inutile.png", "nobody shows this"),
        ])
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn output(&self) -> PathBuf {
        self.path("output")
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders are made");
        fs::write(path, text).expect("a file is written");
    }

    /// `build` with `arguments`, from the root of the site.
    pub fn build(&self, arguments: &[&str]) -> Told {
        told(
            reperess()
                .current_dir(self.root())
                .arg("build")
                .args(arguments),
        )
    }

    /// Builds a site that has no fault.
    #[track_caller]
    pub fn build_well(&self) -> Told {
        let told = self.build(&[]);
        assert_eq!(told.status, Some(0), "{}", told.err);
        told
    }

    /// What a first build of the same site gives, elsewhere.
    pub fn clean_build(&self) -> BTreeMap<String, Entry> {
        let elsewhere = tempfile::tempdir().expect("a temporary folder");
        let output = elsewhere.path().join("clean");
        let output_text = output.to_str().expect("UTF-8");
        let told = self.build(&["--output", output_text]);
        assert_eq!(told.status, Some(0), "{}", told.err);
        tree(&output)
    }
}

/// What is at a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    Folder,
    Link(PathBuf),
    File(Vec<u8>),
    Other,
}

/// Everything under a folder, dot names included, links not followed.
pub fn tree(folder: &Path) -> BTreeMap<String, Entry> {
    walkdir::WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .map(|entry| {
            let entry = entry.expect("readable");
            let kind = entry.file_type();
            let what = if kind.is_dir() {
                Entry::Folder
            } else if kind.is_symlink() {
                Entry::Link(fs::read_link(entry.path()).expect("a link"))
            } else if kind.is_file() {
                Entry::File(fs::read(entry.path()).expect("readable"))
            } else {
                Entry::Other
            };
            (name(entry.path(), folder), what)
        })
        .collect()
}

/// When each file under a folder was last changed.
pub fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("readable"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let meta = entry.metadata().expect("readable");
            (name(entry.path(), folder), meta.modified().expect("a time"))
        })
        .collect()
}

fn name(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder)
        .expect("inside")
        .to_string_lossy()
        .replace('\\', "/")
}

/// Compares trees by name first: a whole page in a failure helps nobody.
#[track_caller]
pub fn assert_same(found: &BTreeMap<String, Entry>, expected: &BTreeMap<String, Entry>, why: &str) {
    let names = |tree: &BTreeMap<String, Entry>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(expected), "{why}");
    for (name, entry) in expected {
        assert!(found[name] == *entry, "{why}: {name} differs");
    }
}
