//! The known texts: codes, laws and European texts with their names, from the tables of `data/`.

use super::fold::fold;
use super::names::{Names, Writing};
use super::numbering::{cannot_have, figures, may_have};
use super::title::generic_title;
use super::{Article, LegalRef, Nature, TextId, tables};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A text of law.
#[derive(Clone, PartialEq, Debug)]
pub struct LegalText {
    /// Its id.
    pub id: TextId,
    /// Its official title.
    pub title: String,
    /// How it is cited in short: "CCP", "loi n° 2014-856".
    pub short: Option<String>,
    /// Other names: abbreviations of a code, usual names of a law.
    pub names: Vec<String>,
    /// `LEGITEXT…`, `JORFTEXT…`, `CELEX:…`.
    pub official_id: Option<String>,
    /// Official address, when it cannot be made from the id.
    pub url: Option<String>,
    /// Date, `AAAA-MM-JJ`.
    pub date: Option<String>,
    /// Whether it is in force.
    pub in_force: bool,
}

impl LegalText {
    /// A text that the site itself names in its `articles.yaml`.
    pub fn of_site(
        id: &TextId,
        title: Option<String>,
        names: Vec<String>,
        official_id: Option<String>,
        url: Option<String>,
    ) -> Self {
        let title = title.unwrap_or_else(|| generic_title(id));
        let short = names.first().cloned();
        Self {
            id: id.clone(),
            title,
            short,
            names,
            official_id,
            url,
            date: None,
            in_force: true,
        }
    }
}

/// Texts by id and by name.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    texts: Vec<LegalText>,
    by_id: HashMap<TextId, usize>,
    pub(super) names: Names,
    by_date: HashMap<(Nature, String), Option<usize>>,
}

static KNOWN: LazyLock<Texts> = LazyLock::new(|| Texts::from(tables::all()));

