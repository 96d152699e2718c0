//! Dates as pages show them.

use super::html::law_text::law_text;
use crate::date::{PartialDate, Precision, month_name};

/// `date` in French, as HTML: `1<sup>er</sup> janvier 2026`, `septembre 2025`, `2025`.
pub fn french(date: PartialDate) -> String {
    law_text(&date.french())
}

/// The date as the citation of a sheet has it, as HTML: `2026, octobre`, `2026, 12 octobre`.
pub fn year_first(date: PartialDate) -> String {
    let year = date.year;
    match date.precision {
        Precision::Year => year.to_string(),
        Precision::Quarter(quarter) => format!("{year}, T{quarter}"),
        Precision::Month(month) => format!("{year}, {}", month_name(month)),
        Precision::Day(month, 1) => format!("{year}, 1<sup>er</sup>\u{a0}{}", month_name(month)),
        Precision::Day(month, day) => format!("{year}, {day}\u{a0}{}", month_name(month)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_pages() {
        let first = PartialDate::parse("2026-01-01").unwrap();
        assert_eq!(french(first), "1<sup>er</sup>\u{a0}janvier 2026");
        assert_eq!(year_first(first), "2026, 1<sup>er</sup>\u{a0}janvier");
        assert_eq!(
            year_first(PartialDate::parse("2025-09").unwrap()),
            "2025, septembre"
        );
    }
}
