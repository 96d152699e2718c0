//! From a source and a style to its pieces. Each form of a source is made once for a build.

use super::engine::{Engine, FIRST_NOTE, Look, Run, Where};
use super::item::{self, PERIOD_YEAR, Prepared};
use super::{Form, Kind, Style, doi_url, mend};
use crate::bibliography::printed::{Piece, Printed, emphasised, without_emphasis};
use crate::bibliography::style::{host, short_author};
use crate::bibliography::{Source, SourceDate};
use crate::date::month_name;
use crate::typography::{self, Typography};
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Longest reference that a style which is brought may print, in bytes: one that repeats a source a thousand times would
/// fill the disk.
const MAX_REFERENCE: usize = 20_000;

/// Stands for the words of a locator while the style prints them: a character of private use.
const PLACE: &str = "\u{f8ff}";

/// How many parts the memory has, so that threads seldom wait for one another.
const SHARDS: usize = 16;

/// Prints the sources of one build. What was printed is kept: a form is a function of the source, the style and the
/// typography, so that it does not matter which thread asks first.
#[derive(Debug)]
pub struct Printer {
    style: Arc<Style>,
    known: [RwLock<HashMap<usize, Arc<Known>>>; SHARDS],
}

/// What is known of one source.
#[derive(Debug)]
struct Known {
    /// Kept, so that its address stays its own.
    source: Arc<Source>,
    prepared: OnceLock<Prepared>,
    /// What the style gives in each form, a stand-in in the place of what a note points at.
    runs: [OnceLock<Vec<Run>>; 5],
    printed: RwLock<HashMap<u64, Vec<(Key, Arc<Printed>)>>>,
}

/// What a printed form is recognised by.
#[derive(PartialEq, Eq, Debug)]
struct Key {
    form: u8,
    place: Option<Box<str>>,
    typography: Typography,
}

impl Known {
    fn of(source: Arc<Source>) -> Self {
        Self {
            source,
            prepared: OnceLock::new(),
            runs: std::array::from_fn(|_| OnceLock::new()),
            printed: RwLock::default(),
        }
    }
}

impl Printer {
    /// A printer that has printed nothing yet.
    pub fn new(style: Arc<Style>) -> Self {
        Self {
            style,
            known: std::array::from_fn(|_| RwLock::default()),
        }
    }

    /// A source in a form.
    pub fn print(&self, source: &Arc<Source>, form: Form, typography: Typography) -> Arc<Printed> {
        let known = self.known(source);
        let form = self.as_told(form);
        let (tag, place) = match form {
            Form::Note(place) => (0, place),
            Form::Later(place) => (1, place),
            Form::Entry => (2, None),
        };
        let mut hasher = DefaultHasher::new();
        (tag, place, typography == Typography::French).hash(&mut hasher);
        let hash = hasher.finish();
        let is_it = |key: &Key| {
            key.form == tag && key.place.as_deref() == place && key.typography == typography
        };
        let printed = known.printed.read().unwrap_or_else(PoisonError::into_inner);
        let found = printed
            .get(&hash)
            .and_then(|all| all.iter().find(|(key, _)| is_it(key)));
        if let Some((_, printed)) = found {
            return Arc::clone(printed);
        }
        drop(printed);
        let made = Arc::new(self.make(&known, form, typography));
        let key = Key {
            form: tag,
            place: place.map(Into::into),
            typography,
        };
        known
            .printed
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(hash)
            .or_default()
            .push((key, Arc::clone(&made)));
        made
    }

    /// A source that is printed once: nothing of it is kept.
    pub fn print_once(&self, source: Source, form: Form, typography: Typography) -> Printed {
        let known = Known::of(Arc::new(source));
        self.make(&known, self.as_told(form), typography)
    }

