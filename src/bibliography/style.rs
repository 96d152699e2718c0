//! Sources as they are printed, in the form of the field: APA (7th ed.) in French — author, date in brackets, title in
//! italics, container and number, publisher, address — with legislation and case law named by their own titles
//! (APA 7, sections 9.1–9.37 for the elements and 11.4–11.8 for legal texts).

use super::{Source, SourceKind};
use crate::date::{PartialDate, Precision, month_name};

/// A source as printed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Printed {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a printed source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// A title, in italics.
    Title(String),
    /// A link.
    Link {
        /// Where to.
        url: String,
        /// What it shows: the host.
        label: String,
    },
}

impl Printed {
    fn text(&mut self, text: impl AsRef<str>) {
        let text = text.as_ref();
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Ends a sentence, unless what comes before does already.
    fn stop(&mut self) {
        let ended = match self.pieces.last() {
            Some(Piece::Text(text) | Piece::Title(text)) => text.trim_end().ends_with(['.', '!', '?', '…']),
            _ => true,
        };
        if !ended {
            self.text(".");
        }
    }

    /// The words alone, with the address in full.
    pub fn plain(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Title(text) => text.as_str(),
                Piece::Link { url, .. } => url,
            })
            .collect()
    }
}

/// The full reference of a source, with a locator such as "art. 1er" when a place in it is cited.
pub fn print(source: &Source, locator: Option<&str>) -> Printed {
    let mut out = Printed::default();
    let authors = authors(&source.authors);
    let title = source.title.as_deref().map(tidy);
    if authors.is_empty() {
        // Without author the title comes first (APA 9.12).
        push_title(source, title.as_deref().unwrap_or(&source.id), &mut out);
        out.stop();
        out.text(format!(" ({})", date(source.date)));
        out.text(".");
    } else {
        out.text(&authors);
        out.stop();
        out.text(format!(" ({})", date(source.date)));
        out.text(".");
        if let Some(title) = &title {
            out.text(" ");
            push_title(source, title, &mut out);
        }
    }
    let number = source.number.as_deref().map(numbered);
    match (source.container.as_deref().map(tidy), number) {
        (Some(container), number) => {
            out.stop();
            out.text(format!(" {container}"));
            if let Some(number) = number {
                out.text(format!(", {number}"));
            }
        }
        (None, Some(number)) => out.text(format!(", {number}")),
        (None, None) => {}
    }
    // A publisher that is the container already is not said twice.
    if let Some(publisher) = source.publisher.as_deref().filter(|publisher| Some(*publisher) != source.container.as_deref()) {
        out.stop();
        out.text(format!(" {}", tidy(publisher)));
    }
    if let Some(locator) = locator {
        out.text(format!(", {}", tidy(locator)));
    }
    out.stop();
    if let Some(note) = &source.note {
        out.text(format!(" {}", tidy(note)));
        out.stop();
    }
    if let Some(url) = &source.url {
        out.text(" ");
        out.pieces.push(Piece::Link { url: url.clone(), label: host(url).to_owned() });
        if let Some(accessed) = source.accessed {
            out.text(format!(" (consulté le {})", accessed.french()));
        }
    }
    out
}

/// The short form of a margin note: "ESS France, « Note de conjoncture ESS », 2024" or "Loi n° 2014-856, art. 1er".
pub fn short(source: &Source, locator: Option<&str>) -> String {
    let title = source.title.as_deref().map(tidy).unwrap_or_else(|| source.id.clone());
    let mut out = match source.kind {
        SourceKind::Legislation => shortened_law(&title),
        SourceKind::Case => format!("{}, {title}", source.authors.first().cloned().unwrap_or_default()),
        _ => {
            let author = source.authors.first().map(|author| format!("{}, ", tidy(author))).unwrap_or_default();
            format!("{author}«\u{a0}{}\u{a0}»", shortened(&title))
        }
    };
    match (locator, source.date) {
        (Some(locator), _) => out.push_str(&format!(", {}", tidy(locator))),
        (None, Some(date)) if source.kind != SourceKind::Legislation => out.push_str(&format!(", {}", date.year)),
        _ => {}
    }
    out.trim_start_matches(", ").to_owned()
}

