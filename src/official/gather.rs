//! What the files of an import say of each wanted text, put together.

use super::error::{Fault, ImportError};
use crate::law::official::{
    Day, MAX_ARTICLES, MAX_LEVEL, MAX_VERSIONS, OfficialArticle, OfficialId, OfficialText, Row,
    RowErrorKind, State, TextBuilder, TextFacts, Version,
};
use crate::law::{Article, TextId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Most versions kept for one text: the largest code has some 60,000.
pub(super) const MAX_KEPT: usize = 1_000_000;

/// The words of a heading that has none.
const UNTITLED: &str = "(sans intitulé)";

/// The texts to keep, by the identifiers that official data give them.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    by_official: HashMap<OfficialId, TextId>,
    by_text: BTreeMap<TextId, (OfficialId, String)>,
}

impl Wanted {
    /// Wants a text of this official id and title.
    pub fn add(&mut self, text: TextId, official: OfficialId, title: &str) {
        self.by_official.insert(official, text.clone());
        self.by_text.insert(text, (official, title.to_owned()));
    }

    /// The texts wanted.
    pub fn texts(&self) -> impl Iterator<Item = &TextId> {
        self.by_text.keys()
    }

    /// The text that an official id names, when it is wanted. The id is the `cid`: a file may bear another.
    pub fn text(&self, official: OfficialId) -> Option<&TextId> {
        self.by_official.get(&official)
    }

    pub(super) fn official(&self, text: &TextId) -> Option<(OfficialId, &str)> {
        self.by_text
            .get(text)
            .map(|(official, title)| (*official, title.as_str()))
    }
}

/// An import under way: files are added to it one after the other, then the texts are made.
#[derive(Clone, Debug, Default)]
pub struct Import {
    pub(super) wanted: Wanted,
    texts: BTreeMap<TextId, Gathered>,
    /// Texts met that are not wanted.
    pub(super) others: BTreeSet<OfficialId>,
    /// The day of the data, when the person who imports says so.
    pub(super) date: Option<Day>,
}

/// What an import left aside.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Left {
    /// Articles without a number of the grammar ("Annexe"), by text: how many names they have, and the first few.
    pub unnumbered: BTreeMap<TextId, (usize, Vec<String>)>,
    /// States that LEGI did not have when this was written.
    pub unknown_states: BTreeSet<String>,
    /// How many texts were met that are not wanted.
    pub others: usize,
}

/// What is known of one text so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    pub title: Option<String>,
    pub sources: BTreeSet<String>,
    /// The day of the last delivery.
    pub delivered: Option<Day>,
    /// The day of the text's last change.
    pub modified: Option<Day>,
    /// The data list all articles in force.
    pub complete: bool,
    /// The plan of a JSON tree or a table.
    pub flat: Vec<Flat>,
    /// The parts of the LEGI base.
    pub legi: Legi,
    pub versions: HashMap<Article, BTreeMap<OfficialId, Version>>,
    pub kept: usize,
    pub renumbered: HashMap<Article, Article>,
    pub titles: HashMap<Article, String>,
    pub unnumbered: BTreeSet<String>,
    pub unknown_states: BTreeSet<String>,
}

/// An article or a heading where a plan shows it.
#[derive(Clone, Debug)]
pub(super) enum Flat {
    Heading {
        level: u8,
        title: String,
        id: Option<OfficialId>,
    },
    Article {
        level: u8,
        number: Article,
        from: Option<Day>,
        to: Option<Day>,
    },
}

/// The files of the LEGI base on one text, by identifier: a later delivery replaces those of an earlier one.
#[derive(Clone, Debug, Default)]
pub(super) struct Legi {
    /// What the text itself holds, by version of the text: a code that was renamed has several.
    pub tops: BTreeMap<OfficialId, Vec<Child>>,
    /// Its titles, likewise.
    pub titles: BTreeMap<OfficialId, String>,
    pub sections: HashMap<OfficialId, (String, Vec<Child>)>,
    pub articles: HashMap<OfficialId, Link>,
    /// The other versions that the file of a version names.
    pub chains: HashMap<OfficialId, Vec<Link>>,
}

