//! Numbers: thousands, units, days and months.

use super::run::{
    Run, THIN, after_spaces, before_spaces, char_at, char_before, in_address, word_at,
};
use super::spaces::after_preposition;

/// Units that follow a number without any other reading: their space is added when it is missing.
const SURE_UNITS: [&str; 9] = ["%", "‰", "€", "°C", "M€", "Md€", "Mds€", "k€", "K€"];

/// Units that a space parts from their number already. The longest of those that begin alike come first.
const UNITS: [&str; 60] = [
    "$",
    "£",
    "EUR",
    "euros",
    "euro",
    "millions",
    "million",
    "milliards",
    "milliard",
    "km²",
    "km",
    "kg",
    "kWh",
    "kWc",
    "kW",
    "kHz",
    "ko",
    "Ko",
    "mm²",
    "mm",
    "min",
    "mg",
    "mL",
    "ml",
    "m²",
    "m³",
    "m2",
    "m3",
    "m",
    "cm²",
    "cm",
    "cl",
    "ha",
    "hl",
    "h",
    "g",
    "t",
    "s",
    "l",
    "L",
    "W",
    "MWh",
    "MWc",
    "MW",
    "MHz",
    "Mo",
    "GWh",
    "GW",
    "GHz",
    "Go",
    "TWh",
    "To",
    "Hz",
    "dB",
    "ETP",
    "µg",
    "µm",
    "dm",
    "dl",
    "°",
];

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

/// Settles the number that begins at `at`, and gives where to go on.
pub fn number(run: &mut Run, at: usize) -> usize {
    let text = run.text();
    let Some(number) = Number::read(run, at) else {
        return compound(run, at);
    };
    let Number { ref groups, end } = number;
    if groups.len() == 1 && at_day(text, at, groups[0].1) {
        bind_month(run, groups[0].1);
    }
    let text = run.text();
    if text[end..].starts_with('°') && !text[end..].starts_with("°C") {
        after_preposition(run, at);
        return end;
    }
    let text = run.text();
    if groups.len() == 1 && text[end..].starts_with('-') {
        law_numbers(run, at);
        return compound(run, at);
    }
    let in_law = run.in_law(at);
    let unit = Unit::read(text, end);
    if !in_law {
        if groups.len() > 1 {
            if number.is_thousands()
                && !is_identifier(text, at)
                && (unit.is_some() || !word_at(text, end))
            {
                for pair in groups.windows(2) {
                    run.space(pair[0].1..pair[1].0, THIN);
                }
            }
        } else if unit.as_ref().is_some_and(|unit| unit.counts(run.text())) {
            split_thousands(run, groups[0]);
        }
    }
    match unit {
        Some(unit) if unit.start > end => {
            run.bind(end..unit.start);
            minutes(run, unit.start, unit.end);
            unit.end
        }
        // The unit's own first character is what takes the space.
        Some(unit) => {
            missing_space(run, unit.start);
            end
        }
        None => end,
    }
}

/// Groups of three digits in the longest quantity.
const MAX_GROUPS: usize = 6;

/// A number as it is written.
struct Number {
    /// First and last byte of each group of digits of its whole part.
    groups: Vec<(usize, usize)>,
    /// Where it ends, decimals included.
    end: usize,
}

