//! Entries of the catalogue on references to the law.

use super::{Entry, Example};

/// By code.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "article-attendu",
        meaning: "Une entrée de content/articles.yaml désigne un texte entier ou une suite d’articles, au lieu d’un seul.",
        wrong: Example::Files(&[(
            "content/articles.yaml",
            "- ref: L2113-12 à L2113-14 CCP\n  titre: Marchés réservés\n",
        )]),
        right: "- ref: L2113-12 CCP\n  titre: Marchés réservés\n",
    },
    Entry {
        code: "article-double",
        meaning: "content/articles.yaml décrit deux fois le même article ou le même texte.",
        wrong: Example::Files(&[(
            "content/articles.yaml",
            "- ref: L2113-12 CCP\n  titre: Handicap\n- ref: L. 2113-12 CCP\n  titre: Marchés réservés\n",
        )]),
        right: "- ref: L2113-12 CCP\n  titre: \"Marchés réservés : handicap\"\n",
    },
    Entry {
        code: "article-inconnu",
        meaning: "Un article cité n’est pas dans les données officielles du site, qui sont complètes\u{a0}: son numéro est sans doute mal recopié.",
        wrong: Example::Files(&[
            (
                "content/exemple.md",
                "---\ntitre: Une fiche\ncode_par_defaut: CCP\n---\n\nVoir l’article L. 2113-121.\n",
            ),
            ("content/loi/ccp.json", COMPLETE),
        ]),
        right: "---\ntitre: Une fiche\ncode_par_defaut: CCP\n---\n\nVoir l’article L. 2113-12.\n",
    },
    Entry {
        code: "cle-sans-effet",
        meaning: "Une clé de content/articles.yaml ne convient pas à ce que l’entrée décrit\u{a0}: un article n’a pas les mêmes clés qu’un texte.",
        wrong: Example::Files(&[(
            "content/articles.yaml",
            "- ref: L2113-12 CCP\n  nom: Les marchés réservés\n",
        )]),
        right: "- ref: L2113-12 CCP\n  titre: Les marchés réservés\n",
    },
    Entry {
        code: "code-inconnu",
        meaning: "Le nom ou l’abréviation d’un code n’est pas connu.",
        wrong: Example::Front("code_par_defaut: CCPP"),
        right: "code_par_defaut: CCP",
    },
    Entry {
        code: "code-nomme-ensuite",
        meaning: "Des articles sont cités seuls, et la fiche ne nomme leur code que plus loin\u{a0}: c’est ce code qui est compris. Le conseil est donné une fois par fiche.",
        wrong: Example::Body(
            "L’article L. 2113-12 réserve des marchés.\n\nVoir le code de la commande publique.",
        ),
        right: "L’article L. 2113-12 du code de la commande publique réserve des marchés.",
    },
    Entry {
        code: "date-contradictoire",
        meaning: "Un texte est cité par son numéro ou son nom, avec une date qui n’est pas la sienne.",
        wrong: Example::Body("Voir la loi n° 2014-856 du 30 juillet 2014."),
        right: "Voir la loi n° 2014-856 du 31 juillet 2014.",
    },
    Entry {
        code: "donnees-en-double",
        meaning: "Deux fichiers de content/loi/ portent sur le même texte\u{a0}: rien ne dit lequel croire.",
        wrong: Example::Files(&[
            ("content/loi/ccp-2019.json", COMPLETE),
            ("content/loi/ccp.json", COMPLETE),
        ]),
        right: "",
    },
    Entry {
        code: "donnees-loi",
        meaning: "Un fichier de content/loi/ est abîmé.",
        wrong: Example::Files(&[("content/loi/ccp.json", "{\n")]),
        right: "",
    },
    Entry {
        code: "donnees-sans-texte",
        meaning: "Un fichier de content/loi/ porte sur un code que ni l’outil ni content/articles.yaml ne connaissent\u{a0}: aucune référence ne peut s’en servir.",
        wrong: Example::Files(&[("content/loi/ccp.json", UNKNOWN_TEXT)]),
        right: COMPLETE,
    },
    Entry {
        code: "identifiant-double",
        meaning: "content/articles.yaml donne à deux articles, ou à deux textes, le même identifiant de Légifrance.",
        wrong: Example::Files(&[(
            "content/articles.yaml",
            "- ref: L2113-12 CCP\n  id: LEGIARTI000037703521\n- ref: L2113-13 CCP\n  id: LEGIARTI000037703521\n",
        )]),
        right: "- ref: L2113-12 CCP\n  id: LEGIARTI000037703521\n- ref: L2113-13 CCP\n  id: LEGIARTI000037703523\n",
    },
    Entry {
        code: "identifiant-officiel",
        meaning: "Un identifiant de Légifrance est mal recopié.",
        wrong: Example::Files(&[(
            "content/articles.yaml",
            "- ref: L2113-12 CCP\n  id: LEGIARTI37703521\n",
        )]),
        right: "- ref: L2113-12 CCP\n  id: LEGIARTI000037703521\n",
    },
    Entry {
        code: "intervalle-deux-textes",
        meaning: "Une suite d’articles commence dans un texte et finit dans un autre.",
        wrong: Example::Body("Voir les articles L. 2113-12 du CCP à L. 1111-1 du CGCT."),
        right: "Voir l’article L. 2113-12 du CCP et l’article L. 1111-1 du CGCT.",
    },
    Entry {
        code: "intervalle-indetermine",
        meaning: "Une suite d’articles est citée par ses deux bouts, et rien ne dit lesquels sont entre eux.",
        wrong: Example::Body("Voir les articles L. 2113-12 à L. 2152-3 du CCP."),
        right: "Voir les articles L. 2113-12 et L. 2152-3 du CCP.",
    },
    Entry {
        code: "intervalle-renverse",
        meaning: "Une suite d’articles commence par le plus grand numéro.",
        wrong: Example::Body("Voir les articles L. 2113-14 à L. 2113-12 du CCP."),
        right: "Voir les articles L. 2113-12 à L. 2113-14 du CCP.",
    },
    Entry {
        code: "intervalle-trop-long",
        meaning: "Une suite désigne plus de cinq cents articles.",
        wrong: Example::Body("Voir les articles L. 2113-1 à L. 2113-900 du CCP."),
        right: "Voir les articles L. 2113-1 à L. 2113-9 du CCP.",
    },
    Entry {
        code: "nom-deja-connu",
        meaning: "content/articles.yaml donne à un texte un nom qui en désigne d’ordinaire un autre.",
        wrong: Example::Files(&[(
            "content/articles.yaml",
            "- texte: charte-des-contrats\n  nom: Charte communale des prestations\n  noms: [CCP]\n",
        )]),
        right: "- texte: charte-des-contrats\n  nom: Charte communale des prestations\n  noms: [charte communale]\n",
    },
    Entry {
        code: "nom-deja-pris",
        meaning: "content/articles.yaml donne le même nom à deux textes.",
        wrong: Example::Files(&[(
            "content/articles.yaml",
            "- texte: guide-des-achats\n  nom: Guide interne des achats\n  noms: [guide interne]\n- texte: guide-des-subventions\n  nom: Guide interne des subventions\n  noms: [guide interne]\n",
        )]),
        right: "- texte: guide-des-achats\n  nom: Guide interne des achats\n  noms: [guide des achats]\n- texte: guide-des-subventions\n  nom: Guide interne des subventions\n  noms: [guide des subventions]\n",
    },
    Entry {
        code: "numero-impossible",
        meaning: "Un numéro d’article n’en est pas un.",
        wrong: Example::Front("code_par_defaut: CCP\narticles:\n  - L2113--12"),
        right: "code_par_defaut: CCP\narticles:\n  - L2113-12",
    },
    Entry {
        code: "reference-forcee",
        meaning: "«\u{a0}{loi: … }\u{a0}» ne nomme pas une référence connue.",
        wrong: Example::Body("Voir {loi: la loi de 2014}."),
        right: "Voir {loi: loi 2014-856 art. 59}.",
    },
    Entry {
        code: "reference-illisible",
        meaning: "Une entrée de «\u{a0}articles\u{a0}» n’est pas une référence de droit.",
        wrong: Example::Front("articles:\n  - les marchés réservés"),
        right: "articles:\n  - L2113-12 CCP",
    },
    Entry {
        code: "reference-sans-texte",
        meaning: "Un article est cité sans le code ou la loi dont il fait partie.",
        wrong: Example::Body("Voir l’article L. 2113-12."),
        right: "Voir l’article L. 2113-12 du code de la commande publique.",
    },
    Entry {
        code: "tables-contredites",
        meaning: "content/articles.yaml donne à un texte connu un autre titre ou un autre identifiant que ceux de l’outil.",
        wrong: Example::Files(&[(
            "content/articles.yaml",
            "- texte: loi n° 2014-856\n  noms: [loi ESS]\n  id: JORFTEXT000029313269\n",
        )]),
        right: "- texte: loi n° 2014-856\n  noms: [loi ESS]\n",
    },
    Entry {
        code: "trop-de-references",
        meaning: "Une fiche cite plus de 50 000 articles, ceux des intervalles compris.",
        wrong: Example::Told("une table de concordance collée dans une fiche."),
        right: "Répartissez le texte entre plusieurs fiches.",
    },
];

/// Official data that are complete, of one article.
const COMPLETE: &str = r#"{
  "format": "reperess-loi-1",
  "texte": "ccp",
  "id": "LEGITEXT000037701019",
  "titre": "Code de la commande publique",
  "source": "exemple",
  "date": "2026-10-06",
  "complet": true,
  "contenu": [
    {"num":"L2113-12","versions":[{"id":"LEGIARTI000037703521"}]}
  ]
}
"#;

const UNKNOWN_TEXT: &str = r#"{
  "format": "reperess-loi-1",
  "texte": "cpp-commande",
  "id": "LEGITEXT000037701019",
  "titre": "Code de la commande publique",
  "source": "exemple",
  "date": "2026-10-06",
  "contenu": [
    {"num":"L2113-12","versions":[{"id":"LEGIARTI000037703521"}]}
  ]
}
"#;
