//! Remarks on theme.