impl Number {
    /// The number that begins at `at`; nothing inside a word, an address, a time or a longer number.
    fn read(run: &Run, at: usize) -> Option<Self> {
        let text = run.text();
        let bytes = text.as_bytes();
        let free = match char_before(text, at) {
            None => true,
            Some(_) if run.is_parted(at) => true,
            // A minus sign, not the hyphen of a compound.
            Some('-') => {
                char_before(text, at - 1).is_none_or(|c| c.is_whitespace() || "(«“[".contains(c))
            }
            Some(c) => !c.is_alphanumeric() && !".,_@#&%°/\\:=".contains(c),
        };
        if !free {
            return None;
        }
        let digits = |from: usize| {
            from + bytes[from..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count()
        };
        let mut groups = vec![(at, digits(at))];
        let mut end = groups[0].1;
        // A year before a quantity ("en 2024 12 000 personnes") is no group of it.
        while groups[0].1 - at <= 3 && groups.len() <= MAX_GROUPS {
            let next = after_spaces(text, end);
            let one_space = next > end && text[end..next].chars().count() == 1;
            if !one_space || !bytes.get(next).is_some_and(u8::is_ascii_digit) {
                break;
            }
            let stop = digits(next);
            groups.push((next, stop));
            end = stop;
        }
        let decimals = digits((end + 1).min(bytes.len()));
        if matches!(bytes.get(end), Some(b',' | b'.')) && decimals > end + 1 {
            end = decimals;
        }
        let follows = char_at(text, end);
        let goes_on = match follows {
            Some('.' | ',' | ':' | '/' | '_') => {
                char_at(text, end + 1).is_some_and(char::is_alphanumeric)
            }
            Some('@' | '\\' | '=') => true,
            _ => false,
        };
        (!goes_on).then_some(Self { groups, end })
    }

    /// Whether the groups are those of one number: three digits in each but the first, which does not begin with 0
    /// (telephone numbers do, and pairs make them; a SIRET ends in five digits).
    fn is_thousands(&self) -> bool {
        let length = |group: &(usize, usize)| group.1 - group.0;
        matches!(length(&self.groups[0]), 1..=3)
            && self.groups[1..].iter().all(|group| length(group) == 3)
            && self.groups.len() <= MAX_GROUPS
    }
}

/// Whether a number is a name rather than a quantity: it begins with 0, or SIREN, ISBN and the like stand before it.
fn is_identifier(text: &str, at: usize) -> bool {
    const BEFORE: usize = 40;
    let mut from = at.saturating_sub(BEFORE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let head = &text[from..at];
    text[at..].starts_with('0')
        || head.ends_with('+')
        || [
            "SIREN", "SIRET", "Siren", "Siret", "RCS", "ISBN", "ISSN", "IBAN", "TVA", "NIC", "RNA",
            "Tél", "tél", "TEL", "Tel",
        ]
        .iter()
        .any(|name| head.contains(name))
}

/// U+202F between thousands of a number of five digits or more that a unit follows: "12000 €" is a quantity, while "75011"
/// may be a town's code. Four digits stay together, as a year does.
///
/// Lexique, « Nombres »: groups of three, a thin space that does not break.
fn split_thousands(run: &mut Run, (start, end): (usize, usize)) {
    const DIGITS: [&str; 10] = [
        "\u{202f}0",
        "\u{202f}1",
        "\u{202f}2",
        "\u{202f}3",
        "\u{202f}4",
        "\u{202f}5",
        "\u{202f}6",
        "\u{202f}7",
        "\u{202f}8",
        "\u{202f}9",
    ];
    let length = end - start;
    let text = run.text();
    if !(5..=12).contains(&length) || is_identifier(text, start) || in_address(text, end) {
        return;
    }
    let mut at = end - 3;
    while at > start {
        let digit = usize::from(run.text().as_bytes()[at] - b'0');
        run.replace(at..at + 1, DIGITS[digit]);
        if at - start <= 3 {
            break;
        }
        at -= 3;
    }
}

/// A unit after a number.
struct Unit {
    start: usize,
    end: usize,
}

impl Unit {
    /// The unit after the number that ends at `end`; without a space, only one that is sure.
    fn read(text: &str, end: usize) -> Option<Self> {
        let start = after_spaces(text, end);
        let rest = &text[start..];
        let symbol = SURE_UNITS
            .iter()
            .find(|unit| rest.starts_with(**unit))
            .or_else(|| {
                let spaced = start > end;
                UNITS.iter().find(|unit| {
                    spaced && rest.starts_with(**unit) && ends(text, start + unit.len())
                })
            })?;
        let unit = Self {
            start,
            end: start + symbol.len(),
        };
        ends(text, unit.end).then_some(unit)
    }

    /// Whether what it measures is a quantity of any size, as money is.
    fn counts(&self, text: &str) -> bool {
        text[self.start..self.end].contains('€')
            || matches!(
                &text[self.start..self.end],
                "euros" | "EUR" | "kg" | "km" | "ha" | "kWh" | "MWh" | "m²" | "m³" | "t" | "ETP"
            )
    }
}

/// Whether a unit may end at `at`: "3 l’une", "5 m-", "3 L. 2113-1" and `%20` go on.
fn ends(text: &str, at: usize) -> bool {
    match char_at(text, at) {
        None => true,
        Some(c) if c.is_alphanumeric() => false,
        Some('\'' | '’' | '_' | '-' | '=' | '%' | '&' | '@' | '#' | '\\') => false,
        Some('.') => !text[..at].ends_with('L') && !word_at(text, at + 1),
        Some('*') => false,
        Some(_) => true,
    }
}

/// U+00A0 before a unit that touches its number: "12%", "50€", "20°C".
///
/// Lexique, « Unités de mesure » and « Pourcentage »; Charte du JO: "12,5 %".
fn missing_space(run: &mut Run, start: usize) {
    let text = run.text();
    let with = match char_at(text, start) {
        Some('%') => "\u{a0}%",
        Some('‰') => "\u{a0}‰",
        Some('€') => "\u{a0}€",
        Some('°') => "\u{a0}°",
        Some('M') => "\u{a0}M",
        Some('k') => "\u{a0}k",
        Some('K') => "\u{a0}K",
        _ => return,
    };
    let length = char_at(text, start).map_or(0, char::len_utf8);
    if !in_address(text, start) {
        run.part_before(start..start + length, with);
    }
}

/// U+00A0 between the hours and the minutes of "12 h 30".
///
/// Charte du JO, « Heures ».
fn minutes(run: &mut Run, start: usize, end: usize) {
    let text = run.text();
    if &text[start..end] != "h" {
        return;
    }
    let next = after_spaces(text, end);
    let digits = text[next..].bytes().take_while(u8::is_ascii_digit).count();
    if next > end && digits == 2 && !word_at(text, next + 2) {
        run.bind(end..next);
    }
}

/// Whether the digits at `start..end` can be a day of a month.
fn at_day(text: &str, start: usize, end: usize) -> bool {
    matches!(text[start..end].parse::<u8>(), Ok(1..=31))
}

/// U+00A0 between day and month: "1er janvier 2026", "31 juillet 2014".
///
/// Lexique, « Date »; Charte du JO: the same.
fn bind_month(run: &mut Run, end: usize) {
    let text = run.text();
    let end = if text[end..].starts_with("er") {
        end + 2
    } else {
        end
    };
    let month = after_spaces(text, end);
    let named = MONTHS
        .iter()
        .any(|name| text[month..].starts_with(name) && !word_at(text, month + name.len()));
    if month > end && named {
        run.bind(end..month);
    }
}

/// U+00A0 between "nos" and the first number of several texts: "lois nos 83-634 et 84-53". Only a number with a hyphen is
/// one of law: "nos 3 projets" are ours.
///
/// Charte du JO, « Références »: the plural of n°.
fn law_numbers(run: &mut Run, at: usize) {
    let text = run.text();
    let start = before_spaces(text, at);
    let head = &text[..start];
    if start < at
        && head.ends_with("nos")
        && !char_before(text, start - 3).is_some_and(char::is_alphanumeric)
    {
        run.bind(start..at);
    }
}

/// Digits joined to others ("10-15 %", "1/3", "12:30", "2113-15"): only a sure unit is bound. Gives where to go on.
fn compound(run: &mut Run, at: usize) -> usize {
    let text = run.text();
    let end = after_word(text, at);
    let start = after_spaces(text, end);
    let sure = SURE_UNITS
        .iter()
        .any(|unit| text[start..].starts_with(unit) && ends(text, start + unit.len()));
    if start > end && sure {
        run.bind(end..start);
    }
    end
}

/// End of the digits at `at` with what is joined to them: hyphens, stops, letters.
fn after_word(text: &str, at: usize) -> usize {
    let mut end = at;
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    while digit(end)
        || (matches!(bytes.get(end), Some(b'-' | b'/' | b',' | b'.' | b':')) && digit(end + 1))
    {
        end += 1;
    }
    end
}
