//! Dates of sources: as precise as they are known, with their season or quarter, a period, or about when.

use crate::date::{BadDate, PartialDate, Precision, month_name};
use crate::input::folded;

/// When a source was made or read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SourceDate {
    /// "s. d.": the document bears no date, and its editor looked for one.
    Undated,
    /// A day, a month, a quarter, a season, a year, or a period between two of them.
    Known {
        /// When, or the beginning of the period.
        from: Moment,
        /// The end of the period.
        until: Option<End>,
        /// Whether it is about then: "vers 1998".
        circa: bool,
    },
}

/// The end of a period.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum End {
    /// That moment included; after the beginning.
    At(Moment),
    /// Not yet: "depuis 2019".
    Open,
}

/// A year and what is known beyond it. Ordered by year, then by [`Part`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Moment {
    /// 1000 to 9999.
    pub year: i16,
    /// What is known beyond the year.
    pub part: Part,
}

/// What is known of a moment beyond its year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// Nothing.
    Year,
    /// 1 (spring) to 4 (winter).
    Season(u8),
    /// 1 to 4.
    Quarter(u8),
    /// 1 to 12.
    Month(u8),
    /// The month and the day, both from 1; the day exists.
    Day(u8, u8),
}

/// The seasons of EDTF and CSL, from 1.
const SEASONS: [&str; 4] = ["printemps", "été", "automne", "hiver"];

impl SourceDate {
    /// One moment, known for certain.
    pub fn at(moment: Moment) -> Self {
        Self::Known {
            from: moment,
            until: None,
            circa: false,
        }
    }

    /// The period between two moments, both included.
    pub fn period(from: Moment, end: Moment, circa: bool) -> Result<Self, BadDate> {
        if end.first_day() < from.first_day() {
            return Err("la période finit avant de commencer");
        }
        let until = (end != from).then_some(End::At(end));
        Ok(Self::Known { from, until, circa })
    }

    /// Reads what editors write: `2024`, `2024-06`, `2024-06-12`, `12 juin 2024`, `2024, T2`, `T2 2024`, `printemps 2024`,
    /// `2019-2021`, `2020-03/2020-05`, `depuis 2019`, `vers 1998`, `s. d.`.
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        let text = text.trim();
        let letters: String = folded(text).split(' ').collect();
        if matches!(letters.as_str(), "sd" | "nd" | "sansdate") {
            return Ok(Self::Undated);
        }
        let (text, circa) = about(text);
        if let Some(rest) = after_word(text, "depuis") {
            return Ok(Self::Known {
                from: Moment::parse(rest)?,
                until: Some(End::Open),
                circa,
            });
        }
        period(text, circa, Moment::parse)
    }

    /// Reads what BibLaTeX writes, levels 0 and 1 of EDTF (ISO 8601-2) and the year divisions of level 2:
    /// `2024-06-12`, `2024-21` (spring), `2024-34` (second quarter), `1998~`, `2019/2021`, `2019/`, `199X`.
    pub fn edtf(text: &str) -> Result<Self, BadDate> {
        let text = text.trim();
        if let Some(decade) = unspecified(text) {
            return decade;
        }
        let circa = text.contains(['~', '?', '%']);
        let bare: String = text
            .chars()
            .filter(|c| !matches!(c, '~' | '?' | '%'))
            .collect();
        period(&bare, circa, Moment::edtf)
    }

    /// The moment, or the beginning of the period.
    pub fn from(self) -> Option<Moment> {
        match self {
            Self::Undated => None,
            Self::Known { from, .. } => Some(from),
        }
    }

    /// The date as a page without periods knows it, when it is one moment that [`PartialDate`] can tell.
    pub fn partial(self) -> Option<PartialDate> {
        match self {
            Self::Known {
                from,
                until: None,
                circa: false,
            } => from.partial(),
            _ => None,
        }
    }

    /// Whether it is one day.
    pub fn is_day(self) -> bool {
        self.partial().is_some_and(PartialDate::is_day)
    }

    /// The first day that the date may be, `AAAA-MM-JJ`, for sorting; empty without date, which comes first.
    pub fn first_day(self) -> String {
        self.from().map(Moment::first_day).unwrap_or_default()
    }

    /// In words: "12 juin 2024", "2e trimestre 2024", "printemps 2024", "2019-2021", "depuis 2019", "vers 1998", "s. d.".
    pub fn french(self) -> String {
        self.told(Moment::french)
    }

    /// As an editor writes it; [`Self::parse`] reads it back.
    pub fn written(self) -> String {
        match self {
            Self::Undated => "s. d.".to_owned(),
            Self::Known { from, until, circa } => {
                let about = if circa { "vers " } else { "" };
                match until {
                    None => format!("{about}{}", from.written()),
                    Some(End::At(end)) => format!("{about}{}/{}", from.written(), end.written()),
                    Some(End::Open) => format!("{about}{}/..", from.written()),
                }
            }
        }
    }

    /// As BibLaTeX writes it; [`Self::edtf`] reads it back. Nothing without date.
    pub fn to_edtf(self) -> Option<String> {
        let Self::Known { from, until, circa } = self else {
            return None;
        };
        let about = if circa { "~" } else { "" };
        Some(match until {
            None => format!("{}{about}", from.to_edtf()),
            Some(End::At(end)) => {
                format!("{}{about}/{}{about}", from.to_edtf(), end.to_edtf())
            }
            Some(End::Open) => format!("{}{about}/", from.to_edtf()),
        })
    }

    /// The date in words, each moment of it as `tell` has it.
    pub fn told(self, tell: impl Fn(Moment) -> String) -> String {
        let Self::Known { from, until, circa } = self else {
            return "s.\u{a0}d.".to_owned();
        };
        let when = match until {
            None => tell(from),
            Some(End::Open) => format!("depuis {}", tell(from)),
            Some(End::At(end)) if from.part == Part::Year && end.part == Part::Year => {
                format!("{}-{}", from.year, end.year)
            }
            Some(End::At(end)) => format!("{} – {}", tell(from), tell(end)),
        };
        if circa { format!("vers {when}") } else { when }
    }
}

