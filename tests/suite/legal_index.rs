//! The legal index: its pages, what they say to machines, and `articles.json`.

use crate::folder::{Site, reperess, told};
use reperess::diagnostic::{Checked, has_errors};
use reperess::page::Body;
use reperess::pipeline::{self, Built};
use reperess::reader::{self, Folders};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn built(files: &[(&str, &str)]) -> Built {
    let Checked { value, found } = pipeline::build(&reader::in_memory(files));
    assert!(!has_errors(&found), "{found:?}");
    value
}

/// The bytes of a page that a build made, as text.
pub fn page<'a>(built: &'a Built, path: &str) -> &'a str {
    let page = built.pages.iter().find(|page| page.path == path);
    match page.map(|page| &page.body) {
        Some(Body::Bytes(bytes)) => std::str::from_utf8(bytes).expect("pages are UTF-8"),
        _ => panic!("no page {path}"),
    }
}

/// A sheet with this body, whose bare articles are those of the CCP.
fn sheet(body: &str) -> Built {
    let text = format!("---\ntitre: Essai\ncode_par_defaut: CCP\n---\n\n{body}\n");
    built(&[("fiches/a.md", &text)])
}

/// What a page says to machines.
fn json_ld(html: &str) -> Value {
    let start = "<script type=\"application/ld+json\">";
    let from = html.find(start).expect("data for machines") + start.len();
    let end = from + html[from..].find("</script>").expect("an end");
    serde_json::from_str(&html[from..end]).expect("JSON")
}

/// A code of one sheet with official data: a plan of four levels, and an annex.
fn with_data(body: &str) -> Built {
    let data = r#"{
  "format": "reperess-loi-1",
  "texte": "crpa",
  "id": "LEGITEXT000031366350",
  "titre": "Code des relations entre le public et l'administration",
  "source": "essai",
  "date": "2026-10-06",
  "complet": true,
  "contenu": [
    {"niveau":1,"titre":"Partie législative"},
    {"niveau":2,"titre":"Livre Ier : Les échanges"},
    {"niveau":3,"titre":"Titre Ier : Les demandes"},
    {"niveau":4,"titre":"Chapitre II : L'accusé de réception"},
    {"niveau":5,"titre":"Section 1 : Par courrier"},
    {"niveau":6,"titre":"Sous-section 1 : Le délai"},
    {"num":"L112-9","versions":[{"id":"LEGIARTI000000000001","etat":"VIGUEUR","debut":"2016-01-01"}]},
    {"num":"L112-10","versions":[{"id":"LEGIARTI000000000002","etat":"ABROGE","debut":"2016-01-01","fin":"2020-05-02"}]},
    {"niveau":3,"titre":"Titre II : Les avis"},
    {"num":"L121-1","versions":[{"id":"LEGIARTI000000000003"}]}
  ]
}
"#;
    let text = format!("---\ntitre: Essai\ncode_par_defaut: CRPA\n---\n\n{body}\n");
    built(&[("loi/crpa.json", data), ("fiches/a.md", &text)])
}

#[test]
fn the_whole_plan_stands_above_its_articles_without_a_jump() {
    let built = with_data("Voir les articles L. 112-9, L. 112-10 et L. 121-1.");
    let html = page(&built, "articles/crpa.html");
    let main = &html[html.find("<h2").unwrap()..];
    let headings: Vec<(u32, String)> = main
        .split("<h")
        .skip(1)
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .map(|rest| {
            let (tag, words) = rest.split_once('>').unwrap();
            let level = tag
                .split_once("aria-level=\"")
                .map_or(&tag[..1], |(_, level)| level.split('"').next().unwrap());
            let words = words.split("</h").next().unwrap();
            let plain = words
                .split('<')
                .map(|piece| piece.rsplit('>').next().unwrap())
                .collect::<String>();
            (level.parse().unwrap(), plain.replace('\u{a0}', " "))
        })
        .collect();
    let expected = [
        (2, "Partie législative"),
        (3, "Livre Ier : Les échanges"),
        (4, "Titre Ier : Les demandes"),
        (5, "Chapitre II : L’accusé de réception"),
        (6, "Section 1 : Par courrier"),
        (7, "Sous-section 1 : Le délai"),
        (8, "L. 112-9"),
        (8, "L. 112-10"),
        (4, "Titre II : Les avis"),
        (5, "L. 121-1"),
    ];
    let seen: Vec<(u32, &str)> = headings.iter().map(|(l, t)| (*l, t.as_str())).collect();
    assert_eq!(seen[..expected.len()], expected);
    assert!(!html.contains("<h7"), "HTML has six levels");
}

