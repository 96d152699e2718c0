//! Names of texts that no table lists, made from their ids.

use super::TextId;

/// A name made from the id alone: "Loi n° 2014-856", "Directive 2014/24/UE", "Conseil d’État, n° 417580".
pub(super) fn generic_title(id: &TextId) -> String {
    let (kind, number) = id.as_str().split_once(':').unwrap_or(("", id.as_str()));
    let dated = is_date(number).then(|| french_date(number));
    let with_number = |name: &str| match &dated {
        Some(date) => format!("{name} du {date}"),
        None => format!("{name} n°\u{a0}{number}"),
    };
    match kind {
        "loi" => with_number("Loi"),
        "ordonnance" => with_number("Ordonnance"),
        "decret" => with_number("Décret"),
        "arrete" => match &dated {
            Some(date) => format!("Arrêté du {date}"),
            None => format!("Arrêté {number}"),
        },
        "circulaire" => with_number("Circulaire"),
        "dir" if number.contains("/UE") || number.contains("/C") => format!("Directive {number}"),
        "dir" => format!("Directive (UE) {number}"),
        "regl" => format!("Règlement {number}"),
        "decision" => format!("Décision {number}"),
        "ce" => format!("Conseil d’État, n°\u{a0}{number}"),
        "cc" => {
            let split = number
                .find(|c: char| c.is_ascii_alphabetic())
                .unwrap_or(number.len());
            format!(
                "Conseil constitutionnel, n°\u{a0}{} {}",
                &number[..split],
                &number[split..]
            )
        }
        "cass" => format!("Cour de cassation, n°\u{a0}{number}"),
        "cjue" => format!("Cour de justice de l’Union européenne, {number}"),
        "tc" => format!("Tribunal des conflits, n°\u{a0}{number}"),
        "cada" => format!("CADA, avis n°\u{a0}{number}"),
        "ecli" => format!("ECLI:{number}"),
        _ => match (kind.strip_prefix("caa-"), kind.strip_prefix("ta-")) {
            (Some(city), _) => format!(
                "Cour administrative d’appel de {}, n°\u{a0}{number}",
                capitalised(city)
            ),
            (_, Some(city)) => format!(
                "Tribunal administratif de {}, n°\u{a0}{number}",
                capitalised(city)
            ),
            _ => id.as_str().to_owned(),
        },
    }
}

fn capitalised(city: &str) -> String {
    city.split('-')
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(chars).collect()
            })
        })
        .collect::<Vec<_>>()
        .join("-")
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| {
            if at == 4 || at == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        })
}

/// The months as titles of texts write them.
pub(super) const MONTHS: [&str; 12] = [
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

/// A day `AAAA-MM-JJ` in words: "31 juillet 2014"; what is none stays as it is.
pub fn french_date(iso: &str) -> String {
    let month = iso
        .get(5..7)
        .and_then(|month| month.parse::<usize>().ok())
        .and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    let (Some(year), Some(month), Some(day)) = (iso.get(..4), month, iso.get(8..)) else {
        return iso.to_owned();
    };
    let day = day.trim_start_matches('0');
    let day = if day == "1" { "1er" } else { day };
    format!("{day}\u{a0}{month} {year}")
}
