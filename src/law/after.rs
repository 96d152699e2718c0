//! The text that follows a list of articles: "du code du travail", "de la même loi", "CCP", "du présent contrat".

use super::date::year;
use super::find::TextMention;
use super::fold::Folded;
use super::name::{Named, from_tables, named, past_adjectives};
use super::{Nature, TextId, Texts};

/// What follows a list of articles.
pub(super) enum After {
    /// A text by its name.
    Named(Named),
    /// A text by other words, and the character after them.
    Text(TextMention, usize),
    /// What has articles and is no law: a contract, statutes, a newspaper.
    Contract(usize),
}

/// Reads what follows a list of articles that ends at `at`; only a code has `lettered` ones.
pub(super) fn text_after(f: &Folded, at: usize, lettered: bool, texts: &Texts) -> Option<After> {
    let mut here = f.skip_comma(past_state(f, at));
    // "l’« article 2 » du code"
    if f.at(here) == b'"' && past_tie(f, f.skip_spaces(here + 1)).is_some() {
        here = f.skip_spaces(here + 1);
    }
    let bracket = f.at(here) == b'(';
    if bracket {
        here = f.skip_spaces(here + 1);
    }
    let first = f.at(here);
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    if matches!(first, b'd' | b'a') {
        if let Some((nature, end)) = same(f, here) {
            return Some(After::Text(
                TextMention::Inferred(nature),
                past_adjectives(f, end),
            ));
        }
        if let Some(next) = past_tie(f, here) {
            return tied(f, here, next, lettered, MAX_DIVISIONS, texts);
        }
    }
    if !lettered
        && f.any(
            here,
            &[
                "ci-dessus",
                "ci-dessous",
                "ci-apres",
                "ci-avant",
                "infra",
                "supra",
                "plus haut",
                "plus bas",
            ],
        )
        .is_some()
    {
        return Some(After::Contract(here));
    }
    let attached = from_tables(f, here, texts).or_else(|| {
        if first.is_ascii_digit() {
            None
        } else {
            named(f, here, texts)
        }
    });
    let Some(attached) = attached else {
        if !lettered && let Some(end) = contract_document(f, here) {
            return Some(After::Contract(end));
        }
        let end = dotted_code(f, here).filter(|_| lettered)?;
        return Some(After::Text(TextMention::Unknown, end));
    };
    if (bracket && f.at(attached.end) != b')') || (lettered && attached.id.nature() != Nature::Code)
    {
        return None;
    }
    let end = attached.end + usize::from(bracket);
    Some(After::Named(Named { end, ..attached }))
}

/// Most divisions between an article and its text: "du chapitre II du titre Ier du livre III de la partie…".
const MAX_DIVISIONS: usize = 8;

