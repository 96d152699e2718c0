//! What each code means, with an example that gives it and the same once mended.
//!
//! `reperess expliquer` prints it and docs/diagnostics.md is made from it. `tests/suite/catalogue.rs` builds each example,
//! and finds the codes that have no entry yet: a new one is a line of the file of its field.

mod bibliography;
mod command;
mod law;
mod output;
mod sheet;
mod site;
mod theme;
mod watch;
mod yaml;

/// What is said of a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The code.
    pub code: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// What gives it.
    pub wrong: Example,
    /// The same once mended: in the place of the text, or of the first file, of `wrong`; a sentence after
    /// [`Example::Told`]. Empty when the file is to be removed.
    pub right: &'static str,
}

/// A site that gives a remark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Example {
    /// The text of a sheet, under a front matter without fault.
    Body(&'static str),
    /// Lines of a front matter, under its title.
    Front(&'static str),
    /// Whole files, by path from the root of the site.
    Files(&'static [(&'static str, &'static str)]),
    /// Whole files, as [`Example::Files`], of a site whose sheets are held against official data.
    Watched {
        /// The day that is asked for (`--date`); without one, that of the data.
        date: Option<&'static str>,
        /// By path from the root of the site.
        files: &'static [(&'static str, &'static str)],
    },
    /// A sentence, where a few lines cannot show it.
    Told(&'static str),
}

/// The sheet that an example is.
pub const SHEET: &str = "content/exemple.md";

/// The entries, field by field.
pub const FIELDS: [(&str, &[Entry]); 9] = [
    ("L’en-tête et les fichiers YAML", yaml::ENTRIES),
    ("Le texte d’une fiche", sheet::ENTRIES),
    ("Le droit", law::ENTRIES),
    (
        "La veille\u{a0}: ce qui a changé dans le droit",
        watch::ENTRIES,
    ),
    ("Les sources", bibliography::ENTRIES),
    ("Le site\u{a0}: adresses, liens, glossaire", site::ENTRIES),
    ("Le thème", theme::ENTRIES),
    ("Les fichiers", output::ENTRIES),
    ("Les commandes", command::ENTRIES),
];

/// Every entry.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    FIELDS.iter().flat_map(|(_, entries)| entries.iter())
}

/// What is said of `code`.
pub fn of(code: &str) -> Option<&'static Entry> {
    all().find(|entry| entry.code == code)
}

impl Entry {
    /// The files of the example, by path; none when it is told in words.
    pub fn wrong_files(&self) -> Vec<(&'static str, String)> {
        self.files(None)
    }

    /// The same once mended.
    pub fn right_files(&self) -> Vec<(&'static str, String)> {
        self.files(Some(self.right))
    }

    /// What is wrong, as an editor wrote it: path of the file, and lines.
    pub fn wrong_lines(&self) -> Vec<(&'static str, &'static str)> {
        match self.wrong {
            Example::Body(text) | Example::Front(text) => vec![(SHEET, text)],
            Example::Files(files) | Example::Watched { files, .. } => files.to_vec(),
            Example::Told(_) => Vec::new(),
        }
    }

    /// The command that gives the remark; every build gives those of `reperess check`.
    pub fn command(&self) -> String {
        match self.wrong {
            Example::Watched {
                date: Some(date), ..
            } => format!("reperess loi verifier --date {date}"),
            Example::Watched { date: None, .. } => "reperess loi verifier".to_owned(),
            _ => "reperess check".to_owned(),
        }
    }

    /// Where those lines stand in `path`, as words that follow "dans": the file, or its front matter.
    pub fn place(&self, path: &str) -> String {
        match self.wrong {
            Example::Front(_) => format!("l’en-tête de {path}"),
            _ => path.to_owned(),
        }
    }

    fn files(&self, mended: Option<&str>) -> Vec<(&'static str, String)> {
        match self.wrong {
            Example::Body(text) => {
                let text = mended.unwrap_or(text);
                vec![(SHEET, format!("---\ntitre: Une fiche\n---\n\n{text}\n"))]
            }
            Example::Front(lines) => {
                let lines = mended.unwrap_or(lines);
                vec![(
                    SHEET,
                    format!("---\ntitre: Une fiche\n{lines}\n---\n\nUn texte.\n"),
                )]
            }
            Example::Files(files) | Example::Watched { files, .. } => files
                .iter()
                .enumerate()
                .map(|(at, (path, text))| match mended {
                    Some(mended) if at == 0 => (*path, mended.to_owned()),
                    _ => (*path, (*text).to_owned()),
                })
                .filter(|(_, text)| mended.is_none() || !text.is_empty())
                .collect(),
            Example::Told(_) => Vec::new(),
        }
    }
}
