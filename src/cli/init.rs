//! `init`: a small complete site in a new folder.
//!
//! The files are those of `premier-site/`, inside the program. They are written aside and put in place at the end, so that
//! a full disk or a killed run leaves no half of a site.

use super::arguments::{Host, InitOptions};
use super::{fail, new, print};
use crate::reader::french_error;
use crate::schema::{self, Subject};
use crate::writer::files::{Disk, Files};
use include_dir::{Dir, include_dir};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The site, and for each host what publishes it.
static FIRST_SITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/premier-site");

/// What may already be in the folder: a repository that was just cloned is as good as empty.
const ALLOWED: [&str; 1] = [".git"];

/// Makes the site. Gives the exit status.
pub fn init(options: &InitOptions) -> u8 {
    // Without a slash at its end, a link is seen as what it is.
    let folder: PathBuf = options.folder.components().collect();
    let files = files(options.host);
    match write(&folder, &files, &Disk) {
        Ok(()) => print(&told(&folder, files.len(), options.host)),
        Err(message) => {
            fail("erreur[init]", &message);
            1
        }
    }
}

/// The files of the site, by path.
fn files(host: Option<Host>) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    add(&FIRST_SITE, "site", &mut files);
    match host {
        Some(Host::Github) => add(&FIRST_SITE, "github", &mut files),
        Some(Host::Gitlab) => add(&FIRST_SITE, "gitlab", &mut files),
        None => {}
    }
    for (name, text) in new::archetypes() {
        files.insert(format!("archetypes/{name}.md"), text.into());
    }
    for subject in Subject::ALL {
        let path = format!(".vscode/reperess/{}.json", subject.name());
        files.insert(path, schema::print(&schema::of(subject)).into());
    }
    files
}

/// Adds the files under the folder `from` of `dir`.
fn add(dir: &Dir, from: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let mut folders: Vec<&Dir> = dir.get_dir(from).into_iter().collect();
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let inside = path.strip_prefix(from).unwrap_or(&path);
            files.insert(
                inside.trim_start_matches('/').to_owned(),
                file.contents().to_owned(),
            );
        }
    }
}

/// Writes `files` in `folder`, which is new or empty. On an error, everything is as it was.
fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>, disk: &dyn Files) -> Result<(), String> {
    let is_new = check(folder)?;
    let mut made = Made {
        paths: Vec::new(),
        disk,
    };
    let done = if is_new {
        in_a_new_folder(folder, files, &mut made)
    } else {
        in_an_empty_folder(folder, files, &mut made)
    };
    done.map_err(|(path, error)| {
        made.undo();
        format!(
            "impossible d’écrire «\u{a0}{}\u{a0}»\u{a0}: {}. Rien n’a été créé",
            path.display(),
            french_error(&error)
        )
    })
}

/// Whether `folder` is still to be made.
fn check(folder: &Path) -> Result<bool, String> {
    let shown = folder.display();
    let elsewhere = "donnez le nom d’un nouveau dossier, ou d’un dossier vide";
    let meta = match fs::symlink_metadata(folder) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match folder.file_name() {
                Some(_) => Ok(true),
                None => Err(format!(
                    "«\u{a0}{shown}\u{a0}» n’existe pas\u{a0}: {elsewhere}"
                )),
            };
        }
        Err(error) => {
            return Err(format!(
                "«\u{a0}{shown}\u{a0}»\u{a0}: {}. Rien n’a été créé",
                french_error(&error)
            ));
        }
    };
    if meta.is_symlink() {
        return Err(format!(
            "«\u{a0}{shown}\u{a0}» est un lien\u{a0}: {elsewhere}"
        ));
    }
    if !meta.is_dir() {
        return Err(format!(
            "«\u{a0}{shown}\u{a0}» est un fichier\u{a0}: {elsewhere}"
        ));
    }
    let entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(|error| format!("«\u{a0}{shown}\u{a0}»\u{a0}: {}", french_error(&error)))?;
    let other = entries
        .iter()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !ALLOWED.contains(&name.as_str()))
        .min();
    match other {
        Some(name) => Err(format!(
            "le dossier «\u{a0}{shown}\u{a0}» n’est pas vide\u{a0}: il contient «\u{a0}{name}\u{a0}». Rien n’a été changé\u{202f}; {elsewhere}"
        )),
        None => Ok(false),
    }
}

/// What was put on the disk, in order.
struct Made<'a> {
    paths: Vec<(PathBuf, bool)>,
    disk: &'a dyn Files,
}

/// The path that could not be made, and why.
type Fault = (PathBuf, io::Error);

