//! Which text a reference means when it does not say.
//!
//! "du même code" is the code last named that can have such an article; a bare "article L. 2113-12" is of the default code,
//! else of the code that was cited with that article or its chapter, else of the last one; a bare "article 36" is of the
//! law whose articles are being cited. What the rest of a list or the next reference says counts before that.

use super::find::{Candidate, Kind, TextMention};
use super::numbering::{book, chapter, figures, may_have, parts};
use super::{Article, LegalRef, Nature, TextId, Texts, definitions, find};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A reference whose text is settled, as far as it can be.
#[derive(Clone, PartialEq, Debug)]
pub struct Mention {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What it cites.
    pub kind: Kind,
    /// What it cites, in order; at least one.
    pub parts: Vec<SettledPart>,
    /// Whether the text was found elsewhere.
    pub context: bool,
    /// Where the text that [`Context::foresee`] was given names the code, when nothing but that tells it.
    pub foreseen: Option<Range<usize>>,
    /// The day of the text, `AAAA-MM-JJ`, when the words name it with another: the number is right, or the day is.
    pub other_day: Option<String>,
}

/// One reference of a mention.
#[derive(Clone, PartialEq, Debug)]
pub struct SettledPart {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What is cited; none when the text is unknown.
    pub reference: Option<LegalRef>,
    /// The number as it would be in an id, without its text.
    pub number: String,
    /// "2° du I".
    pub pinpoint: Option<String>,
}

/// Every reference of plain `text`, in order: found, and settled in reading order, a blank line between paragraphs. A bare
/// article of a code is one of `default`; names that the text defines, "le code de l’urbanisme (ci-après « le Code »)", are
/// known throughout. Ranges are bytes of `text`; takes a time that grows as its length.
pub fn references(text: &str, texts: &Texts, default: Option<TextId>) -> Vec<Mention> {
    let mut context = Context::new(default);
    context.foresee(text, texts);
    let own;
    let names = definitions(text, texts);
    let texts = if names.is_empty() {
        texts
    } else {
        own = texts.with_names(names);
        &own
    };
    let mut mentions = Vec::new();
    let mut at = 0;
    for paragraph in text.split_inclusive("\n\n") {
        let settled = context.settle(texts, paragraph, find(paragraph, texts));
        mentions.extend(settled.into_iter().map(|mut mention| {
            let parts = mention.parts.iter_mut().map(|part| &mut part.range);
            for range in parts.chain([&mut mention.range]) {
                *range = at + range.start..at + range.end;
            }
            mention
        }));
        at += paragraph.len();
    }
    mentions
}

/// Longest sentence, in bytes: what is named further back is in another.
const SENTENCE: usize = 600;

/// How many texts "cette loi" and "la loi de 2005" may mean.
const REMEMBERED: usize = 200;

/// What was cited so far in one sheet: give it the sheet's runs of text in reading order.
#[derive(Clone, Debug)]
pub struct Context {
    default: Option<TextId>,
    /// The text last named, code or not.
    last: Option<TextId>,
    /// Codes, the last named at the end.
    codes: Vec<TextId>,
    /// Other texts, the last named at the end.
    others: Vec<TextId>,
    /// Codes that are named somewhere in the sheet, in order, each with the first place that names it.
    foreseen: Vec<(TextId, Range<usize>)>,
    /// Laws, decrees and the like that are named with their number somewhere in the sheet, in order.
    foreseen_texts: Vec<TextId>,
    /// The code that each chapter will be cited with, and where it first is.
    foreseen_chapters: HashMap<String, (TextId, Range<usize>)>,
    /// Texts by nature and day, as they were named with both number and date.
    days: HashMap<(Nature, String), TextId>,
    /// The code that each article, and each chapter, was last cited with.
    articles: HashMap<String, TextId>,
    chapters: HashMap<String, TextId>,
    /// Books of each code of which an article was cited, and how many figures their numbers bear.
    books: HashSet<(TextId, String)>,
    figures: HashSet<(TextId, usize)>,
    /// The text whose plain articles are being cited, with the number last cited.
    cited: Option<(TextId, String)>,
    /// Whether the sheet has headings such as "Article 5": plain articles are then its own.
    own_articles: bool,
    /// Whether a text other than a code was named in this run.
    named_here: bool,
    /// The text whose name began the run before this one, as in a list of texts each with its articles under it.
    listed: Option<TextId>,
}

