//! What each key is for, and the values it takes. The names themselves are the readers'.

use super::shape::{
    Group, Key, counting, date, date_of_source, day, either, formed, list, long_list, one_of,
    optional, text, whole, yes_or_no,
};
use crate::bibliography::{SourceKind, formats};
use crate::config;
use crate::sheet::front_matter::{self, KINDS, MAX_ITEMS};
use crate::site::{facts, glossary as site_glossary};
use serde_json::{Value, json};

/// Letters, digits and single hyphens: the address of a sheet.
const SLUG: &str = "[a-z0-9]+(-[a-z0-9]+)*";
/// A language tag (BCP 47), as `config::is_language` takes it.
const LANGUAGE: &str = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*";
/// The beginning of a web address; the reader judges the rest.
const WEB: &str = "[Hh][Tt][Tt][Pp][Ss]?://\\S+";
/// The kinds of official ids that an editor may copy from Légifrance.
const OFFICIAL_ID: &str = "(LEGIARTI|LEGITEXT|JORFTEXT|JORFARTI)[0-9]{12}";

fn key(
    name: &'static str,
    title: &'static str,
    about: &'static str,
    values: Value,
    examples: Value,
) -> Key {
    Key {
        name,
        title,
        about,
        values,
        examples,
    }
}

/// Every group, for the test that holds them against the readers.
#[cfg(test)]
pub fn all() -> Vec<Group> {
    vec![
        front_matter(),
        article_entry(),
        revision(),
        source(),
        glossary(),
        articles(),
        site(),
        menu_entry(),
        accessibility(),
    ]
}

/// The front matter of a sheet.
pub fn front_matter() -> Group {
    let texts = list(&text(), MAX_ITEMS);
    Group {
        names: front_matter::KEYS,
        required: &["titre"],
        exclusive: &[],
        keys: vec![
            key(
                "titre",
                "Titre",
                "Le titre de la fiche, d’une ligne\u{202f}; seule clé obligatoire.",
                text(),
                json!(["Les marchés réservés"]),
            ),
            key(
                "type",
                "Type",
                "Ce qu’est la fiche\u{202f}; «\u{a0}fiche\u{a0}» si rien n’est dit.",
                one_of(&KINDS),
                json!(["fiche"]),
            ),
            key(
                "numero",
                "Numéro",
                "Le numéro dans la collection.",
                counting(),
                json!([6]),
            ),
            key(
                "collection",
                "Collection",
                "La collection\u{202f}; «\u{a0}Points de RepèrESS\u{a0}» si rien n’est dit.",
                text(),
                json!(["Points de RepèrESS"]),
            ),
            key(
                "date",
                "Date",
                "La première publication\u{a0}: année, mois ou jour.",
                date(),
                json!(["2026-03", "2026-03-14"]),
            ),
            key(
                "mise_a_jour",
                "Mise à jour",
                "La dernière révision, mêmes formes que «\u{a0}date\u{a0}».",
                date(),
                json!(["2026-10-12"]),
            ),
            key(
                "verifie_le",
                "Vérifié le",
                "Le jour où le droit cité a été vérifié.",
                day(),
                json!(["2026-11-02"]),
            ),
            key(
                "resume",
                "Résumé",
                "Une ou deux phrases, en tête de page et dans les listes.",
                text(),
                json!(["Trois possibilités de réserver un marché ou un lot."]),
            ),
            key(
                "auteurs",
                "Auteurs",
                "Une liste de noms.",
                texts.clone(),
                json!([["RTES"]]),
            ),
            key(
                "themes",
                "Thèmes",
                "Une liste de thèmes\u{202f}; chacun a sa page.",
                texts.clone(),
                json!([["Commande publique", "Insertion"]]),
            ),
            key(
                "code_par_defaut",
                "Code par défaut",
                "Le code d’un article cité sans code.",
                text(),
                json!(["CCP", "CGCT", "C. trav."]),
            ),
            key(
                "articles",
                "Articles",
                "Le droit sur lequel la fiche repose, même s’il n’est pas dans le texte.",
                list(&either(&text(), &article_entry().schema()), MAX_ITEMS),
                json!([["L2113-12 à L2113-14 CCP", { "ref": "R2113-7 CCP", "note": "La part de travailleurs concernés" }]]),
            ),
            key(
                "sources",
                "Sources",
                "Les sources de la fiche, ou l’identifiant de sources communes.",
                list(&either(&text(), &source().schema()), MAX_ITEMS),
                json!([["loi-ess", { "id": "rapport-2024", "type": "report", "title": "Un rapport", "date": "2024" }]]),
            ),
            key(
                "slug",
                "Adresse",
                "Le nom de la page\u{202f}; celui du fichier si rien n’est dit.",
                slug(),
                json!(["marches-reserves"]),
            ),
            key(
                "alias",
                "Anciennes adresses",
                "D’anciennes adresses, qui mènent à la fiche.",
                texts.clone(),
                json!([["fiches/ancien-nom.html"]]),
            ),
            key(
                "brouillon",
                "Brouillon",
                "true\u{a0}: la fiche n’est pas publiée.",
                yes_or_no(),
                json!([true]),
            ),
            key(
                "ordre",
                "Ordre",
                "Un nombre, pour ranger les fiches sans numéro.",
                whole(),
                json!([10]),
            ),
            key(
                "langue",
                "Langue",
                "La langue de la fiche\u{202f}; celle du site si rien n’est dit.",
                formed(LANGUAGE),
                json!(["fr"]),
            ),
            key(
                "image",
                "Image",
                "L’image montrée quand la page est partagée\u{a0}: un chemin depuis le dossier de la fiche.",
                text(),
                json!(["images/couverture.png"]),
            ),
            key(
                "essentiel",
                "L’essentiel",
                "Trois à cinq points pour l’encadré «\u{a0}En bref\u{a0}».",
                texts,
                json!([["**Une réserve s’annonce.** Elle figure dans l’avis."]]),
            ),
            key(
                "hors_sujet",
                "Hors sujet",
                "Ce que la fiche ne traite pas.",
                text(),
                json!(["Les concessions."]),
            ),
            key(
                "historique",
                "Historique",
                "Une ligne par révision.",
                long_list(&revision().schema()),
                json!([[{ "date": "2026-03", "texte": "Première publication." }]]),
            ),
            key(
                "revoir_avant",
                "À revoir avant",
                "Le jour avant lequel relire la fiche.",
                day(),
                json!(["2027-05-02"]),
            ),
            key(
                "typographie",
                "Typographie",
                "false\u{a0}: la typographie reste celle que vous tapez.",
                yes_or_no(),
                json!([false]),
            ),
        ],
    }
}

