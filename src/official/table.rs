//! Tables of articles in CSV, known by their header line: `num,legiarti_2019,legiarti_2026,date_debut_2026` (ids by year),
//! `num,id,…,etat,date_debut,date_fin,…,section` (one line an article), `num,cid,version_id,etat,…` (one line a version).

use super::error::{Fault, ImportError};
use super::gather::{Flat, Gathered, Import};
use crate::law::TextId;
use crate::law::official::{Day, MAX_LEVEL, OfficialId, State, Version, official_number};
use csv::{ErrorKind, ReaderBuilder, StringRecord, Trim};
use std::io::Read;

/// Where the columns are.
struct Columns {
    number: usize,
    id: Option<usize>,
    state: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
    section: Option<usize>,
    title: Option<usize>,
    /// Ids by year, the earliest first, each with the day from which it is in force when a column says so.
    by_year: Vec<(u16, usize, Option<usize>)>,
}

/// Takes in a table of articles of `text`.
pub(super) fn take(
    source: impl Read,
    delimiter: u8,
    name: &str,
    text: &TextId,
    import: &mut Import,
) -> Result<(), ImportError> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(Trim::All)
        .from_reader(source);
    let columns = columns(reader.headers().map_err(told)?)?;
    let gathered = import.gathered(text);
    gathered.sources.insert(format!(
        "données de Légifrance (Licence Ouverte 2.0), tableau {name}"
    ));
    // A table of versions that follows a table of articles keeps the plan of the latter.
    let plan = columns.section.is_some() || gathered.flat.is_empty();
    if plan {
        gathered.flat.clear();
    }
    let mut path: Vec<String> = Vec::new();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(told)? {
        let line = record.position().map_or(0, csv::Position::line);
        take_row(&record, &columns, text, plan, &mut path, gathered)
            .map_err(|error| error.at_line(line))?;
    }
    Ok(())
}

fn take_row(
    record: &StringRecord,
    columns: &Columns,
    text: &TextId,
    plan: bool,
    path: &mut Vec<String>,
    gathered: &mut Gathered,
) -> Result<(), ImportError> {
    let field = |column: Option<usize>| column.and_then(|at| record.get(at)).unwrap_or_default();
    let written = field(Some(columns.number));
    let Some(number) = official_number(written, text) else {
        gathered.left_out(written);
        return Ok(());
    };
    let versions = if columns.by_year.is_empty() {
        let state = match field(columns.state) {
            "" => State::Unknown,
            word => gathered.state(word),
        };
        vec![Version {
            id: id(field(columns.id))?,
            state,
            from: day(field(columns.from))?,
            to: day(field(columns.to))?.and_then(Day::known),
        }]
    } else {
        versions_by_year(columns, &field)?
    };
    let Some(last) = versions.last().copied() else {
        return Err(ImportError::new(Fault::Malformed(format!(
            "l’article {} n’a pas d’identifiant",
            number.as_str()
        ))));
    };
    let title = field(columns.title);
    if !title.is_empty() {
        gathered.titles.insert(number.clone(), title.to_owned());
    }
    for version in versions {
        gathered.add_version(&number, version)?;
    }
    if !plan {
        return Ok(());
    }
    if columns.section.is_some() {
        let above: Vec<String> = field(columns.section)
            .split(" > ")
            .filter(|title| !title.trim().is_empty())
            .take(usize::from(MAX_LEVEL))
            .map(str::to_owned)
            .collect();
        let common = path.iter().zip(&above).take_while(|(a, b)| a == b).count();
        for (at, title) in above.iter().enumerate().skip(common) {
            gathered.keep(1)?;
            gathered.flat.push(Flat::Heading {
                level: u8::try_from(at + 1).unwrap_or(MAX_LEVEL),
                title: title.clone(),
                id: None,
            });
        }
        *path = above;
    }
    gathered.flat.push(Flat::Article {
        level: u8::try_from(path.len()).unwrap_or(MAX_LEVEL),
        number,
        from: last.from,
        to: last.to,
    });
    Ok(())
}

/// The versions that a row gives by year. The last is in force when the table says since when; nothing is known of the
/// state of one without a day. An earlier one was replaced by then at the latest.
fn versions_by_year<'r>(
    columns: &Columns,
    field: &impl Fn(Option<usize>) -> &'r str,
) -> Result<Vec<Version>, ImportError> {
    let mut versions: Vec<Version> = Vec::new();
    for (_, column, from) in &columns.by_year {
        let written = field(Some(*column));
        if written.is_empty() {
            continue;
        }
        let from = day(field(*from))?;
        let version = Version {
            id: id(written)?,
            state: if from.is_some() {
                State::InForce
            } else {
                State::Unknown
            },
            from,
            to: None,
        };
        match versions.last_mut() {
            Some(last) if last.id == version.id => {
                if version.from.is_some() {
                    *last = version;
                }
            }
            Some(last) => {
                last.state = State::Modified;
                last.to = version.from;
                versions.push(version);
            }
            None => versions.push(version),
        }
    }
    Ok(versions)
}

fn id(written: &str) -> Result<OfficialId, ImportError> {
    OfficialId::parse(written)
        .filter(|id| id.is_article())
        .ok_or_else(|| {
            let short: String = written
                .chars()
                .filter(|c| !c.is_control())
                .take(40)
                .collect();
            ImportError::new(Fault::Malformed(format!(
                "«\u{a0}{short}\u{a0}» n’est pas un identifiant LEGIARTI"
            )))
        })
}

fn day(written: &str) -> Result<Option<Day>, ImportError> {
    if written.is_empty() {
        return Ok(None);
    }
    Day::parse(written).map(Some).ok_or_else(|| {
        let short: String = written
            .chars()
            .filter(|c| !c.is_control())
            .take(40)
            .collect();
        ImportError::new(Fault::Malformed(format!(
            "«\u{a0}{short}\u{a0}» n’est pas un jour AAAA-MM-JJ"
        )))
    })
}

fn columns(header: &StringRecord) -> Result<Columns, ImportError> {
    let at = |name: &str| header.iter().position(|column| column == name);
    let mut by_year: Vec<(u16, usize, Option<usize>)> = header
        .iter()
        .enumerate()
        .filter_map(|(column, name)| {
            let year = name.strip_prefix("legiarti_")?.parse().ok()?;
            Some((year, column, at(&format!("date_debut_{year}"))))
        })
        .collect();
    by_year.sort_unstable();
    let id = at("version_id").or(at("id"));
    match at("num") {
        Some(number) if id.is_some() || !by_year.is_empty() => Ok(Columns {
            number,
            id,
            state: at("etat"),
            from: at("date_debut"),
            to: at("date_fin"),
            section: at("section"),
            title: at("titre"),
            by_year,
        }),
        _ => Err(ImportError::new(Fault::UnknownForm(
            "la première ligne ne nomme pas les colonnes d’un tableau d’articles (num, et id, version_id ou legiarti_AAAA)"
                .to_owned(),
        ))
        .at_line(1)),
    }
}

fn told(error: csv::Error) -> ImportError {
    let line = error.position().map_or(0, csv::Position::line);
    match error.into_kind() {
        ErrorKind::Io(error) => ImportError::of_read(error),
        ErrorKind::Utf8 { .. } => ImportError::new(Fault::NotUtf8).at_line(line),
        ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => ImportError::new(Fault::Malformed(format!(
            "{len} colonnes au lieu de {expected_len}"
        )))
        .at_line(line),
        _ => ImportError::new(Fault::Malformed("le CSV est mal formé".to_owned())).at_line(line),
    }
}
