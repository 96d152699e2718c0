//! Remarks on YAML: front matter and the site's YAML files.

use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::input::Span;

/// Kinds of fault in the writing itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SyntaxFault {
    /// A tab where YAML wants spaces.
    Tab,
    /// `titre: Achats : mode d’emploi`, a second colon in a text without quotes.
    Colon,
    /// A quotation mark that is never closed.
    Quote,
    /// A bracket or brace that is never closed, or one too many.
    Bracket,
    /// A character that YAML keeps for itself at the start of a text (`@`, `` ` ``, `%`, `&`, `*`…).
    Reserved,
    /// Lines that are not aligned.
    Indentation,
    /// Marks left by a merge.
    MergeConflict,
    /// `---` again: a second document.
    SecondDocument,
    /// A character that no text may hold.
    Control,
    /// Anything else.
    Other,
}

/// The text is not YAML.
pub fn syntax(span: Span, fault: SyntaxFault) -> Diagnostic {
    let (message, label, help) = match fault {
        SyntaxFault::Tab => (
            "une tabulation se trouve là où il faut des espaces",
            "tabulation",
            "Remplacez chaque tabulation par deux espaces.",
        ),
        SyntaxFault::Colon => (
            "ce texte contient « : » et n’est pas entre guillemets",
            "deux-points",
            "Entourez tout le texte de guillemets droits : titre: \"Achats : mode d’emploi\".",
        ),
        SyntaxFault::Quote => (
            "un guillemet ouvert n’est jamais fermé",
            "ouvert ici",
            "Ajoutez le guillemet fermant (\" ou ') à la fin du texte ; une apostrophe dans un texte entre ' se double (''). ",
        ),
        SyntaxFault::Bracket => (
            "un crochet ou une accolade n’est pas fermé, ou l’est deux fois",
            "ici",
            "Vérifiez que chaque [ a son ] et chaque { son }. Un texte qui commence par [ ou { se met entre guillemets droits.",
        ),
        SyntaxFault::Reserved => (
            "ce texte commence par un signe réservé",
            "signe réservé",
            "Entourez le texte de guillemets droits : \"@exemple\".",
        ),
        SyntaxFault::Indentation => (
            "cette ligne n’est pas alignée avec les autres",
            "ici",
            "Alignez les clés d’un même niveau sur la même colonne, avec deux espaces de plus par niveau, et un espace après chaque « : ».",
        ),
        SyntaxFault::MergeConflict => (
            "des marques de fusion sont restées dans le fichier",
            "marque de fusion",
            "Gardez la bonne version du passage et supprimez les lignes <<<<<<<, ======= et >>>>>>>.",
        ),
        SyntaxFault::SecondDocument => (
            "une seconde ligne « --- » ouvre un autre document",
            "ici",
            "Un fichier YAML du site ne contient qu’un document : supprimez cette ligne.",
        ),
        SyntaxFault::Control => (
            "un caractère invisible interdit se trouve ici",
            "caractère de contrôle",
            "Effacez ce caractère et retapez le mot.",
        ),
        SyntaxFault::Other => (
            "ce passage n’est pas du YAML valide",
            "ici",
            "Chaque ligne s’écrit « clé: valeur », avec un espace après le deux-points ; mettez entre guillemets droits un texte qui contient « : », « # » ou qui commence par un signe.",
        ),
    };
    Diagnostic::error("yaml", Place::Span(span), message)
        .label(label)
        .help(help.trim_end())
}

/// The text is nested deeper than `limit`.
pub fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "yaml-profondeur",
        Place::Span(span),
        format!("ce YAML est imbriqué sur plus de {limit} niveaux"),
    )
    .label("niveau de trop")
    .help("Simplifiez : les clés du site n’ont jamais plus de trois niveaux.")
}

/// The text is longer than `limit` bytes.
pub fn too_large(span: Span, what: &str, size: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "yaml-taille",
        Place::Span(span),
        format!("{what} occupe {} Kio ; la limite est de {} Kio", size.div_ceil(1024), limit / 1024),
    )
    .help("Déplacez le texte dans le corps de la fiche, ou répartissez les entrées entre plusieurs fichiers.")
}