/// An entry of `articles:` with a remark.
fn article_entry() -> Group {
    Group {
        names: front_matter::ARTICLE_KEYS,
        required: &["ref"],
        exclusive: &[],
        keys: vec![
            key(
                "ref",
                "Référence",
                "L’article, comme on l’écrit dans le texte.",
                text(),
                json!(["L2113-15 CCP"]),
            ),
            key(
                "note",
                "Remarque",
                "Ce que l’article apporte à la fiche.",
                text(),
                json!(["La part de travailleurs concernés"]),
            ),
        ],
    }
}

/// An entry of `historique:`.
fn revision() -> Group {
    Group {
        names: front_matter::REVISION_KEYS,
        required: &[],
        exclusive: &[],
        keys: vec![
            key(
                "date",
                "Date",
                "Quand la fiche a changé.",
                date(),
                json!(["2026-03"]),
            ),
            key(
                "texte",
                "Texte",
                "Ce qui a changé.",
                text(),
                json!(["Première publication."]),
            ),
        ],
    }
}

/// A source.
pub fn source() -> Group {
    let name = either(&text(), &person());
    let names = either(&name, &long_list(&name));
    Group {
        names: formats::KEYS,
        required: &["id"],
        exclusive: &[
            ("author", "authors"),
            ("editor", "editors"),
            ("translator", "translators"),
        ],
        keys: vec![
            key(
                "id",
                "Identifiant",
                "Le nom de la source, sans espace\u{a0}: celui que cite «\u{a0}[@id]\u{a0}».",
                text(),
                json!(["loi-ess"]),
            ),
            // French names and those of other formats are taken too: the list is what is proposed.
            key(
                "type",
                "Type",
                "Ce qu’est le document.",
                either(&one_of(&SourceKind::NAMES), &text()),
                json!(["report"]),
            ),
            key(
                "title",
                "Titre",
                "Le titre du document.",
                text(),
                json!(["Note de conjoncture ESS"]),
            ),
            key(
                "short_title",
                "Titre court",
                "Comment on l’appelle une fois qu’il est connu.",
                text(),
                json!(["Loi ESS"]),
            ),
            key(
                "author",
                "Auteur",
                "Un nom, ou une liste de noms.",
                names.clone(),
                json!(["ESS France", "Dupont, Jeanne", ["Camille Aubrac", { "nom": "Gogh", "prenom": "Vincent", "particule": "van" }]]),
            ),
            key(
                "authors",
                "Auteurs",
                "Un nom, ou une liste de noms\u{202f}; ne s’ajoute pas à «\u{a0}author\u{a0}».",
                names.clone(),
                json!([["Camille Aubrac", "Noé Castel"]]),
            ),
            key(
                "editor",
                "Directeur",
                "Qui a dirigé l’ouvrage.",
                names.clone(),
                json!(["Martin, Paul"]),
            ),
            key(
                "editors",
                "Directeurs",
                "Qui a dirigé l’ouvrage\u{202f}; ne s’ajoute pas à «\u{a0}editor\u{a0}».",
                names.clone(),
                json!([["Martin, Paul", "Petit, Lucie"]]),
            ),
            key(
                "translator",
                "Traducteur",
                "Qui l’a traduit.",
                names.clone(),
                json!(["Petit, Lucie"]),
            ),
            key(
                "translators",
                "Traducteurs",
                "Qui l’a traduit\u{202f}; ne s’ajoute pas à «\u{a0}translator\u{a0}».",
                names.clone(),
                json!([["Petit, Lucie"]]),
            ),
            key(
                "interviewer",
                "Propos recueillis par",
                "Qui a posé les questions d’un entretien.",
                names.clone(),
                json!(["Petit, Lucie"]),
            ),
            key(
                "date",
                "Date",
                "Année, trimestre, saison, mois, jour ou période.",
                date_of_source(),
                json!([
                    "2024, T2",
                    "2023",
                    "12 juin 2024",
                    "2019-2021",
                    "printemps 2024",
                    "vers 1998",
                    "depuis 2019",
                    "s. d."
                ]),
            ),
            key(
                "publisher",
                "Éditeur",
                "Qui a publié.",
                text(),
                json!(["Éditions du Relevé"]),
            ),
            key(
                "place",
                "Lieu",
                "La ville d’édition.",
                text(),
                json!(["Paris"]),
            ),
            key(
                "container",
                "Dans",
                "La revue, l’ouvrage, la collection ou le site.",
                text(),
                json!(["Légifrance"]),
            ),
            key(
                "container_author",
                "Auteur du tout",
                "Qui a écrit l’ouvrage dont la source est une partie.",
                names,
                json!(["Grand, Paul"]),
            ),
            key(
                "collection",
                "Série",
                "La collection de livres ou de rapports.",
                text(),
                json!(["Que sais-je"]),
            ),
            key(
                "collection_number",
                "Numéro de série",
                "Le numéro dans la collection.",
                text(),
                json!(["12"]),
            ),
            key(
                "volume",
                "Tome",
                "Le volume de la revue ou de l’ouvrage.",
                text(),
                json!(["98"]),
            ),
            key(
                "issue",
                "Livraison",
                "Le numéro de la revue.",
                text(),
                json!(["353"]),
            ),
            key(
                "number",
                "Numéro",
                "Le numéro dans la revue, ou le numéro officiel.",
                text(),
                json!(["12"]),
            ),
            key(
                "pages",
                "Pages",
                "Les pages dans la revue ou l’ouvrage.",
                text(),
                json!(["12-34"]),
            ),
            key(
                "edition",
                "Édition",
                "L’édition, ou la version d’un logiciel.",
                text(),
                json!(["3e"]),
            ),
            key(
                "event",
                "Événement",
                "Le colloque ou la réunion.",
                text(),
                json!(["Forum mondial de l’ESS"]),
            ),
            key(
                "event_place",
                "Lieu de l’événement",
                "La ville de l’événement.",
                text(),
                json!(["Dakar"]),
            ),
            key(
                "genre",
                "Nature",
                "Ce qu’il est, en mots.",
                text(),
                json!(["Thèse de doctorat"]),
            ),
            key(
                "authority",
                "Juridiction",
                "La juridiction ou l’assemblée.",
                text(),
                json!(["Conseil d’État"]),
            ),
            key(
                "section",
                "Formation",
                "La formation de jugement.",
                text(),
                json!(["Sect."]),
            ),
            key(
                "jurisdiction",
                "Pays",
                "Le pays dont c’est le droit.",
                text(),
                json!(["France"]),
            ),
            key(
                "url",
                "Adresse",
                "L’adresse complète de la page.",
                formed(WEB),
                json!(["https://www.ess-france.org/"]),
            ),
            key(
                "doi",
                "DOI",
                "Le DOI, nu ou avec son adresse.",
                text(),
                json!(["10.3917/recma.353.0060"]),
            ),
            key(
                "isbn",
                "ISBN",
                "Le numéro du livre.",
                text(),
                json!(["978-2-13-000000-0"]),
            ),
            key(
                "issn",
                "ISSN",
                "Le numéro de la revue.",
                text(),
                json!(["1626-1682"]),
            ),
            key(
                "official_id",
                "Identifiant officiel",
                "JORFTEXT, LEGITEXT, NOR, ECLI ou CELEX.",
                text(),
                json!(["JORFTEXT000029313296"]),
            ),
            key(
                "archive",
                "Fonds",
                "Les archives ou la bibliothèque qui le gardent.",
                text(),
                json!(["Archives nationales"]),
            ),
            key(
                "accessed",
                "Consulté le",
                "Quand la page a été lue.",
                date_of_source(),
                json!(["2026-01-12"]),
            ),
            key(
                "language",
                "Langue",
                "La langue du document.",
                formed(LANGUAGE),
                json!(["fr", "en"]),
            ),
            key(
                "note",
                "Remarque",
                "Une remarque, imprimée à la fin.",
                text(),
                json!(["Édition revue."]),
            ),
        ],
    }
}