/// A version as another file names it.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub number: Option<Article>,
    pub version: Version,
}

/// What a heading holds, in order.
#[derive(Clone, Debug)]
pub(super) enum Child {
    Section {
        id: OfficialId,
        title: String,
        from: Option<Day>,
        to: Option<Day>,
    },
    Article(Link),
}

impl Gathered {
    /// A state by its word in LEGI; words that were not known are kept for the report.
    pub fn state(&mut self, word: &str) -> State {
        State::parse(word).unwrap_or_else(|| {
            if !word.is_empty() && self.unknown_states.len() < 20 {
                self.unknown_states.insert(word.chars().take(40).collect());
            }
            State::Unknown
        })
    }

    pub fn left_out(&mut self, written: &str) {
        if self.unnumbered.len() < MAX_ARTICLES {
            self.unnumbered.insert(written.chars().take(60).collect());
        }
    }

    /// Counts what is kept, so that a hostile file cannot fill the memory.
    pub fn keep(&mut self, more: usize) -> Result<(), ImportError> {
        self.kept += more;
        if self.kept > MAX_KEPT {
            return Err(ImportError::new(Fault::TooMany(MAX_KEPT)));
        }
        Ok(())
    }

    /// Adds a version of an article; one whose state is known replaces the same without.
    pub fn add_version(&mut self, number: &Article, version: Version) -> Result<(), ImportError> {
        self.keep(1)?;
        let known = self
            .versions
            .entry(number.clone())
            .or_default()
            .entry(version.id)
            .or_insert(version);
        if version.state != State::Unknown {
            *known = version;
        }
        Ok(())
    }

    /// The text. Its versions and plan come from the parts of LEGI when there are any.
    fn finish(
        mut self,
        id: TextId,
        wanted: &Wanted,
        date: Option<Day>,
    ) -> Result<Option<OfficialText>, ImportError> {
        self.settle_legi()?;
        if self.versions.is_empty() {
            return Ok(None);
        }
        let Some((official_id, title)) = wanted.official(&id) else {
            return Ok(None);
        };
        let date = date
            .or(self.delivered)
            .or(self.modified)
            .or_else(|| self.last_beginning())
            .ok_or_else(|| ImportError::new(Fault::WhichDay))?;
        let facts = TextFacts {
            id,
            official_id,
            title: self.title.take().unwrap_or_else(|| title.to_owned()),
            source: std::mem::take(&mut self.sources)
                .into_iter()
                .collect::<Vec<_>>()
                .join("\u{202f}; "),
            date,
            complete: self.complete,
        };
        let mut builder = TextBuilder::default();
        for row in self.rows(date) {
            builder.push(row).map_err(|kind| {
                ImportError::new(match kind {
                    RowErrorKind::Versions(number) => Fault::Malformed(format!(
                        "l’article {} a plus de {MAX_VERSIONS} versions",
                        number.display()
                    )),
                    _ => Fault::TooMany(MAX_ARTICLES),
                })
            })?;
        }
        Ok(Some(builder.finish(facts)))
    }

    /// The data are at least as recent as the last version that they say is in force.
    fn last_beginning(&self) -> Option<Day> {
        self.versions
            .values()
            .flat_map(BTreeMap::values)
            .filter(|version| matches!(version.state, State::InForce | State::RepealedLater))
            .filter_map(|version| version.from)
            .max()
    }

    /// Versions and plan from the files of LEGI. A version's own file says more than those that name it.
    fn settle_legi(&mut self) -> Result<(), ImportError> {
        let legi = std::mem::take(&mut self.legi);
        if legi.articles.is_empty() && legi.sections.is_empty() && legi.tops.is_empty() {
            return Ok(());
        }
        self.flat.clear();
        let mut named = Vec::new();
        // A delivery of changes alone lacks headings: what it does not list may well be in force.
        let whole = walk(&legi, &mut self.flat, &mut named)?;
        self.complete = whole && !legi.tops.is_empty();
        if let Some(title) = legi.titles.values().next_back() {
            self.title = Some(title.clone());
        }
        let chained = legi.chains.values().flatten().cloned();
        // The last to speak is believed.
        let all: Vec<Link> = chained
            .chain(named)
            .chain(legi.articles.values().cloned())
            .collect();
        for link in all {
            if let Some(number) = link.number {
                self.add_version(&number, link.version)?;
            }
        }
        for chain in legi.chains.values() {
            self.renumber(chain);
        }
        Ok(())
    }

