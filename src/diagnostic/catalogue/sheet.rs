//! Remarks on one sheet: its front matter as a whole, and its Markdown.

use crate::diagnostic::{Diagnostic, Place};
use crate::input::Span;

/// The file does not begin with front matter.
pub fn no_front_matter(span: Span) -> Diagnostic {
    Diagnostic::error("en-tete-absent", Place::Span(span), "cette fiche n’a pas d’en-tête")
        .label("l’en-tête commence ici par « --- »")
        .help("Écrivez en tête du fichier trois lignes : « --- », « titre: Le titre de la fiche », « --- ».")
}

/// The front matter is never closed.
pub fn unclosed_front_matter(span: Span) -> Diagnostic {
    Diagnostic::error(
        "en-tete-ouvert",
        Place::Span(span),
        "l’en-tête ouvert ici n’est jamais fermé",
    )
    .label("ouvert ici")
    .help("Ajoutez une ligne « --- » après la dernière clé de l’en-tête.")
}

/// The title is very long.
pub fn long_title(span: Span, length: usize, limit: usize) -> Diagnostic {
    Diagnostic::warning("titre-long", Place::Span(span), format!("ce titre fait {length} caractères"))
        .label("titre très long")
        .help(format!("Au-delà de {limit} caractères, il ne tient plus dans les listes : déplacez une partie dans « resume »."))
}

/// `slug` has characters that an address should not have.
pub fn bad_slug(span: Span, written: &str, right: &str) -> Diagnostic {
    let help = if right.is_empty() {
        "N’employez que des lettres sans accent, des chiffres et des traits d’union.".to_owned()
    } else {
        format!("Écrivez « slug: {right} ».")
    };
    Diagnostic::error(
        "slug",
        Place::Span(span),
        format!("« {written} » ne convient pas comme adresse"),
    )
    .label("minuscules sans accent, chiffres et traits d’union")
    .help(help)
}

/// The name of the file gives no address.
pub fn no_slug(span: Span) -> Diagnostic {
    Diagnostic::error("slug", Place::Span(span), "le nom de ce fichier ne peut pas donner d’adresse")
        .label("ajoutez une clé « slug »")
        .help("Renommez le fichier avec des lettres latines, ou ajoutez à l’en-tête par exemple « slug: marches-reserves ».")
}

/// The sheet has no text.
pub fn empty_body(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "fiche-vide",
        Place::Span(span),
        "cette fiche n’a pas de texte",
    )
    .help(
        "Écrivez le texte sous la seconde ligne « --- », ou marquez la fiche « brouillon: true ».",
    )
}

/// A first-level heading in the body: the title is in the front matter.
pub fn level_one_heading(span: Span) -> Diagnostic {
    Diagnostic::warning("titre-de-niveau-1", Place::Span(span), "un intertitre de niveau 1 se trouve dans le texte")
        .label("niveau 1")
        .help("Le titre de la fiche vient de l’en-tête : commencez les parties par « ## ». Celle-ci est publiée comme une partie.")
}

/// A heading that skips a level.
pub fn skipped_level(span: Span, level: u8, expected: u8) -> Diagnostic {
    Diagnostic::warning(
        "niveau-saute",
        Place::Span(span),
        format!(
            "cet intertitre de niveau {level} suit un niveau {}",
            expected - 1
        ),
    )
    .label("niveau sauté")
    .help(format!(
        "Écrivez « {} » au plus : les lecteurs d’écran annoncent les niveaux (RGAA 9.1).",
        "#".repeat(expected.into())
    ))
}

/// Two headings ask for one id.
pub fn heading_id_taken(span: Span, id: &str) -> Diagnostic {
    Diagnostic::warning(
        "ancre-double",
        Place::Span(span),
        format!("l’ancre « {id} » est déjà prise"),
    )
    .label("ancre reprise")
    .help("Donnez une autre ancre : « ## Titre {#autre-ancre} ».")
}

/// An unknown callout mark.
pub fn unknown_callout(span: Span, mark: &str, close: Option<&str>) -> Diagnostic {
    let help = match close {
        Some(close) => format!("vouliez-vous dire « [!{close}] » ?"),
        None => "Encadrés possibles : NOTE, ASTUCE, IMPORTANT, ATTENTION, EXEMPLE, TERRITOIRE, CHIFFRES, LOI, DEFINITION, PRATIQUE, RESSOURCES.".to_owned(),
    };
    Diagnostic::warning(
        "encadre-inconnu",
        Place::Span(span),
        format!("« [!{mark}] » n’est pas un type d’encadré"),
    )
    .label("type inconnu")
    .help(help)
}

