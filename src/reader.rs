//! Disk to [`Inputs`]. The only place that walks folders and reads files of a site.

mod bitmap;

use crate::input::{Asset, Bitmap, FileId, InputFile, Inputs, ReadFault};
use rayon::prelude::*;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// Largest sheet, in bytes (DESIGN, promise 4).
pub const MAX_SHEET_BYTES: u64 = 5_000_000;
/// Largest file of official data, in bytes.
const OFFICIAL_BYTES: u64 = crate::official::file::MAX_BYTES as u64;
/// Largest file of sources, glossary, settings or templates, in bytes.
pub const MAX_DATA_BYTES: u64 = 9_000_000;
/// Largest SVG image, in bytes.
pub const MAX_SVG_BYTES: u64 = 2_000_000;
/// Largest file of a theme that is no text, in bytes.
const MAX_STATIC_BYTES: u64 = 20_000_000;
/// Deepest folders.
const MAX_DEPTH: usize = 60;

/// The files of shared sources of the content, each in its format.
const SOURCES: [&str; 3] = ["sources.yaml", "sources.bib", "sources.json"];

/// Where a site is.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Its root, which holds `site.yaml` and `themes/`.
    pub site: PathBuf,
    /// Its sheets.
    pub content: PathBuf,
    /// Where it is built.
    pub output: PathBuf,
    /// The theme asked for on the command line.
    pub theme: Option<String>,
}

/// Reads the site at `folders`: its settings first, since they name other files.
///
/// # Errors
/// One sentence in French when the folders themselves cannot be read.
pub fn read_site(folders: &Folders, drafts: bool) -> Result<Inputs, String> {
    let mut inputs = Inputs {
        drafts,
        ..Inputs::default()
    };
    check_site(folders)?;
    read_settings(folders, &mut inputs);
    let wanted = crate::pipeline::what_settings_name(&inputs);
    read(
        folders,
        &wanted.bibliographies,
        wanted.theme.as_deref(),
        &mut inputs,
    )
    .map_err(|error| {
        format!(
            "«\u{a0}{}\u{a0}»\u{a0}: {}",
            folders.site.display(),
            french_error(&error)
        )
    })?;
    if let Some(path) = wanted.citation_style {
        read_style(folders, &path, &mut inputs);
    }
    Ok(inputs)
}

/// Whether there is a site to read.
///
/// # Errors
/// One sentence in French.
pub fn check_site(folders: &Folders) -> Result<(), String> {
    check_folder(&folders.site, "le dossier du site", "--site")?;
    check_folder(&folders.content, "le dossier du contenu", "--content")
}

fn check_folder(folder: &Path, what: &str, option: &str) -> Result<(), String> {
    let fault = match fs::metadata(folder) {
        Ok(meta) if meta.is_dir() => return Ok(()),
        Ok(_) => "n’est pas un dossier".to_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => "n’existe pas".to_owned(),
        Err(error) => format!("ne peut pas être lu ({})", french_error(&error)),
    };
    Err(format!(
        "{what} «\u{a0}{}\u{a0}» {fault}\u{a0}: l’option {option} en désigne un autre",
        folder.display()
    ))
}

/// Reads `site.yaml` alone, for the settings that say what else is to be read. None when there is none.
pub fn read_settings(folders: &Folders, inputs: &mut Inputs) {
    let path = folders.site.join("site.yaml");
    if fs::symlink_metadata(&path).is_err() {
        return;
    }
    if let Some(text) = read_text(
        &path,
        "site.yaml",
        MAX_DATA_BYTES,
        &folders.site,
        &mut inputs.faults,
    ) {
        inputs.config = Some(inputs.add(InputFile {
            path: "site.yaml".into(),
            shown: "site.yaml".into(),
            text,
        }));
    }
}

