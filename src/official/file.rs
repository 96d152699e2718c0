//! The data file that a site keeps for one text, `content/loi/ccp.json`: JSON, one heading or article a line, in the
//! official order. `docs/loi.md` describes it.

use crate::law::official::{
    Day, OfficialArticle, OfficialId, OfficialText, Row, RowErrorKind, State, TextBuilder,
    TextFacts, Version,
};
use crate::law::{Article, TextId};
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// What the first key says; a file that says otherwise is not ours.
pub const FORMAT: &str = "reperess-loi-1";
/// Largest file, in bytes.
pub const MAX_BYTES: usize = 64_000_000;

/// Why a data file could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileError {
    /// The line at fault, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: FileFault,
}

/// Kinds of [`FileError`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileFault {
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// No JSON.
    Syntax,
    /// The file ends too soon.
    Cut,
    /// No file of ours: `format` is missing or says something else.
    Format,
    /// A key that the form does not know.
    UnknownKey(String),
    /// A key that is missing.
    MissingKey(String),
    /// A value of the wrong kind, such as a number for a text.
    Kind,
    /// A value that means nothing there, in French.
    Value(String),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ligne {}\u{a0}: ", self.line)?;
        match &self.fault {
            FileFault::TooLarge => write!(f, "plus de {}\u{a0}Mo", MAX_BYTES / 1_000_000),
            FileFault::Syntax => f.write_str("le JSON est mal formé"),
            FileFault::Cut => f.write_str("le fichier est coupé avant sa fin"),
            FileFault::Format => {
                write!(f, "«\u{a0}format\u{a0}» doit valoir «\u{a0}{FORMAT}\u{a0}»")
            }
            FileFault::UnknownKey(key) => write!(f, "la clé «\u{a0}{key}\u{a0}» est inconnue"),
            FileFault::MissingKey(key) => write!(f, "il manque la clé «\u{a0}{key}\u{a0}»"),
            FileFault::Kind => f.write_str("une valeur n’est pas de la forme attendue"),
            FileFault::Value(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for FileError {}

/// Reads a data file.
///
/// # Errors
/// The first fault and its line; never panics, whatever the text.
pub fn parse(text: &str) -> Result<OfficialText, FileError> {
    if text.len() > MAX_BYTES {
        return Err(FileError {
            line: 1,
            fault: FileFault::TooLarge,
        });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: File = serde_json::from_str(text).map_err(|error| told(&error))?;
    let facts = TextFacts {
        id: file.texte.0,
        official_id: file.id.0,
        title: file.titre,
        source: file.source,
        date: file.date.0,
        complete: file.complet,
    };
    in_form(file.contenu.0.finish(facts)).map_err(|(number, kind)| {
        let quoted = quoted(number.as_str());
        let at = text
            .lines()
            .position(|line| line.contains("\"num\"") && line.contains(&quoted));
        FileError {
            line: at.map_or(1, |at| at + 1),
            fault: FileFault::Value(row_fault(&kind)),
        }
    })
}

/// The same text, its numbers as references write them: `art36` outside of codes, without `art` in a code or with a
/// letter. A person who
/// writes the file may well leave it out, and no reference would ever find the article. Else the number at fault, as
/// written.
fn in_form(text: OfficialText) -> Result<OfficialText, (Article, RowErrorKind)> {
    let with_art = text.facts().id.numbers_with_art();
    let lettered = |number: &Article| {
        number
            .as_str()
            .starts_with(|c: char| c.is_ascii_uppercase())
    };
    let fits =
        |number: &Article| lettered(number) || number.as_str().starts_with("art") == with_art;
    if text
        .articles()
        .iter()
        .all(|article| fits(&article.number) && article.renumbered.iter().all(fits))
    {
        return Ok(text);
    }
    let mended = |number: Article| {
        let other = if with_art {
            format!("art{}", number.as_str())
        } else {
            number.as_str().replacen("art", "", 1)
        };
        let mended = (!fits(&number)).then(|| Article::parse(&other)).flatten();
        mended.unwrap_or(number)
    };
    let mut builder = TextBuilder::default();
    for row in text.rows() {
        let (row, written) = match row {
            Row::Article { level, mut article } => {
                let written = article.number.clone();
                article.number = mended(article.number);
                article.renumbered = article.renumbered.map(mended);
                (Row::Article { level, article }, Some(written))
            }
            heading @ Row::Heading { .. } => (heading, None),
        };
        if let (Err(kind), Some(written)) = (builder.push(row), written) {
            return Err((written, kind));
        }
    }
    Ok(builder.finish(text.facts().clone()))
}

/// The data file of a text: the same bytes for the same text.
pub fn print(text: &OfficialText) -> String {
    let facts = text.facts();
    let mut out = String::with_capacity(256 + text.articles().len() * 120);
    let mut field = |key: &str, value: &str| {
        out.push_str(&format!("  \"{key}\": {},\n", quoted(value)));
    };
    field("format", FORMAT);
    field("texte", facts.id.as_str());
    field("id", &facts.official_id.to_string());
    field("titre", &facts.title);
    field("source", &facts.source);
    field("date", &facts.date.to_string());
    out.insert_str(0, "{\n");
    out.push_str(&format!("  \"complet\": {},\n", facts.complete));
    out.push_str("  \"contenu\": [");
    let mut level_open = 0;
    let mut separator = "\n";
    for row in text.rows() {
        out.push_str(separator);
        separator = ",\n";
        out.push_str("    ");
        out.push_str(&match row {
            Row::Heading { level, title, id } => {
                level_open = level;
                let id = id.map_or_else(String::new, |id| format!(",\"id\":\"{id}\""));
                format!("{{\"niveau\":{level},\"titre\":{}{id}}}", quoted(&title))
            }
            Row::Article { level, article } => {
                let printed = article_line(&article, (level != level_open).then_some(level));
                level_open = level;
                printed
            }
        });
    }
    out.push_str(if separator == "\n" {
        "]\n}\n"
    } else {
        "\n  ]\n}\n"
    });
    out
}

fn article_line(article: &OfficialArticle, level: Option<u8>) -> String {
    let mut line = format!("{{\"num\":{}", quoted(article.number.as_str()));
    if let Some(level) = level {
        line.push_str(&format!(",\"niveau\":{level}"));
    }
    if let Some(title) = &article.title {
        line.push_str(&format!(",\"titre\":{}", quoted(title)));
    }
    if let Some(now) = &article.renumbered {
        line.push_str(&format!(",\"devient\":{}", quoted(now.as_str())));
    }
    line.push_str(",\"versions\":[");
    for (at, version) in article.versions.iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        line.push_str(&format!("{{\"id\":\"{}\"", version.id));
        if version.state != State::Unknown {
            line.push_str(&format!(",\"etat\":\"{}\"", version.state.as_str()));
        }
        if let Some(from) = version.from {
            line.push_str(&format!(",\"debut\":\"{from}\""));
        }
        if let Some(to) = version.to {
            line.push_str(&format!(",\"fin\":\"{to}\""));
        }
        line.push('}');
    }
    line.push_str("]}");
    line
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "format")]
    _format: Format,
    texte: Text,
    id: Id,
    titre: String,
    source: String,
    date: DayText,
    #[serde(default)]
    complet: bool,
    contenu: Contents,
}

