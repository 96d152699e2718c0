//! What is said of a source in few words, whatever the style: the short form of margin notes, who made it, what lists are
//! sorted by, and how a law is called.

use super::csl::legal;
use super::{Name, Part, Source, SourceDate, SourceKind};
use crate::input::folded;
use crate::typography::Typography;
use std::borrow::Cow;

/// What the short form needs of the source, its words set.
fn typeset(source: &Source, typography: Typography) -> Cow<'_, Source> {
    if typography == Typography::AsWritten {
        return Cow::Borrowed(source);
    }
    let mut set = Source::new(source.id.clone(), source.kind, source.span);
    set.date = source.date;
    set.title.clone_from(&source.title);
    set.authors.clone_from(&source.authors);
    set.number.clone_from(&source.number);
    if let Some(title) = &mut set.title {
        source.typography(typography).set(title);
    }
    let names = set.authors.iter_mut().flat_map(Name::words_mut);
    for words in names.chain(&mut set.number) {
        typography.set(words);
    }
    Cow::Owned(set)
}

/// The short form of a margin note: who, a short title, and when or where in it.
///
/// A law is called by its number ("Loi n° 2014-856, art. 1er"), a decision by its court, day and number.
pub fn short(source: &Source, locator: Option<&str>, typography: Typography) -> String {
    let source = &*typeset(source, typography);
    let mut words: Vec<String> = Vec::new();
    match source.kind.heading() {
        SourceKind::Legislation if source.title.is_some() => words.push(short_law(source)),
        SourceKind::Case => {
            words.extend(short_author(source));
            if let Some(date) = source.date {
                words.push(date.french());
            }
            match (&source.number, &source.title) {
                (Some(number), _) => words.push(numbered(number)),
                (None, Some(title)) => words.push(title.clone()),
                (None, None) => {}
            }
        }
        _ => {
            words.extend(short_author(source));
            if let Some(title) = &source.title {
                words.push(format!(
                    "«\u{a0}{}\u{a0}»",
                    short_title(title)
                        .replace('«', "“")
                        .replace('»', "”")
                        .replace("“\u{a0}", "“")
                        .replace("\u{a0}”", "”")
                ));
            }
            if locator.is_none() {
                words.extend(source.date.map(short_date));
            }
        }
    }
    words.extend(locator.map(|locator| typography.text(locator).into_owned()));
    if words.is_empty() {
        source.id.clone()
    } else {
        words.join(", ")
    }
}

/// What `@id` in a sentence is read as: who wrote it, in short (APA 7, 8.11); a law by its number, in the words of a
/// sentence; what has no author by its title.
pub fn author_in_text(source: &Source) -> String {
    match (source.kind, &source.title) {
        (SourceKind::Legislation, Some(title)) if law_head(title) > 0 => {
            let name = short_law(source);
            let mut letters = name.chars();
            letters.next().map_or(String::new(), |first| {
                first.to_lowercase().chain(letters).collect()
            })
        }
        // The name of the parties may be missing; a court and a day tell a decision.
        (SourceKind::Case, None) => short_case(source),
        (_, title) => short_author(source)
            .or_else(|| {
                title
                    .as_deref()
                    .map(|title| format!("« {} »", short_title(title)))
            })
            .unwrap_or_else(|| source.id.clone()),
    }
}

/// "CE, sect., 6 avril 2007, n° 284736": a decision as a sentence names it.
fn short_case(source: &Source) -> String {
    let court = source.authority.as_deref().map_or_else(
        || {
            source
                .authors
                .first()
                .map(|court| court.written().into_owned())
        },
        |authority| Some(authority.to_owned()),
    );
    let words: Vec<String> = court
        .map(|court| legal::court(&court))
        .into_iter()
        .chain(source.date.map(SourceDate::french))
        .chain(source.number.as_deref().map(numbered))
        .collect();
    if words.is_empty() {
        source.id.clone()
    } else {
        words.join(", ")
    }
}

