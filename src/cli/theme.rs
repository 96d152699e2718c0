//! `theme extraire`: the default theme's files, copied into a folder of the site to be changed there.
//!
//! Nothing that exists is touched: one file in the way, and none is copied.

use super::arguments::ExtractOptions;
use super::{fail, print, quoted, shown};
use crate::diagnostic::nearest;
use crate::reader::french_error;
use crate::render::theme::{DEFAULT_NAMES, default_files};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many files in the way are named.
const MAX_NAMED: usize = 5;

/// Copies the files. Gives the exit status.
pub fn extract(options: &ExtractOptions) -> u8 {
    let done = chosen(&options.files)
        .and_then(|files| write(&options.site, &options.name, &files).map(|()| files));
    match done {
        Ok(files) => print(&told(options, &files)),
        Err(message) => {
            fail(
                "erreur[theme-extraire]",
                &format!("{message}. Rien n’a été copié"),
            );
            1
        }
    }
}

/// The files of the default theme that `asked` names, all when it is empty: by path from the folder of the theme, by the end
/// of one (`fiche.html`), or by folder (`static/fonts`).
fn chosen(asked: &[String]) -> Result<BTreeMap<String, &'static [u8]>, String> {
    let all: BTreeMap<String, &'static [u8]> = default_files().into_iter().collect();
    if asked.is_empty() {
        return Ok(all);
    }
    let mut files = BTreeMap::new();
    for asked in asked {
        let wanted = asked.replace('\\', "/");
        let wanted = wanted.trim_matches('/');
        let before = files.len();
        let inside = |path: &str| {
            [path, path.split_once('/').map_or(path, |(_, rest)| rest)]
                .iter()
                .any(|path| {
                    path.strip_prefix(wanted)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
        };
        files.extend(
            all.iter()
                .filter(|(path, _)| !wanted.is_empty() && inside(path))
                .map(|(path, bytes)| (path.clone(), *bytes)),
        );
        if files.len() == before && !files.keys().any(|path| inside(path)) {
            let names = all
                .keys()
                .flat_map(|path| {
                    [
                        Some(path.as_str()),
                        path.split_once('/').map(|(_, rest)| rest),
                    ]
                })
                .flatten();
            let close = nearest(wanted, names)
                .map(|close| format!("\u{202f}; vouliez-vous dire «\u{a0}{close}\u{a0}»\u{202f}?"))
                .unwrap_or_default();
            return Err(format!(
                "le thème par défaut n’a pas de fichier «\u{a0}{}\u{a0}»{close}",
                shown(asked)
            ));
        }
    }
    Ok(files)
}

fn write(site: &Path, name: &str, files: &BTreeMap<String, &[u8]>) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() || !name.chars().all(plain) || name.len() > 60 {
        return Err(format!(
            "«\u{a0}{}\u{a0}» ne peut pas être le nom d’un thème\u{a0}: des lettres sans accent, des chiffres, «\u{a0}-\u{a0}» et «\u{a0}_\u{a0}», 60 au plus",
            shown(name)
        ));
    }
    if !site.is_dir() {
        return Err(format!(
            "le dossier du site «\u{a0}{}\u{a0}» n’existe pas\u{a0}: l’option --site en désigne un autre",
            site.display()
        ));
    }
    let root = Path::new("themes").join(name);
    let targets: Vec<(PathBuf, &[u8])> = files
        .iter()
        .map(|(path, bytes)| (root.join(path), *bytes))
        .collect();
    let folders: BTreeSet<&Path> = targets
        .iter()
        .flat_map(|(path, _)| path.ancestors().skip(1))
        .filter(|path| !path.as_os_str().is_empty())
        .collect();
    for folder in &folders {
        // A link would lead the copy to somebody else's folder.
        if fs::symlink_metadata(site.join(folder)).is_ok_and(|meta| !meta.is_dir()) {
            return Err(format!(
                "«\u{a0}{}\u{a0}» n’est pas un dossier",
                folder.display()
            ));
        }
    }
    let in_the_way: Vec<String> = targets
        .iter()
        .filter(|(path, _)| fs::symlink_metadata(site.join(path)).is_ok())
        .map(|(path, _)| format!("«\u{a0}{}\u{a0}»", path.display()))
        .collect();
    if !in_the_way.is_empty() {
        let named = in_the_way[..in_the_way.len().min(MAX_NAMED)].join(", ");
        let others = match in_the_way.len().saturating_sub(MAX_NAMED) {
            0 => String::new(),
            1 => " et un autre".to_owned(),
            n => format!(" et {n} autres"),
        };
        let verb = if in_the_way.len() == 1 {
            "existe"
        } else {
            "existent"
        };
        return Err(format!(
            "{named}{others} {verb} déjà\u{a0}: donnez un autre nom, ou nommez les fichiers à copier"
        ));
    }
    let mut made = Vec::new();
    copy(site, &folders, &targets, &mut made).map_err(|(path, error)| {
        for (path, is_folder) in made.iter().rev() {
            // What is no longer there, or holds what is not ours, stays as it is.
            let _ = if *is_folder {
                fs::remove_dir(path)
            } else {
                fs::remove_file(path)
            };
        }
        format!(
            "impossible d’écrire «\u{a0}{}\u{a0}»\u{a0}: {}",
            path.display(),
            french_error(&error)
        )
    })
}

/// Makes the folders, widest first, and the files. What was made is in `made`, with whether it is a folder.
fn copy(
    site: &Path,
    folders: &BTreeSet<&Path>,
    targets: &[(PathBuf, &[u8])],
    made: &mut Vec<(PathBuf, bool)>,
) -> Result<(), (PathBuf, io::Error)> {
    for folder in folders {
        let path = site.join(folder);
        match fs::create_dir(&path) {
            Ok(()) => made.push((path, true)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err((folder.to_path_buf(), error)),
        }
    }
    for (target, bytes) in targets {
        let path = site.join(target);
        // Nothing that came meanwhile is written over.
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(|error| (target.clone(), error))?;
        made.push((path, false));
        file.write_all(bytes)
            .and_then(|()| file.sync_all())
            .map_err(|error| (target.clone(), error))?;
    }
    Ok(())
}

fn told(options: &ExtractOptions, files: &BTreeMap<String, &[u8]>) -> String {
    let name = &options.name;
    let copied = match files.len() {
        1 => "1 fichier du thème par défaut est copié".to_owned(),
        n => format!("{n} fichiers du thème par défaut sont copiés"),
    };
    let choose = if DEFAULT_NAMES[0] == name {
        "Ils remplacent aussitôt ceux du programme, puisque ce dossier a le nom du thème par défaut.".to_owned()
    } else {
        format!("Écrivez dans site.yaml\u{a0}:\n\n    theme: {name}\n")
    };
    let check = if options.site == Path::new(".") {
        "reperess serve".to_owned()
    } else {
        format!(
            "reperess serve --site {}",
            quoted(&options.site.to_string_lossy())
        )
    };
    format!(
        "{copied} dans themes/{name}/. {choose}\n\
         Changez ce que vous voulez, et supprimez les fichiers que vous laissez tels quels\u{a0}: ceux du programme les remplacent, \
         et suivent ses mises à jour. Pour voir le résultat\u{a0}: {check}. docs/themes.md décrit les gabarits et leurs données.\n"
    )
}
