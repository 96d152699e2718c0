//! Sources that are law: `[@loi-ess, art. 1er]` cites an article as surely as "article 1er de la loi n° 2014-856" does.

use crate::bibliography::{Part, Source, SourceDate, SourceKind};
use crate::law::{self, Context, LegalRef, Nature, TextId, Texts};
use crate::sheet::FactSheet;
use std::borrow::Cow;
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
        .or_else(|| decision_of(source, texts))
}

/// The decision that a source is: told by its court, day and number, else by the only one that its title names.
///
/// The court may be said with its chamber, "Conseil d’État, 7e et 2e chambres réunies" or "CE, sect.", in the author or the
/// authority; the number with what announces it, "req. n° 417580", or with those of the cases joined to it.
fn decision_of(source: &Source, texts: &Texts) -> Option<TextId> {
    if source.kind.heading() != SourceKind::Case {
        return None;
    }
    let day = source.date.map(|date| format!(", {}", date.french()));
    let authors = source.authors.iter().map(|name| name.written());
    let courts = source.authority.as_deref().map(Cow::Borrowed);
    let courts: Vec<Cow<str>> = courts.into_iter().chain(authors).collect();
    for number in source.number.as_deref().into_iter().flat_map(numbers) {
        for court in &courts {
            let alone = court.split([',', '(', ';']).next().unwrap_or_default();
            for court in [alone.trim(), court] {
                // "C-280/00" is no number that "n°" announces.
                let sign = if number.starts_with(|c: char| c.is_ascii_digit()) {
                    "n° "
                } else {
                    ""
                };
                for day in [day.as_deref().unwrap_or_default(), ""] {
                    let named = format!("{court}{day}, {sign}{number}");
                    if let Some(text) = begins_with_text(&named, texts) {
                        return Some(text);
                    }
                }
            }
        }
    }
    only_decision_in(source.title.as_deref()?, texts)
}

/// The numbers in the words of a number: "417580 et 417581", "req. n° 417580", "aff. C-280/00", "2019-810 DC".
fn numbers(words: &str) -> impl Iterator<Item = &str> {
    words
        .split([',', ';', '&'])
        .flat_map(|words| words.split(" et "))
        .filter_map(|words| {
            let digit = words.find(|c: char| c.is_ascii_digit())?;
            // The letter of the Court of justice is part of the number.
            let start = ["C-", "T-", "F-", "P-"]
                .iter()
                .find(|letter| words[..digit].ends_with(*letter))
                .map_or(digit, |letter| digit - letter.len());
            Some(words[start..].trim_end())
        })
}

/// The decision named in `title`, when it names only one.
fn only_decision_in(title: &str, texts: &Texts) -> Option<TextId> {
    let found = law::find(title, texts);
    let mut decisions: Vec<TextId> = Context::new(None)
        .settle(texts, title, found)
        .into_iter()
        .flat_map(|mention| mention.parts)
        .filter_map(|part| part.reference)
        .map(|reference| reference.text().clone())
        .filter(|text| text.nature() == Nature::Case)
        .collect();
    decisions.dedup();
    match decisions.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// The year of a source. Laws and decisions whose entry bears no date have that of the text that they are, else the day
/// that their title says: "Loi n° 2014-856 du 31 juillet 2014".
pub fn year_of(source: &Source, law: Option<&TextId>, texts: &Texts) -> Option<i16> {
    if let Some(date) = source.date {
        return date.from().map(|moment| moment.year);
    }
    if !matches!(
        source.kind.heading(),
        SourceKind::Legislation | SourceKind::Case
    ) {
        return None;
    }
    let of_text = law
        .and_then(|id| texts.get(id)?.date.as_deref()?.get(..4)?.parse().ok())
        .or_else(|| day_in(&texts.title(law?)));
    of_text.or_else(|| day_in(source.title.as_deref()?))
}

/// The year of the first day that is written in words in `title`.
fn day_in(title: &str) -> Option<i16> {
    let words: Vec<&str> = title.split_whitespace().collect();
    words.windows(3).find_map(|day| {
        let written = day.join(" ");
        let date = SourceDate::parse(written.trim_end_matches([',', '.', ')'])).ok()?;
        let moment = date.from()?;
        matches!(moment.part, Part::Day(..)).then_some(moment.year)
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
    use crate::bibliography::Name;
    use crate::input::{FileId, Span};

    fn source(kind: SourceKind, title: &str) -> Source {
        let mut source = Source::new("s".into(), kind, Span::new(FileId(0), 0..0));
        source.title = Some(title.to_owned());
        source
    }

    #[test]
    fn decisions_are_tied_by_court_day_and_number() {
        let texts = Texts::known();
        for (court, day, number, title, id) in [
            (
                "Conseil d’État, 7e et 2e chambres réunies",
                "2018-11-05",
                "417580",
                "Commune de Vertou",
                "ce:417580",
            ),
            ("CE, sect.", "2007-04-06", "284736", "Aix", "ce:284736"),
            ("CE, sect.", "", "n° 284736", "Aix", "ce:284736"),
            (
                "CE (ass.)",
                "2014-04-04",
                "req. n° 358994",
                "Tarn-et-Garonne",
                "ce:358994",
            ),
            (
                "Conseil d'Etat, Section",
                "2007-04-06",
                "284736 et 284737",
                "Aix",
                "ce:284736",
            ),
            (
                "Cour de cassation, chambre sociale",
                "2022-03-09",
                "20-12.345",
                "",
                "cass:20-12.345",
            ),
            (
                "Cass. soc.",
                "2022-03-09",
                "pourvoi n° 20-12.345",
                "",
                "cass:20-12.345",
            ),
            (
                "CJUE, grande chambre",
                "2003-07-24",
                "C-280/00",
                "Altmark Trans",
                "cjue:C-280/00",
            ),
            (
                "Cour de justice de l’Union européenne",
                "2003-07-24",
                "aff. C-280/00",
                "Altmark",
                "cjue:C-280/00",
            ),
            (
                "Cour administrative d’appel de Marseille, 6e chambre",
                "2021-02-01",
                "20MA01234",
                "",
                "caa-marseille:20MA01234",
            ),
            (
                "Tribunal administratif de Lille, 4e ch.",
                "2021-02-01",
                "1901234",
                "",
                "ta-lille:1901234",
            ),
            (
                "Conseil constitutionnel",
                "2003-06-26",
                "2003-473 DC",
                "Loi habilitant le Gouvernement",
                "cc:2003-473DC",
            ),
            (
                "CJCE",
                "2003-07-24",
                "",
                "Arrêt du 24 juillet 2003, Altmark Trans, C-280/00",
                "cjue:C-280/00",
            ),
        ] {
            let mut case = source(SourceKind::Case, title);
            case.authors = vec![Name::parse(court)];
            case.number = (!number.is_empty()).then(|| number.to_owned());
            case.date = SourceDate::parse(day).ok();
            let told = text_of(&case, texts);
            assert_eq!(told.as_ref().map(TextId::as_str), Some(id), "{court}");
            (case.authority, case.authors) = (Some(court.to_owned()), Vec::new());
            let told = text_of(&case, texts);
            assert_eq!(told.as_ref().map(TextId::as_str), Some(id), "{court}");
        }
        let mut unknown = source(SourceKind::Case, "Une décision");
        unknown.authors = vec![Name::parse("Autorité de la concurrence")];
        unknown.number = Some("417580".into());
        assert_eq!(text_of(&unknown, texts), None);
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
