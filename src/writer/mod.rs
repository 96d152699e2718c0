//! Pages to disk, all or nothing.
//!
//! Steps: lock the folder; mend what an interrupted build left; compare each page with what is there; write the changed
//! ones aside; note what is about to happen and sync once; remove what is no longer published, rename the new files into
//! place, each old one kept aside until the end; list what was written. A step that fails is undone, and so is, by the
//! next build, one that was killed.

pub mod files;
mod folders;

pub use folders::{check_folders, resolved};

use crate::page::{Body, Page};
use crate::reader::french_error;
use files::Files;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Lists what the tool wrote; only these files are ever replaced or removed.
const MANIFEST: &str = ".reperess-manifest.json";
/// Held while a build writes.
const LOCK: &str = ".reperess-lock";
/// Where changed files wait; gone after each build.
const STAGING: &str = ".reperess-staging";
/// Says what a commit is about to do; its presence means that files may have moved.
const JOURNAL: &str = "journal.json";

/// What writing did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// Files made or replaced.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files removed.
    pub removed: usize,
}

/// Why nothing was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WriteError {
    /// Sentences in French, one a fault.
    pub messages: Vec<String>,
}

impl WriteError {
    fn new(message: impl Into<String>) -> Self {
        Self {
            messages: vec![message.into()],
        }
    }

    fn of(path: &Path, error: &io::Error) -> Self {
        Self::new(format!(
            "impossible d’écrire «\u{a0}{}\u{a0}»\u{a0}: {}",
            path.display(),
            french_error(error)
        ))
    }
}

