//! Words that name law, set as the theme sets them: numbers kept whole, "1er" with its raised letters.

use super::escape::push_text;
use crate::law::{Article, LegalRef, Nature, TextId, Texts};
use crate::typography::ordinals;

/// Writes plain words that may hold numbers of law: `L. 2113-15` becomes a `span.nb`, since browsers break lines after its
/// hyphen, and ordinals get their raised letters.
pub fn push_law_text(text: &str, out: &mut String) {
    ordinals::each(text, |piece, raised| {
        if raised {
            push_letters(piece, out);
        } else {
            push_numbers(piece, out);
        }
    });
}

/// Writes plain words whose ordinals get their raised letters: `1er`, `XXIe`.
pub fn push_raised(text: &str, out: &mut String) {
    ordinals::each(text, |piece, raised| {
        if raised {
            push_letters(piece, out);
        } else {
            push_text(piece, out);
        }
    });
}

fn push_letters(letters: &str, out: &mut String) {
    out.push_str("<sup>");
    out.push_str(letters);
    out.push_str("</sup>");
}

/// Writes plain words, the numbers of law among them kept whole.
fn push_numbers(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let mut written = 0;
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = number_end(bytes, at);
        let number = &text[at..end];
        if number.contains('-') || number.contains('/') {
            let start = number_start(text, at, written);
            push_text(&text[written..start], out);
            out.push_str("<span class=\"nb\">");
            push_text(&text[start..end], out);
            out.push_str("</span>");
            written = end;
        }
        at = end;
    }
    push_text(&text[written..], out);
}

/// [`push_law_text`] as a new string.
pub fn law_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    push_law_text(text, &mut out);
    out
}

/// End of the number that begins at `at`: digits, and hyphens, slashes or points between digits.
fn number_end(bytes: &[u8], at: usize) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = at;
    while digit(end) || (matches!(bytes.get(end), Some(b'-' | b'/' | b'.')) && digit(end + 1)) {
        end += 1;
    }
    // "2014/24/UE": who made a European text ends its number.
    let maker = ["/UE", "/CEE", "/CE"]
        .iter()
        .find(|maker| bytes[end..].starts_with(maker.as_bytes()));
    end + maker.map_or(0, |maker| maker.len())
}

/// Start of the number at `at` with the letters before it ("L. ", "R.* ", "LO"), not before `from`.
fn number_start(text: &str, at: usize, from: usize) -> usize {
    let head = &text[from..at];
    // The Court of justice numbers its cases "C-280/00".
    let trimmed = head.strip_suffix('-').unwrap_or(head);
    let trimmed = trimmed.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let trimmed = trimmed.trim_end_matches(['.', '*']);
    let letters = trimmed
        .bytes()
        .rev()
        .take_while(u8::is_ascii_uppercase)
        .count();
    let start = trimmed.len() - letters;
    let stands_alone = !trimmed[..start]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    if (1..=2).contains(&letters) && stands_alone {
        from + start
    } else {
        at
    }
}

/// How an article is named beside its text, as HTML: "L. 2113-15" for a code, "art. 1er" for a law.
pub fn article_label(article: &Article) -> String {
    let shown = article.display();
    let mut out = String::new();
    let lettered = shown.starts_with(|c: char| c.is_ascii_uppercase());
    if !lettered && !article.is_annex() {
        out.push_str("art.\u{a0}");
    }
    push_law_text(&shown, &mut out);
    out
}

/// How a reference is named beside its text, as HTML; empty for a whole text.
pub fn reference_label(reference: &LegalRef) -> String {
    match reference {
        LegalRef::Text(_) => String::new(),
        LegalRef::Article { article, .. } => article_label(article),
        LegalRef::Range { from, to, .. } => {
            format!("{} à {}", article_label(from), article_label(to))
        }
    }
}

/// Articles of one text named in few words, as HTML: "L. 2113-11 et L. 3 CCP", "art. 35 de la loi n° 2021-1104".
pub fn articles_of_text(articles: &[&Article], text: &TextId, texts: &Texts) -> String {
    let mut out = String::new();
    for (at, article) in articles.iter().enumerate() {
        out.push_str(match at {
            0 => "",
            _ if at + 1 == articles.len() => " et ",
            _ => ", ",
        });
        out.push_str(&article_label(article));
    }
    match abbreviation(texts, text) {
        Some(short) => {
            out.push(' ');
            push_law_text(&short, &mut out);
        }
        None => push_law_text(&of(&in_sentence(text, &texts.short(text))), &mut out),
    }
    out
}

/// A reference in its normal form, inside a sentence: "article L. 2113-15 du code de la commande publique", "articles 1er à 3
/// de la loi n° 2014-856 du 31 juillet 2014", "code du travail".
pub fn named_in_full(reference: &LegalRef, texts: &Texts) -> String {
    let text = in_sentence(reference.text(), &texts.name(reference.text()));
    match reference {
        LegalRef::Text(_) => text,
        LegalRef::Article { article, .. } => {
            format!("{}{}", article.named(), of(&text))
        }
        LegalRef::Range { from, to, .. } => {
            let of = of(&text);
            if from.is_annex() {
                return format!("{} à {}{of}", from.display(), to.display());
            }
            format!("articles {} à {}{of}", from.display(), to.display())
        }
    }
}

