//! Data on a page for machines (schema.org), as JSON that cannot end its `script`.

use super::{Views, kind_label, last_date};
use crate::bibliography::Name;
use crate::bibliography::name::is_said_as_person;
use crate::law::{self, LegalRef, TextId, url};
use crate::render::html::escape::allowed_url;
use crate::render::html::law_text::{named_in_full, upper_first};
use crate::site::{IndexedArticle, IndexedText, SheetIndex};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Most references of law that are listed.
const MAX_CITATIONS: usize = 200;

/// The author of a sheet as `name` is written; `site` is the author of the whole site, which is a body.
fn author(name: &str, site: Option<&str>) -> Value {
    match Name::parse(name) {
        Name::Person(person) => {
            let mut data = Map::new();
            data.insert("@type".to_owned(), json!("Person"));
            let said = Name::Person(person.clone());
            data.insert("name".to_owned(), json!(said.in_order()));
            data.insert(
                "familyName".to_owned(),
                json!(person.family_with_particle()),
            );
            if let Some(given) = &person.given {
                data.insert("givenName".to_owned(), json!(given));
            }
            Value::Object(data)
        }
        Name::Literal(said) => {
            let is_person = site != Some(said.as_str()) && is_said_as_person(&said);
            let kind = if is_person { "Person" } else { "Organization" };
            json!({"@type": kind, "name": said})
        }
    }
}

