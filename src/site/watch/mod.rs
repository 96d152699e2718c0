//! The legal watch: what official data say of the articles that the sheets cite, held against the day when the law of
//! each sheet was last checked.
//!
//! Pure: the day is that of the data, or one that is given; nothing here reads a clock.

mod remarks;

use super::law_sources::LawSources;
use super::{OccurrencePlace, SheetIndex};
use crate::date::PartialDate;
use crate::input::Span;
use crate::law::official::{Change, Day, OfficialArticle, OfficialText, Standing, State};
use crate::law::{Article, LegalRef, MAX_RANGE, OfficialTexts, TextId, Texts};
use crate::sheet::FactSheet;
use std::collections::{BTreeMap, BTreeSet};

pub use remarks::remarks;

/// What there is to review in the sheets of a site, and what could not be told.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Watch {
    /// The day that was asked for; without one, each text is judged on the day of its data.
    pub asked: Option<Day>,
    /// The texts cited of which there are data, in the order of an index.
    pub data: Vec<DataDay>,
    /// What to review: one for an article and a sheet, by sheet, in the order of its file.
    pub reviews: BTreeMap<SheetIndex, Vec<Review>>,
    /// Sheets that were to be reviewed before the day asked for (`revoir_avant`); none without that day.
    pub overdue: Vec<SheetIndex>,
    /// Sheets without `verifie_le` that cite articles of which there are data.
    pub never_verified: Vec<SheetIndex>,
    /// Sheets that were checked after the day of the data on some text they cite: the data cannot tell what changed since.
    pub ahead_of_data: Vec<SheetIndex>,
    /// Articles cited whose state the data do not give, by text, in the official order.
    pub untold: BTreeMap<TextId, Vec<Article>>,
    /// Articles cited that the data do not have, though they may exist since the data do not list them all; in the order of an
    /// index.
    pub absent: BTreeMap<TextId, Vec<Article>>,
    /// Texts of which articles are cited and that official data exist for, but not here.
    pub without_data: BTreeSet<TextId>,
    /// Texts of which articles are cited and that the LEGI base does not hold, or not under a known id: European law…
    pub out_of_reach: BTreeSet<TextId>,
}

/// Of which day the data on a text speak.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DataDay {
    /// The text.
    pub text: TextId,
    /// The day of the data.
    pub day: Day,
}

/// An article that a sheet cites and that an editor must look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    /// The sheet.
    pub sheet: SheetIndex,
    /// The text.
    pub text: TextId,
    /// The article.
    pub article: Article,
    /// Where it stands in the official order of its text; none when the data do not have it.
    pub position: Option<usize>,
    /// Why.
    pub reason: Reason,
    /// When the law of the sheet was last checked (`verifie_le`).
    pub verified: Option<Day>,
    /// Where the sheet cites it, in the order of its file; at least one.
    pub places: Vec<CitedPlace>,
}

/// A place of a sheet that cites an article.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct CitedPlace {
    /// Where it is written.
    pub span: Span,
    /// The same in the sheet.
    pub place: OccurrencePlace,
    /// Whether only a range that contains the article is written.
    pub through_range: bool,
}

/// Why an article is to be reviewed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It is no longer in force.
    Ended {
        /// How it ended ("abrogé"); none when the data only say that no version is in force.
        state: Option<State>,
        /// First day no longer in force, when known.
        since: Option<Day>,
        /// The number that took its place, when the data say.
        successor: Option<Article>,
    },
    /// A new version is in force since the sheet was checked.
    Modified {
        /// First day of that version.
        from: Day,
    },
    /// It came into force after the sheet was checked.
    Created {
        /// First day in force.
        from: Day,
    },
    /// It is not in force yet.
    NotYet {
        /// First day in force, when known.
        from: Option<Day>,
    },
    /// It bears another number now.
    Renumbered {
        /// That number.
        to: Article,
    },
    /// There is no such article, though the data list them all.
    Unknown,
}

