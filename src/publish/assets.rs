//! Attachments: which files may be published beside the pages, and under what name.

use crate::input::is_hidden;
pub use crate::site::routes::collision_key;
use unicode_normalization::UnicodeNormalization;

/// Extensions of the files that are published. Nothing that a browser runs or that holds the site's own data: no page, no
/// script, no style, no XML, YAML, bibliography or Markdown (DESIGN, promise 5).
const PUBLISHABLE: &[&str] = &[
    // Images
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff",
    // Documents
    "pdf", "doc", "docx", "odt", "ott", "rtf", "xls", "xlsx", "ods", "ots", "ppt", "pptx", "odp",
    "odg", "epub", "txt", "csv", "tsv", "ics", "vcf", // Maps
    "geojson", "gpx", "kml", "kmz", // Archives
    "zip", "7z", "gz", "tgz", // Sound, video and their captions
    "mp3", "ogg", "oga", "opus", "m4a", "aac", "wav", "flac", "mp4", "m4v", "webm", "ogv", "mov",
    "vtt", "srt", // Fonts
    "woff2", "woff", "ttf", "otf",
];

/// Longest name of a file or folder, in bytes: an encrypted Linux home allows 143, and a suffix may be added.
const MAX_NAME: usize = 80;
/// Longest path, in bytes: Windows allows 260 with the folder that the site is copied to.
const MAX_PATH: usize = 180;

/// Whether the file at `path` may be published, told by its extension; never a hidden file.
pub fn publishable(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let hidden = path.split('/').any(|name| name.starts_with('.'));
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    !hidden
        && PUBLISHABLE
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
}

/// Where the attachment at `path` (from the content folder) is published: the same path, with names that Windows, macOS
/// and web servers accept and that need no escape but for accents. The extension stays.
///
/// Two paths may give one: `site` tells them apart.
pub fn safe_path(path: &str) -> String {
    let mut names: Vec<String> = path
        .split(['/', '\\'])
        .filter(|name| !matches!(*name, "" | "." | ".."))
        .map(safe_name)
        .collect();
    if names.is_empty() {
        names.push("fichier".to_owned());
    }
    // A folder that is named like a file may be in the place of one.
    let folders = names.len() - 1;
    for folder in &mut names[..folders] {
        let extension = folder.rsplit_once('.').map_or("", |(_, end)| end);
        if PUBLISHABLE
            .iter()
            .chain(&["html", "json", "xml", "bib", "ris"])
            .any(|known| extension.eq_ignore_ascii_case(known))
        {
            *folder = folder.replace('.', "-");
        }
    }
    shorten(&mut names);
    names.join("/")
}

fn safe_name(name: &str) -> String {
    let hyphen = |safe: &mut String| {
        if !safe.ends_with('-') {
            safe.push('-');
        }
    };
    let mut safe = String::with_capacity(name.len());
    // What is dropped goes first: the letters around it may compose.
    for c in name.chars().filter(|c| !is_dropped(*c)).nfc() {
        match c {
            // Refused by Windows, or with a meaning in an address.
            '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\' | '#' | '%' | '&' | '`' | '\'' | '{'
            | '}' | '^' | ' ' => hyphen(&mut safe),
            c if c.is_whitespace() => hyphen(&mut safe),
            c => safe.push(c),
        }
    }
    let safe = safe.trim_matches(['.', '-']);
    let (stem, extension) = match safe.rsplit_once('.') {
        Some((stem, extension)) => (stem.trim_end_matches(['.', '-']), extension),
        None => (safe, ""),
    };
    let mut stem = if stem.is_empty() {
        "fichier".to_owned()
    } else {
        stem.to_owned()
    };
    if is_reserved(&stem) {
        stem.insert(0, '_');
    }
    let extension = cut(extension, 16).trim_end_matches('-');
    let room = MAX_NAME
        - if extension.is_empty() {
            0
        } else {
            extension.len() + 1
        };
    let stem = cut(&stem, room).trim_end_matches(['.', '-']);
    if extension.is_empty() {
        stem.to_owned()
    } else {
        format!("{stem}.{extension}")
    }
}

