//! A [`Source`] as the library wants it.
//!
//! What the library would misread never reaches it: dates are checked and given in numbers, a period goes in under a year
//! that stands for it, a name without letters is left out, a particle is never looked for inside a family name.
//!
//! The shipped sheets get a few variables more, which say what CSL has no way to compute: the name of a law apart from what
//! it is about, the abbreviation of a court, a number that the title has not given yet. Styles that editors bring get the
//! variables of CSL 1.0.2 with their own meaning.

use super::engine::FIRST_NOTE;
use super::legal;
use crate::bibliography::date::{Moment, Part, SourceDate};
use crate::bibliography::style::{
    is_law_number, law_head, numbered, short_law, short_title, title_says, untitled,
};
use crate::bibliography::{Name, Source, SourceKind};
use crate::input::folded;
pub(super) use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::json::{
    DateValue, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange,
};
use std::collections::BTreeMap;

/// The year that stands for a period while the style prints it.
pub(super) const PERIOD_YEAR: i16 = 9_998;

/// Whose variables an item has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Audience {
    /// A shipped sheet.
    Shipped,
    /// The shipped sheet of legal notes, which abbreviates.
    Legal,
    /// A style that an editor brings.
    Brought,
}

/// A source, ready for the library.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    /// Its variables.
    pub item: Item,
    /// Whether its date is a quarter, which CSL writes as a season.
    pub quarters: bool,
    /// The words of its date, when it is a period.
    pub period: Option<String>,
}

/// Prepares `source` for a style.
pub(super) fn prepare(source: &Source, audience: Audience) -> Prepared {
    let mut fields = Fields::default();
    standard(source, &mut fields);
    match audience {
        Audience::Brought => brought(source, &mut fields),
        Audience::Shipped | Audience::Legal => {
            shipped(source, &mut fields);
            if audience == Audience::Legal {
                legal(source, &mut fields);
            }
        }
    }
    let mut quarters = false;
    let mut period = None;
    let day = source.day();
    if let Some(SourceDate::Known { from, until, circa }) = day {
        let mut when = from;
        if until.is_some() {
            let certain = SourceDate::Known {
                from,
                until,
                circa: false,
            };
            period = Some(certain.french());
            when = Moment {
                year: PERIOD_YEAR,
                part: Part::Year,
            };
        }
        let (value, is_quarter) = date(when, circa);
        quarters = is_quarter;
        fields.0.insert("issued".into(), Value::Date(value));
    }
    if let Some(read) = source.accessed.and_then(SourceDate::from) {
        let (value, _) = date(read, false);
        fields.0.insert("accessed".into(), Value::Date(value));
    }
    Prepared {
        item: Item(fields.0),
        quarters,
        period,
    }
}

#[derive(Default)]
struct Fields(BTreeMap<String, Value>);

impl Fields {
    fn set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if value.trim().is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), Value::String(value));
        }
    }

    fn names(&mut self, variable: &str, names: &[Name]) {
        let names: Vec<NameValue> = names.iter().filter_map(name).collect();
        if !names.is_empty() {
            self.0.insert(variable.to_owned(), Value::Names(names));
        }
    }

    fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }
}

/// What any style may ask for.
fn standard(source: &Source, fields: &mut Fields) {
    fields.set("id", source.id.clone());
    fields.set("type", source.kind.csl());
    for (variable, text) in [
        ("title", &source.title),
        ("title-short", &source.short_title),
        ("publisher", &source.publisher),
        ("publisher-place", &source.place),
        ("container-title", &source.container),
        ("collection-title", &source.collection),
        ("collection-number", &source.collection_number),
        ("volume", &source.volume),
        ("issue", &source.issue),
        ("number", &source.number),
        ("page", &source.pages),
        ("edition", &source.edition),
        ("event-title", &source.event),
        ("event-place", &source.event_place),
        ("genre", &source.genre),
        ("authority", &source.authority),
        ("section", &source.section),
        ("jurisdiction", &source.jurisdiction),
        ("URL", &source.url),
        ("DOI", &source.doi),
        ("ISBN", &source.isbn),
        ("ISSN", &source.issn),
        ("archive", &source.archive),
        ("language", &source.language),
        ("note", &source.note),
    ] {
        if let Some(text) = text {
            fields.set(variable, text.clone());
        }
    }
    fields.names("author", &source.authors);
    fields.names("editor", &source.editors);
    fields.names("translator", &source.translators);
    fields.names("interviewer", &source.interviewers);
    fields.names("container-author", &source.container_authors);
}

