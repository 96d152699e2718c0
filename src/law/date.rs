//! Dates as texts and decisions bear them.

use super::fold::Folded;
use super::number::raised;

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv.", "janv", "jan."],
    &["fevrier", "fevr.", "fevr", "fev."],
    &["mars"],
    &["avril", "avr.", "avr"],
    &["mai"],
    &["juin"],
    &["juillet", "juill.", "juill", "juil.", "juil"],
    &["aout"],
    &["septembre", "sept.", "sept"],
    &["octobre", "oct.", "oct"],
    &["novembre", "nov.", "nov"],
    &["decembre", "dec.", "dec"],
];

/// " du 31 juillet 2014", ", 31 juillet 2014", " modifiée du 6 janvier 1978" after a nature or number: ISO date, and the
/// character after it.
pub(super) fn dated(f: &Folded, at: usize) -> Option<(String, usize)> {
    let here = f.skip_spaces(super::name::past_adjectives(f, at));
    let here = f
        .any(here, &["en date du", "date du", "datee du", "du"])
        .map(|end| f.skip_spaces(end))?;
    let here = f
        .any(here, &["lundi", "mardi", "mercredi", "jeudi", "vendredi"])
        .map_or(here, |end| f.skip_spaces(end));
    date(f, here)
}

/// "31 juillet 2014", "1er juillet 1901", "28 déc. 2009", "17/07/2001".
pub(super) fn date(f: &Folded, at: usize) -> Option<(String, usize)> {
    let end = f.digits(at).filter(|end| end - at <= 2)?;
    let day: u8 = f
        .slice(at, end)
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    if matches!(f.at(end), b'/' | b'.' | b'-') && f.at(end + 1).is_ascii_digit() {
        let month_end = f.digits(end + 1)?;
        let month: u8 = f
            .slice(end + 1, month_end)
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month))?;
        if f.at(month_end) != f.at(end) {
            return None;
        }
        let (year, end) = year(f, month_end + 1)?;
        if !exists(&year, month, day) {
            return None;
        }
        return Some((format!("{year}-{month:02}-{day:02}"), end));
    }
    // "1 er juillet": the raised letters came apart.
    let end = f
        .prefix(f.skip_spaces(end), "er ")
        .map(|past| past - 1)
        .or_else(|| f.prefix(end, "er"))
        .or_else(|| raised(f, end))
        .unwrap_or(end);
    let month_at = f.skip_spaces(end);
    let (month, end) = MONTHS.iter().enumerate().find_map(|(at, names)| {
        names
            .iter()
            .find_map(|name| f.prefix(month_at, name))
            .map(|end| (at + 1, end))
    })?;
    let (year, end) = year(f, f.skip_spaces(end))?;
    if !exists(&year, u8::try_from(month).unwrap_or(0), day) {
        return None;
    }
    Some((format!("{year}-{month:02}-{day:02}"), end))
}

/// Whether the calendar has that day.
fn exists(year: &str, month: u8, day: u8) -> bool {
    let year: u32 = year.parse().unwrap_or(0);
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    day <= days
}

/// A year of four digits, and the character after it.
pub(super) fn year(f: &Folded, at: usize) -> Option<(String, usize)> {
    let end = f.digits(at)?;
    let plausible = matches!(
        f.slice(at, end).as_bytes(),
        [b'1', b'6'..=b'9', _, _] | [b'2', b'0', _, _]
    );
    (plausible && f.ends_word(end)).then(|| (f.slice(at, end).to_owned(), end))
}
