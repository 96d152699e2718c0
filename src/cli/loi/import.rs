//! `loi importer`: official data of the texts that a site cites, written to `content/loi/`.

use crate::cli::arguments::LoiImportOptions;
use crate::cli::build::thousands;
use crate::cli::{complain, print};
use crate::date::PartialDate;
use crate::law::official::{Day, OfficialId, OfficialText};
use crate::law::{Article, Nature, TextId, Texts};
use crate::official::{self, Fault, Import, ImportError, Left, Wanted, file, merge};
use crate::writer::files::{Disk, Files};
use crate::{pipeline, reader};
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Imports the files and writes one data file a text. Gives the exit status.
pub fn import(options: &LoiImportOptions) -> u8 {
    match run(options) {
        Ok(told) => {
            print(&told);
            0
        }
        Err(stop) => {
            complain(&format!(
                "erreur[{}]\u{a0}: {}\n",
                stop.code,
                stop.message.replace(crate::input::is_hidden, "\u{fffd}")
            ));
            if stop.status == 1 && stop.replaced.is_empty() {
                complain("Rien n’a été écrit.\n");
            } else if !stop.replaced.is_empty() {
                complain(&format!(
                    "Déjà remplacés\u{a0}: {}. Recommencez pour les autres.\n",
                    stop.replaced.join(", ")
                ));
            }
            stop.status
        }
    }
}

/// Why nothing is written.
struct Stop {
    status: u8,
    code: &'static str,
    message: String,
    /// Files that were replaced all the same, before the disk refused the next.
    replaced: Vec<String>,
}

fn stop(code: &'static str, message: impl Into<String>) -> Stop {
    Stop {
        status: 1,
        code,
        message: message.into(),
        replaced: Vec::new(),
    }
}

fn run(options: &LoiImportOptions) -> Result<String, Stop> {
    let (wanted, texts) = wanted(options)?;
    let asked: BTreeSet<TextId> = wanted.texts().cloned().collect();
    let mut import = Import::new(wanted, options.date);
    for path in &options.files {
        take(path, &asked, &texts, &mut import)?;
    }
    let (found, left) = import
        .finish()
        .map_err(|error| stop("import", format!("{error}\u{202f}; {}", error.remedy())))?;
    if found.is_empty() {
        let names: Vec<String> = asked.iter().take(10).map(|id| texts.short(id)).collect();
        let more = if asked.len() > names.len() { "…" } else { "" };
        return Err(stop(
            "import",
            format!(
                "aucun des textes attendus ({}{more}) ne se trouve dans {}. Donnez un autre fichier, ou d’autres textes avec --codes",
                names.join(", "),
                listed(&options.files)
            ),
        ));
    }
    let folder = options.folders.content.join("loi");
    let prepared = found
        .into_iter()
        .map(|text| prepare(&folder, text, options.replace))
        .collect::<Result<Vec<Prepared>, Stop>>()?;
    write(&folder, &options.folders.content, &prepared)?;
    Ok(summary(&prepared, &asked, &left, &texts))
}

/// The texts asked for, or else those that the site cites, with all the texts that the site knows.
fn wanted(options: &LoiImportOptions) -> Result<(Wanted, Texts), Stop> {
    if !fs::metadata(&options.folders.content).is_ok_and(|meta| meta.is_dir()) {
        return Err(stop(
            "lecture",
            format!(
                "le dossier «\u{a0}{}\u{a0}» n’existe pas. Indiquez le site avec --site",
                options.folders.content.display()
            ),
        ));
    }
    let inputs =
        reader::read_site(&options.folders, true).map_err(|message| stop("lecture", message))?;
    let (cited, texts) = pipeline::cited_texts(&inputs);
    let mut wanted = Wanted::default();
    if options.codes.is_empty() {
        for id in cited {
            add(&mut wanted, &id, &texts);
        }
        if wanted.texts().next().is_none() {
            return Err(stop(
                "import",
                "le site ne cite aucun texte qui ait un identifiant sur Légifrance. Nommez les textes à garder avec --codes, par exemple --codes ccp",
            ));
        }
        return Ok((wanted, texts));
    }
    for written in options
        .codes
        .iter()
        .map(|code| code.trim())
        .filter(|code| !code.is_empty())
    {
        let unknown = |message: String| Stop {
            status: 2,
            code: "code-inconnu",
            message,
            replaced: Vec::new(),
        };
        let Some(id) = texts.by_abbreviation(written) else {
            let close = texts
                .nearest(written)
                .map(|close| format!("\u{a0}: vouliez-vous dire «\u{a0}{close}\u{a0}»\u{202f}?"))
                .unwrap_or_default();
            return Err(unknown(format!(
                "le texte «\u{a0}{written}\u{a0}» est inconnu{close}"
            )));
        };
        if !add(&mut wanted, &id, &texts) {
            return Err(unknown(format!(
                "«\u{a0}{written}\u{a0}» n’a pas d’identifiant connu sur Légifrance. Ajoutez-le à content/articles.yaml"
            )));
        }
    }
    if wanted.texts().next().is_none() {
        return Err(Stop {
            status: 2,
            code: "code-inconnu",
            message: "--codes ne nomme aucun texte".to_owned(),
            replaced: Vec::new(),
        });
    }
    Ok((wanted, texts))
}