    /// The versions of one article in time: when its number changed, the old one leads to the last.
    pub fn renumber(&mut self, chain: &[Link]) {
        let mut chain: Vec<&Link> = chain.iter().collect();
        chain.sort_by_key(|link| (link.version.from, link.version.id));
        let Some(last) = chain.last().and_then(|link| link.number.clone()) else {
            return;
        };
        for number in chain.iter().filter_map(|link| link.number.as_ref()) {
            if *number != last {
                self.renumbered.insert(number.clone(), last.clone());
            }
        }
    }

    /// The rows of the text: each article once, where the plan shows the version of `date`, else the latest; headings
    /// that hold none are left out. An article that no plan shows stands after the one that bears its number's sequel,
    /// else at the end.
    fn rows(mut self, date: Day) -> Vec<Row> {
        let mut chosen: HashMap<&Article, (usize, (bool, Option<Day>))> = HashMap::new();
        for (at, flat) in self.flat.iter().enumerate() {
            if let Flat::Article {
                number, from, to, ..
            } = flat
            {
                let now = from.is_none_or(|from| from <= date) && to.is_none_or(|to| to > date);
                let rank = (now, *from);
                let best = chosen.entry(number).or_insert((at, rank));
                if rank > best.1 {
                    *best = (at, rank);
                }
            }
        }
        let chosen: HashSet<usize> = chosen.into_values().map(|(at, _)| at).collect();
        let placed: HashSet<Article> = self
            .flat
            .iter()
            .filter_map(|flat| match flat {
                Flat::Article { number, .. } => Some(number.clone()),
                Flat::Heading { .. } => None,
            })
            .collect();
        let mut unplaced: Vec<Article> = self
            .versions
            .keys()
            .filter(|number| !placed.contains(*number))
            .cloned()
            .collect();
        unplaced.sort();
        let mut followers: HashMap<Article, Vec<Article>> = HashMap::new();
        let mut rest = Vec::new();
        for number in unplaced {
            match self.renumbered.get(&number) {
                Some(now) if placed.contains(now) => {
                    followers.entry(now.clone()).or_default().push(number);
                }
                _ => rest.push(number),
            }
        }
        let mut rows = Vec::new();
        // Headings open where we are, and how many of them are written already.
        let mut open: Vec<(String, Option<OfficialId>)> = Vec::new();
        let mut written = 0;
        for (at, flat) in std::mem::take(&mut self.flat).into_iter().enumerate() {
            match flat {
                Flat::Heading { level, title, id } => {
                    open.truncate(usize::from(level).saturating_sub(1));
                    written = written.min(open.len());
                    let said = title.chars().any(char::is_alphanumeric);
                    open.push((if said { title } else { UNTITLED.to_owned() }, id));
                }
                Flat::Article { level, number, .. } if chosen.contains(&at) => {
                    open.truncate(usize::from(level));
                    written = written.min(open.len());
                    for (title, id) in &open[written..] {
                        written += 1;
                        rows.push(Row::Heading {
                            level: u8::try_from(written).unwrap_or(MAX_LEVEL),
                            title: title.clone(),
                            id: *id,
                        });
                    }
                    let level = u8::try_from(open.len()).unwrap_or(MAX_LEVEL);
                    let others = followers.remove(&number).unwrap_or_default();
                    rows.extend(self.article(number, level));
                    for other in others {
                        rows.extend(self.article(other, level));
                    }
                }
                Flat::Article { .. } => {}
            }
        }
        for number in rest {
            rows.extend(self.article(number, 0));
        }
        rows
    }

