//! `nouveau`: a sheet from an archetype.
//!
//! An archetype is a sheet with words to fill in: `{{titre}}`, `{{slug}}`, `{{date}}`, `{{numero}}`, `{{collection}}` and
//! `{{code_par_defaut}}`. The site's own, in `archetypes/`, come before those of the program. The sheet is built with the
//! site in memory before it is written: what would stop the next build is said at once.

use super::arguments::NewOptions;
use super::{color, complain, fail, print};
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Place, Severity, format, nearest};
use crate::input::{FileId, InputFile, Inputs};
use crate::law::Texts;
use crate::reader::{self, Folders, french_error};
use crate::sheet::front_matter::{self, FrontMatter, SheetKind};
use crate::sheet::slug::slug;
use crate::writer::files::{Disk, Files};
use crate::{pipeline, yaml};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

static ARCHETYPES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/archetypes");

/// The words that an archetype may leave to fill in.
const WORDS: [&str; 6] = [
    "titre",
    "slug",
    "date",
    "numero",
    "collection",
    "code_par_defaut",
];

/// Why no sheet was made.
enum Stop {
    /// The command line asks for what cannot be.
    Asked(String),
    /// The site or the disk refuses.
    Refused(String),
    /// The same, and the remarks that say why were printed.
    Told(String),
}

/// Makes a sheet. Gives the exit status.
pub fn new(options: &NewOptions) -> u8 {
    match make(options) {
        Ok(told) => print(&told),
        Err(Stop::Asked(message)) => {
            fail("erreur", &message);
            2
        }
        Err(Stop::Refused(message)) => {
            fail("erreur[nouveau]", &message);
            1
        }
        Err(Stop::Told(message)) => {
            complain(&format!("{message}\n"));
            1
        }
    }
}

/// The program's archetypes: name and text, by name.
pub fn archetypes() -> BTreeMap<String, &'static str> {
    ARCHETYPES
        .files()
        .filter_map(|file| {
            let name = file.path().file_stem()?.to_string_lossy().into_owned();
            Some((name, file.contents_utf8()?))
        })
        .collect()
}

fn make(options: &NewOptions) -> Result<String, Stop> {
    let title = title(&options.title)?;
    let slug = page_name(options, &title)?;
    let (archetype, origin) = archetype(options)?;
    let folders = Folders {
        content: options
            .content
            .clone()
            .unwrap_or_else(|| options.site.join("content")),
        output: options.site.join("output"),
        theme: None,
        site: options.site.clone(),
    };
    let mut inputs = reader::read_site(&folders, true).map_err(Stop::Refused)?;
    let others = Others::read(&inputs);
    let mut words = BTreeMap::from([
        ("titre", scalar(&title)),
        ("slug", scalar(&slug)),
        ("date", options.date.unwrap_or_else(today).iso()),
    ]);
    words.extend(others.words());
    let text = fill(&archetype, &words).map_err(|unknown| {
        let close = did_you_mean(nearest(&unknown, WORDS));
        Stop::Refused(format!(
            "le modèle {origin} laisse à remplir «\u{a0}{unknown}\u{a0}», que rien ne remplit{close} Mots connus\u{a0}: {}",
            WORDS.join(", ")
        ))
    })?;
    let kind = kind_of(&text);
    let folder = others.folder(kind);
    let path = format!("{folder}{slug}.md");
    let target = folders.content.join(&path);
    let shown = target
        .strip_prefix(".")
        .unwrap_or(&target)
        .display()
        .to_string();
    if path == "index.md" {
        return Err(Stop::Asked(
            "«\u{a0}index\u{a0}» est le nom de l’accueil\u{a0}: choisissez-en un autre par --slug"
                .into(),
        ));
    }
    if !folder.is_empty() && is_link(&folders.content, &folder) {
        return Err(Stop::Refused(format!(
            "«\u{a0}{folder}\u{a0}», dans le dossier du contenu, est un lien et non un dossier\u{a0}: une fiche n’y serait pas lue"
        )));
    }
    if fs::symlink_metadata(&target).is_ok() {
        return Err(Stop::Refused(format!(
            "«\u{a0}{shown}\u{a0}» existe déjà et n’est pas remplacé\u{a0}: ouvrez-le, ou choisissez un autre nom par --slug"
        )));
    }
    try_out(&mut inputs, &path, &shown, &text).map_err(|()| {
        Stop::Told(format!(
            "Rien n’a été créé\u{a0}: changez le titre ou --slug, ou corrigez le modèle {origin}."
        ))
    })?;
    write(&folders.content.join(folder), &target, &text).map_err(|error| {
        Stop::Refused(format!(
            "impossible d’écrire «\u{a0}{shown}\u{a0}»\u{a0}: {}",
            french_error(&error)
        ))
    })?;
    Ok(told(options, &shown, kind, &slug))
}