/// A name in parts.
fn person() -> Value {
    let mut parts = serde_json::Map::new();
    for (name, alias) in formats::NAME_PARTS {
        for name in [name, alias] {
            parts.insert((*name).to_owned(), text());
        }
    }
    json!({
        "type": "object",
        "properties": parts,
        "additionalProperties": false,
        "anyOf": [
            { "required": ["family"] },
            { "required": ["nom"] },
            { "required": ["literal"] },
            { "required": ["organisme"] },
        ],
    })
}

/// An entry of the glossary.
pub fn glossary() -> Group {
    Group {
        names: site_glossary::KEYS,
        required: &["terme"],
        exclusive: &[],
        keys: vec![
            key(
                "terme",
                "Terme",
                "Le mot, ou le sigle en toutes lettres.",
                text(),
                json!(["Économie sociale et solidaire"]),
            ),
            key(
                "sigle",
                "Sigle",
                "Le sigle, comme les fiches l’écrivent.",
                text(),
                json!(["ESS"]),
            ),
            key(
                "definition",
                "Définition",
                "Ce que le mot veut dire\u{202f}; facultatif quand il y a un sigle.",
                text(),
                json!(["Une façon d’entreprendre où le profit n’est pas le but premier."]),
            ),
            key(
                "voir",
                "Voir",
                "Le nom d’une fiche, ou un autre mot du glossaire.",
                text(),
                json!(["marches-reserves"]),
            ),
        ],
    }
}

