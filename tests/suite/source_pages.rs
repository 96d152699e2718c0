//! What pages, data and other programs get of the sources: the page of sources, titles in their language.

use crate::legal_index::page;
use reperess::diagnostic::{Checked, has_errors};
use reperess::pipeline::{self, Built};
use reperess::reader;

fn built(sources: &str, body: &str) -> Built {
    let sheet = format!("---\ntitre: Essai\n---\n\n{body}\n");
    let Checked { value, found } = pipeline::build(&reader::in_memory(&[
        ("sources.yaml", sources),
        ("fiches/a.md", &sheet),
    ]));
    assert!(!has_errors(&found), "{found:?}");
    value
}

/// The years of the page of sources, in order, with the titles under each, without tags.
fn years(html: &str) -> Vec<(String, Vec<String>)> {
    let list = html.split("<summary>Par année</summary>").nth(1).unwrap();
    let list = list.split("</details>").next().unwrap();
    let plain = |html: &str| -> String {
        let pieces = html.split('<');
        let words = pieces.map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words));
        words.collect()
    };
    let entries = list.split("<dt>").skip(1);
    entries
        .map(|entry| {
            let (year, rest) = entry.split_once("</dt>").unwrap();
            let titles = rest.split("<li>").skip(1);
            let titles = titles.map(|title| plain(title.split("</li>").next().unwrap()));
            (year.to_owned(), titles.collect())
        })
        .collect()
}

#[test]
fn laws_without_a_date_stand_under_the_year_of_their_text() {
    let sources = "\
- id: loi-ess
  type: legislation
  title: Loi n° 2014-856 du 31 juillet 2014 relative à l’ESS
- id: decret
  type: legislation
  title: Décret n° 2018-1225 du 24 décembre 2018 portant diverses mesures
- id: code
  type: legislation
  title: Code de la commande publique
- id: site
  type: web
  title: Un site du 24 décembre 2018
  author: RTES
- id: vieux
  type: book
  title: Un livre
  date: 1998
";
    let built = built(
        sources,
        "Voir [@loi-ess ; @decret ; @code ; @site ; @vieux].",
    );
    let years = years(page(&built, "sources.html"));
    let names: Vec<&str> = years.iter().map(|(year, _)| year.as_str()).collect();
    assert_eq!(names.last(), Some(&"Sans date"));
    let mut dated = names[..names.len() - 1].to_vec();
    dated.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(names[..names.len() - 1], dated, "the last year first");
    let under = |wanted: &str| {
        let year = years.iter().find(|(year, _)| year == wanted);
        year.map(|(_, titles)| titles.concat()).unwrap_or_default()
    };
    assert!(under("2014").contains("2014-856"), "{years:?}");
    assert!(under("2018").contains("2018-1225"), "{years:?}");
    assert_eq!(under("1998"), "Un livre");
    assert!(under("Sans date").contains("Un site"), "{years:?}");
}

#[test]
fn titles_keep_the_marks_of_their_language() {
    let sources = "\
- id: book
  type: book
  author: Jane Doe
  title: 'What is \"social\" value? An answer: no'
  date: 2019
  language: en
- id: paper
  type: article
  author: John Roe
  title: 'Is it \"fair\"? The 1st answer: yes'
  container: 'Journal of \"Fair\" Trade: Studies'
  date: 2020
  language: en-GB
- id: livre
  type: book
  author: Jean Dupont
  title: 'Quel \"social\"? Réponse: aucun'
  date: 2018
";
    let built = built(sources, "Voir [@book], [@paper] et [@livre].");
    for path in ["sources.html", "fiches/a.html"] {
        let html = page(&built, path);
        assert!(
            html.contains(
                "<cite lang=\"en\">What is &quot;social&quot; value? An answer: no</cite>"
            ),
            "{path}"
        );
        assert!(
            html.contains(
                "<span lang=\"en-GB\">Is it &quot;fair&quot;? The 1st answer: yes</span>"
            ),
            "{path}"
        );
        assert!(
            html.contains("<cite lang=\"en-GB\">Journal of &quot;Fair&quot; Trade: Studies</cite>"),
            "{path}"
        );
        assert!(
            html.contains("Quel «\u{a0}social\u{a0}»\u{202f}? Réponse\u{a0}: aucun"),
            "{path}"
        );
    }
    // The lists by author and by year too.
    let html = page(&built, "sources.html");
    let listed = "<span lang=\"en\">What is &quot;social&quot; value? An answer: no</span></a>";
    assert_eq!(html.matches(listed).count(), 2);
    let printed = page(&built, "sources.json");
    assert!(printed.contains(r#"Is it \"fair\"? The 1st answer: yes"#));
}

#[test]
fn chambers_of_a_court_stand_under_its_name() {
    let sources = "\
- {id: a, type: case, author: Conseil d’État, number: '417580', date: 2018-05-25, title: Nantes Métropole}
- {id: b, type: case, author: '{Conseil d’État, Section}', number: '284736', date: 2007-04-06, title: Aix}
";
    let built = built(sources, "Voir [@a ; @b].");
    let html = page(&built, "sources.html");
    let authors = html.split("<summary>Par année</summary>").next().unwrap();
    assert_eq!(
        authors.matches("<dt>").count(),
        3,
        "one court, and two facts"
    );
}

/// The tags of the entry `id` in `sources.ris`.
fn ris<'a>(built: &'a Built, id: &str) -> Vec<(&'a str, &'a str)> {
    let all = page(built, "sources.ris");
    let entry = all
        .split("ER  - ")
        .find(|entry| entry.contains(&format!("ID  - {id}\r\n")));
    let lines = entry.expect("the entry").trim().lines();
    lines.map(|line| line.split_once("  - ").unwrap()).collect()
}

#[test]
fn reference_managers_find_courts_numbers_and_series_where_they_look_for_them() {
    let sources = "\
- {id: arret, type: case, author: 'Conseil d’État, Section', number: '284736', date: 2007-04-06, title: Aix}
- {id: loi, type: legislation, number: 2014-856, title: Loi relative à l’ESS, date: 2014-07-31, container: JORF}
- {id: rapport, type: report, author: RTES, number: 5, title: Un guide, date: 2019, collection: Repères}
- {id: article, type: article, author: 'Dupont, Jean', title: Un article, container: Une revue, number: 12, date: 2020}
";
    let built = built(sources, "Voir [@arret ; @loi ; @rapport ; @article].");
    // Fields as Zotero's RIS translator maps them: court, docketNumber, code, publicLawNumber, seriesTitle, reportNumber.
    let case = ris(&built, "arret");
    assert!(
        case.contains(&("PB", "Conseil d’État, Section")),
        "{case:?}"
    );
    assert!(case.contains(&("SV", "284736")), "{case:?}");
    assert!(case.iter().all(|(tag, _)| !["AU", "IS"].contains(tag)));
    let law = ris(&built, "loi");
    assert!(
        law.contains(&("M1", "2014-856")) && law.contains(&("T2", "JORF")),
        "{law:?}"
    );
    let report = ris(&built, "rapport");
    assert!(
        report.contains(&("SN", "5")) && report.contains(&("T2", "Repères")),
        "{report:?}"
    );
    let article = ris(&built, "article");
    assert!(article.contains(&("T2", "Une revue")), "{article:?}");
    assert!(article.contains(&("IS", "12")), "{article:?}");
}
