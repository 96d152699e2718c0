//! Entries of the catalogue on what a command refuses before or after it reads the site.

use super::{Entry, Example};

/// By code.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "donnees-partielles",
        meaning: "Des données officielles moins complètes que celles du site prendraient leur place\u{a0}: des articles en vigueur ou le plan du texte seraient perdus.",
        wrong: Example::Told(
            "«\u{a0}reperess loi importer\u{a0}» avec une livraison quotidienne seule, ou l’extrait d’un code.",
        ),
        right: "Importez en une commande l’archive complète et les livraisons qui la suivent\u{202f}; si les articles nommés ont bien disparu du texte, ajoutez --remplacer.",
    },
    Entry {
        code: "dossiers",
        meaning: "Le dossier de sortie, celui du contenu ou celui des thèmes sont l’un dans l’autre\u{a0}: construire effacerait vos fichiers.",
        wrong: Example::Told("«\u{a0}reperess build --output content\u{a0}»."),
        right: "Choisissez pour la sortie un dossier à part, par exemple «\u{a0}output\u{a0}».",
    },
    Entry {
        code: "ecriture",
        meaning: "Le disque refuse d’écrire\u{a0}: il est plein, protégé, ou un fichier à vous occupe la place d’une page.",
        wrong: Example::Told(
            "un fichier «\u{a0}index.html\u{a0}» que vous avez mis vous-même dans output/.",
        ),
        right: "Libérez de la place, ou déplacez le fichier que nomme le message. L’ancien site est resté en place.",
    },
    Entry {
        code: "fichier-etranger",
        meaning: "Un fichier que l’outil n’a pas écrit porte le nom d’un fichier de données\u{a0}: il n’est pas remplacé.",
        wrong: Example::Told("un «\u{a0}content/loi/ccp.json\u{a0}» écrit à la main."),
        right: "Déplacez-le, puis recommencez.",
    },
    Entry {
        code: "import",
        meaning: "Ce qui est donné à «\u{a0}reperess loi importer\u{a0}» n’est pas fait de données que l’outil connaît.",
        wrong: Example::Told("une archive interrompue pendant son téléchargement."),
        right: "Téléchargez l’archive de nouveau\u{202f}; docs/loi.md dit quels fichiers sont lus.",
    },
    Entry {
        code: "init",
        meaning: "Le dossier du nouveau site ne peut pas être créé, ou n’est pas vide.",
        wrong: Example::Told(
            "«\u{a0}reperess init .\u{a0}» dans un dossier qui contient déjà des fichiers.",
        ),
        right: "Donnez le nom d’un nouveau dossier, ou d’un dossier vide.",
    },
    Entry {
        code: "nouveau",
        meaning: "La fiche ne peut pas être créée\u{a0}: un fichier porte déjà ce nom, ou le modèle est à corriger.",
        wrong: Example::Told(
            "«\u{a0}reperess nouveau \"Les marchés réservés\"\u{a0}» deux fois de suite.",
        ),
        right: "Ouvrez le fichier existant, ou choisissez un autre nom par «\u{a0}--slug\u{a0}».",
    },
    Entry {
        code: "theme-extraire",
        meaning: "Les fichiers du thème par défaut ne peuvent pas être copiés\u{a0}: l’un existe déjà, ou le nom ne convient pas.",
        wrong: Example::Told("«\u{a0}reperess theme extraire asso\u{a0}» deux fois de suite."),
        right: "Donnez un autre nom, ou nommez les fichiers à copier\u{a0}: «\u{a0}reperess theme extraire asso fiche.html\u{a0}».",
    },
];
