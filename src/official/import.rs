//! What a file is, by its first bytes, and the streaming of archives.

use super::error::{Fault, ImportError};
use super::gather::Import;
use super::{legi_json, legi_xml, table};
use crate::law::TextId;
use crate::law::official::{Day, OfficialId};
use flate2::read::MultiGzDecoder;
use std::io::{self, Cursor, Read};

/// Largest file of an archive that is read, in bytes. Those of the LEGI base stay under 10 MB.
pub const MAX_ENTRY: u64 = 32_000_000;
/// Largest JSON tree, in bytes: that of the largest code is some 150 MB.
const MAX_JSON: u64 = 1_000_000_000;
/// Largest table, in bytes.
const MAX_TABLE: u64 = 64_000_000;
/// Longest name of an entry, in bytes.
const MAX_NAME: u64 = 65_536;
/// What is looked at to tell what a file is.
const HEAD: usize = 1_024;
/// Where a tar archive says "ustar" (POSIX.1-1988, header of an entry).
const USTAR: std::ops::Range<usize> = 257..262;

impl Import {
    /// Takes in a file, whose form is told by its content: a LEGI archive (`.tar.gz` or `.tar`), a LEGI file in XML, the JSON
    /// tree of legi-data, a table in CSV. `name` is what the data say of their origin; `table_text` the text of a table,
    /// which does not say it itself. The archive is streamed: what is not wanted is never held.
    ///
    /// # Errors
    /// The first fault; the import is not to be used any more.
    pub fn take(
        &mut self,
        name: &str,
        source: impl Read,
        table_text: Option<&TextId>,
    ) -> Result<(), ImportError> {
        let (head, source) = peek(source)?;
        if head.starts_with(&[0x1f, 0x8b]) {
            let (head, source) = peek(MultiGzDecoder::new(source))?;
            return self.take_plain(name, &head, source, table_text);
        }
        self.take_plain(name, &head, source, table_text)
    }

    fn take_plain(
        &mut self,
        name: &str,
        head: &[u8],
        source: impl Read,
        table_text: Option<&TextId>,
    ) -> Result<(), ImportError> {
        let unknown = |what: &str| Err(ImportError::new(Fault::UnknownForm(what.to_owned())));
        if head.get(USTAR) == Some(b"ustar") {
            return self.take_archive(name, source);
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let marks = head.len() - text.len();
        let mut source = source;
        if marks > 0 {
            let mut mark = [0; 3];
            source.read_exact(&mut mark).map_err(ImportError::of_read)?;
        }
        let first_line = text.split(|b| *b == b'\n').next().unwrap_or_default();
        match text.iter().find(|b| !b.is_ascii_whitespace()) {
            None => unknown("le fichier est vide"),
            Some(b'{' | b'[') if contains(text, super::file::FORMAT.as_bytes()) => {
                unknown("ce fichier est déjà un fichier de données du site")
            }
            Some(b'{' | b'[') => self.take_tree(name, source),
            Some(b'<') => {
                let text = read_text(source)?;
                if legi_xml::take("", &text, self)? || !self.others.is_empty() {
                    self.name_source(name);
                    Ok(())
                } else {
                    unknown("ce XML n’est pas un fichier de la base LEGI")
                }
            }
            _ if [
                &b"PK\x03\x04"[..],
                b"7z\xbc\xaf",
                b"\xfd7zXZ",
                b"BZh",
                b"\x28\xb5\x2f\xfd",
                b"Rar!",
            ]
            .iter()
            .any(|magic| head.starts_with(magic)) =>
            {
                unknown(
                    "cette sorte de compression n’est pas lue\u{a0}: décompressez d’abord le fichier",
                )
            }
            _ if first_line.contains(&b',') || first_line.contains(&b';') => {
                let text = table_text
                    .cloned()
                    .ok_or_else(|| ImportError::new(Fault::WhichText))?;
                let count = |wanted: u8| first_line.split(|b| *b == wanted).count();
                let delimiter = if count(b';') > count(b',') {
                    b';'
                } else {
                    b','
                };
                if self.wanted.official(&text).is_none() {
                    return Ok(());
                }
                table::take(Capped::new(source, MAX_TABLE), delimiter, name, &text, self)
            }
            _ => unknown("la forme de ce fichier n’est pas reconnue"),
        }
    }

    /// Takes in the JSON tree of a text.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn take_tree(&mut self, name: &str, source: impl Read) -> Result<(), ImportError> {
        let source = io::BufReader::with_capacity(1 << 16, Capped::new(source, MAX_JSON));
        legi_json::take(source, name, self)
    }

    /// Takes in one file of an unpacked archive; its path tells of which text it is.
    ///
    /// # Errors
    /// When the file is damaged; the path is named.
    pub fn take_xml(&mut self, path: &str, text: &str) -> Result<(), ImportError> {
        legi_xml::take(path, text, self)
            .map(|_| ())
            .map_err(|error| error.in_entry(path))
    }

    /// Whether a file of an unpacked archive is to be given to [`Import::take_xml`].
    pub fn wants(&self, path: &str) -> bool {
        path.ends_with(".xml") && legi_xml::folder_is_wanted(path, self) != Some(false)
    }

    /// Notes where the data of LEGI files come from: the name of an archive or folder, and the day that it bears.
    pub fn name_source(&mut self, name: &str) {
        let delivered = day_in_name(name);
        let texts: Vec<TextId> = self.wanted.texts().cloned().collect();
        for text in texts {
            let gathered = self.gathered(&text);
            if !(gathered.legi.articles.is_empty() && gathered.legi.tops.is_empty()) {
                gathered
                    .sources
                    .insert(format!("DILA, base LEGI (Licence Ouverte 2.0), {name}"));
                gathered.delivered = gathered.delivered.max(delivered);
            }
        }
    }

