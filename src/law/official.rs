//! Official data on texts: for each article its identifier, its versions with their state and dates, its place in the plan.
//!
//! Plain values, made by the importers and read back from a site's data files; sorted in the official order, looked up by
//! number through an index. The words for states and dates are those of the LEGI base (DILA, Légifrance).

use super::fold::Folded;
use super::{Article, LegalRef, Nature, TextId, number, texts};
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// Most articles of one text: the largest code has some 13,000.
pub const MAX_ARTICLES: usize = 100_000;
/// Most headings of one text.
pub const MAX_HEADINGS: usize = 50_000;
/// Most versions of one article.
pub const MAX_VERSIONS: usize = 2_000;
/// Deepest heading.
pub const MAX_LEVEL: u8 = 20;
/// Longest title, in characters.
const MAX_TITLE: usize = 500;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// Reads `2019-04-01`; nothing for a day that does not exist.
    pub fn parse(iso: &str) -> Option<Self> {
        let bytes = iso.as_bytes();
        let digits = |range: std::ops::Range<usize>| -> Option<u16> {
            let part = bytes.get(range)?;
            part.iter()
                .all(u8::is_ascii_digit)
                .then(|| part.iter().fold(0, |n, b| n * 10 + u16::from(b - b'0')))
        };
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let month = u8::try_from(digits(5..7)?).ok()?;
        let day = u8::try_from(digits(8..10)?).ok()?;
        let found = Self {
            year: digits(0..4)?,
            month,
            day,
        };
        (found.year >= 1000 && day >= 1 && day <= days_in(found.year, month)).then_some(found)
    }

    /// The day of an instant in milliseconds since 1970: the nearest midnight, because the sources write midnight in Paris
    /// or in Greenwich. Nothing beyond the years 1000 to 9999.
    pub fn from_epoch_ms(ms: i64) -> Option<Self> {
        const DAY_MS: i64 = 86_400_000;
        let days = ms.checked_add(DAY_MS / 2)?.div_euclid(DAY_MS);
        // Howard Hinnant, "chrono-compatible low-level date algorithms": eras of 400 years that begin in March.
        let shifted = days.checked_add(719_468)?;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (1000..=9999).contains(&year).then_some(())?;
        Some(Self {
            year: u16::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// The year, 1000 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// None for the days by which LEGI says "no end" or "not known yet": 2999-01-01, 2222-02-22.
    pub fn known(self) -> Option<Self> {
        (self.year < 2222).then_some(self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400) => 29,
        2 => 28,
        _ => 0,
    }
}

/// What an official identifier names, by its first eight letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum IdKind {
    /// `LEGIARTI`: one version of an article.
    LegiArticle,
    /// `JORFARTI`: an article as it was published.
    JorfArticle,
    /// `LEGISCTA`: a heading.
    LegiHeading,
    /// `JORFSCTA`: a heading as it was published.
    JorfHeading,
    /// `LEGITEXT`: a consolidated text.
    LegiText,
    /// `JORFTEXT`: a text as it was published.
    JorfText,
}

const KINDS: [(IdKind, &str); 6] = [
    (IdKind::LegiArticle, "LEGIARTI"),
    (IdKind::JorfArticle, "JORFARTI"),
    (IdKind::LegiHeading, "LEGISCTA"),
    (IdKind::JorfHeading, "JORFSCTA"),
    (IdKind::LegiText, "LEGITEXT"),
    (IdKind::JorfText, "JORFTEXT"),
];

/// An official identifier: eight letters and twelve digits, as in `LEGIARTI000037703535`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficialId {
    kind: IdKind,
    number: u64,
}

impl OfficialId {
    /// Reads an identifier; nothing for anything else.
    pub fn parse(written: &str) -> Option<Self> {
        let (kind, prefix) = KINDS
            .iter()
            .find(|(_, prefix)| written.starts_with(prefix))?;
        let digits = &written[prefix.len()..];
        (digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| digits.parse().ok())
            .flatten()
            .map(|number| Self {
                kind: *kind,
                number,
            })
    }

    /// What it names.
    pub fn kind(self) -> IdKind {
        self.kind
    }

    /// Whether it names an article or a version of one.
    pub fn is_article(self) -> bool {
        matches!(self.kind, IdKind::LegiArticle | IdKind::JorfArticle)
    }

    /// Whether it names a heading.
    pub fn is_heading(self) -> bool {
        matches!(self.kind, IdKind::LegiHeading | IdKind::JorfHeading)
    }

