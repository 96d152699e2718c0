//! Sources that are law: `[@loi-ess, art. 1er]` cites an article as surely as "article 1er de la loi n° 2014-856" does.

use crate::bibliography::{Source, SourceKind};
use crate::law::{self, Context, LegalRef, TextId, Texts};
use crate::sheet::FactSheet;
use std::collections::HashMap;

/// What the notes of a site cite as law. Each distinct source, and each place in one, is read once.
pub struct LawSources<'a> {
    texts: &'a Texts,
    known: HashMap<&'a str, Option<TextId>>,
    places: HashMap<(&'a str, &'a str), Vec<LegalRef>>,
}

impl<'a> LawSources<'a> {
    /// Nothing read yet.
    pub fn new(texts: &'a Texts) -> Self {
        Self {
            texts,
            known: HashMap::new(),
            places: HashMap::new(),
        }
    }

    /// The references to law that the notes of `sheet` make, with the number of the note, in order.
    pub fn of_sheet(&mut self, sheet: &'a FactSheet) -> Vec<(LegalRef, u32)> {
        let mut found = Vec::new();
        for (at, note) in sheet.notes.iter().enumerate() {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            for cited in note.sources() {
                let Some(text) = self.text(&cited.source) else {
                    continue;
                };
                let references = match &cited.locator {
                    None => vec![LegalRef::Text(text)],
                    Some(place) => self.places_in(&cited.source, place, &text),
                };
                found.extend(references.into_iter().map(|reference| (reference, number)));
            }
        }
        found
    }

    fn text(&mut self, source: &'a Source) -> Option<TextId> {
        self.known
            .entry(&source.id)
            .or_insert_with(|| text_of(source, self.texts))
            .clone()
    }

    /// What a place such as "art. 1er et 2" names; the text itself when it names no article.
    fn places_in(&mut self, source: &'a Source, place: &'a str, text: &TextId) -> Vec<LegalRef> {
        self.places
            .entry((&source.id, place))
            .or_insert_with(|| {
                // A number without its text would be one of a code.
                let entry = format!("{place} {}", self.texts.short(text));
                let articles = law::parse_entry(&entry, self.texts, Some(text))
                    .unwrap_or_default()
                    .into_iter()
                    .filter(|reference| reference.text() == text)
                    .collect::<Vec<_>>();
                if articles.is_empty() {
                    vec![LegalRef::Text(text.clone())]
                } else {
                    articles
                }
            })
            .clone()
    }
}

/// The text of law that a source of type legislation or case is: told by its official address, else by the name that its
/// title begins with, else by its court, day and number.
pub fn text_of(source: &Source, texts: &Texts) -> Option<TextId> {
    if !matches!(
        source.kind.heading(),
        SourceKind::Legislation | SourceKind::Case
    ) {
        return None;
    }
    let by_id = source
        .official_id
        .as_deref()
        .and_then(|id| texts.by_official_id(id));
    let by_address = source.url.as_deref().and_then(|url| {
        url.split(['/', '=', '&', '?', '#'])
            .find_map(|part| texts.by_official_id(part))
    });
    by_id
        .or(by_address)
        .or_else(|| {
            let title = source.title.as_deref()?;
            texts
                .by_abbreviation(title)
                .or_else(|| begins_with_text(title, texts))
        })
        .or_else(|| {
            let number = source.number.as_deref()?;
            let number = number.trim_start_matches("n°").trim_start();
            let court = source.authority.clone();
            let court = court.or_else(|| Some(source.authors.first()?.written().into_owned()))?;
            let day = source.date.map(|date| format!(", {}", date.french()));
            let named = format!("{court}{}, n° {number}", day.unwrap_or_default());
            begins_with_text(&named, texts)
        })
}

fn begins_with_text(words: &str, texts: &Texts) -> Option<TextId> {
    let found = law::find(words, texts);
    let first = Context::new(None)
        .settle(texts, words, found)
        .into_iter()
        .next()
        .filter(|mention| mention.range.start == 0)?;
    match first.parts.into_iter().next()?.reference? {
        LegalRef::Text(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography::{Name, SourceDate};
    use crate::input::{FileId, Span};

    fn source(kind: SourceKind, title: &str) -> Source {
        let mut source = Source::new("s".into(), kind, Span::new(FileId(0), 0..0));
        source.title = Some(title.to_owned());
        source
    }

    #[test]
    fn sources_are_tied_to_texts() {
        let texts = Texts::known();
        let told = |source: &Source| text_of(source, texts).map(|id| id.as_str().to_owned());
        let law = source(
            SourceKind::Legislation,
            "Loi n° 2014-856 du 31 juillet 2014 relative à l’économie sociale et solidaire",
        );
        assert_eq!(told(&law).as_deref(), Some("loi:2014-856"));
        let code = source(SourceKind::Legislation, "Code de la commande publique");
        assert_eq!(told(&code).as_deref(), Some("ccp"));
        let about = source(SourceKind::Report, "Loi n° 2014-856\u{a0}: bilan");
        assert_eq!(told(&about), None);
        let commented = source(SourceKind::Legislation, "Ce que dit la loi n° 2014-856");
        assert_eq!(told(&commented), None);
        let mut case = source(SourceKind::Case, "Commune de Vertou");
        case.authors = vec![Name::parse("Conseil d’État")];
        case.number = Some("417580".into());
        case.date = SourceDate::parse("2018-11-05").ok();
        assert_eq!(told(&case).as_deref(), Some("ce:417580"));
        let mut unnamed = source(SourceKind::Legislation, "La loi sur l’ESS");
        unnamed.url = Some("https://www.legifrance.gouv.fr/loda/id/JORFTEXT000029313296".into());
        assert_eq!(told(&unnamed).as_deref(), Some("loi:2014-856"));
    }
}
