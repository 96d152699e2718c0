//! Entries of the catalogue on sources and citations.

use super::{Entry, Example};

/// By code.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "adresse-de-source",
        meaning: "L’adresse d’une source n’est pas celle d’une page web.",
        wrong: Example::Files(&[(
            "content/sources.yaml",
            "- id: loi-ess\n  title: La loi\n  url: www.legifrance.gouv.fr\n",
        )]),
        right: "- id: loi-ess\n  title: La loi\n  url: https://www.legifrance.gouv.fr\n",
    },
    Entry {
        code: "adresse-refusee",
        meaning: "Une source mène à autre chose qu’une page web.",
        wrong: Example::Files(&[(
            "content/sources.yaml",
            "- id: loi-ess\n  title: La loi\n  url: ftp://exemple.org/loi\n",
        )]),
        right: "- id: loi-ess\n  title: La loi\n  url: https://exemple.org/loi\n",
    },
    Entry {
        code: "bib",
        meaning: "Un fichier BibLaTeX est mal écrit.",
        wrong: Example::Files(&[(
            "content/sources.bib",
            "@book{guide, title = {Guide}, date {2024}}\n",
        )]),
        right: "@book{guide, title = {Guide}, date = {2024}}\n",
    },
    Entry {
        code: "champ-inconnu",
        meaning: "Le nom d’un champ d’un fichier BibLaTeX ou CSL JSON est mal écrit : ce qu’il contient n’est pas imprimé.",
        wrong: Example::Files(&[(
            "content/sources.bib",
            "@book{guide, tilte = {Guide}, date = {2024}}\n",
        )]),
        right: "@book{guide, title = {Guide}, date = {2024}}\n",
    },
    Entry {
        code: "champ-trop-long",
        meaning: "Un champ d’une source dépasse 4 000 octets.",
        wrong: Example::Told("un résumé entier a été collé dans le titre."),
        right: "Gardez le titre seul.",
    },
    Entry {
        code: "citation",
        meaning: "Une citation entre crochets est mal écrite.",
        wrong: Example::Body("L’ESS est définie par la loi [@loi-ess @loi-ess, art. 1er]."),
        right: "L’ESS est définie par la loi [@loi-ess, art. 1er].",
    },
    Entry {
        code: "doi",
        meaning: "Le DOI d’une source n’en est pas un.",
        wrong: Example::Files(&[(
            "content/sources.yaml",
            "- id: loi-ess\n  title: La loi\n  doi: recma.353.0060\n",
        )]),
        right: "- id: loi-ess\n  title: La loi\n  doi: 10.3917/recma.353.0060\n",
    },
    Entry {
        code: "fichier-vide",
        meaning: "Un fichier de content/ ne contient rien.",
        wrong: Example::Files(&[("content/sources.yaml", "")]),
        right: "- id: loi-ess\n  title: La loi\n",
    },
    Entry {
        code: "format-de-sources",
        meaning: "Un fichier de sources n’est pas dans un format que l’outil lit.",
        wrong: Example::Files(&[(
            "content/sources.json",
            "[{\"itemType\": \"book\", \"title\": \"Guide\", \"citationKey\": \"guide\"}]\n",
        )]),
        right: "[{\"type\": \"book\", \"title\": \"Guide\", \"id\": \"guide\"}]\n",
    },
    Entry {
        code: "identifiant",
        meaning: "L’identifiant d’une source contient une espace ou un signe qu’une citation ne peut pas écrire.",
        wrong: Example::Files(&[("content/sources.yaml", "- id: loi ess\n  title: La loi\n")]),
        right: "- id: loi-ess\n  title: La loi\n",
    },
    Entry {
        code: "identifiant-long",
        meaning: "Une source exportée de Zotero n’a pas de clé courte.",
        wrong: Example::Files(&[(
            "content/sources.json",
            "[{\"id\": \"http://zotero.org/users/1/items/ABCD\", \"type\": \"book\", \"title\": \"Guide\"}]\n",
        )]),
        right: "[{\"id\": \"guide\", \"type\": \"book\", \"title\": \"Guide\"}]\n",
    },
    Entry {
        code: "json",
        meaning: "Un fichier CSL JSON est mal écrit ou incomplet.",
        wrong: Example::Files(&[(
            "content/sources.json",
            "[{\"id\": \"guide\", \"title\": \"Guide\"},]\n",
        )]),
        right: "[{\"id\": \"guide\", \"title\": \"Guide\"}]\n",
    },
    Entry {
        code: "noms",
        meaning: "Les noms d’une source seront mal lus\u{a0}: plusieurs personnes en un seul nom, ou un organisme pris pour une personne.",
        wrong: Example::Files(&[(
            "content/sources.yaml",
            "- id: loi-ess\n  title: La loi\n  auteurs: Dupont, Durand, Martin\n",
        )]),
        right: "- id: loi-ess\n  title: La loi\n  auteurs: [Dupont, Durand, Martin]\n",
    },
    Entry {
        code: "renvoi-de-source",
        meaning: "Une entrée BibLaTeX emprunte ses champs à une autre, qui n’existe pas.",
        wrong: Example::Files(&[(
            "content/sources.bib",
            "@incollection{partie, title = {Partie}, crossref = {livre}}\n",
        )]),
        right: "@incollection{partie, title = {Partie}, crossref = {livre}}\n@book{livre, title = {Livre}}\n",
    },
    Entry {
        code: "source-double",
        meaning: "Deux sources différentes ont le même identifiant.",
        wrong: Example::Files(&[(
            "content/sources.yaml",
            "- id: loi-ess\n  title: La loi\n- id: loi-ess\n  title: Une autre loi\n",
        )]),
        right: "- id: loi-ess\n  title: La loi\n- id: loi-dcra\n  title: Une autre loi\n",
    },
    Entry {
        code: "source-en-double",
        meaning: "Deux sources ont la même adresse, le même DOI ou le même identifiant officiel.",
        wrong: Example::Files(&[(
            "content/sources.yaml",
            "- id: loi-ess\n  title: La loi\n  url: https://exemple.org/loi\n- id: loi\n  title: La loi\n  url: https://exemple.org/loi/\n",
        )]),
        right: "- id: loi-ess\n  title: La loi\n  url: https://exemple.org/loi\n",
    },
    Entry {
        code: "source-inconnue",
        meaning: "Une fiche cite une source que rien ne décrit.",
        wrong: Example::Body("L’ESS est définie par la loi [@loi-es, art. 1er]."),
        right: "L’ESS est définie par la loi [@loi-ess, art. 1er].",
    },
    Entry {
        code: "source-inutile",
        meaning: "Une fiche déclare une source et ne la cite pas.",
        wrong: Example::Front("sources:\n  - loi-ess"),
        right: "essentiel:\n  - Un point.",
    },
    Entry {
        code: "source-proche",
        meaning: "«\u{a0}@\u{a0}» et un mot, à une lettre près le nom d’une source\u{a0}: une citation mal recopiée, sans doute.",
        wrong: Example::Body("Selon @loi-es, l’ESS est un mode d’entreprendre."),
        right: "Selon @loi-ess, l’ESS est un mode d’entreprendre.",
    },
    Entry {
        code: "source-repetee",
        meaning: "Une source est décrite deux fois, de la même façon.",
        wrong: Example::Files(&[(
            "content/sources.yaml",
            "- id: loi-ess\n  title: La loi\n- id: loi-ess\n  title: La loi\n",
        )]),
        right: "- id: loi-ess\n  title: La loi\n",
    },
    Entry {
        code: "trop-de-sources",
        meaning: "Le site a plus de 10 000 sources communes.",
        wrong: Example::Told("toute une base bibliographique, exportée dans content/sources.yaml."),
        right: "N’exportez que les sources que les fiches citent.",
    },
    Entry {
        code: "type-de-source",
        meaning: "Le type d’une source importée est inconnu.",
        wrong: Example::Files(&[("content/sources.bib", "@bouquin{guide, title = {Guide}}\n")]),
        right: "@book{guide, title = {Guide}}\n",
    },
];
