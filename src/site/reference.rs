//! A sheet as a source: what cites it, in its page and in the files for reference managers.

use super::{SheetIndex, Site};
use crate::bibliography::{Name, Source, SourceKind};
use crate::input::Span;
use crate::sheet::front_matter::SheetKind;

/// Sheet `at` as a source: its slug is its id. Its address is left to those who know where pages go.
pub fn of_sheet(site: &Site, at: SheetIndex) -> Source {
    let sheet = &site.sheets[at];
    let front = &sheet.front;
    let publisher = site.config.author.as_ref().unwrap_or(&site.config.title);
    let authors = if front.authors.is_empty() {
        vec![Name::Literal(publisher.clone())]
    } else {
        front.authors.iter().map(|name| Name::parse(name)).collect()
    };
    let language = front.language.as_ref().unwrap_or(&site.config.language);
    let in_collection = front.kind != SheetKind::Page;
    Source {
        title: Some(front.title.clone()),
        authors,
        date: front.updated.or(front.date).map(Into::into),
        publisher: Some(publisher.clone()),
        collection: in_collection.then(|| front.collection.clone()),
        number: front.number.map(|number| number.to_string()),
        genre: (front.kind == SheetKind::Interview).then(|| "Entretien".to_owned()),
        language: Some(language.clone()),
        ..Source::new(
            sheet.slug.clone(),
            SourceKind::Report,
            Span::new(sheet.file, 0..0),
        )
    }
}
