//! What the command line says, in French.

use crate::diagnostic::format::Format;
mod first_steps;
mod sources;

pub use first_steps::{ExtractOptions, Host, InitOptions, NewOptions};
pub use sources::{Mending, SourcesOptions};

use crate::reader::Folders;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A command with its options.
#[derive(Debug)]
pub enum Command {
    /// `build`
    Build(BuildOptions),
    /// `check`
    Check(BuildOptions),
    /// `serve`
    Serve(crate::serve::Options),
    /// `refs`
    Refs(RefsOptions),
    /// `loi importer`
    LoiImport(LoiImportOptions),
    /// `loi verifier`
    LoiVerify(LoiVerifyOptions),
    /// `sources`
    Sources(SourcesOptions),
    /// `theme extraire`
    ThemeExtract(ExtractOptions),
    /// `init`
    Init(InitOptions),
    /// `nouveau`
    New(NewOptions),
    /// `schema`, of one file or of all
    Schema(Option<crate::schema::Subject>),
    /// `expliquer`, one code or all
    Explain(Option<String>),
    /// `completions`
    Completions(clap_complete::Shell),
    /// `man`
    Man,
}

/// Options of `build` and `check`.
#[allow(clippy::struct_excessive_bools)] // Each is a switch of the command line.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// Where the site is.
    pub folders: Folders,
    /// Whether drafts are published.
    pub drafts: bool,
    /// Whether warnings are errors.
    pub strict: bool,
    /// Whether the last line is left out.
    pub quiet: bool,
    /// Whether the time that each stage took is told.
    pub durations: bool,
    /// How remarks are printed.
    pub format: Format,
}

/// Options of `refs`.
#[derive(Clone, Debug)]
pub struct RefsOptions {
    /// The file, or `-`.
    pub file: PathBuf,
    /// Whether the output is for machines.
    pub json: bool,
    /// The code that a bare article is one of.
    pub code: Option<String>,
}

/// Options of `loi importer`.
#[derive(Clone, Debug)]
pub struct LoiImportOptions {
    /// Where the site is.
    pub folders: Folders,
    /// What to import: files or folders.
    pub files: Vec<PathBuf>,
    /// The texts to keep, by abbreviation; those that the site cites when there is none.
    pub codes: Vec<String>,
    /// The day of the data.
    pub date: Option<crate::law::official::Day>,
    /// Whether what is read takes the place of what the site has, whatever it lacks.
    pub replace: bool,
}

/// Options of `loi verifier`.
#[derive(Clone, Debug)]
pub struct LoiVerifyOptions {
    /// Where the site is, whether drafts count, how remarks are printed.
    pub build: BuildOptions,
    /// The day on which to judge; that of the data when there is none.
    pub date: Option<crate::law::official::Day>,
}

/// Why no command is run.
#[derive(Debug)]
pub struct Stop {
    /// 0 for help, 2 for a command line that cannot be understood.
    pub status: u8,
    /// What to print.
    pub text: String,
}

const TEMPLATE: &str = "{about}\n\nUsage\u{a0}: {usage}\n\n{all-args}{after-help}\n";

/// Reads the command line.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Stop> {
    let matches = command()
        .try_get_matches_from(arguments)
        .map_err(|error| stop(&error))?;
    match matches.subcommand() {
        Some(("build", matches)) => Ok(Command::Build(build_options(matches))),
        Some(("check", matches)) => Ok(Command::Check(build_options(matches))),
        Some(("serve", matches)) => {
            let options = build_options(matches);
            Ok(Command::Serve(crate::serve::Options {
                folders: options.folders,
                drafts: options.drafts,
                host: matches
                    .get_one::<String>("host")
                    .cloned()
                    .unwrap_or_else(|| "127.0.0.1".into()),
                port: matches.get_one::<u16>("port").copied(),
                open: !matches.get_flag("no-open"),
                quiet: options.quiet,
            }))
        }
        Some(("refs", matches)) => Ok(Command::Refs(RefsOptions {
            file: matches
                .get_one::<PathBuf>("fichier")
                .cloned()
                .unwrap_or_else(|| "-".into()),
            json: matches
                .get_one::<String>("format")
                .is_some_and(|format| format == "json"),
            code: matches.get_one::<String>("code").cloned(),
        })),
        Some(("loi", matches)) => match matches.subcommand() {
            Some(("importer", matches)) => Ok(Command::LoiImport(loi_import_options(matches))),
            Some(("verifier", matches)) => Ok(Command::LoiVerify(LoiVerifyOptions {
                build: build_options(matches),
                date: matches
                    .get_one::<crate::law::official::Day>("date")
                    .copied(),
            })),
            _ => Err(Stop {
                status: 2,
                text: command().render_long_help().to_string(),
            }),
        },
        Some(("sources", matches)) => Ok(Command::Sources(sources::options(matches))),
        Some(("theme", matches)) => match matches.subcommand() {
            Some(("extraire", matches)) => {
                Ok(Command::ThemeExtract(first_steps::extract_options(matches)))
            }
            _ => Err(Stop {
                status: 2,
                text: command().render_long_help().to_string(),
            }),
        },
        Some(("init", matches)) => Ok(Command::Init(first_steps::init_options(matches))),
        Some(("nouveau", matches)) => first_steps::new_options(matches).map(Command::New),
        Some(("schema", matches)) => Ok(Command::Schema(first_steps::subject(matches))),
        Some(("expliquer", matches)) => Ok(Command::Explain(first_steps::code(matches))),
        Some(("completions", matches)) => Ok(Command::Completions(first_steps::shell(matches))),
        Some(("man", _)) => Ok(Command::Man),
        _ => Err(Stop {
            status: 2,
            text: command().render_long_help().to_string(),
        }),
    }
}