/// The rows, put together as they are read so that a fault among them is told with its line.
struct Contents(TextBuilder);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    num: Option<String>,
    niveau: Option<u8>,
    titre: Option<String>,
    id: Option<String>,
    devient: Option<String>,
    versions: Option<Vec<VersionLine>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionLine {
    id: String,
    etat: Option<String>,
    debut: Option<String>,
    fin: Option<String>,
}

struct Format;
struct Text(TextId);
struct Id(OfficialId);
struct DayText(Day);

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        match String::deserialize(source)?.as_str() {
            FORMAT => Ok(Self),
            _ => Err(D::Error::custom(MARK)),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let written = String::deserialize(source)?;
        let fits = !written.is_empty()
            && written.len() <= 80
            && written
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '/' | '.'));
        if fits {
            Ok(Self(TextId::new(&written)))
        } else {
            Err(fault(not("un identifiant de texte, tel que ccp", &written)))
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let written = String::deserialize(source)?;
        OfficialId::parse(&written)
            .filter(|id| id.is_text())
            .map(Self)
            .ok_or_else(|| fault(not("un identifiant LEGITEXT ou JORFTEXT", &written)))
    }
}

impl<'de> Deserialize<'de> for DayText {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let written = String::deserialize(source)?;
        Day::parse(&written)
            .map(Self)
            .ok_or_else(|| fault(not("un jour AAAA-MM-JJ", &written)))
    }
}

impl<'de> Deserialize<'de> for Contents {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Rows;
        impl<'de> Visitor<'de> for Rows {
            type Value = Contents;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of rows")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Contents, A::Error> {
                let mut builder = TextBuilder::default();
                let mut level = 0;
                while let Some(line) = rows.next_element::<Line>()? {
                    let row = line.row(&mut level).map_err(fault)?;
                    builder.push(row).map_err(|kind| fault(row_fault(&kind)))?;
                }
                Ok(Contents(builder))
            }
        }
        source.deserialize_seq(Rows)
    }
}