    fn take_archive(&mut self, name: &str, source: impl Read) -> Result<(), ImportError> {
        let mut archive = tar::Archive::new(source);
        let mut last = String::new();
        let result = self.take_entries(&mut archive, &mut last);
        result.map_err(|error| match error.entry {
            None if !last.is_empty() => error.in_entry(&last),
            _ => error,
        })?;
        // The check sums of a compressed stream come after its last byte.
        io::copy(&mut archive.into_inner().take(1 << 20), &mut io::sink())
            .map_err(ImportError::of_read)?;
        self.name_source(name);
        Ok(())
    }

    fn take_entries<R: Read>(
        &mut self,
        archive: &mut tar::Archive<R>,
        last: &mut String,
    ) -> Result<(), ImportError> {
        // Raw entries: otherwise the crate holds a long name whole, however long it says to be.
        let entries = archive.entries().map_err(ImportError::of_read)?.raw(true);
        let mut long_name: Option<String> = None;
        for entry in entries {
            let mut entry = entry.map_err(ImportError::of_read)?;
            let kind = entry.header().entry_type();
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                let bytes = read_capped(&mut entry, MAX_NAME)?;
                long_name = if kind.is_gnu_longname() {
                    let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
                    Some(String::from_utf8_lossy(&bytes[..end]).into_owned())
                } else {
                    pax_path(&bytes).or(long_name)
                };
                continue;
            }
            if kind.is_pax_global_extensions() || kind.is_gnu_longlink() {
                continue;
            }
            let path = long_name
                .take()
                .unwrap_or_else(|| String::from_utf8_lossy(&entry.path_bytes()).into_owned());
            if !kind.is_file() {
                continue;
            }
            last.clear();
            last.extend(path.chars().filter(|c| !c.is_control()).take(300));
            if path.ends_with("liste_suppression_legi.dat") {
                let list = read_text(&mut entry).map_err(|error| error.in_entry(last))?;
                legi_xml::withdraw(&list, self);
            } else if is_tree(&path) {
                let name = last.rsplit('/').next().unwrap_or_default().to_owned();
                self.take_tree(&name, &mut entry)
                    .map_err(|error| error.in_entry(last))?;
            } else if self.wants(&path) {
                let text = read_text(&mut entry).map_err(|error| error.in_entry(last))?;
                self.take_xml(&path, &text)
                    .map_err(|error| error.in_entry(last))?;
            }
        }
        Ok(())
    }
}

/// Whether a path is that of a tree as the package legi-data names it: `data/LEGITEXT000006072050.json`.
pub fn is_tree(path: &str) -> bool {
    path.rsplit(['/', '\\'])
        .next()
        .and_then(|name| name.strip_suffix(".json"))
        .and_then(OfficialId::parse)
        .is_some_and(OfficialId::is_text)
}

/// `Freemium_legi_global_20250713-140000.tar.gz` and `LEGI_20260112-213000.tar.gz` bear the day they were made.
fn day_in_name(name: &str) -> Option<Day> {
    name.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 8)
        .find_map(|digits| {
            Day::parse(&format!(
                "{}-{}-{}",
                &digits[..4],
                &digits[4..6],
                &digits[6..]
            ))
        })
        .and_then(Day::known)
}

/// The path in an extended header: records "28 path=…\n", whose length counts itself (POSIX.1-2001, pax).
fn pax_path(mut bytes: &[u8]) -> Option<String> {
    let mut path = None;
    while let Some(space) = bytes.iter().position(|b| *b == b' ') {
        let length: usize = std::str::from_utf8(&bytes[..space]).ok()?.parse().ok()?;
        let record = bytes.get(space + 1..length)?;
        if let Some(value) = record.strip_prefix(b"path=") {
            path = Some(String::from_utf8_lossy(value.strip_suffix(b"\n")?).into_owned());
        }
        bytes = &bytes[length..];
    }
    path
}

fn contains(text: &[u8], wanted: &[u8]) -> bool {
    text.windows(wanted.len()).any(|window| window == wanted)
}

/// The first bytes of a stream, and the stream with them.
fn peek<R: Read>(mut source: R) -> Result<(Vec<u8>, io::Chain<Cursor<Vec<u8>>, R>), ImportError> {
    let mut head = Vec::with_capacity(HEAD);
    source
        .by_ref()
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(ImportError::of_read)?;
    Ok((head.clone(), Cursor::new(head).chain(source)))
}

fn read_capped(source: impl Read, limit: u64) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    Capped::new(source, limit)
        .read_to_end(&mut bytes)
        .map_err(ImportError::of_read)?;
    Ok(bytes)
}

fn read_text(source: impl Read) -> Result<String, ImportError> {
    String::from_utf8(read_capped(source, MAX_ENTRY)?).map_err(|_| ImportError::new(Fault::NotUtf8))
}

/// A stream that fails past a limit instead of ending, so that what is cut is not taken for whole.
struct Capped<R> {
    inner: R,
    limit: u64,
    left: u64,
}

impl<R> Capped<R> {
    fn new(inner: R, limit: u64) -> Self {
        Self {
            inner,
            limit,
            left: limit,
        }
    }
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other(Fault::TooLarge(self.limit))),
        }
        Ok(count)
    }
}
