//! Pages to disk, all or nothing.
//!
//! A [`Writer`] locks the folder and mends what an interrupted build left. Each page that it takes is compared with what is
//! there, and written aside when it changed. Once all are taken: note what is about to happen and sync once; remove what is
//! no longer published, rename the new files into place, each old one kept aside until the end; list what was written. A step
//! that fails is undone, and so is, by the next build, one that was killed. A writer that is dropped before leaves no trace.

mod commit;
pub mod files;
mod folders;
mod lock;
mod manifest;
mod plan;

pub use folders::{check_folders, resolved};

use crate::page::{Body, Page, Sink};
use crate::reader::french_error;
use commit::{JOURNAL, STAGING, check_staging, commit, mend, new_file, remove_tree};
use files::Files;
use lock::{LOCK, Lock, locked};
use plan::{Folder, Plan, Taken, folders, parent};
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

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

/// A folder that a build is about to write in.
pub struct Writer<'a> {
    output: &'a Path,
    files: &'a dyn Files,
    /// Folders made for this build alone, outermost first.
    made: Vec<PathBuf>,
    lock: Option<Lock>,
    old_manifest: Option<Vec<u8>>,
    /// What the old list says that the tool wrote.
    owned: BTreeSet<String>,
    /// The folders of these that are real ones: not reached by a link.
    real_folders: HashSet<String>,
    progress: Mutex<Progress>,
    is_done: bool,
}

/// What a writer has done so far.
#[derive(Default)]
struct Progress {
    taken: Vec<Taken>,
    /// How many files were written aside, or are being.
    staged: usize,
    /// The first fault met: nothing is written any more.
    fault: Option<WriteError>,
}

impl<'a> Writer<'a> {
    /// Takes hold of `output`, which is made when it does not exist.
    ///
    /// # Errors
    /// Another build holds the folder; something there is not ours and stands in our way; the disk refuses.
    pub fn open(output: &'a Path, files: &'a dyn Files) -> Result<Self, WriteError> {
        let made = make_folders(output, files).map_err(|error| WriteError::of(output, &error))?;
        let mut writer = Self {
            output,
            files,
            made,
            lock: None,
            old_manifest: None,
            owned: BTreeSet::new(),
            real_folders: HashSet::new(),
            progress: Mutex::default(),
            is_done: false,
        };
        writer.lock = Some(locked(output)?);
        check_staging(output)?;
        mend(output, files).map_err(|error| WriteError::of(&output.join(STAGING), &error))?;
        writer.old_manifest = manifest::read(output)?;
        let old = writer.old_manifest.as_deref();
        writer.owned = old.map(manifest::parse).unwrap_or_default();
        writer.real_folders = folders(writer.owned.iter().map(String::as_str), output)
            .into_iter()
            .filter(|(_, folder)| matches!(folder, Folder::Real))
            .map(|(name, _)| name.to_owned())
            .collect();
        Ok(writer)
    }

    /// Publishes what was taken, and nothing else of what the tool wrote before. On an error, the folder is as it was.
    ///
    /// # Errors
    /// A page would land on a file that the tool did not write; two want the same path; the disk refuses.
    pub fn publish(mut self) -> Result<Written, WriteError> {
        let fault = self.progress().fault.take();
        if let Some(fault) = fault {
            return Err(fault);
        }
        let taken = std::mem::take(&mut self.progress().taken);
        let old = self.old_manifest.as_deref();
        let plan = plan::plan(taken, self.output, old, &self.owned)?;
        if !plan.changed.is_empty() || !plan.removed.is_empty() || plan.manifest_changed {
            self.commit(&plan)?;
        }
        self.is_done = true;
        Ok(Written {
            written: plan.changed.len(),
            unchanged: plan.unchanged,
            removed: plan.removed.len(),
        })
    }

    fn commit(&self, plan: &Plan) -> Result<(), WriteError> {
        let staging = self.output.join(STAGING);
        let result = self
            .stage_manifest(plan, &staging)
            .and_then(|()| commit(plan, self.output, &staging, self.files));
        if let Err(mut error) = result {
            if let Err(failure) = mend(self.output, self.files) {
                error.messages.push(format!(
                    "l’état précédent n’a pas pu être rétabli entièrement ({})\u{a0}: la prochaine construction le fera",
                    french_error(&failure)
                ));
            }
            return Err(error);
        }
        // From here on the new site is whole; what cannot be tidied now is tidied by the next build.
        let _ = self
            .files
            .remove_file(&staging.join(JOURNAL))
            .and_then(|()| remove_tree(&staging, self.files));
        Ok(())
    }

    fn stage_manifest(&self, plan: &Plan, staging: &Path) -> Result<(), WriteError> {
        if plan.changed.is_empty() {
            self.make_staging()?;
        }
        let manifest = staging.join("manifest");
        self.files
            .write(&manifest, plan.manifest.as_bytes())
            .map_err(|error| WriteError::of(&manifest, &error))
    }

    fn make_staging(&self) -> Result<(), WriteError> {
        let staging = self.output.join(STAGING);
        self.files
            .create_dir(&staging)
            .map_err(|error| WriteError::of(&staging, &error))
    }

    /// Whether the output holds this very page.
    fn holds(&self, page: &Page) -> bool {
        // Nothing is asked of the disk for a first build.
        if !self.owned.contains(&page.path) || !self.real_folders.contains(parent(&page.path)) {
            return false;
        }
        let path = self.output.join(&page.path);
        let Ok(meta) = fs::symlink_metadata(&path) else {
            return false;
        };
        meta.is_file()
            && match &page.body {
                Body::Bytes(bytes) => {
                    meta.len() == bytes.len() as u64
                        && fs::read(&path).is_ok_and(|old| old[..] == bytes[..])
                }
                Body::Copy { origin, size } => meta.len() == *size && same_bytes(&path, origin),
            }
    }

    /// Writes a page aside; gives its number.
    fn stage(&self, page: &Page) -> Result<usize, WriteError> {
        let at = {
            let mut progress = self.progress();
            if progress.staged == 0 {
                self.make_staging()?;
            }
            progress.staged += 1;
            progress.staged - 1
        };
        let to = new_file(&self.output.join(STAGING), at);
        let result = match &page.body {
            Body::Bytes(bytes) => self.files.write(&to, bytes),
            Body::Copy { origin, .. } => self.files.copy(origin, &to),
        };
        result.map_err(|error| WriteError::of(Path::new(&page.path), &error))?;
        Ok(at)
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Writer<'_> {
    fn take(&self, page: Page) {
        if self.progress().fault.is_some() {
            return;
        }
        let staged = if self.holds(&page) {
            Ok(None)
        } else {
            self.stage(&page).map(Some)
        };
        let mut progress = self.progress();
        match staged {
            Ok(staged) => progress.taken.push(Taken {
                path: page.path,
                staged,
            }),
            Err(fault) => {
                progress.fault.get_or_insert(fault);
            }
        }
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if self.is_done {
            return;
        }
        if self.progress().staged > 0 {
            let _ = mend(self.output, self.files);
        }
        if self.lock.as_ref().is_some_and(|lock| lock.is_new) {
            // Leave nothing. The lock is still held, so it is nobody else's.
            let _ = fs::remove_file(self.output.join(LOCK));
        }
        self.lock = None;
        // One that holds something stays.
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
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

/// Whether a path stays in the output, on any system, and is none of the tool's own.
fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && path.len() < 400
        && path.split('/').all(|name| {
            !name.is_empty() && !name.starts_with('.') && !name.contains(['\\', ':', '\0'])
        })
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
