//! Made-up guides in any number, the same on every machine: what speed is measured on.
//!
//! A sheet has about 1,200 words, 8 legal references in as many forms, 3 citations, 3 links to other sheets, 2 footnotes
//! and a table; one in ten holds a block of code. Half of the articles cited are drawn from a few dozen, since real guides
//! share their law: their pages list many sheets, and that is where a slow join shows.

use std::fmt::Write;

/// Sheets of one folder.
const FOLDER: usize = 100;
/// Sources that all sheets share.
const SHARED_SOURCES: usize = 120;
/// Sections of a sheet.
const SECTIONS: usize = 8;
/// Sentences of the two paragraphs of a section.
const SENTENCES: [usize; 2] = [3, 2];

/// The files of a site of `count` sheets: path from the content folder (`site.yaml` excepted), and text.
pub fn site(count: usize) -> Vec<(String, String)> {
    let mut files = vec![
        ("site.yaml".to_owned(), settings()),
        ("sources.yaml".to_owned(), sources()),
        ("glossaire.yaml".to_owned(), glossary()),
    ];
    files.extend((0..count).map(|at| (path(at), sheet(at, count))));
    files
}

/// Where sheet `at` is.
pub fn path(at: usize) -> String {
    format!("fiches/{:03}/guide-{at:05}.md", at / FOLDER)
}

/// Numbers that look drawn by lot and never change: `splitmix64`, of Steele, Lea and Flood (OOPSLA 2014).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or(0)
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

fn settings() -> String {
    "titre: Guides de mesure\nurl: https://mesure.exemple.org/\nauteur: Service de la mesure\n"
        .to_owned()
}

fn sources() -> String {
    let mut out = String::new();
    for at in 0..SHARED_SOURCES {
        let _ = write!(
            out,
            "- id: etude-{at:03}\n  type: report\n  author: {}\n  date: \"{}\"\n  title: {} en {} territoires\n  \
             publisher: Éditions du Relevé\n  url: https://etudes.exemple.org/{at:03}.pdf\n",
            AUTHORS[at % AUTHORS.len()],
            2005 + at % 20,
            SUBJECTS[at % SUBJECTS.len()],
            at + 3,
        );
    }
    out
}

fn glossary() -> String {
    let mut out = String::new();
    for (acronym, term, definition) in GLOSSARY {
        let _ = write!(
            out,
            "- sigle: {acronym}\n  terme: {term}\n  definition: {definition}\n"
        );
    }
    out
}

fn sheet(at: usize, count: usize) -> String {
    let mut draw = Draw(at as u64 + 1);
    let subject = draw.of(&SUBJECTS);
    let place = draw.of(&PLACES);
    let mut out = String::with_capacity(10_000);
    let _ = write!(
        out,
        "---\ntitre: \"{subject} {place}, cas n° {at}\"\nnumero: {}\ndate: {}-{:02}\nverifie_le: 2026-{:02}-{:02}\n\
         resume: Ce que {} doit savoir avant de se lancer, en dix minutes de lecture.\nauteurs:\n  - {}\n\
         themes:\n  - {}\n  - {}\ncode_par_defaut: CCP\nsources:\n  - id: note-{at:05}\n    type: report\n    author: {}\n    \
         date: {}\n    title: \"Note de terrain n° {at}\"\n    publisher: Éditions du Relevé\n---\n\n",
        at + 1,
        2015 + draw.below(11),
        1 + draw.below(12),
        1 + draw.below(10),
        1 + draw.below(28),
        draw.of(&ACTORS),
        draw.of(&AUTHORS),
        TOPICS[at % TOPICS.len()],
        TOPICS[(at * 7 + 3) % TOPICS.len()],
        draw.of(&AUTHORS),
        2010 + draw.below(15),
    );
    for section in 0..SECTIONS {
        let _ = write!(
            out,
            "## {}\n\n",
            HEADINGS[(section * 3 + at) % HEADINGS.len()]
        );
        paragraph(SENTENCES[0], &mut draw, &mut out);
        out.push_str("\n\n");
        paragraph(SENTENCES[1], &mut draw, &mut out);
        out.push(' ');
        law(section, &mut draw, &mut out);
        extra(section, at, count, &mut draw, &mut out);
        out.push_str("\n\n");
        match section {
            2 => table(&mut draw, &mut out),
            4 => list(&mut draw, &mut out),
            5 if at.is_multiple_of(10) => code(at, &mut out),
            6 => {
                let _ = write!(out, "> [!ATTENTION]\n> {}\n\n", sentence(&mut draw));
            }
            _ => {}
        }
    }
    let _ = write!(
        out,
        "[^calcul]: {}\n\n[^usage]: {}\n",
        sentence(&mut draw),
        sentence(&mut draw)
    );
    out
}

