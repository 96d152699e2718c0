//! Keeping sources in order: what is missing in one, which address has moved, and the change of an address in the file
//! that holds it.
//!
//! Nothing is looked up: what has moved is known by one table.

use super::{Field, Source, SourceKind};
use crate::date::PartialDate;
use std::ops::Range;

/// What an editor may want to mend in a source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fault {
    /// No note cites it.
    NeverCited,
    /// It has no date, not even "s. d.", nor one in its name.
    NoDate,
    /// Nothing leads to it: no address, DOI, ISBN, official identifier nor archive.
    NoAddress,
    /// It is a page that may change, and nothing says when it was read.
    NoAccessDate,
    /// Its address begins with `http:`.
    PlainHttp,
    /// Its address is one that an official site gave up.
    Moved,
}

impl Fault {
    /// Its name for programs, which never changes meaning.
    pub fn code(self) -> &'static str {
        match self {
            Self::NeverCited => "jamais-citee",
            Self::NoDate => "sans-date",
            Self::NoAddress => "sans-adresse",
            Self::NoAccessDate => "sans-date-de-consultation",
            Self::PlainHttp => "http",
            Self::Moved => "adresse-deplacee",
        }
    }
}

/// What there is to mend in `source`, in the order of [`Fault`]. What is missing counts only in a source that is cited:
/// nobody reads the others.
pub fn faults(source: &Source, cited: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    if cited {
        if source.day().is_none() {
            faults.push(Fault::NoDate);
        }
        if is_out_of_reach(source) {
            faults.push(Fault::NoAddress);
        }
        let may_change = matches!(source.kind, SourceKind::Web | SourceKind::Post);
        if may_change && source.accessed.is_none() {
            faults.push(Fault::NoAccessDate);
        }
    } else {
        faults.push(Fault::NeverCited);
    }
    if let Some(url) = &source.url {
        if is_plain_http(url) {
            faults.push(Fault::PlainHttp);
        }
        if moved(url).is_some() {
            faults.push(Fault::Moved);
        }
    }
    faults
}

/// Whether a reader has no way to the document. What was told to the authors has none by its nature.
fn is_out_of_reach(source: &Source) -> bool {
    let private = matches!(source.kind, SourceKind::Interview | SourceKind::Letter);
    let ways = [
        &source.url,
        &source.doi,
        &source.isbn,
        &source.official_id,
        &source.archive,
    ];
    !private && ways.into_iter().all(Option::is_none)
}

/// The address to write instead of `url`, which leads to the same document; none when `url` is not known to have
/// a better one. That of a replacement is none.
pub fn replacement(url: &str) -> Option<String> {
    moved(url).or_else(|| secure(url))
}

/// Hosts that answer over https, with the same pages.
const SECURE_HOSTS: [&str; 22] = [
    "conseil-etat.fr",
    "curia.europa.eu",
    "doi.org",
    "dx.doi.org",
    "eur-lex.europa.eu",
    "hal.science",
    "travail-emploi.gouv.fr",
    "www.assemblee-nationale.fr",
    "www.boamp.fr",
    "www.ccomptes.fr",
    "www.conseil-constitutionnel.fr",
    "www.conseil-etat.fr",
    "www.courdecassation.fr",
    "www.data.gouv.fr",
    "www.ecologie.gouv.fr",
    "www.economie.gouv.fr",
    "www.insee.fr",
    "www.lecese.fr",
    "www.legifrance.gouv.fr",
    "www.senat.fr",
    "www.service-public.fr",
    "www.vie-publique.fr",
];

/// `url` with https, when its host is known to serve it.
fn secure(url: &str) -> Option<String> {
    let (host, _) = host_and_rest(without_http(url)?);
    SECURE_HOSTS
        .iter()
        .any(|known| host.eq_ignore_ascii_case(known))
        .then(|| format!("https{}", &url["http".len()..]))
}