/// Whether a folder of the content is a link, which the reader does not follow.
fn is_link(content: &Path, folder: &str) -> bool {
    fs::symlink_metadata(content.join(folder.trim_end_matches('/')))
        .is_ok_and(|meta| meta.is_symlink())
}

/// Writes a new file, and its folder when there is none yet. On an error, both are as they were.
fn write(folder: &Path, target: &Path, text: &str) -> io::Result<()> {
    // Without a slash at its end, a link is seen as what it is.
    let folder: PathBuf = folder.components().collect();
    let is_new = match fs::symlink_metadata(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Disk.create_dir(&folder)?;
            true
        }
        Err(error) => return Err(error),
        Ok(_) => false,
    };
    Disk.write(target, text.as_bytes()).inspect_err(|error| {
        if error.kind() != io::ErrorKind::AlreadyExists {
            // What a full disk kept of it.
            let _ = Disk.remove_file(target);
        }
        if is_new {
            let _ = Disk.remove_dir(&folder);
        }
    })
}

/// The title as one line.
fn title(written: &str) -> Result<String, Stop> {
    let title = written
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(crate::input::is_hidden, "");
    if title.is_empty() {
        return Err(Stop::Asked(
            "le titre est vide\u{a0}: écrivez par exemple reperess nouveau \"Les marchés réservés\"".into(),
        ));
    }
    Ok(title)
}

fn page_name(options: &NewOptions, title: &str) -> Result<String, Stop> {
    let made = slug(options.slug.as_deref().unwrap_or(title));
    match &options.slug {
        Some(asked) if *asked != made || made.is_empty() => {
            let right = if made.is_empty() {
                String::new()
            } else {
                format!("\u{a0}: écrivez --slug {made}")
            };
            Err(Stop::Asked(format!(
                "«\u{a0}--slug\u{a0}» attend des minuscules sans accent, des chiffres et des traits d’union{right}"
            )))
        }
        None if made.is_empty() => Err(Stop::Asked(
            "ce titre ne donne pas de nom de fichier\u{a0}: ajoutez par exemple --slug ma-fiche"
                .into(),
        )),
        _ => Ok(made),
    }
}

/// The archetype asked for, and where it comes from.
fn archetype(options: &NewOptions) -> Result<(String, String), Stop> {
    let built_in = archetypes();
    let folder = options.site.join("archetypes");
    let is_name = slug(&options.kind) == options.kind && !options.kind.is_empty();
    let own = folder.join(format!("{}.md", options.kind));
    if is_name && fs::symlink_metadata(&own).is_ok() {
        let text = read(&own).map_err(|reason| {
            Stop::Refused(format!("«\u{a0}{}\u{a0}»\u{a0}: {reason}", own.display()))
        })?;
        return Ok((text, format!("archetypes/{}.md", options.kind)));
    }
    if let Some(text) = built_in.get(&options.kind) {
        return Ok((
            (*text).to_owned(),
            format!("«\u{a0}{}\u{a0}»", options.kind),
        ));
    }
    let mut known: Vec<String> = built_in.into_keys().collect();
    known.extend(own_names(&folder));
    known.sort();
    known.dedup();
    let close = did_you_mean(nearest(&options.kind, known.iter().map(String::as_str)));
    Err(Stop::Asked(format!(
        "aucun modèle ne s’appelle «\u{a0}{}\u{a0}»{close} Modèles possibles\u{a0}: {}",
        options.kind,
        known.join(", ")
    )))
}

/// A name that comes close, or the end of the sentence.
fn did_you_mean(close: Option<&str>) -> String {
    match close {
        Some(close) => {
            format!("\u{a0}: vouliez-vous dire «\u{a0}{close}\u{a0}»\u{202f}?")
        }
        None => ".".to_owned(),
    }
}

fn own_names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_str()?.strip_suffix(".md")?.to_owned();
            (slug(&name) == name).then_some(name)
        })
        .collect()
}

fn read(path: &Path) -> Result<String, String> {
    let meta = fs::metadata(path).map_err(|error| french_error(&error))?;
    if !meta.is_file() {
        return Err("ce n’est pas un fichier".into());
    }
    if meta.len() > reader::MAX_SHEET_BYTES {
        return Err("ce modèle est trop grand".into());
    }
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(reader::MAX_SHEET_BYTES).read_to_end(&mut bytes))
        .map_err(|error| french_error(&error))?;
    String::from_utf8(bytes).map_err(|_| "ce modèle n’est pas en UTF-8".into())
}

