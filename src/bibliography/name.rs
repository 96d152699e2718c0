//! Who wrote, edited or translated a source.

use std::borrow::Cow;

/// A person or a body.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Name {
    /// A person, whose name has parts.
    Person(Person),
    /// A body, or a name that is printed as it is written.
    Literal(String),
}

/// A person's name (the parts are those of CSL 1.0.2, « Name variables »).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Person {
    /// `Dupont`, `La Fontaine`; never empty.
    pub family: String,
    /// `Jean`, `J.-P.`
    pub given: Option<String>,
    /// What comes before the family name and is left out of the sorting: `de` of `Jean de La Fontaine`.
    pub particle: Option<String>,
    /// What comes before the family name and never leaves it: `van` of `Vincent van Gogh`.
    pub kept_particle: Option<String>,
    /// `Jr`, `III`
    pub suffix: Option<String>,
}

impl Name {
    /// Reads a name as editors write it: `Dupont, Jean` is a person. Without a comma, with several, or between braces
    /// (`{Ministère du Travail, de la Santé et des Solidarités}`), it is printed as it is; so is what names a body before
    /// or after its comma, `Conseil d’État, Section` or `DGCS, Direction de l’économie`.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if let Some(inside) = text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        {
            return Self::Literal(inside.trim().to_owned());
        }
        match text.split_once(',') {
            Some((family, given))
                if is_given(given)
                    && !family.trim().is_empty()
                    && !is_body_in_parts(family, given) =>
            {
                Self::Person(Person {
                    family: family.trim().to_owned(),
                    given: Some(given.trim().to_owned()),
                    ..Person::default()
                })
            }
            _ => Self::Literal(text.to_owned()),
        }
    }

    /// The given name first, as it is said: `Jean Dupont`; a body as it is.
    pub fn in_order(&self) -> Cow<'_, str> {
        match self {
            Self::Literal(name) => Cow::Borrowed(name),
            Self::Person(person) => {
                let family = person.family_with_particle();
                let words = [
                    person.given.as_deref(),
                    person.particle.as_deref(),
                    Some(&*family),
                    person.suffix.as_deref(),
                ];
                let words: Vec<&str> = words.into_iter().flatten().collect();
                Cow::Owned(words.join(" "))
            }
        }
    }

    /// The family name first, as lists of authors have it: `Dupont, Jean`; a body as it is.
    pub fn inverted(&self) -> Cow<'_, str> {
        match self {
            Self::Literal(name) => Cow::Borrowed(name),
            Self::Person(person) => {
                let mut out = person.family_with_particle();
                let given = [&person.given, &person.particle];
                let given: Vec<&str> = given
                    .into_iter()
                    .filter_map(|part| part.as_deref())
                    .collect();
                if !given.is_empty() {
                    out.push_str(", ");
                    out.push_str(&given.join(" "));
                }
                if let Some(suffix) = &person.suffix {
                    out.push_str(", ");
                    out.push_str(suffix);
                }
                Cow::Owned(out)
            }
        }
    }

    /// What stands for the name in a short form: the family name, or the body.
    pub fn short(&self) -> Cow<'_, str> {
        match self {
            Self::Literal(name) => Cow::Borrowed(name),
            Self::Person(person) => Cow::Owned(person.family_with_particle()),
        }
    }

    /// What an editor writes to have this very name: [`Name::parse`] reads it back, when it has no particle nor suffix.
    pub fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Literal(name) if matches!(Self::parse(name), Self::Literal(_)) => {
                Cow::Borrowed(name)
            }
            Self::Literal(name) => Cow::Owned(format!("{{{name}}}")),
            Self::Person(_) => self.inverted(),
        }
    }

    /// The words of the name, each of which may be set.
    pub fn words_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let (literal, person) = match self {
            Self::Literal(name) => (Some(name), None),
            Self::Person(person) => (None, Some(person)),
        };
        let parts = person.into_iter().flat_map(|person| {
            [Some(&mut person.family), person.given.as_mut()]
                .into_iter()
                .chain([
                    person.particle.as_mut(),
                    person.kept_particle.as_mut(),
                    person.suffix.as_mut(),
                ])
                .flatten()
        });
        literal.into_iter().chain(parts)
    }
}

impl Person {
    /// `van Gogh`, `Dupont`.
    pub fn family_with_particle(&self) -> String {
        match &self.kept_particle {
            // "d’" and "al-" stand against the name.
            Some(particle) if particle.ends_with(['\'', '’', '-']) => {
                format!("{particle}{}", self.family)
            }
            Some(particle) => format!("{particle} {}", self.family),
            None => self.family.clone(),
        }
    }
}

