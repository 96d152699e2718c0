//! Entries of the catalogue on the legal watch, which `loi verifier` gives.

use super::{Entry, Example};

/// Official data on the code of relations between the public and the administration: its day, and its lines.
macro_rules! crpa {
    ($day:literal, $lines:literal) => {
        (
            "content/loi/crpa.json",
            concat!(
                "{\n  \"format\": \"reperess-loi-1\",\n  \"texte\": \"crpa\",\n  \"id\": \"LEGITEXT000031366350\",\n",
                "  \"titre\": \"Code des relations entre le public et l’administration\",\n",
                "  \"source\": \"exemple\",\n  \"date\": \"",
                $day,
                "\",\n  \"complet\": false,\n  \"contenu\": [\n    ",
                $lines,
                "\n  ]\n}\n"
            ),
        )
    };
}

/// By code.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "article-a-venir",
        meaning: "Un article cité n’est pas encore en vigueur.",
        wrong: Example::Watched {
            date: None,
            files: &[
                (
                    "content/exemple.md",
                    "---\ntitre: Une fiche\nverifie_le: 2025-06-16\n---\n\nL’administration suit l’article L. 115-2 du CRPA.\n",
                ),
                crpa!(
                    "2025-06-16",
                    r#"{"num":"L115-2","versions":[{"id":"LEGIARTI000051827051","etat":"VIGUEUR_DIFF","debut":"2025-07-02"}]}"#
                ),
            ],
        },
        right: "---\ntitre: Une fiche\nverifie_le: 2025-06-16\n---\n\nL’administration suivra, à partir du 2 juillet 2025, le nouvel article \\L. 115-2 du CRPA.\n",
    },
    Entry {
        code: "article-abroge",
        meaning: "Un article cité n’est plus en vigueur\u{a0}: il a été abrogé, annulé ou déplacé.",
        wrong: Example::Watched {
            date: None,
            files: &[
                (
                    "content/exemple.md",
                    "---\ntitre: Une fiche\nverifie_le: 2018-10-01\n---\n\nVoir l’article 36 de l’ordonnance n° 2015-899.\n",
                ),
                (
                    "content/loi/ordonnance-2015-899.json",
                    "{\n  \"format\": \"reperess-loi-1\",\n  \"texte\": \"ordonnance:2015-899\",\n  \"id\": \"JORFTEXT000030920376\",\n  \"titre\": \"Ordonnance n° 2015-899 du 23 juillet 2015 relative aux marchés publics\",\n  \"source\": \"exemple\",\n  \"date\": \"2019-06-01\",\n  \"complet\": false,\n  \"contenu\": [\n    {\"num\":\"art36\",\"versions\":[{\"id\":\"LEGIARTI000000000036\",\"etat\":\"ABROGE\",\"debut\":\"2016-04-01\",\"fin\":\"2019-04-01\"}]}\n  ]\n}\n",
                ),
            ],
        },
        right: "---\ntitre: Une fiche\nverifie_le: 2019-06-03\n---\n\nVoir les articles L. 2113-12 et L. 2113-13 du CCP.\n",
    },
    Entry {
        code: "article-modifie",
        meaning: "Un article cité a changé depuis que la fiche a été vérifiée.",
        wrong: Example::Watched {
            date: None,
            files: &[
                (
                    "content/exemple.md",
                    "---\ntitre: Une fiche\nverifie_le: 2025-03-12\n---\n\nVoir l’article D. 114-9-1 du CRPA.\n",
                ),
                crpa!(
                    "2026-05-28",
                    r#"{"num":"D114-9-1","versions":[{"id":"LEGIARTI000047543529","etat":"MODIFIE","debut":"2023-05-14","fin":"2026-02-05"},{"id":"LEGIARTI000053437606","etat":"VIGUEUR","debut":"2026-02-05"}]}"#
                ),
            ],
        },
        right: "---\ntitre: Une fiche\nverifie_le: 2026-05-29\n---\n\nVoir l’article D. 114-9-1 du CRPA.\n",
    },
    Entry {
        code: "article-nouveau",
        meaning: "Un article cité est entré en vigueur après que la fiche a été vérifiée\u{a0}: elle le citait d’avance.",
        wrong: Example::Watched {
            date: None,
            files: &[
                (
                    "content/exemple.md",
                    "---\ntitre: Une fiche\nverifie_le: 2025-06-16\n---\n\nL’administration suivra l’article L. 115-2 du CRPA.\n",
                ),
                crpa!(
                    "2026-05-28",
                    r#"{"num":"L115-2","versions":[{"id":"LEGIARTI000051827051","etat":"VIGUEUR","debut":"2025-07-02"}]}"#
                ),
            ],
        },
        right: "---\ntitre: Une fiche\nverifie_le: 2026-05-29\n---\n\nL’administration suit l’article L. 115-2 du CRPA.\n",
    },
    Entry {
        code: "article-renumerote",
        meaning: "Un article cité est toujours en vigueur, mais sous un autre numéro.",
        wrong: Example::Watched {
            date: None,
            files: &[
                (
                    "content/exemple.md",
                    "---\ntitre: Une fiche\nverifie_le: 2026-05-29\n---\n\nVoir l’article L. 113-3 du CRPA.\n",
                ),
                crpa!(
                    "2026-05-28",
                    r#"{"num":"L113-3","devient":"L113-4","versions":[{"id":"LEGIARTI000031367390","etat":"VIGUEUR","debut":"2016-01-01"}]}"#
                ),
            ],
        },
        right: "---\ntitre: Une fiche\nverifie_le: 2026-05-29\n---\n\nVoir l’article L. 113-4 du CRPA.\n",
    },
    Entry {
        code: "donnees-anciennes",
        meaning: "Le jour demandé est postérieur à celui des données officielles\u{a0}: ce qui a été publié entre les deux ne s’y voit pas.",
        wrong: Example::Told(
            "«\u{a0}reperess loi verifier --date 2026-10-06 --format json\u{a0}» avec des données du 28 mai 2026. Sans «\u{a0}--format\u{a0}», le bilan le dit en d’autres mots.",
        ),
        right: "Importez des données plus récentes avec «\u{a0}reperess loi importer\u{a0}».",
    },
    Entry {
        code: "jamais-verifiee",
        meaning: "Rien ne dit quand le droit d’une fiche a été vérifié\u{a0}: ce qui a changé depuis ne peut pas être signalé.",
        wrong: Example::Watched {
            date: None,
            files: &[
                (
                    "content/exemple.md",
                    "---\ntitre: Une fiche\n---\n\nVoir l’article L. 115-2 du CRPA.\n",
                ),
                crpa!(
                    "2026-05-28",
                    r#"{"num":"L115-2","versions":[{"id":"LEGIARTI000051827051","etat":"VIGUEUR","debut":"2025-07-02"}]}"#
                ),
            ],
        },
        right: "---\ntitre: Une fiche\nverifie_le: 2026-05-29\n---\n\nVoir l’article L. 115-2 du CRPA.\n",
    },
    Entry {
        code: "loi-hors-donnees",
        meaning: "Des textes cités, du droit européen par exemple, ne sont pas dans les données de Légifrance.",
        wrong: Example::Told(
            "«\u{a0}reperess loi verifier --format json\u{a0}» quand une fiche cite l’article 20 de la directive 2014/24/UE. Sans «\u{a0}--format\u{a0}», le bilan le dit en d’autres mots.",
        ),
        right: "Vérifiez ces textes à la main.",
    },
    Entry {
        code: "loi-sans-donnees",
        meaning: "Des textes cités n’ont pas encore leurs données officielles dans le site.",
        wrong: Example::Told(
            "«\u{a0}reperess loi verifier --format json\u{a0}» quand une fiche cite un article du code du travail et que content/loi/ n’a pas ce code. Sans «\u{a0}--format\u{a0}», le bilan le dit en d’autres mots.",
        ),
        right: "Apportez-les avec «\u{a0}reperess loi importer\u{a0}»\u{202f}; docs/loi.md dit comment.",
    },
    Entry {
        code: "relecture-en-retard",
        meaning: "Le jour que donne «\u{a0}revoir_avant\u{a0}» est venu, et la fiche n’a pas été revue.",
        wrong: Example::Watched {
            date: Some("2026-10-06"),
            files: &[(
                "content/exemple.md",
                "---\ntitre: Une fiche\nverifie_le: 2025-09-15\nrevoir_avant: 2026-09-15\n---\n\nUn texte.\n",
            )],
        },
        right: "---\ntitre: Une fiche\nverifie_le: 2026-10-06\nrevoir_avant: 2027-10-06\n---\n\nUn texte.\n",
    },
];
