//! The known texts: codes, laws and European texts with their names, from the tables of `data/`.

use super::fold::fold;
use super::{Nature, TextId};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A text of law.
#[derive(Clone, PartialEq, Debug)]
pub struct LegalText {
    /// Its id.
    pub id: TextId,
    /// Its official title.
    pub title: String,
    /// How it is cited in short: "CCP", "loi n° 2014-856".
    pub short: Option<String>,
    /// Other names: abbreviations of a code, usual names of a law.
    pub names: Vec<String>,
    /// `LEGITEXT…`, `JORFTEXT…`, `CELEX:…`.
    pub official_id: Option<String>,
    /// Official address, when it cannot be made from the id.
    pub url: Option<String>,
    /// Date, `AAAA-MM-JJ`.
    pub date: Option<String>,
    /// Whether it is in force.
    pub in_force: bool,
}

impl LegalText {
    /// A text that the site itself names in its `articles.yaml`.
    pub fn of_site(
        id: &TextId,
        title: Option<String>,
        names: Vec<String>,
        official_id: Option<String>,
        url: Option<String>,
    ) -> Self {
        let title = title.unwrap_or_else(|| generic_title(id));
        let short = names.first().cloned();
        Self {
            id: id.clone(),
            title,
            short,
            names,
            official_id,
            url,
            date: None,
            in_force: true,
        }
    }
}

/// A name and the text that it names.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Folded; a space stands for one or more.
    pub folded: String,
    /// Index of the text.
    pub text: usize,
    /// Whether it must begin with a capital: abbreviations.
    pub capital: bool,
    /// Whether it is a whole name ("code du travail", "loi ESS") rather than an abbreviation.
    pub whole: bool,
}

/// Texts by id and by name.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    texts: Vec<LegalText>,
    by_id: HashMap<TextId, usize>,
    /// Names by their first two letters or digits, the longest first.
    pub(super) names: HashMap<[u8; 2], Vec<Name>>,
    by_date: HashMap<(Nature, String), Option<usize>>,
}

static KNOWN: LazyLock<Texts> = LazyLock::new(|| {
    let mut all = codes();
    all.extend(others());
    all.extend(treaties());
    Texts::from(all)
});

