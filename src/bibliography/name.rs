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
    /// Reads a name as editors write it: `Dupont, Jean` is a person; without a comma, with several, or between braces
    /// (`{Ministère du Travail, de la Santé et des Solidarités}`), it is printed as it is.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if let Some(inside) = text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        {
            return Self::Literal(inside.trim().to_owned());
        }
        match text.split_once(',') {
            Some((family, given)) if is_given(given) && !family.trim().is_empty() => {
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
            (", Jean", false, ", Jean"),
        ] {
            let name = Name::parse(text);
            assert_eq!(matches!(name, Name::Person(_)), is_person, "{text}");
            assert_eq!(name.inverted(), printed);
            assert_eq!(Name::parse(&name.written()), name);
        }
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
