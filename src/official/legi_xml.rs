//! The files of the LEGI base, one at a time: `article/…/LEGIARTI….xml`, `section_ta/…/LEGISCTA….xml`,
//! `texte/struct/LEGITEXT….xml` and `texte/version/LEGITEXT….xml` (elements as in DILA's `legi_article.dtd`,
//! `legi_section_ta.dtd`, `legi_texte.dtd`).

use super::error::{Fault, ImportError};
use super::gather::{Child, Import, Link};
use crate::law::TextId;
use crate::law::official::{Day, OfficialId, State, Version, official_number};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Deepest element.
const MAX_DEPTH: usize = 200;
/// Longest value that is kept, in bytes.
const MAX_VALUE: usize = 4_000;

/// What one file says, whatever its kind.
#[derive(Default)]
struct Said {
    root: String,
    id: Option<OfficialId>,
    cid: Option<OfficialId>,
    title: String,
    full_title: String,
    number: String,
    state: String,
    from: String,
    to: String,
    modified: String,
    children: Vec<Named>,
    versions: Vec<Named>,
}

/// An element that names an article or a heading.
#[derive(Default)]
struct Named {
    section: bool,
    id: String,
    number: Option<String>,
    state: String,
    from: String,
    to: String,
    title: String,
}

/// Whether a path lies in the folder of a text that is wanted, `None` when it lies in that of no text. The folder bears
/// the `cid` of the text, which is the id that stays; the file inside may bear another.
pub(super) fn folder_is_wanted(path: &str, import: &Import) -> Option<bool> {
    folder_text(path).map(|cid| import.wanted.text(cid).is_some())
}

fn folder_text(path: &str) -> Option<OfficialId> {
    path.rsplit(['/', '\\'])
        .skip(1)
        .filter_map(OfficialId::parse)
        .find(|id| id.is_text())
}

/// Takes in the file at `path`. Gives false when it is of another kind or another text.
pub(super) fn take(path: &str, text: &str, import: &mut Import) -> Result<bool, ImportError> {
    let said = read(text)?;
    if !matches!(
        said.root.as_str(),
        "ARTICLE" | "SECTION_TA" | "TEXTELR" | "TEXTE_VERSION"
    ) {
        return Ok(false);
    }
    let missing = |what: &str| {
        ImportError::new(Fault::Malformed(format!(
            "{what} manque au fichier, ou n’est pas lisible"
        )))
    };
    let cid = folder_text(path)
        .or(said.cid)
        .or(said.id.filter(|id| id.is_text()))
        .ok_or_else(|| missing("l’identifiant du texte (cid)"))?;
    let Some(of_text) = import.wanted.text(cid).cloned() else {
        import.others.insert(cid);
        return Ok(false);
    };
    let id = said.id.ok_or_else(|| missing("l’identifiant (ID)"))?;
    let gathered = import.gathered(&of_text);
    if let Some(modified) = Day::parse(&said.modified).and_then(Day::known) {
        gathered.modified = gathered.modified.max(Some(modified));
    }
    if said.root == "TEXTE_VERSION" {
        let title = [said.full_title, said.title]
            .into_iter()
            .find(|title| !title.is_empty());
        gathered.legi.titles.extend(title.map(|title| (id, title)));
        return Ok(true);
    }
    gathered.keep(1 + said.children.len() + said.versions.len())?;
    match said.root.as_str() {
        "ARTICLE" => {
            if !id.is_article() {
                return Err(missing("l’identifiant d’article (LEGIARTI)"));
            }
            let own = Named {
                id: id.to_string(),
                number: Some(said.number),
                state: said.state,
                from: said.from,
                to: said.to,
                ..Named::default()
            };
            let own = link(&own, &of_text, import);
            let chain: Vec<Link> = said
                .versions
                .iter()
                .filter_map(|named| link(named, &of_text, import))
                .collect();
            let legi = &mut import.gathered(&of_text).legi;
            legi.articles.extend(own.map(|own| (id, own)));
            if chain.is_empty() {
                legi.chains.remove(&id);
            } else {
                legi.chains.insert(id, chain);
            }
        }
        "SECTION_TA" => {
            if !id.is_heading() {
                return Err(missing("l’identifiant de section (LEGISCTA)"));
            }
            let children = children(&said.children, &of_text, import);
            let legi = &mut import.gathered(&of_text).legi;
            legi.sections.insert(id, (said.title, children));
        }
        // The plan of the text.
        _ => {
            let children = children(&said.children, &of_text, import);
            import.gathered(&of_text).legi.tops.insert(id, children);
        }
    }
    Ok(true)
}