impl Watch {
    /// What to review in a sheet.
    pub fn reviews_of(&self, sheet: SheetIndex) -> &[Review] {
        self.reviews.get(&sheet).map_or(&[], Vec::as_slice)
    }

    /// How many articles there are to review, each counted once a sheet.
    pub fn review_count(&self) -> usize {
        self.reviews.values().map(Vec::len).sum()
    }
}

impl Review {
    /// The article that took the place of this one, when the data say.
    pub fn successor(&self) -> Option<&Article> {
        match &self.reason {
            Reason::Ended { successor, .. } => successor.as_ref(),
            Reason::Renumbered { to } => Some(to),
            _ => None,
        }
    }

    /// The first day of what changed, when it is known.
    pub fn changed_on(&self) -> Option<Day> {
        match self.reason {
            Reason::Ended { since, .. } => since,
            Reason::Modified { from } | Reason::Created { from } => Some(from),
            Reason::NotYet { from } => from,
            Reason::Renumbered { .. } | Reason::Unknown => None,
        }
    }

    /// Whether the law changed under the sheet: it was checked, and what it rests on became another since.
    pub fn changed_since_check(&self) -> bool {
        !matches!(self.reason, Reason::NotYet { .. })
            && matches!((self.verified, self.changed_on()), (Some(verified), Some(day)) if day > verified)
    }

    /// Whether the article is no longer in force.
    pub fn ended(&self) -> bool {
        matches!(self.reason, Reason::Ended { .. })
    }

    /// What happened, after "L. 2113-12, ": "modifié le 1er janvier 2026", "abrogé depuis le 1er avril 2019".
    pub fn french(&self) -> String {
        match &self.reason {
            Reason::Ended { state, since, .. } => {
                let ended = state.map_or("plus en vigueur", State::french);
                match since.and_then(french_day) {
                    Some(day) => format!("{ended} depuis le {day}"),
                    None => ended.to_owned(),
                }
            }
            Reason::Modified { from } => match french_day(*from) {
                Some(day) => format!("modifié le {day}"),
                None => "modifié".to_owned(),
            },
            Reason::Created { from } => match french_day(*from) {
                Some(day) => format!("en vigueur depuis le {day}"),
                None => "entré en vigueur".to_owned(),
            },
            Reason::NotYet { from } => match from.and_then(french_day) {
                Some(day) => format!("en vigueur à partir du {day}"),
                None => "pas encore en vigueur".to_owned(),
            },
            Reason::Renumbered { to } => format!("devenu {}", to.display()),
            Reason::Unknown => "inconnu".to_owned(),
        }
    }
}

/// "1er janvier 2026".
pub fn french_day(day: Day) -> Option<String> {
    PartialDate::parse(&day.to_string())
        .ok()
        .map(PartialDate::french)
}

/// Compares what `sheets` cite with `official` data, on the day `asked`, else on the day of the data of each text.
pub fn assemble(
    sheets: &[FactSheet],
    texts: &Texts,
    official: &OfficialTexts,
    asked: Option<Day>,
) -> Watch {
    let mut watch = Watch {
        asked,
        ..Watch::default()
    };
    let mut open = Open::default();
    let mut law_sources = LawSources::new(texts);
    for (at, sheet) in sheets.iter().enumerate() {
        let in_notes = law_sources.of_sheet(sheet);
        let cited = cited(sheet, &in_notes);
        watch_sheet(at, sheet, cited, official, &mut watch, &mut open);
        let overdue = day_of(sheet.front.review_before).zip(asked);
        if overdue.is_some_and(|(before, asked)| before <= asked) {
            watch.overdue.push(at);
        }
    }
    watch.absent = by_text(open.absent);
    watch.untold = by_text(open.untold);
    for (text, articles) in &mut watch.untold {
        if let Some(data) = official.get(text) {
            articles.sort_by_key(|article| data.position(article));
        }
    }
    watch.data = open
        .watched
        .into_iter()
        .filter_map(|text| {
            let day = official.get(&text)?.facts().date;
            Some(DataDay { text, day })
        })
        .collect();
    let importable = |id: &TextId| {
        texts
            .get(id)
            .and_then(|text| text.official_id.as_deref())
            .and_then(crate::law::official::OfficialId::parse)
            .is_some_and(crate::law::official::OfficialId::is_text)
    };
    (watch.without_data, watch.out_of_reach) = std::mem::take(&mut watch.without_data)
        .into_iter()
        .partition(importable);
    watch
}