impl Context {
    /// Nothing cited yet; a bare article of a code is one of `default`.
    pub fn new(default: Option<TextId>) -> Self {
        Self {
            default,
            last: None,
            codes: Vec::new(),
            others: Vec::new(),
            foreseen: Vec::new(),
            foreseen_texts: Vec::new(),
            foreseen_chapters: HashMap::new(),
            days: HashMap::new(),
            articles: HashMap::new(),
            chapters: HashMap::new(),
            books: HashSet::new(),
            figures: HashSet::new(),
            cited: None,
            own_articles: false,
            named_here: false,
            listed: None,
        }
    }

    /// Notes the texts that the whole `text` names, so that an article cited before its code, or before "la loi de 2005" has
    /// its number, is settled too.
    pub fn foresee(&mut self, text: &str, texts: &Texts) {
        for candidate in find(text, texts) {
            let TextMention::Named(id) = candidate.text else {
                continue;
            };
            if matches!(
                id.nature(),
                Nature::Law | Nature::Ordinance | Nature::Decree | Nature::Order
            ) && !self.foreseen_texts.contains(&id)
                && self.foreseen_texts.len() < REMEMBERED
            {
                self.foreseen_texts.push(id.clone());
            }
            if id.nature() == Nature::Code {
                for part in &candidate.parts {
                    self.foreseen_chapters
                        .entry(chapter(&part.number).to_owned())
                        .or_insert_with(|| (id.clone(), candidate.range.clone()));
                }
                if !self.foreseen.iter().any(|(known, _)| *known == id) {
                    self.foreseen.push((id, candidate.range));
                }
            }
        }
    }

    /// Settles the candidates of the next run of text. Those that cannot be references are left out: headings of articles,
    /// plain numbers before any text was named.
    pub fn settle(
        &mut self,
        texts: &Texts,
        text: &str,
        mut candidates: Vec<Candidate>,
    ) -> Vec<Mention> {
        self.named_here = false;
        let named: Vec<bool> = candidates
            .iter()
            .map(|candidate| matches!(candidate.text, TextMention::Named(_)))
            .collect();
        share(&mut candidates);
        let alone = self.listed_article(text, &candidates);
        if let (Some(id), Some(first)) = (&alone, candidates.first_mut()) {
            first.text = TextMention::Named(id.clone());
        }
        self.listed = alone.or_else(|| begins_with_text(&candidates));
        let mut mentions = Vec::with_capacity(candidates.len());
        // Where the text last named ended: a sentence's end after it lets go of it.
        let mut last_end = 0;
        for (at, candidate) in candidates.iter().enumerate() {
            let between = &text[last_end.min(candidate.range.start)..candidate.range.start];
            let just_named = candidates[..at].last().and_then(|last| match &last.text {
                TextMention::Named(id) if last.kind == Kind::Name && between.len() <= 30 => {
                    Some(id)
                }
                _ => None,
            });
            let nearness = match between.len() < SENTENCE && !between.contains(". ") {
                false => Nearness::OtherSentence,
                true if last_end == 0 => Nearness::SameRun,
                true => Nearness::SameSentence,
            };
            let place = Place {
                just_named,
                named: named[at],
                following: &candidates[at + 1..],
                nearness,
                bracketed: text[..candidate.range.start].ends_with('('),
            };
            if named[at] {
                last_end = candidate.range.end;
            }
            mentions.extend(self.one(candidate, &place, texts));
        }
        mentions
    }

    /// The text of a run that is nothing but "Articles 9 et 9 bis", under the name of a text. "Article 1er" there begins the
    /// text itself.
    fn listed_article(&self, text: &str, candidates: &[Candidate]) -> Option<TextId> {
        let id = self.listed.clone().filter(|_| !self.own_articles)?;
        let [only] = candidates else {
            return None;
        };
        let rest = text[only.range.end..].trim_matches(|c: char| !c.is_alphanumeric());
        let fits = only.text == TextMention::Missing
            && only.range.start == 0
            && rest.is_empty()
            && only.parts.first()?.number != "1"
            && only.parts.iter().all(|part| may_have(&id, &part.number));
        fits.then_some(id)
    }

