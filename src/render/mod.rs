//! The site's pages: trees into HTML ([`html`]), what templates see ([`view`]), templates into pages ([`theme`]).

pub mod date;
pub mod highlight;
pub mod html;
pub mod theme;
pub mod view;

use crate::diagnostic::catalogue::sheet as remarks;
use crate::diagnostic::{Checked, Diagnostic};
use crate::page::{Body, Page, Sink};
use crate::sheet::front_matter::SheetKind;
use crate::site::routes::Route;
use crate::site::watch::Watch;
use crate::site::{SheetIndex, Site};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use theme::{Data, Fault, Theme};
use view::Views;

/// Folder of the theme's files in the output.
pub const ASSETS: &str = "assets";
/// The style sheet of every page, and the one for paper, which is joined to it.
const STYLE: &str = "style.css";
const PRINT: &str = "print.css";

/// A page to make.
#[derive(Clone, Copy, Debug)]
enum Job {
    Home,
    Sheets,
    Sheet(SheetIndex),
    Topics,
    Topic(usize),
    Law,
    Text(usize),
    Article(usize, usize),
    Sources,
    Glossary,
    Search,
    Watch,
    NotFound,
    Alias(usize),
}

/// Gives `sink` every page of `site` as `theme` shows it, and the theme's own files; tells the paths of all, always in the
/// same order, which tells nothing.
///
/// A template that fails is reported once, with the first page it failed for; that page is left out.
pub fn pages(site: &Site, theme: &Theme, sink: &dyn Sink) -> Checked<Vec<String>> {
    let mut found = unknown_languages(site);
    let views = Views::new(site);
    let made: Vec<Result<String, (Job, Fault)>> = jobs(site)
        .into_par_iter()
        .map(|job| {
            let page = page(job, &views, theme).map_err(|fault| (job, fault))?;
            let path = page.path.clone();
            sink.take(page);
            Ok(path)
        })
        .collect();
    let mut paths = Vec::with_capacity(made.len() + theme.files.len());
    let mut faults: BTreeMap<(String, usize, String), (Job, Fault, usize)> = BTreeMap::new();
    for result in made {
        match result {
            Ok(path) => paths.push(path),
            Err((job, fault)) => {
                let key = (fault.template.clone(), fault.line, fault.reason.clone());
                faults
                    .entry(key)
                    .and_modify(|(_, _, others)| *others += 1)
                    .or_insert((job, fault, 0));
            }
        }
    }
    for (path, bytes) in &theme.files {
        if let Some(bytes) = file_bytes(path, bytes, theme, site) {
            let path = format!("{ASSETS}/{path}");
            paths.push(path.clone());
            sink.take(Page {
                path,
                body: Body::Bytes(bytes),
            });
        }
    }
    found.extend(
        faults
            .into_values()
            .map(|(job, fault, others)| theme.remark(&fault, &subject(job, site), others)),
    );
    Checked::new(paths, found)
}

/// Blocks of code whose language the highlighter does not know: they stay plain.
fn unknown_languages(site: &Site) -> Vec<Diagnostic> {
    site.sheets
        .iter()
        .flat_map(|sheet| &sheet.code_languages)
        .filter(|(language, _)| !highlight::knows(language))
        .map(|(language, span)| remarks::unknown_language(*span, language))
        .collect()
}

/// The pages to make. Those that list the whole site come first: each is long and falls to one thread, which the others must
/// not wait for at the end.
fn jobs(site: &Site) -> Vec<Job> {
    let mut jobs = vec![
        Job::Sources,
        Job::Glossary,
        Job::Search,
        Job::Law,
        Job::Home,
        Job::Sheets,
        Job::Topics,
        Job::NotFound,
    ];
    jobs.extend(site.watch.as_ref().map(|_| Job::Watch));
    jobs.extend(
        (0..site.sheets.len())
            .filter(|at| site.sheets[*at].front.kind != SheetKind::Home)
            .map(Job::Sheet),
    );
    jobs.extend((0..site.topics.len()).map(Job::Topic));
    for (t, text) in site.legal_index.texts.iter().enumerate() {
        jobs.push(Job::Text(t));
        jobs.extend((0..text.articles.len()).map(|a| Job::Article(t, a)));
    }
    jobs.extend((0..site.aliases.len()).map(Job::Alias));
    jobs
}

