//! Tells when something of the site changed: the content, the themes, the settings.

use crate::reader::Folders;
use notify::{EventKind, PollWatcher, RecursiveMode};
use notify_debouncer_full::{
    DebounceEventResult, Debouncer, NoCache, RecommendedCache, new_debouncer, new_debouncer_opt,
};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::mpsc::Sender;

/// Quiet time after the last event before building again: editors save in several writes.
const SETTLE: Duration = Duration::from_millis(20);
/// How often folders are looked at where the system tells nothing (network drives).
const POLL: Duration = Duration::from_secs(1);

/// Keeps watching while it lives.
pub enum Watching {
    /// The system tells.
    Told(#[allow(dead_code)] Debouncer<notify::RecommendedWatcher, RecommendedCache>),
    /// Folders are looked at again and again.
    Polled(#[allow(dead_code)] Debouncer<PollWatcher, NoCache>),
}

/// Sends to `changes` after each change. A message that waits stands for any number of changes, so none is missed.
pub fn start(folders: &Folders, changes: Sender<()>) -> Result<Watching, String> {
    let refused = |_: notify::Error| "impossible de surveiller le dossier du site".to_owned();
    let output = crate::writer::resolved(&folders.output);
    let roots: Vec<PathBuf> = watched(folders).into_iter().map(|(path, _)| path).collect();
    let handler = {
        let (changes, output, roots) = (changes.clone(), output.clone(), roots.clone());
        move |result: DebounceEventResult| on_events(result, &output, &roots, &changes)
    };
    if let Ok(mut watcher) = new_debouncer(SETTLE, None, handler)
        && watched(folders)
            .iter()
            .all(|(path, mode)| watcher.watch(path, *mode).is_ok())
    {
        return Ok(Watching::Told(watcher));
    }
    let handler = move |result: DebounceEventResult| on_events(result, &output, &roots, &changes);
    let config = notify::Config::default().with_poll_interval(POLL);
    let mut watcher =
        new_debouncer_opt::<_, PollWatcher, NoCache>(SETTLE, None, handler, NoCache, config)
            .map_err(refused)?;
    for (path, mode) in watched(folders) {
        watcher.watch(&path, mode).map_err(refused)?;
    }
    Ok(Watching::Polled(watcher))
}

/// The root of the site, which also tells when the content or the themes are made, renamed or removed; and the content
/// when it lies elsewhere.
fn watched(folders: &Folders) -> Vec<(PathBuf, RecursiveMode)> {
    let site = crate::writer::resolved(&folders.site);
    let content = crate::writer::resolved(&folders.content);
    let mut all = vec![(site.clone(), RecursiveMode::Recursive)];
    if !content.starts_with(&site) {
        all.push((content, RecursiveMode::Recursive));
    }
    all
}

fn on_events(result: DebounceEventResult, output: &Path, roots: &[PathBuf], changes: &Sender<()>) {
    let Ok(events) = result else {
        let _ = changes.try_send(());
        return;
    };
    // Reading a file is an event too: without this, each build would ask for the next.
    let changed = events.iter().any(|event| {
        !matches!(event.kind, EventKind::Access(_))
            && event.paths.iter().any(|path| {
                // Only names within the site count: it may itself lie in a folder called `target`.
                let inside = roots
                    .iter()
                    .find_map(|root| path.strip_prefix(root).ok())
                    .unwrap_or(path);
                !path.starts_with(output)
                    && !inside.components().any(|part| {
                        matches!(
                            part.as_os_str().to_str(),
                            Some(".git" | "target" | "node_modules")
                        )
                    })
            })
    });
    if changed {
        let _ = changes.try_send(());
    }
}