impl Line {
    /// The row that the line says, after a row of `level`, which becomes that of this one.
    fn row(self, level: &mut u8) -> Result<Row, String> {
        match (self.num, self.versions) {
            (Some(num), Some(versions)) => {
                if self.id.is_some() {
                    return Err("l’identifiant d’un article est celui de ses versions".to_owned());
                }
                let number = article_number(&num)?;
                let versions: Result<Vec<Version>, String> =
                    versions.iter().map(VersionLine::version).collect();
                let mut article = OfficialArticle::new(number, versions?);
                article.title = self.titre;
                article.renumbered = self.devient.as_deref().map(article_number).transpose()?;
                *level = self.niveau.unwrap_or(*level);
                Ok(Row::Article {
                    level: *level,
                    article,
                })
            }
            (None, None) => {
                let (Some(own), Some(title), None) = (self.niveau, self.titre, self.devient) else {
                    return Err(
                        "une ligne est un intitulé (niveau, titre) ou un article (num, versions)"
                            .to_owned(),
                    );
                };
                *level = own;
                let id = match self.id {
                    Some(id) => Some(
                        OfficialId::parse(&id)
                            .ok_or_else(|| not("un identifiant LEGISCTA", &id))?,
                    ),
                    None => None,
                };
                Ok(Row::Heading {
                    level: own,
                    title,
                    id,
                })
            }
            (Some(num), None) => Err(format!(
                "l’article {} n’a pas de «\u{a0}versions\u{a0}»",
                shown(&num)
            )),
            (None, Some(_)) => Err("un article n’a pas de «\u{a0}num\u{a0}»".to_owned()),
        }
    }
}

impl VersionLine {
    fn version(&self) -> Result<Version, String> {
        let day = |written: &Option<String>| match written {
            None => Ok(None),
            Some(written) => Day::parse(written)
                .map(Some)
                .ok_or_else(|| not("un jour AAAA-MM-JJ", written)),
        };
        Ok(Version {
            id: OfficialId::parse(&self.id)
                .ok_or_else(|| not("un identifiant LEGIARTI ou JORFARTI", &self.id))?,
            state: match &self.etat {
                None => State::Unknown,
                Some(word) => State::parse(word).ok_or_else(|| not("un état de LEGI", word))?,
            },
            from: day(&self.debut)?,
            to: day(&self.fin)?,
        })
    }
}

fn article_number(written: &str) -> Result<Article, String> {
    Article::parse(written).ok_or_else(|| not("un numéro d’article tel que L2113-15", written))
}

fn not(expected: &str, written: &str) -> String {
    format!("«\u{a0}{}\u{a0}» n’est pas {expected}", shown(written))
}

/// What a file says, short and without characters that could disturb a terminal.
fn shown(written: &str) -> String {
    written
        .chars()
        .filter(|c| !c.is_control())
        .take(60)
        .collect()
}

fn row_fault(kind: &RowErrorKind) -> String {
    match kind {
        RowErrorKind::Level(level) => format!(
            "le niveau {level} ne peut pas venir ici\u{a0}: un intitulé descend d’un niveau à la fois"
        ),
        RowErrorKind::Untitled => "un intitulé est vide".to_owned(),
        RowErrorKind::Twice(article) => {
            format!("l’article {} est donné deux fois", article.as_str())
        }
        RowErrorKind::Versions(article) => {
            format!("l’article {} n’a aucune version, ou trop", article.as_str())
        }
        RowErrorKind::Id(id) => format!("{id} n’est pas un identifiant de ce qui est là"),
        RowErrorKind::TooMany => "il y a trop d’articles ou d’intitulés".to_owned(),
    }
}

/// Begins the messages of ours that go through serde: its own are in English and are told otherwise.
const MARK: &str = "reperess:";

fn fault<E: serde::de::Error>(message: impl fmt::Display) -> E {
    E::custom(format!("{MARK}{message}"))
}

fn told(error: &serde_json::Error) -> FileError {
    use serde_json::error::Category;
    let whole = error.to_string();
    let message = whole
        .rsplit_once(" at line ")
        .map_or(whole.as_str(), |(message, _)| message);
    let quoted = || {
        let name = message.split('`').nth(1).unwrap_or_default();
        shown(name)
    };
    let fault = match error.classify() {
        Category::Eof => FileFault::Cut,
        Category::Syntax | Category::Io => FileFault::Syntax,
        Category::Data => match message.strip_prefix(MARK) {
            Some("") => FileFault::Format,
            Some(ours) => FileFault::Value(ours.to_owned()),
            None if message.starts_with("unknown field") => FileFault::UnknownKey(quoted()),
            None if message == "missing field `format`" => FileFault::Format,
            None if message.starts_with("missing field") => FileFault::MissingKey(quoted()),
            None => FileFault::Kind,
        },
    };
    FileError {
        line: error.line().max(1),
        fault,
    }
}