/// Reads the content and the theme into `inputs`: sheets in parallel, all in the order of their paths.
/// `bibliographies` are the files of sources that the settings name; `theme` the theme they name.
pub fn read(
    folders: &Folders,
    bibliographies: &[String],
    theme: Option<&str>,
    inputs: &mut Inputs,
) -> io::Result<()> {
    let shown_root = shown_folder(folders);
    let root = fs::canonicalize(&folders.site)?;
    let content = fs::canonicalize(&folders.content)?;
    let listed = list(
        &folders.content,
        &[&root, &content],
        &folders.output,
        &shown_root,
        &mut inputs.faults,
    );
    // Named from the content folder or, as messages show them, from the site.
    let named: Vec<String> = bibliographies
        .iter()
        .map(|path| {
            let inside = path
                .strip_prefix(&shown_root)
                .filter(|_| !shown_root.is_empty());
            inside
                .filter(|inside| listed.iter().any(|found| found.path == **inside))
                .unwrap_or(path)
                .to_owned()
        })
        .collect();
    let read: Vec<(
        Found,
        Option<Arc<str>>,
        Option<Bitmap>,
        Vec<(String, ReadFault)>,
    )> = listed
        .into_par_iter()
        .map(|found| {
            let mut faults = Vec::new();
            let limit = match found.kind {
                FoundKind::Sheet => MAX_SHEET_BYTES,
                FoundKind::Data if is_official(&found.path) => OFFICIAL_BYTES,
                FoundKind::Data => MAX_DATA_BYTES,
                FoundKind::Svg => MAX_SVG_BYTES,
                FoundKind::Asset => {
                    let bitmap =
                        bitmap::is_bitmap(&found.path).then(|| bitmap::read(&found.origin));
                    return (found, None, bitmap, faults);
                }
            };
            let wanted = found.kind != FoundKind::Data
                || SOURCES.contains(&found.path.as_str())
                || ["glossaire.yaml", "articles.yaml"].contains(&found.path.as_str())
                || is_official(&found.path)
                || named.contains(&found.path);
            let text = wanted
                .then(|| read_text(&found.origin, &found.shown, limit, &root, &mut faults))
                .flatten();
            (found, text, None, faults)
        })
        .collect();
    for (found, text, bitmap, faults) in read {
        inputs.faults.extend(faults);
        let Found {
            path,
            shown,
            origin,
            size,
            kind,
        } = found;
        match (kind, text) {
            (FoundKind::Sheet, Some(text)) => {
                let id = inputs.add(InputFile { path, shown, text });
                inputs.sheets.push(id);
            }
            (FoundKind::Data, Some(text)) => {
                let id = inputs.add(InputFile {
                    path: path.clone(),
                    shown,
                    text,
                });
                match path.as_str() {
                    "glossaire.yaml" => inputs.glossary = Some(id),
                    "articles.yaml" => inputs.articles = Some(id),
                    path if is_official(path) => inputs.official.push(id),
                    _ => inputs.sources.push(id),
                }
            }
            (FoundKind::Svg, svg) => inputs.assets.push(Asset {
                path,
                shown,
                origin,
                size,
                svg,
                bitmap,
            }),
            (FoundKind::Asset, _) => inputs.assets.push(Asset {
                path,
                shown,
                origin,
                size,
                svg: None,
                bitmap,
            }),
            _ => {}
        }
    }
    for wanted in &named {
        if !inputs
            .sources
            .iter()
            .any(|id| inputs.file(*id).path == *wanted)
        {
            read_bibliography(folders, wanted, &root, &shown_root, inputs);
        }
    }
    read_theme(folders, theme, inputs)
}

/// Reads the style of citation at `path`, from the root of the site. A link that leads out of the site is not followed.
fn read_style(folders: &Folders, path: &str, inputs: &mut Inputs) {
    let origin = folders.site.join(path);
    let inside = match (fs::canonicalize(&origin), fs::canonicalize(&folders.site)) {
        (Ok(target), Ok(root)) => target.starts_with(root),
        // What does not exist is told by reading it.
        _ => true,
    };
    if !inside {
        inputs
            .faults
            .push((path.to_owned(), ReadFault::LinkOutside));
        return;
    }
    if let Some(text) = read_text(
        &origin,
        path,
        crate::bibliography::csl::MAX_STYLE_BYTES,
        &folders.site,
        &mut inputs.faults,
    ) {
        inputs.citation_style = Some(inputs.add(InputFile {
            path: path.to_owned(),
            shown: path.to_owned(),
            text,
        }));
    }
}