    /// Whether it names a text.
    pub fn is_text(self) -> bool {
        matches!(self.kind, IdKind::LegiText | IdKind::JorfText)
    }
}

impl fmt::Display for OfficialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = KINDS
            .iter()
            .find(|(kind, _)| *kind == self.kind)
            .map_or("", |(_, prefix)| prefix);
        write!(f, "{prefix}{:012}", self.number)
    }
}

impl fmt::Debug for OfficialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The state of a version, in the words of LEGI.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum State {
    /// In force.
    InForce,
    /// Will be in force.
    InForceLater,
    /// Replaced by a later version.
    Modified,
    /// Replaced before it ever was in force.
    StillBorn,
    /// Repealed.
    Repealed,
    /// Will be repealed.
    RepealedLater,
    /// Moved to another text or number.
    Transferred,
    /// Without effect any more.
    Lapsed,
    /// Quashed by a court.
    Annulled,
    /// Moved elsewhere in the plan.
    Moved,
    /// Split from its text.
    Detached,
    /// Put in the place of another.
    Substituted,
    /// The data do not say.
    #[default]
    Unknown,
}

const STATES: [(State, &str, &str); 13] = [
    (State::InForce, "VIGUEUR", "en vigueur"),
    (State::InForceLater, "VIGUEUR_DIFF", "en vigueur différée"),
    (State::Modified, "MODIFIE", "modifié"),
    (State::StillBorn, "MODIFIE_MORT_NE", "modifié mort-né"),
    (State::Repealed, "ABROGE", "abrogé"),
    (State::RepealedLater, "ABROGE_DIFF", "abrogation différée"),
    (State::Transferred, "TRANSFERE", "transféré"),
    (State::Lapsed, "PERIME", "périmé"),
    (State::Annulled, "ANNULE", "annulé"),
    (State::Moved, "DEPLACE", "déplacé"),
    (State::Detached, "DISJOINT", "disjoint"),
    (State::Substituted, "SUBSTITUE", "substitué"),
    (State::Unknown, "INCONNU", "état inconnu"),
];

impl State {
    /// Reads `VIGUEUR`, `ABROGE_DIFF`…; nothing for a word that LEGI does not use.
    pub fn parse(written: &str) -> Option<Self> {
        STATES
            .iter()
            .find(|(_, word, _)| *word == written)
            .map(|(state, _, _)| *state)
    }

    /// The word of LEGI.
    pub fn as_str(self) -> &'static str {
        self.words().0
    }

    /// For readers, of a masculine noun: "abrogé", "en vigueur".
    pub fn french(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        STATES
            .iter()
            .find(|(state, _, _)| *state == self)
            .map_or(("INCONNU", "état inconnu"), |(_, word, french)| {
                (word, french)
            })
    }

    /// Whether nothing follows: the article ends with this version.
    pub fn ends(self) -> bool {
        matches!(
            self,
            Self::Repealed
                | Self::Transferred
                | Self::Lapsed
                | Self::Annulled
                | Self::Moved
                | Self::Detached
                | Self::Substituted
        )
    }
}

/// One version of an article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Version {
    /// Its identifier.
    pub id: OfficialId,
    /// Its state on the day that the data speak of.
    pub state: State,
    /// First day in force; none when not known.
    pub from: Option<Day>,
    /// First day no longer in force; none when no end is known.
    pub to: Option<Day>,
}

impl Version {
    /// Whether it was, is or will be in force at all.
    fn lives(&self) -> bool {
        self.state != State::StillBorn
            && match (self.from, self.to) {
                (Some(from), Some(to)) => from < to,
                _ => true,
            }
    }

    fn begun(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day)
    }

    fn ended(&self, day: Day) -> bool {
        match self.to {
            Some(to) => to <= day,
            None => self.state.ends(),
        }
    }
}