/// Whether a character is not to be seen, and so unfit for a name.
fn is_dropped(c: char) -> bool {
    is_hidden(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{fff9}'..='\u{fffd}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Names of devices, whatever comes after their first dot (Microsoft, "Naming Files, Paths, and Namespaces").
fn is_reserved(stem: &str) -> bool {
    let base = stem.split('.').next().unwrap_or(stem).to_ascii_uppercase();
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"].contains(&base.as_str()) {
        return true;
    }
    let port = base
        .strip_prefix("COM")
        .or_else(|| base.strip_prefix("LPT"));
    port.is_some_and(|number| {
        matches!(number, "¹" | "²" | "³")
            || (number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
    })
}

/// Makes the path short enough: folders first lose their ends, then the outermost are left out, then the file's name.
fn shorten(names: &mut Vec<String>) {
    let length = |names: &[String]| names.iter().map(|name| name.len() + 1).sum::<usize>() - 1;
    for limit in [40, 20, 10] {
        if length(names) < MAX_PATH {
            return;
        }
        let folders = names.len() - 1;
        for name in &mut names[..folders] {
            let kept = cut(name, limit).trim_end_matches(['.', '-']).to_owned();
            *name = if kept.is_empty() || is_reserved(&kept) {
                "dossier".to_owned()
            } else {
                kept
            };
        }
    }
    while length(names) >= MAX_PATH && names.len() > 1 {
        names.remove(0);
    }
}

/// The start of `text`, at most `limit` bytes, cut between characters.
fn cut(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_may_be_published() {
        for path in ["a.png", "fiches/Schéma.PDF", "a.b.csv", "données/x.geojson"] {
            assert!(publishable(path), "{path}");
        }
        for path in [
            "a.html",
            "a.htm",
            "a.xhtml",
            "a.js",
            "a.mjs",
            "a.xml",
            "a.yaml",
            "a.yml",
            "a.bib",
            "a.csl",
            "a.md",
            "a.css",
            "a.json",
            "png",
            "a.",
            ".png",
            ".cache/a.png",
            "a.png/",
            "a.php",
            "a.svgz",
            "a.PDF.exe",
        ] {
            assert!(!publishable(path), "{path}");
        }
    }

    #[test]
    fn names_are_made_safe() {
        for (path, expected) in [
            ("images/schéma.svg", "images/schéma.svg"),
            ("images/sche\u{301}ma.svg", "images/schéma.svg"),
            ("Mon rapport (v2).pdf", "Mon-rapport-(v2).pdf"),
            ("a/../b/./c.png", "a/b/c.png"),
            ("con.png", "_con.png"),
            ("Aux.d/nul", "_Aux.d/_nul"),
            ("com1.txt.png", "_com1.txt.png"),
            ("com¹.png", "_com¹.png"),
            ("comptes.png", "comptes.png"),
            ("a. .png", "a.png"),
            ("index.html/v1.2/a.png", "index-html/v1.2/a.png"),
            ("fin./x .png", "fin/x.png"),
            ("a\u{202e}gnp.exe.png", "agnp.exe.png"),
            ("a:b|c?.png", "a-b-c.png"),
            ("\u{7}", "fichier"),
            ("", "fichier"),
            ("...", "fichier"),
        ] {
            assert_eq!(safe_path(path), expected, "{path}");
        }
        assert_eq!(safe_path(&format!("{}.png", "é".repeat(200))).len(), 80);
        assert!(safe_path(&"dossier assez long/".repeat(40)).len() < 180);
    }

    proptest! {
        #[test]
        fn any_path_becomes_a_safe_one(path in "(\\PC|[/.: ]|com[1-9]|NUL|\u{301}){0,60}") {
            let safe = safe_path(&path);
            prop_assert!(!safe.is_empty() && safe.len() < MAX_PATH && !safe.contains(['\\', ':', '"', '<', '>', '|', '?', '*']));
            for name in safe.split('/') {
                prop_assert!(!name.is_empty() && name.len() <= MAX_NAME, "{name}");
                prop_assert!(!name.ends_with(['.', ' ']) && !name.starts_with('.') && !is_reserved(name), "{name}");
                prop_assert!(!name.chars().any(|c| is_hidden(c) || c.is_whitespace()));
            }
            prop_assert_eq!(safe_path(&safe), safe);
        }
    }
}