/// The names in a text that surely lists several, as one that editors type: `Dupont, Durand, Martin`, `Dupont, Jean ; Durand,
/// Marie`, `Jean Dupont, Marie Durand et Paul Martin`. None for one name, for a body (`Ministère du Travail, de la Santé`),
/// and between braces.
pub fn several(text: &str) -> Option<Vec<&str>> {
    let text = text.trim();
    if text.contains(['{', '}', '=']) {
        return None;
    }
    if text.contains(';') {
        let names: Vec<&str> = text.split(';').map(str::trim).collect();
        let sure = names.len() > 1
            && names
                .iter()
                .all(|name| name.starts_with(char::is_uppercase));
        return sure.then_some(names);
    }
    let commas = text.matches(',').count();
    let mut names: Vec<&str> = Vec::new();
    for part in text.split(',') {
        let part = part.trim();
        let part = part.strip_prefix("et ").unwrap_or(part);
        match part.split_once(" et ").or_else(|| part.split_once(" & ")) {
            Some((first, last)) => names.extend([first.trim(), last.trim()]),
            None => names.push(part),
        }
    }
    let whole = names.iter().all(|name| name.split(' ').count() >= 2);
    // "Économie, Finances et Industrie" may be one body.
    let enough = commas >= 2 || (commas == 1 && names.len() > 2 && whole);
    let sure = enough
        && names.iter().all(|name| is_name(name))
        && !names[1..].iter().any(|name| is_suffix(name));
    if !sure {
        return None;
    }
    // With initials, each family name goes with what follows.
    let is_initial = |name: &&str| name.ends_with('.');
    let pairs = names.len().is_multiple_of(2) && names.iter().skip(1).step_by(2).all(is_initial);
    if pairs {
        let cuts: Vec<usize> = text.match_indices(',').map(|(at, _)| at).collect();
        let mut start = 0;
        let mut paired = Vec::new();
        for end in cuts.iter().skip(1).step_by(2).copied().chain([text.len()]) {
            paired.push(text[start..end].trim());
            start = (end + 1).min(text.len());
        }
        return (cuts.len() % 2 == 1).then_some(paired);
    }
    Some(names)
}

/// Whether it is shaped as the name of a person or of a small body: one to three words with a capital, particles aside.
fn is_name(text: &str) -> bool {
    const PARTICLES: [&str; 9] = ["de", "du", "des", "la", "le", "van", "von", "der", "den"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let proper = words
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    text.starts_with(char::is_uppercase)
        && (1..=3).contains(&proper)
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || PARTICLES.contains(word))
}

/// Whether a name without a comma is shaped as a person says it, "Noé Castel", "Marie de La Tour": two or three words with a
/// capital, none an acronym, none the beginning of a body's name. A small body may have that shape too.
pub fn is_said_as_person(text: &str) -> bool {
    let acronym = |word: &str| {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        capitals >= 2 && !word.contains(['-', '.', '’', '\''])
    };
    text.split_whitespace().count() >= 2
        && is_name(text)
        && !is_body(text)
        && !text.chars().any(|c| c.is_numeric() || c == '&')
        && !text.split_whitespace().any(acronym)
}

/// Whether it says which of a family one is: `Jr.`, `III`.
fn is_suffix(text: &str) -> bool {
    let word = text.trim_end_matches('.').to_lowercase();
    matches!(
        word.as_str(),
        "jr" | "sr"
            | "junior"
            | "senior"
            | "fils"
            | "père"
            | "ii"
            | "iii"
            | "iv"
            | "phd"
            | "ph.d"
            | "md"
    )
}

/// Whether what stands before the comma of a name begins as a body does, or what stands after it surely does: `Conseil d’État,
/// Section`, `DGCS, Direction de l’économie`.
pub fn is_body_in_parts(family: &str, given: &str) -> bool {
    let mut words = given.split_whitespace().skip(1);
    is_body(family) || (is_body(given) && words.any(|word| word.starts_with(char::is_lowercase)))
}

