//! `assets/site.webmanifest` (W3C, "Web Application Manifest"): what a phone shows when the site is put among its applications.

use crate::site::Site;
use serde::Serialize;

/// Where it is written: beside the icon, and never in the way of a sheet.
pub const PATH: &str = "assets/site.webmanifest";

#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    lang: &'a str,
    start_url: &'a str,
    scope: &'a str,
    display: &'a str,
    icons: [Icon<'a>; 1],
}

#[derive(Serialize)]
struct Icon<'a> {
    src: &'a str,
    sizes: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
}

/// The manifest: the site opens on its home, in a browser as any other.
pub fn manifest(site: &Site) -> String {
    let manifest = Manifest {
        name: &site.config.title,
        lang: &site.config.language,
        start_url: "../index.html",
        scope: "../",
        display: "browser",
        icons: [Icon {
            src: "favicon.svg",
            sizes: "any",
            kind: "image/svg+xml",
        }],
    };
    let mut text = serde_json::to_string(&manifest).unwrap_or_default();
    text.push('\n');
    text
}