/// Reads a file of sources that the settings name and that is not in the content: elsewhere in the site, never out of it.
fn read_bibliography(
    folders: &Folders,
    wanted: &str,
    root: &Path,
    shown_root: &str,
    inputs: &mut Inputs,
) {
    let inside = !wanted.is_empty()
        && !wanted.contains(['\\', ':'])
        && wanted
            .split('/')
            .all(|name| !name.is_empty() && !name.starts_with('.'));
    let path = folders.site.join(wanted);
    if inside && let Ok(target) = fs::canonicalize(&path) {
        let in_output =
            fs::canonicalize(&folders.output).is_ok_and(|output| target.starts_with(output));
        if target.is_dir() {
            inputs.faults.push((wanted.to_owned(), ReadFault::Folder));
            return;
        }
        if target.starts_with(root) && !in_output {
            if let Some(text) = read_text(&path, wanted, MAX_DATA_BYTES, root, &mut inputs.faults) {
                let id = inputs.add(InputFile {
                    path: wanted.to_owned(),
                    shown: wanted.to_owned(),
                    text,
                });
                inputs.sources.push(id);
            }
            return;
        }
        inputs
            .faults
            .push((wanted.to_owned(), ReadFault::LinkOutside));
        return;
    }
    // A file of the content that could not be read was reported.
    let shown = format!("{shown_root}{wanted}");
    if inputs.faults.iter().any(|(path, _)| *path == shown) {
        return;
    }
    let fault = if inside {
        ReadFault::Absent
    } else {
        ReadFault::LinkOutside
    };
    inputs.faults.push((wanted.to_owned(), fault));
}

/// Whether a file holds official data on a text of law: `loi/ccp.json`.
fn is_official(path: &str) -> bool {
    path.strip_prefix("loi/")
        .is_some_and(|name| name.ends_with(".json") && !name.contains('/'))
}