/// Publishes `pages` in `output`. On an error, the folder is as it was.
///
/// # Errors
/// Another build holds the folder; a page would land on a file that the tool did not write; the disk refuses.
pub fn publish(pages: &[Page], output: &Path, files: &dyn Files) -> Result<Written, WriteError> {
    let made = make_folders(output, files).map_err(|error| WriteError::of(output, &error))?;
    let result = locked(output).and_then(|lock| {
        let result = publish_locked(pages, output, files);
        if result.is_err() && lock.is_new {
            // Leave nothing. The lock is still held, so it is nobody else's.
            let _ = fs::remove_file(output.join(LOCK));
        }
        drop(lock);
        result
    });
    if result.is_err() {
        // Folders made for this build alone; one that holds something stays.
        for folder in made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
    result
}

/// Held while a build writes.
struct Lock {
    _held: fs::File,
    /// Whether this build made the file.
    is_new: bool,
}

/// How often a lock that vanished while it was taken is taken again.
const LOCK_TRIES: usize = 20;

fn locked(output: &Path) -> Result<Lock, WriteError> {
    let path = output.join(LOCK);
    for _ in 0..LOCK_TRIES {
        let existing = fs::symlink_metadata(&path);
        if existing.as_ref().is_ok_and(|meta| !meta.is_file()) {
            return Err(WriteError::new(format!(
                "«\u{a0}{}\u{a0}» n’est pas un fichier\u{a0}: supprimez-le",
                path.display()
            )));
        }
        let is_new = existing.is_err();
        let file = fs::File::options()
            .create(true)
            .append(true)
            .open(&path)
            .and_then(|file| {
                if is_new {
                    files::set_mode(&path, 0o644)?;
                }
                Ok(file)
            });
        let file = match file {
            Ok(file) => file,
            // Another build gave the folder up meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound && output.is_dir() => continue,
            Err(error) => return Err(WriteError::of(&path, &error)),
        };
        match file.try_lock() {
            Ok(()) if files::is_at(&file, &path) => {
                return Ok(Lock {
                    _held: file,
                    is_new,
                });
            }
            // A build that failed took its file away between the two steps: what is held here protects nothing.
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => break,
            Err(fs::TryLockError::Error(error)) => return Err(WriteError::of(&path, &error)),
        }
    }
    Err(WriteError::new(
        "une autre construction est en cours dans ce dossier",
    ))
}

/// What is to be done, told before it is done.
struct Plan<'a> {
    /// Pages to write: their index, path, and whether a file of ours is replaced.
    changed: Vec<(&'a Page, bool)>,
    unchanged: usize,
    /// Files to remove.
    removed: Vec<String>,
    manifest: String,
    manifest_changed: bool,
    had_manifest: bool,
}

fn publish_locked(pages: &[Page], output: &Path, files: &dyn Files) -> Result<Written, WriteError> {
    check_staging(output)?;
    mend(output, files).map_err(|error| WriteError::of(&output.join(STAGING), &error))?;
    let plan = plan(pages, output)?;
    if plan.changed.is_empty() && plan.removed.is_empty() && !plan.manifest_changed {
        return Ok(Written {
            unchanged: plan.unchanged,
            ..Written::default()
        });
    }
    let staging = output.join(STAGING);
    let result =
        stage(&plan, &staging, files).and_then(|()| commit(&plan, output, &staging, files));
    if let Err(error) = result {
        mend(output, files).map_err(|failure| {
            let mut messages = error.messages.clone();
            messages.push(format!(
                "l’état précédent n’a pas pu être rétabli entièrement ({})\u{a0}: la prochaine construction le fera",
                french_error(&failure)
            ));
            WriteError { messages }
        })?;
        return Err(error);
    }
    // From here on the new site is whole; what cannot be tidied now is tidied by the next build.
    let _ = files
        .remove_file(&staging.join(JOURNAL))
        .and_then(|()| remove_tree(&staging, files));
    Ok(Written {
        written: plan.changed.len(),
        unchanged: plan.unchanged,
        removed: plan.removed.len(),
    })
}

/// Compares every page with what is on the disk.
fn plan<'a>(pages: &'a [Page], output: &Path) -> Result<Plan<'a>, WriteError> {
    let old_manifest = read_manifest(output)?;
    let owned = old_manifest
        .as_deref()
        .map(parse_manifest)
        .unwrap_or_default();
    let mut messages = Vec::new();
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for page in pages {
        if !is_safe(&page.path) {
            messages.push(format!(
                "le chemin «\u{a0}{}\u{a0}» ne peut pas être publié",
                page.path.escape_default()
            ));
        }
        if let Some(other) = names.insert(page.path.to_lowercase(), &page.path) {
            messages.push(format!("deux pages veulent le même chemin\u{a0}: «\u{a0}{other}\u{a0}» et «\u{a0}{}\u{a0}»", page.path));
        }
    }
    let published: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    // The links of the output are never followed: what lies beyond one is not ours, whatever the list says.
    let removed: BTreeSet<String> = owned
        .iter()
        .filter(|path| !published.contains(path.as_str()))
        .filter(|path| {
            let path = output.join(path);
            fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file())
                && through_real_folders(&path, output).is_ok()
        })
        .cloned()
        .collect();
    let folders = folders(pages, output);
    let states: Vec<Result<State, String>> = pages
        .par_iter()
        .map(|page| match &folders[parent(&page.path)] {
            Folder::Taken(message) if !makes_way(&page.path, &removed) => Err(message.clone()),
            // Nothing can be in it: a first build asks the disk once a folder.
            Folder::Absent => Ok(State::Absent),
            _ => state(page, output, &owned, &removed),
        })
        .collect();
    let mut changed = Vec::new();
    let mut unchanged = 0;
    for (page, state) in pages.iter().zip(states) {
        match state {
            Ok(State::Same) => unchanged += 1,
            Ok(State::Absent) => changed.push((page, false)),
            Ok(State::Different) => changed.push((page, true)),
            Err(message) => messages.push(message),
        }
    }
    if !messages.is_empty() {
        messages.truncate(50);
        return Err(WriteError { messages });
    }
    let manifest = manifest(&published);
    let manifest_changed = old_manifest.as_deref() != Some(manifest.as_bytes());
    Ok(Plan {
        changed,
        unchanged,
        removed: removed.into_iter().collect(),
        manifest,
        manifest_changed,
        had_manifest: old_manifest.is_some(),
    })
}

