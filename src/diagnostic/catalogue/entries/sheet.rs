//! Entries of the catalogue on one sheet: its front matter as a whole, and its Markdown.

use super::{Entry, Example};

/// By code.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "ancre-double",
        meaning: "Deux intertitres d’une fiche demandent la même ancre\u{a0}: un lien ne saurait pas lequel viser.",
        wrong: Example::Body(
            "## Le cadre {#cadre}\n\nUn texte.\n\n## Un autre cadre {#cadre}\n\nUn texte.",
        ),
        right: "## Le cadre {#cadre}\n\nUn texte.\n\n## Un autre cadre {#autre-cadre}\n\nUn texte.",
    },
    Entry {
        code: "caractere-invisible",
        meaning: "Un caractère que personne ne voit est resté dans le texte, le plus souvent après un copier-coller.",
        wrong: Example::Body("Un texte\u{202e} retourné."),
        right: "Un texte retourné.",
    },
    Entry {
        code: "en-tete-absent",
        meaning: "La fiche ne commence pas par son en-tête.",
        wrong: Example::Files(&[("content/exemple.md", "Un texte sans en-tête.\n")]),
        right: "---\ntitre: Une fiche\n---\n\nUn texte sans en-tête.\n",
    },
    Entry {
        code: "en-tete-ouvert",
        meaning: "La seconde ligne «\u{a0}---\u{a0}» manque.",
        wrong: Example::Files(&[("content/exemple.md", "---\ntitre: Une fiche\n\nUn texte.\n")]),
        right: "---\ntitre: Une fiche\n---\n\nUn texte.\n",
    },
    Entry {
        code: "encadre-inconnu",
        meaning: "La marque d’un encadré n’existe pas.",
        wrong: Example::Body("> [!ATENTION] Une réserve s’annonce\n> Elle figure dans l’avis."),
        right: "> [!ATTENTION] Une réserve s’annonce\n> Elle figure dans l’avis.",
    },
    Entry {
        code: "fiche-trop-grande",
        meaning: "Une fiche dépasse 5 Mo.",
        wrong: Example::Told(
            "un fichier Markdown de plus de 5 Mo\u{a0}: une image y a sans doute été collée.",
        ),
        right: "Répartissez le texte entre plusieurs fiches, et rangez les images à côté.",
    },
    Entry {
        code: "fiche-vide",
        meaning: "Il n’y a rien sous l’en-tête.",
        wrong: Example::Files(&[("content/exemple.md", "---\ntitre: Une fiche\n---\n")]),
        right: "---\ntitre: Une fiche\n---\n\nUn texte.\n",
    },
    Entry {
        code: "fusion",
        meaning: "Deux versions d’un passage sont restées côte à côte, avec les marques de l’outil qui les a comparées.",
        wrong: Example::Body(
            "<<<<<<< HEAD\n\nUn texte.\n\n=======\n\nUn autre texte.\n\n>>>>>>> proposition",
        ),
        right: "Un autre texte.",
    },
    Entry {
        code: "html-non-ferme",
        meaning: "Une balise HTML est ouverte sans être fermée, ou fermée sans être ouverte.",
        wrong: Example::Body("Un <b>mot important."),
        right: "Un <b>mot</b> important.",
    },
    Entry {
        code: "html-retire",
        meaning: "Une balise HTML n’est pas admise\u{a0}: elle pourrait agir dans le navigateur du lecteur.",
        wrong: Example::Body("<iframe src=\"https://exemple.org/\"></iframe>"),
        right: "[La vidéo](https://exemple.org/)",
    },
    Entry {
        code: "image-distante",
        meaning: "Une image serait chargée depuis un autre site\u{a0}: la page ne se lirait plus sans réseau.",
        wrong: Example::Body("![Le plan](https://exemple.org/plan.png)"),
        right: "![Le plan](images/plan.png)",
    },
    Entry {
        code: "image-sans-texte",
        meaning: "Une image n’a pas de texte pour qui ne la voit pas.",
        wrong: Example::Body("![](images/plan.png)"),
        right: "![Le plan des trois réserves](images/plan.png)",
    },
    Entry {
        code: "langage-inconnu",
        meaning: "Le langage d’un bloc de code n’est pas connu\u{a0}: il est publié sans couleurs.",
        wrong: Example::Body("```yamll\ntitre: Une fiche\n```"),
        right: "```yaml\ntitre: Une fiche\n```",
    },
    Entry {
        code: "langue",
        meaning: "Un code de langue n’en est pas un.",
        wrong: Example::Body("Le [sourcing]{lang=anglais_britannique} précède le marché."),
        right: "Le [sourcing]{lang=en} précède le marché.",
    },
    Entry {
        code: "lien-absolu",
        meaning: "Un lien part de la racine du site ou d’un disque\u{a0}: il ne mènerait nulle part une fois la page publiée.",
        wrong: Example::Body("Voir [la fiche](/fiches/marches-reserves.html)."),
        right: "Voir [la fiche](marches-reserves.md).",
    },
    Entry {
        code: "lien-inacheve",
        meaning: "Un lien est mal fermé, ou son adresse contient une espace\u{a0}: il se lirait tel quel.",
        wrong: Example::Body("Voir [[marches-reserves."),
        right: "Voir [[marches-reserves]].",
    },
    Entry {
        code: "lien-refuse",
        meaning: "Un lien ne mène ni à une page web, ni à un courriel, ni à un téléphone, ni à un fichier.",
        wrong: Example::Body("Voir [le partage](ftp://exemple.org/guide)."),
        right: "Voir [le partage](https://exemple.org/guide).",
    },
    Entry {
        code: "lien-vide",
        meaning: "Un lien n’a pas d’adresse.",
        wrong: Example::Body("Voir [le guide]()."),
        right: "Voir [le guide](https://exemple.org/guide).",
    },
    Entry {
        code: "niveau-saute",
        meaning: "Un intertitre saute un niveau\u{a0}: le plan de la page aurait un trou.",
        wrong: Example::Body("## Le cadre\n\n#### Un détail\n\nUn texte."),
        right: "## Le cadre\n\n### Un détail\n\nUn texte.",
    },
    Entry {
        code: "note-circulaire",
        meaning: "Une note s’appelle elle-même, directement ou par une autre.",
        wrong: Example::Body("Un texte[^a].\n\n[^a]: Une note[^a]."),
        right: "Un texte[^a].\n\n[^a]: Une note.",
    },
    Entry {
        code: "note-dans-le-pied",
        meaning: "Le pied de page du site appelle une note ou une source, et n’a pas de place pour elle.",
        wrong: Example::Files(&[("site.yaml", "pied: Un site d’essai [@loi-ess].\n")]),
        right: "pied: Un site d’essai.\n",
    },
    Entry {
        code: "note-double",
        meaning: "Une note est écrite deux fois sous le même nom.",
        wrong: Example::Body("Un texte[^a].\n\n[^a]: Une note.\n\n[^a]: Une autre note."),
        right: "Un texte[^a], puis un autre[^b].\n\n[^a]: Une note.\n\n[^b]: Une autre note.",
    },
    Entry {
        code: "note-inconnue",
        meaning: "Une note est appelée et n’est pas écrite.",
        wrong: Example::Body("Un texte[^seuil]."),
        right: "Un texte[^seuil].\n\n[^seuil]: Le seuil de l’année.",
    },
    Entry {
        code: "note-inutile",
        meaning: "Une note est écrite et n’est appelée nulle part.",
        wrong: Example::Body("Un texte.\n\n[^seuil]: Le seuil de l’année."),
        right: "Un texte[^seuil].\n\n[^seuil]: Le seuil de l’année.",
    },
    Entry {
        code: "slug",
        meaning: "Le nom du fichier, ou la clé «\u{a0}slug\u{a0}», ne peut pas servir d’adresse.",
        wrong: Example::Front("slug: Marchés réservés"),
        right: "slug: les-marches",
    },
    Entry {
        code: "texte-imbrique",
        meaning: "Des listes, des citations ou des balises sont rangées les unes dans les autres sur plus de cent niveaux.",
        wrong: Example::Told(
            "cent signes «\u{a0}>\u{a0}» à la suite, ou cent listes les unes dans les autres.",
        ),
        right: "Réduisez le nombre de niveaux\u{a0}: au-delà de trois, une liste ne se lit plus.",
    },
    Entry {
        code: "titre-de-niveau-1",
        meaning: "Une partie commence par un seul dièse, le niveau du titre de la page.",
        wrong: Example::Body("# Le cadre\n\nUn texte."),
        right: "## Le cadre\n\nUn texte.",
    },
    Entry {
        code: "titre-long",
        meaning: "Le titre est si long qu’il ne tient plus dans les listes.",
        wrong: Example::Files(&[(
            "content/exemple.md",
            "---\ntitre: Les marchés réservés aux structures de l’insertion par l’activité économique, Les marchés réservés aux structures de l’insertion par l’activité économique, Les marchés réservés aux structures de l’insertion par l’activité économique, en bref\n---\n\nUn texte.\n",
        )]),
        right: "---\ntitre: Les marchés réservés\nresume: Ceux qui s’adressent aux structures de l’insertion par l’activité économique.\n---\n\nUn texte.\n",
    },
    Entry {
        code: "titre-sans-espace",
        meaning: "Les dièses d’un intertitre touchent le premier mot.",
        wrong: Example::Body("##Le cadre\n\nUn texte."),
        right: "## Le cadre\n\nUn texte.",
    },
    Entry {
        code: "trop-de-liens",
        meaning: "Une fiche compte plus de 10 000 liens.",
        wrong: Example::Told("une fiche faite par un programme, avec un lien par ligne."),
        right: "Répartissez le texte entre plusieurs fiches.",
    },
];