/// "Loi n° 2014-856": what a law is called, without its day; its whole title when it has no number.
pub(super) fn short_law(source: &Source) -> String {
    let title = source.title.as_deref().unwrap_or_default();
    let head = &title[..law_head(title)];
    let name = match head
        .find(" du ")
        .filter(|at| head[..*at].contains(|c: char| c.is_ascii_digit()))
    {
        Some(day) => &head[..day],
        None => head,
    };
    let name = name.trim();
    if name.is_empty() {
        short_title(title)
    } else {
        name.to_owned()
    }
}

pub(super) fn short_author(source: &Source) -> Option<String> {
    let first = source.authors.first()?;
    Some(match source.authors.as_slice() {
        [_] => first.short().into_owned(),
        [_, second] => format!("{} et {}", first.short(), second.short()),
        // APA 7, 8.17: from three authors on, the first alone.
        _ => format!("{} et al.", first.short()),
    })
}

/// A title without its subtitle, cut at a word where it is still too long.
pub(super) fn short_title(title: &str) -> String {
    const MAX_SHORT: usize = 64;
    let ends = [
        "\u{a0}: ",
        " : ",
        ": ",
        " – ",
        " — ",
        " - ",
        ". ",
        "\u{202f}? ",
    ];
    let end = ends
        .iter()
        .filter_map(|mark| {
            let mut places = title.match_indices(mark).map(|(at, _)| at);
            // "Commission c. France": the full stop of a short word ends nothing.
            places.find(|at| {
                let word = title[..*at]
                    .rsplit([' ', '\u{a0}'])
                    .next()
                    .unwrap_or_default();
                *at > 0 && !(mark.starts_with('.') && word.chars().count() == 1)
            })
        })
        .min()
        .unwrap_or(title.len());
    let whole = title[..end].trim_end_matches(['.', ' ', '\u{a0}']);
    match whole.char_indices().nth(MAX_SHORT) {
        None => whole.to_owned(),
        Some((cut, _)) => {
            let words = whole[..cut]
                .rfind(' ')
                .map_or(&whole[..cut], |space| &whole[..space]);
            format!(
                "{}…",
                words.trim_end_matches([',', ';', ' ', '\u{202f}', '\u{a0}'])
            )
        }
    }
}

/// What orders a bibliography: author (or title, where there is none), then date, then title; accents and case do not
/// count, a source without date comes first (APA 7, 9.46).
pub fn sort_key(source: &Source) -> String {
    let title = folded(source.title.as_deref().unwrap_or_default());
    let author = if source.authors.is_empty() {
        title.clone()
    } else {
        let names: Vec<_> = source.authors.iter().map(Name::inverted).collect();
        folded(&names.join(", "))
    };
    let date = source.date.map(SourceDate::first_day).unwrap_or_default();
    // U+0001 sorts before any letter, so that "RTES" comes before "RTES Bretagne".
    format!("{author}\u{1}{date}\u{1}{title}\u{1}{}", source.id)
}

/// "2023" or "T2 2024".
fn short_date(date: SourceDate) -> String {
    date.told(|moment| match moment.part {
        Part::Quarter(quarter) => format!("T{quarter}\u{a0}{}", moment.year),
        _ => moment.year.to_string(),
    })
}

/// "n° 284736"; a number that says what it is ("vol. 3", "n° 5", "C-280/00", "JORF n° 0176") stays as it is written.
pub(super) fn numbered(number: &str) -> String {
    let number = number.trim();
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        format!("n°\u{a0}{number}")
    } else {
        number.to_owned()
    }
}

/// Whether the title already gives this number.
pub(super) fn title_says(source: &Source, number: &str) -> bool {
    let bare = number
        .trim_start_matches("n°")
        .trim_matches(['\u{a0}', ' ']);
    let Some(title) = source.title.as_deref().filter(|_| bare.len() > 2) else {
        return false;
    };
    title.match_indices(bare).any(|(at, found)| {
        let inside = |c: char| c.is_alphanumeric() || c == '-';
        !title[..at].ends_with(inside) && !title[at + found.len()..].starts_with(inside)
    })
}

/// Whether a number is that of a text (`2014-856`, `2014/24/UE`, `5811-SG`), not of an issue of a journal.
pub(super) fn is_law_number(number: &str) -> bool {
    let number = number.trim().trim_start_matches("n°").trim_start();
    number.contains(['-', '/']) && number.starts_with(|c: char| c.is_ascii_digit())
}