    fn article(&mut self, number: Article, level: u8) -> Option<Row> {
        let versions = self.versions.remove(&number)?;
        let title = self.titles.remove(&number);
        let renumbered = self.renumbered.remove(&number);
        let mut article = OfficialArticle::new(number, versions.into_values().collect());
        article.title = title;
        article.renumbered = renumbered;
        Some(Row::Article { level, article })
    }
}

/// An open heading while the plan is walked: its id, the days when it was in the plan, what it still holds.
struct Open<'a> {
    id: Option<OfficialId>,
    from: Option<Day>,
    to: Option<Day>,
    children: std::slice::Iter<'a, Child>,
}

/// The plan of LEGI from its top, deep first; an article under a heading that was replaced is dated by both. A heading
/// that holds itself is not entered again. Gives whether every heading that is named has its file.
fn walk(legi: &Legi, flat: &mut Vec<Flat>, named: &mut Vec<Link>) -> Result<bool, ImportError> {
    let mut whole = true;
    // The latest version of the text comes first, so that its order is the one kept.
    let mut tops = legi.tops.values().rev();
    let mut stack: Vec<Open> = Vec::new();
    loop {
        let level = u8::try_from(stack.len().saturating_sub(1)).unwrap_or(MAX_LEVEL);
        let Some(open) = stack.last_mut() else {
            let Some(top) = tops.next() else {
                return Ok(whole);
            };
            stack.push(Open {
                id: None,
                from: None,
                to: None,
                children: top.iter(),
            });
            continue;
        };
        // None is before any day here, and after any day there.
        let since = |from: Option<Day>| from.max(open.from);
        let until = |to: Option<Day>| match (to, open.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        match open.children.next() {
            None => {
                stack.pop();
            }
            Some(Child::Article(link)) => {
                if let Some(number) = &link.number {
                    flat.push(Flat::Article {
                        level,
                        number: number.clone(),
                        from: since(link.version.from),
                        to: until(link.version.to),
                    });
                    named.push(link.clone());
                }
            }
            Some(Child::Section {
                id,
                title,
                from,
                to,
            }) => {
                let (from, to) = (since(*from), until(*to));
                if level == MAX_LEVEL || stack.iter().any(|open| open.id == Some(*id)) {
                    continue;
                }
                let file = legi.sections.get(id);
                whole &= file.is_some();
                let (own, children) = file.map_or((title, [].as_slice()), |(own, children)| {
                    (own, children.as_slice())
                });
                let title = if own.trim().is_empty() { title } else { own };
                flat.push(Flat::Heading {
                    level: level + 1,
                    title: title.clone(),
                    id: Some(*id),
                });
                stack.push(Open {
                    id: Some(*id),
                    from,
                    to,
                    children: children.iter(),
                });
            }
        }
        // Headings that hold one another could be entered without end.
        if flat.len() > MAX_KEPT {
            return Err(ImportError::new(Fault::TooMany(MAX_KEPT)));
        }
    }
}

impl Import {
    /// An import of these texts; `date` is the day of the data when it is known beforehand.
    pub fn new(wanted: Wanted, date: Option<Day>) -> Self {
        Self {
            wanted,
            date,
            ..Self::default()
        }
    }

    pub(super) fn gathered(&mut self, text: &TextId) -> &mut Gathered {
        self.texts.entry(text.clone()).or_default()
    }

    /// The texts that were found, and what was left aside.
    ///
    /// # Errors
    /// When a text is beyond all bounds, or nothing says of which day its data are.
    pub fn finish(self) -> Result<(Vec<OfficialText>, Left), ImportError> {
        let mut left = Left {
            others: self.others.len(),
            ..Left::default()
        };
        let mut texts = Vec::new();
        for (id, gathered) in self.texts {
            if !gathered.unnumbered.is_empty() {
                let first = gathered.unnumbered.iter().take(3).cloned().collect();
                left.unnumbered
                    .insert(id.clone(), (gathered.unnumbered.len(), first));
            }
            left.unknown_states
                .extend(gathered.unknown_states.iter().cloned());
            texts.extend(gathered.finish(id, &self.wanted, self.date)?);
        }
        Ok((texts, left))
    }
}
