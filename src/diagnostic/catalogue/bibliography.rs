//! Remarks on bibliography.