enum State {
    Absent,
    Same,
    Different,
}

/// What stands where a folder of the output is to be.
enum Folder {
    Absent,
    Real,
    /// Something else, as a message.
    Taken(String),
}

/// Every folder of `pages`, looked at once for all its files.
fn folders<'a>(pages: &'a [Page], output: &Path) -> HashMap<&'a str, Folder> {
    let mut names: Vec<&str> = pages.iter().map(|page| parent(&page.path)).collect();
    // Pages of one folder mostly follow one another.
    names.dedup();
    let names: BTreeSet<&str> = names.into_iter().collect();
    let looked_at = names.into_iter().map(|name| {
        let path = output.join(name);
        let folder = match through_real_folders(&path.join("x"), output) {
            Err(message) => Folder::Taken(message),
            Ok(())
                if fs::symlink_metadata(&path)
                    .is_err_and(|error| error.kind() == io::ErrorKind::NotFound) =>
            {
                Folder::Absent
            }
            Ok(()) => Folder::Real,
        };
        (name, folder)
    });
    looked_at.collect()
}

/// The folder of a path, empty for the output itself.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a file of ours, about to be removed, stands where `path` wants a folder.
fn makes_way(path: &str, removed: &BTreeSet<String>) -> bool {
    path.match_indices('/')
        .any(|(at, _)| removed.contains(&path[..at]))
}

fn state(
    page: &Page,
    output: &Path,
    owned: &BTreeSet<String>,
    removed: &BTreeSet<String>,
) -> Result<State, String> {
    let path = output.join(&page.path);
    if makes_way(&page.path, removed) {
        return Ok(State::Absent);
    }
    let Ok(meta) = fs::symlink_metadata(&path) else {
        return Ok(State::Absent);
    };
    if meta.is_dir() && holds_only(&path, &page.path, removed) {
        return Ok(State::Absent);
    }
    if !meta.is_file() || !owned.contains(&page.path) {
        return Err(format!(
            "«\u{a0}{}\u{a0}» existe déjà et n’a pas été écrit par reperess\u{a0}: déplacez-le, ou choisissez un autre dossier de sortie",
            path.display()
        ));
    }
    let same = match &page.body {
        Body::Bytes(bytes) => {
            meta.len() == bytes.len() as u64
                && fs::read(&path).is_ok_and(|old| old[..] == bytes[..])
        }
        Body::Copy { origin, size } => meta.len() == *size && same_bytes(&path, origin),
    };
    Ok(if same { State::Same } else { State::Different })
}

/// Whether a folder holds nothing but files that are about to be removed, at any depth: a page may then take its name.
fn holds_only(folder: &Path, path: &str, removed: &BTreeSet<String>) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    let mut any = false;
    for entry in entries {
        any = true;
        let Ok(entry) = entry else { return false };
        let Some(name) = entry
            .file_name()
            .to_str()
            .map(|name| format!("{path}/{name}"))
        else {
            return false;
        };
        let fits = match entry.file_type() {
            Ok(kind) if kind.is_dir() => holds_only(&entry.path(), &name, removed),
            Ok(_) => removed.contains(&name),
            Err(_) => false,
        };
        if !fits {
            return false;
        }
    }
    any
}

fn same_bytes(a: &Path, b: &Path) -> bool {
    let (Ok(mut a), Ok(mut b)) = (fs::File::open(a), fs::File::open(b)) else {
        return false;
    };
    let (mut x, mut y) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let Ok(read) = a.read(&mut x) else {
            return false;
        };
        if read == 0 {
            return b.read(&mut y).is_ok_and(|rest| rest == 0);
        }
        if b.read_exact(&mut y[..read]).is_err() || x[..read] != y[..read] {
            return false;
        }
    }
}