impl Views<'_> {
    /// JSON-LD of sheet `at`, whose page is at `path`.
    pub fn sheet_json_ld(&self, at: SheetIndex, path: &str) -> String {
        let sheet = &self.site.sheets[at];
        let front = &sheet.front;
        let config = &self.site.config;
        let mut data = Map::new();
        let mut set = |key: &str, value: Value| {
            data.insert(key.to_owned(), value);
        };
        set("@context", json!("https://schema.org"));
        set("@type", json!("Article"));
        set("headline", json!(front.title));
        if let Some(summary) = &front.summary {
            set("description", json!(summary));
        }
        set(
            "inLanguage",
            json!(front.language.as_ref().unwrap_or(&config.language)),
        );
        set("genre", json!(kind_label(front.kind)));
        if let Some(date) = front.date {
            set("datePublished", json!(date.iso()));
        }
        if let Some(date) = last_date(sheet) {
            set("dateModified", json!(date.iso()));
        }
        if let Some(image) = self.image_to_share(at) {
            set("image", json!(image));
        }
        if let Some(date) = front.verified {
            set("lastReviewed", json!(date.iso()));
        }
        if !front.authors.is_empty() {
            let authors: Vec<Value> = front
                .authors
                .iter()
                .map(|name| author(name, config.author.as_deref()))
                .collect();
            set("author", Value::Array(authors));
        }
        if let Some(author) = &config.author {
            set(
                "publisher",
                json!({"@type": "Organization", "name": author}),
            );
        }
        if let Some(number) = front.number {
            set("position", json!(number));
        }
        set(
            "isPartOf",
            json!({"@type": "CreativeWorkSeries", "name": front.collection}),
        );
        if !front.topics.is_empty() {
            set("about", json!(front.topics));
        }
        if let Some(address) = self.absolute(path) {
            set("url", json!(address));
        }
        let cited: BTreeSet<&LegalRef> = sheet
            .law
            .iter()
            .flat_map(|mention| &mention.parts)
            .filter_map(|part| part.reference.as_ref())
            .chain(
                sheet
                    .declared_law
                    .iter()
                    .map(|declared| &declared.reference),
            )
            .chain(
                self.site.legal_index.in_notes[at]
                    .iter()
                    .map(|(reference, _)| reference),
            )
            .collect();
        let citations: Vec<Value> = cited
            .into_iter()
            .take(MAX_CITATIONS)
            .map(|reference| self.legislation(reference))
            .collect();
        if !citations.is_empty() {
            set("citation", Value::Array(citations));
        }
        script_json(&Value::Object(data))
    }

    /// JSON-LD of the page of `text`.
    pub fn text_json_ld(&self, text: &IndexedText, path: &str) -> String {
        let mut data = self.legislation_text(&text.id);
        data.shift_insert(0, "@context".to_owned(), json!("https://schema.org"));
        if let Some(address) = self.absolute(path) {
            data.insert("mainEntityOfPage".to_owned(), json!(address));
        }
        script_json(&Value::Object(data))
    }

    /// JSON-LD of the page of `article`, of `text`.
    pub fn article_json_ld(
        &self,
        text: &IndexedText,
        article: &IndexedArticle,
        path: &str,
    ) -> String {
        let reference = LegalRef::Article {
            text: text.id.clone(),
            article: article.article.clone(),
        };
        let name = named_in_full(&reference, &self.site.texts);
        let mut data = Map::new();
        let mut set = |key: &str, value: Value| {
            data.insert(key.to_owned(), value);
        };
        set("@context", json!("https://schema.org"));
        set("@type", json!("Legislation"));
        set("legislationIdentifier", json!(reference.id()));
        set("name", json!(upper_first(&name)));
        if let Some(title) = &article.title {
            set("description", json!(title));
        }
        set("inLanguage", json!("fr"));
        set("isPartOf", Value::Object(self.legislation_text(&text.id)));
        if let Some(in_force) = article.official.as_ref().and_then(|facts| facts.in_force) {
            let force = if in_force { "InForce" } else { "NotInForce" };
            set(
                "legislationLegalForce",
                json!(format!("https://schema.org/{force}")),
            );
        }
        let of_text = url::text_url(&text.id, &self.site.texts);
        let same = article.url.as_ref().filter(|address| {
            // A search or the whole text is not the article.
            allowed_url(address) && url::is_exact(address) && of_text.as_ref() != Some(*address)
        });
        if let Some(address) = same {
            set("sameAs", json!(address));
        }
        if let Some(address) = self.absolute(path) {
            set("mainEntityOfPage", json!(address));
        }
        script_json(&Value::Object(data))
    }

    fn legislation_text(&self, id: &TextId) -> Map<String, Value> {
        let texts = &self.site.texts;
        let mut data = Map::new();
        let mut set = |key: &str, value: Value| {
            data.insert(key.to_owned(), value);
        };
        set("@type", json!("Legislation"));
        set("legislationIdentifier", json!(id.as_str()));
        set("name", json!(texts.title(id)));
        set("inLanguage", json!("fr"));
        if let Some(date) = texts.get(id).and_then(|text| text.date.as_ref()) {
            set("legislationDate", json!(date));
        }
        let same = url::text_url(id, texts)
            .filter(|address| allowed_url(address) && url::is_exact(address));
        if let Some(address) = same {
            set("sameAs", json!(address));
        }
        data
    }

    fn legislation(&self, reference: &LegalRef) -> Value {
        let mut data = Map::new();
        data.insert("@type".into(), json!("Legislation"));
        data.insert("legislationIdentifier".into(), json!(reference.id()));
        data.insert(
            "name".into(),
            json!(law::display(reference, &self.site.texts)),
        );
        if let Some(address) = url::official_url(reference, &self.site.texts) {
            data.insert("url".into(), json!(address));
        }
        Value::Object(data)
    }
}

/// `value` as JSON for a `script`: no `<`, which could end it, and no hidden character.
pub fn script_json(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}'
            | '\u{2029}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fffe}'
            | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_cannot_be_ended_from_inside() {
        let json = script_json(&json!({"headline": "</script><script>alert(1)//\u{1}\u{202e}"}));
        assert!(!json.contains('<'), "{json}");
        assert!(!json.contains('\u{202e}'), "{json}");
        let back: Value = serde_json::from_str(&json).unwrap();
        assert!(back["headline"].as_str().unwrap().starts_with("</script>"));
    }
}
