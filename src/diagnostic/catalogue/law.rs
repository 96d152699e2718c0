//! Remarks on law.