/// What follows "du", "de la", "de l'", "de", across at most so many `divisions` of a code.
fn tied(
    f: &Folded,
    here: usize,
    next: usize,
    lettered: bool,
    divisions: usize,
    texts: &Texts,
) -> Option<After> {
    let after_age = f
        .any(next, &["nouveau", "nouvel", "ancien", "ancienne"])
        .map_or(next, |end| f.skip_spaces(end));
    // "de la directive" of a European text may be introduced by its number alone.
    if let Some(named) = named(f, after_age, texts) {
        let end = past_adjectives(f, named.end);
        return Some(After::Named(Named { end, ..named }));
    }
    // "de la Déclaration" is that of 1789, by its capital.
    if let Some(end) = f.words(next, "declaration").filter(|_| f.is_upper(next))
        && f.any(
            f.skip_spaces(end),
            &["de", "des", "d", "du", "universelle", "prealable"],
        )
        .is_none()
    {
        return Some(After::Named(Named::of(TextId::new("ddhc"), end)));
    }
    if let Some(past) = past_division(f, next)
        && let Some(tie) = past_tie(f, past)
    {
        return match same(f, past) {
            Some((nature, end)) => Some(After::Text(
                TextMention::Inferred(nature),
                past_adjectives(f, end),
            )),
            None if divisions > 0 => tied(f, past, tie, lettered, divisions - 1, texts),
            None => None,
        };
    }
    for words in CONTRACTS {
        if let Some(end) = f.words(here, words) {
            return Some(After::Contract(end));
        }
    }
    for (word, nature) in BARE {
        let Some(end) = f.words(next, word) else {
            continue;
        };
        let end = past_adjectives(f, end);
        let follows = f.skip_spaces(end);
        // "de la loi de 2005"
        if let Some((year, end)) = f
            .words(follows, "de")
            .and_then(|past| year(f, f.skip_spaces(past)))
        {
            return Some(After::Text(TextMention::OfYear(nature, year), end));
        }
        // "de la loi de finances pour 1999": another one than the last named, and nobody knows which.
        if nature == Nature::Law && f.any(follows, &["de finances", "de financement"]).is_some() {
            return Some(After::Text(TextMention::OfYear(nature, String::new()), end));
        }
        // "du code couleur", "du règlement de la consultation", "de l'arrêté préfectoral" are other things.
        let other = match nature {
            Nature::Code | Nature::Regulation | Nature::Treaty => &[
                "de",
                "du",
                "des",
                "d",
                "interieur",
                "interieure",
                "couleur",
                "general",
                "financier",
                "departemental",
                "sanitaire",
                "europeen",
            ][..],
            Nature::Order => &["prefectoral", "municipal", "du", "de", "portant"],
            _ => &["dite", "pour", "relative", "relatif", "portant"],
        };
        if f.any(follows, other).is_some() {
            // "du code de la comande publique"
            let of = f.any(follows, &["de", "du", "des", "d"]).is_some();
            if lettered && nature == Nature::Code && of {
                return Some(After::Text(TextMention::Unknown, end));
            }
            return (!lettered).then_some(After::Contract(end));
        }
        return Some(After::Text(TextMention::Inferred(nature), end));
    }
    // "l'article L. 1 du CXX": a code that nobody knows is not to be guessed.
    if lettered
        && !f.is_upper(here)
        && let Some(end) = acronym(f, next)
    {
        return Some(After::Text(TextMention::Unknown, end));
    }
    // "l'article 8 du mémoire", "de la note", "du référentiel": whatever it is, it is not the law last named.
    (!lettered && of_something(f, here)).then_some(After::Contract(next))
}

/// Past two to eight capitals and figures, of which two letters at least: "CXX", "CPC2".
fn acronym(f: &Folded, at: usize) -> Option<usize> {
    let end = (at..at + 9).find(|i| !f.at(*i).is_ascii_alphanumeric())?;
    let letters = (at..end).filter(|i| f.at(*i).is_ascii_alphabetic()).count();
    let capitals = (at..end).all(|i| f.at(i).is_ascii_digit() || f.is_upper(i));
    let whole = f.ends_word(end) && !(f.at(end) == b'-' && f.at(end + 1).is_ascii_alphanumeric());
    (letters >= 2 && capitals && whole && f.at(at).is_ascii_alphabetic()).then_some(end)
}

/// Past the initials of a document of a contract: "art. 5 AE", "article 12 (CCAP)".
fn contract_document(f: &Folded, at: usize) -> Option<usize> {
    let end = acronym(f, at)?;
    CONTRACT_DOCUMENTS
        .iter()
        .any(|initials| f.words(at, initials) == Some(end))
        .then_some(end)
}

/// Whether such a document is named just before the article at `start`: "CCAP, art. 5", "du CCTP (article 3)", "le RC, à
/// l’article 4".
pub(super) fn follows_contract_document(f: &Folded, start: usize) -> bool {
    let at = f
        .preceded_by(start, "a l'")
        .or_else(|| f.preceded_by(start, "aux"));
    let before = f.before_spaces(at.unwrap_or(start));
    let end = match before.checked_sub(1).map(|sign| f.at(sign)) {
        Some(b',' | b'(') => before - 1,
        _ => before,
    };
    CONTRACT_DOCUMENTS.iter().any(|initials| {
        f.preceded_by(end, initials)
            .is_some_and(|start| (start..start + initials.len()).all(|i| f.is_upper(i)))
    })
}

