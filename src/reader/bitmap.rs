//! The size of a bitmap, from its first bytes: a page that says it keeps its text in place while the image comes.
//!
//! Nothing is decoded: what a header promises may be more than a machine can hold.

use crate::input::{Bitmap, PixelSize};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// The bitmaps that browsers show, by extension. They show no TIFF, but for one of them.
const EXTENSIONS: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico"];
/// Most bytes read of one file: metadata may come before the size, but a file of metadata alone is no image.
const MAX_READ: u64 = 4_000_000;
/// Bytes read at once: the next segment is often far.
const BUFFER: usize = 1024;
/// Bytes in which a JPEG says how it was held: the segment comes first, and is at most 65,535 bytes long (Exif 2.3, 4.5.4).
const EXIF_BYTES: u64 = 80_000;

/// Whether a file with this name should be a bitmap that browsers show.
pub fn is_bitmap(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        EXTENSIONS
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// What the header of the regular file at `path` says.
pub fn read(path: &Path) -> Bitmap {
    File::open(path)
        .ok()
        .and_then(size)
        .map_or(Bitmap::Unreadable, Bitmap::Sized)
}

fn size<R: Read + Seek>(file: R) -> Option<PixelSize> {
    let limited = Limited {
        inside: file,
        left: MAX_READ,
    };
    let mut reader = BufReader::with_capacity(BUFFER, limited);
    // A header made to break the reading of it breaks nothing else.
    let (kind, size) = catch_unwind(AssertUnwindSafe(|| {
        let kind = imagesize::reader_type(&mut reader).ok()?;
        Some((kind, kind.reader_size(&mut reader).ok()?))
    }))
    .ok()??;
    let mut width = u32::try_from(size.width).ok()?;
    let mut height = u32::try_from(size.height).ok()?;
    if kind == imagesize::ImageType::Jpeg {
        reader.rewind().ok()?;
        let mut start = Vec::new();
        reader.take(EXIF_BYTES).read_to_end(&mut start).ok()?;
        // Browsers turn a photograph the way the camera was held.
        if matches!(orientation(&start), Some(5..=8)) {
            (width, height) = (height, width);
        }
    }
    (width > 0 && height > 0).then_some(PixelSize { width, height })
}

/// The orientation that the metadata of a JPEG tells, from 1 to 8 (Exif 2.3, 4.6.4, tag 0112).
fn orientation(jpeg: &[u8]) -> Option<u16> {
    let mut at = 2;
    loop {
        let segment = jpeg.get(at..)?;
        let [0xff, marker, high, low] = *segment.first_chunk::<4>()? else {
            return None;
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        match marker {
            0xe1 => {
                let content = segment.get(4..(2 + length).min(segment.len()))?;
                if let Some(tiff) = content.strip_prefix(b"Exif\0\0") {
                    return tag(tiff, 0x0112);
                }
            }
            // The image itself begins.
            0xda | 0xd9 => return None,
            _ => {}
        }
        at += 2 + length.max(2);
    }
}

/// The value of a short `wanted` in the first directory of TIFF metadata.
fn tag(tiff: &[u8], wanted: u16) -> Option<u16> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(if big {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    };
    let bytes = *tiff.get(4..)?.first_chunk::<4>()?;
    let directory = if big {
        u32::from_be_bytes(bytes)
    } else {
        u32::from_le_bytes(bytes)
    };
    let directory = usize::try_from(directory).ok()?;
    let entries = usize::from(short(directory)?);
    (0..entries)
        .map(|entry| directory.saturating_add(2 + entry * 12))
        .take_while(|at| *at < tiff.len())
        .find(|at| short(*at) == Some(wanted))
        .and_then(|at| short(at + 8))
}

/// A file of which only so many bytes are read, wherever they are.
struct Limited<R> {
    inside: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let read = self.inside.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Limited<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inside.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn told(bytes: &[u8]) -> Option<(u32, u32)> {
        size(Cursor::new(bytes)).map(|size| (size.width, size.height))
    }

    /// A JPEG up to its size, 4 pixels wide and 3 high, with this Exif segment.
    fn jpeg(exif: &[u8]) -> Vec<u8> {
        let mut bytes = b"\xff\xd8".to_vec();
        if !exif.is_empty() {
            let length = u16::try_from(exif.len() + 8).expect("a short segment");
            bytes.extend(b"\xff\xe1");
            bytes.extend(length.to_be_bytes());
            bytes.extend(b"Exif\0\0");
            bytes.extend(exif);
        }
        bytes.extend(b"\xff\xc0\0\x0b\x08\0\x03\0\x04\x01\x11\0\0");
        bytes
    }

    #[test]
    fn headers_tell_the_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x01\0";
        assert_eq!(told(png), Some((512, 256)));
        assert_eq!(told(b"GIF89a\x10\0\x20\0\0\0\0"), Some((16, 32)));
        assert_eq!(
            told(b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x07\0\0"),
            Some((16, 8))
        );
        assert_eq!(told(&jpeg(b"")), Some((4, 3)));
    }

    #[test]
    fn a_photograph_held_upright_is_higher_than_wide() {
        let exif = |orientation: u8| {
            let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
            exif.extend([orientation, 0, 0, 0]);
            exif
        };
        assert_eq!(told(&jpeg(&exif(1))), Some((4, 3)));
        assert_eq!(told(&jpeg(&exif(6))), Some((3, 4)));
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!(told(&jpeg(big)), Some((3, 4)));
        // A directory that is not there, or that lies about its length.
        assert_eq!(told(&jpeg(b"II*\0\xff\xff\xff\xff")), Some((4, 3)));
        assert_eq!(told(&jpeg(b"II*\0\x08\0\0\0\xff\xff")), Some((4, 3)));
    }

    #[test]
    fn what_is_no_image_has_no_size() {
        for bytes in [
            &b""[..],
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"Bonjour, ceci est un texte.",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0",
            b"\x89PNG\r\n\x1a\n\0\0",
            b"\xff\xd8\xff\xe0\0\0\0\0\0\0\0\0\0\0",
        ] {
            assert_eq!(told(bytes), None);
        }
    }

    #[test]
    fn a_file_of_metadata_alone_is_given_up() {
        /// Empty segments, one after the other.
        struct Endless(u64);
        impl Read for Endless {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                for byte in &mut *buffer {
                    *byte = match self.0 {
                        0 => 0xff,
                        1 => 0xd8,
                        at => b"\0\x02\xff\xe0"[usize::from((at % 4) as u8)],
                    };
                    self.0 += 1;
                }
                Ok(buffer.len())
            }
        }
        impl Seek for Endless {
            fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
                self.0 = match to {
                    SeekFrom::Start(at) => at,
                    SeekFrom::Current(by) => self.0.saturating_add_signed(by),
                    SeekFrom::End(_) => u64::MAX,
                };
                Ok(self.0)
            }
        }
        assert_eq!(size(Endless(0)), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_judged(start in 0usize..6, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let magic: [&[u8]; 6] = [b"", b"\xff\xd8\xff", b"\x89PNG", b"\0\0\0\x0cftypavif", b"RIFF\0\0\0\0WEBPVP8", b"BM"];
            let mut all = magic[start].to_vec();
            all.extend(bytes);
            if let Some(size) = size(Cursor::new(all)) {
                prop_assert!(size.width > 0 && size.height > 0);
            }
        }
    }
}