/// Wants a text when its official id is known: European law and decisions are not in the LEGI base.
fn add(wanted: &mut Wanted, id: &TextId, texts: &Texts) -> bool {
    let official = texts
        .get(id)
        .and_then(|text| text.official_id.as_deref())
        .and_then(OfficialId::parse)
        .filter(|official| official.is_text());
    if let Some(official) = official {
        wanted.add(id.clone(), official, &texts.title(id));
    }
    official.is_some()
}

fn take(
    path: &Path,
    asked: &BTreeSet<TextId>,
    texts: &Texts,
    import: &mut Import,
) -> Result<(), Stop> {
    let shown = path.display();
    let refused = |error: &std::io::Error| {
        stop(
            "lecture",
            format!(
                "«\u{a0}{shown}\u{a0}»\u{a0}: {}",
                reader::french_error(error)
            ),
        )
    };
    let told = |error: ImportError| {
        let reason = match &error.fault {
            Fault::Io(system) => format!("{error} ({})", reader::french_error(system)),
            _ => error.to_string(),
        };
        stop(
            "import",
            format!(
                "«\u{a0}{shown}\u{a0}»\u{a0}: {reason}\u{202f}; {}",
                error.remedy()
            ),
        )
    };
    // The data must not tell where the file lies on this machine.
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let meta = fs::metadata(path).map_err(|error| refused(&error))?;
    if meta.is_dir() {
        return take_folder(path, &name, import, &told);
    }
    if !meta.is_file() {
        return Err(stop(
            "lecture",
            format!("«\u{a0}{shown}\u{a0}» n’est ni un fichier ni un dossier"),
        ));
    }
    let table_text = text_of_table(&name, asked, texts);
    let source = fs::File::open(path).map_err(|error| refused(&error))?;
    let source = std::io::BufReader::with_capacity(1 << 17, source);
    import
        .take(&name, source, table_text.as_ref())
        .map_err(told)
}

/// The text of a table: the one that begins the file's name ("ccp-articles.csv"), else the only one asked for.
fn text_of_table(name: &str, asked: &BTreeSet<TextId>, texts: &Texts) -> Option<TextId> {
    let stem = name.split('.').next().unwrap_or_default();
    let named = ["-articles", "-versions"]
        .iter()
        .find_map(|end| stem.strip_suffix(end))
        .unwrap_or(stem);
    let by_name = texts
        .by_abbreviation(named)
        .filter(|id| id.nature() == Nature::Code);
    match (by_name, asked.len()) {
        (Some(id), _) => Some(id),
        (None, 1) => asked.first().cloned(),
        _ => None,
    }
}