/// Past "C. xyz.", an abbreviation of a code that no table knows.
fn dotted_code(f: &Folded, at: usize) -> Option<usize> {
    if !f.is_upper(at) {
        return None;
    }
    let word = f.prefix(at, "c. ")?;
    let end = (word..word + 14).find(|i| !f.at(*i).is_ascii_alphabetic())?;
    let small = (word..end).all(|i| !f.is_upper(i));
    (end - word >= 3 && small && f.ends_word(end)).then(|| end + usize::from(f.at(end) == b'.'))
}

/// Whether "du", "de la", "de l'" or "des" is followed by the noun that the article is of.
fn of_something(f: &Folded, here: usize) -> bool {
    let Some(next) = f
        .prefix(here, "de l'")
        .or_else(|| f.any(here, &["de la", "du", "des"]))
        .map(|end| f.skip_spaces(end))
    else {
        return false;
    };
    let other = [
        "fait", "moment", "coup", "seul", "premier", "plus", "cote", "ordre", "part",
    ];
    f.at(next).is_ascii_alphabetic() && f.any(next, &other).is_none()
}

/// Past "livre Ier", "titre II", "partie législative", "chapitre 3" and the space after, before the text that they divide.
fn past_division(f: &Folded, at: usize) -> Option<usize> {
    let end = f.any(at, &["livre", "titre", "chapitre", "section", "partie"])?;
    let word = f.skip_spaces(end);
    let past = f
        .any(
            word,
            &[
                "premier",
                "premiere",
                "legislative",
                "reglementaire",
                "preliminaire",
            ],
        )
        .or_else(|| {
            let end = (word..word + 8)
                .find(|i| !f.at(*i).is_ascii_alphanumeric())
                .filter(|end| *end > word)?;
            (f.is_upper(word) || f.at(word).is_ascii_digit()).then_some(end)
        })?;
    Some(f.skip_spaces(past))
}

/// Past "précité", "modifié", "nouveau", "in fine" after a number.
fn past_state(f: &Folded, at: usize) -> usize {
    let end = past_adjectives(f, at);
    let next = f.skip_spaces(end);
    let end = f
        .any(
            next,
            &["nouveau", "nouveaux", "ancien", "anciens", "in fine"],
        )
        .or_else(|| f.prefix(next, "anc."))
        .or_else(|| f.prefix(next, "nouv."))
        .unwrap_or(end);
    past_adjectives(f, end)
}

/// Past "du", "de la", "de l'", "au", and the space that follows.
fn past_tie(f: &Folded, here: usize) -> Option<usize> {
    let end = f
        .prefix(here, "de l'")
        .or_else(|| f.prefix(here, "a l'"))
        .or_else(|| f.prefix(here, "d'"))
        .or_else(|| f.any(here, &["de la", "du", "des", "de", "au", "a la"]))?;
    Some(f.skip_spaces(end))
}

/// Whether "du", "de la", "au", "dudit" or the like stands at `at`.
pub(super) fn tied_to_text(f: &Folded, at: usize) -> bool {
    matches!(f.at(at), b'd' | b'a') && (past_tie(f, at).is_some() || same(f, at).is_some())
}