/// An article on a given day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing<'a> {
    /// In force, in this version.
    InForce(&'a Version),
    /// Not in force yet; the first version that will be.
    NotYet(&'a Version),
    /// No longer in force; the last version that was.
    Ended(&'a Version),
    /// The data do not say; the only version known.
    Unknown(&'a Version),
}

impl<'a> Standing<'a> {
    /// The version that tells most about the article on that day.
    pub fn version(self) -> &'a Version {
        match self {
            Self::InForce(version)
            | Self::NotYet(version)
            | Self::Ended(version)
            | Self::Unknown(version) => version,
        }
    }
}

/// What became of an article after a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change<'a> {
    /// A new version is in force.
    Modified(&'a Version),
    /// It did not exist before.
    Created(&'a Version),
    /// It is no longer in force; its last version.
    Ended(&'a Version),
}

/// An article of an official text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficialArticle {
    /// Its number.
    pub number: Article,
    /// What it is about, when the data say.
    pub title: Option<String>,
    /// The heading that it stands under: an index into [`OfficialText::headings`].
    pub heading: Option<usize>,
    /// Its versions, the oldest first; at least one.
    pub versions: Vec<Version>,
    /// The number that it bears now, when the data say.
    pub renumbered: Option<Article>,
}

impl OfficialArticle {
    /// An article under no heading yet. Its versions are put in the order of time.
    pub fn new(number: Article, versions: Vec<Version>) -> Self {
        let mut article = Self {
            number,
            title: None,
            heading: None,
            versions,
            renumbered: None,
        };
        article.sort();
        article
    }

    fn sort(&mut self) {
        self.versions
            .sort_by_key(|version| (version.from, version.to.is_none(), version.to, version.id));
        self.versions.dedup_by_key(|version| version.id);
    }

    /// How the article stands on `day`; nothing when it has no version. Where two versions overlap, as in some old data of
    /// LEGI, the one that began last.
    pub fn state_at(&self, day: Day) -> Option<Standing<'_>> {
        let (mut ended, mut standing, mut next) = (None, None, None);
        for version in self.versions.iter().filter(|version| version.lives()) {
            if !version.begun(day) {
                next = next.or(Some(version));
            } else if version.ended(day) {
                ended = Some(version);
            } else {
                standing = Some(version);
            }
        }
        standing
            .map(|version| match version.state {
                State::Unknown => Standing::Unknown(version),
                _ => Standing::InForce(version),
            })
            .or(ended.map(Standing::Ended))
            .or(next.map(Standing::NotYet))
            .or_else(|| self.versions.last().map(Standing::Ended))
    }

    /// What became of the article after `since`, until `until` included; nothing when it stayed the same, or when the data
    /// do not say.
    pub fn changed_since(&self, since: Day, until: Day) -> Option<Change<'_>> {
        let before = self.state_at(since)?;
        match (before, self.state_at(until)?) {
            (Standing::Ended(_), Standing::Ended(_)) => None,
            (_, Standing::Ended(version)) => Some(Change::Ended(version)),
            (Standing::NotYet(_), Standing::InForce(version)) => Some(Change::Created(version)),
            (before, Standing::InForce(version)) if before.version().id != version.id => {
                Some(Change::Modified(version))
            }
            _ => None,
        }
    }
}

/// A heading of a text's plan: "Livre Ier : Dispositions générales".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// Its words.
    pub title: String,
    /// 1 for the headings of the text itself.
    pub level: u8,
    /// The heading that it stands under: an index below its own.
    pub parent: Option<usize>,
    /// Its identifier, when known.
    pub id: Option<OfficialId>,
    /// The first article after it: an index into [`OfficialText::articles`], which may be past the last.
    pub first: usize,
}

/// What is known of a text as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextFacts {
    /// Which text.
    pub id: TextId,
    /// Its official identifier.
    pub official_id: OfficialId,
    /// Its title.
    pub title: String,
    /// Where the data come from, in words.
    pub source: String,
    /// The day that the data speak of.
    pub date: Day,
    /// Whether every article in force that day is listed: an article that is not is then unknown to the law.
    pub complete: bool,
}

/// One line of a text in its official order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// A heading of this level, at most one deeper than what is open.
    Heading {
        /// From 1.
        level: u8,
        /// Its words.
        title: String,
        /// Its identifier, when known.
        id: Option<OfficialId>,
    },
    /// An article under the last heading of this level; 0 for none.
    Article {
        /// At most the level of what is open.
        level: u8,
        /// The article; its `heading` is set by [`OfficialText::new`].
        article: OfficialArticle,
    },
}

/// Why rows make no text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowError {
    /// The row at fault, from 0.
    pub row: usize,
    /// What is wrong with it.
    pub kind: RowErrorKind,
}

/// Kinds of [`RowError`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowErrorKind {
    /// The level is 0 for a heading, too deep, or not open.
    Level(u8),
    /// A heading without words.
    Untitled,
    /// The number stands twice.
    Twice(Article),
    /// The article has no version, or too many.
    Versions(Article),
    /// An identifier names something else.
    Id(OfficialId),
    /// More than [`MAX_ARTICLES`] or [`MAX_HEADINGS`].
    TooMany,
}