fn take_folder(
    folder: &Path,
    name: &str,
    import: &mut Import,
    told: &impl Fn(ImportError) -> Stop,
) -> Result<(), Stop> {
    let mut read = 0_usize;
    let root = folder.to_string_lossy().replace('\\', "/");
    for file in reader::files_below(folder) {
        let path = file.map_err(|(at, reason)| {
            stop(
                "lecture",
                format!("«\u{a0}{}\u{a0}»\u{a0}: {reason}", at.display()),
            )
        })?;
        let inside = path.strip_prefix(folder).unwrap_or(&path);
        let inside = inside.to_string_lossy().replace('\\', "/");
        // The folder given may itself be that of the text.
        let whole = format!("{root}/{inside}");
        let located = |mut error: ImportError| {
            error.entry = Some(inside.clone());
            told(error)
        };
        let failed = |fault| {
            located(ImportError {
                entry: None,
                line: None,
                fault,
            })
        };
        if official::is_tree(&inside) {
            read += 1;
            let file = fs::File::open(&path).map_err(|error| failed(Fault::Io(error)))?;
            let tree = inside.rsplit('/').next().unwrap_or_default();
            import.take_tree(tree, file).map_err(located)?;
            continue;
        }
        if !inside.ends_with(".xml") {
            continue;
        }
        read += 1;
        if !import.wants(&whole) {
            continue;
        }
        let text = read_xml(&path).map_err(failed)?;
        import.take_xml(&whole, &text).map_err(located)?;
    }
    if read == 0 {
        return Err(stop(
            "import",
            format!(
                "«\u{a0}{}\u{a0}» ne contient aucun fichier de la base LEGI ni de legi-data",
                folder.display()
            ),
        ));
    }
    import.name_source(name);
    Ok(())
}

fn read_xml(path: &Path) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(official::MAX_ENTRY + 1).read_to_end(&mut bytes))
        .map_err(Fault::Io)?;
    if bytes.len() as u64 > official::MAX_ENTRY {
        return Err(Fault::TooLarge(official::MAX_ENTRY));
    }
    String::from_utf8(bytes).map_err(|_| Fault::NotUtf8)
}

/// Writes the files, all or none: first beside their places, then by renames. A file that is not ours is never replaced.
fn write(folder: &Path, content: &Path, texts: &[Prepared]) -> Result<(), Stop> {
    let refused = |path: &Path, error: &std::io::Error| {
        stop(
            "ecriture",
            format!(
                "«\u{a0}{}\u{a0}»\u{a0}: {}",
                path.display(),
                reader::french_error(error)
            ),
        )
    };
    match fs::symlink_metadata(folder) {
        Ok(meta) if meta.is_dir() => {}
        Ok(_) => {
            return Err(stop(
                "ecriture",
                format!(
                    "«\u{a0}{}\u{a0}» n’est pas un dossier. Déplacez-le",
                    folder.display()
                ),
            ));
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Disk.create_dir(folder)
                .map_err(|error| refused(content, &error))?;
        }
        Err(error) => return Err(refused(folder, &error)),
    }
    let mut planned = Vec::new();
    for Prepared {
        target, text, old, ..
    } in texts
    {
        let printed = file::print(text);
        if old.as_ref().is_none_or(|(old, _)| *old != printed) {
            let name = target.file_name().unwrap_or_default().to_string_lossy();
            let staged = folder.join(format!(".{name}.tmp"));
            // Left by an import that was killed.
            let _ = Disk.remove_file(&staged);
            planned.push((staged, target, printed));
        }
    }
    let forget = |planned: &[(PathBuf, &PathBuf, String)]| {
        for (staged, _, _) in planned {
            let _ = Disk.remove_file(staged);
        }
        // Made for nothing; refused by the system when something is in it.
        let _ = Disk.remove_dir(folder);
    };
    for (at, (staged, _, printed)) in planned.iter().enumerate() {
        let written = Disk
            .write(staged, printed.as_bytes())
            .and_then(|()| Disk.sync(staged));
        if let Err(error) = written {
            forget(&planned[..=at]);
            return Err(refused(staged, &error));
        }
    }
    for (at, (staged, target, _)) in planned.iter().enumerate() {
        if let Err(error) = Disk.rename(staged, target) {
            forget(&planned[at..]);
            return Err(Stop {
                replaced: planned[..at]
                    .iter()
                    .map(|(_, target, _)| target.display().to_string())
                    .collect(),
                ..refused(target, &error)
            });
        }
    }
    Ok(())
}

