//! What a page says of itself to reference managers and catalogues: Highwire Press tags, which Zotero's connector and Google
//! Scholar read, and Dublin Core (DCMI Metadata Terms, "Expressing Dublin Core in HTML", prefix `DC`).

use super::{Views, last_date};
use crate::date::{PartialDate, Precision};
use crate::sheet::front_matter::SheetKind;
use crate::site::SheetIndex;
use serde::Serialize;

/// A `meta` element.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MetaView {
    /// Its name.
    pub name: &'static str,
    /// Its content, plain text.
    pub content: String,
}

impl Views<'_> {
    /// The metadata of sheet `at`, whose page is at `path`: who wrote it, when, in which collection. Pages such as legal
    /// notices are nobody's source and have none.
    pub(super) fn metadata(&self, at: SheetIndex, path: &str) -> Vec<MetaView> {
        let sheet = &self.site.sheets[at];
        let front = &sheet.front;
        if matches!(front.kind, SheetKind::Page | SheetKind::Home) {
            return Vec::new();
        }
        let config = &self.site.config;
        let publisher = config.author.as_ref().unwrap_or(&config.title);
        let authors: Vec<&String> = if front.authors.is_empty() {
            vec![publisher]
        } else {
            front.authors.iter().collect()
        };
        let language = front.language.as_ref().unwrap_or(&config.language);
        let mut out = Vec::new();
        let mut put = |name: &'static str, content: &str| {
            out.push(MetaView {
                name,
                content: content.to_owned(),
            });
        };
        put("citation_title", &front.title);
        put("DC.title", &front.title);
        for author in authors {
            put("citation_author", author);
            put("DC.creator", author);
        }
        if let Some(date) = last_date(sheet) {
            put("citation_publication_date", &slashed(date));
            put("DC.date", &date.iso());
        }
        put("citation_technical_report_institution", publisher);
        put("DC.publisher", publisher);
        if let Some(number) = front.number {
            put("citation_technical_report_number", &number.to_string());
        }
        put("citation_series_title", &front.collection);
        put("DC.relation.isPartOf", &front.collection);
        put("citation_language", language);
        put("DC.language", language);
        for topic in &front.topics {
            put("DC.subject", topic);
        }
        if let Some(url) = self.absolute(path) {
            put("citation_public_url", &url);
            put("DC.identifier", &url);
        }
        out
    }
}

/// `2024/06/01`, as Highwire tags have dates; as precise as it is known.
fn slashed(date: PartialDate) -> String {
    match date.precision {
        Precision::Quarter(_) => date.year.to_string(),
        _ => date.iso().replace('-', "/"),
    }
}
