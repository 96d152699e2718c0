//! Remarks on output.
