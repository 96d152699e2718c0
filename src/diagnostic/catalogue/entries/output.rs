//! Entries of the catalogue on files that could not be read.

use super::{Entry, Example};

/// By code.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "dossiers-imbriques",
        meaning: "Des dossiers sont rangés les uns dans les autres sur plus de soixante niveaux.",
        wrong: Example::Told("une copie de sauvegarde du dossier dans lui-même."),
        right: "Rapprochez ce dossier de la racine du contenu, ou supprimez la copie.",
    },
    Entry {
        code: "encodage",
        meaning: "Un fichier n’est pas enregistré en UTF-8\u{a0}: ses accents seraient faux.",
        wrong: Example::Told(
            "un fichier enregistré en «\u{a0}ANSI\u{a0}» ou «\u{a0}Windows-1252\u{a0}».",
        ),
        right: "Enregistrez-le de nouveau en choisissant l’encodage UTF-8.",
    },
    Entry {
        code: "fichier-special",
        meaning: "Ce qui porte ce nom n’est ni un fichier ni un dossier.",
        wrong: Example::Told("un tube ou un périphérique, dans le dossier du contenu."),
        right: "Remplacez-le par un fichier ordinaire, ou supprimez-le.",
    },
    Entry {
        code: "fichier-trop-grand",
        meaning: "Un fichier dépasse la taille que l’outil lit.",
        wrong: Example::Told("une image SVG de plus de 2 Mo, ou un fichier YAML de plus de 9 Mo."),
        right: "Répartissez le texte entre plusieurs fichiers, ou réduisez l’image.",
    },
    Entry {
        code: "lecture",
        meaning: "Un fichier ou un dossier n’a pas pu être lu\u{a0}: il n’existe pas, ou vous n’en avez pas le droit.",
        wrong: Example::Files(&[("site.yaml", "style_citation: styles/revue.csl\n")]),
        right: "titre: Mes guides\n",
    },
    Entry {
        code: "lien-symbolique",
        meaning: "Un lien symbolique mène hors du site, ou nulle part.",
        wrong: Example::Told("un raccourci du système vers un fichier d’un autre dossier."),
        right: "Remplacez le lien par une copie du fichier.",
    },
    Entry {
        code: "nom-de-fichier",
        meaning: "Le nom d’un fichier est mal encodé.",
        wrong: Example::Told("un fichier dont le nom vient d’une vieille archive."),
        right: "Renommez-le avec des lettres sans accent, des chiffres et des traits d’union.",
    },
];
