//! The tree of a code as SocialGouv/legi-data publishes it: `{type, data, children}`, down to articles with their versions.

use super::error::{Fault, ImportError};
use super::gather::{Flat, Gathered, Import, Link};
use crate::law::TextId;
use crate::law::official::{Day, MAX_LEVEL, OfficialId, State, Version, official_number};
use serde::Deserialize;
use serde_json::error::Category;
use std::io::Read;

#[derive(Deserialize)]
struct Node {
    #[serde(rename = "type")]
    kind: String,
    data: Data,
    children: Option<Vec<Node>>,
}

/// What a code, a section or an article says; texts of law are skipped unread.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Data {
    id: Option<String>,
    cid: Option<String>,
    title: Option<String>,
    num: Option<String>,
    etat: Option<String>,
    date_debut: Option<When>,
    date_fin: Option<When>,
    date_modif: Option<When>,
    article_versions: Option<Vec<VersionData>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct VersionData {
    id: Option<String>,
    etat: Option<String>,
    date_debut: Option<When>,
    date_fin: Option<When>,
    numero: Option<String>,
}

/// Milliseconds since 1970, or a day in ISO 8601.
#[derive(Deserialize)]
#[serde(untagged)]
enum When {
    Ms(i64),
    Iso(String),
}

impl When {
    fn day(&self) -> Option<Day> {
        match self {
            Self::Ms(ms) => Day::from_epoch_ms(*ms),
            Self::Iso(text) => Day::parse(text.get(..10)?),
        }
    }
}

/// Takes in a tree.
pub(super) fn take(source: impl Read, name: &str, import: &mut Import) -> Result<(), ImportError> {
    let root: Node = serde_json::from_reader(source).map_err(told)?;
    let ids = [&root.data.cid, &root.data.id];
    let ids: Vec<OfficialId> = ids
        .into_iter()
        .flatten()
        .filter_map(|id| OfficialId::parse(id))
        .filter(|id| id.is_text())
        .collect();
    if ids.is_empty() {
        return Err(ImportError::new(Fault::UnknownForm(
            "ce JSON n’est pas l’arbre d’un texte (type, data, children), tel que legi-data le publie"
                .to_owned(),
        )));
    }
    let Some(text) = ids.iter().find_map(|id| import.wanted.text(*id)).cloned() else {
        import.others.insert(ids[0]);
        return Ok(());
    };
    let gathered = import.gathered(&text);
    gathered.sources.insert(format!(
        "DILA, base LEGI, par SocialGouv/legi-data (Licence Ouverte 2.0), {name}"
    ));
    gathered.complete = true;
    gathered.flat.clear();
    let day = |when: &Option<When>| when.as_ref().and_then(When::day).and_then(Day::known);
    gathered.modified = gathered.modified.max(day(&root.data.date_modif));
    gathered.title = root.data.title.clone().or(gathered.title.take());
    // A tree has at most the sixty levels that the JSON parser lets through.
    let mut stack = vec![root.children.unwrap_or_default().into_iter()];
    while let Some(children) = stack.last_mut() {
        let Some(node) = children.next() else {
            stack.pop();
            continue;
        };
        let level = u8::try_from(stack.len() - 1)
            .unwrap_or(MAX_LEVEL)
            .min(MAX_LEVEL);
        if node.kind == "article" {
            take_article(&node.data, level, &text, gathered)?;
        } else {
            let deeper = level < MAX_LEVEL;
            if deeper {
                gathered.keep(1)?;
                gathered.flat.push(Flat::Heading {
                    level: level + 1,
                    title: node.data.title.unwrap_or_default(),
                    id: node
                        .data
                        .id
                        .as_deref()
                        .and_then(OfficialId::parse)
                        .filter(|id| id.is_heading()),
                });
            }
            stack.push(node.children.unwrap_or_default().into_iter());
        }
    }
    Ok(())
}

fn take_article(
    data: &Data,
    level: u8,
    text: &TextId,
    gathered: &mut Gathered,
) -> Result<(), ImportError> {
    let written = data.num.as_deref().unwrap_or_default();
    let Some(number) = official_number(written, text) else {
        gathered.left_out(if written.is_empty() {
            "(sans numéro)"
        } else {
            written
        });
        return Ok(());
    };
    let own = VersionData {
        id: data.id.clone(),
        etat: data.etat.clone(),
        date_debut: data.date_debut.as_ref().and_then(When::day).map(iso),
        date_fin: data.date_fin.as_ref().and_then(When::day).map(iso),
        numero: None,
    };
    let listed = data.article_versions.iter().flatten();
    let mut chain = Vec::new();
    for version in listed.chain([&own]) {
        let Some(id) = version
            .id
            .as_deref()
            .and_then(OfficialId::parse)
            .filter(|id| id.is_article())
        else {
            continue;
        };
        // A version bears a number of its own when the article was renumbered since.
        let number = match version.numero.as_deref() {
            Some(other) if !other.is_empty() => official_number(other, text),
            _ => Some(number.clone()),
        };
        let state = match version.etat.as_deref() {
            Some(word) => gathered.state(word),
            None => State::Unknown,
        };
        let day = |when: &Option<When>| when.as_ref().and_then(When::day);
        chain.push(Link {
            number,
            version: Version {
                id,
                state,
                from: day(&version.date_debut),
                to: day(&version.date_fin).and_then(Day::known),
            },
        });
    }
    for link in &chain {
        if let Some(number) = &link.number {
            gathered.add_version(number, link.version)?;
        }
    }
    let Some(last) = chain.last() else {
        gathered.left_out(written);
        return Ok(());
    };
    gathered.flat.push(Flat::Article {
        level,
        number: number.clone(),
        from: last.version.from,
        to: last.version.to,
    });
    gathered.renumber(&chain);
    // The tree shows the article under its present number, whatever the order of its versions.
    gathered.renumbered.remove(&number);
    Ok(())
}

fn iso(day: Day) -> When {
    When::Iso(day.to_string())
}

fn told(error: serde_json::Error) -> ImportError {
    let line = error.line() as u64;
    match error.classify() {
        Category::Io => ImportError::of_read(error.into()),
        Category::Eof => ImportError::new(Fault::Cut).at_line(line),
        Category::Syntax => ImportError::new(Fault::Malformed("le JSON est mal formé".to_owned())).at_line(line),
        Category::Data => ImportError::new(Fault::UnknownForm(
            "ce JSON n’est pas l’arbre d’un texte (type, data, children), tel que legi-data le publie".to_owned(),
        ))
        .at_line(line),
    }
}
