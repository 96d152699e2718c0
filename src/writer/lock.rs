//! One build at a time writes in a folder.

use super::{WriteError, files};
use std::fs;
use std::io;
use std::path::Path;

/// Name of the file that is held.
pub(super) const LOCK: &str = ".reperess-lock";

/// Held while a build writes.
pub(super) struct Lock {
    _held: fs::File,
    /// Whether this build made the file.
    pub is_new: bool,
}

/// How often a lock that vanished while it was taken is taken again.
const LOCK_TRIES: usize = 20;

/// Takes the lock of `output`, which exists.
pub(super) fn locked(output: &Path) -> Result<Lock, WriteError> {
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
