//! Remarks on references to the law.

use crate::diagnostic::{Diagnostic, Place};
use crate::input::{FileId, Span};

/// The abbreviation of a code that nobody knows.
pub fn unknown_code(span: Span, written: &str, close: Option<&str>) -> Diagnostic {
    let help = match close {
        Some(close) => format!("vouliez-vous dire « {close} » ?"),
        None => {
            "Écrivez l’abréviation usuelle du code, par exemple CCP, CGCT ou C. trav.".to_owned()
        }
    };
    Diagnostic::error(
        "code-inconnu",
        Place::Span(span),
        format!("aucun texte n’a pour nom ou abréviation « {written} »"),
    )
    .label("texte inconnu")
    .help(help)
}

/// An entry of `articles:` that is no reference.
pub fn not_a_reference(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("reference-illisible", Place::Span(span), format!("« {written} » n’est pas une référence de droit"))
        .label("référence attendue")
        .help("Écrivez par exemple « L2113-15 CCP », « L2113-15 à L2113-16 CCP » ou « article 59 de la loi n° 2014-856 ».")
}

/// An article number that cannot be one.
pub fn bad_number(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        "numero-impossible",
        Place::Span(span),
        format!("« {written} » n’est pas un numéro d’article"),
    )
    .label("numéro impossible")
    .help("Un numéro d’article s’écrit par exemple « L2113-15 », « R*421-1 », « 9-1 » ou « 1er ».")
}

/// An article of the prose whose number cannot be one: it stays plain words.
pub fn impossible_number(span: Span, written: &str) -> Diagnostic {
    Diagnostic::warning(
        "numero-impossible",
        Place::Span(span),
        format!("« {written} » n’est pas un numéro d’article"),
    )
    .label("numéro impossible")
    .help("Vérifiez le numéro : le groupe le plus long d’un article de code a cinq chiffres. Ces mots ne sont ni liés ni indexés.")
}

/// An article that the code named with it cannot have; `close` is the code that was perhaps meant.
pub fn foreign_number(span: Span, number: &str, code: &str, close: Option<&str>) -> Diagnostic {
    let help = match close {
        Some(close) => format!("vouliez-vous dire «\u{a0}{close}\u{a0}»\u{202f}?"),
        None => "Vérifiez le numéro et le code. La référence est indexée comme elle est écrite."
            .to_owned(),
    };
    Diagnostic::warning(
        "numero-impossible",
        Place::Span(span),
        format!("aucun article ne peut porter le numéro «\u{a0}{number}\u{a0}» dans ce texte\u{a0}: {code}"),
    )
    .label("numéro impossible")
    .help(help)
}

/// A range of the prose from one text to another.
pub fn range_across_texts(span: Span, written: &str) -> Diagnostic {
    Diagnostic::warning(
        "intervalle-deux-textes",
        Place::Span(span),
        format!("« {written} » va d’un texte à un autre"),
    )
    .label("deux textes")
    .help("Seuls les deux articles nommés sont indexés. Citez à part les articles de chaque texte.")
}

/// A range of the prose that names its text at both ends.
pub fn range_named_twice(span: Span, written: &str) -> Diagnostic {
    Diagnostic::warning("intervalle-indetermine", Place::Span(span), format!("« {written} » nomme deux fois le même texte"))
        .label("intervalle")
        .help("Seuls les deux articles nommés sont indexés. Nommez le texte une seule fois, à la fin : « articles L. 2113-12 à L. 2113-16 du CCP ».")
}

/// A range of `articles:` from one text to another.
pub fn range_across_texts_declared(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        "intervalle-deux-textes",
        Place::Span(span),
        format!("« {written} » va d’un texte à un autre"),
    )
    .label("deux textes")
    .help("Faites une entrée pour les articles de chaque texte.")
}

/// An article without its text, in `articles:`.
pub fn entry_without_text(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("reference-sans-texte", Place::Span(span), format!("« {written} » ne dit pas de quel texte est l’article"))
        .label("de quel code ?")
        .help("Ajoutez l’abréviation du code après le numéro, ou la clé « code_par_defaut: CCP » à l’en-tête.")
}