/// Forgets the files that a delivery says are withdrawn: one path a line, without its extension
/// (`liste_suppression_legi.dat`).
pub(super) fn withdraw(list: &str, import: &mut Import) {
    for line in list.lines() {
        let line = line.trim().trim_end_matches(".xml");
        let (Some(text), Some(id)) = (
            folder_text(line).and_then(|cid| import.wanted.text(cid).cloned()),
            line.rsplit('/').next().and_then(OfficialId::parse),
        ) else {
            continue;
        };
        let legi = &mut import.gathered(&text).legi;
        legi.articles.remove(&id);
        legi.chains.remove(&id);
        legi.sections.remove(&id);
        legi.tops.remove(&id);
        legi.titles.remove(&id);
    }
}

fn children(named: &[Named], text: &TextId, import: &mut Import) -> Vec<Child> {
    named
        .iter()
        .filter_map(|named| {
            if named.section {
                let id = OfficialId::parse(&named.id).filter(|id| id.is_heading())?;
                let day = |written: &str| Day::parse(written).and_then(Day::known);
                Some(Child::Section {
                    id,
                    title: named.title.clone(),
                    from: day(&named.from),
                    to: day(&named.to),
                })
            } else {
                link(named, text, import).map(Child::Article)
            }
        })
        .collect()
}

/// A version; none without an identifier. Without a number of the grammar it is kept aside for the report.
fn link(named: &Named, text: &TextId, import: &mut Import) -> Option<Link> {
    let id = OfficialId::parse(&named.id).filter(|id| id.is_article())?;
    let gathered = import.gathered(text);
    let written = named.number.as_deref().unwrap_or_default();
    let number = official_number(written, text);
    if number.is_none() && named.number.is_some() {
        gathered.left_out(written);
    }
    let state = if named.state.is_empty() {
        State::Unknown
    } else {
        gathered.state(&named.state)
    };
    let day = |written: &str| Day::parse(written);
    Some(Link {
        number,
        version: Version {
            id,
            state,
            from: day(&named.from),
            to: day(&named.to).and_then(Day::known),
        },
    })
}