/// Why the articles between two cannot be listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BetweenError {
    /// The first end is not in the data.
    UnknownFrom,
    /// The last end is not in the data.
    UnknownTo,
    /// The last comes before the first.
    Reversed,
}

/// A text with its articles in the official order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficialText {
    facts: TextFacts,
    headings: Vec<Heading>,
    articles: Vec<OfficialArticle>,
    by_number: HashMap<Article, usize>,
}

/// Makes an [`OfficialText`] row by row.
#[derive(Clone, Debug, Default)]
pub struct TextBuilder {
    headings: Vec<Heading>,
    articles: Vec<OfficialArticle>,
    by_number: HashMap<Article, usize>,
    open: Vec<usize>,
}

impl TextBuilder {
    /// Adds a row. Its titles are cleaned of control characters and runs of spaces, its versions put in the order of time.
    ///
    /// # Errors
    /// When the row cannot follow those before it; it is left out then.
    pub fn push(&mut self, row: Row) -> Result<(), RowErrorKind> {
        match row {
            Row::Heading { level, title, id } => {
                if level == 0 || level > MAX_LEVEL || usize::from(level) > self.open.len() + 1 {
                    return Err(RowErrorKind::Level(level));
                }
                if let Some(id) = id.filter(|id| !id.is_heading()) {
                    return Err(RowErrorKind::Id(id));
                }
                let title = clean(&title);
                if title.is_empty() {
                    return Err(RowErrorKind::Untitled);
                }
                if self.headings.len() == MAX_HEADINGS {
                    return Err(RowErrorKind::TooMany);
                }
                self.open.truncate(usize::from(level) - 1);
                self.headings.push(Heading {
                    title,
                    level,
                    parent: self.open.last().copied(),
                    id,
                    first: self.articles.len(),
                });
                self.open.push(self.headings.len() - 1);
            }
            Row::Article { level, mut article } => {
                if usize::from(level) > self.open.len() {
                    return Err(RowErrorKind::Level(level));
                }
                if article.versions.is_empty() || article.versions.len() > MAX_VERSIONS {
                    return Err(RowErrorKind::Versions(article.number));
                }
                if let Some(version) = article.versions.iter().find(|v| !v.id.is_article()) {
                    return Err(RowErrorKind::Id(version.id));
                }
                if self.by_number.contains_key(&article.number) {
                    return Err(RowErrorKind::Twice(article.number));
                }
                if self.articles.len() == MAX_ARTICLES {
                    return Err(RowErrorKind::TooMany);
                }
                self.open.truncate(usize::from(level));
                article.heading = self.open.last().copied();
                article.title = article
                    .title
                    .as_deref()
                    .map(clean)
                    .filter(|title| !title.is_empty());
                article.sort();
                self.by_number
                    .insert(article.number.clone(), self.articles.len());
                self.articles.push(article);
            }
        }
        Ok(())
    }

    /// The text.
    pub fn finish(self, mut facts: TextFacts) -> OfficialText {
        facts.title = clean(&facts.title);
        facts.source = clean(&facts.source);
        OfficialText {
            facts,
            headings: self.headings,
            articles: self.articles,
            by_number: self.by_number,
        }
    }
}

impl OfficialText {
    /// The text made of `rows`, see [`TextBuilder`].
    ///
    /// # Errors
    /// The first row that cannot follow those before it.
    pub fn new(facts: TextFacts, rows: impl IntoIterator<Item = Row>) -> Result<Self, RowError> {
        let mut builder = TextBuilder::default();
        for (at, row) in rows.into_iter().enumerate() {
            builder
                .push(row)
                .map_err(|kind| RowError { row: at, kind })?;
        }
        Ok(builder.finish(facts))
    }

