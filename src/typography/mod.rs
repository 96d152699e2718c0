//! French typography.

/// To come.
pub fn text(text: &str) -> String {
    text.to_owned()
}
