//! Remarks on yaml.