/// What CSL 1.0.2 calls otherwise than editors of guides do.
fn brought(source: &Source, fields: &mut Fields) {
    match source.kind {
        // The court is the authority of a decision, which has no author (CSL 1.0.2, « Standard Variables »).
        SourceKind::Case => {
            if source.authority.is_none() {
                fields.set("authority", literal_names(&source.authors));
            }
            fields.remove("author");
        }
        SourceKind::Article | SourceKind::MagazineArticle | SourceKind::NewspaperArticle
            if source.issue.is_none() =>
        {
            if let Some(number) = &source.number {
                fields.set("issue", number.clone());
                fields.remove("number");
            }
        }
        _ => {}
    }
    if source.container.is_none()
        && let Some(event) = &source.event
    {
        fields.set("container-title", event.clone());
    }
}

/// What the shipped sheets are written for.
fn shipped(source: &Source, fields: &mut Fields) {
    let kind = sheet_kind(source);
    fields.set("type", kind);
    if source.kind == SourceKind::Case {
        fields.names("author", &[Name::Literal(court(source))]);
    }
    title(source, fields);
    number(source, fields);
    genre(source, fields);
    // The number of a collection stands after its name: the sheets have one place for both.
    if let Some(collection) = &source.collection {
        let number = source.collection_number.as_deref().map(numbered);
        let parts = [Some(collection.clone()), number];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        fields.set("collection-title", parts.join(", "));
        fields.remove("collection-number");
    }
    for name in ["container-title", "publisher"] {
        if let Some(Value::String(text)) = fields.0.get_mut(name) {
            *text = bare(text).to_owned();
        }
    }
    if source.publisher.is_some() && source.publisher == source.container {
        fields.remove("publisher");
    }
    if source.container.is_none()
        && let Some(event) = &source.event
    {
        let parts = [Some(event.as_str()), source.event_place.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        fields.set("container-title", parts.join(", "));
    }
    if source.kind == SourceKind::Software
        && let Some(version) = &source.edition
        && version.starts_with(|c: char| c.is_ascii_digit())
    {
        fields.set("edition", format!("version\u{a0}{version}"));
    }
    fields.set("citation-key", FIRST_NOTE.to_string());
    if let Some(read) = source.accessed {
        fields.set("medium", if read.is_day() { "le" } else { "en" });
    }
}

/// The court as it is named: with its part, and never taken for a person, which "Conseil d'État, Section" looks like.
fn court(source: &Source) -> String {
    let Some(authority) = &source.authority else {
        return literal_names(&source.authors);
    };
    match &source.section {
        Some(section) => format!("{authority}, {section}"),
        None => authority.clone(),
    }
}

/// The types that the sheets tell apart.
fn sheet_kind(source: &Source) -> &'static str {
    use SourceKind as K;
    match source.kind {
        K::Legislation => "legislation",
        K::Case => "legal_case",
        K::Report | K::Hearing | K::Standard => "report",
        K::Book => "book",
        K::Chapter | K::Entry | K::ConferencePaper
            if source.container.is_some() || source.event.is_some() =>
        {
            "chapter"
        }
        K::Chapter | K::Entry | K::ConferencePaper => "book",
        K::Article => "article-journal",
        K::MagazineArticle => "article-magazine",
        K::NewspaperArticle => "article-newspaper",
        K::Thesis => "thesis",
        K::Interview => "interview",
        K::Web | K::Post => "webpage",
        K::Speech
        | K::Letter
        | K::Broadcast
        | K::Film
        | K::Recording
        | K::Dataset
        | K::Software
        | K::Map
        | K::Graphic
        | K::Document => "document",
    }
}

fn title(source: &Source, fields: &mut Fields) {
    let Some(title) = source.title.as_deref().map(bare) else {
        fields.set("annote", untitled(source.kind.heading()));
        return;
    };
    fields.set("title", title);
    let day = source.day();
    let year = day.and_then(SourceDate::from).map(|date| date.year);
    if source.kind == SourceKind::Legislation
        && year.is_some_and(|year| title.contains(&year.to_string()))
    {
        fields.set("status", "dated");
    }
    if source.kind == SourceKind::Legislation {
        let head = law_head(title);
        let (name, object) = (title[..head].trim_end(), title[head..].trim_start());
        if name.is_empty() || object.is_empty() {
            fields.set("title-short", short_law(source));
        } else {
            fields.set("title-short", name);
            fields.set("part-title", object);
        }
    } else {
        let short = source.short_title.clone();
        let short = short.unwrap_or_else(|| short_title(title));
        let is_part = matches!(
            sheet_kind(source),
            "article-journal" | "article-magazine" | "article-newspaper" | "chapter" | "interview"
        );
        fields.set(
            "title-short",
            if is_part { to_quote(&short) } else { short },
        );
    }
}

