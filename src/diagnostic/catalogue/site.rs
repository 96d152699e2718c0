//! Remarks on the site as a whole: settings, addresses, links between sheets, glossary.

use crate::diagnostic::{Diagnostic, Place};
use crate::input::Span;

/// `langue` is no language tag.
pub fn bad_language(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        "langue",
        Place::Span(span),
        format!("« {written} » n’est pas un code de langue"),
    )
    .label("code de langue attendu")
    .help("Écrivez par exemple « fr » ou « en ».")
}

/// `url` is no address.
pub fn bad_url(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        "url",
        Place::Span(span),
        format!("« {written} » n’est pas l’adresse d’un site"),
    )
    .label("adresse attendue")
    .help("Écrivez l’adresse complète, par exemple « https://guides.exemple.org/ ».")
}

/// `style_citation` is a path out of the site.
pub fn style_outside(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        "style-citation",
        Place::Span(span),
        format!("« {written} » n’est pas un fichier du site"),
    )
    .label("chemin refusé")
    .help("Rangez le fichier .csl dans le dossier du site et écrivez son chemin depuis ce dossier, par exemple « styles/revue.csl ».")
}

/// Why a file that `bibliographies` names is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BibliographyFault {
    /// Nothing is named.
    Empty,
    /// A path that leads out of the site.
    Outside,
    /// In none of the formats that are read.
    Format,
    /// There is no such file.
    Absent,
    /// A folder.
    Folder,
    /// Something that cannot be read.
    Unreadable,
}

/// A file that `bibliographies` names and that is not read.
pub fn bibliography(span: Span, path: &str, fault: BibliographyFault) -> Diagnostic {
    let (message, label, help) = match fault {
        BibliographyFault::Empty => (
            "une ligne de « bibliographies » ne nomme aucun fichier".to_owned(),
            "rien ici",
            "Écrivez-y le chemin d’un fichier depuis le dossier du site, par exemple « biblio/zotero.bib », ou retirez la ligne.",
        ),
        BibliographyFault::Outside => (
            format!("« {path} » n’est pas un chemin dans le dossier du site"),
            "chemin refusé",
            "Rangez le fichier dans le dossier du site et écrivez son chemin depuis ce dossier, avec des « / » : « biblio/zotero.bib ». Les noms qui commencent par un point ne sont pas lus.",
        ),
        BibliographyFault::Format => (
            format!("« {path} » n’est dans aucun des formats de sources qui sont lus"),
            "format inconnu",
            "Son nom finit par « .yaml » (YAML), « .bib » (BibLaTeX) ou « .json » (CSL JSON).",
        ),
        BibliographyFault::Absent => (
            format!("le fichier de sources « {path} » n’existe pas"),
            "fichier introuvable",
            "Il est cherché dans le dossier du contenu, puis dans celui du site : vérifiez le dossier et l’orthographe, majuscules comprises.",
        ),
        BibliographyFault::Folder => (
            format!("« {path} » est un dossier, non un fichier de sources"),
            "dossier",
            "Nommez chacun de ses fichiers, une ligne par fichier.",
        ),
        BibliographyFault::Unreadable => (
            format!("le fichier de sources « {path} » ne peut pas être lu"),
            "fichier illisible",
            "Remplacez-le par une copie ordinaire du fichier, dans le dossier du site, que vous avez le droit de lire.",
        ),
    };
    Diagnostic::error("bibliographies", Place::Span(span), message)
        .label(label)
        .help(help)
}

/// A list or a group of keys in the place of a path of `bibliographies`.
pub fn bibliography_not_a_path(span: Span) -> Diagnostic {
    Diagnostic::error(
        "type-inattendu",
        Place::Span(span),
        "une ligne de « bibliographies » n’est pas un chemin seul",
    )
    .label("un chemin attendu")
    .help("Écrivez le chemin après le tiret, sans crochets ni accolades : « - biblio/zotero.bib ».")
}

/// `url` has accents.
pub fn accented_url(span: Span, written: &str) -> Diagnostic {
    Diagnostic::warning("url-accents", Place::Span(span), format!("l’adresse « {written} » contient des accents"))
        .label("accents")
        .help("Certains logiciels ne la reconnaîtront pas : écrivez le nom de domaine en Punycode (xn--…) et le chemin sans accent.")
}

