//! Dates as precise as they are known.

/// A year, a quarter, a month or a day of the Gregorian calendar. Ordered in time; the less precise first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PartialDate {
    /// 1000 to 9999.
    pub year: i16,
    /// What is known beyond the year.
    pub precision: Precision,
}

/// What is known of a date beyond its year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Precision {
    /// Nothing.
    Year,
    /// The quarter, 1 to 4.
    Quarter(u8),
    /// The month, 1 to 12.
    Month(u8),
    /// The month and the day, both from 1; the day exists.
    Day(u8, u8),
}

/// Why a text is no date, in French.
pub type BadDate = &'static str;

impl PartialDate {
    /// Reads `2026`, `2026-01`, `2026-01-12` (ISO 8601) or `2024, T2`.
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        let text = text.trim();
        if let Some((year, quarter)) = text.split_once([',', ' ']) {
            let quarter = quarter.trim();
            if let Some(number) = quarter.strip_prefix(['T', 't']) {
                let number: u8 = number
                    .parse()
                    .map_err(|_| "le trimestre s’écrit T1, T2, T3 ou T4")?;
                if !(1..=4).contains(&number) {
                    return Err("il n’y a que quatre trimestres");
                }
                return Ok(Self {
                    year: parse_year(year)?,
                    precision: Precision::Quarter(number),
                });
            }
        }
        if text.contains('/') {
            return Err("les barres obliques sont ambiguës");
        }
        let mut fields = text.split('-');
        let year = parse_year(fields.next().unwrap_or_default())?;
        let Some(month) = fields.next() else {
            return Ok(Self {
                year,
                precision: Precision::Year,
            });
        };
        let month = two_digits(month).ok_or("le mois s’écrit sur deux chiffres")?;
        if !(1..=12).contains(&month) {
            return Err("ce mois n’existe pas");
        }
        let Some(day) = fields.next() else {
            return Ok(Self {
                year,
                precision: Precision::Month(month),
            });
        };
        let day = two_digits(day).ok_or("le jour s’écrit sur deux chiffres")?;
        if fields.next().is_some() {
            return Err("il y a trop de traits d’union");
        }
        let day_number = i8::try_from(day).map_err(|_| "ce jour n’existe pas")?;
        let month_number = i8::try_from(month).map_err(|_| "ce mois n’existe pas")?;
        jiff::civil::Date::new(year, month_number, day_number)
            .map_err(|_| "ce jour n’existe pas")?;
        Ok(Self {
            year,
            precision: Precision::Day(month, day),
        })
    }

    /// The day of a moment, in seconds since 1970 (UTC); the last day that can be told when it is out of reach.
    pub fn of_unix_time(seconds: u64) -> Self {
        let moment = i64::try_from(seconds)
            .ok()
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
            .unwrap_or(jiff::Timestamp::MAX);
        let date = jiff::tz::Offset::UTC.to_datetime(moment).date();
        let part = |number: i8| u8::try_from(number).unwrap_or(1);
        Self {
            year: date.year(),
            precision: Precision::Day(part(date.month()), part(date.day())),
        }
    }

    /// The date in ISO 8601, as precise as it is known; a quarter gives its year.
    pub fn iso(self) -> String {
        let year = self.year;
        match self.precision {
            Precision::Year | Precision::Quarter(_) => format!("{year:04}"),
            Precision::Month(month) => format!("{year:04}-{month:02}"),
            Precision::Day(month, day) => format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    /// The first day that the date may be, `AAAA-MM-JJ`: for feeds, which want a day.
    pub fn first_day(self) -> String {
        let (month, day) = match self.precision {
            Precision::Year => (1, 1),
            Precision::Quarter(quarter) => (quarter * 3 - 2, 1),
            Precision::Month(month) => (month, 1),
            Precision::Day(month, day) => (month, day),
        };
        format!("{:04}-{month:02}-{day:02}", self.year)
    }

    /// Whether the day is known.
    pub fn is_day(self) -> bool {
        matches!(self.precision, Precision::Day(..))
    }

    /// In words: "1er janvier 2026", "septembre 2025", "2e trimestre 2024", "2025". Plain text: "1er" is not raised here.
    /// U+00A0 binds day and month (Lexique des règles typographiques en usage à l'Imprimerie nationale, « Date »).
    pub fn french(self) -> String {
        let year = self.year;
        match self.precision {
            Precision::Year => year.to_string(),
            Precision::Quarter(1) => format!("1er\u{a0}trimestre {year}"),
            Precision::Quarter(quarter) => format!("{quarter}e\u{a0}trimestre {year}"),
            Precision::Month(month) => format!("{} {year}", month_name(month)),
            Precision::Day(month, 1) => format!("1er\u{a0}{} {year}", month_name(month)),
            Precision::Day(month, day) => format!("{day}\u{a0}{} {year}", month_name(month)),
        }
    }
}

/// The French name of a month, 1 to 12; empty beyond.
pub fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    NAMES
        .get(usize::from(month).wrapping_sub(1))
        .copied()
        .unwrap_or_default()
}

fn parse_year(text: &str) -> Result<i16, BadDate> {
    if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0') {
        text.parse()
            .map_err(|_| "l’année s’écrit sur quatre chiffres")
    } else {
        Err("l’année s’écrit sur quatre chiffres, en tête")
    }
}

fn two_digits(text: &str) -> Option<u8> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_told() {
        for (text, told) in [
            ("2026", "2026"),
            ("2025-09", "septembre 2025"),
            ("2026-01-01", "1er\u{a0}janvier 2026"),
            ("2024-02-29", "29\u{a0}février 2024"),
            ("2024, T2", "2e\u{a0}trimestre 2024"),
        ] {
            assert_eq!(PartialDate::parse(text).unwrap().french(), told);
        }
        for text in [
            "2025-02-30",
            "2025-13",
            "01/02/2026",
            "26",
            "2026-1-2",
            "",
            "2024, T5",
            "2026-01-01-01",
            "hier",
        ] {
            assert!(PartialDate::parse(text).is_err(), "{text}");
        }
    }
}