/// What will be written in one place, and what is there.
struct Prepared {
    target: PathBuf,
    text: OfficialText,
    /// How many articles were read; the others are those of the old file.
    read: usize,
    /// Articles of the old file that what was read does not have.
    kept: Vec<Article>,
    /// Articles in force by the old file that are given up.
    dropped: Vec<Article>,
    /// The old file, as text and read.
    old: Option<(String, OfficialText)>,
}

/// Puts what was read together with the file in place, when there is one. Without `replace`, refuses what would lose articles
/// or the plan: a daily delivery alone, or a few articles, in the place of a whole code.
fn prepare(folder: &Path, new: OfficialText, replace: bool) -> Result<Prepared, Stop> {
    let target = folder.join(format!("{}.json", new.facts().id.slug()));
    let read = new.articles().len();
    let Some(old) = is_ours(&target)? else {
        return Ok(Prepared {
            target,
            text: new,
            read,
            kept: Vec::new(),
            dropped: Vec::new(),
            old: None,
        });
    };
    if old.1.facts().id != new.facts().id {
        return Err(stop(
            "fichier-etranger",
            format!(
                "«\u{a0}{}\u{a0}» porte sur un autre texte ({}), il n’est pas remplacé. Déplacez-le, puis recommencez",
                target.display(),
                old.1.facts().id.as_str()
            ),
        ));
    }
    let loss = merge::loss(&old.1, &new);
    if replace {
        return Ok(Prepared {
            target,
            text: new,
            read,
            kept: Vec::new(),
            dropped: loss.articles,
            old: Some(old),
        });
    }
    refuse_loss(&target, &old.1, &new, &loss)?;
    let merge::Merged { text, kept } = merge::merge(&old.1, &new);
    Ok(Prepared {
        target,
        text,
        read,
        kept,
        dropped: Vec::new(),
        old: Some(old),
    })
}

/// Refuses data that would lose what is known.
fn refuse_loss(
    target: &Path,
    old: &OfficialText,
    new: &OfficialText,
    loss: &merge::Loss,
) -> Result<(), Stop> {
    let (before, after) = (old.articles().len(), new.articles().len());
    let shown = target.display();
    let counts = format!(
        "{} avant, {} dans ce qui a été lu",
        counted(before, "article"),
        thousands(after)
    );
    if !new.facts().complete && old.facts().complete {
        return Err(stop(
            "donnees-partielles",
            format!(
                "ce qui a été lu est partiel et remplacerait «\u{a0}{shown}\u{a0}», qui est entier\u{a0}: {counts}. Importez-le avec l’archive complète, en une fois, ou ajoutez --remplacer"
            ),
        ));
    }
    if !new.facts().complete || loss.is_none() {
        return Ok(());
    }
    let mut lost = Vec::new();
    if !loss.articles.is_empty() {
        lost.push(format!(
            "{} en vigueur ({})",
            counted(loss.articles.len(), "article"),
            first_few(&loss.articles)
        ));
    }
    if loss.plan {
        lost.push("le plan".to_owned());
    }
    Err(stop(
        "donnees-partielles",
        format!(
            "remplacer «\u{a0}{shown}\u{a0}» lui ferait perdre {}\u{a0}: {counts}. Donnez un fichier plus complet\u{202f}; si c’est bien ce qui a changé, ajoutez --remplacer",
            lost.join(" et ")
        ),
    ))
}

/// "L. 1111-1, L. 1111-2, L. 1111-3…"
fn first_few(articles: &[Article]) -> String {
    let shown: Vec<String> = articles.iter().take(3).map(Article::display).collect();
    let more = if articles.len() > shown.len() {
        "…"
    } else {
        ""
    };
    format!("{}{more}", shown.join(", "))
}

/// A data file of ours at `target`, as text and read; nothing when there is no file.
fn is_ours(target: &Path) -> Result<Option<(String, OfficialText)>, Stop> {
    let shown = target.display();
    let kept = |reason: &str| {
        stop(
            "fichier-etranger",
            format!(
                "«\u{a0}{shown}\u{a0}» n’est pas un fichier de données de reperess ({reason})\u{202f}; il n’est pas remplacé. Déplacez-le, puis recommencez"
            ),
        )
    };
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(kept(&reader::french_error(&error))),
        Ok(meta) if !meta.is_file() => return Err(kept("ce n’est pas un simple fichier")),
        Ok(meta) if meta.len() > file::MAX_BYTES as u64 => return Err(kept("il est trop grand")),
        Ok(_) => {}
    }
    let text = fs::read(target)
        .map_err(|error| kept(&reader::french_error(&error)))
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| kept("il n’est pas en UTF-8")))?;
    let read = file::parse(&text).map_err(|error| kept(&error.to_string()))?;
    Ok(Some((text, read)))
}

