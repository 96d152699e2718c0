//! Remarks of the legal watch: what changed in the law that a sheet cites.

use crate::diagnostic::{Diagnostic, Place};
use crate::input::Span;

/// An article that a sheet cites.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// Where.
    pub span: Span,
    /// "L. 2113-12".
    pub article: &'a str,
    /// Name of its text.
    pub text: &'a str,
    /// Whether only a range that contains it is written.
    pub through_range: bool,
}

impl Cited<'_> {
    fn name(&self) -> String {
        let range = if self.through_range {
            ", dans cet intervalle,"
        } else {
            ""
        };
        format!("l’article {} ({}){range}", self.article, self.text)
    }
}

/// The article is no longer in force.
pub fn ended(
    cited: &Cited,
    state: Option<&str>,
    since: Option<&str>,
    successor: Option<&str>,
) -> Diagnostic {
    let state = state.unwrap_or("plus en vigueur");
    let not = if state == "plus en vigueur" {
        "n’est"
    } else {
        "est"
    };
    let since = since
        .map(|day| format!(" depuis le {day}"))
        .unwrap_or_default();
    let help = match successor {
        Some(successor) => format!(
            "Il est devenu l’article {successor} : citez celui-ci, après avoir relu le passage. Pour un rappel historique, écrivez « \\ » devant la référence."
        ),
        None => "Récrivez le passage, ou citez l’article qui le remplace. Pour un rappel historique, écrivez « \\ » devant la référence.".to_owned(),
    };
    Diagnostic::error(
        "article-abroge",
        Place::Span(cited.span),
        format!("{} {not} {state}{since}", cited.name()),
    )
    .label(format!("{state}{since}"))
    .help(help)
}

/// A new version is in force since the sheet was checked.
pub fn modified(cited: &Cited, from: &str, verified: &str, url: Option<&str>) -> Diagnostic {
    Diagnostic::warning(
        "article-modifie",
        Place::Span(cited.span),
        format!(
            "{} a changé le {from}, après la vérification du {verified}",
            cited.name()
        ),
    )
    .label(format!("modifié le {from}"))
    .help(reread(url))
}

/// The article came into force after the sheet was checked.
pub fn created(cited: &Cited, from: &str, verified: &str, url: Option<&str>) -> Diagnostic {
    Diagnostic::warning(
        "article-nouveau",
        Place::Span(cited.span),
        format!(
            "{} est entré en vigueur le {from}, après la vérification du {verified}",
            cited.name()
        ),
    )
    .label(format!("en vigueur depuis le {from}"))
    .help(reread(url))
}

/// What to do with a passage whose article changed; `url` is that of the article as it is now.
fn reread(url: Option<&str>) -> String {
    let read = match url {
        Some(url) => format!("Version en vigueur : {url}"),
        None => "La version en vigueur est sur Légifrance.".to_owned(),
    };
    format!("Relisez le passage, puis mettez « verifie_le » à jour. {read}")
}

/// The article is not in force yet.
pub fn not_yet(cited: &Cited, from: Option<&str>) -> Diagnostic {
    let (message, label) = match from {
        Some(day) => (
            format!("{} n’entre en vigueur que le {day}", cited.name()),
            format!("en vigueur à partir du {day}"),
        ),
        None => (
            format!("{} n’est pas encore en vigueur", cited.name()),
            "pas encore en vigueur".to_owned(),
        ),
    };
    Diagnostic::warning("article-a-venir", Place::Span(cited.span), message)
        .label(label)
        .help("Dites-le aux lecteurs, ou citez l’article qui s’applique d’ici là.")
}

/// The article bears another number.
pub fn renumbered(cited: &Cited, now: &str) -> Diagnostic {
    Diagnostic::warning(
        "article-renumerote",
        Place::Span(cited.span),
        format!("{} porte désormais le numéro {now}", cited.name()),
    )
    .label(format!("devenu {now}"))
    .help("Citez-le par son nouveau numéro, après avoir relu le passage.")
}

/// A sheet was to be reviewed before a day that has come.
pub fn overdue(span: Span, before: &str) -> Diagnostic {
    Diagnostic::warning(
        "relecture-en-retard",
        Place::Span(span),
        format!("cette fiche devait être revue avant le {before}"),
    )
    .label("jour passé")
    .help("Revoyez-la, puis mettez « verifie_le » et « revoir_avant » à jour.")
}

/// Nobody said when the law of a sheet was checked.
pub fn never_verified(span: Span) -> Diagnostic {
    Diagnostic::advice(
        "jamais-verifiee",
        Place::Span(span),
        "on ne sait pas quand le droit de cette fiche a été vérifié",
    )
    .label("jamais vérifiée")
    .help("Relisez-la avec Légifrance, puis ajoutez « verifie_le: AAAA-MM-JJ » à l’en-tête : ce qui change ensuite se verra.")
}

/// The words for another place that cites the same article.
pub fn cited_here_too() -> &'static str {
    "cité ici aussi"
}

/// The words for the places that are not shown.
pub fn other_places(count: usize) -> String {
    match count {
        1 => "La fiche le cite encore à un autre endroit.".to_owned(),
        _ => format!("La fiche le cite encore à {count} autres endroits."),
    }
}

/// Texts are cited of which there are no data, though there could be.
pub fn texts_without_data(texts: &str) -> Diagnostic {
    Diagnostic::advice(
        "loi-sans-donnees",
        Place::Site,
        format!("il n’y a pas de données officielles sur ces textes cités : {texts}"),
    )
    .help("« reperess loi importer » les apporte ; docs/loi.md dit comment.")
}

/// Texts are cited that the data of Légifrance do not cover.
pub fn texts_out_of_reach(texts: &str) -> Diagnostic {
    Diagnostic::advice(
        "loi-hors-donnees",
        Place::Site,
        format!("les données de Légifrance ne couvrent pas ces textes cités : {texts}"),
    )
    .help("Vérifiez-les à la main.")
}

/// The day asked for is later than that of the data.
pub fn data_too_old(text: &str, day: &str, asked: &str) -> Diagnostic {
    Diagnostic::advice(
        "donnees-anciennes",
        Place::Site,
        format!("les données ({text}) sont du {day} : ce qui a été publié ensuite, jusqu’au {asked}, ne s’y voit pas"),
    )
    .help("Importez des données plus récentes avec « reperess loi importer ».")
}
