//! The theme: templates and files, the one door to the template engine.
//!
//! The default theme is inside the program. A site's own files replace it one by one: `templates/fiche.html` replaces the
//! template of that name everywhere it is used, and can still build on the default one by `{% extends "defaut/fiche.html" %}`.

use super::html::escape::push_text;
use crate::diagnostic::catalogue::theme as remarks;
use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::input::{FileId, Inputs, Span};
use include_dir::{Dir, include_dir};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tera::{Context, ErrorKind, Tera, Value};

/// The default theme's files.
static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Names under which the default theme is asked for.
pub const DEFAULT_NAMES: [&str; 2] = ["default", "defaut"];

/// Before the names of a site's own templates.
const OWN: &str = "site/";
/// Before the names of the default theme's templates.
const BUILT_IN: &str = "defaut/";

/// A theme ready to make pages.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// Files published under `assets/`, by path from there.
    pub files: BTreeMap<String, Arc<[u8]>>,
    own: BTreeMap<String, OwnTemplate>,
}

/// A template of the site.
#[derive(Clone, Debug)]
struct OwnTemplate {
    file: FileId,
    text: Arc<str>,
}

/// A value as templates see it, cheap to copy.
#[derive(Clone, Debug)]
pub struct Data(Value);

impl Data {
    /// What templates see of `value`.
    ///
    /// # Panics
    /// When `value` cannot be a template's value (a map whose keys are no text), which is a bug of ours.
    pub fn of<T: Serialize>(value: &T) -> Self {
        Self(Value::from_serializable(value))
    }
}

/// HTML made by the program: templates print it as it is, and escape everything else.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(&self.0).serialize(serializer)
    }
}

/// What is wrong with a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The template, with the prefix of its theme; empty when it is not known.
    pub template: String,
    /// Where, in bytes of the template.
    pub range: Option<Range<usize>>,
    /// Line, from 1; 0 when it is not known.
    pub line: usize,
    /// What, in French.
    pub reason: String,
}

/// The theme of a site: the default one, with the files of [`Inputs::theme`] and [`Inputs::theme_static`] in place of its own.
/// A template that cannot be used is reported, and left out so that the others are looked at too.
pub fn load(inputs: &Inputs) -> Checked<Theme> {
    let mut found = Vec::new();
    if let Some((name, false)) = &inputs.theme_name
        && !DEFAULT_NAMES.contains(&name.as_str())
    {
        found.push(remarks::unknown_theme(name));
    }
    let mut files = BTreeMap::new();
    let mut built_in = Vec::new();
    collect_default(&DEFAULT, &mut built_in, &mut files);
    let mut own = BTreeMap::new();
    for &id in &inputs.theme {
        let file = inputs.file(id);
        if let Some(name) = file.path.strip_prefix("templates/") {
            let template = OwnTemplate {
                file: id,
                text: Arc::clone(&file.text),
            };
            own.insert(format!("{OWN}{name}"), template);
        } else if let Some(path) = file.path.strip_prefix("static/") {
            files.insert(path.to_owned(), Arc::from(file.text.as_bytes()));
        }
    }
    for (path, bytes) in &inputs.theme_static {
        if let Some(path) = path.strip_prefix("static/") {
            files.insert(path.to_owned(), Arc::clone(bytes));
        }
    }
    for (path, bytes) in &mut files {
        if let Some(ours) = DEFAULT.get_file(format!("static/{path}"))
            && (path.ends_with(".js") || path.ends_with(".css"))
            && ours.contents() == &**bytes
        {
            *bytes = without_comments(bytes);
        }
    }
    let tera = compile(&built_in, &own, &mut found);
    Checked::new(Theme { tera, files, own }, found)
}

/// The files of the default theme that a site may replace, by path from its folder.
pub fn default_files() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    let mut folders = vec![&DEFAULT];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            // What explains where our fonts come from is not published.
            if !path.ends_with("README.md") {
                files.push((path, file.contents()));
            }
        }
    }
    files.sort_unstable();
    files
}

