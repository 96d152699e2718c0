//! The command that keeps sources in order: `sources`.

use super::{format_argument, localized, option};
use crate::reader::Folders;
use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use std::path::PathBuf;

/// Options of `sources`.
#[derive(Clone, Debug)]
pub struct SourcesOptions {
    /// Where the site is.
    pub folders: Folders,
    /// Whether the list is for machines.
    pub json: bool,
    /// What becomes of addresses that have a better one.
    pub mending: Mending,
}

/// What becomes of addresses that have a better one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mending {
    /// They are listed.
    List,
    /// They are replaced once the editor agrees.
    Ask,
    /// They are replaced.
    Write,
}

pub(super) fn command() -> clap::Command {
    let folder = |name, help| {
        option(name, "DOSSIER", help)
            .value_parser(clap::value_parser!(PathBuf))
            .value_hint(ValueHint::DirPath)
    };
    let flag = |name, help| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    localized(
        clap::Command::new("sources"),
        "Liste les sources du site, où elles sont citées et ce qui leur manque",
    )
    .arg(folder(
        "site",
        "Racine du site [le dossier courant par défaut]",
    ))
    .arg(folder(
        "content",
        "Dossier du contenu [content/ dans le site par défaut]",
    ))
    .arg(format_argument(&["humain", "json"]))
    .arg(flag(
        "corriger",
        "Montre puis écrit les adresses de remplacement sûres dans les fichiers YAML et l’en-tête des fiches",
    ))
    .arg(
        flag("oui", "Écrit les corrections sans demander")
            .requires("corriger"),
    )
}

pub(super) fn options(matches: &ArgMatches) -> SourcesOptions {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let site = path("site").unwrap_or_else(|| PathBuf::from("."));
    SourcesOptions {
        folders: Folders {
            content: path("content").unwrap_or_else(|| site.join("content")),
            output: site.join("output"),
            theme: None,
            site,
        },
        json: matches
            .get_one::<String>("format")
            .is_some_and(|format| format == "json"),
        mending: match (matches.get_flag("corriger"), matches.get_flag("oui")) {
            (false, _) => Mending::List,
            (true, false) => Mending::Ask,
            (true, true) => Mending::Write,
        },
    }
}