    /// In the shipped sheets an entry is the first note of a source: most sources are printed once.
    fn as_told<'a>(&self, form: Form<'a>) -> Form<'a> {
        match form {
            Form::Entry if self.style.kind != Kind::Brought => Form::Note(None),
            form => form,
        }
    }

    fn known(&self, source: &Arc<Source>) -> Arc<Known> {
        let address = Arc::as_ptr(source).addr();
        // Allocations lie 16 bytes apart or more.
        let shard = &self.known[(address >> 4) % SHARDS];
        let read = shard.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(&address) {
            return Arc::clone(known);
        }
        drop(read);
        let mut write = shard.write().unwrap_or_else(PoisonError::into_inner);
        let known = write
            .entry(address)
            .or_insert_with(|| Arc::new(Known::of(Arc::clone(source))));
        Arc::clone(known)
    }

    fn make(&self, known: &Known, form: Form, typography: Typography) -> Printed {
        let source = &*known.source;
        let prepared = known
            .prepared
            .get_or_init(|| item::prepare(source, self.style.audience()));
        let is_brought = self.style.kind == Kind::Brought;
        let make = |form| {
            self.style
                .engine()
                .map(|engine| self.runs(engine, prepared, form))
                .filter(|runs| {
                    let bytes = runs.iter().map(|run| run.words.len()).sum::<usize>();
                    !is_brought || bytes <= MAX_REFERENCE
                })
                .unwrap_or_default()
        };
        let place = match form {
            Form::Note(place) | Form::Later(place) => place,
            Form::Entry => None,
        };
        let bulk = || source.bulk().at_place(place.map_or(0, str::len));
        let asked = form;
        let mut pieces = if is_brought && self.style.work(bulk()).is_none() {
            Vec::new()
        } else if place.is_some_and(|place| self.place(place) != Where::Words(PLACE)) {
            self.pieces(source, prepared, &make(form), form)
        } else {
            // In these sheets only the pages of a source give way to a place: without them its note is the same but for the
            // place, whose delimiter goes as that of any part that is empty. It is printed once for both.
            let is_same_but_for_place =
                matches!(self.style.kind, Kind::Apa | Kind::Legal) && source.pages.is_none();
            let form = match form {
                Form::Note(None) if is_same_but_for_place => Form::Note(Some(PLACE)),
                form => form,
            };
            let slot = match form {
                Form::Note(place) => usize::from(place.is_some()),
                Form::Later(place) => 2 + usize::from(place.is_some()),
                Form::Entry => 4,
            };
            let runs = known.runs[slot].get_or_init(|| make(form));
            self.pieces(source, prepared, runs, asked)
        };
        if !has_words(&pieces) || (is_brought && bytes_of(&pieces) > MAX_REFERENCE) {
            pieces = plain(source, form);
        }
        mend::mend(&mut pieces);
        if self.style.kind == Kind::Iso690 {
            capitalise_dates(&mut pieces);
        }
        let language = source.foreign_language();
        if language.is_some() {
            set_apart(&mut pieces, source);
        }
        typeset(&mut pieces, typography, language.is_none());
        pieces.shrink_to_fit();
        Printed {
            pieces,
            language: language.map(str::to_owned),
        }
    }

    fn runs(&self, engine: &Engine, prepared: &Prepared, form: Form) -> Vec<Run> {
        let (item, quarters) = (&prepared.item, prepared.quarters);
        let place = |words| self.place(words);
        // A style that cites in the sentence, "(ESS France, 2024)", has its references in its bibliography: notes show them.
        let in_text = engine.is_in_text();
        match form {
            Form::Note(words) if in_text => {
                let mut runs = entry(engine, item, quarters);
                if words.is_some() {
                    push_locator(&mut runs);
                }
                runs
            }
            Form::Note(words) => engine.note(item, words.map(place), quarters),
            Form::Later(words) if in_text => {
                let mut runs = engine.note(item, words.map(place), quarters);
                let is_number = runs
                    .iter()
                    .all(|run| run.is_number || !run.words.contains(char::is_alphabetic));
                if is_number {
                    // "[1]" says nothing in a note.
                    runs = entry(engine, item, quarters);
                    if words.is_some() {
                        push_locator(&mut runs);
                    }
                }
                runs
            }
            Form::Later(words) => engine.later(item, words.map(place), quarters),
            Form::Entry => {
                let runs = entry(engine, item, quarters);
                if runs.is_empty() {
                    engine.note(item, None, quarters)
                } else {
                    runs
                }
            }
        }
    }

    /// What a style is told of a locator: a mark that stands for the words, which the library would change ("L. 2113–12");
    /// for a style that is brought, pages apart, since it may put its own word before them.
    fn place<'a>(&self, words: &'a str) -> Where<'a> {
        if self.style.kind != Kind::Brought {
            return Where::Words(PLACE);
        }
        ["pages ", "page ", "pp. ", "p. ", "pp.", "p."]
            .iter()
            .find_map(|word| words.strip_prefix(word))
            .map(str::trim_start)
            .filter(|pages| {
                pages.starts_with(|c: char| c.is_ascii_digit())
                    && pages
                        .chars()
                        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | ' '))
            })
            .map_or(Where::Words(PLACE), Where::Page)
    }

    fn pieces(&self, source: &Source, prepared: &Prepared, runs: &[Run], form: Form) -> Vec<Piece> {
        let place = match form {
            Form::Note(place) | Form::Later(place) => place.unwrap_or_default(),
            Form::Entry => "",
        };
        let mut pieces = Vec::with_capacity(runs.len());
        let year = PERIOD_YEAR.to_string();
        let first = FIRST_NOTE.to_string();
        let tells_first = matches!(form, Form::Later(_));
        let has_place = !place.is_empty() && self.style.kind != Kind::Brought;
        for run in runs {
            if let Some(url) = &run.url {
                pieces.push(self.link(source, url, &run.words));
                continue;
            }
            if has_place && run.words.starts_with(PLACE) {
                comma_for_stop(&mut pieces);
            }
            let dressed = match run.look {
                Look::Plain => Piece::Text,
                Look::Italic if is_title(prepared, &run.words) => Piece::Title,
                Look::Italic => Piece::Italic,
                Look::SmallCaps => Piece::SmallCaps,
                Look::Bold => Piece::Strong,
                Look::Raised => Piece::Raised,
                Look::Lowered => Piece::Lowered,
            };
            // What an editor says of the place may be emphasised, inside the words of the style.
            let mut parts = run.words.split(PLACE);
            let mut words = parts.next().unwrap_or_default().to_owned();
            for after in parts {
                for said in emphasised(place) {
                    if let Piece::Text(said) = said {
                        words.push_str(&said);
                    } else {
                        pieces.extend([dressed(std::mem::take(&mut words)), said]);
                    }
                }
                words.push_str(after);
            }
            if run.is_date
                && let Some(period) = &prepared.period
            {
                words = words.replace(&year, period);
            }
            match words.split_once(&first).filter(|_| tells_first) {
                Some((before, after)) => pieces.extend([
                    dressed(before.to_owned()),
                    Piece::FirstNote,
                    dressed(after.to_owned()),
                ]),
                None => pieces.push(dressed(words)),
            }
        }
        pieces
    }

    /// A link: only to the address or the DOI of the source, whatever the style made of them.
    fn link(&self, source: &Source, url: &str, label: &str) -> Piece {
        if source.url.as_deref() == Some(url) {
            let label = match self.style.kind {
                Kind::Apa | Kind::Legal => host(url),
                Kind::Iso690 | Kind::Brought => url,
            };
            return Piece::Link {
                url: url.to_owned(),
                label: label.to_owned(),
            };
        }
        match &source.doi {
            Some(doi) if url.ends_with(doi.as_str()) => {
                let url = doi_url(doi);
                Piece::Link {
                    label: url.clone(),
                    url,
                }
            }
            _ => Piece::Text(label.to_owned()),
        }
    }
}