/// What decides the order of a bibliography: first author, year, title, all without accents or case.
pub fn sort_key(source: &Source) -> (String, String, String) {
    let folded = |text: &str| crate::input::folded(text);
    let title = folded(source.title.as_deref().unwrap_or(&source.id));
    let author = source.authors.first().map(|author| folded(author)).unwrap_or_else(|| title.clone());
    (author, source.date.map(PartialDate::first_day).unwrap_or_default(), title)
}

/// The heading under which sources of a kind are listed.
pub fn group(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Legislation => "Lois et règlements",
        SourceKind::Case => "Jurisprudence",
        SourceKind::Report => "Rapports et études",
        SourceKind::Book => "Livres et guides",
        SourceKind::Article => "Articles",
        SourceKind::Web => "Pages web",
        SourceKind::Interview => "Entretiens",
        SourceKind::Thesis => "Thèses et mémoires",
        SourceKind::Document => "Autres documents",
    }
}

/// A law's subject is in italics, its nature and number are not, as the field prints them; any other title is whole.
fn push_title(source: &Source, title: &str, out: &mut Printed) {
    if source.kind == SourceKind::Legislation
        && let Some(at) = [" relati", " portant ", " pour ", " visant ", " sur "].iter().filter_map(|word| title.find(word)).min()
    {
        out.text(&title[..=at]);
        out.pieces.push(Piece::Title(title[at + 1..].to_owned()));
        return;
    }
    if source.kind == SourceKind::Legislation {
        out.text(title);
    } else {
        out.pieces.push(Piece::Title(title.to_owned()));
    }
}

fn authors(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| tidy(name)).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        // Three or more: the first and "et al." (APA 8.17).
        [first, _, _, _, ..] => format!("{first} et al."),
        [first @ .., last] => format!("{} et {last}", first.join(", ")),
    }
}

/// The date in brackets, year first: "2014, 31 juillet", "2024, T2", "s. d.".
fn date(date: Option<PartialDate>) -> String {
    let Some(date) = date else { return "s.\u{a0}d.".into() };
    let year = date.year;
    match date.precision {
        Precision::Year => year.to_string(),
        Precision::Quarter(quarter) => format!("{year}, T{quarter}"),
        Precision::Month(month) => format!("{year}, {}", month_name(month)),
        Precision::Day(month, 1) => format!("{year}, 1er\u{a0}{}", month_name(month)),
        Precision::Day(month, day) => format!("{year}, {day}\u{a0}{}", month_name(month)),
    }
}

/// "5" is "n° 5"; a number that says what it is stays.
fn numbered(number: &str) -> String {
    if number.starts_with(|c: char| c.is_ascii_digit()) { format!("n°\u{a0}{number}") } else { tidy(number) }
}

/// No-break spaces after "n°", "art.", "p." and before high punctuation; typographic apostrophes
/// (Lexique des règles typographiques en usage à l'Imprimerie nationale).
fn tidy(text: &str) -> String {
    let mut out = text.replace('\'', "’");
    for word in ["n°", "art.", "p.", "§", "chap."] {
        out = out.replace(&format!("{word} "), &format!("{word}\u{a0}"));
    }
    out.replace(" :", "\u{a0}:").replace(" ;", "\u{202f};").replace(" !", "\u{202f}!").replace(" ?", "\u{202f}?")
        .replace("« ", "«\u{a0}").replace(" »", "\u{a0}»")
}

/// The nature and number of a law, without its date and subject.
fn shortened_law(title: &str) -> String {
    match title.find(" du ").filter(|at| title[..*at].contains("n°")) {
        Some(at) => title[..at].to_owned(),
        None => shortened(title),
    }
}

/// A title up to its subtitle, at most 60 characters.
fn shortened(title: &str) -> String {
    let main = title.split("\u{a0}:").next().unwrap_or(title).trim_end();
    match main.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &main[..main[..end].rfind(' ').unwrap_or(end)]),
        None => main.to_owned(),
    }
}

fn host(url: &str) -> &str {
    let rest = url.split("://").nth(1).unwrap_or(url);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
