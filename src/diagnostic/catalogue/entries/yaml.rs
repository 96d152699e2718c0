//! Entries of the catalogue on YAML: front matter and the site's YAML files.

use super::{Entry, Example};

/// By code.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "cle-double",
        meaning: "Une clé est écrite deux fois au même endroit\u{a0}: on ne sait pas laquelle compte.",
        wrong: Example::Front("date: 2026-01\ndate: 2026-02"),
        right: "date: 2026-02",
    },
    Entry {
        code: "cle-inconnue",
        meaning: "Une clé n’existe pas, le plus souvent à cause d’une lettre ou d’un «\u{a0}s\u{a0}» oublié.",
        wrong: Example::Front("auteur: RTES"),
        right: "auteurs:\n  - RTES",
    },
    Entry {
        code: "cle-manquante",
        meaning: "Une clé obligatoire n’est pas écrite.",
        wrong: Example::Files(&[(
            "content/glossaire.yaml",
            "- sigle: IAE\n  definition: Un accompagnement vers l’emploi.\n",
        )]),
        right: "- sigle: IAE\n  terme: Insertion par l’activité économique\n  definition: Un accompagnement vers l’emploi.\n",
    },
    Entry {
        code: "date-impossible",
        meaning: "Une date n’est pas écrite comme il faut, ou n’existe pas dans le calendrier.",
        wrong: Example::Front("date: 01/02/2026"),
        right: "date: 2026-02-01",
    },
    Entry {
        code: "trop-d-elements",
        meaning: "Une liste est plus longue que ce que l’outil lit en un temps raisonnable.",
        wrong: Example::Told(
            "une fiche dont «\u{a0}themes\u{a0}» a plus de 1 000 lignes, ou une source qui a plus de 100 auteurs.",
        ),
        right: "Gardez les éléments utiles, ou répartissez-les entre plusieurs fiches.",
    },
    Entry {
        code: "type-inattendu",
        meaning: "La valeur d’une clé n’est pas de la sorte attendue\u{a0}: un texte au lieu d’une liste, une liste au lieu d’un texte.",
        wrong: Example::Front("auteurs: RTES"),
        right: "auteurs:\n  - RTES",
    },
    Entry {
        code: "valeur-inconnue",
        meaning: "Une clé qui n’admet que quelques valeurs en a une autre.",
        wrong: Example::Front("type: guide"),
        right: "type: fiche",
    },
    Entry {
        code: "yaml",
        meaning: "L’en-tête ou le fichier ne peut pas être lu\u{a0}: un deux-points, un guillemet, une tabulation ou un alignement l’en empêche.",
        wrong: Example::Front("resume: Les achats : mode d’emploi"),
        right: "resume: \"Les achats : mode d’emploi\"",
    },
    Entry {
        code: "yaml-profondeur",
        meaning: "Des listes ou des groupes sont rangés les uns dans les autres sur plus de cent niveaux.",
        wrong: Example::Told(
            "cent crochets ouvrants à la suite\u{a0}: «\u{a0}themes: [[[[[…\u{a0}».",
        ),
        right: "Simplifiez\u{a0}: les clés du site n’ont jamais plus de trois niveaux.",
    },
    Entry {
        code: "yaml-renvois",
        meaning: "Le fichier emploie des écritures de YAML que l’outil refuse\u{a0}: étiquettes («\u{a0}!\u{a0}») ou renvois qui se multiplient.",
        wrong: Example::Front("resume: !texte Une fiche."),
        right: "resume: \"!texte Une fiche.\"",
    },
    Entry {
        code: "yaml-taille",
        meaning: "L’en-tête, ou un fichier YAML, est plus grand que ce que l’outil lit.",
        wrong: Example::Told(
            "un en-tête de plus de 64 Kio\u{a0}: le texte de la fiche y a sans doute été écrit.",
        ),
        right: "Déplacez le texte sous la seconde ligne «\u{a0}---\u{a0}».",
    },
];