/// A reference in the prose whose text could not be settled; `meant` is the code whose name was perhaps misspelt.
pub fn unresolved(span: Span, written: &str, meant: Option<&str>) -> Diagnostic {
    let help = match meant {
        Some(meant) => format!("vouliez-vous dire «\u{a0}{meant}\u{a0}»\u{202f}?"),
        None => "Nommez le code, ou ajoutez «\u{a0}code_par_defaut: CCP\u{a0}» à l’en-tête de la fiche. Si ce n’est pas un article de loi, écrivez «\u{a0}\\\u{a0}» devant.".to_owned(),
    };
    Diagnostic::warning(
        "reference-sans-texte",
        Place::Span(span),
        format!("«\u{a0}{written}\u{a0}»\u{a0}: on ne sait pas de quel texte est cet article"),
    )
    .label("de quel code\u{202f}?")
    .help(help)
}

/// A code that a sheet names after the bare articles that are taken for its own.
pub struct NamedLater {
    /// "Code de la commande publique".
    pub name: String,
    /// "CCP".
    pub short: String,
    /// Where it is named.
    pub at: Span,
    /// The line of that place.
    pub line: usize,
}

/// Bare articles, `count` in all, `written` at `span` the first, whose `codes` are only named after them; at least one code.
pub fn code_named_later(
    span: Span,
    written: &str,
    count: usize,
    codes: &[NamedLater],
) -> Diagnostic {
    let others = match count.saturating_sub(1) {
        0 => String::new(),
        1 => " et une autre référence".to_owned(),
        others => format!(" et {others} autres références"),
    };
    let first = codes.first();
    let named: Vec<String> = codes
        .iter()
        .map(|code| format!("{} (ligne\u{a0}{})", code.short, code.line))
        .collect();
    let remedy = match codes {
        [only] => format!(
            "Si c’est bien lui, écrivez « code_par_defaut: {} » à l’en-tête de la fiche. Sinon, nommez le code dès cet article.",
            only.short
        ),
        _ => format!(
            "Codes compris, d’après la suite : {}. Nommez le code dès la première fois, ou donnez le principal par « code_par_defaut » à l’en-tête.",
            named.join(", ")
        ),
    };
    let advice = Diagnostic::advice(
        "code-nomme-ensuite",
        Place::Span(span),
        format!(
            "« {written} »{others} : le code n’est nommé qu’ensuite, ligne\u{a0}{}",
            first.map_or(0, |code| code.line)
        ),
    )
    .label(first.map_or_else(String::new, |code| format!("compris : {}", code.name)))
    .help(remedy);
    codes.iter().fold(advice, |advice, code| {
        advice
            .related(code.at, "nommé ici")
            .fact("texte", code.short.clone())
    })
}

/// A text named by its number with a day that is not its own; `day` is the known one, in words.
pub fn other_day(span: Span, written: &str, day: &str) -> Diagnostic {
    Diagnostic::warning(
        "date-contradictoire",
        Place::Span(span),
        format!("« {written} » : ce texte est du {day}"),
    )
    .label("autre date")
    .help("La référence suit le numéro ou le nom du texte. Vérifiez les deux sur Légifrance, puis corrigez celui qui est faux.")
}

/// A text of `articles:` with a day that is not its own; `day` is the known one, in words.
pub fn other_day_declared(span: Span, written: &str, day: &str) -> Diagnostic {
    Diagnostic::error(
        "date-contradictoire",
        Place::Span(span),
        format!("« {written} » : ce texte est du {day}"),
    )
    .label("autre date")
    .help(
        "Vérifiez le numéro et la date sur Légifrance, puis corrigez celui des deux qui est faux.",
    )
}

/// A file of official data that cannot be read.
pub fn bad_official_data(
    file: FileId,
    text: &str,
    line: usize,
    why: &impl std::fmt::Display,
) -> Diagnostic {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    Diagnostic::error(
        "donnees-loi",
        Place::Span(Span::new(file, start..end)),
        format!("ces données officielles sont illisibles\u{a0}: {why}"),
    )
    .label("à cette ligne")
    .help("Ce fichier est écrit par « reperess loi importer »\u{a0}: importez-le de nouveau, ou supprimez-le.")
}