/// An image without alternative text.
pub fn missing_alt(span: Span) -> Diagnostic {
    Diagnostic::warning("image-sans-texte", Place::Span(span), "cette image n’a pas de texte de remplacement")
        .label("texte attendu entre les crochets")
        .help("Décrivez l’image : « ![Ce qu’elle montre](image.svg) ». Si elle ne fait que décorer, écrivez « ![](image.svg \"decoratif\") ».")
}

/// A note or a citation in the footer of the site.
pub fn note_in_footer(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "note-dans-le-pied",
        Place::Span(span),
        "le pied de page appelle une note ou une source",
    )
    .label("appel sans note")
    .help("Le pied de page n’a pas de notes : l’appel n’est pas publié. Écrivez la précision dans le texte, ou liez une page.")
}

/// A footnote that is called and not defined.
pub fn undefined_note(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "note-inconnue",
        Place::Span(span),
        format!("la note « {name} » est appelée et n’est pas écrite"),
    )
    .label("note introuvable")
    .help(format!(
        "Écrivez à la fin de la fiche une ligne « [^{name}]: texte de la note »."
    ))
}

/// `^[words]`, the note of other dialects.
pub fn inline_note(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "note-inconnue",
        Place::Span(span),
        "ce crochet n’ouvre pas une note et se lira tel quel",
    )
    .label("note dans le texte")
    .help("Appelez la note ici par « [^1] », et écrivez-la à la fin de la fiche : « [^1]: texte de la note ».")
}

/// A footnote that is defined and not called.
pub fn unused_note(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "note-inutile",
        Place::Span(span),
        format!("la note « {name} » n’est appelée nulle part"),
    )
    .label("jamais appelée")
    .help(format!(
        "Appelez-la dans le texte par « [^{name}] », ou supprimez-la."
    ))
}

/// Notes that call one another in a circle.
pub fn recursive_note(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "note-circulaire",
        Place::Span(span),
        format!("la note « {name} » s’appelle elle-même"),
    )
    .label("appel circulaire")
    .help("Retirez cet appel : une note ne peut pas renvoyer à elle-même, même par une autre.")
}

/// A footnote defined twice.
pub fn note_twice(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "note-double",
        Place::Span(span),
        format!("la note « {name} » est écrite deux fois"),
    )
    .label("seconde fois")
    .help("Seule la première est publiée : donnez un autre nom à celle-ci.")
}

/// A scheme that is not allowed.
pub fn refused_scheme(span: Span, scheme: &str) -> Diagnostic {
    Diagnostic::error("lien-refuse", Place::Span(span), format!("les liens « {scheme}: » ne sont pas admis"))
        .label("lien refusé")
        .help("Un lien commence par https://, http://, mailto: ou tel:, ou donne le chemin d’un fichier du contenu.")
}

/// An image or media that would be fetched from elsewhere.
pub fn remote_image(span: Span) -> Diagnostic {
    Diagnostic::error("image-distante", Place::Span(span), "cette image serait chargée depuis un autre site")
        .label("image distante")
        .help("Enregistrez l’image à côté de la fiche et liez ce fichier : le site se lit aussi sans réseau.")
}

/// A link without address.
pub fn empty_link(span: Span) -> Diagnostic {
    Diagnostic::error("lien-vide", Place::Span(span), "ce lien ne mène nulle part")
        .label("adresse attendue")
        .help("Écrivez l’adresse entre les parenthèses : « [texte](https://…) ».")
}

/// An absolute path, which works neither under a sub-path nor from the disk.
pub fn absolute_path(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("lien-absolu", Place::Span(span), format!("le lien « {written} » commence par la racine du site"))
        .label("chemin absolu")
        .help("Donnez le chemin depuis le dossier de la fiche (« ../fiches/autre.md »), ou écrivez « [[autre]] ».")
}

/// A path of the editor's own computer.
pub fn path_on_disk(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("lien-absolu", Place::Span(span), format!("« {written} » est un chemin de votre ordinateur"))
        .label("chemin d’un disque")
        .help("Copiez le fichier dans le dossier du contenu, et donnez son chemin depuis le dossier de la fiche.")
}

/// `[[` that nothing closes.
pub fn unclosed_wiki_link(span: Span) -> Diagnostic {
    Diagnostic::warning("lien-inacheve", Place::Span(span), "un lien vers une fiche est ouvert ici et n’est pas fermé")
        .label("« ]] » attendu")
        .help("Fermez-le sur la même ligne, « [[marches-reserves]] » ; pour écrire deux crochets, « \\[\\[ ».")
}

