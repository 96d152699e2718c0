//! The mending of addresses: what can be changed, the proof that nothing else does, the editor's agreement, the writing.

use super::super::arguments::{Mending, SourcesOptions};
use super::super::{complain, print, shown};
use super::{counted, diff};
use crate::bibliography::upkeep::{self, Edit};
use crate::bibliography::{Field, Source, formats};
use crate::diagnostic::{Diagnostic, Place};
use crate::input::{FileId, Inputs, Position};
use crate::pipeline::{self, Listed};
use crate::reader;
use crate::writer::files::{Disk, Files};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What can be changed.
pub struct Plan {
    /// The changes of each file.
    pub changes: BTreeMap<FileId, Vec<Edit>>,
    /// The sources whose address has a better one that is not ours to write.
    pub left: Vec<Left>,
    /// Every source as it is written now.
    written: Vec<Arc<Source>>,
    /// The errors there are now.
    errors: usize,
}

impl Plan {
    /// How many addresses change.
    pub fn count(&self) -> usize {
        self.changes.values().map(Vec::len).sum()
    }
}

/// A source that keeps its address.
pub struct Left {
    /// The source, where it is written.
    pub source: Arc<Source>,
    /// Why.
    pub why: Why,
}

/// Why an address is left as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// Its file comes from another program, which would bring the old address back.
    Imported,
    /// It is not written letter by letter.
    NotLiteral,
    /// Its file has errors.
    Errors,
    /// The same source is written elsewhere too, where it cannot be changed.
    Twin,
}

impl Why {
    /// In the words of an editor.
    pub fn words(self) -> &'static str {
        match self {
            Self::Imported => "fichier venu d’un autre logiciel, à corriger là-bas",
            Self::NotLiteral => "adresse repliée ou écrite par détour, à corriger à la main",
            Self::Errors => "fichier à corriger d’abord\u{a0}: il contient des erreurs",
            Self::Twin => "même source écrite aussi dans un fichier qui ne peut pas être corrigé",
        }
    }
}

/// What can be changed in the files of `listed`. A source that is written twice changes everywhere or nowhere: else its two
/// descriptions would disagree.
pub fn plan(listed: &Listed, errors: &[Diagnostic], inputs: &Inputs) -> Plan {
    let broken: BTreeSet<FileId> = errors.iter().filter_map(Diagnostic::file).collect();
    let nameless: BTreeSet<&str> = errors
        .iter()
        .filter_map(|remark| match &remark.place {
            Place::File(shown) => Some(shown.as_str()),
            _ => None,
        })
        .collect();
    let imported: BTreeSet<FileId> = inputs
        .sources
        .iter()
        .copied()
        .filter(|id| !formats::is_yaml(&inputs.file(*id).path))
        .collect();
    let mut by_id: BTreeMap<&str, Vec<(&Arc<Source>, Result<Edit, Why>)>> = BTreeMap::new();
    for source in &listed.written {
        let id = source.span.file;
        let file = inputs.file(id);
        let change = match upkeep::edit(&file.text, source) {
            Ok(None) => continue,
            _ if imported.contains(&id) => Err(Why::Imported),
            _ if broken.contains(&id) || nameless.contains(file.shown.as_str()) => Err(Why::Errors),
            Err(upkeep::NotLiteral) => Err(Why::NotLiteral),
            Ok(Some(edit)) => Ok(edit),
        };
        by_id.entry(&source.id).or_default().push((source, change));
    }
    let mut plan = Plan {
        changes: BTreeMap::new(),
        left: Vec::new(),
        written: listed.written.clone(),
        errors: errors.len(),
    };
    for written in by_id.into_values() {
        let all_change = written.iter().all(|(_, change)| change.is_ok());
        for (source, change) in written {
            match change {
                Ok(edit) if all_change => {
                    let edits = plan.changes.entry(source.span.file).or_default();
                    edits.push(edit);
                }
                change => plan.left.push(Left {
                    source: Arc::clone(source),
                    why: change.err().unwrap_or(Why::Twin),
                }),
            }
        }
    }
    for edits in plan.changes.values_mut() {
        edits.sort_by_key(|edit| edit.range.start);
    }
    plan.left.sort_by_key(|left| left.source.span);
    plan
}

