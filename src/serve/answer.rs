//! What a request is answered: a page from memory, or a refusal. A request never becomes a path.

use super::{Served, Shown};
use crate::page::Body;
use crate::sheet::target::percent_decoded;
use std::path::Path;

/// Script that listens to builds; it is added to pages only when they are served.
const CLIENT: &str = include_str!("client.js");
/// Look of the overlay that shows faults.
const CLIENT_STYLE: &str = include_str!("client.css");
/// Largest attachment that is answered, in bytes.
const MAX_ATTACHMENT: u64 = 500_000_000;

/// What is sent back.
pub enum Answer {
    /// These bytes.
    Whole(Vec<u8>),
    /// The stream of events.
    Events,
}

/// What counts of a request.
#[derive(Debug)]
pub struct Request {
    method: String,
    path: String,
    host: Option<String>,
    origin: Option<String>,
    /// Whether another request may follow on the connection.
    pub keep_alive: bool,
    /// Whether a body follows, which nobody reads.
    pub has_body: bool,
}

impl Request {
    /// Reads the head of a request (RFC 9112). None when it is none, or names two hosts.
    pub fn parse(head: &str) -> Option<Self> {
        let mut lines = head.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let (method, target, version) = (first.next()?, first.next()?, first.next()?);
        if first.next().is_some() || !version.starts_with("HTTP/1.") || !target.starts_with('/') {
            return None;
        }
        let mut request = Self {
            method: method.to_owned(),
            path: target
                .split(['?', '#'])
                .next()
                .unwrap_or_default()
                .to_owned(),
            host: None,
            origin: None,
            keep_alive: version == "HTTP/1.1",
            has_body: false,
        };
        for line in lines.filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':')?;
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "host" if request.host.is_some() => return None,
                "host" => request.host = Some(value.to_ascii_lowercase()),
                "origin" => request.origin = Some(value.to_ascii_lowercase()),
                "connection" if value.eq_ignore_ascii_case("close") => request.keep_alive = false,
                "content-length" if value != "0" => request.has_body = true,
                "transfer-encoding" => request.has_body = true,
                _ => {}
            }
        }
        Some(request)
    }
}

/// The answer to one request.
pub async fn answer(request: &Request, served: &Served) -> Answer {
    let head_only = request.method == "HEAD";
    let known_host = request
        .host
        .as_ref()
        .is_some_and(|host| served.answers_to(host));
    let known_origin = request.origin.as_ref().is_none_or(|origin| {
        origin
            .strip_prefix("http://")
            .is_some_and(|host| served.answers_to(host))
    });
    if !known_host || !known_origin {
        return Answer::Whole(plain(
            403,
            "Cette adresse n’est pas celle du site.",
            head_only,
        ));
    }
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return Answer::Whole(plain(405, "Seules les lectures sont permises.", false));
    }
    match request.path.as_str() {
        "/_reperess/events" if !head_only => return Answer::Events,
        "/_reperess/client.js" => {
            return Answer::Whole(whole(
                200,
                "text/javascript; charset=utf-8",
                CLIENT.as_bytes(),
                head_only,
            ));
        }
        "/_reperess/client.css" => {
            return Answer::Whole(whole(
                200,
                "text/css; charset=utf-8",
                CLIENT_STYLE.as_bytes(),
                head_only,
            ));
        }
        _ => {}
    }
    let shown = served.shown();
    let asked = percent_decoded(&request.path[1..]);
    if shown.pages.contains_key(&format!("{asked}/index.html")) {
        // Without its last slash, the links of the page would lead elsewhere. What is named here is a page of ours.
        return Answer::Whole(moved(&format!("/{asked}/")));
    }
    let name = if asked.is_empty() || asked.ends_with('/') {
        format!("{asked}index.html")
    } else {
        asked
    };
    match shown.pages.get_key_value(&name) {
        Some((path, body)) => page(200, path, body, head_only).await,
        None if shown.pages.is_empty() => Answer::Whole(whole(
            200,
            HTML,
            &with_client(&nothing_yet(&shown)),
            head_only,
        )),
        None => match shown.pages.get("404.html") {
            Some(body) => page(404, "404.html", body, head_only).await,
            None => Answer::Whole(plain(404, "Cette page n’existe pas.", head_only)),
        },
    }
}

const HTML: &str = "text/html; charset=utf-8";