/// What is gathered over all sheets before it is put in order.
#[derive(Default)]
struct Open {
    /// Texts with data of which articles are cited.
    watched: BTreeSet<TextId>,
    untold: BTreeSet<(TextId, Article)>,
    absent: BTreeSet<(TextId, Article)>,
}

fn by_text(articles: BTreeSet<(TextId, Article)>) -> BTreeMap<TextId, Vec<Article>> {
    let mut texts: BTreeMap<TextId, Vec<Article>> = BTreeMap::new();
    for (text, article) in articles {
        texts.entry(text).or_default().push(article);
    }
    texts
}

fn watch_sheet(
    at: SheetIndex,
    sheet: &FactSheet,
    cited: Cited,
    official: &OfficialTexts,
    watch: &mut Watch,
    open: &mut Open,
) {
    let verified = day_of(sheet.front.verified);
    let mut to_judge: BTreeMap<(&TextId, Article), Vec<CitedPlace>> = BTreeMap::new();
    let (mut ahead, mut has_data) = (false, false);
    for (reference, places) in cited {
        let text = reference.text();
        if matches!(reference, LegalRef::Text(_)) {
            continue;
        }
        let Some(data) = official.get(text) else {
            watch.without_data.insert(text.clone());
            continue;
        };
        open.watched.insert(text.clone());
        has_data = true;
        ahead |= verified.is_some_and(|day| day > data.facts().date);
        for (article, through_range) in meant(reference, data) {
            let judged = to_judge.entry((text, article)).or_default();
            judged.extend(places.iter().map(|(span, place)| CitedPlace {
                span: *span,
                place: place.clone(),
                through_range,
            }));
        }
    }
    if has_data && verified.is_none() {
        watch.never_verified.push(at);
    }
    if ahead {
        watch.ahead_of_data.push(at);
    }
    let mut reviews = Vec::new();
    for ((text, article), mut places) in to_judge {
        let Some(data) = official.get(text) else {
            continue;
        };
        places.sort();
        let named = places.iter().any(|place| !place.through_range);
        let day = watch.asked.unwrap_or(data.facts().date);
        let reason = match judged(&article, data, verified, day) {
            Judgement::Same => continue,
            Judgement::Untold => {
                open.untold.insert((text.clone(), article));
                continue;
            }
            Judgement::Absent => {
                open.absent.insert((text.clone(), article));
                continue;
            }
            Judgement::Review(reason) => reason,
        };
        let review = Review {
            sheet: at,
            text: text.clone(),
            position: data.position(&article),
            article,
            reason,
            verified,
            places,
        };
        // A range does not mean the articles that had gone when it was last checked, nor numbers that were never given.
        let meant = match review.reason {
            Reason::Ended { .. } => review.changed_since_check(),
            Reason::Unknown => false,
            _ => true,
        };
        if named || meant {
            reviews.push(review);
        }
    }
    if !reviews.is_empty() {
        reviews.sort_by(|a: &Review, b| a.places.cmp(&b.places));
        watch.reviews.insert(at, reviews);
    }
}

/// References with their places.
type Cited<'a> = BTreeMap<&'a LegalRef, Vec<(Span, OccurrencePlace)>>;

