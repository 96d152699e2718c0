//! Search: terms as the table says, and an index that any site may be made into.

use reperess::search::analysis::{Analyser, Role};
use std::path::Path;

#[test]
fn terms_are_those_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/analysis.txt");
    let table = std::fs::read_to_string(path).expect("the table of terms");
    let mut cases = 0;
    for line in table.lines().filter(|line| !line.starts_with("# ")) {
        let (text, expected) = line.split_once(" =>").expect("text => terms");
        let mut terms = Vec::new();
        Analyser::default().terms(text, |term, role, _| match role {
            Role::Stop => {}
            Role::Other => terms.push(format!("+{term}")),
            _ => terms.push(term.to_owned()),
        });
        assert_eq!(terms.join(" "), expected.trim(), "{text}");
        cases += 1;
    }
    assert!(cases > 50, "{cases} cases");
}
