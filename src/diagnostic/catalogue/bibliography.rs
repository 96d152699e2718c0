//! Remarks on sources and citations.

use crate::diagnostic::{Diagnostic, Place};
use crate::input::Span;

/// A citation of a source that does not exist.
pub fn unknown_source(span: Span, id: &str, close: Option<&str>) -> Diagnostic {
    let help = match close {
        Some(close) => format!("vouliez-vous dire « {close} » ? Sinon, ajoutez-la à content/sources.yaml."),
        None => "Ajoutez-la à content/sources.yaml, ou à « sources » dans l’en-tête de la fiche.".to_owned(),
    };
    Diagnostic::error("source-inconnue", Place::Span(span), format!("la source « {id} » n’existe pas"))
        .label("citée ici")
        .help(help)
}

/// A citation that cannot be read.
pub fn bad_citation(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("citation", Place::Span(span), format!("la citation « [{written}] » est mal écrite"))
        .label("« @ » et un identifiant attendus")
        .help("Écrivez [@loi-ess], [@loi-ess, art. 1er] ou [@loi-ess ; @rtes-2019, p. 3].")
}

/// A source of the sheet's own that it never cites.
pub fn unused_source(span: Span, id: &str) -> Diagnostic {
    Diagnostic::warning("source-inutile", Place::Span(span), format!("la source « {id} » n’est citée nulle part dans cette fiche"))
        .label("jamais citée")
        .help(format!("Citez-la par « [@{id}] », ou retirez-la de l’en-tête."))
}

/// One id for two different sources.
pub fn source_twice(span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::error("source-double", Place::Span(span), format!("l’identifiant « {id} » désigne deux sources différentes"))
        .label("seconde définition")
        .related(first, "première définition")
        .help("Donnez à l’une des deux un autre identifiant.")
}

/// One source defined twice with the same data.
pub fn source_repeated(span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::warning("source-repetee", Place::Span(span), format!("la source « {id} » est définie deux fois"))
        .label("seconde fois")
        .related(first, "première fois")
        .help("Gardez une seule des deux entrées ; une source partagée se met dans content/sources.yaml.")
}

/// An id that cannot be cited.
pub fn bad_id(span: Span, id: &str) -> Diagnostic {
    Diagnostic::error("identifiant", Place::Span(span), format!("« {id} » ne convient pas comme identifiant de source"))
        .label("identifiant")
        .help("Employez des lettres, des chiffres et des traits d’union : « loi-ess », « rtes-2019 ».")
}

/// An address that is none, or that is not allowed.
pub fn bad_url(span: Span, url: &str) -> Diagnostic {
    Diagnostic::error("adresse-de-source", Place::Span(span), format!("« {url} » n’est pas une adresse de page"))
        .label("adresse attendue")
        .help("Écrivez une adresse complète qui commence par https:// ou http://.")
}

/// More shared sources than a site may have.
pub fn too_many_sources(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("trop-de-sources", Place::Span(span), format!("le site compte plus de {limit} sources partagées"))
        .label("première source de trop")
        .help("Retirez les sources que plus aucune fiche ne cite.")
}
