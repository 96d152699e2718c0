//! Lists and ranges of articles: "L. 2113-12, L. 2113-13 et L. 2113-15 à 16", "1er et 2", "R2152-6 et -7".

use super::Texts;
use super::find::Part;
use super::fold::Folded;
use super::number::{Number, far_end, glued, number};
use super::numbering::chapter;
use super::pinpoint;

/// Numbers under one designator.
pub(super) struct List {
    /// In order.
    pub parts: Vec<Part>,
    /// Character after the list, "et suivants" included.
    pub end: usize,
    /// Whether a number has its letter L, R, D or A.
    pub lettered: bool,
}

/// Reads on from `first`, which begins at `at`. Plain numbers may follow a comma when `many` were announced:
/// "articles 2, 3 et 6".
pub(super) fn list(f: &Folded, at: usize, first: Number, many: bool, texts: &Texts) -> List {
    let mut reading = Reading {
        f,
        texts,
        // Most lists are of one article: a vector grows from nothing to four.
        parts: Vec::with_capacity(1),
        end: first.end,
        lettered: first.lettered,
        many,
    };
    reading.push(at, first);
    reading.rest();
    let end = suites(f, reading.end).unwrap_or(reading.end);
    List {
        parts: reading.parts,
        end,
        lettered: reading.lettered,
    }
}

struct Reading<'a, 't> {
    f: &'a Folded<'t>,
    texts: &'a Texts,
    parts: Vec<Part>,
    end: usize,
    lettered: bool,
    many: bool,
}

impl Reading<'_, '_> {
    fn push(&mut self, at: usize, number: Number) {
        self.end = number.end;
        let range = self.f.byte(at)..self.f.byte(number.end);
        self.parts.push(Part {
            range,
            number: number.normal,
            to: None,
            pinpoint: None,
        });
    }

    fn rest(&mut self) {
        loop {
            if let Some(end) = pinpoint::after(self.f, self.end, !self.many && !self.lettered) {
                if let Some(last) = self.parts.last_mut() {
                    let written = self
                        .f
                        .original(self.end, end)
                        .trim_start_matches([',', ' ', '\u{a0}', '\u{202f}']);
                    last.pinpoint.get_or_insert(written.trim().to_owned());
                }
                self.end = end;
            }
            let Some((join, next)) = joined(self.f, self.end, self.texts) else {
                return;
            };
            if !self.next(join, next) {
                return;
            }
        }
    }

    /// Reads the number that `join` announces at `next`.
    fn next(&mut self, join: Join, next: usize) -> bool {
        let f = self.f;
        let Some(last) = self.parts.last() else {
            return false;
        };
        let latest = last.to.as_ref().unwrap_or(&last.number);
        // "R2152-6 et -7"
        if f.at(next) == b'-'
            && latest.contains('-')
            && let Some(end) = f
                .digits(next + 1)
                .filter(|end| f.ends_word(*end) && end - next <= 4)
        {
            let normal = replaced_end(latest, f.slice(next + 1, end));
            return self.take(
                join,
                next,
                Number {
                    normal,
                    lettered: self.lettered,
                    hyphened: true,
                    end,
                },
            );
        }
        let far = || {
            let number = far_end(f, next, self.texts)?;
            (join == Join::To && (self.many || number.lettered)).then_some(number)
        };
        let number = number(f, next, false, self.texts).or_else(|| first(f, next));
        let Some(mut number) = number.or_else(far) else {
            return false;
        };
        if self.lettered && !number.lettered {
            let letter: String = latest.chars().take_while(|c| !c.is_ascii_digit()).collect();
            if number.hyphened {
                // "L. 2113-12, 2113-13"
                number.normal = format!("{letter}{}", number.normal);
            } else if latest.contains('-') && self.repeats_end(join, &number) {
                // "L. 2113-12 à 14"
                number.normal = replaced_end(latest, &number.normal);
            } else {
                return false;
            }
        } else if !self.lettered && !self.plain_follows(join, &number) {
            return false;
        }
        self.take(join, next, number)
    }