#[test]
fn pages_of_law_describe_themselves_to_machines() {
    let built = with_data("Voir les articles L. 112-9, L. 112-10 et L. 121-1.");
    for (article, force) in [
        ("l112-9", Some("https://schema.org/InForce")),
        ("l112-10", Some("https://schema.org/NotInForce")),
        ("l121-1", None),
    ] {
        let data = json_ld(page(&built, &format!("articles/crpa/{article}.html")));
        assert_eq!(data["@type"], "Legislation");
        let in_data = data.get("legislationLegalForce").and_then(Value::as_str);
        assert_eq!(in_data, force, "{article}");
        assert_eq!(data["isPartOf"]["legislationIdentifier"], "crpa");
    }
    let data = json_ld(page(&built, "articles/crpa/l112-9.html"));
    assert_eq!(data["legislationIdentifier"], "crpa:L112-9");
    assert_eq!(
        data["name"],
        "Article L.\u{a0}112-9 du code des relations entre le public et l’administration"
    );
    assert_eq!(
        data["sameAs"],
        "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000000000001"
    );
    assert_eq!(
        json_ld(page(&built, "articles/crpa.html"))["inLanguage"],
        "fr"
    );
}

#[test]
fn a_search_is_never_said_to_be_the_article() {
    let built = sheet("L’article L. 2113-15, et l’arrêt CE, 25 mai 2018, n° 417580.");
    let article = page(&built, "articles/ccp/l2113-15.html");
    assert!(article.contains("legifrance.gouv.fr/search/"));
    assert!(json_ld(article).get("sameAs").is_none());
    assert!(
        json_ld(page(&built, "articles/ce-417580.html"))
            .get("sameAs")
            .is_none()
    );
}

#[test]
fn hostile_titles_cannot_end_the_data_for_machines() {
    let facts = "- { ref: L1 CCP, titre: '</script><script>alert(1)</script>' }\n\
                 - { texte: essai, nom: '</script><b>Nom', noms: [ESSAIS] }\n";
    let text =
        "---\ntitre: Essai\n---\n\nArticles L. 1 du CCP et L. 2 des ESSAIS, article L. 3 ESSAIS.\n";
    let built = built(&[("articles.yaml", facts), ("fiches/a.md", text)]);
    let article = page(&built, "articles/ccp/l1.html");
    assert_eq!(
        json_ld(article)["description"],
        "</script><script>alert(1)</script>"
    );
    assert!(!article.contains("<script>"));
    let name = &json_ld(page(&built, "articles/essai.html"))["name"];
    assert_eq!(name, "</script><b>Nom");
}

#[test]
fn an_official_link_begins_with_its_words_and_then_says_the_whole_reference() {
    let built = sheet("L’article L. 2113-15 et l’article 1er de la loi n° 2014-856.");
    let said = "Légifrance<span class=\"vh\">\u{a0}: article <span class=\"nb\">L.\u{a0}2113-15</span> du code de la commande publique</span></a>";
    assert!(page(&built, "articles/ccp/l2113-15.html").contains(said));
    let fiche = page(&built, "fiches/a.html");
    assert!(fiche.contains(said), "the box of the sheet says the same");
    // The law's own address is given once, with its name: its first article has no other.
    let law = "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000029313296";
    assert_eq!(
        fiche.matches(law).count(),
        2,
        "in the box, and for machines"
    );
}

#[test]
fn a_reference_tells_its_normal_form_unless_its_words_do() {
    let built = sheet(
        "Voir L.2113-15 CCP, l’article L. 2113-16 du code de la commande publique et la loi n° 2014-856.",
    );
    let fiche = page(&built, "fiches/a.html");
    assert!(
        fiche.contains("title=\"Article L.\u{a0}2113-15 du code de la commande publique\""),
        "{fiche}"
    );
    assert!(!fiche.contains("title=\"Article L.\u{a0}2113-16"));
    assert!(fiche.contains("title=\"Loi n°\u{a0}2014-856 du 31\u{a0}juillet 2014\""));
}