impl From<PartialDate> for SourceDate {
    fn from(date: PartialDate) -> Self {
        Self::at(date.into())
    }
}

impl From<PartialDate> for Moment {
    fn from(date: PartialDate) -> Self {
        Self {
            year: date.year,
            part: match date.precision {
                Precision::Year => Part::Year,
                Precision::Quarter(quarter) => Part::Quarter(quarter),
                Precision::Month(month) => Part::Month(month),
                Precision::Day(month, day) => Part::Day(month, day),
            },
        }
    }
}

impl Moment {
    /// From numbers as CSL gives them; 0 or nothing past what is known. None when there is no such day.
    pub fn of_parts(year: i64, month: Option<i64>, day: Option<i64>) -> Option<Self> {
        if !(1000..=9999).contains(&year) {
            return None;
        }
        let text = match (month, day) {
            (None, _) => format!("{year}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        };
        PartialDate::parse(&text).ok().map(Self::from)
    }

    fn parse(text: &str) -> Result<Self, BadDate> {
        let text = text.trim();
        if text.contains(char::is_alphabetic)
            && let Some(moment) = in_words(&folded(text))
        {
            return moment;
        }
        PartialDate::parse(text).map(Self::from)
    }

    fn edtf(text: &str) -> Result<Self, BadDate> {
        let text = text.trim();
        // The time of the day says nothing that is printed.
        let day = text.split(['T', ' ']).next().unwrap_or(text);
        if let Some((year, division)) = day.split_once('-')
            && let Ok(division @ 13..) = division.parse::<u8>()
        {
            let year = PartialDate::parse(year)?.year;
            let part = match division {
                // Seasons anywhere, then of the northern and of the southern half, then quarters (ISO 8601-2, 4.8).
                21..=32 => Part::Season((division - 21) % 4 + 1),
                33..=36 => Part::Quarter(division - 32),
                _ => return Err("ce mois n’existe pas"),
            };
            return Ok(Self { year, part });
        }
        PartialDate::parse(day).map(Self::from)
    }

    /// The same for a page that knows no season.
    pub fn partial(self) -> Option<PartialDate> {
        let precision = match self.part {
            Part::Year => Precision::Year,
            Part::Season(_) => return None,
            Part::Quarter(quarter) => Precision::Quarter(quarter),
            Part::Month(month) => Precision::Month(month),
            Part::Day(month, day) => Precision::Day(month, day),
        };
        Some(PartialDate {
            year: self.year,
            precision,
        })
    }

    /// "printemps", for 1; empty past the four.
    pub fn season_name(season: u8) -> &'static str {
        SEASONS
            .get(usize::from(season).wrapping_sub(1))
            .copied()
            .unwrap_or_default()
    }

    fn first_day(self) -> String {
        match (self.partial(), self.part) {
            (Some(date), _) => date.first_day(),
            // Meteorological seasons begin with a month, the winter with December.
            (None, Part::Season(season)) => format!("{:04}-{:02}-01", self.year, season * 3),
            (None, _) => format!("{:04}-01-01", self.year),
        }
    }

    fn french(self) -> String {
        match (self.partial(), self.part) {
            (Some(date), _) => date.french(),
            (None, Part::Season(season)) => {
                format!("{} {}", Self::season_name(season), self.year)
            }
            (None, _) => self.year.to_string(),
        }
    }

    fn written(self) -> String {
        match self.part {
            Part::Quarter(quarter) => format!("{:04}, T{quarter}", self.year),
            Part::Season(season) => format!("{} {:04}", Self::season_name(season), self.year),
            _ => self.to_edtf(),
        }
    }

    fn to_edtf(self) -> String {
        let year = self.year;
        match self.part {
            Part::Season(season) => format!("{year:04}-{}", season + 20),
            Part::Quarter(quarter) => format!("{year:04}-{}", quarter + 32),
            Part::Year => format!("{year:04}"),
            Part::Month(month) => format!("{year:04}-{month:02}"),
            Part::Day(month, day) => format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    /// The date that the BibLaTeX field `month` completes: `7`, `jul`, `juillet`, `july`.
    pub fn with_month(self, month: &str) -> Option<Self> {
        let word = folded(month);
        let number = word
            .parse()
            .ok()
            .or_else(|| month_number(&word).map(i64::from))?;
        Self::of_parts(i64::from(self.year), Some(number), None)
    }
}

/// `text` without what says that it is approximate, and whether something does.
fn about(text: &str) -> (&str, bool) {
    for word in ["vers", "circa", "ca.", "ca", "env.", "environ"] {
        if let Some(rest) = after_word(text, word) {
            return (rest, true);
        }
    }
    let bare = text.trim_end_matches(['~', '?', '%']);
    (bare.trim_end(), bare.len() < text.len())
}

/// What follows a word at the start of `text`.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let start = text.get(..word.len())?;
    let rest = &text[word.len()..];
    (start.eq_ignore_ascii_case(word) && rest.starts_with([' ', '\u{a0}'])).then(|| rest.trim())
}

/// One moment, or two with what separates them.
fn period(
    text: &str,
    circa: bool,
    parse: impl Fn(&str) -> Result<Moment, BadDate>,
) -> Result<SourceDate, BadDate> {
    let known = |from: Moment, until: Option<End>| SourceDate::Known { from, until, circa };
    let years = text.split_once('-').filter(|(first, last)| {
        let is_year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        is_year(first) && is_year(last)
    });
    let halves = years
        .or_else(|| text.split_once(['–', '—']))
        .or_else(|| text.split_once(" - "))
        .or_else(|| text.split_once('/').filter(|(_, end)| !end.contains('/')));
    let Some((first, last)) = halves else {
        return parse(text).map(|from| known(from, None));
    };
    let (first, last) = (first.trim(), last.trim());
    let from = parse(first).map_err(|why| match first {
        "" | ".." => "le début de la période manque",
        _ => why,
    })?;
    if matches!(last, "" | ".." | "open") {
        return Ok(known(from, Some(End::Open)));
    }
    SourceDate::period(from, parse(last)?, circa)
}

/// `199X` and `19XX`: a decade, a century (EDTF, level 1); `2004-XX` is the year, `2004-06-XX` the month.
fn unspecified(text: &str) -> Option<Result<SourceDate, BadDate>> {
    let bare = text.trim_end_matches(['~', '?', '%']);
    let circa = bare.len() < text.len();
    let start = bare.find(['X', 'u'])?;
    if bare[start..].chars().any(|c| !matches!(c, 'X' | 'u' | '-')) {
        return None;
    }
    let known = bare[..start].trim_end_matches('-');
    if known.len() >= 4 {
        return Some(period(known, circa, Moment::edtf));
    }
    if bare.len() != 4 || known.len() < 2 {
        return None;
    }
    let fill = |digit: &str| format!("{known}{}", digit.repeat(4 - known.len()));
    let decade = format!("{}/{}", fill("0"), fill("9"));
    Some(period(&decade, circa, Moment::edtf))
}

/// A date written with words, `folded`: "t2 2024", "2024 t2", "2e trimestre 2024", "printemps 2024", "31 juillet 2014",
/// "2014 31 juillet", "septembre 2025". None when it is not one of them.
fn in_words(folded: &str) -> Option<Result<Moment, BadDate>> {
    let mut words: Vec<&str> = folded.split(' ').collect();
    if words.len() > 3 {
        return None;
    }
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let at = words.iter().position(is_year)?;
    // The year comes first or last.
    if at != 0 && at + 1 != words.len() {
        return None;
    }
    let year = match PartialDate::parse(words.remove(at)) {
        Ok(date) => date.year,
        Err(why) => return Some(Err(why)),
    };
    let moment = |part: Part| Some(Ok(Moment { year, part }));
    let number = |word: &str| word.trim_end_matches(|c: char| c.is_alphabetic()).parse();
    match words.as_slice() {
        [word] => {
            let quarter = word.strip_prefix(['t', 'q']).map(str::parse::<u8>);
            if let Some(Ok(quarter)) = quarter {
                return if (1..=4).contains(&quarter) {
                    moment(Part::Quarter(quarter))
                } else {
                    Some(Err("il n’y a que quatre trimestres"))
                };
            }
            let season = SEASONS
                .iter()
                .position(|name| crate::input::folded(name) == *word);
            if let Some(season) = season {
                return moment(Part::Season(u8::try_from(season + 1).ok()?));
            }
            month_number(word).and_then(|month| moment(Part::Month(month)))
        }
        [ordinal, "trimestre"] => match number(ordinal) {
            Ok(quarter @ 1..=4) => moment(Part::Quarter(quarter)),
            _ => Some(Err("il n’y a que quatre trimestres")),
        },
        [day, month] => {
            let month = month_number(month)?;
            let day: u8 = number(day).ok()?;
            let date = format!("{year:04}-{month:02}-{day:02}");
            Some(PartialDate::parse(&date).map(Moment::from))
        }
        _ => None,
    }
}

/// The month that a folded French or English name, or the English abbreviation of BibTeX, means.
fn month_number(word: &str) -> Option<u8> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    (1..=12).find(|month| {
        let english = ENGLISH[usize::from(*month) - 1];
        word == folded(month_name(*month)) || word == english || word == &english[..3]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_editors_are_read_and_told() {
        for (text, told) in [
            ("2024", "2024"),
            ("2024-06", "juin 2024"),
            ("2024-06-12", "12\u{a0}juin 2024"),
            ("12 juin 2024", "12\u{a0}juin 2024"),
            ("1er juillet 2014", "1er\u{a0}juillet 2014"),
            ("2014, 31 juillet", "31\u{a0}juillet 2014"),
            ("Septembre 2025", "septembre 2025"),
            ("2024, T2", "2e\u{a0}trimestre 2024"),
            ("T2 2024", "2e\u{a0}trimestre 2024"),
            ("2e trimestre 2024", "2e\u{a0}trimestre 2024"),
            ("été 2024", "été 2024"),
            ("2024, hiver", "hiver 2024"),
            ("2019-2021", "2019-2021"),
            ("2019–2021", "2019-2021"),
            ("2020-03/2020-05", "mars 2020 – mai 2020"),
            ("depuis 2019", "depuis 2019"),
            ("vers 1998", "vers 1998"),
            ("1998~", "vers 1998"),
            ("s. d.", "s.\u{a0}d."),
            ("sd", "s.\u{a0}d."),
        ] {
            let date = SourceDate::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!(date.french(), told, "{text}");
            assert_eq!(SourceDate::parse(&date.written()), Ok(date), "{text}");
            if let Some(edtf) = date.to_edtf() {
                assert_eq!(SourceDate::edtf(&edtf), Ok(date), "{text}");
            }
        }
        for text in [
            "",
            "hier",
            "2025-02-30",
            "31 février 2024",
            "2024, T5",
            "01/02/2026",
            "2021-2019",
            "2019-21",
            "26",
            "..",
            "/1998",
        ] {
            assert!(SourceDate::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_of_programs_are_read() {
        for (text, told) in [
            ("2024-21", "printemps 2024"),
            ("2024-34", "2e\u{a0}trimestre 2024"),
            ("2014-07-31T10:00:00Z", "31\u{a0}juillet 2014"),
            ("1998~", "vers 1998"),
            ("1998?", "vers 1998"),
            ("2019/2021", "2019-2021"),
            ("2019/", "depuis 2019"),
            ("2019/..", "depuis 2019"),
            ("199X", "1990-1999"),
            ("19XX", "1900-1999"),
            ("2004-XX", "2004"),
        ] {
            assert_eq!(
                SourceDate::edtf(text).map(SourceDate::french).as_deref(),
                Ok(told),
                "{text}"
            );
        }
        for text in ["-0044", "2024-50", "2024-13", "X", "Y17E7", "", "2024-1-2"] {
            assert!(SourceDate::edtf(text).is_err(), "{text}");
        }
    }
}
