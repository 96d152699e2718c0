//! The size that a drawing asks for, from its first tag.

use super::{Scan, local_name};
use crate::input::PixelSize;

/// CSS pixels in one of each unit (CSS Values 4, 6.2). Those that depend on a font or a window say nothing of the drawing.
const UNITS: [(&str, f64); 7] = [
    ("px", 1.0),
    ("pt", 96.0 / 72.0),
    ("pc", 16.0),
    ("in", 96.0),
    ("cm", 96.0 / 2.54),
    ("mm", 9.6 / 2.54),
    ("", 1.0),
];
/// The width and height of an image that tells none (CSS 2.1, 10.3.2 and 10.6.2).
const DEFAULT: (f64, f64) = (300.0, 150.0);
/// Wider or higher, a drawing says nothing sensible.
const LARGEST: f64 = 100_000.0;
/// Below this side, whole pixels would change the shape of a drawing.
const SMALLEST: f64 = 16.0;

/// The size of the SVG `text`: its `width` and `height`, else that of its `viewBox`; with one of the two, the `viewBox`
/// gives the other; without any, what browsers take. None when it is no SVG.
pub fn svg_size(text: &str) -> Option<PixelSize> {
    let (mut width, mut height, mut shape) = (None, None, None);
    for (name, value) in root_attributes(text)? {
        match name {
            "width" => width = length(value),
            "height" => height = length(value),
            "viewBox" => shape = view_box(value),
            _ => {}
        }
    }
    let ratio = shape.map(|(width, height)| width / height);
    let (width, height) = match (width, height, ratio, shape) {
        (Some(width), Some(height), ..) => (width, height),
        (Some(width), None, Some(ratio), _) => (width, width / ratio),
        (None, Some(height), Some(ratio), _) => (height * ratio, height),
        (None, None, _, Some((width, height))) => {
            // The units of the drawing are its own: only their proportion matters.
            let scale = (SMALLEST / width.min(height)).max(1.0).ceil();
            (width * scale, height * scale)
        }
        (width, height, ..) => (width.unwrap_or(DEFAULT.0), height.unwrap_or(DEFAULT.1)),
    };
    Some(PixelSize {
        width: pixels(width)?,
        height: pixels(height)?,
    })
}

/// Names and values of the attributes of the first tag, when it is an image's.
fn root_attributes(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut at = 0;
    let open = loop {
        let open = at + text[at..].find('<')?;
        let rest = &text[open..];
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!") => ">",
            _ => break open,
        };
        at = open + rest.find(end)? + end.len();
    };
    let scan = Scan {
        text,
        at: 0,
        style: None,
        root: false,
        open: Vec::new(),
    };
    let name = scan.name(open + 1);
    if local_name(name) != "svg" {
        return None;
    }
    let mut attributes = Vec::new();
    let mut at = open + 1 + name.len();
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let name = scan.name(at);
        if name.is_empty() {
            return Some(attributes);
        }
        let (value, end) = scan.value(at + name.len())?;
        attributes.push((name, value));
        at = end;
    }
}

fn length(written: &str) -> Option<f64> {
    let written = written.trim();
    let digits = written
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '+' | '-')))
        .unwrap_or(written.len());
    let (number, unit) = written.split_at(digits);
    let (_, scale) = UNITS
        .iter()
        .find(|(name, _)| unit.eq_ignore_ascii_case(name))?;
    number
        .parse()
        .ok()
        .map(|n: f64| n * scale)
        .filter(|length| sensible(*length))
}

/// Width and height of a `viewBox` (SVG 2, 8.6).
fn view_box(written: &str) -> Option<(f64, f64)> {
    let numbers: Option<Vec<f64>> = written
        .split(|c: char| c == ',' || c.is_ascii_whitespace())
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().ok())
        .collect();
    match *numbers? {
        [_, _, width, height] if sensible(width) && sensible(height) => Some((width, height)),
        _ => None,
    }
}

fn sensible(length: f64) -> bool {
    length > 0.0 && length <= LARGEST
}

fn pixels(length: f64) -> Option<u32> {
    let rounded = length.round().max(1.0);
    // The cast is exact: a whole number, and not too large.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (rounded <= LARGEST * SMALLEST).then_some(rounded as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn drawings_tell_their_size() {
        for (attributes, expected) in [
            ("width=\"120\" height=\"80\"", Some((120, 80))),
            (
                "width='120px' height='80PX' viewBox='0 0 1 1'",
                Some((120, 80)),
            ),
            ("viewBox=\"0 0 720 300\"", Some((720, 300))),
            ("viewBox=\"-5,-5 720.4,300\"", Some((720, 300))),
            (
                "width=\"100%\" height=\"100%\" viewBox=\"0 0 720 300\"",
                Some((720, 300)),
            ),
            ("width=\"360\" viewBox=\"0 0 720 300\"", Some((360, 150))),
            ("height=\"30mm\" viewBox=\"0 0 210 297\"", Some((80, 113))),
            ("width=\"1in\" height=\"72pt\"", Some((96, 96))),
            // Less than a pixel high, as some programs draw: the shape stays.
            ("viewBox=\"0 0 2 1\"", Some((32, 16))),
            ("width=\"12em\"", Some((300, 150))),
            ("width=\"0\" height=\"10\"", Some((300, 10))),
            ("viewBox=\"0 0 0 10\"", Some((300, 150))),
            ("viewBox=\"0 0 1e308 1e308\"", Some((300, 150))),
            ("viewBox=\"0 0 NaN inf\"", Some((300, 150))),
            ("", Some((300, 150))),
        ] {
            let text = format!(
                "\u{feff}<?xml version=\"1.0\"?>\n<!-- <svg width=\"1\"> -->\n<!DOCTYPE svg>\n<svg {attributes}><rect width=\"3\"/></svg>"
            );
            let told = svg_size(&text).map(|size| (size.width, size.height));
            assert_eq!(told, expected, "{attributes}");
        }
        assert_eq!(svg_size("<html width=\"1\" height=\"1\">"), None);
    }

    proptest! {
        #[test]
        fn any_text_has_a_size_or_none(text in "(<|>|svg|=|\"|'|width|height|viewBox|[0-9.e -]|%|px|\\PC){0,40}") {
            for text in [text.clone(), format!("<svg {text}>"), format!("<svg viewBox=\"{text}\"")] {
                if let Some(size) = svg_size(&text) {
                    prop_assert!(size.width > 0 && size.height > 0);
                }
            }
        }
    }
}
