//! The command line: arguments, one file a command, printing, exit status. No decision about content.

mod arguments;
mod build;
mod durations;
mod explain;
mod init;
mod loi;
mod new;
mod refs;
mod schema;
mod shell;
mod sources;
mod theme;

use arguments::Command;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Stack of the thread that works: trees of content are at most a hundred levels deep, and that is ample.
const STACK_BYTES: usize = 64 << 20;

/// Runs the program and gives its exit status: 0 done, 1 something is wrong with the site or its output, 2 the command
/// line cannot be understood.
pub fn main() -> ExitCode {
    let command = match arguments::parse(std::env::args_os()) {
        Ok(command) => command,
        Err(stop) => {
            if stop.status == 0 {
                return ExitCode::from(print(&stop.text));
            }
            complain(&stop.text);
            return ExitCode::from(stop.status);
        }
    };
    // A panic is a bug of ours: an editor reads one sentence, not a trace.
    if !cfg!(debug_assertions) {
        std::panic::set_hook(Box::new(|_| {}));
    }
    refuse_to_die_of_large_files();
    let pool = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK_BYTES / 4)
        .build_global();
    let worker = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || run(&command));
    let status = match (pool, worker) {
        (_, Ok(worker)) => worker.join().ok(),
        (_, Err(_)) => {
            complain("erreur\u{a0}: le système refuse de lancer un fil d’exécution\n");
            Some(1)
        }
    };
    ExitCode::from(status.unwrap_or_else(|| {
        complain("erreur\u{a0}: le programme s’est arrêté sur un défaut qui lui est propre. Rien n’a été publié. Signalez-le en joignant la fiche en cause.\n");
        1
    }))
}

/// A file larger than the system allows is an error like a full disk: by default the signal that tells it (SIGXFSZ) ends
/// the program, with half a site on the disk. Listening to it is enough; a handler stays in place once set.
#[cfg(unix)]
fn refuse_to_die_of_large_files() {
    use tokio::signal::unix::{SignalKind, signal};
    // Its number on Linux, macOS and the BSDs.
    const SIGXFSZ: i32 = 25;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build();
    if let Ok(runtime) = runtime {
        let _entered = runtime.enter();
        // Without it the build works all the same, within the limit.
        let _ = signal(SignalKind::from_raw(SIGXFSZ));
    }
}

#[cfg(not(unix))]
fn refuse_to_die_of_large_files() {}

fn run(command: &Command) -> u8 {
    match command {
        Command::Build(options) => build::build(options, true),
        Command::Check(options) => build::build(options, false),
        Command::Serve(options) => match crate::serve::run(options) {
            Ok(()) => 0,
            Err(message) => {
                fail("erreur", &message);
                1
            }
        },
        Command::Refs(options) => refs::refs(options),
        Command::LoiImport(options) => loi::import(options),
        Command::LoiVerify(options) => loi::verify(options),
        Command::Sources(options) => sources::sources(options),
        Command::ThemeExtract(options) => theme::extract(options),
        Command::Init(options) => init::init(options),
        Command::New(options) => new::new(options),
        Command::Schema(subject) => schema::schema(*subject),
        Command::Explain(code) => explain::explain(code.as_deref()),
        Command::Completions(shell) => shell::completions(*shell),
        Command::Man => shell::man(),
    }
}

/// Writes to standard output. Gives the exit status: a reader that went away is no error, a full disk is one.
pub(crate) fn print(text: &str) -> u8 {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let reason = crate::reader::french_error(&error);
            fail(
                "erreur",
                &format!("le résultat n’a pas pu être écrit\u{a0}: {reason}"),
            );
            1
        }
        _ => 0,
    }
}

/// Says what went wrong, on one line: paths and arguments may hold anything, which must not act on the terminal.
pub(crate) fn fail(word: &str, message: &str) {
    let message: String = message
        .chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if crate::input::is_hidden(c) => '\u{fffd}',
            c => c,
        })
        .collect();
    complain(&format!("{word}\u{a0}: {message}\n"));
}

/// Words that may hold anything, as they may be printed on a terminal.
pub(crate) fn shown(words: &str) -> String {
    words.replace(
        |c: char| c.is_control() || crate::input::is_hidden(c),
        "\u{fffd}",
    )
}

/// An argument as it can be pasted in a shell.
pub(crate) fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:~".contains(c);
    if argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("\"{argument}\"")
    }
}

/// Writes to standard error.
pub(crate) fn complain(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Whether remarks may be coloured: on a terminal, unless `NO_COLOR` says no (no-color.org).
pub(crate) fn color() -> bool {
    std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