    fn one(&mut self, candidate: &Candidate, place: &Place, texts: &Texts) -> Option<Mention> {
        let context = !place.named;
        let id = self.text_of(candidate, place).ok()?;
        if let Some(Settled { id, sure, .. }) = &id
            && *sure
        {
            self.note(id, candidate, texts);
        }
        let (id, foreseen) =
            id.map_or((None, None), |settled| (Some(settled.id), settled.foreseen));
        let other_day = id
            .as_ref()
            .and_then(|id| known_other_day(id, candidate, texts));
        if candidate.kind == Kind::Name {
            return None;
        }
        let range = candidate.range.clone();
        let parts = if candidate.parts.is_empty() {
            vec![SettledPart {
                range: range.clone(),
                reference: id.map(LegalRef::Text),
                number: String::new(),
                pinpoint: candidate.annex.clone(),
            }]
        } else {
            candidate
                .parts
                .iter()
                .map(|part| SettledPart {
                    reference: id
                        .as_ref()
                        .and_then(|id| reference(id, &part.number, part.to.as_deref())),
                    range: part.range.clone(),
                    number: part.number.clone(),
                    pinpoint: part.pinpoint.clone(),
                })
                .collect()
        };
        Some(Mention {
            range,
            kind: candidate.kind,
            parts,
            context,
            foreseen,
            other_day,
        })
    }

    /// The text of a candidate; none when nothing tells it.
    fn text_of(
        &mut self,
        candidate: &Candidate,
        place: &Place,
    ) -> Result<Option<Settled>, NoReference> {
        let number = candidate
            .parts
            .first()
            .map_or("", |part| part.number.as_str());
        let lettered = candidate
            .parts
            .iter()
            .any(|part| part.number.starts_with(|c: char| c.is_ascii_uppercase()));
        let known = |id: Option<TextId>| Ok(id.map(Settled::sure));
        match &candidate.text {
            TextMention::Named(id) => known(Some(self.numbered(id))),
            // "l'annexe 3 du même code"
            TextMention::Inferred(Nature::Code) if candidate.parts.is_empty() => {
                let code = self.codes.last().or(self.default.as_ref());
                known(Some(code.ok_or(NoReference)?.clone()))
            }
            TextMention::Inferred(Nature::Code) => Ok(self
                .last_code(number)
                .map(of_annex)
                .or_else(|| self.default.clone())
                .map(Settled::sure)
                .or_else(|| self.foreseen_code(number))),
            TextMention::Inferred(nature) => {
                let last = self.others.iter().rev().find(|id| id.nature() == *nature);
                let last = last.ok_or(NoReference)?;
                Ok(Some(Settled::sure(last.clone())))
            }
            TextMention::OfYear(nature, year) => known(
                self.others
                    .iter()
                    .rev()
                    .chain(&self.foreseen_texts)
                    .find(|id| id.nature() == *nature && year_of(id).as_deref() == Some(year))
                    .cloned(),
            ),
            TextMention::Unknown => Ok(None),
            TextMention::Missing if candidate.heading => {
                self.own_articles = true;
                Err(NoReference)
            }
            TextMention::Missing if lettered => Ok(self.code_of(candidate, number, place)),
            TextMention::Missing => self
                .plain(candidate, number, place)
                .map(Some)
                .ok_or(NoReference),
        }
    }

    /// The code of a bare "article L. 2113-12".
    fn code_of(&self, candidate: &Candidate, number: &str, place: &Place) -> Option<Settled> {
        if let Some(code) = place.just_named.filter(|code| self.fits(code, number)) {
            return Some(Settled::sure(code.clone()));
        }
        if candidate.possessive
            && let Some(last) = self.last_code(number)
        {
            // "L. 1111-2 du CGCT et son article L. 2121-29": what the sentence names is what has the article.
            let nearer = self
                .nearer(&last, number)
                .filter(|_| place.nearness != Nearness::SameSentence);
            return Some(Settled::sure(nearer.unwrap_or(last)));
        }
        if let Some(default) = self.default.as_ref().filter(|code| self.fits(code, number)) {
            return Some(Settled::sure(default.clone()));
        }
        if let Some(code) = self.articles.get(number) {
            return Some(Settled::sure(code.clone()));
        }
        if !self.chapters.contains_key(chapter(number))
            && let Some(code) = named_soon(number, place.following)
        {
            return Some(Settled::sure(code));
        }
        if let Some(last) = self.last_code(number) {
            return Some(match self.nearer(&last, number) {
                Some(other) => Settled::unsure(other),
                None => Settled::sure(last),
            });
        }
        self.foreseen_code(number)
            .or_else(|| self.default.clone().map(Settled::unsure))
    }

    /// Another code than `last` of which that chapter, or that book, was cited when `last` was cited for others only.
    fn nearer(&self, last: &TextId, number: &str) -> Option<TextId> {
        if let Some(code) = self
            .chapters
            .get(chapter(number))
            .filter(|code| *code != last)
        {
            return Some(code.clone());
        }
        let book = book(number).to_owned();
        if book.len() < 2
            || self.books.contains(&(last.clone(), book.clone()))
            || !self.books.iter().any(|(code, _)| code == last)
        {
            return None;
        }
        self.codes
            .iter()
            .rev()
            .find(|code| self.books.contains(&((*code).clone(), book.clone())))
            .cloned()
    }