/// A name of `text` as it stands inside a sentence.
fn in_sentence(text: &TextId, name: &str) -> String {
    match text.nature() {
        Nature::Treaty if name.starts_with("Traité") => lower_first(name),
        // Names of their own keep their capital: the Constitution, the courts, charters.
        Nature::Constitution | Nature::Treaty | Nature::Case => name.to_owned(),
        _ => lower_first(name),
    }
}

/// " du code de la commande publique", " de la loi n° 2014-856", "de l’ordonnance n° 2015-899"; the gender is told by the first
/// word, and a name that begins with none of those follows a comma.
fn of(name: &str) -> String {
    let first = name.split([' ', '\u{a0}']).next().unwrap_or_default();
    match first.to_lowercase().as_str() {
        "code" | "décret" | "règlement" | "traité" | "préambule" | "livre" | "protocole" => {
            format!(" du {name}")
        }
        "loi" | "directive" | "décision" | "circulaire" | "constitution" | "charte"
        | "déclaration" | "convention" | "délibération" => format!(" de la {name}"),
        "ordonnance" | "instruction" | "arrêté" | "accord" | "acte" => format!(" de l’{name}"),
        _ => format!(", {name}"),
    }
}

/// `name` as it stands inside a sentence, with a small letter first: "code du travail", "loi n° 2014-856". An acronym keeps
/// its capitals.
pub fn lower_first(name: &str) -> String {
    // So the official data write it: "LOI organique n° 2009-1523".
    if let Some(rest) = name.strip_prefix("LOI ") {
        return format!("loi {rest}");
    }
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if !letters.as_str().starts_with(char::is_uppercase) => {
            format!("{}{}", first.to_lowercase(), letters.as_str())
        }
        _ => name.to_owned(),
    }
}

/// `name` as it begins a line or stands alone.
pub fn upper_first(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// The short name of a text when it is an abbreviation ("CCP", "C. trav."), not a whole title.
pub fn abbreviation(texts: &Texts, id: &TextId) -> Option<String> {
    let short = texts.short(id);
    (short.chars().count() <= 12 && short != texts.title(id)).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_have_a_normal_form() {
        let texts = Texts::known();
        for (entry, expected) in [
            (
                "L2113-15 CCP",
                "article L.\u{a0}2113-15 du code de la commande publique",
            ),
            (
                "L2113-15 à L2113-16 CCP",
                "articles L.\u{a0}2113-15 à L.\u{a0}2113-16 du code de la commande publique",
            ),
            (
                "article 1er de la loi n° 2014-856",
                "article 1er de la loi n°\u{a0}2014-856 du 31\u{a0}juillet 2014",
            ),
            (
                "article 2 de l’ordonnance n° 2015-899",
                "article 2 de l’ordonnance n°\u{a0}2015-899 du 23\u{a0}juillet 2015",
            ),
            (
                "article 20 de la directive 2014/24/UE",
                "article 20 de la directive 2014/24/UE",
            ),
            (
                "article 72 de la Constitution",
                "article 72 de la Constitution",
            ),
            (
                "article 106 du TFUE",
                "article 106 du traité sur le fonctionnement de l’Union européenne",
            ),
            (
                "loi organique n° 2009-1523",
                "loi organique n°\u{a0}2009-1523",
            ),
            ("CE n° 417580", "Conseil d’État, n°\u{a0}417580"),
        ] {
            let found = crate::law::parse_entry(entry, texts, None).expect(entry);
            let name = named_in_full(&found[0], texts);
            assert!(name.starts_with(expected), "{entry}: {name}");
        }
        assert_eq!(lower_first("CCAG-FCS"), "CCAG-FCS");
    }

    #[test]
    fn numbers_stay_whole() {
        for (text, expected) in [
            (
                "l’article L.\u{a0}2113-15 du CCP",
                "l’article <span class=\"nb\">L.\u{a0}2113-15</span> du CCP",
            ),
            ("L2113-15", "<span class=\"nb\">L2113-15</span>"),
            (
                "R.* 123-4 et D. 5-1-2.",
                "<span class=\"nb\">R.* 123-4</span> et <span class=\"nb\">D. 5-1-2</span>.",
            ),
            ("article 1er", "article 1<sup>er</sup>"),
            ("article 21er ou 1ère", "article 21er ou 1ère"),
            (
                "2e chambre, XXIe siècle, L. 1-2e",
                "2<sup>e</sup> chambre, XXI<sup>e</sup> siècle, <span class=\"nb\">L. 1-2</span>e",
            ),
            (
                "directive 2014/24/UE",
                "directive <span class=\"nb\">2014/24/UE</span>",
            ),
            (
                "aff. C-280/00, 12-3",
                "aff. <span class=\"nb\">C-280/00</span>, <span class=\"nb\">12-3</span>",
            ),
            ("de 2014-2015", "de <span class=\"nb\">2014-2015</span>"),
            (
                "SOL 12-3 <b>",
                "SOL <span class=\"nb\">12-3</span> &lt;b&gt;",
            ),
            ("page 12.", "page 12."),
        ] {
            assert_eq!(law_text(text), expected, "{text}");
        }
    }
}