fn paragraph(sentences: usize, draw: &mut Draw, out: &mut String) {
    for at in 0..sentences {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(&sentence(draw));
    }
}

fn sentence(draw: &mut Draw) -> String {
    SENTENCE_FORMS[draw.below(SENTENCE_FORMS.len())]
        .replace("{qui}", draw.of(&ACTORS))
        .replace("{ou}", draw.of(&PLACES))
        .replace("{quoi}", draw.of(&OBJECTS))
        .replace("{quand}", draw.of(&MOMENTS))
        .replace(" de le ", " du ")
        .replace(" à le ", " au ")
}

/// One sentence that cites law, in the form of its section.
fn law(section: usize, draw: &mut Draw, out: &mut String) {
    // Half of the time one of few, else any of many: the law that guides share, and the law that is theirs.
    let number = if draw.below(2) == 0 {
        draw.below(40)
    } else {
        draw.below(1_500)
    };
    let (title, rank) = (2110 + number / 25, 1 + number % 25);
    let _ = match section {
        0 => write!(
            out,
            "L’article L. {title}-{rank} du code de la commande publique le permet."
        ),
        1 => write!(out, "On s’appuie sur l’art. L{title}-{rank} CCP."),
        2 => write!(
            out,
            "Les articles R. {title}-{rank} à R. {title}-{} du CCP en règlent le détail.",
            rank + 2
        ),
        3 => write!(
            out,
            "La règle vient de l’article {} de la loi n° 2014-856 du 31 juillet 2014.",
            1 + number % 90
        ),
        4 => write!(
            out,
            "Le décret n° {}-{} en fixe les seuils.",
            2000 + number % 25,
            100 + number % 900
        ),
        5 => write!(
            out,
            "L’article {} de la directive 2014/24/UE va plus loin.",
            1 + number % 90
        ),
        6 => write!(
            out,
            "Voir aussi l’art. R. {title}-{rank}, que l’on oublie souvent."
        ),
        _ => write!(
            out,
            "Pour l’emploi, l’article L. {}-{rank} du code du travail s’applique.",
            5000 + number / 25
        ),
    };
}

/// The citation, link or call of a note of a section.
fn extra(section: usize, at: usize, count: usize, draw: &mut Draw, out: &mut String) {
    let other = draw.below(count);
    let _ = match section {
        0 => write!(
            out,
            " Une étude le montre [@etude-{:03}, p. {}].",
            draw.below(SHARED_SOURCES),
            1 + draw.below(90)
        ),
        1 => write!(
            out,
            " Le guide [[guide-{other:05}]] décrit la marche à suivre."
        ),
        2 => write!(out, " Le calcul est simple[^calcul]."),
        3 => write!(out, " Une note de terrain le confirme [@note-{at:05}]."),
        4 => write!(
            out,
            " Un cas voisin est traité [ailleurs](../../{}).",
            path(other)
        ),
        5 => write!(
            out,
            " D’autres chiffres existent [@etude-{:03}].",
            draw.below(SHARED_SOURCES)
        ),
        6 => write!(out, " L’usage est ancien[^usage]."),
        _ => write!(
            out,
            " Le sujet est repris [[guide-{other:05}|dans un autre guide]]."
        ),
    };
}

fn table(draw: &mut Draw, out: &mut String) {
    out.push_str("| Étape | Durée | Qui s’en charge |\n|---|---:|---|\n");
    for _ in 0..5 {
        let _ = writeln!(
            out,
            "| {} | {} semaines | {} |",
            draw.of(&STEPS),
            1 + draw.below(20),
            draw.of(&ACTORS)
        );
    }
    out.push('\n');
}

