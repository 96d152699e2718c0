//! Remarks on sheet.