/// The theme's own files: `templates/` as texts, `static/` as texts or bytes. The theme called `default` may be absent:
/// the one in the program stands for it.
fn read_theme(folders: &Folders, theme: Option<&str>, inputs: &mut Inputs) -> io::Result<()> {
    let name = folders.theme.as_deref().or(theme).unwrap_or("default");
    let folder = folders.site.join("themes").join(name);
    // A theme is one folder of `themes/`: a path would lead out of it.
    let is_name = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':']);
    let found = is_name && fs::metadata(&folder).is_ok_and(|meta| meta.is_dir());
    inputs.theme_name = Some((name.to_owned(), found));
    if !found {
        return Ok(());
    }
    let root = fs::canonicalize(&folders.site)?;
    let shown_root = format!("themes/{name}/");
    for file in list(
        &folder,
        &[&root],
        &folders.output,
        &shown_root,
        &mut inputs.faults,
    ) {
        let template = file.path.starts_with("templates/") && file.path.ends_with(".html");
        let text_file = template
            || [".css", ".js", ".svg", ".txt", ".md"]
                .iter()
                .any(|end| file.path.ends_with(end));
        if !template && !file.path.starts_with("static/") {
            continue;
        }
        if text_file {
            if let Some(text) = read_text(
                &file.origin,
                &file.shown,
                MAX_DATA_BYTES,
                &root,
                &mut inputs.faults,
            ) {
                let id = inputs.add(InputFile {
                    path: file.path,
                    shown: file.shown,
                    text,
                });
                inputs.theme.push(id);
            }
        } else {
            match read_bytes(&file.origin, MAX_STATIC_BYTES) {
                Ok(bytes) => inputs.theme_static.push((file.path, Arc::from(bytes))),
                Err(fault) => inputs.faults.push((file.shown, fault)),
            }
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FoundKind {
    Sheet,
    Data,
    Svg,
    Asset,
}

/// A regular file of a folder.
struct Found {
    path: String,
    shown: String,
    origin: PathBuf,
    size: u64,
    kind: FoundKind,
}

/// The regular files under `folder`, by path. Hidden files, `_drafts` and the output are left out; links that lead out of
/// `inside` are reported.
fn list(
    folder: &Path,
    inside: &[&Path],
    output: &Path,
    shown_root: &str,
    faults: &mut Vec<(String, ReadFault)>,
) -> Vec<Found> {
    let output = fs::canonicalize(output).ok();
    let mut all = Vec::new();
    let walk = WalkDir::new(folder)
        .min_depth(1)
        .max_depth(MAX_DEPTH + 1)
        .sort_by_file_name();
    let mut entries = walk.into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error
                    .path()
                    .map(|path| shown(path, folder, shown_root))
                    .unwrap_or_default();
                let reason = error
                    .io_error()
                    .map_or_else(|| "illisible".to_owned(), french_error);
                faults.push((path, ReadFault::Refused(reason)));
                continue;
            }
        };
        let name = entry.file_name().to_string_lossy();
        let is_folder = entry.file_type().is_dir();
        if name.starts_with('.') || name == "_drafts" || name.ends_with('~') {
            if is_folder {
                entries.skip_current_dir();
            }
            continue;
        }
        let shown = shown(entry.path(), folder, shown_root);
        if is_folder {
            if entry.depth() > MAX_DEPTH {
                faults.push((shown, ReadFault::TooDeep));
                entries.skip_current_dir();
            } else if output.is_some() && fs::canonicalize(entry.path()).ok() == output {
                entries.skip_current_dir();
            }
            continue;
        }
        let Some(path) = relative(entry.path(), folder) else {
            faults.push((shown, ReadFault::BadName));
            continue;
        };
        let mut origin = entry.path().to_owned();
        if entry.path_is_symlink() {
            match fs::canonicalize(entry.path()) {
                Ok(target) if inside.iter().any(|root| is_open(&target, root)) => origin = target,
                _ => {
                    faults.push((shown, ReadFault::LinkOutside));
                    continue;
                }
            }
        }
        let Ok(meta) = fs::metadata(&origin) else {
            faults.push((shown, ReadFault::Refused("ce fichier a disparu".into())));
            continue;
        };
        if !meta.is_file() {
            // A link to a folder within the site would publish its files twice: it is not followed.
            if !meta.is_dir() {
                faults.push((shown, ReadFault::NotRegular));
            }
            continue;
        }
        let kind = match path.rsplit_once('.').map(|(_, extension)| extension) {
            Some(extension) if extension.eq_ignore_ascii_case("md") => FoundKind::Sheet,
            Some("yaml" | "yml" | "bib" | "json") => FoundKind::Data,
            Some(extension) if extension.eq_ignore_ascii_case("svg") => FoundKind::Svg,
            _ => FoundKind::Asset,
        };
        all.push(Found {
            path,
            shown,
            origin,
            size: meta.len(),
            kind,
        });
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// Whether a link to `target` may be followed from a folder of the site at `root`: within it, and not to a hidden file, since
/// `.git/config` may hold the keys of who publishes.
fn is_open(target: &Path, root: &Path) -> bool {
    target.strip_prefix(root).is_ok_and(|rest| {
        rest.iter()
            .all(|name| !name.to_string_lossy().starts_with('.'))
    })
}

fn relative(path: &Path, folder: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path
        .strip_prefix(folder)
        .ok()?
        .iter()
        .map(|name| name.to_str())
        .collect();
    names.map(|names| names.join("/"))
}

fn shown(path: &Path, folder: &Path, root: &str) -> String {
    let inside = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/");
    format!("{root}{inside}")
}

/// How messages name the content folder: from the root of the site when it is inside, else as it was given.
fn shown_folder(folders: &Folders) -> String {
    let inside = folders
        .content
        .strip_prefix(&folders.site)
        .unwrap_or(&folders.content);
    let text = inside.to_string_lossy().replace('\\', "/");
    let text = text
        .trim_start_matches("./")
        .trim_end_matches('/')
        .to_owned();
    if text.is_empty() {
        String::new()
    } else {
        format!("{text}/")
    }
}

/// The path from the current folder, with `/` between names, of a file that messages show as `shown`.
pub fn path_from_here(folders: &Folders, shown: &str) -> String {
    let root = shown_folder(folders);
    let under_site = folders.content.strip_prefix(&folders.site).is_ok();
    if !under_site && shown.starts_with(&root) {
        return shown.to_owned();
    }
    let site = folders.site.to_string_lossy().replace('\\', "/");
    let site = site.trim_start_matches("./").trim_end_matches('/');
    match site {
        "" if folders.site.is_absolute() => format!("/{shown}"),
        "" | "." => shown.to_owned(),
        site => format!("{site}/{shown}"),
    }
}

/// Every regular file below `folder`, by name; links are not followed. A fault is a path and the reason in French.
pub fn files_below(folder: &Path) -> impl Iterator<Item = Result<PathBuf, (PathBuf, String)>> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(|entry| match entry {
            Ok(entry) => entry.file_type().is_file().then(|| Ok(entry.into_path())),
            Err(error) => {
                let reason = error
                    .io_error()
                    .map_or_else(|| "illisible".to_owned(), french_error);
                Some(Err((
                    error.path().unwrap_or(Path::new("")).to_owned(),
                    reason,
                )))
            }
        })
}