fn page(job: Job, views: &Views, theme: &Theme) -> Result<Page, Fault> {
    let site = views.site;
    let path = path(job, site);
    let (template, page, own) = match job {
        Job::Home => seen("index.html", "home", views.home(&path)),
        Job::Sheets => seen("fiches.html", "list", views.list(&path)),
        Job::Sheet(at) => seen(
            template(site.sheets[at].front.kind),
            "sheet",
            views.sheet(at, &path),
        ),
        Job::Topics => seen("themes.html", "topics", views.topics(&path)),
        Job::Topic(at) => seen("theme.html", "topic", views.topic(at, &path)),
        Job::Law => seen("droit.html", "law", views.law(&path)),
        Job::Text(t) => seen("texte.html", "text", views.text(t, &path)),
        Job::Article(t, a) => seen("article.html", "article", views.article(t, a, &path)),
        Job::Sources => seen("sources.html", "sources", views.sources(&path)),
        Job::Glossary => seen("glossaire.html", "glossary", views.glossary(&path)),
        Job::Search => seen("recherche.html", "search", views.search(&path)),
        Job::Watch => {
            let nothing = Watch::default();
            let watch = site.watch.as_ref().unwrap_or(&nothing);
            seen("veille.html", "watch", views.watch(watch, &path))
        }
        Job::NotFound => seen("404.html", "lost", (views.lost_page(), ())),
        Job::Alias(at) => seen("alias.html", "alias", views.alias(at)),
    };
    let chrome = match job {
        Job::NotFound => views.lost_chrome(),
        _ => views.chrome(&path),
    };
    let text = theme.render(template, vec![("site", chrome), ("page", page), own])?;
    Ok(Page::text(path, text))
}

type Seen = (&'static str, Data, (&'static str, Data));

fn seen<T: serde::Serialize>(
    template: &'static str,
    name: &'static str,
    (page, own): (view::PageView, T),
) -> Seen {
    (template, Data::of(&page), (name, Data::of(&own)))
}

fn template(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Interview => "entretien.html",
        SheetKind::Initiative => "initiative.html",
        SheetKind::Page => "page.html",
        SheetKind::Sheet | SheetKind::Home => "fiche.html",
    }
}

fn path(job: Job, site: &Site) -> String {
    match job {
        Job::Home => Route::Home.path(),
        Job::Sheets => Route::Sheets.path(),
        Job::Sheet(at) => site.routes[at].path(),
        Job::Topics => Route::Topics.path(),
        Job::Topic(at) => Route::Topic(site.topics[at].slug.clone()).path(),
        Job::Law => Route::Law.path(),
        Job::Text(t) => Route::Text(site.legal_index.texts[t].slug.clone()).path(),
        Job::Article(t, a) => {
            let text = &site.legal_index.texts[t];
            Route::Article(text.slug.clone(), text.articles[a].slug.clone()).path()
        }
        Job::Sources => Route::Sources.path(),
        Job::Glossary => Route::Glossary.path(),
        Job::Search => Route::Search.path(),
        Job::Watch => Route::Watch.path(),
        Job::NotFound => Route::NotFound.path(),
        Job::Alias(at) => site.aliases[at].0.clone(),
    }
}

/// What a failing page is called in a remark: the sheet's file when it has one.
fn subject(job: Job, site: &Site) -> String {
    match job {
        Job::Sheet(at) => site.sheets[at].path.clone(),
        Job::Alias(at) => site.sheets[site.aliases[at].1].path.clone(),
        _ => path(job, site),
    }
}

/// A file of the theme as it is published; none for the style sheet for paper, which is joined to the one for screens: a page
/// asks for one file less, and both are packed together.
fn file_bytes(path: &str, bytes: &Arc<[u8]>, theme: &Theme, site: &Site) -> Option<Arc<[u8]>> {
    if path == PRINT {
        return None;
    }
    let Some(print) = theme.files.get(PRINT).filter(|_| path == STYLE) else {
        return Some(Arc::clone(bytes));
    };
    let running = format!(
        "@page{{@bottom-left{{content:\"{}\"}}}}",
        css_text(&site.config.title)
    );
    let parts: [&[u8]; 6] = [
        bytes,
        b"\n@media print{\n",
        print,
        b"\n",
        running.as_bytes(),
        b"\n}\n",
    ];
    Some(Arc::from(parts.concat()))
}

/// The title of the site as a text of a style sheet, which cannot read it from the page.
fn css_text(title: &str) -> String {
    title
        .chars()
        .filter(|c| !c.is_control())
        .flat_map(|c| match c {
            '"' | '\\' | '<' => format!("\\{:x} ", u32::from(c)).chars().collect::<Vec<_>>(),
            c => vec![c],
        })
        .collect()
}