/// One of our own scripts or style sheets without the lines that only explain, nor indentation: a script loses a third of its
/// size. Ours alone, which have no text over several lines, nor explanations of several lines between `/*` and `*/`.
fn without_comments(text: &[u8]) -> Arc<[u8]> {
    let lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let explains =
        |line: &[u8]| line.starts_with(b"//") || (line.starts_with(b"/*") && line.ends_with(b"*/"));
    let kept: Vec<&[u8]> = lines
        .filter(|line| !line.is_empty() && !explains(line))
        .collect();
    Arc::from(kept.join(&b'\n'))
}

fn collect_default(
    folder: &'static Dir<'static>,
    templates: &mut Vec<(String, &'static str)>,
    files: &mut BTreeMap<String, Arc<[u8]>>,
) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(name) = path.strip_prefix("templates/") {
            if let Some(text) = file.contents_utf8() {
                templates.push((format!("{BUILT_IN}{name}"), text));
            }
        } else if let Some(path) = path
            .strip_prefix("static/")
            .filter(|path| !path.ends_with("README.md"))
        {
            files.insert(path.to_owned(), Arc::from(file.contents()));
        }
    }
    for folder in folder.dirs() {
        collect_default(folder, templates, files);
    }
}

/// The engine with every template that can be used. Each turn reports what is wrong and leaves those templates out.
fn compile(
    built_in: &[(String, &'static str)],
    own: &BTreeMap<String, OwnTemplate>,
    found: &mut Vec<Diagnostic>,
) -> Tera {
    let mut left: BTreeMap<&str, &OwnTemplate> =
        own.iter().map(|(name, own)| (name.as_str(), own)).collect();
    loop {
        let templates = left
            .iter()
            .map(|(name, own)| (*name, &*own.text))
            .chain(built_in.iter().map(|(name, text)| (name.as_str(), *text)));
        let made = catch_unwind(AssertUnwindSafe(|| {
            let mut tera = Tera::new();
            tera.set_escape_fn(|text, out| {
                let mut escaped = String::with_capacity(text.len() + 16);
                push_text(text, &mut escaped);
                out.write_all(escaped.as_bytes())
            });
            tera.set_fallback_prefixes([OWN, BUILT_IN])
                .and_then(|()| tera.add_raw_templates(templates))
                .map(|()| tera)
        }));
        let faults = match made {
            Ok(Ok(tera)) => return tera,
            Ok(Err(error)) => faults(&error),
            Err(_) => vec![Fault::unknown()],
        };
        let before = left.len();
        for fault in faults {
            found.push(remarks::template_unreadable(
                fault.place(own),
                &fault.shown_template(),
                &fault.reason,
            ));
            left.remove(fault.template.as_str());
        }
        if left.len() == before {
            // The fault lies in how the site's templates and the default ones meet.
            left.clear();
            if before == 0 {
                return Tera::new();
            }
        }
    }
}

impl Theme {
    /// The page that `template` makes of `data`.
    pub fn render(&self, template: &str, data: Vec<(&'static str, Data)>) -> Result<String, Fault> {
        let mut context = Context::new();
        for (name, value) in data {
            context.insert_value(name, value.0);
        }
        let mut fault =
            match catch_unwind(AssertUnwindSafe(|| self.tera.render(template, &context))) {
                Ok(Ok(page)) => return Ok(page),
                Ok(Err(error)) => faults(&error)
                    .into_iter()
                    .next()
                    .unwrap_or_else(Fault::unknown),
                Err(_) => Fault::unknown(),
            };
        if fault.template.is_empty() {
            let own = format!("{OWN}{template}");
            fault.template = if self.own.contains_key(&own) {
                own
            } else {
                format!("{BUILT_IN}{template}")
            };
        }
        Err(fault)
    }

    /// The remark for a fault met while the page of `subject` was made, and `others` like it.
    pub fn remark(&self, fault: &Fault, subject: &str, others: usize) -> Diagnostic {
        remarks::template_failed(
            fault.place(&self.own),
            &fault.shown_template(),
            fault.line,
            &fault.reason,
            subject,
            others,
        )
    }
}

impl Fault {
    fn unknown() -> Self {
        Self {
            template: String::new(),
            range: None,
            line: 0,
            reason: "le moteur de gabarits s’est arrêté sans dire pourquoi".into(),
        }
    }

    fn place(&self, own: &BTreeMap<String, OwnTemplate>) -> Place {
        let Some(own) = own.get(&self.template) else {
            return if self.template.is_empty() {
                Place::Site
            } else {
                Place::File(self.shown_template())
            };
        };
        let range = self
            .range
            .clone()
            .unwrap_or_else(|| line_range(&own.text, self.line));
        Place::Span(Span::new(own.file, range))
    }

    fn shown_template(&self) -> String {
        match self.template.strip_prefix(BUILT_IN) {
            Some(name) => format!("templates/{name} (thème par défaut)"),
            None => format!("templates/{}", self.template.trim_start_matches(OWN)),
        }
    }
}

/// The bytes of a line, from 1, without its end; the start of the text when there is no such line.
fn line_range(text: &str, line: usize) -> Range<usize> {
    let mut start = 0;
    for (at, words) in text.split_inclusive('\n').enumerate() {
        if at + 1 == line {
            return start..start + words.trim_end().len();
        }
        start += words.len();
    }
    0..0
}

/// What an error of the engine says, in our words where we know them.
fn faults(error: &tera::Error) -> Vec<Fault> {
    let whole = |template: &str, reason: String| {
        vec![Fault {
            template: template.to_owned(),
            range: None,
            line: 0,
            reason,
        }]
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![Fault {
            template: report.filename().to_owned(),
            range: Some(report.span().range.clone()),
            line: report.span().start_line,
            reason: reason(report.message()),
        }],
        ErrorKind::CircularExtend { tpl, .. } => {
            whole(tpl, "il s’appuie sur lui-même (extends)".into())
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            whole(tpl, "il s’inclut lui-même (include)".into())
        }
        ErrorKind::MissingParent { current, parent } => whole(
            current,
            format!(
                "il s’appuie sur «\u{a0}{}\u{a0}», qui n’existe pas",
                plain(parent)
            ),
        ),
        ErrorKind::TemplateNotFound(name) => whole(name, "ce gabarit n’existe pas".into()),
        ErrorKind::Msg(message) => message.split("\n\n").map(reported).collect(),
        other => whole("", reason(&other.to_string())),
    }
}

/// A fault from the engine's printed report: `error: …` then `--> file:line:column`.
fn reported(report: &str) -> Fault {
    let message = report.lines().next().unwrap_or("");
    let message = message.strip_prefix("error: ").unwrap_or(message);
    let place = report
        .lines()
        .nth(1)
        .and_then(|line| line.trim_start().strip_prefix("--> "))
        .unwrap_or("");
    let mut parts = place.rsplitn(3, ':');
    let _column = parts.next();
    let line = parts.next().and_then(|line| line.parse().ok()).unwrap_or(0);
    Fault {
        template: parts.next().unwrap_or("").to_owned(),
        range: None,
        line,
        reason: reason(message),
    }
}

/// The engine's words in ours; those that we do not know are quoted, cut and without hidden characters.
fn reason(message: &str) -> String {
    let quoted = |start: &str| {
        let rest = message.strip_prefix(start)?;
        let name = rest.trim_start_matches('`').split('`').next()?;
        Some(plain(name))
    };
    for (start, what) in [
        ("Unknown filter ", "le filtre"),
        ("Unknown function ", "la fonction"),
        ("Unknown test ", "le test"),
        ("Unknown component ", "le composant"),
        ("Unknown template ", "le gabarit"),
        ("Unknown include ", "le gabarit inclus"),
    ] {
        if let Some(name) = quoted(start) {
            return format!("{what} «\u{a0}{name}\u{a0}» n’existe pas");
        }
    }
    for start in ["Variable ", "Field "] {
        if let Some(name) = quoted(start).filter(|_| message.contains("not ")) {
            return format!(
                "la donnée «\u{a0}{name}\u{a0}» n’existe pas ici (liste dans docs/themes.md)"
            );
        }
    }
    if message.contains("nexpected end of") {
        return "il s’arrête trop tôt : une balise n’est pas fermée".into();
    }
    if message.contains("recursion") {
        return "il s’appelle lui-même sans fin".into();
    }
    format!(
        "le moteur dit en anglais : «\u{a0}{}\u{a0}»",
        plain(message)
    )
}

fn plain(message: &str) -> String {
    let mut out: String = message
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .take(200)
        .collect();
    if out.len() < message.len() {
        out.push('…');
    }
    out.trim().to_owned()
}
