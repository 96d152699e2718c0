//! Addresses: which page is where, and how one page writes the way to another.

use unicode_normalization::UnicodeNormalization;

/// A page of the site.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Route {
    /// `index.html`
    Home,
    /// `fiches/index.html`
    Sheets,
    /// `fiches/<slug>.html`
    Sheet(String),
    /// `<slug>.html`
    Page(String),
    /// `themes/index.html`
    Topics,
    /// `themes/<slug>.html`
    Topic(String),
    /// `articles/index.html`
    Law,
    /// `articles/<text>.html`
    Text(String),
    /// `articles/<text>/<article>.html`
    Article(String, String),
    /// `sources.html`
    Sources,
    /// `glossaire.html`
    Glossary,
    /// `recherche.html`
    Search,
    /// `veille.html`
    Watch,
    /// `404.html`
    NotFound,
    /// A file of the site that is no page: `atom.xml`, `assets/style.css`…
    File(String),
}

impl Route {
    /// Where the page is written, relative to the root of the site; never starts with `/`.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "index.html".into(),
            Self::Sheets => "fiches/index.html".into(),
            Self::Sheet(slug) => format!("fiches/{slug}.html"),
            Self::Page(slug) => format!("{slug}.html"),
            Self::Topics => "themes/index.html".into(),
            Self::Topic(slug) => format!("themes/{slug}.html"),
            Self::Law => "articles/index.html".into(),
            Self::Text(text) => format!("articles/{text}.html"),
            Self::Article(text, article) => format!("articles/{text}/{article}.html"),
            Self::Sources => "sources.html".into(),
            Self::Glossary => "glossaire.html".into(),
            Self::Search => "recherche.html".into(),
            Self::Watch => "veille.html".into(),
            Self::NotFound => "404.html".into(),
            Self::File(path) => path.clone(),
        }
    }
}

/// The relative address of `to` written in the page at `from`, both paths from the root of the site:
/// `relative("fiches/a.html", "articles/ccp.html")` is `../articles/ccp.html`. A page's address of itself is its file name.
pub fn relative(from: &str, to: &str) -> String {
    let mut out = String::new();
    push_relative(from, to, &mut out);
    out
}

/// Writes [`relative`] at the end of `out`.
pub fn push_relative(from: &str, to: &str, out: &mut String) {
    let folder = from.rfind('/').map_or("", |end| &from[..=end]);
    let mut shared = 0;
    for (at, byte) in folder.bytes().enumerate() {
        if to.as_bytes().get(at) != Some(&byte) {
            break;
        }
        if byte == b'/' {
            shared = at + 1;
        }
    }
    for _ in folder[shared..].matches('/') {
        out.push_str("../");
    }
    out.push_str(&to[shared..]);
}

/// What two paths share when they cannot be told apart on every disk, where neither case nor the form of accents counts.
pub fn collision_key(path: &str) -> String {
    // Capitals first: one small letter may have two ("σ" and "ς", "ſ" and "s").
    path.nfd()
        .flat_map(char::to_uppercase)
        .collect::<String>()
        .to_lowercase()
        .nfc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_know_the_way_to_each_other() {
        for (from, to, expected) in [
            ("index.html", "fiches/a.html", "fiches/a.html"),
            ("fiches/a.html", "index.html", "../index.html"),
            ("fiches/a.html", "fiches/b.html", "b.html"),
            ("articles/ccp/l1.html", "articles/ccp.html", "../ccp.html"),
            ("articles/ccp/l1.html", "articles/ccp/l2.html", "l2.html"),
            ("articles/ccp/l1.html", "assets/s.css", "../../assets/s.css"),
            (
                "articles/cc/l1.html",
                "articles/ccp/l2.html",
                "../ccp/l2.html",
            ),
        ] {
            assert_eq!(relative(from, to), expected, "{from} → {to}");
        }
    }
}