fn loi_import_options(matches: &ArgMatches) -> LoiImportOptions {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let site = path("site").unwrap_or_else(|| PathBuf::from("."));
    LoiImportOptions {
        folders: Folders {
            content: path("content").unwrap_or_else(|| site.join("content")),
            output: site.join("output"),
            theme: None,
            site,
        },
        files: matches
            .get_many::<PathBuf>("fichiers")
            .unwrap_or_default()
            .cloned()
            .collect(),
        codes: matches
            .get_many::<String>("codes")
            .unwrap_or_default()
            .cloned()
            .collect(),
        replace: matches.get_flag("remplacer"),
        date: matches
            .get_one::<crate::law::official::Day>("date")
            .copied(),
    }
}

/// The whole command line.
pub fn command() -> clap::Command {
    let about = "Construit un site de fiches pratiques qui cite le droit et ses sources.";
    localized(clap::Command::new("reperess"), about)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help("Affiche la version"))
        .subcommand_required(true)
        .subcommand_value_name("COMMANDE")
        .subcommand_help_heading("Commandes\u{a0}")
        .disable_help_subcommand(true)
        .after_help("«\u{a0}reperess COMMANDE --help\u{a0}» détaille une commande.")
        .subcommand(build_command("build", "Construit le site dans le dossier de sortie", true).arg(
            Arg::new("durees").long("durees").action(ArgAction::SetTrue).help("Dit le temps que prend chaque étape"),
        ))
        .subcommand(build_command("check", "Vérifie le site sans rien écrire", true).arg(format_argument(&Format::NAMES)))
        .subcommand(
            build_command("serve", "Montre le site dans le navigateur et le reconstruit à chaque changement", false)
                .arg(option("host", "ADRESSE", "Adresse d’écoute [127.0.0.1 par défaut]"))
                .arg(
                    option("port", "PORT", "Port d’écoute [4000 par défaut, ou le premier libre ensuite]")
                        .value_parser(clap::value_parser!(u16)),
                )
                .arg(Arg::new("no-open").long("no-open").action(ArgAction::SetTrue).help("N’ouvre pas le navigateur")),
        )
        .subcommand(
            localized(clap::Command::new("refs"), "Liste les références de droit d’un texte")
                .arg(
                    Arg::new("fichier")
                        .value_name("FICHIER")
                        .required(true)
                        .value_parser(clap::value_parser!(PathBuf))
                        .help("Fichier à lire, ou «\u{a0}-\u{a0}» pour l’entrée standard\u{202f}; .md et «\u{a0}-\u{a0}» sont lus comme du Markdown"),
                )
                .arg(format_argument(&["humain", "json"]))
                .arg(option("code", "CODE", "Code d’un article cité sans code, par exemple CCP [sinon, code_par_defaut de l’en-tête]")),
        )
        .subcommand(loi_command())
        .subcommand(sources::command())
        .subcommand(first_steps::init_command())
        .subcommand(first_steps::new_command())
        .subcommand(first_steps::theme_command())
        .subcommand(first_steps::schema_command())
        .subcommand(first_steps::explain_command())
        .subcommand(first_steps::completions_command())
        .subcommand(first_steps::man_command())
}