/// What stands for a missing title.
pub(super) fn untitled(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Legislation => "Texte sans titre",
        SourceKind::Case => "Décision",
        SourceKind::Report => "Rapport sans titre",
        SourceKind::Book => "Ouvrage sans titre",
        SourceKind::Article => "Article sans titre",
        SourceKind::Thesis => "Thèse sans titre",
        SourceKind::Interview => "Entretien",
        SourceKind::Web => "Page web sans titre",
        _ => "Document sans titre",
    }
}

/// The name of a site, as a reader would say it.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// What texts of law are called by.
const KINDS_OF_TEXT: [&str; 12] = [
    "loi",
    "ordonnance",
    "decret",
    "arrete",
    "circulaire",
    "directive",
    "reglement",
    "decision",
    "instruction",
    "recommandation",
    "avis",
    "code",
];

/// Whether words begin with the name of a kind of text that a number, a day or a matter follows: "Loi n° 2014-856", "Code de
/// la commande publique", not "Avis" alone nor "Décision : comment faire ?".
pub(super) fn begins_with_a_kind_of_text(words: &str) -> bool {
    let mut next = words.split([' ', '\u{a0}', '\u{202f}']);
    let kind = next.next().unwrap_or_default();
    kind.chars().all(char::is_alphabetic)
        && KINDS_OF_TEXT.contains(&folded(kind).as_str())
        && next.next().is_some_and(|word| {
            matches!(
                word,
                "n°" | "de"
                    | "du"
                    | "des"
                    | "organique"
                    | "constitutionnelle"
                    | "général"
                    | "civil"
                    | "pénal"
                    | "rural"
            ) || ["d’", "d'", "("]
                .iter()
                .any(|start| word.starts_with(start))
                || word.starts_with(|c: char| c.is_ascii_digit())
        })
}

/// The day of a text of law that only its name gives: "Loi n° 2014-856 du 31 juillet 2014 relative à…".
pub(super) fn day_in_name(source: &Source) -> Option<SourceDate> {
    let title = source
        .title
        .as_deref()
        .filter(|_| source.kind == SourceKind::Legislation)?;
    let (_, day) = title[..law_head(title)].rsplit_once(" du ")?;
    SourceDate::parse(day).ok().filter(|day| day.is_day())
}

/// How many bytes of a law's title are what it is called: "Loi n° 2014-856 du 31 juillet 2014", "Directive 2014/24/UE du
/// Parlement européen et du Conseil du 26 février 2014", "Décret n° 2022-767 du 2 mai 2022". Nothing when it is not so
/// called.
pub(super) fn law_head(title: &str) -> usize {
    /// Words of a name that are neither number nor date.
    const PARTS: [&str; 28] = [
        "organique",
        "constitutionnelle",
        "constitutionnel",
        "ministeriel",
        "ministerielle",
        "interministeriel",
        "interministerielle",
        "delegue",
        "deleguee",
        "d execution",
        "ue",
        "ce",
        "cee",
        "euratom",
        "n",
        "no",
        "nos",
        "du",
        "de",
        "la",
        "le",
        "l",
        "parlement",
        "europeen",
        "et",
        "conseil",
        "commission",
        "europeenne",
    ];
    const MONTHS: [&str; 12] = [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ];
    let mut end = 0;
    let mut numbered = false;
    let mut at = 0;
    for word in title.split_inclusive([' ', '\u{a0}', '\u{202f}']) {
        let next = at + word.len();
        let bare = folded(word);
        let is_first = at == 0;
        at = next;
        let date_or_number =
            bare.starts_with(|c: char| c.is_ascii_digit()) || MONTHS.contains(&bare.as_str());
        if is_first {
            if !KINDS_OF_TEXT.contains(&bare.as_str()) {
                return 0;
            }
        } else if date_or_number {
            numbered = true;
            end = next;
        } else if !PARTS.contains(&bare.as_str()) {
            break;
        }
    }
    // Words between the name and what it is about ("du", "de la") belong to the latter.
    if numbered {
        title[..end]
            .trim_end_matches([' ', '\u{a0}', '\u{202f}', ','])
            .len()
    } else {
        0
    }
}
