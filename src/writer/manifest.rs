//! The list of what the tool wrote: only these files are ever replaced or removed.

use super::{WriteError, is_safe};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// Its name in the output.
pub(super) const MANIFEST: &str = ".reperess-manifest.json";

/// The list of `paths` as it is written.
pub(super) fn text(paths: &BTreeSet<&str>) -> String {
    let mut out = String::from("{\n\"version\": 1,\n\"files\": [\n");
    for (at, path) in paths.iter().enumerate() {
        let comma = if at + 1 < paths.len() { "," } else { "" };
        out.push_str(&format!("{}{comma}\n", serde_json::Value::from(*path)));
    }
    out.push_str("]\n}\n");
    out
}

/// The list of what was written. None when there is none; a pipe or a link in its place is refused before it is opened.
pub(super) fn read(output: &Path) -> Result<Option<Vec<u8>>, WriteError> {
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
pub(super) fn parse(bytes: &[u8]) -> BTreeSet<String> {
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