/// Whether a name begins as that of a body does. One word alone may be a family's, but for a few.
pub fn is_body(text: &str) -> bool {
    const HEADS: [&str; 56] = [
        "Académie",
        "Agence",
        "Assemblée",
        "Association",
        "Autorité",
        "Banque",
        "Bureau",
        "Caisse",
        "Centre",
        "Chambre",
        "Collectif",
        "Comité",
        "Commission",
        "Communauté",
        "Commune",
        "Confédération",
        "Conseil",
        "Cour",
        "Défenseur",
        "Délégation",
        "Département",
        "Direction",
        "École",
        "Établissement",
        "Fédération",
        "Fondation",
        "Groupe",
        "Groupement",
        "Haut",
        "Haute",
        "Inspection",
        "Institut",
        "Laboratoire",
        "Mairie",
        "Métropole",
        "Ministère",
        "Mission",
        "Mouvement",
        "Observatoire",
        "Office",
        "Organisation",
        "Parlement",
        "Préfecture",
        "Premier",
        "Présidence",
        "Pôle",
        "Région",
        "République",
        "Réseau",
        "Secrétariat",
        "Service",
        "Syndicat",
        "Tribunal",
        "Union",
        "Université",
        "Ville",
    ];
    let (first, rest) = text.trim().split_once(' ').unwrap_or((text, ""));
    if rest.is_empty() {
        return matches!(first, "État" | "Gouvernement" | "Parlement" | "Sénat");
    }
    HEADS.contains(&first)
}

/// Whether what follows the comma is a first name: some words without a comma, the first with a capital. "Ministère du
/// Travail, de la Santé et des Solidarités" has none.
fn is_given(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(char::is_uppercase) && !text.contains(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_printed() {
        for (text, is_person, printed) in [
            ("Dupont, Jean", true, "Dupont, Jean"),
            ("Dupont , J.-P.", true, "Dupont, J.-P."),
            ("RTES", false, "RTES"),
            ("{Réseau, RTES}", false, "Réseau, RTES"),
            (
                "Ministère du Travail, de la Santé",
                false,
                "Ministère du Travail, de la Santé",
            ),
            ("Dupont, Jean, fils", false, "Dupont, Jean, fils"),
            ("Conseil d’État, Section", false, "Conseil d’État, Section"),
            (
                "Sénat, Délégation aux entreprises",
                false,
                "Sénat, Délégation aux entreprises",
            ),
            (
                "Ville de Paris, Direction des achats",
                false,
                "Ville de Paris, Direction des achats",
            ),
            ("Ville, Jean", true, "Ville, Jean"),
            ("Conseil, Marie", true, "Conseil, Marie"),
            (", Jean", false, ", Jean"),
            (
                "Cour des comptes, Chambre 3",
                false,
                "Cour des comptes, Chambre 3",
            ),
            (
                "DGCS, Direction générale",
                false,
                "DGCS, Direction générale",
            ),
            ("Cour, Jean", true, "Cour, Jean"),
            ("Le Conseil, Anne de", true, "Le Conseil, Anne de"),
        ] {
            let name = Name::parse(text);
            assert_eq!(matches!(name, Name::Person(_)), is_person, "{text}");
            assert_eq!(name.inverted(), printed);
            assert_eq!(Name::parse(&name.written()), name);
        }
        for (text, said) in [
            ("Noé Castel", true),
            ("Marie de La Tour", true),
            ("J.-P. Martin", true),
            ("RTES", false),
            ("ESS France", false),
            ("Ville de Lille", false),
            ("Ministère du Travail", false),
            ("Réseau des collectivités", false),
            ("Les Jardins de la Montagne verte", false),
        ] {
            assert_eq!(is_said_as_person(text), said, "{text}");
        }
        for (text, names) in [
            ("Dupont, Durand, Martin", Some("Dupont|Durand|Martin")),
            (
                "Dupont, Jean ; Durand, Marie",
                Some("Dupont, Jean|Durand, Marie"),
            ),
            ("Dupont, J., Durand, M.", Some("Dupont, J.|Durand, M.")),
            (
                "Jean Dupont, Marie Durand et Paul de Martin",
                Some("Jean Dupont|Marie Durand|Paul de Martin"),
            ),
            ("Dupont, Jean", None),
            ("King, Martin Luther, Jr.", None),
            ("Dupont, Jean, fils", None),
            ("{Dupont, Durand, Martin}", None),
            ("Ministère du Travail, de la Santé, des Solidarités", None),
            ("Économie, Finances et Industrie", None),
            ("Martin, Paul et Virginie", None),
            ("RTES", None),
            ("", None),
            (",,,", None),
        ] {
            assert_eq!(
                several(text).map(|names| names.join("|")).as_deref(),
                names,
                "{text}"
            );
        }
        assert!(
            is_body("Ministère du Travail") && !is_body("Ministère") && !is_body("Jean Dupont")
        );
        let painter = Name::Person(Person {
            family: "Gogh".into(),
            given: Some("Vincent".into()),
            kept_particle: Some("van".into()),
            ..Person::default()
        });
        assert_eq!(painter.inverted(), "van Gogh, Vincent");
        assert_eq!(painter.short(), "van Gogh");
    }
}