/// Anchors and aliases that multiply, or a tag.
pub fn unsupported(span: Span) -> Diagnostic {
    Diagnostic::error(
        "yaml-renvois",
        Place::Span(span),
        "ce YAML emploie des renvois (& et *) démesurés ou des étiquettes (!)",
    )
    .help("Écrivez les valeurs en toutes lettres.")
}

/// One key twice in the same place.
pub fn duplicate_key(span: Span, first: Span, key: &str) -> Diagnostic {
    Diagnostic::error(
        "cle-double",
        Place::Span(span),
        format!("la clé « {key} » est écrite deux fois"),
    )
    .label("seconde fois")
    .related(first, "première fois")
    .help("Gardez une seule des deux lignes.")
}

/// A key nobody knows.
pub fn unknown_key(span: Span, key: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(key, known.iter().copied()) {
        Some(close) => format!("vouliez-vous dire « {close} » ?"),
        None => format!("Clés possibles : {}.", known.join(", ")),
    };
    Diagnostic::error(
        "cle-inconnue",
        Place::Span(span),
        format!("la clé « {key} » est inconnue"),
    )
    .label("clé inconnue")
    .help(help)
}

/// A key that is required and absent.
pub fn missing_key(span: Span, key: &str, example: &str) -> Diagnostic {
    Diagnostic::error(
        "cle-manquante",
        Place::Span(span),
        format!("la clé « {key} » manque"),
    )
    .label("à compléter")
    .help(format!("Ajoutez par exemple : {example}"))
}

/// A value of another type than the key's.
pub fn wrong_type(span: Span, key: &str, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::error("type-inattendu", Place::Span(span), format!("« {key} » attend {expected} ; ceci est {found}"))
        .label(match expected.strip_prefix("un") {
            Some(rest) => format!("{found}, au lieu d’un{rest}"),
            None => format!("{found}, au lieu de {expected}"),
        })
        .help(match expected {
            "un groupe de clés" if found == "un texte" => "Écrivez une clé par ligne, « clé: valeur », avec un espace après le deux-points.".to_owned(),
            "une liste" if key.ends_with(".yaml") => "Commencez chaque élément par « - », en début de ligne.".to_owned(),
            "une liste" => format!("Écrivez une ligne par élément, sous « {key}: », chacune commençant par « - »."),
            "oui ou non" => format!("Écrivez « {key}: true » ou « {key}: false »."),
            "un texte" => format!("Écrivez le texte sur la ligne, entre guillemets droits s’il contient « : » : {key}: \"…\"."),
            _ => format!("Remplacez cette valeur de « {key} » par {expected}."),
        })
}

/// A value outside those allowed.
pub fn unknown_value(span: Span, key: &str, value: &str, known: &[&str]) -> Diagnostic {
    let mut help = format!("Valeurs possibles : {}.", known.join(", "));
    if let Some(close) = nearest(value, known.iter().copied()) {
        help = format!("vouliez-vous dire « {close} » ? {help}");
    }
    Diagnostic::error(
        "valeur-inconnue",
        Place::Span(span),
        format!("« {key} » ne connaît pas la valeur « {value} »"),
    )
    .label("valeur inconnue")
    .help(help)
}

/// A date that is none.
pub fn bad_date(span: Span, key: &str, value: &str, why: &str, precise: bool) -> Diagnostic {
    let forms = if precise {
        "2026-01-12 (année-mois-jour)"
    } else {
        "2026, 2026-01 ou 2026-01-12"
    };
    Diagnostic::error(
        "date-impossible",
        Place::Span(span),
        format!("« {value} » n’est pas une date pour « {key} » : {why}"),
    )
    .label(why.to_owned())
    .help(format!("Écrivez la date sous la forme {forms}."))
}

/// A text or list that is too long.
pub fn too_many(span: Span, key: &str, count: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "trop-d-elements",
        Place::Span(span),
        format!("« {key} » contient {count} éléments ; la limite est de {limit}"),
    )
    .help("Répartissez-les entre plusieurs fiches.")
}
