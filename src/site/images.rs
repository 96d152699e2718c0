//! The images that sheets show: how large each is in a page, and what is wrong with them.

use super::{Attachment, Resolved};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::site as remarks;
use crate::input::{Bitmap, Inputs, PixelSize};
use crate::sheet::{FactSheet, Target};
use std::collections::{BTreeMap, BTreeSet};

/// Above this size, in bytes, a bitmap keeps readers waiting.
const HEAVY_BYTES: u64 = 400_000;
/// Above this many pixels, a bitmap takes the memory of a phone: each is four bytes there.
const MOST_PIXELS: u64 = 40_000_000;

/// The size of every image shown, by its path in the output.
pub type Sizes = BTreeMap<String, PixelSize>;

/// Reads the sizes of the images that `sheets` show; `links` says where their links lead, in parallel. What is no image, or
/// too large a one, is reported once a sheet.
///
/// `svg_size` reads the size of a drawing from its text.
pub fn sizes(
    sheets: &[FactSheet],
    links: &[Vec<Resolved>],
    attachments: &[Attachment],
    inputs: &Inputs,
    svg_size: fn(&str) -> Option<PixelSize>,
    found: &mut Vec<Diagnostic>,
) -> Sizes {
    let assets: BTreeMap<&str, usize> = attachments
        .iter()
        .map(|attachment| (attachment.path.as_str(), attachment.asset))
        .collect();
    let mut sizes = Sizes::new();
    for (sheet, links) in sheets.iter().zip(links) {
        let mut seen = BTreeSet::new();
        for (link, resolved) in sheet.links.iter().zip(links) {
            let (Target::File { image: true, .. }, Resolved::Attachment(path)) =
                (&link.target, resolved)
            else {
                continue;
            };
            let Some(asset) = assets.get(path.as_str()).map(|at| &inputs.assets[*at]) else {
                continue;
            };
            if !seen.insert(path) {
                continue;
            }
            let size = match (&asset.svg, asset.bitmap) {
                (Some(text), _) => svg_size(text),
                (None, Some(Bitmap::Sized(size))) => {
                    let pixels = u64::from(size.width) * u64::from(size.height);
                    if asset.size > HEAVY_BYTES {
                        found.push(remarks::heavy_image(link.span, &asset.shown, asset.size));
                    } else if pixels > MOST_PIXELS {
                        found.push(remarks::huge_image(
                            link.span,
                            &asset.shown,
                            size.width,
                            size.height,
                        ));
                    }
                    Some(size)
                }
                (None, Some(Bitmap::Unreadable)) => {
                    found.push(remarks::unreadable_image(link.span, &asset.shown));
                    None
                }
                // A drawing that could not be read, which is told when it is published.
                (None, None) if asset.path.to_ascii_lowercase().ends_with(".svg") => None,
                (None, None) => {
                    found.push(remarks::not_an_image(link.span, &asset.shown));
                    None
                }
            };
            if let Some(size) = size {
                sizes.insert(path.clone(), size);
            }
        }
    }
    sizes
}