/// Every reference of a sheet with its places; `in_notes` are those of its sources that are law.
fn cited<'a>(sheet: &'a FactSheet, in_notes: &'a [(LegalRef, u32)]) -> Cited<'a> {
    let mut cited = Cited::new();
    for (at, mention) in sheet.law.iter().enumerate() {
        for (part, written) in mention.parts.iter().enumerate() {
            if let Some(reference) = &written.reference {
                let place = (mention.span, OccurrencePlace::Mention(at, part));
                cited.entry(reference).or_default().push(place);
            }
        }
    }
    for (at, declared) in sheet.declared_law.iter().enumerate() {
        let place = (declared.span, OccurrencePlace::Declared(at));
        cited.entry(&declared.reference).or_default().push(place);
    }
    for (reference, number) in in_notes {
        let note = sheet.notes.get((*number as usize).saturating_sub(1));
        let span = note.and_then(|note| note.span);
        let place = (
            span.unwrap_or(sheet.front.title_span),
            OccurrencePlace::Note(*number),
        );
        cited.entry(reference).or_default().push(place);
    }
    cited
}

/// The articles that a reference stands for, and whether each is only between the ends of a range. Those that are no longer
/// in force are among them.
fn meant(reference: &LegalRef, data: &OfficialText) -> Vec<(Article, bool)> {
    let (from, to) = match reference {
        LegalRef::Text(_) => return Vec::new(),
        LegalRef::Article { article, .. } => return vec![(article.clone(), false)],
        LegalRef::Range { from, to, .. } => (from, to),
    };
    let between = |article: &Article| article != from && article != to;
    let ends = || {
        BTreeSet::from([from.clone(), to.clone()])
            .into_iter()
            .map(|article| (article, false))
            .collect()
    };
    let standing = data.between(from, to).map(|articles| articles.len());
    match (standing, data.through(from, to)) {
        (Ok(count), Ok(articles)) if count <= MAX_RANGE as usize => articles
            .into_iter()
            .map(|article| (article.number.clone(), between(&article.number)))
            .collect(),
        (Err(_), _) => match reference.articles() {
            Ok(articles) => articles
                .into_iter()
                .map(|article| {
                    let between = between(&article);
                    (article, between)
                })
                .collect(),
            Err(_) => ends(),
        },
        _ => ends(),
    }
}

/// What the data say of an article.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Judgement {
    /// Nothing that an editor must look at.
    Same,
    /// They do not tell its state.
    Untold,
    /// They do not have it, and do not have all.
    Absent,
    /// It must be looked at.
    Review(Reason),
}

/// Holds an article against the data of its text, on `day`, for a sheet that was last checked on `verified`.
fn judged(article: &Article, data: &OfficialText, verified: Option<Day>, day: Day) -> Judgement {
    match data.article(article) {
        Some(known) => judged_known(known, verified, day),
        None if data.facts().complete => Judgement::Review(Reason::Unknown),
        None => Judgement::Absent,
    }
}

fn judged_known(known: &OfficialArticle, verified: Option<Day>, day: Day) -> Judgement {
    let Some(standing) = known.state_at(day) else {
        return Judgement::Untold;
    };
    if let Standing::Ended(version) = standing {
        let state = match version.state {
            State::RepealedLater => Some(State::Repealed),
            state => Some(state).filter(|state| state.ends()),
        };
        return Judgement::Review(Reason::Ended {
            state,
            since: version.to.and_then(Day::known),
            successor: known.renumbered.clone(),
        });
    }
    if let Some(to) = &known.renumbered {
        return Judgement::Review(Reason::Renumbered { to: to.clone() });
    }
    match standing {
        Standing::NotYet(version) => Judgement::Review(Reason::NotYet {
            from: version.from.and_then(Day::known),
        }),
        Standing::Unknown(_) => Judgement::Untold,
        Standing::InForce(_) | Standing::Ended(_) => {
            match verified.and_then(|verified| changed(known, verified, day)) {
                Some(reason) => Judgement::Review(reason),
                None => Judgement::Same,
            }
        }
    }
}