/// What points into a source belongs to what was said just before: "Titre (3e éd.), p. 45", not "Titre (3e éd.). p. 45".
fn comma_for_stop(pieces: &mut [Piece]) {
    if let Some(words) = pieces.last_mut().and_then(Piece::words_mut)
        && words.ends_with(". ")
    {
        words.truncate(words.len() - ". ".len());
        words.push_str(", ");
    }
}

/// An entry of the bibliography without the number that a numbered list would give it.
fn entry(engine: &Engine, item: &item::Item, quarters: bool) -> Vec<Run> {
    let mut runs = engine.entry(item, quarters);
    runs.retain(|run| !run.is_number);
    runs
}

/// Puts a locator at the end of an entry: before its full stop, between brackets after an address.
fn push_locator(runs: &mut Vec<Run>) {
    let plain = |words: String| Run {
        words,
        look: Look::Plain,
        url: None,
        is_date: false,
        is_number: false,
    };
    match runs.last_mut() {
        Some(last) if last.url.is_some() => runs.push(plain(format!(" ({PLACE})"))),
        Some(last) => {
            let kept = last.words.trim_end().trim_end_matches('.').len();
            let stop = last.words[kept..].trim().to_owned();
            last.words.truncate(kept);
            runs.push(plain(format!(", {PLACE}{stop}")));
        }
        None => {}
    }
}

