//! Remarks on the theme: its folder, its templates.

use crate::diagnostic::{Diagnostic, Place};

/// The theme that was asked for has no folder.
pub fn unknown_theme(name: &str) -> Diagnostic {
    let name = shown(name);
    Diagnostic::error(
        "theme-inconnu",
        Place::Site,
        format!("le thème «\u{a0}{name}\u{a0}» n’existe pas"),
    )
    .help(format!(
        "Commencez-le par «\u{a0}reperess theme extraire {name}\u{a0}», ou mettez dans themes/{name}/ ce qui change, sous templates/ et \
         static/\u{a0}: le reste vient du thème par défaut. Ou retirez «\u{a0}theme\u{a0}» de site.yaml."
    ))
}

/// A template cannot be used.
pub fn template_unreadable(place: Place, template: &str, reason: &str) -> Diagnostic {
    Diagnostic::error(
        "gabarit-illisible",
        place,
        format!("le gabarit «\u{a0}{}\u{a0}» est refusé\u{a0}: {reason}", shown(template)),
    )
    .label("ici")
    .help("Corrigez-le, ou retirez ce fichier pour revenir à celui du thème par défaut\u{a0}; docs/themes.md décrit les gabarits.")
}

/// A template failed while a page was made.
pub fn template_failed(
    place: Place,
    template: &str,
    line: usize,
    reason: &str,
    subject: &str,
    others: usize,
) -> Diagnostic {
    let line = match line {
        0 => String::new(),
        line => format!(", ligne {line}"),
    };
    let others = match others {
        0 => String::new(),
        1 => " (et d’une autre page)".to_owned(),
        n => format!(" (et de {n} autres pages)"),
    };
    Diagnostic::error(
        "gabarit-en-echec",
        place,
        format!(
            "le gabarit «\u{a0}{}\u{a0}»{line} n’a pas pu faire la page de {}{others}\u{a0}: {reason}",
            shown(template),
            shown(subject)
        ),
    )
    .label("ici")
    .help("docs/themes.md donne les données que reçoit chaque gabarit.")
}

fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(120).collect()
}