/// What became of an article in force between the day of the check and `day`.
fn changed(known: &OfficialArticle, verified: Day, day: Day) -> Option<Reason> {
    if verified >= day {
        return None;
    }
    match known.changed_since(verified, day)? {
        Change::Created(version) => version.from.map(|from| Reason::Created { from }),
        Change::Modified(version) => {
            // Where versions overlap, the one that went may tell the day better than the one that stays.
            let before = known.state_at(verified)?.version();
            [version.from, before.to]
                .into_iter()
                .flatten()
                .find(|from| *from > verified)
                .map(|from| Reason::Modified { from })
        }
        Change::Ended(_) => None,
    }
}

fn day_of(date: Option<PartialDate>) -> Option<Day> {
    Day::parse(&date?.iso())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::official::{OfficialId, Row, TextFacts, Version};

    fn day(iso: &str) -> Day {
        Day::parse(iso).unwrap()
    }

    fn number(written: &str) -> Article {
        Article::parse(written).unwrap()
    }

    /// "MODIFIE 2016-01-01 2020-01-01": a version a line; `-` for an unknown day.
    fn article(written: &str, versions: &[&str]) -> OfficialArticle {
        let versions = versions.iter().enumerate().map(|(at, line)| {
            let fields: Vec<&str> = line.split(' ').collect();
            Version {
                id: OfficialId::parse(&format!("LEGIARTI{at:012}")).unwrap(),
                state: State::parse(fields[0]).unwrap(),
                from: Day::parse(fields[1]),
                to: Day::parse(fields[2]),
            }
        });
        OfficialArticle::new(number(written), versions.collect())
    }

    fn text(complete: bool, articles: Vec<OfficialArticle>) -> OfficialText {
        let facts = TextFacts {
            id: TextId::new("crpa"),
            official_id: OfficialId::parse("LEGITEXT000031366350").unwrap(),
            title: String::new(),
            source: String::new(),
            date: day("2026-05-28"),
            complete,
        };
        let rows = articles
            .into_iter()
            .map(|article| Row::Article { level: 0, article });
        OfficialText::new(facts, rows).unwrap()
    }

    fn reason(versions: &[&str], verified: Option<&str>, on: &str) -> Judgement {
        judged_known(&article("L1", versions), verified.map(day), day(on))
    }

    #[test]
    fn a_new_version_counts_only_after_the_check_and_up_to_the_day() {
        let versions = [
            "MODIFIE 2016-01-01 2020-01-01",
            "MODIFIE 2020-01-01 2024-01-01",
            "VIGUEUR 2024-01-01 -",
        ];
        let modified = |from: &str| Judgement::Review(Reason::Modified { from: day(from) });
        for (verified, on, expected) in [
            (Some("2019-06-01"), "2026-05-28", modified("2024-01-01")),
            (Some("2019-06-01"), "2023-01-01", modified("2020-01-01")),
            (Some("2023-12-31"), "2024-01-01", modified("2024-01-01")),
            // Checked on the very day that the new version began.
            (Some("2024-01-01"), "2026-05-28", Judgement::Same),
            (Some("2023-12-31"), "2023-12-31", Judgement::Same),
            // Data older than the check do not speak of the past as of news.
            (Some("2024-06-01"), "2021-01-01", Judgement::Same),
            (None, "2026-05-28", Judgement::Same),
        ] {
            assert_eq!(
                reason(&versions, verified, on),
                expected,
                "{verified:?} {on}"
            );
        }
    }

    #[test]
    fn what_ended_is_told_whenever_it_did() {
        let ended = |state, since: Option<&str>| {
            Judgement::Review(Reason::Ended {
                state,
                since: since.map(day),
                successor: None,
            })
        };
        let repealed = ["ABROGE 2016-01-01 2020-03-01"];
        for verified in [None, Some("2019-01-01"), Some("2025-01-01")] {
            assert_eq!(
                reason(&repealed, verified, "2026-05-28"),
                ended(Some(State::Repealed), Some("2020-03-01"))
            );
        }
        assert_eq!(reason(&repealed, None, "2020-02-29"), Judgement::Same);
        // To be repealed, and repealed since on the day asked for.
        let later = ["ABROGE_DIFF 2016-01-01 2026-09-01"];
        assert_eq!(reason(&later, None, "2026-08-31"), Judgement::Same);
        assert_eq!(
            reason(&later, None, "2026-09-01"),
            ended(Some(State::Repealed), Some("2026-09-01"))
        );
        // A last version that ended without a word on how; a day that stands for "unknown".
        assert_eq!(
            reason(&["MODIFIE 2016-01-01 2020-03-01"], None, "2026-05-28"),
            ended(None, Some("2020-03-01"))
        );
        assert_eq!(
            reason(&["PERIME - -"], None, "2026-05-28"),
            ended(Some(State::Lapsed), None)
        );
    }

    #[test]
    fn what_is_new_or_to_come_is_told_apart() {
        let versions = ["VIGUEUR 2025-07-02 -"];
        assert_eq!(
            reason(&versions, Some("2025-01-01"), "2026-05-28"),
            Judgement::Review(Reason::Created {
                from: day("2025-07-02")
            })
        );
        assert_eq!(
            reason(&versions, Some("2025-01-01"), "2025-03-01"),
            Judgement::Review(Reason::NotYet {
                from: Some(day("2025-07-02"))
            })
        );
        // The day that LEGI writes when none is set.
        assert_eq!(
            reason(&["VIGUEUR_DIFF 2222-02-22 -"], None, "2026-05-28"),
            Judgement::Review(Reason::NotYet { from: None })
        );
    }

    #[test]
    fn what_the_data_do_not_tell_is_not_guessed() {
        let unknown = ["INCONNU - -"];
        assert_eq!(
            reason(&unknown, Some("2020-01-01"), "2026-05-28"),
            Judgement::Untold
        );
        let partial = text(false, vec![article("L1", &["VIGUEUR 2016-01-01 -"])]);
        let whole = text(true, vec![article("L1", &["VIGUEUR 2016-01-01 -"])]);
        let judge = |data: &OfficialText| judged(&number("L2"), data, None, day("2026-05-28"));
        assert_eq!(judge(&partial), Judgement::Absent);
        assert_eq!(judge(&whole), Judgement::Review(Reason::Unknown));
    }

    #[test]
    fn an_article_that_moved_says_where() {
        let mut moved = article("L1", &["TRANSFERE 2016-01-01 2020-01-01"]);
        moved.renumbered = Some(number("L2"));
        let judgement = judged_known(&moved, None, day("2026-05-28"));
        assert_eq!(
            judgement,
            Judgement::Review(Reason::Ended {
                state: Some(State::Transferred),
                since: Some(day("2020-01-01")),
                successor: Some(number("L2")),
            })
        );
        let mut stands = article("L1", &["VIGUEUR 2016-01-01 -"]);
        stands.renumbered = Some(number("L2"));
        assert_eq!(
            judged_known(&stands, None, day("2026-05-28")),
            Judgement::Review(Reason::Renumbered { to: number("L2") })
        );
    }

    #[test]
    fn a_range_means_what_the_official_order_says() {
        let range = LegalRef::Range {
            text: TextId::new("crpa"),
            from: number("L1"),
            to: number("L4"),
        };
        let stands = ["VIGUEUR 2016-01-01 -"];
        let gone = ["ABROGE 2016-01-01 2020-01-01"];
        let data = text(
            true,
            vec![
                article("L1", &stands),
                article("R2", &stands),
                article("L3", &gone),
                article("L3-1", &stands),
                article("L4", &stands),
            ],
        );
        let named: Vec<(String, bool)> = meant(&range, &data)
            .into_iter()
            .map(|(article, between)| (article.as_str().to_owned(), between))
            .collect();
        let expected = [("L1", false), ("L3", true), ("L3-1", true), ("L4", false)]
            .map(|(article, between)| (article.to_owned(), between));
        assert_eq!(named, expected);
        // Without its ends in the data, its numbers tell.
        let other = text(true, vec![article("L9", &stands)]);
        assert_eq!(meant(&range, &other).len(), 4);
    }
}
