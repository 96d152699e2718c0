//! `build` and `check`.

use super::arguments::BuildOptions;
use super::{color, complain, durations, fail, print};
use crate::diagnostic::format::Format;
use crate::diagnostic::{Diagnostic, Place, Severity, format};
use crate::input::Inputs;
use crate::page::{Nowhere, Page, Sink};
use crate::pipeline::{self, Summary};
use crate::reader;
use crate::stages::{Stage, Stopwatch};
use crate::writer::files::Disk;
use crate::writer::{self, WriteError, Writer};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::Path;
use std::time::{Duration, Instant};

/// A build that lasts longer than this shows that it goes on, on a terminal.
const PATIENCE: Duration = Duration::from_secs(1);

/// Builds the site and, when `write`, publishes it. Gives the exit status.
pub fn build(options: &BuildOptions, write: bool) -> u8 {
    let started = Instant::now();
    let folders = &options.folders;
    let refused = |code, message: &str| {
        tell_refusal(code, message, options.format);
        1
    };
    if let Err(message) = writer::check_folders(&folders.site, &folders.content, &folders.output) {
        return refused("dossiers", &message);
    }
    let progress = Progress::begin(options.quiet);
    let clock = if options.durations {
        durations::stopwatch()
    } else {
        Stopwatch::new(|| 0)
    };
    let inputs = clock.time(Stage::Reading, || {
        reader::read_site(folders, options.drafts)
    });
    let inputs = match inputs {
        Ok(inputs) => inputs,
        Err(message) => {
            progress.end();
            return refused("lecture", &message);
        }
    };
    let output = write.then_some(folders.output.as_path());
    let (made, found) = make(&inputs, output, options.strict, &clock);
    progress.end();
    let told = tell(&found, &inputs, options);
    if is_refused(&found, options.strict) {
        if options.format != Format::Human {
            return 1;
        }
        if options.strict && !crate::diagnostic::has_errors(&found) {
            complain("Avec --strict, un avertissement suffit à tout arrêter.\n");
        }
        if write {
            complain("Rien n’a été écrit.\n");
        }
        return 1;
    }
    let summary = match made {
        Ok(summary) => summary,
        Err(error) => {
            for message in error.messages {
                fail("erreur[ecriture]", &message);
            }
            return 1;
        }
    };
    if told != 0 {
        return told;
    }
    if !options.quiet && options.format == Format::Human {
        // The site is in place: a line that nobody can read does not undo it.
        print(&last_line(&summary, started.elapsed(), write));
    }
    if options.durations {
        print(&durations::table(&clock));
    }
    0
}

/// Tells why nothing could be read, in the form that is asked for.
pub(super) fn tell_refusal(code: &'static str, message: &str, form: Format) {
    if form == Format::Human {
        fail(&format!("erreur[{code}]"), message);
    } else {
        let remark = Diagnostic::error(code, Place::Site, message);
        print(&form.print(&[remark], &Inputs::default(), &str::to_owned));
    }
}

/// Prints remarks: for people on standard error, for machines alone on standard output. Gives the exit status of printing.
pub(super) fn tell(found: &[Diagnostic], inputs: &Inputs, options: &BuildOptions) -> u8 {
    if options.format == Format::Human {
        complain(&format::human(found, inputs, color()));
        return 0;
    }
    let path_of = |shown: &str| reader::path_from_here(&options.folders, shown);
    print(&options.format.print(found, inputs, &path_of))
}

/// Makes the pages and, when there is an `output`, writes them: all of them, or none when the remarks refuse it.
fn make(
    inputs: &Inputs,
    output: Option<&Path>,
    strict: bool,
    clock: &Stopwatch,
) -> (Result<Summary, WriteError>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let prepared = pipeline::prepare(inputs, clock).report_to(&mut found);
    if crate::diagnostic::has_errors(&found) {
        return (Ok(Summary::default()), found);
    }
    let Some(output) = output.filter(|_| !is_refused(&found, strict)) else {
        let summary = prepared.pages(clock, &Nowhere).report_to(&mut found);
        return (Ok(summary), found);
    };
    let made = Writer::open(output, &Disk).and_then(|writer| {
        let staging = Staging {
            writer: &writer,
            clock,
        };
        let summary = prepared.pages(clock, &staging).report_to(&mut found);
        // A writer that is dropped leaves no trace.
        if !is_refused(&found, strict) {
            clock.time(Stage::Writing, || writer.publish())?;
        }
        Ok(summary)
    });
    (made, found)
}

/// Whether remarks keep a site from being published.
fn is_refused(found: &[Diagnostic], strict: bool) -> bool {
    found.iter().any(|remark| match remark.severity {
        Severity::Error => true,
        Severity::Warning => strict,
        Severity::Advice => false,
    })
}

/// A writer whose work is timed.
struct Staging<'a> {
    writer: &'a Writer<'a>,
    clock: &'a Stopwatch,
}

impl Sink for Staging<'_> {
    fn take(&self, page: Page) {
        self.clock.time(Stage::Staging, || self.writer.take(page));
    }
}

/// "14 fiches · 212 références · 27 sources · 61 pages en 84 ms"
fn last_line(summary: &Summary, elapsed: Duration, write: bool) -> String {
    let counted = |count: usize, word: &str| {
        format!(
            "{} {word}{}",
            thousands(count),
            if count > 1 { "s" } else { "" }
        )
    };
    let mut parts = vec![
        counted(summary.sheets, "fiche"),
        counted(summary.references, "référence"),
        counted(summary.sources, "source"),
    ];
    if summary.unresolved > 0 {
        parts.insert(
            2,
            format!("{} sans texte connu", thousands(summary.unresolved)),
        );
    }
    let time = if elapsed < Duration::from_secs(10) {
        format!(
            "{}\u{a0}ms",
            thousands(usize::try_from(elapsed.as_millis()).unwrap_or(usize::MAX))
        )
    } else {
        format!("{}\u{a0}s", elapsed.as_secs())
    };
    let verb = if write { "" } else { ", rien d’écrit," };
    parts.push(format!(
        "{}{verb} en {time}",
        counted(summary.pages, "page")
    ));
    format!("{}\n", parts.join(" · "))
}

/// Thousands apart by U+202F (Lexique des règles typographiques en usage à l'Imprimerie nationale, « Nombres »).
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// A sign of life on a terminal, once a build lasts.
struct Progress(Option<(ProgressBar, std::sync::mpsc::Sender<()>)>);

impl Progress {
    fn begin(quiet: bool) -> Self {
        if quiet || !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
            return Self(None);
        }
        let bar = ProgressBar::new_spinner().with_message("Construction en cours…");
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let shown = bar.clone();
        std::thread::spawn(move || {
            if wait.recv_timeout(PATIENCE) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                shown.enable_steady_tick(Duration::from_millis(100));
            }
        });
        Self(Some((bar, done)))
    }

    fn end(self) {
        if let Some((bar, done)) = self.0 {
            drop(done);
            bar.finish_and_clear();
        }
    }
}