impl Made<'_> {
    fn folder(&mut self, path: &Path) -> Result<(), Fault> {
        self.disk
            .create_dir(path)
            .map_err(|error| (path.to_owned(), error))?;
        self.paths.push((path.to_owned(), true));
        Ok(())
    }

    /// The missing folders down to `path`.
    fn folders(&mut self, path: &Path) -> Result<(), Fault> {
        let missing: Vec<&Path> = path
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
            .collect();
        missing
            .into_iter()
            .rev()
            .try_for_each(|path| self.folder(path))
    }

    fn files(&mut self, root: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Fault> {
        for (path, bytes) in files {
            let path = root.join(path);
            if let Some(parent) = path.parent() {
                self.folders(parent)?;
            }
            // Noted first: a full disk may leave the beginning of it.
            self.paths.push((path.clone(), false));
            self.disk
                .write(&path, bytes)
                .map_err(|error| (path, error))?;
        }
        Ok(())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> Result<(), Fault> {
        self.disk
            .rename(from, to)
            .map_err(|error| (to.to_owned(), error))
    }

    fn undo(&mut self) {
        for (path, is_folder) in self.paths.drain(..).rev() {
            // What is no longer there, or holds what is not ours, stays as it is.
            let _ = if is_folder {
                self.disk.remove_dir(&path)
            } else {
                self.disk.remove_file(&path)
            };
        }
    }
}

/// The whole folder is made under another name, then named.
fn in_a_new_folder(
    folder: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    made: &mut Made,
) -> Result<(), Fault> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let aside = folder.with_file_name(format!(".{name}.reperess-{}", std::process::id()));
    if let Some(parent) = folder.parent() {
        made.folders(parent)?;
    }
    made.folder(&aside)?;
    made.files(&aside, files)?;
    made.rename(&aside, folder)
}

/// A folder in use, perhaps the current one, cannot be replaced: what it is to hold is made inside it, then moved up.
fn in_an_empty_folder(
    folder: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    made: &mut Made,
) -> Result<(), Fault> {
    let aside = folder.join(format!(".reperess-init-{}", std::process::id()));
    made.folder(&aside)?;
    made.files(&aside, files)?;
    let names: BTreeSet<&str> = files
        .keys()
        .filter_map(|path| path.split('/').next())
        .collect();
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    for name in names {
        let (from, to) = (aside.join(name), folder.join(name));
        let free = match fs::symlink_metadata(&to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err((to.clone(), error)),
            Ok(_) => Err((to.clone(), io::ErrorKind::AlreadyExists.into())),
        };
        if let Err(fault) = free.and_then(|()| made.rename(&from, &to)) {
            for (from, to) in moved.iter().rev() {
                let _ = made.rename(to, from);
            }
            return Err(fault);
        }
        moved.push((from, to));
    }
    // The site is whole: an empty folder left beside it is no reason to undo it.
    let _ = made.disk.remove_dir(&aside);
    Ok(())
}

/// What was made, and what to do next.
fn told(folder: &Path, count: usize, host: Option<Host>) -> String {
    let shown = super::shown(&folder.display().to_string());
    let (site, place) = if folder == Path::new(".") {
        (String::new(), "le dossier courant".to_owned())
    } else {
        (
            format!(" --site {}", super::quoted(&shown)),
            format!("«\u{a0}{shown}\u{a0}»"),
        )
    };
    let mut out = format!(
        "Site créé dans {place}\u{a0}: {count} fichiers.\n\n\
         Le voir              reperess serve{site}\n\
         Écrire une fiche     reperess nouveau \"Titre de la fiche\"{site}\n\
         Le vérifier          reperess check{site}\n\n\
         README.md dit le reste.\n"
    );
    let workflow = match host {
        Some(Host::Github) => ".github/workflows/publier.yml",
        Some(Host::Gitlab) => ".gitlab-ci.yml",
        None => return out,
    };
    out.push_str(&format!(
        "Avant de publier, lisez les premières lignes de {workflow}\u{a0}: une variable est à définir.\n"
    ));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A disk that refuses its nth change.
    struct Failing {
        left: AtomicUsize,
    }

    impl Failing {
        fn step(&self) -> io::Result<()> {
            let spent = self
                .left
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                    left.checked_sub(1)
                });
            match spent {
                Ok(1) => Err(io::ErrorKind::StorageFull.into()),
                _ => Ok(()),
            }
        }
    }

    impl Files for Failing {
        fn create_dir(&self, path: &Path) -> io::Result<()> {
            self.step().and_then(|()| Disk.create_dir(path))
        }
        fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            // A full disk keeps the beginning.
            let half = self.step();
            let kept = if half.is_err() {
                &bytes[..bytes.len() / 2]
            } else {
                bytes
            };
            Disk.write(path, kept).and(half)
        }
        fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
            Disk.copy(from, to)
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.step().and_then(|()| Disk.rename(from, to))
        }
        fn keep(&self, from: &Path, to: &Path) -> io::Result<()> {
            Disk.keep(from, to)
        }
        fn remove_file(&self, path: &Path) -> io::Result<()> {
            Disk.remove_file(path)
        }
        fn remove_dir(&self, path: &Path) -> io::Result<()> {
            Disk.remove_dir(path)
        }
        fn sync(&self, path: &Path) -> io::Result<()> {
            Disk.sync(path)
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("readable")
            .map(|entry| {
                let entry = entry.expect("readable");
                entry.file_name().to_string_lossy().into_owned()
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_disk_that_fails_at_any_step_is_left_as_it_was() {
        let files = files(Some(Host::Github));
        for (target, before) in [("a/site", vec![]), ("vide", vec!["vide".to_owned()])] {
            for step in 1.. {
                let root = tempfile::tempdir().expect("a folder");
                if !before.is_empty() {
                    fs::create_dir(root.path().join("vide")).expect("a folder");
                }
                let disk = Failing {
                    left: AtomicUsize::new(step),
                };
                let done = write(&root.path().join(target), &files, &disk);
                if done.is_ok() {
                    assert!(step > files.len(), "every change was tried");
                    break;
                }
                assert_eq!(names(root.path()), before, "{target}, step {step}");
                if !before.is_empty() {
                    assert!(names(&root.path().join("vide")).is_empty(), "step {step}");
                }
            }
        }
    }
}