impl Texts {
    /// The texts of the tables.
    pub fn known() -> &'static Texts {
        &KNOWN
    }

    /// These texts and `extra` ones, which come first where both have a name.
    #[must_use]
    pub fn with(&self, extra: Vec<LegalText>) -> Texts {
        let mut all = self.texts.clone();
        for text in extra {
            match all.iter_mut().find(|known| known.id == text.id) {
                Some(known) => {
                    known.names.extend(text.names);
                    known.official_id = text.official_id.or(known.official_id.take());
                    known.url = text.url.or(known.url.take());
                }
                None => all.push(text),
            }
        }
        Texts::from(all)
    }

    /// These texts with the names that a sheet defines for itself, as [`super::definitions`] finds them.
    #[must_use]
    pub fn with_names(&self, names: Vec<(String, TextId)>) -> Texts {
        let mut texts = self.clone();
        for (name, id) in names {
            let at = if let Some(at) = texts.by_id.get(&id) {
                *at
            } else {
                let at = texts.texts.len();
                texts.by_id.insert(id.clone(), at);
                texts
                    .texts
                    .push(LegalText::of_site(&id, None, Vec::new(), None, None));
                at
            };
            texts.names.add(&name, at, Writing::Defined);
        }
        texts
    }

    fn from(texts: Vec<LegalText>) -> Self {
        let mut index = Self {
            by_id: texts
                .iter()
                .enumerate()
                .map(|(at, text)| (text.id.clone(), at))
                .collect(),
            ..Self::default()
        };
        // The last name added wins: those of codes in force, then the abbreviations of the tables.
        for in_force in [false, true] {
            for (at, text) in texts.iter().enumerate() {
                if text.in_force == in_force && text.id.nature() == Nature::Code {
                    for name in with_initial(&text.title) {
                        index.names.add(&name, at, Writing::Abbreviation);
                    }
                }
            }
        }
        for (at, text) in texts.iter().enumerate() {
            if text.id.nature() == Nature::Code {
                index.names.add(&text.title, at, Writing::Whole);
                // "Code minier (nouveau)" is called "code minier".
                if let Some((plain, _)) = text.title.split_once(" (nouveau)") {
                    index.names.add(plain, at, Writing::Whole);
                }
            }
            if let Some(name) = subject(text) {
                index.names.add(&name, at, Writing::Whole);
            }
            for name in &text.names {
                let whole = name.starts_with(|c: char| c.is_lowercase()) && name.contains(' ');
                let writing = if whole {
                    Writing::Whole
                } else {
                    Writing::Abbreviation
                };
                index.names.add(name, at, writing);
            }
            if let Some(date) = &text.date {
                // Two texts of one nature and day: the date alone names neither.
                index
                    .by_date
                    .entry((text.id.nature(), date.clone()))
                    .and_modify(|other| *other = None)
                    .or_insert(Some(at));
            }
        }
        index.texts = texts;
        index
    }

    /// The text with this id, when it is known.
    pub fn get(&self, id: &TextId) -> Option<&LegalText> {
        self.by_id.get(id).map(|at| &self.texts[*at])
    }

    /// The text with this official id, `JORFTEXT000029313296`, `LEGITEXT…` or `CELEX:…`.
    pub fn by_official_id(&self, id: &str) -> Option<TextId> {
        const KINDS: [&str; 3] = ["JORFTEXT", "LEGITEXT", "CELEX:"];
        if !KINDS.iter().any(|kind| id.starts_with(kind)) {
            return None;
        }
        self.texts
            .iter()
            .find(|text| text.official_id.as_deref() == Some(id))
            .map(|text| text.id.clone())
    }

    pub(super) fn at(&self, index: usize) -> &LegalText {
        &self.texts[index]
    }

    /// The text of this nature and day, when only one is known.
    pub(super) fn by_date(&self, nature: Nature, date: &str) -> Option<&TextId> {
        let at = (*self.by_date.get(&(nature, date.to_owned()))?)?;
        Some(&self.texts[at].id)
    }

    /// The text that an abbreviation, a name or an id names: "CCP", "ccp", "C. trav.", "code du travail", "loi:2014-856".
    pub fn by_abbreviation(&self, written: &str) -> Option<TextId> {
        let id = TextId::new(&written.to_lowercase());
        if self.by_id.contains_key(&id) {
            return Some(id);
        }
        let id = TextId::new(written);
        if self.by_id.contains_key(&id) {
            return Some(id);
        }
        let folded = fold(written);
        let plain = |name: &str| name.replace(['.', ' '], "");
        let exact = self.names.all().iter().find(|name| name.folded == folded);
        let wanted = plain(&folded);
        // "C trav" and "Ctrav" are "C. trav.": dots and spaces do not count. The lowest index, for the same answer always.
        let found = exact.or_else(|| {
            self.names
                .all()
                .iter()
                .filter(|name| plain(&name.folded) == wanted)
                .min_by_key(|name| name.text)
        })?;
        Some(self.texts[found.text].id.clone())
    }

    /// The abbreviation or name closest to a mistaken one: one slip, or two from six letters.
    pub fn nearest(&self, written: &str) -> Option<String> {
        let wanted = fold(written);
        let allowed = if wanted.len() >= 6 { 2 } else { 1 };
        let candidates = self
            .texts
            .iter()
            .filter(|text| text.in_force)
            .flat_map(|text| text.names.iter().chain([&text.title]));
        candidates
            .filter_map(|name| {
                let slips = distance(wanted.as_bytes(), fold(name).as_bytes(), allowed)?;
                Some((slips, name))
            })
            .min_by_key(|(slips, name)| (*slips, name.len()))
            .map(|(_, name)| name.clone())
    }

    /// The text that a mistaken id, abbreviation or name most likely means.
    pub fn nearest_id(&self, written: &str) -> Option<TextId> {
        let allowed = if written.len() >= 6 { 2 } else { 1 };
        self.by_abbreviation(written)
            .or_else(|| {
                self.texts
                    .iter()
                    .filter_map(|text| {
                        let id = text.id.as_str();
                        let slips = distance(written.as_bytes(), id.as_bytes(), allowed)?;
                        Some((slips, &text.id))
                    })
                    .min()
                    .map(|(_, id)| id.clone())
            })
            .or_else(|| self.by_abbreviation(&self.nearest(written)?))
    }

    /// The number of the first article of `reference` that its code cannot have, and the usual name of the code with nearly the
    /// same one that can, if there is one: `CPP L2113-12` is of the CCP.
    pub fn foreign_number(&self, reference: &LegalRef) -> Option<(String, Option<String>)> {
        let (code, articles) = match reference {
            LegalRef::Text(_) => return None,
            LegalRef::Article { text, article } => (text, vec![article]),
            LegalRef::Range { text, from, to } => (text, vec![from, to]),
        };
        let number = articles
            .into_iter()
            .map(Article::as_str)
            .find(|number| cannot_have(code, number))?;
        let short = self.short(code);
        let close = self
            .texts
            .iter()
            .filter(|text| text.in_force && text.id.nature() == Nature::Code)
            // Four figures tell a code; fewer fit nearly all.
            .filter(|text| figures(number) == 4 && may_have(&text.id, number))
            .filter_map(|text| text.short.as_ref())
            .filter_map(|other| {
                let slips = distance(short.as_bytes(), other.as_bytes(), 1)?;
                Some((slips, other))
            })
            .min()
            .map(|(_, other)| other.clone());
        Some((number.to_owned(), close))
    }

    /// The official title, or one made from the id.
    pub fn title(&self, id: &TextId) -> String {
        self.get(id)
            .map_or_else(|| generic_title(id), |text| text.title.clone())
    }

    /// The name without the subject: "Loi n° 2014-856 du 31 juillet 2014", "Code du travail".
    pub fn name(&self, id: &TextId) -> String {
        let title = self.title(id);
        // The titles of treaties and of what the Constitution refers to are names already.
        if matches!(
            id.nature(),
            Nature::Code | Nature::Constitution | Nature::Treaty
        ) {
            return title;
        }
        // The subject begins after the date; European texts of the tables have none.
        let subject = || {
            [" sur ", " relati"]
                .iter()
                .filter_map(|word| title.find(word))
                .min()
        };
        let end = date_end(&title).or_else(subject).unwrap_or(title.len());
        let name = title[..end]
            .replace("LOI n°", "Loi n°")
            .replace("n° ", "n°\u{a0}")
            .replacen("n°2", "n°\u{a0}2", 1);
        bound_day(name)
    }

    /// The shortest usual name: "CCP", "C. trav.", "loi n° 2014-856".
    pub fn short(&self, id: &TextId) -> String {
        match (id.nature(), self.get(id)) {
            (Nature::Code | Nature::Constitution | Nature::Treaty, Some(text)) => {
                text.short.clone().unwrap_or_else(|| text.title.clone())
            }
            _ => generic_title(id),
        }
    }
}

