//! Entries of the catalogue on the site as a whole: settings, addresses, links, glossary.

use super::{Entry, Example};

/// By code.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "adresse-double",
        meaning: "Deux fiches veulent la même adresse\u{a0}: elles ont le même nom de fichier ou le même «\u{a0}slug\u{a0}».",
        wrong: Example::Front("slug: marches-reserves"),
        right: "slug: les-marches",
    },
    Entry {
        code: "adresse-reservee",
        meaning: "Une page veut l’adresse d’une page que l’outil fait lui-même.",
        wrong: Example::Front("type: page\nslug: recherche"),
        right: "type: page\nslug: travaux-de-recherche",
    },
    Entry {
        code: "alias",
        meaning: "Une ancienne adresse n’est pas un chemin du site, ou est déjà prise.",
        wrong: Example::Front("alias:\n  - https://exemple.org/ancienne-fiche"),
        right: "alias:\n  - fiches/ancienne-fiche.html",
    },
    Entry {
        code: "ancre-inconnue",
        meaning: "Un lien vise une partie que la fiche n’a pas.",
        wrong: Example::Body("Voir [[marches-reserves#pourqoi]]."),
        right: "Voir [[marches-reserves#pourquoi]].",
    },
    Entry {
        code: "bibliographies",
        meaning: "site.yaml nomme un fichier de sources qui n’existe pas, ou qui ne peut pas être lu.",
        wrong: Example::Files(&[("site.yaml", "bibliographies:\n  - zotero.bib\n")]),
        right: "titre: Mes guides\n",
    },
    Entry {
        code: "fichier-introuvable",
        meaning: "Un lien ou une image vise un fichier qui n’existe pas.",
        wrong: Example::Body("![Le plan](images/plam.png)"),
        right: "![Le plan](images/plan.png)",
    },
    Entry {
        code: "fichier-refuse",
        meaning: "Un lien vise un fichier que l’outil ne publie pas\u{a0}: page web, script ou données du site.",
        wrong: Example::Files(&[
            (
                "content/exemple.md",
                "---\ntitre: Une fiche\n---\n\nVoir [le calcul](calcul.js).\n",
            ),
            ("content/calcul.js", "alert(1)\n"),
        ]),
        right: "---\ntitre: Une fiche\n---\n\nVoir [le calcul](https://exemple.org/calcul).\n",
    },
    Entry {
        code: "glossaire-double",
        meaning: "Le glossaire définit deux fois le même mot.",
        wrong: Example::Files(&[(
            "content/glossaire.yaml",
            "- terme: Allotissement\n  definition: Un découpage en lots.\n- terme: Allotissement\n  definition: Une autre définition.\n",
        )]),
        right: "- terme: Allotissement\n  definition: Un découpage en lots.\n",
    },
    Entry {
        code: "glossaire-voir",
        meaning: "«\u{a0}voir\u{a0}», dans le glossaire, mène à un mot ou à une fiche qui n’existe pas.",
        wrong: Example::Files(&[(
            "content/glossaire.yaml",
            "- sigle: CCP\n  terme: Code de la commande publique\n  voir: marches-reserve\n",
        )]),
        right: "- sigle: CCP\n  terme: Code de la commande publique\n  voir: marches-reserves\n",
    },
    Entry {
        code: "hors-contenu",
        meaning: "Un lien sort du dossier du contenu.",
        wrong: Example::Body("Voir [le guide](../../guide.pdf)."),
        right: "Voir [le guide](https://exemple.org/guide.pdf).",
    },
    Entry {
        code: "image-illisible",
        meaning: "Un fichier est montré comme une image, et n’en est pas une que les navigateurs savent lire.",
        wrong: Example::Files(&[
            (
                "content/exemple.md",
                "---\ntitre: Une fiche\n---\n\n![La cour de l’école](images/cour.png)\n",
            ),
            ("content/images/cour.png", "Un texte, malgré ce nom.\n"),
        ]),
        right: "---\ntitre: Une fiche\n---\n\n![La cour de l’école](images/plan.png)\n",
    },
    Entry {
        code: "image-lourde",
        meaning: "Une photographie pèse plus de 400\u{a0}ko, ou compte plus de 40\u{a0}millions de pixels\u{a0}: elle tarde sur un téléphone.",
        wrong: Example::Told("une photographie de 3\u{a0}Mo, telle qu’elle sort de l’appareil."),
        right: "Réduisez-la à 1600\u{a0}pixels de large, et enregistrez-la en WebP ou en JPEG.",
    },
    Entry {
        code: "lien-brouillon",
        meaning: "Un lien vise une fiche qui n’est pas publiée.",
        wrong: Example::Files(&[
            (
                "content/exemple.md",
                "---\ntitre: Une fiche\n---\n\nVoir [[a-venir]].\n",
            ),
            (
                "content/a-venir.md",
                "---\ntitre: À venir\nbrouillon: true\n---\n\nUn texte.\n",
            ),
        ]),
        right: "---\ntitre: Une fiche\n---\n\nUne fiche est à venir.\n",
    },
    Entry {
        code: "lien-casse",
        meaning: "Un lien vise une fiche qui n’existe pas.",
        wrong: Example::Body("Voir [[marche-reserves]]."),
        right: "Voir [[marches-reserves]].",
    },
    Entry {
        code: "menu",
        meaning: "Une entrée du menu mène à une page qui n’existe pas.",
        wrong: Example::Files(&[(
            "site.yaml",
            "menu:\n  - texte: Glossaire\n    page: glosaire.html\n",
        )]),
        right: "menu:\n  - texte: Sources\n    page: sources.html\n",
    },
    Entry {
        code: "site-vide",
        meaning: "Le dossier du contenu n’a aucune fiche.",
        wrong: Example::Told("un dossier content/ sans fichier «\u{a0}.md\u{a0}»."),
        right: "Créez une fiche par «\u{a0}reperess nouveau \"Ma première fiche\"\u{a0}».",
    },
    Entry {
        code: "style-citation",
        meaning: "Le style de citation que nomme site.yaml ne peut pas servir\u{a0}: il est hors du site, mal écrit, ou renvoie à un autre.",
        wrong: Example::Files(&[("site.yaml", "style_citation: ../revue.csl\n")]),
        right: "style_citation: iso690\n",
    },
    Entry {
        code: "svg-refuse",
        meaning: "Une image SVG contient de quoi agir dans le navigateur, ou charger autre chose.",
        wrong: Example::Files(&[
            (
                "content/exemple.md",
                "---\ntitre: Une fiche\n---\n\n![Un schéma](schema.svg)\n",
            ),
            (
                "content/schema.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>\n",
            ),
        ]),
        right: "---\ntitre: Une fiche\n---\n\n![Un schéma](images/plan.png)\n",
    },
    Entry {
        code: "url",
        meaning: "«\u{a0}url\u{a0}», dans site.yaml, n’est pas l’adresse d’un site.",
        wrong: Example::Files(&[("site.yaml", "url: guides.exemple.org\n")]),
        right: "url: https://guides.exemple.org/\n",
    },
    Entry {
        code: "url-accents",
        meaning: "«\u{a0}url\u{a0}», dans site.yaml, contient des accents que certains logiciels ne lisent pas.",
        wrong: Example::Files(&[("site.yaml", "url: https://exemple.org/économie/\n")]),
        right: "url: https://exemple.org/economie/\n",
    },
];
