//! `completions` and `man`: what a shell and its manual know of the command line.

use super::{arguments, print};
use clap_complete::Shell;
use clap_mangen::Man;
use std::io;

/// Prints the completions for a shell. Gives the exit status.
pub fn completions(shell: Shell) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut arguments::command(), "reperess", &mut script);
    print(&String::from_utf8_lossy(&script))
}

/// Prints the manual page. Gives the exit status.
pub fn man() -> u8 {
    print(&manual())
}

/// One page for all commands: those of clap would be one page each, under English headings.
fn manual() -> String {
    let mut command = arguments::command();
    command.build();
    let page = Man::new(command.clone())
        .title("REPERESS")
        .source(format!("reperess {}", env!("CARGO_PKG_VERSION")))
        .manual("Manuel de reperess");
    let mut out = rendered(|out| page.render_title(out));
    push_section(
        "NOM",
        &rendered(|out| page.render_name_section(out)),
        &mut out,
    );
    push_section(
        "SYNOPSIS",
        &rendered(|out| page.render_synopsis_section(out)),
        &mut out,
    );
    push_section(
        "DESCRIPTION",
        &rendered(|out| page.render_description_section(out)),
        &mut out,
    );
    push_section(
        "OPTIONS",
        &rendered(|out| page.render_options_section(out)),
        &mut out,
    );
    push_commands(&command, "reperess", &mut out);
    push_section(
        "ÉTAT DE SORTIE",
        "0 quand tout est fait, 1 quand quelque chose ne va pas dans le site ou ses fichiers, 2 quand la ligne de \
         commande n’est pas comprise.\n",
        &mut out,
    );
    out
}

/// Each command that runs, with its options.
fn push_commands(command: &clap::Command, name: &str, out: &mut String) {
    for command in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        let name = format!("{name} {}", command.get_name());
        if command.has_subcommands() {
            push_commands(command, &name, out);
            continue;
        }
        let page = Man::new(command.clone());
        let parts = [
            rendered(|out| page.render_synopsis_section(out)),
            rendered(|out| page.render_description_section(out)),
            rendered(|out| page.render_options_section(out)),
        ];
        let body: Vec<String> = parts.iter().map(|part| without_headings(part)).collect();
        push_section(&name, &body.join(".PP\n"), out);
    }
}

fn push_section(heading: &str, body: &str, out: &mut String) {
    out.push_str(&format!(".SH \"{heading}\"\n{}", without_headings(body)));
}

/// What comes from clap, without its English headings and what is said once a page: how an apostrophe is written.
fn without_headings(part: &str) -> String {
    part.lines()
        .filter(|line| {
            ![".SH ", ".ie ", ".el "]
                .iter()
                .any(|start| line.starts_with(start))
        })
        .fold(String::new(), |out, line| out + line + "\n")
}

/// A part of the page, by clap.
fn rendered(render: impl Fn(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = render(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