/// What the sheets of the site have in common.
struct Others {
    /// Each sheet but the home page: its path from the content folder, and its front matter.
    sheets: Vec<(String, FrontMatter)>,
}

impl Others {
    fn read(inputs: &Inputs) -> Self {
        let texts = Texts::known();
        let sheets = inputs
            .sheets
            .iter()
            .map(|id| {
                let file = inputs.file(*id);
                let parts = front_matter::split(&file.text);
                let front = front_matter::parse(*id, file, &parts, file.path == "index.md", texts);
                (file.path.clone(), front.value)
            })
            .filter(|(_, front)| front.kind != SheetKind::Home)
            .collect();
        Self { sheets }
    }

    /// The collection and the default code, when all use the same one; the number after the last one.
    fn words(&self) -> BTreeMap<&'static str, String> {
        let fronts = || self.sheets.iter().map(|(_, front)| front);
        let guides = || fronts().filter(|front| front.kind != SheetKind::Page);
        let mut words = BTreeMap::new();
        let usual = front_matter::DEFAULT_COLLECTION;
        let collection = only(guides().map(|front| front.collection.as_str())).unwrap_or(usual);
        if collection != usual {
            words.insert("collection", scalar(collection));
        }
        let texts = Texts::known();
        let code = only(guides().filter_map(|front| front.default_code.as_ref()))
            .map(|id| (id, texts.short(id)))
            .filter(|(id, short)| texts.by_abbreviation(short).as_ref() == Some(*id));
        if let Some((_, short)) = code {
            words.insert("code_par_defaut", scalar(&short));
        }
        let last = fronts()
            .filter(|front| front.kind == SheetKind::Sheet && front.collection == collection)
            .filter_map(|front| front.number)
            .max();
        if let Some(number) = last.unwrap_or(0).checked_add(1) {
            words.insert("numero", number.to_string());
        }
        words
    }

    /// The folder of a sheet of this kind, with a slash at its end: the one that has most of them. The first of its kind
    /// gets a folder of its own in a site that has folders.
    fn folder(&self, kind: SheetKind) -> String {
        let folder_of = |path: &str| {
            path.rfind('/')
                .map_or(String::new(), |end| path[..=end].to_owned())
        };
        let mut folders: BTreeMap<String, usize> = BTreeMap::new();
        for (path, front) in &self.sheets {
            if front.kind == kind {
                *folders.entry(folder_of(path)).or_default() += 1;
            }
        }
        // The first of those that have as many.
        if let Some((folder, _)) = folders.into_iter().rev().max_by_key(|(_, count)| *count) {
            return folder;
        }
        let named = match kind {
            SheetKind::Sheet => "fiches/",
            SheetKind::Interview => "entretiens/",
            SheetKind::Initiative => "initiatives/",
            SheetKind::Page | SheetKind::Home => "pages/",
        };
        if self.sheets.iter().any(|(path, _)| path.contains('/')) {
            named.to_owned()
        } else {
            String::new()
        }
    }
}

/// The value that all have, if there is one.
fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// A text as YAML, in straight quotation marks only when it would be read as something else without them.
fn scalar(text: &str) -> String {
    let read_back = |written: &str| {
        let line = format!("titre: {written}\n");
        let parsed = yaml::parse(&line, FileId(0), 0);
        let node = parsed.value.filter(|_| parsed.found.is_empty())?;
        let yaml::Value::Map(entries) = node.value else {
            return None;
        };
        let [(_, value)] = entries.as_slice() else {
            return None;
        };
        let mut found = Vec::new();
        yaml::text_of(value, "titre", &mut found).map(|(text, _)| text)
    };
    if read_back(text).is_some_and(|read| read == text) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `archetype` with its words filled in. A line of the front matter with a word that has no value is left out.
///
/// # Errors
/// The first word that is none of [`WORDS`].
fn fill(archetype: &str, words: &BTreeMap<&'static str, String>) -> Result<String, String> {
    let parts = front_matter::split(archetype);
    let front_end = parts.front.map_or(0, |range| range.end);
    let mut out = String::with_capacity(archetype.len());
    let mut at = 0;
    for line in archetype.split_inclusive('\n') {
        let in_front = at < front_end;
        at += line.len();
        let mut filled = String::new();
        let mut rest = line;
        let mut is_kept = true;
        while let Some((before, (word, after))) = rest
            .split_once("{{")
            .and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
        {
            let word = word.trim();
            if !WORDS.contains(&word) {
                return Err(word.to_owned());
            }
            filled.push_str(before);
            match words.get(word) {
                Some(value) if in_front => filled.push_str(value),
                // In the text, the quotation marks of YAML mean nothing.
                Some(value) => filled.push_str(&unquoted(value)),
                None => is_kept = !in_front,
            }
            rest = after;
        }
        if is_kept {
            out.push_str(&filled);
            out.push_str(rest);
        }
    }
    Ok(out)
}

fn unquoted(value: &str) -> String {
    match value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) {
        Some(inside) => inside.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => value.to_owned(),
    }
}