/// "du même code", "dudit décret", "de cette loi", "du présent code", "de la directive précitée" are read here or as bare
/// words: the last text of a nature.
fn same(f: &Folded, at: usize) -> Option<(Nature, usize)> {
    let stem = [
        "du meme",
        "de la meme",
        "de ce meme",
        "de cette meme",
        "de ce",
        "de cette",
        "de cet",
        "dudit",
        "de ladite",
        "dud.",
        "des memes",
        "desdits",
        "de ces",
        "audit",
    ]
    .iter()
    .find_map(|stem| f.words(at, stem))
    .map(|end| f.skip_spaces(end))
    .map(|next| {
        f.any(next, &["premier", "dernier", "derniere"])
            .map_or(next, |end| f.skip_spaces(end))
    });
    let Some(next) = stem else {
        // A guide, a contract or an order speaks of itself as "présent"; only a code is quoted so.
        let next = f.skip_spaces(f.words(at, "du present")?);
        return f.words(next, "code").map(|end| (Nature::Code, end));
    };
    SAME.iter()
        .find_map(|(word, nature)| f.words(next, word).map(|end| (*nature, end)))
}

/// What "même", "cette" or "ladite" may introduce.
const SAME: [(&str, Nature); 16] = [
    ("codes", Nature::Code),
    ("code", Nature::Code),
    ("livre des procedures fiscales", Nature::Code),
    ("loi organique", Nature::Law),
    ("loi", Nature::Law),
    ("decret", Nature::Decree),
    ("ordonnance", Nature::Ordinance),
    ("arrete", Nature::Order),
    ("circulaire", Nature::Circular),
    ("directive", Nature::Directive),
    ("reglement", Nature::Regulation),
    ("decision", Nature::EuropeanDecision),
    ("traite", Nature::Treaty),
    ("charte", Nature::Treaty),
    ("convention europeenne", Nature::Treaty),
    ("declaration", Nature::Constitution),
];

/// Natures without anything that tells which.
const BARE: [(&str, Nature); 11] = [
    ("code", Nature::Code),
    ("loi organique", Nature::Law),
    ("loi", Nature::Law),
    ("decret", Nature::Decree),
    ("ordonnance", Nature::Ordinance),
    ("arrete", Nature::Order),
    ("circulaire", Nature::Circular),
    ("directive", Nature::Directive),
    ("reglement", Nature::Regulation),
    ("decision", Nature::EuropeanDecision),
    ("traite", Nature::Treaty),
];

/// The documents of a public contract, by their initials.
const CONTRACT_DOCUMENTS: [&str; 11] = [
    "ae", "aapc", "bpu", "ccag", "ccap", "cctg", "cctp", "crc", "dce", "dpgf", "rc",
];

/// What has articles and is no law.
const CONTRACTS: &[&str] = &[
    "du present",
    "de la presente",
    "des presentes",
    "des presents",
    "du contrat",
    "des contrats",
    "du ccap",
    "du cctp",
    "du ccag",
    "des ccag",
    "du cctg",
    "du ccp du",
    "du rc",
    "de l'ae",
    "des cgv",
    "des cgu",
    "des conditions",
    "du marche",
    "de l'accord-cadre",
    "des statuts",
    "du statut",
    "de nos statuts",
    "de ses statuts",
    "de la convention",
    "de cette convention",
    "de l'annexe",
    "du reglement interieur",
    "du reglement de",
    "du reglement du",
    "du reglement d'",
    "du reglement financier",
    "du reglement national",
    "du plu",
    "du plan",
    "de l'avenant",
    "de l'acte d'engagement",
    "du cahier",
    "de l'accord",
    "du bail",
    "du projet",
    "du lot",
    "des lots",
    "de l'ani",
    "de la ccn",
    "du texte",
    "de la deliberation",
    "de la resolution",
    "de la recommandation",
    "de l'appel",
    "de la norme",
    "de la notice",
    "de la police",
    "de la licence",
    "de la charte",
    "de notre",
    "de votre",
    "de mon",
    "de presse",
    "de journal",
    "de blog",
    "de fond",
    "de recherche",
    "de revue",
    "de doctrine",
    "de loi",
    "du journal",
    "du monde",
    "du quotidien",
    "du magazine",
    "du site",
    "du pacte",
    "du premier protocole",
    "du protocole",
    "du devis",
    "de l'association",
    "du guide",
    "du manuel",
    "de la proposition",
    "de l'avis",
    "du rapport",
    "du decret-type",
];