impl Texts {
    /// The texts of the tables.
    pub fn known() -> &'static Texts {
        &KNOWN
    }

    /// These texts and `extra` ones, which come first where both have a name.
    #[must_use]
    pub fn with(&self, extra: Vec<LegalText>) -> Texts {
        let mut all = self.texts.clone();
        for text in extra {
            match all.iter_mut().find(|known| known.id == text.id) {
                Some(known) => {
                    known.names.extend(text.names);
                    known.official_id = text.official_id.or(known.official_id.take());
                    known.url = text.url.or(known.url.take());
                }
                None => all.push(text),
            }
        }
        Texts::from(all)
    }

    fn from(texts: Vec<LegalText>) -> Self {
        let mut index = Self {
            by_id: texts
                .iter()
                .enumerate()
                .map(|(at, text)| (text.id.clone(), at))
                .collect(),
            ..Self::default()
        };
        for (at, text) in texts.iter().enumerate() {
            if text.id.nature() == Nature::Code {
                index.add_name(&text.title, at, true);
                // "Code minier (nouveau)" is called "code minier".
                if let Some((plain, _)) = text.title.split_once(" (nouveau)") {
                    index.add_name(plain, at, true);
                }
            }
            for name in &text.names {
                let whole = name.starts_with(|c: char| c.is_lowercase()) && name.contains(' ');
                index.add_name(name, at, whole);
            }
            if let Some(date) = &text.date {
                // Two texts of one nature and day: the date alone names neither.
                index
                    .by_date
                    .entry((text.id.nature(), date.clone()))
                    .and_modify(|other| *other = None)
                    .or_insert(Some(at));
            }
        }
        for names in index.names.values_mut() {
            names.sort_by(|a, b| {
                b.folded
                    .len()
                    .cmp(&a.folded.len())
                    .then_with(|| a.folded.cmp(&b.folded))
            });
        }
        index.texts = texts;
        index
    }

    fn add_name(&mut self, name: &str, text: usize, whole: bool) {
        let folded = fold(name);
        let letters: Vec<u8> = folded.bytes().take(2).collect();
        let Ok(key) = <[u8; 2]>::try_from(letters) else {
            return;
        };
        let capital = !whole;
        self.names.entry(key).or_default().push(Name {
            folded,
            text,
            capital,
            whole,
        });
    }

    /// The text with this id, when it is known.
    pub fn get(&self, id: &TextId) -> Option<&LegalText> {
        self.by_id.get(id).map(|at| &self.texts[*at])
    }

    pub(super) fn at(&self, index: usize) -> &LegalText {
        &self.texts[index]
    }

    /// The text of this nature and day, when only one is known.
    pub(super) fn by_date(&self, nature: Nature, date: &str) -> Option<&TextId> {
        let at = (*self.by_date.get(&(nature, date.to_owned()))?)?;
        Some(&self.texts[at].id)
    }

    /// The text that an abbreviation, a name or an id names: "CCP", "ccp", "C. trav.", "code du travail", "loi:2014-856".
    pub fn by_abbreviation(&self, written: &str) -> Option<TextId> {
        let id = TextId::new(&written.to_lowercase());
        if self.by_id.contains_key(&id) {
            return Some(id);
        }
        let id = TextId::new(written);
        if self.by_id.contains_key(&id) {
            return Some(id);
        }
        let folded = fold(written);
        let plain = |name: &str| name.replace(['.', ' '], "");
        let key = <[u8; 2]>::try_from(folded.as_bytes().get(..2)?).ok()?;
        let exact = self
            .names
            .get(&key)
            .and_then(|names| names.iter().find(|name| name.folded == folded));
        let wanted = plain(&folded);
        // "C trav" and "Ctrav" are "C. trav.": dots and spaces do not count. The lowest index, for the same answer always.
        let found = exact.or_else(|| {
            self.names
                .values()
                .flatten()
                .filter(|name| plain(&name.folded) == wanted)
                .min_by_key(|name| name.text)
        })?;
        Some(self.texts[found.text].id.clone())
    }

    /// The abbreviation or name closest to a mistaken one: one slip, or two from six letters.
    pub fn nearest(&self, written: &str) -> Option<String> {
        let wanted = fold(written);
        let allowed = if wanted.len() >= 6 { 2 } else { 1 };
        let candidates = self
            .texts
            .iter()
            .filter(|text| text.in_force)
            .flat_map(|text| text.names.iter().chain([&text.title]));
        candidates
            .filter_map(|name| {
                let slips = distance(wanted.as_bytes(), fold(name).as_bytes(), allowed)?;
                Some((slips, name))
            })
            .min_by_key(|(slips, name)| (*slips, name.len()))
            .map(|(_, name)| name.clone())
    }

    /// The official title, or one made from the id.
    pub fn title(&self, id: &TextId) -> String {
        self.get(id)
            .map_or_else(|| generic_title(id), |text| text.title.clone())
    }

    /// The name without the subject: "Loi n° 2014-856 du 31 juillet 2014", "Code du travail".
    pub fn name(&self, id: &TextId) -> String {
        let title = self.title(id);
        if id.nature() == Nature::Code {
            return title;
        }
        // The subject begins after the date.
        let end = [
            " relati",
            " portant ",
            " pour ",
            " sur ",
            " visant ",
            " d'",
            " de ",
            " modifiant ",
            " confortant ",
            " en faveur ",
        ]
        .iter()
        .filter_map(|word| {
            let from = title.find(|c: char| c.is_ascii_digit())?;
            title[from..].find(word).map(|at| from + at)
        })
        .min()
        .unwrap_or(title.len());
        title[..end]
            .replace("LOI n°", "Loi n°")
            .replace("n° ", "n°\u{a0}")
            .trim_end_matches(['(', ' '])
            .to_owned()
    }

    /// The shortest usual name: "CCP", "C. trav.", "loi n° 2014-856".
    pub fn short(&self, id: &TextId) -> String {
        match (id.nature(), self.get(id)) {
            (Nature::Code | Nature::Constitution | Nature::Treaty, Some(text)) => {
                text.short.clone().unwrap_or_else(|| text.title.clone())
            }
            _ => generic_title(id),
        }
    }
}

