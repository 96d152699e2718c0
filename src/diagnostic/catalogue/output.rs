//! Remarks on files that could not be read.

use crate::diagnostic::{Diagnostic, Place};
use crate::input::ReadFault;

/// A file or folder that could not be read.
pub fn read_fault(path: &str, fault: &ReadFault) -> Diagnostic {
    let place = Place::File(path.to_owned());
    match fault {
        ReadFault::NotUtf8 { offset, line } => Diagnostic::error(
            "encodage",
            place,
            format!("ce fichier n’est pas en UTF-8\u{a0}: octet {offset}, ligne {line}"),
        )
        .help("Enregistrez-le de nouveau en choisissant l’encodage UTF-8."),
        ReadFault::TooLarge { size, limit } => Diagnostic::error(
            "fichier-trop-grand",
            place,
            format!(
                "ce fichier occupe {} Ko\u{202f}; la limite est de {} Ko",
                size.div_ceil(1000),
                limit / 1000
            ),
        )
        .help("Répartissez le texte entre plusieurs fiches, ou réduisez l’image."),
        ReadFault::Absent => Diagnostic::error("lecture", place, "ce fichier n’existe pas")
            .help("Vérifiez le dossier et l’orthographe du nom, majuscules comprises."),
        ReadFault::Folder => {
            Diagnostic::error("lecture", place, "ceci est un dossier, non un fichier")
                .help("Nommez chacun de ses fichiers.")
        }
        ReadFault::LinkOutside => Diagnostic::error(
            "lien-symbolique",
            place,
            "ce lien symbolique mène hors du site, ou nulle part",
        )
        .help("Remplacez le lien par une copie du fichier."),
        ReadFault::NotRegular => Diagnostic::error(
            "fichier-special",
            place,
            "ceci n’est ni un fichier ni un dossier",
        )
        .help("Remplacez-le par un fichier ordinaire, ou supprimez-le."),
        ReadFault::BadName => Diagnostic::error(
            "nom-de-fichier",
            place,
            "le nom de ce fichier est mal encodé",
        )
        .help("Renommez-le avec des lettres sans accent, des chiffres et des traits d’union."),
        ReadFault::TooDeep => Diagnostic::error(
            "dossiers-imbriques",
            place,
            "trop de dossiers sont imbriqués ici",
        )
        .help("Rapprochez ce dossier de la racine du contenu."),
        ReadFault::Refused(reason) => Diagnostic::error(
            "lecture",
            place,
            format!("impossible de lire\u{a0}: {reason}"),
        )
        .help("Vérifiez que le chemin existe et que vous avez le droit de le lire."),
    }
}
