//! Images: those that are heavy, and files made to break who reads them.

use crate::folder::{IMAGE, Site};
use std::fs;

/// A site whose sheet shows one image.
fn showing(name: &str) -> Site {
    Site::new(&[(
        "content/a.md",
        &format!("---\ntitre: Une fiche\n---\n\n![Un plan](<{name}>)\n"),
    )])
}

/// An image of 8 pixels by 8, with so many bytes in all.
fn image(size: usize) -> Vec<u8> {
    let mut bytes = IMAGE.as_bytes().to_vec();
    bytes.resize(size, 0);
    bytes
}

#[test]
fn a_heavy_image_is_told_with_its_line_and_published() {
    let site = showing("plan.gif");
    site.write("content/plan.gif", image(400_000));
    assert_eq!(site.build_well().err, "");
    site.write("content/plan.gif", image(1_260_000));
    let told = site.build_well();
    assert_eq!(
        told.err.lines().take(2).collect::<Vec<_>>(),
        [
            "avertissement[image-lourde]\u{a0}: l’image «\u{a0}content/plan.gif\u{a0}» occupe 1,2\u{a0}Mo\u{a0}: elle tardera sur un téléphone",
            " --> content/a.md:5:13"
        ]
    );
    assert!(site.output().join("plan.gif").exists());
    assert_eq!(site.build(&["--strict"]).status, Some(1));
}

#[test]
fn of_an_endless_image_only_the_start_is_read() {
    let site = showing("plan.gif");
    site.write("content/plan.gif", IMAGE);
    let file = fs::OpenOptions::new()
        .write(true)
        .open(site.path("content/plan.gif"))
        .expect("there");
    // Nothing is on the disk behind it, but who reads it reads two terabytes.
    file.set_len(2 << 40).expect("a disk that keeps holes");
    let told = crate::folder::told(
        crate::folder::reperess()
            .args(["check", "--site"])
            .arg(site.root()),
    );
    assert_eq!(told.status, Some(0), "{}", told.err);
    assert!(told.err.contains("image-lourde"), "{}", told.err);
}

#[test]
fn an_image_is_found_by_its_own_name_alone() {
    // The link may be composed and the name on the disk not, as macOS does.
    let site = showing("É t%C3%A9/Schéma n° 1.GIF");
    site.write("content/E\u{301} te\u{301}/Sche\u{301}ma n° 1.GIF", IMAGE);
    site.build_well();
    let page = fs::read_to_string(site.output().join("fiches/a.html")).expect("a page");
    assert!(page.contains("width=\"8\" height=\"8\""), "{page}");
    for (link, file) in [
        ("Plan.gif", "plan.gif"),
        ("plan.gif", "plan.GIF"),
        (".plan.gif", ".plan.gif"),
        ("_drafts/plan.gif", "_drafts/plan.gif"),
    ] {
        let site = showing(link);
        site.write(&format!("content/{file}"), IMAGE);
        let told = site.build(&[]);
        assert_eq!(told.status, Some(1), "{link}");
        assert!(
            told.err.contains("content/a.md:5:") && told.err.contains("[fichier-introuvable]"),
            "{}",
            told.err
        );
    }
}