fn list(draw: &mut Draw, out: &mut String) {
    for _ in 0..4 {
        let _ = writeln!(out, "- **{}** : {}", draw.of(&STEPS), sentence(draw));
    }
    out.push('\n');
}

fn code(at: usize, out: &mut String) {
    let _ = write!(
        out,
        "```json\n{{\n  \"guide\": {at},\n  \"lots\": [\"repas\", \"transport\"],\n  \"seuil\": 40000,\n  \"reserve\": true\n}}\n```\n\n"
    );
}

const SUBJECTS: [&str; 16] = [
    "Acheter des repas",
    "Entretenir les parcs",
    "Louer des vélos",
    "Réparer le mobilier",
    "Collecter les biodéchets",
    "Ouvrir une crèche",
    "Restaurer un moulin",
    "Prêter des outils",
    "Accueillir un tiers-lieu",
    "Former les agents",
    "Isoler les écoles",
    "Animer un marché paysan",
    "Numériser les archives",
    "Laver le linge",
    "Transporter les aînés",
    "Trier les textiles",
];

const PLACES: [&str; 12] = [
    "dans une petite ville",
    "en zone de montagne",
    "sur le littoral",
    "à l’échelle du bassin de vie",
    "dans un quartier ancien",
    "au sein de l’agglomération",
    "entre trois communes",
    "dans un bourg rural",
    "au cœur de la métropole",
    "le long du fleuve",
    "dans le parc naturel",
    "autour de la gare",
];

const ACTORS: [&str; 14] = [
    "la commune",
    "le service des achats",
    "l’élue chargée du commerce",
    "le directeur de la régie",
    "l’association du quartier",
    "la coopérative",
    "le conseil communautaire",
    "la chargée de mission",
    "le département",
    "l’entreprise d’insertion",
    "la cheffe de projet",
    "le collectif d’habitants",
    "la trésorière",
    "le syndicat mixte",
];

const OBJECTS: [&str; 16] = [
    "le cahier des charges",
    "la convention",
    "le calendrier des travaux",
    "la liste des fournisseurs",
    "le budget de l’année",
    "le règlement de la consultation",
    "la grille des critères",
    "le partage des rôles",
    "le bilan des deux premières années",
    "la part réservée",
    "l’inventaire du matériel",
    "le plan de formation",
    "la durée de l’engagement",
    "le suivi des heures",
    "la réponse des habitants",
    "l’accord de principe",
];

const MOMENTS: [&str; 10] = [
    "dès le printemps",
    "avant toute publicité",
    "à la fin de la première année",
    "pendant la préparation du budget",
    "une fois par trimestre",
    "au moment du bilan",
    "après la visite des lieux",
    "lors de la réunion de lancement",
    "trois mois avant l’échéance",
    "sans attendre la rentrée",
];

const SENTENCE_FORMS: [&str; 24] = [
    "Il revient à {qui} de préparer {quoi} {quand}.",
    "Quand {qui} connaît bien {quoi}, le reste de la démarche se déroule sans heurt {ou}.",
    "On gagne à relire {quoi} {quand}, car les habitudes changent vite {ou}.",
    "Rien n’oblige {qui} à tout décider seul : {quoi} peut se discuter {quand}.",
    "La difficulté tient moins à {quoi} qu’au temps dont dispose {qui} {ou}.",
    "Selon une enquête menée {ou}, {quoi} arrive en tête des sujets que soulève {qui}.",
    "Un premier essai {ou} a montré que {quoi} pouvait tenir en deux pages.",
    "Le plus sûr est de confier {quoi} à une personne qui rend compte {quand}.",
    "Si {qui} manque de moyens, il reste possible de partager {quoi} avec les voisins {ou}.",
    "Chacun doit pouvoir lire {quoi} et comprendre ce que {qui} attend de lui {quand}.",
    "Il arrive que {qui} demande à revoir {quoi} ; mieux vaut alors le prévoir {quand}.",
    "Les échanges tenus {ou} ont fait apparaître un besoin que {quoi} ne disait pas.",
    "Pour {qui}, l’enjeu est de garder {quoi} à jour sans y passer ses journées.",
    "La confiance se construit {quand}, lorsque {qui} présente {quoi} à ceux qui s’en serviront.",
    "Deux points méritent attention {ou} : {quoi}, et la façon dont {qui} en parle.",
    "Ce choix n’est pas neutre, puisqu’il fait peser {quoi} sur {qui} {quand}.",
    "À l’inverse, {qui} peut écarter {quoi} s’il n’apporte rien {ou}.",
    "Une réunion courte {quand} vaut mieux qu’un long courrier sur {quoi}.",
    "Le dossier avance mieux {ou} quand {qui} tient {quoi} à la disposition de tous.",
    "Personne n’avait songé à demander à {qui} ce que {quoi} changeait pour les usagers.",
    "En pratique, {quoi} se prépare {quand} et s’ajuste ensuite au fil des retours.",
    "Le coût réel apparaît {quand}, une fois que {qui} a comparé {quoi} avec celui des années passées.",
    "Cette souplesse a un prix : {qui} doit expliquer {quoi} à chaque renouvellement.",
    "Enfin, {qui} gardera trace de {quoi}, ce qui servira {quand}.",
];