/// Refuses a path that goes through a link or a file where a folder should be: it would write elsewhere.
fn through_real_folders(path: &Path, output: &Path) -> Result<(), String> {
    let mut folder = path.parent();
    while let Some(here) = folder.filter(|here| *here != output && here.starts_with(output)) {
        if fs::symlink_metadata(here).is_ok_and(|meta| !meta.is_dir()) {
            return Err(format!(
                "«\u{a0}{}\u{a0}» n’est pas un dossier écrit par reperess\u{a0}: déplacez-le",
                here.display()
            ));
        }
        folder = here.parent();
    }
    Ok(())
}

/// Whether a path stays in the output, on any system, and is none of the tool's own.
fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && path.len() < 400
        && path.split('/').all(|name| {
            !name.is_empty() && !name.starts_with('.') && !name.contains(['\\', ':', '\0'])
        })
}

fn manifest(paths: &BTreeSet<&str>) -> String {
    let mut out = String::from("{\n\"version\": 1,\n\"files\": [\n");
    for (at, path) in paths.iter().enumerate() {
        let comma = if at + 1 < paths.len() { "," } else { "" };
        out.push_str(&format!("{}{comma}\n", serde_json::Value::from(*path)));
    }
    out.push_str("]\n}\n");
    out
}

/// The list of what was written. None when there is none; a pipe or a link in its place is refused before it is opened.
fn read_manifest(output: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    let path = output.join(MANIFEST);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Ok(meta) if meta.is_file() => fs::read(&path)
            .map(Some)
            .map_err(|error| WriteError::of(&path, &error)),
        Err(error) => Err(WriteError::of(&path, &error)),
        Ok(_) => Err(WriteError::new(format!(
            "«\u{a0}{}\u{a0}» n’est pas un fichier\u{a0}: supprimez-le",
            path.display()
        ))),
    }
}

/// The paths of a manifest; those that would leave the folder are left out, and so is all of one that is damaged.
fn parse_manifest(bytes: &[u8]) -> BTreeSet<String> {
    let parsed: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
    let files = parsed
        .get("files")
        .and_then(|files| files.as_array())
        .cloned()
        .unwrap_or_default();
    files
        .iter()
        .filter_map(|file| file.as_str())
        .filter(|path| is_safe(path))
        .map(str::to_owned)
        .collect()
}

/// Makes `folder` and its parents; gives those that did not exist, outermost first.
fn make_folders(folder: &Path, files: &dyn Files) -> io::Result<Vec<PathBuf>> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
        .collect();
    let mut made = Vec::new();
    for path in missing.into_iter().rev() {
        match files.create_dir(path) {
            Ok(()) => made.push(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                for path in made.iter().rev() {
                    let _ = fs::remove_dir(path);
                }
                return Err(error);
            }
        }
    }
    Ok(made)
}

fn new_file(staging: &Path, at: usize) -> PathBuf {
    staging.join(format!("n{at}"))
}

fn old_file(staging: &Path, at: usize) -> PathBuf {
    staging.join(format!("o{at}"))
}

/// Writes every changed page aside, in parallel.
fn stage(plan: &Plan, staging: &Path, files: &dyn Files) -> Result<(), WriteError> {
    files
        .create_dir(staging)
        .map_err(|error| WriteError::of(staging, &error))?;
    plan.changed
        .par_iter()
        .enumerate()
        .try_for_each(|(at, (page, _))| {
            let to = new_file(staging, at);
            let result = match &page.body {
                Body::Bytes(bytes) => files.write(&to, bytes),
                Body::Copy { origin, .. } => files.copy(origin, &to),
            };
            result.map_err(|error| WriteError::of(Path::new(&page.path), &error))
        })?;
    let manifest = staging.join("manifest");
    files
        .write(&manifest, plan.manifest.as_bytes())
        .map_err(|error| WriteError::of(&manifest, &error))
}