fn kind_of(text: &str) -> SheetKind {
    let file = InputFile {
        path: "modele.md".into(),
        shown: "modele.md".into(),
        text: text.into(),
    };
    let parts = front_matter::split(text);
    front_matter::parse(FileId(0), &file, &parts, false, Texts::known())
        .value
        .kind
}

/// Builds the site with the sheet in it; prints the errors that come with it.
fn try_out(inputs: &mut Inputs, path: &str, shown: &str, text: &str) -> Result<(), ()> {
    let id = inputs.add(InputFile {
        path: path.to_owned(),
        shown: shown.to_owned(),
        text: text.into(),
    });
    inputs.sheets.push(id);
    let found: Vec<Diagnostic> = pipeline::build(inputs)
        .found
        .into_iter()
        .filter(|remark| remark.severity == Severity::Error && touches(remark, id))
        .collect();
    if found.is_empty() {
        return Ok(());
    }
    complain(&format::human(&found, inputs, color()));
    Err(())
}

fn touches(remark: &Diagnostic, id: FileId) -> bool {
    matches!(&remark.place, Place::Span(span) if span.file == id)
        || remark.related.iter().any(|(span, _)| span.file == id)
}

/// Today, in universal time: the one date that no setting of the machine changes.
fn today() -> PartialDate {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs());
    PartialDate::of_unix_time(seconds)
}

/// What was made, and how to see it.
fn told(options: &NewOptions, shown: &str, kind: SheetKind, slug: &str) -> String {
    let page = match kind {
        SheetKind::Page => format!("{slug}.html"),
        _ => format!("fiches/{slug}.html"),
    };
    let mut command = "reperess serve".to_owned();
    let folders: [(&str, Option<&PathBuf>); 2] = [
        (
            "--site",
            Some(&options.site).filter(|site| **site != Path::new(".")),
        ),
        ("--content", options.content.as_ref()),
    ];
    for (name, folder) in folders {
        if let Some(folder) = folder {
            let folder = super::shown(&folder.display().to_string());
            command.push_str(&format!(" {name} {}", super::quoted(&folder)));
        }
    }
    format!(
        "{} créé.\nPour voir la page\u{a0}: {command}, puis {page} dans le navigateur.\n",
        super::shown(shown)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_quoted_when_yaml_needs_it() {
        for (title, written) in [
            ("Les marchés réservés", "Les marchés réservés"),
            ("L’ESS", "L’ESS"),
            ("2026", "2026"),
            ("true", "true"),
            ("Achats : mode d’emploi", "\"Achats : mode d’emploi\""),
            ("a # b", "\"a # b\""),
            ("\"Citer\"", "\"\\\"Citer\\\"\""),
            ("C:\\dossier : x", "\"C:\\\\dossier : x\""),
            ("- tiret", "\"- tiret\""),
            ("[lien]", "\"[lien]\""),
            ("{a}", "\"{a}\""),
            ("*gras*", "\"*gras*\""),
            ("& et", "\"& et\""),
            ("! fait", "\"! fait\""),
            ("null", "\"null\""),
            ("~", "\"~\""),
            ("fin:", "\"fin:\""),
            ("@a", "\"@a\""),
            ("% et", "\"% et\""),
            ("'", "\"'\""),
        ] {
            assert_eq!(scalar(title), written);
        }
    }

    #[test]
    fn a_line_whose_word_has_no_value_is_left_out() {
        let words = BTreeMap::from([("titre", "\"a : b\"".to_owned())]);
        let filled = fill(
            "---\ntitre: {{titre}}\nnumero: {{ numero }}\n---\n# {{titre}} {{numero}}.\n",
            &words,
        );
        assert_eq!(
            filled.as_deref(),
            Ok("---\ntitre: \"a : b\"\n---\n# a : b .\n")
        );
        assert_eq!(fill("{{auteur}}", &words), Err("auteur".to_owned()));
        assert_eq!(fill("{{titre", &words).as_deref(), Ok("{{titre"));
    }
}
