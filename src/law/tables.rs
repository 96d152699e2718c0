//! The tables of `data/` as texts: codes, laws and European texts, and the treaties that no table lists.

use super::TextId;
use super::texts::LegalText;

/// Every text of the tables.
pub(super) fn all() -> Vec<LegalText> {
    let mut all = codes();
    all.extend(others());
    all.extend(treaties());
    all
}

fn codes() -> Vec<LegalText> {
    records(include_str!("data/codes.csv"))
        .filter_map(|fields| {
            let [id, slug, title, abbreviations, in_force, ..] = fields.as_slice() else {
                return None;
            };
            if slug.is_empty() {
                return None;
            }
            let names: Vec<String> = abbreviations
                .split('|')
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect();
            Some(LegalText {
                id: TextId::new(slug),
                title: title.replace('\'', "’"),
                short: names.first().cloned(),
                names,
                official_id: Some(id.clone()),
                url: None,
                date: None,
                in_force: in_force == "yes",
            })
        })
        .collect()
}

fn others() -> Vec<LegalText> {
    records(include_str!("data/textes.csv"))
        .filter_map(|fields| {
            let [nature, number, date, title, names, official, eli, ..] = fields.as_slice() else {
                return None;
            };
            let kind = match nature.as_str() {
                "loi" | "loi organique" => "loi",
                "ordonnance" => "ordonnance",
                "décret" => "decret",
                "arrêté" => "arrete",
                "directive" => "dir",
                "règlement" => "regl",
                "décision" => "decision",
                _ => return None,
            };
            let number = if number.is_empty() { date } else { number };
            let title = match title.strip_prefix("LOI ") {
                Some(rest) => format!("Loi {rest}"),
                None => title.clone(),
            };
            Some(LegalText {
                id: TextId::new(&format!("{kind}:{number}")),
                title: title.replace('\'', "’").replace("n° ", "n°\u{a0}"),
                short: None,
                names: names
                    .split('|')
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned)
                    .collect(),
                official_id: (!official.is_empty()).then(|| official.clone()),
                url: french_page(eli),
                date: (!date.is_empty()).then(|| date.clone()),
                in_force: true,
            })
        })
        .collect()
}

/// The French page of a European identifier: EUR-Lex shows `http://data.europa.eu/eli/reg/2016/679/oj` in the language at its
/// end, `https://eur-lex.europa.eu/eli/reg/2016/679/oj/fra`. French identifiers are addresses of Légifrance as they are.
fn french_page(eli: &str) -> Option<String> {
    match eli.strip_prefix("http://data.europa.eu/") {
        Some(path) => Some(format!("https://eur-lex.europa.eu/{path}/fra")),
        None => (!eli.is_empty()).then(|| eli.to_owned()),
    }
}

/// Texts that no table lists: the Constitution and the treaties.
fn treaties() -> Vec<LegalText> {
    let text = |id: &str,
                title: &str,
                short: &str,
                names: &[&str],
                official: Option<&str>,
                url: Option<&str>| LegalText {
        id: TextId::new(id),
        title: title.into(),
        short: Some(short.into()),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        official_id: official.map(str::to_owned),
        url: url.map(str::to_owned),
        date: None,
        in_force: true,
    };
    vec![
        text(
            "const",
            "Constitution du 4 octobre 1958",
            "Constitution",
            &[
                "constitution du 4 octobre 1958",
                "constitution de 1958",
                "constitution française",
                "Constitution",
                "Const. 1958",
                "Const.",
            ],
            Some("JORFTEXT000000571356"),
            None,
        ),
        text(
            "ddhc",
            "Déclaration des droits de l’homme et du citoyen de 1789",
            "DDHC",
            &[
                "déclaration des droits de l'homme et du citoyen de 1789",
                "déclaration des droits de l'homme et du citoyen",
                "déclaration des droits de l'homme",
                "déclaration du 26 août 1789",
                "déclaration de 1789",
                "DDHC",
            ],
            None,
            None,
        ),
        text(
            "tfue",
            "Traité sur le fonctionnement de l’Union européenne",
            "TFUE",
            &[
                "traité sur le fonctionnement de l'union européenne",
                "traité sur le fonctionnement de l'union",
                "traité FUE",
                "TFUE",
            ],
            None,
            Some("https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:12016E/TXT"),
        ),
        text(
            "tue",
            "Traité sur l’Union européenne",
            "TUE",
            &["traité sur l'union européenne", "TUE"],
            None,
            Some("https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:12016M/TXT"),
        ),
        text(
            "tce",
            "Traité instituant la Communauté européenne",
            "TCE",
            &[
                "traité instituant la communauté européenne",
                "traité CE",
                "TCE",
            ],
            None,
            None,
        ),
        text(
            "cedh",
            "Convention européenne de sauvegarde des droits de l’homme et des libertés fondamentales",
            "CEDH",
            &[
                "convention européenne de sauvegarde des droits de l'homme et des libertés fondamentales",
                "convention européenne de sauvegarde des droits de l'homme",
                "convention de sauvegarde des droits de l'homme et des libertés fondamentales",
                "convention européenne des droits de l'homme",
                "convention EDH",
                "Conv. EDH",
                "CESDH",
                "CESDHLF",
                "CEDH",
            ],
            None,
            None,
        ),
        text(
            "charte-env",
            "Charte de l’environnement de 2004",
            "Charte de l’environnement",
            &[
                "charte de l'environnement de 2004",
                "charte de l'environnement",
            ],
            None,
            None,
        ),
        text(
            "preambule-1946",
            "Préambule de la Constitution du 27 octobre 1946",
            "Préambule de 1946",
            &[
                "préambule de la constitution du 27 octobre 1946",
                "préambule de la constitution de 1946",
                "préambule de 1946",
            ],
            None,
            None,
        ),
        text(
            "cdfue",
            "Charte des droits fondamentaux de l’Union européenne",
            "Charte UE",
            &[
                "charte des droits fondamentaux de l'union européenne",
                "charte des droits fondamentaux de l'union",
                "charte des droits fondamentaux",
                "CDFUE",
            ],
            None,
            Some("https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:12016P/TXT"),
        ),
    ]
}

/// The lines of a CSV table (RFC 4180, no line break in a field), its heading left out.
fn records(table: &str) -> impl Iterator<Item = Vec<String>> {
    table.lines().skip(1).map(|line| {
        let mut fields = vec![String::new()];
        let mut quoted = false;
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    if let Some(field) = fields.last_mut() {
                        field.push('"');
                    }
                }
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(String::new()),
                c => {
                    if let Some(field) = fields.last_mut() {
                        field.push(c);
                    }
                }
            }
        }
        fields
    })
}