/// Shows the changes, and writes them once the editor agrees. Tells whether they were written.
///
/// # Errors
/// One sentence in French; then no file has changed, or it says which ones have.
pub fn mend(
    plan: &Plan,
    inputs: &Inputs,
    options: &SourcesOptions,
    mending: Mending,
) -> Result<bool, String> {
    let texts: BTreeMap<FileId, String> = plan
        .changes
        .iter()
        .map(|(id, edits)| (*id, upkeep::edited(&inputs.file(*id).text, edits)))
        .collect();
    let mut told = String::new();
    for (id, new) in &texts {
        let file = inputs.file(*id);
        told.push_str(&diff::unified(&shown(&file.shown), &file.text, new));
    }
    // Programs read a list on standard output, and only that.
    let tell = |text: &str| {
        if options.json {
            complain(text);
            0
        } else {
            print(text)
        }
    };
    if tell(&told) != 0 {
        return Err("rien n’a été corrigé".to_owned());
    }
    for left in &plan.left {
        let span = left.source.span_of(Field::Url);
        let file = inputs.file(span.file);
        complain(&format!(
            "{}:{}\u{a0}: «\u{a0}{}\u{a0}» n’est pas corrigée ({})\n",
            shown(&file.shown),
            Position::of(&file.text, span.range().start).line,
            left.source.id,
            left.why.words()
        ));
    }
    if texts.is_empty() {
        tell("Rien à corriger.\n");
        return Ok(false);
    }
    prove(plan, inputs, &texts)?;
    let count = counted(plan.count(), "adresse");
    let files = counted(texts.len(), "fichier");
    if mending == Mending::Ask && !agreed(&count, &files) {
        tell("Rien n’a été écrit. «\u{a0}--oui\u{a0}» écrit ces corrections sans demander.\n");
        return Ok(false);
    }
    write(&texts, inputs, options)?;
    let done = if plan.count() > 1 {
        "corrigées"
    } else {
        "corrigée"
    };
    tell(&format!("{count} {done} dans {files}.\n"));
    Ok(true)
}

/// Reads the site again with the new texts: the sources must be the same but for their addresses.
fn prove(plan: &Plan, inputs: &Inputs, texts: &BTreeMap<FileId, String>) -> Result<(), String> {
    let mut after = inputs.clone();
    for (id, text) in texts {
        after.files[id.0 as usize].text = text.as_str().into();
    }
    let mut errors = Vec::new();
    let read = pipeline::sources(&after).report_to(&mut errors);
    let changes = |source: &Source| {
        let place = source.span_of(Field::Url).range();
        let edits = plan.changes.get(&source.span.file).into_iter().flatten();
        edits
            .into_iter()
            .any(|edit| place.start <= edit.range.start && edit.range.end <= place.end)
    };
    let same = read.written.len() == plan.written.len()
        && plan.written.iter().zip(&read.written).all(|(old, new)| {
            let mut expected = Source::clone(old);
            if changes(old) {
                expected.url = old.url.as_deref().and_then(upkeep::replacement);
            }
            expected.same_data(new) && old.span.file == new.span.file
        });
    if same && errors.len() <= plan.errors {
        return Ok(());
    }
    Err("les fichiers corrigés ne se liraient plus de même\u{a0}: rien n’a été écrit. Corrigez ces adresses à la main".to_owned())
}

/// Asks, when somebody is there to answer.
fn agreed(count: &str, files: &str) -> bool {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return false;
    }
    complain(&format!("Corriger {count} dans {files}\u{202f}? [o/N] "));
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok() && ["o", "oui"].contains(&answer.trim().to_lowercase().as_str())
}

/// A file that waits to take the place of another.
struct Staged {
    staged: PathBuf,
    target: PathBuf,
}

