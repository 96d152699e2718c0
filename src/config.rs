//! `site.yaml`: what an editor says of the site as a whole.

/// The site's settings; every one has a default.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    /// Title of the site.
    pub title: String,
    /// Where it is published, ending in `/`: absolute addresses, feed and sitemap are made only with one.
    pub url: Option<String>,
    /// Language of the pages.
    pub language: String,
    /// Who publishes.
    pub author: Option<String>,
    /// A sentence on the site.
    pub description: Option<String>,
    /// Name of the theme.
    pub theme: Option<String>,
    /// Style of citation.
    pub citation_style: Option<String>,
    /// More files of sources, paths from the content folder.
    pub bibliographies: Vec<String>,
    /// Whether raw HTML of the sheets is published as it is.
    pub raw_html: bool,
    /// Whether French typography applies.
    pub typography: bool,
    /// The editor's own menu: text, and page it leads to.
    pub menu: Vec<MenuEntry>,
    /// Text of the footer, Markdown.
    pub footer: Option<String>,
    /// The declaration of accessibility.
    pub accessibility: Accessibility,
}

/// An entry of the menu.
#[derive(Clone, PartialEq, Debug)]
pub struct MenuEntry {
    /// What it says.
    pub text: String,
    /// Slug of a sheet or page, or the path of a page of the site such as `articles/index.html`.
    pub page: String,
    /// Where it is written, for errors.
    pub span: Option<crate::input::Span>,
}

/// What the site declares of its accessibility (RGAA 4.1.2, article 47 of loi n° 2005-102).
#[derive(Clone, PartialEq, Debug)]
pub struct Accessibility {
    /// "non conforme" until an audit says otherwise.
    pub state: String,
    /// Day of the audit, `AAAA-MM-JJ`.
    pub audit_date: Option<String>,
    /// Where to write.
    pub contact: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Points de RepèrESS".into(),
            url: None,
            language: "fr".into(),
            author: None,
            description: None,
            theme: None,
            citation_style: None,
            bibliographies: Vec::new(),
            raw_html: false,
            typography: true,
            menu: Vec::new(),
            footer: None,
            accessibility: Accessibility::default(),
        }
    }
}

impl Default for Accessibility {
    fn default() -> Self {
        Self {
            state: "non conforme".into(),
            audit_date: None,
            contact: None,
        }
    }
}
