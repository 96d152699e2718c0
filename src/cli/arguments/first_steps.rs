//! The commands of a first day: `init`, `nouveau`, `theme extraire`, `schema`, `expliquer`, and what a shell asks for.

use super::{Stop, localized, option};
use crate::date::PartialDate;
use crate::schema::Subject;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;

/// Options of `init`.
#[derive(Clone, Debug)]
pub struct InitOptions {
    /// The folder of the site to come.
    pub folder: PathBuf,
    /// Whose pages will publish it.
    pub host: Option<Host>,
}

/// A host that publishes a site from its repository.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Host {
    /// GitHub Pages.
    Github,
    /// GitLab Pages.
    Gitlab,
}

/// Options of `nouveau`.
#[derive(Clone, Debug)]
pub struct NewOptions {
    /// The title.
    pub title: String,
    /// The archetype.
    pub kind: String,
    /// Root of the site.
    pub site: PathBuf,
    /// Folder of the content, when it is not `content/` of the site.
    pub content: Option<PathBuf>,
    /// The name of the page, when it is not made from the title.
    pub slug: Option<String>,
    /// The day; today when it is not said.
    pub date: Option<PartialDate>,
}

/// Options of `theme extraire`.
#[derive(Clone, Debug)]
pub struct ExtractOptions {
    /// The theme to begin.
    pub name: String,
    /// The files to copy; all when there is none.
    pub files: Vec<String>,
    /// Root of the site.
    pub site: PathBuf,
}

/// The shells that a completion can be written for.
const SHELLS: [(&str, Shell); 4] = [
    ("bash", Shell::Bash),
    ("zsh", Shell::Zsh),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
];

pub(super) fn init_command() -> clap::Command {
    localized(
        clap::Command::new("init"),
        "Crée un petit site complet dans un dossier",
    )
    .arg(
        folder(Arg::new("dossier").value_name("DOSSIER").required(true))
            .help("Dossier à créer, ou dossier vide"),
    )
    .arg(
        option(
            "ci",
            "HÉBERGEUR",
            "Ajoute de quoi publier le site depuis son dépôt\u{a0}: github ou gitlab",
        )
        .hide_possible_values(true)
        .value_parser(PossibleValuesParser::new(["github", "gitlab"])),
    )
}

pub(super) fn new_command() -> clap::Command {
    localized(
        clap::Command::new("nouveau"),
        "Crée une fiche à partir d’un modèle (ou «\u{a0}new\u{a0}»)",
    )
    .alias("new")
    .arg(
        Arg::new("titre")
            .value_name("TITRE")
            .required(true)
            .help("Titre de la fiche, entre guillemets"),
    )
    .arg(option(
        "type",
        "TYPE",
        "Modèle\u{a0}: fiche (par défaut), entretien, initiative, page, ou un fichier de archetypes/",
    ))
    .arg(folder(option(
        "site",
        "DOSSIER",
        "Racine du site [le dossier courant par défaut]",
    )))
    .arg(folder(option(
        "content",
        "DOSSIER",
        "Dossier du contenu [content/ dans le site par défaut]",
    )))
    .arg(option(
        "slug",
        "NOM",
        "Nom du fichier et de la page [tiré du titre par défaut]",
    ))
    .arg(option(
        "date",
        "AAAA-MM-JJ",
        "Date de la fiche [aujourd’hui par défaut]",
    ))
}

pub(super) fn theme_command() -> clap::Command {
    let extract = localized(
        clap::Command::new("extraire"),
        "Copie le thème par défaut dans themes/NOM/, pour commencer le vôtre",
    )
    .arg(
        Arg::new("nom")
            .value_name("NOM")
            .required(true)
            .help("Nom du thème, un dossier de themes/"),
    )
    .arg(
        Arg::new("fichiers")
            .value_name("FICHIER")
            .num_args(0..)
            .help("Fichiers à copier, par exemple fiche.html style.css [tous par défaut]"),
    )
    .arg(folder(option(
        "site",
        "DOSSIER",
        "Racine du site [le dossier courant par défaut]",
    )))
    .after_help("Aucun fichier qui existe n’est remplacé.");
    localized(
        clap::Command::new("theme"),
        "Commence un thème à partir de celui du programme",
    )
    .subcommand_required(true)
    .subcommand_value_name("COMMANDE")
    .subcommand_help_heading("Commandes\u{a0}")
    .disable_help_subcommand(true)
    .subcommand(extract)
}

