//! What editors may write in YAML, as JSON Schema (draft 2020-12), for the editors of text that check and complete it.
//!
//! The names of the keys are those of the readers' own tables; `keys` says what each is for and which values it takes.
//! Values are described as the readers take them: an absent value is no fault, and a number stands for a text.

mod keys;
mod shape;

use serde_json::{Value, json};

/// The language that the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What a schema describes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// The front matter of a sheet.
    FrontMatter,
    /// `content/sources.yaml`
    Sources,
    /// `content/glossaire.yaml`
    Glossary,
    /// `content/articles.yaml`
    Articles,
    /// `site.yaml`
    Site,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::FrontMatter,
        Self::Sources,
        Self::Glossary,
        Self::Articles,
        Self::Site,
    ];

    /// Their names, in the order of [`Self::ALL`].
    pub const NAMES: [&'static str; 5] =
        ["front-matter", "sources", "glossaire", "articles", "site"];

    /// What it is called on the command line and in the names of files.
    pub fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Sources => "sources",
            Self::Glossary => "glossaire",
            Self::Articles => "articles",
            Self::Site => "site",
        }
    }

    /// The subject of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.name() == name)
    }
}

/// The schema of `subject`.
pub fn of(subject: Subject) -> Value {
    let mut schema = json!({ "$schema": DIALECT });
    extend(&mut schema, described(subject));
    schema
}

/// One schema that holds all the others under `$defs`, and describes by itself the front matter of a sheet.
pub fn all() -> Value {
    let mut each = serde_json::Map::new();
    for subject in Subject::ALL {
        each.insert(subject.name().to_owned(), described(subject));
    }
    json!({
        "$schema": DIALECT,
        "title": "Fichiers d’un site reperess",
        "description": "En-tête d’une fiche\u{a0}; les autres fichiers sont décrits sous « $defs ».",
        "$ref": "#/$defs/front-matter",
        "$defs": each,
    })
}

/// A schema as it is written in a file: indented, with a line end.
pub fn print(schema: &Value) -> String {
    format!("{schema:#}\n")
}

fn described(subject: Subject) -> Value {
    match subject {
        Subject::FrontMatter => with_words(
            keys::front_matter().schema(),
            "En-tête d’une fiche",
            "Ce qui s’écrit entre les deux lignes « --- » en tête d’une fiche.",
        ),
        Subject::Sources => list(
            &keys::source().schema(),
            "Sources communes",
            "content/sources.yaml\u{a0}: les documents que les fiches citent par « [@id] ».",
        ),
        Subject::Glossary => list(
            &keys::glossary().schema(),
            "Glossaire",
            "content/glossaire.yaml\u{a0}: les sigles et les termes que la page du glossaire définit.",
        ),
        Subject::Articles => list(
            &keys::articles().schema(),
            "Articles et textes de loi",
            "content/articles.yaml\u{a0}: de quoi traite un article cité, ou un texte que l’outil ignore.",
        ),
        Subject::Site => with_words(
            keys::site().schema(),
            "Réglages du site",
            "site.yaml\u{a0}: toutes les clés sont facultatives.",
        ),
    }
}

fn list(items: &Value, title: &str, about: &str) -> Value {
    let schema = json!({ "type": ["array", "null"], "items": items });
    with_words(schema, title, about)
}

/// `schema` under a title and a description, which come first.
fn with_words(schema: Value, title: &str, about: &str) -> Value {
    let mut out = json!({ "title": title, "description": about });
    extend(&mut out, schema);
    out
}

fn extend(schema: &mut Value, more: Value) {
    if let (Some(schema), Value::Object(more)) = (schema.as_object_mut(), more) {
        schema.extend(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_of_a_reader_is_described_and_no_other() {
        for map in keys::all() {
            let mut read: Vec<&str> = map.names.iter().map(|(name, _)| *name).collect();
            let mut described: Vec<&str> = map.keys.iter().map(|key| key.name).collect();
            read.sort_unstable();
            described.sort_unstable();
            assert_eq!(read, described, "src/schema/keys.rs describes them");
            for key in &map.keys {
                assert!(!key.title.is_empty() && !key.about.is_empty());
                assert!(key.about.ends_with('.'), "{}", key.about);
            }
            let known = |name: &&str| read.contains(name);
            assert!(map.required.iter().all(known));
            assert!(map.exclusive.iter().all(|(a, b)| known(a) && known(b)));
        }
    }

    #[test]
    fn names_lead_back() {
        for (subject, name) in Subject::ALL.into_iter().zip(Subject::NAMES) {
            assert_eq!(subject.name(), name);
            assert_eq!(Subject::parse(name), Some(subject));
        }
        assert_eq!(Subject::parse("autre"), None);
    }
}
