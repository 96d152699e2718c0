//! Remarks on sources and citations.

use crate::diagnostic::{Diagnostic, Place};
use crate::input::Span;

/// A citation of a source that does not exist.
pub fn unknown_source(span: Span, id: &str, close: Option<&str>) -> Diagnostic {
    let help = match close {
        Some(close) => {
            format!("vouliez-vous dire « {close} » ? Sinon, ajoutez-la à content/sources.yaml.")
        }
        None => "Ajoutez-la à content/sources.yaml, ou à « sources » dans l’en-tête de la fiche."
            .to_owned(),
    };
    Diagnostic::error(
        "source-inconnue",
        Place::Span(span),
        format!("la source « {id} » n’existe pas"),
    )
    .label("citée ici")
    .help(help)
}

/// `@id` in a sentence, one letter away from a source.
pub fn near_source(span: Span, id: &str, close: &str) -> Diagnostic {
    Diagnostic::warning(
        "source-proche",
        Place::Span(span),
        format!("« @{id} » n’est pas une source, mais ressemble à « {close} »"),
    )
    .label("laissé tel quel")
    .help(format!(
        "Écrivez « @{close} » pour citer cette source, ou « \\@{id} » pour garder ces mots."
    ))
}

/// A citation that cannot be read.
pub fn bad_citation(span: Span, written: &str) -> Diagnostic {
    let written = shortened(written);
    Diagnostic::error(
        "citation",
        Place::Span(span),
        format!("la citation « [{written}] » est mal écrite"),
    )
    .label("« @ » et un identifiant attendus")
    .help("Écrivez [@loi-ess], [@loi-ess, art. 1er] ou [@loi-ess ; @rtes-2019, p. 3].")
}

/// A citation that names two sources without a semicolon between them.
pub fn citation_without_semicolon(span: Span, written: &str) -> Diagnostic {
    let written = shortened(written);
    Diagnostic::error(
        "citation",
        Place::Span(span),
        format!("un point-virgule manque dans la citation « [{written}] »"),
    )
    .label("« ; » attendu avant cette source")
    .help("Séparez les sources d’une même note par « ; » : [@loi-ess ; @rtes-2019, p. 3].")
}

/// A source of the sheet's own that it never cites.
pub fn unused_source(span: Span, id: &str) -> Diagnostic {
    Diagnostic::warning(
        "source-inutile",
        Place::Span(span),
        format!("la source « {id} » n’est citée nulle part dans cette fiche"),
    )
    .label("jamais citée")
    .help(format!(
        "Citez-la par « [@{id}] », ou retirez-la de l’en-tête."
    ))
}

/// One id for two different sources.
pub fn source_twice(span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        "source-double",
        Place::Span(span),
        format!("l’identifiant « {id} » désigne deux sources différentes"),
    )
    .label("seconde définition")
    .related(first, "première définition")
    .help("Donnez à l’une des deux un autre identifiant.")
}

/// One source defined twice with the same data.
pub fn source_repeated(span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::warning(
        "source-repetee",
        Place::Span(span),
        format!("la source « {id} » est définie deux fois"),
    )
    .label("seconde fois")
    .related(first, "première fois")
    .help(
        "Gardez une seule des deux entrées ; une source partagée se met dans content/sources.yaml.",
    )
}

/// An id that cannot be cited.
pub fn bad_id(span: Span, id: &str) -> Diagnostic {
    let id = shortened(id);
    Diagnostic::error("identifiant", Place::Span(span), format!("« {id} » ne convient pas comme identifiant de source"))
        .label("identifiant")
        .help("Employez des lettres, des chiffres et des traits d’union, sans espace : « loi-ess », « rtes-2019 ».")
}

/// A source without an id.
pub fn missing_id(span: Span) -> Diagnostic {
    Diagnostic::error("cle-manquante", Place::Span(span), "la clé « id » manque à cette source")
        .label("source sans identifiant")
        .help("Ajoutez par exemple « id: loi-ess » : c’est le nom que citent les fiches, par « [@loi-ess] ».")
}

/// A date that is none.
pub fn bad_date(span: Span, key: &str, value: &str, why: &str) -> Diagnostic {
    let value = shortened(value);
    Diagnostic::error("date-impossible", Place::Span(span), format!("« {value} » n’est pas une date pour « {key} » : {why}"))
        .label(why.to_owned())
        .help("Écrivez la date sous la forme 2026, 2026-01, 2026-01-12 ou \"2026, T1\" ; laissez la clé vide si elle est inconnue.")
}

/// An address that no browser would open.
pub fn bad_url(span: Span, url: &str) -> Diagnostic {
    let url = shortened(url);
    Diagnostic::error("adresse-de-source", Place::Span(span), format!("« {url} » n’est pas une adresse de page (clé « url »)"))
        .label("adresse mal formée")
        .help("Copiez l’adresse depuis la barre du navigateur : elle commence par https:// et ne contient pas d’espace.")
}