#[test]
fn spaces_of_a_reference_are_mended_and_its_words_kept() {
    let body = "## De l’art. L.2111-1 CCP\n\n\
        Selon l’art.L.2113-15 du CCP et L2113-16 du CCP.\n\n\
        - art. L.2111-3 CCP\n\n| a |\n|---|\n| art. R.2111-1 CCP |\n\n`L.2112-2`, [art. L.2113-12 CCP](https://exemple.org)\n";
    let fiche = sheet(body);
    let html = page(&fiche, "fiches/a.html");
    let body_of = |html: &str| {
        let from = html.find("<div class=\"flow\">").unwrap();
        html[from..html.find("<section class=\"law-box\"").unwrap()].to_owned()
    };
    let shown = body_of(html);
    for set in [
        "art. <span class=\"nb\">L.\u{a0}2111-1</span>",
        "art.\u{a0}<span class=\"nb\">L.\u{a0}2113-15</span>",
        "<span class=\"nb\">L2113-16</span>",
        "art. <span class=\"nb\">L.\u{a0}2111-3</span>",
        "art. <span class=\"nb\">R.\u{a0}2111-1</span>",
        "<code>L.2112-2</code>",
        "art. <span class=\"nb\">L.\u{a0}2113-12</span> CCP",
    ] {
        let set = set.replace("art. ", "art.\u{a0}");
        assert!(shown.contains(&set), "{set} in {shown}");
    }
    let written = "---\ntitre: Essai\ntypographie: false\n---\n\nSelon l’art. L.2113-15 du CCP.\n";
    let plain = built(&[("fiches/a.md", written)]);
    let shown = body_of(page(&plain, "fiches/a.html"));
    assert!(
        shown.contains("art. <span class=\"nb\">L.2113-15</span>"),
        "{shown}"
    );
}

#[test]
fn subdivisions_are_told_where_they_are_cited() {
    let built =
        sheet("Selon le 2° du I de l’article L. 2113-12, puis l’article L. 2113-13, alinéa 3.");
    // Whatever spaces typography binds.
    let plain = |path: &str| page(&built, path).replace('\u{a0}', " ");
    let fiche = plain("fiches/a.html");
    assert!(
        fiche.contains("<span class=\"law-pin\">, 2° du I</span>"),
        "{fiche}"
    );
    assert!(
        fiche.contains("<span class=\"law-pin\">, alinéa 3</span>"),
        "{fiche}"
    );
    let article = plain("articles/ccp/l2113-12.html");
    assert!(article.contains("</a> (2° du I)"), "{article}");
    assert!(plain("articles/ccp.html").contains("introduction (2° du I)"));
}

#[test]
fn what_has_no_number_has_its_page_and_its_place() {
    let text = "---\ntitre: Essai\narticles: ['cpp:preliminaire', 'ccp:annexe2', 'ccp:L1', 'ccp:annexeX', 'ccp:annexeIX', 'dir:2014/24/UE:annexeXIV']\n---\n\nTexte.\n";
    let built = built(&[("fiches/a.md", text)]);
    let preliminary = page(&built, "articles/cpp/preliminaire.html");
    assert!(
        preliminary.contains("</span>Article préliminaire</h1>"),
        "{preliminary}"
    );
    let annex = page(&built, "articles/dir-2014-24-ue/artannexexiv.html");
    assert!(annex.contains("</span>Annexe\u{a0}XIV</h1>"), "{annex}");
    assert!(annex.contains("Lire l’annexe sur EUR-Lex"));
    let code = page(&built, "articles/ccp.html");
    let places: Vec<usize> = ["art-l1", "art-annexe2", "art-annexeix", "art-annexex"]
        .iter()
        .map(|id| {
            code.find(&format!("<article class=\"entry\" id=\"{id}\""))
                .expect(id)
        })
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(code.contains("<h2 class=\"code-part\" id=\"annexes\">Annexes</h2>"));
}