/// A title that will stand between guillemets: without its own, and those inside it as inner ones (Lexique des règles
/// typographiques en usage à l'Imprimerie nationale, « Guillemets »).
fn to_quote(title: &str) -> String {
    let spaces = [' ', '\u{a0}', '\u{202f}'];
    let whole = title
        .strip_prefix('«')
        .and_then(|rest| rest.strip_suffix('»'))
        .filter(|inside| !inside.contains(['«', '»']))
        .map(|inside| inside.trim_matches(spaces));
    if let Some(inside) = whole {
        return inside.to_owned();
    }
    let mut out = String::with_capacity(title.len());
    let mut opened = false;
    for c in title.chars() {
        match c {
            '«' => {
                out.push('“');
                opened = true;
            }
            '»' => {
                out.truncate(out.trim_end_matches(spaces).len());
                out.push('”');
                opened = false;
            }
            c if opened && spaces.contains(&c) => {}
            c => {
                out.push(c);
                opened = false;
            }
        }
    }
    out
}

/// Where the number goes: beside the title that it is the number of, or beside the review or the collection.
fn number(source: &Source, fields: &mut Fields) {
    fields.remove("number");
    let said = |number: &&str| !title_says(source, number);
    let number = source.number.as_deref().filter(said);
    let of_the_text = match source.kind.heading() {
        SourceKind::Case => true,
        SourceKind::Legislation => source.number.as_deref().is_some_and(is_law_number),
        _ => source.container.is_none() && source.event.is_none(),
    };
    let mut issue = source.issue.as_deref();
    if of_the_text {
        if let Some(number) = number {
            fields.set("call-number", numbered(number));
        }
    } else {
        issue = issue.or(number);
    }
    match (issue, &source.volume) {
        (Some(issue), Some(_)) => {
            let bare = issue.trim_start_matches("n°").trim();
            fields.set("issue", bare);
        }
        (Some(issue), None) => {
            fields.remove("issue");
            fields.set("volume-title", numbered(issue));
        }
        (None, _) => fields.remove("issue"),
    }
}

/// What the document is, where its look does not tell.
fn genre(source: &Source, fields: &mut Fields) {
    let title = folded(source.title.as_deref().unwrap_or_default());
    // What the title already says is not said again.
    let words = match source.kind {
        SourceKind::Interview => match source.interviewers.as_slice() {
            [] if source.title.is_none() || title.contains("entretien") => return,
            [] => "Entretien".to_owned(),
            names => format!("Entretien mené par {}", natural_names(names)),
        },
        _ if source.genre.is_some() => return,
        SourceKind::Thesis => "Thèse".to_owned(),
        SourceKind::Hearing => "Audition".to_owned(),
        SourceKind::Speech => "Communication".to_owned(),
        SourceKind::Letter => "Communication personnelle".to_owned(),
        SourceKind::Broadcast => "Émission".to_owned(),
        SourceKind::Film => "Film".to_owned(),
        SourceKind::Recording => "Enregistrement".to_owned(),
        SourceKind::Dataset => "Jeu de données".to_owned(),
        SourceKind::Software => "Logiciel".to_owned(),
        SourceKind::Map => "Carte".to_owned(),
        SourceKind::Graphic => "Image".to_owned(),
        _ => return,
    };
    let first = folded(words.split(' ').next().unwrap_or_default());
    if source.kind == SourceKind::Interview || !title.split(' ').any(|word| word == first) {
        fields.set("genre", words);
    }
}