    /// Whether a number without letter or hyphen is the end of one: "L. 2113-12 à 14", "L. 2113-12, 13 et 15 du code".
    fn repeats_end(&self, join: Join, number: &Number) -> bool {
        let f = self.f;
        if number.normal.len() > 3 || counts_something(f, number.end) {
            return false;
        }
        let next = f.skip_spaces(number.end);
        match join {
            Join::To => true,
            _ if f.at(number.end) == b')' || f.at(number.end) == b';' || next >= f.bytes.len() => {
                join == Join::And
            }
            Join::And => self.text_follows(number.end),
            Join::Comma => self.many && self.ends_go_on(number.end),
        }
    }

    /// Whether the text is named at once.
    fn text_follows(&self, end: usize) -> bool {
        let next = self.f.skip_spaces(end);
        self.f
            .any(next, &["du", "dudit", "de ce", "du meme"])
            .is_some()
            || super::name::from_tables(self.f, next, self.texts).is_some()
    }

    /// Whether ", 14 et 15 du code" follows: ends of numbers up to the text.
    fn ends_go_on(&self, end: usize) -> bool {
        let mut here = end;
        for _ in 0..12 {
            let Some((join, next)) = joined(self.f, here, self.texts) else {
                return false;
            };
            let Some(past) = self.f.digits(next).filter(|past| past - next <= 3) else {
                return false;
            };
            if counts_something(self.f, past) {
                return false;
            }
            here = past;
            if join != Join::Comma {
                return self.text_follows(here);
            }
        }
        false
    }

    /// Whether a plain number goes on a list of plain ones.
    fn plain_follows(&self, join: Join, number: &Number) -> bool {
        let f = self.f;
        if number.lettered {
            return join != Join::To || self.first_lacks_letter(number);
        }
        // "art. 4, 8)": a comma alone does not join plain numbers, unless they were announced as many, or the list goes on.
        if join == Join::Comma && !self.many && !self.goes_on(number.end) {
            return false;
        }
        !counts_something(f, number.end)
    }

    /// Whether the other end of the range tells that the letter of the first was left out: "1251-18 à L. 1251-20".
    fn first_lacks_letter(&self, number: &Number) -> bool {
        let [first] = self.parts.as_slice() else {
            return false;
        };
        let last = number
            .normal
            .trim_start_matches(|c: char| !c.is_ascii_digit());
        first.number.contains('-') && chapter(&first.number) == chapter(last)
    }

    /// Whether ", 5 et 6" follows, with no pinpoint.
    fn goes_on(&self, end: usize) -> bool {
        let mut here = end;
        for _ in 0..30 {
            let Some((join, next)) = joined(self.f, here, self.texts) else {
                return false;
            };
            let Some(number) = number(self.f, next, false, self.texts) else {
                return false;
            };
            if counts_something(self.f, number.end) {
                return false;
            }
            if join != Join::Comma {
                return true;
            }
            here = number.end;
        }
        false
    }

    fn take(&mut self, join: Join, at: usize, number: Number) -> bool {
        if join == Join::To {
            if number.lettered
                && let [first] = self.parts.as_mut_slice()
                && first.number.starts_with(|c: char| c.is_ascii_digit())
            {
                let digit = |c: char| c.is_ascii_digit();
                let letter = number.normal.find(digit).unwrap_or(0);
                first.number.insert_str(0, &number.normal[..letter]);
                self.lettered = true;
            }
            let end = self.f.byte(number.end);
            match self.parts.last_mut() {
                Some(last) if last.to.is_none() => {
                    last.to = Some(number.normal);
                    last.range.end = end;
                    self.end = number.end;
                    return true;
                }
                _ => return false,
            }
        }
        self.lettered |= number.lettered;
        self.push(at, number);
        true
    }
}