/// The same with the day kept beside its month: "31 juillet" does not break (Lexique de l'Imprimerie nationale, "Dates").
fn bound_day(mut name: String) -> String {
    let mut at = 0;
    while let Some(space) = name[at..].find(' ') {
        let day = &name[at..at + space];
        at += space;
        let month = name[at + 1..].split(' ').next().unwrap_or_default();
        if day.starts_with(|c: char| c.is_ascii_digit()) && super::title::MONTHS.contains(&month) {
            name.replace_range(at..=at, "\u{a0}");
        }
        at = name.ceil_char_boundary(at + 1);
    }
    name
}

/// Where the date of a text ends in its title, "Décret n° 2001-495 du 6 juin 2001 pris pour…"; none without a date.
fn date_end(title: &str) -> Option<usize> {
    let words: Vec<(usize, &str)> = title
        .split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        })
        .collect();
    words.windows(2).find_map(|pair| {
        let [(_, month), (start, year)] = pair else {
            return None;
        };
        let year = year.trim_end_matches([',', ')']);
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        (is_year && super::title::MONTHS.contains(month)).then(|| start + year.len())
    })
}

/// Insertions, deletions and substitutions between two words, when at most `limit`.
pub(super) fn distance(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit || a.len() > 100 {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != y))
                .min(above + 1)
                .min(row[j] + 1);
            diagonal = above;
        }
    }
    (row[b.len()] <= limit).then_some(row[b.len()])
}

/// "C. de la mutualité" and "C. mutualité", for the code of that title.
fn with_initial(title: &str) -> Vec<String> {
    let Some(subject) = title.strip_prefix("Code ").filter(|s| !s.contains('(')) else {
        return Vec::new();
    };
    let bare = ["de la ", "du ", "des ", "de l’"]
        .iter()
        .find_map(|tie| subject.strip_prefix(tie));
    [Some(subject), bare]
        .into_iter()
        .flatten()
        .map(|subject| format!("C. {subject}"))
        .collect()
}

/// "loi relative à l'économie sociale et solidaire": a law by what its title says, without number or day.
fn subject(text: &LegalText) -> Option<String> {
    if text.id.nature() != Nature::Law {
        return None;
    }
    let (head, subject) = [
        "relative",
        "pour ",
        "portant",
        "visant",
        "tendant",
        "d’orientation",
        "sur ",
    ]
    .iter()
    .filter_map(|word| {
        text.title
            .split_once(&format!(" {word}"))
            .map(|(head, rest)| (head, format!("{word}{rest}")))
    })
    .min_by_key(|(head, _)| head.len())?;
    let short =
        !head.contains("organique") && head.len() < 45 && subject.len() > 20 && subject.len() < 160;
    short.then(|| format!("loi {subject}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_answer_to_their_names() {
        let texts = Texts::known();
        for (name, id) in [
            ("CCP", "ccp"),
            ("ccp", "ccp"),
            ("C. trav.", "c-trav"),
            ("C trav", "c-trav"),
            ("code du travail", "c-trav"),
            ("Code de l’action sociale et des familles", "casf"),
            ("loi ESS", "loi:2014-856"),
            ("TFUE", "tfue"),
        ] {
            assert_eq!(
                texts.by_abbreviation(name).as_ref().map(TextId::as_str),
                Some(id),
                "{name}"
            );
        }
        assert_eq!(texts.by_abbreviation("XYZ"), None);
        assert_eq!(
            texts.name(&TextId::new("loi:2014-856")),
            "Loi n°\u{a0}2014-856 du 31\u{a0}juillet 2014"
        );
        // "sur" is no subject there.
        assert_eq!(
            texts.name(&TextId::new("tfue")),
            "Traité sur le fonctionnement de l’Union européenne"
        );
        assert_eq!(
            texts.name(&TextId::new("const")),
            "Constitution du 4 octobre 1958"
        );
        assert_eq!(
            texts.title(&TextId::new("loi:1991-07-10")),
            "Loi du 10\u{a0}juillet 1991"
        );
    }
}