/// Two sheets claim one address.
pub fn address_taken(span: Span, first: Span, path: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        "adresse-double",
        Place::Span(span),
        format!("deux fiches veulent l’adresse « {path} » : celle-ci et « {other} »"),
    )
    .label("adresse déjà prise")
    .related(first, "prise ici")
    .help("Renommez l’un des fichiers, ou donnez à l’une des fiches une autre clé « slug ».")
}

/// A sheet claims the address of one of the site's own pages.
pub fn address_reserved(span: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        "adresse-reservee",
        Place::Span(span),
        format!("l’adresse « {path} » est celle d’une page du site"),
    )
    .label("adresse réservée")
    .help("Donnez à la fiche une autre clé « slug ».")
}

/// A link to a sheet that does not exist.
pub fn broken_link(span: Span, written: &str, close: &[&str]) -> Diagnostic {
    let help = if close.is_empty() {
        "Vérifiez le nom du fichier de la fiche visée, sans son extension.".to_owned()
    } else {
        format!("vouliez-vous dire {} ?", listed(close))
    };
    Diagnostic::error(
        "lien-casse",
        Place::Span(span),
        format!("aucune fiche ne répond à « {written} »"),
    )
    .label("fiche introuvable")
    .help(help)
}

/// A link to a file that does not exist.
pub fn missing_file(span: Span, written: &str, close: &[&str]) -> Diagnostic {
    let mut help =
        "Le chemin se lit depuis le dossier de la fiche ; majuscules et accents comptent."
            .to_owned();
    let host = written.split('/').next().unwrap_or_default();
    let elsewhere = host.starts_with("www.")
        || [".fr", ".org", ".com", ".eu", ".net"]
            .iter()
            .any(|end| host.ends_with(end));
    if written.contains('@') {
        help = format!("Pour une adresse électronique, écrivez « mailto:{written} ». {help}");
    } else if elsewhere {
        help = format!("Pour un autre site, écrivez « https://{written} ». {help}");
    }
    if !close.is_empty() {
        help = format!("vouliez-vous dire {} ? {help}", listed(close));
    }
    Diagnostic::error(
        "fichier-introuvable",
        Place::Span(span),
        format!("le fichier « {written} » n’existe pas"),
    )
    .label("fichier introuvable")
    .help(help)
}

/// A link that climbs out of the content folder.
pub fn outside_content(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("hors-contenu", Place::Span(span), format!("« {written} » sort du dossier du contenu"))
        .label("chemin refusé")
        .help("Rangez le fichier dans le dossier du contenu, et écrivez son chemin depuis celui de la fiche.")
}

/// A link to a section that the sheet does not have.
pub fn broken_anchor(span: Span, fragment: &str, sheet: &str, close: &[&str]) -> Diagnostic {
    let help = if close.is_empty() {
        "Cette fiche n’a pas d’intertitre ; liez la fiche entière.".to_owned()
    } else {
        format!("vouliez-vous dire {} ?", listed(close))
    };
    Diagnostic::error(
        "ancre-inconnue",
        Place::Span(span),
        format!("« {sheet} » n’a pas de section « {fragment} »"),
    )
    .label("section introuvable")
    .help(help)
}

/// A link to a draft, which is not published.
pub fn link_to_draft(span: Span, slug: &str) -> Diagnostic {
    Diagnostic::error("lien-brouillon", Place::Span(span), format!("« {slug} » est un brouillon et n’est pas publié"))
        .label("brouillon")
        .help("Retirez le lien, ou la ligne « brouillon: true » de la fiche visée. « --drafts » publie aussi les brouillons.")
}

/// A kind of file that is not published.
pub fn unpublishable(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("fichier-refuse", Place::Span(span), format!("le fichier « {written} » ne peut pas être publié"))
        .label("type de fichier refusé")
        .help("Images, PDF, documents bureautiques, CSV, sons et vidéos sont publiés ; pages web, scripts et fichiers de données du site, jamais.")
}

/// An image that holds something that runs or fetches.
pub fn unsafe_svg(span: Span, written: &str, what: &str) -> Diagnostic {
    Diagnostic::error("svg-refuse", Place::Span(span), format!("l’image « {written} » contient {what}"))
        .label("image refusée")
        .help("Enregistrez l’image de nouveau en « SVG simple » (sans script ni lien extérieur), ou en PNG.")
}

/// A file with the name of an image that is none.
pub fn unreadable_image(span: Span, path: &str) -> Diagnostic {
    Diagnostic::warning("image-illisible", Place::Span(span), format!("« {path} » n’est pas une image que les navigateurs sachent lire"))
        .label("image illisible")
        .help("Ouvrez le fichier : s’il est abîmé, ou d’un autre type que ce que dit son nom, enregistrez-le de nouveau en PNG, en JPEG ou en WebP.")
}

