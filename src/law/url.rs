//! Official addresses. Schemes that were seen in use; none is guessed, and each says where it was seen.
//!
//! Légifrance has an address for each version of an article, by an id that only official data give; without it, its search by
//! number leads to the version in force. European law has its own identifier (ELI), else its CELEX number.

use super::{Article, LegalRef, Nature, TextId, Texts};
use std::fmt::Write;

/// Where a reference can be read officially: the article's search by number for a code (an article's own id names one
/// dated version and ages), the consolidated text for a law, EUR-Lex for European law, the decision for a court. None when no
/// address is sure.
///
/// ```
/// use reperess::law::{Texts, parse_entry, url};
/// let texts = Texts::known();
/// let reference = &parse_entry("directive 2014/24/UE", texts, None).unwrap()[0];
/// assert_eq!(
///     url::official_url(reference, texts).unwrap(),
///     "https://eur-lex.europa.eu/eli/dir/2014/24/oj/fra"
/// );
/// ```
pub fn official_url(reference: &LegalRef, texts: &Texts) -> Option<String> {
    let id = reference.text();
    if let LegalRef::Article { article, .. } | LegalRef::Range { from: article, .. } = reference
        && id.nature() == Nature::Code
        && texts.get(id).is_some()
    {
        return Some(search(
            "code",
            &format!("{} {}", searched(article), texts.title(id)),
        ));
    }
    text_url(id, texts)
}

/// An article as one types it in a search: "L2113-15"; in words when it has no number, "annexe II".
fn searched(article: &Article) -> String {
    if article.as_str().bytes().any(|b| b.is_ascii_digit()) && !article.is_annex() {
        article.as_str().to_owned()
    } else {
        article.named().replace('\u{a0}', " ")
    }
}

/// Where a whole text can be read officially.
pub fn text_url(id: &TextId, texts: &Texts) -> Option<String> {
    let known = texts.get(id);
    if let Some(url) = known.and_then(|text| text.url.clone()) {
        return Some(url);
    }
    if let Some(official) = known.and_then(|text| text.official_id.as_deref()) {
        // A whole code: `/codes/texte_lc/LEGITEXT…`, as in Légifrance's own menu of codes in force.
        if official.starts_with("LEGITEXT") && id.nature() == Nature::Code {
            return Some(format!(
                "https://www.legifrance.gouv.fr/codes/texte_lc/{official}"
            ));
        }
        // A consolidated law, decree or order: `/loda/id/JORFTEXT…`, as in DISIC/MiNumEco and 139bercy/format-commande-publique.
        if official.starts_with("JORFTEXT") || official.starts_with("LEGITEXT") {
            return Some(format!("https://www.legifrance.gouv.fr/loda/id/{official}"));
        }
    }
    match id.nature() {
        Nature::Case => decision(id),
        Nature::Law | Nature::Ordinance | Nature::Decree | Nature::Order => {
            Some(search("all", &texts.name(id)))
        }
        _ => european(id),
    }
}

/// A search of Légifrance in one of its collections: `/search/code?tab_selection=code&searchField=ALL&query=…&page=1&init=true`,
/// the form that the Cour de cassation prints in its decisions (Judilibre, "visa"). Those of `all`, `juri` (judicial courts) and
/// `cetat` (administrative courts) are met with the same keys in public files.
fn search(collection: &str, words: &str) -> String {
    let mut query = String::new();
    push_encoded(&words.replace('\u{a0}', " "), &mut query);
    format!(
        "https://www.legifrance.gouv.fr/search/{collection}?tab_selection={collection}&searchField=ALL&query={query}&page=1&init=true"
    )
}

/// The address of a decision, by its number.
fn decision(id: &TextId) -> Option<String> {
    let (court, number) = id.as_str().split_once(':')?;
    match court.split('-').next().unwrap_or(court) {
        "cjue" => celex(id).map(|celex| by_celex(&celex)),
        // `?uri=ecli:ECLI:EU:C:2024:642`, as EUR-Lex itself gives it.
        "ecli" if number.starts_with("EU:") => Some(format!(
            "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=ecli:ECLI:{number}"
        )),
        "ecli" if number.starts_with("FR:CC:") => None,
        "ecli" if number.starts_with("FR:CC") => Some(search("juri", &format!("ECLI:{number}"))),
        "ecli" if number.starts_with("FR:") => Some(search("cetat", &format!("ECLI:{number}"))),
        "cass" | "ca" => Some(search("juri", number)),
        "ce" | "caa" | "ta" | "tc" => Some(search("cetat", number)),
        // `/decision/2013/2013681DC.htm`: the court's own site, as regardscitoyens/the-law-factory-parser follows it.
        "cc" => {
            let (year, rest) = number.split_once('-')?;
            let plain = rest.bytes().all(|b| b.is_ascii_alphanumeric());
            plain.then_some(())?;
            Some(format!(
                "https://www.conseil-constitutionnel.fr/decision/{}/{year}{rest}.htm",
                full_year(year)?
            ))
        }
        _ => None,
    }
}