    /// The text of a bare "article 36": the one that was last named, unless the articles of another are being cited.
    fn plain(&self, candidate: &Candidate, number: &str, place: &Place) -> Option<Settled> {
        if self.own_articles && !(self.named_here && place.same_sentence()) && !candidate.possessive
        {
            return None;
        }
        let last = self.last.clone()?;
        // Laws have few articles, and most codes have none without a letter.
        let large = chapter(number)
            .parse::<u32>()
            .is_ok_and(|number| number >= 400);
        let last = if large || !may_have(&last, number) {
            let other = self.others.last().filter(|_| !large);
            match (self.last_code(number), other) {
                (Some(code), _) if large => code,
                (_, Some(other)) => other.clone(),
                (Some(code), None) => code,
                (None, None) => return None,
            }
        } else {
            last
        };
        if let Some((cited, with)) = &self.cited
            && *cited != last
            && !candidate.possessive
            && !place.bracketed
            && (chapter(with) == chapter(number)
                || (!place.same_sentence() && last.nature() != Nature::Code))
        {
            return Some(Settled::sure(cited.clone()));
        }
        Some(Settled::sure(last))
    }

    fn fits(&self, code: &TextId, number: &str) -> bool {
        // An old code may have been cited with numbers that its plan no longer has: "L. 122-12 du code du travail".
        may_have(code, number)
            || (!(parts(code).is_some() && figures(number) == 4)
                && self.figures.contains(&(code.clone(), figures(number))))
    }

    fn last_code(&self, number: &str) -> Option<TextId> {
        self.codes
            .iter()
            .rev()
            .find(|code| self.fits(code, number))
            .cloned()
    }

    /// The code that the sheet names later with the chapter of `number`, or the only one that can have it.
    fn foreseen_code(&self, number: &str) -> Option<Settled> {
        if number.starts_with("LO") && figures(number) == 4 {
            return Some(Settled::sure(TextId::new("cgct")));
        }
        let named = |(id, place): &(TextId, Range<usize>)| Settled {
            id: id.clone(),
            sure: true,
            foreseen: Some(place.clone()),
        };
        if let Some(code) = self
            .foreseen_chapters
            .get(chapter(number))
            .filter(|(code, _)| may_have(code, number))
        {
            return Some(named(code));
        }
        let mut fit = self
            .foreseen
            .iter()
            .filter(|(code, _)| may_have(code, number));
        let first = fit.next()?;
        fit.next().is_none().then(|| named(first))
    }

    /// The number of a text that is named by its day alone, when it was named with both before.
    fn numbered(&self, id: &TextId) -> TextId {
        let day = id.as_str().rsplit(':').next().unwrap_or_default();
        self.days
            .get(&(id.nature(), day.to_owned()))
            .cloned()
            .unwrap_or_else(|| id.clone())
    }

    fn note(&mut self, id: &TextId, candidate: &Candidate, texts: &Texts) {
        let nature = id.nature();
        if nature == Nature::Case {
            return;
        }
        if let Some(day) = &candidate.day
            && texts.by_date(nature, day).is_none()
            && known_other_day(id, candidate, texts).is_none()
        {
            self.days
                .entry((nature, day.clone()))
                .or_insert_with(|| id.clone());
        }
        self.last = Some(id.clone());
        let list = if nature == Nature::Code {
            &mut self.codes
        } else {
            self.named_here = true;
            &mut self.others
        };
        list.retain(|other| other != id);
        list.push(id.clone());
        if list.len() > REMEMBERED {
            list.remove(0);
        }
        for part in &candidate.parts {
            let number = &part.number;
            if !number.starts_with(|c: char| c.is_ascii_uppercase()) {
                self.cited = Some((id.clone(), number.clone()));
            } else if nature == Nature::Code {
                self.articles.insert(number.clone(), id.clone());
                self.chapters.insert(chapter(number).to_owned(), id.clone());
                self.books.insert((id.clone(), book(number).to_owned()));
                self.figures.insert((id.clone(), figures(number)));
            }
        }
    }
}

/// Words that look like a reference and are none: a heading, a plain number before any text was named.
struct NoReference;

/// A text, and whether it is sure enough to be what "ce code" means next.
struct Settled {
    id: TextId,
    sure: bool,
    /// Where it is named, when it is only later on.
    foreseen: Option<Range<usize>>,
}

impl Settled {
    fn sure(id: TextId) -> Self {
        Self {
            id,
            sure: true,
            foreseen: None,
        }
    }