/// Puts the staged files in place.
fn commit(plan: &Plan, output: &Path, staging: &Path, files: &dyn Files) -> Result<(), WriteError> {
    let at_fault = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| WriteError::of(&path, &error)
    };
    // Old files get a second name, so that every one can come back.
    for (at, (page, replaces)) in plan.changed.iter().enumerate() {
        if *replaces {
            let path = output.join(&page.path);
            files
                .keep(&path, &old_file(staging, at))
                .map_err(at_fault(&path))?;
        }
    }
    for (at, path) in plan.removed.iter().enumerate() {
        let path = output.join(path);
        files
            .keep(&path, &old_file(staging, plan.changed.len() + at))
            .map_err(at_fault(&path))?;
    }
    if plan.had_manifest {
        let path = output.join(MANIFEST);
        files
            .keep(&path, &staging.join("old-manifest"))
            .map_err(at_fault(&path))?;
    }
    let journal = staging.join(JOURNAL);
    let waiting = staging.join("journal");
    files
        .write(&waiting, journal_text(plan, output).as_bytes())
        .map_err(at_fault(&journal))?;
    files.sync(&waiting).map_err(at_fault(&journal))?;
    files
        .rename(&waiting, &journal)
        .map_err(at_fault(&journal))?;

    // What goes away goes first: its name may be wanted for a folder, or the name of its folder for a file.
    for path in &plan.removed {
        let path = output.join(path);
        files.remove_file(&path).map_err(at_fault(&path))?;
    }
    remove_empty_folders(&plan.removed, output, files)?;
    let mut folders: Vec<&str> = plan
        .changed
        .iter()
        .map(|(page, _)| parent(&page.path))
        .collect();
    folders.dedup();
    let folders: BTreeSet<&str> = folders.into_iter().collect();
    for folder in folders {
        let folder = output.join(folder);
        make_folders(&folder, files).map_err(at_fault(&folder))?;
    }
    for (at, (page, _)) in plan.changed.iter().enumerate() {
        let path = output.join(&page.path);
        files
            .rename(&new_file(staging, at), &path)
            .map_err(at_fault(&path))?;
    }
    let path = output.join(MANIFEST);
    files
        .rename(&staging.join("manifest"), &path)
        .map_err(at_fault(&path))
}

/// What a commit does, for the build that finds it unfinished: for each file its path and whether an old one is kept, and
/// the folders that it makes.
fn journal_text(plan: &Plan, output: &Path) -> String {
    let changed = plan
        .changed
        .iter()
        .map(|(page, replaces)| (page.path.as_str(), *replaces));
    let removed = plan.removed.iter().map(|path| (path.as_str(), true));
    let entries: Vec<serde_json::Value> = changed
        .chain(removed)
        .map(|(path, kept)| serde_json::json!([path, kept]))
        .collect();
    let folders: BTreeSet<&str> = plan
        .changed
        .iter()
        .flat_map(|(page, _)| page.path.match_indices('/').map(|(at, _)| &page.path[..at]))
        .filter(|folder| !output.join(folder).is_dir())
        .collect();
    serde_json::json!({ "entries": entries, "folders": folders, "manifest": plan.had_manifest })
        .to_string()
}

/// Refuses a staging folder that is not ours: everything in it would be removed.
fn check_staging(output: &Path) -> Result<(), WriteError> {
    let staging = output.join(STAGING);
    let foreign = match fs::symlink_metadata(&staging) {
        Err(_) => return Ok(()),
        Ok(meta) if !meta.is_dir() => Some(staging),
        Ok(_) => fs::read_dir(&staging)
            .map_err(|error| WriteError::of(&staging, &error))?
            .filter_map(Result::ok)
            .find(|entry| !is_staged(entry))
            .map(|entry| entry.path()),
    };
    match foreign {
        None => Ok(()),
        Some(path) => Err(WriteError::new(format!(
            "«\u{a0}{}\u{a0}» n’a pas été écrit par reperess, qui a besoin de cette place\u{a0}: déplacez-le",
            path.display()
        ))),
    }
}