    /// The rows that the text is made of: [`OfficialText::new`] makes the same text of them.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let (mut heading, mut article) = (0, 0);
        std::iter::from_fn(move || {
            if let Some(next) = self.headings.get(heading)
                && next.first <= article
            {
                heading += 1;
                return Some(Row::Heading {
                    level: next.level,
                    title: next.title.clone(),
                    id: next.id,
                });
            }
            let next = self.articles.get(article)?;
            article += 1;
            let level = next.heading.map_or(0, |at| self.headings[at].level);
            Some(Row::Article {
                level,
                article: next.clone(),
            })
        })
    }

    /// What is known of the text as a whole.
    pub fn facts(&self) -> &TextFacts {
        &self.facts
    }

    /// The articles in the official order.
    pub fn articles(&self) -> &[OfficialArticle] {
        &self.articles
    }

    /// The headings in the official order.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// The article with this number.
    pub fn article(&self, number: &Article) -> Option<&OfficialArticle> {
        self.position(number).map(|at| &self.articles[at])
    }

    /// Where the article stands in the official order, from 0.
    pub fn position(&self, number: &Article) -> Option<usize> {
        self.by_number.get(number).copied()
    }

    /// The headings above an article, the widest first.
    pub fn path(&self, article: &OfficialArticle) -> Vec<&Heading> {
        let mut path = Vec::new();
        let mut at = article.heading;
        while let Some(heading) = at.and_then(|at| self.headings.get(at)) {
            path.push(heading);
            at = heading.parent;
        }
        path.reverse();
        path
    }

    /// The articles from one to another, both included, in the official order.
    ///
    /// "L. 112-9 à L. 112-11" means laws only, though the plan of a code may put regulations among them: with ends of one
    /// series (L and LO; R and D, which share their numbers; A) the others are left out. So are articles that were no
    /// longer in force on the day of the data, but for the ends.
    ///
    /// # Errors
    /// When an end is unknown, or the last comes before the first.
    pub fn between(
        &self,
        from: &Article,
        to: &Article,
    ) -> Result<Vec<&OfficialArticle>, BetweenError> {
        let mut articles = self.through(from, to)?;
        articles.retain(|article| {
            let an_end = article.number == *from || article.number == *to;
            let stands = !matches!(
                article.state_at(self.facts.date),
                None | Some(Standing::Ended(_))
            );
            an_end || stands
        });
        Ok(articles)
    }

    /// The same with the articles that are no longer in force: what a range meant when it was written.
    ///
    /// # Errors
    /// As [`OfficialText::between`].
    pub fn through(
        &self,
        from: &Article,
        to: &Article,
    ) -> Result<Vec<&OfficialArticle>, BetweenError> {
        let first = self.position(from).ok_or(BetweenError::UnknownFrom)?;
        let last = self.position(to).ok_or(BetweenError::UnknownTo)?;
        if last < first {
            return Err(BetweenError::Reversed);
        }
        let wanted = (series(from) == series(to)).then(|| series(from));
        Ok(self.articles[first..=last]
            .iter()
            .enumerate()
            .filter(|(at, article)| {
                let an_end = *at == 0 || *at == last - first;
                an_end || wanted.is_none_or(|wanted| series(&article.number) == wanted)
            })
            .map(|(_, article)| article)
            .collect())
    }

    /// The known number that an unknown one was most likely meant to be: at most two characters differ; of equally close
    /// ones, the one that begins most alike, then the closest by its last number.
    pub fn nearest(&self, number: &Article) -> Option<&Article> {
        let wanted = number.as_str().as_bytes();
        let ending = |article: &Article| -> i64 {
            let text = article.as_str();
            let head = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            text[head..].parse().unwrap_or(0)
        };
        let last = ending(number);
        self.articles
            .iter()
            .filter_map(|article| {
                let known = article.number.as_str().as_bytes();
                let slips = texts::distance(wanted, known, 2)?;
                let alike = wanted.iter().zip(known).take_while(|(a, b)| a == b).count();
                let gap = (ending(&article.number) - last).abs();
                Some(((slips, usize::MAX - alike, gap), &article.number))
            })
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, number)| number)
    }

    /// How an article stood on `day`.
    pub fn state_at(&self, number: &Article, day: Day) -> Option<Standing<'_>> {
        self.article(number)?.state_at(day)
    }

    /// The articles that changed after `since`, until `until` included, in the official order.
    pub fn changed_since(
        &self,
        since: Day,
        until: Day,
    ) -> impl Iterator<Item = (&OfficialArticle, Change<'_>)> {
        self.articles
            .iter()
            .filter_map(move |article| Some((article, article.changed_since(since, until)?)))
    }

    /// The version of an article to show and link to: the one in force on the day of the data, else the closest to it.
    pub fn current<'a>(&self, article: &'a OfficialArticle) -> Option<&'a Version> {
        article.state_at(self.facts.date).map(Standing::version)
    }

    /// The official address of an article's current version (forms seen in use on Légifrance: `codes/article_lc` for a
    /// code, `loda/article_lc` for any other consolidated text, `jorf/article_jo` as published).
    pub fn url(&self, number: &Article) -> Option<String> {
        let version = self.current(self.article(number)?)?;
        let folder = match version.id.kind() {
            IdKind::JorfArticle => "jorf/article_jo",
            _ if self.facts.id.nature() == Nature::Code => "codes/article_lc",
            _ => "loda/article_lc",
        };
        Some(format!(
            "https://www.legifrance.gouv.fr/{folder}/{}",
            version.id
        ))
    }
}