/// EUR-Lex by CELEX number: `/legal-content/FR/TXT/?uri=CELEX:32014L0024`.
fn by_celex(celex: &str) -> String {
    format!("https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:{celex}")
}

/// EUR-Lex: by ELI for a directive, by CELEX for the rest, since the ELI of a regulation or decision says whether it is
/// delegated (`reg_del`), implementing (`reg_impl`) or neither, and its number does not.
///
/// `/eli/dir/2014/24/oj/fra`: European Legislation Identifier, Council conclusions 2017/C 441/05.
fn european(id: &TextId) -> Option<String> {
    let celex = celex(id)?;
    let directive = id.as_str().strip_prefix("dir:").and_then(|number| {
        let mut fields = number.split('/');
        let (year, number) = (full_year(fields.next()?)?, fields.next()?);
        Some(format!(
            "https://eur-lex.europa.eu/eli/dir/{year}/{number}/oj/fra"
        ))
    });
    Some(directive.unwrap_or_else(|| by_celex(&celex)))
}

/// The address of an article of a text of that `nature` whose official id is known: `/codes/article_lc/LEGIARTI…` for a code
/// (codegouvfr/documentation, CatalaLang/catleg), `/loda/article_lc/LEGIARTI…` for any other consolidated text,
/// `/jorf/article_jo/JORFARTI…` for an article as published (DISIC/MiNumEco).
pub fn article_address(official_id: &str, nature: Nature) -> String {
    let folder = if official_id.starts_with("JORFARTI") {
        "jorf/article_jo"
    } else if nature == Nature::Code {
        "codes/article_lc"
    } else {
        "loda/article_lc"
    };
    format!("https://www.legifrance.gouv.fr/{folder}/{official_id}")
}

/// Whether an official address leads to the text itself: false for a search for it.
pub fn is_exact(address: &str) -> bool {
    !address.starts_with("https://www.legifrance.gouv.fr/search/")
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
        Nature::Case if id.as_str().starts_with("cc:") => "le site du Conseil constitutionnel",
        _ => "Légifrance",
    }
}

/// The CELEX number: 3, year, kind, number on four digits. Years of two digits are those from 1950 to 2049. Regulations were
/// numbered before their year until 2014, and after it since: of "2015/92", which may be either, there is none.
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
    let year_first = if kind == "regl" {
        let may_be_late = first.len() == 4 && (2015..2036).contains(&first.parse().unwrap_or(0));
        let may_be_early = match second.len() {
            2 => second.parse::<u32>().is_ok_and(|year| year >= 50),
            4 => (1950..2015).contains(&second.parse().unwrap_or(0)),
            _ => false,
        };
        if may_be_late == may_be_early {
            return None;
        }
        may_be_late
    } else {
        true
    };
    let (year, number) = if year_first {
        (first, second)
    } else {
        (second, first)
    };
    let number: u32 = number.parse().ok()?;
    Some(format!("3{}{letter}{number:04}", full_year(year)?))
}

/// A year of two or four digits in four.
pub(super) fn full_year(year: &str) -> Option<String> {
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
    fn regulations_are_numbered_before_their_year_then_after() {
        for (id, number) in [
            ("regl:2016/679", Some("32016R0679")),
            ("regl:2073/2005", Some("32005R2073")),
            ("regl:2037/2000", Some("32000R2037")),
            ("regl:1407/2013", Some("32013R1407")),
            ("regl:2081/92", Some("31992R2081")),
            ("regl:2019/12", Some("32019R0012")),
            ("regl:2015/92", None),
            ("regl:2018/2001", None),
            ("dir:92/50/CEE", Some("31992L0050")),
        ] {
            assert_eq!(celex(&TextId::new(id)).as_deref(), number, "{id}");
        }
    }

    #[test]
    fn decisions_and_texts_have_an_official_address() {
        let texts = Texts::known();
        for (id, address) in [
            (
                "cc:2003-473DC",
                "https://www.conseil-constitutionnel.fr/decision/2003/2003473DC.htm",
            ),
            (
                "cc:71-44DC",
                "https://www.conseil-constitutionnel.fr/decision/1971/7144DC.htm",
            ),
            (
                "cjue:C-280/00",
                "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:62000CJ0280",
            ),
            (
                "regl:2016/679",
                "https://eur-lex.europa.eu/eli/reg/2016/679/oj/fra",
            ),
            (
                "dir:89/665/CEE",
                "https://eur-lex.europa.eu/eli/dir/1989/665/oj/fra",
            ),
            (
                "loi:2014-856",
                "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000029313296",
            ),
            (
                "ccp",
                "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019",
            ),
        ] {
            assert_eq!(
                text_url(&TextId::new(id), texts).as_deref(),
                Some(address),
                "{id}"
            );
        }
    }

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