/// An entry of `articles.yaml`, on an article (`ref`) or on a text (`texte`).
pub fn articles() -> Group {
    Group {
        names: facts::KEYS,
        required: &["ref", "texte"],
        exclusive: &[("ref", "texte")],
        keys: vec![
            key(
                "ref",
                "Référence",
                "L’article décrit.",
                text(),
                json!(["L2113-12 CCP"]),
            ),
            key(
                "titre",
                "Titre",
                "De quoi l’article traite.",
                text(),
                json!(["Marchés réservés\u{a0}: handicap"]),
            ),
            key(
                "id",
                "Identifiant officiel",
                "L’identifiant de Légifrance.",
                formed(OFFICIAL_ID),
                json!(["LEGIARTI000037703533"]),
            ),
            key(
                "note",
                "Remarque",
                "Une remarque de la rédaction.",
                text(),
                json!(["À lire avec l’article R.\u{a0}2113-7."]),
            ),
            key(
                "texte",
                "Texte",
                "Le texte décrit\u{a0}: son identifiant, ou son nom comme on l’écrit.",
                text(),
                json!(["arrete:2020-ess"]),
            ),
            key(
                "nom",
                "Nom",
                "Le nom imprimé du texte.",
                text(),
                json!(["Arrêté type de délégation"]),
            ),
            key(
                "noms",
                "Autres noms",
                "Les noms auxquels on le reconnaît dans les fiches.",
                long_list(&text()),
                json!([["arrêté de délégation"]]),
            ),
            key(
                "url",
                "Adresse",
                "L’adresse officielle du texte.",
                formed("https?://.*"),
                json!(["https://exemple.org/arrete"]),
            ),
        ],
    }
}