/// Writes the new texts, all or none: first beside their places, then by renames.
fn write(
    texts: &BTreeMap<FileId, String>,
    inputs: &Inputs,
    options: &SourcesOptions,
) -> Result<(), String> {
    let mut waiting: Vec<Staged> = Vec::new();
    for (id, text) in texts {
        let file = inputs.file(*id);
        let path = PathBuf::from(reader::path_from_here(&options.folders, &file.shown));
        match stage(&path, &file.text, text) {
            Ok(staged) => waiting.push(staged),
            Err(message) => {
                forget(&waiting);
                return Err(message);
            }
        }
    }
    for (at, file) in waiting.iter().enumerate() {
        if let Err(error) = Disk.rename(&file.staged, &file.target) {
            forget(&waiting[at..]);
            let done: Vec<String> = waiting[..at]
                .iter()
                .map(|file| file.target.display().to_string())
                .collect();
            let told = refused(&file.target, &error);
            return Err(if done.is_empty() {
                told
            } else {
                format!("{told}. Déjà corrigés\u{a0}: {}", done.join(", "))
            });
        }
    }
    Ok(())
}

/// Writes `new` beside the file at `path`, which must still hold `old`.
fn stage(path: &Path, old: &str, new: &str) -> Result<Staged, String> {
    // A link stays one: what it leads to is the file that changes.
    let target = fs::canonicalize(path).map_err(|error| refused(path, &error))?;
    let now = fs::read(&target).map_err(|error| refused(path, &error))?;
    if now != old.as_bytes() {
        return Err(format!(
            "«\u{a0}{}\u{a0}» a changé pendant la lecture\u{a0}: rien n’a été écrit. Recommencez",
            path.display()
        ));
    }
    // A rename would pass over what its owner protects.
    let mode = fs::metadata(&target).map_err(|error| refused(path, &error))?;
    if mode.permissions().readonly() {
        return Err(refused(path, &io::ErrorKind::PermissionDenied.into()));
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let staged = target.with_file_name(format!(".{name}.reperess.tmp"));
    // Left by a run that was killed.
    let _ = Disk.remove_file(&staged);
    let written = Disk
        .write(&staged, new.as_bytes())
        .and_then(|()| fs::set_permissions(&staged, mode.permissions()))
        .and_then(|()| Disk.sync(&staged));
    let staged = Staged { staged, target };
    if let Err(error) = written {
        forget(std::slice::from_ref(&staged));
        return Err(refused(path, &error));
    }
    Ok(staged)
}

fn forget(waiting: &[Staged]) {
    for file in waiting {
        let _ = Disk.remove_file(&file.staged);
    }
}

fn refused(path: &Path, error: &io::Error) -> String {
    format!(
        "«\u{a0}{}\u{a0}»\u{a0}: {}",
        path.display(),
        reader::french_error(error)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "---\ntitre: Un\n---\n\n[@a]\n";
    const SOURCES: &str = "- id: a\n  title: A\n  date: 2020\n  url: http://www.senat.fr/ # là\n- id: b\n  title: B\n";

    #[test]
    fn a_text_that_reads_otherwise_but_for_the_address_is_never_written() {
        let inputs = reader::in_memory(&[("un.md", SHEET), ("sources.yaml", SOURCES)]);
        let mut errors = Vec::new();
        let listed = pipeline::sources(&inputs).report_to(&mut errors);
        let plan = plan(&listed, &errors, &inputs);
        let (id, edits) = plan.changes.first_key_value().expect("one address changes");
        let good = upkeep::edited(SOURCES, edits);
        let proof = |text: &str| {
            let texts = BTreeMap::from([(*id, text.to_owned())]);
            prove(&plan, &inputs, &texts)
        };
        assert_eq!(good, SOURCES.replace("http:", "https:"));
        assert_eq!(proof(&good), Ok(()));
        for bad in [
            SOURCES.to_owned(),
            good.replace("https:", "https: "),
            good.replace("senat.fr/", "senat.fr/a"),
            good.replace("title: B", "title: C"),
            good.replace("- id: b\n  title: B\n", ""),
            good.replace("id: b", "id: a"),
            good + "- id: c\n",
        ] {
            assert!(proof(&bad).is_err(), "{bad}");
        }
    }
}