fn loi_command() -> clap::Command {
    let folder =
        |name, help| option(name, "DOSSIER", help).value_parser(clap::value_parser!(PathBuf));
    let importer = localized(
        clap::Command::new("importer"),
        "Importe les données officielles des textes que le site cite dans content/loi/",
    )
    .arg(
        Arg::new("fichiers")
            .value_name("FICHIER")
            .required(true)
            .num_args(1..)
            .value_parser(clap::value_parser!(PathBuf))
            .help("JSON de legi-data, archive LEGI de la DILA (.tar.gz), son dossier décompressé, ou tableau CSV d’articles"),
    )
    .arg(folder("site", "Racine du site [le dossier courant par défaut]"))
    .arg(folder("content", "Dossier du contenu [content/ dans le site par défaut]"))
    .arg(
        option("codes", "CODES", "Textes à garder, par exemple ccp,c-trav [ceux que le site cite par défaut]")
            .value_delimiter(','),
    )
    .arg(day_option("Jour dont parlent les données, quand elles ne le disent pas"))
    .arg(
        Arg::new("remplacer")
            .long("remplacer")
            .action(ArgAction::SetTrue)
            .help("Remplace les données en place même si ce qui est lu en perd des articles ou le plan"),
    );
    let verifier = localized(
        clap::Command::new("verifier"),
        "Dit ce qui a changé dans le droit cité depuis que chaque fiche a été vérifiée",
    )
    .arg(folder("site", "Racine du site [le dossier courant par défaut]"))
    .arg(folder("content", "Dossier du contenu [content/ dans le site par défaut]"))
    .arg(day_option(
        "Jour où se placer, et pour lequel compter les relectures en retard [celui des données par défaut]",
    ))
    .arg(format_argument(&Format::NAMES))
    .arg(
        Arg::new("drafts")
            .long("drafts")
            .action(ArgAction::SetTrue)
            .help("Vérifie aussi les brouillons"),
    )
    .after_help("L’état de sortie est 1 dès qu’une fiche est à reprendre.");
    localized(
        clap::Command::new("loi"),
        "Tient à jour les données officielles sur le droit cité",
    )
    .subcommand_required(true)
    .subcommand_value_name("COMMANDE")
    .subcommand_help_heading("Commandes")
    .disable_help_subcommand(true)
    .subcommand(importer)
    .subcommand(verifier)
}

fn day_option(help: &'static str) -> Arg {
    option("date", "AAAA-MM-JJ", help).value_parser(|written: &str| {
        crate::law::official::Day::parse(written).ok_or("jour inconnu")
    })
}