#[test]
fn the_index_has_three_orders_and_a_filter_that_waits_for_its_script() {
    let text = "---\ntitre: Essai\n---\n\nLes articles L. 2113-15 et R.* 421-1 : voir l’article L. 2113-15 du CCP, l’article R.* 421-1 du code de l’urbanisme et la loi n° 2014-856.\n";
    let other =
        "---\ntitre: Autre\n---\n\nVoir l’article L. 1 du code du travail et la loi n° 2014-856.\n";
    let built = built(&[("fiches/a.md", text), ("fiches/b.md", other)]);
    let html = page(&built, "articles/index.html");
    assert!(html.contains("<form class=\"law-filter\" role=\"search\" hidden>"));
    assert!(html.contains("<script src=\"../assets/droit.js\" defer></script>"));
    assert!(
        built
            .pages
            .iter()
            .any(|page| page.path == "assets/droit.js")
    );
    assert!(html.contains("data-articles=\"r-421-1\""));
    let part = |order: &str| {
        let from = html.find(&format!("data-order=\"{order}\"")).expect(order);
        let end = html[from..]
            .find("</section>")
            .map_or(html.len(), |end| from + end);
        html[from..end]
            .split("class=\"law-ref\" href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        part("nom"),
        ["ccp.html", "c-trav.html", "c-urb.html", "loi-2014-856.html"]
    );
    assert_eq!(part("guides")[0], "loi-2014-856.html");
}

#[test]
fn what_has_no_known_text_is_counted_with_its_remedy() {
    let site = Site::small();
    for (body, counted) in [
        (
            "Selon l’article L. 2113-15, rien.",
            Some("1 sans texte connu"),
        ),
        (
            "Selon l’article L. 2113-15 et l’article R. 2152-6, rien.",
            Some("2 sans texte connu"),
        ),
        ("Selon l’article L. 2113-15 du CCP, rien.", None),
    ] {
        site.write("content/a.md", format!("---\ntitre: A\n---\n\n{body}\n"));
        let told = told(reperess().current_dir(site.root()).arg("check"));
        assert_eq!(told.status, Some(0), "{}", told.err);
        assert_eq!(
            told.err
                .contains("ajoutez «\u{a0}code_par_defaut: CCP\u{a0}»"),
            counted.is_some(),
            "{}",
            told.err
        );
        match counted {
            Some(counted) => assert!(told.out.contains(counted), "{}", told.out),
            None => assert!(!told.out.contains("sans texte connu"), "{}", told.out),
        }
    }
}

/// The sites whose `articles.json` is held against its schema: the sample, and those that are made to break pages.
fn sites() -> Vec<(String, Built)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let hostile = std::fs::read_dir(root.join("tests/hostile")).expect("the cases");
    let folders = hostile.flatten().map(|case| case.path());
    let mut sites = Vec::new();
    for site in std::iter::once(root.to_owned()).chain(folders) {
        let folders = Folders {
            content: site.join("content"),
            output: site.join("output"),
            site: site.clone(),
            theme: None,
        };
        let Ok(inputs) = reader::read_site(&folders, false) else {
            continue;
        };
        let made = pipeline::build(&inputs);
        if !has_errors(&made.found) {
            sites.push((site.display().to_string(), made.value));
        }
    }
    assert!(sites.len() > 10, "{} sites", sites.len());
    sites
}

