//! Numbers of articles.

use super::{MAX_RANGE, RangeError, natural, slugged};
use std::cmp::Ordering;
use std::sync::Arc;

/// The normal form of an article's number: `L2113-15` in a code, `art1`, `art19quinquies` in any other text.
///
/// Ordered as the law is: L before R and D, which follow one another by number, before A; numbers as numbers, 9-1 after 9 and before 10, bis before ter.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Article(Arc<str>);

/// Latin multiplicatives in the order of the Guide de légistique; "bis" is the second.
pub(super) const MULTIPLICATIVES: [&str; 36] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies",
    "quaterdecies",
    "quindecies",
    "sexdecies",
    "septdecies",
    "octodecies",
    "novodecies",
    "vicies",
    "unvicies",
    "duovicies",
    "tervicies",
    "quatervicies",
    "quinvicies",
    "sexvicies",
    "septvicies",
    "octovicies",
    "novovicies",
    "tricies",
    "untricies",
    "duotricies",
    "tertricies",
    "quatertricies",
    "quintricies",
    "sextricies",
    "septricies",
];

impl Article {
    /// The number `written` in normal form already: letters, digits, hyphens and `*`, with a digit among them, at most 40; or
    /// the name of what has no number: `preliminaire`, `liminaire`, `annexe`, `annexeII`, `annexe3`.
    pub fn parse(written: &str) -> Option<Self> {
        let fits = written.len() <= 40
            && written
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'*')
            && (written.bytes().any(|b| b.is_ascii_digit()) || is_unnumbered(written));
        fits.then(|| Self(Arc::from(written)))
    }

    /// The normal form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A file name: `l2113-15`, `art1`; `R*421-1` is `r-421-1`, apart from `R421-1`.
    pub fn slug(&self) -> String {
        slugged(&self.0)
    }

    /// For readers: "L. 2113-15", "R.* 421-1", "1er", "19 quinquies". U+00A0 binds the letter to its number
    /// (Lexique des règles typographiques en usage à l'Imprimerie nationale).
    pub fn display(&self) -> String {
        let number = self.0.strip_prefix("art").unwrap_or(&self.0);
        if let Some(rest) = number.strip_prefix("annexe") {
            return match rest {
                "" => "annexe".to_owned(),
                rest => format!("annexe\u{a0}{rest}"),
            };
        }
        let letters = number.len()
            - number
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        let (letter, rest) = number.split_at(letters);
        if rest.is_empty() {
            return match number {
                "preliminaire" => "préliminaire".to_owned(),
                other => other.to_owned(),
            };
        }
        let mut out = String::new();
        if !letter.is_empty() {
            out.push_str(letter);
            out.push('.');
        }
        let digits = rest.trim_start_matches('*');
        if digits.len() < rest.len() {
            out.push('*');
        }
        if !letter.is_empty() {
            out.push('\u{a0}');
        }
        if digits == "1" && letter.is_empty() {
            out.push_str("1er");
            return out;
        }
        let mut previous_digit = false;
        for c in digits.chars() {
            if c.is_ascii_alphabetic() && previous_digit {
                out.push('\u{a0}');
            }
            if c.is_ascii_uppercase() && out.ends_with(|p: char| p.is_ascii_lowercase()) {
                out.push('\u{a0}');
            }
            previous_digit = c.is_ascii_digit();
            out.push(c);
        }
        out
    }

    /// In a sentence: "article L. 2113-15", "article préliminaire", "annexe II".
    pub fn named(&self) -> String {
        if self.is_annex() {
            self.display()
        } else {
            format!("article {}", self.display())
        }
    }

    /// Whether it is an annex, which is no article.
    pub fn is_annex(&self) -> bool {
        self.0
            .strip_prefix("art")
            .unwrap_or(&self.0)
            .starts_with("annexe")
    }

    /// Every article from this one to `last`, both included.
    pub(super) fn up_to(&self, last: &Self) -> Result<Vec<Self>, RangeError> {
        let (Some((head, first)), Some((other, end))) = (self.last_number(), last.last_number())
        else {
            return Err(RangeError::NotSequential);
        };
        if head != other {
            return Err(if self > last {
                RangeError::Reversed
            } else {
                RangeError::NotSequential
            });
        }
        if first > end {
            return Err(RangeError::Reversed);
        }
        if end - first >= MAX_RANGE {
            return Err(RangeError::TooLong);
        }
        Ok((first..=end)
            .map(|number| Self(Arc::from(format!("{head}{number}"))))
            .collect())
    }

    /// The number at the end, and what comes before; nothing when the end is no number.
    fn last_number(&self) -> Option<(&str, u32)> {
        let head = self.0.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &self.0[head.len()..];
        (!digits.is_empty() && (digits.len() == 1 || !digits.starts_with('0')))
            .then(|| digits.parse().ok().map(|number| (head, number)))
            .flatten()
    }

    /// What decides the order: the letter's rank, then numbers, with multiplicatives between a number and what follows.
    fn key(&self) -> (u8, Vec<u64>) {
        let number = self.0.strip_prefix("art").unwrap_or(&self.0);
        // What stands before the first article, and after the last.
        if matches!(number, "preliminaire" | "liminaire") {
            return (0, Vec::new());
        }
        if let Some(rest) = number.strip_prefix("annexe") {
            let rank = rest.parse().ok().or_else(|| roman(rest)).unwrap_or(0);
            return (6, vec![rank]);
        }
        let letters: String = number
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .collect();
        let rest = number[letters.len()..].trim_start_matches('*');
        let rank = match letters.as_str() {
            "" => 0,
            "LO" | "L" | "LP" => 1,
            // One part of a code holds the decrees of both kinds, by number.
            "R" | "D" => 2,
            "A" => 4,
            _ => 5,
        };
        let mut parts = Vec::new();
        let mut rest = rest;
        while let Some(first) = rest.chars().next() {
            let same = |c: char| c.is_ascii_digit() == first.is_ascii_digit() && c != '-';
            if first == '-' {
                rest = &rest[1..];
                // A hyphen comes after a multiplicative of the same number: 9, 9 bis, 9-1, 10.
                parts.push(1_000);
                continue;
            }
            let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
            let word = &rest[..end];
            parts.push(match word.parse::<u64>() {
                Ok(number) => number,
                Err(_) => match MULTIPLICATIVES.iter().rposition(|m| word.starts_with(m)) {
                    Some(rank) => rank as u64 + 2,
                    None => u64::from(word.as_bytes().first().copied().unwrap_or(0)) + 100,
                },
            });
            rest = &rest[end..];
        }
        (rank, parts)
    }
}