fn build_command(name: &'static str, about: &'static str, strict: bool) -> clap::Command {
    let path =
        |name, help| option(name, "DOSSIER", help).value_parser(clap::value_parser!(PathBuf));
    let command = localized(clap::Command::new(name), about)
        .arg(path(
            "site",
            "Racine du site [le dossier courant par défaut]",
        ))
        .arg(path(
            "content",
            "Dossier du contenu [content/ dans le site par défaut]",
        ))
        .arg(path(
            "output",
            "Dossier de sortie [output/ dans le site par défaut]",
        ))
        .arg(option("theme", "NOM", "Thème, un dossier de themes/"))
        .arg(
            Arg::new("drafts")
                .long("drafts")
                .action(ArgAction::SetTrue)
                .help("Publie aussi les brouillons"),
        )
        .arg(
            Arg::new("quiet")
                .long("quiet")
                .short('q')
                .action(ArgAction::SetTrue)
                .help("N’affiche que les erreurs et les avertissements"),
        );
    if strict {
        command.arg(
            Arg::new("strict")
                .long("strict")
                .action(ArgAction::SetTrue)
                .help("Traite les avertissements comme des erreurs"),
        )
    } else {
        command
    }
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn format_argument(values: &[&'static str]) -> Arg {
    let others = match values {
        [_, others @ .., last] if !others.is_empty() => {
            format!("{} ou {last}", others.join(", "))
        }
        [_, last] => format!("ou {last}"),
        _ => String::new(),
    };
    let comma = if others.starts_with("ou ") { "" } else { "," };
    let help = format!("Forme du résultat\u{a0}: humain (par défaut){comma} {others}");
    Arg::new("format")
        .long("format")
        .value_name("FORME")
        .default_value("humain")
        .hide_default_value(true)
        .hide_possible_values(true)
        .value_parser(clap::builder::PossibleValuesParser::new(values.to_vec()))
        .help(help)
}

fn format_of(matches: &ArgMatches) -> Format {
    matches
        .try_get_one::<String>("format")
        .ok()
        .flatten()
        .and_then(|name| Format::named(name))
        .unwrap_or_default()
}

fn localized(command: clap::Command, about: &'static str) -> clap::Command {
    command
        .about(about)
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .next_help_heading("Options\u{a0}")
        .arg(
            Arg::new("aide")
                .short('h')
                .long("help")
                .alias("aide")
                .action(ArgAction::Help)
                .help("Affiche cette aide"),
        )
}

fn build_options(matches: &ArgMatches) -> BuildOptions {
    // A command may lack some of these options.
    let path = |name: &str| {
        let value = matches.try_get_one::<PathBuf>(name).ok().flatten();
        value.cloned()
    };
    let flag = |name: &str| {
        let value = matches.try_get_one::<bool>(name).ok().flatten();
        value.copied().unwrap_or(false)
    };
    let site = path("site").unwrap_or_else(|| PathBuf::from("."));
    let under =
        |name: &str, default: &str| path(name).unwrap_or_else(|| Path::join(&site, default));
    BuildOptions {
        folders: Folders {
            content: under("content", "content"),
            output: under("output", "output"),
            theme: matches
                .try_get_one::<String>("theme")
                .ok()
                .flatten()
                .cloned(),
            site: site.clone(),
        },
        drafts: flag("drafts"),
        strict: flag("strict"),
        quiet: flag("quiet"),
        durations: flag("durees"),
        format: format_of(matches),
    }
}

/// What clap says, in French: its words are English and cannot be changed.
fn stop(error: &clap::Error) -> Stop {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        return Stop {
            status: 0,
            text: error.render().to_string(),
        };
    }
    let told = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(clean(text)),
        Some(ContextValue::Strings(texts)) => Some(
            texts
                .iter()
                .map(|text| clean(text))
                .collect::<Vec<_>>()
                .join(", "),
        ),
        _ => None,
    };
    let argument = told(ContextKind::InvalidArg).unwrap_or_default();
    let value = told(ContextKind::InvalidValue).unwrap_or_default();
    let mut message = match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            format!("l’option «\u{a0}{argument}\u{a0}» est inconnue")
        }
        ErrorKind::UnknownArgument => format!("«\u{a0}{argument}\u{a0}» est de trop"),
        ErrorKind::InvalidSubcommand => {
            format!(
                "la commande «\u{a0}{}\u{a0}» est inconnue",
                told(ContextKind::InvalidSubcommand).unwrap_or_default()
            )
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "il manque une commande".to_owned()
        }
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            format!("«\u{a0}{argument}\u{a0}» attend une valeur")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("«\u{a0}{argument}\u{a0}» n’accepte pas la valeur «\u{a0}{value}\u{a0}»")
        }
        ErrorKind::ArgumentConflict => {
            format!("«\u{a0}{argument}\u{a0}» est donnée deux fois, ou avec une option contraire")
        }
        ErrorKind::InvalidUtf8 => "un argument n’est pas en UTF-8".to_owned(),
        ErrorKind::TooManyValues => format!("«\u{a0}{argument}\u{a0}» n’attend pas de valeur"),
        _ => "la ligne de commande ne peut pas être comprise".to_owned(),
    };
    let close = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(told);
    let possible = match error.kind() {
        ErrorKind::InvalidValue => told(ContextKind::ValidValue),
        ErrorKind::ValueValidation if argument.starts_with("--date") => {
            Some("un jour qui existe, comme 2026-01-31".into())
        }
        // The only other value that is checked by its form.
        ErrorKind::ValueValidation => Some("un nombre de 0 à 65535".into()),
        _ => None,
    };
    if let Some(possible) = possible.filter(|possible| !possible.is_empty() && !value.is_empty()) {
        message.push_str(&format!(" (valeurs possibles\u{a0}: {possible})"));
    }
    if let Some(close) = close.filter(|close| !close.is_empty()) {
        message.push_str(&format!(
            "\u{a0}: vouliez-vous dire «\u{a0}{close}\u{a0}»\u{202f}?"
        ));
    }
    Stop::of(&message)
}

impl Stop {
    /// What cannot be understood, in one sentence.
    fn of(message: &str) -> Self {
        Self {
            status: 2,
            text: format!(
                "erreur\u{a0}: {message}\n\n«\u{a0}reperess --help\u{a0}» liste les commandes et leurs options.\n"
            ),
        }
    }
}

fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !crate::input::is_hidden(*c))
        .take(200)
        .collect()
}