#[test]
fn articles_json_follows_its_schema_and_every_place_is_there() {
    let schema = include_str!("../../docs/data/articles.schema.json");
    let schema = serde_json::from_str(schema).expect("a schema in JSON");
    let validator = jsonschema::validator_for(&schema).expect("a sound schema");
    assert!(
        !validator.is_valid(&serde_json::json!({"version": 1, "texts": [{"id": "a b"}]})),
        "the schema refuses what it should"
    );
    let mut places = 0;
    for (site, built) in sites() {
        let data: Value = serde_json::from_str(page(&built, "articles.json")).expect("JSON");
        let faults: Vec<String> = validator
            .iter_errors(&data)
            .map(|fault| format!("{site}: {}: {fault}", fault.instance_path()))
            .collect();
        assert_eq!(faults, Vec::<String>::new());
        let ids: BTreeMap<&str, BTreeSet<&str>> = built
            .pages
            .iter()
            .filter(|page| page.path.ends_with(".html"))
            .map(|made| {
                let html = page(&built, &made.path);
                let ids = html.split(" id=\"").skip(1);
                (
                    made.path.as_str(),
                    ids.filter_map(|rest| rest.split('"').next()).collect(),
                )
            })
            .collect();
        for text in data["texts"].as_array().unwrap() {
            let articles = text["articles"].as_array().unwrap();
            for entry in std::iter::once(text).chain(articles) {
                assert!(ids.contains_key(entry["page"].as_str().unwrap()), "{entry}");
                for place in entry["cited_in"].as_array().unwrap() {
                    let place = place["page"].as_str().unwrap();
                    let (path, anchor) = place.split_once('#').unwrap_or((place, ""));
                    let there = ids.get(path).unwrap_or_else(|| panic!("{site}: {place}"));
                    assert!(
                        anchor.is_empty() || there.contains(anchor),
                        "{site}: {place}"
                    );
                    places += 1;
                }
            }
        }
    }
    assert!(places > 300, "{places} places");
}

