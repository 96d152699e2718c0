//! Folders that may not lie in one another, checked before anything is read or written.

use std::path::{Component, Path, PathBuf};

/// Refuses an output that would put the editor's own files at risk: one that is, holds or lies in the content or the
/// themes, or that is or holds the root of the site. Paths are resolved, links included, also when they do not exist yet.
///
/// # Errors
/// One sentence in French.
pub fn check_folders(site: &Path, content: &Path, output: &Path) -> Result<(), String> {
    let themes = resolved(&site.join("themes"));
    let settings = resolved(&site.join("site.yaml"));
    let (site, content, output) = (resolved(site), resolved(content), resolved(output));
    if output == site || site.starts_with(&output) {
        return Err("le dossier de sortie est la racine du site, ou la contient\u{a0}: choisissez par exemple «\u{a0}output\u{a0}»".into());
    }
    if output == settings || output.starts_with(&settings) {
        return Err("la sortie demandée est le fichier site.yaml\u{a0}: choisissez un dossier, par exemple «\u{a0}output\u{a0}»".into());
    }
    for (folder, name) in [(&content, "du contenu"), (&themes, "des thèmes")] {
        if output == *folder || output.starts_with(folder) || folder.starts_with(&output) {
            return Err(format!(
                "le dossier de sortie et celui {name} sont l’un dans l’autre\u{a0}: choisissez pour la sortie un dossier à part, par exemple «\u{a0}output\u{a0}»"
            ));
        }
    }
    if themes.exists() && (content.starts_with(&themes) || themes.starts_with(&content)) {
        return Err(
            "le dossier du contenu et celui des thèmes sont l’un dans l’autre\u{a0}: séparez-les"
                .into(),
        );
    }
    if output.exists() && !output.is_dir() {
        return Err("la sortie demandée existe et n’est pas un dossier".into());
    }
    Ok(())
}

/// The path with its links followed as far as it exists, `.` and `..` resolved beyond.
pub fn resolved(path: &Path) -> PathBuf {
    resolve(path, MAX_LINKS)
}

/// Most links that are followed one after the other: beyond, they go round in circles.
const MAX_LINKS: usize = 40;

fn resolve(path: &Path, links: usize) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut known = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                known.pop();
            }
            Component::CurDir => {}
            part => {
                known.push(part);
                if let Ok(real) = std::fs::canonicalize(&known) {
                    known = real;
                } else if links > 0
                    && let Ok(target) = std::fs::read_link(&known)
                {
                    // A link to what does not exist yet still says where a folder would be made.
                    let parent = known.parent().map(Path::to_owned).unwrap_or_default();
                    known = resolve(&parent.join(target), links - 1);
                }
            }
        }
    }
    known
}
