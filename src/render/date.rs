//! Dates as French readers write them, and as machines read them.

use crate::bibliography::SourceDate;

const MONTHS: [&str; 12] = [
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

/// `date` in French, as HTML: `1<sup>er</sup> janvier 2026`, `septembre 2025`, `2025`, `2024, T2`.
/// The day is tied to its month by U+00A0.
pub fn french(date: &SourceDate) -> String {
    match date {
        SourceDate::Day(year, month, 1) => format!("1<sup>er</sup>\u{a0}{} {year}", name(*month)),
        SourceDate::Day(year, month, day) => format!("{day}\u{a0}{} {year}", name(*month)),
        _ => plain(date),
    }
}

/// The same as plain text: `1er janvier 2026`.
pub fn plain(date: &SourceDate) -> String {
    match date {
        SourceDate::Year(year) => year.to_string(),
        SourceDate::Quarter(year, quarter) => format!("{year}, T{quarter}"),
        SourceDate::Month(year, month) => format!("{} {year}", name(*month)),
        SourceDate::Day(year, month, 1) => format!("1er\u{a0}{} {year}", name(*month)),
        SourceDate::Day(year, month, day) => format!("{day}\u{a0}{} {year}", name(*month)),
    }
}

/// The date as the citation of a sheet has it: `2026, octobre`, `2026, 12 octobre`.
pub fn year_first(date: &SourceDate) -> String {
    match date {
        SourceDate::Year(year) => year.to_string(),
        SourceDate::Quarter(year, quarter) => format!("{year}, T{quarter}"),
        SourceDate::Month(year, month) => format!("{year}, {}", name(*month)),
        SourceDate::Day(year, month, day) => {
            let day = if *day == 1 {
                "1<sup>er</sup>".to_owned()
            } else {
                day.to_string()
            };
            format!("{year}, {day}\u{a0}{}", name(*month))
        }
    }
}

/// The date for machines: `2026-01-01`, `2025-09`, `2025` (a quarter is only its year).
pub fn iso(date: &SourceDate) -> String {
    match date {
        SourceDate::Year(year) | SourceDate::Quarter(year, _) => format!("{year:04}"),
        SourceDate::Month(year, month) => format!("{year:04}-{month:02}"),
        SourceDate::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
    }
}

fn name(month: u8) -> &'static str {
    MONTHS
        .get(usize::from(month).wrapping_sub(1))
        .copied()
        .unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_dates() {
        let first = SourceDate::Day(2026, 1, 1);
        assert_eq!(french(&first), "1<sup>er</sup>\u{a0}janvier 2026");
        assert_eq!(plain(&first), "1er\u{a0}janvier 2026");
        assert_eq!(iso(&first), "2026-01-01");
        assert_eq!(french(&SourceDate::Month(2025, 9)), "septembre 2025");
        assert_eq!(year_first(&SourceDate::Month(2025, 9)), "2025, septembre");
        assert_eq!(french(&SourceDate::Year(2025)), "2025");
        assert_eq!(french(&SourceDate::Quarter(2024, 2)), "2024, T2");
    }
}