/// A file of another kind, shown as an image.
pub fn not_an_image(span: Span, path: &str) -> Diagnostic {
    Diagnostic::warning("image-illisible", Place::Span(span), format!("« {path} » est montré comme une image, et les navigateurs ne savent pas l’afficher"))
        .label("type de fichier sans image")
        .help("Pour mener à un document, retirez le « ! » : « [Le rapport](rapport.pdf) ». Pour montrer une image, enregistrez-la en PNG, JPEG, WebP, AVIF, GIF ou SVG.")
}

/// A bitmap that weighs too much; `size` in bytes.
pub fn heavy_image(span: Span, path: &str, size: u64) -> Diagnostic {
    let weight = match size {
        ..1_000_000 => format!("{} ko", size / 1000),
        _ => format!("{},{} Mo", size / 1_000_000, size / 100_000 % 10),
    };
    Diagnostic::warning("image-lourde", Place::Span(span), format!("l’image « {path} » occupe {weight} : elle tardera sur un téléphone"))
        .label("plus de 400 ko")
        .help("Réduisez-la à 1600 pixels de large et enregistrez-la en WebP ou en JPEG ; un schéma se garde mieux en SVG.")
}

/// A bitmap with more pixels than a phone can hold.
pub fn huge_image(span: Span, path: &str, width: u32, height: u32) -> Diagnostic {
    Diagnostic::warning("image-lourde", Place::Span(span), format!("l’image « {path} » mesure {width} × {height} pixels : un téléphone peut ne pas l’afficher"))
        .label("plus de 40 millions de pixels")
        .help("Réduisez-la à 1600 pixels de large.")
}

/// An old address that is no path of the site, or is taken.
pub fn bad_alias(span: Span, written: &str, why: &str) -> Diagnostic {
    Diagnostic::error("alias", Place::Span(span), format!("l’ancienne adresse « {written} » ne convient pas : {why}"))
        .label(why.to_owned())
        .help("Écrivez un chemin du site qui finit par « .html », par exemple « fiches/ancien-nom.html ».")
}

/// The menu names a page that does not exist.
pub fn menu_page(span: Span, written: &str, close: Option<&str>) -> Diagnostic {
    let help = match close {
        Some(close) => format!("vouliez-vous dire « {close} » ?"),
        None => "Écrivez le nom d’une fiche (sans extension), ou par exemple « glossaire.html »."
            .to_owned(),
    };
    Diagnostic::error(
        "menu",
        Place::Span(span),
        format!("le menu mène à « {written} », qui n’existe pas"),
    )
    .label("page introuvable")
    .help(help)
}

/// `voir` of the glossary names nothing known.
pub fn glossary_see(span: Span, written: &str, close: Option<&str>) -> Diagnostic {
    let help = match close {
        Some(close) => format!("vouliez-vous dire « {close} » ?"),
        None => "Écrivez le nom d’une fiche (sans extension), ou un sigle du glossaire.".to_owned(),
    };
    Diagnostic::error(
        "glossaire-voir",
        Place::Span(span),
        format!("« voir » mène à « {written} », qui n’existe pas"),
    )
    .label("introuvable")
    .help(help)
}

/// The glossary defines one acronym or term twice.
pub fn glossary_twice(span: Span, first: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        "glossaire-double",
        Place::Span(span),
        format!("le glossaire définit deux fois « {word} »"),
    )
    .label("seconde définition")
    .related(first, "première définition")
    .help("Gardez une seule des deux entrées.")
}

/// A file of the content has nothing in it.
pub fn empty_file(path: &str) -> Diagnostic {
    Diagnostic::warning(
        "fichier-vide",
        Place::File(path.to_owned()),
        "ce fichier est vide",
    )
    .help("Remplissez-le, ou supprimez-le.")
}

/// There is no sheet.
pub fn nothing_to_publish() -> Diagnostic {
    Diagnostic::warning("site-vide", Place::Site, "le dossier du contenu ne contient aucune fiche")
        .help("Créez un fichier « content/ma-fiche.md » qui commence par « --- », « titre: Ma fiche », « --- ».")
}

/// Words in guillemets, joined by commas and "ou".
fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("« {word} »")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} ou {last}", first.join(", ")),
        None => String::new(),
    }
}
