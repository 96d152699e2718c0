//! Official addresses. Schemes that were seen in use; none is guessed.

use super::{LegalRef, Nature, TextId, Texts};
use std::fmt::Write;

/// Where a reference can be read officially: the article's search by number for a code (an article's own id names one
/// dated version and ages), the consolidated text for a law, EUR-Lex by CELEX number for European law. None when the
/// official id of the text is not known.
pub fn official_url(reference: &LegalRef, texts: &Texts) -> Option<String> {
    let id = reference.text();
    if let LegalRef::Article { article, .. } | LegalRef::Range { from: article, .. } = reference
        && id.nature() == Nature::Code
        && texts.get(id).is_some()
    {
        let number = article.as_str();
        let mut query = String::new();
        push_encoded(&format!("{number} {}", texts.title(id)), &mut query);
        return Some(format!(
            "https://www.legifrance.gouv.fr/search/code?tab_selection=code&searchField=ALL&query={query}&page=1&init=true"
        ));
    }
    text_url(id, texts)
}

/// Where a whole text can be read officially.
pub fn text_url(id: &TextId, texts: &Texts) -> Option<String> {
    let known = texts.get(id);
    if let Some(url) = known.and_then(|text| text.url.clone()) {
        return Some(url);
    }
    if let Some(official) = known.and_then(|text| text.official_id.as_deref()) {
        if official.starts_with("LEGITEXT") && id.nature() == Nature::Code {
            return Some(format!(
                "https://www.legifrance.gouv.fr/codes/texte_lc/{official}"
            ));
        }
        if official.starts_with("JORFTEXT") || official.starts_with("LEGITEXT") {
            return Some(format!("https://www.legifrance.gouv.fr/loda/id/{official}"));
        }
    }
    celex(id)
        .map(|celex| format!("https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:{celex}"))
}

/// The address of an article whose official id is known.
pub fn article_address(official_id: &str) -> String {
    if official_id.starts_with("JORFARTI") {
        format!("https://www.legifrance.gouv.fr/jorf/article_jo/{official_id}")
    } else {
        format!("https://www.legifrance.gouv.fr/codes/article_lc/{official_id}")
    }
}

/// Who publishes the text officially.
pub fn official_name(id: &TextId) -> &'static str {
    match id.nature() {
        Nature::Treaty | Nature::Directive | Nature::Regulation | Nature::EuropeanDecision => {
            "EUR-Lex"
        }
        Nature::Case if id.as_str().starts_with("cjue") || id.as_str().starts_with("ecli:EU") => {
            "EUR-Lex"
        }
        _ => "Légifrance",
    }
}

/// The CELEX number: 3, year, kind, number on four digits. Two-digit years are of the twentieth century; regulations
/// were numbered before their year until 2015.
fn celex(id: &TextId) -> Option<String> {
    let (kind, number) = id.as_str().split_once(':')?;
    if kind == "cjue" {
        let (letter, number) = number.split_once('-')?;
        let (number, year) = number.split_once('/')?;
        let court = match letter {
            "C" => "CJ",
            "T" => "TJ",
            _ => return None,
        };
        let number: u32 = number.parse().ok()?;
        return Some(format!("6{}{court}{number:04}", full_year(year)?));
    }
    let letter = match kind {
        "dir" => 'L',
        "regl" => 'R',
        "decision" => 'D',
        _ => return None,
    };
    let mut fields = number.split('/');
    let (first, second) = (fields.next()?, fields.next()?);
    let year_first = kind != "regl"
        || (first.len() == 4
            && first
                .parse::<u32>()
                .is_ok_and(|year| (2015..2100).contains(&year)));
    let (year, number) = if year_first {
        (first, second)
    } else {
        (second, first)
    };
    let number: u32 = number.parse().ok()?;
    Some(format!("3{}{letter}{number:04}", full_year(year)?))
}

fn full_year(year: &str) -> Option<String> {
    match year.len() {
        4 => Some(year.to_owned()),
        2 => year.parse::<u32>().ok().map(|short| {
            if short >= 50 {
                format!("19{short:02}")
            } else {
                format!("20{short:02}")
            }
        }),
        _ => None,
    }
}

/// Percent-encoding of a query value (WHATWG URL, application/x-www-form-urlencoded).
fn push_encoded(text: &str, out: &mut String) {
    for byte in text.replace('’', "'").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(byte.into()),
            b' ' => out.push('+'),
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn celex_numbers_follow_their_rule() {
        for (id, celex_number) in [
            ("dir:2014/24/UE", "32014L0024"),
            ("dir:89/665/CEE", "31989L0665"),
            ("regl:651/2014", "32014R0651"),
            ("regl:2016/679", "32016R0679"),
            ("regl:2023/2831", "32023R2831"),
            ("decision:2012/21/UE", "32012D0021"),
            ("cjue:C-461/20", "62020CJ0461"),
        ] {
            assert_eq!(celex(&TextId::new(id)).as_deref(), Some(celex_number));
        }
    }
}