/// What is printed when the style gives nothing: the source is named all the same.
fn plain(source: &Source, form: Form) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if let Some(author) = short_author(source) {
        pieces.push(Piece::Text(format!("{author}, ")));
    }
    pieces.push(match &source.title {
        Some(title) => Piece::Title(title.clone()),
        None => Piece::Text(source.id.clone()),
    });
    if let Some(date) = source.date.filter(|date| *date != SourceDate::Undated) {
        pieces.push(Piece::Text(format!(", {}", date.french())));
    }
    if let Form::Note(Some(words)) | Form::Later(Some(words)) = form {
        pieces.push(Piece::Text(format!(", {}", without_emphasis(words))));
    }
    pieces.push(Piece::Text(".".into()));
    pieces
}

fn bytes_of(pieces: &[Piece]) -> usize {
    let words = pieces.iter().filter_map(Piece::words);
    words.map(str::len).sum()
}

fn has_words(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| {
        piece
            .words()
            .is_some_and(|words| words.contains(char::is_alphanumeric))
    })
}

/// Gives a capital to what begins an element of ISO 690 with a date or a version: "Titre. Mars 2021". The library knows how
/// to, in English only.
fn capitalise_dates(pieces: &mut [Piece]) {
    let months = (1..=12).map(month_name);
    let others = [
        "printemps",
        "été",
        "automne",
        "hiver",
        "vers",
        "depuis",
        "version",
    ];
    let beginnings: Vec<&str> = months.chain(others).collect();
    for piece in pieces {
        let Piece::Text(words) = piece else {
            continue;
        };
        let places: Vec<usize> = words.match_indices(". ").map(|(at, _)| at + 2).collect();
        for at in places {
            let rest = &words[at..];
            let begins = beginnings.iter().any(|word| {
                rest.strip_prefix(word)
                    .is_some_and(|rest| rest.starts_with([' ', '\u{a0}']))
            });
            if begins && let Some(first) = rest.chars().next() {
                let capital: String = first.to_uppercase().collect();
                words.replace_range(at..at + first.len_utf8(), &capital);
            }
        }
    }
}

/// Whether words in italics are of a title, which pages mark as one: not "op. cit.", nor the number of a volume.
fn is_title(prepared: &Prepared, words: &str) -> bool {
    let words = words.trim();
    [
        "title",
        "title-short",
        "part-title",
        "container-title",
        "collection-title",
    ]
    .iter()
    .filter_map(|name| prepared.item.0.get(*name)?.to_str())
    .any(|title| title.contains(words))
}

/// Takes the title of a source in another language out of the words around it.
fn set_apart(pieces: &mut Vec<Piece>, source: &Source) {
    let Some(title) = source.title.as_deref() else {
        return;
    };
    let found = pieces
        .iter()
        .enumerate()
        .find_map(|(at, piece)| match piece {
            Piece::Text(words) => words.find(title).map(|start| (at, start)),
            _ => None,
        });
    let Some((at, start)) = found else {
        return;
    };
    let Piece::Text(words) = &mut pieces[at] else {
        return;
    };
    let after = words.split_off(start + title.len());
    words.truncate(start);
    let is_first = words.is_empty();
    let mut apart = vec![Piece::Foreign(title.to_owned())];
    if !after.is_empty() {
        apart.push(Piece::Text(after));
    }
    pieces.splice(if is_first { at..=at } else { at + 1..=at }, apart);
}

/// French typography over the whole, so that a mark at the edge of a title is seen.
fn typeset(pieces: &mut [Piece], typography: Typography, titles: bool) {
    if typography == Typography::French {
        let mut words: Vec<&mut String> = pieces
            .iter_mut()
            .filter(|piece| titles || !matches!(piece, Piece::Title(_) | Piece::Foreign(_)))
            .filter_map(Piece::words_mut)
            .collect();
        typography::joined(&mut words);
    }
}