/// The texts of which a site has official data.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OfficialTexts(BTreeMap<TextId, OfficialText>);

impl OfficialTexts {
    /// These texts; of two with one id, the last.
    pub fn new(texts: impl IntoIterator<Item = OfficialText>) -> Self {
        Self(
            texts
                .into_iter()
                .map(|text| (text.facts.id.clone(), text))
                .collect(),
        )
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The texts, in the order of an index.
    pub fn iter(&self) -> impl Iterator<Item = &OfficialText> {
        self.0.values()
    }

    /// The data on a text.
    pub fn get(&self, id: &TextId) -> Option<&OfficialText> {
        self.0.get(id)
    }

    /// The data on an article.
    pub fn article(&self, id: &TextId, number: &Article) -> Option<&OfficialArticle> {
        self.get(id)?.article(number)
    }

    /// The exact official address of an article.
    pub fn url(&self, id: &TextId, number: &Article) -> Option<String> {
        self.get(id)?.url(number)
    }

    /// The articles that a reference stands for, by the official order. None when there are no data on its text.
    pub fn articles(&self, reference: &LegalRef) -> Option<Result<Vec<Article>, BetweenError>> {
        let text = self.get(reference.text())?;
        Some(match reference {
            LegalRef::Text(_) => Ok(Vec::new()),
            LegalRef::Article { article, .. } => Ok(vec![article.clone()]),
            LegalRef::Range { from, to, .. } => text.between(from, to).map(|articles| {
                articles
                    .into_iter()
                    .map(|article| article.number.clone())
                    .collect()
            }),
        })
    }
}

/// The number of an article as official data write it ("L2113-12", "R*421-1", "199 terdecies-0 A", "1er", "Annexe II") in
/// normal form. Nothing for what has no number of the grammar, such as "Annexe à l'article R. 123".
pub fn official_number(written: &str, text: &TextId) -> Option<Article> {
    let written = written.trim();
    if written.len() > 60 {
        return None;
    }
    let prefix = if text.numbers_with_art() { "art" } else { "" };
    let words: Vec<&str> = written.split_whitespace().collect();
    if let [annex, which @ ..] = words.as_slice()
        && annex.eq_ignore_ascii_case("annexe")
        && which.len() <= 1
    {
        let which = which.first().unwrap_or(&"");
        return Article::parse(&format!("{prefix}annexe{which}")).filter(Article::is_annex);
    }
    let folded = Folded::of(written);
    let number = number::number(&folded, 0, true, super::Texts::known())?;
    if folded.skip_spaces(number.end) != folded.bytes.len() {
        return None;
    }
    Article::parse(&format!("{prefix}{}", number.normal))
}

/// Numbers that follow one another: R and D share theirs (R2111-2, D2111-3, R2111-4 in the code de la commande publique),
/// L and LO too.
fn series(article: &Article) -> u8 {
    match article.as_str().as_bytes().first() {
        Some(b'L') => 1,
        Some(b'R' | b'D') => 2,
        Some(b'A') => 3,
        _ => 0,
    }
}

/// One line without control, formatting or double space characters.
fn clean(title: &str) -> String {
    let mut out = String::with_capacity(title.len().min(MAX_TITLE));
    let mut length = 0;
    for word in title
        .split(|c: char| c.is_control() || c == ' ' || c == '\u{2028}' || c == '\u{2029}')
        .filter(|word| !word.is_empty())
    {
        let plain = word.chars().filter(|c| !is_invisible(*c));
        let mut first = true;
        for c in plain {
            if first && !out.is_empty() {
                if length + 1 >= MAX_TITLE {
                    return out;
                }
                out.push(' ');
                length += 1;
            }
            first = false;
            if length == MAX_TITLE {
                return out;
            }
            out.push(c);
            length += 1;
        }
    }
    out
}

/// Characters that change how others are shown without being seen: bidirectional controls, zero-width ones, tags.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{e0000}'..='\u{e007f}')
}
