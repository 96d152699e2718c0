//! The JSON Schemas that `reperess schema` prints, held against the readers: what one takes the other takes.

use crate::folder::{reperess, told};
use reperess::bibliography::formats;
use reperess::config;
use reperess::input::{FileId, InputFile};
use reperess::law::Texts;
use reperess::pipeline;
use reperess::reader;
use reperess::schema::{self, Subject};
use reperess::sheet::front_matter;
use reperess::site::facts;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Remarks on the form of a key or of its value: what a schema can see.
const FORM: [&str; 10] = [
    "cle-inconnue",
    "cle-manquante",
    "cle-double",
    "type-inattendu",
    "valeur-inconnue",
    "date-impossible",
    "trop-d-elements",
    "adresse-refusee",
    "slug",
    "langue",
];

fn accepts(subject: Subject, value: &Value) -> bool {
    let schema = schema::of(subject);
    jsonschema::draft202012::new(&schema)
        .expect("a valid schema")
        .is_valid(value)
}

/// The remarks on form that a reader has for `value`, written as YAML.
fn remarks(subject: Subject, value: &Value) -> BTreeSet<&'static str> {
    let yaml = serde_yaml::to_string(value).expect("YAML");
    let text = match subject {
        Subject::FrontMatter => format!("---\n{yaml}---\nUn texte.\n"),
        _ => yaml,
    };
    let file = InputFile {
        path: "a.yaml".into(),
        shown: "a.yaml".into(),
        text: text.as_str().into(),
    };
    let id = FileId(0);
    let found = match subject {
        Subject::FrontMatter => {
            let parts = front_matter::split(&file.text);
            front_matter::parse(id, &file, &parts, false, Texts::known()).found
        }
        Subject::Sources => formats::parse_shared([(id, &file)]).found,
        Subject::Articles => {
            let mut found = Vec::new();
            facts::read(id, &file, &mut found).read_articles(Texts::known(), &mut found);
            found
        }
        Subject::Site => config::parse(id, &file).found,
        // Its reader needs the sheets that it leads to.
        Subject::Glossary => {
            let sheet = ("a.md", "---\ntitre: A\n---\nUn texte.\n");
            pipeline::build(&reader::in_memory(&[sheet, ("glossaire.yaml", &text)])).found
        }
    };
    found
        .iter()
        .map(|remark| remark.code)
        .filter(|code| FORM.contains(code))
        .collect()
}

/// `keys` as a whole file: the front matter and `site.yaml` are one group, the others lists of groups.
fn whole(subject: Subject, keys: &Value) -> Value {
    match subject {
        Subject::FrontMatter | Subject::Site => keys.clone(),
        _ => json!([keys]),
    }
}

/// The least that a group of keys may hold.
fn least(subject: Subject) -> Value {
    match subject {
        Subject::FrontMatter => json!({ "titre": "Une fiche" }),
        Subject::Sources => json!({ "id": "loi-ess" }),
        Subject::Glossary => json!({ "terme": "Allotissement", "definition": "Un découpage." }),
        Subject::Articles => json!({ "ref": "L2113-12 CCP" }),
        Subject::Site => json!({}),
    }
}

/// The properties of a group: name and schema.
fn properties(subject: Subject) -> Vec<(String, Value)> {
    let schema = schema::of(subject);
    let group = match subject {
        Subject::FrontMatter | Subject::Site => &schema,
        _ => &schema["items"],
    };
    group["properties"]
        .as_object()
        .expect("properties")
        .iter()
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect()
}

/// A group with one key, and the other keys that it may not be without.
fn with(subject: Subject, name: &str, value: &Value) -> Value {
    let mut keys = match name {
        "titre" | "title" if subject == Subject::FrontMatter => json!({}),
        "id" | "identifiant" if subject == Subject::Sources => json!({}),
        "terme" | "term" => json!({ "definition": "Un découpage." }),
        "definition" => json!({ "terme": "Allotissement", "sigle": "A" }),
        "ref" | "texte" | "text" if subject == Subject::Articles => json!({}),
        "nom" | "name" | "noms" | "names" | "url" if subject == Subject::Articles => {
            json!({ "texte": "arrete:2020-ess" })
        }
        _ => least(subject),
    };
    keys[name] = value.clone();
    whole(subject, &keys)
}

#[test]
fn schemas_are_valid_and_say_what_each_key_is() {
    for schema in Subject::ALL
        .map(schema::of)
        .into_iter()
        .chain([schema::all()])
    {
        assert!(jsonschema::draft202012::meta::is_valid(&schema));
    }
    for subject in Subject::ALL {
        let properties = properties(subject);
        assert!(properties.len() > 3);
        for (name, schema) in properties {
            for word in ["title", "description"] {
                assert!(schema[word].is_string(), "{name} has a {word}");
            }
            assert!(schema["examples"].as_array().is_some_and(|e| !e.is_empty()));
        }
    }
}