/// Whether `url` begins with `http:`. The European Legislation Identifier is written so: there it is a name, whose form is
/// not ours to change.
fn is_plain_http(url: &str) -> bool {
    without_http(url).is_some_and(|rest| {
        let (host, rest) = host_and_rest(rest);
        !(host.eq_ignore_ascii_case("data.europa.eu") && rest.starts_with("/eli/"))
    })
}

fn without_http(url: &str) -> Option<&str> {
    without_scheme(url, "http://")
}

fn without_scheme<'a>(url: &'a str, scheme: &str) -> Option<&'a str> {
    url.get(..scheme.len())
        .filter(|start| start.eq_ignore_ascii_case(scheme))
        .map(|_| &url[scheme.len()..])
}

fn host_and_rest(address: &str) -> (&str, &str) {
    address.split_at(address.find(['/', '?', '#']).unwrap_or(address.len()))
}

/// Where the site that Légifrance replaced in 2020 showed something: the page, the parameter that names what it shows, how
/// its identifier begins, and the path of today's page.
///
/// An article comes before the text that holds it, since both may be named. The pages that show a text are told apart in
/// [`text_path`].
const MOVED: [(&str, &str, &str, &str); 12] = [
    (
        "affichCodeArticle",
        "idArticle",
        "LEGIARTI",
        "codes/article_lc",
    ),
    ("affichCode", "idSectionTA", "LEGISCTA", "codes/section_lc"),
    ("affichCode", "cidTexte", "LEGITEXT", "codes/texte_lc"),
    (
        "affichTexteArticle",
        "idArticle",
        "LEGIARTI",
        "loda/article_lc",
    ),
    (
        "affichTexteArticle",
        "idArticle",
        "JORFARTI",
        "jorf/article_jo",
    ),
    ("affichTexte", "idArticle", "LEGIARTI", "loda/article_lc"),
    ("affichTexte", "idArticle", "JORFARTI", "jorf/article_jo"),
    ("affichTexte", "cidTexte", "JORFTEXT", "jorf/id"),
    ("affichTexte", "cidTexte", "LEGITEXT", "loda/id"),
    ("affichJuriAdmin", "idTexte", "CETATEXT", "ceta/id"),
    ("affichJuriJudi", "idTexte", "JURITEXT", "juri/id"),
    ("affichJuriConst", "idTexte", "CONSTEXT", "cons/id"),
];

/// Where the document at `url` is today, when `url` is one that Légifrance gave up; also its host without `www.`.
fn moved(url: &str) -> Option<String> {
    let address = without_http(url).or_else(|| without_scheme(url, "https://"))?;
    let (host, rest) = host_and_rest(address);
    let bare = host.eq_ignore_ascii_case("legifrance.gouv.fr");
    if !bare && !host.eq_ignore_ascii_case("www.legifrance.gouv.fr") {
        return None;
    }
    old_page(rest)
        .or_else(|| bare.then(|| rest.to_owned()))
        .map(|rest| format!("https://www.legifrance.gouv.fr{rest}"))
}

/// Today's path for that of an old page: `/affichTexte.do?cidTexte=…`.
fn old_page(rest: &str) -> Option<String> {
    let (rest, fragment) = match rest.find('#') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (path, query) = rest.split_once('?')?;
    // The session of who copied the address: `affichTexte.do;jsessionid=…`.
    let path = path.split(';').next()?;
    let page = path.trim_start_matches('/').strip_suffix(".do")?;
    let parameters: Vec<(&str, &str)> = query
        .split('&')
        // `&amp;` is what a copy of the code of a page holds.
        .map(|pair| pair.strip_prefix("amp;").unwrap_or(pair))
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let value = |name: &str| {
        let known = parameters.iter().find(|(known, _)| *known == name);
        known.map(|(_, value)| *value)
    };
    let (path, id) = MOVED.iter().filter(|(known, ..)| *known == page).find_map(
        |(_, parameter, start, path)| {
            let id = value(parameter).filter(|id| is_official(id, start))?;
            Some((*path, id))
        },
    )?;
    let day = value("dateTexte").and_then(day).unwrap_or_default();
    let today = match path {
        "jorf/id" | "loda/id" => text_path(path, id, value("categorieLien"), value("dateTexte")),
        "codes/section_lc" => {
            let code = value("cidTexte").filter(|id| is_official(id, "LEGITEXT"))?;
            format!("/{path}/{code}/{id}{day}")
        }
        "codes/texte_lc" => format!("/{path}/{id}{day}"),
        // An identifier of an article names one version of it already.
        _ => format!("/{path}/{id}"),
    };
    Some(today + fragment)
}