/// What legal notes abbreviate.
fn legal(source: &Source, fields: &mut Fields) {
    match source.kind {
        SourceKind::Legislation => {
            let title = source.title.as_deref().map_or("", bare);
            let head = law_head(title);
            let name = if head == 0 { title } else { &title[..head] };
            let name = legal::text(name.trim_end());
            // A circular whose title tells neither number nor day: both stand after it.
            if let Some(day) = source
                .date
                .filter(|date| date.is_day())
                .map(SourceDate::french)
                && !day
                    .rsplit(' ')
                    .next()
                    .is_some_and(|year| title.contains(year))
            {
                let day = legal::text(&format!("{day} "));
                let number = match fields.0.get("call-number") {
                    Some(Value::String(number)) => format!("{number}, "),
                    _ => String::new(),
                };
                fields.set("call-number", format!("{number}{}", day.trim_end()));
            }
            fields.set(
                "authority",
                if name.is_empty() {
                    format!("[{}]", untitled(source.kind))
                } else {
                    name
                },
            );
        }
        SourceKind::Case => {
            fields.set("authority", legal::court(&court(source)));
            if let Some(Value::String(number)) = fields.0.get_mut("call-number")
                && number.starts_with(['C', 'T', 'F'])
                && number[1..].starts_with('-')
            {
                *number = format!("aff.\u{a0}{number}");
            }
        }
        // In a note, what a document is comes after a comma.
        _ => {
            if let Some(title) = source.title.as_deref().map(bare)
                && matches!(
                    sheet_kind(source),
                    "article-journal"
                        | "article-magazine"
                        | "article-newspaper"
                        | "chapter"
                        | "interview"
                )
            {
                fields.set("title", to_quote(title));
            }
            if let Some(Value::String(genre)) = fields.0.get_mut("genre") {
                *genre = without_capital(genre);
            }
        }
    }
    let Some(container) = source.container.as_deref().map(bare) else {
        return;
    };
    let container = legal::container(container);
    // "JO" alone says nothing: the day, the number or the page makes it a reference.
    let says_nothing = source.kind == SourceKind::Legislation
        && legal::is_official_journal(&container)
        && source.pages.is_none()
        && source.issue.is_none()
        && source.number.is_none();
    fields.set(
        "container-title",
        if says_nothing {
            String::new()
        } else {
            container
        },
    );
}

/// A title or a name without the full stop that the style adds.
fn bare(text: &str) -> &str {
    if text.ends_with("...") {
        return text;
    }
    text.trim_end_matches('.').trim_end()
}

/// "entretien" for "Entretien"; "DEA" stays.
fn without_capital(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second) if second.is_none_or(|c| !c.is_uppercase()) => {
            first.to_lowercase().chain(words.chars().skip(1)).collect()
        }
        _ => words.to_owned(),
    }
}

fn name(name: &Name) -> Option<NameValue> {
    match name {
        Name::Literal(literal) if has_letters(literal) => Some(NameValue::Literal(LiteralName {
            literal: literal.clone(),
        })),
        Name::Person(person) if has_letters(&person.family) => {
            Some(NameValue::Item(NameItem {
                family: person.family_with_particle(),
                given: person.given.clone().filter(|given| has_letters(given)),
                non_dropping_particle: None,
                // Without one, the library looks for a particle in the family name, and moves it.
                dropping_particle: Some(person.particle.clone().unwrap_or_default()),
                suffix: person.suffix.clone(),
                comma_suffix: person.suffix.as_ref().map(|_| true),
            }))
        }
        _ => None,
    }
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// "Conseil d'État, Section".
fn literal_names(names: &[Name]) -> String {
    let names: Vec<_> = names.iter().map(Name::inverted).collect();
    names.join(", ")
}

/// "Paul Martin et Anne Durand".
fn natural_names(names: &[Name]) -> String {
    let names: Vec<String> = names
        .iter()
        .map(|name| match name {
            Name::Literal(name) => name.clone(),
            Name::Person(person) => {
                let family = person.family_with_particle();
                let parts = [
                    person.given.as_deref(),
                    person.particle.as_deref(),
                    Some(&family),
                ];
                let parts: Vec<&str> = parts.into_iter().flatten().collect();
                parts.join(" ")
            }
        })
        .collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} et {last}", first.join(", ")),
        names => names.concat(),
    }
}

/// A moment for the library, and whether it is a quarter. Month and day were checked when they were read.
fn date(moment: Moment, circa: bool) -> (DateValue, bool) {
    let mut parts = vec![moment.year];
    let mut season = None;
    match moment.part {
        Part::Year => {}
        Part::Season(number) | Part::Quarter(number) => season = Some(number.to_string()),
        Part::Month(month) => parts.push(month.into()),
        Part::Day(month, day) => parts.extend([i16::from(month), i16::from(day)]),
    }
    let value = DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(parts)]),
        literal: None,
        season,
        circa,
    };
    (value, matches!(moment.part, Part::Quarter(_)))
}