const HEADINGS: [&str; 12] = [
    "Pourquoi s’y intéresser",
    "Ce que permet le droit",
    "Préparer le projet",
    "Choisir la bonne procédure",
    "Associer les habitants",
    "Fixer les critères",
    "Suivre l’exécution",
    "Mesurer les effets",
    "Points de vigilance",
    "Exemples voisins",
    "Questions de calendrier",
    "Pour aller plus loin",
];

const STEPS: [&str; 8] = [
    "Recenser les besoins",
    "Rencontrer les structures",
    "Rédiger les pièces",
    "Publier l’avis",
    "Analyser les offres",
    "Notifier le marché",
    "Suivre les heures",
    "Dresser le bilan",
];

const AUTHORS: [&str; 8] = [
    "Service de la mesure",
    "Camille Aubrac",
    "Observatoire du Relevé",
    "Noé Castel",
    "Agence du Val",
    "Inès Duvernoy",
    "Atelier des communes",
    "Léonie Marchal",
];

const TOPICS: [&str; 20] = [
    "Alimentation",
    "Mobilité",
    "Réemploi",
    "Petite enfance",
    "Logement",
    "Énergie",
    "Culture",
    "Sport",
    "Numérique",
    "Emploi",
    "Santé",
    "Grand âge",
    "Forêt",
    "Eau",
    "Commerce",
    "Tourisme",
    "Patrimoine",
    "Jeunesse",
    "Foncier",
    "Budget",
];

const GLOSSARY: [(&str, &str, &str); 12] = [
    (
        "AMO",
        "Assistance à maîtrise d’ouvrage",
        "Aide donnée à celui qui commande des travaux.",
    ),
    (
        "CCP",
        "Code de la commande publique",
        "Le droit des marchés et des concessions.",
    ),
    (
        "DCE",
        "Dossier de consultation des entreprises",
        "Les pièces remises aux candidats.",
    ),
    (
        "EPCI",
        "Établissement de coopération",
        "Groupement de communes doté d’une fiscalité propre.",
    ),
    (
        "ESS",
        "Économie sociale et solidaire",
        "Façon d’entreprendre où le profit n’est pas le but premier.",
    ),
    (
        "MAPA",
        "Marché à procédure adaptée",
        "Marché dont l’acheteur fixe librement la procédure.",
    ),
    (
        "PTCE",
        "Pôle territorial de coopération",
        "Groupe d’acteurs d’un même lieu autour d’un projet.",
    ),
    (
        "RSE",
        "Responsabilité des entreprises",
        "Prise en compte des effets de l’activité sur le monde.",
    ),
    (
        "SCIC",
        "Société coopérative d’intérêt collectif",
        "Coopérative ouverte à plusieurs sortes de membres.",
    ),
    (
        "SIAE",
        "Structure d’insertion",
        "Employeur de personnes éloignées du travail.",
    ),
    (
        "SIEG",
        "Service d’intérêt économique général",
        "Service marchand soumis à des devoirs particuliers.",
    ),
    (
        "TVA",
        "Taxe sur la valeur ajoutée",
        "Impôt perçu sur chaque vente.",
    ),
];