    fn unsure(id: TextId) -> Self {
        Self {
            sure: false,
            ..Self::sure(id)
        }
    }
}

/// Where a candidate stands among the others of its run.
struct Place<'a> {
    /// Whether it names its text itself.
    named: bool,
    following: &'a [Candidate],
    /// The code whose bare name comes just before: "au code du travail, l'article L. 1237-19".
    just_named: Option<&'a TextId>,
    /// How near the text last named is.
    nearness: Nearness,
    /// Whether it opens a bracket.
    bracketed: bool,
}

/// How near a candidate the text last named is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Nearness {
    /// A sentence ends between.
    OtherSentence,
    /// None is named in this run, whose first sentence this is.
    SameRun,
    /// It is named in the same sentence.
    SameSentence,
}

impl Place<'_> {
    /// Whether no sentence of this run ends between the text last named and the candidate.
    fn same_sentence(&self) -> bool {
        self.nearness != Nearness::OtherSentence
    }
}

/// The code of an annex to it: "du même code" after "annexe III au code général des impôts" is that code.
fn of_annex(id: TextId) -> TextId {
    if id.as_str().starts_with("cgi-an") {
        return TextId::new("cgi");
    }
    id
}

/// The text other than a code whose name begins a run.
fn begins_with_text(candidates: &[Candidate]) -> Option<TextId> {
    let first = candidates.first()?;
    match &first.text {
        TextMention::Named(id)
            if first.range.start == 0
                && first.kind == Kind::Text
                && matches!(
                    id.nature(),
                    Nature::Law | Nature::Decree | Nature::Ordinance | Nature::Order
                ) =>
        {
            Some(id.clone())
        }
        _ => None,
    }
}

/// Gives the text of a reference to those that it goes on: "l'article L. 1 et l'article L. 2 du code du travail".
fn share(candidates: &mut [Candidate]) {
    for at in (1..candidates.len()).rev() {
        let (before, after) = candidates.split_at_mut(at);
        let (Some(first), Some(next)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let fits = |id: &TextId| first.parts.iter().all(|part| may_have(id, &part.number));
        let shares = match &next.text {
            TextMention::Named(id) => fits(id),
            TextMention::Inferred(nature) => {
                *nature != Nature::Code || first.parts.iter().all(|part| !part.number.is_empty())
            }
            TextMention::OfYear(..) | TextMention::Unknown => true,
            TextMention::Missing => false,
        };
        if next.chained
            && shares
            && first.text == TextMention::Missing
            && next.kind == Kind::Article
            && !first.heading
        {
            first.text = next.text.clone();
        }
    }
}

/// The known day of a text that `candidate` names with another one.
fn known_other_day(id: &TextId, candidate: &Candidate, texts: &Texts) -> Option<String> {
    let day = candidate.day.as_ref()?;
    let known = texts.get(id)?.date.as_ref()?;
    (day != known).then(|| known.clone())
}

/// The code that the next references of the run name with an article of the same chapter.
fn named_soon(number: &str, following: &[Candidate]) -> Option<TextId> {
    following
        .iter()
        .take(8)
        .find_map(|candidate| match &candidate.text {
            TextMention::Named(id) if id.nature() == Nature::Code => candidate
                .parts
                .iter()
                .any(|part| chapter(&part.number) == chapter(number))
                .then(|| id.clone()),
            _ => None,
        })
}

/// The year in the number of a text: `loi:2005-102`, `loi:78-17`, `decret:1953-09-30`.
fn year_of(id: &TextId) -> Option<String> {
    let (_, number) = id.as_str().split_once(':')?;
    super::url::full_year(number.split(['-', '/']).next()?)
}

/// The reference to `number` (up to `to`) of a text.
pub(super) fn reference(text: &TextId, number: &str, to: Option<&str>) -> Option<LegalRef> {
    let article = |number: &str| {
        let prefix =
            if text.numbers_with_art() && !number.starts_with(|c: char| c.is_ascii_uppercase()) {
                "art"
            } else {
                ""
            };
        // An article of European law has no hyphen: "9-2" is its second paragraph.
        let european = matches!(
            text.nature(),
            Nature::Directive | Nature::Regulation | Nature::Treaty
        );
        let number = match number.split_once('-') {
            Some((article, _)) if european => article,
            _ => number,
        };
        Article::parse(&format!("{prefix}{number}"))
    };
    let from = article(number)?;
    Some(match to {
        Some(to) => LegalRef::Range {
            text: text.clone(),
            from,
            to: article(to)?,
        },
        None => LegalRef::Article {
            text: text.clone(),
            article: from,
        },
    })
}