/// "preliminaire", "liminaire", "annexe", "annexeII": what an article without a number may be.
fn is_unnumbered(written: &str) -> bool {
    let name = written.strip_prefix("art").unwrap_or(written);
    match name.strip_prefix("annexe") {
        Some(rest) => rest.is_empty() || roman(rest).is_some(),
        None => matches!(name, "preliminaire" | "liminaire"),
    }
}

/// The value of a Roman number in capitals.
fn roman(written: &str) -> Option<u64> {
    let values: Option<Vec<u64>> = written
        .bytes()
        .map(|b| match b {
            b'I' => Some(1),
            b'V' => Some(5),
            b'X' => Some(10),
            b'L' => Some(50),
            _ => None,
        })
        .collect();
    let values = values.filter(|values| !values.is_empty())?;
    let next = values.iter().skip(1).chain([&0]);
    // "IX": what stands before a greater one is taken away.
    let (add, subtract) = values
        .iter()
        .zip(next)
        .fold((0, 0), |(add, subtract), (value, next)| {
            if value < next {
                (add, subtract + value)
            } else {
                (add + value, subtract)
            }
        });
    Some(u64::saturating_sub(add, subtract))
}

impl Ord for Article {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.0 == other.0 {
            return Ordering::Equal;
        }
        self.key()
            .cmp(&other.key())
            .then_with(|| natural(&self.0, &other.0))
    }
}

impl PartialOrd for Article {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(number: &str) -> Article {
        Article::parse(number).unwrap()
    }

    #[test]
    fn articles_are_in_legal_order() {
        let ordered = [
            "preliminaire",
            "1",
            "L9",
            "L9bis",
            "L9ter",
            "L9-1",
            "L9-1-1",
            "L9-2",
            "L10",
            "L2113-2",
            "L2113-12",
            "LP2114-1",
            "R*1",
            "R1-1",
            "R2111-2",
            "D2111-3",
            "R2111-4",
            "A1",
            "annexe",
            "annexe1",
            "annexeII",
            "annexeIV",
            "annexeIX",
            "annexeX",
        ];
        for pair in ordered.windows(2) {
            assert!(article(pair[0]) < article(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn ranges_list_what_lies_between() {
        let list = |from: &str, to: &str| {
            article(from).up_to(&article(to)).map(|all| {
                all.iter()
                    .map(|a| a.0.to_string())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
        };
        assert_eq!(
            list("R2152-6", "R2152-8").unwrap(),
            "R2152-6 R2152-7 R2152-8"
        );
        assert_eq!(list("L2113-16", "L2113-12"), Err(RangeError::Reversed));
        assert_eq!(list("L1", "L100000"), Err(RangeError::TooLong));
        assert_eq!(list("L2113-1", "L2114-3"), Err(RangeError::NotSequential));
    }

    #[test]
    fn numbers_are_told_to_readers() {
        for (number, told) in [
            ("L2113-15", "L.\u{a0}2113-15"),
            ("R*421-1", "R.*\u{a0}421-1"),
            ("art1", "1er"),
            ("art19quinquies", "19\u{a0}quinquies"),
            ("1679A", "1679\u{a0}A"),
            ("art59", "59"),
            ("preliminaire", "préliminaire"),
            ("artliminaire", "liminaire"),
            ("annexe", "annexe"),
            ("artannexeXIV", "annexe\u{a0}XIV"),
        ] {
            assert_eq!(article(number).display(), told);
        }
    }
}
