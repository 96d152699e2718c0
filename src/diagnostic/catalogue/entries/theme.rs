//! Entries of the catalogue on the theme.

use super::{Entry, Example};

/// By code.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "gabarit-en-echec",
        meaning: "Un gabarit du thème n’a pas pu faire une page\u{a0}: il emploie une donnée qui n’existe pas, ou ne finit pas.",
        wrong: Example::Files(&[(
            "themes/default/templates/fiche.html",
            "{{ inconnu.titre }}\n",
        )]),
        right: "{% extends \"defaut/fiche.html\" %}\n",
    },
    Entry {
        code: "gabarit-illisible",
        meaning: "Un gabarit du thème est mal écrit.",
        wrong: Example::Files(&[("themes/default/templates/fiche.html", "{% if fiche %}\n")]),
        right: "{% extends \"defaut/fiche.html\" %}\n",
    },
    Entry {
        code: "theme-inconnu",
        meaning: "Le thème demandé n’a pas de dossier.",
        wrong: Example::Files(&[("site.yaml", "theme: mon-theme\n")]),
        right: "titre: Mes guides\n",
    },
];