/// A name made from the id alone: "Loi n° 2014-856", "Directive 2014/24/UE", "Conseil d’État, n° 417580".
fn generic_title(id: &TextId) -> String {
    let (kind, number) = id.as_str().split_once(':').unwrap_or(("", id.as_str()));
    let dated = is_date(number).then(|| french_date(number));
    let with_number = |name: &str| match &dated {
        Some(date) => format!("{name} du {date}"),
        None => format!("{name} n°\u{a0}{number}"),
    };
    match kind {
        "loi" => with_number("Loi"),
        "ordonnance" => with_number("Ordonnance"),
        "decret" => with_number("Décret"),
        "arrete" => match &dated {
            Some(date) => format!("Arrêté du {date}"),
            None => format!("Arrêté {number}"),
        },
        "circulaire" => with_number("Circulaire"),
        "dir" if number.contains("/UE") || number.contains("/C") => format!("Directive {number}"),
        "dir" => format!("Directive (UE) {number}"),
        "regl" => format!("Règlement {number}"),
        "decision" => format!("Décision {number}"),
        "ce" => format!("Conseil d’État, n°\u{a0}{number}"),
        "cc" => {
            let split = number
                .find(|c: char| c.is_ascii_alphabetic())
                .unwrap_or(number.len());
            format!(
                "Conseil constitutionnel, n°\u{a0}{} {}",
                &number[..split],
                &number[split..]
            )
        }
        "cass" => format!("Cour de cassation, n°\u{a0}{number}"),
        "cjue" => format!("Cour de justice de l’Union européenne, {number}"),
        "tc" => format!("Tribunal des conflits, n°\u{a0}{number}"),
        "cada" => format!("CADA, avis n°\u{a0}{number}"),
        "ecli" => format!("ECLI:{number}"),
        _ => match (kind.strip_prefix("caa-"), kind.strip_prefix("ta-")) {
            (Some(city), _) => format!(
                "Cour administrative d’appel de {}, n°\u{a0}{number}",
                capitalised(city)
            ),
            (_, Some(city)) => format!(
                "Tribunal administratif de {}, n°\u{a0}{number}",
                capitalised(city)
            ),
            _ => id.as_str().to_owned(),
        },
    }
}

fn capitalised(city: &str) -> String {
    city.split('-')
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(chars).collect()
            })
        })
        .collect::<Vec<_>>()
        .join("-")
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| {
            if at == 4 || at == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        })
}

fn french_date(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let month = iso[5..7]
        .parse::<usize>()
        .ok()
        .and_then(|month| MONTHS.get(month.wrapping_sub(1)))
        .copied()
        .unwrap_or("");
    let day = iso[8..].trim_start_matches('0');
    let day = if day == "1" { "1er" } else { day };
    format!("{day}\u{a0}{month} {}", &iso[..4])
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
            let [nature, number, date, title, names, official, ..] = fields.as_slice() else {
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
                url: None,
                date: (!date.is_empty()).then(|| date.clone()),
                in_force: true,
            })
        })
        .collect()
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
            &["constitution du 4 octobre 1958", "Constitution", "Const."],
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
            &["traité sur le fonctionnement de l'union européenne", "TFUE"],
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
            "cdfue",
            "Charte des droits fondamentaux de l’Union européenne",
            "Charte UE",
            &[
                "charte des droits fondamentaux de l'union européenne",
                "charte des droits fondamentaux",
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

/// Insertions, deletions and substitutions between two words, when at most `limit`.
pub(super) fn distance(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit || a.len() > 100 {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != y))
                .min(above + 1)
                .min(row[j] + 1);
            diagonal = above;
        }
    }
    (row[b.len()] <= limit).then_some(row[b.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_answer_to_their_names() {
        let texts = Texts::known();
        for (name, id) in [
            ("CCP", "ccp"),
            ("ccp", "ccp"),
            ("C. trav.", "c-trav"),
            ("C trav", "c-trav"),
            ("code du travail", "c-trav"),
            ("Code de l’action sociale et des familles", "casf"),
            ("loi ESS", "loi:2014-856"),
            ("TFUE", "tfue"),
        ] {
            assert_eq!(
                texts.by_abbreviation(name).as_ref().map(TextId::as_str),
                Some(id),
                "{name}"
            );
        }
        assert_eq!(texts.by_abbreviation("XYZ"), None);
        assert_eq!(
            texts.name(&TextId::new("loi:2014-856")),
            "Loi n°\u{a0}2014-856 du 31 juillet 2014"
        );
        assert_eq!(
            texts.title(&TextId::new("loi:1991-07-10")),
            "Loi du 10\u{a0}juillet 1991"
        );
    }
}
