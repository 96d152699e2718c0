//! Why a file could not be read, in French.

use std::fmt;
use std::io;

/// Why an import stopped. Nothing of the file is kept then.
#[derive(Debug)]
pub struct ImportError {
    /// The entry of the archive, or the file of the folder, at fault or last read.
    pub entry: Option<String>,
    /// The line at fault, from 1.
    pub line: Option<u64>,
    /// What is wrong.
    pub fault: Fault,
}

/// Kinds of [`ImportError`].
#[derive(Debug)]
pub enum Fault {
    /// The system refused.
    Io(io::Error),
    /// The archive or the file ends before its end.
    Cut,
    /// The archive is damaged.
    Damaged,
    /// The text is not UTF-8.
    NotUtf8,
    /// The form is not the one expected; what is wrong, in French.
    Malformed(String),
    /// Not a form that can be imported; what it looks like, in French.
    UnknownForm(String),
    /// More than this many bytes.
    TooLarge(u64),
    /// More than this many articles, headings or versions.
    TooMany(usize),
    /// A table that does not say of which text it is.
    WhichText,
    /// Nothing says which day the data speak of.
    WhichDay,
}

impl ImportError {
    pub(super) fn new(fault: Fault) -> Self {
        Self {
            entry: None,
            line: None,
            fault,
        }
    }

    pub(super) fn at_line(mut self, line: u64) -> Self {
        self.line = (line > 0).then_some(line);
        self
    }

    pub(super) fn in_entry(mut self, entry: &str) -> Self {
        self.entry = Some(entry.to_owned());
        self
    }

    /// What a read error means: the system's own errors bear a number, a decoder's do not.
    pub(super) fn of_read(error: io::Error) -> Self {
        Self::new(match error.downcast::<Fault>() {
            Ok(fault) => fault,
            Err(error) if error.raw_os_error().is_some() => Fault::Io(error),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Fault::Cut,
            Err(_) => Fault::Damaged,
        })
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self.fault {
            Fault::Io(_) => "vérifiez que le fichier est lisible",
            Fault::Cut | Fault::Damaged => "téléchargez-le à nouveau",
            Fault::NotUtf8 => "enregistrez-le en UTF-8",
            Fault::Malformed(_) => "téléchargez-le à nouveau, ou corrigez l’endroit indiqué",
            Fault::UnknownForm(_) => {
                "donnez le JSON de legi-data, l’archive LEGI de la DILA (.tar.gz), son dossier décompressé ou un tableau CSV d’articles"
            }
            Fault::TooLarge(_) | Fault::TooMany(_) => {
                "ce n’est sans doute pas le fichier attendu\u{a0}: téléchargez-le à nouveau"
            }
            Fault::WhichText => "ajoutez --codes suivi de l’abréviation du code",
            Fault::WhichDay => {
                "ajoutez --date AAAA-MM-JJ, le jour où les données ont été téléchargées"
            }
        }
    }
}

impl fmt::Display for ImportError {
    /// One sentence without the file's name: "entrée « … », ligne 3 : …".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.entry, self.line) {
            (Some(entry), Some(line)) => {
                write!(f, "entrée «\u{a0}{entry}\u{a0}», ligne {line}\u{a0}: ")?;
            }
            (Some(entry), None) => write!(f, "entrée «\u{a0}{entry}\u{a0}»\u{a0}: ")?,
            (None, Some(line)) => write!(f, "ligne {line}\u{a0}: ")?,
            (None, None) => {}
        }
        match &self.fault {
            Fault::Io(_) => f.write_str("lecture impossible"),
            Fault::Cut => f.write_str("le fichier est coupé avant sa fin"),
            Fault::Damaged => f.write_str("l’archive est abîmée"),
            Fault::NotUtf8 => f.write_str("le texte n’est pas en UTF-8"),
            Fault::Malformed(what) | Fault::UnknownForm(what) => f.write_str(what),
            Fault::TooLarge(limit) => write!(f, "plus de {}\u{a0}Mo", limit / 1_000_000),
            Fault::TooMany(limit) => write!(
                f,
                "plus de {limit} articles, intitulés ou versions pour un seul texte"
            ),
            Fault::WhichText => f.write_str("ce tableau ne dit pas de quel code sont ses articles"),
            Fault::WhichDay => f.write_str("rien ne dit de quel jour sont ces données"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Fault {}
impl std::error::Error for ImportError {}