/// Where a file of official data says on which text it is: the line of its key `texte`.
pub fn text_of_data(file: FileId, text: &str) -> Span {
    let start = text.find("\"texte\"").unwrap_or(0);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    Span::new(file, start..end)
}

/// Official data on a code that nobody knows.
pub fn data_on_unknown_text(span: Span, written: &str, close: Option<&str>) -> Diagnostic {
    let help = match close {
        Some(close) => format!("vouliez-vous dire «\u{a0}{close}\u{a0}»\u{202f}?"),
        None => "Écrivez l’identifiant d’un texte connu, par exemple «\u{a0}ccp\u{a0}» ou «\u{a0}loi:2014-856\u{a0}», ou faites connaître ce texte dans content/articles.yaml.".to_owned(),
    };
    Diagnostic::warning(
        "donnees-sans-texte",
        Place::Span(span),
        format!("aucun texte n’a «\u{a0}{written}\u{a0}» pour identifiant\u{a0}: ces données officielles ne servent à rien"),
    )
    .label("texte inconnu")
    .help(help)
}

/// Two files of official data on one text.
pub fn data_twice(span: Span, first: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        "donnees-en-double",
        Place::Span(span),
        format!("deux fichiers de données officielles portent sur le même texte\u{a0}: {text}"),
    )
    .label("second fichier")
    .related(first, "premier fichier")
    .help("Gardez le plus récent et supprimez l’autre\u{a0}: deux fichiers ne se complètent pas. «\u{a0}reperess loi importer\u{a0}» réunit plusieurs sources en un seul.")
}

/// The code of [`unknown_article`].
pub const UNKNOWN_ARTICLE: &str = "article-inconnu";

/// An article that official data do not know, though they are complete.
pub fn unknown_article(span: Span, written: &str, text: &str, nearest: Option<&str>) -> Diagnostic {
    let help = match nearest {
        Some(nearest) => format!("vouliez-vous dire « {nearest} » ?"),
        None => "Vérifiez le numéro sur Légifrance.".to_owned(),
    };
    Diagnostic::error(
        UNKNOWN_ARTICLE,
        Place::Span(span),
        format!("l’article {written} n’existe pas ({text})"),
    )
    .label("article inconnu")
    .help(help)
}

/// More law in one sheet than a build can index in time.
pub fn too_many_references(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "trop-de-references",
        Place::Span(span),
        format!("cette fiche cite plus de {limit} articles, ceux des intervalles compris"),
    )
    .label("première référence de trop")
    .help("Répartissez le texte entre plusieurs fiches.")
}

/// A range whose ends are in the wrong order.
pub fn reversed_range(span: Span, written: &str) -> Diagnostic {
    Diagnostic::warning(
        "intervalle-renverse",
        Place::Span(span),
        format!("« {written} » commence par la fin"),
    )
    .label("ordre inverse")
    .help("Écrivez d’abord le plus petit numéro. Seuls les deux articles nommés sont indexés.")
}

/// A range of more articles than `limit`.
pub fn long_range(span: Span, written: &str, limit: u32) -> Diagnostic {
    Diagnostic::warning(
        "intervalle-trop-long",
        Place::Span(span),
        format!("« {written} » désigne plus de {limit} articles"),
    )
    .label("intervalle trop long")
    .help("Seuls les deux articles nommés sont indexés. Vérifiez les numéros, ou citez la partie du code par son nom.")
}

/// A range whose articles between its ends cannot be told.
pub fn unexpandable_range(span: Span, written: &str) -> Diagnostic {
    Diagnostic::warning(
        "intervalle-indetermine",
        Place::Span(span),
        format!("« {written} » : on ne peut pas dire quels articles se trouvent entre ces deux-là"),
    )
    .label("intervalle")
    .help("Seuls les deux articles nommés sont indexés. Citez les autres un à un s’ils comptent.")
}