/// Words of a page between two marks, its tags taken out.
fn words(html: &str, from: &str, to: &str) -> String {
    let start = html.find(from).unwrap_or_else(|| panic!("no {from}"));
    let end = start + html[start..].find(to).unwrap_or_else(|| panic!("no {to}"));
    let mut out = String::new();
    for piece in html[start..end].split('<') {
        out.push_str(piece.split_once('>').map_or(piece, |(_, words)| words));
    }
    out.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn the_box_lists_the_law_that_only_a_source_cites() {
    let built = built(&[
        (
            "sources.yaml",
            "- id: loi-ess\n  type: legislation\n  title: Loi n° 2014-856 du 31 juillet 2014\n",
        ),
        (
            "fiches/a.md",
            "---\ntitre: Essai\n---\n\nLa loi le dit [@loi-ess, art. 1er].\n",
        ),
    ]);
    let html = page(&built, "fiches/a.html");
    let listed = words(html, "<section class=\"law-box\"", "</section>");
    assert!(listed.contains("1 référence dans 1 texte"), "{listed}");
    assert!(listed.contains("art. 1er"), "{listed}");
    assert!(html.contains("<a href=\"#note-1\" aria-label=\"note\u{a0}1\">"));
    let cited = &json_ld(html)["citation"][0];
    assert_eq!(cited["legislationIdentifier"], "loi:2014-856:art1");
}

#[test]
fn the_box_counts_apart_what_only_a_range_holds() {
    let built = sheet("Les articles L. 2113-12 à L. 2113-16, et l’article L. 2113-14.");
    let html = page(&built, "fiches/a.html");
    let listed = words(html, "<section class=\"law-box\"", "</section>");
    // L. 2113-14 is cited by itself too.
    assert!(
        listed
            .contains("2 références dans 1 texte, plus 2 articles à l’intérieur d’un intervalle."),
        "{listed}"
    );
    assert!(
        listed.contains("Entre les deux : L. 2113-13, L. 2113-14, L. 2113-15"),
        "{listed}"
    );
    let inside = page(&built, "articles/ccp/l2113-13.html");
    let facts = words(inside, "<dl class=\"facts\"", "</dl>");
    assert!(
        facts.contains("1 fois, dans 1 guide, à travers un intervalle d’articles"),
        "{facts}"
    );
    let long = sheet("Les articles L. 2113-1 à L. 2113-16.");
    let listed = words(
        page(&long, "fiches/a.html"),
        "<section class=\"law-box\"",
        "</section>",
    );
    assert!(
        listed.contains("L. 2113-9 et 6 autres articles"),
        "{listed}"
    );
}

#[test]
fn articles_in_common_are_named_with_their_text() {
    let text = |title: &str| {
        format!(
            "---\ntitre: {title}\n---\n\nL’article 1er de la loi ESS, l’article L. 2113-15 du CCP, \
             l’article L. 2113-12 du CCP.\n"
        )
    };
    let built = built(&[
        ("fiches/a.md", &text("Une")),
        ("fiches/b.md", &text("Deux")),
    ]);
    let related = words(
        page(&built, "fiches/a.html"),
        "<section class=\"related\"",
        "</section>",
    );
    assert!(
        related.contains(
            "3 articles en commun : L. 2113-12 et L. 2113-15 CCP ; art. 1er de la loi n° 2014-856"
        ),
        "{related}"
    );
}

#[test]
fn names_of_texts_keep_their_numbers_and_dates_whole() {
    let built = sheet(
        "L’article 1er de la loi ESS, l’article 9-1 de la loi n° 2000-321 du 12 avril 2000, la directive 2014/24/UE, \
         l’arrêté du 1er mars 2019.",
    );
    for path in [
        "articles/index.html",
        "articles/loi-2014-856.html",
        "articles/loi-2014-856/art1.html",
        "fiches/a.html",
    ] {
        let html = page(&built, path).split("<main").nth(1).unwrap();
        assert!(
            html.contains("du 31\u{a0}juillet 2014") && !html.contains("du 31 juillet 2014"),
            "{path}"
        );
        assert!(!html.contains("n° "), "{path}");
    }
    let index = page(&built, "articles/index.html");
    assert!(index.contains("du 12\u{a0}avril 2000"));
    assert!(index.contains("<span class=\"nb\">2014/24/UE</span>"));
    assert!(index.contains("du 1<sup>er</sup>\u{a0}mars 2019"));
    // What is searched for on the official site has plain spaces.
    let order = page(&built, "articles/arrete-2019-03-01.html");
    assert!(order.contains("query=Arr%C3%AAt%C3%A9+du+1er+mars+2019"));
}

#[test]
fn a_range_stands_after_its_first_article_in_the_box() {
    let built = sheet(
        "L’article R. 2122-8, les articles L. 2113-12 à L. 2113-16, et l’article L. 2113-12.",
    );
    let html = page(&built, "fiches/a.html");
    let listed = words(html, "<section class=\"law-box\"", "</section>");
    let place = |words: &str| {
        listed
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {listed}"))
    };
    assert!(place("L. 2113-12 à L. 2113-16") < place("R. 2122-8"));
    let facts = words(
        page(&built, "articles/ccp/l2113-12.html"),
        "<dl class=\"facts\"",
        "</dl>",
    );
    assert!(facts.contains("2 fois, dans 1 guide"), "{facts}");
}

#[test]
fn the_page_of_a_text_shows_the_source_that_it_is() {
    let built = built(&[
        (
            "sources.yaml",
            "- {id: aix, type: case, author: 'CE, sect.', date: 2007-04-06, number: '284736', title: Commune d’Aix}\n",
        ),
        (
            "fiches/a.md",
            "---\ntitre: Essai\nnumero: 3\n---\n\nLe juge l’admet [@aix].\n",
        ),
    ]);
    let html = page(&built, "articles/ce-284736.html");
    let shown = words(html, "<section aria-labelledby=\"source\"", "</section>");
    assert!(shown.contains("Commune d’Aix"), "{shown}");
    assert!(shown.contains("Comme source dans n° 3"), "{shown}");
    assert!(html.contains("href=\"../fiches/a.html#note-1\">n°\u{a0}3</a>"));
    assert!(html.contains("href=\"../sources.html#source-aix\""));
    // A decision is no text.
    let main = words(html, "<main", "</main>");
    assert!(main.contains("de cette décision"), "{main}");
    assert!(main.contains("Lire la décision sur Légifrance"), "{main}");
    let listed = words(
        page(&built, "fiches/a.html"),
        "<section class=\"law-box\"",
        "</section>",
    );
    assert!(listed.contains("La décision"), "{listed}");
}

#[test]
fn a_treaty_has_its_whole_name() {
    let built = sheet("L’article 106 du TFUE.");
    let main = words(
        page(&built, "articles/tfue/art106.html"),
        "<main",
        "</main>",
    );
    assert!(
        main.contains("article 106 du traité sur le fonctionnement de l’Union européenne"),
        "{main}"
    );
}

#[test]
fn what_ties_two_articles_points_inside_neither() {
    let built = sheet("L’article L. 2113-12 ou de l’article L. 2113-13.");
    let main = words(
        page(&built, "articles/ccp/l2113-13.html"),
        "<main",
        "</main>",
    );
    assert!(!main.contains("(ou)"), "{main}");
}