/// Whether an entry of the staging folder is one that a build puts there.
fn is_staged(entry: &fs::DirEntry) -> bool {
    let name = entry.file_name();
    let name = name.to_string_lossy();
    let numbered = name
        .strip_prefix(['n', 'o'])
        .is_some_and(|number| number.parse::<u32>().is_ok());
    let known =
        numbered || ["manifest", "old-manifest", "journal", JOURNAL].contains(&name.as_ref());
    known && entry.file_type().is_ok_and(|kind| kind.is_file())
}

/// Brings back what a commit moved, whether it was interrupted or failed, and removes its staging folder. Old files come
/// back whole: they were on the disk before the commit began. What was not yet noted in a journal moved nothing. Each
/// step may be done twice, since this too may be interrupted.
fn mend(output: &Path, files: &dyn Files) -> io::Result<()> {
    let staging = output.join(STAGING);
    if fs::symlink_metadata(&staging).is_err() {
        return Ok(());
    }
    if let Ok(journal) = fs::read(staging.join(JOURNAL)) {
        let journal: serde_json::Value = serde_json::from_slice(&journal).unwrap_or_default();
        let entries = journal
            .get("entries")
            .and_then(|entries| entries.as_array())
            .cloned()
            .unwrap_or_default();
        let entries: Vec<(usize, PathBuf, bool)> = entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| {
                let path = entry[0].as_str().filter(|path| is_safe(path))?;
                Some((at, output.join(path), entry[1].as_bool()?))
            })
            .collect();
        for (at, path, kept) in &entries {
            // A new file that was already in place.
            if !kept
                && fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file())
                && through_real_folders(path, output).is_ok()
                && !new_file(&staging, *at).exists()
            {
                files.remove_file(path)?;
            }
        }
        let folders = journal
            .get("folders")
            .and_then(|folders| folders.as_array())
            .into_iter()
            .flatten()
            .filter_map(|folder| folder.as_str().filter(|path| is_safe(path)));
        // The deepest first; one that holds something stays.
        for folder in folders.collect::<BTreeSet<&str>>().into_iter().rev() {
            let folder = output.join(folder);
            if through_real_folders(&folder, output).is_ok()
                && fs::symlink_metadata(&folder).is_ok_and(|meta| meta.is_dir())
            {
                let _ = files.remove_dir(&folder);
            }
        }
        for (at, path, kept) in &entries {
            let old = old_file(&staging, *at);
            if *kept && old.exists() && through_real_folders(path, output).is_ok() {
                if let Some(folder) = path.parent() {
                    make_folders(folder, files)?;
                }
                files.rename(&old, path)?;
            }
        }
        let manifest = output.join(MANIFEST);
        if journal.get("manifest").and_then(serde_json::Value::as_bool) == Some(true) {
            let old = staging.join("old-manifest");
            if old.exists() {
                files.rename(&old, &manifest)?;
            }
        } else if manifest.is_file() && !staging.join("manifest").exists() {
            files.remove_file(&manifest)?;
        }
        files.remove_file(&staging.join(JOURNAL))?;
    }
    remove_tree(&staging, files)
}

/// Removes the staging folder and the files in it.
fn remove_tree(staging: &Path, files: &dyn Files) -> io::Result<()> {
    for entry in fs::read_dir(staging)? {
        files.remove_file(&entry?.path())?;
    }
    files.remove_dir(staging)
}

/// Removes the folders that held `removed` files and hold nothing any more.
fn remove_empty_folders(
    removed: &[String],
    output: &Path,
    files: &dyn Files,
) -> Result<(), WriteError> {
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for path in removed {
        let mut folder = Path::new(path).parent();
        while let Some(here) = folder.filter(|here| !here.as_os_str().is_empty()) {
            folders.insert(output.join(here));
            folder = here.parent();
        }
    }
    // The deepest first; one that still holds something stays.
    for folder in folders.iter().rev() {
        if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) {
            files
                .remove_dir(folder)
                .map_err(|error| WriteError::of(folder, &error))?;
        }
    }
    Ok(())
}