pub(super) fn schema_command() -> clap::Command {
    localized(
        clap::Command::new("schema"),
        "Affiche le schéma JSON des fichiers du site, pour les éditeurs de texte",
    )
    .arg(
        Arg::new("fichier")
            .value_name("FICHIER")
            .hide_possible_values(true)
            .value_parser(PossibleValuesParser::new(Subject::NAMES))
            .help("front-matter, sources, glossaire, articles ou site [tous par défaut]"),
    )
}

pub(super) fn explain_command() -> clap::Command {
    localized(
        clap::Command::new("expliquer"),
        "Explique une remarque de «\u{a0}reperess check\u{a0}», avec un exemple",
    )
    .arg(
        Arg::new("code")
            .value_name("CODE")
            .help("Ce qui est entre crochets dans la remarque, par exemple cle-inconnue [liste des codes par défaut]"),
    )
}

pub(super) fn completions_command() -> clap::Command {
    localized(
        clap::Command::new("completions"),
        "Affiche de quoi compléter les commandes dans un terminal",
    )
    .arg(
        Arg::new("shell")
            .value_name("SHELL")
            .required(true)
            .hide_possible_values(true)
            .value_parser(PossibleValuesParser::new(SHELLS.map(|(name, _)| name)))
            .help("bash, zsh, fish ou powershell"),
    )
}

pub(super) fn man_command() -> clap::Command {
    localized(
        clap::Command::new("man"),
        "Affiche la page de manuel, au format de «\u{a0}man\u{a0}»",
    )
}

pub(super) fn init_options(matches: &ArgMatches) -> InitOptions {
    InitOptions {
        folder: matches
            .get_one::<PathBuf>("dossier")
            .cloned()
            .unwrap_or_default(),
        host: matches
            .get_one::<String>("ci")
            .map(|host| match host.as_str() {
                "gitlab" => Host::Gitlab,
                _ => Host::Github,
            }),
    }
}

pub(super) fn extract_options(matches: &ArgMatches) -> ExtractOptions {
    ExtractOptions {
        name: matches
            .get_one::<String>("nom")
            .cloned()
            .unwrap_or_default(),
        files: matches
            .get_many::<String>("fichiers")
            .unwrap_or_default()
            .cloned()
            .collect(),
        site: matches
            .get_one::<PathBuf>("site")
            .cloned()
            .unwrap_or_else(|| ".".into()),
    }
}

pub(super) fn new_options(matches: &ArgMatches) -> Result<NewOptions, Stop> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let date = match text("date") {
        None => None,
        Some(written) => match PartialDate::parse(&written) {
            Ok(date) => Some(date),
            Err(why) => {
                return Err(Stop::of(&format!(
                    "«\u{a0}--date\u{a0}» n’accepte pas la valeur «\u{a0}{}\u{a0}»\u{a0}: {why}",
                    super::clean(&written)
                )));
            }
        },
    };
    Ok(NewOptions {
        title: text("titre").unwrap_or_default(),
        kind: text("type").unwrap_or_else(|| "fiche".into()),
        site: matches
            .get_one::<PathBuf>("site")
            .cloned()
            .unwrap_or_else(|| ".".into()),
        content: matches.get_one::<PathBuf>("content").cloned(),
        slug: text("slug"),
        date,
    })
}

pub(super) fn subject(matches: &ArgMatches) -> Option<Subject> {
    Subject::parse(matches.get_one::<String>("fichier")?)
}

pub(super) fn code(matches: &ArgMatches) -> Option<String> {
    matches.get_one::<String>("code").cloned()
}

pub(super) fn shell(matches: &ArgMatches) -> Shell {
    let asked = matches.get_one::<String>("shell");
    SHELLS
        .into_iter()
        .find(|(name, _)| asked.is_some_and(|asked| asked == name))
        .map_or(Shell::Bash, |(_, shell)| shell)
}

fn folder(argument: Arg) -> Arg {
    argument
        .value_parser(clap::value_parser!(PathBuf))
        .value_hint(ValueHint::DirPath)
}