/// `site.yaml`.
pub fn site() -> Group {
    Group {
        names: config::KEYS,
        required: &[],
        exclusive: &[],
        keys: vec![
            key(
                "titre",
                "Titre",
                "Le titre du site.",
                text(),
                json!(["Mes guides"]),
            ),
            key(
                "url",
                "Adresse",
                "L’adresse où le site est publié\u{a0}: elle donne le flux, le plan et les liens de partage.",
                formed("https?://\\S+"),
                json!(["https://guides.exemple.org/"]),
            ),
            key(
                "langue",
                "Langue",
                "La langue des pages, «\u{a0}fr\u{a0}» si rien n’est dit.",
                formed(LANGUAGE),
                json!(["fr"]),
            ),
            key("auteur", "Auteur", "Qui publie.", text(), json!(["RTES"])),
            key(
                "description",
                "Description",
                "Une phrase sur le site.",
                text(),
                json!(["Les guides pratiques du réseau."]),
            ),
            key(
                "theme",
                "Thème",
                "Un dossier de themes/.",
                formed("[A-Za-z0-9_-]+"),
                json!(["mon-theme"]),
            ),
            key(
                "style_citation",
                "Style des sources",
                "Le style des notes et de la bibliographie : « apa », « iso690 », « juridique », ou le chemin d’un fichier .csl du site.",
                formed(r"^(apa|iso690|juridique|.*\.csl)$"),
                json!(["apa", "juridique", "styles/maison.csl"]),
            ),
            key(
                "bibliographies",
                "Autres fichiers de sources",
                "Des chemins depuis le dossier du site, ou celui du contenu.",
                long_list(&text()),
                json!([["zotero.yaml"]]),
            ),
            key(
                "html_brut",
                "HTML brut",
                "true\u{a0}: le HTML des fiches est publié tel quel. À réserver aux sites dont vous connaissez tous les auteurs.",
                yes_or_no(),
                json!([false]),
            ),
            key(
                "typographie",
                "Typographie",
                "false\u{a0}: la typographie reste celle que vous tapez.",
                yes_or_no(),
                json!([true]),
            ),
            key(
                "menu",
                "Menu",
                "Les entrées du menu, dans l’ordre.",
                long_list(&menu_entry().schema()),
                json!([[{ "texte": "Glossaire", "page": "glossaire.html" }]]),
            ),
            key(
                "pied",
                "Pied de page",
                "Le texte du pied de page, en Markdown.",
                text(),
                json!(["Un site **d’essai**."]),
            ),
            key(
                "accessibilite",
                "Accessibilité",
                "Ce que le site déclare de son accessibilité (RGAA).",
                optional(&accessibility()),
                json!([{ "etat": "non conforme", "contact": "accessibilite@exemple.org" }]),
            ),
        ],
    }
}

/// An entry of `menu:`.
fn menu_entry() -> Group {
    Group {
        names: config::MENU_KEYS,
        required: &[],
        exclusive: &[],
        keys: vec![
            key(
                "texte",
                "Texte",
                "Ce que dit le menu.",
                text(),
                json!(["Glossaire"]),
            ),
            key(
                "page",
                "Page",
                "Le nom d’une fiche, ou le chemin d’une page du site.",
                text(),
                json!(["glossaire.html"]),
            ),
        ],
    }
}

/// `accessibilite:`.
fn accessibility() -> Group {
    Group {
        names: config::ACCESSIBILITY_KEYS,
        required: &[],
        exclusive: &[],
        keys: vec![
            key(
                "etat",
                "État",
                "L’état de conformité\u{202f}; «\u{a0}non conforme\u{a0}» tant qu’aucun audit ne dit mieux.",
                one_of(&config::STATES),
                json!(["non conforme"]),
            ),
            key(
                "date_audit",
                "Date de l’audit",
                "Le jour de l’audit.",
                day(),
                json!(["2026-01-12"]),
            ),
            key(
                "contact",
                "Contact",
                "Où écrire.",
                text(),
                json!(["accessibilite@exemple.org"]),
            ),
        ],
    }
}

/// The address of a sheet; empty counts as absent.
fn slug() -> Value {
    let mut schema = formed(SLUG);
    schema["maxLength"] = json!(crate::sheet::slug::MAX_SLUG);
    schema
}