/// `{loi: …}` that names no reference.
pub fn bad_forced(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        "reference-forcee",
        Place::Span(span),
        format!("« {{loi: {written}}} » ne nomme pas une référence connue"),
    )
    .label("référence attendue")
    .help("Écrivez par exemple « {loi: ccp L2113-15} » ou « {loi: loi 2014-856 art. 59} ».")
}

/// `articles.yaml` describes one article or text twice.
pub fn fact_twice(span: Span, first: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        "article-double",
        Place::Span(span),
        format!("« {written} » est décrit deux fois"),
    )
    .label("seconde fois")
    .related(first, "première fois")
    .help("Gardez une seule des deux entrées.")
}

/// `articles.yaml` gives one name to two texts.
pub fn name_taken(span: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "nom-deja-pris",
        Place::Span(span),
        format!("« {name} » désigne déjà un autre texte"),
    )
    .label("second texte de ce nom")
    .related(first, "premier texte de ce nom")
    .help("Un nom ou une abréviation ne désigne qu’un texte : gardez-le à l’un des deux.")
}

/// `articles.yaml` gives a text the name by which another is known.
pub fn name_known(span: Span, name: &str, text: &str) -> Diagnostic {
    Diagnostic::warning("nom-deja-connu", Place::Span(span), format!("« {name} » désigne d’ordinaire un autre texte : {text}"))
        .label("nom connu")
        .help("Ce nom désigne désormais votre texte dans tout le site. Si ce n’est pas voulu, choisissez-en un autre.")
}

/// `articles.yaml` gives one official id to two articles or texts.
pub fn official_id_twice(span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        "identifiant-double",
        Place::Span(span),
        format!("l’identifiant « {id} » est donné deux fois"),
    )
    .label("seconde fois")
    .related(first, "première fois")
    .help("Chaque article et chaque texte a le sien : vérifiez-les sur Légifrance.")
}

/// `articles.yaml` gives an article the id of a text, or a text that of an article.
pub fn official_id_of_another_kind(span: Span, id: &str, expected: &str) -> Diagnostic {
    Diagnostic::error("identifiant-officiel", Place::Span(span), format!("« {id} » n’est pas l’identifiant d’un {expected}"))
        .label("autre sorte d’identifiant")
        .help("Celui d’un article commence par LEGIARTI ou JORFARTI, celui d’un texte par LEGITEXT ou JORFTEXT.")
}

/// `articles.yaml` says otherwise than the known tables.
pub fn contradicts_tables(span: Span, key: &str, text: &str, known: &str) -> Diagnostic {
    Diagnostic::warning("tables-contredites", Place::Span(span), format!("{text} a déjà pour {key} « {known} »"))
        .label("autre valeur")
        .help("Vérifiez-la sur Légifrance. Si celle de l’outil est juste, retirez cette clé ; sinon, signalez-le.")
}

/// A key of `articles.yaml` that says nothing of such an entry.
pub fn key_without_effect(span: Span, key: &str, entry: &str) -> Diagnostic {
    Diagnostic::warning("cle-sans-effet", Place::Span(span), format!("la clé « {key} » ne dit rien d’un {entry}"))
        .label("clé sans effet")
        .help("Un article a « titre », « id » et « note » ; un texte « nom », « noms », « id » et « url ».")
}

/// An official id that is none.
pub fn bad_official_id(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("identifiant-officiel", Place::Span(span), format!("« {written} » n’est pas un identifiant officiel"))
        .label("identifiant attendu")
        .help("Copiez-le depuis l’adresse de Légifrance : LEGIARTI…, LEGITEXT… ou JORFTEXT… suivi de douze chiffres.")
}

/// `articles.yaml` names a text without its article where an article is expected, or a range.
pub fn one_article_expected(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("article-attendu", Place::Span(span), format!("« {written} » ne désigne pas un seul article"))
        .label("un article attendu")
        .help("Écrivez un article et son code, par exemple « L2113-15 CCP » ; pour un texte entier, employez la clé « texte ».")
}