/// An address without `https://`.
pub fn url_without_scheme(span: Span, url: &str) -> Diagnostic {
    let url = shortened(url);
    let whole = if url.starts_with("10.") {
        format!("https://doi.org/{url}")
    } else {
        format!("https://{url}")
    };
    Diagnostic::error(
        "adresse-de-source",
        Place::Span(span),
        format!("l’adresse « {url} » est incomplète (clé « url »)"),
    )
    .label("https:// manque")
    .help(format!(
        "Écrivez l’adresse complète, par exemple « {whole} »."
    ))
}

/// An address with a scheme that is not allowed.
pub fn refused_scheme(span: Span, scheme: &str) -> Diagnostic {
    let scheme = shortened(scheme);
    Diagnostic::error(
        "adresse-refusee",
        Place::Span(span),
        format!("une source ne peut pas mener à une adresse « {scheme}: » (clé « url »)"),
    )
    .label("adresse refusée")
    .help("Seules les adresses qui commencent par https:// ou http:// sont publiées.")
}

/// A file of sources in a format that is not read.
pub fn unknown_format(path: &str) -> Diagnostic {
    Diagnostic::error(
        "format-de-sources",
        Place::File(path.to_owned()),
        "ce fichier de sources n’est pas au format YAML",
    )
    .help(
        "Les sources partagées s’écrivent dans un fichier « .yaml » : voyez content/sources.yaml.",
    )
}

/// A file of sources that has none.
pub fn no_sources(path: &str) -> Diagnostic {
    Diagnostic::warning(
        "fichier-vide",
        Place::File(path.to_owned()),
        "ce fichier ne contient aucune source",
    )
    .help("Ajoutez-y des sources, ou supprimez-le.")
}

/// More authors than a source may have.
pub fn too_many_authors(span: Span, count: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "trop-d-elements",
        Place::Span(span),
        format!("cette source a {count} auteurs ; la limite est de {limit}"),
    )
    .label("premier auteur de trop")
    .help("Gardez les premiers, ou l’organisme qui publie.")
}

/// More shared sources than a site may have.
pub fn too_many_sources(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "trop-de-sources",
        Place::Span(span),
        format!("le site compte plus de {limit} sources partagées"),
    )
    .label("première source de trop")
    .help("Retirez les sources que plus aucune fiche ne cite.")
}

/// What an editor wrote, cut where it is too long to be read in a message.
fn shortened(written: &str) -> String {
    const MAX_SHOWN: usize = 80;
    match written.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written.to_owned(),
    }
}

/// Why a style of citation cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StyleFault {
    /// No XML.
    NotXml,
    /// A document type.
    Doctype,
    /// Another kind of document.
    NotAStyle,
    /// It only names another style.
    Dependent,
    /// Elements too deep.
    TooDeep,
    /// Too many elements once the macros are written out.
    TooLong,
    /// A macro that does not exist.
    UnknownMacro(String),
    /// A macro that calls itself.
    CircularMacro(String),
    /// No `citation`.
    NoCitation,
    /// An element or a value that CSL does not know.
    Element(String),
}

/// The style of citation that the site brings cannot be used.
pub fn bad_style(span: Span, fault: &StyleFault) -> Diagnostic {
    const AGAIN: &str = "Téléchargez de nouveau le style, ou choisissez un des styles fournis : apa, iso690, juridique.";
    let (message, label, help) = match fault {
        StyleFault::NotXml => (
            "ce style de citation n’est pas du XML bien formé".to_owned(),
            "ici",
            AGAIN,
        ),
        StyleFault::Doctype => (
            "un style de citation ne déclare pas de type de document".to_owned(),
            "DOCTYPE",
            "Retirez cette ligne.",
        ),
        StyleFault::NotAStyle => (
            "ce fichier n’est pas un style CSL".to_owned(),
            "« style » attendu",
            AGAIN,
        ),
        StyleFault::Dependent => (
            "ce style n’est qu’un renvoi vers un autre".to_owned(),
            "style dépendant",
            "Enregistrez le style auquel il renvoie (son adresse est dans « link rel=\"independent-parent\" ») et nommez celui-là.",
        ),
        StyleFault::TooDeep => (
            "les éléments de ce style sont trop imbriqués".to_owned(),
            "plus de 64 niveaux",
            AGAIN,
        ),
        StyleFault::TooLong => (
            "ce style compte trop d’éléments, une fois ses macros développées".to_owned(),
            "plus de 20 000 éléments",
            AGAIN,
        ),
        StyleFault::UnknownMacro(name) => (
            format!(
                "ce style appelle une macro qui n’existe pas : « {} »",
                shortened(name)
            ),
            "macro inconnue",
            "Corrigez son nom, ou définissez-la par <macro name=\"…\">.",
        ),
        StyleFault::CircularMacro(name) => (
            format!(
                "la macro « {} » finit par s’appeler elle-même",
                shortened(name)
            ),
            "macro circulaire",
            "Retirez l’appel qui ferme la boucle.",
        ),
        StyleFault::NoCitation => (
            "ce style n’a pas de partie « citation »".to_owned(),
            "« citation » attendue",
            AGAIN,
        ),
        StyleFault::Element(name) => (
            format!(
                "ce style n’est pas conforme à CSL 1.0.2 : « {} »",
                shortened(name)
            ),
            "élément ou valeur refusés",
            AGAIN,
        ),
    };
    Diagnostic::error("style-citation", Place::Span(span), message)
        .label(label)
        .help(help)
}
