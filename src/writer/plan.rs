//! What is to be done with the output, told before any of it is done.

use super::{WriteError, is_safe, manifest};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::Path;

/// What a build took of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Taken {
    /// Path of the page.
    pub path: String,
    /// Its number in the staging folder; none when the output holds the very same bytes.
    pub staged: Option<usize>,
}

/// A file to put in place, which waits in the staging folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Changed {
    /// Its path in the output.
    pub path: String,
    /// Whether it replaces a file of ours.
    pub replaces: bool,
}

/// What is to be done, told before it is done.
#[derive(Debug)]
pub(super) struct Plan {
    /// Files to put in place, by their number in the staging folder.
    pub changed: Vec<Changed>,
    /// Files that stay as they are.
    pub unchanged: usize,
    /// Files to remove.
    pub removed: Vec<String>,
    /// The new list.
    pub manifest: String,
    /// Whether it is another than the old one.
    pub manifest_changed: bool,
    /// Whether there was one.
    pub had_manifest: bool,
}

/// Holds the pages that were `taken`, whose numbers follow one another from 0, against the output and the old list.
pub(super) fn plan(
    mut taken: Vec<Taken>,
    output: &Path,
    old_manifest: Option<&[u8]>,
    owned: &BTreeSet<String>,
) -> Result<Plan, WriteError> {
    taken.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let mut messages = Vec::new();
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for page in &taken {
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
    let published: BTreeSet<&str> = taken.iter().map(|page| page.path.as_str()).collect();
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
    let staged: Vec<(usize, &str)> = taken
        .iter()
        .filter_map(|page| Some((page.staged?, page.path.as_str())))
        .collect();
    let unchanged = taken.len() - staged.len();
    let folders = folders(staged.iter().map(|(_, path)| *path), output);
    let states: Vec<Result<bool, String>> = staged
        .par_iter()
        .map(|(_, path)| match &folders[parent(path)] {
            Folder::Taken(message) if !makes_way(path, &removed) => Err(message.clone()),
            // Nothing can be in it: a first build asks the disk once a folder.
            Folder::Absent => Ok(false),
            _ => replaces(path, output, owned, &removed),
        })
        .collect();
    let mut changed = Vec::with_capacity(staged.len());
    for ((at, path), state) in staged.into_iter().zip(states) {
        match state {
            Ok(replaces) => changed.push((
                at,
                Changed {
                    path: path.to_owned(),
                    replaces,
                },
            )),
            Err(message) => messages.push(message),
        }
    }
    if !messages.is_empty() {
        messages.truncate(50);
        return Err(WriteError { messages });
    }
    changed.sort_unstable_by_key(|(at, _)| *at);
    let manifest = manifest::text(&published);
    Ok(Plan {
        changed: changed.into_iter().map(|(_, changed)| changed).collect(),
        unchanged,
        removed: removed.into_iter().collect(),
        manifest_changed: old_manifest != Some(manifest.as_bytes()),
        manifest,
        had_manifest: old_manifest.is_some(),
    })
}

/// What stands where a folder of the output is to be.
pub(super) enum Folder {
    Absent,
    Real,
    /// Something else, as a message.
    Taken(String),
}

/// Every folder of `paths`, looked at once for all its files.
pub(super) fn folders<'a>(
    paths: impl Iterator<Item = &'a str>,
    output: &Path,
) -> HashMap<&'a str, Folder> {
    let mut names: Vec<&str> = paths.map(parent).collect();
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
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a file of ours, about to be removed, stands where `path` wants a folder.
fn makes_way(path: &str, removed: &BTreeSet<String>) -> bool {
    path.match_indices('/')
        .any(|(at, _)| removed.contains(&path[..at]))
}

/// Whether a page replaces a file of ours; an error when what stands at its path is not ours to replace.
fn replaces(
    name: &str,
    output: &Path,
    owned: &BTreeSet<String>,
    removed: &BTreeSet<String>,
) -> Result<bool, String> {
    let path = output.join(name);
    if makes_way(name, removed) {
        return Ok(false);
    }
    let Ok(meta) = fs::symlink_metadata(&path) else {
        return Ok(false);
    };
    if meta.is_dir() && holds_only(&path, name, removed) {
        return Ok(false);
    }
    if !meta.is_file() || !owned.contains(name) {
        return Err(format!(
            "«\u{a0}{}\u{a0}» existe déjà et n’a pas été écrit par reperess\u{a0}: déplacez-le, ou choisissez un autre dossier de sortie",
            path.display()
        ));
    }
    Ok(true)
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

/// Refuses a path that goes through a link or a file where a folder should be: it would write elsewhere.
pub(super) fn through_real_folders(path: &Path, output: &Path) -> Result<(), String> {
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