/// "1er" in a list, which needs no designator of its own.
fn first(f: &Folded, at: usize) -> Option<Number> {
    let end = f.any(at, &["1er", "premier"])?;
    Some(Number {
        normal: "1".into(),
        lettered: false,
        hyphened: false,
        end,
    })
}

/// Whether what follows a number makes it a quantity, an ordinal or a price.
fn counts_something(f: &Folded, end: usize) -> bool {
    let next = f.skip_spaces(end);
    if matches!(f.at(next), b'%' | b'~')
        || f.at(end) == b')' && f.at(end.wrapping_sub(2)) == b' '
        || f.at(next) == 2
    {
        return true;
    }
    let words = [
        "ans",
        "an",
        "annees",
        "mois",
        "jours",
        "heures",
        "euros",
        "euro",
        "personnes",
        "fois",
        "salaries",
        "millions",
        "habitants",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "lots",
        "articles",
        "points",
    ];
    f.at(next).is_ascii_alphabetic() && f.any(next, &words).is_some()
}

/// `number` with its last group of digits replaced: "R2192-10", "36" → "R2192-36".
fn replaced_end(number: &str, end: &str) -> String {
    let head = number.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("{head}{end}")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    Comma,
    And,
    To,
}

/// What joins two numbers, and the character after it.
fn joined(f: &Folded, at: usize, texts: &Texts) -> Option<(Join, usize)> {
    let next = f.skip_spaces(at);
    let words = |at: usize| -> Option<(Join, usize)> {
        if !matches!(f.at(at), b'e' | b'o' | b'a' | b'j' | b'p' | b'&') {
            return None;
        }
        if f.at(at) == b'&' {
            return Some((Join::And, f.skip_spaces(at + 1)));
        }
        if let Some(end) = f.any(
            at,
            &[
                "et/ou",
                "et notamment",
                "et aux",
                "et a",
                "ou aux",
                "ou a",
                "ainsi que",
                "ainsi qu'aux",
                "et",
                "ou",
                "puis",
            ],
        ) {
            return Some((Join::And, f.skip_spaces(end)));
        }
        let end = f.any(at, &["a", "au", "jusqu'a", "jusqu'au"])?;
        let next = f.skip_spaces(end);
        // "de l'article L. 2113-12 à l'article L. 2113-14"
        let named = f
            .any(next, &["l'article", "l'art."])
            .map(|end| f.skip_spaces(end))
            .filter(|next| number(f, *next, false, texts).is_some_and(|number| number.lettered));
        Some((Join::To, named.unwrap_or(next)))
    };
    if (next > at || glued(f, at))
        && let Some(join) = words(next)
    {
        return Some(join);
    }
    if f.at(next) == b',' {
        let after = f.skip_spaces(next + 1);
        return words(after)
            .filter(|(join, _)| *join != Join::To)
            .or(Some((Join::Comma, after)));
    }
    // A dash between two full numbers: "L. 2113-12 – L. 2113-14", "L. 2113-12–L. 2113-14".
    if f.at(next) == b'-' {
        let after = f.skip_spaces(next + 1);
        if f.at(after).is_ascii_alphabetic()
            && number(f, after, false, texts).is_some_and(|number| number.lettered)
        {
            return Some((Join::To, after));
        }
    }
    None
}

/// Past "et suivants", "et s.", "s.", "et ss.", "et suiv.".
fn suites(f: &Folded, at: usize) -> Option<usize> {
    let next = f.skip_comma(at);
    let after_and = f.words(next, "et").map_or(next, |end| f.skip_spaces(end));
    if let Some(end) = f.any(after_and, &["suivants", "suivantes", "suivant"]) {
        return Some(end);
    }
    ["s.", "ss.", "sv.", "suiv.", "sq.", "sqq."]
        .iter()
        .find_map(|word| f.prefix(after_and, word))
        .filter(|_| f.starts_word(after_and))
}