async fn page(status: u16, path: &str, body: &Body, head_only: bool) -> Answer {
    let kind = content_type(path);
    let bytes = match body {
        Body::Bytes(bytes) if kind == HTML => with_client(&String::from_utf8_lossy(bytes)),
        Body::Bytes(bytes) => bytes.to_vec(),
        // The path is the one that was listed when the site was read; the request only chose the page.
        Body::Copy { origin, size } if *size <= MAX_ATTACHMENT => match attachment(origin).await {
            Some(bytes) => bytes,
            None => return Answer::Whole(plain(404, "Ce fichier a disparu.", head_only)),
        },
        Body::Copy { .. } => {
            return Answer::Whole(plain(
                413,
                "Ce fichier est trop grand pour l’aperçu.",
                head_only,
            ));
        }
    };
    Answer::Whole(whole(status, kind, &bytes, head_only))
}

/// The bytes of an attachment. What took its place since the last good build may be a link that leads out of the site, a
/// pipe that never ends, or too large.
async fn attachment(origin: &Path) -> Option<Vec<u8>> {
    let meta = tokio::fs::symlink_metadata(origin).await.ok()?;
    if !meta.is_file() || meta.len() > MAX_ATTACHMENT {
        return None;
    }
    tokio::fs::read(origin).await.ok()
}

/// The page with the script that refreshes it. A policy of the theme may forbid connections; the preview needs one, to here.
fn with_client(html: &str) -> Vec<u8> {
    let html = if html.contains("connect-src 'self'") {
        html.to_owned()
    } else {
        html.replacen(
            "default-src 'none'",
            "default-src 'none'; connect-src 'self'",
            1,
        )
    };
    let client = "<link rel=\"stylesheet\" href=\"/_reperess/client.css\"><script src=\"/_reperess/client.js\" defer></script>";
    match html.find("</head>") {
        Some(at) => [&html[..at], client, &html[at..]].concat().into_bytes(),
        None => [html.as_str(), client].concat().into_bytes(),
    }
}

/// The page shown while no build was good: what is wrong, until it is mended.
fn nothing_yet(shown: &Shown) -> String {
    let escaped = shown.faults.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Erreurs</title></head><body><h1>Le site n’a pas pu être construit</h1><pre>{escaped}</pre></body></html>"
    )
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}

/// A whole answer with its headers.
fn whole(status: u16, kind: &str, body: &[u8], head_only: bool) -> Vec<u8> {
    let more = if status == 405 {
        "Allow: GET, HEAD\r\n"
    } else {
        ""
    };
    with_headers(status, kind, more, body, head_only)
}

/// Leads to the address of a folder, which is written as addresses are.
fn moved(path: &str) -> Vec<u8> {
    let location: String = path
        .bytes()
        .map(|byte| match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect();
    let more = format!("Location: {location}\r\n");
    with_headers(302, "text/plain; charset=utf-8", &more, b"", false)
}

fn with_headers(status: u16, kind: &str, more: &str, body: &[u8], head_only: bool) -> Vec<u8> {
    let close = if matches!(status, 400 | 405 | 413 | 431) {
        "Connection: close\r\n"
    } else {
        ""
    };
    let mut out = format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nX-Frame-Options: DENY\r\nCross-Origin-Resource-Policy: same-origin\r\n{more}{close}\r\n",
        reason(status),
        body.len()
    )
    .into_bytes();
    if !head_only {
        out.extend_from_slice(body);
    }
    out
}

/// A refusal in words.
pub fn plain(status: u16, words: &str, head_only: bool) -> Vec<u8> {
    whole(
        status,
        "text/plain; charset=utf-8",
        words.as_bytes(),
        head_only,
    )
}

/// The head of the stream of events.
pub fn events_head() -> Vec<u8> {
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\nretry: 500\n\n".to_vec()
}

/// One event: what is wrong with the last build, and whether pages changed.
pub fn event(faults: &str, changed: bool) -> Vec<u8> {
    let data = serde_json::json!({ "faults": faults, "changed": changed });
    format!("data: {data}\n\n").into_bytes()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        _ => "Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_or_refused() {
        let request =
            Request::parse("GET /a%20b?x HTTP/1.1\r\nHost: LOCALHOST:4000\r\n\r\n").unwrap();
        assert_eq!(
            (request.path.as_str(), request.host.as_deref()),
            ("/a%20b", Some("localhost:4000"))
        );
        for head in [
            "GET http://x/ HTTP/1.1\r\n\r\n",
            "GET /\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "\r\n",
        ] {
            assert!(Request::parse(head).is_none(), "{head}");
        }
    }
}