fn read(text: &str) -> Result<Said, ImportError> {
    let mut reader = Reader::from_str(text);
    let mut said = Said::default();
    let mut path: Vec<String> = Vec::new();
    let mut value = String::new();
    loop {
        let event = reader.read_event().map_err(|_| {
            let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
            malformed(text, at)
        })?;
        match event {
            Event::Start(start) => {
                if path.len() == MAX_DEPTH {
                    return Err(malformed(
                        text,
                        usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX),
                    ));
                }
                path.push(start.name().0.to_owned());
                value.clear();
                begin(&start, &path, &mut said);
            }
            Event::Empty(start) => {
                path.push(start.name().0.to_owned());
                begin(&start, &path, &mut said);
                path.pop();
            }
            Event::Text(part) if value.len() < MAX_VALUE => value.push_str(&part.xml10_content()),
            Event::CData(part) if value.len() < MAX_VALUE => value.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) if value.len() < MAX_VALUE => {
                match (entity.resolve_char_ref(), &*entity) {
                    (Ok(Some(c)), _) => value.push(c),
                    (_, "amp") => value.push('&'),
                    (_, "lt") => value.push('<'),
                    (_, "gt") => value.push('>'),
                    (_, "quot") => value.push('"'),
                    (_, "apos") => value.push('\''),
                    _ => value.push(' '),
                }
            }
            Event::End(_) => {
                end(&path, value.trim(), &mut said);
                value.clear();
                path.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !path.is_empty() {
        return Err(ImportError::new(Fault::Cut));
    }
    if said.root.is_empty() {
        return Err(malformed(text, 0));
    }
    Ok(said)
}

fn malformed(text: &str, at: usize) -> ImportError {
    let before = &text.as_bytes()[..at.min(text.len())];
    let line = before.split(|b| *b == b'\n').count();
    ImportError::new(Fault::Malformed("le XML est mal formé".to_owned())).at_line(line as u64)
}

/// Takes in what the attributes of an element say.
fn begin(start: &BytesStart, path: &[String], said: &mut Said) {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    let attribute = |name: &str| -> Option<String> {
        let found = start.try_get_attribute(name).ok()??;
        let value = found.normalized_value(XmlVersion::Explicit1_0).ok()?;
        (value.len() <= MAX_VALUE).then(|| value.into_owned())
    };
    let named = |section: bool| Named {
        section,
        id: attribute("id").unwrap_or_default(),
        number: attribute("num"),
        state: attribute("etat").unwrap_or_default(),
        from: attribute("debut").unwrap_or_default(),
        to: attribute("fin").unwrap_or_default(),
        title: String::new(),
    };
    match names.as_slice() {
        [root] if said.root.is_empty() => said.root = (*root).to_owned(),
        ["ARTICLE" | "SECTION_TA", "CONTEXTE", "TEXTE"] => {
            said.cid = attribute("cid").as_deref().and_then(OfficialId::parse);
        }
        ["ARTICLE", "VERSIONS", "VERSION", "LIEN_ART"] => said.versions.push(named(false)),
        ["SECTION_TA", "STRUCTURE_TA", "LIEN_ART"] | ["TEXTELR", "STRUCT", "LIEN_ART"] => {
            said.children.push(named(false));
        }
        ["SECTION_TA", "STRUCTURE_TA", "LIEN_SECTION_TA"]
        | ["TEXTELR", "STRUCT", "LIEN_SECTION_TA"] => said.children.push(named(true)),
        _ => {}
    }
}

/// Takes in what the words of an element say.
fn end(path: &[String], value: &str, said: &mut Said) {
    if path.len() > 5 {
        return;
    }
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    match names.as_slice() {
        [_, "META", "META_COMMUN", "ID"] | ["SECTION_TA", "ID"] => {
            said.id = OfficialId::parse(value);
        }
        [_, "META", "META_SPEC", "META_TEXTE_CHRONICLE", field] => match *field {
            "CID" => said.cid = OfficialId::parse(value),
            "DERNIERE_MODIFICATION" => said.modified = value.to_owned(),
            _ => {}
        },
        [_, "META", "META_SPEC", "META_TEXTE_VERSION", field] => match *field {
            "TITRE" => said.title = value.to_owned(),
            "TITREFULL" => said.full_title = value.to_owned(),
            _ => {}
        },
        [_, "META", "META_SPEC", "META_ARTICLE", field] => match *field {
            "NUM" => said.number = value.to_owned(),
            "ETAT" => said.state = value.to_owned(),
            "DATE_DEBUT" => said.from = value.to_owned(),
            "DATE_FIN" => said.to = value.to_owned(),
            _ => {}
        },
        ["SECTION_TA", "TITRE_TA"] => said.title = value.to_owned(),
        [_, "STRUCTURE_TA" | "STRUCT", "LIEN_SECTION_TA"] => {
            if let Some(last) = said.children.last_mut() {
                last.title = value.to_owned();
            }
        }
        _ => {}
    }
}