/// The bytes of a regular file, at most `limit`. A pipe put in its place meanwhile is not opened: the type is checked
/// first, and what is read is bounded.
fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, ReadFault> {
    let refused = |error: io::Error| ReadFault::Refused(french_error(&error));
    let meta = fs::metadata(path).map_err(refused)?;
    if !meta.is_file() {
        return Err(ReadFault::NotRegular);
    }
    if meta.len() > limit {
        return Err(ReadFault::TooLarge {
            size: meta.len(),
            limit,
        });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    fs::File::open(path)
        .map_err(refused)?
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(refused)?;
    if bytes.len() as u64 > limit {
        return Err(ReadFault::TooLarge {
            size: bytes.len() as u64,
            limit,
        });
    }
    Ok(bytes)
}

fn read_text(
    path: &Path,
    shown: &str,
    limit: u64,
    root: &Path,
    faults: &mut Vec<(String, ReadFault)>,
) -> Option<Arc<str>> {
    let outside = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
        && !fs::canonicalize(path)
            .is_ok_and(|target| fs::canonicalize(root).is_ok_and(|root| target.starts_with(root)));
    let bytes = if outside {
        Err(ReadFault::LinkOutside)
    } else {
        read_bytes(path, limit)
    };
    let text = bytes.and_then(|bytes| {
        String::from_utf8(bytes).map_err(|error| {
            let offset = error.utf8_error().valid_up_to();
            let line = String::from_utf8_lossy(&error.as_bytes()[..offset])
                .matches('\n')
                .count()
                + 1;
            ReadFault::NotUtf8 { offset, line }
        })
    });
    match text {
        Ok(text) => Some(Arc::from(text)),
        Err(fault) => {
            faults.push((shown.to_owned(), fault));
            None
        }
    }
}

/// What the system said, in French; the system's own words are in another language.
pub fn french_error(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => "introuvable".into(),
        Kind::PermissionDenied => "accès refusé".into(),
        Kind::AlreadyExists => "existe déjà".into(),
        Kind::StorageFull => "le disque est plein".into(),
        Kind::QuotaExceeded => "le quota du disque est atteint".into(),
        Kind::FileTooLarge => "fichier trop grand pour ce disque".into(),
        Kind::ReadOnlyFilesystem => "le disque est en lecture seule".into(),
        Kind::IsADirectory => "c’est un dossier".into(),
        Kind::NotADirectory => "ce n’est pas un dossier".into(),
        Kind::DirectoryNotEmpty => "le dossier n’est pas vide".into(),
        Kind::InvalidFilename => "nom de fichier refusé".into(),
        Kind::AddrInUse => "adresse déjà prise".into(),
        Kind::Interrupted => "interrompu".into(),
        _ => match error.raw_os_error() {
            Some(code) => format!("erreur {code} du système"),
            None => "erreur du système".into(),
        },
    }
}

/// The text files of a site that is not on a disk, for tests and benches: paths from the content folder, and texts.
pub fn in_memory(files: &[(&str, &str)]) -> Inputs {
    let mut inputs = Inputs::default();
    let mut sorted: Vec<_> = files.to_vec();
    sorted.sort_unstable();
    for (path, text) in sorted {
        let shown = if path == "site.yaml" {
            path.to_owned()
        } else {
            format!("content/{path}")
        };
        let id: FileId = inputs.add(InputFile {
            path: path.into(),
            shown,
            text: text.into(),
        });
        match path {
            "site.yaml" => inputs.config = Some(id),
            path if SOURCES.contains(&path) => inputs.sources.push(id),
            "glossaire.yaml" => inputs.glossary = Some(id),
            "articles.yaml" => inputs.articles = Some(id),
            path if is_official(path) => inputs.official.push(id),
            _ => inputs.sheets.push(id),
        }
    }
    inputs
}
