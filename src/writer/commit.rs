//! From the staging folder into place, and back when a step fails.

use super::files::Files;
use super::manifest::MANIFEST;
use super::plan::{Plan, parent, through_real_folders};
use super::{WriteError, is_safe, make_folders};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where changed files wait; gone after each build.
pub(super) const STAGING: &str = ".reperess-staging";
/// Says what a commit is about to do; its presence means that files may have moved.
pub(super) const JOURNAL: &str = "journal.json";

/// Where the new file that is `at` in the journal waits.
pub(super) fn new_file(staging: &Path, at: usize) -> PathBuf {
    staging.join(format!("n{at}"))
}

fn old_file(staging: &Path, at: usize) -> PathBuf {
    staging.join(format!("o{at}"))
}

/// Puts the staged files in place.
pub(super) fn commit(
    plan: &Plan,
    output: &Path,
    staging: &Path,
    files: &dyn Files,
) -> Result<(), WriteError> {
    let at_fault = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| WriteError::of(&path, &error)
    };
    // Old files get a second name, so that every one can come back.
    for (at, changed) in plan.changed.iter().enumerate() {
        if changed.replaces {
            let path = output.join(&changed.path);
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
        .map(|changed| parent(&changed.path))
        .collect();
    folders.dedup();
    let folders: BTreeSet<&str> = folders.into_iter().collect();
    for folder in folders {
        let folder = output.join(folder);
        make_folders(&folder, files).map_err(at_fault(&folder))?;
    }
    for (at, changed) in plan.changed.iter().enumerate() {
        let path = output.join(&changed.path);
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
        .map(|changed| (changed.path.as_str(), changed.replaces));
    let removed = plan.removed.iter().map(|path| (path.as_str(), true));
    let entries: Vec<serde_json::Value> = changed
        .chain(removed)
        .map(|(path, kept)| serde_json::json!([path, kept]))
        .collect();
    let folders: BTreeSet<&str> = plan
        .changed
        .iter()
        .flat_map(|changed| {
            let path = changed.path.as_str();
            path.match_indices('/').map(|(at, _)| &path[..at])
        })
        .filter(|folder| !output.join(folder).is_dir())
        .collect();
    serde_json::json!({ "entries": entries, "folders": folders, "manifest": plan.had_manifest })
        .to_string()
}

/// Refuses a staging folder that is not ours: everything in it would be removed.
pub(super) fn check_staging(output: &Path) -> Result<(), WriteError> {
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
pub(super) fn mend(output: &Path, files: &dyn Files) -> io::Result<()> {
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
pub(super) fn remove_tree(staging: &Path, files: &dyn Files) -> io::Result<()> {
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
