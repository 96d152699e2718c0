//! What a build is made from, and places in it.
//!
//! Everything here was read by [`crate::reader`] and is never altered afterwards, so that every offset stays true.

use std::path::PathBuf;
use std::sync::Arc;

/// Names one text of [`Inputs`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

/// A text as read, never altered.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// Path from the folder it belongs to (content or theme), with `/` between names: what links are relative to.
    pub path: String,
    /// Path as an editor knows it, from the root of the site: what messages show.
    pub shown: String,
    /// The whole text, byte-order mark and line ends included.
    pub text: Arc<str>,
}

/// A place in a text: bytes from `start` up to `end` of the whole file, front matter included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte, from 0.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes `range` of `file`. Files are capped far below 4 GiB; what is beyond is cut there.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let offset = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        Self {
            file,
            start: offset(range.start),
            end: offset(range.end),
        }
    }

    /// The same place as byte indices.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place for people: both count from 1, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// Where byte `offset` of `text` is; an offset inside a character counts as its start, one past the end as the end.
    pub fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        // A byte-order mark is no character to an editor.
        let column = before[line_start..]
            .trim_start_matches('\u{feff}')
            .chars()
            .count()
            + 1;
        Self {
            line: before.matches('\n').count() + 1,
            column,
        }
    }
}

/// A file that is published as it is when a sheet links to it or shows it: an image, a PDF…
#[derive(Clone, Debug)]
pub struct Asset {
    /// Path from the content folder, with `/` between names.
    pub path: String,
    /// Path as an editor knows it, for messages.
    pub shown: String,
    /// Where its bytes are. Only `reader` and `writer` open it.
    pub origin: PathBuf,
    /// Size in bytes when the folder was listed.
    pub size: u64,
    /// The text of an SVG image (at most [`crate::reader::MAX_SVG_BYTES`]), since an image may hold scripts.
    pub svg: Option<Arc<str>>,
    /// What its header says, when its name is that of a bitmap that browsers show.
    pub bitmap: Option<Bitmap>,
}

/// What the header of a bitmap says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bitmap {
    /// Its size.
    Sized(PixelSize),
    /// Nothing: it is no image that browsers show, whatever its name.
    Unreadable,
}

/// The size of an image as a page shows it, in CSS pixels; neither is zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PixelSize {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// What stopped a file from being read. The build words it for the editor.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ReadFault {
    /// The byte at this offset is not UTF-8.
    NotUtf8 {
        /// Bytes from the start of the file.
        offset: usize,
        /// Line of that byte, from 1.
        line: usize,
    },
    /// Larger than the limit, both in bytes.
    TooLarge {
        /// Size of the file.
        size: u64,
        /// What is allowed.
        limit: u64,
    },
    /// A file that the settings name does not exist.
    Absent,
    /// A folder stands where a file was expected.
    Folder,
    /// A symbolic link that leads out of the site, or nowhere.
    LinkOutside,
    /// Neither a file nor a folder: a pipe, a socket, a device.
    NotRegular,
    /// The name is not Unicode; it is shown with replacement characters.
    BadName,
    /// Folders nested deeper than the limit.
    TooDeep,
    /// The system refused; its reason in French.
    Refused(String),
}

/// All that a build reads.
#[derive(Clone, Default, Debug)]
pub struct Inputs {
    /// Every text, in the order of paths; [`FileId`] is an index into it.
    pub files: Vec<InputFile>,
    /// `site.yaml`.
    pub config: Option<FileId>,
    /// Markdown sheets, by path.
    pub sheets: Vec<FileId>,
    /// The style of citation that the site brings.
    pub citation_style: Option<FileId>,
    /// Shared sources: `content/sources.yaml` and those that `site.yaml` names.
    pub sources: Vec<FileId>,
    /// `content/glossaire.yaml`.
    pub glossary: Option<FileId>,
    /// `content/articles.yaml`.
    pub articles: Option<FileId>,
    /// Official data on texts of law, `content/loi/*.json`.
    pub official: Vec<FileId>,
    /// Files of the site's own theme, `templates/…` and text files of `static/…`.
    pub theme: Vec<FileId>,
    /// Other files of the theme's `static/`: path from the theme's folder, and bytes.
    pub theme_static: Vec<(String, Arc<[u8]>)>,
    /// The name of the theme that was asked for, and whether its folder was found.
    pub theme_name: Option<(String, bool)>,
    /// Attachments, by path.
    pub assets: Vec<Asset>,
    /// What could not be read: path as shown, and why.
    pub faults: Vec<(String, ReadFault)>,
    /// Whether drafts are wanted (`--drafts`).
    pub drafts: bool,
}

impl Inputs {
    /// The text named by `id`.
    ///
    /// # Panics
    /// When `id` comes from other inputs, which is a bug of ours.
    pub fn file(&self, id: FileId) -> &InputFile {
        &self.files[id.0 as usize]
    }

    /// Adds a text and gives its name.
    ///
    /// # Panics
    /// Past 4 billion texts.
    pub fn add(&mut self, file: InputFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 4 billion files"));
        self.files.push(file);
        id
    }
}

/// Whether a character has no place in a text that readers see: controls, and marks that turn the direction of writing
/// (U+200E–200F, U+202A–202E, U+2066–2069, U+061C), which can make one text pass for another; the byte-order mark,
/// noncharacters. Tab and line ends are no hidden characters.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{61c}'
        | '\u{feff}' => true,
        '\u{fffe}' | '\u{ffff}' | '\u{fdd0}'..='\u{fdef}' => true,
        c => c.is_control(),
    }
}

/// `text` without accents, case or ligatures, runs of anything but letters and digits as one space: what lists are sorted by.
pub fn folded(text: &str) -> String {
    use unicode_normalization::char::{decompose_compatible, is_combining_mark};
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Most of any text; decomposing costs ten times as much.
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c.is_ascii() {
            push_space(&mut out);
        } else {
            // Marks are left out, so that their order, which would need the whole text, does not matter.
            decompose_compatible(c, |part| {
                for c in part.to_lowercase() {
                    match c {
                        'œ' => out.push_str("oe"),
                        'æ' => out.push_str("ae"),
                        c if is_combining_mark(c) => {}
                        c if c.is_alphanumeric() => out.push(c),
                        _ => push_space(&mut out),
                    }
                }
            });
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// One space after a word, none at the start.
fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_goes_letter_by_letter_as_it_would_over_the_whole_text() {
        use unicode_normalization::UnicodeNormalization;
        for (text, expected) in [
            (
                "L’Économie sociale & solidaire",
                "l economie sociale solidaire",
            ),
            ("  Œuvre — n° 2 ", "oeuvre n 2"),
            ("ﬁche Ⅳ, e\u{323}\u{301}te\u{301}", "fiche iv ete"),
            ("한국 İstanbul ẞ", "한국 istanbul ß"),
            ("", ""),
        ] {
            // Hangul is told apart into its letters.
            assert_eq!(folded(text), expected.nfkd().collect::<String>(), "{text}");
        }
    }
}