/// The page of a law or decree: as it is in force when the old address asked for that, by a day or by the kind of link
/// (`cid`); else as it was published, which every text of the Journal officiel has.
fn text_path(path: &str, id: &str, link: Option<&str>, asked: Option<&str>) -> String {
    let in_force = path == "loda/id" || link == Some("cid") || asked.is_some();
    if !in_force {
        return format!("/{path}/{id}");
    }
    let day = asked.and_then(day).unwrap_or_default();
    format!("/loda/id/{id}{day}")
}

/// Whether `id` is an identifier of Légifrance that begins so: eight letters, twelve digits.
fn is_official(id: &str, start: &str) -> bool {
    id.strip_prefix(start)
        .is_some_and(|digits| digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// `/2019-04-01` for `20190401`; none for what is no day, and for years to come such as 2999, which meant "the last".
fn day(written: &str) -> Option<String> {
    if written.len() != 8 || !written.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = (&written[..4], &written[4..6], &written[6..]);
    let iso = format!("{year}-{month}-{day}");
    let sound = year < "2100" && PartialDate::parse(&iso).is_ok();
    sound.then(|| format!("/{iso}"))
}

/// An address to change in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The bytes of the address in its file, quotes left out.
    pub range: Range<usize>,
    /// The address there.
    pub before: String,
    /// The one to write instead.
    pub after: String,
}

/// The change that gives `source` its better address in `text`, the YAML that holds it. None when it needs none; an error
/// when its address is not there letter by letter: folded, with escapes, or by an alias.
pub fn edit(text: &str, source: &Source) -> Result<Option<Edit>, NotLiteral> {
    let Some((before, after)) = source
        .url
        .as_ref()
        .and_then(|url| Some((url.clone(), replacement(url)?)))
    else {
        return Ok(None);
    };
    let place = source.spans.iter().find(|(field, _)| *field == Field::Url);
    let (_, span) = place.ok_or(NotLiteral)?;
    let written = text.get(span.range()).ok_or(NotLiteral)?;
    let quoted = |quote: char| {
        let inside = written.strip_prefix(quote)?.strip_suffix(quote)?;
        (inside == before).then_some(1)
    };
    let skipped = if written == before {
        0
    } else {
        quoted('"').or_else(|| quoted('\'')).ok_or(NotLiteral)?
    };
    let start = span.range().start + skipped;
    Ok(Some(Edit {
        range: start..start + before.len(),
        before,
        after,
    }))
}

/// An address is not in its file letter by letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotLiteral;

/// `text` with the changes, whose places do not overlap. Every other byte stays.
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.range.start);
    let mut out = String::with_capacity(text.len());
    let mut read = 0;
    for edit in edits {
        out.push_str(&text[read..edit.range.start]);
        out.push_str(&edit.after);
        read = edit.range.end;
    }
    out.push_str(&text[read..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography::SourceDate;
    use crate::input::{FileId, Span};

    const LEGIFRANCE: &str = "https://www.legifrance.gouv.fr";

    #[test]
    fn old_addresses_of_legifrance_have_one_of_today() {
        for (old, today) in [
            (
                "/affichTexte.do?cidTexte=JORFTEXT000029313296",
                "/jorf/id/JORFTEXT000029313296",
            ),
            (
                "/affichTexte.do?cidTexte=JORFTEXT000029313296&categorieLien=id",
                "/jorf/id/JORFTEXT000029313296",
            ),
            (
                "/affichTexte.do?cidTexte=JORFTEXT000029313296&categorieLien=cid",
                "/loda/id/JORFTEXT000029313296",
            ),
            (
                "/affichTexte.do?cidTexte=JORFTEXT000029313296&dateTexte=",
                "/loda/id/JORFTEXT000029313296",
            ),
            (
                "/affichTexte.do?cidTexte=JORFTEXT000029313296&dateTexte=29990101",
                "/loda/id/JORFTEXT000029313296",
            ),
            (
                "/affichTexte.do?cidTexte=JORFTEXT000029313296&amp;dateTexte=20190401",
                "/loda/id/JORFTEXT000029313296/2019-04-01",
            ),
            (
                "/affichTexte.do?cidTexte=LEGITEXT000029314932",
                "/loda/id/LEGITEXT000029314932",
            ),
            (
                "/affichTexte.do;jsessionid=1A2B.tplgfr21s_1?cidTexte=JORFTEXT000029313296",
                "/jorf/id/JORFTEXT000029313296",
            ),
            (
                "/affichTexte.do?cidTexte=JORFTEXT000029313296&idArticle=JORFARTI000029313300",
                "/jorf/article_jo/JORFARTI000029313300",
            ),
            (
                "/affichTexteArticle.do?idArticle=LEGIARTI000029314940&cidTexte=JORFTEXT000029313296",
                "/loda/article_lc/LEGIARTI000029314940",
            ),
            (
                "/affichCode.do?cidTexte=LEGITEXT000037701019",
                "/codes/texte_lc/LEGITEXT000037701019",
            ),
            (
                "/affichCode.do?cidTexte=LEGITEXT000037701019&dateTexte=20190401",
                "/codes/texte_lc/LEGITEXT000037701019/2019-04-01",
            ),
            (
                "/affichCode.do?idSectionTA=LEGISCTA000037703591&cidTexte=LEGITEXT000037701019",
                "/codes/section_lc/LEGITEXT000037701019/LEGISCTA000037703591",
            ),
            (
                "/affichCodeArticle.do?cidTexte=LEGITEXT000037701019&idArticle=LEGIARTI000037703593&dateTexte=20190401",
                "/codes/article_lc/LEGIARTI000037703593",
            ),
            (
                "/affichJuriAdmin.do?oldAction=rechJuriAdmin&idTexte=CETATEXT000007805203",
                "/ceta/id/CETATEXT000007805203",
            ),
            (
                "/affichJuriJudi.do?idTexte=JURITEXT000007058279",
                "/juri/id/JURITEXT000007058279",
            ),
            (
                "/affichJuriConst.do?idTexte=CONSTEXT000017664432",
                "/cons/id/CONSTEXT000017664432",
            ),
            (
                "/affichCode.do?cidTexte=LEGITEXT000037701019#LEGISCTA000037703591",
                "/codes/texte_lc/LEGITEXT000037701019#LEGISCTA000037703591",
            ),
        ] {
            for host in [
                "http://www.legifrance.gouv.fr",
                "https://WWW.legifrance.gouv.fr",
                "http://legifrance.gouv.fr",
            ] {
                let found = replacement(&format!("{host}{old}"));
                let expected = format!("{LEGIFRANCE}{today}");
                assert_eq!(found.as_deref(), Some(expected.as_str()), "{host}{old}");
                assert_eq!(replacement(&expected), None, "{expected}");
            }
        }
    }

    #[test]
    fn an_address_without_a_sure_replacement_is_left() {
        for url in [
            "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000029313296",
            // Neither says what it shows.
            "https://www.legifrance.gouv.fr/affichTexte.do?cidTexte=29313296",
            "https://www.legifrance.gouv.fr/affichTexte.do?cidTexte=JORFTEXT0000293132960",
            "https://www.legifrance.gouv.fr/affichTexte.do",
            "https://www.legifrance.gouv.fr/affichCode.do?idSectionTA=LEGISCTA000037703591",
            "https://www.legifrance.gouv.fr/rechTexte.do?reprise=true",
            // Another site.
            "https://legifrance.gouv.fr.example.org/affichTexte.do?cidTexte=JORFTEXT000029313296",
            "http://example.org/?u=http://www.legifrance.gouv.fr/",
            "http://www.senat.fr:8080/a",
            "http://data.europa.eu/eli/dir/2014/24/oj",
            "é",
            "",
        ] {
            assert_eq!(replacement(url), None, "{url}");
        }
    }

    #[test]
    fn a_host_known_for_it_is_read_over_https() {
        for (old, today) in [
            (
                "http://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:32014L0024",
                "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:32014L0024",
            ),
            ("HTTP://www.Conseil-Etat.fr", "https://www.Conseil-Etat.fr"),
            (
                "http://www.legifrance.gouv.fr/",
                "https://www.legifrance.gouv.fr/",
            ),
            (
                "https://legifrance.gouv.fr/a",
                "https://www.legifrance.gouv.fr/a",
            ),
        ] {
            assert_eq!(replacement(old).as_deref(), Some(today));
            assert_eq!(replacement(today), None, "{today}");
        }
    }

    fn source(kind: SourceKind) -> Source {
        Source::new("a".into(), kind, Span::new(FileId(0), 0..1))
    }

    #[test]
    fn what_is_missing_depends_on_what_it_is() {
        let web = source(SourceKind::Web);
        assert_eq!(
            faults(&web, true),
            [Fault::NoDate, Fault::NoAddress, Fault::NoAccessDate]
        );
        assert_eq!(faults(&web, false), [Fault::NeverCited]);
        let mut book = source(SourceKind::Book);
        book.isbn = Some("978-2-13-057733-1".into());
        book.date = Some(SourceDate::Undated);
        assert_eq!(faults(&book, true), []);
        assert_eq!(faults(&source(SourceKind::Letter), true), [Fault::NoDate]);
        book.url = Some(
            "http://www.legifrance.gouv.fr/affichCode.do?cidTexte=LEGITEXT000037701019".into(),
        );
        assert_eq!(faults(&book, true), [Fault::PlainHttp, Fault::Moved]);
        book.url = Some("http://data.europa.eu/eli/dir/2014/24/oj".into());
        assert_eq!(faults(&book, true), []);
    }

    #[test]
    fn only_an_address_written_letter_by_letter_is_changed() {
        let old = "http://www.senat.fr/a";
        for (text, expected) in [
            ("http://www.senat.fr/a", Ok("https://www.senat.fr/a")),
            ("'http://www.senat.fr/a'", Ok("'https://www.senat.fr/a'")),
            (
                "\"http://www.senat.fr/a\"",
                Ok("\"https://www.senat.fr/a\""),
            ),
            ("\"http:\\/\\/www.senat.fr/a\"", Err(NotLiteral)),
            (">-\n  http://www.senat.fr/a", Err(NotLiteral)),
            ("*adresse", Err(NotLiteral)),
            ("'http://www.senat.fr/a\"", Err(NotLiteral)),
        ] {
            let mut source = source(SourceKind::Web);
            source.url = Some(old.into());
            assert_eq!(edit(text, &source), Err(NotLiteral), "no place is known");
            source
                .spans
                .push((Field::Url, Span::new(FileId(0), 0..text.len())));
            let changed =
                edit(text, &source).map(|edit| edited(text, &edit.into_iter().collect::<Vec<_>>()));
            assert_eq!(
                changed.as_deref(),
                expected.as_ref().map(|text| *text),
                "{text}"
            );
        }
    }
}