#[test]
fn every_example_is_taken_by_the_schema_and_by_the_reader() {
    for subject in Subject::ALL {
        for (name, schema) in properties(subject) {
            for example in schema["examples"].as_array().expect("examples") {
                let file = with(subject, &name, example);
                assert!(accepts(subject, &file), "{subject:?} {name}: {file}");
                let found = remarks(subject, &file);
                assert!(found.is_empty(), "{subject:?} {name}: {file} {found:?}");
            }
        }
    }
}

#[test]
fn whatever_a_value_is_schema_and_reader_agree() {
    let values = [
        Value::Null,
        json!(""),
        json!("un texte"),
        json!(3),
        json!(0),
        json!(-1),
        json!(2026),
        json!(1.5),
        json!(true),
        json!("oui"),
        json!("maybe"),
        json!("2026-03"),
        json!("2026-03-14"),
        json!("2026-3"),
        json!("2026-13-01"),
        json!("2024, T2"),
        json!("2024, T5"),
        json!("14/03/2026"),
        json!("fr"),
        json!("marches-reserves"),
        json!("Marchés réservés"),
        json!("fiche"),
        json!("non conforme"),
        json!("https://exemple.org/"),
        json!("ftp://exemple.org/"),
        json!([]),
        json!(["un", "deux"]),
        json!(["un", null, 3]),
        json!([["un"]]),
        json!([{ "inconnue": 1 }]),
        json!([{ "date": "2026", "texte": "Revu." }]),
        json!([{ "texte": "Glossaire", "page": "glossaire.html" }]),
        json!([{ "ref": "L2113-15 CCP", "note": "Une note" }]),
        json!([{ "id": "a", "title": "Un titre" }]),
        json!([{ "note": "sans référence" }]),
        json!({}),
        json!({ "inconnue": 1 }),
        json!({ "etat": "non conforme" }),
        json!({ "etat": "inconnu" }),
        json!({ "date_audit": "2026" }),
    ];
    let mut faults = Vec::new();
    for subject in Subject::ALL {
        let schema = schema::of(subject);
        let validator = jsonschema::draft202012::new(&schema).expect("a valid schema");
        for (name, _) in properties(subject) {
            for value in &values {
                // What a schema cannot know, or does not say: which texts, files and kinds of source there are; that an
                // address is one; that a required key which is there may not be empty.
                let beyond = match (subject, name.as_str()) {
                    (Subject::FrontMatter, "articles" | "sources" | "historique" | "history")
                    | (Subject::Site, "menu") => {
                        // Their entries are held against the readers below.
                        value.as_array().is_some_and(|items| !items.is_empty())
                    }
                    (Subject::Sources, "type") => {
                        value.is_string() || value.is_number() || value.is_boolean()
                    }
                    (Subject::Sources | Subject::Site, "url" | "adresse") => {
                        value.is_string() || value.is_number() || value.is_boolean()
                    }
                    (Subject::Articles, "id" | "url" | "ref") => {
                        value.is_string()
                            || value.is_number()
                            || value.is_boolean()
                            || value.is_null()
                    }
                    (Subject::Site, "theme") => {
                        value.is_string() || value.is_number() || value.is_boolean()
                    }
                    (Subject::FrontMatter, "slug" | "langue" | "language")
                    | (Subject::Site | Subject::Sources, "langue" | "language") => {
                        value.is_number() || value.is_boolean()
                    }
                    (
                        _,
                        "titre" | "title" | "id" | "identifiant" | "terme" | "term" | "texte"
                        | "text" | "definition",
                    ) => value.is_null() || *value == json!(""),
                    // Days are also written as numbers, which none is.
                    _ => false,
                };
                if beyond {
                    continue;
                }
                let file = with(subject, &name, value);
                let found = remarks(subject, &file);
                if validator.is_valid(&file) != found.is_empty() {
                    faults.push(format!("{subject:?} {name} {value}: {found:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_keys_may_stand_together_is_the_same_for_both() {
    for (subject, keys, is_right) in [
        (Subject::FrontMatter, json!({}), false),
        (Subject::FrontMatter, json!({ "title": "A" }), true),
        (
            Subject::FrontMatter,
            json!({ "titre": "A", "title": "A" }),
            false,
        ),
        (
            Subject::FrontMatter,
            json!({ "titre": "A", "auteur": "B" }),
            false,
        ),
        (
            Subject::FrontMatter,
            json!({ "titre": "A", "historique": [{ "date": "2026", "text": "B" }] }),
            true,
        ),
        (
            Subject::FrontMatter,
            json!({ "titre": "A", "historique": [{ "date": "2026", "mot": "B" }] }),
            false,
        ),
        (
            Subject::FrontMatter,
            json!({ "titre": "A", "articles": [{ "note": "B" }] }),
            false,
        ),
        (
            Subject::FrontMatter,
            json!({ "titre": "A", "articles": [{ "ref": "L3 CCP" }, "L4 CCP"] }),
            true,
        ),
        (
            Subject::FrontMatter,
            json!({ "titre": "A", "sources": [{ "titre": "B" }] }),
            false,
        ),
        (
            Subject::Sources,
            json!({ "identifiant": "a", "auteur": "B" }),
            true,
        ),
        (Subject::Sources, json!({ "title": "A" }), false),
        (
            Subject::Sources,
            json!({ "id": "a", "identifiant": "a" }),
            false,
        ),
        (
            Subject::Sources,
            json!({ "id": "a", "auteur": "B", "authors": ["C"] }),
            false,
        ),
        (Subject::Glossary, json!({ "definition": "A" }), false),
        (
            Subject::Glossary,
            json!({ "acronym": "A", "term": "B", "see": "a" }),
            true,
        ),
        (Subject::Articles, json!({ "titre": "A" }), false),
        (
            Subject::Articles,
            json!({ "texte": "arrete:2020-ess", "noms": ["a"] }),
            true,
        ),
        (Subject::Site, json!({ "titre": "A", "title": "A" }), false),
        (
            Subject::Site,
            json!({ "menu": [{ "text": "A", "page": "sources.html" }] }),
            true,
        ),
        (
            Subject::Site,
            json!({ "menu": [{ "texte": "A", "lien": "sources.html" }] }),
            false,
        ),
        (
            Subject::Site,
            json!({ "accessibilite": { "etat": "non conforme", "note": "A" } }),
            false,
        ),
    ] {
        let file = whole(subject, &keys);
        assert_eq!(accepts(subject, &file), is_right, "schema: {file}");
        let found = remarks(subject, &file);
        assert_eq!(found.is_empty(), is_right, "reader: {file} {found:?}");
    }
}

/// The sample site, and the one that `init` makes, are right by their schemas.
#[test]
fn the_files_of_the_sample_sites_are_right() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for site in ["", "premier-site/site"] {
        let site = root.join(site);
        for (path, subject) in [
            ("site.yaml", Subject::Site),
            ("content/sources.yaml", Subject::Sources),
            ("content/glossaire.yaml", Subject::Glossary),
            ("content/articles.yaml", Subject::Articles),
        ] {
            let Ok(text) = std::fs::read_to_string(site.join(path)) else {
                assert_eq!(subject, Subject::Articles, "{path} is there");
                continue;
            };
            let value: Value = serde_yaml::from_str(&text).expect("YAML");
            assert!(accepts(subject, &value), "{path}");
        }
        let mut count = 0;
        for entry in walkdir::WalkDir::new(site.join("content")) {
            let path = entry.expect("readable").into_path();
            if path.extension().is_none_or(|extension| extension != "md")
                || path.ends_with("index.md")
            {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            let front = text.split("---\n").nth(1).expect("a front matter");
            let value: Value = serde_yaml::from_str(front).expect("YAML");
            assert!(accepts(Subject::FrontMatter, &value), "{}", path.display());
            count += 1;
        }
        assert!(count > 2);
    }
}

#[test]
fn schema_prints_json_and_nothing_else() {
    for name in Subject::NAMES {
        let told = told(reperess().args(["schema", name]));
        assert_eq!((told.status, told.err.as_str()), (Some(0), ""), "{name}");
        let printed: Value = serde_json::from_str(&told.out).expect("JSON");
        assert_eq!(printed, schema::of(Subject::parse(name).expect("a name")));
        assert_eq!(
            printed["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
    let all = told(reperess().arg("schema"));
    let printed: Value = serde_json::from_str(&all.out).expect("JSON");
    for name in Subject::NAMES {
        assert!(printed["$defs"][name]["title"].is_string(), "{name}");
    }
    let validator = jsonschema::draft202012::new(&printed).expect("a valid schema");
    assert!(validator.is_valid(&json!({ "titre": "A" })));
    assert!(!validator.is_valid(&json!({ "auteur": "A" })));
    let wrong = told(reperess().args(["schema", "fiche"]));
    assert_eq!(wrong.status, Some(2));
    assert!(
        wrong.err.contains("front-matter, sources, glossaire"),
        "{}",
        wrong.err
    );
}
