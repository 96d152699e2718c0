//! What the writer asks of the disk, one operation at a time, so that a test can make any of them fail.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Operations that change a disk.
pub trait Files: Sync {
    /// Makes one folder, whose parent exists.
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    /// Makes a file that does not exist yet, readable by all.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Makes a file that does not exist yet with the bytes of another.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Puts a file in the place of another, at once.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file a second name; copies it where the disk knows no such thing.
    fn keep(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;
    /// Waits until a file is on the disk for good.
    fn sync(&self, path: &Path) -> io::Result<()>;
}

/// The real disk.
pub struct Disk;

impl Files for Disk {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)?;
        set_mode(path, 0o755)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::File::create_new(path)?;
        file.write_all(bytes)?;
        set_file_mode(&file, 0o644)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        // What took its place meanwhile may be a pipe, which would never let go, or lead out of the site.
        if !fs::symlink_metadata(from)?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut source = fs::File::open(from)?;
        let mut target = fs::File::create_new(to)?;
        io::copy(&mut source, &mut target)?;
        set_file_mode(&target, 0o644)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn keep(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        fs::File::open(path)?.sync_all()
    }
}

/// A web server answers a file that only its owner can read with 403: the mode does not depend on the umask.
#[cfg(unix)]
pub(super) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if fs::metadata(path)?.permissions().mode() & 0o777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// [`set_mode`] for a file that is open, which needs no look at its path.
#[cfg(unix)]
fn set_file_mode(file: &fs::File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if file.metadata()?.permissions().mode() & 0o777 == mode {
        return Ok(());
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_file_mode(_file: &fs::File, _mode: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn set_mode(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// Whether `path` still names the file that is open.
#[cfg(unix)]
pub(super) fn is_at(file: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

/// A file that is open keeps its name there.
#[cfg(not(unix))]
pub(super) fn is_at(_file: &fs::File, path: &Path) -> bool {
    path.exists()
}