/// `](` with an address that is none.
pub fn broken_link_writing(span: Span) -> Diagnostic {
    Diagnostic::warning("lien-inacheve", Place::Span(span), "ce lien est mal écrit et se lira tel quel")
        .label("adresse mal formée")
        .help("Une adresse qui contient une espace ou une parenthèse s’écrit entre chevrons : « [texte](<mon fichier.pdf>) » ; vérifiez la parenthèse fermante.")
}

/// `##Titre`, without a space.
pub fn heading_without_space(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "titre-sans-espace",
        Place::Span(span),
        "ces dièses ne font pas un intertitre",
    )
    .label("un espace manque après les dièses")
    .help("Écrivez « ## Titre ».")
}

/// More links than a sheet may have.
pub fn too_many_links(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "trop-de-liens",
        Place::Span(span),
        format!("cette fiche compte plus de {limit} liens"),
    )
    .label("premier lien de trop")
    .help("Répartissez le texte entre plusieurs fiches.")
}

/// Lists and quotations nested deeper than allowed.
pub fn too_nested(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "texte-imbrique",
        Place::Span(span),
        format!("le texte est imbriqué sur plus de {limit} niveaux"),
    )
    .label("niveau de trop")
    .help("Réduisez le nombre de listes ou de citations les unes dans les autres.")
}

/// Raw HTML whose elements are nested deeper than allowed, or cross one another without end.
pub fn html_too_nested(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "texte-imbrique",
        Place::Span(span),
        format!("ce HTML est imbriqué sur plus de {limit} niveaux, ou ses balises se croisent trop souvent"),
    )
    .label("HTML trop imbriqué")
    .help("Fermez chaque balise dans l’ordre inverse de leur ouverture, ou écrivez ce passage en Markdown.")
}

/// The language of a code block that no highlighter knows.
pub fn unknown_language(span: Span, language: &str) -> Diagnostic {
    Diagnostic::warning("langage-inconnu", Place::Span(span), format!("le langage de code « {language} » est inconnu"))
        .label("langage inconnu")
        .help("Le code est publié sans couleurs. Langages courants : yaml, json, xml, html, css, sql, python, bash.")
}

/// A raw HTML element that is never closed, or closed without being opened.
pub fn unclosed_html(span: Span, tag: &str) -> Diagnostic {
    Diagnostic::warning(
        "html-non-ferme",
        Place::Span(span),
        format!("la balise « <{tag}> » n’a pas sa pareille"),
    )
    .label("balise seule")
    .help(
        "Fermez-la dans le même paragraphe, ou supprimez-la : une balise seule n’est pas publiée.",
    )
}

/// Raw HTML that was left out.
pub fn removed_html(span: Span, tag: &str) -> Diagnostic {
    Diagnostic::warning("html-retire", Place::Span(span), format!("la balise « <{tag}> » n’est pas admise et n’est pas publiée"))
        .label("balise retirée")
        .help("Employez le Markdown correspondant. « html_brut: true » dans site.yaml publie le HTML tel quel, sous votre responsabilité.")
}

/// Control or bidirectional characters.
pub fn hidden_characters(span: Span, code: u32) -> Diagnostic {
    Diagnostic::warning(
        "caractere-invisible",
        Place::Span(span),
        format!("un caractère invisible (U+{code:04X}) se trouve ici"),
    )
    .label("caractère invisible")
    .help("Il n’est pas publié. Effacez-le et retapez le mot.")
}

/// `{lang=…}` with no language tag.
pub fn bad_mark_language(span: Span, written: &str) -> Diagnostic {
    Diagnostic::warning(
        "langue",
        Place::Span(span),
        format!("« {written} » n’est pas un code de langue"),
    )
    .label("code de langue attendu")
    .help("Écrivez par exemple « [sourcing]{lang=en} ».")
}

/// Marks left by a merge.
pub fn merge_conflict(span: Span) -> Diagnostic {
    Diagnostic::error(
        "fusion",
        Place::Span(span),
        "des marques de fusion sont restées dans le texte",
    )
    .label("marque de fusion")
    .help("Gardez la bonne version du passage et supprimez les lignes <<<<<<<, ======= et >>>>>>>.")
}

/// A file that is larger than a sheet may be.
pub fn too_large(path: &str, size: u64, limit: u64) -> Diagnostic {
    Diagnostic::error(
        "fiche-trop-grande",
        Place::File(path.to_owned()),
        format!(
            "ce fichier occupe {} Mo ; la limite est de {} Mo",
            size / 1_000_000,
            limit / 1_000_000
        ),
    )
    .help("Répartissez le texte entre plusieurs fiches.")
}
