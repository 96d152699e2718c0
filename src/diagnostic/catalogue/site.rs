//! Remarks on site.