fn french(day: Day) -> String {
    let iso = day.to_string();
    PartialDate::parse(&iso).map_or(iso, PartialDate::french)
}

/// "476 articles, 80 sections, données du 1er octobre 2026 ; la liste peut être incomplète".
fn held(text: &OfficialText) -> String {
    let facts = text.facts();
    format!(
        "{}, {}, données du {}{}",
        counted(text.articles().len(), "article"),
        counted(text.headings().len(), "section"),
        french(facts.date),
        if facts.complete {
            ""
        } else {
            "\u{202f}; la liste peut être incomplète"
        }
    )
}

fn counted(count: usize, word: &str) -> String {
    format!(
        "{} {word}{}",
        thousands(count),
        if count > 1 { "s" } else { "" }
    )
}

fn summary(prepared: &[Prepared], asked: &BTreeSet<TextId>, left: &Left, texts: &Texts) -> String {
    let mut out = String::new();
    let (mut articles, mut sections) = (0, 0);
    for Prepared {
        target,
        text,
        read,
        kept,
        dropped,
        old,
    } in prepared
    {
        let facts = text.facts();
        articles += text.articles().len();
        sections += text.headings().len();
        out.push_str(&format!("{}\u{a0}: {}\n", target.display(), held(text)));
        if let Some((_, old)) = old {
            let same = if old == text {
                ", rien n’a changé"
            } else {
                ""
            };
            out.push_str(&format!("  avant\u{a0}: {}{same}\n", held(old)));
            if facts.date < old.facts().date {
                out.push_str("  ces données sont plus anciennes que celles d’avant\n");
            }
        }
        if !kept.is_empty() {
            out.push_str(&format!(
                "  {} dans ce qui a été lu\u{202f}; gardés du fichier d’avant, faute d’y être\u{a0}: {} ({})\n",
                counted(*read, "article"),
                counted(kept.len(), "article"),
                first_few(kept)
            ));
        }
        if !dropped.is_empty() {
            out.push_str(&format!(
                "  retirés, alors qu’ils étaient en vigueur\u{a0}: {} ({})\n",
                counted(dropped.len(), "article"),
                first_few(dropped)
            ));
        }
        if let Some((count, first)) = left.unnumbered.get(&facts.id) {
            let more = match count - first.len() {
                0 => String::new(),
                1 => " et un autre".to_owned(),
                others => format!(" et {} autres", thousands(others)),
            };
            out.push_str(&format!(
                "  sans numéro d’article, laissés de côté\u{a0}: {}{more}\n",
                first
                    .join(", ")
                    .replace(crate::input::is_hidden, "\u{fffd}")
            ));
        }
    }
    if !left.unknown_states.is_empty() {
        let words: Vec<&str> = left.unknown_states.iter().map(String::as_str).collect();
        out.push_str(&format!(
            "États inconnus, notés INCONNU\u{a0}: {}\n",
            words
                .join(", ")
                .replace(crate::input::is_hidden, "\u{fffd}")
        ));
    }
    let missing: Vec<String> = asked
        .iter()
        .filter(|id| {
            !prepared
                .iter()
                .any(|prepared| prepared.text.facts().id == **id)
        })
        .map(|id| texts.short(id))
        .collect();
    if !missing.is_empty() {
        out.push_str(&format!(
            "Sans données dans ce qui a été lu\u{a0}: {}\n",
            missing.join(", ")
        ));
    }
    out.push_str(&format!(
        "{} · {} · {}\n",
        counted(prepared.len(), "texte"),
        counted(articles, "article"),
        counted(sections, "section")
    ));
    out
}

fn listed(files: &[PathBuf]) -> String {
    files
        .iter()
        .map(|path| format!("«\u{a0}{}\u{a0}»", path.display()))
        .collect::<Vec<_>>()
        .join(", ")
}
